"""The order of what is still to come."""

from datetime import UTC, datetime, timedelta

from studyapp.scheduling.load import AHEAD
from studyapp.study.upcoming import Upcoming

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def next_card(upcoming: Upcoming, now: datetime, but: str | None = None) -> str | None:
    coming = upcoming.next(now, but)
    return coming[0] if coming else None


def test_the_queue_comes_in_its_order():
    upcoming = Upcoming(["a", "b"])
    assert [next_card(upcoming, NOW), next_card(upcoming, NOW), next_card(upcoming, NOW)] == ["a", "b", None]


def test_a_card_that_has_come_back_goes_before_the_queue():
    upcoming = Upcoming(["b"])
    upcoming.comes_back("a", NOW + minutes(1))
    assert next_card(upcoming, NOW + minutes(1)) == "a"
    assert next_card(upcoming, NOW + minutes(1)) == "b"


def test_a_card_waits_for_its_minute_while_others_can_be_asked():
    upcoming = Upcoming(["b"])
    upcoming.comes_back("a", NOW + minutes(1))
    assert next_card(upcoming, NOW) == "b"


def test_a_card_comes_early_once_nothing_else_is_left():
    upcoming = Upcoming([])
    upcoming.comes_back("a", NOW + minutes(10))
    assert next_card(upcoming, NOW) == "a"
    assert len(upcoming) == 0


def test_nobody_waits_for_a_card_that_is_far_off():
    upcoming = Upcoming([])
    upcoming.comes_back("a", NOW + AHEAD + minutes(1))
    assert next_card(upcoming, NOW) is None


def test_the_card_just_asked_comes_only_when_no_other_is_left():
    upcoming = Upcoming([])
    upcoming.comes_back("a", NOW)
    upcoming.comes_back("b", NOW + minutes(5))
    assert next_card(upcoming, NOW, but="a") == "b"
    assert next_card(upcoming, NOW, but="a") == "a"


def test_a_card_that_is_dropped_is_asked_no_more():
    upcoming = Upcoming(["a", "b", "a"])
    upcoming.comes_back("a", NOW)
    upcoming.drop("a")
    assert [next_card(upcoming, NOW), next_card(upcoming, NOW)] == ["b", None]
