"""Where a loss has an edge: what stays exact, what stays stable, what is left out, what is refused."""

import re
import subprocess
import sys
from fractions import Fraction
from math import log

import numpy as np
import pytest

from studyapp.engine.registry import find_solver
from studyapp.errors import GivenError


def solved(name, **inputs):
    return find_solver(name)(**inputs).result_value()


def test_decimals_count_as_written():
    """0.3 − 0.1 = 0.2, squared 0.04; in doubles it is not."""
    assert solved("mse", prediction=[0.3], target=[0.1]) == Fraction(1, 25)
    assert solved("mae", prediction=0.3, target=0.1) == Fraction(1, 5)
    assert solved("huber", prediction=0.3, target=0.1, delta=0.1) == Fraction(3, 200)
    assert solved("smooth_l1", prediction=0.3, target=0.1, beta=0.1) == Fraction(3, 20)
    assert solved("weighted_total", terms=[0.1] * 3, weights=[1, 1, 1]) == Fraction(3, 10)
    assert solved("nll", log_probabilities=[[-0.1, -3], [-0.2, -2]], target=[0, 0]) == Fraction(3, 20)


def test_a_perfect_square_has_an_exact_root():
    """Errors 1 and 7: (1 + 49)/2 = 25."""
    assert solved("rmse", prediction=[2, 7], target=[1, 0]) == 5
    assert isinstance(solved("rmse", prediction=[2, 7], target=[1, 0]), int)
    assert solved("rmse", prediction=[1, 2], target=[0, 0]) == pytest.approx(2.5**0.5)


def test_both_branches_meet_at_the_bend():
    """|e| = δ = 2: 2²/2 = 2·(2 − 1) = 2; smooth L1 half of that."""
    for target in (2, -2):
        assert solved("huber", prediction=0, target=target, delta=2) == 2
        assert solved("smooth_l1", prediction=0, target=target, beta=2) == 1
    assert solved("smooth_l1", prediction=[0, 0], target=[0, 3], beta=0) == Fraction(3, 2)


@pytest.mark.parametrize(("probability", "target", "loss"), [(0, 1, 100), (1, 0, 100), (0, 0, 0), (1, 1, 0)])
def test_logarithms_are_cut_at_minus_100(probability, target, loss):
    assert solved("binary_cross_entropy", prediction=probability, target=target) == loss
    assert solved("focal_loss", probability=probability, target=target) == loss


def test_a_tiny_probability_keeps_its_digits():
    """−ln(1 − 1e-20) is 1e-20, though 1 − 1e-20 is 1 in doubles; 1e-30 is not yet cut: 30·ln 10 = 69.08."""
    assert solved("binary_cross_entropy", prediction=1e-20, target=0) == pytest.approx(1e-20, abs=1e-30)
    assert solved("binary_cross_entropy", prediction=1e-30, target=1) == pytest.approx(69.0775527898)


def test_logits_of_a_thousand():
    assert solved("binary_cross_entropy_with_logits", logits=[1000, -1000], target=[0, 1]) == 1000
    assert solved("binary_cross_entropy_with_logits", logits=[1000, -1000], target=[1, 0]) == 0
    rows = [[1000, -1000, 0], [-1000, 1000, 1000]]
    losses = solved("cross_entropy", logits=rows, target=[1, 1], reduction="none")
    assert losses == pytest.approx((2000, log(2)), rel=1e-12)
    assert solved("cross_entropy", logits=rows, target=[0, 0]) == 1000 + log(2) / 2


def test_zero_is_not_minus_zero():
    worked = find_solver("cross_entropy")(logits=[[1000, 0]], target=[0], reduction="none")
    assert str(worked.result_value()) == "(0.0,)"
    assert str(solved("binary_cross_entropy", prediction=[1, 0.5], target=[1, 0.5])) == str(log(2) / 2)


@pytest.mark.parametrize("ignored", [-100, -1, 0, 2, 255, 10**400])
def test_any_whole_number_may_stand_for_samples_left_out(ignored):
    """Three even classes: ln 3 for each sample that counts, and for their mean."""
    target = [ignored, 1] if abs(ignored) < 2**60 else [1, 1]
    given = {"logits": [[5, 5, 5], [0, 0, 0]], "target": target, "ignore_index": ignored}
    assert solved("cross_entropy", **given) == pytest.approx(log(3))
    losses = solved("cross_entropy", **given, reduction="none")
    assert losses == pytest.approx((0 if ignored in target else log(3), log(3)))


