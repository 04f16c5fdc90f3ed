"""An activation function's value."""

from collections.abc import Callable
from typing import Any

from studyapp.domain.text import Text
from studyapp.domain.value import Number, Value
from studyapp.engine.expression.arithmetic import add, divide, multiply, subtract
from studyapp.engine.solvers.activations import decimals, formulas, values
from studyapp.engine.solvers.activations.functions import value_of
from studyapp.engine.solvers.activations.of_function import OfFunction
from studyapp.engine.solving.solver import mistake, step

BRANCHES: dict[str, Callable[..., Any]] = {
    "leaky_relu": lambda x, negative_slope: multiply(negative_slope, x),
    "prelu": lambda x, weight: multiply(weight, x),
    "elu": lambda x, alpha: multiply(alpha, values.exponential(x) - 1),
    "selu": lambda x: values.SELU_SCALE * values.SELU_ALPHA * (values.exponential(x) - 1),
}
"""What these do below 0, taken anywhere."""

OTHER_SIGN: dict[str, Callable[..., Any]] = {
    "sigmoid": lambda x: values.sigmoid(-x),
    "tanh": lambda x: values.tanh(-x),
    "silu": lambda x, beta: multiply(x, values.silu_gate(-x, beta)),
    "softplus": lambda x, beta: values.softplus(-x, beta),
    "elu": lambda x, alpha: x if x > 0 else multiply(alpha, values.exponential(-x) - 1),
}
"""The functions with −x in the exponent for x, or x for −x."""

UNLIMITED: dict[str, Callable[[Number], Any]] = {
    "relu6": values.relu,
    "hardtanh": values.identity,
    "hardsigmoid": lambda x: add(divide(x, 6), values.HALF),
    "hardswish": lambda x: divide(multiply(x, add(x, 3)), 6),
}
"""The functions with limits, without them."""


