"""Quotients class by class, and the mean of those that there are."""

from collections.abc import Iterable, Sequence
from typing import Any

from studyapp.engine.expression.arithmetic import divide

MOST_EXACT = 64
"""Classes whose quotients are worked in fractions; of more, in floats."""


def ratios(above: Sequence[Any], below: Sequence[Any]) -> list[Any]:
    """Quotient by quotient, None for 0/0; of many classes floats."""
    found = [divide(a, b) if b else None for a, b in zip(above, below, strict=True)]
    return found if len(found) <= MOST_EXACT else [None if each is None else float(each) for each in found]


def mean(values: Iterable[Any]) -> Any:
    """The mean."""
    found = list(values)
    return divide(sum(found), len(found))
