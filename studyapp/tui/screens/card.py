"""A card's sheet: what it is, how well it is remembered, how that fades, its past, its marks and note."""

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content

from studyapp.domain.card import Question
from studyapp.i18n import N_, _, language
from studyapp.study.card_sheet import CardSheet
from studyapp.text.clean import clean
from studyapp.text.width import width as columns_of
from studyapp.text.wrap import wrap
from studyapp.tui.keys import SaysNow
from studyapp.tui.marking import (
    kept,
    label_of_mark,
    mark_keys,
    marks_said,
    signs,
    toggle_buried,
    toggle_flag,
    toggle_suspended,
)
from studyapp.tui.named_keys import key_now
from studyapp.tui.notices import tell
from studyapp.tui.places import Go
from studyapp.tui.screens.note import NoteScreen
from studyapp.tui.screens.paged import PagedScreen
from studyapp.tui.widgets.card_past import fading, history
from studyapp.tui.widgets.drawn import side_by_side
from studyapp.tui.widgets.note import note_lines
from studyapp.tui.widgets.page import Page
from studyapp.tui.widgets.prose import WIDEST, prose
from studyapp.tui.widgets.revealed import Sections, under_headings
from studyapp.tui.widgets.table import labelled
from studyapp.tui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from studyapp.study.workspace import Workspace
    from studyapp.tui.app import StudyApp

_PROMPT_ROWS = 4
_CURVE_ROWS = 11
_GAP = 4
_TWO_COLUMNS = 96


def open_place(app: "StudyApp", *, card: str, question: Question | None = None) -> "CardScreen":
    """The sheet of a card; with `question` of one that is being asked. Raises UnknownNameError."""
    return CardScreen(app.workspace, card, question)


