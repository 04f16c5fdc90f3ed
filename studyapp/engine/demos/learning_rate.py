"""Four learning rates on one bowl: creeping, direct, to and fro, and away."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import isfinite
from typing import Any, Self

import numpy as np

from studyapp.domain.text import Text
from studyapp.domain.value import Value
from studyapp.engine.demo import Demo, Preset, knob
from studyapp.engine.frames import Curves, Frame, Series
from studyapp.engine.registry import find_solver
from studyapp.errors import GivenError
from studyapp.text.numbers import show

MOST_STEPS = 60
SHARES = (0.05, 0.5, 0.95)
"""Of the largest stable rate: slow, the fastest of all, and almost too much."""
FAR = 3.0
"""How many times further out than the start the picture goes."""


@dataclass(frozen=True, kw_only=True)
class LearningRate(Demo):
    """Gradient descent on a/2·x² with the rate that is set, and with three others."""

    title = Text(en="The learning rate", zh="学习率")
    about = Text(
        en="Lets gradient descent run on the bowl f(x) = a/2·x²: with three rates measured by its curvature, "
        "and with yours.",
        zh="在碗形函数 f(x) = a/2·x² 上做梯度下降：三个学习率按曲率来定，另一个由你设定。",
    )
    notice = Text(
        en="Each step multiplies x by 1 − lr·a. Below 1/a it goes straight down; between 1/a and 2/a to and "
        "fro, but nearer; at exactly 2/a to and fro for ever; above it away.",
        zh="每一步把 x 乘以 1 − lr·a。小于 1/a 时直接下降；在 1/a 与 2/a 之间来回摆动但越来越近；恰好 2/a 时"
        "永远来回；再大就越走越远。",
    )
    question = Text(
        en="The curvature is 4: above which learning rate does gradient descent diverge?",
        zh="曲率为 4 时，学习率超过多少梯度下降会发散？",
    )
    chapter = "optimizers"
    presets = (
        Preset("good", Text(en="Steady", zh="稳步下降"), {"lr": 0.2}),
        Preset("oscillating", Text(en="Overshoots, but converges", zh="来回摆动但收敛"), {"lr": 0.9}),
        Preset("on-the-edge", Text(en="Exactly 2/a: for ever", zh="恰好 2/a：永远来回"), {"lr": 1.0}),
        Preset("too-high", Text(en="Too high: diverges", zh="过大：发散"), {"lr": 1.2}),
        Preset("too-low", Text(en="Too low: stalls", zh="过小：几乎不动"), {"lr": 0.001}),
    )

    lr: float = knob(0.2, ge=0.0001, le=10, step=None, say=Text(en="your learning rate", zh="你的学习率"))
    curvature: float = knob(2.0, ge=0.01, le=100, step=None, say=Text(en="curvature a", zh="曲率 a"))
    start: float = knob(4.0, ge=-100, le=100, step=1, say=Text(en="start", zh="起点"))
    steps: int = knob(20, ge=1, le=MOST_STEPS, step=5, say=Text(en="steps", zh="步数"))

    @classmethod
    def from_givens(cls, givens: Mapping[str, Value]) -> Self:
        """A problem's own bowl, and at least ten steps, to see where it leads.

        A problem may write its bowl as c·x² or a·w² − b·w: the start is then counted from the lowest point.
        """
        steps, rate = givens.get("steps"), givens.get("lr", givens.get("eta"))
        bowl: Any = givens.get("curvature")
        start: Any = givens.get("start")
        if (half := givens.get("a", givens.get("c"))) is not None and bowl is None:
            bowl = 2 * half
        if (w := givens.get("w")) is not None and start is None and bowl:
            start = w - (givens.get("b") or 0) / Fraction(bowl)  # type: ignore[operator]
        longer = max(10, steps) if isinstance(steps, int) else None
        return super().from_givens({"curvature": bowl, "start": start, "lr": rate, "steps": longer})

    @property
    def limit(self) -> float:
        """The largest stable rate."""
        return float(find_solver("largest_stable_lr")(curvature=self.curvature).result_value())

    def frames(self) -> Iterator[Frame]:
        """Step by step."""
        rates = [self.lr, *(share * self.limit for share in SHARES)]
        paths = [path(self.curvature, self.start, rate, self.steps) for rate in rates]
        for step in range(self.steps + 1):
            yield self._frame(step, rates, paths)

    def _frame(self, step: int, rates: list[float], paths: list[list[float]]) -> Frame:
        return Frame(
            title=Text(en=f"Step {step} of {self.steps}", zh=f"第 {step} / {self.steps} 步"),
            caption=self._caption(step, paths[0]),
            shapes=(
                self._bowl(paths[0][: step + 1]),
                self._losses(rates, [each[: step + 1] for each in paths]),
            ),
            figures={
                "step": step,
                "x": paths[0][step] if step < len(paths[0]) else None,
                "others": tuple(each[step] if step < len(each) else None for each in paths[1:]),
                "largest_stable": self.limit,
                "diverges": self.lr > self.limit,
            },
        )

    def _height(self, x: Any) -> Any:
        """The bowl's f(x) = a/2 · x², of numbers and arrays."""
        return self.curvature / 2 * (x * x)

    def _bowl(self, walked: list[float]) -> Curves:
        """The learner's own way, as far as it stays in the picture."""
        edge = FAR * (abs(self.start) or 1.0)
        grid = np.linspace(-edge, edge, 121)
        seen = [x for x in walked if abs(x) <= edge]
        heights = [self._height(x) for x in seen]
        return Curves(
            say=Text(en="Your way in the bowl", zh="你的路径"),
            series=(
                Series.of(Text(en="the bowl", zh="碗"), grid, self._height(grid)),
                Series.of(Text(en="x after each step", zh="每一步的 x"), seen, heights),
                Series.of(Text(en="now", zh="现在"), seen[-1:], heights[-1:], points=True),
            ),
            x=Text.same("x"),
            y=Text.same("f(x)"),
            x_range=(-edge, edge),
            y_range=(0.0, self._height(edge)),
        )

    def _losses(self, rates: list[float], walked: list[list[float]]) -> Curves:
        """The loss after each step, with the learner's rate and with others."""
        labels = [Text(en=f"yours, {show(rates[0], 3)}", zh=f"你的，{show(rates[0], 3)}")]
        labels += [Text.same(show(rate, 3)) for rate in rates[1:]]
        top = self._height(self.start) or 1.0
        return Curves(
            say=Text(en="Loss", zh="损失"),
            series=tuple(
                Series.of(label, *_drawn([self._height(x) for x in each]))
                for label, each in zip(labels, walked, strict=True)
            ),
            x=Text(en="steps", zh="步数"),
            y=Text(en="f(x), powers of ten", zh="f(x)，对数刻度"),
            x_range=(0.0, float(self.steps)),
            y_range=(top * 1e-8, top * 1e4),
            log_y=True,
        )

    def _caption(self, step: int, own: list[float]) -> Text:
        factor = 1 - self.lr * self.curvature
        told = Text(
            en=f"Each step multiplies x by 1 − {show(self.lr)}·{show(self.curvature)} = "
            f"**{show(factor, 4)}**. ",
            zh=f"每一步把 x 乘以 1 − {show(self.lr)}·{show(self.curvature)} = **{show(factor, 4)}**。",
        )
        if step >= len(own):
            left = len(own)
            end = Text(
                en=f"**x left the numbers at step {left}.**", zh=f"**x 在第 {left} 步超出了浮点数的范围。**"
            )
        elif own[step] == 0:
            end = Text(en="x = 0: at the minimum, and there it stays.", zh="x = 0：已在最低点，不再移动。")
        elif abs(factor) > 1:
            end = Text(
                en=f"x = {show(own[step], 4)}, further away each time: **above 2/a = {show(self.limit, 4)} "
                "it diverges**.",
                zh=f"x = {show(own[step], 4)}，越走越远：**学习率超过 2/a = {show(self.limit, 4)}，发散**。",
            )
        elif abs(factor) == 1:
            end = Text(
                en=f"x = {show(own[step], 4)}: exactly 2/a, so it goes to and fro for ever.",
                zh=f"x = {show(own[step], 4)}：恰好等于 2/a，永远来回。",
            )
        elif factor == 0:
            end = Text(
                en=f"x = {show(own[step], 4)}: exactly 1/a, so one step reaches the minimum.",
                zh=f"x = {show(own[step], 4)}：恰好等于 1/a，一步就到最低点。",
            )
        elif factor < 0:
            end = Text(
                en=f"x = {show(own[step], 4)}: it crosses the minimum each time, but comes nearer.",
                zh=f"x = {show(own[step], 4)}：每步都越过最低点，但越来越近。",
            )
        else:
            end = Text(
                en=f"x = {show(own[step], 4)}: it comes nearer from one side.",
                zh=f"x = {show(own[step], 4)}：从一侧逐渐靠近。",
            )
        return Text(told.en + end.en, told.zh + end.zh)


def path(curvature: float, start: float, rate: float, steps: int) -> list[float]:
    """The start and x after each step, by the solver; shorter where x leaves the range of numbers."""
    for count in (steps, *range(steps - 1, 0, -1)):
        try:
            found: Any = find_solver("gradient_descent")(
                curvature=curvature, start=start, lr=rate, steps=count
            ).result_value()
        except GivenError:
            continue
        taken = found["params"] if isinstance(found, dict) else found
        return [start, *(float(x) for x in taken)]
    return [start]


def _drawn(losses: list[float]) -> tuple[list[int], list[float]]:
    """The losses that a logarithmic axis can show, with their steps."""
    kept = [(at, loss) for at, loss in enumerate(losses) if isfinite(loss) and loss > 0]
    return [at for at, _loss in kept], [loss for _at, loss in kept]
