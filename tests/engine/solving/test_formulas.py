"""An instructor's steps and mistakes as a solver."""

from fractions import Fraction

import pytest

from studyapp.domain.text import Text
from studyapp.engine.registry import SolverFunctions, find_solver
from studyapp.engine.solving.formulas import StatedMistake, StatedStep, solver_from_formulas
from studyapp.errors import ExpressionError

STEPS = {"hours": "iterations*seconds/3600", "cost": "hours*price"}
GIVENS = ("iterations", "seconds", "price")
MINUTES = StatedMistake(
    of="hours", id="minutes", formula="iterations*seconds/60", say=Text("Minutes", "分钟")
)


def test_steps_and_mistakes_are_worked_exactly():
    """9000 iterations of 0.2 s take 1800 s, half an hour, for 1.5 an hour."""
    worked = solver_from_formulas("gpu-hours", GIVENS, STEPS, [MINUTES])(
        iterations=9000, seconds=0.2, price=1.5
    )
    assert worked.result_value() == {"hours": Fraction(1, 2), "cost": Fraction(3, 4)}
    assert worked.mistakes_of("cost") == {"hours.minutes": 45}
    assert worked.following({"hours": 2}).value("cost") == 3
    assert [step.name for step in worked.working(["cost"])] == ["hours", "cost"]


def test_a_step_may_bring_its_own_words_and_symbol():
    steps = {"hours": StatedStep(formula="iterations/10", say=Text("Time", "时间"), symbol="h")}
    (line,) = solver_from_formulas("time", ["iterations"], steps)(iterations=5).working()
    assert (line.say.zh, line.formula) == ("时间", r"h = \frac{\text{iterations}}{10}")


def test_what_never_happens_is_said_once():
    steps = {"year": "ceil(5/rate) if rate > 0 else None"}
    solver = solver_from_formulas("doubling", ["rate"], steps)
    (line,) = solver(rate=0).working()
    assert line.sides == (r"\text{year} = \text{never}",)
    (line,) = solver(rate=2).working()
    assert len(line.sides) == 3


def test_givens_and_steps_without_words_are_called_by_their_names():
    spec = solver_from_formulas("gpu-hours", GIVENS, STEPS).spec
    assert spec.givens["price"].say == Text("price", "price")
    assert spec.step("hours").say == Text("hours", "hours")


def test_names_of_our_own_methods_are_free_for_instructors():
    steps = {"value": "work + name", "result": "value*say"}
    worked = solver_from_formulas("free", ("work", "name", "say"), steps)(work=1, name=2, say=3)
    assert worked.result_value() == {"value": 3, "result": 9}


def test_a_given_may_have_the_name_of_a_constant():
    """Whoever takes 22/7 for pi is worked with 22/7."""
    rough = solver_from_formulas("circle", ["pi"], {"area": "pi*7 if pi > 3.142 else 0"})
    (line,) = rough(pi=Fraction(22, 7)).working()
    assert (line.value, "22" in line.sides[1]) == ("22", True)


def test_a_solver_of_ours_can_be_extended():
    base = find_solver("iterations_per_epoch")
    stated = StatedMistake(of="iterations", id="epochs-instead", formula="epochs")
    extended = solver_from_formulas("ignored", ["epochs"], {"spare": "iterations + 1"}, [stated], base=base)
    worked = extended(samples=10, batch_size=3, epochs=7)
    assert extended.spec.name == "iterations_per_epoch"
    assert worked.result_value() == 4
    assert worked.mistakes_of("iterations")["epochs-instead"] == 7
    assert worked.value("spare") == 5
    assert "spare" not in base.spec.steps


def test_an_extended_solver_keeps_its_refusals():
    extended = solver_from_formulas(
        "ignored", [], {"twice": "2*output"}, base=find_solver("conv_output_size")
    )
    with pytest.raises(Exception, match="kernel_size is 9 and reaches over 9 pixels"):
        extended(size=3, kernel_size=9)


def test_formulas_may_call_solvers():
    steps = {"side": "conv_output_size(size=size, kernel_size=3) + 1"}
    assert solver_from_formulas("calls", ["size"], steps, functions=SolverFunctions())(
        size=7
    ).result_value() == {"side": 6}


@pytest.mark.parametrize(
    ("steps", "mistakes", "sentence"),
    [
        ({"a": "x +"}, [], "missing at the end"),
        ({"a": "y + 1"}, [], "`y` is not known"),
        ({"x": "1"}, [], "already the name of something else"),
        ({"a": "x"}, [StatedMistake(of="b", id="m", formula="x")], "no step `b`"),
        ({"a": "x"}, [StatedMistake(of="a", id="m", formula="z")], "`z` is not known"),
        ({"a": "x"}, [StatedMistake(of="a", id="m", formula="x")] * 2, "already the name"),
    ],
)
def test_a_faulty_formula_is_refused(steps, mistakes, sentence):
    with pytest.raises(ExpressionError, match=sentence):
        solver_from_formulas("faulty", ["x"], steps, mistakes)


def test_steps_in_a_circle_are_refused_when_the_pack_is_read():
    with pytest.raises(ExpressionError, match="circle"):
        solver_from_formulas("circle", ["x"], {"a": "b + x", "b": "a + x"})
