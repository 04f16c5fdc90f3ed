"""Activation functions of whole arrays, by their names in PyTorch: shaped like `x`, without overflow.

Floats keep their precision (float32 or float64) and other numbers become float64, but for the functions
that only cut off (identity, relu, relu6, hardtanh), which leave whole numbers whole. Any finite `x` gives a
finite value wherever the value itself fits; NaN stays NaN. Slopes stand in `activation_slopes`.
"""

import math
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from studyapp.engine.numeric.error_function import erf, erfc

Array: TypeAlias = NDArray[Any]

SELU_ALPHA, SELU_SCALE = 1.6732632423543772, 1.0507009873554805
"""Of Klambauer et al. 2017, who have closed forms for both: they keep mean 0 and variance 1."""
GELU_CUBE = 0.044715
"""The cubic term in the approximation of Hendrycks & Gimpel 2016."""
FAR = 40.0
"""Where tanh and 1/(1 + e^(−x)) are 1 to the last digit of a double."""


def identity(x: Array) -> Array:
    """The values themselves."""
    return x


def sigmoid(x: Array) -> Array:
    """1/(1 + e^(−x))."""
    x = floating(x)
    with np.errstate(under="ignore"):
        small = np.exp(-np.abs(x))
        value: Array = np.where(x >= 0, 1, small) / (1 + small)
    return value


def tanh(x: Array) -> Array:
    """The hyperbolic tangent."""
    return np.tanh(floating(x))


def relu(x: Array) -> Array:
    """max(0, x)."""
    return np.maximum(x, 0)


def relu6(x: Array) -> Array:
    """min(max(0, x), 6) (Howard et al. 2017)."""
    return np.clip(x, 0, 6)


def leaky_relu(x: Array, negative_slope: float = 0.01) -> Array:
    """x, but a share of it below 0 (Maas et al. 2013)."""
    x = floating(x)
    return np.where(x > 0, x, negative_slope * np.minimum(x, 0))


def prelu(x: Array, weight: float = 0.25) -> Array:
    """As leaky ReLU, with a slope that is learnt (He et al. 2015); one for all channels."""
    return leaky_relu(x, weight)


def elu(x: Array, alpha: float = 1.0) -> Array:
    """x, below 0 alpha·(e^x − 1) (Clevert et al. 2016)."""
    x = floating(x)
    return np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0)))


def selu(x: Array) -> Array:
    """An ELU scaled so that mean 0 and variance 1 are a fixed point (Klambauer et al. 2017)."""
    return SELU_SCALE * elu(x, SELU_ALPHA)


def softplus(x: Array, beta: float = 1.0) -> Array:
    """ln(1 + e^(beta·x))/beta; beta is not 0."""
    x = floating(x)
    edge = np.maximum(x, 0) if beta > 0 else np.minimum(x, 0)
    with np.errstate(over="ignore", under="ignore"):
        return edge + np.log1p(np.exp(-np.abs(beta * x))) / beta


def softsign(x: Array) -> Array:
    """x/(1 + abs(x))."""
    x = floating(x)
    value: Array = x / (1 + np.abs(x))
    return value


def silu(x: Array, beta: float = 1.0) -> Array:
    """x·sigmoid(beta·x), also called swish (Ramachandran et al. 2017)."""
    return floating(x) * silu_gate(x, beta)


def gelu(x: Array, approximate: str = "none") -> Array:
    """x·Φ(x), Φ being the normal distribution; or its approximation "tanh" (Hendrycks & Gimpel 2016)."""
    return floating(x) * gelu_gate(x, approximate)


def mish(x: Array) -> Array:
    """x·tanh(ln(1 + e^x)) (Misra 2020)."""
    return floating(x) * mish_gate(x)


def hardsigmoid(x: Array) -> Array:
    """x/6 + 1/2, kept within 0 … 1 (Howard et al. 2019)."""
    x = floating(x)
    return np.clip(x / 6 + 0.5, 0, 1)


def hardtanh(x: Array) -> Array:
    """x, kept within −1 … 1."""
    return np.clip(x, -1, 1)


def hardswish(x: Array) -> Array:
    """x·hardsigmoid(x) (Howard et al. 2019)."""
    return floating(x) * hardswish_gate(x)


def smu(x: Array, alpha: float = 0.25, mu: float = 1.0) -> Array:
    """((1 + alpha)·x + (1 − alpha)·x·erf(mu·(1 − alpha)·x))/2: a smooth max(x, alpha·x) (Biswas et al.
    2022)."""
    return floating(x) * (((1 + alpha) + (1 - alpha) * smu_gate(x, alpha, mu)) / 2)


def silu_gate(x: Array, beta: float = 1.0) -> Array:
    """sigmoid(beta·x): the share of x that SiLU lets pass."""
    return sigmoid(scaled(floating(x), beta))


def gelu_gate(x: Array, approximate: str = "none") -> Array:
    """Φ(x), with all its digits far to the left too, or its approximation "tanh"."""
    x = floating(x)
    return erfc(x * -math.sqrt(0.5)) / 2 if approximate == "none" else (1 + np.tanh(gelu_inner(x))) / 2


def mish_gate(x: Array) -> Array:
    """tanh(ln(1 + e^x)), as the fraction that it is."""
    growth = np.exp(np.minimum(floating(x), FAR))
    grown = growth * (growth + 2)
    gate: Array = grown / (grown + 2)
    return gate


def hardswish_gate(x: Array) -> Array:
    """x/6 + 1/2, kept within 0 … 1."""
    return hardsigmoid(x)


def smu_gate(x: Array, alpha: float = 0.25, mu: float = 1.0) -> Array:
    """erf(mu·(1 − alpha)·x)."""
    return erf(scaled(floating(x), mu * (1 - alpha)))


def floating(x: Array) -> Array:
    """The array itself where it holds floats, else in float64."""
    return x if x.dtype.kind == "f" else x.astype(np.float64)


def scaled(x: Array, factor: float) -> Array:
    """A multiple of `x`; what would be infinite is as large as a float can be."""
    largest = np.finfo(x.dtype).max
    with np.errstate(over="ignore", under="ignore"):
        return np.clip(x * factor, -largest, largest)


def gelu_inner(x: Array) -> Array:
    """What the approximation of GELU takes the tanh of; beyond ±40, where tanh is ±1, as at ±40."""
    near = np.clip(x, -FAR, FAR)
    return math.sqrt(2 / math.pi) * (near + GELU_CUBE * near**3)
