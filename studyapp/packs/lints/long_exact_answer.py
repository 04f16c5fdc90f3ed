"""A whole number of many digits is copied from a calculator, and one slip of a key is wrong."""

from collections.abc import Iterator

from studyapp.engine.answers.tolerance import EXACT
from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted

MOST_DIGITS = 9


def findings(pack: Linted) -> Iterator[Finding]:
    """Parts whose answers mostly have more digits than anyone types without a slip."""
    for _, level in pack.levels:
        for part in level.plan.parts:
            if part.tolerance not in (None, EXACT):
                continue
            answers = [variant.answers[part.name] for variant in level.variants]
            long = [a for a in answers if isinstance(a, int) and abs(a) >= 10**MOST_DIGITS]
            if len(long) > len(answers) / 2:
                place, is_key = level.stated.place_of_part(part.name)
                digits = len(str(abs(long[0])))
                what = Message(
                    "has {count} digits to be typed exactly; draw smaller numbers, or say within: 1%",
                    count=digits,
                )
                yield Finding(place, what, key=is_key)
