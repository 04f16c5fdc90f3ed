"""A second route to every activation function: the textbook's formula in decimals of sixty digits.

With so many digits, and exponents of any size, no formula has to be turned round to be safe; and a slope is a
difference quotient.
"""

from collections.abc import Callable
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from functools import cache
from typing import Any, TypeAlias

from studyapp.domain.value import Number

DIGITS = 60
STEP = Decimal("1e-15")
"""Between the values that a slope is taken from; its square is far below a double's last digit."""

LEFT, RIGHT = -1, 1
KINKS: dict[str, dict[int, int]] = {
    "relu": {0: LEFT},
    "relu6": {0: LEFT, 6: RIGHT},
    "leaky_relu": {0: LEFT},
    "prelu": {0: LEFT},
    "elu": {0: LEFT},
    "selu": {0: LEFT},
    "hardsigmoid": {-3: LEFT, 3: RIGHT},
    "hardtanh": {-1: LEFT, 1: RIGHT},
    "hardswish": {-3: LEFT, 3: RIGHT},
}
"""Where a function has two slopes, and whose it is that counts."""

Parameters: TypeAlias = dict[str, Any]
ROOT_2 = Decimal(2).sqrt(Context(DIGITS))
PI = Decimal("3.14159265358979323846264338327950288419716939937510582097494")
CUBE = Decimal("0.044715")
SELU_ALPHA = Decimal("1.6732632423543772848170429916717")
SELU_SCALE = Decimal("1.0507009873554804934193349852946")


def value(name: str, x: Number, parameters: Parameters) -> float:
    """The function of one number."""
    with localcontext(Context(DIGITS, traps=[])):
        return float(FORMULAS[name](decimal(x), **_decimals(parameters)))


def slope(name: str, x: Number, parameters: Parameters) -> float:
    """Its slope there; at a kink the one-sided one that counts."""
    with localcontext(Context(DIGITS, traps=[])):
        given, at = _decimals(parameters), decimal(x)
        side = next((side for kink, side in KINKS.get(name, {}).items() if at == kink), 0)
        if side == 0:
            rise = FORMULAS[name](at + STEP, **given) - FORMULAS[name](at - STEP, **given)
            return float(rise / (2 * STEP))
        here, near, further = (FORMULAS[name](at + side * n * STEP, **given) for n in range(3))
        return float(side * (4 * near - further - 3 * here) / (2 * STEP))


@cache
def steepest(name: str, **parameters: Any) -> float:
    """The largest absolute slope: looked for on a grid, beside every kink and far out, then more finely."""
    beside = Decimal("1e-12")
    kinks = KINKS.get(name, {})
    places = [decimal(Fraction(at, 20)) for at in range(-160, 161)] + [Decimal(-60), Decimal(60)]
    places += [kink + side * beside for kink in map(Decimal, kinks) for side in (LEFT, RIGHT)]

    def steepness(at: Decimal) -> float:
        return abs(slope(name, Fraction(at), parameters))

    found = max(places, key=steepness)
    apart = Decimal("0.05")
    for _ in range(0 if kinks else 3):
        apart /= 40
        found = max((found + n * apart for n in range(-45, 46)), key=steepness)
    return steepness(found)


def softmax(logits: list[Number], temperature: Number = 1) -> list[Decimal]:
    """The probabilities of one row."""
    with localcontext(Context(DIGITS, traps=[])):
        exponentials = [(decimal(logit) / decimal(temperature)).exp() for logit in logits]
        total = sum(exponentials)
        return [each / total for each in exponentials]


def logarithm(number: Decimal) -> float:
    """The natural logarithm, with all digits before it is rounded."""
    with localcontext(Context(DIGITS, traps=[])):
        return float(number.ln())


def decimal(x: Number) -> Decimal:
    """A number to sixty digits."""
    exact = Fraction(x)
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def _decimals(parameters: Parameters) -> Parameters:
    return {name: given if isinstance(given, str) else decimal(given) for name, given in parameters.items()}


def _sigmoid(x: Decimal) -> Decimal:
    return 1 / (1 + (-x).exp())


def _tanh(x: Decimal) -> Decimal:
    return 1 - 2 / ((2 * x).exp() + 1)


def _erf(x: Decimal) -> Decimal:
    """2/√π · e^(−x²) · Σ 2ⁿ x^(2n+1)/(2n + 1)!!, whose terms all have one sign."""
    if abs(x) > 12:
        return Decimal(1).copy_sign(x)
    term = total = x
    n = 0
    while abs(term) > abs(total) * Decimal(f"1e-{DIGITS}"):
        n += 1
        term *= 2 * x * x / (2 * n + 1)
        total += term
    return 2 / PI.sqrt() * (-x * x).exp() * total


def _elu(x: Decimal, alpha: Decimal) -> Decimal:
    return x if x > 0 else alpha * (x.exp() - 1)


def _softplus(x: Decimal, beta: Decimal = Decimal(1)) -> Decimal:
    return (1 + (beta * x).exp()).ln() / beta


def _gelu(x: Decimal, approximate: str) -> Decimal:
    if approximate == "none":
        return x * (1 + _erf(x / ROOT_2)) / 2
    return x * (1 + _tanh((2 / PI).sqrt() * (x + CUBE * x**3))) / 2


def _between(x: Decimal, low: int, high: int) -> Decimal:
    return sorted((Decimal(low), x, Decimal(high)))[1]


def _smu(x: Decimal, alpha: Decimal, mu: Decimal) -> Decimal:
    return ((1 + alpha) * x + (1 - alpha) * x * _erf(mu * (1 - alpha) * x)) / 2


FORMULAS: dict[str, Callable[..., Decimal]] = {
    "identity": lambda x: x,
    "sigmoid": _sigmoid,
    "tanh": _tanh,
    "relu": lambda x: max(x, Decimal(0)),
    "relu6": lambda x: _between(x, 0, 6),
    "leaky_relu": lambda x, negative_slope: x if x > 0 else negative_slope * x,
    "prelu": lambda x, weight: x if x > 0 else weight * x,
    "elu": _elu,
    "selu": lambda x: SELU_SCALE * _elu(x, SELU_ALPHA),
    "softplus": _softplus,
    "softsign": lambda x: x / (1 + abs(x)),
    "silu": lambda x, beta: x * _sigmoid(beta * x),
    "gelu": _gelu,
    "mish": lambda x: x * _tanh(_softplus(x)),
    "hardsigmoid": lambda x: _between(x + 3, 0, 6) / 6,
    "hardtanh": lambda x: _between(x, -1, 1),
    "hardswish": lambda x: x * _between(x + 3, 0, 6) / 6,
    "smu": _smu,
}
