"""Greedy suppression of overlapping boxes: a loop where they lie densely, a sweep where they do not.

The loop takes the best box left and compares it with all others. It is quick where each kept box drops many.
Where few overlap it compares almost all with all; there a sweep lists only the pairs that overlap enough, and
the rest is book-keeping. Both decide a pair by the same float operations in the same order, so that they
agree to the last bit with the loop that everybody writes.
"""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from studyapp.engine.numeric.sweep import Boxes, Places, above, pairs_above

Array: TypeAlias = NDArray[Any]

PICK, PICK_BOX, DROP = 25e-6, 6e-9, 15e-9
"""Seconds for a pick of the loop, and for each box that it is compared with; seconds for each pair of a sweep
whose IoU is above the threshold (measured; only ratios count)."""
PICKS, MOST_PICKS = 16, 256
"""Picks of the loop before what is left is moved together, and before a sweep of it is weighed again."""


def suppressors(boxes: Array, iou_threshold: float, groups: Array | None = None) -> Places:
    """Which box drops each: boxes (N, 4), best first, to places (N); −1 for a box that is kept.

    A box is dropped by the best kept one whose IoU with it is above the threshold and whose group (N), where
    there are groups, is its own. float32 or float64; boxes without an area share nothing with any other.
    """
    dropped_by = np.full(len(boxes), -1, dtype=np.int64)
    labels = None if groups is None else np.unique(groups, return_inverse=True)[1].astype(np.int64)
    left, picks = Boxes.of(within_range(boxes), labels), PICKS
    with np.errstate(invalid="ignore"):  # 0/0 of two boxes without an area, which is not above
        while left.count:
            before = left.count
            left, made = _pick_some(left, picks, iou_threshold, dropped_by)
            seconds = _seconds_left(left.count, (before - left.count) / made)
            pairs = pairs_above(left, iou_threshold, seconds)
            if pairs is not None:
                _drop(left, *pairs, dropped_by)
                break
            picks = MOST_PICKS  # the first few only told how many a pick drops
    return dropped_by


def within_range(boxes: Array) -> Array:
    """The same boxes, by a power of two larger or smaller where areas would leave the range of floats."""
    largest = float(np.abs(boxes).max(initial=0))
    exponent = int(np.frexp(largest)[1])
    comfortable = not largest or abs(exponent) < np.finfo(boxes.dtype).maxexp // 4
    return boxes if comfortable else np.asarray(np.ldexp(boxes, -exponent))


def _seconds_left(count: int, settled: float) -> float:
    """What a sweep may take, to be quicker than the loop, each of whose picks settles so many boxes."""
    return count / settled * (PICK + PICK_BOX * count / 2) - DROP * count * settled / 2


def _pick_some(left: Boxes, picks: int, iou_threshold: float, dropped_by: Places) -> tuple[Boxes, int]:
    """Keep the best box, drop what it overlaps, and again, up to so many times or until half are gone.

    Gives what is left, and how many were picked.
    """
    enough, made = left.count // 2, 0
    while made < picks and left.count > enough:
        left, more = _pick(left, iou_threshold, dropped_by)
        made += more
    return left, made


def _pick(left: Boxes, iou_threshold: float, dropped_by: Places) -> tuple[Boxes, int]:
    """A few picks; what is dropped stays in the rows until it is a quarter, since moving the rest costs."""
    gone = np.zeros(left.count, dtype=bool)
    box = made = drops = 0
    while made < PICKS and box < left.count and drops <= left.count // 4:
        close = above(left.rows[:, box : box + 1], left.rows[:, box + 1 :], iou_threshold)
        if left.labels is not None:
            close &= left.labels[box + 1 :] == left.labels[box]
        found = close.nonzero()[0] + (box + 1)
        found = found[~gone[found]]
        gone[found] = True
        dropped_by[left.places[found]] = left.places[box]
        drops += len(found)
        made += 1
        box += 1
        while box < left.count and gone[box]:
            box += 1
    gone[:box] = True  # kept or dropped
    return left.only(np.flatnonzero(~gone)), made


def _drop(left: Boxes, first: Places, second: Places, dropped_by: Places) -> None:
    """From the best box down: each that is still there drops those that it is paired with."""
    starts = np.flatnonzero(np.diff(first, prepend=-1))
    ends = np.append(starts, len(first))[1:]
    flags = bytearray(left.count)  # read box by box as Python's, written by runs as NumPy's
    dropped = np.frombuffer(flags, dtype=np.uint8)
    for box, start, end in zip(first[starts].tolist(), starts.tolist(), ends.tolist(), strict=True):
        if not flags[box]:
            dropped[second[start:end]] = 1
    by = np.full(left.count, left.count, dtype=np.int64)
    kept = np.flatnonzero(dropped[first] == 0)
    np.minimum.at(by, second[kept], first[kept])
    gone = np.flatnonzero(dropped)
    dropped_by[left.places[gone]] = left.places[by[gone]]
