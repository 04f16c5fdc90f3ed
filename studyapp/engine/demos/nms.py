"""Non-maximum suppression at work: boxes at random around objects, kept and dropped one by one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from studyapp.domain.text import NOTHING, Text
from studyapp.domain.value import Value
from studyapp.engine.demo import Demo, Preset, knob
from studyapp.engine.frames import Box, Boxes, Frame
from studyapp.engine.registry import find_solver
from studyapp.text.numbers import show

Floats = NDArray[np.float64]
WIDTH, HEIGHT = 100.0, 50.0
MOST_OBJECTS, MOST_EACH = 4, 6
MOST_OWN = 24
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWX"


@dataclass(frozen=True, slots=True)
class Moment:
    """How far the suppression has come."""

    order: tuple[int, ...]
    """The boxes that take part, the best first."""
    kept: tuple[int, ...] = ()
    gone: Mapping[int, int] = field(default_factory=dict)
    """Each box that fell, and the one that it fell to."""
    now: int | None = None
    """The box that is looked at."""
    ious: tuple[float, ...] = ()
    """Its overlap with each box."""

    @property
    def fallen(self) -> list[int]:
        """What the box that is looked at has dropped."""
        return [at for at, by in self.gone.items() if by == self.now]

    @property
    def waiting(self) -> list[int]:
        """What is neither kept nor dropped yet."""
        return [at for at in self.order if at not in self.kept and at not in self.gone]

    @property
    def left(self) -> int:
        """How many wait."""
        return len(self.waiting)


@dataclass(frozen=True, kw_only=True)
class Nms(Demo):
    """Take the best box that is left, drop what overlaps it too much, and again."""

    title = Text(en="Non-maximum suppression", zh="非极大值抑制（NMS）")
    about = Text(
        en="Draws several boxes around each object, as a detector would, with a confidence each; then keeps "
        "and drops them one by one.",
        zh="像检测器那样在每个物体周围随机画出几个带置信度的框，然后逐个保留或去掉。",
    )
    notice = Text(
        en="Only boxes that overlap a *better* one by more than the threshold fall. Too low a threshold "
        "drops neighbouring objects, too high a one leaves several boxes on the same object. A score "
        "threshold is something else: it drops what is unsure.",
        zh="只有与*更好的*框重叠超过阈值的框才会被去掉。阈值太低会误删相邻的物体，"
        "太高则同一物体上留下好几个框。"
        "置信度阈值是另一回事：它去掉的是把握不大的框。",
    )
    question = Text(
        en="Which box is looked at first, and against which boxes is a later one measured?",
        zh="最先处理的是哪个框？后面的框与哪些框比较？",
    )
    chapter = "detection"
    presets = (
        Preset("usual", Text(en="Threshold 0.5", zh="阈值 0.5"), {}),
        Preset(
            "strict", Text(en="Too low: neighbours fall", zh="太低：误删相邻物体"), {"iou_threshold": 0.1}
        ),
        Preset("lax", Text(en="Too high: doubles stay", zh="太高：重复框留下"), {"iou_threshold": 0.9}),
        Preset("sure-only", Text(en="Only the sure ones", zh="只留有把握的"), {"score_threshold": 0.6}),
    )

    objects: int = knob(3, ge=1, le=MOST_OBJECTS, say=Text(en="objects", zh="物体数"))
    boxes: int = knob(4, ge=1, le=MOST_EACH, say=Text(en="boxes an object", zh="每个物体的框数"))
    iou_threshold: float = knob(0.5, ge=0, le=1, step=0.1, say=Text(en="IoU threshold", zh="IoU 阈值"))
    score_threshold: float = knob(0.0, ge=0, le=1, step=0.1, say=Text(en="score threshold", zh="置信度阈值"))
    seed: int = knob(1, ge=0, le=99, say=Text(en="seed", zh="随机种子"))
    own_boxes: tuple[tuple[float, ...], ...] = ()
    """A problem's boxes (x1, y1, x2, y2), in place of ours until the seed is turned."""
    own_scores: tuple[float, ...] = ()
    own_classes: tuple[int, ...] = ()
    """A class for each of a problem's boxes; a box drops only its own class."""

    @classmethod
    def from_givens(cls, givens: Mapping[str, Value]) -> Self:
        """A problem's own boxes and scores, unless they are too many to tell apart."""
        demo = super().from_givens({name: value for name, value in givens.items() if name != "boxes"})
        boxes, scores = givens.get("boxes"), givens.get("scores")
        if "box_a" in givens and "box_b" in givens:  # a problem on the overlap of two
            boxes, scores = (givens["box_a"], givens["box_b"]), (0.9, 0.8)
        if not isinstance(boxes, tuple) or not isinstance(scores, tuple) or len(boxes) > MOST_OWN:
            return demo
        own = tuple(tuple(float(side) for side in box) for box in boxes if isinstance(box, tuple))  # type: ignore[arg-type]
        classes: Any = givens.get("classes") or ()
        return replace(
            demo,
            own_boxes=own,
            own_scores=tuple(float(score) for score in scores),  # type: ignore[arg-type]
            own_classes=tuple(map(int, classes)),
        )

    def turned(self, name: str, turns: int) -> Self:
        """Other boxes are asked for by the knobs that draw them."""
        turned = super().turned(name, turns)
        if name in {"objects", "boxes", "seed"}:
            return replace(turned, own_boxes=(), own_scores=(), own_classes=())
        return turned

    def _label(self, at: int, score: float) -> str:
        """What stands at a box: its name and score, and its class where there are several."""
        of_class = f" c{self.own_classes[at]}" if self.own_classes else ""
        return f"{self._called(at)} {show(score, 2)}{of_class}"

    def _called(self, at: int) -> str:
        """A letter; a problem's own boxes have the numbers that its text gives them, from 0."""
        return str(at) if self.own_boxes else LETTERS[at]

    def _vie(self, at: int, other: int) -> bool:
        """Whether two boxes are of one class, so that one of them may drop the other."""
        return not self.own_classes or self.own_classes[at] == self.own_classes[other]

    def drawn(self) -> tuple[Floats, Floats]:
        """Boxes (N, 4) and scores (N)."""
        if self.own_boxes:
            return np.array(self.own_boxes), np.array(self.own_scores)
        return detections(self.objects, self.boxes, self.seed)

    def frames(self) -> Iterator[Frame]:
        """All boxes; then one moment for each box that is kept."""
        boxes, scores = self.drawn()
        solver = find_solver("nms")(
            boxes=tuple(map(tuple, boxes.tolist())),
            scores=tuple(scores.tolist()),
            iou_threshold=self.iou_threshold,
            score_threshold=self.score_threshold,
            classes=self.own_classes or None,
        )
        order = tuple(int(at) for at in solver.worked("order"))
        kept = tuple(int(at) for at in solver.worked("kept"))
        dropped_by = {at: int(by) for at, by in enumerate(solver.worked("dropped_by")) if by is not None}
        overlaps: Any = solver.worked("overlaps")
        yield self._frame(boxes, scores, Moment(order))
        for count, now in enumerate(kept, 1):
            gone = {at: by for at, by in dropped_by.items() if by in kept[:count]}
            ious = tuple(float(iou) for iou in overlaps[now])
            yield self._frame(boxes, scores, Moment(order, kept[:count], gone, now, ious))

    def _frame(self, boxes: Floats, scores: Floats, moment: Moment) -> Frame:
        unsure = [at for at in range(len(boxes)) if at not in moment.order]
        looks = dict.fromkeys(range(len(boxes)), "plain")
        looks |= dict.fromkeys((*moment.gone, *unsure), "faint") | dict.fromkeys(moment.kept, "kept")
        if moment.now is not None:
            looks[moment.now] = "strong"
        low = boxes[:, :2].min(axis=0) if len(boxes) else np.zeros(2)
        shifted = boxes - np.tile(np.minimum(low, 0), 2)
        width, height = (WIDTH, HEIGHT) if not self.own_boxes else shifted[:, 2:].max(axis=0).tolist()
        from_back = sorted(
            range(len(boxes)), key=lambda at: ("faint", "plain", "kept", "strong").index(looks[at])
        )
        return Frame(
            title=_title(moment.now, len(moment.kept)),
            caption=self._before(moment, len(unsure))
            if moment.now is None
            else self._caption(scores, moment),
            shapes=(
                Boxes(
                    say=Text(en="Boxes: ━ looked at, ═ kept, ╌ dropped", zh="框：━ 当前，═ 保留，╌ 去掉"),
                    boxes=tuple(
                        _box(shifted[at], self._label(at, float(scores[at])), looks[at]) for at in from_back
                    ),
                    width=width,
                    height=height,
                ),
            ),
            figures={
                "kept": moment.kept,
                "dropped": tuple(sorted(moment.gone)),
                "below_score_threshold": tuple(unsure),
                "left": moment.left,
            },
        )

    def _before(self, moment: Moment, unsure: int) -> Text:
        """The boxes in the order in which they are looked at."""
        names = [self._called(at) for at in moment.order]
        below = f"; {unsure} below {show(self.score_threshold)}" if unsure else ""
        return Text(
            en=f"**{len(names)}** {'box' if len(names) == 1 else 'boxes'}, sorted by confidence: "
            f"{', '.join(names) or 'none'}{below}.",
            zh=f"**{len(names)}** 个框，按置信度排序：{'、'.join(names) or '无'}"
            + (f"；{unsure} 个低于 {show(self.score_threshold)}。" if unsure else "。"),
        )

    def _caption(self, scores: Floats, moment: Moment) -> Text:
        """Which box is kept, and what it drops."""
        now = moment.now or 0
        fallen = [f"**{self._called(at)}** ({show(moment.ious[at], 3)})" for at in moment.fallen]
        rivals = [moment.ious[at] for at in moment.order if at != now and self._vie(at, now)]
        limit, at_most = show(self.iou_threshold), show(max(rivals, default=0.0), 3)
        same_class = Text(en=" of its class", zh="同类的") if self.own_classes else NOTHING
        if fallen:
            dropped = Text(
                en=f"Dropped, with an IoU above {limit} to it: {', '.join(fallen)}.",
                zh=f"与它的 IoU 超过 {limit} 而去掉：{'、'.join(fallen)}。",
            )
        else:
            dropped = Text(
                en=f"None of the others{same_class.en} overlaps it that much"
                + (f" (IoU at most {at_most})." if rivals else "."),
                zh=f"没有{same_class.zh}框与它重叠过多" + (f"（IoU 最多 {at_most}）。" if rivals else "。"),
            )
        score = show(float(scores[now]), 2)
        return Text(
            en=f"**{self._called(now)}** is the best that is left ({score}): kept. {dropped.en} "
            f"{moment.left} left.",
            zh=f"剩下的框中 **{self._called(now)}** 最好（{score}）：保留。{dropped.zh}"
            f"还剩 {moment.left} 个。",
        )


