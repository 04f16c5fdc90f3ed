"""Pooling: worked examples, borders, ways to go wrong, and what is refused."""

import re
from fractions import Fraction

import numpy as np
import pytest

from studyapp.engine.registry import find_solver
from studyapp.errors import GivenError

BLUE = [[3, 3, 2, 1, 0], [0, 0, 1, 3, 1], [3, 1, 2, 2, 3], [2, 0, 0, 2, 2], [2, 0, 0, 0, 1]]
SQUARE = [[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12], [13, 14, 15, 16]]


def solver(name, **inputs):
    return find_solver(name)(**inputs)


def solved(name, **inputs):
    return solver(name, **inputs).result_value()


def test_dumoulin_and_visins_examples():
    """Their figures 1.5 and 1.6: 3×3 windows, one pixel apart; means to one decimal."""
    assert solved("max_pool2d", input=BLUE, kernel_size=3, stride=1) == ((3, 3, 3), (3, 3, 3), (3, 2, 3))
    means = solved("avg_pool2d", input=BLUE, kernel_size=3, stride=1)
    rounded = [[round(float(mean), 1) for mean in row] for row in means]
    assert rounded == [[1.7, 1.7, 1.7], [1.0, 1.2, 1.8], [1.1, 0.8, 1.3]]


def test_dive_into_deep_learnings_examples():
    """Zhang et al., section 7.5: windows of 2×2 one apart; 3×3 with padding 1 and stride 2; 2×3."""
    ramp = [[0, 1, 2], [3, 4, 5], [6, 7, 8]]
    assert solved("max_pool2d", input=ramp, kernel_size=2, stride=1) == ((4, 5), (7, 8))
    assert solved("avg_pool2d", input=ramp, kernel_size=2, stride=1) == ((2, 3), (5, 6))
    square = [[value - 1 for value in row] for row in SQUARE]
    assert solved("max_pool2d", input=square, kernel_size=3) == ((10,),)
    assert solved("max_pool2d", input=square, kernel_size=3, stride=2, padding=1) == ((5, 7), (13, 15))
    found = solved("max_pool2d", input=square, kernel_size=[2, 3], stride=[2, 3], padding=[0, 1])
    assert found == ((5, 7), (13, 15))


def test_the_stride_is_the_windows_side_unless_given():
    assert solved("max_pool2d", input=SQUARE, kernel_size=2) == ((6, 8), (14, 16))
    assert solved("avg_pool2d", input=SQUARE, kernel_size=[2, 4]) == ((4.5,), (12.5,))


def test_padding_never_is_the_largest():
    assert solved("max_pool2d", input=[[-1, -2], [-3, -4]], kernel_size=2, padding=1) == ((-1, -2), (-3, -4))


def test_what_a_mean_is_divided_by_at_the_border():
    """Of ones: the share of pixels, or 1 where padding does not count."""
    ones = {"input": [[1, 1], [1, 1]], "kernel_size": 2, "padding": 1}
    assert solved("avg_pool2d", **ones) == ((0.25, 0.25), (0.25, 0.25))
    assert solved("avg_pool2d", **ones, count_include_pad=False) == ((1, 1), (1, 1))


def test_what_hangs_over_the_end_never_counts():
    """Five pixels, windows of 2: in ceil mode the last one has one place; with padding 1, it has two."""
    row = {"input": [[1, 1, 1, 1, 4]], "kernel_size": [1, 2], "ceil_mode": True}
    assert solved("avg_pool2d", **row) == ((1, 1, 4),)
    assert solver("avg_pool2d", **row).value("counts") == ((2, 2, 1),)
    hanging = {"input": [[6] * 6], "kernel_size": [1, 4], "stride": [1, 4], "padding": [0, 1]}
    worked = solver("avg_pool2d", **hanging, ceil_mode=True)
    assert worked.value("counts") == ((4, 4),)
    assert worked.result_value() == ((Fraction(9, 2), Fraction(9, 2)),)


def test_a_last_window_that_would_start_in_the_padding_is_dropped():
    row = {"input": [[1, 2, 3, 4]], "kernel_size": [1, 2], "stride": [1, 3], "padding": [0, 1]}
    assert solved("max_pool2d", **row, ceil_mode=True) == solved("max_pool2d", **row) == ((1, 4),)


def test_means_are_exact():
    assert solved("avg_pool2d", input=[[0.1, 0.2, 0.3]], kernel_size=[1, 3]) == ((Fraction(1, 5),),)
    assert solved("avg_pool2d", input=np.array([[1, 1, 0]]), kernel_size=[1, 3]) == ((Fraction(2, 3),),)


def test_windows_far_larger_than_the_image():
    """All the pixels, and 10⁴⁰ places."""
    huge = {"input": [[1, 2], [3, 4]], "kernel_size": 10**40, "padding": 5 * 10**39}
    assert solved("max_pool2d", **huge) == ((4,),)
    assert solved("avg_pool2d", **huge) == ((Fraction(10, 10**80),),)
    assert solved("avg_pool2d", **huge, count_include_pad=False) == ((2.5,),)


@pytest.mark.parametrize(
    ("mistake", "inputs", "value"),
    [
        ("averaged", {"kernel_size": 2}, ((3.5, 5.5), (11.5, 13.5))),
        ("stride_one", {"kernel_size": 3}, ((11, 12), (15, 16))),
        ("stride_kernel", {"kernel_size": 2, "stride": 1}, ((6, 8), (14, 16))),
        ("no_padding", {"kernel_size": 2, "padding": 1}, ((6, 8), (14, 16))),
        ("no_dilation", {"kernel_size": 2, "dilation": 3, "stride": 2}, ((6, 8), (14, 16))),
        ("rounded_down", {"kernel_size": 3, "ceil_mode": True}, ((11,),)),
        ("rounded_up", {"kernel_size": 3}, ((11, 12), (15, 16))),
    ],
)
def test_what_comes_out_of_max_pooling_the_wrong_way(mistake, inputs, value):
    worked = solver("max_pool2d", input=SQUARE, **inputs)
    assert worked.mistake_value(mistake) == value != worked.result_value()


