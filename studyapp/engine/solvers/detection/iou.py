"""Intersection over union of two boxes."""

from collections.abc import Iterable
from itertools import pairwise, product
from typing import Any

from studyapp.domain.text import Text
from studyapp.engine.expression.arithmetic import add, divide, multiply, subtract
from studyapp.engine.solvers.detection.boxes import must_be_upright
from studyapp.engine.solving.inputs import shown
from studyapp.engine.solving.solver import Numbers, Solver, given, mistake, step
from studyapp.errors import GivenError
from studyapp.i18n import N_

LAST_PIXEL = Text(
    en="Looks as if 1 was added to the sides, as when pixels are counted. Coordinates here are continuous: "
    "a side is the difference.",
    zh="看起来边长多加了 1（按像素计数的约定）。这里的坐标是连续的：边长就是两坐标之差。",
)
NOT_CLAMPED = Text(
    en="Looks as if a negative overlap was kept. Boxes that lie apart overlap by 0.",
    zh="看起来保留了负的重叠长度。两个框分开时，重叠长度为 0。",
)
WIDTH_TAKEN = Text(
    en="Looks as if x2 and y2 were taken for width and height. They are the opposite corner.",
    zh="看起来把 x2、y2 当成了宽和高。它们是对角的坐标。",
)


