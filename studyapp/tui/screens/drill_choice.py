"""Which problem to drill: all of them by chapter with one's own record, the suggested ones first."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option
from textual.worker import Worker, WorkerState

from studyapp.domain.text import Text
from studyapp.i18n import N_, _, language, ngettext
from studyapp.study.families import Families, Family, Suggestion
from studyapp.text.clean import clean
from studyapp.text.markdown import plain
from studyapp.text.shares import share
from studyapp.text.width import cut, pad
from studyapp.text.width import width as columns_of
from studyapp.tui.crash import tell_failure
from studyapp.tui.places import Go
from studyapp.tui.screens.base import BaseScreen
from studyapp.tui.widgets.kept_in_sight import KeptInSight
from studyapp.tui.widgets.notice_line import foot
from studyapp.tui.widgets.page import Page
from studyapp.tui.widgets.title_bar import TitleBar

_WIDEST = 100
_SUGGESTED = "suggested:"
"""Before the ids of the suggested ones: they stand in the list a second time."""


class FamilyList(KeptInSight):
    """The list, its Enter key named."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space,r", "select", N_("Drill"), tooltip=N_("Drill this problem"), id="list.drill"),
    ]


class DrillChoiceScreen(BaseScreen[None]):
    """Stays below the drill that is chosen, so that one comes back to it."""

    CSS_PATH = "drill_choice.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", N_("Back"), tooltip=N_("Back to where you were"), id="page.back"),
    ]

    def __init__(self, read: Callable[[], Families]) -> None:
        """`read` tells the problems and the records, and may take its time."""
        super().__init__()
        self._read = read
        self._families: Families | None = None
        self._was_left = False

    def compose(self) -> ComposeResult:
        """The list, and what stands in its place while there is none."""
        yield TitleBar(lambda: _("Drill"), self._fact)
        yield Page(self._instead)
        yield FamilyList()
        yield from foot()

    def on_mount(self) -> None:
        """Look at the records without holding up the first picture."""
        self.query_one(FamilyList).display = False
        self._look()

    def on_screen_resume(self) -> None:
        """Back from a drill: the record has grown."""
        if self._was_left:
            self._look()
        self._was_left = True

    def on_resize(self) -> None:
        """Lay out anew."""
        self._fill()

    def respeak(self) -> None:
        """Say it in the other language."""
        super().respeak()
        self._fill()

    @work(thread=True, exclusive=True, group="records", exit_on_error=False)
    def _look(self) -> Families:
        return self._read()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """The records are there, or why they could not be read."""
        event.stop()
        if event.state is WorkerState.SUCCESS:
            self._families = event.worker.result
            self._fill()
        tell_failure(self.app, event)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Drill this one."""
        event.stop()
        if event.option.id is not None:
            self.post_message(Go("drill", problem=event.option.id.removeprefix(_SUGGESTED)))

    # What is shown

    def _fact(self) -> str:
        if self._families is None:
            return ""
        return ngettext("{count} problem", "{count} problems", len(self._families.listed))

    def _instead(self, width: int) -> list[Content]:
        told = _("Looking at your answers …") if self._families is None else _("No pack here has a problem.")
        return [Content.styled(cut(told, width), "$quiet")]

    def _fill(self) -> None:
        found = self._families
        listed, page = self.query_one(FamilyList), self.query_one(Page)
        page.redraw()
        self.query_one(TitleBar).redraw()
        if found is None or not found.listed:
            return
        page.display, listed.display = False, True
        kept = listed.highlighted
        width = max(40, min(_WIDEST, self.size.width - 6))
        by_id = {family.problem: family for family in found.listed}
        listed.clear_options()
        record = max(columns_of(_share(family)) for family in found.listed)
        listed.add_options(_suggestions(found.suggested, by_id, width, record))
        for chapter, some in groupby(found.listed, key=lambda family: family.chapter):
            listed.add_option(_heading(chapter.say(language())))
            rows = list(some)
            listed.add_options(Option(_row(row, width, record), id=row.problem) for row in rows)
        listed.highlighted = 1 if kept is None else kept  # above the first one stands its heading
        listed.focus()


def _suggestions(
    suggested: Sequence[Suggestion], by_id: dict[str, Family], width: int, record: int
) -> list[Option]:
    if not suggested:
        return []
    options = [_heading(_("Suggested"))]
    for one in suggested:
        why = Content.styled("   " + cut(_why(one), width - 3), "$accent")
        shown = Content("\n").join([_row(by_id[one.problem], width, record), why])
        options.append(Option(shown, id=_SUGGESTED + one.problem))
    return options


def _why(suggestion: Suggestion) -> str:
    if suggestion.slip:
        return _("your frequent slip ({count}×): {slip}", count=suggestion.count, slip=_line(suggestion.slip))
    return _("your weakest concept with problems") if suggestion.weakest else _("not tried yet")


def _line(text: Text) -> str:
    return " ".join(plain(clean(text.say(language())), 1000))


def _heading(said: str) -> Option:
    return Option(Content.styled(clean(said), "$primary bold"), disabled=True)


def _row(family: Family, width: int, record: int) -> Content:
    """The concept, the problem's own name, and how it went in `record` columns."""
    column = min(34, (width - record) // 2 + 1)
    names = width - record - column - 3
    concept = pad(cut(clean(family.concept.say(language())), column - 1), column)
    name = pad(cut(clean(family.problem.partition("/")[2]), names), names)
    style = "" if family.record.answered else "$faint"
    return Content.assemble(
        "  ", concept, (name, "$quiet"), " ", (pad(_share(family), record, "right"), style)
    )


def _share(family: Family) -> str:
    record = family.record
    if not record.answered:
        return "–"
    return _("{share} of {count} right", count=record.answered, share=share(record.right / record.answered))
