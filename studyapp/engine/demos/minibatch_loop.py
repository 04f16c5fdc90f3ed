"""The training loop for real: full batch, mini-batches, single samples, and every update counted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Self

import numpy as np
from numpy.typing import NDArray

from studyapp.domain.text import Text
from studyapp.domain.value import Value
from studyapp.engine.demo import Demo, Preset, knob
from studyapp.engine.frames import Curves, Frame, Series
from studyapp.text.numbers import show

Floats = NDArray[np.float64]

MOST_SAMPLES = 2000
MOST_EPOCHS = 50
LOOKS_AN_EPOCH = 8
"""How often an epoch's loss is measured; every update would cost more than the training."""
DIVERGED = 3.0
"""A loss so many times that of the start counts as diverged: the curve leaves the picture there."""

_SEED = 7
_TRUE_WEIGHTS = np.array([2.0, -1.0, 0.5, 1.0])
_SCALES = np.array([1.0, 0.7, 0.4, 1.0])
_NOISE = 0.5

FULL = Text(en="full batch", zh="全批量")
MINI = Text(en="mini-batch", zh="小批量")
SINGLE = Text(en="one by one", zh="逐个样本")


class Run:
    """One training run: a linear model, mean squared error, plain gradient descent on batches."""

    def __init__(self, label: Text, inputs: Floats, targets: Floats, batch_size: int, lr: float) -> None:
        self.label = label
        self.inputs, self.targets = inputs, targets
        self.batch_size, self.lr = batch_size, lr
        self.weights = np.zeros(inputs.shape[1])
        self.chance = np.random.default_rng(_SEED)
        self.updates = 0
        self.first_loss = self.loss()
        self.epochs_seen = [0.0]
        self.losses = [self.first_loss]

    def loss(self) -> float:
        """Mean squared error over the whole training set."""
        with np.errstate(all="ignore"):  # a run that diverges overflows; that is what is to be seen
            return float(np.mean((self.inputs @ self.weights - self.targets) ** 2))

    @property
    def has_diverged(self) -> bool:
        """Whether the loss is far above that of the start."""
        return not self.losses[-1] <= DIVERGED * self.first_loss

    def epoch(self, drop_last: bool) -> None:
        """Shuffle, then one update for each batch."""
        count = len(self.targets)
        order = self.chance.permutation(count)
        inputs, targets = self.inputs[order], self.targets[order]
        end = count - count % self.batch_size if drop_last else count
        starts = range(0, end, self.batch_size)
        pace = max(1, ceil(len(starts) / LOOKS_AN_EPOCH))
        epochs_done = int(self.epochs_seen[-1])
        with np.errstate(all="ignore"):
            for done, start in enumerate(starts, 1):
                batch = inputs[start : min(start + self.batch_size, end)]
                error = batch @ self.weights - targets[start : start + len(batch)]
                self.weights = self.weights - self.lr * 2 / len(batch) * (error @ batch)
                self.updates += 1
                if done % pace == 0 and done < len(starts):
                    self.look(epochs_done + done / len(starts))
        self.look(epochs_done + 1.0)

    def look(self, epochs: float) -> None:
        """Measure the loss at this point of the training."""
        self.epochs_seen.append(epochs)
        self.losses.append(self.loss())

    def series(self) -> Series:
        """The curve so far; a diverging one ends where it leaves the picture."""
        top = DIVERGED * self.first_loss
        kept = next((at for at, loss in enumerate(self.losses) if not loss <= top), len(self.losses))
        xs, ys = self.epochs_seen[:kept], self.losses[:kept]
        if kept < len(self.losses):
            xs, ys = [*xs, self.epochs_seen[kept]], [*ys, top]
        return Series(self.label, tuple(xs), tuple(ys))


