"""From a problem's YAML to the engine's Problem: its solver, its levels, every name looked up."""

from studyapp.engine.problems.problem import Level, Problem
from studyapp.messages import Message
from studyapp.packs.problems.levels import stated_levels
from studyapp.packs.problems.names import Usage, check_names, check_plain_texts, check_prompt, check_unused
from studyapp.packs.problems.schema import ProblemSchema
from studyapp.packs.problems.solver import solver_of, stated_names
from studyapp.packs.report import Spot


def build_problem(schema: ProblemSchema, id: str, spot: Spot) -> Problem | None:
    """The problem, or None with its faults told."""
    before = len(spot.report.faults)
    solver = solver_of(schema, spot)
    if solver is None:
        if schema.solver is None:  # of which the names are known, whatever is wrong with its formulas
            check_prompt(schema, spot, stated_names(schema) | {*schema.steps})
        return None
    levels: dict[int, Level] = {}
    usage = Usage()
    for step in solver.spec.steps.values():
        usage.in_expressions |= step.rule.names
    stated = stated_levels(schema, spot)
    below: Level | None = None
    for level in stated:
        made = level.level(solver, below)
        if made == below:
            level.spot.fault(
                Message("changes nothing; give it its own vary, fixed, let, where, prompt, ask or aim"),
                key=True,
            )
        check_names(level, made, solver, usage)
        levels[level.number] = below = made
    if len(spot.report.faults) == before:  # what a faulty formula would use is not known
        check_unused(stated, solver, usage)
    check_plain_texts(schema, spot, stated_names(schema) | {*solver.spec.givens, *solver.spec.steps})
    if len(spot.report.faults) > before:
        return None
    return Problem(id=id, solver=solver, levels=levels, hints=tuple(schema.hints))
