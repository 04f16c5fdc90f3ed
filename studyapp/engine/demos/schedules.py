"""Learning-rate schedules over a run: the rate at each step, and what plain descent makes of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np

from studyapp.domain.text import Text
from studyapp.domain.value import Value
from studyapp.engine.demo import Demo, Preset, choice, knob
from studyapp.engine.frames import Curves, Frame, Series, plural
from studyapp.engine.registry import find_solver
from studyapp.text.numbers import show

NAMES = {
    "constant": Text(en="constant", zh="恒定"),
    "step": Text(en="step", zh="阶梯"),
    "exponential": Text(en="exponential", zh="指数"),
    "cosine": Text(en="cosine", zh="余弦"),
    "cosine_warm_restarts": Text(en="warm restarts", zh="余弦重启"),
    "warmup_cosine": Text(en="warm-up, cosine", zh="预热后余弦"),
    "one_cycle": Text(en="one cycle", zh="单周期"),
    "plateau": Text(en="on plateaus", zh="遇平台期衰减"),
}
MOMENTS = 50
CURVATURE, NOISE = 1.0, 1.0
RUNS = 200
_SEED = 2
LEAST_STEPS, MOST_STEPS = 3, 200


@dataclass(frozen=True, kw_only=True)
class Schedules(Demo):
    """The rate of one schedule beside a constant one, and the loss of noisy descent under both."""

    title = Text(en="Learning-rate schedules", zh="学习率调度")
    about = Text(
        en="Draws a schedule step by step, and lets 200 noisy descents run on a bowl under it and under the "
        "constant rate.",
        zh="逐步画出一种调度，并让 200 次带噪声的梯度下降分别在该调度和恒定学习率下运行。",
    )
    notice = Text(
        en="With a constant rate the noise of the gradients keeps the loss at a floor that is proportional "
        "to the rate. A rate that falls lets the loss fall on; warm-up only makes the first steps smaller.",
        zh="学习率恒定时，梯度的噪声会把损失托在一个与学习率成正比的水平上。学习率下降，损失才能继续下降；"
        "预热则让开头几步小一些。",
    )
    question = Text(
        en="Why does the loss stop falling under a constant rate, and fall on when the rate does?",
        zh="为什么学习率恒定时损失降到一定程度就不再下降，而学习率降低后又能继续下降？",
    )
    chapter = "optimizers"
    presets = (
        Preset("cosine", Text(en="Cosine", zh="余弦"), {}),
        Preset("stairs", Text(en="Ten times less, in steps", zh="阶梯式降到十分之一"), {"schedule": "step"}),
        Preset("warm-up", Text(en="Warm-up", zh="预热"), {"schedule": "warmup_cosine", "warmup": 20}),
        Preset("restarts", Text(en="Warm restarts", zh="热重启"), {"schedule": "cosine_warm_restarts"}),
        Preset("plateau", Text(en="Waits for a plateau", zh="等到平台期"), {"schedule": "plateau"}),
    )

    schedule: str = choice("cosine", NAMES, say=Text(en="schedule", zh="调度"))
    base_lr: float = knob(0.5, ge=0.001, le=1.5, step=None, say=Text(en="base rate", zh="基础学习率"))
    steps: int = knob(100, ge=LEAST_STEPS, le=MOST_STEPS, step=10, say=Text(en="steps", zh="步数"))
    gamma: float = knob(0.1, ge=0.01, le=0.9, step=None, say=Text(en="decay factor γ", zh="衰减系数 γ"))
    warmup: int = knob(10, ge=1, le=MOST_STEPS // 2, step=5, say=Text(en="warm-up steps", zh="预热步数"))

    own: tuple[tuple[str, Value], ...] = ()
    """A problem's own schedule, as the solver takes it, until a knob of the schedule is turned."""

    @classmethod
    def from_givens(cls, givens: Mapping[str, Value]) -> Self:
        """A problem's own schedule, to the step that it asks about; a long warm-up keeps its shape."""
        base, warm, total, at = (givens.get(each) for each in ("base", "warm", "total", "t"))
        if isinstance(warm, int) and isinstance(total, int) and 0 < warm < total:
            taken: dict[str, Value] = {
                "warmup": max(1, round(MOST_STEPS * warm / total)),
                "base_lr": base or 0.5,
            }
            demo = super().from_givens({**taken, "schedule": "warmup_cosine", "steps": MOST_STEPS})
            if not isinstance(at, int):
                return demo
            shown = round(MOST_STEPS * at / total)
            note = Text(
                en=f"The problem's {total} steps are shown as {MOST_STEPS}: its step {at} is step {shown} "
                "here.",
                zh=f"题目中的 {total} 步在这里缩成 {MOST_STEPS} 步："
                f"题目的第 {at} 步就是这里的第 {shown} 步。",
            )
            return replace(demo, own=(("t", at), ("total", total)), notes=(*demo.notes, note))
        name = givens.get("name")
        steps = givens.get("steps")
        rate = givens.get("base_lr", givens.get("max_lr"))
        taken = {"schedule": name, "base_lr": rate, "steps": steps, "gamma": givens.get("gamma")}
        if name == "plateau":
            taken["gamma"] = givens.get("factor")
        demo = super().from_givens(taken)
        if name not in NAMES or demo.notes:  # a run that is too long to be shown as it is
            return demo
        allowed = find_solver("lr_schedule").spec.givens
        return replace(demo, own=tuple((each, value) for each, value in givens.items() if each in allowed))

    def turned(self, name: str, turns: int) -> Self:
        """Another rate or factor goes into a problem's schedule; any other knob asks for one of ours."""
        turned = super().turned(name, turns)
        own = dict(self.own)
        there = "factor" if name == "gamma" and self.schedule == "plateau" else name
        if name in {"base_lr", "gamma"} and there in own:
            return replace(turned, own=tuple({**own, there: getattr(turned, name)}.items()))
        return turned if name == "base_lr" and "t" in own else replace(turned, own=())

    @property
    def idle_knobs(self) -> frozenset[str]:
        """A factor or a warm-up that the schedule has no place for."""
        if self.own:
            return frozenset()
        with_factor = {"step", "exponential", "plateau"}
        idle = {"warmup"} if self.schedule in with_factor else {"gamma", "warmup"}
        return frozenset(idle - ({"warmup"} if self.schedule == "warmup_cosine" else set()))

    @property
    def is_own(self) -> bool:
        """Whether a problem's own schedule is shown as the problem has it."""
        return bool(self.own) and "name" in dict(self.own)

    def rates(self) -> tuple[float, ...]:
        """The rate at each step, by the solver."""
        if self.is_own:
            rates: Any = find_solver("lr_schedule")(**dict(self.own)).result_value()
            return tuple(float(rate) for rate in rates)
        third = -(-self.steps // 3)  # rounded up: no fourth part that is one step long
        givens: dict[str, Any] = {"steps": self.steps, "base_lr": self.base_lr}
        match self.schedule:
            case "constant":
                options: dict[str, Any] = {"name": "constant"}
            case "step":
                options = {"name": "step", "step_size": third, "gamma": self.gamma}
            case "exponential":
                # Down to γ at the end of the run.
                options = {"name": "exponential", "gamma": self.gamma ** (1 / (self.steps - 1))}
            case "cosine":
                options = {"name": "cosine", "t_max": self.steps - 1}
            case "cosine_warm_restarts":
                options = {"name": "cosine_warm_restarts", "t_0": third}
            case "one_cycle":
                givens = {"steps": self.steps}
                options = {"name": "one_cycle", "max_lr": self.base_lr, "total_steps": self.steps}
            case "plateau":
                options = {
                    "name": "plateau",
                    "metrics": self._seen_losses(),
                    "factor": self.gamma,
                    "patience": 5,
                }
            case _:
                return self._warmed_up()
        found: Any = find_solver("lr_schedule")(**givens, **options).result_value()
        return tuple(float(rate) for rate in found)

    def _warmed_up(self) -> tuple[float, ...]:
        """Linear up, then down as a cosine: one schedule after the other."""
        up = min(self.warmup, self.steps - 2)
        linear: Any = find_solver("lr_schedule")(
            name="linear", steps=up, base_lr=self.base_lr, start_factor=1 / up, end_factor=1, total_iters=up
        ).result_value()
        cosine: Any = find_solver("lr_schedule")(
            name="cosine", steps=self.steps - up, base_lr=self.base_lr, t_max=self.steps - up - 1
        ).result_value()
        return tuple(float(rate) for rate in (*linear, *cosine))

    def _seen_losses(self) -> tuple[float, ...]:
        """What a plateau is recognised by: the losses of a descent at the constant rate."""
        return tuple(map(float, noisy_losses((self.base_lr,) * self.steps)[1:]))

    def frames(self) -> Iterator[Frame]:
        """Step by step."""
        rates = self.rates()
        constant = (self.base_lr,) * self.steps
        losses, floor = noisy_losses(rates), noisy_losses(constant)
        last = min(self._stop(), len(rates) - 1)
        every = max(1, self.steps // MOMENTS)
        for step in sorted({*range(0, last, every), last}):
            yield self._frame(step, rates, losses, floor)

    def _stop(self) -> int:
        """The step at which a run ends: the last, or the one that a problem on a long warm-up asks about."""
        own: dict[str, Any] = dict(self.own)
        if "t" in own:
            return round(self.steps * int(own["t"]) / int(own["total"]))
        return self.steps - 1

    def _frame(self, step: int, rates: tuple[float, ...], losses: Any, floor: Any) -> Frame:
        steps = range(step + 1)
        called = NAMES[self.schedule]
        constant = Text(en="constant", zh="恒定")
        now, at_constant = (show(float(each[step + 1]), 3) for each in (losses, floor))
        told = Text(
            en=f"Mean loss: {now} with this schedule, {at_constant} at the constant rate.",
            zh=f"平均损失：该调度下 {now}，恒定学习率下 {at_constant}。",
        )
        if "metrics" in dict(self.own):
            told = self._waited(step)
        return Frame(
            title=Text(en=f"Step {step} of {self.steps}", zh=f"第 {step} 步（共 {self.steps} 步）"),
            caption=Text(
                en=f"The rate is **{show(rates[step], 3)}**. {told.en}",
                zh=f"学习率为 **{show(rates[step], 3)}**。{told.zh}",
            ),
            shapes=(
                Curves(
                    say=Text(en="Learning rate", zh="学习率"),
                    series=(
                        Series.of(called, steps, rates[: step + 1]),
                        Series.of(constant, steps, (self.base_lr,) * (step + 1)),
                    ),
                    x=Text(en="steps", zh="步数"),
                    x_range=(0.0, float(self.steps - 1)),
                    y_range=(0.0, max(*rates, self.base_lr) * 1.05),
                ),
                self._losses(step, losses, floor),
            ),
            figures={
                "step": step,
                "rate": rates[step],
                "loss": float(losses[step + 1]),
                "loss_at_constant_rate": float(floor[step + 1]),
            },
        )

    def _waited(self, step: int) -> Text:
        """How a problem's losses stand before a step: the best, and how many since were no better."""
        metrics: Any = dict(self.own)["metrics"]
        seen = [float(loss) for loss in metrics[:step]]
        if not seen:
            return Text(en="No loss was seen yet.", zh="还没有看到损失。")
        best = min(seen)
        since = len(seen) - 1 - seen.index(best)
        return Text(
            en=f"Best loss so far: {show(best)}; {plural(since, 'loss', 'losses')} since then.",
            zh=f"目前最好的损失：{show(best)}；此后又有 {since} 个损失没有更好。",
        )

    def _losses(self, step: int, losses: Any, floor: Any) -> Curves:
        """The mean losses so far; of a problem's plateau the losses that it was recognised by."""
        steps, x_range = range(step + 1), (0.0, float(self.steps - 1))
        seen: Any = dict(self.own).get("metrics")
        if seen:
            seen = [float(loss) for loss in seen]
            return Curves(
                say=Text(en="The problem's losses", zh="题目中的损失"),
                series=(
                    Series.of(Text(en="loss", zh="损失"), range(len(seen[: step + 1])), seen[: step + 1]),
                ),
                x=Text(en="steps", zh="步数"),
                x_range=x_range,
                y_range=(0.0, max(seen) * 1.05),
            )
        low, high = float(min(losses.min(), floor.min())) / 2, float(max(losses.max(), floor.max())) * 2
        return Curves(
            say=Text(en="Mean loss of 200 descents", zh="200 次下降的平均损失"),
            series=(
                Series.of(NAMES[self.schedule], steps, losses[1 : step + 2]),
                Series.of(Text(en="constant", zh="恒定"), steps, floor[1 : step + 2]),
            ),
            x=Text(en="steps", zh="步数"),
            x_range=x_range,
            y_range=(low, high),
            log_y=True,
        )


def noisy_losses(rates: tuple[float, ...]) -> Any:
    """The mean loss of 200 descents on x²/2 with noisy gradients, before and after each step."""
    chance = np.random.default_rng(_SEED)
    places = np.full(RUNS, 4.0)
    losses = [float(np.mean(CURVATURE / 2 * places**2))]
    for rate in rates:
        places = places - rate * (CURVATURE * places + NOISE * chance.standard_normal(RUNS))
        losses.append(float(np.mean(CURVATURE / 2 * places**2)))
    return np.array(losses)
