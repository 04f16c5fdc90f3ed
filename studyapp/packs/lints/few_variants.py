"""A problem with a handful of variants is soon known by heart."""

from collections.abc import Iterator

from studyapp.engine.problems.counting import count_variants, has_variants
from studyapp.i18n import N_
from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted

FEWEST = 10
_ONE = N_("level {level} has only one variant; let more vary, so that there are {fewest} or more")
_FEW = N_("level {level} has only {count} variants; let more vary, so that there are {fewest} or more")


def findings(pack: Linted) -> Iterator[Finding]:
    """Levels with fewer different sets of numbers than a learner meets in a month."""
    for tried, level in pack.levels:
        if len({variant.prompt for variant in level.variants}) >= FEWEST:
            continue
        if not has_variants(tried.problem, level.plan.number, FEWEST):
            variants = count_variants(tried.problem, level.plan.number).variants
            what = Message(
                _ONE if variants == 1 else _FEW, level=level.plan.number, count=variants, fewest=FEWEST
            )
            own = level.stated.spot
            yield Finding(own.at("vary") if level.stated.schema.vary else own, what, key=True)
