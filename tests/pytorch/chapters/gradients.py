"""Clipped gradients, fans and initial standard deviations, and gradients sent through chains of layers."""

import math
from collections.abc import Iterator
from itertools import product
from typing import Any

import torch
from torch import nn

from tests.pytorch.cases import REFUSED, Case


def cases() -> Iterator[Case]:
    """Every solver of the chapter that PyTorch can be asked about."""
    yield from clipped_values()
    yield from clipped_norms()
    yield from fans()
    yield from deviations()
    yield from chains()


def parameters(gradients: list[Any]) -> list[nn.Parameter]:
    """Parameters that have these gradients."""
    found = []
    for gradient in gradients:
        values = torch.tensor(gradient, dtype=torch.float64)
        parameter = nn.Parameter(torch.zeros_like(values))
        parameter.grad = values
        found.append(parameter)
    return found


GRADIENTS: list[Any] = [
    3.0,
    -0.5,
    0.0,
    [3.0, -4.0],
    [0.0, 0.0],
    [1.0, 2.0, 2.0],
    [-7.25, 0.125, 3.5, 0.0],
    [[1.0, -2.0], [3.0, -4.0]],
    [[[0.1, -0.2], [0.3, 5.0]]],
    [1e-8, -1e-9],
    [1e150, -1e150],
]


def clipped_values() -> Iterator[Case]:
    """`clip_grad_value_`, limits that are met exactly among them."""
    for gradient, limit in product(GRADIENTS, (0.0, 0.5, 1.0, 3.0, 100.0)):
        (parameter,) = parameters([gradient])
        nn.utils.clip_grad_value_([parameter], limit)
        yield Case("clip_by_value", {"gradient": gradient, "limit": limit}, parameter.grad)
    big = torch.randn(7, 9)
    (parameter,) = parameters([big.tolist()])
    nn.utils.clip_grad_value_([parameter], 0.7)
    yield Case("clip_by_value", {"gradient": big.tolist(), "limit": 0.7}, parameter.grad)


def clipped_norms() -> Iterator[Case]:
    """PyTorch's total norm and its scale, but without the 1e-6 that it adds to the norm."""
    several: list[list[Any]] = [
        [[3.0], [4.0, 0.0]],
        [[1.0, -2.0], [[2.0, 0.5], [0.0, 4.0]]],
        [[0.0], [0.0, 0.0]],
        [[1.0], [2.0, 3.0], [4.0, 5.0, 6.0]],
        [torch.randn(5).tolist(), torch.randn(4, 3).tolist(), torch.randn(2, 2, 2).tolist()],
    ]
    inputs = [([gradient], gradient) for gradient in GRADIENTS] + [(group, group) for group in several]
    for (group, given), max_norm in product(inputs, (0.0, 0.5, 1.0, 5.0, 1000.0)):
        found = parameters(group)
        norm = nn.utils.get_total_norm([parameter.grad for parameter in found])
        scale = torch.ones(()) if norm <= max_norm else max_norm / norm
        clipped = [parameter.grad * scale for parameter in found]
        yield Case(
            "clip_by_norm",
            {"gradients": given, "max_norm": max_norm},
            {
                "norm": norm.item(),
                "scale": scale.item(),
                "clipped": clipped[0] if group is not given else [part.tolist() for part in clipped],
            },
        )


def fans() -> Iterator[Case]:
    """Weights of layers, and bare shapes."""
    layers = [
        nn.Linear(784, 100),
        nn.Linear(1, 1),
        nn.Conv1d(4, 6, 5),
        nn.Conv2d(3, 64, 7),
        nn.Conv2d(16, 32, (3, 5)),
        nn.Conv2d(16, 32, 3, groups=4),
        nn.Conv3d(2, 3, (1, 2, 3)),
        nn.Embedding(50, 8),
    ]
    shapes = [list(layer.weight.shape) for layer in layers]
    for shape in [*shapes, [5, 1], [1, 5], [2, 3, 4, 5, 6], [7], [1]]:
        try:
            fan_in, fan_out = nn.init._calculate_fan_in_and_fan_out(torch.empty(shape))
        except ValueError:
            yield Case("fan", {"shape": shape}, REFUSED)
        else:
            yield Case("fan", {"shape": shape}, {"fan_in": fan_in, "fan_out": fan_out})


