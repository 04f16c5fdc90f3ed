"""Activation functions and their derivatives by autograd, softmax, linear layers."""

from collections.abc import Callable, Iterator
from itertools import pairwise, product
from typing import Any

import torch
from torch.nn import functional

from tests.pytorch.cases import REFUSED, Case

PLACES = [-1000.0, -40.0, -8.0, -6.0, -3.5, -3.0, -2.9, -1.5, -1.0, -0.5, -1e-8]
PLACES += [0.0, 1e-8, 0.3, 1.0, 1.5, 2.0, 2.9, 3.0, 3.5, 5.9, 6.0, 8.0, 40.0, 1000.0]
UNLIMITED = 700.0
"""Softplus's threshold, far enough for its formula to hold wherever it fits."""


def smu(x: torch.Tensor, alpha: float = 0.25, mu: float = 1.0) -> torch.Tensor:
    """PyTorch has none."""
    return ((1 + alpha) * x + (1 - alpha) * x * torch.erf(mu * (1 - alpha) * x)) / 2


def hardsigmoid(x: torch.Tensor) -> torch.Tensor:
    """F.hardsigmoid, whose derivative is 1/6 in single precision whatever the tensor's."""
    assert torch.allclose(functional.hardsigmoid(x), functional.relu6(x + 3) / 6)
    return functional.relu6(x + 3) / 6


def silu(x: torch.Tensor, beta: float = 1.0) -> torch.Tensor:
    """functional.silu; with a beta as its paper has it."""
    return functional.silu(x) if beta == 1 else x * torch.sigmoid(beta * x)


def softplus(x: torch.Tensor, beta: float = 1.0) -> torch.Tensor:
    """functional.softplus."""
    return functional.softplus(x, beta=beta, threshold=UNLIMITED)


def prelu(x: torch.Tensor, weight: float = 0.25) -> torch.Tensor:
    """functional.prelu with one weight for all."""
    return functional.prelu(x, torch.tensor([weight]))


FUNCTIONS: dict[str, tuple[Callable[..., torch.Tensor], list[dict[str, Any]]]] = {
    "identity": (torch.nn.Identity(), [{}]),
    "sigmoid": (torch.sigmoid, [{}]),
    "tanh": (torch.tanh, [{}]),
    "relu": (functional.relu, [{}]),
    "relu6": (functional.relu6, [{}]),
    "leaky_relu": (
        functional.leaky_relu,
        [{"negative_slope": slope} for slope in (0.01, 0.2, 0.0, -0.5, 1.5)],
    ),
    "prelu": (prelu, [{"weight": weight} for weight in (0.25, 0.01, 0.0, -1.0, 2.0)]),
    "elu": (functional.elu, [{"alpha": alpha} for alpha in (1.0, 0.5, 2.0, 0.0)]),
    "selu": (functional.selu, [{}]),
    "softplus": (softplus, [{"beta": beta} for beta in (1.0, 0.5, 3.0, -1.0)]),
    "softsign": (functional.softsign, [{}]),
    "silu": (silu, [{"beta": beta} for beta in (1.0, 0.5, 1.702, -1.0, 0.0)]),
    "gelu": (functional.gelu, [{"approximate": how} for how in ("none", "tanh")]),
    "mish": (functional.mish, [{}]),
    "hardsigmoid": (hardsigmoid, [{}]),
    "hardtanh": (functional.hardtanh, [{}]),
    "hardswish": (functional.hardswish, [{}]),
    "smu": (smu, [{}, {"alpha": 0.0, "mu": 2.0}, {"alpha": 0.5}, {"mu": 1000.0}, {"alpha": 1.0}]),
}


def cases() -> Iterator[Case]:
    """Every function with every parameter over a range with all kinks, then what is made of them."""
    for name, (function, choices) in FUNCTIONS.items():
        usual = {} if name == "smu" else choices[0]
        yield from of_function(name, {}, function, usual)
        for own in choices:
            yield from of_function(name, own, function, own)
    yield from softmaxes()
    yield from neurons()
    yield from bounds()
    yield from linear_layers()


def of_function(
    name: str, given: dict[str, Any], function: Callable[..., torch.Tensor], own: dict[str, Any]
) -> Iterator[Case]:
    """All places at once, some as a matrix, kinks one by one."""
    for places in (PLACES, [PLACES[4:8], PLACES[10:14]], -3.0, -1.0, 0.0, 1.0, 3.0, 6.0):
        x = torch.tensor(places, requires_grad=True)
        y = function(x, **own)
        y.sum().backward()
        assert x.grad is not None
        if isinstance(places, list) or places > 0:
            yield Case("activation", {"name": name, "x": places, **given}, y.detach())
        yield Case("activation_derivative", {"name": name, "x": places, **given}, x.grad)


