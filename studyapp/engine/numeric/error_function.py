"""The error function of whole arrays, which NumPy lacks, to the precision of a double.

erfc(x) = e^(−x²) · p(t)/(1 + 2x) for x ≥ 0 with t = (x − 3)/(x + 3): the factor p is so smooth that a
polynomial carries it over all of 0 … ∞ (the idea is Shepherd & Laframboise's 1981, Chebyshev approximation
of (1 + 2x) exp(x²) erfc x). Its coefficients are worked out when first needed, from the standard library's
`erfc` and, further out, from Laplace's continued fraction. Floats keep their precision; NaN stays NaN.
"""

import math
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from typing import Any, TypeAlias

import numpy as np
from numpy.polynomial.chebyshev import cheb2poly
from numpy.typing import NDArray

Array: TypeAlias = NDArray[Any]

MIDDLE = 3.0
"""The x that is mapped to t = 0."""
TERMS, TERMS_OF_SINGLE = 24, 13
"""Coefficients of p for double and for single precision; more of them change nothing."""
NEAR_ZERO = 0.5
"""Up to here, erf is a power series: 1 − erfc would lose digits."""
BEYOND = 40.0
"""erfc is 0 from here on, whatever the precision."""
BLOCK = 1 << 14
"""Entries worked at a time, so that all passes but the first find them in the cache."""


def erf(x: Array) -> Array:
    """2/√π · ∫₀ˣ e^(−u²) du, shaped like `x`; within 1e-15, in single precision within 3e-7."""
    return _in_blocks(_erf, x)


def erfc(x: Array) -> Array:
    """1 − erf(x), shaped like `x`; far to the right within 1e-13 of its own tiny size (single: 1e-4)."""
    return _in_blocks(_erfc, x)


def _in_blocks(function: Callable[[Array], Array], x: Array) -> Array:
    x = x if x.dtype.kind == "f" else x.astype(np.float64)
    source, out = x.ravel(), np.empty(x.size, dtype=x.dtype)
    with np.errstate(under="ignore", invalid="ignore"):
        for start in range(0, x.size, BLOCK):
            out[start : start + BLOCK] = function(source[start : start + BLOCK])
    return out.reshape(x.shape)


def _erf(x: Array) -> Array:
    size = np.abs(x)
    small = np.minimum(size, NEAR_ZERO)
    found = np.where(
        size < NEAR_ZERO, small * _horner(_series_of_erf(), small**2), 1 - _erfc_of_positive(size)
    )
    return np.copysign(found, x)


def _erfc(x: Array) -> Array:
    right = _erfc_of_positive(np.abs(x))
    return np.where(x < 0, 2 - right, right)


def _erfc_of_positive(x: Array) -> Array:
    x = np.minimum(x, BEYOND)
    terms = TERMS_OF_SINGLE if x.dtype.itemsize <= np.dtype(np.float32).itemsize else TERMS
    smooth = _horner(_smooth_factor(terms), (x - MIDDLE) / (x + MIDDLE))
    smooth *= np.exp(-x * x)
    smooth /= 1 + 2 * x
    return smooth


def _horner(coefficients: tuple[float, ...], x: Array) -> Array:
    """The polynomial with these coefficients, highest power first."""
    value = np.full_like(x, coefficients[0])
    for coefficient in coefficients[1:]:
        value *= x
        value += coefficient
    return value


@cache
def _series_of_erf() -> tuple[float, ...]:
    """Maclaurin's coefficients of erf(x)/x in powers of x², highest first."""
    terms = (Fraction((-1) ** n, math.factorial(n) * (2 * n + 1)) for n in range(14))
    return tuple(2 / math.sqrt(math.pi) * float(term) for term in terms)[::-1]


@cache
def _smooth_factor(terms: int) -> tuple[float, ...]:
    """The coefficients of p in powers of t, highest first, by interpolation where T_n(t) = 0."""
    places = [MIDDLE * (1 + t) / (1 - t) for t in (_cosine(2 * i + 1, terms) for i in range(terms))]
    values = [(1 + 2 * x) * scaled_erfc(x) for x in places]
    chebyshev = [
        2 / terms * math.fsum(value * _cosine((2 * i + 1) * j, terms) for i, value in enumerate(values))
        for j in range(terms)
    ]
    chebyshev[0] /= 2
    return tuple(map(float, cheb2poly(chebyshev)))[::-1]


def _cosine(quarters: int, of: int) -> float:
    """cos(quarters/of · π/2); the angle is reduced as a whole number, which keeps the last digit right."""
    quarters = min(quarters % (4 * of), -quarters % (4 * of))
    if quarters > of:
        return -_cosine(2 * of - quarters, of)
    return (
        math.cos(math.pi / 2 * quarters / of)
        if 2 * quarters < of
        else math.sin(math.pi / 2 * (of - quarters) / of)
    )


def scaled_erfc(x: float) -> float:
    """e^(x²) · erfc(x) for one x ≥ 0, also where erfc(x) itself is 0."""
    if x < 2:
        square = x * x
        rounded_off = float(Fraction(x) ** 2 - Fraction(square))
        return math.erfc(x) * math.exp(square) * (1 + rounded_off)
    tail = x
    for n in range(120, 0, -1):  # Laplace's fraction: x + (1/2)/(x + (2/2)/(x + (3/2)/(x + …)))
        tail = x + n / 2 / tail
    return 1 / (math.sqrt(math.pi) * tail)
