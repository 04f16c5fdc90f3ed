"""Scores of a confusion matrix: the cells that light up are those that the value is made of."""

from fractions import Fraction

import pytest

from studyapp.engine.demos import find_demo
from tests.engine.demos.proofs.moments import figures


def opened(**givens):
    return find_demo("confusion-matrix").from_givens(givens)


def told(demo):
    """Every figure of a demonstration, the first of each name."""
    return {name: value for frame in reversed(list(demo.frames())) for name, value in frame.figures.items()}


def lit(heat_map):
    return sum(heat_map.cells[row][column] or 0 for row, column in heat_map.marks)


def test_what_is_above_over_what_is_below_is_the_score():
    looked_at = 0
    for frame in find_demo("confusion-matrix")().frames():
        name, value = list(frame.figures.items())[-1]
        above, below, _bars = frame.shapes
        if name in {"precision", "recall", "accuracy"} or name.startswith("iou"):
            assert lit(above) / lit(below) == pytest.approx(value)
            looked_at += 1
        if name == "f1":  # true positives count twice, above and below
            assert 2 * lit(above) / (lit(below) + lit(above)) == pytest.approx(value)
    assert looked_at == 6


def test_the_scores_of_a_matrix_are_those_worked_by_hand():
    # scikit-learn, y_true = [0]*60 + [1]*40: 55 and 5, 10 and 30.
    found = told(find_demo("confusion-matrix")())
    assert found["precision"] == pytest.approx(30 / 35)
    assert found["recall"] == pytest.approx(30 / 40)
    assert found["f1"] == pytest.approx(60 / 75)
    assert (found["iou_0"], found["iou_1"]) == pytest.approx((55 / 70, 30 / 45))
    assert found["mean_iou"] == pytest.approx((55 / 70 + 30 / 45) / 2)
    assert found["accuracy"] == pytest.approx(0.85)


def test_a_class_that_is_never_found_is_hidden_by_accuracy_and_not_by_the_mean_of_ious():
    demo = find_demo("confusion-matrix").preset("rare")
    assert (told(demo)["accuracy"], told(demo)["mean_iou"]) == pytest.approx((0.95, 0.475))
    first = next(iter(demo.frames()))
    assert first.figures["precision"] is None
    assert "nothing to divide by" in first.caption.en
    assert "分母为零" in first.caption.zh


def test_samples_find_their_row_by_the_truth_and_their_column_by_what_was_said():
    demo = opened(truth=(0, 0, 1, 1, 1), prediction=(0, 1, 1, 1, 0))
    placed = [frame for frame in demo.frames() if "sample" in frame.figures]
    assert [frame.shapes[1].marks for frame in placed] == [
        ((0, 0),),
        ((0, 1),),
        ((1, 1),),
        ((1, 1),),
        ((1, 0),),
    ]
    assert placed[-1].figures["matrix"] == ((1, 1), (1, 2))
    assert placed[1].figures["matrix"] == ((1, 1), (0, 0))


def test_a_class_that_is_nowhere_is_left_out_of_the_mean():
    found = told(opened(confusion=((60, 0, 0), (0, 30, 10), (0, 0, 0))))
    # IoUs 1, 30/40 and, for the class that is only called so, 0/10.
    assert found["mean_iou"] == pytest.approx(Fraction(7, 12))
    absent = told(opened(confusion=((60, 20, 0), (0, 20, 0), (0, 0, 0))))
    assert absent["mean_iou"] == pytest.approx((60 / 80 + 20 / 40) / 2)
    assert absent["iou_2"] is None


def test_precision_and_recall_alone_become_the_least_counts_that_have_them():
    demo = opened(p=Fraction(3, 5), r=Fraction(3, 10))
    ((unknown, false_alarms), (missed, found)) = demo.own_matrices[0]
    assert (unknown, false_alarms, missed, found) == (None, 2, 7, 3)
    assert told(demo)["f1"] == pytest.approx(0.4)
    assert "accuracy" not in told(demo)


def test_two_detectors_of_one_average_differ_by_their_harmonic_mean():
    demo = opened(pa=0.9, ra=0.3, pb=0.6, rb=0.6)
    ends = [frame for frame in demo.frames() if "iou_1" in frame.figures]
    assert [frame.figures["f1"] for frame in ends] == pytest.approx([0.45, 0.6])
    assert [frame.shapes[2].say.en[:2] for frame in ends] == ["A:", "B:"]


def test_the_class_looked_at_says_which_row_and_column_count():
    demo = opened(confusion=((50, 5, 5), (0, 20, 10), (5, 5, 30)))
    by_class = [told(demo.turned("looked_at", turns))["recall"] for turns in (-1, 0, 1)]
    assert by_class == pytest.approx([50 / 60, 20 / 30, 30 / 40])


@pytest.mark.parametrize(
    "givens",
    [
        {"confusion": ((0, 0), (0, 0))},
        {"confusion": ((0.5, 1), (2, 3))},
        {"confusion": ((1, 2),)},
        {"truth": (0, 1), "prediction": (0,)},
        {"truth": (0, 9), "prediction": (0, 1)},
        {"p": 0, "r": Fraction(1, 2)},
        {"p": "a", "r": None},
        {"tp": 0, "fp": 0, "fn": 0},
    ],
)
def test_whatever_a_pack_writes_there_is_a_picture(givens):
    assert all(frame.figures for frame in opened(**givens).frames())


def test_nothing_counted_is_told():
    none = dict.fromkeys(("true_positives", "true_negatives", "false_positives", "false_negatives"), 0)
    assert figures("confusion-matrix", **none) == {"all": 0}
