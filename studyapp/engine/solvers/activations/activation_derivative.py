"""An activation function's derivative."""

from collections.abc import Callable
from typing import Any

from studyapp.domain.text import Text
from studyapp.domain.value import Value
from studyapp.engine.expression.arithmetic import add, divide, multiply, subtract
from studyapp.engine.solvers.activations import decimals, formulas, slopes, values
from studyapp.engine.solvers.activations.functions import slope_of, value_of
from studyapp.engine.solvers.activations.of_function import OfFunction
from studyapp.engine.solving.solver import mistake, step
from studyapp.engine.solving.steps import UNWORKABLE

OTHER_BRANCH: dict[str, Callable[..., Any]] = {
    "relu": lambda x: int(x <= 0),
    "leaky_relu": lambda x, negative_slope: negative_slope if x > 0 else 1,
    "prelu": lambda x, weight: weight if x > 0 else 1,
    "elu": lambda x, alpha: multiply(alpha, values.exponential(x)) if x > 0 else 1,
    "selu": lambda x: values.SELU_SCALE * (values.SELU_ALPHA * values.exponential(x) if x > 0 else 1),
}
"""The slope on the other side of 0."""

MIDDLE: dict[str, Callable[..., Any]] = {
    "relu6": lambda x: int(x > 0),
    "hardtanh": slopes.identity,
    "hardsigmoid": lambda _: divide(1, 6),
    "hardswish": lambda x: add(divide(x, 3), values.HALF),
}
"""The slope between the limits, taken everywhere."""


