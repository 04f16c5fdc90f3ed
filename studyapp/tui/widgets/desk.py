"""Where a question is worked on: one column that scrolls, or in a wide terminal two beside each other."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.widget import Widget

from studyapp.tui.widgets.scroll import Scroll

_ROWS_ABOVE = 4
"""Rows of the question that stay in sight above what follows the answer."""
_ROWS_BELOW = 5
"""Rows below it that should come into sight as well: the answer, and where its explanation begins."""


class Desk(Scroll):
    """The question, and what stands below or beside it."""

    def __init__(self, question: Sequence[Widget], aside: Sequence[Widget]) -> None:
        super().__init__()
        self._question = Scroll(*question, id="question")
        self._aside = Scroll(*aside, id="aside")
        self._wanted: Widget | None = None
        """What should come into sight as soon as the layout knows where it lies."""

    def compose(self) -> ComposeResult:
        """The two parts."""
        yield self._question
        yield self._aside

    def on_mount(self) -> None:
        """Follow the layout."""
        super().on_mount()
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

    @property
    def more_anywhere(self) -> bool:
        """Whether some part is cut off below."""
        return self.has_more or self._question.has_more or self._aside.has_more

    def read_on(self, pages: float) -> None:
        """Scroll whichever part there is more of."""
        for scroll in (self._aside, self, self._question):
            if scroll.max_scroll_y > 0:
                Scroll.scroll_pages(scroll, pages)
                return

    def _laid_out(self) -> None:
        if self._wanted is not None:
            self.call_later(self._look)

    def _look(self) -> None:
        wanted = self._wanted
        if wanted is None or not isinstance(wanted.parent, Widget):
            return
        region = wanted.virtual_region
        for scroll, above in ((self._question, 0), (self, wanted.parent.virtual_region.y)):
            if scroll.max_scroll_y:
                self._wanted = None
                top, bottom = above + region.y - _ROWS_ABOVE, above + region.bottom + _ROWS_BELOW
                scroll.scroll_to(y=max(0, min(top, bottom - scroll.size.height)), animate=False)
                return
