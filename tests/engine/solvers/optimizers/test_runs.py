"""Optimisers from step to step: figures by hand and from a textbook, what is kept, and what stays exact."""

from fractions import Fraction

import numpy as np
import pytest

from studyapp.engine.solvers.optimizers.adadelta import Adadelta
from studyapp.engine.solvers.optimizers.adagrad import Adagrad
from studyapp.engine.solvers.optimizers.adam import Adam, Adamw
from studyapp.engine.solvers.optimizers.gradient_descent import GradientDescent, LargestStableLr
from studyapp.engine.solvers.optimizers.rmsprop import Rmsprop
from studyapp.engine.solvers.optimizers.sgd import Sgd


def decimals(*numbers):
    return tuple(Fraction(str(number)) for number in numbers)


def test_momentum_by_hand():
    """v: 2, then 0.9·2 + 1 = 2.8; w: 1 − 0.1·2 = 0.8, then 0.8 − 0.28 = 0.52, exactly."""
    found = Sgd(param=1, grads=[2, 1], lr=0.1, momentum=0.9).result_value()
    assert found == {"params": decimals(0.8, 0.52), "momentum_buffer": (2, Fraction("2.8"))}


def test_nesterov_by_hand():
    """d = g + μv: 2 + 0.5·2 = 3, then v = 0.5·2 + 1 = 2 and d = 1 + 0.5·2 = 2."""
    worked = Sgd(param=1, grads=[2, 1], lr=0.1, momentum=0.5, nesterov=True)
    assert worked.value("directions") == (3, 2)
    assert worked.result_value()["params"] == decimals(0.7, 0.5)


def test_dampening_begins_at_the_second_step():
    found = Sgd(param=0, grads=[1, 1, 1], lr=1, momentum=1, dampening=1).result_value()
    assert found["momentum_buffer"] == (1, 1, 1)


def test_weight_decay_is_of_half_the_square():
    """The slope of 0.5/2·w² at 2 is 1: w = 2 − 0.1·(3 + 1)."""
    assert Sgd(param=2, grads=[3], lr=0.1, weight_decay=0.5).result_value()["params"] == decimals(1.6)


def test_the_first_step_of_adam_by_hand():
    """m = 0.2, v = 0.004; corrected they are the gradient and its square, so the step is lr."""
    worked = Adam(param=1, grads=[2], lr=0.1)
    assert worked.value("exp_avg") == decimals(0.2)
    assert worked.value("exp_avg_sq") == decimals(0.004)
    assert worked.value("corrected_avg") == (2,)
    assert worked.value("corrected_avg_sq") == (4,)
    assert worked.value("params") == pytest.approx((0.9,))


def test_adamw_shrinks_the_parameter_beside_the_step():
    """Without a gradient only the decay is left: 1 − 0.1·0.01."""
    assert Adamw(param=1, grads=[0], lr=0.1).result_value()["params"] == (Fraction("0.999"),)
    assert Adam(param=1, grads=[0], lr=0.1).result_value()["params"] == (1,)


def test_amsgrad_keeps_the_largest_average_before_it_is_corrected():
    """v: 0.5·16 = 8, then 4 + 0 = 4; the largest stays 8, over 1 − 0.25 that is 32/3."""
    worked = Adam(param=0, grads=[4, 0], lr=1, betas=[0.5, 0.5], amsgrad=True)
    assert worked.value("exp_avg_sq") == (8, 4)
    assert worked.value("max_exp_avg_sq") == (8, 8)
    assert worked.value("corrected_avg_sq") == pytest.approx((16, 32 / 3))


def test_rmsprop_with_centering_and_momentum_by_hand():
    """s = 0.5·4 = 2, ḡ = 1, σ² = 2 − 1; q = 2/(1 + 1) = 1, and 0.5·1 + q of the second step."""
    worked = Rmsprop(param=1, grads=[2, 0], lr=0.1, alpha=0.5, eps=1, momentum=0.5, centered=True)
    assert worked.value("square_avg") == (2, 1)
    assert worked.value("grad_avg") == (1, Fraction("0.5"))
    assert worked.value("variances") == decimals(1, 0.75)
    assert worked.value("momentum_buffer") == decimals(1, 0.5)
    assert worked.value("params") == pytest.approx((0.9, 0.85))


def test_adagrad_by_hand():
    """Sums 9 and 25; rates 0.6 and 0.6/1.5 = 0.4: steps 0.6·3/3 and 0.4·4/5."""
    worked = Adagrad(param=1, grads=[3, 4], lr=0.6, lr_decay=0.5, eps=0)
    assert worked.value("rates") == decimals(0.6, 0.4)
    assert worked.result_value() == {"params": decimals(0.4, 0.08), "sum": (9, 25)}


def test_adadelta_by_hand():
    """s = 0.5·16 = 8; the update is √(0 + 1)/√(8 + 1)·4 = 4/3, and u = 0.5·16/9."""
    worked = Adadelta(param=0, grads=[4], rho=0.5, eps=1)
    assert worked.value("square_avg") == (8,)
    assert worked.value("updates") == pytest.approx((4 / 3,))
    assert worked.value("acc_delta") == pytest.approx((8 / 9,))
    assert worked.value("params") == pytest.approx((-4 / 3,))


