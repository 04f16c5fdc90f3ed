"""How values are spread: a column for each bin, list above list over one axis."""

import numpy as np
from numpy.typing import NDArray
from textual.content import Content

from studyapp.engine.frames import Histogram
from studyapp.i18n import language
from studyapp.text.numbers import show
from studyapp.text.width import cut, pad
from studyapp.text.width import width as columns_of
from studyapp.tui.widgets.line_plot import COLOURS

_EIGHTHS = " ▁▂▃▄▅▆▇█"


def draw_histogram(histogram: Histogram, width: int, height: int) -> list[Content]:
    """The columns of each list, as high as the room allows, above the axis that they share."""
    names = [cut(label.say(language()), max(6, width // 4)) for label, _counts in histogram.groups]
    if not names or width < 12:
        return []
    shown = max(1, min(len(names), height - 1))
    margin = max(map(columns_of, names)) + 1 if any(names) else 0
    rows = max(1, (height - 1) // shown)
    lines: list[Content] = []
    for at in _evenly(len(names), shown):
        counts = np.asarray(histogram.groups[at][1], dtype=float)
        colour = COLOURS[at % len(COLOURS)]
        drawn = _columns(_stretched(counts, width - margin), rows)
        for row, line in enumerate(drawn):
            name = names[at] if row == rows - 1 else ""
            lines.append(Content.assemble((pad(name, margin), "$quiet"), (line, colour)))
    bins = len(histogram.edges) - 1
    reach = bins * max(1, (width - margin) // bins)
    left, right = show(float(histogram.edges[0]), 3), show(float(histogram.edges[-1]), 3)
    gap = " " * max(1, min(reach, width - margin) - columns_of(left) - columns_of(right))
    return [*lines, Content.styled(f"{' ' * margin}{left}{gap}{right}", "$quiet")]


def _evenly(count: int, room: int) -> list[int]:
    """Which lists are shown where not all have a row: the first, the last, and evenly between."""
    return [int(at) for at in np.linspace(0, count - 1, room).round()]


def _stretched(counts: NDArray[np.float64], room: int) -> NDArray[np.float64]:
    """A height for each column of the screen: bins widened where there is room, else joined."""
    if len(counts) <= room:
        return np.repeat(counts, max(1, room // len(counts)))
    bounds = np.linspace(0, len(counts), room, endpoint=False).astype(int)
    return np.add.reduceat(counts, bounds)


def _columns(counts: NDArray[np.float64], rows: int) -> list[str]:
    """Lines of blocks, from the top; the highest column fills them all."""
    eighths = (counts / (counts.max() or 1.0) * 8 * rows).round().astype(int)
    eighths = np.where((counts > 0) & (eighths == 0), 1, eighths)  # a few are not none
    return [
        "".join(_EIGHTHS[level] for level in np.clip(eighths - 8 * (rows - 1 - row), 0, 8).tolist())
        for row in range(rows)
    ]
