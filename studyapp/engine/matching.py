"""Comparing a response with an answer: value by value, in any shape."""

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import TypeGuard

from studyapp.domain.value import Number, Value
from studyapp.engine.digits import digits_right
from studyapp.engine.tolerance import Tolerance


def is_number(value: Value) -> TypeGuard[Number]:
    """Whether the value is a number; a truth value is none."""
    return isinstance(value, int | Fraction | float) and not isinstance(value, bool)


def plain(value: object) -> Value:
    """What a solver worked as a plain value: arrays and lists as tuples, whole fractions as whole numbers."""
    if value.__class__ is int or value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else value
    if hasattr(value, "tolist"):  # a NumPy array or scalar, without importing NumPy here
        return plain(value.tolist())
    if isinstance(value, tuple | list):
        return tuple(plain(item) for item in value)
    if isinstance(value, int | float):
        return value
    raise TypeError(f"{type(value).__name__} is no plain value")


def shape(value: Value) -> tuple[int, ...]:
    """How many rows, columns, …; empty for a single value."""
    if not isinstance(value, tuple):
        return ()
    return (len(value), *(shape(value[0]) if value else ()))


def elements(value: Value) -> Iterator[Value]:
    """The single values, row by row."""
    if isinstance(value, tuple):
        for item in value:
            yield from elements(item)
    else:
        yield value


def is_finite(value: Value) -> bool:
    """Whether every number in it is finite; null is no number."""
    return all(
        is_number(item) and (not isinstance(item, float) or math.isfinite(item)) for item in elements(value)
    )


def is_right(value: Value, answer: Value, tolerance: Tolerance) -> bool:
    """Whether the value, element by element, is near enough to the answer."""
    if isinstance(answer, tuple):
        return (
            isinstance(value, tuple)
            and len(value) == len(answer)
            and all(is_right(item, right, tolerance) for item, right in zip(value, answer, strict=True))
        )
    if is_number(answer) and is_number(value):
        return tolerance.accepts(value, answer)
    return type(value) is type(answer) and value == answer


def marks(value: Value, answer: Value, tolerance: Tolerance) -> Value:
    """True, False, or None where left blank, for each element; value and answer are of one shape."""
    if isinstance(answer, tuple) and isinstance(value, tuple):
        return tuple(marks(item, right, tolerance) for item, right in zip(value, answer, strict=True))
    if value is None and answer is not None:
        return None
    return is_right(value, answer, tolerance)


def resembles(value: Value, target: Value, tolerance: Tolerance) -> bool:
    """Whether a learner who had found `target` could have typed `value`.

    Near enough for the tolerance, or rounded to three digits or more: an exact answer is typed exactly, but
    a wrong way to it may give 73.666…, which is typed as 73.67.
    """
    if isinstance(target, tuple):
        return (
            isinstance(value, tuple)
            and len(value) == len(target)
            and all(resembles(item, other, tolerance) for item, other in zip(value, target, strict=True))
        )
    if not (is_number(value) and is_number(target)):
        return False
    if tolerance.accepts(value, target):
        return True
    if isinstance(value, int) or isinstance(target, int):
        return False
    digits = digits_right(value, target)
    return digits is not None and digits >= 3
