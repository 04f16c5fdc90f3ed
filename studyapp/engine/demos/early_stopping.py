"""Early stopping: the validation loss of a network that overfits, watched with patience."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np

from studyapp.domain.text import Text
from studyapp.domain.value import Value
from studyapp.engine.demo import Demo, Preset, knob
from studyapp.engine.frames import Curves, Frame, Series, plural
from studyapp.engine.learning.backprop import mean_squared_error
from studyapp.engine.learning.data import wave
from studyapp.engine.learning.descent import Adam
from studyapp.engine.learning.networks import Mlp
from studyapp.engine.learning.training import Training, parameters_of
from studyapp.engine.registry import find_solver
from studyapp.text.numbers import show

STEPS_AN_EPOCH = 8
WIDTH = 48
VALIDATED = 60
MOST_EPOCHS = 120

TRAIN = Text(en="training", zh="训练")
VALIDATION = Text(en="validation", zh="验证")


@dataclass(frozen=True, kw_only=True)
class EarlyStopping(Demo):
    """Training goes on to the end, so that what stopping saves can be seen."""

    title = Text(en="Early stopping", zh="早停")
    about = Text(
        en="Trains a network that is too large on a few noisy points and watches the loss on a validation "
        "set: after so many epochs without a better one it would stop.",
        zh="用少量带噪声的点训练一个过大的网络，并观察验证集上的损失：连续若干轮没有更好就停止。",
    )
    notice = Text(
        en="The training loss falls to the end; the validation loss turns. Patience bridges small bumps: "
        "too little stops too soon, too much trains in vain. What is kept are the weights of the *best* "
        "epoch, not of the one where it stops.",
        zh="训练损失一路下降，验证损失却会掉头。耐心用来跨过小波动：太小会停得过早，太大则白白训练。"
        "保留的是*最好*那一轮的权重，不是停止那一轮的。",
    )
    question = Text(
        en="With a patience of 5, how many epochs after the best one does training stop?",
        zh="耐心值为 5 时，训练在最好的一轮之后再过几轮停止？",
    )
    chapter = "generalization"
    presets = (
        Preset("usual", Text(en="Patience 10", zh="耐心值 10"), {}),
        Preset("impatient", Text(en="Patience 1: too soon", zh="耐心值 1：太早"), {"patience": 1}),
        Preset("very-patient", Text(en="Patience 40", zh="耐心值 40"), {"patience": 40}),
        Preset("more-data", Text(en="More data: no need", zh="数据多：不需要"), {"samples": 200}),
    )

    patience: int = knob(10, ge=1, le=60, say=Text(en="patience, epochs", zh="耐心值（轮次）"))
    min_delta: float = knob(
        0.0, ge=0, le=0.2, step=0.01, say=Text(en="least gain that counts", zh="最小改进量")
    )
    samples: int = knob(14, ge=5, le=200, step=None, say=Text(en="training points", zh="训练点数"))
    noise: float = knob(0.4, ge=0, le=1, step=0.1, say=Text(en="noise", zh="噪声"))
    epochs: int = knob(80, ge=10, le=MOST_EPOCHS, step=10, say=Text(en="epochs", zh="轮次数"))
    own: tuple[float, ...] = ()
    """A problem's own validation losses, in place of a training of ours."""

    @classmethod
    def from_givens(cls, givens: Mapping[str, Value]) -> Self:
        """A problem's losses with its patience."""
        losses: Any = givens.get("losses")
        taken = {name: givens[name] for name in ("patience", "min_delta") if name in givens}
        demo = super().from_givens(taken)
        if not isinstance(losses, tuple) or not 1 <= len(losses) <= MOST_EPOCHS:
            return demo
        return replace(demo, own=tuple(float(loss) for loss in losses))

    def turned(self, name: str, turns: int) -> Self:
        """Other data puts a training of ours in the place of a problem's losses."""
        turned = super().turned(name, turns)
        return turned if name in {"patience", "min_delta"} else replace(turned, own=())

    def frames(self) -> Iterator[Frame]:
        """Epoch by epoch."""
        train: list[float] = []
        losses: list[float] = []
        for of_train, of_validation in self._epochs():
            if of_train is not None:
                train.append(of_train)
            losses.append(of_validation)
            yield self._frame(train, losses)

    def _epochs(self) -> Iterator[tuple[float | None, float]]:
        """The losses after each epoch."""
        if self.own:
            yield from ((None, loss) for loss in self.own)
            return
        xs, ys = wave(self.samples, self.noise, 1)
        chance = np.random.default_rng(2)
        inputs = chance.uniform(-1, 1, VALIDATED)
        targets = np.sin(3 * inputs) + self.noise * chance.standard_normal(VALIDATED)
        network = Mlp((1, WIDTH, WIDTH, 1), np.random.default_rng(1))
        run = Training(
            network,
            xs[:, None],
            ys[:, None],
            mean_squared_error,
            Adam(parameters_of(network), 0.01),
            np.random.default_rng(1),
            batch_size=max(1, self.samples // STEPS_AN_EPOCH),
        )
        for _epoch in range(self.epochs):
            run.epoch()
            yield run.loss_on(run.inputs, run.targets), run.loss_on(inputs[:, None], targets[:, None]) or 0.0

    def _frame(self, train: list[float], losses: list[float]) -> Frame:
        solver = find_solver("early_stopping")(
            losses=tuple(losses), patience=self.patience, min_delta=self.min_delta
        )
        best, stop = solver.worked("best_epoch"), solver.worked("stop_epoch")
        waited = int(solver.worked("waited"))
        return Frame(
            title=Text(en=f"Epoch {len(losses)}", zh=f"第 {len(losses)} 轮"),
            caption=self._caption(losses, best, stop, waited),
            shapes=(self._curves(train, losses, best, stop),),
            figures={
                "epoch": len(losses),
                "train_loss": train[-1] if train else None,
                "validation_loss": losses[-1],
                "best_epoch": best,
                "best_loss": losses[best - 1],
                "stop_epoch": stop,
                "waited": waited,
            },
        )

    def _caption(self, losses: list[float], best: int, stop: int | None, waited: int) -> Text:
        lowest, now = show(losses[best - 1], 3), show(losses[-1], 3)
        if stop is not None:
            return Text(
                en=f"Stopped after epoch **{stop}**; the weights of epoch **{best}** are kept (validation "
                f"{lowest}). Training on to epoch {len(losses)} gives {now}.",
                zh=f"在第 **{stop}** 轮之后停止，保留第 **{best}** 轮的权重（验证损失 {lowest}）。"
                f"继续训练到第 {len(losses)} 轮则为 {now}。",
            )
        return Text(
            en=f"Best so far: epoch **{best}** with {lowest}. Now {now}; waited {waited} of "
            f"{plural(self.patience, 'epoch')}.",
            zh=f"到目前为止最好的是第 **{best}** 轮：{lowest}。现在 {now}；已等待 {waited} / "
            f"{self.patience} 轮。",
        )

    def _curves(self, train: list[float], losses: list[float], best: int, stop: int | None) -> Curves:
        """The losses so far, with the best epoch and the one where training would stop pointed out."""
        epochs = range(1, len(losses) + 1)
        top = max(losses[:3]) * 1.5 or 1.0
        series = [Series.of(TRAIN, epochs, train)] if train else []
        series.append(Series.of(VALIDATION, epochs, losses))
        for label, at in ((Text(en="best", zh="最好"), best), (Text(en="stop", zh="停止"), stop)):
            if at is not None:
                series.append(Series.of(label, [at], [min(losses[at - 1], top)], points=True))
        return Curves(
            say=Text(en="Loss", zh="损失"),
            series=tuple(series),
            x=Text(en="epochs", zh="轮次"),
            x_range=(1.0, float(max(2, len(self.own) or self.epochs))),
            y_range=(0.0, top),
        )
