"""A line in which one types what is looked for, with what its last word may become."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from studyapp.i18n import N_, _
from studyapp.text.clean import clean
from studyapp.tui.widgets.one_line import OneLine

LONGEST = 400
"""Characters of a line."""


class SearchLine(OneLine):
    """Tells at each key what stands in it; Tab completes the word."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,down,escape", "leave", N_("To the list"),
                tooltip=N_("From the search to what it found"), id="search.leave"),
        Binding("tab", "complete", N_("Complete"), tooltip=N_("The first of the words offered"),
                id="search.complete"),
    ]  # fmt: skip
    DEFAULT_CSS = """
    SearchLine, SearchLine:focus {
        height: 1; border: none; border-left: outer $faint; padding: 0 1; margin: 0 1;
        background: $panel; background-tint: $foreground 0%;
    }
    SearchLine:focus { border-left: outer $primary; }
    """

    class Left(Message):
        """The keys go to the list from now on."""

    def __init__(self, value: str, hint: str, complete: Callable[[str], Sequence[str]]) -> None:
        """`hint` stands there while it is empty; `complete` gives the lines that this one may become."""
        super().__init__(value, placeholder=_(hint), select_on_focus=False)
        self.cursor_blink = False
        self._hint = hint
        self._complete = complete

    def respeak(self) -> None:
        """The hint in the language spoken now."""
        self.placeholder = _(self._hint)

    def validate_value(self, value: str) -> str:
        """Keep what could steer the terminal out of it, and the key that leads here, pressed once more."""
        return clean(value).replace("\n", " ").removeprefix("/")[:LONGEST]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A word is completed where that can be."""
        if action == "complete":
            return bool(self._complete(self.value))
        return True

    def action_leave(self) -> None:
        """To the list."""
        self.post_message(self.Left())

    def action_complete(self) -> None:
        """The first of the words offered."""
        lines = self._complete(self.value)
        if lines:
            self.value = lines[0]
            self.cursor_position = len(self.value)
