"""What a number is here: whole and rational numbers exact, floats finite, none of them too long."""

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from studyapp.domain.value import Number
from studyapp.errors import ExpressionError
from studyapp.i18n import N_

MAX_BITS = 14_000
"""The longest whole number we work with: Python prints none beyond 4300 digits, some 14,280 bits."""

MOST_ENTRIES = 4096
"""The longest list that an expression makes; a longer one may be given, as to a solver in a program."""

MOST_AXES = 8
"""The deepest one."""

TOO_LARGE = N_("the list gets too large")

_SINGLE = frozenset((int, Fraction, float, bool, str))


def settle(value: Number) -> Number:
    """A whole fraction as the whole number it is."""
    # The class first, here and below: isinstance has to ask an ABC for Fraction, which outlasts a sum.
    kind = type(value)
    if kind is not int and kind is not float and isinstance(value, Fraction) and value.denominator == 1:
        return value.numerator
    return value


def exact(value: Number) -> bool:
    """Whether a number is a whole number or a fraction, free of rounding."""
    return not isinstance(value, float)


def is_array(value: object) -> bool:
    """Whether a value is a list of values: a tuple, a list or a NumPy array (without importing NumPy)."""
    if type(value) in _SINGLE:
        return False
    return isinstance(value, (tuple, list)) or getattr(value, "ndim", 0) > 0


def within_size(items: tuple[Any, ...]) -> tuple[Any, ...]:
    """A list as it is written, refused where the lists in it make it too long or too deep."""
    if any(map(is_array, items)):
        _counted(items, MOST_ENTRIES, MOST_AXES)
    return items


def _counted(items: Sequence[Any], left: int, axes: int) -> int:
    """How many of the entries that are `left` remain; a list among them counts, too, so that `[]` does."""
    for item in items:
        if isinstance(item, (tuple, list)):
            left = _counted(item, left, axes - 1)
        left -= getattr(item, "size", 1)
        if left < 0 or axes <= getattr(item, "ndim", 0):
            raise ExpressionError(TOO_LARGE)
    return left


def number(value: object) -> Number:
    """A single number out of `value`; names, lists and nothing are refused."""
    if type(value) is int:
        return value
    if getattr(value, "ndim", None) == 0:  # a NumPy scalar, which may be a float too
        return number(value.item())  # type: ignore[attr-defined]
    if isinstance(value, (int, Fraction, float)):
        return settle(value) if not isinstance(value, bool) else int(value)
    if isinstance(value, str):
        raise ExpressionError("`{value}` is a name, not a number", value=value)
    if is_array(value):
        raise ExpressionError("a single number is needed here, not a list")
    raise ExpressionError("a number is needed here, not {value}", value=value)


def whole(value: object, purpose: str) -> int:
    """A whole number out of `value`; `purpose` says for whom in the error."""
    found = number(value)
    if isinstance(found, float) and found.is_integer():
        return int(found)
    if not isinstance(found, int):
        raise ExpressionError("{purpose} needs a whole number, not {value}", purpose=purpose, value=found)
    return found


def truth(value: Any) -> bool:
    """A condition's value; ExpressionError for a list of truth values, which is none."""
    if is_array(value):
        raise ExpressionError("a condition needs one truth value, not a list")
    return bool(value)


def within_limits(value: Number) -> Number:
    """`value` settled; refused where it is too long, or not finite."""
    if type(value) is int:
        if value.bit_length() > MAX_BITS:
            raise ExpressionError("the number gets too long")
        return value
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ExpressionError("the result is not a finite number")
        return value
    if isinstance(value, Fraction):
        if value.denominator == 1:
            value = value.numerator
        elif value.denominator.bit_length() > MAX_BITS or value.numerator.bit_length() > MAX_BITS:
            raise ExpressionError("the number gets too long")
    if isinstance(value, int) and value.bit_length() > MAX_BITS:
        raise ExpressionError("the number gets too long")
    return value
