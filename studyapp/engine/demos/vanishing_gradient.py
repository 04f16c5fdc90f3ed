"""The gradient on its way back through a deep network, under sigmoid, tanh and ReLU."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from studyapp.domain.text import Text
from studyapp.domain.value import Value
from studyapp.engine.demo import Demo, Preset, choice, knob
from studyapp.engine.frames import Bars, Curves, Frame, Series
from studyapp.engine.learning.backprop import cross_entropy
from studyapp.engine.learning.data import two_clouds
from studyapp.engine.learning.networks import Mlp, he, xavier
from studyapp.engine.shown.factors import factors_frame
from studyapp.text.numbers import show

Floats = NDArray[np.float64]
WIDTH, SAMPLES = 32, 64
ACTIVATIONS = {"sigmoid": Text.same("sigmoid"), "tanh": Text.same("tanh"), "relu": Text.same("ReLU")}
STARTS = {"xavier": Text(en="Xavier", zh="Xavier"), "he": Text(en="He", zh="He")}
LEAST = 1e-300
"""A gradient of exactly 0 is drawn as this: a logarithm has no 0."""


@dataclass(frozen=True, kw_only=True)
class VanishingGradient(Demo):
    """One back-propagation each through three networks that differ in their activation alone."""

    title = Text(en="Vanishing gradients", zh="梯度消失")
    about = Text(
        en="Sends 64 samples through a deep network, back-propagates their loss once, and shows the size of "
        "the gradient at the weights of each layer, from the last to the first.",
        zh="让 64 个样本通过一个深层网络，把损失反向传播一次，从最后一层到第一层，显示每层权重的梯度大小。",
    )
    notice = Text(
        en="Each sigmoid multiplies the gradient by at most 1/4, so after a dozen layers next to nothing is "
        "left and the first layers hardly learn. tanh and ReLU pass on far more. A residual connection (y = "
        "x + F(x)) gives the gradient a way around, batch norm keeps the units off their flat ends.",
        zh="每个 sigmoid 至多把梯度乘以 1/4，十几层之后几乎什么都不剩，前面的层就学不动了。tanh 和 "
        "ReLU 保留得多得多。"
        "残差连接（y = x + F(x)）给梯度一条旁路，批量归一化让单元远离饱和区。",
    )
    question = Text(
        en="What multiplies the gradient at each layer on its way back, and why is sigmoid worse than ReLU?",
        zh="梯度往回传时每一层都要乘以什么？为什么 sigmoid 比 ReLU 更糟？",
    )
    chapter = "gradients"
    presets = (
        Preset("deep", Text(en="12 layers", zh="12 层"), {}),
        Preset("shallow", Text(en="3 layers: no trouble", zh="3 层：没问题"), {"layers": 3}),
        Preset("very-deep", Text(en="30 layers", zh="30 层"), {"layers": 30}),
        Preset("residual", Text(en="Residual connections", zh="残差连接"), {"residual": True}),
        Preset("normalised", Text(en="With batch norm", zh="加批量归一化"), {"batch_norm": True}),
    )

    layers: int = knob(12, ge=2, le=30, say=Text(en="layers of weights", zh="权重层数"))
    start: str = choice("xavier", STARTS, say=Text(en="initialisation", zh="初始化"))
    residual: bool = knob(False, say=Text(en="residual connections", zh="残差连接"))
    batch_norm: bool = knob(False, say=Text(en="batch norm", zh="批量归一化"))
    seed: int = knob(1, ge=0, le=99, say=Text(en="seed", zh="随机种子"))
    own_factor: float | None = None
    """What each layer of a problem multiplies the gradient by."""
    own_start: float = 1.0
    """The gradient that it sends back."""

    @classmethod
    def from_givens(cls, givens: Mapping[str, Value]) -> Self:
        """A problem's own depth and factor: told, or a weight times sigmoid's steepest slope.

        A problem on shortcuts calls them a and n.
        """
        factor: Any = givens.get("factor", givens.get("a"))
        start: Any = givens.get("g", 1)
        if givens.get("activation") == "sigmoid" and factor is None:
            weight: Any = givens.get("weight", 1)
            factor = Fraction(1, 4) * weight
        demo = super().from_givens({"layers": givens.get("layers", givens.get("n"))})
        if factor is None:
            return demo
        return replace(demo, own_factor=float(factor), own_start=float(start), residual="a" in givens)

    def frames(self) -> Iterator[Frame]:
        """A problem's product; then layer by layer, from the last to the first."""
        if self.own_factor is not None:
            yield factors_frame(self.own_factor, self.layers, start=self.own_start, shortcuts=self.residual)
        sizes = {name: self.gradients(name) for name in ACTIVATIONS}
        for back in range(1, self.layers + 1):
            yield self._frame(back, sizes)

    def gradients(self, activation: str) -> Floats:
        """The root of the mean square of the gradients of each layer's weights, first layer first."""
        inputs, classes = two_clouds(SAMPLES, 0.5, 2.0, self.seed)
        chance = np.random.default_rng(self.seed)
        network = Mlp(
            (2, *[WIDTH] * (self.layers - 1), 2),
            chance,
            activation=activation,
            start=he if self.start == "he" else xavier,
            batch_norm=self.batch_norm,
            residual=self.residual,
        )
        cross_entropy(network.forward(inputs, chance).output, classes).backward()
        return np.array([float(np.sqrt(np.mean(weight.grad**2))) for weight in network.weights])

    def _frame(self, back: int, sizes: Mapping[str, Floats]) -> Frame:
        shown = slice(self.layers - back, None)
        numbers = np.arange(1, self.layers + 1)
        ratios = {name: float(each[-back] / each[-1]) for name, each in sizes.items()}
        layer = self.layers - back + 1
        lowest = min(float(each.min()) for each in sizes.values())
        highest = max(float(each.max()) for each in sizes.values())
        return Frame(
            title=Text(
                en=f"Back to layer {layer} of {self.layers}", zh=f"传回到第 {layer} / {self.layers} 层"
            ),
            caption=Text(
                en=f"Gradient at layer {layer} as a share of that at the last: sigmoid "
                f"**{show(ratios['sigmoid'], 2)}**, tanh {show(ratios['tanh'], 2)}, ReLU "
                f"{show(ratios['relu'], 2)}.",
                zh=f"第 {layer} 层的梯度是最后一层的多少倍：sigmoid **{show(ratios['sigmoid'], 2)}**，tanh "
                f"{show(ratios['tanh'], 2)}，ReLU {show(ratios['relu'], 2)}。",
            ),
            shapes=(
                Curves(
                    say=Text(en="Weights' gradient", zh="权重的梯度"),
                    series=tuple(
                        Series.of(ACTIVATIONS[name], numbers[shown], np.maximum(each[shown], LEAST))
                        for name, each in sizes.items()
                    ),
                    x=Text(en="layer", zh="层"),
                    y=Text(en="powers of ten", zh="对数刻度"),
                    x_range=(1.0, float(self.layers)),
                    y_range=(max(lowest, LEAST) / 2, highest * 2),
                    log_y=True,
                ),
                Bars(
                    say=Text(en="Share of the last layer's", zh="与最后一层之比"),
                    labels=tuple(ACTIVATIONS[name] for name in ratios),
                    groups=((Text(en="share", zh="比值"), tuple(ratios.values())),),
                    log=True,
                ),
            ),
            figures={"layer": layer} | {f"share_{name}": ratio for name, ratio in ratios.items()},
        )
