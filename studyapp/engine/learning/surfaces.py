"""Surfaces over two weights for optimisers to go down: a ravine, Rosenbrock's valley, a saddle."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studyapp.domain.text import Text
from studyapp.engine.learning.descent import OPTIMIZERS

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Surface:
    """A function of two numbers with its slope, where the race starts, and a rate for each method."""

    say: Text
    height: Callable[[Floats, Floats], Floats]
    slope: Callable[[Floats], Floats]
    start: tuple[float, float]
    x_range: tuple[float, float]
    y_range: tuple[float, float]
    rates: Mapping[str, float]
    """Found by trying out: with each of them its method does well here."""
    lowest: tuple[tuple[float, float], ...] = ((0.0, 0.0),)
    """Where it is lowest."""


_STEEPNESS = 20
"""Of the valley's walls; Rosenbrock's own (1960) have 100."""


def _rosenbrock(x: Floats, y: Floats) -> Floats:
    return (1 - x) ** 2 + _STEEPNESS * (y - x**2) ** 2


def _of_rosenbrock(w: Floats) -> Floats:
    x, y = w
    return np.array([-2 * (1 - x) - 4 * _STEEPNESS * x * (y - x**2), 2 * _STEEPNESS * (y - x**2)])


def _rates(*rates: float) -> Mapping[str, float]:
    return dict(zip(OPTIMIZERS, rates, strict=True))


def ravine(a: float, b: float, x: float, y: float, rate: float) -> Surface:
    """A problem's a·w₁² + b·w₂² from its start, with its rate for plain descent.

    The others' rates keep the proportions that suit the steeper direction, or the distance to the minimum.
    """
    wide, high = 1.3 * abs(x) or 1.0, 1.6 * abs(y) or 1.0
    far = max(abs(x), abs(y))
    return Surface(
        Text(en="the problem's ravine", zh="题目中的峡谷"),
        lambda u, v: a * u**2 + b * v**2,
        lambda w: np.array([2 * a * w[0], 2 * b * w[1]]),
        (x, y),
        (-wide, wide),
        (-high, high),
        _rates(rate, 0.4 / b, 0.4 / b, far / 4, far / 40, 20.0, far / 10),
    )


SURFACES = {
    "ravine": Surface(
        Text(en="a ravine", zh="峡谷"),
        lambda x, y: 0.5 * x**2 + 50 * y**2,
        lambda w: np.array([w[0], 100 * w[1]]),
        (-4.0, 1.0),
        (-5.0, 2.0),
        (-1.5, 1.5),
        _rates(0.018, 0.01, 0.01, 0.5, 0.05, 20.0, 0.2),
    ),
    "rosenbrock": Surface(
        Text(en="Rosenbrock", zh="Rosenbrock 山谷"),
        _rosenbrock,
        _of_rosenbrock,
        (-1.2, 1.0),
        (-1.8, 1.8),
        (-0.6, 2.2),
        _rates(0.004, 0.0008, 0.0008, 0.3, 0.01, 2.0, 0.05),
        ((1.0, 1.0),),
    ),
    "saddle": Surface(
        Text(en="a saddle", zh="鞍点"),
        lambda x, y: x**2 - y**2 + 0.1 * y**4 + 2.5,
        lambda w: np.array([2 * w[0], -2 * w[1] + 0.4 * w[1] ** 3]),
        (-2.0, 0.001),
        (-2.5, 1.0),
        (-3.0, 3.0),
        _rates(0.05, 0.02, 0.02, 0.3, 0.02, 2.0, 0.1),
        ((0.0, 5**0.5), (0.0, -(5**0.5))),
    ),
}
