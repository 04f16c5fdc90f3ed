"""An answer that stands in the question is copied from it."""

from collections.abc import Iterator

from studyapp.engine.answers.matching import is_number
from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.problems.looking import told_numbers

SHARE = 0.5
"""In how many variants the answer may be one of the numbers told."""
LOOKED_AT = 60


def findings(pack: Linted) -> Iterator[Finding]:
    """Parts whose answer is in most variants a number that the prompt tells."""
    for _, level in pack.levels:
        variants = level.variants[:LOOKED_AT]
        numbers = [dict(told_numbers(level.plan, variant)) for variant in variants]
        for part in level.plan.parts:
            answers = [variant.answers[part.name] for variant in variants]
            for name in level.plan.level.vary:
                pairs = zip(answers, numbers, strict=True)
                given = sum(is_number(a) and name in told and told[name] == a for a, told in pairs)
                if given > SHARE * len(variants) and name != part.name:
                    place, is_key = level.stated.place_of_part(part.name)
                    what = Message(
                        "{part} is {name}, which the prompt tells, in {given} of {count} variants",
                        part=part.name,
                        name=name,
                        given=given,
                        count=len(variants),
                    )
                    yield Finding(place, what, key=is_key)
                    break
