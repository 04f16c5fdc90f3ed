"""The known mistakes of optimisers: each with the value that it gives, carried on to the parameter."""

from math import sqrt

import pytest

from studyapp.domain.text import Text
from studyapp.engine.grading.explaining import hints, working
from studyapp.engine.grading.grade import grade
from studyapp.engine.problems.drawing import draw
from studyapp.engine.problems.problem import Level, Part, Problem
from studyapp.engine.solvers.optimizers.adadelta import Adadelta
from studyapp.engine.solvers.optimizers.adagrad import Adagrad
from studyapp.engine.solvers.optimizers.adam import Adam, Adamw
from studyapp.engine.solvers.optimizers.gradient_descent import GradientDescent, LargestStableLr
from studyapp.engine.solvers.optimizers.rmsprop import Rmsprop
from studyapp.engine.solvers.optimizers.sgd import Sgd

MOMENTUM = Sgd(param=1, grads=[2, 3], lr=0.1, momentum=0.5)  # v: 2, 4; w: 0.8, 0.4
DECAY = Sgd(param=2, grads=[3], lr=0.1, weight_decay=0.5)  # w: 2 − 0.1·(3 + 1) = 1.6
AHEAD = Sgd(param=1, grads=[2, 3], lr=0.1, momentum=0.5, nesterov=True)  # d: 3, 5
DAMPED = Sgd(param=1, grads=[2, 3], lr=0.1, momentum=0.5, dampening=0.5)  # v: 2, 2.5
FIRST = Adam(param=1, grads=[2], lr=0.1, betas=[0.5, 0.75], eps=0)  # m = 1, v = 1; 2 and 4; w = 0.9
USUAL = Adam(param=1, grads=[2], lr=0.1, eps=0)  # m = 0.2, v = 0.004
SECOND = Adam(param=1, grads=[2, 2], lr=0.1, betas=[0.5, 0.75], eps=0)  # m = 1.5, v = 1.75
LARGEST = Adam(param=0, grads=[4, 0], lr=1, betas=[0.5, 0.5], eps=1, amsgrad=True)  # v: 8, 4
APART = Adamw(param=2, grads=[4], lr=0.1, weight_decay=0.5, eps=0)  # 2 − 0.1 − 0.1
RMS = Rmsprop(param=1, grads=[2, 4], lr=0.1, alpha=0.5, eps=1)  # s: 2, 9; w₂ = w₁ − 0.1·4/(3 + 1)
CENTRED = Rmsprop(param=1, grads=[2], lr=0.1, alpha=0.5, eps=1, centered=True, momentum=0.5)  # s 2, ḡ 1
ADA = Adagrad(param=1, grads=[3, 4], lr=0.6, lr_decay=0.5, initial_accumulator_value=7, eps=1)  # s: 16, 32
DELTA = Adadelta(param=0, grads=[4, 2], rho=0.5, eps=1, lr=0.5)  # s: 8, 6; Δ₁ = 4/3, u₁ = 8/9

