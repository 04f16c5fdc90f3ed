"""Conditions that leave nothing to draw make a problem that cannot be asked."""

from collections.abc import Iterator

from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.problems.trying import TriedLevel
from studyapp.packs.report import Spot

FAULT = True


def findings(pack: Linted) -> Iterator[Finding]:
    """Levels of which a seed has no variant, where the constraint stands at which most tries fail."""
    for tried in pack.tried:
        for level in tried.levels:
            if level.hurdles:
                seed = len(level.variants)
                what = Message(
                    "nothing can be drawn (level {level}, seed {seed}): every try fails: {what}",
                    level=level.plan.number,
                    seed=seed,
                    what=level.hurdles,
                )
                yield Finding(_place(level), what)


def _place(level: TriedLevel) -> Spot:
    stated, hurdle = level.stated, str(level.hurdles)
    if hurdle.startswith("aim: "):
        return stated.origin("aim")
    for index, source in enumerate(level.plan.level.where):
        if hurdle.startswith(source):
            where = stated.origin("where")
            return where.at(index) if isinstance(where.data, list) else where
    for part in level.plan.parts:
        if part.index and hurdle.startswith(f"{part.name} "):
            return stated.place_of_part(part.name)[0]
    return stated.spot.at("vary")
