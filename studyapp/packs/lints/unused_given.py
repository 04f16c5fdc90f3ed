"""A number that is drawn and goes nowhere is a mistake of its author, or a trap that should be meant."""

from collections.abc import Iterator

from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.problems.looking import changes_answers, depends_on, mistaken_from, told

LOOKED_AT = 20
"""Variants in which another value is tried: a solver's code may need what its formulas do not name."""


def findings(pack: Linted) -> Iterator[Finding]:
    """Names under `vary` on which neither an answer nor a known mistake depends."""
    for _, level in pack.levels:
        used = depends_on(level.plan) | mistaken_from(level.plan)
        said = {place.name for place in told(level.plan)}
        for name in level.stated.schema.vary:  # what a higher level no longer needs does no harm
            if name in used or changes_answers(level.plan, level.variants[:LOOKED_AT], name):
                continue
            place = level.stated.spot.at("vary", name)
            if name in said:
                what = Message(
                    "the prompt tells {name}, and no answer or mistake depends on it; take it out", name=name
                )
            else:
                what = Message("{name} is drawn, but neither told nor used; take it out", name=name)
            yield Finding(place, what, key=True)
