"""Where a panel of the progress screen is drawn, and the tabs above."""

from collections.abc import Callable, Sequence

from textual import events
from textual.content import Content
from textual.message import Message

from studyapp.i18n import _
from studyapp.text.width import width as columns_of
from studyapp.tui.widgets.drawn import Drawn, Lines, Spoken, quiet_lines
from studyapp.tui.widgets.figure_panels import PANELS
from studyapp.tui.widgets.list_panels import ListPanel
from studyapp.tui.widgets.panel import Panel


class FigureView(Spoken):
    """Fills its room with a panel; a click chooses a row of a list."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    FigureView { text-wrap: nowrap; text-overflow: clip; }
    """

    class Picked(Message):
        """A panel, or a row of its list, was clicked."""

        def __init__(self, panel: Panel, row: int | None) -> None:
            super().__init__()
            self.panel, self.row = panel, row

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._panel: Panel | None = None
        self._is_current = False

    def show(self, panel: Panel | None, *, current: bool) -> None:
        """Draw this one; None while the figures are counted."""
        self._panel, self._is_current = panel, current
        self.refresh()

    def render(self) -> Lines:
        """The panel for the room at hand."""
        width, height = self.content_size
        if width < 10 or height < 4:
            return Lines([])
        if self._panel is None:
            counting = _("Counting … With a long history the first time takes a while.")
            return Lines(quiet_lines(counting, width))
        return Lines(self._panel.lines(width, height, current=self._is_current))

    def on_click(self, event: events.Click) -> None:
        """Go to what is clicked."""
        panel, offset = self._panel, event.get_content_offset(self)
        if panel is None or offset is None:
            return
        row = None
        if isinstance(panel, ListPanel) and 0 <= offset.y - panel.shown_from < len(panel.drawn):
            row = panel.drawn[offset.y - panel.shown_from]
        self.post_message(self.Picked(panel, row))


class Tabs(Drawn):
    """The panels by their digits; those in sight are marked."""

    ALLOW_SELECT = False

    class Picked(Message):
        """A tab was clicked."""

        def __init__(self, at: int) -> None:
            super().__init__()
            self.at = at

    def __init__(self, in_sight: Callable[[], tuple[int, Sequence[int]]]) -> None:
        """`in_sight` gives the current panel's place, and the places of all that are shown."""
        super().__init__()
        self._in_sight = in_sight
        self._places: list[tuple[int, int]] = []

    def lines(self, width: int) -> list[Content]:
        """One line; where it is too long, only the current one has its name."""
        current, shown = self._in_sight()
        names = [_(panel.label) for panel in PANELS]
        whole = sum(columns_of(name) + 2 for name in names)
        gap = 2 if whole + 2 * (len(names) - 1) <= width else 1
        fits = whole + gap * (len(names) - 1) <= width
        parts: list[tuple[str, str]] = []
        self._places, column = [], 0
        for at, name in enumerate(names):
            said = f"{at + 1} {name}" if fits or at == current else f"{at + 1}"
            style = "$primary bold reverse" if at == current else "$primary bold" if at in shown else "$quiet"
            parts += [(said, style), (" " * gap, "")]
            self._places.append((column, column + columns_of(said)))
            column += columns_of(said) + gap
        return [Content.assemble(*parts[:-1])]

    def on_click(self, event: events.Click) -> None:
        """Go to the panel under the mouse."""
        offset = event.get_content_offset(self)
        for at, (first, last) in enumerate(self._places):
            if offset is not None and first <= offset.x < last:
                self.post_message(self.Picked(at))
