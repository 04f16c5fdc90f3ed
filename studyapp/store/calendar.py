"""What the log says of a day, and whether the clock has gone backward since."""

from datetime import date, datetime, timedelta

from studyapp.store.log import time_of_text
from studyapp.store.store import Store

A_LITTLE = timedelta(minutes=2)
"""By so much two clocks may differ without a word."""


def reviewed_on(store: Store, day: date) -> int:
    """How many cards were answered on a study day so that their memory learnt from it."""
    count: int = store.rows(
        "SELECT count(DISTINCT card) FROM answers WHERE day = ? AND moves_memory = 1 AND mode <> 'reset'",
        day.isoformat(),
    )[0][0]
    return count


def clock_behind(store: Store, now: datetime) -> timedelta | None:
    """By how much `now` is before the latest answer in the log; None where it is not.

    Then the clock was set back, or it was ahead when that was answered (here or on another device).
    """
    latest = store.rows("SELECT max(at) FROM attempts WHERE day = (SELECT max(day) FROM attempts)")[0][0]
    if latest is None:
        return None
    gap = time_of_text(latest) - now
    return gap if gap > A_LITTLE else None
