"""How much a study day takes: limits of new cards and reviews, easy days, a backlog worked off gently."""

from datetime import date, timedelta
from typing import NamedTuple

AHEAD = timedelta(minutes=20)
"""A card that is still being learnt may come this much early once nothing else is left to ask, so that a
session can be ended in one sitting instead of waiting for the clock."""


class Limits(NamedTuple):
    """What a learner wants of a study day at most."""

    new_per_day: int = 10
    reviews_per_day: int = 200
    easy_weekdays: tuple[int, ...] = ()
    """Weekdays, Monday 0, on which nothing new is begun."""


class Share(NamedTuple):
    """What is left of a study day, once its limits are kept."""

    reviews: int
    new: int
    postponed: int
    """Reviews that are due and wait for a later day."""


def room(limits: Limits, reviewed: int) -> int:
    """How many reviews today still takes at most, after so many."""
    return max(limits.reviews_per_day - reviewed, 0)


def share(limits: Limits, today: date, *, due: int, reviewed: int, introduced: int) -> Share:
    """What today still asks where `due` cards are due, after so many reviewed and introduced today.

    More reviews than the day takes wait for the next days, the least forgotten of them; as long as there is
    such a backlog, nothing new is begun on top of it.
    """
    reviews = min(due, room(limits, reviewed))
    begins_nothing = reviews < due or today.weekday() in limits.easy_weekdays
    return Share(
        reviews=reviews,
        new=0 if begins_nothing else max(limits.new_per_day - introduced, 0),
        postponed=due - reviews,
    )
