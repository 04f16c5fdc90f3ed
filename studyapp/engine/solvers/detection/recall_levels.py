"""Where average precision takes the precision, and how much each counts."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from math import fsum
from typing import Any

from studyapp.engine.expression.arithmetic import divide, multiply, subtract

MOST_EXACT = 256
"""Ranks that are worked in fractions; longer lists in floats."""

LAST = {"11_point": 10, "101_point": 100}
"""How many levels there are above recall 0."""


def quotient(above: Any, below: Any, ranks: int) -> Any:
    """An exact quotient; a float in long lists, where fractions would take long."""
    return divide(above, below) if ranks <= MOST_EXACT else float(divide(above, below))


def summed(terms: Iterable[Any]) -> Any:
    """The sum, exact where all terms are."""
    found = list(terms)
    return fsum(found) if any(isinstance(term, float) for term in found) else sum(found)


def sampled_by(method: str, recall: Sequence[Any], envelope: Sequence[Any]) -> list[Any]:
    """The precisions that a method averages, by rising recall."""
    if method == "all_points":
        return [envelope[at] for at in _rises(recall)]
    last, at, found = LAST[method], 0, []
    exact = not any(isinstance(each, float) for each in recall)
    for step in range(last + 1):
        level = Fraction(step, last) if exact else step / last
        while at < len(recall) and recall[at] < level:
            at += 1
        found.append(envelope[at] if at < len(recall) else 0)
    return found


def weights_by(method: str, recall: Sequence[Any]) -> Any:
    """How much recall each of them stands for; one number where that is the same for all."""
    if method != "all_points":
        return Fraction(1, LAST[method] + 1)
    return [subtract(recall[at], recall[at - 1] if at else 0) for at in _rises(recall)]


def weighted(sampled: Iterable[Any], weights: Any) -> Any:
    """The weighted sum."""
    if isinstance(weights, list | tuple) or hasattr(weights, "dtype"):
        return summed(multiply(weight, each) for weight, each in zip(weights, sampled, strict=True))
    return multiply(weights, summed(sampled))


def _rises(recall: Sequence[Any]) -> Iterator[int]:
    """The ranks at which the recall is higher than before."""
    return (at for at, each in enumerate(recall) if each > (recall[at - 1] if at else 0))
