"""The functions that an expression may call, for single numbers; lists go to `arrays`."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from studyapp.domain.value import Number
from studyapp.engine.expression import arithmetic
from studyapp.engine.expression.numbers import exact, is_array, number, settle, whole, within_limits
from studyapp.errors import ExpressionError

MAX_FACTORIAL = 170
MAX_ROUND_DIGITS = 300
_MOST_EXPONENT = 4000
"""Powers of ten beyond come near MAX_BITS; their logarithms stay floats."""


@dataclass(frozen=True, slots=True)
class Function:
    """A function by the number of arguments it takes."""

    call: Callable[..., Any]
    fewest: int = 1
    most: int = 1


def _floor(value: Number) -> int:
    return math.floor(value)


def _ceil(value: Number) -> int:
    return math.ceil(value)


def round_half_away(value: Any, digits: Any = 0) -> Number:
    """`value` rounded as people round by hand: a half goes away from zero.

    Raises ExpressionError for more than MAX_ROUND_DIGITS digits.
    """
    places = whole(digits, "round")
    if abs(places) > MAX_ROUND_DIGITS:
        raise ExpressionError("round takes at most {most} digits", most=MAX_ROUND_DIGITS)
    found = number(value)
    # A float is rounded by the decimal that it prints as: 2.675 means 2.675
    scaled = (Fraction(str(found)) if isinstance(found, float) else Fraction(found)) * Fraction(10) ** places
    nearest = math.floor(abs(scaled) + Fraction(1, 2))
    rounded = settle(Fraction(nearest if scaled >= 0 else -nearest) / Fraction(10) ** places)
    return rounded if exact(found) or places <= 0 else float(rounded)


def _exp(value: Number) -> Number:
    return 1 if value == 0 else math.exp(value)


def _logarithm(value: Number) -> Number:
    _refuse_not_positive(value)
    return 0 if value == 1 else _wide(math.log, value)


def _binary_logarithm(value: Number) -> Number:
    _refuse_not_positive(value)
    if not isinstance(value, float):
        above, below = value.numerator, value.denominator
        if above & (above - 1) == 0 and below & (below - 1) == 0:
            return above.bit_length() - below.bit_length()
    return _wide(math.log2, value)


def _decimal_logarithm(value: Number) -> Number:
    _refuse_not_positive(value)
    logarithm = _wide(math.log10, value)
    exponent = round(logarithm)
    if exact(value) and abs(exponent) < _MOST_EXPONENT and Fraction(10) ** exponent == value:
        return exponent
    return logarithm


def _wide(logarithm: Callable[[Any], float], value: Number) -> float:
    """`math`'s logarithms take whole numbers of any length; fractions by their two parts."""
    if isinstance(value, Fraction) and max(value.numerator, value.denominator).bit_length() > 1000:
        return logarithm(value.numerator) - logarithm(value.denominator)
    return logarithm(value)


def _refuse_not_positive(value: Number) -> None:
    if value <= 0:
        raise ExpressionError("a logarithm needs a number above 0, not {value}", value=value)


def _sigmoid(value: Number) -> float:
    if value >= 0:
        return 1 / (1 + math.exp(-value))
    growth = math.exp(value)
    return growth / (1 + growth)


def _sign(value: Number) -> int:
    return (value > 0) - (value < 0)


def _factorial(value: Any) -> int:
    count = whole(value, "factorial")
    if not 0 <= count <= MAX_FACTORIAL:
        raise ExpressionError("factorial takes 0 to {most}, not {value}", most=MAX_FACTORIAL, value=count)
    return math.factorial(count)


def _gcd(*values: Any) -> int:
    return math.gcd(*(whole(value, "gcd") for value in values))


_ELEMENTWISE: dict[str, Callable[[Any], Any]] = {
    "floor": _floor,
    "ceil": _ceil,
    "abs": abs,
    "sqrt": arithmetic.square_root,
    "exp": _exp,
    "log": _logarithm,
    "ln": _logarithm,
    "log2": _binary_logarithm,
    "log10": _decimal_logarithm,
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "tanh": math.tanh,
    "sigmoid": _sigmoid,
    "sign": _sign,
}


