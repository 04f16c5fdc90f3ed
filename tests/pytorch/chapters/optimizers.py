"""Optimisers, step by step, with the state that they keep; and gradient descent by autograd."""

import math
from collections.abc import Iterator
from itertools import product
from typing import Any

import torch

from tests.pytorch.cases import REFUSED, Case

OPTIMIZERS = {
    "sgd": torch.optim.SGD,
    "adagrad": torch.optim.Adagrad,
    "rmsprop": torch.optim.RMSprop,
    "adadelta": torch.optim.Adadelta,
    "adam": torch.optim.Adam,
    "adamw": torch.optim.AdamW,
}

KEPT = (
    "momentum_buffer",
    "sum",
    "square_avg",
    "grad_avg",
    "acc_delta",
    "exp_avg",
    "exp_avg_sq",
    "max_exp_avg_sq",
)

NUMBER = (1.0, [0.5, -0.3, 0.2])
ZEROS = (-2.0, [0.0, 1.5, 0.0, 0.0])
NOTHING = (0.75, [0.0, 0.0])
LIST = ([1.0, -2.0, 0.0], [[0.4, -0.1, 0.0], [1.0, 2.0, -3.0], [-0.25, 0.5, 1e-3]])
MATRIX = ([[0.1, -0.2], [3.0, 0.0]], [[[1.0, 0.5], [-0.5, 0.0]], [[2.0, -2.0], [1e-4, 10.0]]])
WHOLE = (3, [2, -1, 4])
TINY = (1e-6, [1e-7, -3e-8, 2e-9])
LARGE = (1e4, [3e5, -2e6, 1e3])


def waves(steps: int) -> tuple[float, list[float]]:
    """A long run whose gradients change size and sign."""
    return 0.3, [round(math.sin(1.7 * at) + 0.1 * at, 6) for at in range(steps)]


SHAPES = (NUMBER, LIST, ZEROS)
MORE = (NOTHING, MATRIX, WHOLE, TINY, LARGE, waves(20))


def followed(solver: str, run: tuple[Any, list[Any]], hyper: dict[str, Any]) -> dict[str, list[Any]]:
    """What PyTorch's own optimiser makes of the run."""
    start, grads = run
    param = torch.nn.Parameter(torch.tensor(start, dtype=torch.float64))
    optimizer = OPTIMIZERS[solver]([param], foreach=False, **hyper)
    found: dict[str, list[Any]] = {"params": []}
    for grad in grads:
        param.grad = torch.tensor(grad, dtype=torch.float64)
        optimizer.step()
        found["params"].append(param.detach().clone())
        for name in KEPT:
            if (value := optimizer.state[param].get(name)) is not None:
                found.setdefault(name, []).append(value.clone())
    return found


def combinations(**choices: tuple[Any, ...]) -> Iterator[dict[str, Any]]:
    """Each choice of each with each of the others; None leaves one at its default."""
    for chosen in product(*choices.values()):
        yield {name: value for name, value in zip(choices, chosen, strict=True) if value is not None}


def variants() -> Iterator[tuple[str, dict[str, Any], tuple[Any, ...]]]:
    """Optimiser, hyper-parameters, and the runs to follow with them."""
    for hyper in combinations(
        lr=(0.1,), momentum=(None, 0.9, 0.5), dampening=(None, 0.1, 1.0), weight_decay=(None, 0.2)
    ):
        yield "sgd", hyper, SHAPES
    for hyper in combinations(lr=(0.05,), momentum=(0.9, 0.3), nesterov=(True,), weight_decay=(None, 0.2)):
        yield "sgd", hyper, (*SHAPES, *MORE)
    yield "sgd", {"lr": 0.1, "momentum": 0.9, "dampening": 0.5, "weight_decay": 0.01}, MORE
    yield "sgd", {"lr": 0.0, "momentum": 0.9}, (NUMBER,)
    yield "sgd", {"lr": 0.3, "momentum": 1.2, "dampening": -0.5}, (NUMBER, LIST)
    for hyper in combinations(
        lr=(0.1,),
        lr_decay=(None, 0.5),
        weight_decay=(None, 0.2),
        initial_accumulator_value=(None, 0.1),
        eps=(None, 0.01),
    ):
        yield "adagrad", hyper, (NUMBER, LIST)
    yield "adagrad", {"lr": 0.5}, (ZEROS, *MORE)
    yield "adagrad", {"lr": 0.5, "lr_decay": 0.1, "weight_decay": 0.3}, MORE
    for hyper in combinations(
        lr=(0.01,), alpha=(None, 0.9), weight_decay=(None, 0.2), momentum=(None, 0.9), centered=(None, True)
    ):
        yield "rmsprop", hyper, (NUMBER, LIST)
    for hyper in combinations(lr=(0.1,), eps=(0.01,), momentum=(None, 0.5), centered=(None, True)):
        yield "rmsprop", hyper, (ZEROS, NOTHING, MATRIX, WHOLE, waves(20))
    yield "rmsprop", {"lr": 0.1, "alpha": 0.5}, (TINY, LARGE)
    yield "rmsprop", {"lr": 0.1, "alpha": 0.0}, (NUMBER, LIST)
    for hyper in combinations(lr=(None, 0.5), rho=(None, 0.5), eps=(None, 0.01), weight_decay=(None, 0.2)):
        yield "adadelta", hyper, (NUMBER, LIST)
    yield "adadelta", {}, (ZEROS, *MORE)
    yield "adadelta", {"rho": 1.0}, (NUMBER,)
    yield "adadelta", {"rho": 0.0}, (NUMBER,)
    for solver in ("adam", "adamw"):
        for hyper in combinations(
            lr=(0.1,),
            betas=(None, (0.5, 0.9)),
            eps=(None, 0.01),
            weight_decay=(None, 0.0, 0.2),
            amsgrad=(None, True),
        ):
            yield solver, hyper, (NUMBER, LIST)
        yield solver, {"lr": 0.1}, (ZEROS, *MORE)
        yield solver, {"lr": 0.1, "amsgrad": True, "betas": (0.9, 0.5)}, (ZEROS, *MORE)
        yield solver, {"lr": 0.001, "betas": (0.0, 0.0)}, (NUMBER, LIST)


