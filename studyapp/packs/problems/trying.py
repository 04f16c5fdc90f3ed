"""Trying a problem as learners will meet it: many seeds at every level, right answers and wrong ways."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from fractions import Fraction
from functools import cached_property
from itertools import takewhile

from studyapp.domain.grade import PartGrade, Status
from studyapp.domain.text import Text
from studyapp.domain.variant import Variant
from studyapp.engine.answers.matching import is_number, resembles
from studyapp.engine.grading.grade import grade
from studyapp.engine.problems.drawing import draw
from studyapp.engine.problems.plan import Plan, plan_of, tolerance_of
from studyapp.engine.problems.problem import Part, Problem
from studyapp.errors import DrawError
from studyapp.i18n import N_
from studyapp.messages import Clauses, Message
from studyapp.packs.problems.levels import Stated, stated_levels
from studyapp.packs.problems.looking import RawDraws
from studyapp.packs.problems.schema import ProblemSchema
from studyapp.packs.problems.spellings import JUNK, spelled, spellings
from studyapp.packs.report import Spot

SEEDS = 200
"""How many variants of each level are drawn."""
GRADED = 20
"""Of how many of them right and wrong answers are graded too, unless all are to be."""
ENOUGH = 20
"""Variants of a level by which it can be judged; of fewer, none may show what many of them show."""
STRANGE = tuple(Fraction(number, 1009) for number in (577, 1433, 2089, -811, 12301))
"""Factors by which nobody's answer is off: over a prime, so that no rounding meets them; two a variant."""
_GRADED = {
    Status.INCORRECT: Text("incorrect", "错误"),
    Status.IMPRECISE: Text("imprecise", "不够精确"),
    Status.UNREADABLE: Text("unreadable", "无法识别"),
    Status.BLANK: Text("blank", "空白"),
}
"""How else a right answer may have been graded."""
_HURDLES = "{hurdles}"
_IMPRECISE = N_("{what} (level {level}, seed {seed}); state a tolerance, such as within: 1%")


@dataclass
class Tally:
    """What was tried in all."""

    variants: int = 0
    right: int = 0
    mistaken: int = 0
    strange: int = 0
    """Numbers that are nobody's mistake."""
    junk: int = 0

    def add(self, other: "Tally") -> None:
        """Count what was tried elsewhere as well."""
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))


@dataclass(frozen=True)
class TriedLevel:
    """One level of a problem with its variants drawn."""

    stated: Stated
    plan: Plan
    variants: Sequence[Variant]
    """Fewer than were asked for where one could not be drawn."""
    hurdles: Message | None = None
    """What kept that one from being drawn, the most frequent first; None where nothing did."""

    @cached_property
    def raw_draws(self) -> RawDraws:
        """What keeps draws from being variants, whether or not another one takes their place."""
        return RawDraws(self.plan)


@dataclass(frozen=True)
class Tried:
    """A problem with the variants of all its levels."""

    problem: Problem
    schema: ProblemSchema
    spot: Spot
    levels: Sequence[TriedLevel]
    seeds: int

    @property
    def is_drawn(self) -> bool:
        """Whether every variant that was asked for is there."""
        return not any(level.hurdles for level in self.levels)

    @property
    def is_sampled(self) -> bool:
        """Whether there are as many variants as one can judge the levels by."""
        return self.is_drawn and self.seeds >= ENOUGH


def try_problem(
    problem: Problem,
    schema: ProblemSchema,
    spot: Spot,
    *,
    seeds: int = SEEDS,
    graded: int = GRADED,
    tally: Tally | None = None,
) -> Tried:
    """Draw every level, answer and mis-answer it, and tell what does not hold."""
    tally = tally or Tally()
    levels: list[TriedLevel] = []
    for stated in stated_levels(schema, spot):
        level = _drawn(problem, stated, seeds)
        levels.append(level)
        if level.hurdles:
            break
        tally.variants += len(level.variants)
        for variant in level.variants[:graded]:
            if not Trial(problem, level.plan, variant, stated, tally).holds():
                break
    return Tried(problem, schema, spot, levels, seeds)


def _drawn(problem: Problem, stated: Stated, seeds: int) -> TriedLevel:
    """The variants of a level, as far as they can be drawn."""
    plan = plan_of(problem, stated.number)
    variants: list[Variant] = []
    for seed in range(seeds):
        try:
            variants.append(draw(problem, stated.number, seed))
        except DrawError as error:
            return TriedLevel(stated, plan, variants, _without_counts(error))
    return TriedLevel(stated, plan, variants)


def _without_counts(error: DrawError) -> Message:
    """What keeps a variant from being drawn; how often it does, depends on the seed."""
    hurdles = error.values.get("hurdles")
    if not isinstance(hurdles, Clauses):
        return error.message
    told = [each.values["hurdle"] for each in hurdles if isinstance(each, Message)]
    return Message(_HURDLES, hurdles=Clauses(told))


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
        """The grade of one part, with the parts before it right; those after it don't matter to it."""
        before = takewhile(lambda other: other is not part, self.plan.parts)
        responses = {other.name: self.right[other.name] for other in before} | {part.name: typed}
        return grade(self.problem, self.variant, responses).parts[part.name]

    def _fault(
        self, part: Part, what: Message, told: str = N_("{what} (level {level}, seed {seed})")
    ) -> bool:
        place, is_key = self.stated.place_of_part(part.name)
        place.fault(Message(told, what=what, level=self.variant.level, seed=self.variant.seed), key=is_key)
        return False

    def _takes_right(self, part: Part) -> bool:
        answer = self.variant.answers[part.name]
        for typed in dict.fromkeys(spellings(part, answer)):
            self.tally.right += 1
            earned = self._graded(part, typed)
            if earned.status is not Status.CORRECT:
                status = _GRADED[earned.status]
                what = Message("the right answer {typed} is graded {status}", typed=typed, status=status)
                if earned.status is Status.IMPRECISE:
                    return self._fault(part, what, _IMPRECISE)
                return self._fault(part, what)
        return True

    def _names_mistakes(self, part: Part) -> bool:
        for name, value in self.variant.mistakes[part.name].items():
            self.tally.mistaken += 1
            earned = self._graded(part, spelled(value))
            if name not in earned.mistakes and earned.status is not Status.CORRECT:
                what = Message(
                    "the mistake {name} is not named when {value} is typed", name=name, value=spelled(value)
                )
                return self._fault(part, what)
        return True

    def _names_no_stranger(self, part: Part) -> bool:
        """A number that is neither the answer nor a mistake's is no declared mistake."""
        answer, mistakes = self.variant.answers[part.name], self.variant.mistakes[part.name]
        if not is_number(answer):
            return True
        tolerance = tolerance_of(part, answer)
        place = self.variant.seed % len(STRANGE)
        for factor in (STRANGE[place], STRANGE[place - 1]):
            value = Fraction(answer) * factor + factor
            if any(resembles(value, other, tolerance) for other in (answer, *mistakes.values())):
                continue
            self.tally.strange += 1
            named = [each for each in self._graded(part, spelled(value)).mistakes if each in mistakes]
            if named:
                return self._fault(
                    part,
                    Message("{value} is taken for the mistake {name}", value=spelled(value), name=named[0]),
                )
        return True

    def _refuses_junk(self, part: Part) -> bool:
        for typed in JUNK:
            self.tally.junk += 1
            if self._graded(part, typed).status is not Status.UNREADABLE:
                return self._fault(part, Message("{typed} is read as an answer", typed=typed))
        return True
