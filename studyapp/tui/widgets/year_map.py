"""A year's days at a glance: weeks side by side, weekdays in rows, shaded by how much was answered."""

from collections.abc import Mapping
from datetime import date, timedelta

from textual.content import Content

from studyapp.i18n import _, ngettext
from studyapp.text.width import pad
from studyapp.text.width import width as columns_of
from studyapp.tui.phrases import short_month, short_weekday
from studyapp.tui.widgets.drawn import in_runs

WEEKS = 53
SHADES = "·░▒▓█"
"""From nothing to a busy day: the sign tells it, whatever the colours."""
_STYLES = ("$faint", "$success", "$success", "$success", "$success")
_NAMED_DAYS = (0, 2, 4, 6)
"""Of the week, Monday 0: those whose names stand at the left."""
_BUSY = 0.9
"""This share of the days is less busy than a full one: a single mad day shall not pale the others."""


def year_map(by_day: Mapping[date, int], today: date, width: int) -> list[Content]:
    """Month names, seven rows of days, and a scale; as many weeks up to today as fit into `width`."""
    margin = max(columns_of(short_weekday(day)) for day in _NAMED_DAYS) + 1
    cell = 2 if margin + 2 * WEEKS <= width else 1
    weeks = min(WEEKS, (width - margin) // cell)
    monday = today - timedelta(days=today.weekday(), weeks=weeks - 1)
    full = _full_day(by_day)
    rows = [_months(monday, weeks, cell, margin, width)]
    for weekday in range(7):
        name = short_weekday(weekday) if weekday in _NAMED_DAYS else ""
        days = (monday + timedelta(days=weekday, weeks=week) for week in range(weeks))
        cells = [
            (SHADES[level] * cell if level or cell == 1 else f"{SHADES[0]} ", _STYLES[level])
            for day in days
            if day <= today
            for level in (_level(by_day.get(day, 0), full),)
        ]
        rows.append(Content.styled(pad(name, margin), "$quiet") + in_runs(cells))
    return [*rows, _scale(by_day, margin)]


def _full_day(by_day: Mapping[date, int]) -> int:
    """How many answers make a day a full one."""
    counts = sorted(by_day.values())
    return counts[int(_BUSY * (len(counts) - 1))] if counts else 1


def _level(count: int, full: int) -> int:
    """The shade of a day: something is always shown for something."""
    most = len(SHADES) - 1
    return min(most, -(-count * most // full)) if count > 0 else 0


def _months(monday: date, weeks: int, cell: int, margin: int, width: int) -> Content:
    """Each month's name above the first week that begins in it, where there is room for it."""
    row, before = " " * margin, None
    for week in range(weeks):
        begins = monday + timedelta(weeks=week)
        if begins.month == before:
            continue
        is_first, before = before is None, begins.month
        place, name = margin + cell * week, short_month(begins.month)
        if is_first and begins.day > 7:  # a month of which little is shown would take the next one's room
            continue
        if columns_of(row) <= place and place + columns_of(name) <= width:
            row = pad(row, place) + name + " " * name.isascii()  # `10月11月` can be read as it is
    return Content.styled(row.rstrip(), "$quiet")


def _scale(by_day: Mapping[date, int], margin: int) -> Content:
    """Which sign is more, and what the most was."""
    most = max(by_day.values(), default=0)
    said = ngettext("the most: {count} answer", "the most: {count} answers", most) if most else ""
    steps = [(sign * 2, style) for sign, style in zip(SHADES, _STYLES, strict=True)]
    return Content.assemble(
        (f"{' ' * margin}{_('less')} ", "$quiet"), *steps, (f" {_('more')}   {said}", "$quiet")
    )
