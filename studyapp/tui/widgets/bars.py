"""Heights side by side, as bars that lie: labels stay readable, and so do the numbers."""

from dataclasses import replace

import numpy as np
from textual.content import Content

from studyapp.engine.frames import Bars
from studyapp.i18n import language
from studyapp.text.numbers import show
from studyapp.text.width import cut, pad
from studyapp.text.width import width as columns_of
from studyapp.tui.widgets.line_plot import COLOURS

_EIGHTHS = " ▏▎▍▌▋▊▉"
_FILLINGS = "█▓▒░"
"""Each group has its own, so that groups can be told apart without colour."""
_LONGEST_COUNT = 10**7


def draw_bars(bars: Bars, width: int, height: int) -> list[Content]:
    """A bar for each place and group; what does not fit in `height` rows is left out, and said to be."""
    spoken = language()
    if bars.log:
        bars, shown = _in_logarithms(bars)
    else:
        shown = [[_said(value) for value in values] for _name, values in bars.groups]
    labels = [cut(label.say(spoken), max(6, width // 2)) for label in bars.labels]
    names = [label.say(spoken) for label, _heights in bars.groups]
    heights = [value for _label, values in bars.groups for value in values]
    low, high = min([0.0, *heights]), max([0.0, *heights])
    margin = max(map(columns_of, labels), default=0) + 1
    numbers = max((columns_of(number) for group in shown for number in group), default=0) + 1
    room = max(6, width - margin - numbers - 1)
    unit = (high - low) / room or 1.0
    groups = len(bars.groups)
    if groups > 1 and len(labels) * groups > height - 1:
        return _abreast(bars, shown, labels, names, width)
    rows: list[Content] = []
    for place, label in enumerate(labels):
        for group, (_name, values) in enumerate(bars.groups):
            if place < len(values):
                head = pad(label if group == 0 else "", margin)
                rows.append(
                    _bar(
                        head,
                        values[place],
                        shown[group][place],
                        zero=round(-low / unit),
                        unit=unit,
                        group=group,
                    )
                )
    legend = [_legend(names, width)] if len(names) > 1 else []
    space = max(1, height - len(legend))
    if len(rows) > space:
        rows = [*rows[: space - 1], Content.styled("…", "$quiet")]
    return [*rows, *legend]


def _said(value: float) -> str:
    """The number of a bar: counts whole, others to three digits."""
    return show(int(value)) if value == int(value) and abs(value) < _LONGEST_COUNT else show(value, 3)


def _in_logarithms(bars: Bars) -> tuple[Bars, list[list[str]]]:
    """Logarithms for heights, counted from the power of ten below the least; and the numbers to show."""
    shown = [[show(value, 2) for value in values] for _name, values in bars.groups]
    positive = [value for _name, values in bars.groups for value in values if value > 0]
    floor = np.floor(np.log10(min(positive))) - 1 if positive else 0.0
    groups = tuple(
        (name, tuple(float(np.log10(value) - floor) if value > 0 else 0.0 for value in values))
        for name, values in bars.groups
    )
    return replace(bars, groups=groups), shown


def _abreast(
    bars: Bars, shown: list[list[str]], labels: list[str], names: list[str], width: int
) -> list[Content]:
    """In a low room: a row for each place, a column for each group."""
    margin = max(map(columns_of, labels), default=0) + 1
    each = (width - margin) // len(names)
    named = (
        (pad(cut(name, each - 1), each), COLOURS[group % len(COLOURS)]) for group, name in enumerate(names)
    )
    head = Content.assemble(" " * margin, *named)
    heights = [value for _label, values in bars.groups for value in values]
    low, high = min([0.0, *heights]), max([0.0, *heights])
    numbers = max((columns_of(number) for group in shown for number in group), default=0) + 2
    unit = (high - low) / max(2, each - numbers) or 1.0
    rows = []
    for place, label in enumerate(labels):
        cells = [
            _bar("", values[place], shown[group][place], zero=round(-low / unit), unit=unit, group=group)
            for group, (_label, values) in enumerate(bars.groups)
            if place < len(values)
        ]
        padded = [cell.pad_right(max(0, each - cell.cell_length)) for cell in cells]
        rows.append(Content("").join([Content(pad(label, margin)), *padded]))
    return [head, *rows]


def _bar(head: str, value: float, number: str, *, zero: int, unit: float, group: int) -> Content:
    """One row: the label, the bar from zero on, the number."""
    colour = COLOURS[group % len(COLOURS)]
    filling = _FILLINGS[group % len(_FILLINGS)]
    length = abs(value) / unit
    whole = round(length) if group or value < 0 else int(length)
    drawn = filling * whole
    if not group and value > 0:  # only the full block has eighths
        drawn += _EIGHTHS[int(8 * (length - whole))].strip()
    if not drawn and value:
        drawn = "▏"
    before = zero - len(drawn) if value < 0 else zero
    return Content.assemble((head, ""), " " * max(0, before), (drawn, colour), (f" {number}", "$quiet"))


def _legend(names: list[str], width: int) -> Content:
    """Each group's filling with its name, cut where the room is short."""
    whole = sum(3 + columns_of(name) for name in names) + 3 * (len(names) - 1)
    room = width if whole <= width else max(4, width // len(names) - 6)
    parts: list[tuple[str, str]] = []
    for group, name in enumerate(names):
        filling = _FILLINGS[group % len(_FILLINGS)] * 2
        parts += [
            ("   " if group else "", ""),
            (filling, COLOURS[group % len(COLOURS)]),
            (f" {cut(name, room)}", ""),
        ]
    return Content.assemble(*parts)
