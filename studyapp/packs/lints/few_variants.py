"""A problem with a handful of variants is soon known by heart."""

from collections.abc import Iterator

from studyapp.engine.problems.counting import count_variants, has_variants
from studyapp.packs.linted import Finding, Linted

FEWEST = 10


def findings(pack: Linted) -> Iterator[Finding]:
    """Levels with fewer different sets of numbers than a learner meets in a month."""
    for tried, level in pack.levels:
        if len({variant.prompt for variant in level.variants}) >= FEWEST:
            continue
        if not has_variants(tried.problem, level.plan.number, FEWEST):
            variants = count_variants(tried.problem, level.plan.number).variants
            many = "only one variant" if variants == 1 else f"only {variants} variants"
            what = f"level {level.plan.number} has {many}; let more vary, so that there are {FEWEST} or more"
            own = level.stated.spot
            yield Finding(own.at("vary") if level.stated.schema.vary else own, what, key=True)
