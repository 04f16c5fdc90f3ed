"""A choice: options with letters, one to pick or several."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from studyapp.domain.card import Option, Question
from studyapp.domain.grade import Grade, Response
from studyapp.i18n import N_, _
from studyapp.text.wrap import wrap
from studyapp.tui.cards.view import INCOMPLETE, CardView, Read
from studyapp.tui.widgets.drawn import Drawn
from studyapp.tui.widgets.prose import prose

_LETTERS = "abcdefgh"
NOWHERE = -1
"""Where the cursor is at first: an Enter too many must not answer."""


class Options(Drawn, can_focus=True):
    """The options, one of them under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", N_("Up"), show=False, tooltip=N_("The option above"), id="choice.up"),
        Binding("down", "move(1)", N_("Down"), show=False, tooltip=N_("The option below"), id="choice.down"),
        Binding("space", "tick", N_("Tick"), tooltip=N_("Tick or untick the option"), id="choice.tick"),
        Binding("enter", "hand_in", N_("Check"), tooltip=N_("Hand the answer in"), id="choice.check"),
        *(
            Binding(f"{letter},{at + 1}", f"pick({at})", show=False)
            for at, letter in enumerate(_LETTERS)
        ),
    ]  # fmt: skip
    DEFAULT_CSS = """
    Options { max-width: 84; margin: 0 0 1 0; }
    """

    class HandedIn(Message):
        """Enter was pressed."""

    cursor = reactive(NOWHERE)

    def __init__(self, options: tuple[Option, ...], several: bool, picked: set[str]) -> None:
        super().__init__()
        self._options = options
        self._several = several
        self.picked = picked
        self._right: frozenset[str] | None = None
        self._rows: list[int] = []
        """Which option each row belongs to."""

    def ask(self, options: tuple[Option, ...], several: bool, picked: set[str]) -> None:
        """Offer others."""
        self._options, self._several, self.picked = options, several, picked
        self._right = None
        self.can_focus = True
        self.cursor = NOWHERE
        self.redraw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Ticking is for picking several."""
        if action == "pick":
            return isinstance(parameters[0], int) and parameters[0] < len(self._options)
        return self._several if action == "tick" else True

    def watch_cursor(self) -> None:
        """Draw it where it is now."""
        self.redraw()

    def action_move(self, by: int) -> None:
        """Go up or down, round the ends."""
        start = self.cursor if self.cursor != NOWHERE or by > 0 else 0
        self.cursor = (start + by) % len(self._options)
        if not self._several:
            self.picked = {self._options[self.cursor].id}
            self.redraw()

    def action_pick(self, at: int) -> None:
        """Go to an option; picked again it is handed in, or ticked where several may be right."""
        option = self._options[at].id
        again = self.cursor == at and option in self.picked
        self.cursor = at
        if self._several:
            self.action_tick()
        elif again:
            self.action_hand_in()
        else:
            self.picked = {option}
            self.redraw()

    def action_tick(self) -> None:
        """Tick the option under the cursor, or untick it."""
        if self.cursor == NOWHERE:
            self.cursor = 0
        self.picked = self.picked ^ {self._options[self.cursor].id}
        self.redraw()

    def action_hand_in(self) -> None:
        """Done."""
        self.post_message(self.HandedIn())

    def on_click(self, event: events.Click) -> None:
        """Pick what is clicked; a second click hands it in."""
        offset = event.get_content_offset(self)
        if self._right is None and offset is not None and offset.y < len(self._rows):
            self.action_pick(self._rows[offset.y])

    def settle(self, right: frozenset[str]) -> None:
        """Show which were right."""
        self._right = right
        self.can_focus = False
        self.redraw()

    def lines(self, width: int) -> list[Content]:
        """Each option with its letter, its tick and, in the end, its mark."""
        drawn: list[Content] = []
        self._rows = []
        for at, option in enumerate(self._options):
            here = at == self.cursor and self._right is None
            head = self._head(at, option)
            rows = prose(option.text, width - head.cell_length) or [Content()]
            for row_at, row in enumerate(rows):
                line = (head if row_at == 0 else Content(" " * head.cell_length)) + row
                if here:
                    line = line.pad_right(max(0, width - line.cell_length)).stylize_before(
                        "$block-cursor-foreground on $block-cursor-background"
                    )
                drawn.append(line)
                self._rows.append(at)
        if self._right is None:
            several = _("Several may be right: tick with Space or the letter, then Enter.")
            hint = several if self._several else _("Pick with its letter or the arrow keys, then Enter.")
            drawn += [Content(), *(Content.styled(line, "$quiet") for line in wrap(hint, width))]
        return drawn

    def _head(self, at: int, option: Option) -> Content:
        picked = option.id in self.picked
        box = ("[■]" if picked else "[ ]") if self._several else ("(●)" if picked else "( )")
        if self._right is None:
            mark, style = " ", "$primary"
        elif option.id in self._right:
            mark, style = "✓", "$success"
        else:
            mark, style = ("✗", "$error") if picked else (" ", "$quiet")
        return Content.assemble(
            (f"{mark} ", f"{style} bold"), (f"{_LETTERS[at]} ", "$primary bold"), (f"{box} ", style)
        )


class View(CardView):
    """Pick with letters, digits, arrows or the mouse; Enter hands in."""

    def __init__(self, question: Question, read: Read, typed: Response) -> None:
        super().__init__(question, read, typed)
        self._field = question.fields[0]
        self._options = Options(*self._offered())

    def take(self, question: Question, read: Read, typed: Response) -> bool:
        """Other options, the same list."""
        super().take(question, read, typed)
        self._field = question.fields[0]
        self._options.ask(*self._offered())
        return True

    def _offered(self) -> tuple[tuple[Option, ...], bool, set[str]]:
        """The options, whether several may be picked, and which are."""
        picked = {pick for pick in self.typed.get(self._field.name, "").split(",") if pick}
        return self._field.options, self._field.expect == "options", picked

    def compose(self) -> ComposeResult:
        """The options."""
        yield self._options

    @property
    def response(self) -> Response:
        """The ids of what is picked."""
        order = [option.id for option in self._field.options]
        return {self._field.name: ",".join(pick for pick in order if pick in self._options.picked)}

    def start(self) -> None:
        """Take the arrow keys and letters."""
        self._options.focus()

    def on_options_handed_in(self, event: Options.HandedIn) -> None:
        """Answer, unless nothing is picked."""
        event.stop()
        if self._options.picked:
            self.hand_in()
        else:
            self.post_message(self.Notice(_(INCOMPLETE)))

    def settle(self, grade: Grade | None) -> None:
        """Mark the right ones."""
        expected = grade.parts[self._field.name].expected if grade else ""
        right = expected.split(",") if isinstance(expected, str) else []
        self._options.settle(frozenset(right))
