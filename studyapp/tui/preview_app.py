"""The app on one pack alone, for its author: no learner's file is opened, and nothing is written."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar

from textual.screen import Screen

from studyapp.study.asking import Clock
from studyapp.study.preview import Author
from studyapp.tui.base_app import OurApp, run_app
from studyapp.tui.crash import crash_told
from studyapp.tui.keymap import readable
from studyapp.tui.screens.preview import PreviewScreen


class PreviewApp(OurApp):
    """One screen over one pack."""

    CSS_PATH: ClassVar = [
        "app.tcss",
        "screens/preview.tcss",
    ]  # the first screen's style is not found by itself

    def __init__(
        self,
        author: Author,
        theme: str = "dark",
        clock: Clock = lambda: datetime.now(UTC),
        keys: Mapping[str, str] | None = None,
    ) -> None:
        """`keys` are the author's own, as the settings have them."""
        super().__init__(theme)
        self.keymap = readable(keys or {})
        self._author = author
        self._clock = clock

    def get_default_screen(self) -> Screen[Any]:
        """The pack lies under everything."""
        return PreviewScreen(self._author, self._clock)


def run(author: Author, theme: str, keys: Mapping[str, str] | None = None) -> None:
    """Open the app on this terminal; raises TerminalError where there is none to draw on."""
    run_app(PreviewApp(author, theme, keys=keys), crash_told)
