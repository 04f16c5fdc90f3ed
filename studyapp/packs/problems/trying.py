"""Trying a problem as learners will meet it: many seeds at every level, right answers and wrong ways."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from studyapp.domain.grade import PartGrade, Status
from studyapp.domain.variant import Variant
from studyapp.engine.answers.matching import is_number, resembles
from studyapp.engine.grading.grade import grade
from studyapp.engine.problems.drawing import draw
from studyapp.engine.problems.plan import Plan, Values, plan_of, tolerance_of
from studyapp.engine.problems.problem import Part, Problem
from studyapp.errors import DrawError
from studyapp.packs.problems.levels import Stated, stated_levels
from studyapp.packs.problems.schema import ProblemSchema
from studyapp.packs.problems.spellings import JUNK, spelled, spellings
from studyapp.packs.report import Spot
from studyapp.text.numbers import show

_COUNT = re.compile(r" \(\d+×\)")

SEEDS = 200
"""How many variants of each level are drawn."""
GRADED = 20
"""Of how many of them right and wrong answers are graded too, unless all are to be."""
STRANGE = tuple(Fraction(number, 1009) for number in (577, 1433, 2089, -811, 12301))
"""Factors by which nobody's answer is off: over a prime, so that no rounding meets them."""
SHARE_SEEN = Fraction(5, 100)
"""In how many variants of some level a declared mistake must show."""


@dataclass
class Tally:
    """What was tried in all."""

    variants: int = 0
    right: int = 0
    mistaken: int = 0
    strange: int = 0
    """Numbers that are nobody's mistake."""
    junk: int = 0


def try_problem(
    problem: Problem,
    schema: ProblemSchema,
    spot: Spot,
    *,
    seeds: int = SEEDS,
    graded: int = GRADED,
    tally: Tally | None = None,
) -> None:
    """Draw, answer and mis-answer every level, and tell what does not hold."""
    tally = tally or Tally()
    seen: Counter[str] = Counter()
    for stated in stated_levels(schema, spot):
        variants = _drawn(problem, stated, seeds)
        if variants is None:
            return
        plan = plan_of(problem, stated.number)
        _check_conditions(plan, variants[0], stated)
        tally.variants += len(variants)
        for variant in variants[:graded]:
            if not Trial(problem, plan, variant, stated, tally).holds():
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


class Trial:
    """One variant answered in many ways."""

    def __init__(self, problem: Problem, plan: Plan, variant: Variant, stated: Stated, tally: Tally) -> None:
        self.problem = problem
        self.plan = plan
        self.variant = variant
        self.stated = stated
        self.tally = tally
        self.right = {name: spelled(answer) for name, answer in variant.answers.items()}

    def holds(self) -> bool:
        """Whether right answers are taken, visible mistakes named, strangers not, and junk refused."""
        return all(
            self._takes_right(part)
            and self._names_mistakes(part)
            and self._names_no_stranger(part)
            and self._refuses_junk(part)
            for part in self.plan.parts
        )

    def _graded(self, part: Part, typed: str) -> PartGrade:
        return grade(self.problem, self.variant, {**self.right, part.name: typed}).parts[part.name]

    def _fault(self, part: Part, what: str, hint: str = "") -> bool:
        place, is_key = self.stated.place_of_part(part.name)
        place.fault(f"{what} (level {self.variant.level}, seed {self.variant.seed}){hint}", key=is_key)
        return False

    def _takes_right(self, part: Part) -> bool:
        answer = self.variant.answers[part.name]
        for typed in dict.fromkeys(spellings(part, answer)):
            self.tally.right += 1
            earned = self._graded(part, typed)
            if earned.status is not Status.CORRECT:
                hint = "; state a tolerance, such as within: 1%" if earned.status is Status.IMPRECISE else ""
                return self._fault(part, f"the right answer {typed} is graded {earned.status}", hint)
        return True

    def _names_mistakes(self, part: Part) -> bool:
        for name, value in self.variant.mistakes[part.name].items():
            self.tally.mistaken += 1
            earned = self._graded(part, spelled(value))
            if name not in earned.mistakes and earned.status is not Status.CORRECT:
                what = f"the mistake {name} is not named when {spelled(value)} is typed"
                return self._fault(part, what)
        return True

    def _names_no_stranger(self, part: Part) -> bool:
        """A number that is neither the answer nor a mistake's is no declared mistake."""
        answer, mistakes = self.variant.answers[part.name], self.variant.mistakes[part.name]
        if not is_number(answer):
            return True
        tolerance = tolerance_of(part, answer)
        for factor in STRANGE:
            value = Fraction(answer) * factor + factor
            if any(resembles(value, other, tolerance) for other in (answer, *mistakes.values())):
                continue
            self.tally.strange += 1
            named = [each for each in self._graded(part, spelled(value)).mistakes if each in mistakes]
            if named:
                return self._fault(part, f"{spelled(value)} is taken for the mistake {named[0]}")
        return True

    def _refuses_junk(self, part: Part) -> bool:
        for typed in JUNK:
            self.tally.junk += 1
            if self._graded(part, typed).status is not Status.UNREADABLE:
                return self._fault(part, f"{typed} is read as an answer")
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
