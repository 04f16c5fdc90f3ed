"""A level above that asks no more than the one below promises what it does not hold."""

from collections.abc import Iterator
from typing import NamedTuple

from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.problems.looking import depends_on, told, told_numbers
from studyapp.packs.problems.trying import TriedLevel
from studyapp.text.numbers import show

LOOKED_AT = 60
LARGER = 1.05


class Load(NamedTuple):
    """What a level asks of a learner, each the more the harder."""

    parts: int
    told: int
    """Different numbers in the prompt."""
    steps: int
    digits: float
    """Digits of all numbers told and asked, on average."""
    mistakes: float
    """Known mistakes that show, on average."""


def findings(pack: Linted) -> Iterator[Finding]:
    """Levels that have more of nothing: parts, numbers, steps, digits, or ways to go wrong."""
    for tried in pack.tried:
        if not tried.is_sampled:
            continue
        for lower, upper in zip(tried.levels, tried.levels[1:], strict=False):
            if _asks_otherwise(lower, upper):
                continue
            below, above = _load(lower), _load(upper)
            if not any(more > less * LARGER for more, less in zip(above, below, strict=True)):
                number = lower.plan.number
                what = Message(
                    "is no harder than level {level}: no more parts, numbers, steps, digits or mistakes",
                    level=number,
                )
                yield Finding(upper.stated.spot, what, key=True)


def _asks_otherwise(lower: TriedLevel, upper: TriedLevel) -> bool:
    """Whether the levels ask for different things, so that they cannot be compared."""
    ours, theirs = lower.plan.level, upper.plan.level
    return (ours.parts, ours.aim, ours.fixed) != (theirs.parts, theirs.aim, theirs.fixed)


def _load(level: TriedLevel) -> Load:
    plan, variants = level.plan, level.variants[:LOOKED_AT]
    digits = mistakes = 0
    for variant in variants:
        numbers = [value for _, value in told_numbers(plan, variant)]
        digits += sum(len(show(value)) for value in [*numbers, *variant.answers.values()])
        mistakes += sum(map(len, variant.mistakes.values()))
    needed = depends_on(plan)
    steps = sum(name in needed for name in plan.problem.solver.spec.steps)
    names = len({place.name for place in told(plan)})
    return Load(len(plan.parts), names, steps, digits / len(variants), mistakes / len(variants))