@dataclass(frozen=True, kw_only=True)
class MinibatchLoop(Demo):
    """Full-batch, mini-batch and single-sample gradient descent side by side."""

    title = Text(en="The mini-batch loop", zh="小批量训练循环")
    about = Text(
        en="Trains the same small linear model three ways on the same seeded data, and counts every update: "
        "with all samples at once, in mini-batches, and one sample at a time (SGD).",
        zh="在同一份固定种子的数据上，用三种方式训练同一个小线性模型，并数出每一次更新："
        "一次用全部样本、按小批量、逐个样本（SGD）。",
    )
    notice = Text(
        en="In one epoch, small batches get further: they update more often. But each of their steps is "
        "noisier, so near the minimum their curve trembles and stays a little higher. Turn the learning rate "
        "up: the run that goes one by one breaks first.",
        zh="同样一个轮次（epoch），批越小更新越多，下降得越快；但每一步的噪声也越大，"
        "接近最低点时曲线会抖动，停在略高的位置。把学习率调大：最先崩掉的是逐个样本的那条。",
    )

    question = Text(
        en="Which of the three makes the most updates in an epoch, and why does its curve tremble?",
        zh="三种方式中，哪一种每个轮次更新次数最多？它的曲线为什么会抖动？",
    )
    chapter = "training-loop"
    presets = (
        Preset("classic", Text(en="12 updates an epoch", zh="每轮次 12 次更新"), {}),
        Preset(
            "four-batches",
            Text(en="2000 samples in 4 batches", zh="2000 个样本分 4 批"),
            {"samples": 2000, "batch_size": 500},
        ),
        Preset("too-fast", Text(en="Too high a rate", zh="学习率过大"), {"lr": 1.0, "epochs": 10}),
        Preset(
            "ragged",
            Text(en="A last batch that is smaller", zh="最后一批不满"),
            {"samples": 1000, "batch_size": 300},
        ),
    )

    samples: int = knob(
        1200, ge=1, le=MOST_SAMPLES, step=None, say=Text(en="samples in the training set", zh="训练集样本数")
    )
    batch_size: int = knob(100, ge=1, le=MOST_SAMPLES, step=None, say=Text(en="batch size", zh="批大小"))
    epochs: int = knob(5, ge=1, le=MOST_EPOCHS, step=1, say=Text(en="number of epochs", zh="轮次（epoch）数"))
    lr: float = knob(0.05, ge=0.001, le=5, step=None, say=Text(en="learning rate", zh="学习率"))
    drop_last: bool = knob(False, say=Text(en="drop a last, smaller batch", zh="丢弃最后不满的一批"))

    @classmethod
    def from_givens(cls, givens: Mapping[str, Value]) -> Self:
        """A problem's own loop; one that is too long is shown smaller, with as many iterations an epoch."""
        samples, batch_size = givens.get("samples"), givens.get("batch_size")
        if batch_size is None and isinstance(samples, int) and isinstance(givens.get("iterations"), int):
            batch_size = ceil(samples / int(str(givens["iterations"])))
        if (
            not isinstance(samples, int)
            or not isinstance(batch_size, int)
            or max(samples, batch_size) <= MOST_SAMPLES
        ):
            return super().from_givens({**givens, "batch_size": batch_size})
        shown, batch = scaled(samples, batch_size)
        fitted = super().from_givens({**givens, "samples": shown, "batch_size": batch})
        iterations = ceil(samples / batch_size)
        as_many = ceil(fitted.samples / fitted.batch_size) == iterations
        note = Text(
            en=f"The problem's {samples} samples in batches of {batch_size} are shown by {fitted.samples} in "
            f"batches of {fitted.batch_size}"
            + (
                f": still {iterations} iterations an epoch."
                if as_many
                else "; that is fewer iterations an epoch."
            ),
            zh=f"题目中的 {samples} 个样本、批大小 {batch_size}，这里缩小为 {fitted.samples} 个样本、"
            f"批大小 {fitted.batch_size}"
            + (f"：每个轮次仍是 {iterations} 次迭代。" if as_many else "；每个轮次的迭代次数变少了。"),
        )
        return cls(
            samples=fitted.samples,
            batch_size=fitted.batch_size,
            epochs=fitted.epochs,
            lr=fitted.lr,
            drop_last=fitted.drop_last,
            notes=(note, *fitted.notes),
        )

    def frames(self) -> Iterator[Frame]:
        """One moment before the training, and one after each epoch."""
        inputs, targets = training_set(self.samples)
        runs = (
            Run(FULL, inputs, targets, self.samples, self.lr),
            Run(MINI, inputs, targets, self.batch_size, self.lr),
            Run(SINGLE, inputs, targets, 1, self.lr),
        )
        top = max(run.first_loss for run in runs) * 1.25
        for epoch in range(self.epochs + 1):
            if epoch:
                for run in runs:
                    run.epoch(drop_last=self.drop_last and run.label is MINI)
            yield self._frame(
                epoch, runs, DIVERGED * top / 1.25 if any(r.has_diverged for r in runs) else top
            )

    def _frame(self, epoch: int, runs: tuple[Run, Run, Run], top: float) -> Frame:
        full, mini, single = runs
        figures: dict[str, Value] = {
            "epoch": epoch,
            "updates": mini.updates,
            "updates_full_batch": full.updates,
            "updates_single": single.updates,
        }
        for name, run in (("", mini), ("_full_batch", full), ("_single", single)):
            # A loss that overflowed has no number; JSON knows no infinity.
            figures[f"loss{name}"] = run.losses[-1] if np.isfinite(run.losses[-1]) else None
            figures[f"diverged{name}"] = run.has_diverged
        return Frame(
            title=Text(
                en=f"After epoch {epoch} of {self.epochs}" if epoch else "Before training",
                zh=f"第 {epoch} / {self.epochs} 个轮次之后" if epoch else "训练之前",
            ),
            caption=self._caption(epoch, runs),
            shapes=(
                Curves(
                    say=Text(en="Training loss", zh="训练损失"),
                    series=tuple(run.series() for run in runs),
                    x=Text(en="epochs", zh="轮次"),
                    y=Text(en="mean squared error", zh="均方误差"),
                    x_range=(0.0, float(self.epochs)),
                    y_range=(0.0, top),
                ),
            ),
            figures=figures,
        )

    def _caption(self, epoch: int, runs: tuple[Run, Run, Run]) -> Text:
        full, mini, single = runs
        if epoch == 0:
            each = mini_batches(self.samples, self.batch_size, self.drop_last)
            return Text(
                en=f"{self.samples} samples in batches of {self.batch_size}: **{each}** updates an epoch by "
                f"mini-batch, 1 by full batch, {self.samples} one by one.",
                zh=f"{self.samples} 个样本，批大小 {self.batch_size}：每个轮次小批量更新 **{each}** 次，"
                f"全批量 1 次，逐个样本 {self.samples} 次。",
            )
        counted = Text(
            en=f"Updates so far: mini-batch **{mini.updates}**, full batch {full.updates}, one by one "
            f"{single.updates}.",
            zh=f"到目前为止的更新次数：小批量 **{mini.updates}**，全批量 {full.updates}，"
            f"逐个样本 {single.updates}。",
        )
        broken = [run.label for run in runs if run.has_diverged]
        if broken:
            return Text(
                en=f"{counted.en} **Diverged: {', '.join(label.en for label in broken)}.** Each step "
                f"overshoots further than the one before: the learning rate {show(self.lr)} is too large.",
                zh=f"{counted.zh}**发散：{'、'.join(label.zh for label in broken)}。**"
                f"每一步都比上一步冲得更远：学习率 {show(self.lr)} 在这里太大了。",
            )
        of_mini, of_full, of_single = (show(run.losses[-1], 3) for run in (mini, full, single))
        return Text(
            en=f"{counted.en} Loss: mini-batch {of_mini}, full batch {of_full}, one by one {of_single}.",
            zh=f"{counted.zh}损失：小批量 {of_mini}，全批量 {of_full}，逐个样本 {of_single}。",
        )


def training_set(samples: int) -> tuple[Floats, Floats]:
    """The same data at every run: three inputs of different scale and a constant, targets with noise."""
    chance = np.random.default_rng(_SEED)
    inputs = chance.standard_normal((samples, len(_TRUE_WEIGHTS))) * _SCALES
    inputs[:, -1] = 1.0
    return inputs, inputs @ _TRUE_WEIGHTS + _NOISE * chance.standard_normal(samples)


def mini_batches(samples: int, batch_size: int, drop_last: bool) -> int:
    """Updates in an epoch."""
    return samples // batch_size if drop_last else ceil(samples / batch_size)


def scaled(samples: int, batch_size: int) -> tuple[int, int]:
    """A smaller loop with as many iterations an epoch, and a last batch that is full if it was."""
    iterations = ceil(samples / batch_size)
    if iterations > MOST_SAMPLES:
        return MOST_SAMPLES, 1
    batch = MOST_SAMPLES // iterations
    last = samples - (iterations - 1) * batch_size
    last_shown = batch if last == batch_size else max(1, min(batch - 1, batch * last // batch_size))
    if iterations == 1 and batch_size > samples:
        return max(1, min(batch - 1, last_shown)), batch
    return (iterations - 1) * batch + last_shown, batch
