"""The point of each demonstration of upsampling, as figures that would be others if it were not so."""

import numpy as np
import pytest

from studyapp.engine.demos.upsampling import Upsampling
from tests.engine.demos.proofs.moments import figures


def test_the_four_ways_of_upsampling_give_what_they_give_by_hand():
    shown = Upsampling(picture="spot", scale=2)
    first = next(iter(shown.frames())).figures
    nearest = np.array(first["nearest"]).reshape(6, 6)
    np.testing.assert_array_equal(nearest, np.kron([[0, 0, 0], [0, 4, 0], [0, 0, 0]], np.ones((2, 2))))
    # A stamp of 2×2 at stride 2 touches no other: the same as nearest.
    np.testing.assert_array_equal(np.array(first["transposed"]).reshape(6, 6), nearest)
    assert sorted(first["unpooled"])[-2:] == [0, 4]
    # Half a pixel off the middle on each axis, a quarter of the way to the next: 4·0.75·0.75.
    assert max(first["bilinear"]) == pytest.approx(2.25)


@pytest.mark.parametrize(("kernel_size", "uneven"), [(2, False), (3, True), (4, False), (5, True)])
def test_a_checkerboard_comes_where_the_kernel_is_no_multiple_of_the_stride(kernel_size, uneven):
    shown = figures("upsampling", picture="even", scale=2, kernel_size=kernel_size)
    assert (shown["unevenness_of_transposed"] > 0) is uneven


def test_an_upsampling_problem_brings_its_picture():
    demo = Upsampling.from_givens({"input": ((1, 2), (3, 4)), "scale_factor": 2})
    first = next(iter(demo.frames())).figures
    assert first["nearest"] == (1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4)
