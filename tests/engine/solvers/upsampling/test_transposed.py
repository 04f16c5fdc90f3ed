"""Transposed convolution: sizes, stamps, overlaps, and what is refused."""

import re
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.engine.numeric.transposed_convolution import conv_transpose2d
from studyapp.engine.registry import find_solver
from studyapp.errors import GivenError


def solved(name, **inputs):
    return find_solver(name)(**inputs).result_value()


@pytest.mark.parametrize(
    ("size", "options", "output"),
    [
        (2, {"kernel_size": 3}, 4),
        (6, {"kernel_size": 4, "padding": 2}, 5),
        (5, {"kernel_size": 3, "padding": 1}, 5),
        (7, {"kernel_size": 3, "padding": 2}, 5),
        (2, {"kernel_size": 3, "stride": 2}, 5),
        (3, {"kernel_size": 3, "stride": 2, "padding": 1}, 5),
        (3, {"kernel_size": 3, "stride": 2, "padding": 1, "output_padding": 1}, 6),
    ],
)
def test_the_figures_of_dumoulin_and_visin(size, options, output):
    """A guide to convolution arithmetic for deep learning (2016), figures 4.1 to 4.7."""
    assert solved("conv_transpose_output_size", size=size, **options) == output


def test_the_generator_of_dcgan_grows_from_1_to_64():
    """Radford et al. 2016: 1, 4, 8, 16, 32, 64."""
    side = solved("conv_transpose_output_size", size=1, kernel_size=4)
    sides = [side]
    while side < 64:
        side = solved("conv_transpose_output_size", size=side, kernel_size=4, stride=2, padding=1)
        sides.append(side)
    assert sides == [4, 8, 16, 32, 64]


def test_sizes_are_exact_at_any_size():
    assert solved("conv_transpose_output_size", size=10**40, kernel_size=3, stride=10**20) == (
        (10**40 - 1) * 10**20 + 3
    )


def test_each_mistake_of_the_size_gives_its_value():
    """W = 5, K = 4, S = 3, P = 1, output padding 2: (5 − 1)·3 − 2 + 4 + 2 = 16."""
    solver = find_solver("conv_transpose_output_size")(
        size=5, kernel_size=4, stride=3, padding=1, output_padding=2
    )
    assert solver.result_value() == 16
    made = solver.mistakes_of("output")
    wanted = {
        "ordinary": (5 - 4 + 2) // 3 + 1,
        "padding_added": 4 * 3 + 2 + 4,
        "padding_added_too": 4 * 3 + 2 + 4 + 2,
        "no_output_padding": 4 * 3 - 2 + 4,
        "multiplied": 5 * 3,
        "one_side": 4 * 3 - 1 + 4 + 2,
        "both_ends": 4 * 3 - 2 + 4 + 4,
        "span.stride_too_many": 5 * 3 - 2 + 4 + 2,
        "span.no_stride": 4 - 2 + 4 + 2,
    }
    assert {name: made[name] for name in wanted} == wanted


TWO_BY_TWO = {"input": [[0, 1], [2, 3]], "weight": [[0, 1], [2, 3]]}


def test_the_example_of_dive_into_deep_learning():
    """Zhang et al., section 14.10: plain, then with padding 1, then with stride 2."""
    assert solved("conv_transpose2d", **TWO_BY_TWO) == ((0, 0, 1), (0, 4, 6), (4, 12, 9))
    assert solved("conv_transpose2d", **TWO_BY_TWO, padding=1) == ((4,),)
    assert solved("conv_transpose2d", **TWO_BY_TWO, stride=2) == (
        (0, 0, 0, 1),
        (0, 0, 2, 3),
        (0, 2, 0, 3),
        (4, 6, 6, 9),
    )


def test_decimals_stay_as_written():
    """0.1·3 + 0.2·2 = 0.7, not 0.7000000000000001."""
    found = solved("conv_transpose2d", input=[[0.1, 0.2]], weight=[[2, 3]])
    assert found == ((Fraction(1, 5), Fraction(7, 10), Fraction(3, 5)),)


def test_output_padding_shows_more_of_the_canvas_then_zeros():
    """Stamps 1 2 3 two apart; padding 1 hides what output padding brings back."""
    stamps = {"input": [[1, 1]], "weight": [[1, 2, 3]], "stride": [1, 2]}
    assert solved("conv_transpose2d", **stamps) == ((1, 2, 4, 2, 3),)
    assert solved("conv_transpose2d", **stamps, padding=[0, 1]) == ((2, 4, 2),)
    assert solved("conv_transpose2d", **stamps, padding=[0, 1], output_padding=[0, 1]) == ((2, 4, 2, 3),)
    assert solved("conv_transpose2d", **stamps, output_padding=[0, 1]) == ((1, 2, 4, 2, 3, 0),)


