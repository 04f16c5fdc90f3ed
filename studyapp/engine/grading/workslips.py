"""Slips seen against the working: a value on the way given as the answer, or rounded before the end."""

from collections.abc import Iterator
from fractions import Fraction

from studyapp.domain.text import Text
from studyapp.domain.value import Number, Value
from studyapp.engine.answers.digits import rounded, to_unit
from studyapp.engine.answers.matching import is_number, is_right, resembles
from studyapp.engine.grading.case import Case
from studyapp.engine.grading.slips import Slip, is_telling
from studyapp.engine.grading.wording import sentence
from studyapp.engine.problems.plan import picked
from studyapp.engine.problems.problem import Part
from studyapp.engine.solving.solver import Solver
from studyapp.engine.solving.steps import UNWORKABLE

_NEAR = Fraction(1, 10)
"""How far off, relatively, rounding on the way is worth looking for."""


def slips_in_working(case: Case, solver: Solver) -> Iterator[Slip]:
    """Slips that show against the values on the way to a part's answer."""
    part, value, answer, tolerance = case.part, case.value, case.answer, case.tolerance
    earlier = earlier_steps(solver, part.step)
    worked = {name: solver.value(name) for name in earlier}
    for name, on_the_way in worked.items():
        if (
            is_telling(on_the_way)
            and not is_right(on_the_way, answer, tolerance)
            and is_right(value, on_the_way, tolerance)
        ):
            say = type(solver).spec.step(name).say
            yield Slip("slip.stopped_early", sentence(STOPPED_EARLY, step=say))
    if is_number(value) and is_number(answer) and _is_near(value, answer):
        for outcome in _outcomes_of_rounding(solver, part):
            if (
                is_number(outcome)
                and not tolerance.accepts(outcome, answer)
                and resembles(value, outcome, tolerance)
            ):
                yield ROUNDED_EARLY
                return


def earlier_steps(solver: Solver, step: str) -> list[str]:
    """The steps that a step needs, in the order of working: those that a learner sees there."""
    spec = type(solver).spec
    own = spec.step(step).name
    needed = spec.needed([own])
    return [name for name in spec.steps if name in needed and name != own and solver.in_use(name)]


def _outcomes_of_rounding(solver: Solver, part: Part) -> Iterator[Value]:
    """What the part comes to with its earlier steps rounded to few decimals, or few digits."""
    if earlier_steps(solver, part.step):
        for places in range(4):
            for significant in (False, True):
                yield _with_rounding(solver, part, places, significant)


def _with_rounding(solver: Solver, part: Part, places: int, significant: bool) -> Value:
    """The answer where every step on the way is rounded, each worked from the rounded ones before it."""
    given: dict[str, Value] = {}
    try:
        for name in earlier_steps(solver, part.step):
            given[name] = _cut(solver.following(given).value(name), places, significant)
        return picked(solver.following(given).value(part.step), part)
    except UNWORKABLE:
        return None


def _cut(value: Value, places: int, significant: bool) -> Value:
    if isinstance(value, tuple):
        return tuple(_cut(item, places, significant) for item in value)
    if not is_number(value) or isinstance(value, int):
        return value
    return rounded(value, places + 1) if significant else to_unit(value, Fraction(1, 10**places))


def _is_near(value: Number, answer: Number) -> bool:
    return abs(Fraction(value) - Fraction(answer)) <= abs(Fraction(answer)) * _NEAR


ROUNDED_EARLY = Slip(
    "slip.rounded_early",
    Text(
        "Looks as if a value on the way was rounded: keep more digits until the last step.",
        "看起来中间结果四舍五入得太早：先多保留几位，到最后一步再舍入。",
    ),
)
STOPPED_EARLY = Text(
    "This is the value of “{step}”, a step on the way: looks as if the rest is still to do.",
    "这是中间步骤“{step}”的值，看起来还没算到最后。",
)
