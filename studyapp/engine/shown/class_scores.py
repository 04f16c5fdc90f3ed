"""Scores of a confusion matrix, each with the cells above and below its line; the values are the solvers'."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any, TypeAlias

from studyapp.domain.text import Text
from studyapp.domain.value import Value
from studyapp.engine.registry import find_solver
from studyapp.engine.taking import numbers
from studyapp.errors import GivenError
from studyapp.text.numbers import show

Matrix: TypeAlias = tuple[tuple[int | None, ...], ...]
"""Rows are the truth, columns what was said; None is a count that nobody made."""
Cell: TypeAlias = tuple[int, int]
MOST_CLASSES, MOST_SAMPLES = 4, 24
MOST_COUNTED = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One score: the cells above and below its line, and its value."""

    name: str
    say: Text
    short: Text
    """Beside its bar."""
    above: tuple[Cell, ...]
    below: tuple[Cell, ...]
    formula: Text
    put_in: str
    value: float | None
    """None where there is nothing to divide by."""

    @property
    def told(self) -> Text:
        """The score with its numbers."""
        if self.value is None:
            return Text(
                en=f"{self.say.en}: {self.formula.en} = {self.put_in}: there is nothing to divide by.",
                zh=f"{self.say.zh}：{self.formula.zh} = {self.put_in}，分母为零，没有意义。",
            )
        worked = f"{self.put_in} = **{show(self.value, 3)}**"
        return Text(
            en=f"{self.say.en}: {self.formula.en} = {worked}.",
            zh=f"{self.say.zh}：{self.formula.zh} = {worked}。",
        )


def matrix_of(truth: Sequence[int], said: Sequence[int], classes: int) -> Matrix:
    """How often each class was called each."""
    solver = find_solver("confusion_matrix")(truth=tuple(truth), prediction=tuple(said), classes=classes)
    rows: Any = solver.result_value()
    return tuple(tuple(map(int, row)) for row in rows)


def scores_of_one(matrix: Matrix, looked_at: int) -> Iterator[Score]:
    """Precision, recall, F1 and IoU of a class."""
    others = [place for place in range(len(matrix)) if place != looked_at]
    right = (looked_at, looked_at)
    missed, wrongly = ([(looked_at, at) for at in others], [(at, looked_at) for at in others])
    tp, fn, fp = (_sum(matrix, cells) for cells in ([right], missed, wrongly))
    report = find_solver("classification_report")(tp=tp, fp=fp, fn=fn)
    yield Score(
        name="precision",
        say=Text(en="Precision, of those called so", zh="精确率（判为这类的当中）"),
        short=Text(en="precision", zh="精确率"),
        above=(right,),
        below=(right, *wrongly),
        formula=Text.same("TP/(TP + FP)"),
        put_in=f"{tp}/({tp} + {fp})",
        value=_or_none(report, "precision"),
    )
    yield Score(
        name="recall",
        say=Text(en="Recall, of those that are so", zh="召回率（真正是这类的当中）"),
        short=Text(en="recall", zh="召回率"),
        above=(right,),
        below=(right, *missed),
        formula=Text.same("TP/(TP + FN)"),
        put_in=f"{tp}/({tp} + {fn})",
        value=_or_none(report, "recall"),
    )
    yield Score(
        name="f1",
        say=Text(en="F1, TP counted twice", zh="F1（TP 算两次）"),
        short=Text.same("F1"),
        above=(right,),
        below=(right, *missed, *wrongly),
        formula=Text.same("2·TP/(2·TP + FP + FN)"),
        put_in=f"{2 * tp}/({2 * tp} + {fp} + {fn})",
        value=_or_none(report, "f1"),
    )
    yield _iou(matrix, looked_at)


