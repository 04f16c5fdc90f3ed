"""Follow-through: later parts judged by the learner's own earlier values."""

from dataclasses import replace
from fractions import Fraction

import pytest

from studyapp.domain.grade import Status
from studyapp.engine.grading.grade import grade
from studyapp.engine.problems.drawing import draw
from studyapp.engine.problems.problem import Problem
from studyapp.text.numbers import show


def test_later_parts_follow_from_the_learners_own_value(dense):
    variant = draw(dense, 1, 0)
    outputs, layers = variant.givens["outputs"], variant.givens["layers"]
    own = variant.answers["weights"] + 123
    responses = {"weights": own, "total": own + outputs, "network": layers * (own + outputs)}
    earned = grade(dense, variant, {part: str(value) for part, value in responses.items()})
    assert earned.parts["weights"].status is Status.INCORRECT
    for name in ("total", "network"):
        part = earned.parts[name]
        assert part.status is Status.CORRECT
        assert part.followed
        assert part.expected == responses[name]
        assert part.true_value == variant.answers[name]
        assert show(variant.answers[name]) in part.feedback.en
    assert earned.score == pytest.approx(2 / 3)
    assert not earned.correct


def test_the_true_value_is_right_whatever_came_before(dense, typed):
    variant = draw(dense, 1, 0)
    earned = grade(dense, variant, {"weights": "7", "total": typed(variant.answers["total"])})
    assert earned.parts["total"].status is Status.CORRECT
    assert not earned.parts["total"].followed


def test_a_mistake_on_top_of_an_earlier_slip_is_still_named(dense):
    variant = draw(dense, 1, 0)
    own = variant.answers["weights"] + 123
    earned = grade(dense, variant, {"weights": str(own), "total": str(own + variant.givens["inputs"])})
    assert earned.parts["total"].mistakes == ("input_biases",)


def test_a_slip_that_leaves_nothing_to_work_earns_no_easy_point(gpu):
    variant = draw(gpu, 1, 0)
    earned = grade(gpu, variant, {"hours": "0", "cost": "0"})
    assert earned.parts["cost"].status is Status.INCORRECT
    assert "leaves nothing to work" in earned.parts["cost"].feedback.en
    assert earned.score == 0


def test_repeating_the_own_value_earns_no_easy_point(gpu, with_parts):
    variant = next(v for seed in range(50) if (v := draw(gpu, 1, seed)).givens["price"] == 2)
    problem = with_parts(gpu, *gpu.levels[1].parts)
    fixed = replace(
        problem.levels[1],
        fixed={"price": 1},
        vary={k: v for k, v in gpu.levels[1].vary.items() if k != "price"},
    )
    problem = Problem(id="test/gpu1", solver=gpu.solver, levels={1: fixed})
    variant = draw(problem, 1, 0)  # at a price of 1 the cost is the hours
    earned = grade(problem, variant, {"hours": "77", "cost": "77"})
    assert (
        earned.parts["cost"].status is Status.CORRECT
    )  # it is so with the right value too: nothing is gained
    assert earned.parts["cost"].followed


def test_a_value_rounded_within_its_tolerance_may_be_worked_on_with(norm, typed):
    variant = draw(norm, 1, 0)
    mean, variance = variant.answers["mean"], variant.answers["variance"]
    own = float(variance) + 3
    later = tuple((x - float(mean)) / (own + 0.001) ** 0.5 for x in variant.givens["x"])
    earned = grade(norm, variant, {"mean": typed(mean), "variance": str(own), "normalized": typed(later)})
    assert earned.parts["normalized"].followed


def test_what_follows_may_be_rounded_although_the_true_value_is_exact(norm):
    """The true variance is a whole number or a short decimal; from a wrong mean it has digits without end."""
    variant = draw(norm, 1, 0)
    values, own = variant.givens["x"], variant.answers["mean"] + Fraction(4, 3)
    variance = float(sum((x - own) ** 2 for x in values) / len(values))
    earned = grade(norm, variant, {"mean": str(float(own)), "variance": f"{variance:.2f}"})
    part = earned.parts["variance"]
    assert (part.status, part.followed) == (Status.CORRECT, True)
    assert part.expected == pytest.approx(variance)
    earned = grade(norm, variant, {"mean": str(float(own)), "variance": f"{variance + 0.1:.2f}"})
    assert earned.parts["variance"].status is Status.INCORRECT
