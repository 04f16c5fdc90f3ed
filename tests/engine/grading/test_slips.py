"""General slips of matrices, nulls, and where they must keep quiet."""

import pytest

from studyapp.domain.grade import Status
from studyapp.domain.text import Text
from studyapp.engine.answers.tolerance import Tolerance
from studyapp.engine.grading.case import Case
from studyapp.engine.grading.grade import grade
from studyapp.engine.grading.slips import Circumstances, slips
from studyapp.engine.problems.drawing import draw
from studyapp.engine.problems.problem import Level, Part, Problem, Range
from studyapp.engine.solving.formulas import solver_from_formulas


@pytest.fixture(scope="module")
def doubled():
    """A 2×3 matrix to be doubled."""
    solver = solver_from_formulas("doubled", ["m"], {"output": "2*m"})
    level = Level(
        prompt=Text.same("Double {m}."),
        parts=(Part.of("output"),),
        vary={"m": Range(1, 99, 1, (2, 3), distinct=True)},
    )
    return Problem(id="test/doubled", solver=solver, levels={1: level})


def typed(rows):
    return "; ".join(" ".join(map(str, row)) for row in rows)


def test_a_matrix_is_right_row_by_row(doubled):
    variant = draw(doubled, 1, 0)
    earned = grade(doubled, variant, {"output": typed(variant.answers["output"])})
    assert earned.score == 1
    assert earned.parts["output"].marks == ((True,) * 3,) * 2


def test_a_transposed_matrix_is_recognised(doubled):
    variant = draw(doubled, 1, 0)
    part = grade(doubled, variant, {"output": typed(zip(*variant.answers["output"], strict=True))}).parts[
        "output"
    ]
    assert part.status is Status.INCORRECT
    assert part.mistakes == ("slip.transposed",)
    assert part.feedback.en.startswith("The answer has the shape 2×3; yours has 3×2.")
    assert "转置" in part.feedback.zh


def test_the_same_slip_in_every_element_is_told_once(doubled):
    variant = draw(doubled, 1, 0)
    tenfold = [[10 * value for value in row] for row in variant.answers["output"]]
    assert grade(doubled, variant, {"output": typed(tenfold)}).parts["output"].mistakes == (
        "slip.power_of_ten",
    )


def found(value, answer, **settings):
    case = Case.of(Part.of("x", **settings), value, answer)
    return [slip.id for slip in slips(case, Circumstances())]


@pytest.mark.parametrize(
    ("value", "answer"),
    [
        (1, 0),  # nothing is ten times nothing
        (10, 1),  # a single digit may be anything
        (1, 1.0),
        (2, 1),  # one off from one is double as well
        (None, 3),
        (3, None),
    ],
)
def test_where_a_slip_would_not_tell_none_is_told(value, answer):
    assert found(value, answer) == []


def test_a_decimal_point_slips_either_way_and_says_how_far():
    part = Part.of("x")
    by_two = slips(Case.of(part, 72, 0.72), Circumstances())
    assert [slip.id for slip in by_two] == ["slip.percent"]
    by_three = slips(Case.of(part, 720, 0.72), Circumstances())
    assert [slip.id for slip in by_three] == ["slip.power_of_ten"]
    assert "3 places" in by_three[0].say.en
    assert "3 位" in by_three[0].say.zh


def test_a_fraction_rounded_to_a_whole_number_is_told():
    from fractions import Fraction

    assert found(3, Fraction(7, 2)) == ["slip.rounded"]
    assert found(4, Fraction(7, 2)) == ["slip.rounded"]
    assert found(5, Fraction(7, 2)) == []


def test_several_slips_that_explain_a_number_are_all_told():
    # 1/0.1 is 10, and so is 0.1 with its point two places on, and so are 1000 per cent of nothing else
    assert set(found(10, 0.1)) == {"slip.percent", "slip.reciprocal"}


def test_one_off_is_a_slip_of_counting_only_where_something_is_counted():
    """A count is exact; a price that may be rounded counts nothing."""
    assert "slip.off_by_one" in found(27, 28)
    assert found(27, 28, tolerance=Tolerance.within("1%")) == []
