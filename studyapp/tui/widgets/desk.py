"""Where a question is worked on: one column that scrolls, or in a wide terminal two beside each other."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.widget import Widget

_ROWS_ABOVE = 4
"""Rows of the question that stay in sight above what follows the answer."""


class Desk(Container):
    """The question, and what stands below or beside it."""

    def __init__(self, question: Sequence[Widget], aside: Sequence[Widget]) -> None:
        super().__init__()
        self._question = VerticalScroll(*question, id="question", can_focus=False)
        self._aside = VerticalScroll(*aside, id="aside", can_focus=False)
        self._wanted: Widget | None = None
        """What should come into sight as soon as the layout knows where it lies."""

    def compose(self) -> ComposeResult:
        """The two parts."""
        yield self._question
        yield self._aside

    def on_mount(self) -> None:
        """Follow the layout."""
        for scroll in (self, self._question):
            self.watch(scroll, "virtual_size", self._laid_out, init=False)

    def to_the_top(self) -> None:
        """Another question: everything from its beginning."""
        self._wanted = None
        for scroll in (self, self._question, self._aside):
            scroll.scroll_home(animate=False)

    def look_at(self, widget: Widget) -> None:
        """Where not all of it fits, bring this into sight with a little of the question above it."""
        self._wanted = widget

    def scroll_pages(self, pages: float) -> None:
        """Scroll whichever part there is more of."""
        for scroll in (self._aside, self, self._question):
            if scroll.max_scroll_y > 0:
                rows = round(pages * scroll.size.height)
                scroll.scroll_relative(y=rows or (1 if pages > 0 else -1), animate=False)
                return

    def _laid_out(self) -> None:
        if self._wanted is not None:
            self.call_later(self._look)

    def _look(self) -> None:
        wanted = self._wanted
        if wanted is None or not isinstance(wanted.parent, Widget):
            return
        row = wanted.virtual_region.y
        if self._question.max_scroll_y:
            self._wanted = None
            self._question.scroll_to(y=max(0, row - _ROWS_ABOVE), animate=False)
        elif self.max_scroll_y:
            self._wanted = None
            row += wanted.parent.virtual_region.y
            self.scroll_to(y=max(0, row - _ROWS_ABOVE), animate=False)
