"""A condition that refuses nothing is a condition on the wrong thing, or one too many."""

from collections.abc import Iterator

from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.problems.looking import TRIES


def findings(pack: Linted) -> Iterator[Finding]:
    """Conditions at which no draw fails."""
    for _, level in pack.levels:
        if level.stated.schema.where is None:
            continue  # it is told at the level that states it
        spot = level.stated.spot.at("where")
        for index, condition in enumerate(level.plan.where):
            if not any(str(hurdle).startswith(condition.source) for hurdle in level.raw_draws):
                place = spot.at(index) if isinstance(spot.data, list) else spot
                yield Finding(
                    place, Message("refuses none of {tries} draws; take it out, or mend it", tries=TRIES)
                )
