"""Scores that decay with every box that is picked before theirs."""

from collections.abc import Callable
from math import exp
from typing import Any

from studyapp.domain.value import Number
from studyapp.engine.expression.arithmetic import multiply

NOTHING = 750
"""e to the power of minus this is 0 in floats."""


def falling(exponent: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """e to the power of minus something that is 0 or above; 1 at 0, exactly."""

    def weight(overlap: Any) -> Any:
        power = exponent(overlap)
        return 1 if power == 0 else 0.0 if power > NOTHING else exp(-power)

    return weight


def decay(
    scores: list[Any],
    overlaps: Any,
    weight: Callable[[Any], Any],
    least: Number,
    order: list[int] | None = None,
) -> list[Any]:
    """The scores when their boxes are picked, or fall below the least; with an order, picked in that one."""
    found = list(scores)
    left = [box for box, score in enumerate(scores) if score >= least]
    waiting = None if order is None else iter(order)
    while left:
        best = max(left, key=lambda box: (found[box], -box)) if waiting is None else next(waiting, None)
        if best is None:
            break
        if best not in left:
            continue
        left.remove(best)
        for box in left:
            factor = weight(overlaps[best][box])
            found[box] = found[box] if factor == 1 else multiply(found[box], factor)
        left = [box for box in left if found[box] >= least]
    return found
