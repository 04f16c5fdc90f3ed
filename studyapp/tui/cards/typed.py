"""Answers that are typed: one row a field, with what it is read as while one types."""

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input

from studyapp.domain.card import Field, Question
from studyapp.domain.grade import Grade, PartGrade, Response, Status
from studyapp.errors import ResponseError
from studyapp.i18n import N_, _, language, sentence
from studyapp.text.clean import clean
from studyapp.text.numbers import show
from studyapp.text.wrap import wrap
from studyapp.tui.cards.view import INCOMPLETE, CardView, Read
from studyapp.tui.widgets.drawn import Drawn
from studyapp.tui.widgets.prose import Prose

LONGEST = 400
"""Characters of a response; the reading refuses longer ones anyway."""

MARKS = {
    Status.CORRECT: ("✓", N_("right"), "$success"),
    Status.INCORRECT: ("✗", N_("not right"), "$error"),
    Status.IMPRECISE: ("≈", N_("right, but not precise enough"), "$warning"),
    Status.UNREADABLE: ("?", N_("cannot be read"), "$warning"),
    Status.BLANK: ("○", N_("left empty"), "$quiet"),
}
"""How each status is marked: a sign, a word and a colour."""

GAP_AGAIN = N_("This one is still empty. Press Enter once more to hand in without it.")


