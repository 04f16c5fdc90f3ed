"""Study days, across roll-over, time zones and the nights in which clocks change."""

import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.scheduling.days import Days, elapsed_days

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = [
    "Europe/Berlin",
    "America/New_York",
    "America/St_Johns",
    "America/Sao_Paulo",
    "Antarctica/Troll",
    "Asia/Gaza",
    "Asia/Shanghai",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Pacific/Chatham",
    "UTC",
]


def test_the_small_hours_belong_to_the_day_before() -> None:
    days = Days(4, BERLIN)
    assert days.of(datetime(2026, 5, 2, 3, 59, tzinfo=BERLIN)) == date(2026, 5, 1)
    assert days.of(datetime(2026, 5, 2, 4, 0, tzinfo=BERLIN)) == date(2026, 5, 2)


# Clocks in Berlin go forward on 29 March 2026 and back on 25 October 2026.
@pytest.mark.parametrize(("day", "hours"), [((2026, 3, 28), 23), ((2026, 10, 24), 25), ((2026, 6, 1), 24)])
def test_a_study_day_across_a_clock_change_is_one_day(day: tuple[int, int, int], hours: int) -> None:
    days = Days(4, BERLIN)
    start = days.begins(date(*day))
    assert days.ends(start) - start == timedelta(hours=hours)
    assert days.of(start) == days.of(start + timedelta(hours=hours, microseconds=-1)) == date(*day)
    assert days.of(start + timedelta(hours=hours)) == date(*day) + timedelta(days=1)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="only Unix can set the zone of one process")
def test_a_machine_that_is_set_to_another_zone_has_its_days(monkeypatch: pytest.MonkeyPatch) -> None:
    at = datetime(2026, 5, 2, 0, 30, tzinfo=UTC)
    told = []
    for zone in ("UTC0", "UTC-8", "UTC0"):  # eight hours ahead, as POSIX says it
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        told.append(Days(4).of(at))
    monkeypatch.undo()
    time.tzset()
    assert told == [date(2026, 5, 1), date(2026, 5, 2), date(2026, 5, 1)]


@given(
    st.lists(st.datetimes(datetime(2026, 3, 27), datetime(2026, 4, 2), timezones=st.just(UTC))),
    st.sampled_from(ZONES),
    st.integers(0, 23),
)
def test_what_was_asked_before_does_not_matter(moments: list[datetime], zone: str, hour: int) -> None:
    days = Days(hour, ZoneInfo(zone))
    told = [days.of(at) for at in moments]
    assert told == [Days(hour, ZoneInfo.no_cache(zone)).of(at) for at in moments]  # one that nobody asked yet


def test_a_roll_over_in_the_hour_that_clocks_leave_out_is_at_its_end() -> None:
    days = Days(2, BERLIN)  # on 29 March 2026 there is no 02:30: 01:59:59 is followed by 03:00
    before = datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC)
    assert days.of(before) == date(2026, 3, 28)
    assert days.of(before + timedelta(seconds=1)) == date(2026, 3, 29)
    assert days.ends(before) == before + timedelta(seconds=1)


@pytest.mark.parametrize(
    ("zone", "hour", "turn"),
    [
        # The clock reads the roll-over hour, goes back to before it, and reads it again.
        ("Pacific/Chatham", 3, datetime(2026, 4, 4, 14, 0, tzinfo=UTC)),  # 03:45 to 02:45
        ("Antarctica/Troll", 2, datetime(2026, 10, 25, 1, 0, tzinfo=UTC)),  # 03:00 to 01:00
        ("America/St_Johns", 0, datetime(2010, 11, 7, 2, 31, tzinfo=UTC)),  # 00:01 to 23:01
        # It leaves the roll-over hour out.
        ("Pacific/Chatham", 3, datetime(2026, 9, 26, 14, 0, tzinfo=UTC)),  # 02:45 to 03:45
        ("Antarctica/Troll", 2, datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),  # 01:00 to 03:00
        # It leaves a whole day out.
        ("Pacific/Apia", 4, datetime(2011, 12, 30, 10, 0, tzinfo=UTC)),
    ],
)
def test_a_study_day_begins_once_however_the_clock_turns(zone: str, hour: int, turn: datetime) -> None:
    days = Days(hour, ZoneInfo(zone))
    moments = [turn + timedelta(minutes=minute) for minute in range(-26 * 60, 26 * 60, 5)]
    told = [days.of(at) for at in moments]
    assert told == sorted(told)
    assert all(days.begins(day) <= at < days.ends(at) for at, day in zip(moments, told, strict=True))


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)),
    st.sampled_from(ZONES),
    st.integers(0, 23),
)
def test_every_moment_is_within_the_study_day_it_belongs_to(at: datetime, zone: str, hour: int) -> None:
    days = Days(hour, ZoneInfo(zone))
    day = days.of(at)
    assert days.begins(day) <= at < days.ends(at)
    assert days.ends(at) == days.begins(day + timedelta(days=1))


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)),
    st.integers(0, 10**6),
    st.sampled_from(ZONES),
    st.integers(0, 23),
)
def test_a_later_moment_is_never_on_an_earlier_study_day(
    at: datetime, seconds: int, zone: str, hour: int
) -> None:
    days = Days(hour, ZoneInfo(zone))
    assert days.of(at) <= days.of(at + timedelta(seconds=seconds))


def test_without_a_zone_the_clocks_are_this_machine_s() -> None:
    at = datetime(2026, 5, 2, 12, tzinfo=UTC)
    assert Days(0).of(at) == at.astimezone().date()
    assert Days(0).begins(Days(0).of(at)) <= at < Days(0).ends(at)


def test_a_clock_set_back_gives_no_negative_days() -> None:
    assert elapsed_days(date(2026, 5, 2), date(2026, 5, 5)) == 3
    assert elapsed_days(date(2026, 5, 5), date(2026, 5, 2)) == 0
