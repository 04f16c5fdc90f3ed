"""FSRS's ratings, which the schedule and the log know of an answer; its grade they need not."""

from enum import IntEnum


class Rating(IntEnum):
    """FSRS's four ratings, with FSRS's numbers."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4
