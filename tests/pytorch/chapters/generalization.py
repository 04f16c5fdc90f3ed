"""Penalties and their gradients by autograd, proximal steps, dropout with PyTorch's own masks."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from tests.pytorch.cases import REFUSED, Case

STRENGTHS = (0, 0.1, 0.5, 2)
SHAPES = ((), (1,), (4,), (2, 3))


def cases() -> Iterator[Case]:
    """Every solver of the chapter that PyTorch has something for."""
    yield from penalties()
    yield from penalty_steps()
    yield from proximal_steps()
    yield from races()
    yield from dropouts()
    yield from counts()
    yield from stops()


def drawn(*shape: int) -> Tensor:
    """Short decimals, a few of them exactly 0."""
    values = torch.randn(shape).mul(2).mul(10).round().div(10)
    return torch.where(torch.rand(shape) < 0.15, torch.zeros(()), values)


def penalties() -> Iterator[Case]:
    for shape, strength in product(SHAPES, STRENGTHS):
        w = drawn(*shape)
        absolute, squares, norm = w.abs().sum(), w.square().sum(), torch.linalg.vector_norm(w)
        given = {"w": w, "strength": strength}
        yield Case("l1_penalty", given, strength * absolute)
        yield Case("l2_penalty", given, strength * squares)
        yield Case("l2_penalty", {**given, "form": "half"}, strength / 2 * squares)
        yield Case("l2_penalty", {**given, "form": "norm"}, strength * norm)
    for l1, l2, loss in product((0, 0.1), (0, 0.3), (0.75, -2)):
        w = drawn(5)
        first = l1 * torch.linalg.vector_norm(w, 1)
        second = l2 * torch.linalg.vector_norm(w, 2) ** 2
        expected = {"l1_penalty": first, "l2_penalty": second, "total": loss + first + second}
        yield Case("regularized_loss", {"loss": loss, "w": w, "l1": l1, "l2": l2}, expected)


def penalty_steps() -> Iterator[Case]:
    """SGD on a loss whose slope is the gradient given, autograd's penalties added."""
    for shape, l1, l2, lr in product(SHAPES, (0, 0.3), (0, 0.2), (0.1, 1)):
        start, gradient = drawn(*shape), drawn(*shape)
        w = start.clone().requires_grad_()
        ((w * gradient).sum() + l1 * w.abs().sum() + l2 * w.square().sum()).backward()
        torch.optim.SGD([w], lr=lr).step()
        inputs = {"w": start, "gradient": gradient, "lr": lr, "l1": l1, "l2": l2}
        yield Case("penalty_step", inputs, w.detach())
    for weight_decay in (0.1, 0.5):  # λ/2·w², which PyTorch calls weight decay
        start, gradient = drawn(4), drawn(4)
        w = start.clone().requires_grad_()
        w.grad = gradient.clone()
        torch.optim.SGD([w], lr=0.1, weight_decay=weight_decay).step()
        inputs = {"w": start, "gradient": gradient, "lr": 0.1, "l2": weight_decay / 2}
        yield Case("penalty_step", inputs, w.detach())


def proximal_steps() -> Iterator[Case]:
    for shape, threshold in product(SHAPES, (0, 0.3, 1, 5)):
        w = drawn(*shape)
        yield Case("soft_threshold", {"w": w, "threshold": threshold}, functional.softshrink(w, threshold))
    edges = torch.tensor([0.5, -0.5, 0.75, -0.75, 0.0])
    yield Case("soft_threshold", {"w": edges, "threshold": 0.5}, functional.softshrink(edges, 0.5))
    for shape, strength in product(SHAPES, (0, 0.25, 3)):
        w = drawn(*shape)
        # the minimum of (v − w)²/2 + strength/2·v² is where its slope is 0
        minimum = torch.linalg.solve(torch.eye(w.numel()) * (1 + strength), w.reshape(-1))
        yield Case("shrink", {"w": w, "strength": strength}, minimum.reshape(shape))


def races() -> Iterator[Case]:
    """Proximal steps one after the other, with numbers that doubles hold exactly."""
    for w, lr, strength in product((1.0, -2.0, 0.75), (0.5, 0.25), (0.5, 1.0)):
        first, second = torch.tensor(w), torch.tensor(w)
        firsts, seconds = [], []
        for _ in range(6):
            first = functional.softshrink(first, lr * strength)
            second = second / (1 + lr * strength)
            firsts.append(first)
            seconds.append(second)
        zero_at = next((at for at, value in enumerate(firsts, start=1) if value == 0), None)
        expected: dict[str, Any] = {"l1": firsts, "l2": seconds, "l1_zero_at": zero_at, "l2_zero_at": None}
        yield Case("l1_vs_l2", {"w": w, "lr": lr, "strength": strength, "steps": 6}, expected)


def dropouts() -> Iterator[Case]:
    for shape, p in product(((1,), (6,), (2, 4), (1, 2, 2, 2)), (0.0, 0.1, 0.5, 0.75, 1.0)):
        x = drawn(*shape)
        output, mask = torch.native_dropout(x, p, train=True)
        inputs = {"x": x, "mask": mask.to(torch.int64), "p": p}
        yield Case("dropout", inputs, output)
        if p < 1:
            yield Case("dropout", {**inputs, "inverted": False}, x * mask)
    x = drawn(5)
    yield Case(
        "dropout", {"x": x, "mask": torch.ones(5, dtype=torch.int64), "p": 1}, functional.dropout(x, 1.0)
    )
    for p in (-0.1, 1.1):
        try:
            functional.dropout(x, p)
        except ValueError:
            yield Case("dropout", {"x": x, "mask": [1] * 5, "p": p}, REFUSED)


def counts() -> Iterator[Case]:
    for units, p in product((1, 10, 512), (0.0, 0.2, 0.5, 1.0)):
        mean = torch.distributions.Binomial(units, torch.tensor(1 - p)).mean
        yield Case("expected_active", {"units": units, "p": p}, mean)
    for units in (1, 3, 8):
        networks = torch.cartesian_prod(*[torch.tensor([0, 1])] * units)
        yield Case("thinned_networks", {"units": units}, len(networks))


def stops() -> Iterator[Case]:
    """ReduceLROnPlateau waits the same way: its rate falls where early stopping stops.

    It lowers the rate with the epoch that goes beyond its patience, so it is given one less; its threshold
    in absolute terms is min_delta.
    """
    for seed, patience, min_delta in product(range(10), (1, 2, 4), (0.0, 0.25)):
        torch.manual_seed(seed)
        losses = (torch.randn(12).cumsum(0).mul(4).round() / 8 + 3).tolist()
        optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
        plateau = torch.optim.lr_scheduler.ReduceLROnPlateau(
            optimizer, factor=0.5, patience=patience - 1, threshold=min_delta, threshold_mode="abs"
        )
        best, best_epoch, stop = None, 0, None
        for epoch, loss in enumerate(losses, start=1):
            plateau.step(loss)
            if plateau.best != best:
                best, best_epoch = plateau.best, epoch
            if optimizer.param_groups[0]["lr"] < 1:
                stop = epoch
                break
        inputs = {"losses": losses, "patience": patience, "min_delta": min_delta}
        yield Case(
            "early_stopping", inputs, {"best_epoch": best_epoch, "best_loss": best, "stop_epoch": stop}
        )
