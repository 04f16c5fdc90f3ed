"""The knobs of a demonstration: which one is held, and what each is set to."""

from textual import events
from textual.content import Content
from textual.message import Message

from studyapp.engine.demo import Demo
from studyapp.i18n import language
from studyapp.text.width import cut, pad
from studyapp.text.width import width as columns_of
from studyapp.tui.widgets.drawn import Drawn

_VALUE, _WIDEST_VALUE = 9, 16
_AROUND = 6
"""Columns of a cell beside its name and its value: the mark at the left and the two arrows."""
_GAP = 2
_IDLE = "–"
"""In place of a value that changes nothing now."""


class KnobPanel(Drawn):
    """A cell for each knob, two beside each other where all their names have room."""

    ALLOW_SELECT = False

    class Turned(Message):
        """A knob was clicked at its left or right arrow."""

        def __init__(self, name: str, turns: int) -> None:
            super().__init__()
            self.knob = name
            self.turns = turns

    def __init__(self, demo: Demo) -> None:
        super().__init__()
        self.demo = demo
        self.held = 0
        self._value = _VALUE
        self._names: list[int] = [0]
        """How wide the names are, column by column."""

    def show(self, demo: Demo) -> None:
        """The knobs as they are set now."""
        self.demo = demo
        self.redraw()

    def hold(self, by: int) -> None:
        """Go to the next knob, or the one before."""
        self.held = (self.held + by) % len(self.demo.knobs())
        self.redraw()

    @property
    def held_name(self) -> str:
        """The knob that the arrow keys turn."""
        return self.demo.knobs()[self.held].name

    @property
    def held_row(self) -> int:
        """The row that it stands in."""
        return self.held // len(self._names)

    def lines(self, width: int) -> list[Content]:
        """The cells row by row."""
        names = [knob.say.say(language()) for knob in self.demo.knobs()]
        self._value = _room_for_values(self.demo)
        self._names = _columns(names, width, self._value)
        count = len(self._names)
        cells = [self._cell(at, name, self._names[at % count]) for at, name in enumerate(names)]
        gap = Content(" " * _GAP)
        return [gap.join(cells[at : at + count]) for at in range(0, len(cells), count)]

    def _cell(self, at: int, name: str, room: int) -> Content:
        knob = self.demo.knobs()[at]
        idle = knob.name in self.demo.idle_knobs
        shown = _IDLE if idle else cut(knob.said(getattr(self.demo, knob.name)), self._value)
        held = at == self.held
        return Content.assemble(
            ("▸ " if held else "  ", "$accent bold"),
            (pad(cut(name, room), room), "bold" if held else "$quiet"),
            (" ◂" if held else "  ", "$accent"),
            (pad(shown, self._value, "center"), "$quiet" if idle else "bold" if held else ""),
            ("▸ " if held else "  ", "$accent"),
        )

    def on_click(self, event: events.Click) -> None:
        """Hold the knob under the mouse; at its arrows, turn it."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        within = offset.x
        for column, room in enumerate(self._names):
            at = offset.y * len(self._names) + column
            if 0 <= within < room + _AROUND + self._value and at < len(self.demo.knobs()):
                self.held = at
                self.redraw()
                if within >= room + 2:
                    turns = -1 if within < room + 4 + self._value // 2 else 1
                    self.post_message(self.Turned(self.held_name, turns))
                return
            within -= room + _AROUND + self._value + _GAP


def _room_for_values(demo: Demo) -> int:
    """Columns for a value: more where there is to choose between longer names."""
    longest = max((columns_of(knob.said(name)) for knob in demo.knobs() for name in knob.names), default=0)
    return max(_VALUE, min(longest, _WIDEST_VALUE))


def _columns(names: list[str], width: int, value: int) -> list[int]:
    """How wide the names are in each column: two columns if no name must be cut for that, else one."""
    widths = [columns_of(name) for name in names]
    around = _AROUND + value
    two = [max(widths[::2], default=0), max(widths[1::2], default=0)]
    if len(names) > 1 and sum(two) + 2 * around + _GAP <= width:
        return two
    return [max(1, min(max(widths, default=1), width - around))]