WRONG = [
    # SGD with momentum
    (MOMENTUM, "params", "momentum_buffer.averaged", (0.9, 0.7)),  # v: 1, 0.5 + 1.5
    (MOMENTUM, "params", "momentum_buffer.undamped", (0.8, 0.3)),  # v: 2, 5
    (MOMENTUM, "params", "no_velocity", (0.8, 0.5)),
    (MOMENTUM, "params", "ascended", (1.2, 1.6)),
    (MOMENTUM, "params", "rate_inside", (0.8, -0.5)),  # 0.8 − (0.5·2 + 0.3)
    (MOMENTUM, "params", "no_rate", (-1, -5)),
    (AHEAD, "params", "directions.not_ahead", (0.8, 0.4)),
    (AHEAD, "params", "directions.velocity_whole", (0.6, -0.1)),  # d: 4, 7
    (DAMPED, "momentum_buffer", "first_dampened", (1, 2)),
    (DAMPED, "momentum_buffer", "not_dampened", (2, 4)),
    # a weight under L2
    (DECAY, "params", "decayed_grads.no_decay", (1.7,)),
    (DECAY, "params", "decayed_outside", (0.7,)),  # 2 − 0.3 − 1
    (DECAY, "params", "ascended", (2.4,)),
    (DECAY, "params", "decayed_grads.doubled_decay", (1.5,)),
    (DECAY, "params", "decayed_grads.sign_decay", (1.65,)),
    (DECAY, "params", "decayed_grads.decay_off", (1.8,)),
    # Adam, first and second step
    (FIRST, "params", "updates.no_root", (0.95,)),
    (FIRST, "params", "corrected_avg_sq.first_only", (0.8,)),
    (FIRST, "params", "corrected_avg.not_corrected", (0.95,)),
    (FIRST, "params", "plain", (0.8,)),
    (FIRST, "params", "ascended", (1.1,)),
    (FIRST, "params", "updates.no_averages", (0.8,)),
    (FIRST, "exp_avg", "whole_gradient", (2,)),
    (FIRST, "exp_avg", "second_beta", (0.5,)),
    (FIRST, "exp_avg_sq", "first_beta", (2,)),
    (FIRST, "exp_avg_sq", "not_squared", (0.5,)),
    (USUAL, "params", "updates.uncorrected", (1 - 0.02 / sqrt(0.004),)),
    (SECOND, "updates", "uncorrected", (0.1, 0.15 / sqrt(1.75))),
    (SECOND, "corrected_avg", "same_correction", (2, 3)),
    (LARGEST, "max_exp_avg_sq", "earlier_only", (8, 4)),
    (LARGEST, "corrected_avg_sq", "largest_corrected", (16, 16)),
    (LARGEST, "updates", "eps_inside", (4 / sqrt(17), (4 / 3) / sqrt(35 / 3))),
    (APART, "params", "no_decay", (1.9,)),
    (APART, "params", "decayed_outside", (0.9,)),
    (APART, "params", "ascended", (2.0,)),
    (APART, "params", "plain", (1.5,)),
    # RMSprop
    (RMS, "square_avg", "accumulated", (4, 20)),
    (RMS, "square_avg", "not_squared", (1, 2.5)),
    (RMS, "square_avg", "whole_square", (4, 18)),
    (RMS, "scaled_grads", "no_root", (2 / 3, 4 / 10)),
    (RMS, "scaled_grads", "old_average", (2, 4 / (sqrt(2) + 1))),
    (RMS, "scaled_grads", "eps_inside", (2 / sqrt(3), 4 / sqrt(10))),
    (RMS, "scaled_grads", "corrected", (2 / 3, 4 / (sqrt(12) + 1))),
    (RMS, "params", "ascended", (1 + 0.2 / (sqrt(2) + 1), 1 + 0.2 / (sqrt(2) + 1) + 0.1)),
    (CENTRED, "variances", "not_centered", (2,)),
    (CENTRED, "momentum_buffer", "averaged", (0.5,)),
    # Adagrad, Adadelta
    (ADA, "sum", "not_summed", (9, 16)),
    (ADA, "sum", "from_zero", (9, 25)),
    (ADA, "sum", "not_squared", (10, 14)),
    (ADA, "rates", "counted_from_one", (0.4, 0.3)),
    (ADA, "rates", "no_lr_decay", (0.6, 0.6)),
    (ADA, "updates", "old_sum", (1.8 / (sqrt(7) + 1), 0.32)),
    (ADA, "updates", "no_root", (1.8 / 17, 1.6 / 33)),
    (DELTA, "updates", "no_numerator", (4 / 3, 2 / sqrt(7))),
    (DELTA, "square_avg", "accumulated", (16, 20)),
    (DELTA, "acc_delta", "gradients_again", (8, 6)),
    (DELTA, "params", "ascended", (2 / 3, 2 / 3 + sqrt(17 / 9 / 7))),
    # gradient descent
    (GradientDescent(curvature=4, start=1, lr=0.4, steps=2), "params", "factor.half_slope", (0.2, 0.04)),
    (GradientDescent(curvature=4, start=1, lr=0.4, steps=2), "params", "never_across", (0.6, 0.36)),
    (GradientDescent(curvature=4, start=1, lr=0.1, steps=2), "params", "slope_of_start", (0.6, 0.2)),
    (GradientDescent(curvature=4, start=1, lr=0.1, steps=2), "params", "from_start", (1, 0.6)),
    (LargestStableLr(curvature=4), "largest", "fastest", 0.25),
    (LargestStableLr(curvature=4), "largest", "upside_down", 2),
]