def test_zeros_beside_negative_values():
    worked = solver("max_pool2d", input=[[-5, -4, -3]] * 3, kernel_size=3, stride=1, padding=1)
    assert worked.mistake_value("zeros_counted") == ((0, 0, 0), (0, -3, 0), (0, 0, 0))
    assert worked.result_value() == ((-4, -3, -3),) * 3


@pytest.mark.parametrize(
    ("mistake", "inputs", "value"),
    [
        ("largest", {"kernel_size": 2}, ((6, 8), (14, 16))),
        ("not_divided", {"kernel_size": 2}, ((14, 22), (46, 54))),
        ("stride_one", {"kernel_size": 3}, ((6, 7), (10, 11))),
        ("stride_kernel", {"kernel_size": 2, "stride": 1}, ((3.5, 5.5), (11.5, 13.5))),
        ("no_padding", {"kernel_size": 2, "padding": 1}, ((3.5, 5.5), (11.5, 13.5))),
        ("rounded_down", {"kernel_size": 3, "ceil_mode": True}, ((6,),)),
        ("rounded_up", {"kernel_size": 3}, ((6, 8), (14, 16))),
    ],
)
def test_what_comes_out_of_average_pooling_the_wrong_way(mistake, inputs, value):
    worked = solver("avg_pool2d", input=SQUARE, **inputs)
    assert worked.mistake_value(mistake) == value != worked.result_value()


def test_counting_otherwise_is_told_apart():
    given = {"input": [[8, 8], [8, 8]], "kernel_size": 2, "padding": 1}
    pixels = solver("avg_pool2d", **given).mistakes_of("output")
    assert pixels["counts.padding_left_out"] == ((8, 8), (8, 8))
    padded = solver("avg_pool2d", **given, count_include_pad=False).mistakes_of("output")
    assert padded["counts.padding_counted"] == padded["counts.whole_kernel"] == ((2, 2), (2, 2))


def test_counts_stay_out_of_a_working_without_borders():
    plain = solver("avg_pool2d", input=SQUARE, kernel_size=2).working()
    assert [line.name for line in plain] == ["sums", "output"]
    assert plain[1].formula == r"y_{i,j} = \frac{s_{i,j}}{K^2}"
    padded = solver("avg_pool2d", input=SQUARE, kernel_size=2, padding=1).working()
    assert [line.name for line in padded] == ["sums", "counts", "output"]
    column, row = r"\begin{bmatrix} 2 \\ 2 \\ 2 \end{bmatrix}", r"\begin{bmatrix} 2 & 2 & 2 \end{bmatrix}"
    assert padded[1].numbers == rf"{column} \times {row}"


def test_a_learners_own_sums_are_carried_on():
    worked = solver("avg_pool2d", input=SQUARE, kernel_size=2)
    assert worked.work({"sums": [[4, 8], [12, 16]]})["output"] == ((1, 2), (3, 4))
    for misshapen in ([[4, 8]], [4, 8], 4):
        with pytest.raises(GivenError, match="the output cannot be worked"):
            worked.work({"sums": misshapen})


def test_the_working_shows_windows():
    (line,) = solver("max_pool2d", input=[[1, -2], [0.5, 4]], kernel_size=2).working()
    assert line.numbers == r"\max(1, -2, 0.5, 4)"
    sums, output = solver("avg_pool2d", input=[[1, -2], [0.5, 4]], kernel_size=2).working()
    assert (sums.numbers, output.numbers) == ("1 + (-2) + 0.5 + 4", r"\frac{3.5}{4}")


@pytest.mark.parametrize("name", ["max_pool2d", "avg_pool2d"])
@pytest.mark.parametrize(
    ("inputs", "sentence"),
    [
        ({"kernel_size": 3, "padding": 2}, "padding is 2; it may be at most half the kernel, 1"),
        (
            {"kernel_size": [1, 4], "padding": [0, 3]},
            "padding is [0, 3]; it may be at most half the kernel, 2",
        ),
        ({"kernel_size": 5}, "kernel_size is 5 and reaches over 5 pixels, but the padded input has only 4"),
        (
            {"kernel_size": 5, "stride": 2, "ceil_mode": True},
            "kernel_size is 5 and reaches over 5 pixels, but the padded input has only 4",
        ),
        ({"kernel_size": 0}, "kernel_size is 0; it must be a whole number or a pair of them"),
        ({"kernel_size": 2, "stride": 0}, "stride is 0; it must be a whole number or a pair of them"),
        ({"kernel_size": 2, "ceil_mode": 1}, "ceil_mode is 1; it must be true or false"),
        ({"kernel_size": 2, "input": [1, 2]}, "input is [1, 2], of 1 axes; it may have 2, 4 axes"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_reason(name, inputs, sentence):
    with pytest.raises(GivenError, match=f"^{re.escape(sentence)}"):
        solved(name, **{"input": SQUARE, **inputs})


def test_a_window_with_nothing_but_padding_is_refused():
    """PyTorch answers −∞."""
    with pytest.raises(GivenError, match=r"^dilation is 3; with taps so far apart, a window meets nothing"):
        solved("max_pool2d", input=[[1, 2], [3, 4]], kernel_size=2, padding=1, dilation=3)


def test_sums_out_of_range_are_refused():
    with pytest.raises(GivenError, match=r"^input.*: the output cannot be worked"):
        solved("avg_pool2d", input=np.full((20, 20), 1e308), kernel_size=2)
