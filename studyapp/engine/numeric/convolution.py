"""Convolution of images: windows laid side by side as rows of a matrix, and one product for all filters.

Windows that overlap are not copied one by one. The rows of an image that a kernel spans are laid beside each
other, pixel by pixel, so that a window is one unbroken run of them. Windows that do not overlap then make a
matrix, and a few such matrices, each begun a stride later, hold all windows (Cho & Brand 2017, MEC:
Memory-efficient Convolution for Deep Neural Network, share memory in a like way). With a 3×3 kernel at stride
1, that takes a third of the room of one window a row.
"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from math import prod
from typing import Any, TypeAlias

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]
Pair: TypeAlias = tuple[int, int]

BLOCK = 1 << 20
"""Entries of the columns that are laid out at a time: enough for a fast product, few enough for the cache."""

STRIP = 1 << 16
"""Entries that are gathered before they go to the columns in one long run."""

MOST_KEPT = 1 << 24
"""Bytes of a buffer that is kept for the next convolution: new memory takes longer than what goes into it."""


class _Workspace(threading.local):
    """Each thread's own buffers, by what they are for."""

    def __init__(self) -> None:
        self.kept: dict[str, Array] = {}

    def room(self, purpose: str, shape: tuple[int, ...], dtype: np.dtype[Any]) -> Array:
        """An array with anything in it."""
        size = prod(shape) * dtype.itemsize
        if dtype.kind != "f" or size > MOST_KEPT:
            return np.empty(shape, dtype)
        if purpose not in self.kept or self.kept[purpose].size < size:
            self.kept[purpose] = np.empty(size, np.uint8)
        return self.kept[purpose][:size].view(dtype).reshape(shape)


_workspace = _Workspace()


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where windows lie in the columns; entries are counted, not bytes."""

    rows: int
    """Positions of the kernel down the image."""
    kept: int
    """Positions across it."""
    across: int
    """The same with those that only fill up the row: a multiple of `starts`."""
    starts: int
    """Matrices that hold all windows; the first windows of all, then the second ones, …"""
    pixels: int
    """Pixels of a row of the columns."""
    taps: int
    """How many times a pixel's column stands beside itself, a dilation further each time."""
    window: int
    """Entries of a window."""
    apart: int
    """Entries between the beginnings of neighbouring windows."""

    @property
    def row(self) -> int:
        """Entries of a row of positions."""
        return self.across * self.apart


