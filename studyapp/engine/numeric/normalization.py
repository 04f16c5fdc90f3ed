"""Batch, layer, instance and group norm on large arrays, block by block so that each stays in the cache.

Statistics are biased (divided by the count), eps stands inside the root, as in PyTorch's training mode and in
the papers: Ioffe & Szegedy 2015 (batch), Ba et al. 2016 (layer), Ulyanov et al. 2016 (instance), Wu & He 2018
(group). float32 and float64 stay what they are, anything else is worked in float64. Sums of float32 are
gathered in float64. Values that are not finite, and a group of equal values with eps 0, give NaN as in NumPy;
arrays that do not fit together raise ValueError. `out` may be `x` itself.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats: TypeAlias = NDArray[np.floating[Any]]
Doubles: TypeAlias = NDArray[np.float64]

BLOCK_BYTES = 1 << 20
"""What is written at a time: about what a core's own cache holds."""
READ_BYTES = 1 << 22
"""What is read at a time, twice, for its sums."""
FEW = 16
"""Shorter rows are not worth a call each: they are added up across samples."""
LONGEST_SUM = 8192
"""Values that are added up in their own precision; what is longer is gathered in float64.

Longer ones would also be split among threads by BLAS, which costs more than it brings for rows.
"""
QUIETLY = np.errstate(all="ignore")
"""Overflow and 0/0 show in the result."""
MUCH_LARGER = 16
"""Where a squared mean is so many times the variance, sums of plain squares would cancel."""


class Normalized(NamedTuple):
    """What a norm gives: the output, shaped like its input, and the statistics without kept axes."""

    output: Floats
    mean: Floats
    variance: Floats


@QUIETLY
def batch_norm(
    x: ArrayLike,
    gamma: ArrayLike = 1.0,
    beta: ArrayLike = 0.0,
    eps: float = 1e-5,
    *,
    out: Floats | None = None,
) -> Normalized:
    """Normalise each channel of (N,), (N, C) or (N, C, …) over samples and positions.

    `gamma` and `beta` are numbers or of the shape (C,), and so are mean and variance; for (N,) these have no
    axes.
    """
    values = _floats(x)
    shape = values.shape
    cells = values.reshape(*(shape[:2] if values.ndim > 1 else (1, 1)), -1)
    channels = cells.shape[1]
    mean, variance, careful = _moments(cells)
    scale = _along(gamma, channels, "gamma") * _inverse_deviation(variance, eps)
    line = _Line(mean, scale, _along(beta, channels, "beta"), careful)
    return _normalized(_put(cells, line, _target(out, values)), mean, variance, shape[1:2])


