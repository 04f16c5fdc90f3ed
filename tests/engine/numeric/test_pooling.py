"""Pooling as a library: held to windows that are looked at one by one."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.engine.numeric.pooling import avg_pool2d, max_pool2d


def starts(size, kernel, stride, padding, dilation, *, ceil_mode):
    """Window after window: as long as one fits, and in ceil mode once more where pixels are left."""
    end, reach = size + padding, dilation * (kernel - 1)
    found = [start for start in range(-padding, end, stride) if start + reach < end]
    following = found[-1] + stride
    return [*found, following] if ceil_mode and found[-1] + reach < end - 1 and following < size else found


@st.composite
def pools(draw):
    kernel, stride = (draw(st.tuples(st.integers(1, 4), st.integers(1, 5))) for _ in range(2))
    padding = tuple(draw(st.integers(0, side // 2)) for side in kernel)
    dilation = draw(st.sampled_from([(1, 1), (1, 1), (2, 1), (1, 3)]))
    sides = [
        max(1, gap * (side - 1) + 1 - 2 * more) + draw(st.integers(0, 6))
        for side, gap, more in zip(kernel, dilation, padding, strict=True)
    ]
    rng = np.random.default_rng(draw(st.integers(0, 1000)))
    return rng.integers(-9, 10, (2, *sides)), (kernel, stride, padding, dilation), draw(st.booleans())


@settings(max_examples=250, derandomize=True, deadline=None)
@given(pools(), st.booleans())
def test_each_window_by_itself(pool, count_include_pad):
    images, (kernel, stride, padding, dilation), ceil_mode = pool
    axes = list(zip(images.shape[1:], kernel, stride, padding, dilation, strict=True))
    rows, columns = (starts(*axis, ceil_mode=ceil_mode) for axis in axes)
    largest, means = np.full((2, 2, len(rows), len(columns)), None)
    for i, top in enumerate(rows):
        for j, left in enumerate(columns):
            ys = [top + tap * dilation[0] for tap in range(kernel[0])]
            xs = [left + tap * dilation[1] for tap in range(kernel[1])]
            places = sum(y < images.shape[1] + padding[0] for y in ys)
            places *= sum(x < images.shape[2] + padding[1] for x in xs)
            ys = [y for y in ys if 0 <= y < images.shape[1]]
            xs = [x for x in xs if 0 <= x < images.shape[2]]
            if not ys or not xs:
                with pytest.raises(ValueError, match="meets no pixel"):
                    max_pool2d(images, kernel, stride, padding, dilation, ceil_mode=ceil_mode)
                return
            window = images[:, ys][:, :, xs]
            largest[:, i, j] = window.max(axis=(1, 2))
            count = places if count_include_pad else len(ys) * len(xs)
            means[:, i, j] = [Fraction(int(total), count) for total in window.sum(axis=(1, 2))]
    for dtype in (np.float32, np.float64, np.int64):
        found = max_pool2d(images.astype(dtype), kernel, stride, padding, dilation, ceil_mode=ceil_mode)
        assert found.dtype == dtype
        assert np.array_equal(found, largest)
    if dilation == (1, 1):
        options = {"ceil_mode": ceil_mode, "count_include_pad": count_include_pad}
        exact = np.vectorize(Fraction, otypes=[object])(images)
        assert np.array_equal(avg_pool2d(exact, kernel, stride, padding, **options), means)
        for dtype, close in ((np.float32, 1e-5), (np.float64, 1e-13), (np.int64, 1e-13)):
            found = avg_pool2d(images.astype(dtype), kernel, stride, padding, **options)
            assert found.dtype == (np.float64 if dtype == np.int64 else dtype)
            assert np.allclose(found, means.astype(float), rtol=close, atol=close)


def test_images_are_left_as_they_were():
    images = np.arange(16.0).reshape(4, 4)
    for pool in (max_pool2d, avg_pool2d):
        for kernel in ((1, 1), (2, 2), (3, 3)):
            pool(images, kernel)[...] = -1
    assert np.array_equal(images, np.arange(16.0).reshape(4, 4))


def test_the_stride_is_the_kernel_unless_given():
    images = np.arange(30.0).reshape(5, 6)
    assert np.array_equal(max_pool2d(images, (2, 3)), max_pool2d(images, (2, 3), (2, 3)))


@pytest.mark.parametrize("pool", [max_pool2d, avg_pool2d])
@pytest.mark.parametrize(("kernel", "padding"), [((3, 1), (2, 0)), ((1, 5), (0, 0)), ((6, 6), (1, 1))])
def test_what_does_not_fit_is_a_value_error(pool, kernel, padding):
    with pytest.raises(ValueError, match="too large"):
        pool(np.zeros((3, 3)), kernel, None, padding)
