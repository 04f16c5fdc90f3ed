"""A table of numbers: names at its head and at its side, what is pointed out in brackets."""

from textual.content import Content

from studyapp.engine.frames import Table
from studyapp.i18n import language
from studyapp.text.numbers import show
from studyapp.text.width import cut, pad
from studyapp.text.width import width as columns_of

_EMPTY = "·"
_ELSEWHERE = "…"
_DIGITS = 4
_LONGEST_WHOLE = 10**10
"""Whole numbers below it are shown with all their digits: they are counts."""
_LEAST_LABEL = 6


def draw_table(table: Table, width: int, height: int) -> list[Content]:
    """The head and the rows; where there is no room for all, those about the cell pointed out last."""
    spoken = language()
    numbers = [[_said(cell) for cell in row] for row in table.cells]
    heads = [column.say(spoken) for column in table.columns]
    wide = [
        max(columns_of(text) for text in (head, *(row[at] for row in numbers))) + 2
        for at, head in enumerate(heads)
    ]
    labels = [label.say(spoken) for label in table.rows]
    margin = max(map(columns_of, labels), default=0)
    margin = min(margin, max(_LEAST_LABEL, width - max(wide, default=0) - 2))
    row_at, column_at = table.marks[-1] if table.marks else (0, 0)
    across = _in_sight(wide, column_at, width - margin - 2)
    down = _rows_in_sight(len(labels), row_at, height - 1)
    head = "".join(pad(f"{heads[at]} ", wide[at], "right") for at in across)
    before, after = _ELSEWHERE if across.start else " ", _ELSEWHERE if across.stop < len(wide) else ""
    above = pad(_ELSEWHERE if down.start else "", margin)
    lines = [Content.styled(above + before + head + after, "$quiet")]
    marked = set(table.marks)
    for row in down:
        cells = [_cell(numbers[row][at], wide[at], marked=(row, at) in marked) for at in across]
        name = (pad(cut(labels[row], margin), margin), "bold" if row == row_at and marked else "")
        lines.append(Content.assemble(name, " ", *cells))
    if down.stop < len(labels):
        lines.append(Content.styled(_ELSEWHERE, "$quiet"))
    return [line.truncate(width) for line in lines][:height]


def _cell(number: str, wide: int, *, marked: bool) -> tuple[str, str]:
    """A number to the right of its column; in brackets if it is pointed out, as seen without colour."""
    if marked:
        return pad(f"[{number}]", wide, "right"), "bold $accent"
    return pad(f"{number} ", wide, "right"), "$quiet" if number == _EMPTY else ""


def _rows_in_sight(count: int, wanted: int, room: int) -> range:
    """The rows that are shown; where some below are not, a row is left to say so."""
    rows = _in_sight([1] * count, wanted, max(1, room))
    return rows if rows.stop == count else _in_sight([1] * count, wanted, max(1, room - 1))


def _in_sight(sizes: list[int], wanted: int, room: int) -> range:
    """A run of places that holds the wanted one and as many neighbours as fit, those before it first."""
    start = stop = min(wanted, max(0, len(sizes) - 1))
    taken = 0
    if sizes:
        taken, stop = sizes[start], start + 1
    while start > 0 and taken + sizes[start - 1] <= room:
        start -= 1
        taken += sizes[start]
    while stop < len(sizes) and taken + sizes[stop] <= room:
        taken += sizes[stop]
        stop += 1
    return range(start, stop)


def _said(cell: float | None) -> str:
    """A number of a table: whole ones whole, others to four digits."""
    if cell is None:
        return _EMPTY
    if cell == int(cell) and abs(cell) < _LONGEST_WHOLE:
        return show(int(cell))
    return show(float(cell), _DIGITS)
