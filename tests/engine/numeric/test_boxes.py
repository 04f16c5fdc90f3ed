"""Boxes as a library: whichever way they are suppressed, the textbook's loop keeps the same ones."""

import numpy as np
import pytest

from studyapp.engine.numeric import suppression, sweep
from studyapp.engine.numeric.boxes import areas, greedy_nms, overlaps, pairwise_iou, soft_nms
from studyapp.engine.numeric.suppression import suppressors


def by_the_textbook(boxes, scores, iou_threshold, classes):
    """Sort by score; while any are left, keep the first and drop what overlaps it too much."""
    x1, y1, x2, y2 = boxes.T
    area = (x2 - x1) * (y2 - y1)
    order = np.argsort(-scores, kind="stable")
    kept = []
    while order.size:
        best, rest = order[0], order[1:]
        kept.append(best)
        width = np.maximum(0, np.minimum(x2[best], x2[rest]) - np.maximum(x1[best], x1[rest]))
        height = np.maximum(0, np.minimum(y2[best], y2[rest]) - np.maximum(y1[best], y1[rest]))
        shared = width * height
        with np.errstate(invalid="ignore"):
            drops = shared / (area[best] + area[rest] - shared) > iou_threshold
        order = rest[~(drops & (classes[rest] == classes[best]))]
    return kept


def spread(rng, count):
    corners = rng.uniform(0, rng.choice([60, 300]), (count, 2))
    return np.hstack([corners, corners + rng.uniform(1, 40, (count, 2))])


def gridded(rng, count):
    """Many of the same, touching, within one another, and without an area."""
    corners = rng.integers(-4, 5, (count, 2))
    return np.hstack([corners, corners + rng.integers(0, 6, (count, 2))]) / rng.choice([1, 10])


def clustered(rng, count):
    objects = spread(rng, 6)
    boxes = objects[rng.integers(0, 6, count)] + rng.normal(0, 2, (count, 4))
    boxes[:, 2:] = np.maximum(boxes[:, 2:], boxes[:, :2])
    return boxes


def of_all_sizes(rng, count):
    corners = rng.lognormal(0, 3, (count, 2))
    return np.hstack([corners, corners + rng.lognormal(0, 3, (count, 2))])


def shifted(rng, count):
    """A row in which each box overlaps the next."""
    left = np.arange(count) * float(rng.integers(1, 5))
    return np.stack([left, 0 * left, left + 8, 0 * left + 5], axis=1)


ROUTES = {
    "whichever is quicker": {},
    "by the sweep": {"SWEEP": 0, "BOX": 0, "VISIT": 0, "PAIR": 0, "DROP": 0, "PICKS": 1, "CHUNK": 50},
    "by the loop": {"SWEEP": 1e9},
}


def take_route(monkeypatch, route):
    for name, value in ROUTES[route].items():
        monkeypatch.setattr(sweep if hasattr(sweep, name) else suppression, name, value)


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("kind", [spread, gridded, clustered, of_all_sizes, shifted])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_same_boxes_are_kept_as_by_the_textbook(route, kind, dtype, monkeypatch):
    take_route(monkeypatch, route)
    rng = np.random.default_rng(7)
    for case in range(60):
        boxes = kind(rng, int(rng.integers(1, 150))).astype(dtype)
        scores = rng.integers(0, 20, len(boxes)) / 20  # many are equal
        classes = rng.integers(0, rng.choice([1, 3]), len(boxes))
        threshold = float(rng.choice([0, 0.1, 0.25, 1 / 3, 0.5, 0.7, 0.9, 1]))
        expected = by_the_textbook(boxes, scores, threshold, classes)
        assert greedy_nms(boxes, scores, threshold, classes=classes).tolist() == expected, case


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("kind", [gridded, clustered, shifted])
def test_the_first_kept_box_that_overlaps_is_the_one_that_drops(route, kind, monkeypatch):
    take_route(monkeypatch, route)
    rng = np.random.default_rng(6)
    for _ in range(20):
        boxes = kind(rng, 80)
        above = pairwise_iou(boxes, boxes) > 0.3
        expected = np.full(80, -1)
        for box in range(80):
            if expected[box] < 0:
                later = np.flatnonzero(above[box] & (expected < 0))
                expected[later[later > box]] = box
        assert suppressors(boxes, 0.3).tolist() == expected.tolist()


@pytest.mark.parametrize("kind", [spread, clustered])
def test_a_few_thousand_boxes(kind):
    rng = np.random.default_rng(8)
    boxes, scores = kind(rng, 3000), rng.uniform(size=3000)
    kept = greedy_nms(boxes, scores, 0.5)
    assert kept.tolist() == by_the_textbook(boxes, scores, 0.5, np.zeros(3000))


