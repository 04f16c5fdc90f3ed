"""The concepts of all chapters as a map: a row a chapter, a sign a concept, and a cursor that walks."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from textual.content import Content

from studyapp.i18n import _, language, ngettext
from studyapp.study.overview import ChapterToday
from studyapp.text.clean import clean
from studyapp.text.shares import share
from studyapp.text.width import cut, pad
from studyapp.text.width import width as columns_of
from studyapp.tui.widgets.drawn import in_runs

if TYPE_CHECKING:
    from studyapp.store.agenda import ConceptAgenda
    from studyapp.store.known import Known

Direction = Literal["up", "down", "left", "right"]

SIGNS = "·○◔◑◕●"
"""From not met to known: the sign tells it, whatever the colours."""
_STYLES = ("$faint", "$quiet", "$accent", "$warning", "$primary", "$success")
_CELL = 2
_LEAD = 2
"""Columns for the mark of the row that the cursor is in."""
_LEAST_TITLE = 12
_GAP = 2
"""Columns between the legend and what stands at its right."""
_CURSOR = "reverse bold"
_UNBOUNDED = 10**9


def sign_of(known: "Known | None") -> tuple[str, str]:
    """The sign of a mastery, and its style."""
    level = 1 + min(4, int(4 * known.mastery + 0.5)) if known and known.seen else 0
    return SIGNS[level], _STYLES[level]


class _Row(NamedTuple):
    """One row of the map: a chapter, or more of its concepts than one row holds."""

    chapter: ChapterToday
    title: str
    concepts: "tuple[ConceptAgenda, ...]"
    is_first: bool


class ConceptMap:
    """What is drawn of the map, and where its cursor is."""

    def __init__(self) -> None:
        self.cursor: str | None = None
        """The id of the concept under it; None as long as it is nowhere."""
        self._chapters: tuple[ChapterToday, ...] = ()
        self._known: Mapping[str, Known] | None = None
        self._rows: list[_Row] = []
        self._first = 0
        """The row that is drawn at the top."""
        self._indent = 0
        """Columns before the first sign."""
        self._height = 0

    def show(self, chapters: tuple[ChapterToday, ...], known: "Mapping[str, Known] | None") -> None:
        """Take these chapters; `known` is None as long as nobody has looked how much is."""
        self._chapters, self._known = chapters, known
        self._rows = _in_rows(chapters, [""] * len(chapters), _UNBOUNDED)
        if self.concept is None:
            self.cursor = None

    @property
    def concept(self) -> "ConceptAgenda | None":
        """The concept under the cursor."""
        return next(
            (one for chapter in self._chapters for one in chapter.concepts if one.id == self.cursor), None
        )

    def walk(self, direction: Direction) -> None:
        """Move the cursor; from nowhere to the first concept, over a row's end to the next row."""
        rows = [row.concepts for row in self._rows if row.concepts]
        if not rows:
            return
        place = next(
            (
                (at, column)
                for at, concepts in enumerate(rows)
                for column, concept in enumerate(concepts)
                if concept.id == self.cursor
            ),
            None,
        )
        self.cursor = (rows[0][0] if place is None else _neighbour(rows, place, direction)).id

    def at(self, line: int, column: int) -> str | None:
        """The id of the concept drawn there, counted from the map's own corner; None where none is."""
        row, cell = self._first + line - 1, (column - self._indent) // _CELL
        if not (1 <= line <= self._height and 0 <= row < len(self._rows) and cell >= 0):
            return None
        concepts = self._rows[row].concepts
        return concepts[cell].id if cell < len(concepts) else None

    def lines(self, width: int, room: int) -> list[Content]:
        """A heading and at most `room` rows, those around the cursor where there are more."""
        titles = [clean(chapter.title.say(language())) for chapter in self._chapters]
        heads = (_("review"), _("new"), _("known"))
        numbers = [max(columns_of(head), 4) + 1 for head in heads]
        most = max((len(chapter.concepts) for chapter in self._chapters), default=0)
        space = width - _LEAD - sum(numbers)
        legend = self._legend(space - _LEAST_TITLE - _GAP)
        longest = max(map(columns_of, titles), default=0) + 1
        title = max(_LEAST_TITLE, min(longest, space - max(_CELL * most, legend.cell_length + _GAP)))
        cells = max(1, min(most, (space - title) // _CELL))
        self._indent = _LEAD + title
        self._rows = _in_rows(self._chapters, titles, cells)
        self._height = min(room, len(self._rows))
        self._first = self._top(self._height)
        wide = max(_CELL * cells, legend.cell_length + _GAP)
        labels = "".join(pad(head, columns, "right") for head, columns in zip(heads, numbers, strict=True))
        lines = [
            Content.assemble(
                " " * self._indent, legend.pad_right(wide - legend.cell_length), (labels, "$quiet")
            )
        ]
        for row in self._rows[self._first : self._first + self._height]:
            lines.append(self._row(row, title, wide, numbers))
        hidden = len(self._rows) - self._height
        if hidden and self._height > 1:
            # The row at the edge that is farther from the cursor says that there are more.
            edge = 1 if self._first + self._height == len(self._rows) else -1
            more = ngettext("… {count} more row", "… {count} more rows", hidden + 1)
            lines[edge] = Content.styled(" " * _LEAD + more, "$quiet")
        return lines

    def _legend(self, room: int) -> Content:
        """Which sign is which; without words where they have no room."""
        signs = [(sign, style) for sign, style in zip(SIGNS, _STYLES, strict=True)]
        said = Content.assemble(
            signs[0], (f" {_('not met')}  ", "$quiet"), *signs[1:], (f" {_('known')}", "$quiet")
        )
        return said if said.cell_length <= room else Content.assemble(*signs)

    def _top(self, height: int) -> int:
        """The first row to draw, so that the cursor's is amid the others."""
        here = next(
            (
                at
                for at, row in enumerate(self._rows)
                if any(concept.id == self.cursor for concept in row.concepts)
            ),
            0,
        )
        return max(0, min(here - height // 2, len(self._rows) - height))

    def _row(self, row: _Row, title: int, cells: int, numbers: Sequence[int]) -> Content:
        chapter = row.chapter
        is_here = any(concept.id == self.cursor for concept in row.concepts)
        signs = [cell for concept in row.concepts for cell in self._cells(concept)]
        waits = chapter.due + chapter.new > 0
        name = pad(cut(row.title, title - 1) if row.is_first else "", title)
        style = "bold" if is_here else "" if waits else "$quiet"
        drawn = in_runs([("▸ ", "$primary bold") if is_here else ("  ", style), (name, style), *signs])
        if not row.is_first:
            return drawn
        review, new, known = numbers
        return Content.assemble(
            drawn,
            " " * (cells - _CELL * len(row.concepts)),
            _number(chapter.due, review, "$accent bold"),
            _number(chapter.new, new, "$primary bold"),
            (self._share(chapter).rjust(known), "$quiet"),
        )

    def _cells(self, concept: "ConceptAgenda") -> list[tuple[str, str]]:
        """A concept's sign and the space behind it: neighbours of one style are drawn in one go."""
        sign, style = sign_of(self._known.get(concept.id) if self._known else None)
        return [(sign, _CURSOR), (" ", style)] if concept.id == self.cursor else [(f"{sign} ", style)]

    def _share(self, chapter: ChapterToday) -> str:
        """How much of the chapter is known; nothing as long as nobody has looked."""
        if self._known is None:
            return ""
        cards = sum(concept.total for concept in chapter.concepts)
        known = [self._known[concept.id].known for concept in chapter.concepts if concept.id in self._known]
        return share(sum(known) / cards) if cards and known else "·"


def _in_rows(chapters: Sequence[ChapterToday], titles: Sequence[str], cells: int) -> list[_Row]:
    """A row for each chapter, more where its concepts have no room in one."""
    return [
        _Row(chapter, title, chapter.concepts[first : first + cells], is_first=first == 0)
        for chapter, title in zip(chapters, titles, strict=True)
        for first in range(0, max(1, len(chapter.concepts)), cells)
    ]


def _neighbour(
    rows: "Sequence[Sequence[ConceptAgenda]]", place: tuple[int, int], direction: Direction
) -> "ConceptAgenda":
    """The concept beside, in the row above or below; round all ends."""
    at, column = place
    if direction in ("left", "right"):
        flat = [concept for row in rows for concept in row]
        here = sum(map(len, rows[:at])) + column
        return flat[(here + (1 if direction == "right" else -1)) % len(flat)]
    row = rows[(at + (1 if direction == "down" else -1)) % len(rows)]
    return row[min(column, len(row) - 1)]


def _number(count: int, width: int, style: str) -> tuple[str, str]:
    return (str(count) if count else "·").rjust(width), style if count else "$faint"
