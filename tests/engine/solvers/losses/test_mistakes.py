"""Known mistakes give the values that they are known for, reckoned here by hand."""

from fractions import Fraction
from math import log, sqrt

import pytest

from studyapp.engine.registry import find_solver


def mistakes(name, step, **inputs):
    worked = find_solver(name)(**inputs)
    return {
        made: worked.mistake_value(made)
        for made, declared in worked.spec.mistakes.items()
        if declared.of.name == step
    }


def test_of_the_mean_squared_error():
    """Errors −2 and 3: squares 4 and 9, mean 6.5; absolute 2.5; mean error 0.5."""
    made = mistakes("mse", "loss", prediction=[1, 4], target=[3, 1])
    assert made == {
        "not_averaged": 13,
        "rooted": pytest.approx(sqrt(6.5)),
        "halved": 3.25,
        "absolute": 2.5,
        "squared_late": 0.25,
    }


def test_of_cross_entropy_of_the_true_class():
    """Logits ln 8, 0, 0: the true class has 8/10, each other one 1/10."""
    given = {"logits": [log(8), 0, 0], "target": 0}
    made = mistakes("cross_entropy", "per_sample", **given)
    expected = {
        "base_2": -log(0.8, 2),
        "base_10": -log(0.8, 10),
        "not_negated": log(0.8),
        "log_of_rest": -log(0.2),
        "raw_logit": -log(8),
        "all_classes": -log(0.8) - 2 * log(0.1),
        "error": 0.2,
    }
    assert {name: made[name] for name in expected} == {
        name: pytest.approx(value) for name, value in expected.items()
    }
    assert mistakes("cross_entropy", "true_probability", **given)["largest"] == pytest.approx(0.8)


def test_of_smoothing():
    """p = 0.8, 0.1, 0.1 and ε = 0.3."""
    true, others = -log(0.8), -2 * log(0.1)
    made = mistakes("cross_entropy", "per_sample", logits=[log(8), 0, 0], target=0, label_smoothing=0.3)
    assert made["smoothing_ignored"] == pytest.approx(true)
    assert made["smoothing_added"] == pytest.approx(true + 0.3 / 3 * (true + others))
    assert made["others_smoothed"] == pytest.approx(0.7 * true + 0.3 / 2 * others)


def test_of_what_the_mean_divides_by():
    """Losses 1·2, 0 and 3·4 = 14 in all; weights 2 and 4, of all classes 2 + 4 + 1."""
    made = mistakes(
        "nll",
        "loss",
        log_probabilities=[[-1, -9, -9], [0, 0, 0], [-9, -3, -9]],
        target=[0, -100, 1],
        weight=[2, 4, 1],
    )
    assert made["not_averaged"] == 14
    assert made["divided_by_count"] == 7
    assert made["ignored_counted"] == 2
    assert made["divided_by_classes"] == 2
    plain = mistakes("nll", "loss", log_probabilities=[[-2, -1], [0, 0]], target=[0, -100])
    assert plain["ignored_counted"] == 1


def test_of_weights_left_out():
    made = mistakes("nll", "per_sample", log_probabilities=[[-2, -1]], target=[0], weight=[3, 1])
    assert made["weights_ignored"] == (2,)
    made = mistakes("binary_cross_entropy", "loss", prediction=[0.5, 0.5], target=[1, 1], weight=[3, 1])
    assert made["divided_by_weights"] == pytest.approx(log(2))


def test_of_huber():
    """Errors 1 and 4, δ = 2: ½ and 2·(4 − 1)."""
    made = mistakes("huber", "per_element", prediction=[1, 4], target=[0, 0], delta=2)
    assert made == {
        "branches_swapped": (0, 8),
        "no_half": (1, 6),
        "line_through_zero": (0.5, 8),
        "delta_ignored": (0.5, 3.5),
        "smooth_l1": (0.25, 3),
        "all_squared": (0.5, 8),
    }


def test_of_the_binary_cross_entropy():
    made = mistakes("binary_cross_entropy", "per_element", prediction=[0.9, 0.2], target=[1, 0])
    assert made["only_ones"] == pytest.approx((-log(0.9), 0))
    assert made["changed_places"] == pytest.approx((-log(0.1), -log(0.2)))
    assert made["both_added"] == pytest.approx((-log(0.9) - log(0.1), -log(0.2) - log(0.8)))
    ones = mistakes("binary_cross_entropy_with_logits", "loss_if_one", logits=[0], target=[1], pos_weight=3)
    assert ones["pos_weight_ignored"] == pytest.approx((log(2),))


def test_of_the_focal_loss():
    """p = 0.8 of the target 0: 0.2 remain; γ = 2."""
    given = {"probability": 0.8, "target": 0, "gamma": 2, "alpha": 0.25}
    assert mistakes("focal_loss", "true_probability", **given)["not_turned"] == Fraction(4, 5)
    assert mistakes("focal_loss", "factor", **given) == {
        "of_hard": pytest.approx(0.04),
        "no_exponent": pytest.approx(0.8),
        "multiplied": pytest.approx(1.6),
    }
    assert mistakes("focal_loss", "balance", **given) == {"same_for_both": 0.25, "changed_places": 0.25}
    made = mistakes("focal_loss", "per_sample", **given)
    assert made["not_focused"] == pytest.approx(-0.75 * log(0.2))
    assert made["alpha_ignored"] == pytest.approx(-0.64 * log(0.2))


def test_of_class_weights():
    """90 and 10: right are 5/9 and 5."""
    made = mistakes("class_weights", "weights", counts=[90, 10])
    assert made["shares"] == (Fraction(9, 10), Fraction(1, 10))
    assert made["upside_down"] == (Fraction(9, 5), Fraction(1, 5))
    assert made["to_one"] == (Fraction(1, 10), Fraction(9, 10))
    assert made["not_per_class"][1] == 10
    assert made["to_largest"] == (1, 9)


def test_of_the_weighted_total():
    made = mistakes("weighted_total", "total", terms=[1, 4], weights=[3, 1])
    assert made == {"weights_ignored": 5, "averaged": 3.5, "weighted_mean": 1.75, "multiplied_late": 20}
