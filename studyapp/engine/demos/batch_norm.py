"""Batch norm: one channel through the four steps, then a deep network trained with and without it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Self

import numpy as np
from numpy.typing import NDArray

from studyapp.domain.text import Text
from studyapp.domain.value import Value
from studyapp.engine.demo import Demo, Preset, choice, knob
from studyapp.engine.frames import Bars, Curves, Frame, Histogram, Series, counted
from studyapp.engine.learning.backprop import cross_entropy
from studyapp.engine.learning.data import two_spirals
from studyapp.engine.learning.descent import Descent
from studyapp.engine.learning.networks import Mlp
from studyapp.engine.learning.training import Training, parameters_of
from studyapp.engine.registry import find_solver
from studyapp.engine.taking import first_of, numbers
from studyapp.text.numbers import show

Floats = NDArray[np.float64]
SAMPLES = 256
BINS = 48
WIDTH, POINTS = 24, 160
MOMENTS, EPOCHS_EACH = 30, 2
ACTIVATIONS = {"sigmoid": Text.same("sigmoid"), "tanh": Text.same("tanh"), "relu": Text.same("ReLU")}
_SEED = 4

STEPS = (
    Text(en="1. The mean", zh="第一步：均值"),
    Text(en="2. The variance", zh="第二步：方差"),
    Text(en="3. Normalised", zh="第三步：归一化"),
    Text(en="4. Scaled and shifted", zh="第四步：缩放与平移"),
)
CAME_IN, NOW = Text(en="came in", zh="输入"), Text(en="now", zh="现在")
WITH = Text(en="with batch norm", zh="有批量归一化")
WITHOUT = Text(en="without", zh="没有")


@dataclass(frozen=True, kw_only=True)
class BatchNorm(Demo):
    """The four steps on real numbers, and what they bring to a training."""

    title = Text(en="Batch normalisation", zh="批量归一化")
    about = Text(
        en="Takes one channel of a batch through mean, variance, normalisation, and scale and shift; then "
        "trains a deep network on two spirals with batch norm and without.",
        zh="让一个通道的一批数据依次经过求均值、求方差、归一化、缩放和平移；"
        "然后在双螺旋数据上分别用和不用批量归一化训练一个深层网络。",
    )
    notice = Text(
        en="After the third step the mean is 0 and the variance 1, whatever came in; the shape of the "
        "histogram stays. γ and β then set a new spread and middle, and could undo it all. In the deep "
        "network batch norm keeps the layers in reach: at the same rate the loss falls where it otherwise "
        "stands still.",
        zh="第三步之后，无论输入怎样，均值都是 0、方差都是 1，直方图的形状不变。γ 和 β "
        "再设定新的幅度和中心，甚至可以完全还原。"
        "在深层网络中，批量归一化让各层保持在有效范围内：同样的学习率，没有它损失几乎不动，有它就能下降。",
    )
    question = Text(
        en="Which γ and β give the channel back as it was before?",
        zh="γ 和 β 取什么值，能把这个通道还原成原来的样子？",
    )
    chapter = "normalization"
    presets = (
        Preset("off-centre", Text(en="A channel far off", zh="偏得很远的通道"), {}),
        Preset(
            "undone", Text(en="γ and β undo it", zh="γ、β 将其还原"), {"gamma": 4.0, "beta": 10.0, "eps": 0.0}
        ),
        Preset(
            "relu",
            Text(en="ReLU, started well", zh="初始化得当的 ReLU：用处不大"),
            {"activation": "relu", "lr": 0.05},
        ),
        Preset("shallow", Text(en="Two layers: little to gain", zh="两层：作用不大"), {"layers": 2}),
        Preset("high-rate", Text(en="A high rate", zh="高学习率"), {"lr": 2.0}),
    )

    mean: float = knob(10.0, ge=-100, le=100, step=5, say=Text(en="mean that comes in", zh="输入均值"))
    deviation: float = knob(4.0, ge=0, le=50, step=1, say=Text(en="deviation that comes in", zh="输入标准差"))
    gamma: float = knob(2.0, ge=-10, le=10, step=0.5, say=Text(en="γ, the scale", zh="缩放 γ"))
    beta: float = knob(1.0, ge=-20, le=20, step=0.5, say=Text(en="β, the shift", zh="平移 β"))
    eps: float = knob(0.00001, ge=0, le=1, step=None, say=Text(en="ε", zh="ε"))
    layers: int = knob(8, ge=2, le=12, say=Text(en="layers of the network", zh="网络层数"))
    activation: str = choice("sigmoid", ACTIVATIONS, say=Text(en="its activation", zh="激活函数"))
    lr: float = knob(0.5, ge=0.01, le=10, step=None, say=Text(en="learning rate", zh="学习率"))
    own: tuple[float, ...] = ()
    """A problem's own batch, in place of ours until its mean or deviation is turned."""

    @classmethod
    def from_givens(cls, givens: Mapping[str, Value]) -> Self:
        """A problem's own values, or their mean and variance; its γ, β and ε."""
        values, variance = givens.get("x"), givens.get("variance")
        taken = {name: first_of(givens[name]) for name in ("gamma", "beta", "eps", "mean") if name in givens}
        if isinstance(variance, int | float | Fraction):
            taken["deviation"] = float(variance) ** 0.5
        demo = super().from_givens(taken)
        is_flat = isinstance(values, tuple) and len(values) > 1 and not isinstance(values[0], tuple)
        return replace(demo, own=numbers(values)) if is_flat else demo

    def turned(self, name: str, turns: int) -> Self:
        """Another mean or deviation asks for a batch of ours."""
        turned = super().turned(name, turns)
        return replace(turned, own=()) if name in {"mean", "deviation"} else turned

    def frames(self) -> Iterator[Frame]:
        """The four steps, then the training."""
        yield from self._steps()
        yield from self._training()

    def batch(self) -> Floats:
        """The channel's values: lopsided, with exactly the mean and deviation that are set."""
        if self.own:
            return np.array(self.own)
        values = np.random.default_rng(_SEED).gamma(2.0, 1.0, SAMPLES)
        standard = (values - values.mean()) / values.std()
        return np.asarray(standard * self.deviation + self.mean)

    def _steps(self) -> Iterator[Frame]:
        values = self.batch()
        eps = self.eps if values.var() + self.eps > 0 else 1e-5  # a batch of equal values needs some
        solver = find_solver("batch_norm")(
            x=tuple(values.tolist()), gamma=self.gamma, beta=self.beta, eps=eps
        )
        normalized = np.array([float(value) for value in solver.worked("normalized")])
        output = np.array([float(value) for value in solver.worked("output")])
        mean, variance = float(solver.worked("mean")), float(solver.worked("variance"))
        shown = (values, values, normalized, output)
        low, high = (
            min(-4.0, *(float(each.min()) for each in shown)),
            max(4.0, *(float(each.max()) for each in shown)),
        )
        edges = tuple(np.linspace(low, high, BINS + 1).tolist())
        captions = self._captions(values, normalized, output, eps)
        for title, caption, now in zip(STEPS, captions, shown, strict=True):
            yield Frame(
                title=title,
                caption=caption,
                shapes=(self._channel(values, now, edges),),
                figures={
                    "mean": mean,
                    "variance": variance,
                    "mean_now": float(now.mean()),
                    "variance_now": float(now.var()),
                    "furthest_from_input": float(np.abs(now - values).max()),
                },
            )

    def _channel(self, before: Floats, now: Floats, edges: tuple[float, ...]) -> Bars | Histogram:
        """The channel's values before and now: how they are spread, or a problem's few one by one."""
        said = Text(en="The channel, before and now", zh="该通道：之前与现在")
        if self.own:
            groups = tuple(
                (label, tuple(map(float, each))) for label, each in ((CAME_IN, before), (NOW, now))
            )
            names = tuple(Text.same(f"x{at}") for at in range(1, len(before) + 1))
            return Bars(say=said, labels=names, groups=groups)
        return Histogram(
            say=said, edges=edges, groups=(counted(CAME_IN, before, edges), counted(NOW, now, edges))
        )

    def _captions(self, values: Floats, normalized: Floats, output: Floats, eps: float) -> tuple[Text, ...]:
        """What each of the four steps does."""
        of_mean, of_variance = show(float(values.mean()), 4), show(float(values.var()), 4)
        undoing = show(float(np.sqrt(values.var() + eps)), 4)
        return (
            Text(
                en=f"μ = **{of_mean}** over {len(values)} values.",
                zh=f"{len(values)} 个值的均值 μ = **{of_mean}**。",
            ),
            Text(
                en=f"σ² = **{of_variance}**, divided by the count, not by one less.",
                zh=f"σ² = **{of_variance}**，除以个数，而不是个数减一。",
            ),
            Text(
                en=f"(x − {of_mean})/√({of_variance} + {show(eps)}): now mean "
                f"{show(round(float(normalized.mean()), 9))} "
                f"and variance **{show(float(normalized.var()), 4)}**. The shape is the same.",
                zh=f"(x − {of_mean})/√({of_variance} + {show(eps)})：均值变为 "
                f"{show(round(float(normalized.mean()), 9))}，"
                f"方差变为 **{show(float(normalized.var()), 4)}**，形状不变。",
            ),
            Text(
                en=f"{show(self.gamma)}·x̂ + {show(self.beta)}: mean "
                f"**{show(float(output.mean()), 4)}**, deviation "
                f"**{show(float(output.std()), 4)}**. γ = {undoing} "
                f"and β = {of_mean} "
                "would give the input back.",
                zh=f"{show(self.gamma)}·x̂ + {show(self.beta)}：均值 "
                f"**{show(float(output.mean()), 4)}**，标准差 "
                f"**{show(float(output.std()), 4)}**。取 γ = {undoing}、"
                f"β = {of_mean} "
                "就能还原输入。",
            ),
        )

    def _run(self, batch_norm: bool) -> Training:
        inputs, classes = two_spirals(POINTS, 0.02, _SEED, turns=0.8)
        network = Mlp(
            (2, *[WIDTH] * (self.layers - 1), 2),
            np.random.default_rng(_SEED),
            activation=self.activation,
            batch_norm=batch_norm,
        )
        rule = Descent(parameters_of(network), self.lr)
        chance = np.random.default_rng(_SEED)
        return Training(network, 2 * inputs, classes, cross_entropy, rule, chance, batch_size=40)

    def _training(self) -> Iterator[Frame]:
        runs = (self._run(batch_norm=True), self._run(batch_norm=False))
        history: list[tuple[float | None, ...]] = []
        for moment in range(1, MOMENTS + 1):
            losses = [[run.epoch() for _epoch in range(EPOCHS_EACH)][-1] for run in runs]
            history.append(tuple(loss if np.isfinite(loss) else None for loss in losses))
            yield self._trained(moment * EPOCHS_EACH, runs, history)

    def _trained(
        self, epochs: int, runs: tuple[Training, Training], history: list[tuple[float | None, ...]]
    ) -> Frame:
        losses = history[-1]
        at = [EPOCHS_EACH * moment for moment in range(1, len(history) + 1)]
        told = [_told(loss, run) for loss, run in zip(losses, runs, strict=True)]
        return Frame(
            title=Text(en=f"Training, epoch {epochs}", zh=f"训练：第 {epochs} 个轮次"),
            caption=Text(
                en=f"{self.layers} layers, {ACTIVATIONS[self.activation].en}, rate {show(self.lr)}. With "
                f"batch norm {told[0].en}; without {told[1].en}. Guessing gives 0.693.",
                zh=f"{self.layers} 层，{ACTIVATIONS[self.activation].zh}，学习率 {show(self.lr)}。"
                f"有批量归一化：{told[0].zh}；"
                f"没有：{told[1].zh}。瞎猜的损失是 0.693。",
            ),
            shapes=(
                Curves(
                    say=Text(en="Training loss", zh="训练损失"),
                    series=tuple(
                        Series.of(
                            label,
                            [x for x, each in zip(at, history, strict=True) if each[which] is not None],
                            [each[which] for each in history if each[which] is not None],
                        )
                        for which, label in enumerate((WITH, WITHOUT))
                    ),
                    x=Text(en="epochs", zh="轮次"),
                    x_range=(0.0, float(MOMENTS * EPOCHS_EACH)),
                    y_range=(0.0, 1.0),
                ),
            ),
            figures={"epoch": epochs, "loss": losses[0], "loss_without": losses[1]},
        )


def _told(loss: float | None, run: Training) -> Text:
    """A loss, or when it left the numbers."""
    if loss is None:
        left = run.left_at
        return Text(
            en=f"**the loss left the numbers at step {left}**", zh=f"**损失在第 {left} 步超出了浮点数的范围**"
        )
    return Text(en=f"the loss is **{show(loss, 3)}**", zh=f"损失为 **{show(loss, 3)}**")
