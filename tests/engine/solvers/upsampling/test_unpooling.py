"""Max-unpooling: PyTorch's example, double indices, and what is refused."""

import re

import numpy as np
import pytest

from studyapp.engine.registry import find_solver
from studyapp.errors import GivenError


def solved(**inputs):
    return find_solver("max_unpool2d")(**inputs).result_value()


MAXIMA = {"input": [[6, 8], [14, 16]], "indices": [[5, 7], [13, 15]]}


def test_the_example_of_pytorchs_max_unpool():
    """Its documentation: 1 to 16 pooled 2×2 and put back, into 4×4 and into 5×5."""
    assert solved(**MAXIMA, output_size=4) == ((0, 0, 0, 0), (0, 6, 0, 8), (0, 0, 0, 0), (0, 14, 0, 16))
    assert solved(**MAXIMA, output_size=[5, 5]) == (
        (0, 0, 0, 0, 0),
        (6, 0, 8, 0, 0),
        (0, 0, 0, 14, 0),
        (16, 0, 0, 0, 0),
        (0, 0, 0, 0, 0),
    )


def test_each_plane_has_its_own_indices():
    found = solved(input=[[[[1]], [[2]]]], indices=[[[[3]], [[0]]]], output_size=2)
    assert found == ((((0, 0), (0, 1)), ((2, 0), (0, 0))),)


def test_of_two_values_at_one_place_the_later_stays():
    assert solved(input=[[1, 2], [3, 4]], indices=[[0, 3], [3, 0]], output_size=2) == ((4, 0), (0, 3))


def test_decimals_stay_as_written():
    assert solved(input=[[0.1]], indices=[[1]], output_size=[1, 2])[0][1] * 3 * 10 == 3


def test_each_mistake_gives_its_value():
    """Index 5 of a plane 3 wide is row 1, column 2."""
    solver = find_solver("max_unpool2d")(input=[[7, 9]], indices=[[5, 5]], output_size=[2, 3])
    assert solver.value("rows") == ((1, 1),)
    assert solver.value("columns") == ((2, 2),)
    assert solver.result_value() == ((0, 0, 0), (0, 0, 9))
    assert solver.mistake_value("rows_of_input") == ((2, 2),)
    assert solver.mistake_value("columns_of_input") == ((1, 1),)
    assert solver.mistake_value("columns_from_one") == ((1, 1),)
    assert solver.mistake_value("added") == ((0, 0, 0), (0, 0, 16))
    assert solver.mistake_value("filled") == ((7, 7, 9), (7, 7, 9))
    two = find_solver("max_unpool2d")(input=[[7]], indices=[[2]], output_size=[2, 3])
    assert two.mistake_value("by_columns") == ((0, 7, 0), (0, 0, 0))
    assert "rows.rows_of_input" not in solver.mistakes_of("output")  # row 2 is outside


def test_a_learners_own_place_is_carried_on():
    solver = find_solver("max_unpool2d")(input=[[7, 9]], indices=[[0, 5]], output_size=[2, 3])
    assert solver.work({"columns": ((1, 0),)})["output"] == ((0, 7, 0), (9, 0, 0))


@pytest.mark.parametrize(
    ("inputs", "sentence"),
    [
        ({"indices": [[5, 7], [13, 16]]}, "indices holds 16; an output of 4×4 has only the places 0 to 15"),
        ({"indices": [[5, 7], [13, -1]]}, "indices holds -1; an output of 4×4 has only the places 0 to 15"),
        ({"indices": [[5, 7]]}, "indices has the shape [1, 2]; it must have that of input, [2, 2]"),
        ({"indices": [[0.5, 1], [2, 3]]}, "indices holds 0.5; each entry must be a whole number"),
        ({"output_size": 10**9}, "output_size is [1000000000, 1000000000]; that makes"),
        ({"output_size": 10**400}, "output_size is [10"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_reason(inputs, sentence):
    with pytest.raises(GivenError, match=f"^{re.escape(sentence)}"):
        solved(**{**MAXIMA, "output_size": 4, **inputs})


def test_pooling_and_unpooling_keep_the_maxima():
    rng = np.random.default_rng(5)
    images = rng.standard_normal((3, 2, 12, 14))
    windows = images.reshape(3, 2, 6, 2, 7, 2).transpose(0, 1, 2, 4, 3, 5).reshape(3, 2, 6, 7, 4)
    at = windows.argmax(axis=-1)
    rows, columns = np.arange(6)[:, None] * 2 + at // 2, np.arange(7) * 2 + at % 2
    back = np.array(solved(input=windows.max(axis=-1), indices=rows * 14 + columns, output_size=[12, 14]))
    assert ((back == images) | (back == 0)).all()
    assert (back != 0).sum() == 3 * 2 * 6 * 7
