"""From what a response earned to the rating that the memory learns from."""

from collections.abc import Sequence
from statistics import median

from studyapp.domain.grade import Grade, Rating

SLOW = 3.0
"""Right, but in so many times the usual time: it was worked out anew rather than known."""
AWAY = 600.0
"""Seconds; who takes longer was elsewhere, which tells nothing of what she knows."""
A_FEW = 3
"""Right answers that it takes to know what is usual."""


def rating_for(
    grade: Grade | None,
    *,
    was_helped: bool = False,
    tries: int = 1,
    gave_up: bool = False,
    seconds: float = 0.0,
    usual_seconds: float | None = None,
) -> Rating | None:
    """The rating that is set before the learner chooses her own; hers counts, whatever is set.

    - "I don't know" is Again, and stays so.
    - A wrong part anywhere is Again: what was half right was not yet remembered.
    - All parts right is Good, and Hard where a hint, the demonstration or another try had to help, or where
      it took SLOW times what it usually takes her (`usual_seconds`), but less than AWAY.
    - Where nothing was graded (the learner recalls and rates herself), none is set.

    Easy is never set for her: how easy it was, only she knows.
    """
    if gave_up:
        return Rating.AGAIN
    if grade is None:
        return None
    if not grade.correct:
        return Rating.AGAIN
    was_slow = usual_seconds is not None and SLOW * usual_seconds < seconds < AWAY
    return Rating.HARD if was_helped or tries > 1 or was_slow else Rating.GOOD


def usual_of(seconds: Sequence[float]) -> float | None:
    """What a right answer usually takes, by the times of the latest ones; None before there were A_FEW."""
    return median(seconds) if len(seconds) >= A_FEW else None
