"""A small network learns two spirals: its decision boundary and its losses, epoch by epoch."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studyapp.domain.text import Text
from studyapp.engine.demo import Demo, Preset, choice, knob
from studyapp.engine.frames import Curves, Field, Frame, Series
from studyapp.engine.learning.backprop import cross_entropy
from studyapp.engine.learning.data import Classes, two_spirals
from studyapp.engine.learning.descent import OPTIMIZERS
from studyapp.engine.learning.networks import Mlp, he, xavier
from studyapp.engine.learning.training import Training, parameters_of
from studyapp.engine.numeric.softmax import softmax
from studyapp.text.numbers import show

Floats = NDArray[np.float64]
POINTS = 160
MOST_MOMENTS = 100
ACROSS, DOWN = 56, 32
"""Points of the grid over which the classifier is asked."""
EDGE = 1.25
STRETCH = 2.0
"""What coordinates are multiplied by for the network: it learns faster from numbers of about 1."""
BATCH = 32
HIGHEST = 1.5
"""A loss above this, about twice that of guessing, is drawn at the upper edge."""

ACTIVATIONS = {
    "relu": Text.same("ReLU"),
    "leaky_relu": Text.same("leaky ReLU"),
    "tanh": Text.same("tanh"),
    "sigmoid": Text.same("sigmoid"),
    "gelu": Text.same("GELU"),
    "identity": Text(en="none", zh="无"),
}
RULES = {
    "adam": Text.same("Adam"),
    "sgd": Text.same("SGD"),
    "momentum": Text(en="momentum", zh="动量"),
    "rmsprop": Text.same("RMSprop"),
    "adagrad": Text.same("Adagrad"),
}
TRAIN = Text(en="training", zh="训练")
TEST = Text(en="test", zh="测试")


@dataclass(frozen=True, kw_only=True)
class Playground(Demo):
    """An MLP, its data, and everything that can be turned about them."""

    title = Text(en="Playground: two spirals", zh="训练场：双螺旋")
    about = Text(
        en="Trains a small network to tell two spirals apart. Everything is real: data, back-propagation, "
        "updates. The plane shows what it would say at each place.",
        zh="训练一个小网络区分两条螺旋线。数据、反向传播、参数更新都是真的；"
        "平面上的颜色表示网络在每个位置的判断。",
    )
    notice = Text(
        en="Without an activation the boundary stays a straight line. One narrow layer cannot wind; more "
        "layers and units can. Too high a rate makes the loss jump; noise with many units overfits, L2 and "
        "dropout smooth the boundary.",
        zh="没有激活函数，边界永远是一条直线。一个窄的层弯不过来，多几层、多些单元就可以。学习率太大，"
        "损失会乱跳；"
        "噪声大、单元多时会过拟合，L2 和 dropout 让边界更平滑。",
    )
    question = Text(
        en="Why does the boundary stay straight without activations, however many layers there are?",
        zh="为什么没有激活函数时，无论多少层，边界都是直线？",
    )
    chapter = "training-loop"
    presets = (
        Preset("usual", Text(en="Two layers of 16, Adam", zh="两层各 16 个单元，Adam"), {}),
        Preset("linear", Text(en="No activation: a line", zh="无激活函数：直线"), {"activation": "identity"}),
        Preset("too-narrow", Text(en="Too narrow", zh="太窄"), {"layers": 1, "width": 2}),
        Preset("too-fast", Text(en="Too high a rate", zh="学习率过大"), {"lr": 5.0, "optimizer": "sgd"}),
        Preset("dead", Text(en="Dead ReLUs", zh="死亡的 ReLU"), {"lr": 1.0, "optimizer": "momentum"}),
        Preset("noisy", Text(en="Noise: overfits", zh="有噪声：过拟合"), {"noise": 0.15, "width": 32}),
        Preset(
            "tamed",
            Text(en="Noise, tamed by L2", zh="有噪声，用 L2 压住"),
            {"noise": 0.15, "width": 32, "l2": 0.002},
        ),
    )

    layers: int = knob(2, ge=1, le=4, say=Text(en="hidden layers", zh="隐藏层数"))
    width: int = knob(16, ge=1, le=32, step=None, say=Text(en="units a layer", zh="每层单元数"))
    activation: str = choice("relu", ACTIVATIONS, say=Text(en="activation", zh="激活函数"))
    optimizer: str = choice("adam", RULES, say=Text(en="optimiser", zh="优化器"))
    lr: float = knob(0.01, ge=0.0001, le=10, step=None, say=Text(en="learning rate", zh="学习率"))
    l1: float = knob(0.0, ge=0, le=0.1, step=None, say=Text(en="L1 strength", zh="L1 强度"))
    l2: float = knob(0.0, ge=0, le=0.1, step=None, say=Text(en="L2 strength", zh="L2 强度"))
    dropout: float = knob(0.0, ge=0, le=0.8, step=0.1, say=Text(en="dropout p", zh="dropout 概率 p"))
    batch_norm: bool = knob(False, say=Text(en="batch norm", zh="批量归一化"))
    noise: float = knob(0.03, ge=0, le=0.3, step=0.03, say=Text(en="noise of the data", zh="数据的噪声"))
    epochs: int = knob(100, ge=10, le=300, step=None, say=Text(en="epochs", zh="轮次数"))
    seed: int = knob(1, ge=0, le=99, say=Text(en="seed", zh="随机种子"))

    def frames(self) -> Iterator[Frame]:
        """Before the training, and every few epochs."""
        points, classes = two_spirals(POINTS, self.noise, self.seed)
        unseen = two_spirals(2 * POINTS, self.noise, self.seed + 1000)
        run = self._run(points, classes)
        every = -(-self.epochs // MOST_MOMENTS)
        history: list[tuple[int, float | None, float | None]] = []
        for epoch in range(0, self.epochs + 1, every):
            for _epoch in range(every if epoch else 0):
                run.epoch()
            train, test = run.loss_on(STRETCH * points, classes), run.loss_on(STRETCH * unseen[0], unseen[1])
            history.append((epoch, train, test))
            yield self._frame(run, (points, classes), unseen, history)
            if run.left_at is not None:
                return

    def _run(self, points: Floats, classes: Classes) -> Training:
        chance = np.random.default_rng(self.seed)
        network = Mlp(
            (2, *[self.width] * self.layers, 2),
            chance,
            activation=self.activation,
            start=he if "relu" in self.activation else xavier,
            batch_norm=self.batch_norm,
            dropout=self.dropout,
        )
        rule = OPTIMIZERS[self.optimizer](parameters_of(network), self.lr)
        return Training(
            network,
            STRETCH * points,
            classes,
            cross_entropy,
            rule,
            chance,
            batch_size=BATCH,
            l1=self.l1,
            l2=self.l2,
        )

    def _frame(
        self,
        run: Training,
        data: tuple[Floats, Classes],
        unseen: tuple[Floats, Classes],
        history: list[tuple[int, float | None, float | None]],
    ) -> Frame:
        epoch, train, test = history[-1]
        right, right_unseen = (accuracy(run.network, *each) for each in (data, unseen))
        return Frame(
            title=Text(en=f"Epoch {epoch} of {self.epochs}", zh=f"第 {epoch} / {self.epochs} 个轮次"),
            caption=self._caption(run, (train, test), (right, right_unseen)),
            shapes=(
                Field(
                    say=Text(en="What the network says", zh="网络的判断"),
                    cells=asked(run.network),
                    x_range=(-EDGE, EDGE),
                    y_range=(-EDGE, EDGE),
                    points=tuple(
                        (float(x), float(y), int(label)) for (x, y), label in zip(*data, strict=True)
                    ),
                ),
                self._losses(history),
            ),
            figures={
                "epoch": epoch,
                "updates": run.steps,
                "train_loss": train,
                "test_loss": test,
                "train_accuracy": right,
                "test_accuracy": right_unseen,
                "left_at": run.left_at,
                "share_dead": dead_units(run.network, STRETCH * data[0]),
            },
        )

    def _losses(self, history: list[tuple[int, float | None, float | None]]) -> Curves:
        """Training and test loss by epoch; what is above the picture runs along its edge."""
        lines = {
            TRAIN: [(epoch, train) for epoch, train, _test in history],
            TEST: [(epoch, test) for epoch, _train, test in history],
        }
        series = []
        for label, points in lines.items():
            kept = [(epoch, min(loss, HIGHEST)) for epoch, loss in points if loss is not None]
            series.append(Series.of(label, [epoch for epoch, _loss in kept], [loss for _epoch, loss in kept]))
        return Curves(
            say=Text(en="Loss", zh="损失"),
            series=tuple(series),
            x=Text(en="epochs", zh="轮次"),
            x_range=(0.0, float(self.epochs)),
            y_range=(0.0, HIGHEST),
        )

    def _caption(
        self, run: Training, losses: tuple[float | None, float | None], right: tuple[float, float]
    ) -> Text:
        if run.left_at is not None:
            return Text(
                en=f"**The loss left the numbers at step {run.left_at}**: the rate {show(self.lr)} is "
                "too high.",
                zh=f"**损失在第 {run.left_at} 步超出了浮点数的范围**：学习率 {show(self.lr)} 太大。",
            )
        train, test = (show(loss, 3) if loss is not None else "–" for loss in losses)
        dead = dead_units(run.network, run.inputs)
        of_dead = Text(
            en=f" {show(100 * dead, 3)} % of the hidden units are dead." if dead else "",
            zh=f"{show(100 * dead, 3)}% 的隐藏单元已死亡。" if dead else "",
        )
        return Text(
            en=f"Loss: training **{train}**, test **{test}**. Right: {show(100 * right[0], 3)} % and "
            f"{show(100 * right[1], 3)} %, after {run.steps} updates.{of_dead.en}",
            zh=f"损失：训练 **{train}**，测试 **{test}**。准确率：{show(100 * right[0], 3)}% 与 "
            f"{show(100 * right[1], 3)}%，已更新 {run.steps} 次。{of_dead.zh}",
        )


def asked(network: Mlp) -> tuple[tuple[float, ...], ...]:
    """The probability of class 1 over the plane, rows from the top; 1/2 where there is none any more."""
    xs, ys = np.linspace(-EDGE, EDGE, ACROSS), np.linspace(EDGE, -EDGE, DOWN)
    places = np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2)
    with np.errstate(all="ignore"):
        probabilities = softmax(network.predict(STRETCH * places))[:, 1].reshape(DOWN, ACROSS)
    return tuple(map(tuple, np.nan_to_num(probabilities, nan=0.5).tolist()))


def accuracy(network: Mlp, points: Floats, classes: Classes) -> float:
    """The share of points whose class gets the higher logit."""
    return float((network.predict(STRETCH * points).argmax(axis=1) == classes).mean())


def dead_units(network: Mlp, inputs: Floats) -> float:
    """The share of ReLU units that are 0 for every input; 0 for other activations."""
    if network.activation != "relu":
        return 0.0
    return float(
        np.mean(np.concatenate([(each.data <= 0).all(axis=0) for each in network.forward(inputs).post]))
    )
