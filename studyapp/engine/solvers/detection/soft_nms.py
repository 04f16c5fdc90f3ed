"""Soft non-maximum suppression with a Gaussian, step by step."""

from collections.abc import Callable
from math import exp
from typing import Any

from studyapp.domain.text import Text
from studyapp.domain.value import Number
from studyapp.engine.expression.arithmetic import divide, multiply
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
from studyapp.engine.solvers.detection.decaying import decay, falling
from studyapp.engine.solvers.detection.greedy import tabled
from studyapp.engine.solvers.detection.places import whole
from studyapp.engine.solving.solver import Array, Solver, given, mistake, step
from studyapp.engine.solving.written import latex_of

MOST_SIMULATED = 200
MOST_WRITTEN = 4
"""Factors of the decay that are written out in a working."""


class SoftNms(Solver):
    """Soft NMS with a Gaussian (Bodla et al. 2017): {kept, scores}.

    The best box left is kept; every other one left has its score multiplied by exp(−IoU²/σ) with it, and the
    next is picked by the decayed scores. A box whose score falls below the threshold is dropped. `kept` are
    indices in the order of picking (equal scores by index), `scores` their decayed scores in that order.
    Boxes as (N, 4), scores as (N), 0 or above.
    """

    say = Text(en="Soft NMS with a Gaussian", zh="高斯加权的 Soft-NMS")
    boxes: Array = given(ndim=(2,), symbol="B", say=BOXES)
    scores: Array = given(ndim=(1,), ge=0, symbol="s", say=SCORES)
    sigma: Number = given(
        default=0.5,
        gt=0,
        symbol=r"\sigma",
        say=Text(en="width of the Gaussian; the smaller, the stronger", zh="高斯的宽度；越小抑制越强"),
    )
    score_threshold: Number = given(
        default=0.001,
        ge=0,
        symbol=r"s_{\min}",
        say=Text(en="score below which a box is dropped", zh="得分低于它的框被丢弃"),
    )

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
        latex=r"s_j \cdot \prod_{i \in K_j} e^{-u_{ij}^2 / \sigma}",
        symbol="s'_j",
        say=Text(
            en="Each score, decayed by the boxes picked before it (K_j), until it falls below the threshold",
            zh="各框被先选中的框（K_j）衰减后的得分；低于阈值后不再参与",
        ),
    )
    def decayed(self, overlaps: Any) -> Any:
        """By index."""
        if overlaps is None:
            return self._in_floats()
        return decay(self.scores.tolist(), overlaps, self._gaussian(self.sigma), self.score_threshold)

    @decayed.numbers
    def _factors(self) -> str:
        if self.overlaps is None or len(self.boxes) > MOST_WRITTEN + 1:
            return ""
        picks, terms, count = whole(self.kept, len(self.boxes)), [], 0
        weight, sigma = self._gaussian(self.sigma), latex_of(self.sigma)
        for box, score in enumerate(self.scores.tolist()):
            factors, left = [latex_of(self.given_value("scores")[box])], score  # type: ignore[index]
            for pick in picks[: picks.index(box) if box in picks else None]:
                if left >= self.score_threshold and self.overlaps[pick][box]:
                    square = power_of(self.value("overlaps")[pick][box])  # type: ignore[index]
                    factors.append(f"e^{{-{square} / {sigma}}}")
                    left = multiply(left, weight(self.overlaps[pick][box]))
            count += len(factors) - 1
            terms.append(r" \cdot ".join(factors))
        return f"[{', '.join(terms)}]" if 0 < count <= MOST_WRITTEN else ""

    @step(
        latex=r"\text{argsort}(-s'),\; s' \ge s_{\min}",
        symbol="K",
        say=Text(
            en="Indices in the order of picking (a score only decays, so from the highest down)",
            zh="按选中的先后排列的下标（得分只减不增，所以就是从高到低）",
        ),
    )
    def kept(self, decayed: Any) -> list[int]:
        """Those that are not below the threshold."""
        found = [box for box, score in enumerate(decayed) if score >= self.score_threshold]
        return sorted(found, key=lambda box: (-decayed[box], box))

    @step(latex="s'_K", symbol="s_K", say=Text(en="Their decayed scores", zh="它们衰减后的得分"))
    def kept_scores(self, kept: Any, decayed: Any) -> list[Any]:
        """In the same order."""
        return [decayed[box] for box in whole(kept, len(self.boxes))]

    @mistake(
        decayed,
        latex=r"s_j \cdot \prod_{i \in K_j} (1 - u_{ij})",
        say=Text(
            en="Looks as if the scores decayed linearly, by 1 − IoU. Here a Gaussian is asked for.",
            zh="看起来用了线性衰减（乘以 1 − IoU）。这里要用高斯衰减。",
        ),
    )
    def linear(self, overlaps: Any) -> Any:
        """The paper's other way, without its threshold."""
        return decay(
            self.scores.tolist(), tabled(overlaps), lambda overlap: 1 - overlap, self.score_threshold
        )

    @mistake(
        decayed,
        latex=r"s_j \cdot \prod_{i \in K_j} e^{-u_{ij} / \sigma}",
        say=Text(en="Looks as if the IoU was not squared.", zh="看起来没有对 IoU 取平方。"),
    )
    def not_squared(self, overlaps: Any) -> Any:
        """exp(−u/σ)."""
        weight = falling(lambda overlap: divide(overlap, self.sigma))
        return decay(self.scores.tolist(), tabled(overlaps), weight, self.score_threshold)

    @mistake(
        decayed,
        latex=r"s_j \cdot \prod_{i \in K_j} e^{-u_{ij}^2 / (2 \sigma^2)}",
        say=Text(
            en="Looks as if you divided by 2σ², as in the normal distribution. Soft NMS divides by σ.",
            zh="看起来除以了 2σ²（正态分布的写法）。Soft-NMS 除以的是 σ。",
        ),
    )
    def normal(self, overlaps: Any) -> Any:
        """exp(−u²/2σ²)."""
        weight = self._gaussian(multiply(2, multiply(self.sigma, self.sigma)))
        return decay(self.scores.tolist(), tabled(overlaps), weight, self.score_threshold)

    @mistake(
        decayed,
        latex=r"s_j \cdot \prod_{i \in K_j} (1 - e^{-u_{ij}^2 / \sigma})",
        say=Text(
            en="Looks as if scores were multiplied by 1 − exp(−IoU²/σ). The more two boxes overlap, the more "
            "is to go.",
            zh="看起来乘的是 1 − exp(−IoU²/σ)。重叠越多，得分应降得越多。",
        ),
    )
    def upside_down(self, overlaps: Any) -> Any:
        """The less overlap, the less is left."""
        gaussian = self._gaussian(self.sigma)
        return decay(
            self.scores.tolist(),
            tabled(overlaps),
            lambda overlap: 1 - gaussian(overlap),
            self.score_threshold,
        )

    @mistake(
        decayed,
        latex=r"s_j \cdot \prod_{i:\, s_i > s_j} e^{-u_{ij}^2 / \sigma}",
        say=Text(
            en="Looks as if the boxes were picked by their first scores. After each pick the next best is "
            "sought anew.",
            zh="看起来一直按最初的得分选框。每选一个框之后，要按衰减后的得分重新找最高者。",
        ),
    )
    def not_resorted(self, overlaps: Any) -> Any:
        """In the order of the scores given."""
        scores = self.scores.tolist()
        order = sorted(range(len(scores)), key=lambda box: -scores[box])
        return decay(scores, tabled(overlaps), self._gaussian(self.sigma), self.score_threshold, order)

    @mistake(
        decayed,
        latex=r"s_j \cdot e^{-u_{o_0 j}^2 / \sigma}",
        say=Text(
            en="Looks as if only the best box made the others' scores decay. Every kept one does.",
            zh="看起来只有得分最高的框使其他框衰减。每个保留的框都会使其余的框衰减。",
        ),
    )
    def one_round(self, overlaps: Any) -> Any:
        """The first pick only."""
        scores = self.scores.tolist()
        best = max(range(len(scores)), key=lambda box: scores[box])
        return decay(scores, tabled(overlaps), self._gaussian(self.sigma), self.score_threshold, [best])

    @mistake(
        kept,
        latex=r"\text{argsort}(-s')",
        say=Text(
            en="Looks as if boxes below the score threshold were kept.",
            zh="看起来保留了得分低于阈值的框。",
        ),
    )
    def none_dropped(self, decayed: Any) -> list[int]:
        """All of them."""
        return sorted(range(len(decayed)), key=lambda box: -decayed[box])

    @mistake(
        kept,
        latex=r"\text{sort}(K)",
        say=Text(
            en="Those are the kept boxes by their index; they are asked for in the order of picking.",
            zh="保留的框是对的，但这是按下标排列；应按选中的先后排列。",
        ),
    )
    def by_index(self, decayed: Any) -> list[int]:
        """The same ones in the order of the list."""
        return sorted(self.kept)

    @mistake(kept, latex="K + 1", say=COUNTED_FROM_1)
    def from_one(self, decayed: Any) -> list[int]:
        """Places instead of indices."""
        return [box + 1 for box in self.kept]

    @mistake(
        kept_scores,
        latex="s_K",
        say=Text(
            en="Those are the scores as they were at first; the decayed ones are asked for.",
            zh="这是最初的得分；要求的是衰减后的得分。",
        ),
    )
    def first_scores(self, kept: Any, decayed: Any) -> list[Any]:
        """Without any decay."""
        return [self.scores[box] for box in whole(kept, len(self.boxes))]

    result = {"kept": kept, "scores": kept_scores}  # noqa: RUF012 (read once, by the spec)

    def check(self) -> None:
        """Boxes with upright corners, each with a score."""
        must_be_boxes(self.boxes)
        must_be_as_many("scores", self.scores, len(self.boxes), "boxes")

    @staticmethod
    def _gaussian(sigma: Number) -> Callable[[Any], Any]:
        return falling(lambda overlap: divide(multiply(overlap, overlap), sigma))

    def _in_floats(self) -> Any:
        """The same for any number of boxes."""
        from studyapp.engine.numeric.boxes import soft_nms

        return soft_nms(
            self.boxes.astype(float),
            self.scores.astype(float),
            sigma=float(self.sigma),
            score_threshold=float(self.score_threshold),
        )

    def simulate(self) -> dict[str, Any] | None:
        """As the paper's listing: out of two lists, in floats."""
        if len(self.boxes) > MOST_SIMULATED:
            return None
        boxes = self.boxes.tolist()
        left = [[float(score), box] for box, score in enumerate(self.scores.tolist())]
        kept: list[int] = []
        scores: list[float] = []
        while left := [entry for entry in left if entry[0] >= self.score_threshold]:
            best = max(left, key=lambda entry: (entry[0], -entry[1]))
            left.remove(best)
            kept.append(int(best[1]))
            scores.append(best[0])
            for entry in left:
                iou = float(plain_iou(boxes[kept[-1]], boxes[int(entry[1])]))
                entry[0] *= exp(-(iou**2) / float(self.sigma))
        return {"kept": kept, "scores": scores}


def power_of(overlap: Any) -> str:
    """The square of an IoU as it stands in a power."""
    latex = latex_of(overlap)
    return rf"\left( {latex} \right)^2" if "\\" in latex else f"{latex}^2"
