"""A number with many digits makes a learner type, not think."""

from collections.abc import Iterator

from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.problems.looking import told_numbers
from studyapp.text.numbers import show

MOST_DIGITS = 6
LOOKED_AT = 40
"""Variants of a level."""


def findings(pack: Linted) -> Iterator[Finding]:
    """Numbers put into a prompt with more significant digits than one likes to work with."""
    for _, level in pack.levels:
        seen: set[str] = set()
        rounded = {place.name: place.digits for place in level.plan.prompt.en.placeholders}
        for variant in level.variants[:LOOKED_AT]:
            for name, value in told_numbers(level.plan, variant):
                shown = show(value, rounded[name])
                digits = _significant(shown)
                if digits > MOST_DIGITS and name not in seen:
                    seen.add(name)
                    what = Message(
                        "puts in {name} with {digits} digits ({shown}, level {level}, seed {seed}); "
                        "draw rounder numbers, or write {place}",
                        name=name,
                        digits=digits,
                        shown=shown,
                        level=level.plan.number,
                        seed=variant.seed,
                        place=f"{{{name}:.3}}",
                    )
                    yield Finding(level.stated.origin("prompt"), what)


def _significant(shown: str) -> int:
    mantissa = shown.lstrip("-").partition("e")[0]
    if "/" in mantissa:
        return max(len(side) for side in mantissa.split("/"))
    digits = mantissa.replace(".", "").lstrip("0")
    return len(digits if "." in mantissa else digits.rstrip("0"))
