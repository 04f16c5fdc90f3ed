"""Minus the logarithm of probabilities, single or in arrays."""

import math
from collections.abc import Callable
from typing import Any

from studyapp.engine.expression.functions import FUNCTIONS
from studyapp.engine.expression.numbers import is_array

natural_logarithm = FUNCTIONS["ln"].call

MOST = 100.0
"""What minus a logarithm is cut at, as in PyTorch's `binary_cross_entropy`."""


def floats(values: Any) -> Any:
    """The same as a float, or as an array of them; None becomes NaN."""
    if not is_array(values):
        return float(values)
    import numpy as np  # slow to load, and numbers do without

    array = np.asarray(values)
    return array if array.dtype.kind == "f" else array.astype(float)


def minus_log(probability: Any) -> Any:
    """−ln p, at most 100."""
    if is_array(probability):
        from studyapp.engine.numeric import losses

        return 0 - losses.clamped_log(floats(probability))
    p = float(probability)
    return min(0 - math.log(p), MOST) if p else MOST


def minus_log_of_rest(probability: Any) -> Any:
    """−ln(1 − p), at most 100; by log1p, since 1 − p would lose a tiny p."""
    if is_array(probability):
        from studyapp.engine.numeric import losses

        return 0 - losses.clamped_log_of_rest(floats(probability))
    p = float(probability)
    return min(0 - math.log1p(-p), MOST) if p < 1 else MOST


def softplus(x: Any) -> Any:
    """ln(1 + e^x) without overflow."""
    if is_array(x):
        from studyapp.engine.numeric import activations

        return activations.softplus(floats(x))
    return max(float(x), 0.0) + math.log1p(math.exp(-abs(float(x))))


def exponential(x: Any) -> Any:
    """e^x; 0 far to the left."""
    if is_array(x):
        import numpy as np  # slow to load, and numbers do without

        return np.exp(x)
    return math.exp(x)


def taken_or_worked(taken: Any, own: Any, logged: Callable[[Any], Any], worked: Any) -> Any:
    """`worked` where a probability is our own; where the learner's stands instead, minus its logarithm.

    Logits tell a loss also where their probability has run into 0 or 1, from which no logarithm leads back.
    """
    if not is_array(own):
        return worked if taken == own else 0 - natural_logarithm(logged(float(taken)))
    import numpy as np  # slow to load, and numbers do without

    probabilities = floats(taken)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(probabilities == own, worked, 0 - np.log(logged(probabilities)))
