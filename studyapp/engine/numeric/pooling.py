"""Pooling of images: first down, then across, a step for each tap of the window, all windows at once.

Arrays have their images on the last two axes. float32 stays float32, float64 float64, and fractions (dtype
object) stay exact. Windows are PyTorch's: with `ceil_mode` one may hang over the end, but none starts beyond
the image, in the padding. Each function raises ValueError for a padding above half the kernel, for a kernel
larger than the padded image, and where a window meets no pixel since its taps lie apart.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]
Pair: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Windows:
    """The windows along one axis of an image; places count from its first pixel, padding is below 0."""

    size: int
    """Pixels of the image."""
    kernel: int
    stride: int
    padding: int
    dilation: int = 1
    ceil_mode: bool = False

    @property
    def count(self) -> int:
        """How many there are."""
        moves, rest = divmod(
            self.size + 2 * self.padding - self.dilation * (self.kernel - 1) - 1, self.stride
        )
        hanging = self.ceil_mode and rest and (moves + 1) * self.stride < self.size + self.padding
        return moves + 1 + bool(hanging)

    def taps(self) -> Iterator[tuple[slice, slice]]:
        """For each tap that meets the image: the windows in which it does, and its pixels."""
        last = (self.count - 1) * self.stride - self.padding  # where the last window starts
        nearest = -(-max(0, -last) // self.dilation)
        farthest = min(self.kernel - 1, (self.size - 1 + self.padding) // self.dilation)
        for tap in range(nearest, farthest + 1):
            at = tap * self.dilation - self.padding  # in the first window
            first = -(-max(0, -at) // self.stride)
            after = min(self.count, (self.size - 1 - at) // self.stride + 1)
            if first < after:
                start = at + first * self.stride
                stop = start + (after - first - 1) * self.stride + 1
                yield slice(first, after), slice(start, stop, self.stride)

    def firsts(self) -> list[int]:
        """The first pixel of each window; raises ValueError where one has none."""
        starts = (window * self.stride - self.padding for window in range(self.count))
        firsts = [start + self.dilation * (-(-max(0, -start) // self.dilation)) for start in starts]
        if max(firsts) >= self.size:
            raise ValueError(f"a window meets no pixel: {self}")
        return firsts

    def lengths(self, *, with_padding: bool) -> list[int]:
        """How many places each window has: of the padded image, or only pixels."""
        low, high = (-self.padding, self.size + self.padding) if with_padding else (0, self.size)
        starts = (window * self.stride - self.padding for window in range(self.count))
        return [min(start + self.kernel, high) - max(start, low) for start in starts]


def windows_of(
    sides: Pair,
    kernel: Pair,
    stride: Pair,
    padding: Pair,
    dilation: Pair = (1, 1),
    *,
    ceil_mode: bool = False,
) -> tuple[Windows, Windows]:
    """The windows down and across an image; raises ValueError where they do not fit."""
    down, across = (
        Windows(*axis, ceil_mode) for axis in zip(sides, kernel, stride, padding, dilation, strict=True)
    )
    for axis in (down, across):
        if axis.count < 1 or 2 * axis.padding > axis.kernel:
            raise ValueError(f"the kernel is too large for the image, or the padding for it: {axis}")
    return down, across


def max_pool2d(
    images: Array,
    kernel: Pair,
    stride: Pair | None = None,
    padding: Pair = (0, 0),
    dilation: Pair = (1, 1),
    *,
    ceil_mode: bool = False,
) -> Array:
    """The largest pixel of each window, PyTorch's `max_pool2d`; padding never is the largest."""
    sides = (images.shape[-2], images.shape[-1])
    down, across = windows_of(sides, kernel, stride or kernel, padding, dilation, ceil_mode=ceil_mode)
    return window_maxima(images, down, across)


def avg_pool2d(
    images: Array,
    kernel: Pair,
    stride: Pair | None = None,
    padding: Pair = (0, 0),
    *,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
) -> Array:
    """The mean of each window, PyTorch's `avg_pool2d`; of whole numbers in float64.

    Its sum is divided by its places in the padded image, or with `count_include_pad=False` by its pixels;
    what hangs over the padding's end in ceil mode never counts.
    """
    sides = (images.shape[-2], images.shape[-1])
    down, across = windows_of(sides, kernel, stride or kernel, padding, ceil_mode=ceil_mode)
    sums = window_sums(images if images.dtype.kind in "fO" else images.astype(np.float64), down, across)
    return window_means(sums, window_counts(down, across, count_include_pad=count_include_pad))


def window_maxima(images: Array, down: Windows, across: Windows) -> Array:
    """The largest pixel of each window; raises ValueError where one meets none."""
    return _pooled(np.maximum, _pooled(np.maximum, images, down, -2), across, -1)


def window_sums(images: Array, down: Windows, across: Windows) -> Array:
    """The sum of each window's pixels."""
    return _pooled(np.add, _pooled(np.add, images, down, -2), across, -1)


def window_counts(down: Windows, across: Windows, *, count_include_pad: bool = True) -> Array:
    """What each window's sum is divided by for its mean: (H', W'), whole numbers."""
    heights, widths = (axis.lengths(with_padding=count_include_pad) for axis in (down, across))
    dtype = np.int64 if max(heights) * max(widths) < 2**63 else object
    return np.outer(np.array(heights, dtype), np.array(widths, dtype))


def window_means(sums: Array, counts: Array) -> Array:
    """Each sum divided by its count, in the sums' own precision."""
    return np.asarray(sums / counts.astype(sums.dtype, copy=False))


def _pooled(gather: Callable[..., Any], images: Array, windows: Windows, axis: int) -> Array:
    """The pixels of each window along one axis, gathered by a ufunc: `np.maximum` or `np.add`."""
    everywhere = slice(0, windows.count)
    taps = list(windows.taps())
    whole = [pixels for where, pixels in taps if where == everywhere]
    with np.errstate(all="ignore"):
        if len(whole) > 1:
            found: Array = gather(images[_along(axis, whole[0])], images[_along(axis, whole[1])])
            rest = [tap for tap in taps if tap[1] not in whole[:2]]
        else:
            found, rest = images.take(windows.firsts(), axis), taps  # which a maximum may well meet twice
            if gather is np.add:
                found.fill(0)
        for where, pixels in rest:
            part = found[_along(axis, where)]
            gather(part, images[_along(axis, pixels)], out=part)
    return found


def _along(axis: int, places: slice) -> tuple[Any, ...]:
    """The index of some places along the last axis, or the one before it."""
    return (..., places) if axis == -1 else (..., places, slice(None))
