"""Curves in braille dots, eight to a character, with axes that a reader can trust. Imported only by demos."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from textual.content import Content

from studyapp.text.numbers import show
from studyapp.text.width import pad
from studyapp.text.width import width as columns_of

_DOTS = np.array([[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]])
"""The bit of each dot in a braille character, by its row and column."""

_BLANK = 0x2800
_COLOURS = ("$primary", "$accent", "$success", "$error", "$secondary")
_DASHES = ((1, 0), (5, 3), (1, 3), (8, 2), (3, 2))
"""Dots drawn and left out, curve by curve: they can be told apart without colour."""
_SAMPLES = ("━━━━", "╍╍╍╍", "┄┄┄┄", "━ ━━", "╌╌╌╌")


@dataclass(frozen=True, slots=True)
class Line:
    """One curve: its name as the reader sees it, and its points."""

    name: str
    x: NDArray[np.float64]
    y: NDArray[np.float64]


def plot_lines(
    curves: Sequence[Line], width: int, height: int, x_label: str = "", y_label: str = ""
) -> list[Content]:
    """The curves with axes and a legend, `height` rows in all; what is not finite is left out."""
    curves = [_finite(curve) for curve in curves]
    curves = [curve for curve in curves if curve.x.size]
    if not curves:
        return [Content()] * height
    low_x, high_x = _range([curve.x for curve in curves])
    low_y, high_y = _range([curve.y for curve in curves])
    top, bottom = show(high_y, 3), show(low_y, 3)
    margin = max(len(top), len(bottom)) + 1
    columns, rows = max(8, width - margin - 1), max(2, height - 3 - bool(y_label))
    codes = np.zeros((rows, columns), dtype=np.int64)
    owners = np.full((rows, columns), -1)
    for index, curve in enumerate(curves):
        across = (curve.x - low_x) / (high_x - low_x) * (2 * columns - 1)
        down = (high_y - curve.y) / (high_y - low_y) * (4 * rows - 1)
        x, y = _dots(across, down, *_DASHES[index % len(_DASHES)])
        np.bitwise_or.at(codes, (y // 4, x // 2), _DOTS[y % 4, x % 2])
        owners[y // 4, x // 2] = index
    left, right = show(low_x, 3), show(high_x, 3)
    middle = pad(x_label, max(0, columns - len(left) - len(right)), "center")
    lines = [Content.styled(y_label, "$quiet")] if y_label else []
    for row in range(rows):
        number = top if row == 0 else bottom if row == rows - 1 else ""
        axis = (f"{number.rjust(margin - 1)} │", "$quiet")
        lines.append(Content.assemble(axis, *_runs(codes[row], owners[row])))
    lines.append(Content.styled(f"{' ' * margin}└{'─' * columns}", "$quiet"))
    lines.append(Content.styled(f"{' ' * (margin + 1)}{left}{middle}{right}", "$quiet"))
    lines.append(_legend([curve.name for curve in curves], margin + 1, width))
    return lines


def _finite(curve: Line) -> Line:
    x, y = np.asarray(curve.x, dtype=float), np.asarray(curve.y, dtype=float)
    kept = np.isfinite(x) & np.isfinite(y)
    return Line(curve.name, x[kept], y[kept])


def _range(arrays: Sequence[NDArray[np.float64]]) -> tuple[float, float]:
    low, high = min(float(a.min()) for a in arrays), max(float(a.max()) for a in arrays)
    if low == high:
        slack = abs(low) or 1.0
        return low - slack, high + slack
    return low, high


def _dots(
    across: NDArray[np.float64], down: NDArray[np.float64], drawn: int, left_out: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The dots along a line through these points, dashed."""
    if across.size == 1:
        return across.round().astype(int), down.round().astype(int)
    dx, dy = np.diff(across), np.diff(down)
    steps = np.maximum(1, np.ceil(np.maximum(np.abs(dx), np.abs(dy)))).astype(int)
    segment = np.repeat(np.arange(steps.size), steps)
    within = np.arange(steps.sum()) - np.repeat(np.cumsum(steps) - steps, steps)
    part = within / steps[segment]
    x = np.append(across[segment] + part * dx[segment], across[-1]).round().astype(int)
    y = np.append(down[segment] + part * dy[segment], down[-1]).round().astype(int)
    seen = np.arange(x.size) % (drawn + left_out) < drawn
    return x[seen], y[seen]


def _runs(codes: NDArray[np.int64], owners: NDArray[np.int64]) -> list[tuple[str, str]]:
    """A row's characters, those of one curve together."""
    edges = np.flatnonzero(np.diff(owners)) + 1
    characters = "".join(map(chr, (codes + _BLANK).tolist())).replace(chr(_BLANK), " ")
    bounds = [0, *edges.tolist(), owners.size]
    return [
        (characters[start:end], _COLOURS[int(owners[start]) % len(_COLOURS)] if owners[start] >= 0 else "")
        for start, end in pairwise(bounds)
    ]


def _legend(names: Sequence[str], margin: int, width: int) -> Content:
    parts: list[tuple[str, str]] = [(" " * margin, "")]
    taken = margin
    for index, name in enumerate(names):
        needed = 8 + columns_of(name)
        if taken + needed > width and taken > margin:
            break
        parts.append((_SAMPLES[index % len(_SAMPLES)], _COLOURS[index % len(_COLOURS)]))
        parts.append((f" {name}   ", "$foreground"))
        taken += needed
    return Content.assemble(*parts)
