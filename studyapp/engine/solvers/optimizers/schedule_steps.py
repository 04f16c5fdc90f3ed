"""The steps in which a schedule's rates are worked, each for the schedule that is named."""

from typing import Any

from studyapp.domain.text import Text
from studyapp.engine.expression.arithmetic import add, multiply, subtract
from studyapp.engine.expression.numbers import number
from studyapp.engine.solvers.optimizers import schedule_written as written
from studyapp.engine.solvers.optimizers import schedules
from studyapp.engine.solvers.optimizers.schedule_givens import ScheduleGivens
from studyapp.engine.solvers.optimizers.schedule_own import COMMON, OWN
from studyapp.engine.solving.solver import step
from studyapp.engine.solving.written import fraction, latex_of

BEST = r"M_{\text{best}}"

STEPS_OF = {"bad": {"plateau"}, "turns": {"one_cycle"}, "corners": {"one_cycle"}}
"""A step to the schedules that alone have it."""


class ScheduleSteps(ScheduleGivens, shared=True):
    """How far the schedule has come, what that leaves of the rate, and the rate, for each step from 0."""

    @step(
        latex=r"(b_{t-1} + 1) \cdot [M_t \ge (1 - \theta)\, M_{\text{best}}]",
        symbol="b_t",
        say=Text(
            en="Steps in a row without a better metric (from 0 again after a cut; 0 while cooling down)",
            zh="指标连续没有变好的步数（降低学习率后重新计数，冷却期内为 0）",
        ),
    )
    def bad(self) -> tuple[int, ...]:
        """For the plateau alone."""
        own: Any = self
        if own.metrics is None:
            return ()
        wait = schedules.Patience(
            mode=own.mode,
            patience=own.patience,
            threshold=own.threshold,
            threshold_mode=own.threshold_mode,
            cooldown=own.cooldown,
        )
        return tuple(schedules.waits(own.metrics[: own.steps - 1], wait))

    @bad.formula
    def _bad_formula(self) -> str:
        sign, worse = ("-", r"\ge") if self.mode == "min" else ("+", r"\le")
        bound = rf"(1 {sign} \theta)\, {BEST}" if self.threshold_mode == "rel" else rf"{BEST} {sign} \theta"
        return rf"(b_{{t-1}} + 1) \cdot [M_t {worse} {bound}]"

    @step(
        latex=r"0,\ \rho N - 1,\ N - 1",
        symbol="t_i",
        say=Text(
            en="Steps at which the cycle starts, turns and ends (they may lie between two steps)",
            zh="周期开始、转折和结束的步（可以不是整数）",
        ),
    )
    def turns(self) -> tuple[Any, ...]:
        """For one cycle alone."""
        own: Any = self
        if own.total_steps is None:
            return ()
        return tuple(schedules.turns(own.total_steps, own.pct_start, three_phase=own.three_phase))

    @turns.formula
    def _turns_formula(self) -> str:
        return r"0,\ \rho N - 1,\ 2 (\rho N - 1),\ N - 1" if self.three_phase else r"0,\ \rho N - 1,\ N - 1"

    @turns.numbers
    def _turns_put_in(self) -> str:
        share, whole = latex_of(self.pct_start), latex_of(self.total_steps)
        top = rf"{share} \times {whole} - 1"
        middle = rf"{top},\ 2 \times ({top})" if self.three_phase else top
        return rf"0,\ {middle},\ {whole} - 1"

    @step(
        latex=r"\frac{\eta_{\max}}{d},\ \eta_{\max},\ \frac{\eta_{\max}}{d \cdot d_{\text{final}}}",
        symbol=r"\eta_i",
        say=Text(
            en="Rates there (the highest one divided for the start, and again for the end)",
            zh="这些步上的学习率（起点为最高值除以 d，终点再除以一次）",
        ),
    )
    def corners(self) -> tuple[Any, ...]:
        """For one cycle alone."""
        own: Any = self
        if own.max_lr is None:
            return ()
        return tuple(
            map(
                schedules.short,
                schedules.corners(
                    own.max_lr, own.div_factor, own.final_div_factor, three_phase=own.three_phase
                ),
            )
        )

    @corners.formula
    def _corners_formula(self) -> str:
        low, end = r"\frac{\eta_{\max}}{d}", r"\frac{\eta_{\max}}{d \cdot d_{\text{final}}}"
        return ",\\ ".join((low, r"\eta_{\max}", *((low,) if self.three_phase else ()), end))

    @corners.numbers
    def _corners_put_in(self) -> str:
        top, parts = latex_of(self.max_lr), latex_of(self.div_factor)
        low = fraction(top, parts)
        end = fraction(top, rf"{parts} \times {latex_of(self.final_div_factor)}")
        return ",\\ ".join((low, top, *((low,) if self.three_phase else ()), end))

    @step(
        latex=r"\left\lfloor \frac{t}{s} \right\rfloor,\ \frac{t}{T_{\max}},\ \ldots",
        symbol="u_t",
        say=Text(
            en="How far the schedule has come at each step (decays so far, or the share that is over)",
            zh="每一步上调度的进度（已衰减的次数，或已走过的比例）",
        ),
    )
    def progress(self, bad: Any, turns: Any) -> tuple[Any, ...]:
        """Decays, milestones or cuts so far; the share of a curve that is over; or the steps themselves."""
        own: Any = self
        match own.name:
            case "step":
                return tuple(schedules.decays(own.steps, own.step_size))
            case "multistep":
                return tuple(schedules.milestones_passed(own.steps, own.milestones))
            case "cosine":
                return tuple(schedules.share(t, own.t_max, t) for t in range(own.steps))
            case "cosine_warm_restarts":
                cycles = enumerate(schedules.cycles(own.steps, own.t_0, own.t_mult))
                return tuple(schedules.share(t - start, length, t) for t, (start, length) in cycles)
            case "linear" | "polynomial":
                return tuple(schedules.ramp(own.steps, own.total_iters))
            case "plateau":
                return tuple(schedules.cuts(map(number, bad), own.patience))
            case "one_cycle":
                return self.shares_between(list(map(number, turns)))
        return tuple(range(own.steps))

    def shares_between(self, turns: list[Any]) -> tuple[Any, ...]:
        """How much of the way from one turn to the next is over at each step."""
        found = []
        for t in range(self.steps):
            at = schedules.stretch_at(t, turns)
            found.append(schedules.share(t - turns[at], turns[at + 1] - turns[at], t))
        return tuple(found)

    @progress.formula
    def _progress_formula(self) -> str:
        return written.PROGRESS.get(self.name, "t")

    @progress.numbers
    def _progress_put_in(self) -> str:
        return written.written_out(self.progress, lambda t: written.progress_at(self, t))

    @step(
        latex=rf"{written.POWER_OF_GAMMA},\ {written.HALF_COSINE},\ \ldots",
        symbol="w_t",
        say=Text(
            en="Factor that follows from it (1 where a curve or a decay starts)",
            zh="由此得到的系数（曲线或衰减的起点处为 1）",
        ),
    )
    def weight(self, progress: Any) -> tuple[Any, ...]:
        """A power, a cosine or a straight line of the progress."""
        own: Any = self
        passed = list(map(number, progress))
        match own.name:
            case "step" | "multistep" | "exponential":
                return tuple(schedules.powers(own.gamma, passed))
            case "plateau":
                return tuple(schedules.powers(own.factor, passed))
            case "linear":
                rise = own.end_factor - own.start_factor
                return tuple(own.start_factor + rise * share for share in passed)
            case "polynomial":
                return tuple(schedules.raised(1 - share, own.power) for share in passed)
            case "one_cycle" if own.anneal_strategy == "linear":
                return tuple(1 - share for share in passed)
            case "constant":
                return (1,) * self.steps
        return tuple(map(schedules.half_cosine, passed))

    @weight.formula
    def _weight_formula(self) -> str:
        return "1 - u_t" if self.anneal_strategy == "linear" else written.WEIGHT.get(self.name, "1")

    @weight.numbers
    def _weight_put_in(self) -> str:
        return written.written_out(self.weight, lambda t: written.weight_at(self, t))

    @step(
        latex=rf"\eta\, w_t,\ {written.RATE['cosine']},\ \ldots",
        symbol=r"\eta_t",
        say=Text(en="Learning rate at each step", zh="每一步的学习率"),
    )
    def rates(self, weight: Any, turns: Any, corners: Any) -> tuple[Any, ...]:
        """From step 0 on."""
        own: Any = self
        left = list(map(number, weight))
        match own.name:
            case "cosine" | "cosine_warm_restarts":
                height = own.base_lr - own.eta_min
                found = [add(own.eta_min, multiply(height, share)) for share in left]
            case "one_cycle":
                found = self.rates_between(left, list(map(number, turns)), list(map(number, corners)))
            case "plateau":
                lowest = min(own.min_lr, own.base_lr)  # no cut ever raises the rate
                found = [max(multiply(own.base_lr, share), lowest) for share in left]
            case _:
                found = [multiply(own.base_lr, share) for share in left]
        return tuple(map(schedules.short, found))

    @staticmethod
    def rates_between(left: list[Any], turns: list[Any], corners: list[Any]) -> list[Any]:
        """Between the rates at the turns before and after each step."""
        found = []
        for t, share in enumerate(left):
            at = schedules.stretch_at(t, turns)
            found.append(add(corners[at + 1], multiply(subtract(corners[at], corners[at + 1]), share)))
        return found

    @step(
        latex=r"\eta_{n - 1}",
        symbol=r"\eta_{\text{last}}",
        say=Text(en="Learning rate at the last of these steps", zh="其中最后一步的学习率"),
    )
    def last_rate(self, rates: Any) -> Any:
        """For a problem that draws its step."""
        return number(rates[-1])

    @rates.formula
    def _rates_formula(self) -> str:
        return written.RATE.get(self.name, r"\eta\, w_t")

    @rates.numbers
    def _rates_put_in(self) -> str:
        if self.name == "constant":
            return latex_of(self.base_lr)
        return written.written_out(self.rates, lambda t: written.rate_at(self, t))

    def in_use(self, name: str) -> bool:
        """Whether the named schedule has a step, or takes a given."""
        own = OWN[self.name]
        if name in STEPS_OF:
            return self.name in STEPS_OF[name]
        match name:
            case "progress":
                return self.name in written.PROGRESS
            case "weight":
                return self.name != "constant"
            case "base_lr":
                return self.name != "one_cycle"
        return name in own or name in COMMON or name in ("rates", "last_rate")
