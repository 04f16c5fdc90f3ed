"""In a window that is too small: a kind word, until there is room again."""

from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size

from studyapp.i18n import N_, _
from studyapp.text.wrap import wrap
from studyapp.tui.screens.base import BaseScreen
from studyapp.tui.widgets.page import Page

COLUMNS, ROWS = 60, 18
TOO_SMALL = N_("A little more room, please: {columns} columns and {rows} rows. Nothing is lost meanwhile.")


def is_too_small(size: Size) -> bool:
    """Whether nothing can be laid out well in it."""
    return size.width < COLUMNS or size.height < ROWS


class TooSmallScreen(BaseScreen[None]):
    """Lies over whatever was shown, which goes on exactly there."""

    CSS_PATH = "too_small.tcss"

    def compose(self) -> ComposeResult:
        """One sentence."""
        yield Page(self._write)

    def _write(self, width: int) -> list[Content]:
        return [Content(line) for line in wrap(_(TOO_SMALL, columns=COLUMNS, rows=ROWS), width)]
