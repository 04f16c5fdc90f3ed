"""Curves in braille dots, eight to a character, with axes that a reader can trust. Imported by demos only."""

from dataclasses import dataclass, replace
from itertools import pairwise
from math import log10

import numpy as np
from numpy.typing import NDArray
from textual.content import Content

from studyapp.engine.frames import Curves
from studyapp.i18n import language
from studyapp.text.numbers import show
from studyapp.text.width import cut, pad
from studyapp.text.width import width as columns_of

Floats = NDArray[np.float64]

_DOTS = np.array([[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]])
"""The bit of each dot in a braille character, by its row and column."""

_BLANK = 0x2800
_LONGEST_POWER = 5
"""Powers of ten above this are named by their exponent at an axis."""
_MOST_DOTS = 0x100
"""All eight dots of a character and one more: what is not below is a character of its own."""
COLOURS = ("$primary", "$accent", "$success", "$error", "$secondary")
_DASHES = ((1, 0), (5, 3), (1, 3), (8, 2), (3, 2))
"""Dots drawn and left out, curve by curve: they can be told apart without colour."""
_SAMPLES = ("━━━━", "╍╍╍╍", "┄┄┄┄", "━ ━━", "╌╌╌╌")
_POINTS = "●○◆◇■"
"""How the points of a series look that has no line, and the marks on lines whose dashes another has too."""
_MARKED_AT, _APART = (0.2, 0.5, 0.8), 0.07
"""Where along a line its marks stand, and how much further on those of the next one."""
_SAMPLE_ROOM, _LEGEND_GAPS = 5, (3, 2)


@dataclass(frozen=True, slots=True)
class Window:
    """The part of the plane that is shown, and how many dots it has."""

    low_x: float
    high_x: float
    low_y: float
    high_y: float
    across: int
    down: int
    log_y: bool = False
    """Whether the heights are logarithms to the base 10."""

    def columns(self, xs: Floats) -> Floats:
        """Where these lie, in dots from the left."""
        return (xs - self.low_x) / (self.high_x - self.low_x) * (self.across - 1)

    def rows(self, ys: Floats) -> Floats:
        """Where these lie, in dots from the top."""
        return (self.high_y - ys) / (self.high_y - self.low_y) * (self.down - 1)

    def say_y(self, y: float) -> str:
        """A height as the axis names it."""
        if not self.log_y:
            return show(y, 3)
        return f"{10.0**y:.0e}" if y > _LONGEST_POWER else show(10.0**y, 3)


