"""IoU and suppression: worked by hand, at the very threshold, large, and refused."""

import math
import re
from fractions import Fraction

import numpy as np
import pytest

from studyapp.engine.registry import find_solver
from studyapp.errors import GivenError


def solved(name, **inputs):
    return find_solver(name)(**inputs).result_value()


def test_iou_of_two_squares_a_quarter_of_which_is_shared():
    """2×2 each, 1×1 in common: 1/(4 + 4 − 1)."""
    found = solved("iou", box_a=[0, 0, 2, 2], box_b=[1, 1, 3, 3])
    assert found == {"intersection": 1, "union": 7, "iou": Fraction(1, 7)}


def test_decimals_of_a_box_count_as_written():
    """0.3 × 0.1 shared of 0.6 × 0.1 and 0.5 × 0.1: 0.03/(0.06 + 0.05 − 0.03) = 3/8."""
    found = solved("iou", box_a=[0.1, 0, 0.7, 0.1], box_b=[0.4, 0, 0.9, 0.1])
    assert found["iou"] == Fraction(3, 8)


def test_an_empty_box_shares_nothing_with_a_full_one():
    assert solved("iou", box_a=[1, 1, 1, 1], box_b=[0, 0, 2, 2])["iou"] == 0
    assert solved("iou", box_a=[0, 0, 2, 2], box_b=[0, 0, 2, 2])["iou"] == 1
    assert solved("iou", box_a=[0, 0, 2, 2], box_b=[2, 0, 4, 2])["iou"] == 0  # they touch


def test_huge_boxes_are_worked_exactly():
    side = 10**200
    found = solved("iou", box_a=[0, 0, side, side], box_b=[0, 0, side, 3 * side])
    assert found == {"intersection": side**2, "union": 3 * side**2, "iou": Fraction(1, 3)}
    assert solved("iou", box_a=[0, 0, 1e300, 1e300], box_b=[0, 0, 1e300, 2e300])["iou"] == Fraction(1, 2)


FIVE = [[0, 0, 4, 4], [1, 0, 5, 4], [10, 10, 14, 14], [0, 1, 4, 5], [10, 11, 14, 15]]
"""IoU 12/20 = 0.6 between 0 and 1, 0 and 3, 2 and 4; 9/23 between 1 and 3; 0 else."""


def test_nms_by_hand():
    """3 drops 0; 1 shares only 9/23 with 3 and stays, since 0 is gone; 2 drops 4."""
    scores = [0.9, 0.8, 0.7, 0.95, 0.6]
    solver = find_solver("nms")(boxes=FIVE, scores=scores, iou_threshold=0.5)
    assert solver.value("order") == (3, 0, 1, 2, 4)
    assert solver.value("dropped_by") == (3, None, None, None, 2)
    assert solver.result_value() == (3, 1, 2)
    assert solved("nms", boxes=FIVE, scores=scores, iou_threshold=0.5, classes=[0, 1, 1, 1, 0]) == (
        3,
        0,
        1,
        2,
        4,
    )
    assert solved("nms", boxes=FIVE, scores=scores, iou_threshold=0.5, score_threshold=0.75) == (3, 1)
    assert solved("nms", boxes=FIVE, scores=scores, iou_threshold=0.3) == (3, 2)
    assert solved("nms", boxes=FIVE, scores=scores, iou_threshold=0.5, score_threshold=1) == ()


def test_a_score_at_the_threshold_takes_part():
    assert solved("nms", boxes=FIVE[:3], scores=[0.5, 0.1, 0.3], iou_threshold=0.5, score_threshold=0.3) == (
        0,
        2,
    )


@pytest.mark.parametrize("unit", [1, 0.1, 0.7, 1e-9, 1e12])
@pytest.mark.parametrize(("limit", "kept"), [(0.6, (0, 1, 2, 3, 4)), (0.5999999, (0, 2))])
def test_an_iou_just_at_the_threshold_stays(unit, limit, kept):
    """0.6 is no float, and neither are tenths of the sides: decimals are compared as written."""
    boxes = [[round(side * unit, 12) for side in box] for box in FIVE]
    scores = [0.9, 0.8, 0.7, 0.6, 0.5]
    found = solved("nms", boxes=boxes, scores=scores, iou_threshold=limit)
    assert found == (kept if limit == 0.6 else (0, 2))


