"""The optimisers' rules on arrays, held to the solvers that work them step by step."""

import numpy as np
import pytest

from studyapp.engine.learning.descent import OPTIMIZERS
from studyapp.engine.registry import find_solver

SOLVERS = {
    "sgd": ("sgd", {}),
    "momentum": ("sgd", {"momentum": 0.9}),
    "nesterov": ("sgd", {"momentum": 0.9, "nesterov": True}),
    "adagrad": ("adagrad", {}),
    "rmsprop": ("rmsprop", {}),
    "adadelta": ("adadelta", {}),
    "adam": ("adam", {}),
}


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_rule_goes_where_its_solver_goes(name):
    chance = np.random.default_rng(1)
    start, gradients = chance.standard_normal(3), chance.standard_normal((6, 3)) * 3
    solver, options = SOLVERS[name]
    worked = find_solver(solver)(param=start, grads=list(gradients), lr=0.1, **options).result_value()
    expected = worked["params"] if isinstance(worked, dict) else worked
    parameter = start.copy()
    rule = OPTIMIZERS[name]([parameter], 0.1)
    for gradient, after in zip(gradients, expected, strict=True):
        rule.step([gradient])
        np.testing.assert_allclose(parameter, np.array(after, dtype=float), rtol=1e-9)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_parameters_of_any_shape_are_moved_each_by_its_own_gradient(name):
    together = [np.ones((2, 3)), np.full(4, 2.0)]
    alone = [np.ones((2, 3)), np.full(4, 2.0)]
    gradients = [np.arange(6.0).reshape(2, 3) + 1, np.array([1.0, -1, 2, -2])]
    both = OPTIMIZERS[name](together, 0.01)
    rules = [OPTIMIZERS[name]([each], 0.01) for each in alone]
    for _step in range(3):
        both.step(gradients)
        for rule, gradient in zip(rules, gradients, strict=True):
            rule.step([gradient])
    for one, other in zip(together, alone, strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_diverging_run_overflows_without_a_warning():
    parameter = np.array([1.0])
    rule = OPTIMIZERS["sgd"]([parameter], 1e200)
    for _step in range(5):
        rule.step([parameter * 1e200])
    assert not np.isfinite(parameter).all()
