"""The last page of a session: what came of it."""

from datetime import datetime
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from studyapp.i18n import N_, _, ngettext, sentence
from studyapp.study.leeches import Leech
from studyapp.study.phrases import say_duration, say_next
from studyapp.study.summary import Slip, Summary
from studyapp.text.clean import clean
from studyapp.text.wrap import wrap
from studyapp.tui.screens.paged import PagedScreen
from studyapp.tui.widgets.drawn import part_bar, quiet_lines
from studyapp.tui.widgets.prose import WIDEST, prose


class SummaryScreen(PagedScreen[bool]):
    """Dismissed with True where the learner wants to take the last answer back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter,escape,q,space",
            "dismiss(False)",
            N_("Back"),
            tooltip=N_("Back to where you were"),
            id="summary.home",
        ),
        Binding(
            "u,ctrl+z", "dismiss(True)", N_("Undo"), tooltip=N_("Take the last answer back"), id="card.undo"
        ),
    ]

    def __init__(self, summary: Summary, now: datetime, can_undo: bool) -> None:
        super().__init__()
        self._now = now
        self._summary = summary
        self._can_undo = can_undo

    def title_said(self) -> str:
        """What was run through."""
        return _("Session")

    def fact_said(self) -> str:
        """Nothing is lost."""
        return _("every answer is kept")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Undo where there is something to undo."""
        if (action, parameters) == ("dismiss", (True,)):
            return self._can_undo
        return super().check_action(action, parameters)

    def write(self, width: int) -> list[Content]:
        """How many were right, how long it took, what comes next, and the slips."""
        summary = self._summary
        room = min(width, WIDEST)
        title = ngettext("{count} question answered", "{count} questions answered", summary.answered)
        lines = [Content.styled(title, "bold"), Content()]
        lines += score_bar(summary.right, summary.answered, room)
        lines += [Content(), *quiet_lines(_("in {time}", time=say_duration(summary.seconds)), room)]
        if summary.practised:
            practised = ngettext(
                "{count} practice variant on top", "{count} practice variants on top", summary.practised
            )
            lines.append(Content.styled(practised, "$quiet"))
        if summary.next_due is not None:
            lines += quiet_lines(say_next(summary.next_due, self._now), room)
        for error in summary.unaskable:
            lines += quiet_lines(_("A card could not be asked: {why}", why=clean(sentence(error))), room)
        return [*lines, *slip_lines(summary.slips, room), *leech_lines(summary.leeches, room)]


def score_bar(right: int, total: int, width: int) -> list[Content]:
    """How many were right, as a bar and in words."""
    said = _("{right} of {total} right", right=right, total=total)
    room = max(10, min(40, width - Content(said).cell_length - 2))
    filled = round(room * right / total) if total else 0
    return [part_bar(filled, room) + f"  {said}"]


def slip_lines(slips: tuple[Slip, ...], width: int) -> list[Content]:
    """The mistakes that were recognised, each with how often."""
    if not slips:
        return []
    lines = [Content(), Content.styled(_("What the mistakes looked like"), "$primary bold")]
    for slip in slips:
        rows = prose(slip.say, width - 6)
        lines += [
            Content.assemble((f"{slip.count}×  " if at == 0 else "    ", "$accent bold"), row)
            for at, row in enumerate(rows)
        ]
    return lines


def leech_lines(leeches: tuple[Leech, ...], width: int) -> list[Content]:
    """The cards that repetition alone does not teach, each with why and a remedy."""
    if not leeches:
        return []
    lines = [Content(), Content.styled(_("What repetition alone does not teach"), "$primary bold")]
    for leech in leeches:
        said = clean(_("{card}: {why}.", card=leech.card, why=leech.why))
        lines += [Content(line) for line in wrap(said, width)]
        lines += quiet_lines(clean(leech.remedy), width)
    return lines
