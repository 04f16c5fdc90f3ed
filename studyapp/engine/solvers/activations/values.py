"""The activation functions of one number, by their names in PyTorch: exact where they can be."""

import math
import sys
from fractions import Fraction
from typing import Any

from studyapp.domain.value import Number
from studyapp.engine.expression.arithmetic import add, divide, multiply, subtract

SELU_ALPHA, SELU_SCALE = 1.6732632423543772, 1.0507009873554805
"""Of Klambauer et al. 2017, who have closed forms for both: they keep mean 0 and variance 1."""
GELU_CUBE = 0.044715
"""The cubic term in the approximation of Hendrycks & Gimpel 2016."""
HALF = Fraction(1, 2)
FAR = 40.0
"""Where tanh and the like are 1 to the last digit of a double."""


def identity(x: Number) -> Number:
    """The number itself."""
    return x


def sigmoid(x: Number) -> float:
    """1/(1 + e^(−x))."""
    small = math.exp(-abs(nearest_double(x)))
    return 1 / (1 + small) if x >= 0 else small / (1 + small)


def tanh(x: Number) -> float:
    """The hyperbolic tangent."""
    return math.tanh(nearest_double(x))


def relu(x: Number) -> Number:
    """max(0, x)."""
    return max(x, 0)


def relu6(x: Number) -> Number:
    """min(max(0, x), 6)."""
    return min(max(x, 0), 6)


def leaky_relu(x: Number, negative_slope: Number) -> Any:
    """x, but a share of it below 0."""
    return x if x > 0 else multiply(negative_slope, x)


def prelu(x: Number, weight: Number) -> Any:
    """x, but a share of it below 0."""
    return leaky_relu(x, weight)


def elu(x: Number, alpha: Number) -> Any:
    """x, below 0 alpha·(e^x − 1)."""
    return x if x >= 0 else multiply(alpha, math.expm1(nearest_double(x)))


def selu(x: Number) -> Any:
    """ELU with its own alpha, scaled."""
    return multiply(SELU_SCALE, elu(x, SELU_ALPHA))


def softplus(x: Number, beta: Number) -> Any:
    """ln(1 + e^(beta·x))/beta."""
    edge = max(x, 0) if beta > 0 else min(x, 0)
    above_edge = divide(math.log1p(math.exp(-abs(nearest_double(multiply(beta, x))))), beta)
    return add(edge, above_edge) if above_edge else edge


def softsign(x: Number) -> Any:
    """x/(1 + abs(x))."""
    return divide(x, add(1, abs(x)))


def silu(x: Number, beta: Number) -> Any:
    """x·sigmoid(beta·x)."""
    return gated(x, silu_gate(x, beta))


def gelu(x: Number, approximate: str) -> Any:
    """x·Φ(x), or its approximation by tanh."""
    return gated(x, gelu_gate(x, approximate))


def mish(x: Number) -> Any:
    """x·tanh(ln(1 + e^x))."""
    return gated(x, mish_gate(x))


def hardsigmoid(x: Number) -> Any:
    """x/6 + 1/2, kept within 0 … 1."""
    return min(max(add(divide(x, 6), HALF), 0), 1)


def hardtanh(x: Number) -> Number:
    """x, kept within −1 … 1."""
    return min(max(x, -1), 1)


def hardswish(x: Number) -> Any:
    """x·hardsigmoid(x)."""
    return multiply(x, hardswish_gate(x))


def smu(x: Number, alpha: Number, mu: Number) -> Any:
    """((1 + alpha)·x + (1 − alpha)·x·erf(mu·(1 − alpha)·x))/2."""
    return multiply(x, smu_factor(smu_gate(x, alpha, mu), alpha))


def exponential(x: Number) -> float:
    """e^x; raises OverflowError where that is too large."""
    return math.exp(nearest_double(x))


def nearest_double(x: Number) -> float:
    """The number as a float; the largest there is for one that is beyond."""
    try:
        return float(x)
    except OverflowError:
        return sys.float_info.max if x > 0 else -sys.float_info.max


def gated(x: Any, gate: Any) -> Any:
    """x times what passes of it, entry by entry; x as it is, whatever its size, where all of it does."""
    if not getattr(gate, "ndim", 0) and gate in (0, 1):
        gate = int(gate)
    return multiply(x, gate)


def silu_gate(x: Number, beta: Number) -> float:
    """sigmoid(beta·x)."""
    return sigmoid(multiply(beta, x))


def gelu_gate(x: Number, approximate: str) -> float:
    """Φ(x) with all its digits far to the left too, or its approximation by tanh."""
    if approximate == "tanh":
        return (1 + math.tanh(gelu_inner(x))) / 2
    return math.erfc(-nearest_double(x) * math.sqrt(0.5)) / 2


def gelu_inner(x: Number) -> float:
    """What the approximation of GELU takes the tanh of; beyond ±40, where tanh is ±1, as at ±40."""
    near = min(max(nearest_double(x), -FAR), FAR)
    return math.sqrt(2 / math.pi) * (near + GELU_CUBE * near**3)


def mish_gate(x: Number) -> float:
    """tanh(ln(1 + e^x)), as the fraction that it is."""
    growth = math.exp(min(nearest_double(x), FAR))
    grown = growth * (growth + 2)
    return grown / (grown + 2)


def hardswish_gate(x: Number) -> Any:
    """x/6 + 1/2, kept within 0 … 1."""
    return hardsigmoid(x)


def smu_gate(x: Number, alpha: Number, mu: Number) -> float:
    """erf(mu·(1 − alpha)·x)."""
    return math.erf(nearest_double(multiply(multiply(mu, subtract(1, alpha)), x)))


def smu_factor(gate: Any, alpha: Number) -> Any:
    """What SMU takes x times: ((1 + alpha) + (1 − alpha)·gate)/2."""
    return divide(add(add(1, alpha), multiply(subtract(1, alpha), gate)), 2)
