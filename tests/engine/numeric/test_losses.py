"""The library's losses: stable far out, in the precision they are given, of any shape."""

import math

import numpy as np
import pytest

from studyapp.engine.numeric import activations, losses


def test_softplus_neither_overflows_nor_vanishes():
    """ln(1 + e^x): x itself far to the right, e^x far to the left, ln 2 at 0."""
    found = activations.softplus(np.array([1000.0, 0.0, -50.0, -1000.0]))
    assert found == pytest.approx([1000, math.log(2), math.exp(-50), 0], rel=1e-12)


def test_logarithms_are_cut_at_minus_100():
    found = losses.clamped_log(np.array([0.0, 1e-50, math.exp(-99), 1.0]))
    assert found == pytest.approx([-100, -100, -99, 0])
    found = losses.clamped_log_of_rest(np.array([1.0, 1e-20, 0.0]))
    assert found == pytest.approx([-100, -1e-20, 0], rel=1e-12)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_precision_given_is_kept(dtype):
    logits = np.array([[2.0, 1.0, 0.1], [0.0, 3.0, 1.0]], dtype=dtype)
    target = np.array([0, -100])
    found = losses.cross_entropy(logits, target, np.ones(3, dtype=dtype), 0.1)
    assert found.dtype == activations.softplus(logits).dtype == losses.clamped_log(logits + 1).dtype == dtype


def test_cross_entropy_of_any_shape():
    """Even logits of C classes: ln C for each sample that counts, whatever the axes."""
    for shape, samples in [((4,), ()), ((5, 4), (5,)), ((2, 4, 3), (2, 3)), ((1, 4, 2, 3), (1, 2, 3))]:
        found = losses.cross_entropy(np.zeros(shape), np.full(samples, 3))
        assert found.shape == samples
        assert found == pytest.approx(np.full(samples, math.log(4)))


def test_smoothing_takes_from_all_classes_by_their_weights():
    """−ln p = 1, 2, 4; class 1 with the weight 3: 0.7·6 + 0.3·(1·1 + 3·2 + 0·4)/3."""
    logs, weight = np.array([[-1.0, -2.0, -4.0]]), np.array([1.0, 3.0, 0.0])
    assert losses.nll(logs, np.array([1]), weight, 0.3) == pytest.approx([4.2 + 0.7])


def test_samples_left_out_have_no_loss():
    logs = np.array([[-1.0, -2.0], [-3.0, -4.0]])
    assert list(losses.nll(logs, np.array([1, 0]), label_smoothing=0.5, ignore_index=0)) == [1.75, 0]


def test_a_class_that_does_not_exist_is_an_error():
    with pytest.raises(IndexError):
        losses.nll(np.zeros((2, 3)), np.array([0, 3]))
