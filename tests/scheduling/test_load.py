"""A day's limits: kept, nothing lost, and a backlog that shrinks day by day without anything new."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.scheduling.load import Limits, Share, share

MONDAY = date(2026, 3, 2)
COUNTS = st.integers(0, 500)


@given(COUNTS, COUNTS, COUNTS, COUNTS, COUNTS)
def test_a_day_s_limits_are_kept_and_what_is_not_asked_is_postponed(
    per_day: int, new: int, due: int, reviewed: int, introduced: int
) -> None:
    limits = Limits(new_per_day=new, reviews_per_day=per_day)
    left = share(limits, MONDAY, due=due, reviewed=reviewed, introduced=introduced)
    assert left.reviews + left.postponed == due
    assert left.reviews == 0 or left.reviews + reviewed <= per_day
    assert left.new == 0 or left.new + introduced <= new
    assert not (left.new and left.postponed)


def test_a_backlog_after_a_holiday_is_worked_off_at_the_daily_rate_and_then_new_cards_come_again() -> None:
    limits, waiting, day, told = Limits(new_per_day=10, reviews_per_day=100), 250, MONDAY, []
    while waiting or not told or not told[-1].new:
        left = share(limits, day, due=waiting, reviewed=0, introduced=0)
        told.append(left)
        waiting, day = left.postponed, day + timedelta(days=1)
    assert told == [Share(100, 0, 150), Share(100, 0, 50), Share(50, 10, 0)]


@pytest.mark.parametrize(("day", "new"), [(4, 10), (5, 0), (6, 0), (7, 10)])
def test_an_easy_weekday_begins_nothing_new(day: int, new: int) -> None:
    limits = Limits(easy_weekdays=(5, 6))
    left = share(limits, MONDAY + timedelta(days=day), due=20, reviewed=0, introduced=0)
    assert (left.reviews, left.new) == (20, new)
