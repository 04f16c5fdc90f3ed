"""Rectangles drawn with the line characters of the terminal; how a box is looked at shows in its lines."""

from textual.content import Content

from studyapp.engine.frames import Box, Boxes
from studyapp.tui.widgets.drawn import in_runs

_LINES = {
    "plain": ("─│┌┐└┘", "$foreground"),
    "strong": ("━┃┏┓┗┛", "$accent"),
    "kept": ("═║╔╗╚╝", "$success"),
    "faint": ("╌╎┌┐└┘", "$quiet"),
}
"""Each look has lines of its own, so that it shows without colour."""
_ASPECT = 2.0
"""A character is so many times as high as wide."""


def draw_boxes(canvas: Boxes, width: int, height: int) -> list[Content]:
    """The boxes to one scale, as large as the room allows."""
    unit = max(canvas.width / max(1, width - 1), canvas.height / (_ASPECT * max(1, height - 1)))
    columns, rows = round(canvas.width / unit) + 1, round(canvas.height / (_ASPECT * unit)) + 1
    columns, rows = min(columns, width), min(rows, height)
    grid: list[list[tuple[str, str]]] = [[(" ", "")] * columns for _row in range(rows)]
    taken: set[tuple[int, int]] = set()
    for box in canvas.boxes:
        _draw(grid, box, unit)
    for box in reversed(canvas.boxes):  # the label of the one in front has the first choice
        _name(grid, box, unit, taken)
    return [in_runs(row) for row in grid]


def _draw(grid: list[list[tuple[str, str]]], box: Box, unit: float) -> None:
    lines, colour = _LINES.get(box.look, _LINES["plain"])
    across, down, corners = lines[0], lines[1], lines[2:]
    left, right, top, bottom = _sides(grid, box, unit)
    for column in range(left, right + 1):
        grid[top][column] = grid[bottom][column] = (across, colour)
    for row in range(top, bottom + 1):
        grid[row][left] = grid[row][right] = (down, colour)
    places = ((top, left), (top, right), (bottom, left), (bottom, right))
    for (row, column), corner in zip(places, corners, strict=True):
        grid[row][column] = (corner, colour)


def _name(grid: list[list[tuple[str, str]]], box: Box, unit: float, taken: set[tuple[int, int]]) -> None:
    """Write a box's label into its upper side, or lower down where another's stands there."""
    colour = _LINES.get(box.look, _LINES["plain"])[1]
    left, right, top, bottom = _sides(grid, box, unit)
    label = box.label[: max(0, right - left - 1)]
    row = next((row for row in range(top, bottom) if not _cells(row, left, label) & taken), top)
    taken |= _cells(row, left, label)
    for at, character in enumerate(label):
        grid[row][left + 1 + at] = (character, colour)


def _cells(row: int, left: int, label: str) -> set[tuple[int, int]]:
    """Where a label would stand, with the space that keeps the next one apart."""
    return {(row, left + 1 + at) for at in range(len(label) + 1)}


def _sides(grid: list[list[tuple[str, str]]], box: Box, unit: float) -> tuple[int, int, int, int]:
    """First and last column, first and last row."""
    last_row, last_column = len(grid) - 1, len(grid[0]) - 1
    left, right = (_within(x / unit, last_column) for x in (box.x1, box.x2))
    top, bottom = (_within(y / (_ASPECT * unit), last_row) for y in (box.y1, box.y2))
    return left, right, top, bottom


def _within(place: float, last: int) -> int:
    return max(0, min(round(place), last))
