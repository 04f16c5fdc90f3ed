"""Convolution beside the matrix product that is in it, as a library and as a solver."""

from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np

from benchmarks.figures import CannotMeasureError, Figure
from studyapp.engine.numeric.convolution import conv2d
from studyapp.engine.registry import find_solver

ROUNDS, TIMES = 5, 15

LAYERS = {
    "3×224², 64 of 7×7, stride 2": ((1, 3, 224, 224), (64, 3, 7, 7), 2, 3),
    "64×56², 64 of 3×3": ((1, 64, 56, 56), (64, 64, 3, 3), 1, 1),
}
"""Images, filters, stride, padding: ResNet's first layer, and one of its second stage."""


def measure(_folder: Path) -> Iterator[Figure]:
    """By turns in single precision; the solver, which works in doubles, beside a product of doubles."""
    for what, (images, filters, stride, padding) in LAYERS.items():
        options = {"stride": (stride, stride), "padding": (padding, padding)}
        rng = np.random.default_rng(20261121)
        batch, weight = (rng.standard_normal(shape, dtype=np.float32) for shape in (images, filters))
        yield from library(f"convolution, {what}", batch, weight, options)
        yield solver(f"conv2d, {what}", batch.astype(float), weight.astype(float), options)


def library(what: str, batch: np.ndarray, weight: np.ndarray, options: dict[str, Any]) -> Iterator[Figure]:
    """Ours, the bare product and, where it is installed, PyTorch."""
    found = conv2d(batch, weight, **options)
    routes: dict[str, Callable[[], Any]] = {"product": product_of(found, weight)}
    routes[what] = lambda: conv2d(batch, weight, **options)
    if theirs := pytorch(batch, weight, options):
        if not np.allclose(found, theirs(), rtol=1e-3, atol=1e-3):
            raise CannotMeasureError(f"{what}: PyTorch's values are others")
        routes["  PyTorch's"] = theirs
    took = by_turns(routes)
    for name in list(routes)[1:]:
        yield Figure(
            what=name,
            measured=took[name],
            unit="ms",
            yardstick="product",
            yardstick_measured=took["product"],
            at_most=1.8 if name == what else None,
        )


def solver(what: str, batch: np.ndarray, weight: np.ndarray, options: dict[str, Any]) -> Figure:
    """Made, checked and worked anew each time."""
    conv2d_solver = find_solver("conv2d")

    def work() -> Any:
        return conv2d_solver(input=batch, weight=weight, **options).output

    took = by_turns({"product": product_of(work(), weight), what: work})
    return Figure(
        what=f"{what}, the solver",
        measured=took[what],
        unit="ms",
        yardstick="product in doubles",
        yardstick_measured=took["product"],
        at_most=1.8,
    )


def product_of(found: np.ndarray, weight: np.ndarray) -> Callable[[], Any]:
    """The product of the same size: a window a row, a filter a column."""
    windows = np.ones((found[:, 0].size, weight[0].size), weight.dtype)
    columns = np.ones((weight[0].size, len(weight)), weight.dtype)
    return lambda: windows @ columns


def by_turns(routes: dict[str, Callable[[], Any]]) -> dict[str, float]:
    """The median of each in milliseconds, in the quickest of several rounds.

    A product runs on all cores, and its parts wait for one another: another program slows whole rounds.
    """
    return min((one_round(routes) for _ in range(ROUNDS)), key=lambda took: sum(took.values()))


def one_round(routes: dict[str, Callable[[], Any]]) -> dict[str, float]:
    took: dict[str, list[float]] = {name: [] for name in routes}
    for turn in range(TIMES + 1):
        for name, work in routes.items():
            began = perf_counter()
            work()
            if turn:  # the first one finds nothing in the caches
                took[name].append((perf_counter() - began) * 1e3)
    return {name: median(times) for name, times in took.items()}


def pytorch(batch: np.ndarray, weight: np.ndarray, options: dict[str, Any]) -> Callable[[], Any] | None:
    """The same by PyTorch, without gradients; None where it is not installed."""
    try:
        import torch
    except ImportError:
        return None
    images, filters = torch.from_numpy(batch), torch.from_numpy(weight)
    return lambda: torch.nn.functional.conv2d(images, filters, **options).numpy()