def conv2d(
    images: Array,
    kernels: Array,
    bias: Array | None = None,
    *,
    stride: Pair = (1, 1),
    padding: Pair = (0, 0),
    dilation: Pair = (1, 1),
    groups: int = 1,
) -> Array:
    """Cross-correlation with zero padding, PyTorch's `conv2d`: (N, C, H, W) and (O, C/groups, h, w).

    The result is (N, O, H', W') with H' = floor((H + 2·padding − dilation·(h − 1) − 1)/stride) + 1 and W'
    likewise; a view in whose memory the channels lie innermost, as the product leaves them. `bias` is (O) or
    None. float32 stays float32, float64 float64, fractions (dtype object) stay exact; whole numbers become
    float64. Raises ValueError where channels and groups do not fit together, or the kernel is too large.
    """
    outputs, depth, *kernel_sides = kernels.shape
    samples, channels, *sides = images.shape
    if groups < 1 or channels != depth * groups or outputs % groups:
        raise ValueError(f"{channels} channels, {outputs} kernels of {depth}, {groups} groups")
    dtype = np.result_type(images, kernels)
    if dtype.kind not in "fO":
        dtype = np.dtype(np.float64)
    padded = [side + 2 * more for side, more in zip(sides, padding, strict=True)]
    positions = _positions(padded, kernel_sides, stride, dilation)
    # with a single position or tap it does not matter how far the next one would be, and it may be very far
    stride, dilation = ((min(at[0], padded[0]), min(at[1], padded[1])) for at in (stride, dilation))
    layout = _layout(kernel_sides, depth, positions, stride[1], dilation[1], sharing=dtype.kind == "f")
    weights = kernels.reshape(groups, outputs // groups, *kernels.shape[1:]).transpose(0, 4, 3, 2, 1)
    weights = weights.astype(dtype, copy=False).reshape(groups, layout.window, -1)
    found = np.empty((samples, layout.rows, layout.across, groups, outputs // groups), dtype)
    for some, block in _blocks(samples, layout, groups):
        sheet = _sheet(images[some], groups, padding, max(padded[1], layout.pixels), dtype)
        for top in range(0, layout.rows, block):
            into = found[some, top : top + block]
            windows = _windows(sheet[:, :, :, top * stride[0] :], layout, kernel_sides, stride, dilation)
            columns = _columns(windows[:, :, : into.shape[1]], layout)
            _multiply(columns, layout, weights, into)
    if bias is not None:
        with np.errstate(all="ignore"):
            found += bias.reshape(groups, -1)
    kept = found[:, :, : layout.kept]
    return kept.reshape(samples, layout.rows, layout.kept, outputs).transpose(0, 3, 1, 2)


def _positions(padded: list[int], kernel: list[int], stride: Pair, dilation: Pair) -> Pair:
    """How many positions the kernel has down and across the padded image; ValueError where it has none."""
    spans = [gap * (side - 1) + 1 for gap, side in zip(dilation, kernel, strict=True)]
    if spans[0] > padded[0] or spans[1] > padded[1]:
        raise ValueError(f"the kernel spans {spans}, the padded image has only {padded}")
    return (padded[0] - spans[0]) // stride[0] + 1, (padded[1] - spans[1]) // stride[1] + 1


def _layout(
    kernel: list[int], depth: int, positions: Pair, stride: int, dilation: int, *, sharing: bool
) -> _Layout:
    """Windows that share pixels where they overlap; each with its own where they don't, or may not."""
    column = kernel[0] * depth
    rows, kept = positions
    if not (sharing and dilation == 1 and 1 < kernel[1] > stride):
        window = kernel[1] * column
        return _Layout(rows, kept, kept, 1, kept, kernel[1], window, window)
    starts = -(-kernel[1] // stride)
    # the last window reaches over the strides of those that start beyond the image
    across = -(-(kept + starts - 1) // starts) * starts
    return _Layout(rows, kept, across, starts, across * stride, 1, kernel[1] * column, stride * column)


def _blocks(samples: int, layout: _Layout, groups: int) -> Iterator[tuple[slice, int]]:
    """Which samples, and how many rows of positions, are worked at a time."""
    rows = max(1, BLOCK // (layout.row * groups))
    several = max(1, rows // layout.rows)
    for first in range(0, samples, several):
        yield slice(first, first + several), min(rows, layout.rows)


def _sheet(images: Array, groups: int, padding: Pair, width: int, dtype: np.dtype[Any]) -> Array:
    """The padded images as (groups, N, W, H, C/groups): what a kernel covers of a column is one run."""
    samples, channels, height, across = images.shape
    down, right = padding
    shape = (groups, samples, width, height + 2 * down, channels // groups)
    sheet = _workspace.room("sheet", shape, dtype)
    sheet[...] = 0
    turned = images.reshape(samples, groups, -1, height, across).transpose(1, 0, 4, 3, 2)
    sheet[:, :, right : right + across, down : down + height] = turned
    return sheet


def _windows(sheet: Array, layout: _Layout, kernel: list[int], stride: Pair, dilation: Pair) -> Array:
    """A view (groups, N, rows, pixels, taps, h, C/groups) of the sheet: columns before they are copied."""
    groups, samples, _, _, depth = sheet.shape
    group, sample, pixel, row, channel = sheet.strides
    apart = pixel if layout.starts > 1 else pixel * stride[1]
    rows = (sheet.shape[3] - dilation[0] * (kernel[0] - 1) - 1) // stride[0] + 1
    return as_strided(
        sheet,
        (groups, samples, rows, layout.pixels, layout.taps, kernel[0], depth),
        (group, sample, row * stride[0], apart, pixel * dilation[1], row * dilation[0], channel),
        writeable=False,
    )


def _columns(windows: Array, layout: _Layout) -> Array:
    """The windows copied behind one another: (groups, entries), and zeros for what reaches over the end."""
    groups, samples, rows = windows.shape[:3]
    size = samples * rows * layout.row
    columns = _workspace.room("columns", (groups, size + layout.window), windows.dtype)
    columns[:, size:] = 0
    laid = columns[:, :size].reshape(groups, samples, rows, -1)
    strip = max(1, STRIP * rows // max(1, groups * size))
    gathered = _workspace.room("strip", (groups, samples, strip, layout.row), windows.dtype)
    for top in range(0, rows, strip):
        # Short pieces straight into the columns wait for each line of them that another core still holds
        # from the last product; gathered in this core's own cache, they go there in one run.
        some = gathered[:, :, : min(strip, rows - top)]
        np.copyto(some.reshape(*some.shape[:3], *windows.shape[3:]), windows[:, :, top : top + strip])
        laid[:, :, top : top + strip] = some
    return columns


def _multiply(columns: Array, layout: _Layout, weights: Array, into: Array) -> None:
    """One product for the windows of each start, written where they belong."""
    groups, outputs = weights.shape[0], weights.shape[2]
    matrices = into.reshape(-1, layout.starts, groups, outputs).transpose(1, 2, 0, 3)
    size = columns.itemsize
    with np.errstate(all="ignore"):  # what fills up a row may overflow, and is cut off
        for start, matrix in enumerate(matrices):
            lined_up = as_strided(
                columns[:, start * layout.apart :],
                (groups, matrix.shape[1], layout.window),
                (columns.strides[0], layout.starts * layout.apart * size, size),
                writeable=False,
            )
            np.matmul(lined_up, weights, out=matrix)
