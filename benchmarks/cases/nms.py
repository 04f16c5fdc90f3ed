"""Greedy suppression of 10,000 boxes beside the NumPy loop of the textbooks."""

from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np

from benchmarks.figures import CannotMeasureError, Figure
from studyapp.engine.numeric.boxes import greedy_nms

BOXES, THRESHOLD, TIMES = 10_000, 0.5, 7


def measure(folder: Path) -> Iterator[Figure]:  # noqa: ARG001 (nothing is written)
    """Ours and the loop by turns on the same boxes, in one process; both must keep the same ones."""
    rng = np.random.default_rng(20261121)
    yield figure("NMS, 10,000 uniform boxes", uniform(rng), at_most=0.6)
    yield figure("NMS, 10,000 larger uniform boxes", uniform(rng, 20, 200), at_most=0.6)
    yield figure("NMS, 10,000 boxes in 100 clusters", clustered(rng, 100), at_most=1.2)
    yield figure("NMS, 10,000 boxes in 10 clusters", clustered(rng, 10), at_most=1.2)


def figure(what: str, boxes: np.ndarray, at_most: float) -> Figure:
    scores = np.random.default_rng(len(what)).uniform(size=len(boxes))
    ours, theirs = [], []
    for _ in range(TIMES):
        kept, took = timed(lambda: greedy_nms(boxes, scores, THRESHOLD))
        expected, took_loop = timed(lambda: textbook(boxes, scores, THRESHOLD))
        ours.append(took)
        theirs.append(took_loop)
        if not np.array_equal(kept, expected):
            raise CannotMeasureError(f"{what}: ours keeps other boxes than the loop")
    return Figure(
        what=what,
        measured=median(ours),
        unit="ms",
        yardstick="textbook loop",
        yardstick_measured=median(theirs),
        at_most=at_most,
        note=f"{len(expected):,} kept",
    )


def timed(work: Callable[[], np.ndarray]) -> tuple[np.ndarray, float]:
    began = perf_counter()
    result = work()
    return result, (perf_counter() - began) * 1e3


def textbook(boxes: np.ndarray, scores: np.ndarray, iou_threshold: float) -> np.ndarray:
    """Sort by score; while any are left, keep the first and filter the rest by their IoU with it."""
    x1, y1, x2, y2 = boxes.T
    areas = (x2 - x1) * (y2 - y1)
    order = np.argsort(-scores, kind="stable")
    kept = []
    while order.size:
        best, rest = order[0], order[1:]
        kept.append(best)
        width = np.maximum(0, np.minimum(x2[best], x2[rest]) - np.maximum(x1[best], x1[rest]))
        height = np.maximum(0, np.minimum(y2[best], y2[rest]) - np.maximum(y1[best], y1[rest]))
        shared = width * height
        order = rest[shared / (areas[best] + areas[rest] - shared) <= iou_threshold]
    return np.array(kept)


def uniform(rng: np.random.Generator, least: float = 10, most: float = 60, count: int = BOXES) -> np.ndarray:
    """Corners anywhere in 1000 by 1000 pixels, sides of `least` to `most`."""
    corners = rng.uniform(0, 1000, (count, 2))
    return np.hstack([corners, corners + rng.uniform(least, most, (count, 2))])


def clustered(rng: np.random.Generator, clusters: int) -> np.ndarray:
    """As a detector gives them: many boxes around each object, a few pixels off."""
    objects = uniform(rng, 40, 120, clusters)
    boxes = objects[rng.integers(0, clusters, BOXES)] + rng.normal(0, 6, (BOXES, 4))
    boxes[:, 2:] = np.maximum(boxes[:, 2:], boxes[:, :2] + 1)
    return boxes
