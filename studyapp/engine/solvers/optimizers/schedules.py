"""Learning-rate schedules as pure functions: how far they have come, and what is left of the rate."""

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from typing import Any

from studyapp.domain.value import Number
from studyapp.engine.expression.arithmetic import divide, power
from studyapp.engine.expression.numbers import settle

MOST_EXACT_STEPS = 256
"""Up to this step shares are fractions; beyond it a curve is a matter of floats."""
MOST_EXACT_BITS = 4096
"""A longer power is worked as a float."""
LONGEST_EXACT = 10**15
"""A rate stays a fraction as long as its two parts can be written out; a longer one becomes a float."""

_EXACT_HALF_COSINES = {
    Fraction(0): 1,
    Fraction(1, 3): Fraction(3, 4),
    Fraction(1, 2): Fraction(1, 2),
    Fraction(2, 3): Fraction(1, 4),
    Fraction(1): 0,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """When a plateau is one (PyTorch's ReduceLROnPlateau)."""

    mode: str
    patience: int
    threshold: Number
    threshold_mode: str
    cooldown: int

    def bound(self, best: Any) -> Any:
        """What a metric must pass to be better than the best so far."""
        sign = -1 if self.mode == "min" else 1
        return (
            best * (1 + sign * self.threshold)
            if self.threshold_mode == "rel"
            else best + sign * self.threshold
        )

    def better(self, metric: Any, bound: Any) -> bool:
        """Whether a metric passes the bound; there is none before the first."""
        return bound is None or bool(metric < bound if self.mode == "min" else metric > bound)


def share(above: Any, below: Any, at: int) -> Any:
    """`above`/`below`, a fraction at the early steps."""
    return divide(above, below) if at <= MOST_EXACT_STEPS else float(above / below)


def decays(steps: int, step_size: int, shift: int = 0) -> list[int]:
    """How many whole stretches of `step_size` are over at each step; `shift` moves the count of the steps."""
    return [max(t + shift, 0) // step_size for t in range(steps)]


def milestones_passed(steps: int, milestones: Sequence[int], shift: int = 0) -> list[int]:
    """How many milestones are reached at each step; one that is named twice counts twice."""
    ordered = sorted(milestones)
    return [bisect_right(ordered, t + shift) for t in range(steps)]


def ramp(steps: int, length: int) -> list[Any]:
    """The share of `length` steps that is over, 1 from there on."""
    return [share(min(t, length), length, t) for t in range(steps)]


def cycles(steps: int, t_0: int, t_mult: int) -> list[tuple[int, int]]:
    """Where each step's cycle starts, and how long it is."""
    found: list[tuple[int, int]] = []
    start, length = 0, t_0
    while len(found) < steps:
        found += [(start, length)] * min(length, steps - len(found))
        start, length = start + length, length * t_mult
    return found


def turns(total_steps: int, pct_start: Any, *, three_phase: bool, late: int = 0) -> list[Any]:
    """The steps, perhaps between two, at which one cycle starts, turns, and ends."""
    top, end = pct_start * total_steps - 1 + late, total_steps - 1
    return [0, top, 2 * top, end] if three_phase else [0, top, end]


def corners(max_lr: Any, div_factor: Any, final_div_factor: Any, *, three_phase: bool) -> list[Any]:
    """The rates at those steps."""
    low = divide(max_lr, div_factor)
    final = divide(low, final_div_factor)
    return [low, max_lr, low, final] if three_phase else [low, max_lr, final]


def stretch_at(t: int, turning: Sequence[Any]) -> int:
    """Which stretch between two turns a step is on: the first that has not ended before it."""
    return next((at for at, end in enumerate(turning[1:]) if t <= end), len(turning) - 2)


def waits(metrics: Sequence[Number], wait: Patience) -> list[int]:
    """Steps in a row without a better metric, after each one; a cut and a cool-down start the count anew."""
    found = []
    bound: Any = None
    bad = cooling = 0
    for metric in metrics:
        if wait.better(metric, bound):
            bound, bad = wait.bound(metric), 0
        else:
            bad += 1
        if cooling:
            cooling, bad = cooling - 1, 0
        found.append(bad)
        if bad > wait.patience:
            cooling, bad = wait.cooldown, 0
    return found


def cuts(bad: Iterable[Any], patience: int) -> list[int]:
    """How often the rate was cut by each step; what is seen after a step counts from the next one on."""
    return list(accumulate((int(count > patience) for count in bad), initial=0))


def raised(base: Any, exponent: Any) -> Any:
    """A power: exact where it is short, else a float."""
    if not isinstance(base, float) and not isinstance(exponent, float) and exponent >= 0:
        bits = max(abs(base.numerator), base.denominator).bit_length()
        if bits * exponent <= MOST_EXACT_BITS:
            return power(base, exponent)
    return power(float(base), float(exponent))


def powers(base: Any, exponents: Iterable[Any]) -> list[Any]:
    """`base` to each of the exponents, which are often the same."""
    exponents = list(exponents)
    known = {exponent: raised(base, exponent) for exponent in dict.fromkeys(exponents)}
    return [known[exponent] for exponent in exponents]


def half_cosine(passed: Any) -> Any:
    """(1 + cos(π·passed))/2: from 1 at 0 down to 0 at 1, and up again to 1 at 2."""
    within = passed % 2
    within = 2 - within if within > 1 else within
    exact = _EXACT_HALF_COSINES.get(within)
    return math.cos(math.pi * within / 2) ** 2 if exact is None else exact


def short(rate: Any) -> Any:
    """A rate as it is told: a fraction that would be long as a float."""
    if isinstance(rate, Fraction) and max(abs(rate.numerator), rate.denominator) > LONGEST_EXACT:
        return float(rate)
    return settle(rate)
