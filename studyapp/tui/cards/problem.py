"""A problem: a line to type in for each part that is asked, and a scratch line to calculate on."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input

from studyapp.domain.card import Question
from studyapp.domain.grade import Grade, Response
from studyapp.engine.response.notes import Notes
from studyapp.engine.response.reading import read_response
from studyapp.errors import ResponseError
from studyapp.i18n import N_, _
from studyapp.text.numbers import show
from studyapp.text.wrap import wrap
from studyapp.tui.cards.typed import AnswerInput, TypedView
from studyapp.tui.cards.view import Read
from studyapp.tui.widgets.drawn import Drawn
from studyapp.tui.widgets.read_as import unread

ON_SCRATCH = N_("Scratch: k = 7*7 keeps a value for your answers; 12*8 is only worked out.")


class Scratch(Drawn):
    """What the scratch line keeps, and what its last line came to."""

    def __init__(self) -> None:
        super().__init__()
        self.notes = Notes()
        self._last = ""
        self._error: tuple[ResponseError, str] | None = None

    def take(self, line: str) -> bool:
        """Work a line; False where it cannot be read, and why is shown."""
        self._last, self._error = "", None
        try:
            kept = self.notes.noting(line)
            if kept is self.notes:
                self._last = f"{line} = {read_response(self.notes.before(line)).shown}"
            self.notes = kept
        except ResponseError as error:
            self._error = (error, line)
        self.redraw()
        return self._error is None

    def clear(self) -> None:
        """Keep nothing any more."""
        self.notes, self._last, self._error = Notes(), "", None
        self.redraw()

    def lines(self, width: int) -> list[Content]:
        """The named values, then the last line's value or where it could not be read."""
        kept = " · ".join(f"{name} = {show(value)}" for name, value in self.notes.values.items())
        lines = [Content.styled(row, "$code") for row in wrap(kept, width)] if kept else []
        if self._error is not None:
            return [*unread(*self._error, width), *lines]
        if self._last:
            return [*(Content.styled(row, "$code") for row in wrap(self._last, width)), *lines]
        return lines or [Content.styled(row, "$quiet") for row in wrap(_(ON_SCRATCH), width)]


class ScratchInput(AnswerInput):
    """The line itself."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", N_("Work out"), tooltip=N_("Work the line out"), id="scratch.work"),
    ]


class ProblemView(TypedView):
    """The fields, and below them the scratch line once it was asked for."""

    DEFAULT_CSS = """
    ProblemView {
        & Scratch { margin: 0 0 1 2; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f6,ctrl+o", "scratch", N_("Scratch"), tooltip=N_("A line to calculate on and keep values"),
            id="answer.scratch",
        ),
    ]  # fmt: skip

    def __init__(self, question: Question, read: Read, typed: Response) -> None:
        super().__init__(question, self._with_notes(read), typed)
        self._scratch = Scratch()
        self._line = ScratchInput(select_on_focus=False)
        self._line.cursor_blink = False
        self._put_away()

    def compose(self) -> ComposeResult:
        """The rows, then the scratch line."""
        yield from super().compose()
        yield self._line
        yield self._scratch

    def take(self, question: Question, read: Read, typed: Response) -> bool:
        """Another problem begins with an empty scratch line."""
        if not super().take(question, self._with_notes(read), typed):
            return False
        self._scratch.clear()
        self._put_away()
        return True

    @property
    def response(self) -> Response:
        """What stands in the fields, each with the kept values that it needs."""
        return {name: self._scratch.notes.before(typed) for name, typed in super().response.items()}

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is nothing to calculate for any more once it is answered."""
        return action != "scratch" or not self._rows[0].input.is_settled

    def action_scratch(self) -> None:
        """To the scratch line, and from it back to the answer."""
        if self._line.has_focus:
            self.start()
            return
        self._line.display = self._scratch.display = True
        self._line.focus()

    @on(Input.Submitted, "ScratchInput")
    def _worked(self, event: Input.Submitted) -> None:
        event.stop()
        event.prevent_default()  # the fields' own handler is not meant
        if not event.value.strip():
            self.start()
        elif self._scratch.take(event.value.strip()):
            self._line.value = ""
            for row in self._rows:
                row.read_as.redraw()  # a name may have become readable

    @on(Input.Changed, "ScratchInput")
    def _jotted(self, event: Input.Changed) -> None:
        event.stop()
        event.prevent_default()

    def settle(self, grade: Grade | None) -> None:
        """Lock the fields; what was kept stays in sight, an empty scratch line goes."""
        super().settle(grade)
        if self.screen.focused is self._line:
            self.screen.set_focus(None)
        self._line.display = False
        self._scratch.display = bool(self._scratch.notes.values)

    def _put_away(self) -> None:
        self._line.value = ""
        self._line.display = self._scratch.display = False

    def _with_notes(self, read: Read) -> Read:
        """Reads a field with the kept values in front; columns are those of what was typed."""

        def reading(field: str, typed: str) -> str:
            whole = self._scratch.notes.before(typed)
            try:
                return read(field, whole)
            except ResponseError as error:
                error.column = max(1, error.column - (len(whole) - len(typed)))
                raise

        return reading


View = ProblemView
