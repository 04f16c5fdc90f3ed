"""The derivatives of the activation functions, by the functions' names: shaped like `x`, without overflow.

At a kink they are what PyTorch's autograd has (2.13): 0 for relu, relu6, hardtanh and hardsigmoid, the left
slope for leaky_relu, prelu, elu and selu, and for hardswish 0 at −3 and 1 at 3, the slopes outside. Floats
keep their precision (float32 or float64), other numbers become float64; NaN stays NaN but where the slope
is constant.
"""

import math
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from studyapp.engine.numeric import activations
from studyapp.engine.numeric.activations import FAR, GELU_CUBE, SELU_ALPHA, SELU_SCALE, floating, scaled
from studyapp.engine.numeric.error_function import erf

Array: TypeAlias = NDArray[Any]

VANISHED = 750.0
"""Where e^(−x) is 0 in doubles."""


def identity(x: Array) -> Array:
    """1 everywhere."""
    return np.ones_like(floating(x))


def sigmoid(x: Array) -> Array:
    """s·(1 − s), where s is the sigmoid; far out with all digits, where 1 − s would have none."""
    return activations.sigmoid(x) * activations.sigmoid(-floating(x))


def tanh(x: Array) -> Array:
    """1 − tanh²(x), as 4·s·(1 − s) with the sigmoid of 2x, which keeps its digits far out."""
    return 4 * sigmoid(scaled(floating(x), 2))


def relu(x: Array) -> Array:
    """1 above 0, else 0."""
    return _where(x > 0, x, 1, 0)


def relu6(x: Array) -> Array:
    """1 between 0 and 6, else 0."""
    return _where((x > 0) & (x < 6), x, 1, 0)


def leaky_relu(x: Array, negative_slope: float = 0.01) -> Array:
    """1 above 0, else `negative_slope`."""
    return _where(x > 0, x, 1, negative_slope)


def prelu(x: Array, weight: float = 0.25) -> Array:
    """1 above 0, else `weight`."""
    return leaky_relu(x, weight)


def elu(x: Array, alpha: float = 1.0) -> Array:
    """1 above 0, else alpha·e^x."""
    x = floating(x)
    return np.where(x > 0, 1, alpha * np.exp(np.minimum(x, 0)))


def selu(x: Array) -> Array:
    """The slope of the ELU in it, times its scale."""
    return SELU_SCALE * elu(x, SELU_ALPHA)


def softplus(x: Array, beta: float = 1.0) -> Array:
    """sigmoid(beta·x)."""
    return activations.sigmoid(scaled(floating(x), beta))


def softsign(x: Array) -> Array:
    """1/(1 + abs(x))²."""
    return (1 / (1 + np.abs(floating(x)))) ** 2


def silu(x: Array, beta: float = 1.0) -> Array:
    """s + z·s·(1 − s), where z = beta·x and s is its sigmoid."""
    z = scaled(floating(x), beta)
    slope: Array = activations.sigmoid(z) + np.clip(z, -VANISHED, VANISHED) * sigmoid(z)
    return slope


def gelu(x: Array, approximate: str = "none") -> Array:
    """Φ(x) + x·φ(x), φ being the density of Φ; or the derivative of the approximation."""
    x = floating(x)
    near = np.clip(x, -FAR, FAR)
    if approximate == "none":
        density = np.exp(-near * near / 2) / math.sqrt(2 * math.pi)
        exact: Array = activations.gelu_gate(x) + near * density
        return exact
    inner = activations.gelu_inner(x)
    slope = math.sqrt(2 / math.pi) * (1 + 3 * GELU_CUBE * near**2)
    return (1 + np.tanh(inner)) / 2 + near / 2 * tanh(inner) * slope


def mish(x: Array) -> Array:
    """t + x·(1 − t²)·sigmoid(x), where t = tanh(ln(1 + e^x))."""
    x = floating(x)
    growth = np.exp(np.minimum(x, FAR))
    grown = growth * (growth + 2)
    gate_slope = 4 * growth * (1 + growth) / (grown + 2) / (grown + 2)
    slope: Array = activations.mish_gate(x) + np.clip(x, -VANISHED, FAR) * gate_slope
    return slope


def hardsigmoid(x: Array) -> Array:
    """1/6 between −3 and 3, else 0."""
    return _where(np.abs(x) < 3, x, 1 / 6, 0)


def hardtanh(x: Array) -> Array:
    """1 between −1 and 1, else 0."""
    return _where(np.abs(x) < 1, x, 1, 0)


def hardswish(x: Array) -> Array:
    """x/3 + 1/2 between −3 and 3, 0 to the left, 1 to the right."""
    x = floating(x)
    return np.where(np.abs(x) < 3, x / 3 + 0.5, np.where(x > 0, 1, 0)).astype(x.dtype)


def smu(x: Array, alpha: float = 0.25, mu: float = 1.0) -> Array:
    """((1 + a) + (1 − a)·(erf z + 2/√π · z·e^(−z²)))/2, where z = mu·(1 − a)·x and a = alpha."""
    z = scaled(floating(x), mu * (1 - alpha))
    near = np.clip(z, -FAR, FAR)
    swing = erf(z) + 2 / math.sqrt(math.pi) * near * np.exp(-near * near)
    slope: Array = ((1 + alpha) + (1 - alpha) * swing) / 2
    return slope


def _where(holds: Array, x: Array, then: float, otherwise: float) -> Array:
    """One of two slopes, in the precision of `x`."""
    kind = x.dtype if x.dtype.kind == "f" else np.float64
    return np.where(holds, then, otherwise).astype(kind)
