"""The palette: any action, place, concept, demonstration or card by its name."""

from collections.abc import Sequence
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input

from studyapp.i18n import N_, _
from studyapp.text.clean import clean
from studyapp.text.width import cut, pad
from studyapp.text.width import width as columns_of
from studyapp.tui.commands.command import Command, Source, words_of
from studyapp.tui.widgets.long_list import LongList
from studyapp.tui.widgets.one_line import OneLine

NOTHING = N_("Nothing of that name works here.")
_LEAST_ABOUT = 12


class PaletteLine(OneLine):
    """Where one types; the arrows go to the list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "screen.move(1)", show=False),
        Binding("up", "screen.move(-1)", show=False),
        Binding("pagedown", "screen.turn(1)", show=False),
        Binding("pageup", "screen.turn(-1)", show=False),
    ]

    def validate_value(self, value: str) -> str:
        """Keep what could steer the terminal out of it."""
        return clean(value).replace("\n", " ")[:100]


class Palette(ModalScreen["Command | None"]):
    """Dismissed with what was chosen."""

    AUTO_FOCUS = "PaletteLine"
    CSS_PATH: ClassVar = ["palette.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", N_("Back"), show=False),
    ]

    class Prepared(Message):
        """What took its time to load is there."""

    def __init__(self, sources: Sequence[Source], recent: Sequence[Command] = ()) -> None:
        """`recent` are the commands chosen last, the latest first; they are offered before all others."""
        super().__init__()
        self._sources = sources
        self._recent = recent
        self._line = PaletteLine(placeholder=_("What would you like to do?"), select_on_focus=False)
        self._line.cursor_blink = False
        self._list = LongList(self._row)
        self._list.can_focus = False
        self._commands: Sequence[Command] = ()
        self.is_prepared = False
        """Whether all that there is can be found."""

    def compose(self) -> ComposeResult:
        """The line above what it finds."""
        with Vertical():
            yield self._line
            yield self._list

    def on_mount(self) -> None:
        """Offer what works, and load the rest."""
        self._look_for("")
        self._prepare()

    @work(thread=True, exclusive=True, group="prepare", exit_on_error=False)
    def _prepare(self) -> None:
        for source in reversed(self._sources):  # what is found most often takes the least time
            source.prepare()
        self.post_message(self.Prepared())

    def on_palette_prepared(self, event: Prepared) -> None:
        """Now more may be found."""
        event.stop()
        self.is_prepared = True
        if self._line.value:
            self._look_for(self._line.value)

    def on_input_changed(self, event: Input.Changed) -> None:
        """At each key."""
        event.stop()
        self._look_for(event.value)

    def _look_for(self, typed: str) -> None:
        words = words_of(typed)
        found = (
            [command for source in self._sources for command in source.find(words)]
            if words
            else [*self._recent, *(command for source in self._sources for command in source.offered())]
        )
        self._commands = _each_once(found)
        self._list.show(max(1, len(self._commands)))

    def _row(self, row: int, width: int) -> Content:
        """The label, a sentence as far as there is room, and the key or the kind."""
        if not self._commands:
            return Content.styled(f" {_(NOTHING)}", "$quiet")
        command = self._commands[row]
        tag = f"  {command.tag} "
        room = max(8, width - columns_of(tag) - 1)
        label = cut(clean(command.label), room)
        left = room - columns_of(label) - 3
        about = cut(clean(command.about), left) if left >= _LEAST_ABOUT else ""
        told = Content.assemble(" ", label, (f"   {about}" if about else "", "$quiet"))
        return Content.assemble(
            told, pad("", max(0, width - told.cell_length - columns_of(tag))), (tag, "$accent")
        )

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Do what the cursor stands on."""
        event.stop()
        self._choose()

    def on_long_list_moved(self, event: LongList.Moved) -> None:
        """Nothing depends on where the cursor stands."""
        event.stop()

    def on_long_list_chosen(self, event: LongList.Chosen) -> None:
        """A click on the row under the cursor."""
        event.stop()
        self._choose()

    def _choose(self) -> None:
        self.dismiss(self._commands[self._list.cursor] if self._commands else None)

    def action_move(self, by: int) -> None:
        """Up or down by so many rows."""
        self._list.action_move(by)

    def action_turn(self, pages: int) -> None:
        """Up or down by so many pages."""
        self._list.action_turn(pages)

    def action_leave(self) -> None:
        """Do nothing."""
        self.dismiss(None)


def _each_once(commands: Sequence[Command]) -> list[Command]:
    """Each by its id, and what has the same name and sentence only once: a place that is a key here, too."""
    found: dict[tuple[str, str], Command] = {}
    ids: set[str] = set()
    for command in commands:
        if command.id not in ids:
            ids.add(command.id)
            found.setdefault((command.label, command.about), command)
    return list(found.values())
