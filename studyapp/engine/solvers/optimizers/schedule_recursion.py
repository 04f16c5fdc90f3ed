"""Schedules the way a training loop lives them: each rate from the one before it, in floats."""

import cmath
import math
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import count, islice
from typing import Any


def chained(own: Any) -> tuple[float, ...]:
    """The rate at each step, one after the other."""
    return tuple(islice(_RUNS[own.name](own), own.steps))


def _constant(own: Any) -> Iterator[float]:
    while True:
        yield float(own.base_lr)


def _step(own: Any) -> Iterator[float]:
    rate = float(own.base_lr)
    while True:
        yield from [rate] * min(own.step_size, own.steps)
        rate *= float(own.gamma)


def _multistep(own: Any) -> Iterator[float]:
    decays, rate = Counter(own.milestones), float(own.base_lr)
    for t in count():
        for _ in range(decays[t]):
            rate *= float(own.gamma)
        yield rate


def _exponential(own: Any) -> Iterator[float]:
    rate = float(own.base_lr)
    while True:
        yield rate
        rate *= float(own.gamma)


def _cosine(own: Any) -> Iterator[float]:
    """A pointer that turns by the same angle each step; its shadow is the cosine."""
    low, height = float(own.eta_min), float(own.base_lr) - float(own.eta_min)
    turn, pointer = cmath.exp(1j * math.pi / own.t_max), 1 + 0j
    while True:
        yield low + height * (1 + pointer.real) / 2
        pointer *= turn


def _cosine_warm_restarts(own: Any) -> Iterator[float]:
    low, height = float(own.eta_min), float(own.base_lr) - float(own.eta_min)
    length = own.t_0
    while True:
        for over in range(length):
            yield low + height * (1 + math.cos(math.pi * over / length)) / 2
        length *= own.t_mult


def _linear(own: Any) -> Iterator[float]:
    rate = float(own.base_lr) * float(own.start_factor)
    rise = float(own.base_lr) * (float(own.end_factor) - float(own.start_factor)) / own.total_iters
    for t in count(1):
        yield rate
        rate += rise if t <= own.total_iters else 0


def _polynomial(own: Any) -> Iterator[float]:
    rate = float(own.base_lr)
    for left in range(own.total_iters, 0, -1):
        yield rate
        rate *= ((left - 1) / left) ** float(own.power)
    while True:
        yield rate


def _one_cycle(own: Any) -> Iterator[float]:
    """Like a string between pins at the turns, straight or as half a wave."""
    top, end = float(own.pct_start) * own.total_steps - 1, own.total_steps - 1
    highest = float(own.max_lr)
    low = highest / float(own.div_factor)
    final = low / float(own.final_div_factor)

    def between(first: float, last: float, over: float) -> float:
        bent = over if own.anneal_strategy == "linear" else (1 - math.cos(math.pi * over)) / 2
        return first + (last - first) * bent

    for t in range(own.total_steps):
        if t <= top:
            yield between(low, highest, t / top)
        elif not own.three_phase:
            yield between(highest, final, (t - top) / (end - top))
        elif t <= 2 * top:
            yield between(highest, low, (t - top) / top)
        else:
            yield between(low, final, (t - 2 * top) / (end - 2 * top))


def _plateau(own: Any) -> Iterator[float]:
    """Watching the best metric, counting those that are no better, resting after a cut."""
    rate, best, bad, rest = float(own.base_lr), None, 0, 0
    yield rate
    for metric in own.metrics:
        if best is None or _gain(own, best, metric) > 0:
            best, bad = metric, 0
        else:
            bad += 1
        if rest > 0:
            rest, bad = rest - 1, 0
        if bad == own.patience + 1:
            rate = min(rate, max(rate * float(own.factor), float(own.min_lr)))
            bad, rest = 0, own.cooldown
        yield rate


def _gain(own: Any, best: Any, metric: Any) -> Any:
    """By how much a metric is better than it must be."""
    by = own.threshold * best if own.threshold_mode == "rel" else own.threshold
    return best - by - metric if own.mode == "min" else metric - by - best


_RUNS: dict[str, Callable[[Any], Iterator[float]]] = {
    "constant": _constant,
    "step": _step,
    "multistep": _multistep,
    "exponential": _exponential,
    "cosine": _cosine,
    "cosine_warm_restarts": _cosine_warm_restarts,
    "linear": _linear,
    "polynomial": _polynomial,
    "one_cycle": _one_cycle,
    "plateau": _plateau,
}
