"""Questions asked backwards: the output of a convolution is told, one of its givens is asked."""

from fractions import Fraction

import pytest

from studyapp.domain.grade import Status
from studyapp.domain.text import Text
from studyapp.engine.answers.tolerance import Tolerance
from studyapp.engine.grading.asking import fields, say_answer
from studyapp.engine.grading.explaining import hints, working
from studyapp.engine.grading.grade import grade
from studyapp.engine.problems.drawing import draw
from studyapp.engine.problems.inverse import Backward
from studyapp.engine.problems.plan import plan_of
from studyapp.engine.problems.problem import Choices, Level, Part, Problem
from studyapp.engine.registry import find_solver

PROMPT = "{size}×{size}, kernel {kernel_size}, stride {stride}: the output is {output} long."


def backwards(asked, **vary):
    level = Level(
        prompt=Text.same(PROMPT.replace(f"{{{asked}}}", "?")),
        parts=(Part.of(asked),),
        vary=vary,
    )
    return Problem(id="test/backwards", solver=find_solver("conv_output_size"), levels={1: level})


@pytest.fixture(scope="module")
def padding():
    """floor((8 + 2P − 3)/2) + 1 = 4 for P = 1: (8 + 2 − 3)/2 = 3.5, so 3 + 1; with P = 2 it is 5."""
    return backwards(
        "padding",
        size=Choices((8,)),
        kernel_size=Choices((3,)),
        stride=Choices((2,)),
        padding=Choices((1,)),
    )


@pytest.fixture(scope="module")
def stride():
    """floor((20 − 3)/S) + 1: 3 for S = 6, 7 and 8 (17/6 = 2.8, 17/7 = 2.4, 17/8 = 2.1); 4 for S = 5."""
    return backwards(
        "stride",
        size=Choices((20,)),
        kernel_size=Choices((3,)),
        stride=Choices((7,)),
        padding=Choices((0,)),
    )


def graded(problem, typed):
    (part,) = problem.levels[1].parts
    return grade(problem, draw(problem), {part.name: typed}).parts[part.name]


def test_the_value_drawn_is_right(padding):
    assert graded(padding, "1").status is Status.CORRECT
    assert graded(padding, "2").status is Status.INCORRECT


@pytest.mark.parametrize(("typed", "status"), [("6", "correct"), ("7", "correct"), ("8", "correct")])
def test_every_value_that_satisfies_the_equation_is_right(stride, typed, status):
    assert graded(stride, typed).status == status


@pytest.mark.parametrize("typed", ["5", "9", "0", "-7", "6.5", "13/2", "10^30"])
def test_no_other_value_is(stride, typed):
    assert graded(stride, typed).status is Status.INCORRECT


def test_all_right_values_are_told_afterwards(stride):
    assert say_answer(stride, draw(stride)) == Text("6, 7 or 8", "6、7 或 8")


def test_a_known_mistake_is_solved_for_what_it_would_give(padding):
    """Without the floor (8 + 2P − 3)/2 + 1 = 4 at P = 1/2; without the +1 floor((5 + 2P)/2) = 4 at P = 2."""
    mistakes = draw(padding).mistakes["padding"]
    assert float(mistakes["output.no_floor"]) == 0.5
    assert mistakes["output.no_plus_one"] == 2


def test_a_mistake_whose_value_would_be_right_is_not_visible(stride):
    """Padding left out is the same where there is none."""
    assert "output.no_padding" not in draw(stride).mistakes["stride"]


def test_such_a_mistake_is_named(padding):
    earned = graded(padding, "0.5")
    assert earned.mistakes == ("output.no_floor",)
    assert earned.feedback.en.startswith("At “Side of the output")


def test_the_question_and_its_working_do_not_give_the_answer_before(stride):
    variant = draw(stride)
    assert variant.prompt.en == "20×20, kernel 3, stride ?: the output is 3 long."
    assert fields(stride, variant)[0].expect == "number"
    assert not any("= 7" in hint.en for hint in hints(stride, variant))
    first, *rest = working(stride, variant)
    assert first.value == r"6,\; 7,\; 8" or first.value.startswith("7")
    assert rest[-1].value == "3"


