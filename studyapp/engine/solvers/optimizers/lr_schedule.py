"""Learning-rate schedules: the rate at every step, and how people miss it."""

from typing import Any

from studyapp.domain.text import Text
from studyapp.engine.expression.arithmetic import add, divide, multiply
from studyapp.engine.expression.numbers import number
from studyapp.engine.solvers.optimizers import schedules
from studyapp.engine.solvers.optimizers.schedule_mistakes import STEP_LIKE, ScheduleMistakes
from studyapp.engine.solvers.optimizers.schedule_recursion import chained
from studyapp.engine.solvers.optimizers.schedule_steps import ScheduleSteps
from studyapp.engine.solving.solver import mistake

COSINES = ("cosine", "cosine_warm_restarts")
WAVES = (*COSINES, "one_cycle")


class LrSchedule(ScheduleMistakes):
    """The learning rate at steps 0 … steps − 1, a list, in base_lr's unit, as PyTorch's schedulers set it.

    `constant`: η. `step` (StepLR): η·γ^⌊t/step_size⌋. `multistep` (MultiStepLR): η·γ^(milestones ≤ t); one
    that is named twice counts twice. `exponential` (ExponentialLR): η·γ^t. `cosine` (CosineAnnealingLR,
    Loshchilov & Hutter 2017): η_min + (η − η_min)(1 + cos(πt/t_max))/2; beyond t_max it rises again as in
    PyTorch, while Keras stays down. `cosine_warm_restarts` (CosineAnnealingWarmRestarts): the same from the
    top in each cycle, t_mult times longer than the one before. `linear` (LinearLR): from start_factor·η to
    end_factor·η, then constant. `polynomial` (PolynomialLR): η(1 − t/total_iters)^power, then 0. `one_cycle`
    (OneCycleLR, Smith & Topin 2018): from max_lr/div_factor up to max_lr at step pct_start·total_steps − 1,
    then down to max_lr/div_factor/final_div_factor at the last step. `plateau` (ReduceLROnPlateau, without
    its eps): η·factor^cuts, not below min_lr; metrics[t] is seen after step t, and a cut comes as soon as
    more than `patience` in a row were no better. Steps count from 0: rates[0] holds for the first update.
    """

    say = Text(en="Learning-rate schedule", zh="学习率调度")
    turns = ScheduleSteps.turns
    corners = ScheduleSteps.corners
    weight = ScheduleSteps.weight
    rates = ScheduleSteps.rates

    @mistake(
        turns,
        latex=r"0,\ \rho N,\ N - 1",
        say=Text(
            en="Looks as if the top was put at step ρN. Steps count from 0, so the rise ends one step before "
            "that.",
            zh="看起来把最高点放在了第 ρN 步。步数从 0 数起，上升阶段在前一步就结束。",
        ),
    )
    def late_top(self) -> tuple[Any, ...]:
        """Steps from 1."""
        own = self.must_be("one_cycle")
        return tuple(schedules.turns(own.total_steps, own.pct_start, three_phase=own.three_phase, late=1))

    @mistake(
        corners,
        latex=r"\frac{\eta_{\max}}{d},\ \eta_{\max},\ \frac{\eta_{\max}}{d_{\text{final}}}",
        say=Text(
            en="Looks as if the last rate was taken from the highest one; final_div_factor divides the "
            "first.",
            zh="看起来最终学习率是由最高值除得的；final_div_factor 除的是起始学习率。",
        ),
    )
    def end_from_top(self) -> tuple[Any, ...]:
        """One division too few."""
        own = self.must_be("one_cycle")
        return (*own.worked("corners")[:-1], divide(own.max_lr, own.final_div_factor))

    @mistake(
        weight,
        latex=r"\gamma\, u_t",
        say=Text(
            en="Looks as if γ was multiplied by the number of decays. Each decay multiplies by γ once more: "
            "a power.",
            zh="看起来把 γ 乘了衰减次数；每次衰减都再乘一次 γ，应取乘方。",
        ),
    )
    def times_count(self, progress: Any) -> tuple[Any, ...]:
        """A product for the power."""
        gamma = self.must_be(*STEP_LIKE, "exponential").gamma
        return tuple(multiply(gamma, number(count)) for count in progress)

    @mistake(
        weight,
        latex=r"1 + \cos(\pi\, u_t)",
        say=Text(
            en="Looks as if the half was left out: 1 + cos goes from 2 to 0.",
            zh="看起来漏掉了二分之一：1 + cos 是从 2 降到 0 的。",
        ),
    )
    def no_half(self, progress: Any) -> tuple[Any, ...]:
        """Twice the wave."""
        return tuple(2 * schedules.half_cosine(share) for share in self.waves(progress))

    @mistake(
        weight,
        latex=r"\frac{1 - \cos(\pi\, u_t)}{2}",
        say=Text(
            en="Looks as if the cosine was subtracted: so the curve starts at the bottom.",
            zh="看起来减去了余弦：这样曲线是从最低处开始的。",
        ),
    )
    def from_below(self, progress: Any) -> tuple[Any, ...]:
        """The wave upside down."""
        return tuple(1 - schedules.half_cosine(share) for share in self.waves(progress))

    @mistake(
        weight,
        latex="1 - u_t",
        say=Text(
            en="This goes down in a straight line; the schedule follows half a cosine wave.",
            zh="这是沿直线下降；该调度走的是半个余弦波。",
        ),
    )
    def straight(self, progress: Any) -> tuple[Any, ...]:
        """The share that is left."""
        return tuple(1 - share for share in self.waves(progress))

    def waves(self, progress: Any) -> list[Any]:
        """The progress, for a schedule that turns it into a cosine."""
        own = self.must_be(*WAVES)
        if own.anneal_strategy == "linear":
            own = self.must_be(*COSINES)
        return list(map(number, progress))

    @mistake(
        weight,
        latex="1 - u_t^{p}",
        say=Text(
            en="Looks as if the share that is over was raised to the power; it is the share that is left.",
            zh="看起来对已走过的比例取了幂；应对剩下的比例取幂。",
        ),
    )
    def power_inside(self, progress: Any) -> tuple[Any, ...]:
        """The power on the wrong part."""
        own = self.must_be("polynomial")
        return tuple(1 - schedules.raised(number(share), own.power) for share in progress)

    @mistake(
        weight,
        latex="b",
        say=Text(
            en="Looks as if the warm-up was left out: these steps already have the end factor.",
            zh="看起来没有考虑预热：这些步直接用了终点的系数。",
        ),
    )
    def no_warm_up(self) -> tuple[Any, ...]:
        """All at once."""
        own = self.must_be("linear")
        return (own.end_factor,) * int(own.steps)

    @mistake(
        weight,
        latex=r"b\, u_t",
        say=Text(
            en="Looks as if the line started from 0; it starts from start_factor.",
            zh="看起来直线从 0 开始；它从 start_factor 开始。",
        ),
    )
    def from_nothing(self, progress: Any) -> tuple[Any, ...]:
        """No start factor."""
        own = self.must_be("linear")
        return tuple(multiply(own.end_factor, number(share)) for share in progress)

    @mistake(
        rates,
        latex=r"\eta\, w_t",
        say=Text(
            en="Looks as if the lowest rate was left out: the curve ends there, not at 0.",
            zh="看起来漏掉了最低学习率：曲线降到它为止，而不是降到 0。",
        ),
    )
    def down_to_nothing(self, weight: Any) -> tuple[Any, ...]:
        """No lowest rate."""
        own = self.must_be(*COSINES, "plateau")
        return tuple(multiply(own.base_lr, number(left)) for left in weight)

    @mistake(
        rates,
        latex=r"\eta_{\min} + \eta\, w_t",
        say=Text(
            en="Looks as if the lowest rate was added on top; the curve spans only η − η_min.",
            zh="看起来在曲线上又加了一个最低学习率；曲线的高度只有 η − η_min。",
        ),
    )
    def lifted(self, weight: Any) -> tuple[Any, ...]:
        """The whole curve moved up."""
        own = self.must_be(*COSINES)
        return tuple(add(own.eta_min, multiply(own.base_lr, number(left))) for left in weight)

    @mistake(
        rates,
        latex=r"\eta_{\max} \quad (t \le t_1)",
        say=Text(
            en="Looks as if the warm-up was left out: before the top, the rate is still rising.",
            zh="看起来没有考虑预热：到最高点之前，学习率还在上升。",
        ),
    )
    def peak_at_once(self, turns: Any) -> tuple[Any, ...]:
        """The highest rate from the start."""
        own = self.must_be("one_cycle")
        rates = own.worked("rates")
        return tuple(own.max_lr if t <= number(turns[1]) else rate for t, rate in enumerate(rates))

    @mistake(
        rates,
        latex=r"\eta",
        say=Text(
            en="That is the base rate; the schedule has changed it by then.",
            zh="这是基础学习率；到这一步调度已经改变了它。",
        ),
    )
    def unchanged(self) -> tuple[Any, ...]:
        """No schedule."""
        if self.name in ("constant", "one_cycle"):
            self.must_be()
        return (self.base_lr,) * self.steps

    result = rates

    def simulate(self) -> tuple[float, ...]:
        """Each rate from the one before it."""
        return chained(self)
