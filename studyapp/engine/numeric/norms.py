"""Norms over many arrays at once."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def total_norm(arrays: Iterable[Any]) -> float:
    """The Euclidean norm of all values of some arrays (or numbers) together, in their unit.

    Scaled by the largest value where squares would overflow or vanish; infinite only where the norm itself is
    beyond a double. As the `total_norm` of PyTorch's `clip_grad_norm_`.
    """
    flat = [np.ravel(_floating(array)) for array in arrays]
    # Between these no square was lost, or is so large that a sum of them may be: of floats, and of doubles.
    least, most = (1e-25, 1e30) if any(values.dtype != np.float64 for values in flat) else (1e-280, 1e280)
    with np.errstate(over="ignore", under="ignore"):
        squares = sum(float(np.dot(values, values)) for values in flat)
    if least < squares < most:
        return float(np.sqrt(squares))
    largest = max((float(np.abs(values).max()) for values in flat if values.size), default=0.0)
    if largest == 0:
        return 0.0
    shrunk = (values.astype(np.float64) / largest for values in flat)
    return float(largest * np.sqrt(sum(float(np.dot(values, values)) for values in shrunk)))


def _floating(array: Any) -> Array:
    """The array itself where it holds floats, else as float64."""
    values = np.asarray(array)
    return values if values.dtype.kind == "f" else values.astype(np.float64)