@pytest.mark.parametrize(("solver", "step", "name", "value"), WRONG)
def test_a_mistake_gives_its_value(solver, step, name, value):
    found = solver.mistakes_of(step)[name]
    assert found == pytest.approx(value)


def test_a_decay_that_is_coupled_goes_through_adams_averages():
    """AdamW's mistake is Adam's answer, and the other way round."""
    run = {"param": [2, -1], "grads": [[4, 1], [-1, 0.5], [2, 2]], "lr": 0.1, "weight_decay": 0.5}
    apart, coupled = Adamw(**run), Adam(**run)
    assert apart.mistake_value("coupled") == tuple(map(pytest.approx, coupled.value("params")))
    assert coupled.mistake_value("decoupled") == tuple(map(pytest.approx, apart.value("params")))


def test_without_amsgrad_nobody_keeps_the_largest():
    largest = {"largest_corrected", "earlier_only"}
    assert largest - LARGEST.mistakes_of("corrected_avg_sq").keys() == {"earlier_only"}  # its own step's
    usual = Adam(param=0, grads=[4, 0], lr=1, betas=[0.5, 0.5])
    assert not any("largest_corrected" in name for name in usual.mistakes_of("params"))


def test_a_list_that_is_not_kept_has_no_mistakes():
    names = Sgd(param=1, grads=[2], lr=0.1).mistakes_of("params")
    assert {name.partition(".")[0] for name in names} == {
        "no_velocity", "ascended", "rate_inside", "decayed_outside", "no_rate",
    }  # fmt: skip


def momentum_problem():
    level = Level(
        prompt=Text("SGD, $w = 1$", "SGD，$w = 1$"),
        parts=(Part.of("momentum_buffer[1]"), Part.of("params[1]")),
        fixed={"param": 1, "grads": (2, 3), "lr": 0.1, "momentum": 0.5},
    )
    return Problem(id="test/momentum", solver=Sgd, levels={1: level})


def test_a_problem_may_ask_for_the_velocity_after_the_second_step():
    problem = momentum_problem()
    variant = draw(problem)
    assert variant.answers == {"momentum_buffer[1]": 4, "params[1]": pytest.approx(0.4)}
    found = grade(problem, variant, {"momentum_buffer[1]": "2", "params[1]": "0.5"})
    assert found.parts["momentum_buffer[1]"].mistakes == ("averaged",)
    assert hints(problem, variant)
    assert [step.name for step in working(problem, variant)] == ["momentum_buffer", "params"]


def test_a_list_that_is_not_kept_cannot_be_taken_as_given():
    """Grading takes every step on the way as given, rounded; plain SGD keeps no velocity."""
    plain = Sgd(param=1, grads=[2, 3], lr=0.1)
    assert plain.following({"momentum_buffer": None}).value("params") == plain.value("params")


def test_what_follows_from_the_learners_own_velocity_counts():
    """Her v₂ = 5 leads to 0.8 − 0.1·5."""
    problem = momentum_problem()
    found = grade(problem, draw(problem), {"momentum_buffer[1]": "5", "params[1]": "0.3"})
    assert [part.status.value for part in found.parts.values()] == ["incorrect", "correct"]
