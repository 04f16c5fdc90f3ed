"""An activation function and its slope, with a point that moves along both."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np

from studyapp.domain.text import Text
from studyapp.domain.value import Value
from studyapp.engine.demo import Demo, Preset, choice, knob
from studyapp.engine.frames import Curves, Frame, Series
from studyapp.engine.numeric import activation_slopes, activations
from studyapp.engine.registry import find_solver
from studyapp.engine.taking import numbers
from studyapp.text.numbers import show

FUNCTIONS = {
    "sigmoid": Text.same("sigmoid"),
    "tanh": Text.same("tanh"),
    "relu": Text.same("ReLU"),
    "leaky_relu": Text.same("leaky ReLU"),
    "elu": Text.same("ELU"),
    "selu": Text.same("SELU"),
    "softplus": Text.same("softplus"),
    "silu": Text.same("SiLU"),
    "gelu": Text.same("GELU"),
    "mish": Text.same("Mish"),
    "hardswish": Text.same("hardswish"),
    "smu": Text.same("SMU"),
    "identity": Text(en="none", zh="无"),
}
PARAMETERS = {"leaky_relu": ("negative_slope",), "elu": ("alpha",)}
"""What a problem may set of a function, by the name that it has there and here."""
PARAMETERS_SAID = {"negative_slope": "a", "alpha": "α"}
WIDEST = 6.0
MOMENTS = 25
FLAT = 0.01
"""A slope below this lets hardly anything through."""


@dataclass(frozen=True, kw_only=True)
class Activations(Demo):
    """A curve, its derivative, and where on them a unit stands."""

    title = Text(en="Activation functions", zh="激活函数")
    about = Text(
        en="Draws an activation function and its derivative, and moves the input of one unit along both.",
        zh="画出一个激活函数和它的导数，并让一个单元的输入沿着两条曲线移动。",
    )
    notice = Text(
        en="The slope is what a gradient is multiplied by on its way back. Sigmoid and tanh are flat at both "
        "ends, and sigmoid is never steeper than 1/4; ReLU passes everything above 0 and nothing below.",
        zh="斜率就是梯度往回传时要乘的倍数。sigmoid 和 tanh 的两端都是平的，sigmoid 最陡也只有 1/4；"
        "ReLU 在 0 以上原样通过，在 0 以下什么都不通过。",
    )
    question = Text(
        en="At which inputs does a sigmoid unit stop learning, and at which does a ReLU unit?",
        zh="输入在哪些位置时 sigmoid 单元几乎学不动？ReLU 单元呢？",
    )
    chapter = "activations"
    presets = (
        Preset("saturated", Text(en="A saturated sigmoid", zh="饱和的 sigmoid"), {"x": 6.0}),
        Preset("steepest", Text(en="Sigmoid at its steepest", zh="sigmoid 最陡处"), {"x": 0.0}),
        Preset("dead", Text(en="A dead ReLU", zh="死亡的 ReLU"), {"function": "relu", "x": -3.0}),
        Preset(
            "leaky",
            Text(en="Leaky ReLU repairs it", zh="Leaky ReLU 的补救"),
            {"function": "leaky_relu", "x": -3.0},
        ),
        Preset("dip", Text(en="GELU dips below 0", zh="GELU 在负侧下凹"), {"function": "gelu", "x": -0.75}),
    )

    function: str = choice("sigmoid", FUNCTIONS, say=Text(en="function", zh="函数"))
    x: float = knob(2.0, ge=-WIDEST, le=WIDEST, step=0.25, say=Text(en="input x", zh="输入 x"))
    own_inputs: tuple[float, ...] = ()
    """A problem's inputs, one moment each, until x is turned."""
    own_gradients: tuple[float, ...] = ()
    """The gradient that comes back to each of them."""
    own_parameter: tuple[tuple[str, float], ...] = ()
    """A problem's slope below 0, or α, by its name; until another function is chosen."""

    @classmethod
    def from_givens(cls, givens: Mapping[str, Value]) -> Self:
        """A problem's own function and inputs: its sum, or what led to the outputs of tanh or sigmoid."""
        x, w, b = (givens.get(name) for name in ("x", "w", "b"))
        name = givens.get("name", givens.get("activation"))
        inputs = numbers(x) if isinstance(x, tuple) else ()
        if inputs and isinstance(w, tuple) and len(inputs) == len(w):
            neuron: Any = find_solver("neuron")(x=x, w=w, b=b or 0, activation="identity").result_value()
            inputs = (float(neuron["pre_activation"] if isinstance(neuron, dict) else neuron),)
        if not inputs and (outputs := numbers(givens.get("t"))):
            name, inputs = "tanh", tuple(np.arctanh(outputs).tolist())
        if not inputs and (shares := numbers(givens.get("p"))) and all(0 < share < 1 for share in shares):
            name, inputs = "sigmoid", tuple(np.log(np.divide(shares, np.subtract(1, shares))).tolist())
        parameters = ((each, givens.get(each)) for each in PARAMETERS.get(str(name), ()))
        gradients: Any = givens.get("g") if inputs else ()
        first = inputs[0] if inputs and abs(inputs[0]) <= WIDEST else x
        return replace(
            super().from_givens({"function": name, "x": first}),
            own_inputs=inputs,
            own_gradients=tuple(map(float, gradients or ())),
            own_parameter=tuple((each, float(set_to)) for each, set_to in parameters if set_to is not None),  # type: ignore[arg-type]
        )

    def turned(self, name: str, turns: int) -> Self:
        """An x of her own in place of a problem's inputs; another function has another parameter."""
        turned = super().turned(name, turns)
        if name == "x":
            return replace(turned, own_inputs=(), own_gradients=())
        return replace(turned, own_parameter=())

    def frames(self) -> Iterator[Frame]:
        """The point on its way from the far left to x; or at each of a problem's inputs."""
        widest = max(WIDEST, *map(abs, self.own_inputs)) if self.own_inputs else WIDEST
        xs, parameter = np.linspace(-widest, widest, 241), dict(self.own_parameter)
        ys, slopes = value_of(self.function, xs, **parameter), slope_of(self.function, xs, **parameter)
        low, high = min(0.0, ys.min(), slopes.min()), max(1.1, min(ys.max(), widest / 2))
        if self.own_inputs:
            high = max(high, *value_of(self.function, np.array(self.own_inputs), **parameter).tolist())
        way = np.linspace(-WIDEST, self.x, MOMENTS) if self.x > -WIDEST else (self.x,)
        gradients = self.own_gradients or (None,) * len(self.own_inputs)
        moments = (
            zip(self.own_inputs, gradients, strict=True) if self.own_inputs else ((x, None) for x in way)
        )
        for x, gradient in moments:
            yield self._frame(float(x), gradient, (xs, ys, slopes), (float(low) - 0.1, float(high)))

    def _frame(self, x: float, gradient: float | None, curves: Any, span: tuple[float, float]) -> Frame:
        xs, ys, slopes = curves
        parameter: dict[str, Any] = dict(self.own_parameter)
        value = float(find_solver("activation")(name=self.function, x=x, **parameter).result_value())
        slope = float(
            find_solver("activation_derivative")(name=self.function, x=x, **parameter).result_value()
        )
        called = FUNCTIONS[self.function].map(
            lambda name: ", ".join(
                [name, *(f"{PARAMETERS_SAID[each]} = {show(to)}" for each, to in parameter.items())]
            )
        )
        return Frame(
            title=called.map(lambda name: f"{name}, x = {show(x, 3)}"),
            caption=self._caption(value, slope) if gradient is None else _passed_on(gradient, value, slope),
            shapes=(
                Curves(
                    say=Text(en="The function and its derivative", zh="函数与导数"),
                    series=(
                        Series.of(Text(en="f(x)", zh="f(x)"), xs, ys),
                        Series.of(Text(en="f′(x), its slope", zh="f′(x)，斜率"), xs, slopes),
                        *self._others(),
                        Series(Text(en="the unit", zh="该单元"), (x, x), (value, slope), points=True),
                    ),
                    x=Text.same("x"),
                    x_range=(float(xs[0]), float(xs[-1])),
                    y_range=span,
                ),
            ),
            figures={"x": x, "value": value, "slope": slope}
            | ({} if gradient is None else {"passed_on": gradient * slope}),
        )

    def _others(self) -> tuple[Series, ...]:
        """All inputs of a problem on the curve."""
        if not self.own_inputs:
            return ()
        heights = value_of(self.function, np.array(self.own_inputs), **dict(self.own_parameter))
        return (
            Series.of(Text(en="the problem's", zh="题目中的输入"), self.own_inputs, heights, points=True),
        )

    def _caption(self, value: float, slope: float) -> Text:
        told = f"f(x) = **{show(value, 4)}**, f′(x) = **{show(slope, 4)}**"
        if slope == 0:
            return Text(
                en=f"{told}: a gradient that comes back is not passed on at all.",
                zh=f"{told}：传回来的梯度一点也传不过去。",
            )
        if abs(slope) < FLAT:
            return Text(
                en=f"{told}: flat here. Of a gradient that comes back hardly anything is passed on.",
                zh=f"{told}：这里很平，传回来的梯度几乎全被抹掉了。",
            )
        return Text(
            en=f"{told}: a gradient that comes back is multiplied by {show(slope, 3)}.",
            zh=f"{told}：传回来的梯度要乘以 {show(slope, 3)}。",
        )


def _passed_on(gradient: float, value: float, slope: float) -> Text:
    """What becomes of a gradient that comes back to a unit."""
    told = f"f(x) = **{show(value, 4)}**, f′(x) = **{show(slope, 4)}**"
    passed = f"{show(gradient)} · {show(slope, 4)} = **{show(gradient * slope, 4)}**"
    return Text(
        en=f"{told}. Of the gradient {show(gradient)} that comes back {passed} is passed on.",
        zh=f"{told}。传回来的梯度为 {show(gradient)}，继续往前传的是 {passed}。",
    )


def value_of(name: str, x: Any, **parameter: float) -> Any:
    """The function of an array."""
    return np.asarray(getattr(activations, name)(x, **parameter), dtype=float)


def slope_of(name: str, x: Any, **parameter: float) -> Any:
    """Its derivative of an array."""
    return np.asarray(getattr(activation_slopes, name)(x, **parameter), dtype=float)
