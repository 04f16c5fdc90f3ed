"""A learner's own note on a card, as it stands on its sheet and with the answer."""

from textual.content import Content

from studyapp.text.clean import clean
from studyapp.text.wrap import wrap
from studyapp.tui.marking import NOTE_SIGN
from studyapp.tui.widgets.drawn import Drawn
from studyapp.tui.widgets.prose import WIDEST


def note_lines(note: str, width: int) -> list[Content]:
    """The note with its sign before it; nothing where there is none."""
    if not note:
        return []
    rows = [line for row in clean(note).split("\n") for line in wrap(row, width - 2) or [""]]
    return [
        Content.assemble((f"{NOTE_SIGN if at == 0 else ' '} ", "$accent"), row) for at, row in enumerate(rows)
    ]


class Note(Drawn):
    """The note on the card that was answered."""

    DEFAULT_CSS = """
    Note { display: none; margin: 0 0 1 0; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._note = ""

    def show(self, note: str) -> None:
        """Show this; nothing takes no room."""
        self._note = note
        self.display = bool(note)
        self.redraw()

    def lines(self, width: int) -> list[Content]:
        """The note, wrapped."""
        return note_lines(self._note, min(width, WIDEST))