def test_where_nothing_is_averaged_all_may_be_left_out():
    given = {"log_probabilities": [[-1, -2]], "target": [-100]}
    assert solved("nll", **given, reduction="sum") == 0
    assert solved("nll", **given, reduction="none") == (0,)


def test_the_mean_divides_by_the_weights_of_the_targets():
    """Losses 1 and 2 with the weights 3 and 1: (3 + 2)/4; binary cross-entropy divides by 2."""
    given = {"log_probabilities": [[-1, -9], [-9, -2]], "target": [0, 1], "weight": [3, 1]}
    assert solved("nll", **given) == Fraction(5, 4)
    assert solved("nll", **given, reduction="sum") == 5
    even = {"prediction": [0.5, 0.5], "target": [1, 0], "weight": [3, 1]}
    assert solved("binary_cross_entropy", **even) == pytest.approx(2 * log(2))


def test_a_single_sample_has_a_single_loss():
    assert solved("nll", log_probabilities=[-1, -2], target=1, weight=[5, 7]) == 2
    assert solved("nll", log_probabilities=[-1, -2], target=1, weight=[5, 7], reduction="none") == 14


def test_pixels_have_a_class_each():
    """Scores (1, 2, 1, 2) and targets (1, 1, 2): two pixels, of which the second is left out."""
    scores = [[[[-1, -2]], [[-3, -4]]]]
    given = {"log_probabilities": scores, "target": [[[1, 0]]], "ignore_index": 0}
    assert solved("nll", **given) == 3
    assert solved("nll", **given, reduction="none") == (((3, 0),),)


def test_smoothing_and_weights_together_by_hand():
    """p = ½, ½, weights 1 and 3, class 0, ε = 0.2: 0.8·ln 2 + 0.1·(1 + 3)·ln 2, divided by the weight 1."""
    given = {"logits": [[7, 7]], "target": [0], "weight": [1, 3], "label_smoothing": 0.2}
    assert solved("cross_entropy", **given) == pytest.approx(1.2 * log(2))


def test_a_large_focusing_exponent_leaves_nothing():
    assert solved("focal_loss", probability=0.25, target=1, gamma=10**6) == 0
    assert solved("focal_loss", probability=[0.25], target=[1], gamma=10**6) == 0


def test_many_values_are_worked_as_floats():
    """Errors 0 … 999: mean square 999·1999/6, mean 499.5."""
    many = {"prediction": np.arange(1000.0), "target": np.zeros(1000)}
    assert solved("mse", **many) == pytest.approx(999 * 1999 / 6)
    assert solved("mae", **many) == pytest.approx(499.5)
    assert solved("huber", **many, delta=1) == pytest.approx((0.5 + 998 * (2 + 999) / 2 - 998 / 2) / 1000)
    rows = np.tile([0.0, log(3)], (1000, 1))
    assert solved("cross_entropy", logits=rows, target=np.ones(1000, dtype=int)) == pytest.approx(log(4 / 3))


