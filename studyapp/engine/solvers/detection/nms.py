"""Greedy non-maximum suppression, step by step."""

from typing import Any

from studyapp.domain.text import Text
from studyapp.domain.value import Number
from studyapp.engine.solvers.detection.boxes import (
    BOXES,
    COUNTED_FROM_1,
    PAIRWISE,
    SCORES,
    UNPAIRED,
    every_two,
    must_be_as_many,
    must_be_boxes,
    plain_iou,
)
from studyapp.engine.solvers.detection.greedy import Dropped, greedy, like, same_class, swept, tabled
from studyapp.engine.solvers.detection.places import whole
from studyapp.engine.solving.solver import Array, Solver, WholeArray, given, mistake, step
from studyapp.engine.solving.written import latex_of

MOST_SIMULATED = 300
MOST_WRITTEN = 4
"""Comparisons that are written out in a working."""
MOST_SCORES_WRITTEN = 8


class Nms(Solver):
    """Indices of the boxes that greedy non-maximum suppression keeps, best first.

    The best-scored box left is kept and drops every other one (of its class, where there are classes) whose
    IoU with it is above the threshold; IoU equal to it stays. Equal scores go by index. Boxes as (N, 4),
    scores and classes as (N). Up to 64 boxes are compared exactly, decimals as written; more in floats. As
    `nms` and `batched_nms` of torchvision, which promise no order among equal scores.
    """

    say = Text(en="Greedy non-maximum suppression (NMS)", zh="贪心非极大值抑制（NMS）")
    boxes: Array = given(ndim=(2,), symbol="B", say=BOXES)
    scores: Array = given(ndim=(1,), symbol="s", say=SCORES)
    iou_threshold: Number = given(
        ge=0, le=1, symbol="t", say=Text(en="IoU above which a box is dropped", zh="IoU 高于它的框会被抑制")
    )
    score_threshold: Number | None = given(
        default=None,
        symbol=r"s_{\min}",
        say=Text(en="score below which a box does not take part", zh="得分低于它的框不参与"),
    )
    classes: WholeArray | None = given(
        default=None,
        ndim=(1,),
        symbol="c",
        say=Text(en="a class for each box; a box drops only its own", zh="每个框的类别；只抑制同类的框"),
    )

    @step(
        latex=r"\text{argsort}(-s)",
        symbol="o",
        say=Text(
            en="Indices from the highest score down (none below the score threshold)",
            zh="按得分从高到低排列的下标（低于得分阈值的除外）",
        ),
    )
    def order(self) -> list[int]:
        """Equal scores by index; boxes below the score threshold left out."""
        from studyapp.engine.numeric.boxes import best_first

        found: list[int] = best_first(self.scores, self.score_threshold).tolist()
        return found

    @order.numbers
    def _scores_in_order(self) -> str:
        order = whole(self.order, len(self.boxes))
        if not 1 < len(order) <= MOST_SCORES_WRITTEN:
            return ""
        return r" \ge ".join(latex_of(self.given_value("scores")[box]) for box in order)  # type: ignore[index]

    @step(
        latex=r"\frac{\left| B_i \cap B_j \right|}{\left| B_i \cup B_j \right|}",
        symbol="u_{ij}",
        null=UNPAIRED,
        say=PAIRWISE,
    )
    def overlaps(self) -> Any:
        """By index; None where there are more than fit a table."""
        return every_two(self.boxes)

    @step(
        latex=r"\text{argmax}_{i \in K,\, u_{ij} > t}\, s_i",
        symbol="d_j",
        null=r"\text{–}",
        say=Text(
            en="The kept box that drops each (– where none does)",
            zh="每个框被哪个保留的框抑制（没有则记作 –）",
        ),
    )
    def dropped_by(self, order: Any, overlaps: Any) -> Dropped:
        """By index; None for boxes that are kept, and for those below the score threshold."""
        if overlaps is None:
            return swept(self.boxes, whole(order, len(self.boxes)), self.iou_threshold, self.classes)
        limit = like(overlaps, self.iou_threshold)
        return greedy(whole(order, len(self.boxes)), overlaps, lambda overlap: overlap > limit, self.classes)

    @dropped_by.numbers
    def _comparisons(self) -> str:
        place = {box: at for at, box in enumerate(whole(self.order, len(self.boxes)))}
        found = [(place[by], by, box) for box, by in enumerate(self.dropped_by) if by is not None]
        if self.overlaps is None or len(found) > MOST_WRITTEN:
            return ""
        limit = latex_of(self.iou_threshold)
        return r",\; ".join(
            f"u_{{{by},{box}}} = {latex_of(self.value('overlaps')[by][box])} > {limit}"  # type: ignore[index]
            for _, by, box in sorted(found)
        )

    @step(
        latex=r"\{ j \in o : d_j = \text{–} \}",
        symbol="K",
        say=Text(en="Indices of the kept boxes, best first", zh="保留的框的下标，得分高的在前"),
    )
    def kept(self, order: Any, dropped_by: Any) -> list[int]:
        """Those that none drops."""
        return [box for box in whole(order, len(self.boxes)) if dropped_by[box] is None]

    @mistake(
        order,
        latex=r"\text{argsort}(s)",
        say=Text(
            en="Looks as if the lowest score came first. The most certain box is kept first.",
            zh="看起来从最低分开始了。应先保留得分最高的框。",
        ),
    )
    def worst_first(self) -> list[int]:
        """The same boxes by their score, from the lowest up."""
        return sorted(whole(self.order, len(self.boxes)), key=lambda box: self.scores[box])

    @mistake(
        order,
        latex=r"0, 1, \ldots",
        say=Text(
            en="Looks as if the boxes were taken as they are listed. Sort them by score first.",
            zh="看起来按列表中的先后取框了。应先按得分排序。",
        ),
    )
    def not_sorted(self) -> list[int]:
        """The same boxes by their index."""
        return sorted(whole(self.order, len(self.boxes)))

    @mistake(
        order,
        latex=r"\text{argsort}(-s)",
        say=Text(
            en="Looks as if boxes below the score threshold still took part.",
            zh="看起来低于得分阈值的框仍然参与了。",
        ),
    )
    def all_scores(self) -> list[int]:
        """With no score threshold."""
        return sorted(range(len(self.scores)), key=lambda box: -self.scores[box])

    @mistake(
        dropped_by,
        latex=r"\text{argmax}_{i \in K,\, u_{ij} < t}\, s_i",
        say=Text(
            en="Looks as if the boxes that overlap little were dropped. Those above the threshold are likely "
            "the same object again, and go.",
            zh="看起来抑制了重叠少的框。IoU 高于阈值的框多半是同一物体的重复检测，应去掉的是它们。",
        ),
    )
    def below_threshold(self, order: Any, overlaps: Any) -> Dropped:
        """The threshold the other way."""
        limit = like(tabled(overlaps), self.iou_threshold)
        return greedy(whole(order, len(self.boxes)), overlaps, lambda overlap: overlap < limit, self.classes)

    @mistake(
        dropped_by,
        latex=r"\text{argmax}_{i \in K,\, u_{ij} \ge t}\, s_i",
        say=Text(
            en="Looks as if an IoU just at the threshold was enough to drop a box. Here it must be above.",
            zh="看起来 IoU 等于阈值的框也被抑制了。这里要高于阈值才抑制。",
        ),
    )
    def at_threshold(self, order: Any, overlaps: Any) -> Dropped:
        """≥ in place of >."""
        limit = like(tabled(overlaps), self.iou_threshold)
        return greedy(whole(order, len(self.boxes)), overlaps, lambda overlap: overlap >= limit, self.classes)

    @mistake(
        dropped_by,
        latex=r"\text{argmax}_{i \in K,\, u_{ij} > t}\, s_i",
        say=Text(
            en="Looks as if boxes of different classes dropped each other. A box drops only its own class.",
            zh="看起来不同类别的框也互相抑制了。只有同类的框才会被抑制。",
        ),
    )
    def classes_ignored(self, order: Any, overlaps: Any) -> Dropped:
        """All boxes as one class."""
        limit = like(tabled(overlaps), self.iou_threshold)
        return greedy(whole(order, len(self.boxes)), overlaps, lambda overlap: overlap > limit, None)

    @mistake(
        dropped_by,
        latex=r"\text{argmax}_{i \in o,\, u_{ij} > t}\, s_i",
        say=Text(
            en="Looks as if boxes that were dropped went on to drop others. Only kept ones do.",
            zh="看起来已被抑制的框又去抑制别的框了。只有保留下来的框才能抑制。",
        ),
    )
    def chained(self, order: Any, overlaps: Any) -> Dropped:
        """Every better box drops, whether it is kept itself or not."""
        limit = like(tabled(overlaps), self.iou_threshold)
        found: Dropped = [None] * len(self.boxes)
        for at, box in enumerate(best := whole(order, len(self.boxes))):
            better = (other for other in best[:at] if same_class(self.classes, box, other))
            found[box] = next((other for other in better if overlaps[other][box] > limit), None)
        return found

    @mistake(
        dropped_by,
        latex=r"o_0 : u_{o_0 j} > t",
        say=Text(
            en="Looks as if only the best box dropped others. Go on with the best one left, until none is.",
            zh="看起来只用得分最高的框做了一轮抑制。应对剩下的框重复进行，直到没有剩余。",
        ),
    )
    def one_round(self, order: Any, overlaps: Any) -> Dropped:
        """The first pick only."""
        found: Dropped = [None] * len(self.boxes)
        limit = like(tabled(overlaps), self.iou_threshold)
        for box in (best := whole(order, len(self.boxes)))[1:]:
            if same_class(self.classes, box, best[0]) and overlaps[best[0]][box] > limit:
                found[box] = best[0]
        return found

    @mistake(
        kept,
        latex=r"\{ j \in o : d_j \ne \text{–} \}",
        say=Text(
            en="Those are the boxes that are dropped; the kept ones are asked for.",
            zh="这些是被抑制的框；要求的是保留的框。",
        ),
    )
    def those_dropped(self, order: Any, dropped_by: Any) -> list[int]:
        """The rest."""
        return [box for box in whole(order, len(self.boxes)) if dropped_by[box] is not None]

    @mistake(
        kept,
        latex=r"\text{sort}(K)",
        say=Text(
            en="Those are the kept boxes by their index; best first means by their score.",
            zh="保留的框是对的，但这是按下标排列；应按得分从高到低排列。",
        ),
    )
    def by_index(self, order: Any, dropped_by: Any) -> list[int]:
        """The same ones in the order of the list."""
        return sorted(self.kept)

    @mistake(kept, latex="K + 1", say=COUNTED_FROM_1)
    def from_one(self, order: Any, dropped_by: Any) -> list[int]:
        """Places instead of indices."""
        return [box + 1 for box in self.kept]

    result = kept

    def check(self) -> None:
        """Boxes with upright corners, each with a score and, where there are any, a class."""
        must_be_boxes(self.boxes)
        must_be_as_many("scores", self.scores, len(self.boxes), "boxes")
        if self.classes is not None:
            must_be_as_many("classes", self.classes, len(self.boxes), "boxes")

    def simulate(self) -> list[int] | None:
        """Take the best box out of a list and filter the list, with the IoU of one pair at a time."""
        if len(self.boxes) > MOST_SIMULATED:
            return None
        boxes, scores = self.boxes.tolist(), self.scores.tolist()
        limit = like(self.boxes, self.iou_threshold)
        left = [
            box
            for box in range(len(boxes))
            if self.score_threshold is None or scores[box] >= self.score_threshold
        ]
        kept = []
        while left:
            best = max(left, key=lambda box: (scores[box], -box))
            kept.append(best)
            left = [
                box
                for box in left
                if box != best
                and not (same_class(self.classes, box, best) and plain_iou(boxes[best], boxes[box]) > limit)
            ]
        return kept
