"""Confusion, precision and recall, and segmentation: published examples, edges, refusals, known mistakes."""

import re
from fractions import Fraction

import numpy as np
import pytest

from studyapp.engine.registry import find_solver
from studyapp.errors import GivenError


def solved(name, **inputs):
    return find_solver(name)(**inputs).result_value()


def test_the_example_in_scikit_learns_manual():
    """sklearn.metrics.confusion_matrix: truth 2 0 2 2 0 1, prediction 0 0 2 2 0 2."""
    found = solved("confusion_matrix", truth=[2, 0, 2, 2, 0, 1], prediction=[0, 0, 2, 2, 0, 2])
    assert found == ((2, 0, 0), (0, 0, 1), (1, 0, 2))


def test_more_classes_than_there_are_labels():
    assert solved("confusion_matrix", truth=[0], prediction=[1], classes=3) == (
        (0, 1, 0),
        (0, 0, 0),
        (0, 0, 0),
    )
    assert solved("confusion_matrix", truth=[0, 0], prediction=[0, 0]) == ((2,),)


def test_the_rows_of_a_label_image_are_one_list():
    flat = solved("confusion_matrix", truth=[0, 1, 1, 2], prediction=[0, 1, 2, 2])
    assert solved("confusion_matrix", truth=[[0, 1], [1, 2]], prediction=[[0, 1], [2, 2]]) == flat
    assert flat == ((1, 0, 0), (0, 1, 1), (0, 0, 1))


def test_labels_of_any_width():
    truth, prediction = np.array([200, 3], dtype=np.uint8), np.array([200, 200], dtype=np.int16)
    found = solved("confusion_matrix", truth=truth, prediction=prediction)
    assert len(found) == 201
    assert (found[200][200], found[3][200], sum(map(sum, found))) == (1, 1, 2)


def test_sums_of_rows_and_columns_can_be_asked_for():
    solver = find_solver("confusion_matrix")(truth=[2, 0, 2, 2, 0, 1], prediction=[0, 0, 2, 2, 0, 2])
    assert solver.value("support") == (2, 1, 3)
    assert solver.value("predicted") == (3, 0, 3)
    assert solver.value("right") == 4


def test_the_known_mistakes_of_a_confusion_matrix():
    solver = find_solver("confusion_matrix")(truth=[0, 0, 0, 1], prediction=[0, 1, 1, 1])
    assert solver.result_value() == ((1, 2), (0, 1))
    found = solver.mistakes_of("matrix")
    assert found["transposed"] == ((1, 0), (2, 1))
    assert found["reversed_classes"] == ((1, 0), (2, 1))
    assert found["shares_of_rows"] == ((Fraction(1, 3), Fraction(2, 3)), (0, 1))
    assert found["shares_of_all"] == ((Fraction(1, 4), Fraction(1, 2)), (0, Fraction(1, 4)))
    assert found["diagonal_only"] == ((1, 0), (0, 1))


@pytest.mark.parametrize("own", [1, 2.5, 10**12, -3])
def test_a_learners_number_of_classes_may_be_no_number_of_classes(own):
    solver = find_solver("confusion_matrix")(truth=[0, 1], prediction=[1, 1])
    with pytest.raises(GivenError):
        solver.following({"count": own}).value("matrix")
    assert solver.following({"count": 3}).value("matrix") == ((0, 1, 0), (0, 1, 0), (0, 0, 0))


EIGHT = {"tp": 8, "fp": 2, "fn": 4, "tn": 6}


def test_a_report_by_hand():
    """8/10, 8/12, 2·8/(16 + 2 + 4), 14/20."""
    assert solved("classification_report", **EIGHT) == {
        "precision": Fraction(4, 5),
        "recall": Fraction(2, 3),
        "f1": Fraction(8, 11),
        "accuracy": Fraction(7, 10),
    }


def test_counts_of_any_size_are_exact():
    found = solved("classification_report", tp=10**30, fp=1, fn=10**30)
    assert found["precision"] == Fraction(10**30, 10**30 + 1)
    assert found["recall"] == Fraction(1, 2)


def test_nothing_found_right_is_0():
    found = solved("classification_report", tp=0, fp=1, fn=1)
    assert found == {"precision": 0, "recall": 0, "f1": 0, "accuracy": 0}


