"""Norms of 25 MB of single precision beside passes that read and write the array twice."""

from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np

from benchmarks.figures import CannotMeasureError, Figure
from studyapp.engine.numeric import normalization
from studyapp.engine.solvers.normalization.batch_norm import BatchNorm

SHAPE = (32, 64, 56, 56)
"""A batch of 32 behind ResNet's first stage: 25.7 MB."""
TIMES = 25
COPIES, IN_PLACE = "two copies", "times, then plus in place"
OURS = "batch norm forward, 25 MB"


def measure(_folder: Path) -> Iterator[Figure]:
    """All routes by turns on the same array; batch norm's values are checked first."""
    rng = np.random.default_rng(20261121)
    x = rng.standard_normal(SHAPE, dtype=np.float32) + np.float32(0.5)
    gamma, beta = rng.standard_normal((2, SHAPE[1]), dtype=np.float32)
    check(x, gamma, beta)
    routes = {**yardsticks(x), **ours(x, gamma, beta)}
    theirs = pytorch(x, gamma, beta)
    if theirs is not None:
        routes["PyTorch"] = theirs
    took = by_turns(routes)
    yield held_to(took, OURS, COPIES, at_most=2)
    yield held_to(took, OURS, IN_PLACE, at_most=2)
    for what in ours(x, gamma, beta):
        if what != OURS:
            yield held_to(took, what, COPIES)
    if theirs is not None:
        yield held_to(took, OURS, "PyTorch")


def yardsticks(x: np.ndarray) -> dict[str, Callable[[], Any]]:
    """Both read and write the whole array twice."""
    out = np.empty_like(x)

    def copies() -> None:
        np.copyto(out, x)
        np.copyto(out, x)

    def in_place() -> None:
        np.multiply(x, np.float32(2), out=out)
        np.add(out, np.float32(1), out=out)

    return {COPIES: copies, IN_PLACE: in_place}


def ours(x: np.ndarray, gamma: np.ndarray, beta: np.ndarray) -> dict[str, Callable[[], Any]]:
    """The library's norms, and batch norm as a solver, which checks its input and works in doubles."""
    out = np.empty_like(x)
    return {
        OURS: lambda: normalization.batch_norm(x, gamma, beta, out=out),
        "the same into an array of its own": lambda: normalization.batch_norm(x, gamma, beta),
        "layer norm over the last three axes": lambda: normalization.layer_norm(x, 3, out=out),
        "instance norm": lambda: normalization.instance_norm(x, gamma, beta, out=out),
        "group norm, 8 groups": lambda: normalization.group_norm(x, 8, gamma, beta, out=out),
        "BatchNorm(x=…).output": lambda: BatchNorm(x=x, gamma=gamma, beta=beta).output,
    }


def check(x: np.ndarray, gamma: np.ndarray, beta: np.ndarray) -> None:
    """A fast route to other numbers would be none."""
    found = normalization.batch_norm(x, gamma, beta)
    axes = (0, 2, 3)
    mean, variance = x.mean(axes, np.float64, keepdims=True), x.var(axes, np.float64, keepdims=True)
    expected = gamma[:, None, None] * (x - mean) / np.sqrt(variance + 1e-5) + beta[:, None, None]
    if not np.allclose(found.output, expected, rtol=1e-4, atol=1e-5):
        raise CannotMeasureError("batch norm's output is not the formula's")


def pytorch(x: np.ndarray, gamma: np.ndarray, beta: np.ndarray) -> Callable[[], Any] | None:
    """The same in PyTorch without gradients, on all its threads; None where it is not installed."""
    try:
        import torch
    except ImportError:
        return None
    values, scale, shift = map(torch.from_numpy, (x, gamma, beta))

    def forward() -> Any:
        with torch.no_grad():
            return torch.nn.functional.batch_norm(values, None, None, scale, shift, training=True)

    return forward


def by_turns(routes: dict[str, Callable[[], Any]]) -> dict[str, float]:
    """The median of each route's milliseconds; none finds in the cache what the one before left there."""
    took: dict[str, list[float]] = {name: [] for name in routes}
    elsewhere = np.zeros(64 << 20, np.uint8)
    for turn in range(TIMES):
        for name, work in routes.items():
            elsewhere.fill(turn)
            began = perf_counter()
            work()
            took[name].append((perf_counter() - began) * 1e3)
    return {name: median(times) for name, times in took.items()}


def held_to(took: dict[str, float], what: str, yardstick: str, at_most: float | None = None) -> Figure:
    return Figure(
        what=what,
        measured=took[what],
        unit="ms",
        yardstick=yardstick,
        yardstick_measured=took[yardstick],
        at_most=at_most,
    )
