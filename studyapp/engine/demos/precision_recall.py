"""A threshold goes down a ranking: precision, recall, and the area under their curve."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from studyapp.domain.text import Text
from studyapp.domain.value import Value
from studyapp.engine.demo import Demo, Preset, knob
from studyapp.engine.frames import Bars, Curves, Frame, Series
from studyapp.engine.registry import find_solver
from studyapp.text.numbers import show

Floats = NDArray[np.float64]
MOST = 60


@dataclass(frozen=True, kw_only=True)
class PrecisionRecall(Demo):
    """Detections sorted by confidence, taken in one by one."""

    title = Text(en="Precision and recall", zh="精确率与召回率")
    about = Text(
        en="Sorts detections by confidence and lowers the threshold, one detection at a time: how many of "
        "those taken are right (precision), and how many of the objects are found (recall).",
        zh="把检测结果按置信度排序，阈值逐个降低：已取的结果中有多少是对的（精确率），"
        "所有物体中找到了多少（召回率）。",
    )
    notice = Text(
        en="Recall never falls as the threshold goes down; precision goes up and down. Average precision is "
        "the area under the curve's envelope. What the detector never finds keeps recall below 1.",
        zh="阈值降低时召回率只升不降，精确率则有升有降。平均精确率（AP）是曲线包络线下的面积。"
        "始终没有检测到的物体会使召回率达不到 1。",
    )
    question = Text(
        en="The threshold goes down: which of precision and recall can fall?",
        zh="降低阈值时，精确率和召回率中哪一个可能下降？",
    )
    chapter = "detection"
    presets = (
        Preset("fair", Text(en="A fair detector", zh="一般的检测器"), {}),
        Preset("good", Text(en="A good one", zh="好的检测器"), {"separation": 4.0}),
        Preset("guessing", Text(en="Scores say nothing", zh="分数毫无意义"), {"separation": 0.0}),
        Preset(
            "misses", Text(en="Half is never found", zh="一半根本没检测到"), {"missed": 10, "positives": 10}
        ),
    )

    positives: int = knob(12, ge=1, le=30, say=Text(en="objects found", zh="检测到的物体数"))
    negatives: int = knob(12, ge=0, le=30, say=Text(en="false detections", zh="误检数"))
    missed: int = knob(2, ge=0, le=20, say=Text(en="objects never found", zh="漏检的物体数"))
    separation: float = knob(
        1.5, ge=0, le=6, step=0.5, say=Text(en="how well scores part", zh="分数的区分度")
    )
    seed: int = knob(3, ge=0, le=99, say=Text(en="seed", zh="随机种子"))
    own: tuple[tuple[float, bool], ...] = ()
    """A problem's detections: score, and whether each is right; until a knob is turned."""
    own_positives: int = 0
    own_method: str = "all_points"
    """At which recalls a problem's average precision is taken."""
    own_threshold: float = 0.0
    """Where a problem's threshold stops; 0 goes through the whole ranking."""

    @classmethod
    def from_givens(cls, givens: Mapping[str, Value]) -> Self:
        """A problem's own ranking, down to its own threshold; or a ranking with its own counts."""
        scores, matches = givens.get("scores"), givens.get("matches")
        total, method, threshold = (givens.get(name) for name in ("positives", "method", "threshold"))
        counts = {"positives": givens.get("tp"), "negatives": givens.get("fp"), "missed": givens.get("fn")}
        demo = super().from_givens(counts)
        if not isinstance(scores, tuple) or not isinstance(matches, tuple) or len(scores) > MOST:
            return demo
        own = tuple((float(score), bool(match)) for score, match in zip(scores, matches, strict=True))  # type: ignore[arg-type]
        found = sum(match for _score, match in own)
        return replace(
            demo,
            own=own,
            own_positives=total if isinstance(total, int) else found,
            own_method=method if isinstance(method, str) else cls.own_method,
            own_threshold=float(threshold) if isinstance(threshold, int | float | Fraction) else 0.0,
        )

    def turned(self, name: str, turns: int) -> Self:
        """A ranking at random takes the place of a problem's."""
        turned = super().turned(name, turns)
        return replace(turned, own=(), own_positives=0, own_method="all_points", own_threshold=0.0)

    def ranking(self) -> tuple[Floats, NDArray[np.bool_], int]:
        """Scores from the best down, whether each is right, and how many objects there are."""
        if self.own:
            scores = np.array([score for score, _match in self.own])
            matches = np.array([match for _score, match in self.own])
            total = self.own_positives
        else:
            chance = np.random.default_rng(self.seed)
            matches = np.arange(self.positives + self.negatives) < self.positives
            logits = chance.standard_normal(len(matches)) + self.separation * (matches - 0.5)
            scores, total = (1 / (1 + np.exp(-logits))).round(3), self.positives + self.missed
        order = np.argsort(-scores, kind="stable")
        return scores[order], matches[order], total

    def frames(self) -> Iterator[Frame]:
        """The threshold at each detection in turn."""
        scores, matches, total = self.ranking()
        solver = find_solver("average_precision")(
            scores=tuple(scores.tolist()),
            matches=tuple(map(int, matches.tolist())),
            positives=total,
            method=self.own_method,
        )
        curve = tuple(
            np.array([float(value) for value in solver.worked(name)])
            for name in ("recall", "precision", "envelope")
        )
        average = float(solver.result_value())
        for at in range(max(1, int((scores >= self.own_threshold).sum()))):
            yield self._frame(at, scores, matches, total, (*curve, average))

    def _frame(
        self, at: int, scores: Floats, matches: NDArray[np.bool_], total: int, curve: tuple[Any, ...]
    ) -> Frame:
        recall, precision, _envelope, average = curve
        tp = int(matches[: at + 1].sum())
        fp, fn = at + 1 - tp, total - tp
        right = Text(en="right", zh="对") if matches[at] else Text(en="wrong", zh="错")
        threshold = show(float(scores[at]), 3)
        return Frame(
            title=Text(en=f"Threshold {threshold}", zh=f"阈值 {threshold}"),
            caption=Text(
                en=f"Detection {at + 1} is {right.en}. Precision {tp}/{at + 1} = "
                f"**{show(float(precision[at]), 3)}**, "
                f"recall {tp}/{total} = **{show(float(recall[at]), 3)}**. Average precision of the whole "
                f"ranking: {show(average, 3)}.",
                zh=f"第 {at + 1} 个结果是{right.zh}的。精确率 {tp}/{at + 1} = "
                f"**{show(float(precision[at]), 3)}**，"
                f"召回率 {tp}/{total} = **{show(float(recall[at]), 3)}**。整个排序的平均精确率："
                f"{show(average, 3)}。",
            ),
            shapes=(
                _over_recall(at, *curve[:3]),
                Bars(
                    say=Text(en="Taken so far", zh="到目前为止"),
                    labels=(
                        Text(en="right (TP)", zh="正确（TP）"),
                        Text(en="wrong (FP)", zh="误检（FP）"),
                        Text(en="missed (FN)", zh="漏检（FN）"),
                    ),
                    groups=((Text(en="count", zh="个数"), (float(tp), float(fp), float(fn))),),
                ),
            ),
            figures={
                "threshold": float(scores[at]),
                "tp": tp,
                "fp": fp,
                "fn": fn,
                "precision": float(precision[at]),
                "recall": float(recall[at]),
                "average_precision": average,
            },
        )


def _over_recall(at: int, recall: Floats, precision: Floats, envelope: Floats) -> Curves:
    """The curve up to a detection, below the envelope whose area is the average precision."""
    area = Series.of(
        Text(en="envelope", zh="包络线"),
        np.repeat(np.append(0.0, recall), 2)[1:-1],
        np.repeat(envelope, 2),
    )
    now = slice(at, at + 1)
    return Curves(
        say=Text(en="Precision over recall", zh="精确率—召回率曲线"),
        series=(
            area,
            Series.of(Text(en="so far", zh="到目前为止"), recall[: at + 1], precision[: at + 1]),
            Series.of(Text(en="now", zh="当前"), recall[now], precision[now], points=True),
        ),
        x=Text(en="recall", zh="召回率"),
        y=Text(en="precision", zh="精确率"),
        x_range=(0.0, 1.0),
        y_range=(0.0, 1.05),
    )
