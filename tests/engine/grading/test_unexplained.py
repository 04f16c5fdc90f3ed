"""What a wrong number looks like where no declared mistake explains it, and the help there is without."""

from dataclasses import replace
from fractions import Fraction

import pytest

from studyapp.domain.grade import Status
from studyapp.domain.text import Text
from studyapp.engine.answers.tolerance import Tolerance
from studyapp.engine.grading.explaining import working
from studyapp.engine.grading.grade import grade
from studyapp.engine.problems.drawing import draw
from studyapp.engine.problems.problem import Level, Part, Problem
from studyapp.engine.registry import find_solver


@pytest.mark.parametrize(
    ("change", "slip"),
    [
        (lambda answer: -answer, "slip.sign"),
        (lambda answer: 10 * answer, "slip.power_of_ten"),
        (lambda answer: answer / 1000, "slip.power_of_ten"),
        (lambda answer: 1 / answer, "slip.reciprocal"),
        (lambda answer: 2 * answer, "slip.factor_two"),
    ],
)
def test_a_general_slip_is_told(gpu, change, slip, typed, one):
    variant = next(v for seed in range(50) if (v := draw(gpu, 1, seed)).answers["cost"] > 2)
    earned = one(gpu, variant, typed(float(change(variant.answers["cost"]))), "cost")
    assert earned.status is Status.INCORRECT
    assert earned.mistakes == (slip,)
    assert earned.feedback.en
    assert earned.feedback.zh


def test_one_off_in_a_count_is_told_with_its_direction(dense, one):
    variant = draw(dense, 1, 0)
    answer = variant.answers["weights"]
    assert one(dense, variant, str(answer + 1)).mistakes == ("slip.off_by_one",)
    assert "too many" in one(dense, variant, str(answer + 1)).feedback.en
    assert "missed" in one(dense, variant, str(answer - 1)).feedback.en


def test_per_cent_for_a_share_is_told(gpu, one, with_parts):
    share = Part.of("hours", tolerance=Tolerance.within("1%"), percent=True)
    problem = with_parts(gpu, share)
    variant = next(v for seed in range(50) if (v := draw(problem, 1, seed)).answers["hours"] < 1)
    answer = float(variant.answers["hours"])
    assert one(problem, variant, f"{100 * answer}").mistakes == ("slip.percent",)
    assert one(problem, variant, f"{100 * answer}%").status is Status.CORRECT


def test_answers_in_each_others_place_are_swapped(dense, typed):
    variant = draw(dense, 1, 0)
    swapped = {"weights": typed(variant.answers["total"]), "total": typed(variant.answers["weights"])}
    earned = grade(dense, variant, swapped)
    assert earned.parts["weights"].mistakes == ("slip.swapped",)
    assert "“Total”" in earned.parts["weights"].feedback.en


def test_a_value_on_the_way_is_told_as_such(dense, one, with_parts):
    problem = with_parts(dense, Part.of("network"))
    variant = draw(problem, 1, 0)
    total = variant.givens["outputs"] * (variant.givens["inputs"] + 1)
    earned = one(problem, variant, str(total))
    assert earned.mistakes == ("slip.stopped_early",)
    assert "“Total”" in earned.feedback.en


def test_rounding_on_the_way_is_told(norm, one, with_parts):
    rounded = with_parts(norm, Part.of("normalized[0]", tolerance=Tolerance.digits(5)))
    for seed in range(40):
        variant = draw(rounded, 1, seed)
        x = variant.givens["x"]
        mean = Fraction(sum(x), 4)
        variance = sum((value - mean) ** 2 for value in x) / 4
        if mean.denominator == 1 and variance.denominator > 1 and mean != x[0]:
            early = float((x[0] - mean) / (int(variance + Fraction(1, 2)) + 0.001) ** 0.5)
            answer = variant.answers["normalized[0]"]
            if abs(early - answer) > abs(answer) / 1000:
                assert "slip.rounded_early" in one(rounded, variant, f"{early:.6f}").mistakes
                return
    pytest.fail("no variant in which rounding early shows")