def test_at_the_threshold_among_as_many_boxes_as_are_compared_exactly():
    """32 pairs of 3/10 by 1/10 and 2/10 by 1/10 within: IoU 2/3, which no float is."""
    pairs = [[at, 0, at + 0.3, 0.1] for at in range(32)] + [[at, 0, at + 0.2, 0.1] for at in range(32)]
    scores = [0.9] * 32 + [0.8] * 32
    assert len(solved("nms", boxes=pairs, scores=scores, iou_threshold=Fraction(2, 3))) == 64
    assert len(solved("nms", boxes=pairs, scores=scores, iou_threshold=0.666)) == 32


def test_equal_scores_go_by_index():
    same = [[0, 0, 2, 2]] * 3 + [[5, 5, 6, 6]]
    assert solved("nms", boxes=same, scores=[0.5, 0.5, 0.5, 0.5], iou_threshold=0.5) == (0, 3)
    assert solved("nms", boxes=same, scores=[0.5, 0.6, 0.6, 0.6], iou_threshold=1) == (1, 2, 3, 0)


def test_boxes_without_an_area_drop_nothing():
    empty = [[1, 1, 1, 3], [1, 1, 1, 3], [0, 0, 2, 4]]
    assert solved("nms", boxes=empty, scores=[0.9, 0.8, 0.7], iou_threshold=0) == (0, 1, 2)


def test_many_boxes_are_suppressed_as_few_are():
    """Ten copies of the five, a hundred apart and ever less certain: the pattern of the five, ten times."""
    boxes = [[side + 100 * copy for side in box] for copy in range(20) for box in FIVE]
    scores = [score - 0.01 * copy for copy in range(20) for score in (0.9, 0.8, 0.7, 0.95, 0.6)]
    kept = solved("nms", boxes=boxes, scores=scores, iou_threshold=0.5)
    assert sorted(kept) == [5 * copy + at for copy in range(20) for at in (1, 2, 3)]
    assert list(kept) == sorted(kept, key=lambda at: (-scores[at], at))
    labels = list(range(100))
    assert len(solved("nms", boxes=boxes, scores=scores, iou_threshold=0.5, classes=labels)) == 100


def test_arrays_of_whole_numbers_are_boxes_too():
    boxes = np.array(FIVE, dtype=np.int32)
    assert solved("nms", boxes=boxes, scores=np.array([9, 8, 7, 6, 5]), iou_threshold=0.6) == (0, 1, 2, 3, 4)
    large = boxes.astype(np.int64) * 10**9  # areas are beyond 64 bits
    assert solved("nms", boxes=large, scores=np.arange(5.0), iou_threshold=0.5) == (4, 3, 1)


def test_ten_thousand_boxes_side_by_side():
    """A square of 100 by 100 tiles, a fifth wider than their pitch: 0.2/2.2 in common with a neighbour."""
    corners = np.stack(np.meshgrid(np.arange(100.0), np.arange(100.0)), axis=-1).reshape(-1, 2)
    boxes, scores = np.hstack([corners, corners + 1.2]), np.arange(10_000.0)
    assert solved("nms", boxes=boxes, scores=scores, iou_threshold=0.1) == tuple(range(9999, -1, -1))
    assert len(solved("nms", boxes=boxes, scores=scores, iou_threshold=0.05)) == 5000


def test_soft_nms_by_hand():
    """3 first: 0 falls to 0.9·e^(−0.36/0.5), 1 to 0.8·e^(−(9/23)²/0.5). Then 2; then 1, so 0 falls again."""
    found = solved("soft_nms", boxes=FIVE[:4], scores=[0.9, 0.8, 0.7, 0.95])
    one = 0.8 * math.exp(-((9 / 23) ** 2) / 0.5)
    zero = 0.9 * math.exp(-0.72) * math.exp(-0.72)
    assert found["kept"] == (3, 2, 1, 0)
    assert found["scores"] == (Fraction(19, 20), Fraction(7, 10), pytest.approx(one), pytest.approx(zero))
    fewer = solved("soft_nms", boxes=FIVE[:4], scores=[0.9, 0.8, 0.7, 0.95], score_threshold=0.4)
    assert fewer["kept"] == (3, 2, 1)


