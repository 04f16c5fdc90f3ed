"""What optimisers refuse, and in which sentence."""

import re

import numpy as np
import pytest

from studyapp.engine.solvers.optimizers.adagrad import Adagrad
from studyapp.engine.solvers.optimizers.adam import Adam
from studyapp.engine.solvers.optimizers.gradient_descent import GradientDescent, LargestStableLr
from studyapp.engine.solvers.optimizers.rmsprop import Rmsprop
from studyapp.engine.solvers.optimizers.sgd import Sgd
from studyapp.errors import GivenError

REFUSED = [
    (
        Sgd,
        {"param": [1, 2], "grads": [[1, 2], [1]], "lr": 1},
        "grads: the gradient of step 2 has the shape [1]; it must have that of param, [2]",
    ),
    (
        Sgd,
        {"param": 1, "grads": [[1]], "lr": 1},
        "grads: the gradient of step 1 has the shape [1]; it must have that of param, []",
    ),
    (
        Sgd,
        {"param": 1, "grads": [1], "lr": 1, "nesterov": True},
        "momentum is 0; with nesterov it must be above 0",
    ),
    (
        Sgd,
        {"param": 1, "grads": [1], "lr": 1, "nesterov": True, "momentum": 0.9, "dampening": 0.1},
        "dampening is 0.1; with nesterov it must be 0",
    ),
    (Sgd, {"param": 1, "grads": [1], "lr": -1}, "lr is -1; it must be a finite number with lr ≥ 0"),
    (
        Sgd,
        {"param": 1e300, "grads": [1] * 3, "lr": 1e200, "weight_decay": 1},
        "lr is 10^200…; with it params leaves the range of a double at step 1",
    ),
    (
        Adagrad,
        {"param": [1, 1], "grads": [np.array([1e200, 1])], "lr": 1},
        "grads holds [1e+200, 1.0]; with it sum leaves the range of a double at step 1",
    ),
    (
        Adam,
        {"param": 1, "grads": [1, 1e200], "lr": 1},
        "grads holds 10^200…; with it exp_avg_sq leaves the range of a double at step 2",
    ),
    (
        Adam,
        {"param": 1, "grads": [0], "lr": 1, "eps": 0},
        "eps is 0; updates would be a division by zero at step 1",
    ),
    (
        Adam,
        {"param": [1, 1], "grads": [[1, 1], [1, 0]], "lr": 1, "eps": 0, "betas": [0, 0]},
        "eps is 0; updates would be a division by zero at step 2",
    ),
    (
        Adam,
        {"param": 1, "grads": [1], "lr": 1, "betas": [0.9, 1]},
        "betas has 1 at place 1; each entry must be a number, 0 ≤ betas < 1",
    ),
    (
        Rmsprop,
        {"param": 1, "grads": [2], "lr": 1, "alpha": 0, "eps": 0, "centered": True},
        "eps is 0; scaled_grads would be a division by zero at step 1",
    ),
    (
        Rmsprop,
        {"param": 1, "grads": [2], "lr": 1, "alpha": 1.5},
        "alpha is 1.5; it must be a finite number with 0 ≤ alpha ≤ 1",
    ),
    (
        GradientDescent,
        {"curvature": 1, "start": 1, "lr": 4, "steps": 1000},
        "lr is 4; with it x leaves the range of a double at step 647",
    ),
    (
        GradientDescent,
        {"curvature": 1, "start": 1, "lr": 1, "steps": 10**12},
        "steps is 1000000000000; it must be a whole number with 1 ≤ steps ≤ 100000",
    ),
    (
        GradientDescent,
        {"curvature": 0, "start": 1, "lr": 1, "steps": 1},
        "curvature is 0; it must be a finite number with curvature > 0",
    ),
    (LargestStableLr, {"curvature": -1}, "curvature is -1; it must be a finite number with curvature > 0"),
]


@pytest.mark.parametrize(("solver", "inputs", "sentence"), REFUSED)
def test_what_has_no_answer_is_refused_with_the_reason(solver, inputs, sentence):
    with pytest.raises(GivenError, match=f"^{re.escape(sentence)}"):
        solver(**inputs).result_value()


def test_a_rate_of_zero_moves_nothing():
    assert Sgd(param=3, grads=[1, 2], lr=0).result_value() == {"params": (3, 3)}
    assert GradientDescent(curvature=1, start=3, lr=0, steps=2).result_value() == {"params": (3, 3)}
