"""Dates as people say them, in the language spoken now."""

from datetime import date

from studyapp.i18n import N_, _, language

_WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
_MONTHS = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)


def say_date(day: date) -> str:
    """`Saturday, 21 November` or `11月21日 星期六`."""
    weekday, month = _(_WEEKDAYS[day.weekday()]), _(_MONTHS[day.month - 1])
    if language() == "zh":
        return f"{day.month}月{day.day}日 {weekday}"
    return f"{weekday}, {day.day} {month}"
