"""How much of a gradient can come through the activation functions of many layers."""

from math import prod
from typing import Any

from studyapp.domain.text import Text
from studyapp.domain.value import Number
from studyapp.engine.solvers.activations import decimals, formulas
from studyapp.engine.solvers.activations.functions import DEFAULTS, NAMES, gate_of, slope_of, value_of
from studyapp.engine.solvers.activations.steepest import largest_slope, place_of_it
from studyapp.engine.solving.solver import Solver, given, mistake, step
from studyapp.engine.solving.written import latex_of

MOST_FACTORS = 10_000
"""Layers whose factors the simulation multiplies one by one."""

REACHED = {"hardswish": r" = \lim_{x \to 3^-} f'(x)"}
"""Where the largest slope is only come near to."""
PUT_IN = {"selu": r"1.0507 \times 1.67326", "hardswish": r"\frac{3}{3} + \frac{1}{2}"}
"""The largest slopes that stand beside a kink."""


class GradientBound(Solver):
    """The most by which the activation functions of so many layers can multiply a gradient on its way back.

    (sup |f'|)^layers with the functions' default parameters, as in `activation`; weights are left out. 1/4
    a layer for the sigmoid, so that gradients vanish (Hochreiter 1991; Glorot & Bengio 2010); 1 for tanh
    and ReLU. The largest slopes of SiLU, GELU, Mish and SMU are a little above 1; they are searched for,
    not quoted.
    """

    say = Text(en="Bound on the gradient through activations", zh="激活函数使梯度缩放的上界")
    activation: str = given(
        choices=NAMES, symbol="f", say=Text(en="activation function of every layer", zh="各层的激活函数")
    )
    layers: int = given(ge=1, symbol="L", say=Text(en="how many layers", zh="层数"))

    @step(
        latex=r"\sup_x \left| f'(x) \right|",
        symbol="m",
        say=Text(en="The largest slope of the function", zh="激活函数导数绝对值的上确界"),
    )
    def largest_slope(self) -> Number:
        """Exact where it is rational."""
        return largest_slope(self.activation)

    @largest_slope.formula
    def _largest_slope_written(self) -> str:
        return r"\sup_x \left| f'(x) \right|" + REACHED.get(self.activation, self._at_the_summit())

    @largest_slope.numbers
    def _largest_slope_put_in(self) -> str:
        place, own = place_of_it(self.activation), DEFAULTS[self.activation]
        if place is None or self.activation in PUT_IN:
            return PUT_IN.get(self.activation, "")
        output = value_of(self.activation, place, own)
        gate = gate_of(self.activation, place, own) if self.activation in formulas.GATES else 1
        source = formulas.formula(formulas.SLOPES, self.activation, own)
        return formulas.latex_numbers(source, x=place, gate=gate, output=output, **own)

    def _at_the_summit(self) -> str:
        place = place_of_it(self.activation)
        return "" if place is None else f" = f'({latex_of(place)})"

    bound = step(
        "largest_slope**layers",
        symbol="B",
        say=Text(en="Multiplied once for every layer", zh="每层乘一次"),
    )

    @mistake(
        largest_slope,
        latex="1",
        say=Text(
            en="That is the largest slope of ReLU, tanh or the identity; this function has another one.",
            zh="这是 ReLU、tanh 或恒等函数的最大斜率；这个函数不同。",
        ),
    )
    def taken_as_one(self) -> Any:
        """1 for functions that are flatter or steeper."""
        return 1

    @mistake(
        largest_slope,
        latex="f'(0)",
        say=Text(
            en="That is the slope at 0; this function is steeper elsewhere.",
            zh="这是 0 处的斜率；这个函数在别处更陡。",
        ),
    )
    def at_zero(self) -> Any:
        """f'(0)."""
        return slope_of(self.activation, 0, DEFAULTS[self.activation])

    @mistake(
        largest_slope,
        latex="f(0)",
        say=Text(
            en="That is the function's value at 0; its slope is asked for.",
            zh="这是函数在 0 处的值；题目要的是斜率。",
        ),
    )
    def value_at_zero(self) -> Any:
        """1/2 for the sigmoid."""
        if self.activation not in ("sigmoid", "hardsigmoid", "softplus"):
            raise ArithmeticError(self.activation)
        return value_of(self.activation, 0, DEFAULTS[self.activation])

    multiplied = mistake(
        bound,
        "largest_slope*layers",
        say=Text(
            en="Looks as if the slope was multiplied by the number of layers; each layer multiplies it in "
            "once more.",
            zh="看起来用斜率乘了层数；每一层都要再乘一次斜率，即乘方。",
        ),
    )
    one_layer = mistake(
        bound,
        "largest_slope",
        say=Text(
            en="That is the factor of one layer.",
            zh="这只是一层的系数。",
        ),
    )
    one_fewer = mistake(
        bound,
        "largest_slope**(layers - 1)",
        say=Text(
            en="Looks as if one layer was left out; here all of them have the activation.",
            zh="看起来少算了一层；这里每一层都有激活函数。",
        ),
    )
    result = bound

    def simulate(self) -> Any:
        """The steepest difference quotient, in decimals of sixty digits, and one factor after the other."""
        if self.layers > MOST_FACTORS:
            return None
        return prod([decimals.steepest(self.activation, **DEFAULTS[self.activation])] * self.layers)