def _box(corners: Floats, label: str, look: str) -> Box:
    left, top, right, bottom = corners.tolist()
    return Box(left, top, right, bottom, label, look)


def _title(now: int | None, kept: int) -> Text:
    if now is None:
        return Text(en="Before", zh="开始之前")
    return Text(en=f"Kept so far: {kept}", zh=f"已保留 {kept} 个")


def detections(objects: int, each: int, seed: int) -> tuple[Floats, Floats]:
    """Boxes at random around so many objects, a score each; two of the objects stand close together."""
    chance = np.random.default_rng(seed)
    centres = np.array([[22.0, 24], [38, 26], [78, 20], [74, 38]])[:objects]
    sizes = np.array([[26.0, 34], [26, 30], [26, 24], [30, 18]])[:objects]
    around = np.repeat(centres, each, axis=0) + chance.normal(0, 2.2, (objects * each, 2))
    extents = np.repeat(sizes, each, axis=0) * chance.uniform(0.85, 1.15, (objects * each, 2))
    corners = np.concatenate([around - extents / 2, around + extents / 2], axis=1)
    boxes = np.clip(corners, 0, [WIDTH, HEIGHT, WIDTH, HEIGHT]).round(1)
    scores = chance.permutation(np.linspace(0.35, 0.98, objects * each)).round(2)
    return boxes, scores
