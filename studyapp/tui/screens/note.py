"""Writing a note on a card: a few lines, kept by Enter."""

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import TextArea

from studyapp.i18n import N_, _
from studyapp.text.clean import clean
from studyapp.tui.screens.base import BaseScreen
from studyapp.tui.widgets.notice_line import foot
from studyapp.tui.widgets.title_bar import TitleBar

LONGEST = 2000
"""Characters of a note."""


class NoteArea(TextArea):
    """Where it is written. Its keys come first: it would take Enter for a new line itself."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,ctrl+s", "keep", N_("Keep"), tooltip=N_("Keep the note"), id="note.keep",
                priority=True),
        Binding("ctrl+j,shift+enter", "newline", N_("New line"), tooltip=N_("Go on in the next line"),
                id="note.line", priority=True),
    ]  # fmt: skip

    async def _on_paste(self, event: events.Paste) -> None:
        # In place of TextArea's own, which would let through what can steer the terminal.
        event.stop()
        event.prevent_default()
        self.replace(clean(event.text), *self.selection)

    def action_newline(self) -> None:
        """Begin another line."""
        self.insert("\n")

    def action_keep(self) -> None:
        """Hand the text back."""
        self.screen.dismiss(clean(self.text).strip()[:LONGEST])


class NoteScreen(BaseScreen["str | None"]):
    """Dismissed with the text, or with None where nothing is to change."""

    CSS_PATH: ClassVar = ["note.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape", "dismiss(None)", N_("Leave"), tooltip=N_("Leave the note as it was"), id="note.leave"
        ),
    ]

    def __init__(self, place: Callable[[], str], text: str) -> None:
        """`place` says which card it is on; `text` is the note as it is."""
        super().__init__()
        self._place = place
        self._area = NoteArea(
            clean(text), soft_wrap=True, show_line_numbers=False, compact=True, highlight_cursor_line=False
        )
        self._area.cursor_blink = False

    def compose(self) -> ComposeResult:
        """The bars, and between them the text."""
        yield TitleBar(self._place, lambda: _("Note"))
        yield self._area
        yield from foot()

    def on_mount(self) -> None:
        """Write on behind what is there."""
        self._area.focus()
        self._area.move_cursor(self._area.document.end)
