"""How a drill stands: the level, the right answers in a row, and the slip that the numbers are chosen for."""

from textual.content import Content

from studyapp.i18n import _, language
from studyapp.study.drill import Drill
from studyapp.text.clean import clean
from studyapp.text.markdown import plain
from studyapp.text.width import cut
from studyapp.tui.widgets.drawn import Drawn

_GAP = "   "


class DrillBar(Drawn):
    """One row."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    DrillBar { padding: 0 2; height: 1; }
    """

    def __init__(self, drill: Drill) -> None:
        super().__init__()
        self._drill = drill

    def lines(self, width: int) -> list[Content]:
        """Level, row, and as much of the aim as there is room for."""
        ladder = self._drill.ladder
        parts: list[tuple[str, str]] = []
        if len(ladder.levels) > 1:
            at = ladder.levels.index(ladder.level) + 1
            parts += [
                (_("Level {level} of {count}", level=at, count=len(ladder.levels)) + " ", "$quiet"),
                ("●" * at, "$primary"),
                ("○" * (len(ladder.levels) - at), "$faint"),
                (_GAP, ""),
            ]
        left = max(0, ladder.needed - ladder.run)
        parts += [
            (_("in a row") + " ", "$quiet"),
            ("✓" * min(ladder.run, ladder.needed), "$success bold"),
            ("·" * left, "$faint"),
        ]
        line = Content.assemble(*parts)
        aim = self._drill.aim
        room = width - line.cell_length - len(_GAP)
        if aim is None or room < 20:
            return [line]
        said = " ".join(plain(clean(aim.say(language())), 1000))
        return [Content.assemble(line, _GAP, (cut(_("aims at: {slip}", slip=said), room), "$accent"))]
