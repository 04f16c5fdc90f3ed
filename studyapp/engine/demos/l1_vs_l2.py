"""L1 against L2: the pull on one weight, a regression as the strength grows, the diamond and the circle."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Self

from studyapp.domain.text import Text
from studyapp.domain.value import Value
from studyapp.engine.demo import Demo, Preset, knob
from studyapp.engine.frames import Bars, Curves, Frame, Series
from studyapp.engine.registry import find_solver
from studyapp.engine.shown.penalties import L1, L2, geometry_frame, regression_frames
from studyapp.engine.solvers.generalization.l1_vs_l2 import L1VsL2 as Steps
from studyapp.text.numbers import show

BY_SIGN = Text(en="L1 by plain gradient steps", zh="L1：普通梯度步")

MOST_STEPS = 60


@dataclass(frozen=True, kw_only=True)
class L1VsL2(Demo):
    """What the two penalties do to one weight, to a regression, and why."""

    title = Text(en="L1 against L2", zh="L1 与 L2 的对比")
    about = Text(
        en="First one weight under the penalty alone, step by step. Then a regression of eight weights, five "
        "of them truly zero, fitted as the penalty grows stronger. Last the reason, drawn for two weights.",
        zh="先看只受惩罚项作用的一个权重，一步一步走；再看一个有八个权重（其中五个真实值为零）的回归，"
        "惩罚逐渐加强时如何变化；最后用两个权重画出原因。",
    )
    notice = Text(
        en="L1 takes off the same amount at each step and stops at *exactly* zero, so weak weights vanish. "
        "L2 takes off a share of what is left: everything shrinks and nothing becomes zero. Without the "
        "proximal step, L1 by its plain gradient overshoots and hovers around zero.",
        zh="L1 每步减去相同的量，并且*恰好*停在零，所以弱的权重会消失；L2 每步减去剩余部分的一个比例："
        "所有权重都变小，但没有一个变为零。如果不用近端步而直接用梯度，L1 会越过零点，在零附近来回摆动。",
    )

    question = Text(
        en="Why does L1 make weights exactly zero, while L2 only makes them small?",
        zh="为什么 L1 会让权重恰好变成零，而 L2 只会让权重变小？",
    )
    chapter = "generalization"
    presets = (
        Preset("strong-pull", Text(en="A strong penalty", zh="惩罚很强"), {"strength": 2.0, "steps": 10}),
        Preset(
            "overshoot",
            Text(en="Plain steps overshoot", zh="普通梯度步来回越过零"),
            {"strength": 3.0, "w": 1.0, "steps": 15},
        ),
        Preset("weak-pull", Text(en="Too weak to reach zero", zh="太弱，到不了零"), {"strength": 0.1}),
    )

    strength: float = knob(0.7, ge=0.01, le=10, step=0.1, say=Text(en="strength λ", zh="强度 λ"))
    lr: float = knob(0.1, ge=0.001, le=1, step=None, say=Text(en="learning rate", zh="学习率"))
    w: float = knob(1.0, ge=-5, le=5, step=0.1, say=Text(en="starting weight", zh="初始权重"))
    steps: int = knob(20, ge=1, le=MOST_STEPS, step=5, say=Text(en="number of steps", zh="步数"))
    own: tuple[float, ...] = ()
    """A problem's weights, all to be moved by one step; until a knob is turned."""

    @classmethod
    def from_givens(cls, givens: Mapping[str, Value]) -> Self:
        """A problem's own weight; the steps go on until L1 is at zero, where that is soon.

        A threshold for several weights is one step with that strength at the rate 1.
        """
        weights, threshold = givens.get("w"), givens.get("threshold")
        if isinstance(weights, tuple) and threshold is not None:
            demo = super().from_givens({"w": weights[0], "strength": threshold, "lr": 1})
            return replace(demo, own=tuple(map(float, weights)))  # type: ignore[arg-type]
        demo = super().from_givens(givens)
        pull = Fraction(str(demo.lr)) * Fraction(str(demo.strength))
        needed = -(-abs(Fraction(str(demo.w))) // pull)
        if "steps" not in givens or not demo.steps < needed <= MOST_STEPS - 3:
            return demo
        note = Text(
            en=f"The problem stops after {show(givens['steps'])} steps; here it goes on until L1 is at zero.",
            zh=f"题目只走 {show(givens['steps'])} 步；这里继续走到 L1 变为零为止。",
        )
        return replace(demo, steps=int(needed) + 3, notes=(*demo.notes, note))

    def frames(self) -> Iterator[Frame]:
        """A problem's weights; then step by step, then strength by strength, then the geometry."""
        if self.own:
            yield self._one_step()
        yield from self._stepwise()
        yield from regression_frames()
        yield geometry_frame()

    def turned(self, name: str, turns: int) -> Self:
        """Another knob than the strength leaves a problem's step."""
        turned = super().turned(name, turns)
        return turned if name == "strength" else replace(turned, own=())

    def _one_step(self) -> Frame:
        """All weights of a problem before and after one step under each penalty."""
        pull = self.lr * self.strength
        moved: Any = find_solver("soft_threshold")(w=self.own, threshold=pull).result_value()
        by_l1 = tuple(float(weight) for weight in moved)
        by_l2 = tuple(weight / (1 + pull) for weight in self.own)
        zeros = sum(weight == 0 for weight in by_l1)
        return Frame(
            title=Text(en="The problem's weights, one step", zh="题目中的权重走一步"),
            caption=Text(
                en=f"L1 moves each by {show(pull)} towards zero and not past it: **{zeros}** of "
                f"{len(by_l1)} {'stops' if zeros == 1 else 'stop'} at exactly zero. L2 divides each by "
                f"{show(1 + pull)}: none does.",
                zh=f"L1 把每个权重向零移动 {show(pull)}，但不越过零："
                f"{len(by_l1)} 个中有 **{zeros}** 个恰好停在零。"
                f"L2 把每个权重除以 {show(1 + pull)}：没有一个变为零。",
            ),
            shapes=(
                Bars(
                    say=Text(en="Weights", zh="权重"),
                    labels=tuple(Text.same(f"w{at}") for at in range(1, len(by_l1) + 1)),
                    groups=((Text(en="before", zh="之前"), self.own), (L1, by_l1), (L2, by_l2)),
                ),
            ),
            figures={"weights_l1": by_l1, "weights_l2": by_l2},
        )

    def _stepwise(self) -> Iterator[Frame]:
        paths: Any = Steps(w=self.w, lr=self.lr, strength=self.strength, steps=self.steps).result_value()
        start = Fraction(str(self.w))
        l1, l2 = [start, *paths["l1"]], [start, *paths["l2"]]
        by_sign = sign_steps(start, Fraction(str(self.lr)) * Fraction(str(self.strength)), self.steps)
        everything = [float(value) for value in (*l1, *l2, *by_sign)]
        span = (min(0.0, *everything), max(0.0, *everything))
        for step in range(self.steps + 1):
            zero_at = paths["l1_zero_at"]
            reached = zero_at is not None and zero_at <= step
            yield Frame(
                title=Text(
                    en=f"One weight, step {step} of {self.steps}", zh=f"一个权重：第 {step} / {self.steps} 步"
                ),
                caption=self._caption(l1[step], l2[step], zero_at if reached else None),
                shapes=(
                    Curves(
                        say=Text(en="Weight under the penalty alone", zh="只受惩罚项作用的权重"),
                        series=(
                            _line(L1, range(step + 1), l1[: step + 1]),
                            _line(L2, range(step + 1), l2[: step + 1]),
                            _line(BY_SIGN, range(step + 1), by_sign[: step + 1]),
                        ),
                        x=Text(en="steps", zh="步数"),
                        y=Text(en="weight", zh="权重"),
                        x_range=(0.0, float(self.steps)),
                        y_range=span,
                    ),
                ),
                figures={
                    "step": step,
                    "l1": l1[step],
                    "l2": l2[step],
                    "l1_by_gradient": by_sign[step],
                    "l1_zero_at": zero_at if reached else None,
                    "l2_zero_at": paths["l2_zero_at"] if step else None,
                },
            )

    def _caption(self, l1: Value, l2: Value, zero_at: int | None) -> Text:
        pull = show(Fraction(str(self.lr)) * Fraction(str(self.strength)))
        if not self.w:
            return Text(
                en="The weight is zero from the start, and so it stays.",
                zh="权重一开始就是零，之后也一直是零。",
            )
        if zero_at is not None:
            return Text(
                en=f"L1 is *exactly* zero since step **{zero_at}** and stays there. L2 is at {show(l2)}: "
                "smaller at every step, never zero.",
                zh=f"L1 从第 **{zero_at}** 步起*恰好*为零，并保持为零。L2 现在是 {show(l2)}："
                "每步都变小，但永不为零。",
            )
        return Text(
            en=f"L1: {show(l1)}, by {pull} nearer to zero at each step. L2: {show(l2)}, divided by "
            f"1 + {pull} each time.",
            zh=f"L1：{show(l1)}，每步向零靠近 {pull}。L2：{show(l2)}，每步除以 1 + {pull}。",
        )


def sign_steps(start: Fraction, pull: Fraction, steps: int) -> list[Fraction]:
    """The weight under plain sub-gradient steps of L1, which know no stop at zero."""
    path = [start]
    for _step in range(steps):
        weight = path[-1]
        path.append(weight - pull * ((weight > 0) - (weight < 0)))
    return path


def _line(label: Text, xs: range, ys: list[Any]) -> Series:
    return Series(label, tuple(map(float, xs)), tuple(map(float, ys)))
