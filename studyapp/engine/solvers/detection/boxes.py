"""What solvers of boxes share: lists of (x1, y1, x2, y2), checked, and the IoU of every two of them."""

from fractions import Fraction
from math import lcm
from typing import Any

from studyapp.domain.text import Text
from studyapp.engine.expression.arithmetic import divide
from studyapp.engine.solving.inputs import shown
from studyapp.errors import GivenError
from studyapp.i18n import N_

BOXES = Text(en="the boxes, each [x1, y1, x2, y2]", zh="各个框，形如 [x1, y1, x2, y2]")
SCORES = Text(en="a score for each box", zh="每个框的得分")
PAIRWISE = Text(en="IoU of every two boxes", zh="两两之间的 IoU")
COUNTED_FROM_1 = Text(
    en="Looks as if the boxes were counted from 1. Indices begin at 0.",
    zh="看起来从 1 开始数框了。下标从 0 开始。",
)

MOST_PAIRED = 64
"""Boxes of which a working has the IoU of every two."""
UNPAIRED = r"\ldots"
"""What stands for these IoUs where there are more boxes."""


def must_be_upright(name: str, box: Any) -> None:
    """Refuse a box whose corners have changed places."""
    x1, y1, x2, y2 = box
    if x1 > x2 or y1 > y2:
        raise GivenError(
            N_("{parameter} is {value}; it must be [x1, y1, x2, y2] with x1 ≤ x2 and y1 ≤ y2"),
            parameter=name,
            value=shown(list(box)),
        )


def must_be_boxes(boxes: Any) -> None:
    """Refuse an array (N, K) that is no list of boxes."""
    if boxes.shape[1] != 4:
        raise GivenError(
            N_("{parameter} has {columns} numbers in each row; a box is [x1, y1, x2, y2]"),
            parameter="boxes",
            columns=boxes.shape[1],
        )
    flipped = (boxes[:, :2] > boxes[:, 2:]).any(axis=1).nonzero()[0]
    for at in flipped[:1].tolist():
        must_be_upright(f"boxes[{at}]", boxes[at].tolist())


def must_be_as_many(name: str, values: Any, wanted: int, of: str) -> None:
    """Refuse a list that has not an entry for each of another's."""
    if len(values) != wanted:
        raise GivenError(
            N_("{parameter} has {length} entries; it must have one for each entry of {of}, {wanted}"),
            parameter=name,
            length=len(values),
            of=of,
            wanted=wanted,
        )


def every_two(boxes: Any) -> Any:
    """The IoU of every two of a few boxes, (N, N), exact where they are; None where there are many."""
    if len(boxes) > MOST_PAIRED:
        return None
    import numpy as np  # slow to load, and only arrays need it

    from studyapp.engine.numeric.boxes import overlaps, pairwise_iou

    if boxes.dtype.kind == "f":
        return pairwise_iou(boxes, boxes)
    exact = [[Fraction(side) for side in box] for box in boxes.tolist()]
    scale = lcm(*(side.denominator for box in exact for side in box))  # IoU is the same in any unit
    whole = np.array([[int(side * scale) for side in box] for box in exact], dtype=object)
    shared, union = overlaps(whole, whole)
    return np.frompyfunc(lambda i, u: Fraction(i, u or 1), 2, 1)(shared, union)


def plain_iou(box_a: Any, box_b: Any) -> Any:
    """The IoU of two boxes given as four numbers each, exact where these are; 0 for two empty ones."""
    width = min(box_a[2], box_b[2]) - max(box_a[0], box_b[0])
    height = min(box_a[3], box_b[3]) - max(box_a[1], box_b[1])
    shared = max(width, 0) * max(height, 0)
    a, b = ((box[2] - box[0]) * (box[3] - box[1]) for box in (box_a, box_b))
    union = a + b - shared
    return divide(shared, union) if union else 0
