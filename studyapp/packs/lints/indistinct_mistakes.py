"""Two mistakes that always give the same number cannot be told apart: the learner is told both."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from studyapp.engine.answers.matching import is_right
from studyapp.engine.problems.plan import tolerance_of
from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.problems.trying import Tried

FEWEST = 5
"""Variants that show both, from which on it is no chance."""


def findings(pack: Linted) -> Iterator[Finding]:
    """Mistakes that the author states and whose value is another mistake's wherever both show."""
    for tried in pack.tried:
        if tried.is_sampled and tried.schema.mistakes:
            yield from _of_problem(tried)


def _of_problem(tried: Tried) -> Iterator[Finding]:
    own = {mistake.id: index for index, mistake in enumerate(tried.schema.mistakes)}
    together: Counter[tuple[str, str]] = Counter()
    apart: set[tuple[str, str]] = set()
    for level in tried.levels:
        for variant in level.variants:
            for part in level.plan.parts:
                tolerance = tolerance_of(part, variant.answers[part.name])
                for (one, first), (other, second) in combinations(variant.mistakes[part.name].items(), 2):
                    step, _, name = one.rpartition(".")
                    other_step, _, other_name = other.rpartition(".")
                    if step != other_step:
                        continue  # one is carried on, and is told with words of its own
                    pair = name, other_name
                    together[pair] += 1
                    if not is_right(first, second, tolerance):
                        apart.add(pair)
    for pair, times in together.items():
        if pair not in apart and times >= FEWEST and pair[0] != pair[1] and (mine := own.keys() & pair):
            later = max(mine, key=lambda name: own[name])
            other = pair[0] if pair[1] == later else pair[1]
            what = Message(
                "has the value of {other} in every variant; let numbers vary that tell them apart",
                other=other,
            )
            yield Finding(tried.spot.at("mistakes", own[later]), what)
