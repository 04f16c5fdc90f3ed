"""The logarithm of softmax."""

from math import log1p
from typing import Any

from studyapp.domain.text import Text
from studyapp.engine.expression.arithmetic import add, divide, negate, subtract
from studyapp.engine.solvers.activations import decimals
from studyapp.engine.solvers.activations.rows import SHIFTED, Rows, exponential
from studyapp.engine.solving.inputs import flat
from studyapp.engine.solving.solver import mistake, step
from studyapp.engine.solving.written import term

LOG_2, LOG_10 = 0.6931471805599453, 2.302585092994046
"""The natural logarithms of 2 and 10."""

LOST = 1e-11
"""By how much a difference from the logarithm of a sum may be off."""
MOST_BESIDE = 0.5
"""What the other exponentials may add up to, the largest being 1, where a logarithm counts as close to 0."""


class LogSoftmax(Rows):
    """The natural logarithm of softmax along an axis, shaped like `x`: x − ln Σ e^x.

    Worked without the softmax itself, so that it is right even where that is 0: for logits of ±1000 it is
    about −2000, not −∞. The axis counts as in NumPy, −1 being the last; PyTorch calls it `dim`.
    """

    say = Text(en="Logarithm of softmax", zh="softmax 的对数")

    def at_once(self) -> Any:
        """Block by block in the cache."""
        from studyapp.engine.numeric.softmax import log_softmax  # NumPy, only where there are arrays

        return log_softmax(self.x, self.axis)

    @step(latex=r"x - \max x", symbol="z'", say=SHIFTED)
    def shifted(self) -> Any:
        """In use only where exponentials would not fit."""
        return self.moved(self.x)

    shifted.formula(Rows.moved_written)
    shifted.numbers(Rows.moved_put_in)

    log_total = step("log(total)", symbol="L", say=Text(en="Logarithm of the sum", zh="和的对数"))

    @step(
        latex="x - L",
        symbol=r"\ln p",
        say=Text(en="Logarithms of the probabilities", zh="概率的对数"),
    )
    def output(self, shifted: Any, log_total: Any) -> Any:
        """Each logit less the logarithm of the sum."""
        return self._sharpened(subtract(shifted, self.beside(log_total)), shifted)

    @output.formula
    def _output_written(self) -> str:
        return f"{self.shown_sign} - L"

    @output.numbers
    def _output_put_in(self) -> str:
        taken_off = term(flat(self.log_total)[0])
        return self.each_written(lambda logit: f"{logit} - {taken_off}", self.shifted)

    @mistake(
        output,
        latex=r"\frac{u}{S}",
        say=Text(
            en="Those are the probabilities; their logarithms are asked for.",
            zh="这是概率；题目要的是概率的对数。",
        ),
    )
    def no_logarithm(self, exponentials: Any, total: Any) -> Any:
        """Softmax."""
        return divide(exponentials, self.beside(total))

    @mistake(
        output,
        latex="x",
        say=Text(
            en="Looks as if the exponentials were not divided by their sum: ln(e^x) is x again.",
            zh="看起来没有除以指数之和：ln(e^x) 又回到了 x。",
        ),
    )
    def not_normalized(self) -> Any:
        """x."""
        return self.x

    @mistake(
        output,
        latex="L - x",
        say=Text(
            en="That is minus the logarithm, as in a loss; logarithms of probabilities are never above 0.",
            zh="这是负对数（损失里才取负号）；概率的对数不会大于 0。",
        ),
    )
    def negative(self, output: Any) -> Any:
        """−ln p."""
        return negate(output)

    @mistake(
        output,
        latex="x + L",
        say=Text(
            en="Looks as if the logarithm of the sum was added; dividing by the sum takes it off.",
            zh="看起来加上了和的对数；除以和对应的是减去它。",
        ),
    )
    def added(self, shifted: Any, log_total: Any) -> Any:
        """x + ln Σ."""
        return add(shifted, self.beside(log_total))

    @mistake(
        output,
        latex="x - S",
        say=Text(
            en="Looks as if the sum itself was subtracted; its logarithm is.",
            zh="看起来减去了和本身；应减去和的对数。",
        ),
    )
    def sum_subtracted(self, shifted: Any, total: Any) -> Any:
        """x − Σ."""
        return subtract(shifted, self.beside(total))

    @mistake(
        output,
        latex=r"\log_2 p",
        say=Text(
            en="That is the logarithm to base 2; here it is the natural one.",
            zh="这是以 2 为底的对数；这里用自然对数。",
        ),
    )
    def binary(self, output: Any) -> Any:
        """log₂ p."""
        return divide(output, LOG_2)

    @mistake(
        output,
        latex=r"\log_{10} p",
        say=Text(
            en="That is the logarithm to base 10; here it is the natural one.",
            zh="这是以 10 为底的对数；这里用自然对数。",
        ),
    )
    def decimal(self, output: Any) -> Any:
        """log₁₀ p."""
        return divide(output, LOG_10)

    result = output

    def _sharpened(self, found: Any, logits: Any) -> Any:
        """The logarithms with those close to 0 worked anew, where the difference has lost its digits.

        One that is off by more than that follows from a learner's own sum, and stays.
        """
        if not getattr(found, "ndim", 0):
            return 0 if abs(found) < LOST else found
        import numpy as np  # slow to load, and only arrays need it

        sharp = np.array(found)
        rows, logits = np.moveaxis(sharp, self.axis, -1), np.moveaxis(logits, self.axis, -1)
        for at in np.ndindex(rows.shape[:-1]):
            place = int(logits[at].argmax())
            rest = sum(exponential(np.delete(logits[at] - logits[at][place], place)).tolist())
            here, exact = rows[at][place], -log1p(rest)
            if rest < MOST_BESIDE and abs(here - exact) < LOST and here != exact:
                rows[at][place] = exact or 0
        return sharp

    def simulate(self) -> Any:
        """Softmax row by row in decimals of sixty digits, then their logarithms."""
        rows = (decimals.softmax(row) for row in self.rows(self.x))
        return self.from_rows([[decimals.logarithm(share) for share in row] for row in rows])
