"""Trying a problem as learners will meet it: many seeds at every level, right answers and wrong ways."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

from studyapp.domain.grade import Status
from studyapp.domain.variant import Variant
from studyapp.engine.grading.grade import grade
from studyapp.engine.problems.drawing import draw
from studyapp.engine.problems.plan import Plan, Values, plan_of
from studyapp.engine.problems.problem import Problem
from studyapp.errors import DrawError
from studyapp.packs.problems.levels import Stated, stated_levels
from studyapp.packs.problems.schema import ProblemSchema
from studyapp.packs.problems.stated_tests import spelled
from studyapp.packs.report import Spot
from studyapp.text.numbers import show

_COUNT = re.compile(r" \(\d+×\)")

SEEDS = 100
"""How many variants of each level are drawn."""
GRADED = 20
"""Of how many of them right and wrong answers are graded too."""
SHARE_SEEN = Fraction(5, 100)
"""In how many variants of some level a declared mistake must show."""


def try_problem(problem: Problem, schema: ProblemSchema, spot: Spot, seeds: int = SEEDS) -> None:
    """Draw, answer and mis-answer every level, and tell what does not hold."""
    seen: Counter[str] = Counter()
    for stated in stated_levels(schema, spot):
        variants = _drawn(problem, stated, seeds)
        if variants is None:
            return
        plan = plan_of(problem, stated.number)
        _check_conditions(plan, variants[0], stated)
        for variant in variants[:GRADED]:
            if not _answers_hold(problem, plan, variant, stated):
                break
        for name, share in _shares_seen(variants).items():
            seen[name] = max(seen[name], share)
    _check_seen(problem, schema, spot, {name: Fraction(times, seeds) for name, times in seen.items()})


def _drawn(problem: Problem, stated: Stated, seeds: int) -> list[Variant] | None:
    """The variants of a level; None, and the constraint told, where a seed leaves nothing to draw."""
    variants = []
    for seed in range(seeds):
        try:
            variants.append(draw(problem, stated.number, seed))
        except DrawError as error:
            hurdles = _COUNT.sub("", str(error.values.get("hurdles", error)))
            place = _hurdle_place(problem, stated, hurdles)
            what = f"nothing can be drawn (level {stated.number}, seed {seed}): every try fails at {hurdles}"
            place.fault(what)
            return None
    return variants


def _hurdle_place(problem: Problem, stated: Stated, hurdle: str) -> Spot:
    """Where the constraint stands at which most tries failed; it is the first that is told."""
    level = problem.levels[stated.number]
    if hurdle.startswith("aim: "):
        return stated.origin("aim")
    for index, source in enumerate(level.where):
        if hurdle.startswith(source):
            where = stated.origin("where")
            return where.at(index) if isinstance(where.data, list) else where
    for part in level.parts:
        if part.index and hurdle.startswith(f"{part.name} "):
            return stated.place_of_part(part.name)[0]
    return stated.spot.at("vary")


def _check_conditions(plan: Plan, variant: Variant, stated: Stated) -> None:
    """A condition is true or false; a number would always pass for true."""
    values = Values(variant.givens, plan.solver_for(variant.givens))
    spot = stated.origin("where")
    for index, condition in enumerate(plan.where):
        value = condition.expression(values)
        if not isinstance(value, bool) and not hasattr(value, "dtype"):
            place = spot.at(index) if isinstance(spot.data, list) else spot
            place.fault(
                f"is {show(value)}, no condition; compare it with something, such as {condition.source} > 0"
            )


def _answers_hold(problem: Problem, plan: Plan, variant: Variant, stated: Stated) -> bool:
    """Whether right answers are accepted and each visible mistake is named."""
    right = {name: spelled(answer) for name, answer in variant.answers.items()}
    for part in plan.parts:
        place, is_key = stated.place_of_part(part.name)
        about = f"level {variant.level}, seed {variant.seed}"
        for typed in dict.fromkeys((right[part.name], show(variant.answers[part.name]))):
            earned = grade(problem, variant, {**right, part.name: typed}).parts[part.name]
            if earned.status is not Status.CORRECT:
                hint = "; state a tolerance, such as within: 1%" if earned.status is Status.IMPRECISE else ""
                place.fault(f"the right answer {typed} is graded {earned.status} ({about}){hint}", key=is_key)
                return False
        for name, value in variant.mistakes[part.name].items():
            earned = grade(problem, variant, {**right, part.name: spelled(value)}).parts[part.name]
            if name not in earned.mistakes and earned.status is not Status.CORRECT:
                place.fault(
                    f"the mistake {name} is not named when {spelled(value)} is typed ({about})", key=is_key
                )
                return False
    return True


def _shares_seen(variants: Sequence[Variant]) -> Mapping[str, int]:
    """In how many variants each mistake can be told from the answer, at its own step or carried on."""
    seen: Counter[str] = Counter()
    for variant in variants:
        seen.update({name for visible in variant.mistakes.values() for name in visible})
    for name, times in list(seen.items()):
        own = name.rpartition(".")[2]
        if own != name:
            seen[own] = max(seen[own], times)
    return seen


def _check_seen(problem: Problem, schema: ProblemSchema, spot: Spot, seen: Mapping[str, Fraction]) -> None:
    """Each mistake that the author states or aims at must show in a fair share of some level."""

    def rarely(name: str) -> str | None:
        share = seen.get(name, Fraction(0))
        if share >= SHARE_SEEN:
            return None
        if not share:
            return "never visible; its value is that of the answer, within the tolerance, or not finite"
        return (
            f"never visible in {float(SHARE_SEEN):.0%} of a level's variants, at most in {float(share):.0%}"
        )

    for index, mistake in enumerate(schema.mistakes):
        if (what := rarely(mistake.id)) is not None:
            spot.at("mistakes", index).fault(what)
    own = {mistake.id for mistake in schema.mistakes}
    for stated in stated_levels(schema, spot):
        place = stated.origin("aim")
        for index, name in enumerate(problem.levels[stated.number].aim):
            if name not in own and (what := rarely(name)) is not None:
                (place.at(index) if isinstance(place.data, list) else place).fault(what)
