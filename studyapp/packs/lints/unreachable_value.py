"""A value that the conditions never let through is not drawn, whatever its author thinks."""

from collections.abc import Iterator

from studyapp.domain.value import Value
from studyapp.engine.problems.problem import Choices
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.problems.looking import is_usable_with, place_of_number
from studyapp.packs.problems.trying import TriedLevel
from studyapp.text.numbers import show

MOST_VALUES = 40
"""Of one list; among more of them a single one matters little."""


def findings(pack: Linted) -> Iterator[Finding]:
    """Values listed under `vary` that no variant has or can have; of a range some may be refused."""
    for _, level in pack.levels:
        for name, how in level.plan.level.vary.items():
            if how.shape or not isinstance(how, Choices) or len(how.values) > MOST_VALUES:
                continue
            for value in dict.fromkeys(how.values):
                if _is_unreachable(level, name, value):
                    what = (
                        f"{show(value)} is never drawn at level {level.plan.number}: the conditions refuse it"
                    )
                    yield Finding(place_of_number(level.stated, "vary", name), what)


def _is_unreachable(level: TriedLevel, name: str, value: Value) -> bool:
    if any(variant.givens.get(name) == value for variant in level.variants):
        return False
    return not is_usable_with(level.plan, {name: value})
