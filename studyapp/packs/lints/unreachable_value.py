"""A value that the conditions never let through is not drawn, whatever its author thinks."""

from collections.abc import Iterator
from itertools import islice

from studyapp.domain.value import Value
from studyapp.engine.problems.problem import Choices
from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.problems.looking import is_usable_with, place_of_number
from studyapp.packs.problems.trying import TriedLevel
from studyapp.text.numbers import show

MOST_VALUES = 40
"""Of one list; among more of them a single one matters little."""
MOST_TRIED = 10
"""Of one level: each takes as long as drawing it anew."""


def findings(pack: Linted) -> Iterator[Finding]:
    """Values listed under `vary` that no variant has or can have; of a range some may be refused."""
    for _, level in pack.levels:
        for name, value in islice(_unseen(level), MOST_TRIED):
            if not is_usable_with(level.plan, {name: value}):
                what = Message(
                    "{value} is never drawn at level {level}: the conditions refuse it",
                    value=show(value),
                    level=level.plan.number,
                )
                yield Finding(place_of_number(level.stated, "vary", name), what)


def _unseen(level: TriedLevel) -> Iterator[tuple[str, Value]]:
    """Listed values that none of the variants has."""
    for name, how in level.plan.level.vary.items():
        if isinstance(how, Choices) and not how.shape and len(how.values) <= MOST_VALUES:
            seen = {variant.givens.get(name) for variant in level.variants}
            yield from ((name, value) for value in dict.fromkeys(how.values) if value not in seen)
