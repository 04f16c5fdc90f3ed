"""What demonstrations take of a problem's givens: numbers, lists and small matrices of them, as floats."""

from fractions import Fraction
from typing import Any

from studyapp.domain.value import Value


def first_of(value: Value) -> Value:
    """Of a pair for height and width, the height."""
    return value[0] if isinstance(value, tuple) and value and not isinstance(value[0], tuple) else value


def numbers(value: Value) -> tuple[float, ...]:
    """A list of numbers, or one number, as floats; nothing of anything else."""
    many = value if isinstance(value, tuple) else (value,)
    if not all(isinstance(each, int | float | Fraction) for each in many):
        return ()
    return tuple(float(each) for each in many)  # type: ignore[arg-type]


def square(value: Any, most: int) -> tuple[tuple[float, ...], ...]:
    """A matrix of numbers with as many rows as columns, at most so many; else nothing."""
    while isinstance(value, tuple) and len(value) == 1 and isinstance(value[0], tuple):
        value = value[0]  # a batch of one image, or one channel
    if not isinstance(value, tuple) or not 1 <= len(value) <= most:
        return ()
    if any(not isinstance(row, tuple) or len(row) != len(value) for row in value):
        return ()
    if any(isinstance(cell, tuple | str) or cell is None for row in value for cell in row):
        return ()
    return tuple(tuple(float(cell) for cell in row) for row in value)