class AnswerInput(Input):
    """A line to type in: foreign characters are cleaned, several pasted lines become rows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", N_("Check"), tooltip=N_("Hand the answer in"), id="answer.check"),
    ]

    def validate_value(self, value: str) -> str:
        """Keep what could steer the terminal out of it."""
        return clean(value).replace("\n", " ")[:LONGEST]

    def _on_paste(self, event: events.Paste) -> None:
        # Input keeps the first line only; the lines of a matrix are its rows.
        rows = [row.strip() for row in clean(event.text).splitlines() if row.strip()]
        self.insert_text_at_cursor("; ".join(rows))
        event.stop()
        event.prevent_default()


class ReadAs(Drawn):
    """Under the field: what the text is read as, where reading stops, or in the end how it was graded."""

    def __init__(self, field: Field, read: Read) -> None:
        super().__init__(classes="read-as")
        self._field = field
        self._read = read
        self._typed = ""
        self._grade: PartGrade | None = None

    def take(self, typed: str) -> None:
        """Read this text."""
        self._typed = typed
        self.redraw()

    def mark(self, grade: PartGrade) -> None:
        """Show how the field was graded."""
        self._grade = grade
        self.redraw()

    def lines(self, width: int) -> list[Content]:
        """One line mostly; an error may take more."""
        if self._grade is not None:
            return self._graded(self._grade, width)
        if not self._typed.strip():
            wanted = self._field.tolerance.say(language())
            return [Content.styled(line, "$quiet") for line in wrap(wanted, width)] or [Content()]
        try:
            shown = self._read(self._field.name, self._typed)
        except ResponseError as error:
            return _unread(error, self._typed, width)
        if not shown or shown == self._typed:
            return [Content()]
        return [
            Content.assemble((_("read as "), "$quiet"), (row, "$code"))
            if not at
            else Content.styled(row, "$code")
            for at, row in enumerate(wrap(shown, max(8, width - 10)))
        ]

    def _graded(self, grade: PartGrade, width: int) -> list[Content]:
        sign, word, style = MARKS[grade.status]
        said = f"{sign} {_(word)}"
        if grade.followed:
            said += " · " + _("right in what follows from your own value")
        if grade.status is not Status.CORRECT and self._field.expect != "text":
            said += " · " + _("the answer is {answer}", answer=show(grade.expected))
        lines = [Content.styled(line, style) for line in wrap(said, width)]
        return [*lines, *_element_marks(grade)]


def _unread(error: ResponseError, typed: str, width: int) -> list[Content]:
    """Where reading stopped: a caret below the place, and the sentence."""
    column = max(0, min(error.column - 1, len(typed)))
    caret = Content.styled(" " * Content(typed[:column]).cell_length + "▲", "$warning")
    said = [Content.styled(line, "$warning") for line in wrap(sentence(error), width)]
    return [caret, *said] if caret.cell_length < width else said


def _element_marks(grade: PartGrade) -> list[Content]:
    """Which elements of a vector or rows of a matrix are right."""
    if not grade.marks:
        return []
    rows = grade.marks if isinstance(grade.marks[0], tuple) else (grade.marks,)
    signs = {True: ("✓", "$success"), False: ("✗", "$error"), None: ("○", "$quiet")}
    return [
        Content.assemble(*(part for mark in row for part in (signs[mark], (" ", ""))))  # type: ignore[index]
        for row in rows
        if isinstance(row, tuple)
    ]


class FieldRow(Vertical):
    """A field: what it asks, the line to type in, what it is read as."""

    DEFAULT_CSS = """
    FieldRow {
        height: auto; margin: 0 0 1 0; max-width: 84;
        & > Prose { margin: 0 0 0 0; }
        & > Horizontal { height: 1; }
        & .prompt-sign { width: 2; color: $primary; text-style: bold; }
        & AnswerInput, & AnswerInput:focus {
            border: none; height: 1; padding: 0; background: $panel; background-tint: $foreground 0%;
        }
        & AnswerInput:disabled { background: $surface; }
        & .read-as { margin: 0 0 0 2; min-height: 1; }
    }
    """

    def __init__(self, field: Field, read: Read, typed: str) -> None:
        super().__init__()
        self.field = field
        self.input = AnswerInput(typed, select_on_focus=False)
        self.input.cursor_blink = False  # calm, and nothing to repaint twice a second
        self._read_as = ReadAs(field, read)
        self._read_as.take(typed)

    def compose(self) -> ComposeResult:
        """The prompt where there is one, the line, and its echo."""
        if self.field.prompt:
            yield Prose(self.field.prompt)
        with Horizontal():
            yield Sign()
            yield self.input
        yield self._read_as

    @on(Input.Changed)
    def _read_it(self, event: Input.Changed) -> None:
        self._read_as.take(event.value)

    @property
    def typed(self) -> str:
        """What stands there."""
        return self.input.value

    def settle(self, grade: PartGrade | None) -> None:
        """Take no more input; say how it was."""
        self.input.disabled = True
        self._read_as.display = grade is not None
        if grade is not None:
            self._read_as.mark(grade)


class Sign(Drawn):
    """The sign before a line to type in."""

    def __init__(self) -> None:
        super().__init__(classes="prompt-sign")

    def lines(self, width: int) -> list[Content]:
        """Only that."""
        return [Content("›")]


class TypedView(CardView):
    """One row for each field; Enter goes to the next empty one, and hands in from the last."""

    def __init__(self, question: Question, read: Read, typed: Response) -> None:
        super().__init__(question, read, typed)
        self._rows = [FieldRow(field, read, typed.get(field.name, "")) for field in question.fields]
        self._warned: FieldRow | None = None

    def compose(self) -> ComposeResult:
        """The rows."""
        yield from self._rows

    @property
    def response(self) -> Response:
        """What stands in the fields, by name."""
        return {row.field.name: row.typed.strip() for row in self._rows}

    def start(self) -> None:
        """Type in the first field that is empty."""
        empty = [row for row in self._rows if not row.typed]
        (empty or self._rows)[0].input.focus()

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
            self.post_message(self.Notice(_(INCOMPLETE)))
        elif self._warned is row:
            self.hand_in()
        else:
            self._warned = row
            self.post_message(self.Notice(_(GAP_AGAIN)))

    def settle(self, grade: Grade | None) -> None:
        """Lock every field and mark it."""
        several = grade is not None and len(self._rows) > 1  # of one alone the verdict says it all
        for row in self._rows:
            row.settle(grade.parts.get(row.field.name) if grade and several else None)