def plot(curves: Curves, width: int, height: int) -> list[Content]:
    """The curves with axes and a legend, in `height` rows; what is not finite is left out.

    What runs up the side is said by whoever puts the title.
    """
    spoken = language()
    points = [_finite(series.xs, series.ys, curves.log_y) for series in curves.series]
    low_y, high_y = _range([ys for _xs, ys in points], _heights(curves))
    ends = Window(0, 1, low_y, high_y, 0, 0, curves.log_y)
    margin = max(columns_of(ends.say_y(low_y)), columns_of(ends.say_y(high_y))) + 1
    names = [(series.label.say(spoken), series.points) for series in curves.series]
    legend = _legend(names, margin + 1, width)[: max(1, height - 6)] if len(names) > 1 else []
    columns, rows = max(8, width - margin - 1), max(2, height - 2 - len(legend))
    low_x, high_x = _range([xs for xs, _ys in points], curves.x_range)
    window = Window(low_x, high_x, low_y, high_y, 2 * columns, 4 * rows, curves.log_y)
    if curves.same_scale:
        window = _to_scale(window)
    codes = np.zeros((rows, columns), dtype=np.int64)
    owners = np.full((rows, columns), -1)
    for index, (xs, ys) in enumerate(points):
        if not xs.size:
            continue
        if curves.series[index].points:
            x, y = _dots_alone(window, xs, ys)
            codes[y // 4, x // 2] = ord(_POINTS[index % len(_POINTS)])
        else:
            x, y = _dots(window, xs, ys, *_DASHES[index % len(_DASHES)])
            line = codes[y // 4, x // 2] < _MOST_DOTS  # a point that is marked stays in sight
            x, y = x[line], y[line]
            np.bitwise_or.at(codes, (y // 4, x // 2), _DOTS[y % 4, x % 2])
            if index >= len(_DASHES) and x.size:
                at = _marked(index, x.size)
                codes[y[at] // 4, x[at] // 2] = ord(_POINTS[index % len(_POINTS)])
        owners[y // 4, x // 2] = index
    lines = _canvas(codes, owners, window, margin)
    return [*lines, *_foot(window, margin, columns, curves.x.say(spoken)), *legend]


def _marked(index: int, dots: int) -> list[int]:
    """Which dots of a line bear its mark, where its dashes are those of an earlier line."""
    further = _APART * (index - len(_DASHES))
    return [int((part + further) % 1 * (dots - 1)) for part in _MARKED_AT]


def _sample(index: int, points: bool) -> str:
    """A point, or a piece of a line, with its mark where it has one."""
    mark, line = _POINTS[index % len(_POINTS)], _SAMPLES[index % len(_SAMPLES)]
    if points:
        return mark
    return line if index < len(_DASHES) else f"{line[0]}{mark}{line[2:]}"


def _finite(xs: object, ys: object, log_y: bool = False) -> tuple[Floats, Floats]:
    """The points that can be drawn; on a logarithmic axis, at the logarithms of their heights."""
    x, y = np.asarray(xs, dtype=float), np.asarray(ys, dtype=float)
    kept = np.isfinite(x) & np.isfinite(y)
    if log_y:
        kept &= y > 0
        return x[kept], np.log10(y[kept])
    return x[kept], y[kept]


def _heights(curves: Curves) -> tuple[float, float] | None:
    """The range asked for, as it is drawn."""
    if curves.y_range is None or not curves.log_y:
        return curves.y_range
    low, high = curves.y_range
    return log10(low), log10(high)


def _dots_alone(window: Window, xs: Floats, ys: Floats) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The dot of each point that lies in the window."""
    x, y = window.columns(xs), window.rows(ys)
    seen = (x >= -0.5) & (x < window.across - 0.5) & (y >= -0.5) & (y < window.down - 0.5)
    return x[seen].round().astype(int), y[seen].round().astype(int)


def _range(arrays: list[Floats], given: tuple[float, float] | None) -> tuple[float, float]:
    if given is not None and given[0] < given[1]:
        return given
    values = np.concatenate(arrays) if arrays else np.zeros(0)
    low, high = (float(values.min()), float(values.max())) if values.size else (0.0, 1.0)
    if low == high:
        slack = abs(low) or 1.0
        return low - slack, high + slack
    return low, high


def _to_scale(window: Window) -> Window:
    """The same middle, with a dot as much across as down: braille dots lie on a square grid."""
    unit_x = (window.high_x - window.low_x) / (window.across - 1)
    unit_y = (window.high_y - window.low_y) / (window.down - 1)
    unit = max(unit_x, unit_y)
    half_x, half_y = unit * (window.across - 1) / 2, unit * (window.down - 1) / 2
    middle_x, middle_y = (window.low_x + window.high_x) / 2, (window.low_y + window.high_y) / 2
    return replace(
        window,
        low_x=middle_x - half_x,
        high_x=middle_x + half_x,
        low_y=middle_y - half_y,
        high_y=middle_y + half_y,
    )


def _dots(
    window: Window, xs: Floats, ys: Floats, drawn: int, left_out: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The dots along a line through these points, dashed; none outside of the window."""
    # Far points are drawn in, so that a diverging curve costs no more dots than one that stays.
    far = 4.0 * (window.across + window.down)
    across, down = np.clip(window.columns(xs), -far, far), np.clip(window.rows(ys), -far, far)
    dx, dy = np.diff(across), np.diff(down)
    steps = np.maximum(1, np.ceil(np.maximum(np.abs(dx), np.abs(dy)))).astype(int)
    segment = np.repeat(np.arange(steps.size), steps)
    within = np.arange(steps.sum()) - np.repeat(np.cumsum(steps) - steps, steps)
    part = within / steps[segment]
    x = np.append(across[segment] + part * dx[segment], across[-1]).round().astype(int)
    y = np.append(down[segment] + part * dy[segment], down[-1]).round().astype(int)
    seen = np.arange(x.size) % (drawn + left_out) < drawn
    seen |= xs.size == 1
    seen &= (x >= 0) & (x < window.across) & (y >= 0) & (y < window.down)
    return x[seen], y[seen]


def _canvas(
    codes: NDArray[np.int64], owners: NDArray[np.int64], window: Window, margin: int
) -> list[Content]:
    """The rows with the axis at their left, its ends named."""
    last = len(codes) - 1
    names = {0: window.say_y(window.high_y), last: window.say_y(window.low_y)}
    return [
        Content.assemble(
            (f"{pad(names.get(row, ''), margin - 1, 'right')} │", "$quiet"), *_runs(codes[row], owners[row])
        )
        for row in range(len(codes))
    ]


def _runs(codes: NDArray[np.int64], owners: NDArray[np.int64]) -> list[tuple[str, str]]:
    """A row's characters, those of one curve together."""
    shown = np.where(codes < _MOST_DOTS, codes + _BLANK, codes)
    characters = "".join(map(chr, shown.tolist())).replace(chr(_BLANK), " ")
    edges = [0, *(np.flatnonzero(np.diff(owners)) + 1).tolist(), owners.size]
    return [
        (characters[start:end], COLOURS[int(owners[start]) % len(COLOURS)] if owners[start] >= 0 else "")
        for start, end in pairwise(edges)
    ]


def _foot(window: Window, margin: int, columns: int, label: str) -> list[Content]:
    left, right = show(window.low_x, 3), show(window.high_x, 3)
    room = max(0, columns - columns_of(left) - columns_of(right))
    middle = pad(cut(label, room), room, "center")
    return [
        Content.styled(f"{' ' * margin}└{'─' * columns}", "$quiet"),
        Content.styled(f"{' ' * (margin + 1)}{left}{middle}{right}", "$quiet"),
    ]


def _legend(names: list[tuple[str, bool]], margin: int, width: int) -> list[Content]:
    """A piece of each line, or a point, with its name, in as few rows as that takes."""
    return min((_legend_rows(names, margin, width, gap) for gap in _LEGEND_GAPS), key=len)


def _legend_rows(names: list[tuple[str, bool]], margin: int, width: int, gap: int) -> list[Content]:
    rows: list[list[tuple[str, str]]] = []
    taken = width
    for index, (name, points) in enumerate(names):
        said = cut(name, max(4, width - margin - _SAMPLE_ROOM))
        sample = _sample(index, points)
        needed = len(sample) + 1 + columns_of(said)
        if taken + gap + needed > width:
            rows.append([(" " * margin, "")])
            taken = margin
        else:
            rows[-1].append((" " * gap, ""))
            taken += gap
        rows[-1] += [(sample, COLOURS[index % len(COLOURS)]), (f" {said}", "")]
        taken += needed
    return [Content.assemble(*row) for row in rows]
