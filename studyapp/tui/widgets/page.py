"""A page of prepared lines: what summaries, results and the help are drawn with."""

from collections.abc import Callable

from textual.content import Content

from studyapp.tui.widgets.drawn import Drawn


class Page(Drawn):
    """Draws what a function makes of the width."""

    def __init__(self, write: Callable[[int], list[Content]]) -> None:
        super().__init__()
        self._write = write

    def lines(self, width: int) -> list[Content]:
        """Ask the function."""
        return self._write(width)