def scores_of_all(matrix: Matrix) -> Iterator[Score]:
    """Accuracy, the IoU of each class, and their mean; nothing where a count is missing."""
    if any(cell is None for row in matrix for cell in row):
        return
    worked: Any = find_solver("segmentation_scores")(confusion=matrix).work()
    diagonal = tuple((at, at) for at in range(len(matrix)))
    every = tuple((row, column) for row in range(len(matrix)) for column in range(len(matrix)))
    terms = " + ".join(str(matrix[at][at]) for at in range(len(matrix)))
    yield Score(
        name="accuracy",
        say=Text(en="Accuracy, right ones of all", zh="准确率（判对的占全部）"),
        short=Text(en="accuracy", zh="准确率"),
        above=diagonal,
        below=every,
        formula=Text(en="diagonal/all", zh="对角线/全部"),
        put_in=f"({terms})/{_sum(matrix, every)}",
        value=float(worked["pixel_accuracy"]),
    )
    for at in range(len(matrix)):
        yield _iou(matrix, at)
    ious = [iou for iou in worked["class_iou"] if iou is not None]
    yield Score(
        name="mean_iou",
        say=Text(en="Mean IoU, every class alike", zh="平均 IoU（各类别同等对待）"),
        short=Text(en="mean IoU", zh="mIoU"),
        above=diagonal,
        below=every,
        formula=Text(en="mean of the IoUs", zh="各类别 IoU 的平均"),
        put_in=f"({' + '.join(show(float(iou), 3) for iou in ious)})/{len(ious)}",
        value=float(worked["mean_iou"]),
    )


def _iou(matrix: Matrix, at: int) -> Score:
    """Of one class: its row and column together, the corner once."""
    others = [place for place in range(len(matrix)) if place != at]
    arms = [*((at, other) for other in others), *((other, at) for other in others)]
    counts: Matrix = tuple(tuple(cell or 0 for cell in row) for row in matrix)
    tp, wrong = _sum(counts, [(at, at)]), [_sum(counts, [cell]) for cell in arms]
    iou = None
    if tp + sum(wrong):
        iou = _ious(counts)[at]
    return Score(
        name=f"iou_{at}",
        say=Text(en=f"IoU of class {at}, row and column together", zh=f"类别 {at} 的 IoU（行列合起来）"),
        short=Text(en=f"IoU of {at}", zh=f"类别 {at} IoU"),
        above=((at, at),),
        below=((at, at), *arms),
        formula=Text.same("TP/(TP + FN + FP)"),
        put_in=f"{tp}/({' + '.join(map(str, (tp, *wrong)))})",
        value=None if iou is None else float(iou),
    )


def samples_of(givens: Mapping[str, Value]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """A problem's true classes and what was said of them; nothing where they don't go together."""
    many = numbers(givens.get("truth")), numbers(givens.get("prediction"))
    truth, said = (tuple(map(int, each)) for each in many)
    fits = 2 <= len(truth) == len(said) <= MOST_SAMPLES and many == (truth, said)
    if fits and min(*truth, *said) >= 0 and max(*truth, *said) < MOST_CLASSES:
        return truth, said
    return (), ()


def matrix_of_shares(precision: Value, recall: Value) -> Matrix:
    """The least whole counts of that precision and recall; nothing where there are none."""
    shares = [_exact(precision), _exact(recall)]
    if not all(0 < share <= 1 for share in shares):
        return ()
    tp = lcm(*(share.numerator for share in shares))  # tp/precision and tp/recall must be whole
    called, there = (int(tp / share) for share in shares)
    return ((None, called - tp), (there - tp, tp)) if max(called, there) <= MOST_COUNTED else ()


def _exact(value: Value) -> Fraction:
    """A share as it is written; 0 for what is none."""
    return Fraction(str(value)) if isinstance(value, int | float | Fraction) else Fraction(0)


def _sum(matrix: Matrix, cells: Sequence[Cell]) -> int:
    return sum(matrix[row][column] or 0 for row, column in cells)


def _ious(counts: Matrix) -> Any:
    return find_solver("segmentation_scores")(confusion=counts).value("class_iou")


def _or_none(solver: Any, name: str) -> float | None:
    """A ratio, or None where the solver refuses to divide."""
    try:
        return float(solver.value(name))
    except GivenError:
        return None
