"""Where the activation functions are steepest, with their default parameters."""

import math
from collections.abc import Callable
from fractions import Fraction
from functools import cache

from studyapp.domain.value import Number
from studyapp.engine.solvers.activations import slopes, values
from studyapp.engine.solvers.activations.functions import DEFAULTS

KNOWN: dict[str, tuple[Number, Number | None]] = {
    "identity": (1, None),
    "sigmoid": (Fraction(1, 4), 0),
    "tanh": (1, 0),
    "relu": (1, None),
    "relu6": (1, None),
    "leaky_relu": (1, None),
    "prelu": (1, None),
    "elu": (1, None),
    "selu": (values.SELU_SCALE * values.SELU_ALPHA, 0),
    "softplus": (1, None),
    "softsign": (1, 0),
    "hardsigmoid": (Fraction(1, 6), None),
    "hardtanh": (1, None),
    "hardswish": (Fraction(3, 2), 3),
}
"""The supremum where it can be told from the formula, and where it is reached or, beside a kink, come near
to; None where that is on a whole stretch, or only in the limit."""

REACH, SAMPLES, NARROWINGS = 10, 200, 60
"""The others are steepest somewhere within ±10; between the neighbours of the steepest of so many places,
one hill is left, and golden sections narrow it down."""


def largest_slope(name: str) -> Number:
    """sup abs(f'(x)) over all x: exact where it is rational, else within 1e-15."""
    if name in KNOWN:
        return KNOWN[name][0]
    return _slope(name)(_summit(name))


def place_of_it(name: str) -> Number | None:
    """The x where the slope is largest; None where there is not one place."""
    return KNOWN[name][1] if name in KNOWN else _summit(name)


@cache
def _summit(name: str) -> float:
    slope = _slope(name)
    apart = 2 * REACH / SAMPLES
    steepest = max((i * apart - REACH for i in range(SAMPLES + 1)), key=slope)
    return _highest(slope, steepest - apart, steepest + apart)


def _highest(height: Callable[[float], float], left: float, right: float) -> float:
    """The top of the one hill between two places, to the square root of a double's precision."""
    golden = (math.sqrt(5) - 1) / 2
    for _ in range(NARROWINGS):
        further_left, further_right = right - golden * (right - left), left + golden * (right - left)
        if height(further_left) < height(further_right):
            left = further_left
        else:
            right = further_right
    return (left + right) / 2


def _slope(name: str) -> Callable[[float], float]:
    derivative, parameters = getattr(slopes, name), DEFAULTS[name]
    return lambda x: abs(float(derivative(x, **parameters)))