def test_a_single_digit_is_too_little_to_tell_a_slip_of_the_decimal_point(dense, one):
    level = replace(
        dense.levels[1], vary={}, fixed={"inputs": 2, "outputs": 2, "layers": 2}, parts=(Part.of("weights"),)
    )
    problem = Problem(id="test/small", solver=dense.solver, levels={1: level})
    variant = draw(problem, 1, 0)
    assert one(problem, variant, "40").mistakes == ()
    assert one(problem, variant, "8").mistakes == ()


def test_without_a_diagnosis_there_is_still_help(dense, one, with_parts):
    problem = with_parts(dense, Part.of("total"))
    variant = draw(problem, 1, 0)
    earned = one(problem, variant, "7")
    assert earned.mistakes == ()
    assert earned.feedback.en == "That's too small. Check “Weights” first; the rest builds on it."
    assert earned.feedback.zh == "这个数偏小了。先核对“权重数”，后面都从它算起。"


def test_help_points_to_an_earlier_part_that_is_wrong(dense):
    variant = draw(dense, 1, 0)
    earned = grade(dense, variant, {"weights": "7", "total": "3"})
    assert earned.parts["total"].feedback.en.startswith("Start at “Weights”")


def test_help_leaves_alone_what_is_seen_to_be_right(dense, typed):
    variant = draw(dense, 1, 0)
    right = {name: typed(variant.answers[name]) for name in ("weights", "total")}
    earned = grade(dense, variant, {**right, "network": "7"})
    assert earned.parts["network"].feedback.en.startswith("That's too small. Compare your formula")
    earned = grade(dense, variant, {"weights": right["weights"], "network": "7"})
    assert (
        earned.parts["network"].feedback.en == "That's too small. Check “Total” first; the rest builds on it."
    )


def test_what_to_check_first_stands_in_the_working(one):
    """Without weight decay no working has a step for it, so nobody is sent there."""
    level = Level(
        prompt=Text.same("{lr}"),
        parts=(Part.of("params[0]"),),
        fixed={"param": 2, "grads": (4,), "lr": Fraction(1, 10)},
    )
    problem = Problem(id="test/adam", solver=find_solver("adam"), levels={1: level})
    variant = draw(problem)
    told = one(problem, variant, "7").feedback.en
    assert any(step.say.en in told for step in working(problem, variant))
    assert "decay" not in told


@pytest.mark.parametrize(("dilation", "sent_there"), [(1, False), (2, True)])
def test_nobody_is_sent_to_a_step_that_changes_nothing(one, dilation, sent_there):
    """Without dilation a kernel of 5 spans 5 pixels; with 2 it spans 9, which may have gone wrong."""
    level = Level(
        prompt=Text.same("{size}"),
        parts=(Part.of("output"),),
        fixed={"size": 24, "kernel_size": 5, "stride": 2, "padding": 1, "dilation": dilation},
    )
    problem = Problem(id="test/conv", solver=find_solver("conv_output_size"), levels={1: level})
    told = one(problem, draw(problem), "55").feedback.en
    assert ("Span of the window" in told) is sent_there


def test_what_two_mistakes_say_alike_is_said_once(one):
    """Errors 3, −1 and 1: squared they are 11/3 on average, whether the squaring is seen early or late."""
    level = Level(
        prompt=Text.same("{target} {prediction}"),
        parts=(Part.of("loss"),),
        fixed={"target": (0, 0, 0), "prediction": (3, -1, 1)},
    )
    problem = Problem(id="test/mae", solver=find_solver("mae"), levels={1: level})
    earned = one(problem, draw(problem), "11/3")
    assert set(earned.mistakes) == {"mean_squared", "absolute.squared"}
    assert earned.feedback.en.startswith("Looks as if the errors were squared")
    assert "Several things" not in earned.feedback.en
