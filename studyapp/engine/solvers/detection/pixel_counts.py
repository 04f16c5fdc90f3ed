"""What scores of a segmentation are worked from: right, true and predicted pixels of each class."""

from studyapp.domain.text import Text
from studyapp.engine.solving.solver import Solver, WholeArray, given, step
from studyapp.errors import GivenError
from studyapp.i18n import N_


class PixelCounts(Solver, shared=True):
    """A confusion matrix, and its sums."""

    confusion: WholeArray = given(
        ge=0,
        ndim=(2,),
        symbol="C",
        say=Text(en="confusion matrix of pixels; rows are the truth", zh="像素的混淆矩阵；行是真实类别"),
    )

    @step(
        latex="C_{ii}",
        symbol=r"\text{TP}_i",
        say=Text(en="Right pixels of each class (the diagonal)", zh="各类别判断正确的像素数（对角线）"),
    )
    def right(self) -> list[int]:
        """As whole numbers of any size."""
        return [row[at] for at, row in enumerate(self.confusion.tolist())]

    @step(
        latex=r"\sum_j C_{ij}",
        symbol="t_i",
        say=Text(en="Pixels that are of each class (the rows added up)", zh="各类别的真实像素数（各行之和）"),
    )
    def truth(self) -> list[int]:
        """By class."""
        return [sum(row) for row in self.confusion.tolist()]

    @step(
        latex=r"\sum_i C_{ij}",
        symbol="p_j",
        say=Text(
            en="Pixels that are called each class (the columns added up)", zh="各类别的预测像素数（各列之和）"
        ),
    )
    def predicted(self) -> list[int]:
        """By class."""
        return [sum(column) for column in self.confusion.T.tolist()]

    def check(self) -> None:
        """A square with something in it."""
        rows, columns = self.confusion.shape
        if rows != columns:
            raise GivenError(
                N_("{parameter} has {rows} rows and {columns} columns; it must have as many of both"),
                parameter="confusion",
                rows=rows,
                columns=columns,
            )
        if not self.confusion.any():
            raise GivenError(
                N_("{parameter} holds only zeros; at least one pixel must be counted"), parameter="confusion"
            )
