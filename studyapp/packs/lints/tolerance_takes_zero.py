"""A tolerance as wide as the answer itself takes 0 for right, and hardly refuses anything."""

from collections.abc import Iterator
from fractions import Fraction

from studyapp.engine.answers.matching import is_number
from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted


def findings(pack: Linted) -> Iterator[Finding]:
    """Parts of which every variant takes 0, though in none it is the answer."""
    for _, level in pack.levels:
        for part in level.plan.parts:
            answers = [variant.answers[part.name] for variant in level.variants]
            numbers = [Fraction(answer) for answer in answers if is_number(answer)]
            if part.tolerance is None or not numbers or len(numbers) < len(answers) or 0 in numbers:
                continue
            if all(part.tolerance.allowance(number) >= abs(number) for number in numbers):
                place, is_key = level.stated.place_of_part(part.name)
                what = Message(
                    "{tolerance} takes 0 for right in every variant; state one below the answers",
                    tolerance=str(part.tolerance),
                )
                yield Finding(place, what, key=is_key)
