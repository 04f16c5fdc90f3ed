"""Conditions that refuse nearly every draw leave few variants and make each of them slow to find."""

from collections.abc import Iterator

from studyapp.packs.linted import Finding, Linted
from studyapp.packs.problems.looking import TRIES

FEWEST = TRIES // 100


def findings(pack: Linted) -> Iterator[Finding]:
    """Levels of which fewer than one draw in a hundred can be used."""
    for _, level in pack.levels:
        if not (level.plan.level.where or level.plan.level.aim):
            continue
        used = level.hurdles_met[""]
        if used < FEWEST and level.plan.level.vary:
            first = next(name for name, _ in level.hurdles_met.most_common() if name)
            what = f"{used} of {TRIES} draws can be used at level {level.plan.number}; most fail at {first}"
            yield Finding(level.stated.spot.at("vary"), what, key=True)
