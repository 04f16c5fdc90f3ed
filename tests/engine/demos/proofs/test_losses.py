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


def test_the_loss_of_logits_is_minus_the_logarithm_of_the_true_classs_share():
    *climb, set_ = [frame for frame in find_demo("cross-entropy")().frames() if "logit" in frame.figures]
    # Logits 2, 1, 0 and class 1: e / (e² + e + 1).
    assert set_.figures["probability"] == pytest.approx(np.e / (np.e**2 + np.e + 1))
    assert set_.figures["loss"] == pytest.approx(1.407606, abs=1e-6)  # PyTorch's cross_entropy
    losses = [frame.figures["loss"] for frame in (*climb, set_)]
    assert losses == sorted(losses, reverse=True)
    assert [frame.figures["loss"] for frame in climb] == pytest.approx(
        [-np.log(frame.figures["probability"]) for frame in climb]
    )


@pytest.mark.parametrize("smoothing", [0.0, 0.2])
def test_the_gradient_at_the_logits_is_what_the_loss_does_when_one_is_moved(smoothing):
    def shown(**logits):
        demo = find_demo("cross-entropy")(smoothing=smoothing, classes=5, **logits)
        return [frame.figures for frame in demo.frames() if "logit" in frame.figures][-1]

    start, far = {"first": 2.0, "second": 1.0, "third": 0.0}, 1e-4
    for place, name in enumerate(start):
        up, down = (shown(**{**start, name: start[name] + by})["loss"] for by in (far, -far))
        assert shown(**start)["gradient"][place] == pytest.approx((up - down) / (2 * far), abs=1e-7)


def test_descent_never_ends_at_one_hot_targets_and_rests_at_smoothed_ones():
    one_hot, smoothed = figures("cross-entropy", lr=3.0), figures("cross-entropy", lr=3.0, smoothing=0.3)
    assert 0.99 < one_hot["probability"] < 1
    assert max(map(abs, one_hot["gradient"])) > 1e-3
    assert smoothed["probabilities"] == pytest.approx((0.1, 0.8, 0.1), abs=1e-3)
    # The entropy of 0.8, 0.1 and 0.1: no loss is below it.
    assert smoothed["loss"] == pytest.approx(-0.8 * np.log(0.8) - 0.2 * np.log(0.1), abs=1e-5)


def test_a_confident_mistake_is_pulled_with_nearly_all_there_is():
    frames = [frame.figures for frame in find_demo("cross-entropy").preset("confident").frames()]
    first = next(each for each in frames if each.get("updates") == 0)
    assert first["loss"] == pytest.approx(8, abs=1e-3)  # nearly the gap between the logits
    assert first["gradient"] == pytest.approx((1, -1, 0), abs=1e-3)


def test_before_training_the_loss_is_the_logarithm_of_the_number_of_classes():
    frames = [frame.figures for frame in find_demo("cross-entropy").preset("untrained").frames()]
    assert next(each for each in frames if each.get("updates") == 0)["loss"] == pytest.approx(np.log(100))
