"""Softmax: probabilities from logits."""

from typing import Any

from studyapp.domain.text import Text
from studyapp.domain.value import Number
from studyapp.engine.expression.arithmetic import divide, multiply, negate, subtract
from studyapp.engine.solvers.activations import decimals, values
from studyapp.engine.solvers.activations.functions import each
from studyapp.engine.solvers.activations.rows import SHIFTED, Rows, exponential, sum_along
from studyapp.engine.solving.inputs import flat
from studyapp.engine.solving.solver import given, mistake, step
from studyapp.engine.solving.written import fraction, latex_of

LOG_2 = 0.6931471805599453
"""The natural logarithm of 2."""


class Softmax(Rows):
    """Softmax along an axis, shaped like `x`: e^(x/T) divided by its sum along the axis.

    T is the temperature (Hinton et al. 2015): high ones flatten, low ones sharpen. The axis counts as in
    NumPy, −1 being the last; PyTorch calls it `dim`. A number alone has the probability 1. Logits far from
    0 are shifted first, so that ±1000 do no harm.
    """

    say = Text(en="Softmax", zh="softmax 函数")
    temperature: Number = given(default=1, gt=0, symbol="T", say=Text(en="temperature", zh="温度"))

    @step(
        latex=r"\frac{x}{T}",
        symbol="z",
        say=Text(en="Logits divided by the temperature", zh="除以温度后的 logits"),
    )
    def scaled(self) -> Any:
        """x/T."""
        return divide(self.x, self.temperature)

    @scaled.numbers
    def _scaled_put_in(self) -> str:
        over = latex_of(self.temperature)
        return self.each_written(lambda logit: fraction(logit, over), self.x)

    @step(latex=r"z - \max z", symbol="z'", say=SHIFTED)
    def shifted(self, scaled: Any) -> Any:
        """In use only where exponentials would not fit."""
        return self.moved(scaled)

    shifted.formula(Rows.moved_written)
    shifted.numbers(Rows.moved_put_in)

    def at_once(self) -> Any:
        """Block by block in the cache."""
        from studyapp.engine.numeric.softmax import softmax  # NumPy, only where there are arrays

        return softmax(self.x if self.temperature == 1 else self.x / float(self.temperature), self.axis)

    @property
    def logits(self) -> Any:
        """Divided by the temperature."""
        return self.scaled

    @property
    def sign(self) -> str:
        """z where they have been divided."""
        return "x" if self.temperature == 1 else "z"

    def in_use(self, name: str) -> bool:
        """The division only where the temperature is not 1."""
        return self.temperature != 1 if name == "scaled" else super().in_use(name)

    @step(latex=r"\frac{u}{S}", symbol="p", say=Text(en="Probabilities", zh="概率"))
    def probabilities(self, exponentials: Any, total: Any) -> Any:
        """Each exponential's share."""
        return divide(exponentials, self.beside(total))

    @probabilities.numbers
    def _probabilities_put_in(self) -> str:
        below = latex_of(flat(self.total)[0])
        return self.each_written(lambda exponential: fraction(exponential, below), self.exponentials)

    temperature_multiplied = mistake(
        scaled,
        "x*temperature",
        say=Text(
            en="Looks as if the logits were multiplied by T; they are divided, so that a high temperature "
            "flattens.",
            zh="看起来用 logits 乘了 T；应该除以 T，温度越高分布越平坦。",
        ),
    )
    temperature_left_out = mistake(
        scaled,
        "x",
        say=Text(
            en="Looks as if the temperature was left out; the logits are divided by it first.",
            zh="看起来没有考虑温度；要先用 logits 除以温度。",
        ),
    )

    @mistake(
        probabilities,
        latex=r"\frac{\text{softmax}(x)}{T}",
        say=Text(
            en="Looks as if the probabilities were divided by T; the logits are, before anything else.",
            zh="看起来用概率除以了 T；应该一开始就用 logits 除以 T。",
        ),
    )
    def divided_afterwards(self) -> Any:
        """T applied at the end."""
        return divide(type(self)(x=self.x, axis=self.axis).probabilities, self.temperature)

    @mistake(
        probabilities,
        latex="u",
        say=Text(
            en="Those are the exponentials; divided by their sum, they add up to 1.",
            zh="这些只是指数；除以它们的和之后，总和才是 1。",
        ),
    )
    def not_normalized(self, exponentials: Any) -> Any:
        """e^z."""
        return exponentials

    @mistake(
        probabilities,
        latex=r"\frac{z}{\sum_j z_j}",
        say=Text(
            en="Looks as if the logits themselves were shared out; take their exponentials first.",
            zh="看起来直接对 logits 做了归一化；应先取指数。",
        ),
    )
    def no_exponentials(self, scaled: Any) -> Any:
        """z/Σz."""
        return divide(scaled, self.beside(sum_along(scaled, self.axis)))

    @mistake(
        probabilities,
        latex=r"\frac{1}{1 + e^{-z}}",
        say=Text(
            en="That is the sigmoid of each logit by itself; softmax weighs all classes against each other.",
            zh="这是对每个 logit 单独取的 sigmoid；softmax 要把所有类别放在一起比较。",
        ),
    )
    def sigmoid(self, scaled: Any) -> Any:
        """One logit at a time."""
        return each(values.sigmoid, scaled)

    @mistake(
        probabilities,
        latex=r"\frac{u}{S - u}",
        say=Text(
            en="Looks as if only the other classes stand below; the sum has the class itself in it too.",
            zh="看起来分母只加了其他类别；分母的和也包含该类别自己。",
        ),
    )
    def only_the_others(self, exponentials: Any, total: Any) -> Any:
        """e^z against the rest."""
        return divide(exponentials, subtract(self.beside(total), exponentials))

    @mistake(
        probabilities,
        latex=r"\frac{2^z}{\sum_j 2^{z_j}}",
        say=Text(
            en="Looks as if powers of 2 were taken; softmax takes powers of e.",
            zh="看起来底数用了 2；softmax 的底数是 e。",
        ),
    )
    def base_two(self, shifted: Any) -> Any:
        """2^z for e^z; a shift cancels here too."""
        return self._shares(multiply(shifted, LOG_2))

    @mistake(
        probabilities,
        latex=r"\frac{e^{-z}}{\sum_j e^{-z_j}}",
        say=Text(
            en="Looks as if the exponents have the other sign: the largest logit gets the largest share.",
            zh="看起来指数的符号反了：最大的 logit 对应最大的概率。",
        ),
    )
    def other_sign(self, shifted: Any) -> Any:
        """e^(−z)."""
        return self._shares(negate(shifted))

    @mistake(
        probabilities,
        latex=r"\frac{u}{\sum_{i,j} u_{ij}}",
        say=Text(
            en="Looks as if everything was added up; each row along the axis has a sum of its own.",
            zh="看起来把所有数都加在了一起；沿轴的每一行各有自己的和。",
        ),
    )
    def all_added_up(self, exponentials: Any) -> Any:
        """One sum for the whole array."""
        return divide(exponentials, sum(flat(exponentials)))

    @mistake(
        probabilities,
        latex=r"\frac{u}{\sum_i u_{ij}}",
        say=Text(
            en="Looks as if the sums run along another axis than the one that is asked for.",
            zh="看起来沿着另一个轴求了和，不是题目要的那个轴。",
        ),
    )
    def other_axis(self) -> Any:
        """Columns for rows, or rows for columns."""
        axes = getattr(self.x, "ndim", 0)
        if axes < 2:
            raise ArithmeticError(axes)
        other = (self.axis % axes + 1) % axes
        return type(self)(x=self.x, axis=other, temperature=self.temperature).probabilities

    def _shares(self, logits: Any) -> Any:
        exponentials = exponential(logits)
        return divide(exponentials, self.beside(sum_along(exponentials, self.axis)))

    result = probabilities

    def simulate(self) -> Any:
        """Row by row in decimals of sixty digits, whose exponents never end."""
        rows = (decimals.softmax(row, self.temperature) for row in self.rows(self.x))
        return self.from_rows([[float(share) for share in row] for row in rows])
