"""Softmax and its logarithm along any axis: stable for logits of any size, a block at a time in the cache.

Where an exponential would be too large or too small, all logits are shifted by the largest: the value stays
as it is, and nothing overflows (Blanchard, Higham & Higham 2021, Accurately computing the log-sum-exp and
softmax functions). Floats keep their precision (float32 or float64), other numbers become float64. A logit
of −∞ has the probability 0; where all are −∞, or one is NaN or +∞, the values are NaN, as PyTorch's. Each
function raises `numpy.exceptions.AxisError` for an axis that does not exist, and ValueError along one
without entries.
"""

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]
Fill: TypeAlias = Callable[[Array, Array], None]
"""Work a block (outer, entries, inner) along its middle axis into another one of the same shape."""

BLOCK_BYTES = 1 << 19
"""How much is worked at a time: each pass over a block finds it in the processor's second or third cache."""

SHORTEST_ROW = 48
"""Rows with fewer entries are turned into columns first: NumPy is slow at reducing many short rows."""

LEAST_ACROSS = 1024
"""Neighbours that are worked together where the axis is not the last; fewer make bad use of each reading."""

LEAST_PLAIN_TOTAL = 1e-3
"""A sum of exponentials from here on (and up to the root of the largest float) needed no shift."""

LONGEST_PLAIN_SUM = 4096
"""Entries that are added up one after the other; of more, the rounding errors would begin to tell."""


def softmax(x: Array, axis: int = -1) -> Array:
    """e^x divided by its sum along the axis: shaped like `x`, each sum along the axis 1."""
    return _along(x, axis, _softmax_of)


def log_softmax(x: Array, axis: int = -1) -> Array:
    """The natural logarithm of the softmax, shaped like `x`; right even where the softmax itself is 0."""
    return _along(x, axis, _log_softmax_of)


def logsumexp(x: Array, axis: int = -1) -> Array:
    """ln Σ e^x along the axis, which the result no longer has; −∞ where every entry is."""
    x = _floating(x)
    largest = x.max(axis=axis, keepdims=True)
    shift = np.where(np.isfinite(largest), largest, 0).astype(x.dtype)  # ∞ − ∞ would be NaN
    with np.errstate(divide="ignore"):
        total = np.log(np.exp(x - shift).sum(axis=axis, keepdims=True))
    value: Array = np.squeeze(total + shift, axis=axis)
    return value


def _softmax_of(block: Array, out: Array) -> None:
    """Without a shift where none is needed, which saves two of five passes; the first row is a hint."""
    most = np.sqrt(np.finfo(block.dtype).max)
    plain = np.abs(block[0]).max() < np.log(most)
    if plain:
        np.exp(block, out=out)
        sums = _sums(out)
        plain = sums.min() >= LEAST_PLAIN_TOTAL and sums.max() <= most
    if not plain:
        np.subtract(block, block.max(axis=1, keepdims=True), out=out)
        np.exp(out, out=out)
        sums = _sums(out)
    out *= 1 / sums


def _log_softmax_of(block: Array, out: Array) -> None:
    """Always shifted: near 0, the logarithm of a probability has more digits than the logit it comes from."""
    np.subtract(block, block.max(axis=1, keepdims=True), out=out)
    out -= np.log(_sums(np.exp(out)))


def _sums(block: Array) -> Array:
    """The sums along the middle axis, which stays with the length 1."""
    entries, inner = block.shape[1:]
    sums: Array
    if inner == 1 and entries <= LONGEST_PLAIN_SUM:
        sums = (block[:, :, 0] @ np.ones(entries, dtype=block.dtype))[:, np.newaxis, np.newaxis]
    elif inner == 1 or entries <= LONGEST_PLAIN_SUM:
        sums = block.sum(axis=1, keepdims=True)  # pairwise along the last axis
    else:
        sums = block.sum(axis=1, keepdims=True, dtype=np.float64).astype(block.dtype)
    return sums


def _along(x: Array, axis: int, fill: Fill) -> Array:
    """A new array like `x`, filled block by block."""
    x = _floating(x)
    axis = np.lib.array_utils.normalize_axis_index(axis, x.ndim)
    if x.shape[axis] == 0:
        raise ValueError("there are no entries along the axis")
    outer, entries, inner = int(np.prod(x.shape[:axis])), x.shape[axis], int(np.prod(x.shape[axis + 1 :]))
    out = np.empty(x.shape, dtype=x.dtype)
    shape = (outer, entries, inner)
    pairs = _blocks(np.ascontiguousarray(x).reshape(shape), out.reshape(shape))
    with np.errstate(over="ignore", invalid="ignore", divide="ignore", under="ignore"):
        for block, into in pairs:
            if inner == 1 and entries < SHORTEST_ROW:
                columns = np.ascontiguousarray(block.T)
                worked = np.empty_like(columns)
                fill(columns, worked)
                into[...] = worked.T
            else:
                fill(block, into)
    return out


def _blocks(x: Array, out: Array) -> Iterator[tuple[Array, Array]]:
    """Two arrays (outer, entries, inner) cut into pieces that fit the cache, never along the entries."""
    outer, entries, inner = x.shape
    most = max(1, BLOCK_BYTES // (entries * x.itemsize))
    across, down = min(inner, max(most, LEAST_ACROSS)), max(1, most // max(1, inner))
    for top in range(0, outer, down):
        for left in range(0, inner, across or 1):
            yield tuple(array[top : top + down, :, left : left + across] for array in (x, out))  # type: ignore[misc]


def _floating(x: Array) -> Array:
    return x if x.dtype.kind == "f" else x.astype(np.float64)
