"""The point of each demonstration of losses, as figures that would be others if it were not so."""

import numpy as np
import pytest

from studyapp.engine.demos import find_demo
from studyapp.engine.demos.losses import fit_huber, fit_mae, fit_mse, points
from tests.engine.demos.proofs.moments import figures


def test_an_outlier_turns_the_line_of_mse_and_hardly_that_of_mae():
    frames = list(find_demo("losses")().frames())
    before, after = frames[0].figures, frames[-1].figures
    # Least squares: the slope moves by (x − mean)·outlier / Σ(x − mean)² = 5.5·8/143.
    assert after["slope_mse"] - before["slope_mse"] == pytest.approx(5.5 * 8 / 143)
    assert abs(after["slope_mae"] - before["slope_mae"]) < 0.02
    assert abs(after["slope_huber"] - before["slope_huber"]) < 0.06


def test_no_line_near_by_has_a_smaller_loss():
    xs, ys = points(8.0)
    losses = {
        fit_mse(xs, ys): lambda error: np.mean(error**2),
        fit_mae(xs, ys): lambda error: np.mean(np.abs(error)),
        fit_huber(xs, ys, 0.5): lambda error: np.mean(
            np.where(np.abs(error) <= 0.5, error**2 / 2, 0.5 * (np.abs(error) - 0.25))
        ),
    }
    for (slope, offset), loss in losses.items():
        best = loss(slope * xs + offset - ys)
        for by_slope in (-0.01, 0, 0.01):
            for by_offset in (-0.05, 0, 0.05):
                moved = (slope + by_slope) * xs + offset + by_offset - ys
                assert loss(moved) >= best - 1e-12


def test_a_huber_loss_with_a_wide_middle_is_mse():
    shown = figures("losses", delta=50.0)
    assert shown["slope_huber"] == pytest.approx(shown["slope_mse"])


def test_gamma_2_makes_an_easy_example_count_a_hundredth():
    first = next(iter(find_demo("focal-loss")().frames())).figures
    assert first["ratio"] == pytest.approx(0.01)  # (1 − 0.9)²
    assert first["cross_entropy"] == pytest.approx(-np.log(0.9))


def test_under_focal_loss_easy_negatives_hardly_count_and_the_rare_class_gets_more():
    shown = figures("focal-loss")
    assert shown["share_of_easy_plain"] > 0.3
    assert shown["share_of_easy_focal"] < 0.03
    assert shown["mean_of_rare_focal"] > shown["mean_of_rare_plain"] + 0.05
    same = figures("focal-loss", gamma=0.0)
    assert same["mean_of_rare_focal"] == same["mean_of_rare_plain"]
