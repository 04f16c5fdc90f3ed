"""The point of each demonstration of detection, as figures that would be others if it were not so."""

import pytest

from studyapp.engine.demos import find_demo
from studyapp.engine.demos.nms import Nms
from studyapp.engine.demos.precision_recall import PrecisionRecall
from tests.engine.demos.proofs.moments import figures


def iou(one, other):
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    shared = max(0, width) * max(0, height)
    area = (one[2] - one[0]) * (one[3] - one[1]) + (other[2] - other[0]) * (other[3] - other[1])
    return shared / (area - shared)


@pytest.mark.parametrize("threshold", [0.1, 0.5, 0.9])
def test_no_two_boxes_that_are_kept_overlap_too_much_and_every_other_has_a_better_one_over_it(threshold):
    demo = Nms(iou_threshold=threshold)
    boxes, scores = demo.drawn()
    *_before, frame = demo.frames()
    kept = frame.figures["kept"]
    assert all(iou(boxes[a], boxes[b]) <= threshold for a in kept for b in kept if a != b)
    for dropped in frame.figures["dropped"]:
        assert any(iou(boxes[dropped], boxes[a]) > threshold and scores[a] > scores[dropped] for a in kept)
    assert len(kept) + len(frame.figures["dropped"]) == len(boxes)
    assert frame.figures["left"] == 0


def test_at_the_usual_threshold_one_box_an_object_is_left():
    assert len(figures("nms")["kept"]) == 3
    assert len(figures("nms", iou_threshold=0.1)["kept"]) < 3
    assert len(figures("nms", iou_threshold=0.9)["kept"]) > 3


def test_a_detection_problem_brings_its_boxes():
    givens = {
        "boxes": ((0, 0, 2, 2), (0, 0, 2, 1.9), (3, 3, 4, 4)),
        "scores": (0.9, 0.8, 0.3),
        "iou_threshold": 0.5,
    }
    *_before, frame = Nms.from_givens(givens).frames()
    assert frame.figures["kept"] == (0, 2)
    assert frame.figures["dropped"] == (1,)


def test_a_problem_on_two_boxes_brings_them():
    *_before, frame = Nms.from_givens({"box_a": (0, 0, 4, 4), "box_b": (0, 0, 4, 3)}).frames()
    assert (frame.figures["kept"], frame.figures["dropped"]) == ((0,), (1,))  # an IoU of 3/4


def test_a_problem_on_groups_of_channels_brings_its_norm():
    demo = find_demo("norm-axes").from_givens({"num_groups": 2, "x": ((1, 2), (3, 4))})
    assert (demo.norm, demo.groups) == ("group", 2)


def test_precision_and_recall_are_counted_from_the_ranking():
    demo = PrecisionRecall()
    _scores, matches, total = demo.ranking()
    frames = list(demo.frames())
    for at, frame in enumerate(frames, 1):
        right = int(matches[:at].sum())
        assert frame.figures["precision"] == pytest.approx(right / at)
        assert frame.figures["recall"] == pytest.approx(right / total)
    recalls = [frame.figures["recall"] for frame in frames]
    precisions = [frame.figures["precision"] for frame in frames]
    assert recalls == sorted(recalls)
    assert precisions != sorted(precisions)
    assert precisions != sorted(precisions, reverse=True)
    assert recalls[-1] == pytest.approx(12 / 14)


def test_scores_that_part_better_give_more_average_precision():
    found = [figures("precision-recall", separation=part)["average_precision"] for part in (0.0, 1.5, 6.0)]
    assert found == sorted(found)
    assert figures("precision-recall", separation=6.0, missed=0)["average_precision"] > 0.95


def test_a_ranking_of_a_problem_is_taken_as_it_is():
    demo = PrecisionRecall.from_givens({"scores": (0.9, 0.8, 0.1), "matches": (1, 0, 1), "positives": 3})
    # 1/3·1 + 1/3·2/3
    assert list(demo.frames())[-1].figures["average_precision"] == pytest.approx(5 / 9)
