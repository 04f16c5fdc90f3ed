"""Boxes: areas, pairwise IoU, and non-maximum suppression, greedy and soft, for many thousands of them.

A box is (x1, y1, x2, y2) with x1 ≤ x2 and y1 ≤ y2, in any unit; coordinates are continuous, so that its area
is (x2 − x1)·(y2 − y1). float32 and float64 stay what they are, anything else becomes float64; `areas` and
`overlaps` work on arrays of Python numbers (dtype object), too, and exactly.
"""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from studyapp.engine.numeric.suppression import suppressors, within_range

Array: TypeAlias = NDArray[Any]
Indices: TypeAlias = NDArray[np.int64]

__all__ = ["areas", "as_boxes", "best_first", "greedy_nms", "overlaps", "pairwise_iou", "soft_nms"]


def as_boxes(boxes: ArrayLike) -> Array:
    """Boxes (N, 4) as floats; raises ValueError for what are none."""
    array = np.asarray(boxes)
    if array.ndim != 2 or array.shape[1] != 4:
        raise ValueError(f"boxes have the shape (N, 4), not {array.shape}")
    if array.dtype not in (np.float32, np.float64):
        array = array.astype(np.float64)
    if not (np.isfinite(array).all() and (array[:, :2] <= array[:, 2:]).all()):
        raise ValueError("a box is flipped or not finite; x1 ≤ x2 and y1 ≤ y2 must hold")
    return array


def areas(boxes: Array) -> Array:
    """The area of each box: (…, 4) to (…)."""
    found: Array = (boxes[..., 2] - boxes[..., 0]) * (boxes[..., 3] - boxes[..., 1])
    return found


def overlaps(boxes_a: Array, boxes_b: Array) -> tuple[Array, Array]:
    """The areas that each box shares with each other, and of their unions: (N, 4), (M, 4) to twice (N, M)."""
    low = np.maximum(boxes_a[:, None, :2], boxes_b[None, :, :2])
    high = np.minimum(boxes_a[:, None, 2:], boxes_b[None, :, 2:])
    sides = np.maximum(high - low, 0)
    shared = sides[..., 0] * sides[..., 1]
    return shared, areas(boxes_a)[:, None] + areas(boxes_b) - shared


def pairwise_iou(boxes_a: ArrayLike, boxes_b: ArrayLike) -> Array:
    """IoU of each box of one list with each of another: (N, 4) and (M, 4) to (N, M).

    Two boxes without any area share nothing: 0, where the quotient would be 0/0.
    """
    first, second = as_boxes(boxes_a), as_boxes(boxes_b)
    both = within_range(np.concatenate([first, second]))
    return _iou(both[: len(first)], both[len(first) :])


def _iou(boxes_a: Array, boxes_b: Array) -> Array:
    shared, union = overlaps(boxes_a, boxes_b)
    found: Array = shared / np.where(union == 0, 1, union)
    return found


def best_first(scores: Array, score_threshold: Any = None) -> Indices:
    """The indices of scores (N) from the highest down, equal ones by index; none below a threshold."""
    order = np.argsort(-scores, kind="stable")
    return order if score_threshold is None else order[(scores >= score_threshold)[order]]


def greedy_nms(
    boxes: ArrayLike,
    scores: ArrayLike,
    iou_threshold: float,
    *,
    score_threshold: float | None = None,
    classes: ArrayLike | None = None,
) -> Indices:
    """The boxes that greedy non-maximum suppression keeps, best first: indices (K) of boxes (N, 4).

    A kept box drops every lower-scored one whose IoU with it is above the threshold; with `classes` (N), only
    those of its own class. Equal scores go by index. Raises ValueError where the lengths do not fit.
    """
    held = as_boxes(boxes)
    order = best_first(_one_each("scores", scores, held), score_threshold)
    groups = None if classes is None else _one_each("classes", classes, held)[order]
    return order[suppressors(held[order], iou_threshold, groups) < 0]


def soft_nms(
    boxes: ArrayLike, scores: ArrayLike, *, sigma: float = 0.5, score_threshold: float = 0.001
) -> Array:
    """The scores (N) after soft non-maximum suppression with a Gaussian (Bodla et al. 2017), in index order.

    The best box left is kept, and every other one left has its score multiplied by exp(−IoU²/sigma) with it;
    a score below the threshold takes its box out. Since scores of 0 and above only decay, these final scores
    from the highest down, equal ones by index, are the kept boxes in the order in which they are picked.
    """
    held = as_boxes(boxes)
    left, current = within_range(held), _one_each("scores", scores, held).astype(held.dtype)
    final, places = current.copy(), np.arange(len(held))
    while True:
        rest = current >= score_threshold
        if not rest.all():
            left, current, places = left[rest], current[rest], places[rest]
        if not len(places):
            return final
        best = int(np.argmax(current))
        decay = np.exp(-(_iou(left[best : best + 1], left)[0] ** 2) / sigma)
        final[places] = np.where(places == places[best], current, current * decay)
        left, places = (np.delete(each, best, axis=0) for each in (left, places))
        current = final[places]


def _one_each(name: str, values: ArrayLike, boxes: Array) -> Array:
    """A flat array with an entry for each box."""
    array = np.asarray(values)
    if array.shape != boxes.shape[:1]:
        raise ValueError(f"{name} has the shape {array.shape}; there are {len(boxes)} boxes")
    return array