class ActivationDerivative(OfFunction):
    """The derivative of an activation function at x, shaped like `x`; the functions are `activation`'s.

    Where a function has a kink, it is what PyTorch's autograd has (2.13): 0 at relu's 0, relu6's 0 and 6,
    hardtanh's ±1 and hardsigmoid's ±3; the slope from the left at 0 in leaky_relu, prelu, elu and selu; 0
    at hardswish's −3 and 1 at its 3 (older versions had −1/2 and 3/2 there). Inside hardsigmoid the slope
    is 1/6; PyTorch has it rounded to single precision.
    """

    say = Text(en="The derivative of an activation function", zh="激活函数的导数")

    @step(
        latex=r"\frac{1}{1 + e^{-x}},\; \tanh x,\; x \cdot g,\; \ldots",
        symbol="f(x)",
        say=Text(en="The function's value, from which the derivative is made", zh="函数值，导数由它得出"),
    )
    def output(self, gate: Any) -> Any:
        """With a gate, from it; else at once. None where it is too large and nobody needs it."""
        if self.name == "silu":
            return values.gated(self.x, gate)
        try:
            return value_of(self.name, self.x, self.own())
        except UNWORKABLE:
            return None

    @output.formula
    def _output_written(self) -> str:
        return formulas.latex(self._source(formulas.FORMULAS))

    @output.numbers
    def _output_put_in(self) -> str:
        source = self._source(formulas.FORMULAS)
        return formulas.latex_numbers(source, x=self.x, gate=self.gate, **self.own())

    @step(
        latex=r"f(x) \cdot (1 - f(x)),\; 1 - f(x)^2,\; \ldots",
        symbol="f'(x)",
        say=Text(en="The derivative", zh="导数"),
    )
    def derivative(self, gate: Any, output: Any) -> Any:
        """By the formula that is shown; where its numbers get too large, by one that is safe everywhere."""
        source = self._source(formulas.SLOPES)
        if not {"gate", "output"} & formulas.expression(source).names:
            return slope_of(self.name, self.x, self.own())
        numbers = {"x": self.x, "gate": gate, "output": output, **self.own()}
        try:
            return formulas.expression(source)(numbers)
        except UNWORKABLE:
            return slope_of(self.name, self.x, self.own())

    @derivative.formula
    def _derivative_written(self) -> str:
        return formulas.latex(self._source(formulas.SLOPES))

    @derivative.numbers
    def _derivative_put_in(self) -> str:
        source = self._source(formulas.SLOPES)
        return formulas.latex_numbers(source, x=self.x, gate=self.gate, output=self.output, **self.own())

    def in_use(self, name: str) -> bool:
        """The gate and the function's value only where the derivative is made from them."""
        if name in ("gate", "output"):
            return name in formulas.expression(self._source(formulas.SLOPES)).names
        return super().in_use(name)

    @mistake(
        derivative,
        latex="f(x)",
        say=Text(
            en="That is the function's value; its derivative is asked for.",
            zh="这是函数值；题目要的是导数。",
        ),
    )
    def value_itself(self) -> Any:
        """f for f'."""
        return value_of(self.name, self.x, self.own())

    @mistake(
        derivative,
        latex=r"x \cdot (1 - x),\; 1 - x^2",
        say=Text(
            en="Looks as if the input x was put in; the formula takes the function's value f(x).",
            zh="看起来代入的是输入 x；公式里应代入函数值 f(x)。",
        ),
    )
    def input_put_in(self) -> Any:
        """x for f(x) in the sigmoid's and tanh's derivatives."""
        self.only_for("sigmoid", "tanh")
        return formulas.expression(formulas.SLOPES[self.name])({"output": self.x})

    @mistake(
        derivative,
        latex=r"1 - \sigma(x)^2,\; \tanh x \cdot (1 - \tanh x)",
        say=Text(
            en="Looks as if the formulas were exchanged: s·(1 − s) belongs to the sigmoid, 1 − t² to tanh.",
            zh="看起来公式用混了：s·(1 − s) 是 sigmoid 的，1 − t² 是 tanh 的。",
        ),
    )
    def other_formula(self, output: Any) -> Any:
        """Tanh's formula for the sigmoid, and the other way round."""
        self.only_for("sigmoid", "tanh")
        other = formulas.SLOPES["tanh" if self.name == "sigmoid" else "sigmoid"]
        return formulas.expression(other)({"output": output})

    @mistake(
        derivative,
        latex="f'(f(x))",
        say=Text(
            en="Looks as if the function was applied twice: its value went in once more as x.",
            zh="看起来函数用了两次：把函数值又当作 x 代入了。",
        ),
    )
    def applied_twice(self) -> Any:
        """The derivative at f(x)."""
        value = value_of(self.name, self.x, self.own())
        return slope_of(self.name, value, self.own())

    @mistake(
        derivative,
        latex=r"1 - f(x),\; \frac{1}{1 + \left| x \right|}",
        say=Text(en="Looks as if the square was left out.", zh="看起来漏掉了平方。"),
    )
    def not_squared(self, output: Any) -> Any:
        """1 − t for 1 − t²; softsign's denominator once."""
        self.only_for("tanh", "softsign")
        if self.name == "tanh":
            return subtract(1, output)
        return self.at_each(lambda x: divide(1, add(1, abs(x))))

    @mistake(
        derivative,
        latex="g",
        say=Text(
            en="Looks as if only x was differentiated; by the product rule, x times the gate's derivative "
            "is added.",
            zh="看起来只对 x 求了导；按乘积法则，还要加上 x 乘以门控的导数。",
        ),
    )
    def gate_not_differentiated(self, gate: Any) -> Any:
        """The first half of the product rule."""
        self.only_for("silu", "gelu", "mish", "hardswish")
        return gate

    @mistake(
        derivative,
        latex=r"x \cdot g'",
        say=Text(
            en="Looks as if only the gate was differentiated; by the product rule, the gate itself is added.",
            zh="看起来只对门控求了导；按乘积法则，还要加上门控本身。",
        ),
    )
    def x_not_differentiated(self, gate: Any) -> Any:
        """The second half of the product rule."""
        self.only_for("silu", "gelu", "mish", "hardswish")
        return subtract(slope_of(self.name, self.x, self.own()), gate)

    @mistake(
        derivative,
        latex=r"\begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases}",
        say=Text(
            en="That is the derivative of ReLU; below 0 this function has a slope too.",
            zh="这是 ReLU 的导数；这个函数在负半轴也有斜率。",
        ),
    )
    def as_relu(self) -> Any:
        """1 or 0."""
        self.only_for("leaky_relu", "prelu", "elu", "selu", "softplus", *formulas.GATES)
        return slope_of("relu", self.x, {})

    @mistake(
        derivative,
        latex="f'_{-}(x)",
        say=Text(
            en="Looks as if the slope from the other side of 0 was used.",
            zh="看起来用了 0 另一侧的斜率。",
        ),
    )
    def other_side(self) -> Any:
        """The slope of the branch that x is not in."""
        self.only_for(*OTHER_BRANCH)
        branch, own = OTHER_BRANCH[self.name], self.own()
        return self.at_each(lambda x: branch(x, **own))

    @mistake(
        derivative,
        latex=r"\tilde{f}'(x)",
        say=Text(
            en="Looks as if the limits were left out: beyond them the slope changes.",
            zh="看起来没有考虑上下限：超出之后斜率就变了。",
        ),
    )
    def not_limited(self) -> Any:
        """The slope of the middle piece everywhere."""
        self.only_for(*MIDDLE)
        return self.at_each(MIDDLE[self.name])

    @mistake(
        derivative,
        latex="f'_0(x)",
        say=Text(
            en="Looks as if the usual parameter was used; here another one is given.",
            zh="看起来用了默认的参数；题目给出的是另一个值。",
        ),
    )
    def usual_parameter(self) -> Any:
        """The defaults, whatever was given."""
        return type(self)(name=self.name, x=self.x).derivative

    @mistake(
        derivative,
        latex=r"\frac{f'(x)}{\lambda},\; 6 f'(x)",
        say=Text(
            en="Looks as if the constant factor was left out: λ in selu, 1/6 in hardsigmoid.",
            zh="看起来漏掉了常数因子：selu 中的 λ，hardsigmoid 中的 1/6。",
        ),
    )
    def not_scaled(self) -> Any:
        """SELU without λ, the hard sigmoid without its 1/6."""
        self.only_for("selu", "hardsigmoid")
        if self.name == "selu":
            return self.at_each(lambda x: slopes.elu(x, values.SELU_ALPHA))
        return self.at_each(lambda x: int(abs(x) < 3))

    @mistake(
        derivative,
        latex=r"\beta \cdot f'(x)",
        say=Text(
            en="Looks as if β stayed as a factor; it cancels with the 1/β in front of the logarithm.",
            zh="看起来多乘了 β；它与对数前的 1/β 约掉了。",
        ),
    )
    def times_beta(self, derivative: Any) -> Any:
        """The inner derivative of softplus, not cancelled."""
        self.only_for("softplus")
        return multiply(self.beta, derivative)

    result = derivative

    def simulate(self) -> Value:
        """A difference quotient in decimals of sixty digits; at a kink, from the side that counts."""
        own = self.own()
        found = tuple(decimals.slope(self.name, x, own) for x in self.entries())
        return found if getattr(self.x, "ndim", 0) else found[0]
