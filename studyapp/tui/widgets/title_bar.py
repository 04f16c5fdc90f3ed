"""The line at the top: where one is, and how far."""

from collections.abc import Callable

from textual.content import Content

from studyapp.text.width import cut
from studyapp.text.width import width as columns_of
from studyapp.tui.widgets.drawn import Drawn


class TitleBar(Drawn):
    """The app's name and the place at the left, a short fact at the right."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    TitleBar { background: $surface; padding: 0 2; height: 1; }
    """

    def __init__(self, place: Callable[[], str], fact: Callable[[], str | Content]) -> None:
        super().__init__()
        self._place = place
        self._fact = fact

    def lines(self, width: int) -> list[Content]:
        """One line; the place gives way where both have no room."""
        fact = self._fact()
        fact = Content(fact) if isinstance(fact, str) else fact
        name = "studyapp"
        room = width - len(name) - 3 - fact.cell_length - 2
        place = cut(self._place(), max(0, room))
        title = Content.assemble((name, "$primary bold"), ("   ", ""), (place, "$foreground"))
        gap = max(1, width - len(name) - 3 - columns_of(place) - fact.cell_length)
        return [Content.assemble(title, " " * gap, fact.stylize_before("$quiet"))]
