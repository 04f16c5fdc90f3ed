"""Under a line to type in: what it is read as, where reading stops, and in the end how it was graded."""

from textual.content import Content

from studyapp.domain.card import Field
from studyapp.domain.grade import PartGrade, Status
from studyapp.domain.value import Value
from studyapp.errors import ResponseError
from studyapp.i18n import N_, _, language, sentence
from studyapp.text.numbers import show
from studyapp.text.wrap import wrap
from studyapp.tui.cards.view import Read
from studyapp.tui.widgets.drawn import Drawn, quiet_lines

MARKS = {
    Status.CORRECT: ("✓", N_("right"), "$success"),
    Status.INCORRECT: ("✗", N_("not right"), "$error"),
    Status.IMPRECISE: ("≈", N_("right, but not precise enough"), "$warning"),
    Status.UNREADABLE: ("?", N_("cannot be read"), "$warning"),
    Status.BLANK: ("○", N_("left empty"), "$quiet"),
}
"""How each status is marked: a sign, a word and a colour."""


class ReadAs(Drawn):
    """Under the field: what the text is read as, where reading stops, or in the end how it was graded."""

    def __init__(self, field: Field, read: Read, typed: str) -> None:
        super().__init__()
        self._field = field
        self._read = read
        self._typed = typed
        self._grade: PartGrade | None = None
        self._is_settled = False
        self._is_alone = False

    def ask(self, field: Field, read: Read, typed: str) -> None:
        """Stand below another field."""
        self._field, self._read, self._typed = field, read, typed
        self._grade, self._is_settled = None, False
        self.redraw()

    def take(self, typed: str) -> None:
        """Read this text."""
        self._typed = typed
        self.redraw()

    def settle(self, grade: PartGrade | None, *, alone: bool) -> None:
        """Nothing is typed any more: show how the field was graded, or nothing.

        Of a field that is `alone` only what the verdict on the whole does not say: which elements are right.
        """
        self._grade = grade
        self._is_alone = alone
        self._is_settled = True
        self.redraw()

    def lines(self, width: int) -> list[Content]:
        """One line mostly; an error may take more."""
        if self._is_settled:
            return self._graded(self._grade, width) if self._grade is not None else []
        if not self._typed.strip():
            wanted = self._field.tolerance.say(language())
            return quiet_lines(wanted, width) or [Content()]
        try:
            shown = self._read(self._field.name, self._typed)
        except ResponseError as error:
            return unread(error, self._typed, width)
        if not shown or shown == self._typed:
            return [Content()]
        return [
            Content.assemble((_("read as "), "$quiet"), (row, "$code"))
            if not at
            else Content.styled(row, "$code")
            for at, row in enumerate(wrap(shown, max(8, width - 10)))
        ]

    def _graded(self, grade: PartGrade, width: int) -> list[Content]:
        marks = _element_marks(grade, width)
        if self._is_alone:  # the verdict below says the rest
            return marks
        sign, word, style = MARKS[grade.status]
        said = f"{sign} {_(word)}"
        if grade.followed:
            said += " · " + _("right in what follows from your own value")
        if grade.status is not Status.CORRECT and self._field.expect != "text":
            said += " · " + _("the answer is {answer}", answer=show(grade.expected))
        lines = [Content.styled(line, style) for line in wrap(said, width)]
        return [*lines, *marks]


def unread(error: ResponseError, typed: str, width: int) -> list[Content]:
    """Where reading stopped: a caret below the place, and the sentence."""
    column = max(0, min(error.column - 1, len(typed)))
    caret = Content.styled(" " * Content(typed[:column]).cell_length + "▲", "$warning")
    said = [Content.styled(line, "$warning") for line in wrap(sentence(error), width)]
    return [caret, *said] if caret.cell_length < width else said


def _element_marks(grade: PartGrade, width: int) -> list[Content]:
    """Which elements of a vector or a matrix are right: each value as it was read, with its mark."""
    if not grade.marks or not isinstance(grade.read_as, tuple) or grade.status is Status.CORRECT:
        return []
    rows = list(zip(grade.read_as, grade.marks, strict=False))
    if not isinstance(grade.marks[0], tuple):
        rows = [(grade.read_as, grade.marks)]
    signs = {True: ("✓", "$success"), False: ("✗", "$error"), None: ("○", "$quiet")}
    lines = []
    for values, marks in rows:
        line = Content()
        for value, mark in zip(_row_of(values), _row_of(marks), strict=False):
            sign, style = signs[bool(mark) if mark is not None else None]
            shown = f"{show(value)} " if value is not None else ""
            piece = Content.assemble(shown, (sign, f"{style} bold"))
            if line and line.cell_length + 3 + piece.cell_length > width:
                lines.append(line)
                line = Content()
            line = Content.assemble(line, "   ", piece) if line else piece
        lines.append(line)
    return lines


def _row_of(value: Value) -> tuple[Value, ...]:
    return value if isinstance(value, tuple) else (value,)
