"""Images made larger or smaller: the nearest value, or a mean of the four around, weighted by nearness."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]
Pair: TypeAlias = tuple[int, int]


def nearest(images: Array, size: Pair, ratios: tuple[float, float]) -> Array:
    """Each pixel takes the value at `nearest_indices`; images (…, H, W), the result (…, *size).

    `ratios` are input pixels for each output pixel, down and across; values are copied as they are.
    """
    rows, columns = (
        nearest_indices(count, ratio, side)
        for count, ratio, side in zip(size, ratios, images.shape[-2:], strict=True)
    )
    return images[..., rows[:, np.newaxis], columns]


def bilinear(images: Array, size: Pair, ratios: tuple[float, float], *, align_corners: bool = False) -> Array:
    """Each pixel is a mean of the four around its place; images (…, H, W), the result (…, *size).

    `ratios` as for `nearest`; with `align_corners`, (side - 1)/(output side - 1). float32 stays float32.
    """
    for axis, count, ratio in zip((-2, -1), size, ratios, strict=True):
        places = source_places(count, ratio, half_pixel=not align_corners)
        first = np.minimum(np.floor(places).astype(np.intp), images.shape[axis] - 1)
        images = blended(images, first, (places - first).astype(images.dtype), axis)
    return images


def nearest_indices(count: int, ratio: float, side: int) -> NDArray[np.intp]:
    """The input's row (or column) for each of `count` output ones: ⌊i·ratio⌋, at most the last.

    In single precision, as PyTorch reckons it (`nearest_neighbor_compute_source_index`).
    """
    products = np.arange(count, dtype=np.float32) * np.float32(ratio)
    return np.asarray(np.minimum(np.floor(products).astype(np.intp), side - 1))


def source_places(count: int, ratio: float, *, half_pixel: bool) -> Array:
    """Where in the input each of `count` output rows (or columns) lies; float64.

    Pixels are counted by their middles: i·ratio, or with `half_pixel` (i + ½)·ratio - ½, at least 0.
    """
    if half_pixel:
        return np.asarray(np.maximum((np.arange(count) + 0.5) * ratio - 0.5, 0))
    return np.asarray(np.arange(count) * float(ratio))


def blended(images: Array, first: Array, weights: Array, axis: int) -> Array:
    """Between the neighbours `first` and `first + 1` along an axis: (1 - weight)·one + weight·the next.

    Beyond the edge the last one counts again. Fractions stay exact.
    """
    one = np.take(images, first, axis)
    following = np.take(images, np.minimum(first + 1, images.shape[axis] - 1), axis)
    nearness = weights if axis in (-1, images.ndim - 1) else weights[:, np.newaxis]
    with np.errstate(all="ignore"):
        return np.asarray((1 - nearness) * one + nearness * following)