class Iou(Solver):
    """Overlap of two boxes as a share of what they cover together: {intersection, union, iou}.

    Corners (x1, y1, x2, y2) in any unit, coordinates continuous (no +1, as in COCO and torchvision; the
    devkit of PASCAL VOC counts pixels, with +1). Boxes that only touch share nothing.
    """

    say = Text(en="Intersection over union of two boxes", zh="两个框的交并比")
    box_a: Numbers = given(
        length=4,
        symbol="A",
        axes=("x_1^A", "y_1^A", "x_2^A", "y_2^A"),
        say=Text(en="one box, [x1, y1, x2, y2]", zh="一个框，[x1, y1, x2, y2]"),
    )
    box_b: Numbers = given(
        length=4,
        symbol="B",
        axes=("x_1^B", "y_1^B", "x_2^B", "y_2^B"),
        say=Text(en="the other box, [x1, y1, x2, y2]", zh="另一个框，[x1, y1, x2, y2]"),
    )
    overlap_width = step(
        "max(0, min(box_a[2], box_b[2]) - max(box_a[0], box_b[0]))",
        symbol="w",
        say=Text(en="Width of the overlap (0 where they lie apart)", zh="重叠部分的宽（分开时为 0）"),
    )
    overlap_height = step(
        "max(0, min(box_a[3], box_b[3]) - max(box_a[1], box_b[1]))",
        symbol="h",
        say=Text(en="Height of the overlap, the same way", zh="重叠部分的高，方法相同"),
    )
    intersection = step(
        "overlap_width*overlap_height", symbol="I", say=Text(en="Area of the overlap", zh="交集的面积")
    )
    area_a = step(
        "(box_a[2] - box_a[0])*(box_a[3] - box_a[1])",
        symbol="S_A",
        say=Text(en="Area of box A", zh="框 A 的面积"),
    )
    area_b = step(
        "(box_b[2] - box_b[0])*(box_b[3] - box_b[1])",
        symbol="S_B",
        say=Text(en="Area of box B", zh="框 B 的面积"),
    )
    union = step(
        "area_a + area_b - intersection",
        symbol="U",
        say=Text(
            en="Area that they cover together (the overlap only once)", zh="并集的面积（重叠部分只算一次）"
        ),
    )
    iou = step("intersection/union", symbol=r"\text{IoU}", say=Text(en="Their quotient", zh="交并比"))

    negative_width = mistake(
        overlap_width, "min(box_a[2], box_b[2]) - max(box_a[0], box_b[0])", say=NOT_CLAMPED
    )
    negative_height = mistake(
        overlap_height, "min(box_a[3], box_b[3]) - max(box_a[1], box_b[1])", say=NOT_CLAMPED
    )
    spanned_width = mistake(
        overlap_width,
        "max(box_a[2], box_b[2]) - min(box_a[0], box_b[0])",
        say=Text(
            en="That is how wide the two boxes reach together. The overlap goes from the larger x1 to the "
            "smaller x2.",
            zh="这是两个框合起来的宽度。重叠部分从较大的 x1 到较小的 x2。",
        ),
    )
    spanned_height = mistake(
        overlap_height,
        "max(box_a[3], box_b[3]) - min(box_a[1], box_b[1])",
        say=Text(
            en="That is how high the two boxes reach together. The overlap goes from the larger y1 to the "
            "smaller y2.",
            zh="这是两个框合起来的高度。重叠部分从较大的 y1 到较小的 y2。",
        ),
    )
    not_clamped = mistake(
        intersection,
        "(min(box_a[2], box_b[2]) - max(box_a[0], box_b[0]))"
        "*(min(box_a[3], box_b[3]) - max(box_a[1], box_b[1]))",
        say=Text(
            en="Looks as if negative overlaps were multiplied. Raise each side to 0 first: boxes that lie "
            "apart share nothing.",
            zh="看起来直接把负的重叠长度相乘了。应先把每一边取到不小于 0：分开的框没有交集。",
        ),
    )
    pixels_a = mistake(area_a, "(box_a[2] - box_a[0] + 1)*(box_a[3] - box_a[1] + 1)", say=LAST_PIXEL)
    pixels_b = mistake(area_b, "(box_b[2] - box_b[0] + 1)*(box_b[3] - box_b[1] + 1)", say=LAST_PIXEL)
    sides_a = mistake(area_a, "box_a[2]*box_a[3]", say=WIDTH_TAKEN)
    sides_b = mistake(area_b, "box_b[2]*box_b[3]", say=WIDTH_TAKEN)
    counted_twice = mistake(
        union,
        "area_a + area_b",
        say=Text(
            en="Looks as if the overlap was counted twice. It is part of both areas: take it off once.",
            zh="看起来重叠部分算了两次。它包含在两个面积里：要减去一次。",
        ),
    )
    taken_off_twice = mistake(
        union,
        "area_a + area_b - 2*intersection",
        say=Text(
            en="That is what belongs to only one of the boxes; the overlap belongs to the union, too.",
            zh="这是只属于其中一个框的面积；并集也包括重叠部分。",
        ),
    )
    box_around = mistake(
        union,
        "(max(box_a[2], box_b[2]) - min(box_a[0], box_b[0]))"
        "*(max(box_a[3], box_b[3]) - min(box_a[1], box_b[1]))",
        say=Text(
            en="That is the box around both; the union has no empty corners.",
            zh="这是同时包住两个框的外接框；并集不包括其中空着的角。",
        ),
    )
    over_smaller = mistake(
        iou,
        "intersection/min(area_a, area_b)",
        say=Text(
            en="Looks as if you divided by the smaller box. IoU divides by the union.",
            zh="看起来除以了较小的框。IoU 要除以并集。",
        ),
    )
    over_a = mistake(
        iou,
        "intersection/area_a",
        say=Text(
            en="That is the share of box A that is covered. IoU divides by the union.",
            zh="这是框 A 被覆盖的比例。IoU 要除以并集。",
        ),
    )
    over_b = mistake(
        iou,
        "intersection/area_b",
        say=Text(
            en="That is the share of box B that is covered. IoU divides by the union.",
            zh="这是框 B 被覆盖的比例。IoU 要除以并集。",
        ),
    )
    dice = mistake(
        iou,
        "2*intersection/(area_a + area_b)",
        say=Text(
            en="That is the Dice coefficient, which counts the overlap twice above and below the line.",
            zh="这是 Dice 系数：它的分子和分母都把重叠部分算了两次。",
        ),
    )
    only_shared = mistake(
        iou,
        "intersection",
        say=Text(
            en="That is the area of the overlap; IoU is its share of the union.",
            zh="这是交集的面积；IoU 是它占并集的比例。",
        ),
    )
    distance = mistake(
        iou,
        "1 - intersection/union",
        say=Text(
            en="That is the share that is not in common, as in the IoU loss.",
            zh="这是不重合的比例（IoU 损失用的就是它）。",
        ),
    )

    @mistake(
        iou,
        latex=r"\frac{(w + 1) \cdot (h + 1)}{S_A^{+1} + S_B^{+1} - (w + 1) \cdot (h + 1)}",
        say=LAST_PIXEL,
    )
    def pixels(self) -> Any:
        """With every side a pixel longer."""
        box_a, box_b = ((*box[:2], add(box[2], 1), add(box[3], 1)) for box in (self.box_a, self.box_b))
        shared = multiply(_shared_side(box_a, box_b, 0), _shared_side(box_a, box_b, 1))
        areas = [multiply(subtract(box[2], box[0]), subtract(box[3], box[1])) for box in (box_a, box_b)]
        return divide(shared, subtract(add(*areas), shared))

    result = (intersection, union, iou)

    def check(self) -> None:
        """Corners in their order, and something to divide by."""
        must_be_upright("box_a", self.box_a)
        must_be_upright("box_b", self.box_b)
        if self.area_a == self.area_b == 0:
            raise GivenError(
                N_("{parameter} is {value}; it must have an area, since box_a has none: 0/0 is no IoU"),
                parameter="box_b",
                value=shown(list(self.box_b)),
            )

    def simulate(self) -> dict[str, Any]:
        """Cut the plane into cells along all sides, and add up those that lie in both boxes or in either."""
        boxes = (self.box_a, self.box_b)
        columns, rows = (
            [*pairwise(sorted(side for box in boxes for side in box[axis::2]))] for axis in (0, 1)
        )
        shared: Any = 0
        covered: Any = 0
        for (left, right), (top, bottom) in product(columns, rows):
            within = [_holds(box, left, right, top, bottom) for box in boxes]
            area = (right - left) * (bottom - top)
            shared += area if all(within) else 0
            covered += area if any(within) else 0
        return {"intersection": shared, "union": covered, "iou": divide(shared, covered)}


def _shared_side(box_a: Any, box_b: Any, axis: int) -> Any:
    return max(0, subtract(min(box_a[axis + 2], box_b[axis + 2]), max(box_a[axis], box_b[axis])))


def _holds(box: Iterable[Any], left: Any, right: Any, top: Any, bottom: Any) -> bool:
    x1, y1, x2, y2 = box
    return bool(x1 <= left and right <= x2 and y1 <= top and bottom <= y2)