def test_soft_nms_keeps_a_score_at_the_threshold():
    """Of the same box twice, the second decays by e^(−1/σ)."""
    twice = [[0, 0, 2, 2]] * 2
    assert solved("soft_nms", boxes=twice, scores=[0.5, 0.5], score_threshold=0.5)["kept"] == (0,)
    assert solved("soft_nms", boxes=FIVE[:1], scores=[0.5], score_threshold=0.5)["kept"] == (0,)
    assert solved("soft_nms", boxes=twice, scores=[0, 0.5], score_threshold=0)["kept"] == (1, 0)
    found = solved("soft_nms", boxes=twice, scores=[1, 1], sigma=2)
    assert found == {"kept": (0, 1), "scores": (1, pytest.approx(math.exp(-0.5)))}


def test_a_tiny_sigma_leaves_nothing_of_what_overlaps():
    found = solved("soft_nms", boxes=FIVE[:2], scores=[0.9, 0.8], sigma=1e-300, score_threshold=0)
    assert found == {"kept": (0, 1), "scores": (Fraction(9, 10), 0.0)}
    many = solved("soft_nms", boxes=FIVE[:2] * 40, scores=[0.9, 0.8] * 40, sigma=1e-300, score_threshold=0.1)
    assert many == {"kept": (0,), "scores": (0.9,)}


@pytest.mark.parametrize("count", [1, 40])
def test_soft_nms_is_the_same_for_few_boxes_and_for_many(count):
    """Copies far apart do not touch one another."""
    boxes = [[side + 100 * copy for side in box] for copy in range(count) for box in FIVE]
    scores = [score for _ in range(count) for score in (0.9, 0.8, 0.7, 0.95, 0.6)]
    found = solved("soft_nms", boxes=boxes, scores=scores, score_threshold=0.3)
    one = 0.8 * math.exp(-((9 / 23) ** 2) / 0.5)
    assert len(found["kept"]) == 3 * count
    assert found["scores"][:: 1 if count == 1 else count][:3] == pytest.approx((0.95, 0.7, one))


@pytest.mark.parametrize(
    ("name", "inputs", "sentence"),
    [
        (
            "iou",
            {"box_a": [3, 0, 1, 2], "box_b": [0, 0, 1, 1]},
            "box_a is [3, 0, 1, 2]; it must be [x1, y1, x2, y2]",
        ),
        (
            "iou",
            {"box_a": [0, 0, 1, 1], "box_b": [0, 2, 1, 1]},
            "box_b is [0, 2, 1, 1]; it must be [x1, y1, x2, y2]",
        ),
        (
            "iou",
            {"box_a": [0, 0, 0, 9], "box_b": [1, 1, 2, 1]},
            "box_b is [1, 1, 2, 1]; it must have an area, since box_a has none: 0/0 is no IoU",
        ),
        (
            "iou",
            {"box_a": [0, 0, 1], "box_b": [0, 0, 1, 1]},
            "box_a is [0, 0, 1]; it must be a list of 4 numbers",
        ),
        (
            "nms",
            {"boxes": [[0, 0, 1]], "scores": [1]},
            "boxes has 3 numbers in each row; a box is [x1, y1, x2, y2]",
        ),
        (
            "nms",
            {"boxes": [[0, 0, 1, 1], [0.5, 0, 0.25, 1]], "scores": [1, 1]},
            "boxes[1] is [0.5, 0, 0.25, 1]; it must be [x1, y1, x2, y2] with x1 ≤ x2 and y1 ≤ y2",
        ),
        (
            "nms",
            {"boxes": FIVE, "scores": [1, 2]},
            "scores has 2 entries; it must have one for each entry of boxes, 5",
        ),
        (
            "nms",
            {"boxes": FIVE, "scores": [1] * 5, "classes": [1] * 6},
            "classes has 6 entries; it must have one for each entry of boxes, 5",
        ),
        ("soft_nms", {"boxes": FIVE, "scores": [1] * 4}, "scores has 4 entries"),
        ("soft_nms", {"boxes": [[1, 1, 0, 0]], "scores": [1]}, "boxes[0] is [1, 1, 0, 0]"),
        (
            "soft_nms",
            {"boxes": FIVE, "scores": [1, 1, 1, 1, -0.5]},
            "scores is [1, 1, 1, 1, -0.5]; each entry",
        ),
    ],
)
def test_what_has_no_answer_is_refused_with_the_reason(name, inputs, sentence):
    if name == "nms":
        inputs = {"iou_threshold": 0.5, **inputs}
    with pytest.raises(GivenError, match=f"^{re.escape(sentence)}"):
        solved(name, **inputs)


