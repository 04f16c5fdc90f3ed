"""Greedy suppression of a few boxes by a table of their IoUs."""

from collections.abc import Callable
from typing import Any

from studyapp.domain.value import Number

Dropped = list[int | None]
"""By index of a box, the kept one that drops it; None for one that none drops."""


def greedy(order: list[int], overlaps: Any, drops: Callable[[Any], bool], classes: Any) -> Dropped:
    """Which kept box drops each, by a table of IoUs."""
    found: Dropped = [None] * len(overlaps)
    for at, box in enumerate(order):
        if found[box] is None:
            for other in order[at + 1 :]:
                if found[other] is None and same_class(classes, box, other) and drops(overlaps[box][other]):
                    found[other] = box
    return found


def swept(boxes: Any, order: list[int], iou_threshold: Number, classes: Any) -> Dropped:
    """The same for any number of boxes, in floats."""
    from studyapp.engine.numeric.suppression import suppressors  # loads NumPy

    groups = None if classes is None else classes[order]
    places = suppressors(boxes[order].astype(float), float(iou_threshold), groups).tolist()
    found: Dropped = [None] * len(boxes)
    for box, place in zip(order, places, strict=True):
        found[box] = None if place < 0 else order[place]
    return found


def same_class(classes: Any, box: int, other: int) -> bool:
    """Whether two boxes may drop each other."""
    return classes is None or bool(classes[box] == classes[other])


def like(numbers: Any, limit: Number) -> Number:
    """A limit to compare with these numbers: a float beside floats, so that 0.1 is not above 0.1."""
    return float(limit) if numbers.dtype.kind == "f" else limit


def tabled(overlaps: Any) -> Any:
    """The table of IoUs; where there are too many boxes for one, nobody works by hand."""
    if overlaps is None:
        raise ArithmeticError
    return overlaps
