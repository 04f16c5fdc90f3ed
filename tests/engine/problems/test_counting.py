"""How many variants a problem has, against counts made by hand."""

from fractions import Fraction

import pytest

from studyapp.domain.text import Text
from studyapp.engine.problems.counting import Count, count_variants, has_variants
from studyapp.engine.problems.drawing import draw
from studyapp.engine.problems.problem import Choices, Level, Part, Problem, Range
from studyapp.engine.solving.formulas import solver_from_formulas


def problem(vary, **stated):
    solver = solver_from_formulas("sums", list(vary), {"total": " + ".join(f"sum({name})" for name in vary)})
    level = Level(prompt=Text.same("?"), parts=(Part.of("total"),), vary=vary, **stated)
    return Problem(id="test/sums", solver=solver, levels={1: level})


@pytest.mark.parametrize(
    ("vary", "where", "variants"),
    [
        ({"a": Range(1, 6)}, (), 6),
        ({"a": Range(1, 6), "b": Range(1, 6)}, (), 36),
        ({"a": Range(1, 6), "b": Range(1, 6)}, ("a + b == 7",), 6),
        ({"a": Range(1, 6), "b": Range(1, 6)}, ("a < b",), 15),
        ({"a": Choices((1, 2, 3), shape=(2,))}, (), 9),
        ({"a": Choices((1, 2, 3), shape=(2,), distinct=True)}, (), 6),
        ({"a": Choices((3, 3, 5))}, (), 2),
        ({"a": Range(0, 1, Fraction(1, 4))}, (), 5),
    ],
)
def test_few_are_counted_exactly(vary, where, variants):
    assert count_variants(problem(vary, where=where)) == Count(variants, exact=True)


def test_many_are_estimated_from_a_sample():
    """Of 1000² pairs half have a < b, about: 499,500."""
    found = count_variants(problem({"a": Range(1, 1000), "b": Range(1, 1000)}, where=("a < b",)))
    assert not found.exact
    assert 400_000 < found.variants < 600_000


def test_as_many_are_drawn_as_are_counted():
    dice = problem({"a": Range(1, 6), "b": Range(1, 6)}, where=("a + b == 7",))
    drawn = {tuple(draw(dice, 1, seed).givens.items()) for seed in range(200)}
    assert len(drawn) == count_variants(dice).variants


@pytest.mark.parametrize("enough", [1, 5, 6, 7, 30])
def test_whether_there_are_enough_is_told_as_by_counting(enough):
    """Two dice whose sum is 7 fall in six ways; a and b of 1 to 1000 with a < b in about half a million."""
    dice = problem({"a": Range(1, 6), "b": Range(1, 6)}, where=("a + b == 7",))
    assert has_variants(dice, 1, enough) is (enough <= 6)
    assert has_variants(problem({"a": Range(1, 1000), "b": Range(1, 1000)}, where=("a < b",)), 1, enough)
