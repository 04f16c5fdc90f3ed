"""The year's days as rows of weekdays."""

from datetime import date, timedelta

import pytest

from studyapp import i18n
from studyapp.tui.widgets.year_map import WEEKS, year_map

TODAY = date(2026, 11, 21)  # a Saturday


def drawn(by_day, width=76):
    return [line.plain for line in year_map(by_day, TODAY, width)]


def test_each_day_stands_in_the_row_of_its_weekday_and_today_in_the_last_column() -> None:
    _months, *days, _scale = drawn({TODAY: 9, TODAY - timedelta(days=7): 9, TODAY - timedelta(days=5): 9})
    saturday, monday, sunday = days[5], days[0], days[6]
    assert saturday.endswith("██")
    assert len(saturday) == 4 + WEEKS
    assert monday.endswith("█")
    assert len(monday) == 4 + WEEKS
    assert len(sunday) == 4 + WEEKS - 1  # tomorrow is not there yet
    assert set(days[1][4:]) == {"·"}


def test_more_answers_are_a_darker_sign_and_one_is_never_nothing() -> None:
    by_day = {TODAY - timedelta(days=ago): count for ago, count in enumerate((0, 1, 50, 100, 75, 100))}
    _months, *days, _scale = drawn(by_day)
    last = "".join(row[3 + WEEKS] for row in days[:6])  # Monday to Saturday of this week
    assert last == "█▓█▒░·"


def test_one_mad_day_does_not_pale_the_others() -> None:
    by_day = {TODAY - timedelta(days=ago): 10 for ago in range(1, 20)} | {TODAY: 1000}
    shown = "".join(drawn(by_day)[1:8])
    assert shown.count("█") == 20


def test_months_stand_above_their_first_week_and_all_have_room() -> None:
    months = drawn({})[0]
    assert months.split()[-3:] == ["Sep", "Oct", "Nov"]
    # the week of Monday 5 October begins 6 weeks before the last column, which begins on 16 November
    assert months.index("Oct") == 4 + WEEKS - 1 - 6
    i18n.use("zh")
    assert drawn({})[0].endswith("9月 10月11月")


@pytest.mark.parametrize(
    ("width", "weeks", "cell"), [(110, 53, 2), (109, 53, 1), (57, 53, 1), (56, 52, 1), (30, 26, 1)]
)
def test_as_many_weeks_as_fit_are_shown(width, weeks, cell) -> None:
    rows = drawn({}, width)
    assert max(map(len, rows[1:8])) <= width
    assert rows[1].count("·") == weeks
    assert len(rows[1].rstrip()) == 4 + cell * weeks - (cell - 1)
