"""A grid of numbers as shades: with the numbers in the cells where they fit, else two rows to a line."""

from dataclasses import dataclass
from functools import lru_cache
from math import isfinite

import numpy as np
from numpy.typing import NDArray
from textual.color import Color
from textual.content import Content

from studyapp.engine.demo import HeatMap
from studyapp.text.numbers import show
from studyapp.text.width import pad
from studyapp.text.width import width as columns_of

Floats = NDArray[np.float64]

_LEVELS = 24
_NOT_FINITE = "×"
_LEAST = 3
"""Columns of the shortest number with a space on either side."""


@dataclass(frozen=True, slots=True)
class Shades:
    """From the colour of the least value to that of the greatest."""

    low: Color
    high: Color

    def at(self, level: int) -> str:
        """One shade."""
        return _shade(level, self.low, self.high)

    def with_ink(self, level: int) -> str:
        """One shade as a background, with the ink that is legible on it."""
        return _with_ink(level, self.low, self.high)


@lru_cache(maxsize=256)
def _shade(level: int, low: Color, high: Color) -> str:
    return low.blend(high, level / (_LEVELS - 1)).hex6


@lru_cache(maxsize=256)
def _with_ink(level: int, low: Color, high: Color) -> str:
    shade = low.blend(high, level / (_LEVELS - 1))
    return f"{shade.get_contrast_text(1.0).hex6} on {shade.hex6}"


def draw_heat_map(heat_map: HeatMap, width: int, height: int, shades: Shades) -> list[Content]:
    """The cells in their shades, and the scale below."""
    cells = np.asarray(heat_map.cells, dtype=float)
    if cells.ndim != 2 or not cells.size:
        return []
    finite = cells[np.isfinite(cells)]
    least, most = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)
    levels = _levels(cells, least, most)
    rows = _with_numbers(heat_map, cells, levels, width, shades) if len(cells) + 2 <= height else None
    return [*(rows or _half_blocks(levels, width, max(1, height - 1), shades)), _scale(least, most, shades)]


def _with_numbers(
    heat_map: HeatMap, cells: Floats, levels: NDArray[np.int64], width: int, shades: Shades
) -> list[Content] | None:
    """A row of numbers for each row of cells; None where they are too many for the width."""
    margin = max(map(columns_of, heat_map.row_labels), default=-1) + 1
    if margin + _LEAST * cells.shape[1] > width:
        return None
    numbers = [[_say(value) for value in row] for row in cells.tolist()]
    widest = max(columns_of(number) for row in numbers for number in row) + 2
    if margin + widest * cells.shape[1] > width:
        return None
    rows = []
    if heat_map.column_labels:
        head = "".join(pad(name, widest, "center") for name in heat_map.column_labels)
        rows.append(Content.styled(" " * margin + head, "$quiet"))
    labels = [*heat_map.row_labels, *[""] * len(cells)]
    for label, row, of_row in zip(labels, numbers, levels.tolist(), strict=False):
        inked = [
            (pad(number, widest, "center"), shades.with_ink(level))
            for number, level in zip(row, of_row, strict=True)
        ]
        rows.append(Content.assemble((pad(label, margin), "$quiet"), *inked))
    return rows


def _say(value: float) -> str:
    return show(value, 3) if isfinite(value) else _NOT_FINITE


def _levels(cells: Floats, least: float, most: float) -> NDArray[np.int64]:
    """The shade of each cell."""
    filled = np.where(np.isfinite(cells), cells, least)
    return ((filled - least) / (most - least or 1.0) * (_LEVELS - 1)).round().astype(int)


def _half_blocks(levels: NDArray[np.int64], width: int, height: int, shades: Shades) -> list[Content]:
    """Two rows of cells to a line; a grid that is larger than the room is thinned out evenly."""
    down = np.linspace(0, len(levels) - 1, min(len(levels), 2 * height)).round().astype(int)
    across = np.linspace(0, levels.shape[1] - 1, min(levels.shape[1], width)).round().astype(int)
    shown = levels[np.ix_(down, across)].tolist()
    if len(shown) % 2:
        shown.append(None)
    return [
        Content.assemble(*(("▀", _pair(a, b, shades)) for a, b in zip(upper, lower or upper, strict=True)))
        for upper, lower in zip(shown[::2], shown[1::2], strict=True)
    ]


def _pair(upper: int, lower: int, shades: Shades) -> str:
    return f"{shades.at(upper)} on {shades.at(lower)}"


def _scale(least: float, most: float, shades: Shades) -> Content:
    """Which shade is which value."""
    steps = [("█", shades.at(level)) for level in range(0, _LEVELS, 2)]
    return Content.assemble((f"{show(least, 3)} ", "$quiet"), *steps, (f" {show(most, 3)}", "$quiet"))
