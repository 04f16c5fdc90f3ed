"""The base of our own widgets: lines made for the width at hand, anew when it or the language changes."""

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from studyapp.i18n import language


class Spoken(Widget):
    """A widget that says something, and says it again when the language changes."""

    def respeak(self) -> None:
        """Draw anew, in the language spoken now."""
        self.refresh(layout=True)


class Drawn(Spoken):
    """A widget that fills its width with lines of its own and is as high as they are many."""

    DEFAULT_CSS = """
    Drawn { width: 1fr; height: auto; text-wrap: nowrap; text-overflow: clip; }
    """

    _drawn_for: tuple[int, str] | None = None
    _drawn: list[Content]

    def lines(self, width: int) -> list[Content]:
        """What to draw in `width` columns."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Draw anew: what is shown has changed. The layout is only asked to follow where the height does."""
        if self._drawn_for is None or not self.is_attached:
            self._drawn_for = None
            self.refresh(layout=True)
            return
        width, rows = self._drawn_for[0], len(self._drawn)
        self._drawn_for = None
        self.refresh(layout=len(self._lines(width)) != rows)

    def respeak(self) -> None:
        """Draw anew, in the language spoken now."""
        self.redraw()

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """All there is."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as there are lines."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The lines for the width that the widget was given."""
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        if self._drawn_for != (width, language()):
            self._drawn = self.lines(width)
            self._drawn_for = (width, language())
        return self._drawn
