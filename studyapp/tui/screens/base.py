"""What all screens share: two widths, and speaking again in another language."""

from textual.screen import Screen, ScreenResultType

from studyapp.tui.widgets.drawn import Spoken


class BaseScreen(Screen[ScreenResultType]):
    """A screen of ours."""

    # From 100 columns on there is room for two columns of text.
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 (typed by Textual)
    AUTO_FOCUS = ""

    def respeak(self) -> None:
        """Say everything again in the language spoken now; what is typed stays."""
        for widget in self.walk_children(Spoken):
            widget.respeak()
