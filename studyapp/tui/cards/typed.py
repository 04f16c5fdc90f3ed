"""Answers that are typed: for each field what it asks, a line to type in, and what it is read as."""

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from studyapp.domain.card import Field, Question
from studyapp.domain.grade import Grade, PartGrade, Response
from studyapp.i18n import N_, _
from studyapp.text.clean import clean
from studyapp.tui.cards.view import CardView, Read, say_incomplete
from studyapp.tui.named_keys import key_now
from studyapp.tui.widgets.one_line import OneLine
from studyapp.tui.widgets.prose import Prose
from studyapp.tui.widgets.read_as import ReadAs

LONGEST = 400
"""Characters of a response; the reading refuses longer ones anyway."""

GAP_AGAIN = N_("This one is still empty. Press {key} once more to hand in without it.")


class AnswerInput(OneLine):
    """A line to type in: foreign characters are cleaned, several pasted lines become rows."""

    is_settled = False
    """Whether it takes no more input."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", N_("Check"), tooltip=N_("Hand the answer in"), id="answer.check"),
    ]

    def validate_value(self, value: str) -> str:
        """Keep what could steer the terminal out of it."""
        return clean(value).replace("\n", " ")[:LONGEST]

    def settle(self) -> None:
        """Take nothing more, and look like a text.

        The keyboard stays here, where it would have to come back to: to move it is to style anew, twice.
        """
        self.is_settled = True
        self.can_focus = False
        self.add_class("-settled")

    def reopen(self, typed: str) -> None:
        """Take input again, with this text in it."""
        self.is_settled = False
        self.can_focus = True
        self.remove_class("-settled")
        with self.prevent(Input.Changed):
            self.value = typed
        self.cursor_position = len(typed)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be done in a settled line."""
        return not self.is_settled

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Letters are commands once nothing is typed."""
        return not self.is_settled and super().check_consume_key(key, character)

    def check_message_enabled(self, message: Message) -> bool:
        """Neither the mouse nor a paste does anything to a settled line."""
        if self.is_settled and isinstance(message, (events.MouseDown, events.Paste)):
            return False
        return super().check_message_enabled(message)

    def _on_key(self, event: events.Key) -> None:  # type: ignore[override]
        if self.is_settled:
            event.prevent_default()  # Input's own handler would type; the screen's bindings follow

    def _on_paste(self, event: events.Paste) -> None:
        # Input keeps the first line only; the lines of a matrix are its rows.
        rows = [row.strip() for row in clean(event.text).splitlines() if row.strip()]
        self.insert_text_at_cursor("; ".join(rows))
        event.stop()
        event.prevent_default()


class FieldRow:
    """One field's widgets. They stand in the view itself: a container for each would only cost time."""

    def __init__(self, field: Field, read: Read, typed: str) -> None:
        self.field = field
        self.prompt = Prose(field.prompt)
        self.prompt.display = bool(field.prompt)
        self.input = AnswerInput(typed, select_on_focus=False)
        self.input.cursor_blink = False  # calm, and nothing to repaint twice a second
        self.read_as = ReadAs(field, read, typed)

    def widgets(self) -> list[Widget]:
        """From above: the prompt, which is hidden where it is empty; the line; its echo."""
        return [self.prompt, self.input, self.read_as]

    def take(self, field: Field, read: Read, typed: str) -> None:
        """Stand for another field."""
        self.field = field
        self.prompt.show(field.prompt)
        self.input.reopen(typed)
        self.read_as.ask(field, read, typed)

    @property
    def typed(self) -> str:
        """What stands there."""
        return self.input.value

    def settle(self, grade: PartGrade | None, *, alone: bool) -> None:
        """Take no more input; say how it was."""
        self.input.settle()
        self.read_as.settle(grade, alone=alone)


class TypedView(CardView):
    """One row for each field; Enter goes to the next empty one, and hands in from the last."""

    DEFAULT_CSS = """
    TypedView {
        & > * { max-width: 84; }
        & AnswerInput, & AnswerInput:focus {
            height: 1; border: none; border-left: outer $faint; padding: 0 1;
            background: $panel; background-tint: $foreground 0%;
        }
        & AnswerInput:focus { border-left: outer $primary; }
        & AnswerInput.-settled, & AnswerInput.-settled:focus {
            border-left: outer $faint; background: $surface; text-style: bold;
            & > .input--cursor { background: $surface; color: $foreground; text-style: bold; }
        }
        & ReadAs { margin: 0 0 1 2; }
    }
    """

    def __init__(self, question: Question, read: Read, typed: Response) -> None:
        super().__init__(question, read, typed)
        self._rows = [FieldRow(field, read, typed.get(field.name, "")) for field in question.fields]
        self._warned: FieldRow | None = None

    def compose(self) -> ComposeResult:
        """The rows."""
        for row in self._rows:
            yield from row.widgets()

    def take(self, question: Question, read: Read, typed: Response) -> bool:
        """As many fields as there were: the same rows do."""
        super().take(question, read, typed)
        if len(question.fields) != len(self._rows):
            return False
        self._warned = None
        for row, field in zip(self._rows, question.fields, strict=True):
            row.take(field, read, typed.get(field.name, ""))
        return True

    @property
    def response(self) -> Response:
        """What stands in the fields, by name."""
        return {row.field.name: row.typed.strip() for row in self._rows}

    def start(self) -> None:
        """Type in the first field that is empty."""
        empty = [row for row in self._rows if not row.typed]
        (empty or self._rows)[0].input.focus()

    @on(Input.Changed)
    def _typed_on(self, event: Input.Changed) -> None:
        event.stop()
        next(row for row in self._rows if row.input is event.input).read_as.take(event.value)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        at = next(i for i, row in enumerate(self._rows) if row.input is event.input)
        following = [row for row in self._rows[at + 1 :] + self._rows[:at] if not row.typed.strip()]
        here = self._rows[at]
        if not here.typed.strip():
            self._left_empty(here, all_empty=len(following) == len(self._rows) - 1)
        elif following:
            following[0].input.focus()
        else:
            self.hand_in()

    def _left_empty(self, row: FieldRow, all_empty: bool) -> None:
        if all_empty:
            self.post_message(self.Notice(say_incomplete()))
        elif self._warned is row:
            self.hand_in()
        else:
            self._warned = row
            self.post_message(self.Notice(_(GAP_AGAIN, key=key_now("answer.check"))))

    def settle(self, grade: Grade | None) -> None:
        """Lock every field and mark it."""
        for row in self._rows:
            row.settle(grade.parts.get(row.field.name) if grade else None, alone=len(self._rows) == 1)
