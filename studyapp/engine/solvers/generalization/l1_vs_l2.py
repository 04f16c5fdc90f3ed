"""L1 against L2 on one weight: which of them brings it to exactly zero."""

from fractions import Fraction
from itertools import accumulate
from typing import Any

from studyapp.domain.text import Text
from studyapp.domain.value import Number
from studyapp.engine.solvers.generalization.penalties import STRENGTH
from studyapp.engine.solving.solver import Solver, given, mistake, step

EXACT_STEPS = 50
"""So far decimals count as written: 1.2 shrunk by 1.5 is 0.8, not 0.7999999999999999."""


class L1VsL2(Solver):
    """One weight under proximal L1 and L2 steps alone: {l1, l2, l1_zero_at, l2_zero_at}.

    `l1` and `l2` are the weight after each step, from the first; the steps are counted from 1, and None says
    that the weight is not exactly zero within the run (Parikh & Boyd 2014).
    """

    say = Text(en="L1 against L2: which reaches zero", zh="L1 与 L2：谁会到零")
    w: Number = given(symbol="w_0", say=Text(en="the weight at the start", zh="起始权重"))
    lr: Number = given(ge=0, symbol=r"\eta", say=Text(en="learning rate", zh="学习率"))
    strength: Number = given(ge=0, symbol=r"\lambda", say=STRENGTH)
    steps: int = given(ge=1, le=100_000, symbol="n", say=Text(en="steps to run", zh="运行的步数"))
    rate = step("lr*strength", symbol="t", say=Text(en="Learning rate times strength", zh="学习率乘以强度"))

    @step(
        latex=r"\text{sign}(w_0) \cdot \max(\left| w_0 \right| - k\,t,\ 0)",
        symbol="w_k",
        say=Text(
            en="Weight under L1 (the same amount off each step, not past zero)",
            zh="L1 下的权重（每步减去同样的量，不越过零）",
        ),
    )
    def l1(self, rate: Any) -> tuple[Any, ...]:
        """The weight after 1, 2, … steps of soft threshold."""
        sign = (self.w > 0) - (self.w < 0)
        distances = (abs(self.w) - taken * rate for taken in range(1, self.steps + 1))
        return tuple(sign * max(distance, 0) for distance in distances)

    @step(
        latex=r"\frac{w_0}{(1 + t)^k}",
        symbol="v_k",
        say=Text(
            en="Weight under L2 (the same share off each step)", zh="L2 下的权重（每步按同样的比例缩小）"
        ),
    )
    def l2(self, rate: Number) -> tuple[float, ...]:
        """The weight after 1, 2, … steps of shrinking."""
        exact: Fraction | float = Fraction(self.w)
        factor: Fraction | float = 1 + Fraction(rate)
        weights = []
        for taken in range(self.steps):
            if taken == EXACT_STEPS:  # numerators and denominators grow with each step
                exact, factor = float(exact), float(factor)
            exact = exact / factor
            weights.append(float(exact))
        return tuple(weights)

    l1_zero_at = step(
        "1 if w == 0 else ceil(abs(w)/rate) if rate*steps >= abs(w) else None",
        symbol="k_1",
        say=Text(
            en="Step at which L1 first gives exactly zero",
            zh="L1 首次使权重恰好为零的步数",
        ),
    )
    l2_zero_at = step(
        "1 if w == 0 else None",
        symbol="k_2",
        say=Text(
            en="Step at which L2 first gives exactly zero",
            zh="L2 首次使权重恰好为零的步数",
        ),
    )
    half_rate = mistake(
        rate,
        "lr*strength/2",
        say=Text(
            en="Looks as if you halved lr·λ; a step takes it whole.",
            zh="看起来多除了一个 2；每一步用的是 lr·λ。",
        ),
    )
    no_learning_rate = mistake(
        rate,
        "strength",
        say=Text(
            en="Looks as if the learning rate was left out; a step takes lr·λ.",
            zh="看起来漏乘了学习率；每一步用的是 lr·λ。",
        ),
    )

    @mistake(
        l1,
        latex=r"w_0 - k\,t\,\text{sign}(w_0)",
        say=Text(
            en="Looks as if the weight was moved past zero. The proximal step stops at zero.",
            zh="看起来让权重越过了零。近端更新到零就停住。",
        ),
    )
    def past_zero(self, rate: Any) -> tuple[Any, ...]:
        """Plain steps without the stop at zero."""
        sign = (self.w > 0) - (self.w < 0)
        return tuple(self.w - sign * taken * rate for taken in range(1, self.steps + 1))

    @mistake(
        l2,
        latex=r"w_0 (1 - t)^k",
        say=Text(
            en="Looks as if plain gradient steps were taken: a factor 1 − t. The proximal step divides by 1 "
            "+ t.",
            zh="看起来用了普通的梯度更新：每步乘以 1 − t。近端更新是除以 1 + t。",
        ),
    )
    def plain_steps(self, rate: Number) -> tuple[float, ...]:
        """A factor 1 − t each step."""
        factor = 1 - float(rate)
        return tuple(accumulate(range(self.steps), lambda w, _: w * factor, initial=float(self.w)))[1:]

    rounded_down = mistake(
        l1_zero_at,
        "floor(abs(w)/rate)",
        say=Text(
            en="Looks as if you rounded down. Then something is left of the weight: one more step is needed.",
            zh="看起来向下取整了。这时权重还剩一点：还需要再走一步。",
        ),
    )
    not_whole = mistake(
        l1_zero_at,
        "abs(w)/rate",
        say=Text(
            en="This is the plain quotient; steps are whole, and the last one may be cut short.",
            zh="这是直接相除的商；步数是整数，最后一步可以不走满。",
        ),
    )
    as_l1 = mistake(
        l2_zero_at,
        "ceil(abs(w)/rate)",
        say=Text(
            en="That is when L1 reaches zero. L2 takes a share off each time and never gets there.",
            zh="这是 L1 到零的步数。L2 每次按比例缩小，永远到不了零。",
        ),
    )
    result = (l1, l2, l1_zero_at, l2_zero_at)

    def simulate(self) -> dict[str, object]:
        """Take the steps one by one."""
        taken_off: Any = self.lr * self.strength
        first: Any = self.w
        second = float(self.w)
        firsts: list[Any] = []
        seconds: list[float] = []
        for _ in range(self.steps):
            first = 0 if abs(first) <= taken_off else first - taken_off if first > 0 else first + taken_off
            second = second / float(1 + taken_off)
            firsts.append(first)
            seconds.append(second)
        return {
            "l1": tuple(firsts),
            "l2": tuple(seconds),
            "l1_zero_at": firsts.index(0) + 1 if 0 in firsts else None,
            "l2_zero_at": 1 if self.w == 0 else None,
        }
