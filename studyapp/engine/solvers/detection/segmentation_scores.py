"""Scores of a segmentation, from its confusion matrix."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from studyapp.domain.text import Text
from studyapp.engine.expression.arithmetic import divide
from studyapp.engine.solvers.detection.pixel_counts import PixelCounts
from studyapp.engine.solvers.detection.ratios import mean, ratios
from studyapp.engine.solving.inputs import entries_of
from studyapp.engine.solving.solver import mistake, step
from studyapp.engine.solving.written import fraction, latex_of, total

MOST_SIMULATED = 24
MOST_WRITTEN = 6
"""Classes that are written out in a working."""


class SegmentationScores(PixelCounts):
    """How well pixels are labelled: {pixel_accuracy, class_iou, mean_iou}, fractions.

    From the confusion matrix of pixels, rows the truth. The IoU of a class is its right pixels by those that
    are of it or are called so. A class in neither truth nor prediction has none (null) and is left out of the
    mean; one that is only predicted has 0, and counts. (Long et al. 2015; many libraries put 0 for null.)
    """

    say = Text(en="Pixel accuracy and mean IoU", zh="像素准确率与平均交并比（mIoU）")

    @step(
        latex=r"\frac{\sum_i \text{TP}_i}{\sum_i t_i}",
        symbol=r"\text{PA}",
        say=Text(en="Pixel accuracy (right ones of all)", zh="像素准确率（判断正确的像素占全部的比例）"),
    )
    def pixel_accuracy(self, right: Any, truth: Any) -> Any:
        """Over all classes at once."""
        return divide(sum(right), sum(truth))

    @pixel_accuracy.numbers
    def _accuracy_put_in(self) -> str:
        if len(self.confusion) > MOST_WRITTEN:
            return ""
        right, truth = (total(self._written(name)) for name in ("right", "truth"))
        return fraction(right, truth)

    @step(
        latex=r"t_i + p_i - \text{TP}_i",
        symbol="U_i",
        say=Text(
            en="Union of each class (its pixels and those called so, the right ones once)",
            zh="各类别的并集（真实的与预测的像素，重合的只算一次）",
        ),
    )
    def unions(self, right: Any, truth: Any, predicted: Any) -> list[Any]:
        """By class."""
        return [row + column - both for row, column, both in zip(truth, predicted, right, strict=True)]

    @unions.numbers
    def _unions_put_in(self) -> str:
        return self._each("truth", "predicted", "right", written=lambda t, p, both: f"{t} + {p} - {both}")

    @step(
        latex=r"\frac{\text{TP}_i}{U_i}",
        symbol=r"\text{IoU}_i",
        null=r"\text{–}",
        say=Text(
            en="IoU of each class (– for one that is nowhere)", zh="各类别的 IoU（两边都没有的类别记作 –）"
        ),
    )
    def class_iou(self, right: Any, unions: Any) -> list[Any]:
        """None where there is nothing to divide by."""
        return ratios(right, unions)

    @class_iou.numbers
    def _ious_put_in(self) -> str:
        return self._each("right", "unions", written=fraction)

    @step(
        latex=r"\frac{1}{\left| \{ i : U_i > 0 \} \right|} \sum_i \text{IoU}_i",
        symbol=r"\text{mIoU}",
        say=Text(en="Mean IoU (over the classes that have one)", zh="平均交并比（只对有 IoU 的类别取平均）"),
    )
    def mean_iou(self, class_iou: Any) -> Any:
        """Every class counts the same."""
        return mean(each for each in class_iou if each is not None)

    @mean_iou.numbers
    def _mean_put_in(self) -> str:
        found = [written for written in self._written("class_iou") if written != latex_of(None)]
        return fraction(total(found), len(found)) if len(found) <= MOST_WRITTEN else ""

    @mistake(
        pixel_accuracy,
        latex=r"\frac{1}{n} \sum_i \frac{\text{TP}_i}{t_i}",
        say=Text(
            en="That is the mean of the classes' recalls. Pixel accuracy counts all pixels alike.",
            zh="这是各类别召回率的平均。像素准确率对所有像素一视同仁。",
        ),
    )
    def mean_recall(self, right: Any, truth: Any) -> Any:
        """Class by class."""
        return mean(each for each in ratios(right, truth) if each is not None)

    @mistake(
        pixel_accuracy,
        latex=r"\text{mIoU}",
        say=Text(
            en="That is the mean IoU; pixel accuracy is the share of all pixels that are right.",
            zh="这是平均交并比；像素准确率是全部像素中判断正确的比例。",
        ),
    )
    def mean_iou_instead(self, right: Any, truth: Any) -> Any:
        """The other score."""
        return self.mean_iou

    @mistake(
        unions,
        latex="t_i + p_i",
        say=Text(
            en="Looks as if the right pixels were counted twice. They are in the row and in the column: take "
            "them off once.",
            zh="看起来判断正确的像素算了两次。它们既在行里又在列里：要减去一次。",
        ),
    )
    def counted_twice(self, right: Any, truth: Any, predicted: Any) -> list[Any]:
        """Row and column."""
        return [row + column for row, column in zip(truth, predicted, strict=True)]

    @mistake(
        class_iou,
        latex=r"\frac{\text{TP}_i}{t_i}",
        say=Text(
            en="Those are the classes' recalls, divided by the rows. IoU divides by row and column together.",
            zh="这是各类别的召回率（除以行的和）。IoU 要除以行与列的并集。",
        ),
    )
    def recalls(self, right: Any, unions: Any) -> list[Any]:
        """By row."""
        return ratios(right, self.truth)

    @mistake(
        class_iou,
        latex=r"\frac{\text{TP}_i}{p_i}",
        say=Text(
            en="Those are the classes' precisions, divided by the columns. IoU divides by row and column "
            "together.",
            zh="这是各类别的精确率（除以列的和）。IoU 要除以行与列的并集。",
        ),
    )
    def precisions(self, right: Any, unions: Any) -> list[Any]:
        """By column."""
        return ratios(right, self.predicted)

    @mistake(
        class_iou,
        latex=r"\frac{2 \text{TP}_i}{t_i + p_i}",
        say=Text(
            en="Those are the Dice scores, which count the right pixels twice.",
            zh="这是 Dice 系数：它把判断正确的像素算了两次。",
        ),
    )
    def dice(self, right: Any, unions: Any) -> list[Any]:
        """2TP by row and column."""
        twice = [2 * each for each in right]
        return ratios(twice, [union + each for union, each in zip(unions, right, strict=True)])

    @mistake(
        mean_iou,
        latex=r"\frac{1}{n} \sum_i \text{IoU}_i",
        say=Text(
            en="Looks as if a class that is nowhere was counted in. It has no IoU: the mean leaves it out.",
            zh="看起来把两边都没有的类别也算进去了。它没有 IoU，不参与平均。",
        ),
    )
    def absent_counted(self, class_iou: Any) -> Any:
        """As 0."""
        return mean(each or 0 for each in class_iou)

    @mistake(
        mean_iou,
        latex=r"\frac{1}{\left| \{ i : t_i > 0 \} \right|} \sum_i \text{IoU}_i",
        say=Text(
            en="Looks as if a class that is only predicted was left out. Its IoU is 0, and counts.",
            zh="看起来漏掉了只在预测中出现的类别。它的 IoU 是 0，要参与平均。",
        ),
    )
    def predicted_only_left_out(self, class_iou: Any) -> Any:
        """Over the classes of the truth."""
        return mean(
            each for each, pixels in zip(class_iou, self.truth, strict=True) if pixels and each is not None
        )

    @mistake(
        mean_iou,
        latex=r"\frac{\sum_i t_i \cdot \text{IoU}_i}{\sum_i t_i}",
        say=Text(
            en="That is the frequency-weighted IoU; in the mean every class counts the same.",
            zh="这是频率加权的 IoU；取平均时每个类别的权重相同。",
        ),
    )
    def weighted(self, class_iou: Any) -> Any:
        """By the pixels of each class."""
        terms = [(each or 0) * pixels for each, pixels in zip(class_iou, self.truth, strict=True)]
        return divide(sum(terms), sum(self.truth))

    @mistake(
        mean_iou,
        latex=r"\frac{\sum_i \text{TP}_i}{\sum_i U_i}",
        say=Text(
            en="Looks as if all classes were added up before dividing. Divide for each class, then average.",
            zh="看起来先把所有类别加起来再相除了。应先求每个类别的 IoU，再取平均。",
        ),
    )
    def pooled(self, class_iou: Any) -> Any:
        """One quotient."""
        return divide(sum(self.right), sum(self.unions))

    @mistake(
        mean_iou,
        latex=r"\text{PA}",
        say=Text(
            en="That is the pixel accuracy, in which large classes count more.",
            zh="这是像素准确率，其中大的类别占的分量更重。",
        ),
    )
    def accuracy_instead(self, class_iou: Any) -> Any:
        """The other score."""
        return self.pixel_accuracy

    result = (pixel_accuracy, class_iou, mean_iou)

    def simulate(self) -> dict[str, Any] | None:
        """Union by what is left outside: the cells of neither that row nor that column."""
        cells = {
            (i, j): count for i, row in enumerate(self.confusion.tolist()) for j, count in enumerate(row)
        }
        size, everything = len(self.confusion), sum(cells.values())
        if size > MOST_SIMULATED:
            return None
        ious: list[Fraction | None] = []
        for at in range(size):
            outside = sum(count for (i, j), count in cells.items() if at not in (i, j))
            ious.append(Fraction(cells[at, at], everything - outside) if everything > outside else None)
        known = [iou for iou in ious if iou is not None]
        astray = sum(count for (i, j), count in cells.items() if i != j)
        return {
            "pixel_accuracy": 1 - Fraction(astray, everything),
            "class_iou": ious,
            "mean_iou": sum(known) / Fraction(len(known)),
        }

    def _each(self, *names: str, written: Callable[..., str]) -> str:
        """A line for each class from the values of some steps."""
        if len(self.confusion) > MOST_WRITTEN:
            return ""
        lists = (self._written(name) for name in names)
        return r",\; ".join(written(*values) for values in zip(*lists, strict=True))

    def _written(self, name: str) -> list[str]:
        """The entries of a step, as they stand in a formula."""
        return [latex_of(each) for each in entries_of(self.value(name)) or ()]
