"""Convolution as a library: held to a plain sum over windows, however it is cut into blocks."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.engine.numeric import convolution
from studyapp.engine.numeric.convolution import conv2d

pairs = st.tuples(st.integers(1, 3), st.integers(1, 4))


def plainly(images, kernels, *, stride, padding, dilation, groups):
    """One output after the other."""
    outputs, depth, height, width = kernels.shape
    padded = np.pad(images, [(0, 0), (0, 0), *[(more, more) for more in padding]])
    rows = range(0, padded.shape[2] - dilation[0] * (height - 1), stride[0])
    columns = range(0, padded.shape[3] - dilation[1] * (width - 1), stride[1])
    found = np.zeros((len(images), outputs, len(rows), len(columns)), images.dtype)
    for filter_, kernel in enumerate(kernels):
        first = filter_ // (outputs // groups) * depth
        for i, top in enumerate(rows):
            for j, left in enumerate(columns):
                ys = [top + tap * dilation[0] for tap in range(height)]
                xs = [left + tap * dilation[1] for tap in range(width)]
                window = padded[:, first : first + depth][:, :, ys][:, :, :, xs]
                found[:, filter_, i, j] = (window * kernel).sum(axis=(1, 2, 3))
    return found


@st.composite
def layers(draw):
    groups, depth, each, samples = (draw(st.integers(1, 3)) for _ in range(4))
    kernel, stride, dilation = draw(pairs), draw(pairs), draw(st.tuples(st.integers(1, 3), st.integers(1, 2)))
    padding = draw(st.tuples(st.integers(0, 2), st.integers(0, 3)))
    sides = [
        max(1, gap * (side - 1) + 1 - 2 * more) + draw(st.integers(0, 5))
        for side, gap, more in zip(kernel, dilation, padding, strict=True)
    ]
    rng = np.random.default_rng(draw(st.integers(0, 1000)))
    images = rng.integers(-9, 10, (samples, groups * depth, *sides))
    kernels = rng.integers(-9, 10, (groups * each, depth, *kernel))
    return images, kernels, (stride, padding, dilation, groups)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(layers(), st.sampled_from([1, 40, 300, 1 << 20]), st.sampled_from([1, 30, 1 << 16]))
def test_it_is_the_sum_over_windows(layer, block, strip):
    images, kernels, (stride, padding, dilation, groups) = layer
    options = {"stride": stride, "padding": padding, "dilation": dilation, "groups": groups}
    expected = plainly(images, kernels, **options)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(convolution, "BLOCK", block)
        patch.setattr(convolution, "STRIP", strip)
        for dtype in (np.float32, np.float64):
            found = conv2d(images.astype(dtype), kernels.astype(dtype), **options)
            assert found.dtype == dtype
            assert np.array_equal(found, expected)  # whole numbers, so that nothing is rounded
        whole = conv2d(images, kernels, **options)
    assert whole.dtype == np.float64
    assert np.array_equal(whole, expected)


def test_fractions_stay_exact():
    images, kernels = np.full((1, 2, 3, 3), Fraction(1, 3)), np.full((2, 2, 2, 2), Fraction(1, 7))
    found = conv2d(images, kernels, np.array([Fraction(1, 2), Fraction(0)]), padding=(1, 0))
    assert found.shape == (1, 2, 4, 2)
    assert found[0, 0, 1, 1] == Fraction(8, 21) + Fraction(1, 2)
    assert found[0, 1, 0, 0] == Fraction(4, 21)


def test_a_bias_is_added_to_its_own_filter():
    images, kernels = np.ones((2, 4, 3, 3), np.float32), np.ones((6, 2, 3, 3), np.float32)
    found = conv2d(images, kernels, np.arange(6, dtype=np.float32), groups=2)
    assert found.dtype == np.float32
    assert np.array_equal(found[:, :, 0, 0], [[18, 19, 20, 21, 22, 23]] * 2)


def test_inputs_are_left_as_they_were_and_may_lie_anyhow():
    rng = np.random.default_rng(5)
    images, kernels = rng.standard_normal((6, 7, 3, 2)), rng.standard_normal((3, 3, 4, 3))
    before = images.copy()
    turned = conv2d(images.transpose(3, 2, 0, 1), kernels[:, :, ::-1].transpose(2, 3, 0, 1), padding=(1, 1))
    straight = conv2d(
        np.ascontiguousarray(images.transpose(3, 2, 0, 1)),
        np.ascontiguousarray(kernels[:, :, ::-1].transpose(2, 3, 0, 1)),
        padding=(1, 1),
    )
    assert np.allclose(turned, straight)
    assert np.array_equal(images, before)


def test_what_fills_up_a_row_may_overflow_unheard():
    """Beside the image's end a window is begun that nobody asked for: 10³⁰⁸ and 10³⁰⁸ meet only there."""
    images = np.zeros((1, 1, 2, 4))
    images[0, 0, 0, 3] = images[0, 0, 1, 0] = 1e308
    assert np.isfinite(conv2d(images, np.ones((1, 1, 1, 2)))).all()


@pytest.mark.parametrize(
    ("images", "kernels", "options"),
    [
        ((1, 3, 4, 4), (2, 2, 2, 2), {}),
        ((1, 4, 4, 4), (3, 2, 2, 2), {"groups": 2}),
        ((1, 4, 4, 4), (4, 4, 2, 2), {"groups": 0}),
        ((1, 1, 4, 4), (1, 1, 5, 1), {}),
        ((1, 1, 4, 4), (1, 1, 1, 3), {"dilation": (1, 2), "padding": (1, 0)}),
    ],
)
def test_what_does_not_fit_is_a_value_error(images, kernels, options):
    with pytest.raises(ValueError, match=r"channels|spans"):
        conv2d(np.zeros(images), np.zeros(kernels), **options)
