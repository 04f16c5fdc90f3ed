"""Amounts over time as upright columns, one for each day, week or month, with dates below."""

from collections.abc import Callable, Sequence

from textual.content import Content

from studyapp.text.width import width as columns_of
from studyapp.tui.widgets.drawn import in_runs

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_LEAST_HIGH = 3
_WIDEST = 7
"""Columns of the terminal that one column of the chart takes at most, with the gap behind it."""


def draw_columns(
    values: Sequence[float],
    labels: Sequence[str],
    width: int,
    height: int,
    say: Callable[[float], str],
) -> list[Content]:
    """The values as columns in `height` rows, the greatest named at the side, labels where they have room.

    `labels` are as many as there are values. Something is always shown for something; where there are more
    values than columns of the terminal, the earliest are left out.
    """
    top = max(values, default=0.0)
    high, low = say(top), say(0.0)
    margin = max(columns_of(high), columns_of(low)) + 2
    room = max(4, width - margin)
    values, labels = values[-room:], labels[-room:]
    each = max(1, min(_WIDEST, room // max(1, len(values))))
    drawn = each - 1 if each > 2 else each
    rows = max(_LEAST_HIGH, height - 2)
    levels = [max(round(8 * rows * value / top), 1 if value else 0) if top else 0 for value in values]
    lines = []
    for row in range(rows):
        said = high if row == 0 and top else low if row == rows - 1 else ""
        cells = [(f"{' ' * (margin - 2 - columns_of(said))}{said} │", "$quiet")]
        for level in levels:
            part = min(8, max(0, level - 8 * (rows - 1 - row)))
            cells += [(_EIGHTHS[part] * drawn, "$primary"), (" " * (each - drawn), "")]
        lines.append(in_runs(cells))
    axis = f"{' ' * (margin - 1)}└{'─' * (each * len(values))}"
    foot = _foot(labels, each, margin, width)
    return [*lines, Content.styled(axis[:width], "$quiet"), Content.styled(foot, "$quiet")]


def _foot(labels: Sequence[str], each: int, margin: int, width: int) -> str:
    """The labels below their columns: the last one in any case, others from the right as they have room."""
    taken = width + 1
    placed: list[tuple[int, str]] = []
    for at in range(len(labels) - 1, -1, -1):
        label = labels[at]
        start = min(margin + each * at, width - columns_of(label))
        if label and start + columns_of(label) < taken and start >= 0:
            placed.append((start, label))
            taken = start - 1
    line, end = "", 0
    for start, label in reversed(placed):
        line += " " * (start - end) + label
        end = start + columns_of(label)
    return line
