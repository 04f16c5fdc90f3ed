"""Back-propagation against finite differences, and PyTorch (written down by tests/pytorch/backprop.py)."""

import json
from pathlib import Path

import numpy as np
import pytest

from studyapp.engine.learning.backprop import (
    Tensor,
    as_tensor,
    binary_cross_entropy,
    cross_entropy,
    mean_squared_error,
)
from studyapp.engine.learning.networks import EPS, Mlp, dropout_mask, he, xavier
from studyapp.engine.registry import find_solver

PYTORCH = json.loads((Path(__file__).parents[2] / "data/backprop.json").read_text(encoding="utf-8"))

# The network that those gradients were taken of, in PyTorch 2 with double precision.
INPUTS = np.array([[0.5, -1.0], [1.5, 2.0], [-0.3, 0.8], [2.0, -0.7]])
CLASSES = np.array([0, 1, 1, 0])
TARGETS = np.array([[1.0], [0.0], [1.0], [0.0]])


def network(activation, batch_norm=False):
    net = Mlp((2, 3, 2), np.random.default_rng(0), activation=activation, batch_norm=batch_norm)
    net.weights[0].data[:] = [[0.1, -0.4, 0.7], [0.5, 0.2, -0.3]]
    net.biases[0].data[:] = [0.05, -0.1, 0.2]
    net.weights[1].data[:] = [[0.3, -0.6], [0.8, 0.1], [-0.5, 0.4]]
    net.biases[1].data[:] = [0.0, 0.1]
    if batch_norm:
        net.gammas[0].data[:] = [1.2, 0.8, 1.0]
        net.betas[0].data[:] = [0.1, 0.0, -0.2]
    return net


@pytest.mark.parametrize("batch_norm", [False, True])
@pytest.mark.parametrize("activation", ["relu", "tanh", "sigmoid", "gelu"])
def test_gradients_are_pytorchs(activation, batch_norm):
    net = network(activation, batch_norm)
    chance = np.random.default_rng(0) if batch_norm else None  # training mode
    loss = cross_entropy(net.forward(INPUTS, chance).output, CLASSES)
    loss.backward()
    expected = PYTORCH[activation + ("_bn" if batch_norm else "")]
    assert float(loss.data) == pytest.approx(expected["loss"], abs=1e-12)
    found = {"W1": net.weights[0], "b1": net.biases[0], "W2": net.weights[1], "b2": net.biases[1]}
    if batch_norm:
        found |= {"gamma": net.gammas[0], "beta": net.betas[0]}
    for name, parameter in found.items():
        np.testing.assert_allclose(parameter.grad, expected[name], atol=1e-11, err_msg=name)


@pytest.mark.parametrize(
    ("name", "loss_of"),
    [
        ("bce", binary_cross_entropy),
        ("focal", lambda logits, target: binary_cross_entropy(logits, target, gamma=2.0)),
        ("mse", mean_squared_error),
    ],
)
def test_losses_are_pytorchs(name, loss_of):
    net = network("tanh")
    hidden = net.forward(INPUTS).post[0]
    loss = loss_of(hidden @ net.weights[1].data[:, :1], TARGETS)
    loss.backward()
    assert float(loss.data) == pytest.approx(PYTORCH[name]["loss"], abs=1e-12)
    np.testing.assert_allclose(net.weights[0].grad, PYTORCH[name]["W1"], atol=1e-11)


def difference(loss_of, array, step=1e-6):
    """The central difference quotient for each number of an array."""
    found = np.zeros_like(array)
    for place in np.ndindex(array.shape):
        kept = array[place]
        array[place] = kept + step
        above = loss_of()
        array[place] = kept - step
        below = loss_of()
        array[place] = kept
        found[place] = (above - below) / (2 * step)
    return found


@pytest.mark.parametrize("batch_norm", [False, True])
@pytest.mark.parametrize("activation", ["relu", "leaky_relu", "tanh", "sigmoid", "silu", "gelu", "mish"])
def test_gradients_are_difference_quotients(activation, batch_norm):
    net = network(activation, batch_norm)

    def loss():
        return cross_entropy(net.forward(INPUTS, np.random.default_rng(0)).output, CLASSES)

    loss_now = loss()
    loss_now.backward()
    for parameter in net.parameters:
        expected = difference(lambda: float(loss().data), parameter.data)
        np.testing.assert_allclose(parameter.grad, expected, atol=1e-7)