def softmaxes() -> Iterator[Case]:
    """Every axis of arrays of up to four, near 0 and at ±1000, over some temperatures."""
    for shape, scale, temperature in product(
        ([1], [3], [2, 3], [2, 2, 2], [2, 1, 2, 2]), (1.0, 5.0, 1000.0), (1.0, 0.5, 4.0)
    ):
        x = (torch.randn(shape) * scale).mul(100).round().div(100)
        for axis in range(-len(shape), len(shape)):
            inputs = {"x": x, "axis": axis}
            tempered = {**inputs, "temperature": temperature}
            yield Case("softmax", tempered, torch.softmax(x / temperature, axis))
            if temperature == 1:
                yield Case("log_softmax", inputs, torch.log_softmax(x, axis))
        if len(shape) < 3:
            for axis in (len(shape), -len(shape) - 1):
                try:
                    torch.softmax(x, axis)
                except IndexError:
                    yield Case("softmax", {"x": x, "axis": axis}, REFUSED)
                    yield Case("log_softmax", {"x": x, "axis": axis}, REFUSED)
    for x in (
        [1000.0, -1000.0],
        [1000.0, 1000.0, 1000.0],
        [-1000.0, -1001.0],
        [0.0] * 4,
        [800.0, 0.0, -800.0],
    ):
        for solver, function in (("softmax", torch.softmax), ("log_softmax", torch.log_softmax)):
            yield Case(solver, {"x": x}, function(torch.tensor(x), -1))
    yield Case("softmax", {"x": 3}, torch.softmax(torch.tensor(3.0), -1))
    yield Case("log_softmax", {"x": 3, "axis": 0}, torch.log_softmax(torch.tensor(3.0), 0))


def neurons() -> Iterator[Case]:
    """functional.linear with one output, and each function."""
    for (name, (function, _choices)), inputs in product(FUNCTIONS.items(), (1, 2, 5)):
        x, w = (torch.randn(inputs).mul(100).round().div(100) for _ in range(2))
        b = torch.randn(()).mul(100).round().div(100)
        z = functional.linear(x, w[None], b[None])[0]
        given = {"x": x, "w": w, "b": b, "activation": name}
        yield Case("neuron", given, {"pre_activation": z, "output": function(z)})
        if inputs == 2:
            yield Case("neuron", {**given, "w": torch.ones(3)}, REFUSED)


def bounds() -> Iterator[Case]:
    """The largest slope that autograd finds on a grid that grows finer around it; kinks are approached."""
    for name, (function, _choices) in FUNCTIONS.items():
        steepest = largest_slope(function)
        for layers in (1, 2, 10, 50):
            yield Case("gradient_bound", {"activation": name, "layers": layers}, steepest**layers)


def largest_slope(function: Callable[..., torch.Tensor]) -> float:
    """sup |f'|, by autograd."""
    kinks = torch.tensor([-3.0, -1.0, 0.0, 1.0, 3.0, 6.0])
    places = torch.cat([torch.linspace(-60, 60, 120_001), kinks - 1e-13, kinks + 1e-13])
    apart = 1e-3
    for _ in range(3):
        x = places.requires_grad_()
        (slopes,) = torch.autograd.grad(function(x).sum(), x)
        best = x.detach()[slopes.abs().argmax()]
        largest = float(slopes.abs().max())
        places, apart = best + torch.linspace(-apart, apart, 2001), apart / 1000
    return largest


def linear_layers() -> Iterator[Case]:
    """Weights and biases of nn.Linear layers; what they do to nothing and to the unit vectors."""
    for sides in ([2, 3], [2, 3, 1], [1, 4, 2], [3, 3, 3, 3], [2, 1, 2, 1, 2], [17, 16, 2]):
        layers = [torch.nn.Linear(ins, outs) for ins, outs in pairwise(sides)]
        stack = torch.nn.Sequential(*layers)
        bias = stack(torch.zeros(sides[0])).detach()
        weight = (stack(torch.eye(sides[0])) - bias).detach().T
        weights, biases = [layer.weight for layer in layers], [layer.bias for layer in layers]
        yield Case(
            "collapse_linear", {"weights": weights, "biases": biases}, {"weight": weight, "bias": bias}
        )
        try:
            torch.nn.Sequential(*layers[::-1])(torch.zeros(sides[-2]))
        except RuntimeError:
            yield Case("collapse_linear", {"weights": weights[::-1], "biases": biases[::-1]}, REFUSED)
