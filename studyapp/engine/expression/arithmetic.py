"""Exact arithmetic with limits: whole numbers and fractions stay exact, everything else is a finite float."""

import math
import operator
from collections.abc import Callable
from fractions import Fraction
from typing import Any, TypeAlias

from studyapp.domain.value import Number
from studyapp.engine.expression.numbers import MAX_BITS, is_array, number, settle, within_limits
from studyapp.errors import ExpressionError

BinaryOperation: TypeAlias = Callable[[Any, Any], Any]

FAR_BITS = 1_000
"""Numbers so many bits above or below 1 are no longer safe as doubles."""

_PLAIN = frozenset({int, Fraction, float, bool})
_EXACT = frozenset({int, Fraction, bool})


def _combine(operation: BinaryOperation, left: object, right: object) -> Any:
    """`operation` on numbers with the limits kept, or element by element on arrays."""
    if type(left) in _PLAIN and type(right) in _PLAIN:
        return within_limits(operation(left, right))
    if is_array(left) or is_array(right):
        from studyapp.engine.expression import arrays  # NumPy only where there are arrays

        return arrays.combine(operation, left, right)
    return _combine(operation, number(left), number(right))


def add(left: Any, right: Any) -> Any:
    """The sum."""
    if type(left) is int and type(right) is int:
        return left + right
    return _combine(operator.add, left, right)


def subtract(left: Any, right: Any) -> Any:
    """The difference."""
    if type(left) is int and type(right) is int:
        return left - right
    return _combine(operator.sub, left, right)


def multiply(left: Any, right: Any) -> Any:
    """The product."""
    if type(left) is int and type(right) is int:
        return within_limits(left * right)
    return _combine(operator.mul, left, right)


def divide(left: Any, right: Any) -> Any:
    """The quotient; of whole numbers a fraction, not a float."""
    if type(left) is int and type(right) is int:
        return _quotient(left, right)
    return _combine(_quotient, left, right)


def _quotient(left: Any, right: Any) -> Any:
    if type(left) in _EXACT and type(right) in _EXACT:
        if right == 0:
            raise ZeroDivisionError
        if type(left) is int and type(right) is int:
            quotient, rest = divmod(left, right)
            return Fraction(left, right) if rest else quotient
        return (left if type(left) is Fraction else Fraction(left)) / right
    return left / right


def floor_divide(left: Any, right: Any) -> Any:
    """The quotient, rounded down."""
    if type(left) is int and type(right) is int:
        return left // right
    return _combine(operator.floordiv, left, right)


def modulo(left: Any, right: Any) -> Any:
    """What is left over; it has the sign of `right`, as in Python."""
    if type(left) is int and type(right) is int:
        return left % right
    return _combine(operator.mod, left, right)


def negate(value: Any) -> Any:
    """The same with the other sign."""
    return -value if type(value) in _PLAIN else _combine(operator.sub, 0, value)


def positive(value: Any) -> Any:
    """The same number; refuses what is none."""
    return value if type(value) in _PLAIN or is_array(value) else number(value)


def power(base: Any, exponent: Any) -> Any:
    """`base` to the power of `exponent`: exact where it can be, refused where it is too long or not real."""
    return _combine(_raise, base, exponent)


def _raise(base: Number, exponent: Number) -> Number:
    if isinstance(base, float) or isinstance(exponent, float):
        return _float_power(base, exponent)
    if exponent.denominator == 1:
        exponent = exponent.numerator
        if base == 0 and exponent < 0:
            raise ZeroDivisionError
        _refuse_long_power(base, exponent)
        return base**exponent if exponent >= 0 else settle(1 / Fraction(base) ** -exponent)
    root = exact_root(base, exponent.denominator)
    return _float_power(base, exponent) if root is None else _raise(root, exponent.numerator)


def _refuse_long_power(base: int | Fraction, exponent: int) -> None:
    longest = max(abs(base.numerator), base.denominator)
    # Comparing before multiplying: an exponent may itself have thousands of digits
    if longest > 1 and abs(exponent) > MAX_BITS / math.log2(longest):
        raise ExpressionError("this power gets too long")


def _float_power(base: Number, exponent: Number) -> float:
    if base < 0 and not (isinstance(exponent, int) or float(exponent).is_integer()):
        raise ExpressionError(
            "{base} to the power of {exponent} is not a real number", base=base, exponent=exponent
        )
    if base == 0 and exponent < 0:
        raise ZeroDivisionError
    return math.pow(base, exponent)


def exact_root(value: int | Fraction, degree: int) -> int | Fraction | None:
    """The root of `value` where it is exact, else None."""
    if isinstance(value, Fraction):
        above, below = exact_root(value.numerator, degree), exact_root(value.denominator, degree)
        if above is None or below is None:
            return None
        return Fraction(above) / below
    if value < 0:
        return None
    if degree == 2:
        root = math.isqrt(value)
    elif value.bit_length() < 1000 and degree < 1000:  # beyond, a float carries no first guess
        root = round(value ** (1 / degree))
    else:
        return None
    return root if root**degree == value else None


def square_root(value: Any) -> Any:
    """The square root: of a perfect square exact, else a float; ExpressionError below 0."""
    found = number(value)
    if found < 0:
        raise ExpressionError("{value} is negative: it has no real square root", value=found)
    if not isinstance(found, float):
        root = exact_root(found, 2)
        if root is not None:
            return settle(root)
        return _root_of_any_length(found)
    return math.sqrt(found)


def _root_of_any_length(value: int | Fraction) -> float:
    """The square root of a number that may itself be outside the range of a double."""
    far = value.numerator.bit_length() - value.denominator.bit_length()
    if abs(far) < FAR_BITS:
        return math.sqrt(value)
    half = far // 2
    return math.ldexp(math.sqrt(value / Fraction(4) ** half), half)
