"""In a window that is too small: a kind word, until there is room again."""

from textual.app import ComposeResult
from textual.content import Content

from studyapp.i18n import N_, _
from studyapp.text.wrap import wrap
from studyapp.tui.screens.base import LEAST_COLUMNS, LEAST_ROWS, BaseScreen
from studyapp.tui.widgets.page import Page

TOO_SMALL = N_("A little more room, please: {columns} columns and {rows} rows. Nothing is lost meanwhile.")


class TooSmallScreen(BaseScreen[None]):
    """Lies over whatever was shown, which goes on exactly there."""

    CSS_PATH = "too_small.tcss"

    def compose(self) -> ComposeResult:
        """One sentence."""
        yield Page(self._write)

    def _write(self, width: int) -> list[Content]:
        return [Content(line) for line in wrap(_(TOO_SMALL, columns=LEAST_COLUMNS, rows=LEAST_ROWS), width)]