KEPT = [
    (Sgd, {"lr": 1}, []),
    (Sgd, {"lr": 1, "momentum": 0.5}, ["momentum_buffer"]),
    (Adagrad, {"lr": 1}, ["sum"]),
    (Rmsprop, {"lr": 1}, ["square_avg"]),
    (Rmsprop, {"lr": 1, "centered": True}, ["square_avg", "grad_avg"]),
    (Rmsprop, {"lr": 1, "momentum": 0.5, "alpha": 0.5}, ["square_avg", "momentum_buffer"]),
    (Adadelta, {}, ["square_avg", "acc_delta"]),
    (Adam, {"lr": 1}, ["exp_avg", "exp_avg_sq"]),
    (Adam, {"lr": 1, "amsgrad": True}, ["exp_avg", "exp_avg_sq", "max_exp_avg_sq"]),
    (Adamw, {"lr": 1, "amsgrad": True}, ["exp_avg", "exp_avg_sq", "max_exp_avg_sq"]),
]


@pytest.mark.parametrize(("optimizer", "hyper", "names"), KEPT)
@pytest.mark.parametrize(("param", "grad"), [(1, 2), ([1, 0], [2, -1]), ([[1], [2]], [[0.5], [3]])])
def test_each_list_that_is_kept_has_an_entry_a_step_shaped_like_the_parameter(
    optimizer, hyper, names, param, grad
):
    found = optimizer(param=param, grads=[grad] * 3, **hyper).result_value()
    assert list(found) == ["params", *names]
    for entries in found.values():
        assert len(entries) == 3
        assert {np.shape(entry) for entry in entries} == {np.shape(param)}


def test_what_a_method_does_not_keep_is_null_for_whoever_asks():
    worked = Adam(param=1, grads=[2], lr=0.1)
    assert worked.value("max_exp_avg_sq") is None
    assert "max_exp_avg_sq" not in {step.name for step in worked.working()}


def on_a_valley(optimizer, **hyper):
    """20 steps down 0.1·x² + 2·y² from (−5, −2), as Dive into Deep Learning draws them."""
    here, grads = (-5.0, -2.0), []
    for _ in range(20):
        grads.append([0.2 * here[0], 4 * here[1]])
        here = tuple(map(float, optimizer(param=[-5, -2], grads=grads, **hyper).value("params")[-1]))
    return tuple(round(value, 6) + 0.0 for value in here)


def test_the_trajectories_of_dive_into_deep_learning():
    """Zhang et al., chapter 12: the last position that each section prints (its ε lie elsewhere)."""
    assert on_a_valley(Sgd, lr=0.4) == (-0.943467, -0.000073)
    assert on_a_valley(Sgd, lr=0.6, momentum=0.5) == (0.007188, 0.002553)
    assert on_a_valley(Sgd, lr=0.6, momentum=0.25) == (-0.126340, -0.186632)
    assert on_a_valley(Adagrad, lr=0.4) == pytest.approx((-2.382563, -0.158591), abs=2e-6)
    assert on_a_valley(Adagrad, lr=2) == (-0.002295, 0)
    assert on_a_valley(Rmsprop, lr=0.4, alpha=0.9) == pytest.approx((-0.010599, 0), abs=2e-6)


def test_one_dimension_of_dive_into_deep_learning():
    """f = x² has the curvature 2; from 10, rates 0.2, 0.05 and 1.1 for ten steps."""
    ends = [GradientDescent(curvature=2, start=10, lr=lr, steps=10).params[-1] for lr in (0.2, 0.05, 1.1)]
    assert [round(float(x), 6) for x in ends] == [0.060466, 3.486784, 61.917364]


def test_beyond_the_largest_stable_rate_x_grows():
    largest = LargestStableLr(curvature=4).result_value()
    assert largest == Fraction(1, 2)
    sizes = [
        abs(GradientDescent(curvature=4, start=3, lr=lr, steps=50).params[-1]) for lr in (0.49, 0.5, 0.51)
    ]
    assert sizes[0] < 3 == sizes[1] < sizes[2]


def test_decimals_stay_exact_while_they_are_short():
    found = GradientDescent(curvature=1, start=1, lr=0.5, steps=12).params
    assert found[9] == Fraction(1, 1024)
    assert [type(x) for x in found[9:]] == [Fraction, float, float]
    assert found[11] == 2**-12


def test_a_long_run_is_worked_in_floats():
    found = Adam(param=0.1, grads=[0.5] * 500, lr=0.01).result_value()
    assert found["exp_avg"][-1] == pytest.approx(0.5)
    assert found["params"][-1] == pytest.approx(0.1 - 500 * 0.01, rel=1e-6)


def test_numpy_arrays_of_machine_integers_do_not_wrap():
    grads = [np.array([4_000_000_000, 1])]
    found = Adagrad(param=np.array([1, 2]), grads=grads, lr=1, eps=0).result_value()
    assert found["sum"] == ((1.6e19, 1.0),)


def test_large_arrays_are_worked_whole():
    rng = np.random.default_rng(3)
    start, grads = rng.normal(size=(50, 400)), rng.normal(size=(3, 50, 400))
    found = np.array(Adam(param=start, grads=list(grads), lr=0.1).params)
    first, second = np.zeros_like(start), np.zeros_like(start)
    for at, grad in enumerate(grads, 1):
        first, second = 0.9 * first + 0.1 * grad, 0.999 * second + 0.001 * grad**2
        start = start - 0.1 * (first / (1 - 0.9**at)) / (np.sqrt(second / (1 - 0.999**at)) + 1e-8)
        assert found[at - 1] == pytest.approx(start)


def test_equal_gradients_leave_no_variance_below_zero():
    """The average of a constant's squares is its square; rounding must not make that negative."""
    found = Rmsprop(param=0, grads=[0.1] * 60, lr=0.1, alpha=0.3, eps=0.1, centered=True)
    assert min(found.value("variances")) >= 0
