"""Figures that papers, courses and other libraries' pages give for losses."""

from fractions import Fraction

import pytest

from studyapp.engine.registry import find_solver


def solved(name, **inputs):
    return find_solver(name)(**inputs).result_value()


def test_scikit_learns_examples_of_regression():
    """Its pages on the metrics: 0.375, 0.612 and 0.5 for the same four values."""
    four = {"prediction": [2.5, 0.0, 2, 8], "target": [3, -0.5, 2, 7]}
    assert solved("mse", **four) == Fraction(3, 8)
    assert solved("rmse", **four) == pytest.approx(0.612, abs=0.0005)
    assert solved("mae", **four) == Fraction(1, 2)


def test_kerass_examples():
    """Its page on losses: Huber 0.155, binary cross-entropy 0.815, from logits 0.865."""
    pair = {"prediction": [[0.6, 0.4], [0.4, 0.6]], "target": [[0, 1], [0, 0]]}
    assert float(solved("huber", **pair)) == pytest.approx(0.155, abs=0.0005)
    assert solved("binary_cross_entropy", **pair) == pytest.approx(0.815, abs=0.0005)
    logits = {"logits": [-18.6, 0.51, 2.94, -12.8], "target": [0, 1, 0, 0]}
    assert solved("binary_cross_entropy_with_logits", **logits) == pytest.approx(0.865, abs=0.0005)


def test_stanfords_example_of_softmax():
    """CS231n, Linear Classification: of −2.85, 0.86, 0.28 the last is true; it has 0.353, a loss of 1.04."""
    worked = find_solver("cross_entropy")(logits=[-2.85, 0.86, 0.28], target=2)
    assert worked.value("probabilities") == pytest.approx((0.016, 0.631, 0.353), abs=0.0006)
    assert worked.value("loss") == pytest.approx(1.04, abs=0.005)


def test_scikit_learns_example_of_the_log_loss():
    """Spam and ham: 0.21616; here each row's logits are the logarithms of its probabilities."""
    logs = [[-2.302585, -0.105361], [-0.105361, -2.302585], [-0.223144, -1.609438], [-1.049822, -0.430783]]
    for name, given in (("cross_entropy", "logits"), ("nll", "log_probabilities")):
        assert solved(name, **{given: logs, "target": [1, 0, 0, 1]}) == pytest.approx(0.21616, abs=1e-5)


def test_how_much_the_focal_loss_scales_easy_samples_down():
    """Lin et al. 2017: with γ = 2, p = 0.9 counts 100 times less, 0.968 1000 times, 0.5 only 4."""
    factors = find_solver("focal_loss")(probability=[0.9, 0.968, 0.5], target=[1, 1, 1]).value("factor")
    assert factors[0] == Fraction(1, 100)
    assert 1 / factors[1] == pytest.approx(1000, rel=0.05)
    assert factors[2] == Fraction(1, 4)


def test_scikit_learns_example_of_balanced_weights():
    """Four samples of one class and two of the other: 0.75 and 1.5."""
    assert solved("class_weights", counts=[4, 2]) == (Fraction(3, 4), Fraction(3, 2))


def test_szegedys_smoothed_targets():
    """Szegedy et al. 2016: q = (1 − ε)·one-hot + ε/K; with even logits every smoothing gives ln K."""
    even = {"logits": [0, 0, 0, 0], "target": 1}
    for share in (0, 0.1, 1):
        assert solved("cross_entropy", **even, label_smoothing=share) == pytest.approx(1.3862943611)


def test_a_detectors_total():
    """By hand: 0.05·1.2 + 0.5·0.8 + 1·0.3 = 0.06 + 0.4 + 0.3."""
    assert solved("weighted_total", terms=[1.2, 0.8, 0.3], weights=[0.05, 0.5, 1]) == Fraction(19, 25)
