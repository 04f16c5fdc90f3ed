"""The working with the step at which the learner's way leaves it, and hints in order."""

from fractions import Fraction

import pytest

from studyapp.domain.text import Text
from studyapp.engine.grading.explaining import hints, working
from studyapp.engine.grading.grade import grade
from studyapp.engine.problems.drawing import draw
from studyapp.engine.problems.problem import Level, Part, Problem
from studyapp.engine.solvers.generalization.l1_vs_l2 import L1VsL2


def left_at(problem, variant, responses):
    earned = grade(problem, variant, {part: str(value) for part, value in responses.items()})
    return [step.name for step in working(problem, variant, earned) if step.leaves_here]


def test_the_working_holds_each_step_that_the_parts_need(gpu):
    variant = draw(gpu, 1, 0)
    steps = working(gpu, variant)
    assert [step.name for step in steps] == ["hours", "cost"]
    assert steps[0].say == Text("GPU hours", "GPU 小时")
    assert not any(step.leaves_here for step in steps)


def test_the_way_leaves_at_the_step_of_the_mistake(conv):
    variant = draw(conv, 2, 0)
    assert left_at(conv, variant, {"output": variant.mistakes["output"]["no_stride"]}) == ["output"]


def test_nothing_is_marked_where_mistakes_of_two_steps_give_the_number(conv):
    for seed in range(200):
        variant = draw(conv, 2, seed)
        mistakes = variant.mistakes["output"]
        if (value := mistakes.get("extent.span")) is not None and value == mistakes["no_plus_one"]:
            assert left_at(conv, variant, {"output": value}) == []
            return
    pytest.fail("no variant in which the two coincide")


def test_a_mistake_of_an_earlier_step_leaves_there(gpu):
    variant = draw(gpu, 1, 0)
    assert left_at(gpu, variant, {"cost": variant.mistakes["cost"]["hours.minutes"]}) == ["hours"]


def test_the_first_wrong_part_is_where_the_way_leaves(dense):
    variant = draw(dense, 1, 0)
    right = variant.answers["weights"]
    assert left_at(dense, variant, {"weights": 7, "total": 3, "network": 1}) == ["weights"]
    assert left_at(dense, variant, {"weights": right, "total": 3, "network": 1}) == ["total"]


def test_nothing_is_marked_where_nobody_can_tell(dense):
    variant = draw(dense, 1, 0)
    assert left_at(dense, variant, {"network": 7}) == []
    assert left_at(dense, variant, dict(variant.answers)) == []


def test_hints_come_in_order_the_authors_first(gpu):
    own = Text("How many seconds are an hour?", "一小时有多少秒？")
    problem = Problem(id=gpu.id, solver=gpu.solver, levels=gpu.levels, hints=(own,))
    variant = draw(problem, 1, 0)
    first, idea, formula, step = hints(problem, variant)
    assert first == own
    assert idea.en == "Go step by step: “GPU hours” first; “Cost” comes last."
    assert formula.zh.startswith("费用：$")
    assert step.en.startswith("The first step, GPU hours: $")


def test_the_last_hint_keeps_the_answer_to_itself(gpu, conv):
    for problem in (gpu, conv):
        variant = draw(problem, 1, 0)
        last = working(problem, variant)[-1]
        assert all(not hint.en.endswith(f"= {last.value}$") for hint in hints(problem, variant))


def test_no_hint_gives_away_that_something_never_happens():
    """From 1, dividing by 1.1 each step never gives zero; the formula of "never" would be the answer."""
    level = Level(
        prompt=Text.same("{w} {lr} {strength}"),
        parts=(Part.of("l1_zero_at"), Part.of("l2_zero_at")),
        fixed={"w": 1, "lr": Fraction(1, 10), "strength": 1, "steps": 20},
    )
    problem = Problem(id="test/never", solver=L1VsL2, levels={1: level})
    assert all("never" not in hint.en for hint in hints(problem, draw(problem, 1, 0)))
