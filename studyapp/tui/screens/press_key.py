"""Waiting for the key that an action shall have."""

from textual import events
from textual.app import ComposeResult
from textual.content import Content

from studyapp.i18n import N_, _
from studyapp.text.wrap import wrap
from studyapp.tui.screens.paged import PagedScreen
from studyapp.tui.widgets.drawn import quiet_lines
from studyapp.tui.widgets.page import Page
from studyapp.tui.widgets.prose import WIDEST
from studyapp.tui.widgets.title_bar import TitleBar

ASKED = N_("Press the new key for “{action}”.")
KEPT = N_(
    "Its keys of another sort stay: a letter takes the place of letters only. Esc leaves all as it was."
)


class PressKeyScreen(PagedScreen[str | None]):
    """Takes the next key, whatever it would do elsewhere, and gives it back; None for Esc."""

    def __init__(self, action: str) -> None:
        """`action` is what the key shall do, in the language spoken."""
        super().__init__()
        self._action = action

    def compose(self) -> ComposeResult:
        """No bar of keys: none does what it does elsewhere."""
        yield TitleBar(self.title_said, self.fact_said)
        with self.body:
            yield Page(self.write)

    def title_said(self) -> str:
        """Where this is."""
        return _("Keys of your own")

    def write(self, width: int) -> list[Content]:
        """What to do."""
        asked = [Content.styled(line, "bold") for line in wrap(_(ASKED, action=self._action), width)]
        return [
            *asked,
            Content(),
            *quiet_lines(_(KEPT), min(width, WIDEST)),
        ]

    def on_key(self, event: events.Key) -> None:
        """That is the one."""
        event.stop()
        event.prevent_default()
        self.dismiss(None if event.key == "escape" else event.key)