REFUSALS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("sgd", {"lr": -0.1}),
    ("sgd", {"lr": 0.1, "momentum": -0.1}),
    ("sgd", {"lr": 0.1, "weight_decay": -1.0}),
    ("sgd", {"lr": 0.1, "nesterov": True}),
    ("sgd", {"lr": 0.1, "nesterov": True, "momentum": 0.9, "dampening": 0.1}),
    ("adagrad", {"lr": -0.1}),
    ("adagrad", {"lr": 0.1, "lr_decay": -1.0}),
    ("adagrad", {"lr": 0.1, "initial_accumulator_value": -0.1}),
    ("adagrad", {"lr": 0.1, "eps": -1e-10}),
    ("adagrad", {"lr": 0.1, "weight_decay": -1.0}),
    ("rmsprop", {"lr": -0.1}),
    ("rmsprop", {"lr": 0.1, "alpha": -0.1}),
    ("rmsprop", {"lr": 0.1, "eps": -1.0}),
    ("rmsprop", {"lr": 0.1, "momentum": -0.9}),
    ("rmsprop", {"lr": 0.1, "weight_decay": -1.0}),
    ("adadelta", {"lr": -1.0}),
    ("adadelta", {"rho": 1.1}),
    ("adadelta", {"rho": -0.1}),
    ("adadelta", {"eps": -1e-6}),
    ("adadelta", {"weight_decay": -1.0}),
    *(
        (solver, {"lr": 0.1, **wrong})
        for solver in ("adam", "adamw")
        for wrong in (
            {"lr": -0.1},
            {"betas": (1.0, 0.999)},
            {"betas": (0.9, 1.0)},
            {"betas": (-0.1, 0.999)},
            {"eps": -1e-8},
            {"weight_decay": -1.0},
        )
    ),
)


def cases() -> Iterator[Case]:
    """Every option with the others, on numbers, lists and matrices, zeros among the gradients."""
    for solver, hyper, runs in variants():
        for run in runs:
            param, grads = run
            yield Case(solver, {"param": param, "grads": grads, **hyper}, followed(solver, run, hyper))
    for solver, hyper in REFUSALS:
        try:
            followed(solver, NUMBER, hyper)
        except ValueError:
            yield Case(solver, {"param": NUMBER[0], "grads": NUMBER[1], **hyper}, REFUSED)
        else:
            raise AssertionError((solver, hyper))
    for curvature, lr, start, steps in product((0.5, 2.0, 3.0), (0.0, 0.1, 0.5, 0.9), (1.0, -2.5), (1, 12)):
        inputs = {"curvature": curvature, "start": start, "lr": lr, "steps": steps}
        yield Case("gradient_descent", inputs, {"params": descended(**inputs)})


def descended(curvature: float, start: float, lr: float, steps: int) -> list[float]:
    """Plain SGD on the parabola, its slope by autograd."""
    x = torch.nn.Parameter(torch.tensor(start))
    optimizer = torch.optim.SGD([x], lr=lr)
    found = []
    for _ in range(steps):
        optimizer.zero_grad()
        (curvature / 2 * x**2).backward()
        optimizer.step()
        found.append(x.item())
    return found
