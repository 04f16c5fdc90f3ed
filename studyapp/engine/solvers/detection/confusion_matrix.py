"""The confusion matrix of a classifier, or of a segmentation."""

from collections import Counter
from fractions import Fraction
from typing import Any

from studyapp.domain.text import Text
from studyapp.engine.solving.inputs import flat
from studyapp.engine.solving.solver import Solver, WholeArray, given, mistake, step
from studyapp.errors import GivenError
from studyapp.i18n import N_

MOST_CLASSES = 2048
"""A matrix of more would fill the memory."""
MOST_SIMULATED = 64
MOST_WRITTEN = 16
"""Samples that are written out in a working."""


class ConfusionMatrix(Solver):
    """How often each true class (row) was predicted as each class (column): a matrix of counts.

    Labels are 0 … classes−1; truth and prediction are lists, or label images of one shape, whose pixels then
    count. Rows are the truth, as in scikit-learn; some books have it in the columns.
    """

    say = Text(en="Confusion matrix", zh="混淆矩阵")
    truth: WholeArray = given(ge=0, ndim=(1, 2, 3), symbol="y", say=Text(en="the true labels", zh="真实标签"))
    prediction: WholeArray = given(
        ge=0, ndim=(1, 2, 3), symbol=r"\hat{y}", say=Text(en="the predicted labels", zh="预测标签")
    )
    classes: int | None = given(
        default=None,
        ge=1,
        le=MOST_CLASSES,
        symbol=r"n_{\text{classes}}",
        say=Text(en="how many classes there are", zh="类别数"),
    )

    @step(
        latex=r"\max(n_{\text{classes}}, \max(y, \hat{y}) + 1)",
        symbol="n",
        say=Text(
            en="Number of classes (unless given, one more than the largest label)",
            zh="类别数（没有给出时，为最大标签加 1）",
        ),
    )
    def count(self) -> int:
        """Rows, and columns."""
        return self.classes or largest(self.truth, self.prediction) + 1

    @count.numbers
    def _count_put_in(self) -> str:
        found = f"{largest(self.truth, self.prediction)} + 1"
        return rf"\max({self.classes}, {found})" if self.classes else found

    @step(
        latex=r"\left| \{ k : y_k = i,\, \hat{y}_k = j \} \right|",
        symbol="C_{ij}",
        say=Text(
            en="Count for each pair: the truth says which row, the prediction which column",
            zh="逐个计数：真实标签决定行，预测标签决定列",
        ),
    )
    def matrix(self, count: int) -> Any:
        """Each sample in its cell."""
        import numpy as np  # slow to load, and only arrays need it

        side = int(count)
        if (
            side != count or not largest(self.truth, self.prediction) < side <= MOST_CLASSES
        ):  # a learner's own
            raise ArithmeticError
        cells = side * self.truth.ravel() + self.prediction.ravel()
        return np.bincount(cells, minlength=side**2).reshape(side, side)

    @matrix.numbers
    def _samples(self) -> str:
        if self.truth.size > MOST_WRITTEN:
            return ""
        pairs = sorted(zip(flat(self.truth), flat(self.prediction), strict=True))
        rows = [
            rf"{label} \mapsto {', '.join(str(found) for true, found in pairs if true == label)}"
            for label in sorted({true for true, _ in pairs})
        ]
        return r";\; ".join(rows)

    @step(
        latex=r"\sum_j C_{ij}",
        symbol="n_{i}",
        say=Text(en="Samples of each class (the rows added up)", zh="每个类别的样本数（各行之和）"),
    )
    def support(self, matrix: Any) -> Any:
        """By row."""
        return matrix.sum(axis=1)

    @step(
        latex=r"\sum_i C_{ij}",
        symbol=r"\hat{n}_{j}",
        say=Text(
            en="How often each class was predicted (the columns added up)",
            zh="每个类别被预测的次数（各列之和）",
        ),
    )
    def predicted(self, matrix: Any) -> Any:
        """By column."""
        return matrix.sum(axis=0)

    @step(
        latex=r"\sum_i C_{ii}",
        symbol="r",
        say=Text(en="Samples that were predicted right (the diagonal)", zh="预测正确的样本数（对角线之和）"),
    )
    def right(self, matrix: Any) -> Any:
        """The trace."""
        return matrix.trace()

    @mistake(
        matrix,
        latex="C_{ji}",
        say=Text(
            en="Looks as if rows and columns changed places. A row is for a true class, a column for a "
            "predicted one.",
            zh="看起来行和列互换了。行对应真实类别，列对应预测类别。",
        ),
    )
    def transposed(self, count: int) -> Any:
        """The truth in columns."""
        return self.matrix.T

    @mistake(
        matrix,
        latex="C_{n-1-i,\\, n-1-j}",
        say=Text(
            en="Looks as if the last class came first, as when positives stand at the top. Rows and columns "
            "begin with label 0.",
            zh="看起来把最后一个类别排在了最前（例如正类在左上角的写法）。行和列都从标签 0 开始。",
        ),
    )
    def reversed_classes(self, count: int) -> Any:
        """From the other corner."""
        return self.matrix[::-1, ::-1]

    @mistake(
        matrix,
        latex=r"\frac{C_{ij}}{\sum_j C_{ij}}",
        say=Text(
            en="Those are shares of each row; counts are asked for.", zh="这是每一行的比例；要求的是计数。"
        ),
    )
    def shares_of_rows(self, count: int) -> Any:
        """Normalised by the truth."""
        return [shares(row) for row in self.matrix.tolist()]

    @mistake(
        matrix,
        latex=r"\frac{C_{ij}}{\sum_{ij} C_{ij}}",
        say=Text(
            en="Those are shares of all samples; counts are asked for.",
            zh="这是占全部样本的比例；要求的是计数。",
        ),
    )
    def shares_of_all(self, count: int) -> Any:
        """Normalised by everything."""
        size = int(self.truth.size)
        return [[Fraction(entry, size) for entry in row] for row in self.matrix.tolist()]

    @mistake(
        matrix,
        latex=r"\left| \{ k : y_k = \hat{y}_k = i \} \right|",
        say=Text(
            en="Looks as if only right predictions were counted. What was taken for what stands beside the "
            "diagonal.",
            zh="看起来只统计了预测正确的样本。预测错的也要计入对角线以外的格子。",
        ),
    )
    def diagonal_only(self, count: int) -> Any:
        """Nothing beside the diagonal."""
        import numpy as np  # only arrays need it

        return np.diag(self.matrix.diagonal())

    result = matrix

    def check(self) -> None:
        """One prediction for each truth, and every label within the matrix."""
        if self.truth.shape != self.prediction.shape:
            raise GivenError(
                N_("{parameter} has the shape {shape}; it must have that of {model}, {wanted}"),
                parameter="prediction",
                shape=list(self.prediction.shape),
                model="truth",
                wanted=list(self.truth.shape),
            )
        limit = self.classes or MOST_CLASSES
        for name in ("truth", "prediction"):
            label = largest(getattr(self, name))
            if label >= limit:
                raise GivenError(
                    N_("{parameter} holds {label}; with {classes} classes, labels go up to {largest}")
                    if self.classes
                    else N_("{parameter} holds {label}; labels may go up to {largest}"),
                    parameter=name,
                    label=label,
                    classes=limit,
                    largest=limit - 1,
                )

    def simulate(self) -> tuple[tuple[int, ...], ...] | None:
        """Tally the pairs one by one."""
        pairs = Counter(zip(flat(self.truth), flat(self.prediction), strict=True))
        labels = range(self.classes or 1 + max(max(pair) for pair in pairs))
        if len(labels) > MOST_SIMULATED:
            return None
        return tuple(tuple(pairs[true, found] for found in labels) for true in labels)


def largest(*labels: Any) -> int:
    """The largest label there is."""
    return max(int(array.max()) for array in labels)


def shares(row: list[int]) -> list[int | Fraction]:
    """Each entry's share of a row; of an empty one, nothing."""
    total = sum(row)
    return [Fraction(entry, total) if total else 0 for entry in row]