def test_every_operation_hands_on_its_difference_quotient():
    chance = np.random.default_rng(3)
    a, b = chance.uniform(0.5, 2, (3, 4)), chance.uniform(0.5, 2, (1, 4))

    def loss(x, y):
        return ((x - y) * (y + 2.0) + (x**-0.5) * y.mean() + x.mean(axis=0) * x.sum() * 0.1).mean()

    x, y = Tensor(a), Tensor(b)
    loss(x, y).backward()
    np.testing.assert_allclose(
        x.grad, difference(lambda: float(loss(Tensor(a), Tensor(b)).data), a), atol=1e-7
    )
    np.testing.assert_allclose(
        y.grad, difference(lambda: float(loss(Tensor(a), Tensor(b)).data), b), atol=1e-7
    )


def test_a_tensor_that_is_used_twice_gets_both_gradients():
    x = Tensor([3.0])
    (x * x + x).sum().backward()
    assert x.grad == pytest.approx([7.0])  # 2x + 1


def test_gradients_add_up_until_they_are_cleared():
    net = network("relu")
    for _time in range(2):
        cross_entropy(net.forward(INPUTS).output, CLASSES).backward()
    np.testing.assert_allclose(net.weights[0].grad, 2 * np.array(PYTORCH["relu"]["W1"]), atol=1e-10)
    net.clear()
    assert not any(parameter.grad.any() for parameter in net.parameters)


def test_a_very_long_chain_needs_no_deep_recursion():
    x = value = as_tensor(1.0)
    for _step in range(5000):
        value = value + 0.0
    value.backward()
    assert x.grad == 1


def test_batch_norm_keeps_the_running_averages_of_the_solver():
    net = network("relu", batch_norm=True)
    hidden = INPUTS @ net.weights[0].data + net.biases[0].data
    net.forward(INPUTS, np.random.default_rng(0))
    for unit in range(3):
        expected = find_solver("running_statistics")(batches=(tuple(hidden[:, unit]),)).result_value()
        after = [float(np.ravel(np.array(value, dtype=float))[0]) for value in expected.values()]
        mean, variance = net.running[0][0][unit], net.running[0][1][unit]
        assert mean == pytest.approx(after[-2] if len(after) > 2 else after[0])
        assert variance == pytest.approx(after[-1])


def test_batch_norm_standardises_in_training_and_uses_the_running_averages_otherwise():
    net = network("identity", batch_norm=True)
    trained = net.forward(INPUTS, np.random.default_rng(0)).pre[0].data
    assert trained.mean(axis=0) == pytest.approx([0.1, 0.0, -0.2])
    (mean,), (variance,) = [net.running[0][0]], [net.running[0][1]]
    hidden = INPUTS @ net.weights[0].data + net.biases[0].data
    expected = (hidden - mean) / np.sqrt(variance + EPS) * [1.2, 0.8, 1.0] + [0.1, 0.0, -0.2]
    np.testing.assert_allclose(net.forward(INPUTS).pre[0].data, expected)


def test_a_dropout_mask_keeps_the_expectation_and_is_off_in_evaluation():
    mask = dropout_mask((200, 500), 0.3, np.random.default_rng(1))
    assert set(np.unique(mask)) == {0.0, 1 / 0.7}
    assert mask.mean() == pytest.approx(1, abs=0.01)
    net = Mlp((2, 50, 2), np.random.default_rng(0), dropout=0.5)
    assert np.array_equal(net.predict(INPUTS), net.predict(INPUTS))
    first, second = (net.forward(INPUTS, np.random.default_rng(seed)).output.data for seed in (1, 2))
    assert not np.array_equal(first, second)


def test_the_start_deviations_are_the_solvers():
    assert he(50, 10) == pytest.approx(float(find_solver("he_std")(fan_in=50).result_value()))
    assert xavier(50, 10) == pytest.approx(
        float(find_solver("xavier_std")(fan_in=50, fan_out=10).result_value())
    )
