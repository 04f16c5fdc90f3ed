"""A screen that is one page: bars above and below, and between them lines that scroll by keys."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import ScreenResultType

from studyapp.tui.screens.base import SCROLL_KEYS
from studyapp.tui.screens.scrolling import ScrollingScreen
from studyapp.tui.widgets.notice_line import foot
from studyapp.tui.widgets.page import Page
from studyapp.tui.widgets.title_bar import TitleBar


class PagedScreen(ScrollingScreen[ScreenResultType]):
    """Subclasses say what stands at the top and what is written."""

    BINDINGS: ClassVar[list[BindingType]] = SCROLL_KEYS
    DEFAULT_CSS = """
    PagedScreen > Scroll { padding: 1 2 0 2; }
    """

    def compose(self) -> ComposeResult:
        """The bars and the page."""
        yield TitleBar(self.title_said, self.fact_said)
        with self.body:
            yield Page(self.write)
        yield from foot()

    def title_said(self) -> str:
        """Where this is."""
        raise NotImplementedError

    def fact_said(self) -> str:
        """The short fact at the right."""
        return ""

    def write(self, width: int) -> list[Content]:
        """The lines."""
        raise NotImplementedError
