"""Where in the input each pixel of a resized image lies; along one axis, in fractions while they are few."""

from fractions import Fraction
from math import floor
from typing import Any

from studyapp.domain.value import Number
from studyapp.engine.solvers.upsampling.images import MOST_EXACT, floats, must_be_few

HALF = Fraction(1, 2)


def ratio_of(side: int, count: int, scale: Number | None, *, bilinear: bool, corners: bool) -> int | Fraction:
    """Input pixels for each output pixel, as PyTorch has them.

    A scale factor counts as it is written, unless the side stays as it is, or (nearest) doubles.
    """
    if corners:
        return Fraction(side - 1, count - 1) if count > 1 else 0
    if scale is None or count == side or (count == 2 * side and not bilinear):
        return Fraction(side, count)
    return 1 / Fraction(scale)


def places_of(count: int, ratio: Number, *, middles: bool, clamped: bool = True) -> Any:
    """i·ratio for each of `count` pixels; with `middles` (i + ½)·ratio - ½, and (`clamped`) at least 0."""
    import numpy as np  # slow to load, and only arrays need it

    must_be_few("output_size", count, count)
    half: Number
    step: Number
    if count > MOST_EXACT:
        numbers: Any = np.arange(count, dtype=float)
        half, step = 0.5, float(ratio)
    else:
        numbers = np.array([Fraction(i) for i in range(count)], dtype=object)
        half, step = HALF, Fraction(ratio)
    found = (numbers + half) * step - half if middles else numbers * step
    return np.maximum(found, 0) if middles and clamped else found


def in_single_precision(places: Any, side: int, ratio: Number) -> Any:
    """The places of the nearest values, i·ratio, with PyTorch's own product where it falls short of ours.

    PyTorch multiplies in single precision, so that 41·(2/82) is a little below 1.
    """
    import numpy as np  # slow to load, and only arrays need it

    from studyapp.engine.numeric.interpolation import nearest_indices

    theirs = nearest_indices(len(places), float(ratio), side)
    for i in np.flatnonzero(first_before(places, side) != theirs):
        places[i] = float(np.float32(i) * np.float32(float(ratio)))
    return places


def first_before(places: Any, side: int) -> Any:
    """The row (or column) at or before each place; within the image."""
    import numpy as np  # slow to load, and only arrays need it

    exact = places.dtype == object
    before = np.array([floor(place) for place in places]) if exact else np.floor(places)
    return np.clip(before.astype(np.int64), 0, side - 1)


def mixed(images: Any, firsts: Any, weights: Any, axis: int) -> Any:
    """Between each first row (or column) and the next, by their weights; without weights the first itself."""
    import numpy as np  # slow to load, and only arrays need it

    from studyapp.engine.numeric.interpolation import blended

    firsts = np.clip(np.asarray(firsts).astype(np.int64), 0, images.shape[axis] - 1)
    count = images.size // images.shape[axis] * len(firsts)
    must_be_few("output_size", len(firsts), count)
    if weights is None:
        return np.take(images, firsts, axis)
    if images.dtype != object or weights.dtype != object or count > MOST_EXACT:
        images, weights = floats(images), floats(weights)
    return blended(images, firsts, weights, axis)
