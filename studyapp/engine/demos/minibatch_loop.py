"""The training loop for real: full batch, mini-batches, single samples, and every update counted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil, log2, sqrt
from typing import Any, Self

import numpy as np

from studyapp.domain.text import Text
from studyapp.domain.value import Value
from studyapp.engine.demo import Demo, Preset, knob
from studyapp.engine.frames import Curves, Frame, HeatMap, Series, plural, rows_of
from studyapp.engine.learning.batches import (
    DIVERGED,
    MOST_SAMPLES,
    SEED,
    BatchRun,
    Floats,
    gradient_errors,
    mini_batches,
    scaled,
    training_set,
)
from studyapp.text.numbers import show

MOST_EPOCHS = 50
MOST_BATCHES = 60
"""Moments in which an epoch's batches are shown."""
FULL = Text(en="full batch", zh="全批量")
MINI = Text(en="mini-batch", zh="小批量")
SINGLE = Text(en="one by one", zh="逐个样本")


class Run(BatchRun):
    """One of the three, with what it is called."""

    def __init__(self, label: Text, inputs: Floats, targets: Floats, batch_size: int, lr: float) -> None:
        super().__init__(inputs, targets, batch_size, lr)
        self.label = label

    def series(self) -> Series:
        """The curve so far; a diverging one ends where it leaves the picture."""
        return Series(self.label, *self.points())


@dataclass(frozen=True, kw_only=True)
class MinibatchLoop(Demo):
    """Full-batch, mini-batch and single-sample gradient descent side by side."""

    title = Text(en="The mini-batch loop", zh="小批量训练循环")
    about = Text(
        en="Trains the same small linear model three ways on the same seeded data, and counts every update: "
        "with all samples at once, in mini-batches, and one sample at a time (SGD). Then goes through one "
        "epoch batch by batch, and measures how exact the gradient of a batch is.",
        zh="在同一份固定种子的数据上，用三种方式训练同一个小线性模型，并数出每一次更新："
        "一次用全部样本、按小批量、逐个样本（SGD）。再逐批走完一个轮次，并测量一批样本的梯度有多准。",
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
        samples, batch_size = (
            givens.get("samples", givens.get("N")),
            givens.get("batch_size", givens.get("B")),
        )
        iteration = givens.get("iteration", givens.get("T"))
        if isinstance(iteration, int) and isinstance(samples, int) and isinstance(batch_size, int):
            givens = {**givens, "samples": samples, "epochs": ceil(iteration / ceil(samples / batch_size))}
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

        yield from self._batch_by_batch()
        yield self._accuracy()

    def _batch_by_batch(self) -> Iterator[Frame]:
        """Which samples an epoch takes in each of its iterations."""
        order = np.random.default_rng(SEED).permutation(self.samples)
        iterations = mini_batches(self.samples, self.batch_size, self.drop_last)
        every = ceil(iterations / MOST_BATCHES) if iterations else 1
        columns = min(self.samples, max(10, ceil(sqrt(2 * self.samples))))
        shown = sorted({*range(0, iterations, every), iterations - 1}) if iterations else []
        for at in shown:
            yield self._batch(order, at, iterations, columns)

    def _batch(self, order: Any, at: int, iterations: int, columns: int) -> Frame:
        start, end = at * self.batch_size, min((at + 1) * self.batch_size, self.samples)
        taken = np.full(ceil(self.samples / columns) * columns, np.nan)
        taken[order[:end]] = np.arange(end) // self.batch_size + 1
        marks = tuple((int(place) // columns, int(place) % columns) for place in order[start:end])
        left = self.samples - end
        last = at == iterations - 1
        dropped = Text(
            en=f" {left} are left out: the last batch would not be full." if last and left else "",
            zh=f"剩下 {left} 个被丢弃：最后一批不满。" if last and left else "",
        )
        return Frame(
            title=Text(
                en=f"One epoch: iteration {at + 1} of {iterations}",
                zh=f"一个轮次：第 {at + 1} / {iterations} 次迭代",
            ),
            caption=Text(
                en=f"**{end - start}** {'sample' if end - start == 1 else 'samples'} at random, one update. "
                f"{end} of {plural(self.samples, 'sample')} had their turn.{dropped.en}",
                zh=f"随机取 **{end - start}** 个样本，更新一次。{self.samples} 个样本中已有 {end} 个参与过。"
                f"{dropped.zh}",
            ),
            shapes=(
                HeatMap(
                    say=Text(en="Samples, by the batch that they are in", zh="样本属于哪一批"),
                    cells=rows_of(taken.reshape(-1, columns)),
                    marks=marks,
                    span=(0.0, float(max(1, iterations))),
                ),
            ),
            figures={"iteration": at + 1, "iterations": iterations, "in_batch": end - start, "seen": end},
        )

    def _accuracy(self) -> Frame:
        """How exact the gradient of a batch is, by its size."""
        sizes = [2**power for power in range(11)]
        errors = gradient_errors(self.samples, [*sizes, self.batch_size])
        powers = range(len(sizes))
        own = errors[-1]
        return Frame(
            title=Text(en="How exact is a batch's gradient?", zh="一批样本的梯度有多准？"),
            caption=Text(
                en=f"A batch of {self.batch_size}, drawn with replacement, is off by "
                f"**{show(100 * own, 3)} %** of the whole gradient on average; "
                "it takes four times as many samples to halve that. Returns diminish.",
                zh=f"有放回地抽取 {self.batch_size} 个样本，其梯度平均偏离全部样本的梯度 "
                f"**{show(100 * own, 3)}%**；"
                "样本数变为四倍，误差才减半，收益递减。",
            ),
            shapes=(
                Curves(
                    say=Text(en="Error of the gradient", zh="梯度的误差"),
                    series=(
                        Series.of(Text(en="measured", zh="实测"), powers, errors[:-1]),
                        Series.of(Text.same("1/√B"), powers, [errors[0] / 2 ** (n / 2) for n in powers]),
                        Series.of(
                            Text(en="this batch size", zh="当前批大小"),
                            [min(log2(self.batch_size), powers[-1])],
                            [own],
                            points=True,
                        ),
                    ),
                    x=Text(en="log₂ of the batch size", zh="批大小的 log₂"),
                    y=Text(en="share of the gradient", zh="占梯度的比例"),
                    x_range=(0.0, float(powers[-1])),
                    log_y=True,
                ),
            ),
            figures={"batch_size": self.batch_size, "gradient_error": own, "errors": tuple(errors[:-1])},
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
                en=f"{plural(self.samples, 'sample')} in batches of {self.batch_size}: **{each}** "
                f"{'update' if each == 1 else 'updates'} an epoch by mini-batch, "
                f"1 by full batch, {self.samples} one by one.",
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
