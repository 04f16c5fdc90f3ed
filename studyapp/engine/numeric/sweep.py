"""Finding the boxes that overlap enough by a sweep over strips, without comparing all with all."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]
Places: TypeAlias = NDArray[np.int64]

SWEEP, BOX, VISIT, PAIR = 400e-6, 150e-9, 60e-9, 14e-9
"""Seconds for a sweep, for each of its boxes, for each strip searched for one, and for each pair found there
(measured; only ratios count)."""
CHUNK = 1 << 15
"""Pairs that are worked at a time, so that they stay in the cache."""
LEAST_RATIO = 1e-6
"""Below this threshold, how wide two boxes are beside one another says nothing."""


@dataclass(frozen=True, slots=True)
class Boxes:
    """Boxes best first, a row for each of x1, y1, x2, y2 and area."""

    rows: Array
    places: Places
    """Where they stood at first."""
    labels: Places | None
    """Their groups, counted from 0."""

    @classmethod
    def of(cls, boxes: Array, labels: Places | None) -> "Boxes":
        """Boxes (N, 4) with their areas."""
        rows = np.empty((5, len(boxes)), dtype=boxes.dtype)
        rows[:4] = boxes.T
        rows[4] = (rows[2] - rows[0]) * (rows[3] - rows[1])
        return cls(rows, np.arange(len(boxes)), labels)

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.places)

    def only(self, chosen: Places) -> "Boxes":
        """Some of them."""
        labels = None if self.labels is None else self.labels[chosen]
        return Boxes(self.rows.take(chosen, axis=1), self.places[chosen], labels)


def above(a: Array, b: Array, iou_threshold: float) -> Array:
    """Whether the IoU is above the threshold: rows of x1, y1, x2, y2, area that broadcast.

    Worked in the order of the textbook, (a + b − shared) and then the quotient, so as to round like it.
    """
    sides = np.minimum(a[2:4], b[2:4])
    sides -= np.maximum(a[:2], b[:2])
    np.maximum(sides, 0, out=sides)
    shared = np.multiply(sides[0], sides[1], out=sides[0])
    union = np.add(a[4], b[4], out=sides[1])
    union -= shared
    shared /= union
    return np.asarray(shared > iou_threshold)


def pairs_above(boxes: Boxes, iou_threshold: float, seconds: float) -> tuple[Places, Places] | None:
    """The pairs of one group whose IoU is above the threshold, the better box first, sorted by it.

    None where finding them would take longer than so many seconds.
    """
    if SWEEP + BOX * boxes.count >= seconds:
        return None
    strips = _Strips.of(boxes, float(iou_threshold))
    if VISIT * strips.visits > seconds:
        return None
    found = strips.close()
    if VISIT * strips.visits + PAIR * float(found.count.sum()) > seconds:
        return None
    firsts, others = [], []
    for a, b in found.pairs():
        overlap = above(boxes.rows.take(a, axis=1), boxes.rows.take(b, axis=1), iou_threshold)
        overlap &= a != b
        at = overlap.nonzero()[0]
        firsts.append(np.minimum(a[at], b[at]))
        others.append(np.maximum(a[at], b[at]))
    first, second = np.concatenate(firsts), np.concatenate(others)
    order = _ascending(first, boxes.count)
    return first[order], second[order]


def _ascending(places: Places, limit: int) -> Places:
    """What sorts places below a limit: 16 bits at a time, which NumPy counts instead of comparing."""
    order = np.arange(len(places))
    for shift in range(0, limit.bit_length(), 16):
        digits = (places[order] >> shift & 0xFFFF).astype(np.uint16)
        order = order[np.argsort(digits, kind="stable")]
    return order


@dataclass(frozen=True, slots=True)
class _Close:
    """Which boxes may overlap enough: each with a run of others, in the order of the strips."""

    order: Places
    of: Places
    """A box …"""
    first: Places
    """… the place in the order where its run begins …"""
    count: Places
    """… and how long that is."""

    def pairs(self) -> Iterator[tuple[Places, Places]]:
        """All the pairs, some at a time; among them each box with itself."""
        ends = np.cumsum(self.count)
        start = passed = 0
        while start < len(ends):
            stop = max(start + 1, int(np.searchsorted(ends, passed + CHUNK)))
            counts = self.count[start:stop]
            a = np.repeat(self.of[start:stop], counts)
            shift = self.first[start:stop] - (ends[start:stop] - counts - passed)
            yield a, self.order[np.arange(len(a)) + np.repeat(shift, counts)]
            start, passed = stop, int(ends[stop - 1])


@dataclass(frozen=True, slots=True)
class _Strips:
    """Boxes by strips along x, and for each box the strips in which those lie that it may overlap enough.

    The IoU is at most the share that two boxes have in common of their joint extent along one axis. So with a
    threshold t the lower box's y1 is within (1 − t)·height of the upper one's, and likewise along x; and no
    box is 1/t times as wide as the other.
    """

    strip: Places
    lowest: Places
    highest: Places
    y1: Array
    reach: Array
    """How far below a box's y1 that of another may lie."""
    slack: float
    """What rounding may move a bound by."""

    @classmethod
    def of(cls, boxes: Boxes, iou_threshold: float) -> "_Strips":
        x1, y1, x2, y2 = (row.astype(np.float64, copy=False) for row in boxes.rows[:4])
        rounding = 64 * float(np.finfo(boxes.rows.dtype).eps)  # more than the worked IoU can be off by
        least = max(0.0, iou_threshold * (1 - rounding))
        slack = rounding * float(np.abs(boxes.rows[:4]).max())
        width = x2 - x1
        widest = float(width.max())
        before = np.minimum(widest, width / least) if least > LEAST_RATIO else np.full_like(width, widest)
        before = (1 - least) * before + slack
        after = (1 - least) * width + slack
        left, right = float(x1.min()), float(x1.max())
        # Narrow strips cut off more, wide ones are fewer to search; a few to each box is best
        side = max(float((before + after).mean()) / 3, (right - left) / (4 * sqrt(boxes.count)), 5e-324)
        strip = ((x1 - left) / side).astype(np.int64)
        strips = int(strip.max()) + 1
        lowest = (np.maximum(x1 - before - left, 0) / side).astype(np.int64)
        highest = np.minimum((x1 + after - left) / side, strips - 1).astype(np.int64)
        if boxes.labels is not None:  # each group has its own strips
            strip, lowest, highest = (each + boxes.labels * strips for each in (strip, lowest, highest))
        return cls(strip, lowest, highest, y1 - y1.min(), (1 - least) * (y2 - y1) + slack, slack)

    @property
    def visits(self) -> int:
        """How many strips are searched, over all boxes."""
        return int((self.highest - self.lowest).sum()) + len(self.strip)

    def close(self) -> _Close:
        """Look for every box's run in each of its strips."""
        # One number to sort by: strip upon strip, y1 within each, so far apart that no run leaves its strip
        tall = 1.25 * float(self.y1.max() + self.reach.max()) + 4 * self.slack or 1.0
        key = self.strip * tall + self.y1
        order = np.argsort(key)
        sorted_keys = key[order]
        near = self.slack + 4 * float(np.finfo(np.float64).eps) * float(sorted_keys[-1])
        lowest, highest, y1, reach = (
            each[order] for each in (self.lowest, self.highest, self.y1, self.reach + 2 * near)
        )
        found = []
        for further in range(int((highest - lowest).max()) + 1):
            of = np.flatnonzero(lowest + further <= highest)
            at = (lowest[of] + further) * tall + y1[of] - near
            first = np.searchsorted(sorted_keys, at)
            count = np.searchsorted(sorted_keys, at + reach[of], side="right") - first
            some = np.flatnonzero(count)
            found.append((order[of[some]], first[some], count[some]))
        of, first, count = (np.concatenate(parts) for parts in zip(*found, strict=True))
        return _Close(order, of, first, count)