@pytest.mark.parametrize(
    ("inputs", "step", "value", "refused", "names"),
    [
        ({"tp": 0, "fp": 0, "fn": 3}, "recall", 0, "precision", "tp, fp"),
        ({"tp": 0, "fp": 3, "fn": 0}, "precision", 0, "recall", "tp, fn"),
        ({"tp": 0, "fp": 0, "fn": 0, "tn": 5}, "accuracy", 1, "f1", "tp, fp, fn"),
    ],
)
def test_a_ratio_without_a_denominator_is_refused_and_the_others_are_not(inputs, step, value, refused, names):
    solver = find_solver("classification_report")(**inputs)
    assert solver.value(step) == value
    sentence = f"{names} are 0; the {refused} divides by their sum, so they must not all be 0"
    with pytest.raises(GivenError, match=f"^{re.escape(sentence)}"):
        solver.value(refused)
    with pytest.raises(GivenError, match="are 0; the"):
        solver.result_value()
    assert [each.name for each in solver.working([step])] == [step]


def test_no_counts_at_all_have_no_accuracy():
    with pytest.raises(GivenError, match=r"^tp, fp, fn, tn are 0; the accuracy"):
        find_solver("classification_report")(tp=0, fp=0, fn=0).value("accuracy")


def test_the_known_mistakes_of_precision_and_f1():
    """Recall 8/12, accuracy 14/20, specificity 6/8. P = 4/5, R = 2/3: mean 11/15, PR/(P+R) 4/11, √(8/15)."""
    solver = find_solver("classification_report")(**EIGHT)
    precision = solver.mistakes_of("precision")
    assert precision["recall_for_precision"] == Fraction(2, 3)
    assert precision["accuracy_for_precision"] == Fraction(7, 10)
    assert precision["specificity_for_precision"] == Fraction(3, 4)
    f1 = solver.mistakes_of("f1")
    assert f1["plain_mean"] == Fraction(11, 15)
    assert f1["no_two"] == Fraction(4, 11)
    assert f1["geometric"] == pytest.approx(0.73029674)
    assert f1["jaccard"] == Fraction(4, 7)
    recall = solver.mistakes_of("recall")
    assert recall["specificity_for_recall"] == Fraction(3, 4)
    assert recall["missed_share"] == Fraction(1, 3)
    assert solver.mistakes_of("accuracy")["balanced"] == (Fraction(2, 3) + Fraction(3, 4)) / 2


def test_mistakes_that_need_what_there_is_not_are_left_out():
    """Without positives called so, precision has no value and nothing can be made of it."""
    found = find_solver("classification_report")(tp=0, fp=0, fn=3).mistakes_of("f1")
    assert "plain_mean" not in found
    assert found["jaccard"] == 0


def test_keras_mean_iou():
    """Its manual's example: truth 0 0 1 1, prediction 0 1 0 1; each class 1/(2 + 2 − 1), mean 0.33333334."""
    matrix = solved("confusion_matrix", truth=[0, 0, 1, 1], prediction=[0, 1, 0, 1])
    found = solved("segmentation_scores", confusion=matrix)
    third = Fraction(1, 3)
    assert found == {"pixel_accuracy": Fraction(1, 2), "class_iou": (third, third), "mean_iou": third}


def test_a_class_that_is_nowhere_and_one_that_is_only_predicted():
    """50/(55 + 54 − 50), 30/(34 + 32 − 30), none, 0/3: the mean is over three."""
    found = solved("segmentation_scores", confusion=[[50, 2, 0, 3], [4, 30, 0, 0], [0] * 4, [0] * 4])
    ious = (Fraction(50, 59), Fraction(5, 6), None, 0)
    assert found["class_iou"] == ious
    assert found["mean_iou"] == (ious[0] + ious[1]) / 3
    assert found["pixel_accuracy"] == Fraction(80, 89)


def test_a_class_that_is_only_true_has_iou_0():
    found = solved("segmentation_scores", confusion=[[3, 0], [1, 0]])
    assert found["class_iou"] == (Fraction(3, 4), 0)
    assert found["mean_iou"] == Fraction(3, 8)


def test_pixels_beyond_64_bits_are_added_exactly():
    most = 2**63 - 1
    found = solved("segmentation_scores", confusion=[[most, most], [most, most]])
    assert found == {
        "pixel_accuracy": Fraction(1, 2),
        "class_iou": (Fraction(1, 3), Fraction(1, 3)),
        "mean_iou": Fraction(1, 3),
    }


