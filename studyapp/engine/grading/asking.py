"""A variant as it is put before the learner: what each part asks, how it is read, what the answer is."""

from studyapp.domain.card import Field
from studyapp.domain.text import Text
from studyapp.domain.value import Value
from studyapp.domain.variant import Variant
from studyapp.engine.answers.digits import digits_wanted
from studyapp.engine.answers.matching import elements, is_number, shape
from studyapp.engine.answers.tolerance import MOST_DIGITS, Measure
from studyapp.engine.grading.wording import said, sentence
from studyapp.engine.problems.inverse import Backward
from studyapp.engine.problems.plan import Values, plan_of, tolerance_of
from studyapp.engine.problems.problem import Part, Problem
from studyapp.engine.response import Reading, read_response
from studyapp.errors import UnknownNameError
from studyapp.i18n import N_
from studyapp.text.numbers import SIGNIFICANT, is_endless


def expectation(answer: Value) -> str:
    """What kind of response fits an answer: `number`, `vector` or `matrix`."""
    return ("number", "vector", "matrix")[min(2, len(shape(answer)))]


def fields(problem: Problem, variant: Variant) -> tuple[Field, ...]:
    """What the learner fills in, part by part."""
    plan = plan_of(problem, variant.level)
    values = Values(variant.givens, plan.solver_for(variant.givens))
    return tuple(
        Field(
            name=part.name,
            prompt=plan.part_prompts[part.name].fill(values),
            expect=expectation(answer := variant.answers[part.name]),
            units=part.units,
            percent=part.percent,
            nullable=part.nullable or answer is None,
            tolerance=tolerance_of(part, answer).say(),
        )
        for part in plan.parts
    )


def part_of(problem: Problem, level: int, name: str) -> Part:
    """The part of that name; raises UnknownNameError."""
    parts = plan_of(problem, level).parts
    for part in parts:
        if part.name == name:
            return part
    known = [part.name for part in parts]
    raise UnknownNameError(
        N_("{problem} does not ask for {name}"), name=name, known=known, problem=problem.id
    )


def read_part(part: Part, answer: Value, typed: str) -> Reading:
    """What was typed for a part, read. Raises ResponseError where it can't be."""
    return read_response(
        typed,
        expectation(answer),
        part.units,
        percent=part.percent,
        nullable=part.nullable or answer is None,
        allow_blank=isinstance(answer, tuple),
    )


def say_answer(problem: Problem, variant: Variant) -> Text:
    """The answer, or the answers by what they are asked as, one a line."""
    plan = plan_of(problem, variant.level)
    parts = {part.name: part for part in plan.parts}
    told = {name: _shown(parts[name], answer) for name, answer in variant.answers.items()}
    told |= {
        name: _all_right(Backward(plan, variant.givens, part).right_values(), told[name])
        for name, part in parts.items()
        if plan.asks_backwards(part)
    }
    if len(told) == 1:
        return next(iter(told.values()))
    asked = {field.name: field.prompt for field in fields(problem, variant)}
    lines = [sentence(NAMED_ANSWER, name=asked[name], value=value) for name, value in told.items()]
    return Text("\n".join(line.en for line in lines), "\n".join(line.zh for line in lines))


def _shown(part: Part, answer: Value) -> Text:
    """The answer with as many digits as are asked for, so that what is shown would be right.

    A fraction is shown as one only where it must be exact; who may round wants to see how much it is.
    """
    tolerance = tolerance_of(part, answer)
    loose = tolerance.measure is not Measure.EXACT
    numbers = [item for item in elements(answer) if is_number(item)]
    rounded = [item for item in numbers if isinstance(item, float) or (loose and is_endless(item))]
    wanted = max([SIGNIFICANT, *(digits_wanted(item, tolerance) or MOST_DIGITS for item in rounded)])
    return said(answer, wanted if rounded and (loose or wanted > SIGNIFICANT) else None)


def _all_right(values: tuple[Value, ...], drawn: Text) -> Text:
    """The value drawn; where others are right too, all of them."""
    if len(values) == 1:
        return drawn
    *first, last = (said(value) for value in values)
    return Text(
        f"{', '.join(each.en for each in first)} or {last.en}",
        f"{'、'.join(each.zh for each in first)} 或 {last.zh}",
    )


NAMED_ANSWER = Text("- {name}: {value}", "- {name}：{value}")
