"""What softmax and its logarithm share: logits along an axis, their exponentials, and the sum of those."""

from collections.abc import Callable, Sequence
from typing import Any

from studyapp.domain.text import Text
from studyapp.engine.expression import latex_value
from studyapp.engine.expression.arithmetic import subtract
from studyapp.engine.solvers.activations.functions import each
from studyapp.engine.solvers.activations.values import nearest_double
from studyapp.engine.solving.inputs import flat
from studyapp.engine.solving.solver import Array, Solver, given, step
from studyapp.engine.solving.written import listed, term, total
from studyapp.errors import GivenError
from studyapp.i18n import N_

SHIFTED = Text(
    en="Logits with the largest moved to 0, lest e^x be too large or too small (the result stays the same)",
    zh="把最大的 logit 平移到 0，以免 e^x 溢出（结果不变）",
)

MOST_WRITTEN = 6
"""Logits of which the exponentials are written out."""

LARGE = 4096
"""Logits beyond which nobody reads the steps."""
STEPS_BEFORE = frozenset(("scaled", "shifted", "exponentials", "total", "log_total"))

FARTHEST = 500
"""From this logit on, up or down, exponentials come near to what a float can hold."""


class Rows(Solver, shared=True):
    """Probabilities along one axis of an array; on the others it only holds more of the same."""

    x: Array = given(symbol="x", say=Text(en="logits", zh="logits（未归一化的分数）"))
    axis: int = given(
        default=-1,
        symbol=r"\text{axis}",
        say=Text(en="the axis along which probabilities add up to 1", zh="概率之和为 1 的那个轴"),
    )

    def check(self) -> None:
        """The axis exists; a number counts as a list of one."""
        axes = max(1, getattr(self.x, "ndim", 0))
        if not -axes <= self.axis < axes:
            raise GivenError(
                N_("{parameter} is {axis}; it must be an axis of x, from {lowest} to {highest}"),
                parameter="axis",
                axis=self.axis,
                lowest=-axes,
                highest=axes - 1,
            )

    def worked(self, name: str) -> Any:
        """A step as ever; the result of a large array at once, by the route that is made for it."""
        if (
            name == type(self).spec.asked[0].name
            and self._is_large
            and not self._values.keys() & STEPS_BEFORE
        ):
            self._values.setdefault(name, self.at_once())
        return super().worked(name)

    def at_once(self) -> Any:
        """The result of a large array, without the steps."""
        raise NotImplementedError

    @property
    def _is_large(self) -> bool:
        return getattr(self.x, "size", 0) > LARGE and self.x.dtype.kind == "f"

    @property
    def logits(self) -> Any:
        """What the exponentials are taken of, before any shift."""
        return self.x

    @property
    def sign(self) -> str:
        """How the logits are written."""
        return "x"

    def moved(self, logits: Any) -> Any:
        """The logits, shifted where their exponentials would not fit."""
        return subtract(logits, self.beside(self.largest())) if self.too_large else logits

    def moved_written(self) -> str:
        """How they are shifted."""
        return rf"{self.sign} - \max {self.sign}"

    def moved_put_in(self) -> str:
        """The same with the numbers."""
        largest = term(flat(self.largest())[0])
        return self.each_written(lambda logit: f"{logit} - {largest}", self.logits)

    @step(latex="e^x", symbol="u", say=Text(en="Exponentials of the logits", zh="各 logit 的指数"))
    def exponentials(self, shifted: Any) -> Any:
        """Of each logit."""
        return exponential(shifted)

    @exponentials.formula
    def _exponentials_written(self) -> str:
        return rf"e^{{{self.shown_sign}}}"

    @exponentials.numbers
    def _exponentials_put_in(self) -> str:
        return self.each_written(lambda logit: f"e^{{{logit}}}", self.worked("shifted"))

    @step(latex=r"\sum_j u_j", symbol="S", say=Text(en="Their sum along the axis", zh="它们沿轴的和"))
    def total(self, exponentials: Any) -> Any:
        """Along the axis."""
        return sum_along(exponentials, self.axis)

    @total.numbers
    def _total_put_in(self) -> str:
        rows = [list(map(term, row)) for row in self.rows(self.exponentials)]
        return listed([total(row) for row in rows]) if len(rows[0]) <= MOST_WRITTEN else ""

    def in_use(self, name: str) -> bool:
        """The shift only where it is needed."""
        return name != "shifted" or self.too_large

    @property
    def too_large(self) -> bool:
        """Whether some row's exponentials would be too large, or all of them too small, for a float."""
        return any(abs(largest) > FARTHEST for largest in flat(self.largest()))

    @property
    def shown_sign(self) -> str:
        """How the logits are written that go into the exponentials."""
        return "z'" if self.too_large else self.sign

    def largest(self) -> Any:
        """The largest logit of each row."""
        logits = self.logits
        return logits.max(axis=self.axis) if getattr(logits, "ndim", 0) else logits

    def beside(self, numbers: Any) -> Any:
        """One number a row, shaped to meet the logits."""
        if getattr(self.x, "ndim", 0) < 2:
            return numbers
        import numpy as np  # slow to load, and only arrays need it

        return np.expand_dims(np.asarray(numbers), self.axis)

    def rows(self, values: Any) -> list[list[Any]]:
        """The numbers along the axis, one list for each row."""
        if not getattr(values, "ndim", 0):
            return [[values]]
        import numpy as np  # slow to load, and only arrays need it

        along = np.moveaxis(values, self.axis, -1)
        return [list(row) for row in along.reshape(-1, along.shape[-1])]

    def from_rows(self, rows: Sequence[Sequence[float]]) -> Any:
        """Lists along the axis as nested lists shaped like `x`; of a number, a number."""
        if not getattr(self.x, "ndim", 0):
            return rows[0][0]
        import numpy as np  # slow to load, and only arrays need it

        shape = np.moveaxis(self.x, self.axis, -1).shape
        return np.moveaxis(np.array(rows, dtype=float).reshape(shape), -1, self.axis).tolist()

    def each_written(self, write: Callable[[str], str], numbers: Any) -> str:
        """The numbers of a row, each as a piece of LaTeX; empty where there are too many, or several rows."""
        if getattr(self.x, "ndim", 0) > 1:
            return ""
        return listed([write(latex_value(number)) for number in flat(numbers)], most=MOST_WRITTEN)


def exponential(x: Any) -> Any:
    """e^x of a number or of each entry; 0 and infinity where floats end, without a warning."""
    import numpy as np  # slow to load, and scalars are rare here

    doubles = np.asarray(
        each(nearest_double, x) if not hasattr(x, "dtype") or x.dtype.kind == "O" else x, dtype=float
    )
    with np.errstate(over="ignore", under="ignore"):
        return np.exp(doubles)


def sum_along(values: Any, axis: int) -> Any:
    """The sums along an axis, which goes; of a number, the number."""
    return values.sum(axis=axis) if getattr(values, "ndim", 0) else values