def test_the_bias_stands_where_no_stamp_falls_too():
    found = solved("conv_transpose2d", input=[[1, 1]], weight=[[5]], stride=[1, 3], bias=2)
    assert found == ((7, 2, 2, 7),)


def convolved(image, kernel, stride, padding, dilation):
    """An ordinary convolution by its definition."""
    padded = np.pad(image, [(p, p) for p in padding])
    reach = [d * (k - 1) + 1 for d, k in zip(dilation, kernel.shape, strict=True)]
    sides = [(n - r) // s + 1 for n, r, s in zip(padded.shape, reach, stride, strict=True)]
    found = np.zeros(sides)
    for (i, j), (k, m) in product(np.ndindex(*sides), np.ndindex(*kernel.shape)):
        found[i, j] += padded[i * stride[0] + k * dilation[0], j * stride[1] + m * dilation[1]] * kernel[k, m]
    return found


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.data())
def test_it_is_the_adjoint_of_convolution(data):
    """⟨conv(x), y⟩ = ⟨x, transposed(y)⟩ for every x and y: that is what the name says."""
    pair = lambda low, high: [data.draw(st.integers(low, high)) for _ in range(2)]  # noqa: E731
    kernel, stride, dilation, padding = pair(1, 3), pair(1, 3), pair(1, 2), pair(0, 1)
    sides = [d * (k - 1) + 1 + data.draw(st.integers(0, 4)) for d, k in zip(dilation, kernel, strict=True)]
    rng = np.random.default_rng(data.draw(st.integers(0, 99)))
    x, weight = rng.standard_normal(sides), rng.standard_normal(kernel)
    forward = convolved(x, weight, stride, padding, dilation)
    y = rng.standard_normal(forward.shape)
    left_over = [
        (n + 2 * p - d * (k - 1) - 1) % s
        for n, p, d, k, s in zip(sides, padding, dilation, kernel, stride, strict=True)
    ]
    back = solved(
        "conv_transpose2d",
        input=y,
        weight=weight,
        stride=stride,
        padding=padding,
        dilation=dilation,
        output_padding=left_over,
    )
    assert np.shape(back) == x.shape
    assert np.vdot(forward, y) == pytest.approx(np.vdot(x, np.array(back)))


def test_groups_keep_to_themselves():
    """Two groups: each is a convolution of its own half."""
    rng = np.random.default_rng(1)
    images, weight = rng.standard_normal((2, 4, 3, 2)), rng.standard_normal((4, 3, 2, 2))
    together = np.array(solved("conv_transpose2d", input=images, weight=weight, groups=2, stride=2))
    halves = [
        np.array(solved("conv_transpose2d", input=images[:, part], weight=weight[part], stride=2))
        for part in (slice(0, 2), slice(2, 4))
    ]
    assert together == pytest.approx(np.concatenate(halves, axis=1))


def test_each_mistake_of_the_stamps_shows():
    """1 and 2, stamped with 3 4 5, two apart: 3 4 5+6 8 10."""
    solver = find_solver("conv_transpose2d")(
        input=[[1, 2]], weight=[[3, 4, 5]], stride=[1, 2], padding=[0, 1], output_padding=[0, 1], bias=10
    )
    assert solver.value("canvas") == ((3, 4, 11, 8, 10),)
    assert solver.result_value() == ((14, 21, 18, 20),)
    assert solver.mistake_value("flipped") == ((((5, 4, 3),), ((10, 8, 6),)),)
    assert solver.mistake_value("overwritten") == ((3, 4, 6, 8, 10),)
    assert solver.mistake_value("no_stride") == ((3, 10, 13, 10),)
    assert solver.mistake_value("side_by_side") == ((3, 4, 5, 6, 8, 10),)
    assert solver.mistake_value("size_with_padding") == (1, 8)
    assert solver.mistake_value("size_without_more") == (1, 3)
    assert solver.mistake_value("size_cut_once") == (1, 5)
    assert solver.mistake_value("not_cut") == ((3, 4, 11, 8, 10),)
    assert solver.mistake_value("zeros_around") == ((0, 3, 4, 11, 8, 10, 0, 0),)
    assert solver.mistake_value("more_in_front") == ((3, 4, 11, 8),)
    assert solver.mistake_value("no_bias") == ((4, 11, 8, 10),)
    assert solver.mistake_value("bias_in_stamps") == ((14, 31, 18, 20),)
    carried = solver.mistakes_of("output")
    assert carried["stamps.flipped"] == ((14, 23, 18, 16),)


def test_a_learners_own_stamps_are_carried_on():
    solver = find_solver("conv_transpose2d")(input=[[1, 2]], weight=[[3, 4]])
    assert solver.work({"stamps": ((((3, 4),), ((6, 9),)),)})["output"] == ((3, 10, 9),)
    assert solver.work({"canvas": ((1, 2, 3),)})["output"] == ((1, 2, 3),)


