"""How people miss the progress of a schedule: decays too often, too late, curves that run on."""

from typing import Any

from studyapp.domain.text import Text
from studyapp.engine.solvers.optimizers import schedules
from studyapp.engine.solvers.optimizers.schedule_steps import ScheduleSteps
from studyapp.engine.solving.solver import mistake

STEP_LIKE = ("step", "multistep")
RAMPS = ("linear", "polynomial")
PATIENCE = ("mode", "patience", "threshold", "threshold_mode", "cooldown")


class _OfAnotherSchedule(ArithmeticError):
    """A mistake that cannot be made with the schedule that is named."""


class ScheduleMistakes(ScheduleSteps, shared=True):
    """The wrong ways to count, shared out to the schedules that know them."""

    progress = ScheduleSteps.progress

    def must_be(self, *names: str) -> Any:
        """The solver itself, where a mistake can be made with its schedule."""
        if self.name not in names:
            raise _OfAnotherSchedule
        return self

    @mistake(
        progress,
        latex="t",
        say=Text(
            en="Looks as if the rate decayed at every step; it does so only every step_size steps.",
            zh="看起来每一步都衰减了；其实每隔 step_size 步才衰减一次。",
        ),
    )
    def every_step(self) -> tuple[int, ...]:
        """The step itself as the exponent."""
        return tuple(range(self.must_be("step").steps))

    @mistake(
        progress,
        latex=r"\frac{t}{s}",
        say=Text(
            en="Looks as if t/s went in as it is. Only completed stretches count: round down.",
            zh="看起来直接用了 t/s。只有走满的段数才算：要向下取整。",
        ),
    )
    def not_rounded(self) -> tuple[Any, ...]:
        """A decay that creeps."""
        own = self.must_be("step")
        return tuple(schedules.share(t, own.step_size, t) for t in range(own.steps))

    @mistake(
        progress,
        latex=r"\left\lfloor \frac{t - 1}{s} \right\rfloor",
        say=Text(
            en="Looks as if the decay came one step late. Steps count from 0, and step s (or a milestone) "
            "already has the lower rate.",
            zh="看起来衰减晚了一步。步数从 0 数起，第 s 步（或里程碑那一步）已经用更低的学习率。",
        ),
    )
    def one_late(self) -> tuple[int, ...]:
        """Milestones passed, not reached."""
        return self.counted_with(-1)

    @mistake(
        progress,
        latex=r"\left\lfloor \frac{t + 1}{s} \right\rfloor",
        say=Text(
            en="Looks as if the steps were counted from 1, so that the decay comes one step early; they "
            "count from 0.",
            zh="看起来步数从 1 数起，衰减早了一步；这里从 0 数起。",
        ),
    )
    def one_early(self) -> tuple[int, ...]:
        """Steps from 1."""
        return self.counted_with(1)

    def counted_with(self, shift: int) -> tuple[int, ...]:
        """Decays so far where the steps are counted by some more."""
        own = self.must_be(*STEP_LIKE)
        if own.name == "step":
            return tuple(schedules.decays(own.steps, own.step_size, shift))
        return tuple(schedules.milestones_passed(own.steps, own.milestones, shift))

    @mistake(
        progress,
        latex="1",
        say=Text(
            en="That is the rate after a single decay. Count how many have passed.",
            zh="这是只衰减一次后的学习率。要数一数已经衰减了几次。",
        ),
    )
    def only_once(self) -> tuple[int, ...]:
        """The exponent left out."""
        return (1,) * int(self.must_be(*STEP_LIKE).steps)

    @mistake(
        progress,
        latex=r"\frac{\min(t, T_{\max})}{T_{\max}}",
        say=Text(
            en="Looks as if the rate stayed down after t_max, as in Keras. PyTorch's cosine rises again.",
            zh="看起来 t_max 之后学习率一直停在最低处（Keras 的做法）。PyTorch 的余弦会再升上去。",
        ),
    )
    def stayed_down(self) -> tuple[Any, ...]:
        """Half a wave, then nothing."""
        own = self.must_be("cosine")
        return tuple(schedules.ramp(own.steps, own.t_max))

    @mistake(
        progress,
        latex=r"\frac{t}{T_0}",
        say=Text(
            en="Looks as if the curve went on past the end of a cycle. There it jumps back to the top.",
            zh="看起来一个周期结束后曲线继续走了下去。这时应重新从最高处开始。",
        ),
    )
    def not_restarted(self) -> tuple[Any, ...]:
        """A cosine that rises instead of jumping."""
        own = self.must_be("cosine_warm_restarts")
        return tuple(schedules.share(t, own.t_0, t) for t in range(own.steps))

    @mistake(
        progress,
        latex=r"(t \bmod T_0) / T_0",
        say=Text(
            en="Looks as if all cycles were equally long; each is t_mult times the one before.",
            zh="看起来各个周期一样长；其实每个周期是前一个的 t_mult 倍。",
        ),
    )
    def equal_cycles(self) -> tuple[Any, ...]:
        """t_mult left out."""
        own = self.must_be("cosine_warm_restarts")
        return tuple(schedules.share(t % own.t_0, own.t_0, t) for t in range(own.steps))

    @mistake(
        progress,
        latex=r"\frac{t}{T}",
        say=Text(
            en="Looks as if the line went on after total_iters steps; from there on the rate stays.",
            zh="看起来 total_iters 步之后直线继续延伸了；此后学习率应保持不变。",
        ),
    )
    def ran_on(self) -> tuple[Any, ...]:
        """Without the minimum."""
        own = self.must_be("linear")
        return tuple(schedules.share(t, own.total_iters, t) for t in range(own.steps))

    @mistake(
        progress,
        latex=r"\frac{t + 1}{T}",
        say=Text(
            en="Looks as if the steps were counted from 1; step 0 is still at the start.",
            zh="看起来步数从 1 数起；第 0 步还在起点。",
        ),
    )
    def one_ahead(self) -> tuple[Any, ...]:
        """The share after the step instead of before it."""
        own = self.must_be("cosine", *RAMPS)
        if own.name == "cosine":
            return tuple(schedules.share(t + 1, own.t_max, t) for t in range(own.steps))
        return tuple(schedules.ramp(own.steps + 1, own.total_iters)[1:])

    @mistake(
        progress,
        latex=r"\sum_{j < t} [b_j \ge P]",
        say=Text(
            en="Looks as if the rate was cut as soon as `patience` metrics were no better. That many are "
            "borne; the next one makes the cut.",
            zh="看起来连续 patience 个指标没有变好就降低了学习率。这么多个还可以容忍，再多一个才降低。",
        ),
    )
    def impatient(self) -> tuple[int, ...]:
        """One step of patience too few."""
        return self.cut_with(patience=max(self.must_be("plateau").patience - 1, 0))

    @mistake(
        progress,
        latex=r"\sum_{j < t} [b_j > P] \quad (C = 0)",
        say=Text(
            en="Looks as if the cool-down was left out: after a cut, bad metrics do not count for a while.",
            zh="看起来没有考虑冷却期：降低学习率后的一段时间内，不好的指标不计数。",
        ),
    )
    def no_cooldown(self) -> tuple[int, ...]:
        """Counting at once after a cut."""
        return self.cut_with(cooldown=0)

    def cut_with(self, **changed: Any) -> tuple[int, ...]:
        """Cuts so far under another rule."""
        own = self.must_be("plateau")
        wait = schedules.Patience(**{**{name: own.worked(name) for name in PATIENCE}, **changed})
        return tuple(schedules.cuts(schedules.waits(own.metrics[: own.steps - 1], wait), wait.patience))