def test_hints_lead_from_the_idea_over_the_formula_to_a_trial(padding):
    idea, formula, trial = hints(padding, draw(padding))
    assert "solve for" in idea.en
    assert "lfloor" in formula.en
    assert "not $4$" in trial.en


def test_a_number_that_is_no_whole_one_is_right_within_its_tolerance():
    """2/curvature is the largest stable rate: told 8, the curvature is 1/4."""
    level = Level(
        prompt=Text.same("the largest rate is {max_lr}"),
        parts=(Part.of("min_lr", tolerance=Tolerance.within("1%")),),
        vary={"min_lr": Choices((0.25,))},
    )
    from studyapp.engine.solving.formulas import solver_from_formulas

    solver = solver_from_formulas("rate", ["min_lr"], {"max_lr": "2/min_lr"})
    problem = Problem(id="test/rate", solver=solver, levels={1: level})
    assert graded(problem, "1/4").status is Status.CORRECT
    assert graded(problem, "0.2501").status is Status.CORRECT
    assert graded(problem, "0.26").status is Status.INCORRECT


@pytest.mark.parametrize(
    ("prompt", "called"),
    [("Length of the edge", "Length of the edge"), ("$a$", "edge")],
)
def test_a_given_of_an_authors_own_is_called_as_the_question_does(prompt, called):
    """A formula's name is all that an author's given has; with maths in the question, that has to do."""
    from studyapp.engine.solving.formulas import solver_from_formulas

    level = Level(
        prompt=Text.same("the area is {area}"),
        parts=(Part.of("edge", prompt=Text.same(prompt)),),
        vary={"edge": Choices((3,))},
    )
    solver = solver_from_formulas("square", ["edge"], {"area": "edge^2"})
    problem = Problem(id="test/square", solver=solver, levels={1: level})
    first, _ = working(problem, draw(problem))
    assert first.say.en == f"What is asked, put in below: {called}"


def test_half_of_what_is_counted_is_no_answer():
    """1/√n told as 0.33: 9 is right, so is 9.2 put in (0.3297), but nobody draws nine samples and a fifth."""
    from studyapp.engine.solving.formulas import solver_from_formulas

    level = Level(
        prompt=Text.same("the error is {error:.2}"),
        parts=(Part.of("n"),),
        vary={"n": Choices((4, 9, 16))},
    )
    solver = solver_from_formulas("error", ["n"], {"error": "1/sqrt(n)"})
    problem = Problem(id="test/error", solver=solver, levels={1: level})
    seed = next(seed for seed in range(50) if draw(problem, 1, seed).answers["n"] == 9)
    earned = grade(problem, draw(problem, 1, seed), {"n": "9.2"}).parts["n"]
    assert earned.status is Status.INCORRECT
    assert "whole number" in earned.feedback.en


def test_a_known_mistake_is_solved_where_a_list_is_told():
    """Kept values are doubled and a half: divided by 1 − p, p is 0.6; divided by p, it would be 0.4."""
    level = Level(
        prompt=Text.same("{x} under the mask {mask} gives {output}"),
        parts=(Part.of("p"),),
        vary={"p": Choices((Fraction(3, 5),))},
        fixed={"x": (2, 4, 6), "mask": (1, 0, 1)},
    )
    problem = Problem(id="test/dropout", solver=find_solver("dropout"), levels={1: level})
    assert draw(problem).mistakes["p"] == {"scale.by_p": Fraction(2, 5)}


def test_only_told_steps_that_depend_on_what_is_asked_count(padding):
    plan = plan_of(padding, 1)
    assert plan.told_for(plan.parts[0]) == ("output",)
    assert Backward(plan, draw(padding).givens, plan.parts[0]).right_values() == (1,)