def test_more_places_than_16_bits_are_sorted():
    """Two rows, of 1,001 and 69,000, in which each would drop the next (7/13): every other one goes."""
    left = np.append(np.arange(1001) * 3.0, 9999 + np.arange(69_000) * 3.0)
    boxes = np.stack([left, 0 * left, left + 10, 0 * left + 1], axis=1)
    kept = greedy_nms(boxes, np.linspace(1, 0, len(boxes)), 0.5)
    assert np.array_equal(kept, np.append(np.arange(0, 1001, 2), np.arange(1001, 70_001, 2)))


@pytest.mark.parametrize("route", ROUTES)
def test_each_dropped_box_names_the_best_kept_one_that_drops_it(route, monkeypatch):
    """1 goes by 0; 2 would go by 1, but that is gone; 3 goes by 0 and by 2, 0 is better."""
    take_route(monkeypatch, route)
    boxes = np.array([[0, 0, 10, 2], [2, 0, 12, 2], [5, 0, 15, 2], [2.5, 0, 12.5, 2.0], [99, 0, 100, 1]])
    assert suppressors(boxes, 0.5).tolist() == [-1, 0, -1, 0, -1]
    assert suppressors(boxes, 0.5, np.array([7, 7, 7, 5, 7])).tolist() == [-1, 0, -1, -1, -1]


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("scale", [1e-250, 1e-150, 1e150, 1e250])
def test_areas_may_leave_the_range_of_floats(route, scale, monkeypatch):
    take_route(monkeypatch, route)
    boxes = np.array([[0, 0, 4, 4], [0, 1, 4, 5], [0, 3, 4, 7], [9, 9, 10, 10]]) * scale
    assert greedy_nms(boxes, [0.9, 0.8, 0.7, 0.6], 0.5).tolist() == [0, 2, 3]
    assert pairwise_iou(boxes[:1], boxes) == pytest.approx(np.array([[1, 0.6, 1 / 7, 0]]))


def test_scores_below_the_threshold_do_not_take_part():
    boxes = [[0, 0, 2, 2], [0, 0, 2, 2], [5, 5, 6, 6]]
    assert greedy_nms(boxes, [0.4, 0.5, 0.3], 0.5, score_threshold=0.4).tolist() == [1]
    assert greedy_nms(boxes, [0.4, 0.5, 0.3], 0.5, score_threshold=0.6).tolist() == []
    assert greedy_nms(np.zeros((0, 4)), [], 0.5).tolist() == []


def test_iou_of_every_two():
    """Halves: 2/(4 + 4 − 2); touching: 0; a box without an area: 0, even with itself."""
    a = np.array([[0, 0, 2, 2], [1, 1, 1, 1]])
    b = np.array([[1, 0, 3, 2], [2, 0, 4, 2], [0, 0, 2, 2], [1, 1, 1, 1]])
    assert pairwise_iou(a, b) == pytest.approx(np.array([[1 / 3, 0, 1, 0], [0, 0, 0, 0]]))
    assert pairwise_iou(a.astype(np.float32), b.astype(np.float32)).dtype == np.float32


def test_python_numbers_stay_exact():
    boxes = np.array([[0, 0, 10**30, 3], [1, 1, 10**30 + 1, 4]], dtype=object)
    shared, union = overlaps(boxes, boxes)
    assert shared[0, 1] == 2 * (10**30 - 1)
    assert union[0, 1] == 6 * 10**30 - 2 * (10**30 - 1)
    assert areas(boxes).tolist() == [3 * 10**30] * 2


@pytest.mark.parametrize(
    ("boxes", "scores", "complaint"),
    [
        ([[0, 0, 1]], [1], "shape"),
        ([0, 0, 1, 1], [1], "shape"),
        ([[2, 0, 1, 1]], [1], "flipped"),
        ([[0, 0, 1, np.nan]], [1], "finite"),
        ([[0, 0, 1, np.inf]], [1], "finite"),
        ([[0, 0, 1, 1]], [1, 2], "scores has the shape"),
    ],
)
def test_what_is_no_box_is_refused(boxes, scores, complaint):
    with pytest.raises(ValueError, match=complaint):
        greedy_nms(boxes, scores, 0.5)


@pytest.mark.parametrize("least", [0, 0.001, 0.4])
def test_soft_suppression_box_by_box(least):
    rng = np.random.default_rng(9)
    for kind in (spread, gridded, clustered):
        boxes, scores = kind(rng, 40), rng.uniform(size=40)
        iou, expected, left = pairwise_iou(boxes, boxes), scores.copy(), set(range(40))
        while left := {at for at in left if expected[at] >= least}:
            best = max(left, key=lambda at: (expected[at], -at))
            left.remove(best)
            for at in left:
                expected[at] *= np.exp(-(iou[best, at] ** 2) / 0.5)
        assert soft_nms(boxes, scores, score_threshold=least) == pytest.approx(expected, rel=1e-12)
