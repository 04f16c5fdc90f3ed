"""A grid of numbers as shades: with the numbers in the cells where they fit, else two rows to a line."""

from dataclasses import dataclass
from functools import lru_cache
from math import isfinite

import numpy as np
from numpy.typing import NDArray
from textual.color import Color
from textual.content import Content

from studyapp.engine.frames import HeatMap
from studyapp.text.numbers import show
from studyapp.text.width import pad
from studyapp.text.width import width as columns_of
from studyapp.tui.widgets.drawn import in_runs

_LEVELS = 24
_NOT_FINITE = "×"
_EMPTY = "·"
_LEAST = 3
"""Columns of the shortest number with a space on either side."""


@dataclass(frozen=True, slots=True)
class Shades:
    """From the colour of the least value to that of the greatest, and that of what is pointed out."""

    low: Color
    high: Color
    mark: Color

    def at(self, level: int, marked: bool = False) -> str:
        """One shade."""
        return _shade(level, self.low, self.high, self.mark if marked else None)

    def with_ink(self, level: int, marked: bool = False) -> str:
        """One shade as a background, with the ink that is legible on it."""
        return _with_ink(level, self.low, self.high, self.mark if marked else None)


@lru_cache(maxsize=512)
def _colour(level: int, low: Color, high: Color, mark: Color | None) -> Color:
    shade = low.blend(high, level / (_LEVELS - 1))
    return shade if mark is None else mark.blend(shade, 0.35)


@lru_cache(maxsize=512)
def _shade(level: int, low: Color, high: Color, mark: Color | None) -> str:
    return _colour(level, low, high, mark).hex6


@lru_cache(maxsize=512)
def _with_ink(level: int, low: Color, high: Color, mark: Color | None) -> str:
    shade = _colour(level, low, high, mark)
    return f"{shade.get_contrast_text(1.0).hex6} on {shade.hex6}{' bold' if mark else ''}"


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a map, ready to be drawn."""

    numbers: list[list[str]]
    levels: NDArray[np.int64]
    """The shade of each; −1 where there is no value yet."""
    marked: NDArray[np.bool_]
    least: float
    most: float


def draw_heat_map(heat_map: HeatMap, width: int, height: int, shades: Shades) -> list[Content]:
    """The cells in their shades, and the scale below."""
    grid = _grid(heat_map)
    if grid is None:
        return []
    rows = _with_numbers(heat_map, grid, width, shades) if len(grid.levels) + 2 <= height else None
    drawn = rows or _half_blocks(grid, width, max(1, height - 1), shades)
    return [*drawn, _scale(grid.least, grid.most, shades)]


def width_with_numbers(heat_map: HeatMap) -> int:
    """Columns that a map takes with all its numbers."""
    grid = _grid(heat_map)
    return _margin(heat_map) + _widest(grid) * grid.levels.shape[1] if grid else 0


def _margin(heat_map: HeatMap) -> int:
    """Columns of the names of the rows."""
    return max(map(columns_of, heat_map.row_labels), default=-1) + 1


def _widest(grid: Grid) -> int:
    """Columns of each cell, for the longest number with a space on either side."""
    return max(columns_of(number) for row in grid.numbers for number in row) + 2


def _grid(heat_map: HeatMap) -> Grid | None:
    """Numbers, shades and marks of all cells; None where there is no cell."""
    rows = [list(row) for row in heat_map.cells]
    if not rows or not rows[0]:
        return None
    empty = np.array([[cell is None for cell in row] for row in rows])
    cells = np.array([[np.nan if cell is None else float(cell) for cell in row] for row in rows])
    finite = cells[np.isfinite(cells)]
    least, most = heat_map.span or ((float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0))
    filled = np.clip(np.where(np.isfinite(cells), cells, least), least, most)
    levels = ((filled - least) / (most - least or 1.0) * (_LEVELS - 1)).round().astype(int)
    marked = np.zeros(cells.shape, dtype=bool)
    for row, column in heat_map.marks:
        if 0 <= row < cells.shape[0] and 0 <= column < cells.shape[1]:
            marked[row, column] = True
    numbers = [[_EMPTY if cell is None else _say(float(cell)) for cell in row] for row in rows]
    return Grid(numbers, np.where(empty, -1, levels), marked, least, most)


def _with_numbers(heat_map: HeatMap, grid: Grid, width: int, shades: Shades) -> list[Content] | None:
    """A row of numbers for each row of cells; None where they are too many for the width."""
    margin = _margin(heat_map)
    if margin + _LEAST * grid.levels.shape[1] > width:
        return None
    widest = _widest(grid)
    if margin + widest * grid.levels.shape[1] > width:
        return None
    rows = []
    if heat_map.column_labels:
        head = "".join(pad(name, widest, "center") for name in heat_map.column_labels)
        rows.append(Content.styled(" " * margin + head, "$quiet"))
    labels = [*heat_map.row_labels, *[""] * len(grid.numbers)]
    for label, numbers, levels, marked in zip(
        labels, grid.numbers, grid.levels.tolist(), grid.marked.tolist(), strict=False
    ):
        inked = [
            _cell(number, widest, level, mark, shades)
            for number, level, mark in zip(numbers, levels, marked, strict=True)
        ]
        rows.append(Content.assemble((pad(label, margin), "$quiet"), *inked))
    return rows


def _cell(number: str, widest: int, level: int, marked: bool, shades: Shades) -> tuple[str, str]:
    """A number in its shade; in brackets if it is pointed out, which shows without colour too."""
    text = f"[{pad(number, widest - 2, 'center')}]" if marked else pad(number, widest, "center")
    if level < 0 and not marked:
        return text, "$quiet"
    return text, shades.with_ink(max(level, 0), marked)


def _say(value: float) -> str:
    return show(value, 3) if isfinite(value) else _NOT_FINITE


def _half_blocks(grid: Grid, width: int, height: int, shades: Shades) -> list[Content]:
    """Two rows of cells to a line; wider where there is room, thinned out evenly where there is not."""
    wide = 2 if 2 * grid.levels.shape[1] <= width and len(grid.levels) <= height else 1
    tall = wide == 2  # then a cell is two columns and a line, as square as half a line and a column
    down = _evenly(len(grid.levels), height if tall else 2 * height)
    across = _evenly(grid.levels.shape[1], width // wide)
    levels = np.maximum(grid.levels[np.ix_(down, across)], 0).tolist()
    marked = grid.marked[np.ix_(down, across)].tolist()
    shown = [
        [shades.at(level, mark) for level, mark in zip(of_levels, of_marks, strict=True)]
        for of_levels, of_marks in zip(levels, marked, strict=True)
    ]
    if tall:
        return [in_runs(("██", shade) for shade in row) for row in shown]
    if len(shown) % 2:
        shown.append([])
    return [
        in_runs(("▀", f"{a} on {b}" if lower else a) for a, b in zip(upper, lower or upper, strict=True))
        for upper, lower in zip(shown[::2], shown[1::2], strict=True)
    ]


def _evenly(count: int, room: int) -> NDArray[np.int64]:
    """Which of so many rows or columns are shown in a room."""
    return np.linspace(0, count - 1, min(count, room)).round().astype(int)


def _scale(least: float, most: float, shades: Shades) -> Content:
    """Which shade is which value."""
    steps = [("█", shades.at(level)) for level in range(0, _LEVELS, 2)]
    return Content.assemble((f"{show(least, 3)} ", "$quiet"), *steps, (f" {show(most, 3)}", "$quiet"))
