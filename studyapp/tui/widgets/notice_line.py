"""What is told in passing: rows of their own above the keys, so that nothing which is read lies under them.

Textual's toasts lie over the screen, cut where the edges of the widgets below them are; a Chinese character,
two columns wide, is lost on such an edge.
"""

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content

from studyapp.text.wrap import wrap
from studyapp.tui.widgets.drawn import Drawn
from studyapp.tui.widgets.key_bar import KeyBar

if TYPE_CHECKING:
    from studyapp.tui.notices import NoticingApp

_MOST_ROWS = 8
_SIGNS = {"information": ("▸", "$primary"), "warning": ("!", "$warning"), "error": ("✗", "$error")}
"""Of each severity its sign and the sign's colour."""


class NoticeLine(Drawn):
    """The app's notices; as high as they are, and nothing where there is none."""

    DEFAULT_CSS = """
    NoticeLine { background: $background; }
    """

    app: "NoticingApp"

    def lines(self, width: int) -> list[Content]:
        """Each notice behind its sign."""
        told = (_lines(notice.message, notice.severity, width) for notice in self.app.notices)
        return [_on_a_panel(line, width) for notice in told for line in notice][:_MOST_ROWS]


def _lines(message: str, severity: str, width: int) -> list[Content]:
    sign, colour = _SIGNS[severity]
    rows = [row for line in message.splitlines() for row in wrap(line, max(1, width - 6))]
    heads = [("  ", ""), (f"{sign} ", f"{colour} bold")]
    return [Content.assemble(*(heads if at == 0 else [("    ", "")]), row) for at, row in enumerate(rows)]


def _on_a_panel(line: Content, width: int) -> Content:
    return line.pad_right(max(0, width - line.cell_length)).stylize_before("on $panel")


def foot() -> ComposeResult:
    """What stands at the foot of every screen."""
    yield NoticeLine()
    yield KeyBar()
