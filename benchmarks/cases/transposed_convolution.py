"""Transposed convolution of whole batches beside the matrix product that is in it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np

from benchmarks.figures import CannotMeasureError, Figure
from studyapp.engine.numeric.transposed_convolution import conv_transpose2d

TIMES = 15

LAYERS = {
    "64×56², 64 of 3×3": ((1, 64, 56, 56), (64, 64, 3, 3), 1, 1),
    "64×56², 32 of 4×4, stride 2": ((1, 64, 56, 56), (64, 32, 4, 4), 2, 1),
    "4×256×16², 128 of 4×4, stride 2": ((4, 256, 16, 16), (256, 128, 4, 4), 2, 1),
}
"""Images, kernels, stride, padding: a convolution of ResNet's turned round, and layers of generators."""


def measure(_folder: Path) -> Iterator[Figure]:
    """Ours, the bare product and, where it is installed, PyTorch by turns, in single precision."""
    for what, (images, kernels, stride, padding) in LAYERS.items():
        yield from figures(f"transposed convolution, {what}", images, kernels, stride, padding)


def figures(
    what: str, images: tuple[int, ...], kernels: tuple[int, ...], stride: int, padding: int
) -> Iterator[Figure]:
    rng = np.random.default_rng(20261121)
    batch = rng.standard_normal(images, dtype=np.float32)
    weight = rng.standard_normal(kernels, dtype=np.float32)
    left = np.ascontiguousarray(weight.reshape(len(weight), -1).T)
    right = batch.reshape(*images[:2], -1)
    pair = {"stride": (stride, stride), "padding": (padding, padding)}
    routes: dict[str, Callable[[], Any]] = {
        what: lambda: conv_transpose2d(batch, weight, **pair),
        "the product alone": lambda: np.matmul(left, right),
    }
    if theirs := pytorch(batch, weight, pair):
        routes["PyTorch's"] = theirs
        if not np.allclose(routes[what](), theirs(), rtol=1e-3, atol=1e-2):
            raise CannotMeasureError(f"{what}: PyTorch's values are others")
    took: dict[str, list[float]] = {name: [] for name in routes}
    for _ in range(TIMES):
        for name, work in routes.items():
            took[name].append(milliseconds(work))
    product = median(took.pop("the product alone"))
    for name, times in took.items():
        yield Figure(
            what=name, measured=median(times), unit="ms", yardstick="product", yardstick_measured=product
        )


def pytorch(batch: np.ndarray, weight: np.ndarray, options: dict[str, Any]) -> Callable[[], Any] | None:
    """The same by PyTorch, without gradients; None where it is not installed."""
    try:
        import torch
    except ImportError:
        return None
    images, kernels = torch.from_numpy(batch), torch.from_numpy(weight)
    return lambda: torch.nn.functional.conv_transpose2d(images, kernels, **options).numpy()


def milliseconds(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return (perf_counter() - began) * 1e3
