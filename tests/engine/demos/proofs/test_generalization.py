"""The point of each demonstration of generalisation, as figures that would be others if it were not so."""

from itertools import pairwise

import numpy as np
import pytest

from studyapp.engine.demos import find_demo
from tests.engine.demos.proofs.moments import figures


def test_training_error_only_falls_and_test_error_turns():
    shown = [frame.figures for frame in find_demo("overfitting")().frames()]
    train = [each["train_error"] for each in shown]
    assert all(after <= before + 1e-12 for before, after in pairwise(train))
    assert shown[-1]["test_error"] > 10 * shown[shown[-1]["best_degree"]]["test_error"]
    assert shown[-1]["largest_coefficient"] > 1000


def test_a_polynomial_of_as_many_coefficients_as_points_goes_through_all():
    assert figures("overfitting", samples=10, degree=9)["train_error"] < 1e-12


@pytest.mark.parametrize("remedy", [{"ridge": 0.01}, {"samples": 200}])
def test_a_remedy_brings_the_test_error_down(remedy):
    assert figures("overfitting", **remedy)["test_error"] < figures("overfitting")["test_error"] / 5


def test_the_ridge_fit_solves_its_normal_equations():
    from studyapp.engine.demos.overfitting import fit, powers
    from studyapp.engine.learning.data import wave

    xs, ys = wave(15, 0.25, 2)
    inputs, weights = powers(xs, 5), fit(xs, ys, 5, 0.1)
    penalty = 0.1 * len(xs) * np.diag([0, 1, 1, 1, 1, 1])
    np.testing.assert_allclose((inputs.T @ inputs + penalty) @ weights, inputs.T @ ys, atol=1e-9)