@QUIETLY
def group_norm(
    x: ArrayLike,
    num_groups: int,
    gamma: ArrayLike = 1.0,
    beta: ArrayLike = 0.0,
    eps: float = 1e-5,
    *,
    out: Floats | None = None,
) -> Normalized:
    """Normalise (N, C, …) over `num_groups` groups of neighbouring channels of each sample.

    `gamma` and `beta` are numbers or of the shape (C,); mean and variance have the shape (N, num_groups).
    Raises ValueError where the channels cannot be shared out evenly.
    """
    values = _floats(x)
    samples, channels = values.shape[:2]
    if num_groups < 1 or channels % num_groups:
        raise ValueError(f"{channels} channels do not make {num_groups} groups")
    mean, variance, careful = _moments(values.reshape(1, samples * num_groups, -1))
    grouped = (samples, num_groups, channels // num_groups)

    def by_channel(of_groups: Doubles) -> Doubles:
        return np.broadcast_to(of_groups.reshape(samples, num_groups, 1), grouped).reshape(samples, -1)

    scale = by_channel(_inverse_deviation(variance, eps)) * _along(gamma, channels, "gamma")
    shift = np.tile(_along(beta, channels, "beta"), samples)
    line = _Line(by_channel(mean).reshape(-1), scale.reshape(-1), shift, careful)
    output = _put(values.reshape(1, samples * channels, -1), line, _target(out, values))
    return _normalized(output, mean, variance, (samples, num_groups))


@QUIETLY
def instance_norm(
    x: ArrayLike,
    gamma: ArrayLike = 1.0,
    beta: ArrayLike = 0.0,
    eps: float = 1e-5,
    *,
    out: Floats | None = None,
) -> Normalized:
    """Normalise each channel of each sample of (N, C, …) over its positions; statistics are (N, C)."""
    values = _floats(x)
    return group_norm(values, values.shape[1], gamma, beta, eps, out=out)


@QUIETLY
def layer_norm(
    x: ArrayLike,
    axes: int = 1,
    gamma: ArrayLike = 1.0,
    beta: ArrayLike = 0.0,
    eps: float = 1e-5,
    *,
    out: Floats | None = None,
) -> Normalized:
    """Normalise over the last `axes` axes; statistics have the shape of those before.

    `gamma` and `beta` are numbers or have the shape of the last `axes` axes. Raises ValueError where `x` has
    fewer axes, or none is named.
    """
    values = _floats(x)
    if not 1 <= axes <= values.ndim:
        raise ValueError(f"an array of {values.ndim} axes is not normalised over {axes}")
    leading = values.shape[: values.ndim - axes]
    width = int(np.prod(values.shape[values.ndim - axes :]))
    rows = values.reshape(-1, width)
    mean, variance, _ = _moments(rows[None])
    output = _target(out, values)
    flat = output.reshape(rows.shape)
    center, scale = (part.astype(values.dtype)[:, None] for part in (mean, _inverse_deviation(variance, eps)))
    gammas, betas = (
        _along(part, width, name).astype(values.dtype) for part, name in ((gamma, "gamma"), (beta, "beta"))
    )
    scaled, shifted = bool((gammas != 1).any()), bool(betas.any())
    for at, _all_columns in _blocks(len(rows), width, values.itemsize, longest=width):
        block = flat[at]
        np.subtract(rows[at], center[at], out=block)
        np.multiply(block, scale[at], out=block)
        if scaled:
            np.multiply(block, gammas, out=block)
        if shifted:
            np.add(block, betas, out=block)
    return _normalized(output, mean, variance, leading)


def _normalized(output: Floats, mean: Doubles, variance: Doubles, shape: tuple[int, ...]) -> Normalized:
    """The three with the statistics in the output's precision."""
    kept = [part.astype(output.dtype).reshape(shape) for part in (mean, variance)]
    return Normalized(output, *kept)


def _floats(x: ArrayLike) -> Floats:
    """The values as they are if they are float32 or float64, else as float64; in C order."""
    array = np.asarray(x)
    dtype = array.dtype if array.dtype in (np.float32, np.float64) else np.dtype(np.float64)
    return np.ascontiguousarray(array, dtype=dtype)


def _target(out: Floats | None, values: Floats) -> Floats:
    """Where the output goes; an array of the caller's must be like the input."""
    if out is None:
        return np.empty_like(values)
    if out.shape != values.shape or out.dtype != values.dtype or not out.flags.c_contiguous:
        raise ValueError(f"out must be a C-ordered {values.dtype} array of the shape {values.shape}")
    return out


def _along(numbers: ArrayLike, length: int, name: str) -> Doubles:
    """A number for each channel or place, where there may be one for all."""
    array = np.asarray(numbers, dtype=np.float64)
    if array.size not in (1, length):
        raise ValueError(f"{name} has {array.size} numbers; it must be one, or {length}")
    return np.broadcast_to(array.reshape(-1), length)


def _blocks(
    rows: int, columns: int, itemsize: int, longest: int = LONGEST_SUM
) -> Iterator[tuple[slice, slice]]:
    """A matrix cut into blocks that fit in the cache, none of them wider than `longest`."""
    wide = min(columns, longest)
    high = max(1, BLOCK_BYTES // (wide * itemsize))
    for top in range(0, rows, high):
        for left in range(0, columns, wide):
            yield slice(top, top + high), slice(left, left + wide)


def _moments(cells: Floats) -> tuple[Doubles, Doubles, bool]:
    """Mean and variance of each row of (samples, rows, columns) over the other two axes.

    Sums and sums of squares come from one reading. Where a mean is large beside the spread, these would
    cancel: the squares are then taken around the mean, in a second reading, and the last value is True.
    """
    samples, rows, columns = cells.shape
    count = samples * columns
    sums, squares = np.zeros(rows), np.zeros(rows)
    for block, at in _read(cells):
        sums[at] += _row_sums(block)
        squares[at] += _row_squares(block)
    mean = sums / count
    variance = squares / count - mean**2
    careful = not bool((mean**2 <= MUCH_LARGER * variance).all())
    if careful:
        squares[:] = 0
        center = mean.astype(cells.dtype)[:, None]
        for block, at in _read(cells):
            squares[at] += _row_squares(block - center[at])
        variance = squares / count - (mean - center[:, 0]) ** 2
        _level_equal_rows(cells, mean, variance)
    return mean, variance, careful


def _level_equal_rows(cells: Floats, mean: Doubles, variance: Doubles) -> None:
    """Set the variance to exactly 0 where all values are equal, which sums with rounding may not see."""
    rounding = cells[:, 0].size * np.finfo(cells.dtype).eps * np.abs(mean)  # as far as a sum may be off
    doubtful = np.flatnonzero(variance <= rounding**2)
    if doubtful.size:
        lowest, highest = cells[:, doubtful].min(axis=(0, 2)), cells[:, doubtful].max(axis=(0, 2))
        level = doubtful[lowest == highest]
        mean[level] = lowest[lowest == highest]
        variance[doubtful] = np.maximum(variance[doubtful], 0)
        variance[level] = 0


def _read(cells: Floats) -> Iterator[tuple[Floats, slice]]:
    """The cells block by block, several samples at a time where they are small, with the rows of each."""
    samples, rows, columns = cells.shape
    for at, along in _blocks(rows, columns, cells.itemsize):
        several = min(max(1, READ_BYTES // cells[0, at, along].nbytes), LONGEST_SUM)
        for first in range(0, samples, several):
            yield cells[first : first + several, at, along], at


def _row_sums(block: Floats) -> Doubles:
    """The sum of each row over samples and columns."""
    samples, rows, columns = block.shape
    if columns >= FEW or samples == 1:
        each = np.vecdot(block, np.ones(columns, block.dtype))
        return np.asarray(np.add.reduce(each, axis=0, dtype=np.float64))
    across = np.add.reduce(block.reshape(samples, -1), axis=0, dtype=np.float64)
    return np.asarray(np.add.reduce(across.reshape(rows, columns), axis=1))


def _row_squares(block: Floats) -> Doubles:
    """The sum of each row's squares over samples and columns."""
    if block.shape[2] >= FEW or len(block) == 1:
        return np.asarray(np.add.reduce(np.vecdot(block, block), axis=0, dtype=np.float64))
    return _row_sums(block * block)


def _inverse_deviation(variance: Doubles, eps: float) -> Doubles:
    return np.asarray(1 / np.sqrt(variance + eps))


class _Line(NamedTuple):
    """(x − mean)·scale + shift, one of each a row of cells."""

    mean: Doubles
    scale: Doubles
    shift: Doubles
    careful: bool
    """Whether the mean is so large that x·scale + (shift − mean·scale) would cancel."""


def _put(cells: Floats, line: _Line, out: Floats) -> Floats:
    """Write the line's values over all samples and columns to `out`, in one multiply-add where it may be."""
    target = out.reshape(cells.shape)
    rest = line.shift if line.careful else line.shift - line.mean * line.scale
    _samples, rows, columns = cells.shape
    for at, along in _blocks(rows, columns, cells.itemsize):

        def spread(numbers: Doubles, like: Floats = cells[0, at, along], at: slice = at) -> Floats:
            """Whole rows of equal numbers: NumPy multiplies these faster than one number a row."""
            return np.ascontiguousarray(np.broadcast_to(numbers.astype(like.dtype)[at, None], like.shape))

        factor, added, center = spread(line.scale), spread(rest), spread(line.mean) if line.careful else None
        several = max(1, BLOCK_BYTES // factor.nbytes)
        for first in range(0, len(cells), several):
            values = cells[first : first + several, at, along]
            block = target[first : first + several, at, along]
            if center is not None:
                values = np.subtract(values, center, out=block)
            np.multiply(values, factor, out=block)
            np.add(block, added, out=block)
    return out
