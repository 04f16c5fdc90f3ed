"""The Huber loss: squares near zero, a straight line beyond."""

from typing import Any

from studyapp.domain.text import Text
from studyapp.domain.value import Number
from studyapp.engine.expression.arithmetic import divide, multiply, power, subtract
from studyapp.engine.solvers.losses.averages import entries_written, mean_of, mean_written
from studyapp.engine.solvers.losses.branches import (
    ABSOLUTE,
    ALL_SQUARED,
    BRANCHES_SWAPPED,
    MEAN,
    NO_HALF,
    PER_ELEMENT,
    by_branch,
)
from studyapp.engine.solvers.losses.regression import Regression
from studyapp.engine.solvers.losses.words import MEAN_ABSOLUTE, MEAN_SQUARED, NOT_AVERAGED
from studyapp.engine.solving.inputs import flat
from studyapp.engine.solving.solver import given, mistake, step
from studyapp.engine.solving.written import latex_of


class Huber(Regression):
    """Mean Huber loss: e²/2 for |e| ≤ δ, δ·(|e| − δ/2) beyond (Huber 1964; PyTorch's `huber_loss`)."""

    say = Text(en="Huber loss", zh="Huber 损失")
    delta: Number = given(
        default=1,
        gt=0,
        symbol=r"\delta",
        say=Text(en="error beyond which the loss is a straight line", zh="误差超过它之后损失变为直线"),
    )
    absolute = step("abs(errors)", symbol="a", say=ABSOLUTE)

    @step(
        latex=r"\begin{cases} \frac{1}{2} a^2 & a \le \delta \\ "
        r"\delta \cdot (a - \frac{1}{2} \delta) & a > \delta \end{cases}",
        symbol=r"\ell",
        say=PER_ELEMENT,
    )
    def per_element(self, absolute: Any) -> Any:
        """Half a square up to δ, then δ for each unit of error."""
        return by_branch(absolute, self.delta, _half_square, self._line)

    @per_element.numbers
    def _per_element_put_in(self) -> str:
        return entries_written(map(self._put_in, flat(self.absolute)), self.absolute)

    def _put_in(self, error: Any) -> str:
        if error <= self.delta:
            return rf"\frac{{1}}{{2}} \times {latex_of(error)}^2"
        delta = latex_of(self.delta)
        return rf"{delta} \times ({latex_of(error)} - \frac{{1}}{{2}} \times {delta})"

    def _line(self, error: Any) -> Any:
        return multiply(self.delta, subtract(error, divide(self.delta, 2)))

    @step(latex=r"\frac{1}{n} \sum_i \ell_i", symbol="L", say=MEAN)
    def loss(self, per_element: Any) -> Any:
        """The mean over all entries."""
        return mean_of(per_element)

    @loss.numbers
    def _loss_put_in(self) -> str:
        return mean_written(self.per_element)

    @mistake(
        per_element,
        latex=r"\begin{cases} \delta \cdot (a - \frac{1}{2} \delta) & a \le \delta \\ "
        r"\frac{1}{2} a^2 & a > \delta \end{cases}",
        say=BRANCHES_SWAPPED,
    )
    def branches_swapped(self, absolute: Any) -> Any:
        """The line near zero, squares beyond."""
        return by_branch(absolute, self.delta, self._line, _half_square)

    @mistake(
        per_element,
        latex=r"\begin{cases} a^2 & a \le \delta \\ "
        r"\delta \cdot (a - \frac{1}{2} \delta) & a > \delta \end{cases}",
        say=NO_HALF,
    )
    def no_half(self, absolute: Any) -> Any:
        """Whole squares near zero."""
        return by_branch(absolute, self.delta, lambda error: power(error, 2), self._line)

    @mistake(
        per_element,
        latex=r"\begin{cases} \frac{1}{2} a^2 & a \le \delta \\ \delta \cdot a & a > \delta \end{cases}",
        say=Text(
            en="Looks as if the line went through 0. It starts δ/2 later, so that it meets the squares.",
            zh="看起来直线是从 0 开始的。它要减去 δ/2，才能与平方部分接上。",
        ),
    )
    def line_through_zero(self, absolute: Any) -> Any:
        """Nothing taken off on the line."""
        return by_branch(absolute, self.delta, _half_square, lambda error: multiply(self.delta, error))

    @mistake(
        per_element,
        latex=r"\begin{cases} \frac{1}{2} a^2 & a \le 1 \\ a - \frac{1}{2} & a > 1 \end{cases}",
        say=Text(
            en="Looks as if δ was taken as 1; here the bend is elsewhere.",
            zh="看起来把 δ 当成了 1；这里的转折点不在 1。",
        ),
    )
    def delta_ignored(self, absolute: Any) -> Any:
        """The default bend."""
        return by_branch(absolute, 1, _half_square, lambda error: subtract(error, divide(1, 2)))

    @mistake(
        per_element,
        latex=r"\begin{cases} \frac{a^2}{2 \delta} & a \le \delta \\ "
        r"a - \frac{1}{2} \delta & a > \delta \end{cases}",
        say=Text(
            en="That is smooth L1: the Huber loss divided by δ.",
            zh="这是 smooth L1 损失，即 Huber 损失除以 δ。",
        ),
    )
    def smooth_l1(self, per_element: Any) -> Any:
        """The other custom."""
        return divide(per_element, self.delta)

    all_squared = mistake(per_element, "absolute**2/2", say=ALL_SQUARED)
    not_averaged = mistake(loss, "sum(per_element)", say=NOT_AVERAGED)
    mean_squared = mistake(loss, "mean(errors**2)", say=MEAN_SQUARED)
    mean_absolute = mistake(loss, "mean(absolute)", say=MEAN_ABSOLUTE)
    result = loss

    def simulate(self) -> float:
        """The least of u²/2 + δ·|e − u| over u, an error's squared part: the Moreau envelope of δ·|e|."""
        delta, losses = float(self.delta), []
        for prediction, target in zip(flat(self.prediction), flat(self.target), strict=True):
            error = float(prediction) - float(target)
            squared = max(-delta, min(delta, error))
            losses.append(squared * squared / 2 + delta * abs(error - squared))
        return sum(losses) / len(losses)


def _half_square(error: Any) -> Any:
    return divide(power(error, 2), 2)
