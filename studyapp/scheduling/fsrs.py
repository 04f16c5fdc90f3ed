"""FSRS-6 on plain numbers: memory, rating and elapsed study days in, memory out.

The model is that of Jarrett Ye's Free Spaced Repetition Scheduler, version 6: a memory has a *stability* (the
days until it is recalled with a chance of 90 %) and a *difficulty* from 1 to 10. The `fsrs` package is the
oracle of the tests; its names for the weights, w0 to w20, are kept in the formulas below.
"""

from collections.abc import Sequence
from math import exp
from typing import NamedTuple

from studyapp.domain.rating import Rating

DEFAULT_WEIGHTS: tuple[float, ...] = (
    0.212, 1.2931, 2.3065, 8.2956,  # w0 to w3: the first stability for each rating
    6.4133, 0.8334, 3.0194, 0.001,  # w4 to w7: difficulty
    1.8722, 0.1666, 0.796,  # w8 to w10: stability after recall
    1.4835, 0.0614, 0.2629, 1.6483,  # w11 to w14: stability after a lapse
    0.6014, 1.8729,  # w15, w16: the malus of Hard, the bonus of Easy
    0.5425, 0.0912, 0.0658,  # w17 to w19: reviews on the same day
    0.1542,  # w20: how fast the forgetting curve falls
)  # fmt: skip
"""What FSRS-6 learnt from many learners' reviews."""

BOUNDS: tuple[tuple[float, float], ...] = (
    (0.001, 100), (0.001, 100), (0.001, 100), (0.001, 100),
    (1, 10), (0.001, 4), (0.001, 4), (0.001, 0.75),
    (0, 4.5), (0, 0.8), (0.001, 3.5),
    (0.001, 5), (0.001, 0.25), (0.001, 0.9), (0, 4),
    (0, 1), (1, 6),
    (0, 2), (0, 2), (0, 0.8),
    (0.1, 0.8),
)  # fmt: skip
"""Between which the weights make sense; the optimiser of FSRS-6 keeps to them."""

STABILITY_MIN = 0.001

RECALLED = 0.9
"""The chance of recall that the stability is counted to."""


class Memory(NamedTuple):
    """How well one card is remembered."""

    stability: float
    """Days until the chance of recall has fallen to 90 %."""
    difficulty: float
    """From 1 to 10."""


def first(rating: Rating, weights: Sequence[float] = DEFAULT_WEIGHTS) -> Memory:
    """The memory after a card's first rating."""
    stability = max(weights[rating - 1], STABILITY_MIN)
    return Memory(stability, _within_1_and_10(_first_difficulty(rating, weights)))


def review(
    memory: Memory | None, rating: Rating, elapsed_days: int, weights: Sequence[float] = DEFAULT_WEIGHTS
) -> Memory:
    """The memory after a rating, `elapsed_days` study days after the one before; None is a new card."""
    if memory is None:
        return first(rating, weights)
    if elapsed_days < 1:
        stability = _same_day(memory.stability, rating, weights)
    else:
        recall = retrievability(memory, elapsed_days, weights)
        stability = (
            _lapsed(memory, recall, weights)
            if rating is Rating.AGAIN
            else _recalled(memory, rating, recall, weights)
        )
    return Memory(max(stability, STABILITY_MIN), _next_difficulty(memory.difficulty, rating, weights))


def curve(weights: Sequence[float] = DEFAULT_WEIGHTS) -> tuple[float, float]:
    """Factor and power of the forgetting curve: after t days the chance is (1 + factor·t/stability)^power."""
    power = -weights[20]
    return RECALLED ** (1 / power) - 1, power


def retrievability(memory: Memory, elapsed_days: float, weights: Sequence[float] = DEFAULT_WEIGHTS) -> float:
    """The chance of recall after `elapsed_days`: 1 at once, 0.9 when the stability has passed."""
    factor, decay = curve(weights)
    # A clock set back gives negative time; no time has passed then.
    result: float = (1 + factor * max(elapsed_days, 0) / memory.stability) ** decay
    return result


def interval(
    memory: Memory, retention: float, weights: Sequence[float] = DEFAULT_WEIGHTS, longest: int = 36500
) -> int:
    """Whole days, from 1 to `longest`, until the chance of recall has fallen to `retention`."""
    factor, decay = curve(weights)
    days: float = memory.stability / factor * (retention ** (1 / decay) - 1)
    return min(max(round(min(days, longest)), 1), longest)


def _first_difficulty(rating: Rating, w: Sequence[float]) -> float:
    return w[4] - exp(w[5] * (rating - 1)) + 1


def _next_difficulty(difficulty: float, rating: Rating, w: Sequence[float]) -> float:
    # Near 10 a bad rating moves less; and all cards drift back a little to where an easy one begins.
    moved = difficulty + (10 - difficulty) * -(w[6] * (rating - 3)) / 9
    return _within_1_and_10(w[7] * _first_difficulty(Rating.EASY, w) + (1 - w[7]) * moved)


def _same_day(stability: float, rating: Rating, w: Sequence[float]) -> float:
    growth: float = exp(w[17] * (rating - 3 + w[18])) * stability ** -w[19]
    return stability * (growth if rating is Rating.AGAIN else max(growth, 1.0))


def _recalled(memory: Memory, rating: Rating, recall: float, w: Sequence[float]) -> float:
    malus = w[15] if rating is Rating.HARD else 1
    bonus = w[16] if rating is Rating.EASY else 1
    growth: float = (
        exp(w[8])
        * (11 - memory.difficulty)
        * memory.stability ** -w[9]
        * (exp((1 - recall) * w[10]) - 1)
        * malus
        * bonus
    )
    return memory.stability * (1 + growth)


def _lapsed(memory: Memory, recall: float, w: Sequence[float]) -> float:
    long_term: float = (
        w[11]
        * memory.difficulty ** -w[12]
        * ((memory.stability + 1) ** w[13] - 1)
        * exp((1 - recall) * w[14])
    )
    return min(long_term, memory.stability / exp(w[17] * w[18]))


def _within_1_and_10(difficulty: float) -> float:
    return min(max(difficulty, 1.0), 10.0)
