"""2×2 max pooling beside four strided maxima."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.cases.convolution import by_turns
from benchmarks.figures import CannotMeasureError, Figure
from studyapp.engine.numeric.pooling import max_pool2d
from studyapp.engine.registry import find_solver

SHAPE = (1, 64, 112, 112)
OURS = "2×2 max pooling, 64×112²"


def measure(_folder: Path) -> Iterator[Figure]:
    """As a library in single precision, as a solver in double precision; PyTorch's where it is installed."""
    rng = np.random.default_rng(20261121)
    images = rng.standard_normal(SHAPE, dtype=np.float32)
    routes: dict[str, Callable[[], Any]] = {"four": lambda: four_maxima(images)}
    routes[OURS] = lambda: max_pool2d(images, (2, 2))
    if theirs := pytorch(images):
        routes["  PyTorch's"] = theirs
    if any(not np.array_equal(work(), four_maxima(images)) for work in routes.values()):
        raise CannotMeasureError("the largest values differ")
    doubles = images.astype(float)
    solver = find_solver("max_pool2d")
    in_doubles = {
        "four": lambda: four_maxima(doubles),
        "2×2 max_pool2d, 64×112², the solver": lambda: solver(input=doubles, kernel_size=2).output,
    }
    for group in (routes, in_doubles):
        took = by_turns(group)
        for name in list(group)[1:]:
            yield Figure(
                what=name,
                measured=took[name],
                unit="ms",
                yardstick="four strided maxima",
                yardstick_measured=took["four"],
                at_most=1.3 if name == OURS else None,
            )


def four_maxima(images: np.ndarray) -> np.ndarray:
    """The largest of each window's four pixels, one strided maximum after the other."""
    found = images[..., ::2, ::2].copy()
    for pixels in (images[..., ::2, 1::2], images[..., 1::2, ::2], images[..., 1::2, 1::2]):
        np.maximum(found, pixels, out=found)
    return found


def pytorch(images: np.ndarray) -> Callable[[], Any] | None:
    """The same by PyTorch; None where it is not installed."""
    try:
        import torch
    except ImportError:
        return None
    batch = torch.from_numpy(images)
    return lambda: torch.nn.functional.max_pool2d(batch, 2).numpy()
