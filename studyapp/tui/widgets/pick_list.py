"""A list whose entries have letters, with a cursor: what choosing, ordering and matching have in common."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from studyapp.domain.text import Text
from studyapp.i18n import N_
from studyapp.tui.widgets.drawn import Drawn, quiet_lines
from studyapp.tui.widgets.prose import prose

LETTERS = "abcdefgh"
NOWHERE = -1
"""Where the cursor is at first: an Enter too many must not answer."""


class PickList(Drawn, can_focus=True):
    """Entries to pick by letter, digit, arrow keys or mouse; subclasses say what picking does."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", N_("Up"), show=False, tooltip=N_("The option above"), id="choice.up"),
        Binding("down", "move(1)", N_("Down"), show=False, tooltip=N_("The option below"), id="choice.down"),
        Binding("enter", "hand_in", N_("Check"), tooltip=N_("Hand the answer in"), id="choice.check"),
        *(
            Binding(f"{letter},{at + 1}", f"pick({at})", show=False)
            for at, letter in enumerate(LETTERS)
        ),
    ]  # fmt: skip
    DEFAULT_CSS = """
    PickList { max-width: 84; margin: 0 0 1 0; }
    """

    class HandedIn(Message):
        """Enter was pressed."""

    cursor = reactive(NOWHERE)

    def __init__(self, entries: tuple[Text, ...]) -> None:
        super().__init__()
        self.entries = entries
        self.settled = False
        self._rows: list[int] = []
        """Which entry each row belongs to."""

    def offer(self, entries: tuple[Text, ...]) -> None:
        """Offer others."""
        self.entries = entries
        self.settled = False
        self.can_focus = True
        self.cursor = NOWHERE
        self.redraw()

    def settle(self) -> None:
        """Take no more input, and show how it was."""
        self.settled = True
        self.can_focus = False
        if self.screen.focused is self:
            self.screen.set_focus(None)
        self.redraw()

    def head(self, at: int) -> Content:
        """What stands before an entry."""
        raise NotImplementedError

    def hint(self) -> str:
        """How to answer, in a sentence."""
        raise NotImplementedError

    def below(self, width: int) -> list[Content]:
        """What stands below the entries."""
        return []

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There are no more letters than entries."""
        if action == "pick":
            return isinstance(parameters[0], int) and parameters[0] < self.letters_in_use
        return True

    @property
    def letters_in_use(self) -> int:
        """How many letters pick something."""
        return len(self.entries)

    def watch_cursor(self) -> None:
        """Draw it where it is now."""
        self.redraw()

    def action_move(self, by: int) -> None:
        """Go up or down, round the ends."""
        start = self.cursor if self.cursor != NOWHERE or by > 0 else 0
        self.cursor = (start + by) % len(self.entries)

    def action_pick(self, at: int) -> None:
        """Pick an entry by its letter."""
        raise NotImplementedError

    def action_hand_in(self) -> None:
        """Done."""
        self.post_message(self.HandedIn())

    def on_click(self, event: events.Click) -> None:
        """Pick what is clicked."""
        offset = event.get_content_offset(self)
        if not self.settled and offset is not None and offset.y < len(self._rows):
            self.action_pick(self._rows[offset.y])

    def lines(self, width: int) -> list[Content]:
        """Each entry with its head, what stands below, and how to answer."""
        drawn: list[Content] = []
        self._rows = []
        for at, text in enumerate(self.entries):
            here = at == self.cursor and not self.settled
            head = self.head(at)
            rows = prose(text, width - head.cell_length) or [Content()]
            for row_at, row in enumerate(rows):
                line = (head if row_at == 0 else Content(" " * head.cell_length)) + row
                if here and row_at == 0:
                    line = Content("▸") + line[1:]  # it shows without colour, too
                if here:
                    line = line.pad_right(max(0, width - line.cell_length)).stylize_before(
                        "$block-cursor-foreground on $block-cursor-background"
                    )
                drawn.append(line)
                self._rows.append(at)
        drawn += self.below(width)
        if not self.settled:
            drawn += [Content(), *quiet_lines(self.hint(), width)]
        return drawn
