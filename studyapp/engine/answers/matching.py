"""Comparing a response with an answer: value by value, in any shape."""

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import TypeGuard

from studyapp.domain.value import Number, Value
from studyapp.engine.answers.digits import digits_right
from studyapp.engine.answers.tolerance import Measure, Tolerance
from studyapp.text.numbers import is_shown_exactly, show

_NUMBERS = frozenset((int, Fraction, float))
_NOISE = 1e-14
"""What is left of a difference of equal doubles, beside their size."""
_NEAR = Tolerance(Measure.RELATIVE, Fraction(1, 100))
"""What is rounded or cut off to three digits is no further off."""


def is_number(value: Value) -> TypeGuard[Number]:
    """Whether the value is a number; a truth value is none."""
    return value.__class__ in _NUMBERS  # several times as fast as isinstance, which asks Fraction's ABC


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
    if isinstance(value, tuple):
        return all(map(is_finite, value))
    return is_number(value) and (not isinstance(value, float) or math.isfinite(value))


def without_noise(value: Value) -> Value:
    """A list with a nought where doubles left 1e-17 of it: beside its larger elements that is nothing."""
    if not isinstance(value, tuple):
        return value
    sizes = [abs(item) for item in elements(value) if isinstance(item, float)]
    return _cleared(value, max(sizes, default=0.0) * _NOISE)


def _cleared(value: Value, least: float) -> Value:
    if isinstance(value, tuple):
        return tuple(_cleared(item, least) for item in value)
    return 0.0 if isinstance(value, float) and abs(value) < least else value


def is_right(value: Value, answer: Value, tolerance: Tolerance) -> bool:
    """Whether the value, element by element, is near enough to the answer."""
    if isinstance(answer, tuple):
        return (
            isinstance(value, tuple)
            and len(value) == len(answer)
            and all(is_right(item, right, tolerance) for item, right in zip(value, answer, strict=True))
        )
    if is_number(answer) and is_number(value):
        return tolerance.accepts(value, answer) or _is_as_shown(value, answer, tolerance)
    return type(value) is type(answer) and value == answer


def _is_as_shown(value: Number, answer: Number, tolerance: Tolerance) -> bool:
    """Whether the value is what the app itself shows of an exact answer too long to show whole."""
    if tolerance.measure is not Measure.EXACT or is_shown_exactly(answer):
        return False
    return Fraction(show(answer)) == value


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
    if isinstance(value, int) or isinstance(target, int) or not _NEAR.accepts(value, target):
        return False
    digits = digits_right(value, target)
    return digits is not None and digits >= 3


def arranged(target: Value, value: Value, tolerance: Tolerance) -> Value:
    """The elements of `target` in the order of those of `value` that they match, where any order will do.

    What matches nothing keeps its own order in the places left.
    """
    if not (isinstance(target, tuple) and isinstance(value, tuple)) or len(target) != len(value):
        return target
    left = list(target)
    found: list[Value] = []
    for item in value:
        match = next((place for place, each in enumerate(left) if is_right(item, each, tolerance)), None)
        found.append(_UNMATCHED if match is None else left.pop(match))
    rest = iter(left)
    return tuple(next(rest) if item is _UNMATCHED else item for item in found)


_UNMATCHED = "no match"
