"""The presets of a demonstration: each with the number that sets it, the one in force pointed out."""

from textual import events
from textual.content import Content
from textual.message import Message

from studyapp.engine.demo import Demo
from studyapp.i18n import language
from studyapp.text.width import cut
from studyapp.text.width import width as columns_of
from studyapp.tui.widgets.drawn import Drawn

_GAP = 3
_INDENT = 2


class PresetBar(Drawn):
    """As many beside each other as the width takes."""

    ALLOW_SELECT = False

    class Chosen(Message):
        """A preset was clicked."""

        def __init__(self, at: int) -> None:
            super().__init__()
            self.at = at

    def __init__(self, demo: Demo) -> None:
        super().__init__()
        self.demo = demo
        self._rows: list[list[tuple[int, range]]] = []
        """Which preset stands in which columns, row by row."""

    def show(self, demo: Demo) -> None:
        """The knobs as they are set now."""
        self.demo = demo
        self.redraw()

    @property
    def at(self) -> int | None:
        """Which preset the knobs stand at."""
        return next((at for at in range(len(self.demo.presets)) if self._is_set_to(at)), None)

    def lines(self, width: int) -> list[Content]:
        """The numbers and names."""
        self._rows = []
        drawn: list[list[tuple[str, str]]] = []
        taken = width
        for at, preset in enumerate(self.demo.presets):
            name = cut(preset.say.say(language()), max(4, width - _INDENT - 2))
            needed = columns_of(name) + 2
            if taken + _GAP + needed > width:
                drawn.append([(" " * _INDENT, "")])
                self._rows.append([])
                taken = _INDENT
            else:
                drawn[-1].append((" " * _GAP, ""))
                taken += _GAP
            chosen = self._is_set_to(at)
            drawn[-1] += [(f"{at + 1} ", "$accent bold"), (name, "bold" if chosen else "$quiet")]
            self._rows[-1].append((at, range(taken, taken + needed)))
            taken += needed
        return [Content.assemble(*row) for row in drawn]

    def _is_set_to(self, at: int) -> bool:
        """Whether the knobs stand as a preset sets them."""
        settings = self.demo.presets[at].settings
        return all(
            getattr(self.demo, knob.name) == settings.get(knob.name, knob.default)
            for knob in self.demo.knobs()
        )

    def on_click(self, event: events.Click) -> None:
        """Set the knobs to the preset under the mouse."""
        offset = event.get_content_offset(self)
        if offset is None or not 0 <= offset.y < len(self._rows):
            return
        for at, columns in self._rows[offset.y]:
            if offset.x in columns:
                self.post_message(self.Chosen(at))
