"""The knobs of a demonstration: which one is held, and what each is set to."""

from textual import events
from textual.content import Content
from textual.message import Message

from studyapp.engine.demo import Demo
from studyapp.i18n import _, language
from studyapp.text.numbers import show
from studyapp.text.width import cut, pad
from studyapp.tui.widgets.drawn import Drawn

_CELL = 38
_VALUE = 9


class KnobPanel(Drawn):
    """A cell for each knob, in as many columns as there is room for."""

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

    def lines(self, width: int) -> list[Content]:
        """The cells row by row."""
        knobs = self.demo.knobs()
        columns = max(1, width // _CELL)
        cells = [self._cell(at) for at in range(len(knobs))]
        return [Content("").join(cells[at : at + columns]) for at in range(0, len(cells), columns)]

    def _cell(self, at: int) -> Content:
        knob = self.demo.knobs()[at]
        value = getattr(self.demo, knob.name)
        shown = (_("on") if value else _("off")) if knob.kind is bool else show(value)
        held = at == self.held
        name = pad(cut(knob.say.say(language()), _CELL - _VALUE - 9), _CELL - _VALUE - 8)
        return Content.assemble(
            ("▸ " if held else "  ", "$accent bold"),
            (name, "bold" if held else "$quiet"),
            ("◂ " if held else "  ", "$accent"),
            (pad(shown, _VALUE, "center"), "bold" if held else ""),
            (" ▸" if held else "  ", "$accent"),
            "  ",
        )

    def on_click(self, event: events.Click) -> None:
        """Hold the knob under the mouse; at its arrows, turn it."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        columns = max(1, self.content_size.width // _CELL)
        at = offset.y * columns + offset.x // _CELL
        if at < len(self.demo.knobs()) and offset.x // _CELL < columns:
            self.held = at
            self.redraw()
            within = offset.x % _CELL
            arrows = _CELL - _VALUE - 6
            if within >= arrows:
                turns = -1 if within < arrows + 2 + _VALUE // 2 else 1
                self.post_message(self.Turned(self.held_name, turns))
