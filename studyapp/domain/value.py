"""Plain values: what givens, answers and responses are made of once they are data."""

from collections.abc import Iterable
from fractions import Fraction
from typing import TypeAlias

Number: TypeAlias = int | Fraction | float
Value: TypeAlias = "Number | bool | str | tuple[Value, ...] | None"
"""A number (whole, exact rational or float), a name, a truth value, null, or nested tuples of these.
Decimals that are exact as written (0.25 in a pack, 1.5 in a response) are Fractions."""


def to_json(value: object) -> object:
    """A value as JSON has it: fractions become numbers, tuples and arrays become lists.

    Raises TypeError for what is no value of ours.
    """
    match value:
        case Fraction():
            return value.numerator if value.denominator == 1 else float(value)
        case dict():
            return {name: to_json(item) for name, item in value.items()}
        case str() | bool() | int() | float() | None:
            return value
        case _ if hasattr(value, "tolist"):  # a NumPy array or scalar, without importing NumPy here
            return to_json(value.tolist())
        case Iterable():
            return [to_json(item) for item in value]
    raise TypeError(f"{type(value).__name__} is no plain value")
