"""Grading: what a response earned, part by part, with what it looks like where it is wrong.

In this order: unreadable, correct (also as it follows from the learner's own earlier values), declared
mistakes, imprecise, general slips, incorrect.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from studyapp.domain.grade import Grade, PartGrade, Response, Status
from studyapp.domain.text import Text
from studyapp.domain.value import Value
from studyapp.domain.variant import Variant
from studyapp.engine.grading import diagnosis
from studyapp.engine.grading.asking import read_part
from studyapp.engine.grading.case import Case
from studyapp.engine.grading.diagnosis import UNEXPLAINED, Diagnosis
from studyapp.engine.grading.follow import Followed, Own, OwnValues, followings
from studyapp.engine.grading.precision import is_imprecise, say_precision
from studyapp.engine.grading.slips import Circumstances
from studyapp.engine.grading.wording import together
from studyapp.engine.problems.inverse import Backward
from studyapp.engine.problems.plan import Plan, Values, plan_of, visible_mistakes
from studyapp.engine.problems.problem import Part, Problem
from studyapp.errors import ResponseError, UnknownNameError
from studyapp.i18n import N_
from studyapp.i18n import sentence as error_sentence

WORTH = {Status.CORRECT: 1.0, Status.IMPRECISE: 0.5}


def grade(problem: Problem, variant: Variant, responses: Response) -> Grade:
    """Grade the responses to a variant's parts; a part without a response is blank and earns nothing.

    Raises UnknownNameError for a response to a part that is not asked for.
    """
    plan = plan_of(problem, variant.level)
    names = [part.name for part in plan.parts]
    for name in responses:
        if name not in names:
            raise UnknownNameError(
                N_("{problem} does not ask for {name}"), name=name, known=names, problem=problem.id
            )
    read = {
        part.name: _read(part, variant.answers[part.name], responses.get(part.name, ""))
        for part in plan.parts
    }
    sheet = _Sheet(plan, variant, {name: found.value for name, found in read.items() if found.grade is None})
    parts = {part.name: read[part.name].grade or sheet.graded(part) for part in plan.parts}
    return Grade(parts=parts, score=sum(WORTH.get(part.status, 0.0) for part in parts.values()) / len(parts))


@dataclass(frozen=True, slots=True)
class _Read:
    """A response once read: its value, or the grade that it gets without one."""

    value: Value = None
    grade: PartGrade | None = None


def _read(part: Part, answer: Value, typed: str) -> _Read:
    if not typed.strip():
        return _Read(grade=PartGrade(status=Status.BLANK, expected=answer))
    try:
        return _Read(_without_stray_end(read_part(part, answer, typed).value, answer))
    except ResponseError as error:
        told = Text(error_sentence(error, "en"), error_sentence(error, "zh"))
        return _Read(grade=PartGrade(status=Status.UNREADABLE, expected=answer, feedback=told))


def _without_stray_end(value: Value, answer: Value) -> Value:
    """A list without what a comma behind its last value leaves: `1, 2, 3,` where three values are asked."""
    if not (isinstance(value, tuple) and isinstance(answer, tuple)):
        return value
    if len(value) == len(answer) + 1 and value[-1] is None:
        value = value[:-1]
    if len(value) != len(answer):
        return value
    return tuple(_without_stray_end(item, right) for item, right in zip(value, answer, strict=True))


class _Sheet:
    """The responses to one variant while they are graded, first part to last."""

    def __init__(self, plan: Plan, variant: Variant, values: Mapping[str, Value]) -> None:
        self.plan = plan
        self.variant = variant
        self.values = values
        """What was read, by part."""
        self._own: OwnValues | None = None
        self._prompts: dict[str, Text] = {}

    @property
    def own(self) -> OwnValues:
        """The learner's values so far; the solver is only made when something has to be worked again."""
        if self._own is None:
            self._own = OwnValues(self.plan.solver_for(self.variant.givens))
        return self._own

    def graded(self, part: Part) -> PartGrade:
        """The grade of one part; its value is kept for the parts that build on it."""
        value, answer = self.values[part.name], self.variant.answers[part.name]
        backwards = self.plan.asks_backwards(part)
        satisfies = backwards and Backward(self.plan, self.variant.givens, part).satisfies(value)
        case = Case.of(part, value, answer, satisfies=satisfies)
        made = self._judged(case)
        if len(self.plan.parts) > 1 and not backwards:
            correct = made.status is Status.CORRECT and not made.followed
            self.own.values.append(Own(part, case.value, case.answer, correct, self.prompt(part)))
        return made

    def prompt(self, part: Part) -> Text:
        """What a part asks for, with the numbers put in."""
        if part.name not in self._prompts:
            values = Values(self.variant.givens, self.own.solver)
            self._prompts[part.name] = self.plan.part_prompts[part.name].fill(values)
        return self._prompts[part.name]

    def _judged(self, case: Case) -> PartGrade:
        if case.is_right:
            return _part_grade(case, Status.CORRECT)
        if isinstance(case.answer, tuple) and not case.fits_in_shape:
            found = self._recognised(case)
            told = together(diagnosis.say_shape(case.value, case.answer), found.feedback)
            return _part_grade(case, Status.INCORRECT, Diagnosis(found.ids, told))
        ways = self._followings(case)
        for followed in ways:
            follows = case.against(followed.answer)
            if not (follows.is_right or follows.is_rounded):
                continue
            if followed.trivial:
                return _part_grade(case, Status.INCORRECT, Diagnosis((), followed.say_trivial()))
            return PartGrade(
                status=Status.CORRECT,
                read_as=case.value,
                expected=followed.answer,
                followed=True,
                true_value=case.answer,
                feedback=followed.say(case.answer),
                marks=follows.marks if follows.is_right else (),
            )
        return self._explained(case, ways)

    def _followings(self, case: Case) -> list[Followed]:
        if len(self.plan.parts) == 1 or self.plan.asks_backwards(case.part):
            return []
        return list(followings(self.own, case.part, case.answer))

    def _explained(self, case: Case, ways: list[Followed]) -> PartGrade:
        """The grade of a value that is not right, with what explains it."""
        if found := self._declared(case, ways):
            return _part_grade(case, Status.INCORRECT, found)
        if is_imprecise(case.value, case.answer, case.tolerance):
            return _part_grade(case, Status.IMPRECISE, Diagnosis((), say_precision(case)))
        found = self._general(case)
        if found is None and ways:
            found = Diagnosis((), ways[0].say_start())
        first = self.plan.worked_for(case.part)[-1]
        return _part_grade(
            case,
            Status.INCORRECT,
            found
            or Diagnosis((), diagnosis.where_to_look(case, self.own.solver, first, self.own.right_steps())),
        )

    def _general(self, case: Case) -> Diagnosis | None:
        """The general slips that explain a value; there is no working behind what is asked backwards."""
        backwards = self.plan.asks_backwards(case.part)
        return diagnosis.general(case, self._around(case.part), None if backwards else self.own.solver)

    def _declared(self, case: Case, ways: list[Followed]) -> Diagnosis | None:
        """The declared mistakes that explain a value, made with the right numbers or with her own."""
        solver = self.plan.problem.solver
        if found := diagnosis.declared(case, self.variant.mistakes.get(case.part.name, {}), solver):
            return found
        for followed in ways:
            mistakes = visible_mistakes(self.own.solver, case.part, followed.answer, followed.given_steps)
            if found := diagnosis.declared(case.against(followed.answer), mistakes, solver):
                return found
        return None

    def _recognised(self, case: Case) -> Diagnosis:
        """What explains a value of another shape, if anything does."""
        return self._declared(case, []) or self._general(case) or UNEXPLAINED

    def _around(self, part: Part) -> Circumstances:
        others = {
            other.name: (self.prompt(other), self.variant.answers[other.name], self.values.get(other.name))
            for other in self.plan.parts
            if other.name != part.name
        }
        return Circumstances(others=others)


def _part_grade(case: Case, status: Status, found: Diagnosis = UNEXPLAINED) -> PartGrade:
    return PartGrade(
        status=status,
        read_as=case.value,
        expected=case.answer,
        mistakes=found.ids,
        feedback=found.feedback,
        marks=case.marks,
    )
