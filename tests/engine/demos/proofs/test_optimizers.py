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


def lines_of(demo, step):
    """All figures of a step of an optimiser's table, with the last of its lines worked, scene by scene."""
    shown = [frame.figures for frame in demo.frames() if frame.figures["step"] == step]
    return [figures for figures in shown if "params" in figures]


def test_adams_second_step_is_the_one_worked_by_hand():
    demo = find_demo("optimizer-steps").from_givens(
        {"param": 1, "grads": (10, -8), "lr": 0.1, "betas": (0.9, 0.999), "eps": 0}
    )
    (one,), (two,) = lines_of(demo, 1), lines_of(demo, 2)
    assert one["params"] == pytest.approx(0.9)
    # m = 0.9·1 + 0.1·(−8), v = 0.999·0.1 + 0.001·64; over 1 − 0.9² = 0.19 and 1 − 0.999² = 0.001999.
    assert (two["exp_avg"], two["exp_avg_sq"]) == pytest.approx((0.1, 0.1639))
    assert (two["corrected_avg"], two["corrected_avg_sq"]) == pytest.approx((0.1 / 0.19, 0.1639 / 0.001999))
    assert two["params"] == pytest.approx(0.894188, abs=1e-6)


def test_adams_first_step_is_as_long_as_the_rate_for_any_gradient():
    for gradient in (0.001, -3, 5000):
        demo = find_demo("optimizer-steps").from_givens(
            {"param": 0, "grads": (gradient,), "lr": 0.01, "betas": (0.9, 0.999), "eps": 0}
        )
        assert abs(lines_of(demo, 1)[0]["params"]) == pytest.approx(0.01)


def test_a_steady_gradient_brings_momentum_to_its_terminal_velocity_and_an_alternating_one_does_not():
    # The sum of 4·0.5^k is 8·(1 − 0.5^20); of 4·(−0.5)^k it stays near 4/1.5.
    steady = figures("optimizer-steps", method="momentum", momentum=0.5, steps=20)
    assert steady["momentum_buffer"] == pytest.approx(8, rel=1e-5)
    other = figures("optimizer-steps", method="momentum", momentum=0.5, steps=20, gradients="alternating")
    assert abs(other["momentum_buffer"]) == pytest.approx(4 / 1.5, rel=1e-5)


def test_adagrad_tires_as_one_over_the_root_of_the_steps():
    # After t gradients of 4 the sum is 16·t, so the step is lr·4/√(16·t) = lr/√t.
    moves = [lines_of(find_demo("optimizer-steps")(method="adagrad"), step)[0]["updates"] for step in (1, 4)]
    assert moves == pytest.approx([0.1, 0.05])


def test_nesterov_takes_the_slope_where_the_velocity_leads_and_momentum_where_it_stands():
    demo = find_demo("optimizer-steps").from_givens({"a": 2.5, "w": 5, "v": 10, "eta": 0.1, "mu": 0.5})
    ahead, plain = lines_of(demo, 1)
    # 5 − 0.1·0.5·10 = 4.5, the slope there 2·2.5·4.5 = 22.5, the velocity 0.5·10 + 22.5 = 27.5.
    assert (ahead["ahead"], ahead["gradient"], ahead["momentum_buffer"]) == pytest.approx((4.5, 22.5, 27.5))
    assert ahead["params"] == pytest.approx(2.25)
    assert plain["params"] == pytest.approx(2)  # 5 − 0.1·(5 + 25)
    assert "0.5·10 + 22.5" in [frame.caption.en for frame in demo.frames()][2]


def test_the_same_decay_is_lost_in_adam_and_kept_in_adamw():
    demo = find_demo("optimizer-steps").from_givens({"w": 4, "g": 5, "eta": 0.1, "λ": 0.5})
    adam, adamw = lines_of(demo, 1)
    assert adam["decayed_grads"] == 7
    assert adam["params"] == pytest.approx(3.9)
    assert adamw["params"] == pytest.approx(3.7)  # 0.1·0.5·4 besides
    turned = lines_of(demo.turned("method", 1), 1)
    assert [each["method"] for each in turned] == ["adamw"]


def test_each_weight_of_a_problem_has_a_scene_of_its_own():
    demo = find_demo("optimizer-steps").from_givens(
        {"param": (1, 1), "grads": ((300, 3), (400, 4)), "lr": 0.1, "eps": 0}
    )
    # √(300² + 400²) = 500: the scale of a weight's gradients does not matter.
    assert [each["params"] for each in lines_of(demo, 2)] == pytest.approx([0.82, 0.82])
    said = [frame.shapes[0].say.en for frame in demo.frames()]
    assert sorted(set(said)) == ["Adagrad: w1", "Adagrad: w2"]


@pytest.mark.parametrize(
    ("givens", "name", "value"),
    [
        ({"alpha": 0.75, "eps": 0}, "square_avg", (0.25 * 4, 0.75 + 0.25)),
        ({"rho": 0.75, "eps": 0.0001}, "square_avg", (0.25 * 4, 0.75 + 0.25)),
        ({"momentum": 0.9}, "momentum_buffer", (2, 2.8)),
        ({"lambda2": 0.5}, "decayed_grads", (2.5, 1 + 0.5 * 0.75)),
    ],
)
def test_a_problems_rule_is_told_by_its_hyper_parameters(givens, name, value):
    demo = find_demo("optimizer-steps").from_givens({"param": 1, "grads": (2, 1), "lr": 0.1, **givens})
    assert tuple(lines_of(demo, step)[0][name] for step in (1, 2)) == pytest.approx(value)
    assert [frame.shapes[0].cells[0][1] for frame in demo.frames()][-1] == 2