def test_many_classes():
    matrix = np.eye(500, dtype=int) * 7
    matrix[0, 1] = 7
    found = solved("segmentation_scores", confusion=matrix)
    assert found["mean_iou"] == pytest.approx((498 + 1 / 2 + 1 / 2) / 500)
    assert found["pixel_accuracy"] == Fraction(500, 501)


def test_the_known_mistakes_of_segmentation():
    """Rows 55, 34; columns 54, 32, 0, 3; IoU 50/59, 5/6, none, 0."""
    solver = find_solver("segmentation_scores")(confusion=[[50, 2, 0, 3], [4, 30, 0, 0], [0] * 4, [0] * 4])
    one, two = Fraction(50, 59), Fraction(5, 6)
    mean = solver.mistakes_of("mean_iou")
    assert mean["absent_counted"] == (one + two) / 4
    assert mean["predicted_only_left_out"] == (one + two) / 2
    assert mean["weighted"] == (55 * one + 34 * two) / 89
    assert mean["pooled"] == Fraction(80, 59 + 36 + 3)
    assert mean["accuracy_instead"] == Fraction(80, 89)
    assert mean["unions.counted_twice"] == (Fraction(50, 109) + Fraction(30, 66)) / 3
    iou = solver.mistakes_of("class_iou")
    assert iou["recalls"] == (Fraction(50, 55), Fraction(30, 34), None, None)
    assert iou["precisions"] == (Fraction(50, 54), Fraction(30, 32), None, 0)
    assert iou["dice"] == (Fraction(100, 109), Fraction(60, 66), None, 0)
    accuracy = solver.mistakes_of("pixel_accuracy")
    assert accuracy["mean_recall"] == (Fraction(50, 55) + Fraction(30, 34)) / 2
    assert accuracy["mean_iou_instead"] == (one + two) / 3


@pytest.mark.parametrize(
    ("name", "inputs", "sentence"),
    [
        (
            "confusion_matrix",
            {"truth": [0, 1], "prediction": [0]},
            "prediction has the shape [1]; it must have that of truth, [2]",
        ),
        (
            "confusion_matrix",
            {"truth": [0, 3], "prediction": [0, 1], "classes": 3},
            "truth holds 3; with 3 classes, labels go up to 2",
        ),
        (
            "confusion_matrix",
            {"truth": [0, 1], "prediction": [0, 10**12]},
            "prediction holds 1000000000000; labels may go up to 2047",
        ),
        (
            "confusion_matrix",
            {"truth": [0, -1], "prediction": [0, 1]},
            "truth is [0, -1]; each entry must be",
        ),
        (
            "confusion_matrix",
            {"truth": [0], "prediction": [0], "classes": 10**12},
            "classes is 1000000000000; it must",
        ),
        (
            "segmentation_scores",
            {"confusion": [[1, 2]]},
            "confusion has 1 rows and 2 columns; it must have as many",
        ),
        (
            "segmentation_scores",
            {"confusion": [[0, 0], [0, 0]]},
            "confusion holds only zeros; at least one pixel",
        ),
        (
            "segmentation_scores",
            {"confusion": [[1.5]]},
            "confusion holds 1.5; each entry must be a whole number",
        ),
        (
            "classification_report",
            {"tp": -1, "fp": 0, "fn": 0},
            "tp is -1; it must be a whole number with tp ≥ 0",
        ),
    ],
)
def test_what_has_no_answer_is_refused_with_the_reason(name, inputs, sentence):
    with pytest.raises(GivenError, match=f"^{re.escape(sentence)}"):
        solved(name, **inputs)


def test_without_true_negatives_nothing_is_taken_for_a_ratio_of_them():
    """A detector has no true negatives: 0 is no specificity of it, and TP/(TP+FP+FN) only the IoU."""
    solver = find_solver("classification_report")(tp=6, fp=2, fn=8)
    assert solver.mistakes_of("precision")["specificity_for_precision"] == solver.precision
    assert solver.mistakes_of("recall")["specificity_for_recall"] == solver.recall
    found = solver.mistakes_of("f1")
    assert found["jaccard"] == Fraction(3, 8)
    assert found["accuracy_for_f1"] == solver.f1
