"""Batch norm folded into the layer before: exact where the root is, and the same outputs."""

import re
from fractions import Fraction

import numpy as np
import pytest

from studyapp.engine.registry import find_solver
from studyapp.errors import GivenError


def solved(name, **inputs):
    return find_solver(name)(**inputs).result_value()


def test_folding_worked_by_hand():
    """Scales 1/2 and 2/3: weights [1, 2]/2, [3, 4]·2/3; biases (0 − 1)/2 + 1 and (0 − 0)·2/3 + 1."""
    found = solved(
        "fold_batch_norm",
        weight=[[1, 2], [3, 4]],
        bias=0,
        gamma=[1, 2],
        beta=1,
        mean=[1, 0],
        variance=[4, 9],
        eps=0,
    )
    assert found == {"weight": ((Fraction(1, 2), 1), (2, Fraction(8, 3))), "bias": (Fraction(1, 2), 1)}


def test_decimals_stay_as_written():
    found = solved(
        "fold_batch_norm", weight=[0.3], bias=0.1, gamma=1, beta=0.2, mean=0.4, variance=0.24, eps=0.01
    )
    assert found == {"weight": (Fraction(3, 5),), "bias": (Fraction(-2, 5),)}


def test_a_single_weight_gives_single_numbers():
    found = solved("fold_batch_norm", weight=3, bias=1, gamma=2, beta=1, mean=2, variance=4, eps=0)
    assert found == {"weight": 3, "bias": 0}


def test_a_number_for_all_channels_gives_a_bias_for_each():
    found = solved(
        "fold_batch_norm", weight=[[1], [2], [3]], bias=0, gamma=1, beta=5, mean=0, variance=1, eps=0
    )
    assert found["bias"] == (5, 5, 5)


def test_the_folded_layer_gives_what_layer_and_norm_give():
    """x = (2, −1) through W, b, then batch norm at inference."""
    weight, bias, x = np.array([[1.5, -2.0], [0.5, 3.0]]), np.array([0.5, -1.0]), np.array([2.0, -1.0])
    norm = {"gamma": [2, -1], "beta": [0.25, 1]}
    folded = find_solver("fold_batch_norm")(weight=weight, bias=bias, mean=[1, 2], variance=[0.5, 3], **norm)
    through = solved(
        "batch_norm_inference", x=[weight @ x + bias], running_mean=[1, 2], running_var=[0.5, 3], **norm
    )
    assert folded.folded_weight @ x + folded.folded_bias == pytest.approx(through[0], rel=1e-12)


def test_a_large_kernel_is_scaled_channel_by_channel():
    weight = np.random.default_rng(1).standard_normal((64, 32, 3, 3))
    found = find_solver("fold_batch_norm")(
        weight=weight, bias=0, gamma=np.arange(64.0), beta=0, mean=0, variance=1, eps=0
    )
    assert np.array_equal(found.folded_weight, weight * np.arange(64.0)[:, None, None, None])


def test_the_mistakes_have_their_values():
    """γ = 6, σ² + ε = 9, so the scale is 2; b = 5, μ = 1, β = 3: b′ = (5 − 1)·2 + 3 = 11."""
    solver = find_solver("fold_batch_norm")(weight=[7], bias=[5], gamma=6, beta=3, mean=1, variance=4, eps=5)
    assert solver.result_value() == {"weight": (14,), "bias": (11,)}
    assert solver.mistakes_of("scale") == {
        "no_root": Fraction(2, 3),
        "eps_outside": Fraction(6, 7),
        "no_gamma": Fraction(1, 3),
    }
    weights, biases = solver.mistakes_of("weight"), solver.mistakes_of("bias")
    assert (weights["not_scaled"], weights["shifted"]) == ((7,), (17,))
    assert {name: value for name, value in biases.items() if "." not in name} == {
        "old_bias_lost": (1,),
        "bias_not_scaled": (6,),
        "mean_kept": (13,),
        "no_beta": (8,),
    }


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"gamma": [1, 2, 3]}, "gamma has 3 numbers; it must be one number, or one for each of 2 channels"),
        ({"mean": [1]}, "mean has 1 numbers; it must be one number, or one for each of 2 channels"),
        ({"weight": 1, "bias": [1, 2]}, "bias is a list; for a single weight it must be a number"),
        ({"variance": [1, 0], "eps": 0}, "eps is 0; a variance is 0, so it must be above 0"),
        ({"variance": [1, -1]}, "variance is [1, -1]; each entry must be a number with variance ≥ 0"),
    ],
)
def test_what_does_not_fit_is_refused(change, sentence):
    inputs = {"weight": [[1], [2]], "bias": 0, "gamma": 1, "beta": 0, "mean": 0, "variance": 1}
    with pytest.raises(GivenError, match=f"^{re.escape(sentence)}"):
        solved("fold_batch_norm", **{**inputs, **change})
