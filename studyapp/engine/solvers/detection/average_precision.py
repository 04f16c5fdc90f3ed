"""Average precision of ranked detections: PASCAL VOC's two ways and COCO's."""

from fractions import Fraction
from itertools import groupby
from typing import Any

from studyapp.domain.text import Text
from studyapp.engine.expression.arithmetic import divide, multiply, subtract
from studyapp.engine.solvers.detection.ranking import RankedDetections
from studyapp.engine.solvers.detection.recall_levels import quotient, sampled_by, summed, weighted, weights_by
from studyapp.engine.solving.solver import given, mistake, step
from studyapp.engine.solving.written import latex_of, total

MOST_SIMULATED = 300


class AveragePrecision(RankedDetections):
    """Average precision (AP) of ranked detections, 0 to 1: the area under precision by recall.

    Precision is first raised to the best at the same or a higher recall. "all_points": the area under that
    (PASCAL VOC from 2010 on). "11_point": its mean at recall 0, 0.1 … 1 (VOC 2007). "101_point": at 0, 0.01
    … 1 (COCO). Recall levels are met exactly, where the devkits compare floats; equal scores go by index.
    `average_precision_score` of scikit-learn raises nothing. Scores and matches as (N).
    """

    say = Text(en="Average precision (AP)", zh="平均精度（AP）")
    method: str = given(
        default="all_points",
        choices=("all_points", "11_point", "101_point"),
        symbol=r"\text{method}",
        say=Text(en="at which recalls precision is averaged", zh="在哪些召回率处取平均"),
    )

    @step(
        latex=r"\tilde{p}(r_i)",
        symbol="q_i",
        say=Text(
            en="That precision where the recall rises (all_points), or at each level (0 if not reached)",
            zh="召回率每次上升处（all_points）或各召回率水平处的包络精确率（达不到的水平为 0）",
        ),
    )
    def sampled(self, recall: Any, envelope: Any) -> list[Any]:
        """What is averaged."""
        return sampled_by(self.method, list(recall), envelope)

    @step(
        latex=r"\Delta r_i",
        symbol="w_i",
        say=Text(
            en="How much recall each stands for (the rise; of 11 or 101 levels, the same share each)",
            zh="每一项所代表的召回率（上升的幅度；按 11 或 101 个水平取时各占一份）",
        ),
    )
    def weights(self, recall: Any) -> Any:
        """One number where all weigh the same."""
        return weights_by(self.method, list(recall))

    @step(
        latex=r"\sum_i w_i \cdot q_i",
        symbol=r"\text{AP}",
        say=Text(
            en="Average precision (each times its weight, added up)", zh="平均精度（各项乘以权重后相加）"
        ),
    )
    def average(self, sampled: Any, weights: Any) -> Any:
        """The area, or the mean."""
        return weighted(sampled, weights)

    @average.numbers
    def _average_put_in(self) -> str:
        sampled, weights = self.value("sampled"), self.value("weights")
        assert isinstance(sampled, tuple)
        if not isinstance(weights, tuple):
            runs = [rf"{len([*run])} \times {latex_of(level)}" for level, run in groupby(sampled)]
            return rf"{latex_of(weights)} \times ({total(runs)})"
        pairs = zip(weights, sampled, strict=True)
        return total([rf"{latex_of(weight)} \times {latex_of(each)}" for weight, each in pairs])

    @mistake(
        average,
        latex=r"\frac{1}{N} \sum_k p_k",
        say=Text(
            en="Looks as if precision was averaged over all ranks. AP weighs it by the recall gained.",
            zh="看起来对所有名次的精确率取了平均。AP 要按召回率的增量加权。",
        ),
    )
    def mean_of_ranks(self, sampled: Any, weights: Any) -> Any:
        """Plainly."""
        return quotient(summed(self.precision), len(self.matches), len(self.matches))

    @mistake(
        average,
        latex=r"\sum_k (r_k - r_{k-1}) \cdot \frac{p_k + p_{k-1}}{2}",
        say=Text(
            en="Looks as if trapezoids were added up. AP has steps: precision holds back to the last recall.",
            zh="看起来用了梯形法求面积。AP 是阶梯形：每一段用其右端的精确率。",
        ),
    )
    def trapezoids(self, sampled: Any, weights: Any) -> Any:
        """From precision 1 at recall 0."""
        precision, recall = [1, *self.precision], [0, *self.recall]
        return summed(
            divide(multiply(subtract(recall[k], recall[k - 1]), precision[k] + precision[k - 1]), 2)
            for k in range(1, len(recall))
        )

    @mistake(
        average,
        latex=r"\sum_k (r_k - r_{k-1}) \cdot \tilde{p}_k",
        say=Text(
            en="That is the whole area (all_points); here precision is taken at fixed recall levels.",
            zh="这是整条曲线下的面积（all_points）；这里要在固定的召回率水平上取精确率。",
        ),
    )
    def whole_area(self, sampled: Any, weights: Any) -> Any:
        """VOC from 2010 on."""
        return by(self, "all_points")

    @mistake(
        average,
        latex=r"\frac{1}{11} \sum_i \tilde{p}(0.1\, i)",
        say=Text(
            en="That is the mean at 11 recall levels, by tenths; another method is asked for.",
            zh="这是 11 个召回率水平上的平均（VOC 2007）；要求的是另一种方法。",
        ),
    )
    def eleven_points(self, sampled: Any, weights: Any) -> Any:
        """VOC 2007."""
        return by(self, "11_point")

    @mistake(
        average,
        latex=r"\frac{1}{101} \sum_i \tilde{p}(0.01\, i)",
        say=Text(
            en="That is the mean at 101 recall levels, by hundredths; another method is asked for.",
            zh="这是 101 个召回率水平上的平均（COCO）；要求的是另一种方法。",
        ),
    )
    def coco(self, sampled: Any, weights: Any) -> Any:
        """COCO."""
        return by(self, "101_point")

    @mistake(
        average,
        latex=r"\frac{1}{n - 1} \sum_{i > 0} q_i",
        say=Text(
            en="Looks as if recall 0 was left out. It is one of the levels: 0, 0.1 … 1 are 11 (and 101 by "
            "hundredths).",
            zh="看起来漏掉了召回率 0。它也是一个水平：0、0.1 … 1 共 11 个（按百分之一取则有 101 个）。",
        ),
    )
    def no_level_0(self, sampled: Any, weights: Any) -> Any:
        """From the first level above 0."""
        if self.method == "all_points":
            raise ArithmeticError
        levels = list(sampled)[1:]
        return divide(summed(levels), len(levels))

    result = average

    def simulate(self) -> Any:
        """From its definition: at each recall, the best precision of any rank that reaches it."""
        ranked = sorted(range(len(self.scores)), key=lambda at: (-self.scores[at], at))
        if len(ranked) > MOST_SIMULATED:
            return None
        points = []
        for rank in range(1, len(ranked) + 1):
            found = sum(bool(self.matches[at]) for at in ranked[:rank])
            points.append((Fraction(found, self.positives), Fraction(found, rank)))

        def best(level: Fraction) -> Fraction:
            return max((precision for recall, precision in points if recall >= level), default=Fraction(0))

        if self.method == "all_points":
            levels = [Fraction(found, self.positives) for found in range(1, int(self.matches.sum()) + 1)]
            return sum(map(best, levels), start=Fraction(0)) / self.positives
        last = {"11_point": 10, "101_point": 100}[self.method]
        return sum(best(Fraction(level, last)) for level in range(last + 1)) / (last + 1)


def by(solver: AveragePrecision, method: str) -> Any:
    """The average by one of the methods."""
    recall = list(solver.recall)
    return weighted(sampled_by(method, recall, solver.envelope), weights_by(method, recall))
