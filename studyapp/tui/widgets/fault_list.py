"""Faults of a pack where they are: the place, and the sentence."""

from collections.abc import Sequence

from textual.content import Content

from studyapp.domain.pack import Fault
from studyapp.text.clean import clean
from studyapp.text.wrap import wrap
from studyapp.tui.widgets.drawn import Drawn
from studyapp.tui.widgets.prose import WIDEST

_INDENT = 2


class FaultList(Drawn):
    """Faults one below the other, and a remark on what follows."""

    DEFAULT_CSS = """
    FaultList { margin: 0 0 1 0; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._faults: Sequence[Fault] = ()
        self._remark = ""
        self.display = False

    def show(self, faults: Sequence[Fault], remark: str = "") -> None:
        """Show these, or nothing at all; `remark` is in the language spoken now."""
        self._faults, self._remark = faults, remark
        self.display = bool(faults or remark)
        self.redraw()

    def lines(self, width: int) -> list[Content]:
        """For each the place in one colour, below it what is wrong."""
        room = min(width, WIDEST)
        lines = [line for fault in self._faults for line in told_fault(fault, room)]
        remark = wrap(clean(self._remark), room) if self._remark else []
        return [*lines, *(Content.styled(line, "$quiet italic") for line in remark)]


def told_fault(fault: Fault, width: int) -> list[Content]:
    """The place of a fault, and below it what is wrong."""
    sign, style = ("!", "$warning") if fault.warning else ("✗", "$error")
    room = max(8, width - _INDENT)
    head = [
        Content.assemble((f"{sign} " if not at else "  ", style), (row, f"{style} bold"))
        for at, row in enumerate(wrap(clean(fault.place), room))
    ]
    return [*head, *(Content(" " * _INDENT + row) for row in wrap(clean(fault.say_with_path()), room))]
