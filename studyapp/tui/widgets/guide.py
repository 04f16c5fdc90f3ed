"""Beside a question in a wide terminal: what may be typed, so that nobody wonders."""

from textual.content import Content

from studyapp.domain.card import Question
from studyapp.i18n import N_, _
from studyapp.text.width import pad
from studyapp.tui.widgets.drawn import Drawn, quiet_lines

_NUMBERS = (
    ("42   −3   0.5", N_("numbers")),
    ("7/3   1 1/2   50%", N_("fractions, per cent")),
    ("1e-3   2×10^5", N_("powers of ten")),
    ("(32-5)/2+1   √2", N_("arithmetic")),
    ("k = 7*7; 2k+1", N_("a value named first")),
)
_ARRAYS = (
    ("1, 2, 3", N_("a vector")),
    ("1 2; 3 4", N_("a matrix, rows by ;")),
)
_COLUMN = 20


class Guide(Drawn):
    """A few examples of what can be read."""

    def __init__(self) -> None:
        super().__init__()
        self._question: Question | None = None

    def show(self, question: Question | None) -> None:
        """The examples that help with this question."""
        self._question = question
        self.redraw()

    def lines(self, width: int) -> list[Content]:
        """A heading and the examples, then an empty row; nothing at all where nothing is typed."""
        expected = {field.expect for field in self._question.fields} if self._question else set()
        examples = (_NUMBERS if expected & {"integer", "number", "vector", "matrix"} else ()) + (
            _ARRAYS if expected & {"vector", "matrix"} else ()
        )
        if not examples:
            return []
        lines = [Content.styled(_("You can type"), "$quiet"), Content()]
        for example, what in examples:
            lines.append(Content.assemble((pad(example, _COLUMN), "$code"), (_(what), "$quiet")))
        if self._question and any(field.nullable for field in self._question.fields):
            lines.append(
                Content.assemble((pad("never", _COLUMN), "$code"), (_("where there is none"), "$quiet"))
            )
        hint = _("What cannot be read is told while you type, and costs nothing.")
        return [*lines, Content(), *quiet_lines(hint, width), Content()]
