"""Conditions that refuse nearly every draw leave few variants and make each of them slow to find."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.problems.looking import TRIES

FEWEST = TRIES // 100


def findings(pack: Linted) -> Iterator[Finding]:
    """Levels of which fewer than one draw in a hundred can be used."""
    for _, level in pack.levels:
        if not (level.plan.level.where or level.plan.level.aim):
            continue
        usable = (hurdle for hurdle in level.raw_draws if not hurdle)
        used = len(list(islice(usable, FEWEST)))
        if used < FEWEST and level.plan.level.vary:
            first = Counter(filter(None, level.raw_draws)).most_common(1)[0][0]
            what = Message(
                "{used} of {tries} draws can be used at level {level}; most fail at {what}",
                used=used,
                tries=TRIES,
                level=level.plan.number,
                what=first,
            )
            yield Finding(level.stated.spot.at("vary"), what, key=True)
