"""One artificial neuron."""

from typing import Any

from studyapp.domain.text import Text
from studyapp.domain.value import Number
from studyapp.engine.expression.arithmetic import add, divide, multiply
from studyapp.engine.solvers.activations import decimals, formulas
from studyapp.engine.solvers.activations.functions import DEFAULTS, NAMES, value_of
from studyapp.engine.solving.inputs import flat
from studyapp.engine.solving.solver import Array, Solver, given, mistake, step
from studyapp.engine.solving.written import dot_product
from studyapp.errors import GivenError
from studyapp.i18n import N_

OTHERS = {"sigmoid": "tanh", "tanh": "sigmoid", "relu": "leaky_relu", "leaky_relu": "relu"}
"""Functions that are taken for each other."""


class Neuron(Solver):
    """A neuron: inputs times weights, added up, plus the bias, and that through the activation function.

    {pre_activation, output}, both numbers. The function has its default parameters, as in `activation`.
    """

    say = Text(en="An artificial neuron", zh="单个神经元")
    x: Array = given(ndim=(0, 1), symbol="x", say=Text(en="inputs", zh="输入"))
    w: Array = given(
        ndim=(0, 1), symbol="w", say=Text(en="weights, one for each input", zh="权重，每个输入一个")
    )
    b: Number = given(symbol="b", say=Text(en="bias", zh="偏置"))
    activation: str = given(
        default="identity", choices=NAMES, symbol="f", say=Text(en="activation function", zh="激活函数")
    )

    def check(self) -> None:
        """Every input has its weight."""
        inputs, weights = len(flat(self.x)), len(flat(self.w))
        if inputs != weights or getattr(self.x, "ndim", 0) != getattr(self.w, "ndim", 0):
            raise GivenError(
                N_("{parameter} has {weights} weights; it must have one for each of the {inputs} inputs in x")
                if inputs != weights
                else N_("{parameter} and x must both be lists, or both numbers"),
                parameter="w",
                weights=weights,
                inputs=inputs,
            )

    @step(
        latex=r"\sum_i w_i x_i",
        symbol="s",
        say=Text(en="Inputs times weights, added up", zh="输入与权重相乘再求和"),
    )
    def weighted_sum(self) -> Any:
        """The dot product of weights and inputs."""
        return dot(self.w, self.x)

    @weighted_sum.numbers
    def _weighted_sum_put_in(self) -> str:
        return dot_product(flat(self.w), flat(self.x))

    pre_activation = step("weighted_sum + b", symbol="z", say=Text(en="With the bias", zh="加上偏置"))

    @step(latex="f(z)", symbol="y", say=Text(en="Through the activation function", zh="经过激活函数"))
    def output(self, pre_activation: Any) -> Any:
        """f of it."""
        return value_of(self.activation, pre_activation, DEFAULTS[self.activation])

    @output.formula
    def _output_written(self) -> str:
        return formulas.usual_latex(self.activation, "z")

    @output.numbers
    def _output_put_in(self) -> str:
        return formulas.usual_latex(self.activation, "z", self.pre_activation)

    no_bias = mistake(
        pre_activation,
        "weighted_sum",
        say=Text(en="Looks as if the bias was left out.", zh="看起来漏加了偏置。"),
    )
    bias_subtracted = mistake(
        pre_activation,
        "weighted_sum - b",
        say=Text(en="Looks as if the bias was subtracted; it is added.", zh="看起来减去了偏置；应该加上。"),
    )
    bias_multiplied = mistake(
        pre_activation,
        "weighted_sum*b",
        say=Text(
            en="Looks as if the sum was multiplied by the bias, which is added.",
            zh="看起来用和乘了偏置；偏置是加上去的。",
        ),
    )

    @mistake(
        pre_activation,
        latex=r"\sum_i (w_i x_i + b)",
        say=Text(
            en="Looks as if the bias was added for every input; a neuron has one, added once.",
            zh="看起来每个输入都加了一次偏置；一个神经元只有一个偏置，只加一次。",
        ),
    )
    def bias_each_time(self, weighted_sum: Any) -> Any:
        """n·b for b."""
        return add(weighted_sum, multiply(len(flat(self.x)), self.b))

    @mistake(
        weighted_sum,
        latex=r"\sum_i x_i",
        say=Text(
            en="Looks as if the inputs were added without their weights.",
            zh="看起来没有乘权重就把输入相加了。",
        ),
    )
    def not_weighted(self) -> Any:
        """Σx."""
        return dot([1] * len(flat(self.x)), flat(self.x))

    @mistake(
        weighted_sum,
        latex=r"\sum_i (w_i + x_i)",
        say=Text(
            en="Looks as if weights and inputs were added; each input is multiplied by its weight.",
            zh="看起来把权重和输入相加了；每个输入应乘以它的权重。",
        ),
    )
    def weights_added(self) -> Any:
        """Σ(w + x)."""
        ones = [1] * len(flat(self.x))
        return add(dot(ones, flat(self.w)), dot(ones, flat(self.x)))

    @mistake(
        weighted_sum,
        latex=r"\sum_i w_i \cdot \sum_i x_i",
        say=Text(
            en="Looks as if the sums were multiplied; multiply pair by pair, then add.",
            zh="看起来先各自求和再相乘；应逐对相乘后再相加。",
        ),
    )
    def sums_multiplied(self) -> Any:
        """Σw·Σx."""
        ones = [1] * len(flat(self.x))
        return multiply(dot(ones, flat(self.w)), dot(ones, flat(self.x)))

    @mistake(
        weighted_sum,
        latex=r"\frac{1}{n} \sum_i w_i x_i",
        say=Text(
            en="Looks as if the products were averaged; a neuron adds them up.",
            zh="看起来对乘积取了平均；神经元是把它们相加。",
        ),
    )
    def averaged(self, weighted_sum: Any) -> Any:
        """Divided by the number of inputs."""
        return divide(weighted_sum, len(flat(self.x)))

    not_activated = mistake(
        output,
        "pre_activation",
        say=Text(
            en="That is the value before the activation function; it still has to go through it.",
            zh="这是激活之前的值；还要经过激活函数。",
        ),
    )

    @mistake(
        output,
        latex="f(s) + b",
        say=Text(
            en="Looks as if the bias was added after the activation; it comes before.",
            zh="看起来在激活之后才加偏置；应在激活之前加。",
        ),
    )
    def bias_afterwards(self, weighted_sum: Any) -> Any:
        """f(s) + b."""
        return add(value_of(self.activation, weighted_sum, DEFAULTS[self.activation]), self.b)

    @mistake(
        output,
        latex=r"\tilde{f}(z)",
        say=Text(
            en="Looks as if another activation function was used, one that is easily taken for this one.",
            zh="看起来用了另一个容易混淆的激活函数。",
        ),
    )
    def other_function(self, pre_activation: Any) -> Any:
        """Tanh for the sigmoid, ReLU for the leaky one, and so on."""
        if self.activation not in OTHERS:
            raise ArithmeticError(self.activation)
        other = OTHERS[self.activation]
        return value_of(other, pre_activation, DEFAULTS[other])

    result = (pre_activation, output)

    def simulate(self) -> dict[str, Any]:
        """Input by input in fractions; the function in decimals of sixty digits."""
        z: Any = self.b
        for weight, value in zip(flat(self.w), flat(self.x), strict=True):
            z += weight * value
        return {
            "pre_activation": z,
            "output": decimals.value(self.activation, z, DEFAULTS[self.activation]),
        }


def dot(left: Any, right: Any) -> Any:
    """The products of two numbers, or of two lists pair by pair, added up."""
    if not getattr(left, "ndim", 0) and not isinstance(left, list):
        return multiply(left, right)
    from studyapp.engine.expression import arrays  # NumPy only where there are arrays

    return arrays.dot(left, right)