@pytest.mark.parametrize("threshold", [-0.1, 1.1])
def test_a_threshold_outside_0_to_1_is_refused(threshold):
    with pytest.raises(GivenError, match=r"^iou_threshold is"):
        solved("nms", boxes=FIVE, scores=[1] * 5, iou_threshold=threshold)


def mistakes(name, step, **inputs):
    return find_solver(name)(**inputs).mistakes_of(step)


def test_the_known_mistakes_of_iou():
    """A 4×3 at the origin, B 4×3 one to the right and one down: I = 3·2, A = B = 12, union 18."""
    found = mistakes("iou", "iou", box_a=[0, 0, 4, 3], box_b=[1, 1, 5, 4])
    assert found["union.counted_twice"] == Fraction(6, 24)
    assert found["over_smaller"] == found["over_a"] == found["over_b"] == Fraction(6, 12)
    assert found["dice"] == Fraction(12, 24)
    assert found["only_shared"] == 6
    assert found["pixels"] == Fraction(4 * 3, 5 * 4 + 5 * 4 - 12)


def test_boxes_that_lie_apart_show_what_was_not_clamped():
    """Gaps of 1 and 2: −1 · −2 is a false 2, and 2/(4 + 4 − 2) = 1/3. With one gap, the area is negative."""
    apart = mistakes("iou", "iou", box_a=[0, 0, 2, 2], box_b=[3, 4, 5, 6])
    assert apart["intersection.not_clamped"] == Fraction(1, 3)
    assert mistakes("iou", "intersection", box_a=[0, 0, 2, 2], box_b=[3, 0, 5, 2])["not_clamped"] == -2


def test_the_known_mistakes_of_nms():
    scores = [0.9, 0.8, 0.7, 0.95, 0.6]
    found = mistakes("nms", "kept", boxes=FIVE, scores=scores, iou_threshold=0.5, classes=[0, 0, 1, 1, 1])
    assert find_solver("nms")(
        boxes=FIVE, scores=scores, iou_threshold=0.5, classes=[0, 0, 1, 1, 1]
    ).result_value() == (
        3,
        0,
        2,
    )
    assert found["dropped_by.classes_ignored"] == (3, 1, 2)
    assert found["order.worst_first"] == (4, 1, 3)
    assert found["order.not_sorted"] == (0, 2, 3)
    assert found["those_dropped"] == (1, 4)
    assert found["by_index"] == (0, 2, 3)
    assert found["from_one"] == (4, 1, 3)
    alone = mistakes("nms", "kept", boxes=FIVE, scores=scores, iou_threshold=0.6, score_threshold=0.65)
    assert alone["dropped_by.at_threshold"] == (3, 1, 2)
    assert alone["order.all_scores"] == (3, 0, 1, 2, 4)
    assert mistakes("nms", "kept", boxes=FIVE, scores=scores, iou_threshold=0.5)["dropped_by.chained"] == (
        3,
        2,
    )


def test_a_learners_order_that_is_none_leads_nowhere():
    """Counted from 1, the last index is beyond the list: nothing follows, and nothing breaks."""
    solver = find_solver("nms")(boxes=FIVE, scores=[0.9, 0.8, 0.7, 0.95, 0.6], iou_threshold=0.5)
    for order in [(4, 1, 2, 3, 5), (0.5, 1, 2, 3, 4), (-1, 0, 1, 2, 3)]:
        with pytest.raises(GivenError):
            solver.following({"order": order}).value("kept")
    assert solver.following({"order": (0, 1, 2, 3, 4)}).value("kept") == (0, 2)


def test_a_table_of_many_boxes_is_left_out_of_the_working():
    """100 boxes, each overlapping its neighbours by 3/5."""
    boxes = [[at, 0, at + 4, 1] for at in range(100)]
    solver = find_solver("nms")(boxes=boxes, scores=list(range(100)), iou_threshold=0.5)
    assert solver.value("overlaps") is None
    assert solver.result_value() == tuple(range(99, -1, -2))
    assert solver.mistakes_of("kept").keys() >= {"those_dropped", "by_index", "from_one"}
    assert len(solver.working()) == 4
