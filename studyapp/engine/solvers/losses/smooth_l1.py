"""The smooth L1 loss: the Huber loss over its bend, so that its line always has the slope 1."""

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
from studyapp.engine.solving.written import fraction, latex_of


class SmoothL1(Regression):
    """Mean smooth L1 loss: e²/(2β) for |e| ≤ β, |e| − β/2 beyond (Girshick 2015); with β = 0 the MAE."""

    say = Text(en="Smooth L1 loss", zh="Smooth L1 损失")
    beta: Number = given(
        default=1,
        ge=0,
        symbol=r"\beta",
        say=Text(en="error beyond which the loss is a straight line", zh="误差超过它之后损失变为直线"),
    )
    absolute = step("abs(errors)", symbol="a", say=ABSOLUTE)

    @step(
        latex=r"\begin{cases} \frac{a^2}{2 \beta} & a < \beta \\ "
        r"a - \frac{1}{2} \beta & a \ge \beta \end{cases}",
        symbol=r"\ell",
        say=PER_ELEMENT,
    )
    def per_element(self, absolute: Any) -> Any:
        """A square over 2β up to β, then as much as the error grows."""
        return self._bent(absolute, 2)

    @per_element.numbers
    def _per_element_put_in(self) -> str:
        return entries_written(map(self._put_in, flat(self.absolute)), self.absolute)

    def _put_in(self, error: Any) -> str:
        beta = latex_of(self.beta)
        if error < self.beta:
            return fraction(f"{latex_of(error)}^2", rf"2 \times {beta}")
        return rf"{latex_of(error)} - \frac{{1}}{{2}} \times {beta}"

    def _bent(self, absolute: Any, halves: int) -> Any:
        if self.beta == 0:
            return absolute  # nothing is squared, and 0 cannot be divided by
        return by_branch(
            absolute,
            self.beta,
            lambda error: divide(power(error, 2), multiply(halves, self.beta)),
            self._line,
        )

    def _line(self, error: Any) -> Any:
        return subtract(error, divide(self.beta, 2))

    @step(latex=r"\frac{1}{n} \sum_i \ell_i", symbol="L", say=MEAN)
    def loss(self, per_element: Any) -> Any:
        """The mean over all entries."""
        return mean_of(per_element)

    @loss.numbers
    def _loss_put_in(self) -> str:
        return mean_written(self.per_element)

    @mistake(
        per_element,
        latex=r"\begin{cases} a - \frac{1}{2} \beta & a < \beta \\ "
        r"\frac{a^2}{2 \beta} & a \ge \beta \end{cases}",
        say=BRANCHES_SWAPPED,
    )
    def branches_swapped(self, absolute: Any) -> Any:
        """The line near zero, squares beyond."""
        return by_branch(
            absolute, self.beta, self._line, lambda error: divide(power(error, 2), multiply(2, self.beta))
        )

    @mistake(
        per_element,
        latex=r"\begin{cases} \frac{a^2}{\beta} & a < \beta \\ "
        r"a - \frac{1}{2} \beta & a \ge \beta \end{cases}",
        say=NO_HALF,
    )
    def no_half(self, absolute: Any) -> Any:
        """Whole squares near zero."""
        return self._bent(absolute, 1)

    @mistake(
        per_element,
        latex=r"\begin{cases} \frac{1}{2} a^2 & a < \beta \\ a - \frac{1}{2} \beta & a \ge \beta \end{cases}",
        say=Text(
            en="Looks as if the squares were not divided by β; with it the two branches meet.",
            zh="看起来平方项没有除以 β；除了它两个分支才接得上。",
        ),
    )
    def not_divided(self, absolute: Any) -> Any:
        """Half squares, as if β were 1."""
        return by_branch(absolute, self.beta, lambda error: divide(power(error, 2), 2), self._line)

    @mistake(
        per_element,
        latex=r"\begin{cases} \frac{a^2}{2 \beta} & a < \beta \\ a & a \ge \beta \end{cases}",
        say=Text(
            en="Looks as if the line went through 0. It lies β/2 lower, so that it meets the squares.",
            zh="看起来直线是从 0 开始的。它要减去 β/2，才能与平方部分接上。",
        ),
    )
    def line_through_zero(self, absolute: Any) -> Any:
        """Nothing taken off on the line."""
        return by_branch(
            absolute,
            self.beta,
            lambda error: divide(power(error, 2), multiply(2, self.beta)),
            lambda error: error,
        )

    @mistake(
        per_element,
        latex=r"\begin{cases} \frac{1}{2} a^2 & a < 1 \\ a - \frac{1}{2} & a \ge 1 \end{cases}",
        say=Text(
            en="Looks as if β was taken as 1; here the bend is elsewhere.",
            zh="看起来把 β 当成了 1；这里的转折点不在 1。",
        ),
    )
    def beta_ignored(self, absolute: Any) -> Any:
        """The default bend."""
        return by_branch(
            absolute,
            1,
            lambda error: divide(power(error, 2), 2),
            lambda error: subtract(error, divide(1, 2)),
        )

    huber = mistake(
        per_element,
        "beta*per_element",
        say=Text(
            en="That is the Huber loss: its line has the slope β, where smooth L1's has 1.",
            zh="这是 Huber 损失：它的直线斜率是 β，而 smooth L1 的斜率是 1。",
        ),
    )
    all_squared = mistake(per_element, "absolute**2/(2*beta)", say=ALL_SQUARED)
    not_averaged = mistake(loss, "sum(per_element)", say=NOT_AVERAGED)
    mean_squared = mistake(loss, "mean(errors**2)", say=MEAN_SQUARED)
    mean_absolute = mistake(loss, "mean(absolute)", say=MEAN_ABSOLUTE)
    result = loss

    def simulate(self) -> float:
        """The area below the slope min(t/β, 1) from 0 to |e|: a triangle, then a rectangle."""
        beta, losses = float(self.beta), []
        for prediction, target in zip(flat(self.prediction), flat(self.target), strict=True):
            error = abs(float(prediction) - float(target))
            base = min(error, beta)
            height = base / beta if beta else 1.0
            losses.append(base * height / 2 + max(error - beta, 0.0))
        return sum(losses) / len(losses)
