"""Tables of Markdown: columns as wide as they need, narrowed and wrapped where the screen is small."""

import re
from collections.abc import Sequence
from itertools import zip_longest

from studyapp.text.spans import Line, Span, Style, flow, inline, text_of
from studyapp.text.width import width

_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")
# A stroke within a formula or code, or an escaped one, parts no cells.
_CELL = re.compile(r"((?:\\.|`[^`]*`|\$[^$]*\$|[^|\\])*)(?:\||$)")
_GAP = 2
_NARROWEST = 3


def is_table_rule(line: str) -> bool:
    """Whether it is the line of strokes below a table's head."""
    return "-" in line and bool(_RULE.match(line))


def table(rows: Sequence[str], rule: str, columns: int) -> list[Line]:
    """The lines of a table: its head, a stroke, its rows."""
    cells = [[inline(cell) for cell in _cells(row)] for row in rows]
    count = len(cells[0])
    cells = [(row + [()] * count)[:count] for row in cells]
    cells[0] = [tuple(Span(span.text, Style.STRONG) for span in cell) for cell in cells[0]]
    if columns < count * (_NARROWEST + _GAP) - _GAP:  # too narrow for a table: a line for each row
        return [line for row in cells for line in flow(_side_by_side(row), columns)]
    widths = _fitted([max(width(text_of(row[at])) for row in cells) for at in range(count)], columns)
    aligns = [_alignment(mark) for mark in _cells(rule)] + ["left"] * count
    lines: list[Line] = []
    for at, row in enumerate(cells):
        lines += _row(row, widths, aligns)
        if at == 0:
            lines.append((Span((" " * _GAP).join("─" * size for size in widths)),))
    return lines


def _cells(row: str) -> list[str]:
    text = row.strip().removeprefix("|")
    return [
        found.strip() for found in _CELL.findall(text.removesuffix("|") if not text.endswith("\\|") else text)
    ][: -1 if text.endswith("|") or not text else None]


def _alignment(mark: str) -> str:
    if mark.endswith(":"):
        return "center" if mark.startswith(":") else "right"
    return "left"


def _fitted(widths: list[int], columns: int) -> list[int]:
    """The widths, the widest made narrower until the table fits."""
    fitted = [max(1, size) for size in widths]
    while sum(fitted) + _GAP * (len(fitted) - 1) > columns and max(fitted) > _NARROWEST:
        fitted[fitted.index(max(fitted))] -= 1
    return fitted


def _side_by_side(cells: Sequence[Line]) -> list[Span]:
    return [span for at, cell in enumerate(cells) for span in (*((Span(" · "),) if at else ()), *cell)]


def _row(cells: Sequence[Line], widths: Sequence[int], aligns: Sequence[str]) -> list[Line]:
    wrapped = [flow(cell, size) if cell else [()] for cell, size in zip(cells, widths, strict=True)]
    lines: list[Line] = []
    for pieces in zip_longest(*wrapped, fillvalue=()):
        line: list[Span] = []
        for at, (piece, size) in enumerate(zip(pieces, widths, strict=True)):
            missing = max(0, size - width(text_of(piece)))
            before = {"right": missing, "center": missing // 2}.get(aligns[at], 0)
            last = at == len(widths) - 1
            line += [
                Span(" " * (before + (_GAP if at else 0))),
                *piece,
                Span(" " * (0 if last else missing - before)),
            ]
        lines.append(tuple(span for span in line if span.text))
    return lines
