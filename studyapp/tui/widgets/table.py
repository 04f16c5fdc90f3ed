"""Small tables of words: labels with what stands beside them, and columns that keep to the width."""

from collections.abc import Sequence

from textual.content import Content

from studyapp.text.width import cut, pad
from studyapp.text.width import width as columns_of
from studyapp.text.wrap import wrap

_GAP = 2


def labelled(facts: Sequence[tuple[str, str]], width: int) -> list[Content]:
    """A label a row, and what is said of it beside it, wrapped."""
    margin = min(max((columns_of(label) for label, _said in facts), default=0), width // 2) + _GAP
    lines = []
    for label, said in facts:
        for at, row in enumerate(wrap(said, max(8, width - margin)) or [""]):
            head = pad(cut(label, margin - _GAP), margin) if at == 0 else " " * margin
            lines.append(Content.assemble((head, "$quiet"), row))
    return lines


def in_columns(heads: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[Content]:
    """Rows under their heads, each column as wide as it must be; the last is cut where there is no room."""
    widths = [max(map(columns_of, cells)) for cells in zip(heads, *rows, strict=True)]
    before = sum(widths[:-1]) + _GAP * (len(widths) - 1)
    widths[-1] = max(0, min(widths[-1], width - before))

    def line(cells: Sequence[str]) -> str:
        shown = [pad(cut(cell, room), room) for cell, room in zip(cells, widths, strict=True)]
        return (" " * _GAP).join(shown).rstrip()

    return [Content.styled(line(heads), "$quiet"), *(Content(line(row)) for row in rows)]