def test_the_working_shows_stamps_sums_and_the_cut():
    solver = find_solver("conv_transpose2d")(input=[[1, -2]], weight=[[3, 4]], padding=[0, 1], bias=0.5)
    lines = {line.name: line for line in solver.working()}
    assert list(lines) == ["stamps", "full_size", "canvas", "output_size", "cut", "output"]
    assert r"1 \times \begin{bmatrix} 3 & 4 \end{bmatrix}" in lines["stamps"].numbers
    assert "4 + (-6)" in lines["canvas"].numbers
    assert lines["output"].numbers.endswith("+ 0.5")
    plain = find_solver("conv_transpose2d")(input=[[1, -2]], weight=[[3, 4]])
    assert [line.name for line in plain.working()] == ["stamps", "full_size", "canvas", "output"]


IMAGE, KERNEL = [[1, 2], [3, 4]], [[1, 1], [1, 1]]
CHANNELS = [[[[1]], [[2]]]]


@pytest.mark.parametrize(
    ("inputs", "sentence"),
    [
        (
            {"output_padding": 1},
            "output_padding is [1, 1]; it must be below stride or dilation, so at most [0, 0]",
        ),
        (
            {"stride": [2, 1], "output_padding": [1, 1]},
            "output_padding is [1, 1]; it must be below stride or dilation, so at most [1, 0]",
        ),
        ({"padding": [0, 2]}, "padding is 2; cut off on both sides, it leaves nothing of 3 pixels"),
        ({"groups": 2}, "groups is 2; it must divide in_channels, 1"),
        ({"weight": [[[[1]]]]}, "weight has 4 axes; it must have as many as input, 2"),
        ({"bias": [1]}, "bias is a list; for an image of shape (H, W) it must be a number"),
        (
            {"input": CHANNELS, "weight": [[[[1]]]]},
            "weight is for 1 channels; it must be for those of input, 2",
        ),
        (
            {"input": CHANNELS, "weight": [[[[1]]], [[[1]]]], "bias": 1},
            "bias is 1; it must be a list of 1 numbers, one an output channel",
        ),
        (
            {"input": CHANNELS, "weight": [[[[1]]], [[[1]]]], "bias": [1, 2]},
            "bias is [1, 2]; it must be a list of 1 numbers",
        ),
        (
            {"stride": [1, 10**9]},
            "stride is [1, 1000000000]; that makes 3000000006 values, and at most 16777216",
        ),
        ({"dilation": 10**12}, "dilation is [1000000000000, 1000000000000]; that makes"),
        (
            {"input": np.ones((1, 1, 2000, 2000)), "weight": np.ones((1, 1, 3, 3))},
            "input is array(1×1×2000×2000); that makes 36000000 values",
        ),
    ],
)
def test_what_does_not_fit_is_refused_with_the_reason(inputs, sentence):
    with pytest.raises(GivenError, match=f"^{re.escape(sentence)}"):
        solved("conv_transpose2d", **{"input": IMAGE, "weight": KERNEL, **inputs})


@pytest.mark.parametrize(
    ("inputs", "sentence"),
    [
        ({"output_padding": 1}, "output_padding is 1; it must be below stride or dilation, so at most 0"),
        (
            {"padding": 3},
            "padding is 3; cut off on both sides, it leaves nothing of 6 pixels (output_padding is 0)",
        ),
        ({"padding": 10**40}, "padding is 10^40…; cut off on both sides"),
    ],
)
def test_sizes_that_cannot_be_are_refused(inputs, sentence):
    with pytest.raises(GivenError, match=f"^{re.escape(sentence)}"):
        solved("conv_transpose_output_size", size=4, kernel_size=3, **inputs)


def test_sums_beyond_a_double_are_refused():
    with pytest.raises(GivenError, match="out of range"):
        solved("conv_transpose2d", input=np.full((20, 20), 1e308), weight=[[1, 1]])


def test_large_arrays_keep_their_precision():
    rng = np.random.default_rng(0)
    images = rng.standard_normal((2, 4, 20, 20)).astype(np.float32)
    weight = rng.standard_normal((4, 3, 3, 3)).astype(np.float32)
    bias = rng.standard_normal(3).astype(np.float32)
    options = {"stride": (2, 2), "padding": (1, 1), "output_padding": (1, 1)}
    found = conv_transpose2d(images, weight, bias, **options)
    assert found.dtype == np.float32
    assert found.shape == (2, 3, 40, 40)
    wanted = solved("conv_transpose2d", input=images, weight=weight, bias=bias, **options)
    assert found == pytest.approx(np.array(wanted), rel=1e-4, abs=1e-4)


def test_channels_that_do_not_meet_are_refused_by_the_numeric_route():
    with pytest.raises(ValueError, match="3 channels, kernels for 2, 1 groups"):
        conv_transpose2d(np.ones((1, 3, 2, 2)), np.ones((2, 1, 2, 2)))
