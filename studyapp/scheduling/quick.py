"""FSRS-6 for many answers: the formulas of `fsrs`, with what hangs on the weights alone worked beforehand.

They stand here once more, in the same order of operations, so that not a bit differs (the tests of `replay`
hold the two together); a step takes a fifth of the time.
"""

from collections.abc import Callable, Sequence
from math import exp
from typing import TypeAlias

from studyapp.domain.rating import Rating
from studyapp.scheduling import fsrs
from studyapp.scheduling.fsrs import STABILITY_MIN

Step: TypeAlias = Callable[[float, float, int, int], tuple[float, float]]
"""Stability, difficulty, rating and elapsed study days to the stability and difficulty after."""


class Formulas:
    """The formulas for the weights w0 to w20."""

    def __init__(self, w: Sequence[float]) -> None:
        memories = [fsrs.first(rating, w) for rating in Rating]
        self.firsts = ((0.0, 0.0), *((memory.stability, memory.difficulty) for memory in memories))
        """Stability and difficulty after a card's first rating, by the rating; none stands under 0."""
        self.factor, self.decay = fsrs.curve(w)
        self.step: Step = _step(w, self.decay, self.factor)

    def recall(self, stability: float, elapsed: int) -> float:
        """The chance of recall after so many study days, at least 0: `fsrs.retrievability`."""
        chance: float = (1 + self.factor * elapsed / stability) ** self.decay
        return chance


def _step(w: Sequence[float], decay: float, factor: float) -> Step:
    turn = (0.0, *(-(w[6] * (rating - 3)) for rating in Rating))
    drift = w[7] * (w[4] - exp(w[5] * (Rating.EASY - 1)) + 1)
    keep, e8, m9, w10 = 1 - w[7], exp(w[8]), -w[9], w[10]
    w11, m12, w13, w14 = w[11], -w[12], w[13], w[14]
    malus, bonus, relief = w[15], w[16], exp(w[17] * w[18])
    same_day = (0.0, *(exp(w[17] * (rating - 3 + w[18])) for rating in Rating))
    m19 = -w[19]

    def step(stability: float, difficulty: float, rating: int, elapsed: int) -> tuple[float, float]:
        if elapsed < 1:
            growth = same_day[rating] * stability**m19
            if rating == 1 or growth > 1.0:
                stability *= growth
        else:
            recall = (1 + factor * elapsed / stability) ** decay
            if rating == 1:
                long_term = w11 * difficulty**m12 * ((stability + 1) ** w13 - 1) * exp((1 - recall) * w14)
                stability /= relief
                if long_term < stability:  # noqa: PLR1730 (half the time of min and max)
                    stability = long_term
            else:
                growth = e8 * (11 - difficulty) * stability**m9 * (exp((1 - recall) * w10) - 1)
                if rating == 2:
                    growth *= malus
                elif rating == 4:
                    growth *= bonus
                stability *= 1 + growth
        if stability < STABILITY_MIN:  # noqa: PLR1730
            stability = STABILITY_MIN
        difficulty = drift + keep * (difficulty + (10 - difficulty) * turn[rating] / 9)
        if difficulty < 1.0:
            return stability, 1.0
        return stability, difficulty if difficulty <= 10.0 else 10.0

    return step
