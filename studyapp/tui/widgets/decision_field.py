"""A plane that a classifier has divided: shades for its probability, a point for each sample."""

import numpy as np
from textual.color import Color
from textual.content import Content

from studyapp.engine.frames import Field
from studyapp.text.numbers import show
from studyapp.text.width import cut
from studyapp.tui.widgets.drawn import in_runs

_LEVELS = 12
_POINTS = "○●"
"""Class 0 and class 1."""
_SURE = 0.5
_MOST_STRETCHED = 1.4
"""How much longer one axis may be drawn than the other: in a low window more can be seen so."""


def draw_field(field: Field, width: int, height: int, low: Color, high: Color) -> list[Content]:
    """A character for each part of the plane; where class 1 is likelier a light pattern lies under it too."""
    cells = np.nan_to_num(np.asarray(field.cells, dtype=float), nan=_SURE)
    rows, columns = max(2, height - 1), max(4, width)
    round_ones = 2 * _across(field)  # columns to a row, for circles to look round
    columns = min(columns, max(4, round(_MOST_STRETCHED * round_ones * rows)))
    rows = min(rows, max(2, round(_MOST_STRETCHED * columns / round_ones)))
    down = np.linspace(0, len(cells) - 1, rows).round().astype(int)
    across = np.linspace(0, cells.shape[1] - 1, columns).round().astype(int)
    shown = cells[np.ix_(down, across)]
    levels = (np.clip(shown, 0, 1) * (_LEVELS - 1)).round().astype(int).tolist()
    letters = np.where(shown > _SURE, "·", " ").tolist()
    for x, y, label in field.points:
        row, column = _place(field, x, y, rows, columns)
        letters[row][column] = _POINTS[label]
    shades = [low.blend(high, 0.75 * level / (_LEVELS - 1)) for level in range(_LEVELS)]
    styles = [f"{shade.get_contrast_text(1.0).hex6} on {shade.hex6}" for shade in shades]
    lines = [
        in_runs((letter, styles[level]) for letter, level in zip(*pair, strict=True))
        for pair in zip(letters, levels, strict=True)
    ]
    wide, tall = (f"{show(first, 2)} … {show(last, 2)}" for first, last in (field.x_range, field.y_range))
    ends = "○ 0  ● 1   " + (f"x, y {wide}" if wide == tall else f"x {wide}, y {tall}")
    return [*lines, Content.styled(cut(ends, width), "$quiet")]


def _across(field: Field) -> float:
    """How wide the plane is for its height."""
    return (field.x_range[1] - field.x_range[0]) / (field.y_range[1] - field.y_range[0])


def _place(field: Field, x: float, y: float, rows: int, columns: int) -> tuple[int, int]:
    (left, right), (bottom, top) = field.x_range, field.y_range
    column = round((x - left) / (right - left) * (columns - 1))
    row = round((top - y) / (top - bottom) * (rows - 1))
    return max(0, min(row, rows - 1)), max(0, min(column, columns - 1))
