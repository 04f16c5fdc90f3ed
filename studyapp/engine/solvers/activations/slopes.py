"""The derivatives of the activation functions at one number, by the functions' names.

At a kink they are what PyTorch's autograd has (2.13): 0 for relu, relu6, hardtanh and hardsigmoid, the left
slope for leaky_relu, prelu, elu and selu, and for hardswish 0 at −3 and 1 at 3, the slopes outside.
"""

import math
from fractions import Fraction
from typing import Any

from studyapp.domain.value import Number
from studyapp.engine.expression.arithmetic import add, divide, multiply, power, subtract
from studyapp.engine.solvers.activations import values
from studyapp.engine.solvers.activations.values import (
    FAR,
    GELU_CUBE,
    SELU_ALPHA,
    SELU_SCALE,
    gelu_inner,
    nearest_double,
    smu_gate,
)

VANISHED = 750.0
"""Where e^(−x) is 0 in doubles."""


def identity(_: Number) -> Number:
    """1 everywhere."""
    return 1


def sigmoid(x: Number) -> float:
    """s·(1 − s), where s is the sigmoid; 1 − s is the sigmoid of −x, which keeps its digits."""
    return values.sigmoid(x) * values.sigmoid(-x)


def tanh(x: Number) -> float:
    """1 − tanh²(x), as 4·s·(1 − s) with the sigmoid of 2x."""
    return 4 * sigmoid(multiply(2, x))


def relu(x: Number) -> Number:
    """1 above 0, else 0."""
    return int(x > 0)


def relu6(x: Number) -> Number:
    """1 between 0 and 6, else 0."""
    return int(0 < x < 6)


def leaky_relu(x: Number, negative_slope: Number) -> Number:
    """1 above 0, else `negative_slope`."""
    return 1 if x > 0 else negative_slope


def prelu(x: Number, weight: Number) -> Number:
    """1 above 0, else `weight`."""
    return leaky_relu(x, weight)


def elu(x: Number, alpha: Number) -> Any:
    """1 above 0, else alpha·e^x."""
    return 1 if x > 0 else multiply(alpha, math.exp(nearest_double(x)) if x else 1)


def selu(x: Number) -> Any:
    """The slope of the ELU in it, times its scale."""
    return multiply(SELU_SCALE, elu(x, SELU_ALPHA))


def softplus(x: Number, beta: Number) -> float:
    """sigmoid(beta·x)."""
    return values.sigmoid(multiply(beta, x))


def softsign(x: Number) -> Any:
    """1/(1 + abs(x))²."""
    return power(divide(1, add(1, abs(x))), 2)


def silu(x: Number, beta: Number) -> float:
    """s + z·s·(1 − s), where z = beta·x and s is its sigmoid."""
    z = multiply(beta, x)
    return values.sigmoid(z) + min(max(nearest_double(z), -VANISHED), VANISHED) * sigmoid(z)


def gelu(x: Number, approximate: str) -> float:
    """Φ(x) + x·φ(x), φ being the density of Φ; or the derivative of the approximation."""
    near = min(max(nearest_double(x), -FAR), FAR)
    if approximate == "none":
        return values.gelu_gate(x, approximate) + near * math.exp(-near * near / 2) / math.sqrt(2 * math.pi)
    inner = gelu_inner(x)
    slope = math.sqrt(2 / math.pi) * (1 + 3 * GELU_CUBE * near**2)
    return (1 + math.tanh(inner)) / 2 + near / 2 * tanh(inner) * slope


def mish(x: Number) -> float:
    """t + x·(1 − t²)·sigmoid(x), where t = tanh(ln(1 + e^x))."""
    near = min(nearest_double(x), FAR)
    growth = math.exp(near)
    gate_slope = 4 * growth * (1 + growth) / (growth * (growth + 2) + 2) ** 2
    return values.mish_gate(x) + max(near, -VANISHED) * gate_slope


def hardsigmoid(x: Number) -> Number:
    """1/6 between −3 and 3, else 0."""
    return Fraction(1, 6) if -3 < x < 3 else 0


def hardtanh(x: Number) -> Number:
    """1 between −1 and 1, else 0."""
    return int(-1 < x < 1)


def hardswish(x: Number) -> Any:
    """x/3 + 1/2 between −3 and 3, 0 to the left, 1 to the right."""
    return add(divide(x, 3), Fraction(1, 2)) if -3 < x < 3 else int(x > 0)


def smu(x: Number, alpha: Number, mu: Number) -> Any:
    """((1 + a) + (1 − a)·(erf z + 2/√π · z·e^(−z²)))/2, where z = mu·(1 − a)·x and a = alpha."""
    rest = subtract(1, alpha)
    z = min(max(nearest_double(multiply(multiply(mu, rest), x)), -FAR), FAR)
    swing = smu_gate(x, alpha, mu) + 2 / math.sqrt(math.pi) * z * math.exp(-z * z)
    return divide(add(add(1, alpha), multiply(rest, swing)), 2)