REFUSED = [
    (
        "mse",
        {"prediction": [1, 2], "target": [1]},
        "target has the shape [1]; it must have that of prediction",
    ),
    (
        "mae",
        {"prediction": [1, 2], "target": 1},
        "target has the shape []; it must have that of prediction, [2]",
    ),
    (
        "huber",
        {"prediction": 1, "target": 2, "delta": 0},
        "delta is 0; it must be a finite number with delta > 0",
    ),
    (
        "smooth_l1",
        {"prediction": 1, "target": 2, "beta": -1},
        "beta is -1; it must be a finite number with beta",
    ),
    (
        "binary_cross_entropy",
        {"prediction": [0.5, 1.2], "target": [0, 1]},
        "prediction is [0.5, 1.2]; each entry must be a number with 0 ≤ prediction ≤ 1",
    ),
    (
        "binary_cross_entropy",
        {"prediction": [0.5, 0.2], "target": [0, 2]},
        "target is [0, 2]; each entry must be a number with 0 ≤ target ≤ 1",
    ),
    (
        "binary_cross_entropy",
        {"prediction": [0.5, 0.2], "target": [0, 1], "weight": [1, 2, 3]},
        "weight has the shape [3]; it must stretch to that of prediction, [2]",
    ),
    (
        "binary_cross_entropy_with_logits",
        {"logits": [0.5, 0.2], "target": [0, 1], "pos_weight": [[1, 2]]},
        "pos_weight has the shape [1, 2]; it must stretch to that of logits, [2]",
    ),
    (
        "cross_entropy",
        {"logits": [[1, 2, 3]], "target": [3]},
        "target holds 3; each entry must be a class, 0 to 2, or the ignore_index",
    ),
    (
        "cross_entropy",
        {"logits": [1, 2, 3], "target": -1},
        "target holds -1; each entry must be a class, 0 to 2, or the ignore_index",
    ),
    (
        "cross_entropy",
        {"logits": [[1, 2, 3]], "target": 0},
        "target has the shape []; logits, of shape [1, 3], ask for [1]",
    ),
    (
        "nll",
        {"log_probabilities": [[[-1, -2]]], "target": [0]},
        "target has the shape [1]; log_probabilities, of shape [1, 1, 2], ask for [1, 2]",
    ),
    (
        "cross_entropy",
        {"logits": [[1, 2, 3]], "target": [0], "weight": [1, 2]},
        "weight has 2 numbers; it must have one for each of 3 classes",
    ),
    (
        "cross_entropy",
        {"logits": [[1, 2], [3, 4]], "target": [-100, -100]},
        "target holds only -100, the ignore_index; a mean needs a sample that counts",
    ),
    (
        "nll",
        {"log_probabilities": [-1, -2], "target": 1, "ignore_index": 1},
        "target holds only 1, the ignore_index",
    ),
    (
        "cross_entropy",
        {"logits": [[1, 2], [3, 4]], "target": [0, -100], "weight": [0, 1]},
        "weight is [0, 1]; a mean needs a target whose weight is above 0",
    ),
    (
        "cross_entropy",
        {"logits": [1, 2], "target": 0, "label_smoothing": 1.5},
        "label_smoothing is 1.5; it must be a finite number with 0 ≤ label_smoothing ≤ 1",
    ),
    (
        "cross_entropy",
        {"logits": [1, 2], "target": 0.5},
        "target holds 0.5; each entry must be a whole number",
    ),
    (
        "cross_entropy",
        {"logits": [1, 2], "target": 0, "reduction": "max"},
        'reduction is "max"; it must be one of mean, sum, none',
    ),
    (
        "focal_loss",
        {"probability": [0.5], "target": [2]},
        "target is [2]; each entry must be a number with 0 ≤ target ≤ 1",
    ),
    (
        "focal_loss",
        {"probability": 0.5, "target": [1]},
        "target has the shape [1]; it must have that of prob",
    ),
    ("class_weights", {"counts": [3, 0]}, "counts has 0 at place 1; each entry must be a whole number"),
    (
        "weighted_total",
        {"terms": [1, 2], "weights": [1]},
        "weights has 1 numbers; it must have one for each of 2 terms",
    ),
    (
        "mse",
        {"prediction": np.full(300, 1e200), "target": np.zeros(300)},
        "prediction, target: the loss cannot",
    ),
]


@pytest.mark.parametrize(("name", "inputs", "sentence"), REFUSED)
def test_what_has_no_answer_is_refused_with_the_reason(name, inputs, sentence):
    with pytest.raises(GivenError, match=f"^{re.escape(sentence)}"):
        solved(name, **inputs)


def test_single_numbers_do_without_numpy():
    program = (
        "import sys; from studyapp.engine.registry import find_solver\n"
        "for name, inputs in [('mse', dict(prediction=1, target=3)),\n"
        "    ('rmse', dict(prediction=1, target=3)),\n"
        "    ('huber', dict(prediction=1, target=3)), ('smooth_l1', dict(prediction=1, target=3)),\n"
        "    ('binary_cross_entropy', dict(prediction=0.3, target=1, weight=2)),\n"
        "    ('binary_cross_entropy_with_logits', dict(logits=0.3, target=1, pos_weight=2)),\n"
        "    ('focal_loss', dict(probability=0.3, target=1, alpha=0.25))]:\n"
        "    find_solver(name)(**inputs).working()\n"
        "print('numpy' in sys.modules)"
    )
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert shown.stdout == "False\n"