class CardScreen(SaysNow, PagedScreen[None]):
    """All that is known of one card, but for its answer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,c,f9,ctrl+y", "dismiss", N_("Back"), tooltip=N_("Back to where you were"),
                id="card.back"),
        *mark_keys(),
        Binding("e", "note", N_("Note"), tooltip=N_("Write a note on the card; it is shown with the answer"),
                id="card.note"),
        Binding("y", "copy_report", N_("Copy"),
                tooltip=N_("Copy what a report on the card needs: which it is, its numbers, the versions"),
                id="card.copy"),
        Binding("r", "practise", N_("Practise"), tooltip=N_("Practise its problem now; no memory is moved"),
                id="card.practise"),
        Binding("0", "reset", N_("Begin anew"), tooltip=N_("Make the card new again; asks once"),
                id="card.reset"),
        Binding("u,ctrl+z", "undo", N_("Undo"), tooltip=N_("Take the reset back"), id="card.undo_reset"),
    ]  # fmt: skip

    def __init__(self, workspace: "Workspace", card: str, question: Question | None = None) -> None:
        super().__init__()
        self._workspace = workspace
        self._card = card
        self._question = question
        self._sheet = self._look()
        self._is_sure = False
        """Whether `reset` was asked for once."""
        self._was_reset = False
        self._was_copied = False

    def _look(self) -> CardSheet:
        return self._workspace.card_sheet(self._card, self._question)

    # What is shown

    def title_said(self) -> str:
        """The marks, and where the card belongs."""
        sheet = self._sheet
        place = " › ".join(clean(text.say(language())) for text in (sheet.chapter, sheet.concept) if text)
        return f"{signs(sheet.marks)} {place}".strip()

    def fact_said(self) -> str:
        """When it comes back."""
        return self._sheet.state_said

    def write(self, width: int) -> list[Content]:
        """In one column, or in two where there is room."""
        if width < _TWO_COLUMNS:
            room = min(width, WIDEST)
            return under_headings([*self._about(room), *self._past(room), *self._report(room)], room)
        left = (width - _GAP) * 9 // 20
        right = min(width - _GAP - left, WIDEST)
        return side_by_side(
            under_headings([*self._about(left), *self._report(left)], left),
            under_headings(self._past(right), right),
            left + _GAP,
        )

    def _about(self, width: int) -> Sections:
        """What it is, its marks, and how well it is remembered."""
        sheet = self._sheet
        asks = prose(sheet.prompt, width) if sheet.prompt else []
        if len(asks) > _PROMPT_ROWS:
            asks = [*asks[:_PROMPT_ROWS], Content.styled("…", "$quiet")]
        named = [clean(sheet.card.id), clean(sheet.sorts)]
        if columns_of(" · ".join(named)) <= width:
            named = [" · ".join(named)]
        quiet = [Content.styled(line, "$quiet") for part in named for line in wrap(part, width)]
        marks = [Content.styled(line, "$accent") for line in marks_said(sheet.marks)]
        new = _("Not answered yet. The first answer gives it a memory; what comes of it is shown here.")
        facts = labelled(sheet.facts(), width) or [
            Content.styled(line, "$quiet") for line in wrap(new, width)
        ]
        return [
            (_("The card"), [*asks, *quiet]),
            (_("Your marks"), [*marks, *note_lines(sheet.marks.note, width)]),
            (_("How well you know it"), facts),
        ]

    def _past(self, width: int) -> Sections:
        """How the memory fades, and what was answered."""
        info = self._sheet.info
        return [
            (_("Chance of recall, in %"), fading(info, width, _CURVE_ROWS)),
            (_("Answers so far"), history(info.history, width)),
        ]

    def _report(self, width: int) -> Sections:
        """The block that `y` copies, to be selected where the terminal does not let programs copy."""
        rows = [line for fact in self._sheet.report.split("\n") for line in wrap(fact, width)]
        lines = [Content.styled(line, "$code") for line in rows]
        if self._was_copied:  # said here and not in a notice, which would lie over the lines
            copied = _("Copied. If your terminal does not let programs copy, select these lines.")
            lines += [Content.styled(line, "$success") for line in wrap(f"✓ {copied}", width)]
        return [(_("For a report ({key} copies it)", key=key_now("card.copy")), lines)]

    def _again(self) -> None:
        """Show it as it is now."""
        self._sheet = self._look()
        self.query_one(TitleBar).redraw()
        self.query_one(Page).redraw()
        self.refresh_bindings()

    # What the learner does

    def on_key(self, event: events.Key) -> None:
        """Whoever presses another key did not mean to begin anew."""
        self._is_sure = self._is_sure and event.key == "0"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What makes sense now: no practice over a question that waits, no reset of what is new."""
        if action == "reset":
            return self._sheet.info.standing is not None
        if action == "practise":
            return self._question is None
        if action == "undo":
            return self._was_reset
        return super().check_action(action, parameters)

    def label_now(self, action: str) -> str:
        """The key that put the card to rest takes it back."""
        return label_of_mark(action, self._sheet.marks)

    async def action_flag(self) -> None:
        """Flag it, or take the flag away."""
        await toggle_flag(self.app, self._workspace.marking, self._card)
        self._again()

    async def action_suspend(self) -> None:
        """Let it rest for good, or take it back."""
        await toggle_suspended(self.app, self._workspace.marking, self._card)
        self._again()

    async def action_bury(self) -> None:
        """Let it rest until tomorrow, or take it back."""
        await toggle_buried(self.app, self._workspace.marking, self._card)
        self._again()

    def action_note(self) -> None:
        """Write a note."""
        self.app.push_screen(NoteScreen(self.title_said, self._sheet.marks.note), self._noted)

    async def _noted(self, text: str | None) -> None:
        if text is not None and await kept(self.app, self._workspace.marking.note(self._card, text)):
            self._again()

    def action_copy_report(self) -> None:
        """Copy the report, and bring it into sight: not every terminal lets a program copy."""
        self.app.copy_to_clipboard(self._sheet.report)
        self._was_copied = True
        self._again()
        self.body.scroll_end(animate=False)

    def action_practise(self) -> None:
        """Practise its problem, or those of its concept."""
        self.post_message(Go("drill", card=self._card))

    async def action_reset(self) -> None:
        """Make the card new again, the second time that it is asked for."""
        if not self._is_sure:
            self._is_sure = True
            tell(
                self.app,
                _("Press 0 once more to begin this card anew. Your answers stay in the log."),
                "warning",
            )
            return
        self._is_sure = False
        self._workspace.reset([self._card])
        self._was_reset = True
        self._again()
        tell(self.app, _("The card begins anew; {key} takes that back.", key=key_now("card.undo_reset")))

    def action_undo(self) -> None:
        """Take the reset back."""
        self._workspace.undo_reset()
        self._was_reset = False
        self._again()
        tell(self.app, _("The card is as it was."))
