"""What the solvers of one chosen activation function share: its name, its own parameters, and its gate."""

from typing import Any

from studyapp.domain.text import Text
from studyapp.domain.value import Number
from studyapp.engine.solvers.activations import formulas
from studyapp.engine.solvers.activations.functions import DEFAULTS, NAMES, each, gate_of, with_defaults
from studyapp.engine.solving.inputs import flat
from studyapp.engine.solving.solver import Array, Solver, given, step
from studyapp.errors import GivenError
from studyapp.i18n import N_
from studyapp.messages import Names

PARAMETERS = ("negative_slope", "weight", "alpha", "beta", "approximate", "mu")


class OfFunction(Solver, shared=True):
    """An activation function at a number, or at every entry of an array."""

    name: str = given(choices=NAMES, symbol="f", say=Text(en="the function", zh="激活函数的名称"))
    x: Array = given(symbol="x", say=Text(en="where to take it", zh="自变量的值"))
    negative_slope: Number | None = given(
        default=None,
        symbol="a",
        say=Text(en="slope below 0 (leaky_relu; 0.01)", zh="负半轴的斜率（leaky_relu；默认 0.01）"),
    )
    weight: Number | None = given(
        default=None,
        symbol="w",
        say=Text(en="learnt slope below 0 (prelu; 0.25)", zh="可学习的负半轴斜率（prelu；默认 0.25）"),
    )
    alpha: Number | None = given(
        default=None,
        symbol=r"\alpha",
        say=Text(
            en="size below 0 (elu; 1) or slope far below 0 (smu; 0.25)",
            zh="负值饱和的大小（elu；默认 1），或负方向远处的斜率（smu；默认 0.25）",
        ),
    )
    beta: Number | None = given(
        default=None,
        symbol=r"\beta",
        say=Text(en="how steep (softplus, silu; 1)", zh="陡峭程度（softplus、silu；默认 1）"),
    )
    approximate: str | None = given(
        default=None,
        choices=("none", "tanh"),
        symbol=r"\text{approx.}",
        say=Text(en="exactly, or by tanh (gelu; none)", zh="精确计算，或用 tanh 近似（gelu；默认 none）"),
    )
    mu: Number | None = given(
        default=None,
        symbol=r"\mu",
        say=Text(en="how sharp the bend is (smu; 1)", zh="拐弯的锐利程度（smu；默认 1）"),
    )

    def check(self) -> None:
        """Only the function's own parameters may be given; those that are not get its defaults."""
        own = DEFAULTS[self.name]
        for parameter in PARAMETERS:
            if self._values[parameter] is not None and parameter not in own:
                raise GivenError(
                    N_("{parameter} is no parameter of {of}, which takes {names}"),
                    parameter=parameter,
                    of=self.name,
                    names=Names(("x", *own)),
                )
        if self.name == "softplus" and self.beta == 0:
            raise GivenError(
                N_("{parameter} is 0; softplus divides by it, so it may be any other number"),
                parameter="beta",
            )
        self._values.update(with_defaults(self.name, self._values))

    @step(
        latex=r"\sigma(\beta x),\; \Phi(x),\; \tanh(\ln(1 + e^x)),\; \ldots",
        symbol="g",
        say=Text(en="The gate: how much of x passes", zh="门控值：让 x 通过多少"),
    )
    def gate(self) -> Any:
        """What x is taken times; None in functions without one."""
        if self.name not in formulas.GATES:
            return None
        return gate_of(self.name, self.x, self.own())

    @gate.formula
    def _gate_written(self) -> str:
        return formulas.latex(self._source(formulas.GATES))

    @gate.numbers
    def _gate_put_in(self) -> str:
        return formulas.latex_numbers(self._source(formulas.GATES), x=self.x, **self.own())

    def own(self) -> dict[str, Any]:
        """The function's own parameters."""
        return {parameter: self._values[parameter] for parameter in DEFAULTS[self.name]}

    def in_use(self, name: str) -> bool:
        """The gate only where the function has one, and of the parameters its own."""
        if name in PARAMETERS:
            return name in DEFAULTS[self.name]
        return name != "gate" or self.name in formulas.GATES

    def only_for(self, *names: str) -> None:
        """Raise ArithmeticError unless the function is one of these: no other can be worked that way."""
        if self.name not in names:
            raise ArithmeticError(self.name)

    def at_each(self, function: Any) -> Any:
        """A function of one number at x, or at every entry of x."""
        return each(function, self.x)

    def entries(self) -> list[Number]:
        """x, number by number."""
        return flat(self.x)

    def _source(self, table: dict[str, str]) -> str:
        return formulas.formula(table, self.name, self.own()) if self.name in table else "1"
