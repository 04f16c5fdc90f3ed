"""Dates as people say them, in the language spoken now."""

from datetime import date

from studyapp.i18n import N_, _, language, ngettext

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
_SHORT_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
"""In English; Chinese counts its months."""
_LONG_AGO = 14
"""Days after which a day is said by its date."""


def short_weekday(weekday: int) -> str:
    """`Mon` or `一` for 0, and so on."""
    return _(_SHORT_WEEKDAYS[weekday])


def short_month(month: int) -> str:
    """`Jan` or `1月` for 1, and so on."""
    return f"{month}月" if language() == "zh" else _SHORT_MONTHS[month - 1]


def short_date(day: date) -> str:
    """`21 Nov` or `11月21日`."""
    return f"{day.month}月{day.day}日" if language() == "zh" else f"{day.day} {short_month(day.month)}"


def say_day(day: date, today: date) -> str:
    """A day of the past, told from today: `today`, `yesterday`, `5 days ago`, later its date."""
    ago = (today - day).days
    if ago <= 0:
        return _("today")
    if ago == 1:
        return _("yesterday")
    if ago < _LONG_AGO:
        return ngettext("{count} day ago", "{count} days ago", ago)
    return say_date(day) if ago < 300 else day.isoformat()


def say_date(day: date) -> str:
    """`Saturday, 21 November` or `11月21日 星期六`."""
    weekday, month = _(_WEEKDAYS[day.weekday()]), _(_MONTHS[day.month - 1])
    if language() == "zh":
        return f"{day.month}月{day.day}日 {weekday}"
    return f"{weekday}, {day.day} {month}"
