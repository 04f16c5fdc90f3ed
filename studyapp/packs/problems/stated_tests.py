"""Running the `tests:` of a problem: named givens in, the answer that its author worked by hand out."""

from collections.abc import Mapping
from typing import Any

from studyapp.domain.value import Value
from studyapp.engine.answers.matching import is_right
from studyapp.engine.answers.tolerance import fitting
from studyapp.engine.grading.asking import read_part
from studyapp.engine.problems.plan import is_step, picked, problem_expression, tolerance_of
from studyapp.engine.problems.problem import Part, Problem
from studyapp.engine.solving.solver import Solver, plain
from studyapp.errors import ExpressionError, GivenError, ResponseError
from studyapp.i18n import N_
from studyapp.messages import AllNames, Message
from studyapp.packs.problems.schema import ProblemSchema
from studyapp.packs.problems.solver import stated_names
from studyapp.packs.problems.varying import fixed_value
from studyapp.packs.report import Spot
from studyapp.packs.wording import unknown
from studyapp.text.numbers import show


def run_tests(problem: Problem, schema: ProblemSchema, spot: Spot) -> None:
    """Work each test's givens and hold what comes out against the answer that it states."""
    parts = {part.name: part for level in problem.levels.values() for part in level.parts}
    asked = [part.name for part in problem.levels[1].parts]
    for index, test in enumerate(schema.tests):
        place = spot.at("tests", index)
        if isinstance(test.answer, dict):
            answers = {name: (value, place.at("answer", name)) for name, value in test.answer.items()}
        elif len(asked) == 1:
            answers = {asked[0]: (test.answer, place.at("answer"))}
        else:
            place.at("answer").fault(
                Message("must say which part is what: {{{one}: …, {other}: …}}", one=asked[0], other=asked[1])
            )
            continue
        backwards = {
            name for name in answers if name in parts and parts[name].step in problem.solver.spec.givens
        }
        if backwards:
            _hold_backwards(
                problem, schema, test.given, {name: answers[name][0] for name in backwards}, place
            )
            continue
        solver = _solver_of(problem, schema, test.given, place.at("with"))
        if solver is not None:
            for name, (answer, where) in answers.items():
                if name in parts:
                    _hold(parts[name], answer, solver, where)
                else:
                    where.fault(unknown(N_("part"), name, parts), key=True)


def _solver_of(
    problem: Problem, schema: ProblemSchema, given: Mapping[str, Any], spot: Spot
) -> Solver | None:
    """The solver with a test's givens, and with what level 1 fixes or lets beside them."""
    level, givens = problem.levels[1], problem.solver.spec.givens
    known = {*givens, *stated_names(schema)}
    strays = [name for name in given if name not in known]
    for name in strays:
        spot.at(name).fault(unknown(N_("given"), name, sorted(known)), key=True)
    if strays:
        return None
    values = {**level.fixed}
    values |= {name: fixed_value(value, givens.get(name), spot.at(name)) for name, value in given.items()}
    try:
        for name, source in level.let.items():
            expression = problem_expression(source)
            if name not in given and expression.names <= values.keys():
                values[name] = plain(expression(values))
        return problem.solver(**{name: value for name, value in values.items() if name in givens})
    except (GivenError, ExpressionError) as error:
        spot.fault(error.message)
        return None


def _hold_backwards(
    problem: Problem,
    schema: ProblemSchema,
    given: Mapping[str, Any],
    found: Mapping[str, Value],
    place: Spot,
) -> None:
    """Put in the givens that a test answers with, and hold the steps that it tells against what comes out."""
    spec = problem.solver.spec
    told = {name: value for name, value in given.items() if is_step(spec, name)}
    known = {name: value for name, value in given.items() if name not in told}
    if not told:
        place.at("with").fault(
            Message(
                "must tell a step that {names} can be found from, such as {example}: …",
                names=AllNames(found),
                example=[*spec.steps][-1],
            )
        )
        return
    solver = _solver_of(problem, schema, {**known, **found}, place.at("with"))
    if solver is None:
        return
    for name, value in told.items():
        outcome = solver.value(spec.step(name).name)
        if not is_right(plain(value), outcome, fitting(outcome)):
            put_in = AllNames(f"{each} = {show(answer)}" for each, answer in found.items())
            told_here = place.at("with", name)
            told_here.fault(
                Message(
                    "is {value}, but with {given} it comes out as {result}",
                    value=show(value),
                    given=put_in,
                    result=show(outcome),
                )
            )


def _hold(part: Part, stated: Value, solver: Solver, spot: Spot) -> None:
    """Tell when a test's answer is not what the solver works out."""
    try:
        answer = picked(solver.value(part.step), part)
        typed = read_part(part, answer, stated).value if isinstance(stated, str) else stated
    except (GivenError, ExpressionError, ResponseError) as error:
        spot.fault(error.message)
        return
    if not is_right(typed, answer, tolerance_of(part, answer)):
        spot.fault(
            Message(
                "is {value}, but {name} comes out as {result}",
                value=show(typed),
                name=part.name,
                result=show(answer),
            )
        )