def _elementwise(name: str, scalar: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def call(value: Any) -> Any:
        if type(value) is int or type(value) is Fraction:
            return scalar(value)
        if is_array(value):
            from studyapp.engine.expression import arrays  # NumPy only where there are arrays

            return arrays.elementwise(name, scalar, value)
        return scalar(number(value))

    return call


def _flat(values: tuple[Any, ...]) -> Sequence[Any] | None:
    """The numbers of one flat list, or the arguments themselves; None where it takes NumPy."""
    items = values[0] if len(values) == 1 else values
    if isinstance(items, (tuple, list)) and not any(is_array(item) for item in items):
        return [number(item) for item in items]
    return None


def _reduction(name: str, scalar: Callable[[Sequence[Any]], Any]) -> Callable[..., Any]:
    def call(*values: Any) -> Any:
        if len(values) == 1 and not is_array(values[0]):
            return scalar([number(values[0])])
        items = _flat(values)
        if items is None:
            from studyapp.engine.expression import arrays  # NumPy only where there are arrays

            return arrays.reduce(name, scalar, values)
        if not items and name not in ("sum", "prod"):
            raise ExpressionError("{name} of an empty list has no value", name=name)
        return scalar(items)

    return call


def _total(items: Sequence[Number]) -> Number:
    total: Number = math.fsum(items) if any(isinstance(item, float) for item in items) else sum(items)
    return within_limits(total)


def _product(items: Sequence[Number]) -> Number:
    product: Number = 1
    for item in items:
        product = arithmetic.multiply(product, item)
    return product


def _mean(items: Sequence[Number]) -> Number:
    mean: Number = arithmetic.divide(_total(items), len(items))
    return mean


def _variance(items: Sequence[Number]) -> Number:
    mean = _mean(items)
    return _mean([arithmetic.power(arithmetic.subtract(item, mean), 2) for item in items])


def _deviation(items: Sequence[Number]) -> Number:
    root: Number = arithmetic.square_root(_variance(items))
    return root


def _dot(left: Any, right: Any) -> Any:
    from studyapp.engine.expression import arrays  # NumPy only where there are arrays

    return arrays.dot(left, right)


def _clip(value: Any, low: Any, high: Any) -> Any:
    lowest, highest = number(low), number(high)
    if lowest > highest:
        raise ExpressionError(
            "clip's lower limit {low} is above its upper one {high}", low=lowest, high=highest
        )
    bounded = _elementwise("clip", lambda item: min(max(item, lowest), highest))
    return bounded(value)


def _round(value: Any, digits: Any = 0) -> Any:
    return _elementwise("round", lambda item: round_half_away(item, digits))(value)


def _length(value: Any) -> int:
    if not is_array(value):
        raise ExpressionError("len needs a list, not {value}", value=value)
    return len(value)


MANY = 100
"""The most arguments of a function that takes any number of them."""

FUNCTIONS: dict[str, Function] = {
    **{name: Function(_elementwise(name, scalar)) for name, scalar in _ELEMENTWISE.items()},
    "round": Function(_round, 1, 2),
    "min": Function(_reduction("min", min), 1, MANY),
    "max": Function(_reduction("max", max), 1, MANY),
    "sum": Function(_reduction("sum", _total), 1, MANY),
    "mean": Function(_reduction("mean", _mean), 1, MANY),
    "prod": Function(_reduction("prod", _product), 1, MANY),
    "var": Function(_reduction("var", _variance), 1, MANY),
    "std": Function(_reduction("std", _deviation), 1, MANY),
    "len": Function(_length),
    "dot": Function(_dot, 2, 2),
    "clip": Function(_clip, 3, 3),
    "factorial": Function(_factorial),
    "gcd": Function(_gcd, 2, MANY),
}
"""By name. `mean`, `var` and the like take one list or several numbers; variance divides by n."""
