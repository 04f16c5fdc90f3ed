"""Dropout: masks, the average of thinned networks, and training with and without."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from studyapp.domain.text import Text
from studyapp.domain.value import Value
from studyapp.engine.demo import Demo, Preset, knob
from studyapp.engine.frames import Curves, Frame, HeatMap, Series, rows_of
from studyapp.engine.learning.backprop import mean_squared_error
from studyapp.engine.learning.data import wave
from studyapp.engine.learning.descent import Adam
from studyapp.engine.learning.networks import Mlp, dropout_mask
from studyapp.engine.learning.training import Training, parameters_of
from studyapp.engine.registry import find_solver
from studyapp.engine.taking import numbers
from studyapp.text.numbers import show

Floats = NDArray[np.float64]
ROWS = 4
MOST_PASSES = 400
MOMENTS, EPOCHS_EACH = 40, 15
SAMPLES, NOISE, TESTED = 16, 0.4, 300
WIDTH = 48
_SEED = 5

WITH = Text(en="with dropout", zh="有 dropout")
WITHOUT = Text(en="without", zh="没有")


@dataclass(frozen=True, kw_only=True)
class Dropout(Demo):
    """Units off at random; inverted scaling; and what it is good for."""

    title = Text(en="Dropout", zh="随机失活（dropout）")
    about = Text(
        en="First the masks of one layer and the mean output of so many thinned networks, beside the whole "
        "network's. Then the same network trained on 16 noisy points with dropout and without.",
        zh="先看一层的掩码，以及许多“变瘦”的网络的平均输出与完整网络的输出；再在 16 "
        "个带噪声的点上分别用和不用 dropout 训练同一个网络。",
    )
    notice = Text(
        en="What stays is divided by 1 − p, so the mean over many masks is the output of the whole network: "
        "in evaluation dropout is just switched off. In training it slows the fit to the noise: the "
        "training loss stays higher, the test loss lower.",
        zh="留下的值要除以 1 − p，所以对许多掩码取平均就等于完整网络的输出：评估时只需关掉 dropout。"
        "训练时它让网络更难拟合噪声：训练损失更高，测试损失更低。",
    )
    question = Text(
        en="Why is the output of the units that stay divided by 1 − p during training?",
        zh="训练时为什么要把留下的单元的输出除以 1 − p？",
    )
    chapter = "generalization"
    presets = (
        Preset("half", Text(en="p = 0.5", zh="p = 0.5"), {"p": 0.5}),
        Preset("some", Text(en="p = 0.2", zh="p = 0.2"), {}),
        Preset("none", Text(en="p = 0: nothing dropped", zh="p = 0：不丢弃"), {"p": 0.0}),
        Preset("most", Text(en="p = 0.9: too much", zh="p = 0.9：太多"), {"p": 0.9}),
    )

    p: float = knob(0.2, ge=0, le=0.9, step=0.1, say=Text(en="drop probability p", zh="失活概率 p"))
    units: int = knob(40, ge=2, le=80, step=4, say=Text(en="units", zh="单元数"))
    passes: int = knob(100, ge=10, le=MOST_PASSES, step=10, say=Text(en="thinned networks", zh="子网络个数"))
    own_values: tuple[float, ...] = ()
    """The values of a problem's units, until their number is turned."""
    own_weights: tuple[float, ...] = ()
    """What the output weighs them with; nothing adds them up as they are."""
    own_mask: tuple[float, ...] = ()
    """Which of them a problem keeps in the first pass: 1 or 0."""

    @classmethod
    def from_givens(cls, givens: Mapping[str, Value]) -> Self:
        """A problem's own p and number of units; their values, weights and first mask where it has them."""
        values, weights, mask = (numbers(givens.get(name)) for name in ("x", "w", "mask"))
        demo = super().from_givens({"p": givens.get("p"), "units": len(values) or givens.get("units")})
        if demo.units != len(values):
            return demo
        return replace(demo, own_values=values, own_weights=weights, own_mask=mask)

    def turned(self, name: str, turns: int) -> Self:
        """Another number of units asks for units of ours; another p draws other masks."""
        turned = super().turned(name, turns)
        if name == "units":
            return replace(turned, own_values=(), own_weights=(), own_mask=())
        return replace(turned, own_mask=()) if name == "p" else turned

    def frames(self) -> Iterator[Frame]:
        """A problem's own pass; then pass by pass; then the training."""
        if self.own_mask:
            yield self._own_pass()
        yield from self._average()
        yield from self._training()

    def _average(self) -> Iterator[Frame]:
        chance = np.random.default_rng(_SEED)
        hidden = np.abs(chance.standard_normal(self.units))
        weights = chance.standard_normal(self.units) / np.sqrt(self.units)
        if self.own_values:
            hidden = np.array(self.own_values)
            weights = np.array(self.own_weights) if self.own_weights else np.ones(self.units)
        whole = float(hidden @ weights)
        masks = np.array([dropout_mask((self.units,), self.p, chance) for _pass in range(self.passes)])
        outputs = (masks * hidden) @ weights
        means = np.cumsum(outputs) / np.arange(1, self.passes + 1)
        every = max(1, self.passes // 40)
        for at in sorted({*range(0, self.passes, every), self.passes - 1}):
            yield self._mask(at, masks, (outputs, means, whole))

    def _own_pass(self) -> Frame:
        """What a problem's mask makes of its values."""
        solver = find_solver("dropout")(x=self.own_values, mask=self.own_mask, p=self.p)
        output: Any = solver.result_value()
        factor, on = show(1 / (1 - self.p), 4), int(sum(self.own_mask))
        return Frame(
            title=Text(en="The problem's mask", zh="题目中的掩码"),
            caption=Text(
                en=f"{on} of {self.units} units stay, each times 1/(1 − {show(self.p)}) = **{factor}**; the "
                "others give 0.",
                zh=f"{self.units} 个单元中留下 {on} 个，各乘以 1/(1 − {show(self.p)}) = **{factor}**；"
                "其余输出为 0。",
            ),
            shapes=(self._units(np.array(self.own_mask) / (1 - self.p)),),
            figures={"output": tuple(float(value) for value in output)},
        )

    def _units(self, mask: Floats) -> HeatMap:
        """The mask; of a problem's units what goes in and what comes out."""
        if not self.own_values:
            span = (0.0, float(1 / (1 - self.p)))
            return HeatMap(say=Text(en="This mask", zh="当前掩码"), cells=in_rows(mask), span=span)
        return HeatMap(
            say=Text(en="Values, mask, output", zh="输入值、掩码、输出值"),
            cells=rows_of((self.own_values, (mask > 0).astype(float), mask * self.own_values)),
            row_labels=("x", "m", "y"),
        )

    def _mask(self, at: int, masks: Floats, outputs: tuple[Floats, Floats, float]) -> Frame:
        each, means, whole = outputs
        active = int((masks[at] > 0).sum())
        expected = float(find_solver("expected_active")(units=self.units, p=self.p).result_value())
        passes = range(1, at + 2)
        span = float(np.abs(each - whole).max()) * 1.1 or 1.0
        return Frame(
            title=Text(
                en=f"Thinned network {at + 1} of {self.passes}", zh=f"第 {at + 1} / {self.passes} 个子网络"
            ),
            caption=Text(
                en=f"**{active}** of {self.units} units are on ({show(expected)} expected), each times "
                f"{show(1 / (1 - self.p), 3)}. Mean output so far **{show(float(means[at]), 3)}**; the whole "
                f"network gives {show(whole, 3)}.",
                zh=f"{self.units} 个单元中有 **{active}** 个工作（期望 {show(expected)} 个），输出乘以 "
                f"{show(1 / (1 - self.p), 3)}。到目前为止平均输出 **{show(float(means[at]), 3)}**；"
                f"完整网络为 {show(whole, 3)}。",
            ),
            shapes=(
                self._units(masks[at]),
                Curves(
                    say=Text(en="Mean of the outputs", zh="输出的平均"),
                    series=(
                        Series.of(Text(en="mean so far", zh="累计平均"), passes, means[: at + 1]),
                        Series.of(Text(en="whole network", zh="完整网络"), (1, self.passes), (whole, whole)),
                        Series.of(Text(en="this one", zh="当前"), (at + 1,), each[at : at + 1], points=True),
                    ),
                    x=Text(en="thinned networks", zh="子网络"),
                    x_range=(1.0, float(self.passes)),
                    y_range=(whole - span, whole + span),
                ),
            ),
            figures={
                "pass": at + 1,
                "active": active,
                "expected_active": expected,
                "output": float(each[at]),
                "mean_output": float(means[at]),
                "whole_output": whole,
                "deviation": float(each.std()),
            },
        )

    def _run(self, p: float) -> Training:
        xs, ys = wave(SAMPLES, NOISE, _SEED)
        network = Mlp((1, WIDTH, WIDTH, 1), np.random.default_rng(_SEED), dropout=p)
        rule = Adam(parameters_of(network), 0.01)
        chance = np.random.default_rng(_SEED)
        return Training(network, xs[:, None], ys[:, None], mean_squared_error, rule, chance)

    def _training(self) -> Iterator[Frame]:
        runs = (self._run(self.p), self._run(0.0))
        xs, ys = wave(TESTED, NOISE, _SEED + 1000)
        history: list[tuple[float, ...]] = []
        for moment in range(MOMENTS + 1):
            for run in runs if moment else ():
                for _epoch in range(EPOCHS_EACH):
                    run.step()
            losses = [
                run.loss_on(*data) or 0.0
                for run in runs
                for data in ((run.inputs, run.targets), (xs[:, None], ys[:, None]))
            ]
            history.append(tuple(losses))
            yield self._trained(moment * EPOCHS_EACH, runs, history)

    def _trained(
        self, epochs: int, runs: tuple[Training, Training], history: list[tuple[float, ...]]
    ) -> Frame:
        train, test, train_without, test_without = history[-1]
        at = [EPOCHS_EACH * moment for moment in range(len(history))]
        return Frame(
            title=Text(en=f"Training, epoch {epochs}", zh=f"训练：第 {epochs} 个轮次"),
            caption=Text(
                en=f"With dropout: training loss {show(train, 3)}, test loss **{show(test, 3)}**. Without: "
                f"training {show(train_without, 3)}, test **{show(test_without, 3)}**.",
                zh=f"有 dropout：训练损失 {show(train, 3)}，测试损失 **{show(test, 3)}**。没有：训练 "
                f"{show(train_without, 3)}，测试 **{show(test_without, 3)}**。",
            ),
            shapes=(
                _learnt(runs),
                Curves(
                    say=Text(en="Test loss", zh="测试损失"),
                    series=(
                        Series.of(WITH, at, [each[1] for each in history]),
                        Series.of(WITHOUT, at, [each[3] for each in history]),
                    ),
                    x=Text(en="epochs", zh="轮次"),
                    x_range=(0.0, float(MOMENTS * EPOCHS_EACH)),
                    y_range=(0.0, 1.0),
                ),
            ),
            figures={
                "epoch": epochs,
                "train_loss": train,
                "test_loss": test,
                "train_loss_without": train_without,
                "test_loss_without": test_without,
            },
        )


def _learnt(runs: tuple[Training, Training]) -> Curves:
    """The curves that both networks have come to, and the points that they learn from."""
    grid = np.linspace(-1, 1, 80)
    return Curves(
        say=Text(en="What they learnt", zh="学到的曲线"),
        series=(
            *(
                Series.of(label, grid, run.network.predict(grid[:, None])[:, 0])
                for label, run in zip((WITH, WITHOUT), runs, strict=True)
            ),
            Series.of(Text(en="training points", zh="训练点"), *wave(SAMPLES, NOISE, _SEED), points=True),
        ),
        x=Text.same("x"),
        x_range=(-1.0, 1.0),
        y_range=(-2.0, 2.0),
    )


def in_rows(mask: Floats) -> tuple[tuple[float | None, ...], ...]:
    """The units of a mask in four rows; the last may have places without a unit."""
    columns = -(-len(mask) // ROWS)
    places: list[float | None] = [round(float(value), 2) for value in mask]
    places += [None] * (-len(places) % columns)
    return tuple(tuple(places[start : start + columns]) for start in range(0, len(places), columns))
