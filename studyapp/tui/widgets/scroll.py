"""A part of the screen that scrolls by keys of the screen, and knows whether there is more below."""

from textual.containers import VerticalScroll
from textual.geometry import Size
from textual.reactive import Reactive


class Scroll(VerticalScroll, can_focus=False, inherit_bindings=False):
    """Scrolls what is in it; whenever that begins or ends to be cut off below, the keys are told anew.

    Keys of its own it has none: they would come before those of the screen where something in it is typed at.
    """

    DEFAULT_CSS = """
    Scroll { scrollbar-size-vertical: 1; }
    """

    # Textual would lay out all anew whenever what is in it grows or shrinks; that a scrollbar came or went,
    # which does move something, it notices all the same.
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), repaint=False)

    has_more = False
    """Whether something lies below what is in sight."""

    def on_mount(self) -> None:
        """Follow the layout and the scrolling."""
        self.watch(self, "scroll_y", self._look_below, init=False)
        self.watch(self, "virtual_size", self._grown, init=False)

    def on_resize(self) -> None:
        """Another size shows more, or less."""
        self._look_below()

    def _grown(self) -> None:
        self.call_later(self._look_below)  # in the midst of a layout its own height is still the one before

    def _look_below(self) -> None:
        has_more = self.allow_vertical_scroll and round(self.scroll_y) < self.max_scroll_y
        if has_more != self.has_more:
            self.has_more = has_more
            self.screen.refresh_bindings()

    def scroll_pages(self, pages: float) -> None:
        """Scroll by so many pages, by one row at least; a row of the page before stays in sight."""
        rows = round(pages * max(1, self.size.height - 1))
        self.scroll_relative(y=rows or (1 if pages > 0 else -1), animate=False)
