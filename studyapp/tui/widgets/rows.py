"""A page of prepared lines of which some belong to rows that a cursor walks."""

from collections.abc import Callable

from textual import events
from textual.content import Content
from textual.geometry import Region
from textual.message import Message

from studyapp.tui.widgets.drawn import Drawn
from studyapp.tui.widgets.scroll import Scroll

NOWHERE = -1
"""What a line belongs to that belongs to no row; where the cursor is at first."""


class Rows(Drawn):
    """Draws what a function makes of the width and the cursor; keeps the cursor in sight."""

    class Chosen(Message):
        """A row was clicked."""

        def __init__(self, at: int) -> None:
            super().__init__()
            self.at = at

    def __init__(self, write: Callable[[int, int], list[tuple[Content, int]]]) -> None:
        """`write(width, cursor)` gives the lines, each with the row that it belongs to."""
        super().__init__()
        self._write = write
        self.cursor = NOWHERE
        self._row_of: list[int] = []

    def go(self, at: int) -> None:
        """Put the cursor on a row, and bring it into sight."""
        self.cursor = at
        self.redraw()
        lines = [line for line, row in enumerate(self._row_of) if row == at]
        if at != NOWHERE and lines and isinstance(self.parent, Scroll):
            place = Region(0, lines[0], self.size.width, len(lines))
            self.parent.scroll_to_region(place, animate=False, force=True)

    def lines(self, width: int) -> list[Content]:
        """Ask the function."""
        written = self._write(width, self.cursor)
        self._row_of = [row for _line, row in written]
        return [line for line, _row in written]

    def on_click(self, event: events.Click) -> None:
        """Tell which row is meant."""
        offset = event.get_content_offset(self)
        if offset is not None and 0 <= offset.y < len(self._row_of) and self._row_of[offset.y] != NOWHERE:
            self.post_message(self.Chosen(self._row_of[offset.y]))
