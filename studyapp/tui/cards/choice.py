"""A choice: options with letters, one to pick or several."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from studyapp.domain.card import Option, Question
from studyapp.domain.grade import Grade, Response
from studyapp.i18n import N_, _
from studyapp.tui.cards.view import CardView, Read, say_incomplete
from studyapp.tui.named_keys import key_now
from studyapp.tui.widgets.pick_list import LETTERS, NOWHERE, PickList


class Options(PickList):
    """The options, one of them under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "tick", N_("Tick"), tooltip=N_("Tick or untick the option"), id="choice.tick"),
    ]

    def __init__(self, options: tuple[Option, ...], several: bool, picked: set[str]) -> None:
        super().__init__(tuple(option.text for option in options))
        self._options = options
        self._several = several
        self.picked = picked
        self._right: frozenset[str] = frozenset()

    def ask(self, options: tuple[Option, ...], several: bool, picked: set[str]) -> None:
        """Offer others."""
        self._options, self._several, self.picked = options, several, picked
        self.offer(tuple(option.text for option in options))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Ticking is for picking several."""
        return self._several if action == "tick" else super().check_action(action, parameters)

    def action_move(self, by: int) -> None:
        """Go up or down; of options of which one is right the one under the cursor is picked."""
        super().action_move(by)
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

    def show_right(self, right: frozenset[str]) -> None:
        """Show which were right."""
        self._right = right
        self.settle()

    def hint(self) -> str:
        """How to pick."""
        check = key_now("choice.check")
        if self._several:
            return _(
                "Several may be right: tick with {tick} or the letter, then {check}.",
                tick=key_now("choice.tick"),
                check=check,
            )
        return _("Pick with its letter or the arrow keys, then {check}.", check=check)

    def head(self, at: int) -> Content:
        """The mark, the letter and the tick."""
        option = self._options[at]
        picked = option.id in self.picked
        box = ("[■]" if picked else "[ ]") if self._several else ("(●)" if picked else "( )")
        if not self.settled:
            mark, style = " ", "$primary"
        elif option.id in self._right:
            mark, style = "✓", "$success"
        else:
            mark, style = ("✗", "$error") if picked else (" ", "$quiet")
        return Content.assemble(
            (f"{mark} ", f"{style} bold"), (f"{LETTERS[at]} ", "$primary bold"), (f"{box} ", style)
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

    def on_pick_list_handed_in(self, event: PickList.HandedIn) -> None:
        """Answer, unless nothing is picked."""
        event.stop()
        if self._options.picked:
            self.hand_in()
        else:
            self.post_message(self.Notice(say_incomplete()))

    def settle(self, grade: Grade | None) -> None:
        """Mark the right ones."""
        expected = grade.parts[self._field.name].expected if grade else ""
        right = expected.split(",") if isinstance(expected, str) else []
        self._options.show_right(frozenset(right))
