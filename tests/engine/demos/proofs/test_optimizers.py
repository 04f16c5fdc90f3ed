"""The point of each demonstration of optimisers, as figures that would be others if it were not so."""

import pytest

from studyapp.engine.demos import find_demo
from studyapp.engine.demos.schedules import Schedules
from tests.engine.demos.proofs.moments import figures, last


def test_a_rate_converges_below_two_over_the_curvature_and_diverges_above():
    assert abs(figures("learning-rate", lr=0.99, curvature=2.0, steps=60)["x"]) < 4
    assert abs(figures("learning-rate", lr=1.01, curvature=2.0, steps=60)["x"]) > 4
    edge = [frame.figures["x"] for frame in find_demo("learning-rate")(lr=1.0, curvature=2.0).frames()]
    assert edge == [4, -4] * 10 + [4]
    assert figures("learning-rate", curvature=2.0)["largest_stable"] == 1


def test_half_of_the_limit_reaches_the_minimum_in_one_step():
    frames = list(find_demo("learning-rate")().frames())
    assert frames[1].figures["others"][1] == pytest.approx(0, abs=1e-12)


def test_a_rate_that_leaves_the_numbers_says_at_which_step():
    frame = last("learning-rate", lr=10.0, curvature=100.0, start=100.0, steps=60)
    # 999^n · 100 is beyond 1.8e308 from n = 103 on, so 60 steps stay within; x is what it is.
    assert frame.figures["x"] == pytest.approx(100 * 999.0**60)
    assert "diverges" in frame.caption.en


def test_in_a_ravine_plain_descent_is_far_behind_momentum_and_adam():
    shown = figures("optimizer-race")
    assert shown["loss_sgd"] > 100 * shown["loss_momentum"]
    assert shown["loss_sgd"] > 100 * shown["loss_adam"]
    assert shown["diverged"] == ()


def test_plain_descent_follows_the_closed_form_in_the_ravine():
    # x is multiplied by 1 − lr, y by 1 − 100·lr, at each of 10 steps.
    x, y = -4 * (1 - 0.018) ** 10, (1 - 1.8) ** 10
    assert figures("optimizer-race", steps=10)["loss_sgd"] == pytest.approx(x**2 / 2 + 50 * y**2)


def test_too_high_a_rate_in_a_ravine_diverges_and_is_named():
    frame = last("optimizer-race", rate=3.0)
    assert "sgd" in frame.figures["diverged"]
    assert "Diverged: gradient descent" in frame.caption.en
    assert "发散：梯度下降" in frame.caption.zh


def test_a_saddle_holds_plain_descent_longer_than_adam():
    shown = figures("optimizer-race", surface="saddle", steps=60)
    assert shown["loss_sgd"] > 2
    assert shown["loss_adam"] < 0.1


def test_a_falling_rate_gets_lower_than_a_constant_one():
    for name in ("cosine", "step", "exponential", "warmup_cosine"):
        shown = figures("schedules", schedule=name)
        assert shown["loss"] < shown["loss_at_constant_rate"] / 2
    same = figures("schedules", schedule="constant")
    assert same["loss"] == same["loss_at_constant_rate"]


def test_the_floor_under_a_constant_rate_is_the_one_of_theory():
    # x ← (1 − η)·x − η·noise: the variance settles at η²/(1 − (1 − η)²) = η/(2 − η), the loss at half of it.
    shown = figures("schedules", schedule="constant", base_lr=0.5, steps=200)
    assert shown["loss"] == pytest.approx(0.5 / 1.5 / 2, rel=0.25)


def test_warm_up_rises_to_the_base_rate_and_falls_to_0():
    rates = Schedules(schedule="warmup_cosine", warmup=10, base_lr=1.0).rates()
    assert rates[:10] == pytest.approx([0.1 + 0.09 * t for t in range(10)])
    assert max(rates) == pytest.approx(1.0)
    assert rates[-1] == pytest.approx(0, abs=1e-9)