class Listening(torch.Tensor):
    """A weight that notes from which normal distribution it is drawn."""

    def normal_(self, mean: float = 0, std: float = 1, *, generator: Any = None) -> "Listening":
        """Take note instead of drawing."""
        self.std_drawn_from = std
        return self


def weight(fan_in: int, fan_out: int) -> Listening:
    """Of a linear layer; it takes no memory."""
    return torch.empty(1).expand(fan_out, fan_in).as_subclass(Listening)


def deviations() -> Iterator[Case]:
    """What `xavier_normal_` and `kaiming_normal_` draw from."""
    gains = (1.0, 5 / 3, math.sqrt(2), 0.5)
    for (fan_in, fan_out), gain in product(((1, 1), (3, 5), (784, 100), (4096, 4096), (1, 7)), gains):
        drawn = nn.init.xavier_normal_(weight(fan_in, fan_out), gain=gain)
        inputs = {"fan_in": fan_in, "fan_out": fan_out, "gain": gain}
        yield Case("xavier_std", inputs, drawn.std_drawn_from)
    for fan_in, fan_out in ((2, 6), (300, 300)):
        drawn = nn.init.xavier_normal_(weight(fan_in, fan_out))
        yield Case("xavier_std", {"fan_in": fan_in, "fan_out": fan_out}, drawn.std_drawn_from)
    slopes = (0.0, 0.01, 0.25, 1.0, math.sqrt(5), -0.5, 3.0)
    for fan_in, slope in product((1, 2, 9, 576, 4096), slopes):
        drawn = nn.init.kaiming_normal_(weight(fan_in, 3), a=slope)
        yield Case("he_std", {"fan_in": fan_in, "negative_slope": slope}, drawn.std_drawn_from)
    drawn = nn.init.kaiming_normal_(weight(50, 3), nonlinearity="relu")
    yield Case("he_std", {"fan_in": 50}, drawn.std_drawn_from)


def chains() -> Iterator[Case]:
    """Autograd through layers that multiply; how soon such a product passes a limit; variances."""
    for factor, layers in product((0.25, 0.5, 0.9, -0.75, 1.0, -1.0, 1.1, 2.0, 0.0), (1, 2, 3, 10, 50)):
        x = torch.ones((), requires_grad=True)
        y = x
        for _ in range(layers):
            y = y * factor
        y.backward()
        yield Case("chain_product", {"factor": factor, "layers": layers}, x.grad)
    downwards = product((0.5, 0.25, 0.9, 0.99), (0.5, 2**-10, 0.3, 1e-6, 1.0))
    upwards = product((2.0, 4.0, 1.5, 1.01), (2.0, 1024.0, 100.0, 1e6, 1.0))
    for factor, limit in (*downwards, *upwards):
        powers = torch.full((2000,), factor).cumprod(0)
        beyond = powers > limit if factor > 1 else powers < limit
        yield Case("layers_until", {"factor": factor, "limit": limit}, int(beyond.nonzero()[0]) + 1)
    for fan_in, std, variance, layers in product((1, 64, 256), (0.0, 0.05, 0.125), (0.5, 1.0), (1, 5, 20)):
        signal = torch.tensor(variance)
        for _ in range(layers):
            signal = (torch.full((fan_in,), std) ** 2 * signal).sum()
        inputs = {"fan_in": fan_in, "weight_std": std, "input_variance": variance, "layers": layers}
        yield Case("signal_variance", inputs, signal)
