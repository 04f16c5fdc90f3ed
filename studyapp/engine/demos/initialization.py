"""The start of the weights: how large the activations of each layer are, and the gradients."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from studyapp.domain.text import Text
from studyapp.domain.value import Value
from studyapp.engine.demo import Demo, Preset, choice, knob
from studyapp.engine.frames import Curves, Frame, Histogram, Series, counted
from studyapp.engine.learning.backprop import Tensor
from studyapp.engine.learning.networks import Mlp, he, xavier
from studyapp.text.numbers import show

Floats = NDArray[np.float64]
WIDTH, SAMPLES = 64, 128
WIDEST = 512
"""More units in every layer would take too long."""
BINS = 40
ACTIVATIONS = {
    "tanh": Text.same("tanh"),
    "relu": Text.same("ReLU"),
    "sigmoid": Text.same("sigmoid"),
    "identity": Text(en="none", zh="无"),
}
STARTS = {
    "own": Text(en="your deviation", zh="自定标准差"),
    "xavier": Text.same("Xavier"),
    "he": Text.same("He"),
    "zero": Text(en="all zero", zh="全零"),
}


@dataclass(frozen=True, kw_only=True)
class Initialization(Demo):
    """One pass forward and one back through a network that has learnt nothing yet."""

    title = Text(en="Initialisation", zh="权重初始化")
    about = Text(
        en="Sends 128 standard normal samples through a fresh network of 64 units a layer and shows how the "
        "activations are spread in each layer, and how large the gradients are that come back.",
        zh="让 128 个标准正态样本通过一个刚初始化、每层 64 个单元的网络，显示每层激活值的分布，"
        "以及传回来的梯度有多大。",
    )
    notice = Text(
        en="Too small, and the activations shrink to 0 from layer to layer; too large, and tanh sits at ±1 "
        "where its slope is 0, or ReLU's values explode. √(1/fan) keeps tanh alive, √(2/fan_in) ReLU, which "
        "loses half. All weights zero: all units stay equal.",
        zh="太小，激活值逐层缩小到 0；太大，tanh 停在斜率为 0 的 ±1，或者 ReLU 的值爆炸。tanh 适合 √(1/fan)，"
        "ReLU 丢掉一半，所以用 √(2/fan_in)。全零初始化则所有单元始终相同。",
    )
    question = Text(
        en="Why does He's initialisation have a 2 where Xavier's has a 1?",
        zh="为什么 He 初始化里是 2，而 Xavier 里相当于 1？",
    )
    chapter = "gradients"
    presets = (
        Preset(
            "too-small", Text(en="Too small: 0.01", zh="太小：0.01"), {"start": "own", "weight_std": 0.01}
        ),
        Preset(
            "too-large",
            Text(en="Too large: tanh saturates", zh="太大：tanh 饱和"),
            {"start": "own", "weight_std": 1.0},
        ),
        Preset("xavier", Text(en="Xavier for tanh", zh="tanh 用 Xavier"), {}),
        Preset(
            "xavier-relu",
            Text(en="Xavier under ReLU shrinks", zh="ReLU 用 Xavier 会缩小"),
            {"activation": "relu"},
        ),
        Preset("he", Text(en="He for ReLU", zh="ReLU 用 He"), {"activation": "relu", "start": "he"}),
        Preset("zero", Text(en="All zero: nothing moves", zh="全零：什么都不动"), {"start": "zero"}),
    )

    activation: str = choice("tanh", ACTIVATIONS, say=Text(en="activation", zh="激活函数"))
    start: str = choice("xavier", STARTS, say=Text(en="initialisation", zh="初始化"))
    weight_std: float = knob(0.1, ge=0.001, le=2, step=None, say=Text(en="your deviation", zh="自定标准差"))
    layers: int = knob(8, ge=2, le=16, say=Text(en="hidden layers", zh="隐藏层数"))
    own_fans: tuple[int, int] | None = None
    """Inputs and outputs of a problem's layer, which becomes the first; the others have ours."""
    own_width: int = 0
    """A problem's inputs of a unit in every layer, in place of ours."""
    own_gain: float = 1.0
    """What a problem multiplies Xavier's deviation by."""
    own_variance: float = 1.0
    """Of a problem's inputs."""

    @classmethod
    def from_givens(cls, givens: Mapping[str, Value]) -> Self:
        """A problem's own layer under He's or Xavier's start; or its linear layers with their deviation."""
        fan_in, fan_out = givens.get("fan_in"), givens.get("fan_out")
        if "weight_std" in givens:
            taken = {name: givens[name] for name in ("weight_std", "layers") if name in givens}
            demo = super().from_givens({**taken, "start": "own", "activation": "identity"})
            variance: Any = givens.get("input_variance", 1)
            own_width = fan_in if isinstance(fan_in, int) and fan_in <= WIDEST else 0
            return replace(demo, own_width=own_width, own_variance=float(variance))
        if not isinstance(fan_in, int):
            return super().from_givens({})
        if not isinstance(fan_out, int):
            he_start = super().from_givens({"start": "he", "activation": "relu"})
            return replace(he_start, own_fans=(fan_in, WIDTH))
        gain: Any = givens.get("gain", 1)
        return replace(super().from_givens({}), own_fans=(fan_in, fan_out), own_gain=float(gain))

    @property
    def idle_knobs(self) -> frozenset[str]:
        """One's own deviation counts only where no rule sets it."""
        return frozenset() if self.start == "own" else frozenset({"weight_std"})

    @property
    def sizes(self) -> list[int]:
        """Units of each layer, from the inputs on."""
        if self.own_fans is not None:
            return [*self.own_fans, *[WIDTH] * self.layers]
        return [self.own_width or WIDTH] * (self.layers + 2)

    def deviation(self, fan_in: int, fan_out: int) -> float:
        """Of the weights at the start."""
        match self.start:
            case "xavier":
                return self.own_gain * xavier(fan_in, fan_out)
            case "he":
                return he(fan_in, fan_out)
            case "zero":
                return 0.0
        return self.weight_std

    def frames(self) -> Iterator[Frame]:
        """One hidden layer more at each moment."""
        chance = np.random.default_rng(0)
        inputs = chance.standard_normal((SAMPLES, self.sizes[0])) * self.own_variance**0.5
        network = Mlp(self.sizes, chance, activation=self.activation, start=self.deviation)
        trace = network.forward(inputs)
        # The gradient that comes back where the last layer's is standard normal.
        (trace.output * Tensor(chance.standard_normal(trace.output.data.shape))).sum().backward()
        spread = [float(np.std(each.data)) for each in trace.post]
        gradients = [float(np.std(each.grad)) for each in trace.pre[:-1]]
        for depth in range(1, self.layers + 1):
            yield self._frame(depth, trace.post[:depth], spread, gradients)

    def _frame(self, depth: int, values: list[Tensor], spread: list[float], gradients: list[float]) -> Frame:
        last = values[-1].data
        largest = max(1e-12, min(max(float(np.abs(each.data).max()) for each in values), 1e12))
        if self.activation in {"tanh", "sigmoid"}:
            largest = 1.0
        low = 0.0 if self.activation in {"relu", "sigmoid"} else -largest
        edges = tuple(np.linspace(low, largest, BINS + 1).tolist())
        flat = float(np.mean(np.abs(last) > 0.95)) if self.activation == "tanh" else None
        dead = float(np.mean(last == 0)) if self.activation == "relu" else None
        layers = range(1, depth + 1)
        return Frame(
            title=Text(
                en=f"Hidden layer {depth} of {self.layers}", zh=f"第 {depth} / {self.layers} 个隐藏层"
            ),
            caption=self._caption(depth, spread[depth - 1], gradients[0], flat),
            shapes=(
                Histogram(
                    say=Text(en="Activations, layer by layer", zh="各层的激活值"),
                    edges=edges,
                    # Of a problem's wide layer as many units are counted as others have: all start alike.
                    groups=tuple(
                        counted(Text(en=f"layer {at}", zh=f"第 {at} 层"), each.data[:, :WIDTH].ravel(), edges)
                        for at, each in enumerate(values, 1)
                    ),
                ),
                Curves(
                    say=Text(en="Standard deviation", zh="标准差"),
                    series=(
                        Series.of(Text(en="activations", zh="激活值"), layers, spread[:depth]),
                        Series.of(Text(en="gradients", zh="梯度"), layers, gradients[:depth]),
                    ),
                    x=Text(en="layer", zh="层"),
                    x_range=(1.0, float(self.layers)),
                    log_y=True,
                ),
            ),
            figures={
                "layer": depth,
                "deviation": spread[depth - 1],
                "gradient_deviation": gradients[depth - 1],
                "weight_deviation": self.deviation(*self.sizes[depth - 1 : depth + 1]),
                "share_saturated": flat,
                "share_zero": dead,
            },
        )

    def _caption(self, depth: int, spread: float, gradient: float, flat: float | None) -> Text:
        fan_in, fan_out = self.sizes[depth - 1 : depth + 1]
        start = show(self.deviation(fan_in, fan_out), 3)
        told = Text(
            en=f"Standard deviations: {start} of the weights ({fan_in} inputs a unit). In layer {depth} the "
            f"activations have **{show(spread, 3)}**",
            zh=f"权重的初始标准差为 {start}（每个单元 {fan_in} 个输入）。第 {depth} 层激活值的标准差为 "
            f"**{show(spread, 3)}**",
        )
        if flat is not None:
            told = Text(
                en=f"{told.en}, **{show(100 * flat, 3)} %** of them on tanh's flat ends",
                zh=f"{told.zh}，其中 **{show(100 * flat, 3)}%** 在 tanh 的平坦端",
            )
        told = Text(
            en=f"{told.en}. Back at layer 1 the gradient has {show(gradient, 2)}.",
            zh=f"{told.zh}。传回第 1 层的梯度的标准差为 {show(gradient, 2)}。",
        )
        if self.own_fans is None:
            return told
        first = show(self.deviation(*self.own_fans), 3)
        return Text(
            en=f"Layer 1 is the problem's, with {self.own_fans[0]} inputs and a deviation of **{first}**. "
            f"{told.en}",
            zh=f"第 1 层是题目中的层：{self.own_fans[0]} 个输入，标准差 **{first}**。{told.zh}",
        )
