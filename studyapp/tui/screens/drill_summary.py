"""The last page of a drill: what came of it, and whether to go on."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from studyapp.i18n import N_, _, ngettext
from studyapp.study.drill_summary import DrillSummary, SlipChange
from studyapp.study.ladder import MASTERED
from studyapp.study.phrases import say_duration
from studyapp.text.width import pad
from studyapp.text.width import width as columns_of
from studyapp.text.wrap import wrap
from studyapp.tui.places import Go
from studyapp.tui.screens.paged import PagedScreen
from studyapp.tui.screens.summary import score_bar
from studyapp.tui.widgets.drawn import quiet_lines
from studyapp.tui.widgets.prose import WIDEST, prose

_BAR = 24


class DrillSummaryScreen(PagedScreen[bool]):
    """Dismissed with True where the learner wants to go on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter,escape,space,q", "dismiss(False)", N_("Back"), tooltip=N_("Back to where you were"),
            id="page.back",
        ),
        Binding(
            "n,f5,ctrl+n", "dismiss(True)", N_("Go on"), tooltip=N_("More of the same, with new numbers"),
            id="drill.go_on",
        ),
        Binding("r", "choose", N_("Other problems"), tooltip=N_("Choose another problem to drill"),
                id="drill.choose"),
    ]  # fmt: skip

    def __init__(self, summary: DrillSummary) -> None:
        super().__init__()
        self._summary = summary

    def action_choose(self) -> None:
        """The page of all problems; this one is done with."""
        self.app.post_message(Go("drill"))
        self.dismiss(False)

    def title_said(self) -> str:
        """What was run through."""
        return _("Drill")

    def fact_said(self) -> str:
        """What it does not do."""
        return _("practice: no card comes back sooner or later")

    def write(self, width: int) -> list[Content]:
        """Whether it is mastered, how many were right, the levels, and the slips before and now."""
        summary = self._summary
        room = min(width, WIDEST)
        lines = [Content.styled(line, "bold") for line in wrap(self._headline(), room)]
        lines += [Content(), *score_bar(summary.right, summary.answered, room), Content()]
        lines += quiet_lines(_("in {time}", time=say_duration(summary.seconds)), room)
        if len(summary.levels) > 1:
            lines += [Content(), Content.styled(_("By level"), "$primary bold"), *self._levels(room)]
        if summary.slips:
            lines += [Content(), Content.styled(_("What the mistakes looked like"), "$primary bold")]
            lines += [line for change in summary.slips for line in _slip(change, room)]
        return lines

    def _headline(self) -> str:
        summary = self._summary
        if summary.mastered and len(summary.levels) > 1:
            return _("Mastered for today: {count} right in a row on the highest level.", count=MASTERED)
        if summary.mastered:
            return _("Mastered for today: {count} right in a row.", count=MASTERED)
        return ngettext("{count} question answered", "{count} questions answered", summary.answered)

    def _levels(self, width: int) -> list[Content]:
        """A bar for each level, its right answers of all on it."""
        summary = self._summary
        most = max(score.total for score in summary.by_level)
        unit = min(4.0, min(_BAR, width - 30) / most)
        labels = [_("Level {level}", level=score.level) for score in summary.by_level]
        column = max(map(columns_of, labels)) + 2
        rows = []
        for label, score in zip(labels, summary.by_level, strict=True):
            length = max(1, round(score.total * unit))
            right = round(length * score.right / score.total)
            ended = score.level == summary.level
            rows.append(
                Content.assemble(
                    pad(label, column),
                    ("█" * right, "$success"),
                    ("░" * (length - right), "$error"),
                    (f"  {score.right}/{score.total}", "$quiet"),
                    ("  ◂ " + _("here it ended") if ended else "", "$quiet"),
                )
            )
        return rows


def _slip(change: SlipChange, width: int) -> list[Content]:
    """The slip, and how often it showed before and now."""
    lines = [
        Content.assemble(("•  " if at == 0 else "   ", "$accent"), row)
        for at, row in enumerate(prose(change.say, width - 3))
    ]
    told = _("before {before}×, now {now}×", before=change.before, now=change.now)
    gone = change.before and not change.now
    return [*lines, Content.assemble("   ", ("✓ " if gone else "", "$success"), (told, "$quiet"))]
