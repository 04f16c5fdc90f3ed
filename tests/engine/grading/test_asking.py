"""A variant as the learner meets it."""

from dataclasses import replace
from fractions import Fraction

import pytest

from studyapp.domain.text import Text
from studyapp.engine.grading.asking import fields, part_of, read_part, say_answer
from studyapp.engine.problems.drawing import draw
from studyapp.engine.problems.problem import Part, Problem
from studyapp.errors import ResponseError, UnknownNameError


def test_each_part_becomes_a_field_with_what_it_expects(norm, gpu):
    variant = draw(norm, 1, 0)
    mean, variance, normalized = fields(norm, variant)
    assert (mean.name, mean.prompt, mean.expect) == ("mean", Text("Mean", "均值"), "number")
    assert not mean.tolerance
    assert normalized.expect == "vector"
    assert normalized.tolerance == Text("within 0.5 %", "误差不超过 0.5%")
    assert variance.name == "variance"
    hours, _cost = fields(gpu, draw(gpu, 1, 0))
    assert hours.units == ("h",)
    assert hours.tolerance.en == "within 1 %"


def test_a_parts_own_prompt_has_its_numbers_put_in(conv):
    part = Part.of("output", prompt=Text("How wide, from {size}?", "由 {size} 得多宽？"))
    problem = Problem(id="test/c", solver=conv.solver, levels={1: replace(conv.levels[1], parts=(part,))})
    variant = draw(problem, 1, 0)
    size = variant.givens["size"]
    assert fields(problem, variant)[0].prompt == Text(f"How wide, from {size}?", f"由 {size} 得多宽？")


def test_one_value_of_a_list_is_asked_by_its_place_from_zero(norm):
    variant = draw(norm, 3, 0)
    x = [float(value) for value in variant.givens["x"]]
    mean = sum(x) / 4
    variance = sum((value - mean) ** 2 for value in x) / 4
    assert variant.answers["normalized[2]"] == pytest.approx((x[2] - mean) / (variance + 0.001) ** 0.5)
    assert fields(norm, variant)[0].expect == "number"


def test_a_part_is_found_by_name(dense):
    assert part_of(dense, 1, "total").step == "total"
    with pytest.raises(UnknownNameError, match="did you mean total"):
        part_of(dense, 1, "totla")


def test_reading_a_part_knows_its_units_and_says_where_it_fails(gpu):
    hours = gpu.levels[1].parts[0]
    assert read_part(hours, 1, "2.5 h").shown == "2.5"
    with pytest.raises(ResponseError):
        read_part(hours, 1, "2.5 km")


def test_the_answer_is_said_plainly_or_part_by_part(conv, dense):
    variant = draw(conv, 1, 0)
    assert say_answer(conv, variant) == Text.same(str(variant.answers["output"]))
    variant = draw(dense, 1, 0)
    first = say_answer(dense, variant)
    assert first.en.splitlines()[0] == f"- Weights: {variant.answers['weights']}"
    assert first.zh.splitlines()[1] == f"- 总数：{variant.answers['total']}"


def test_a_part_is_a_step_or_one_value_of_it():
    assert Part.of("params[2]").step == "params"
    assert Part.of("grid[0][3]").index == (0, 3)
    with pytest.raises(ValueError, match="neither a step nor one value"):
        Part.of("params[x]")


def test_who_may_round_is_told_a_fraction_as_a_decimal(gpu):
    """3500 iterations of 0.25 s are 875/3600 h = 0.243056 h, at 3 an hour 0.729167."""
    solver = gpu.solver(iterations=3500, seconds=Fraction(1, 4), price=3)
    variant = replace(draw(gpu, 1, 0), answers={name: solver.value(name) for name in ("hours", "cost")})
    assert say_answer(gpu, variant).en.splitlines() == ["- GPU hours: 0.243056", "- Cost: 0.729167"]
