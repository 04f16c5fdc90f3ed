"""Where the answer is a count, a tolerance takes a wrong count for right."""

from collections.abc import Iterator

from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted


def findings(pack: Linted) -> Iterator[Finding]:
    """Parts whose answers are whole numbers, with a tolerance that takes their neighbours."""
    for _, level in pack.levels:
        for part in level.plan.parts:
            if part.tolerance is None:
                continue
            answers = [variant.answers[part.name] for variant in level.variants]
            counts = [answer for answer in answers if isinstance(answer, int)]
            taken = next((c for c in counts if part.tolerance.allowance(c) >= 1), None)
            if len(counts) == len(answers) and taken is not None:
                place, is_key = level.stated.place_of_part(part.name)
                what = Message(
                    "every answer is a count, and {tolerance} takes {wrong} for {right}; leave it out",
                    tolerance=str(part.tolerance),
                    wrong=taken + 1,
                    right=taken,
                )
                yield Finding(place, what, key=is_key)
