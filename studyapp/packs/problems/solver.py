"""The solver of a problem: one of ours, one made of the author's own steps, or both together."""

from collections.abc import Collection

from studyapp.domain.text import NOTHING
from studyapp.engine.expression import Expression, compile_expression
from studyapp.engine.registry import SolverFunctions, find_solver
from studyapp.engine.solving.formulas import StatedMistake, StatedStep, solver_from_formulas
from studyapp.engine.solving.solver import Solver
from studyapp.errors import ExpressionError, UnknownNameError
from studyapp.i18n import N_
from studyapp.messages import Message
from studyapp.packs.problems.schema import LevelSchema, ProblemSchema
from studyapp.packs.report import Spot
from studyapp.packs.wording import unknown


def solver_of(schema: ProblemSchema, spot: Spot) -> type[Solver] | None:
    """The solver that works the problem, or None with its faults told."""
    if schema.solver is None and not schema.steps:
        spot.fault(Message("needs a solver, or steps of its own; the key solver is missing"))
        return None
    base = Solver
    if schema.solver is not None:
        try:
            base = find_solver(schema.solver)
        except UnknownNameError as error:
            what = Message("unknown solver {name}; `studyapp solvers` lists them all", name=schema.solver)
            if error.nearest:
                what = Message(
                    "unknown solver {name}; did you mean {close}?", name=schema.solver, close=error.nearest
                )
            spot.at("solver").fault(what)
            return None
    if not schema.steps and not schema.mistakes:
        return base
    return _with_own(schema, spot, base)


def stated_names(schema: ProblemSchema) -> set[str]:
    """Every name that is drawn, fixed or let at any level."""
    levels: list[ProblemSchema | LevelSchema] = [schema, *schema.levels.values()]
    return {name for level in levels for name in (*level.vary, *level.fixed, *level.let)}


def _with_own(schema: ProblemSchema, spot: Spot, base: type[Solver]) -> type[Solver] | None:
    """The solver with the author's steps and mistakes, each formula checked where it stands."""
    before = len(spot.report.faults)
    stated = stated_names(schema)
    names = {*base.spec.steps, *schema.steps}
    known = {*stated, *base.spec.givens, *names}
    steps: dict[str, StatedStep] = {}
    used: set[str] = set()
    for name, step in schema.steps.items():
        place = spot.at("steps", name)
        if name in stated or name in base.spec.givens or name in base.spec.steps:
            place.fault(Message("{name} is already the name of something else", name=name), key=True)
        if formula := _compiled(step.formula, known, place):
            steps[name] = StatedStep(formula=formula, say=step.say or NOTHING, symbol=step.symbol)
            used |= formula.names
    ids = set(base.spec.mistakes)
    mistakes: list[StatedMistake] = []
    for index, made in enumerate(schema.mistakes):
        place = spot.at("mistakes", index)
        if made.of not in names:
            place.at("of").fault(unknown(N_("step"), made.of, sorted(names)))
        if made.id in ids:
            place.at("id").fault(Message("there is already a mistake {id}", id=made.id))
        ids.add(made.id)
        if formula := _compiled(made.formula, known, place):
            mistakes.append(StatedMistake(of=made.of, id=made.id, formula=formula, say=made.say))
            used |= formula.names
    if len(spot.report.faults) > before:
        return None
    try:
        return solver_from_formulas(schema.id, sorted(used - names), steps, mistakes, base=base)
    except ExpressionError as error:  # each formula is sound, so it is how they hang together
        circle = error.values.get("circle")
        spot.at("steps").fault(
            Message("the steps need each other in a circle: {circle}", circle=circle)
            if circle
            else error.message
        )
        return None


def _compiled(formula: str, known: Collection[str], spot: Spot) -> Expression | None:
    """The formula of what stands at `spot`, compiled; what is wrong with it is told at its very column."""
    try:
        return compile_expression(formula, known, SolverFunctions())
    except ExpressionError as error:
        tell_expression(error, spot.at("formula") if isinstance(spot.data, dict) else spot)
        return None


def tell_expression(error: ExpressionError, spot: Spot) -> None:
    """Tell what is wrong with an expression or a template, at the character where that is known."""
    spot.fault(error.message, offset=None if error.column is None else error.column - 1)