class Activation(OfFunction):
    """An activation function at x, shaped like `x`.

    The functions and their own parameters are PyTorch's: identity, sigmoid, tanh, relu, relu6, leaky_relu
    (negative_slope=0.01), prelu (weight=0.25, one for all channels), elu (alpha=1), selu, softplus (beta=1;
    without PyTorch's threshold, which calls it x from beta·x = 20 on), softsign, silu (also called swish;
    beta=1, which PyTorch does not have), gelu (approximate="none" or "tanh"; PyTorch and JAX differ in
    which they take unless told), mish, hardsigmoid (x/6 + 1/2 as in PyTorch; Keras had 0.2·x + 1/2 before
    version 3), hardtanh (limits ±1), hardswish. In leaky_relu, PyTorch's slope is 0.01; TensorFlow's is
    0.2, Keras's 0.3. smu (alpha=0.25, mu=1) is ((1 + α)x + (1 − α)x·erf(μ(1 − α)x))/2 (Biswas et al. 2022),
    in which mu=1 is chosen to be seen: implementations begin at 1e6 and learn it.
    """

    say = Text(en="An activation function", zh="激活函数的值")

    @step(
        latex=r"\frac{1}{1 + e^{-x}},\; \max(0, x),\; x \cdot g,\; \ldots",
        symbol="f(x)",
        say=Text(en="The function's value", zh="函数值"),
    )
    def output(self, gate: Any) -> Any:
        """With a gate, from it; else at once."""
        if self.name == "smu":
            return multiply(self.x, values.smu_factor(gate, self.own()["alpha"]))
        if self.name in formulas.GATES:
            return values.gated(self.x, gate)
        return value_of(self.name, self.x, self.own())

    @output.formula
    def _output_written(self) -> str:
        return formulas.latex(self._source(formulas.FORMULAS))

    @output.numbers
    def _output_put_in(self) -> str:
        return formulas.latex_numbers(self._source(formulas.FORMULAS), x=self.x, gate=self.gate, **self.own())

    @mistake(
        output,
        latex="x",
        say=Text(
            en="That is the input itself; it still has to go through the function.",
            zh="这是输入本身；还要代入激活函数。",
        ),
    )
    def unchanged(self) -> Any:
        """x."""
        return self.x

    @mistake(
        output,
        latex=r"\max(0, x)",
        say=Text(
            en="Looks as if everything below 0 became 0, as in ReLU. This function lets something of it "
            "through.",
            zh="看起来像 ReLU 那样把负值都变成了 0。这个函数在负半轴并不为 0。",
        ),
    )
    def cut_off(self) -> Any:
        """ReLU for its softer kin."""
        self.only_for("leaky_relu", "prelu", "elu", "selu", "softplus", *formulas.GATES)
        return value_of("relu", self.x, {})

    @mistake(
        output,
        latex=r"f_{-}(x)",
        say=Text(
            en="Looks as if the formula for negative inputs was used on a positive one; there the function "
            "is a straight line.",
            zh="看起来对正的输入用了负半轴的公式；在正半轴上，这个函数是一条直线。",
        ),
    )
    def below_zero_everywhere(self) -> Any:
        """The branch of the negative inputs for all."""
        self.only_for(*BRANCHES)
        branch, own = BRANCHES[self.name], self.own()
        return self.at_each(lambda x: branch(x, **own))

    @mistake(
        output,
        latex="f_0(x)",
        say=Text(
            en="Looks as if the usual parameter was used; here another one is given.",
            zh="看起来用了默认的参数；题目给出的是另一个值。",
        ),
    )
    def usual_parameter(self) -> Any:
        """The defaults, whatever was given."""
        return type(self)(name=self.name, x=self.x).output

    @mistake(
        output,
        latex="f(-x)",
        say=Text(
            en="Looks as if the exponent has the other sign.",
            zh="看起来指数的符号反了。",
        ),
    )
    def other_sign(self) -> Any:
        """e^x for e^(−x)."""
        self.only_for(*OTHER_SIGN)
        function, own = OTHER_SIGN[self.name], self.own()
        return self.at_each(lambda x: function(x, **own))

    @mistake(
        output,
        latex=r"\tanh x,\; \sigma(x)",
        say=Text(
            en="Looks as if sigmoid and tanh were taken for each other: sigmoid lies between 0 and 1, tanh "
            "between −1 and 1.",
            zh="看起来混淆了 sigmoid 和 tanh：sigmoid 的值在 0 与 1 之间，tanh 的值在 −1 与 1 之间。",
        ),
    )
    def other_squashing(self) -> Any:
        """Tanh for sigmoid, and the other way round; the hard ones too."""
        others = {
            "sigmoid": "tanh",
            "tanh": "sigmoid",
            "hardsigmoid": "hardtanh",
            "hardtanh": "hardsigmoid",
        }
        self.only_for(*others)
        return value_of(others[self.name], self.x, {})

    @mistake(
        output,
        latex="g",
        say=Text(
            en="That is the gate alone; x still has to be multiplied by it.",
            zh="这只是门控值；还要用 x 乘以它。",
        ),
    )
    def gate_only(self, gate: Any) -> Any:
        """g for x·g."""
        self.only_for("silu", "gelu", "mish", "hardswish")
        return gate

    @mistake(
        output,
        latex=r"\tilde{f}(x)",
        say=Text(
            en="Looks as if the limits were left out: beyond them this function stays flat or straight.",
            zh="看起来没有考虑上下限：超出之后，这个函数变为常数或直线。",
        ),
    )
    def not_limited(self) -> Any:
        """The middle piece everywhere."""
        self.only_for(*UNLIMITED)
        return self.at_each(UNLIMITED[self.name])

    @mistake(
        output,
        latex=r"\frac{f(x)}{\lambda}",
        say=Text(
            en="That is the plain elu with α ≈ 1.6733; selu also multiplies by λ ≈ 1.0507.",
            zh="这只是 α ≈ 1.6733 的 elu；selu 还要乘以 λ ≈ 1.0507。",
        ),
    )
    def not_scaled(self) -> Any:
        """SELU without λ."""
        self.only_for("selu")
        return self.at_each(lambda x: values.elu(x, values.SELU_ALPHA))

    @mistake(
        output,
        latex=r"\frac{x}{1 + x}",
        say=Text(
            en="Looks as if x stands below without its absolute value.",
            zh="看起来分母里的 x 没有取绝对值。",
        ),
    )
    def not_absolute(self) -> Any:
        """Softsign without |x|."""
        self.only_for("softsign")
        return self.at_each(lambda x: divide(x, add(1, x)))

    @mistake(
        output,
        latex=r"f(x) \mp 1",
        say=Text(
            en="Looks as if a 1 was left out beside the exponential.",
            zh="看起来漏掉了指数旁边的 1。",
        ),
    )
    def no_one(self) -> Any:
        """e^x for 1/(1 + e^(−x)) and for ln(1 + e^x), α·e^x for α·(e^x − 1)."""
        self.only_for("sigmoid", "softplus", "elu")
        own = self.own()
        if self.name == "elu":
            return self.at_each(lambda x: x if x > 0 else multiply(own["alpha"], values.exponential(x)))
        return self.at_each(values.exponential if self.name == "sigmoid" else values.identity)

    @mistake(
        output,
        latex=r"x \cdot \sigma(1.702x)",
        say=Text(
            en="Looks as if the approximation by a sigmoid was used, x·σ(1.702x); it is a coarser one.",
            zh="看起来用了 sigmoid 近似 x·σ(1.702x)；它比较粗略。",
        ),
    )
    def by_sigmoid(self) -> Any:
        """The other approximation of Hendrycks & Gimpel 2016."""
        self.only_for("gelu")
        return self.at_each(lambda x: multiply(x, values.silu_gate(x, 1.702)))

    @mistake(
        output,
        latex=r"\frac{(1 - \alpha)x + (1 + \alpha)x \cdot g}{2}",
        say=Text(
            en="Looks as if 1 + α and 1 − α changed places.",
            zh="看起来 1 + α 和 1 − α 互换了位置。",
        ),
    )
    def swapped(self, gate: Any) -> Any:
        """SMU with its two factors exchanged."""
        self.only_for("smu")
        alpha = self.own()["alpha"]
        factor = add(subtract(1, alpha), multiply(add(1, alpha), gate))
        return multiply(self.x, divide(factor, 2))

    result = output

    def simulate(self) -> Value:
        """The textbook's formula in decimals of sixty digits."""
        own = self.own()
        found = tuple(decimals.value(self.name, x, own) for x in self.entries())
        return found if getattr(self.x, "ndim", 0) else found[0]
