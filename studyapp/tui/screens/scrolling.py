"""A screen with one part that scrolls by the screen's keys."""

from textual.screen import ScreenResultType

from studyapp.tui.screens.base import BaseScreen
from studyapp.tui.widgets.scroll import Scroll


class ScrollingScreen(BaseScreen[ScreenResultType]):
    """Subclasses compose into `body`, and name SCROLL_KEYS where these are to stand among their own."""

    def __init__(self) -> None:
        super().__init__()
        # Made here, as keys may be asked for before the screen is composed.
        self.body = Scroll()
        """What scrolls."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Reading on is offered where something is out of sight."""
        if (action, parameters) == ("scroll", (1,)):
            return self.body.has_more
        return True

    def action_scroll(self, pages: float) -> None:
        """Scroll by so many pages."""
        self.body.scroll_pages(pages)
