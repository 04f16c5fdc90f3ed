"""One question after another: what the study screen and the quiz screen have in common."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from typing import ClassVar, TypeAlias

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content

from studyapp.domain.card import Card, Question
from studyapp.domain.grade import Grade, Response, Status
from studyapp.domain.text import Text
from studyapp.errors import StudyError
from studyapp.i18n import N_, _, language
from studyapp.study.phase import Phase
from studyapp.study.phrases import say_time_left
from studyapp.study.sitting import Sitting
from studyapp.text.clean import clean
from studyapp.tui.cards.view import CardView, Read, view_of
from studyapp.tui.marking import mark_keys, signs, toggle_buried, toggle_flag, toggle_suspended
from studyapp.tui.notices import tell, tell_error
from studyapp.tui.places import Go
from studyapp.tui.screens.base import SCROLL_KEYS, BaseScreen
from studyapp.tui.widgets.desk import Desk
from studyapp.tui.widgets.guide import Guide
from studyapp.tui.widgets.key_bar import KeyBar
from studyapp.tui.widgets.note import Note
from studyapp.tui.widgets.prose import Prose
from studyapp.tui.widgets.revealed import Hints, Revealed, Verdict
from studyapp.tui.widgets.terms import Terms
from studyapp.tui.widgets.title_bar import TitleBar

PutBy: TypeAlias = Callable[[Sitting, Response], bool]
"""Keeps a paused run with what stands in its fields; raises StoreError. As `Workspace.put_by` does."""

UNREADABLE = N_("This cannot be read yet, so nothing is counted.")
_BAR = 10


class QuestionScreen(BaseScreen[None]):
    """Puts a sitting's questions and hands the answers in; subclasses say what follows an answer."""

    CSS_PATH: ClassVar = ["question.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter,space", "reveal", N_("Show the answer"), tooltip=N_("See the answer, then rate yourself"),
            id="card.reveal",
        ),
        Binding("enter,space", "go_on", N_("Next"), tooltip=N_("Keep the answer and go on"), id="card.next"),
        Binding("h,f2,ctrl+g", "hint", N_("Hint"), tooltip=N_("Idea, formula, first step"), id="card.hint"),
        Binding(
            "i,f3,ctrl+r", "give_up", N_("I don't know"), tooltip=N_("See the working; counts as Again"),
            id="card.give_up",
        ),
        Binding("d,s,f4,ctrl+s", "demonstrate", N_("Show me"),
            tooltip=N_("See NumPy do it; before your answer it counts as a hint"), id="card.demo",
        ),
        Binding(
            "escape,q", "pause", N_("Pause"), tooltip=N_("Back home; you go on exactly here"),
            id="card.pause",
        ),
        Binding(
            "escape,q", "leave", N_("Home"), tooltip=N_("Back home; every answer is kept"), id="card.leave"
        ),
        Binding(
            "c,f9,ctrl+y", "card", N_("Card"), tooltip=N_("All about this card; your marks and note"),
            id="card.sheet",
        ),
        *mark_keys(show=False),
        *SCROLL_KEYS,
    ]  # fmt: skip

    def __init__(
        self,
        sitting: Sitting,
        place: Callable[[Card], tuple[Text, Text]],
        put_by: PutBy | None = None,
    ) -> None:
        """`place` names a card's chapter and concept; without `put_by` it is left, not paused."""
        super().__init__()
        self.sitting = sitting
        self._place = place
        self._put_by = put_by
        self._view: CardView | None = None
        self._prompt = Prose(id="prompt")
        self._terms = Terms()
        self._verdict = Verdict()
        self._hints = Hints()
        self._note = Note()
        self._revealed = Revealed()
        self._guide = Guide()
        self._answer = Container(id="answer")
        self._desk = Desk(
            question=(self._prompt, self._terms, self._answer, self._verdict),
            aside=(self._guide, self._hints, self._note, self._revealed),
        )

    def compose(self) -> ComposeResult:
        """Question at the left or above, what follows at the right or below."""
        yield TitleBar(self._where, self.progress)
        yield self._desk
        yield from self.compose_foot()

    def compose_foot(self) -> ComposeResult:
        """What stands below the question."""
        yield KeyBar()

    async def on_mount(self) -> None:
        """Put the first question, or the one at which it was paused, as it stood then."""
        await self.show_question()
        if self.sitting.phase is Phase.ANSWERED:
            self.show_answer(self.sitting.earned)

    # What is shown

    def _where(self) -> str:
        question = self.sitting.question
        if question is None:
            return ""
        chapter, concept = (clean(text.say(language())) for text in self._place(question.card))
        place = f"{chapter} › {concept}" if concept else chapter
        return f"{signs(self.sitting.marks)} {place}".strip()

    def progress(self) -> Content:
        """How far it is: a bar, the numbers, and the time it is expected to take."""
        left = self.sitting.seconds_left
        return Content.assemble(self.bar(), "" if left is None else f" · {say_time_left(left)}")

    def bar(self) -> Content:
        """How far it is, as a bar and in numbers."""
        position, total = self.sitting.position, max(1, self.sitting.total)
        done = position - 1 if self.sitting.phase is Phase.ASKING else position
        filled = round(_BAR * done / total)
        return Content.assemble(
            ("━" * filled, "$success"), ("╌" * (_BAR - filled), "$faint"), f"  {position}/{total}"
        )

    async def show_question(self) -> None:
        """Put the question that it is now; at the end, end."""
        sitting = self.sitting
        question = sitting.question
        if question is None:
            self.finish()
            return
        with self.app.batch_update():
            self.set_focus(None)
            self._prompt.show(question.prompt)
            self._terms.show(sitting.allowance)
            self._verdict.display = False
            if sitting.missed is not None:
                self._verdict.show(sitting.missed, tries_left=sitting.tries_left + 1)
            self._hints.show(sitting.hints_taken)
            self._note.show("")
            self._revealed.show(None)
            self._guide.show(question)
            view = view_of(question, self._reader(question), sitting.typed, self._view)
            if view is not self._view:
                self._view = view
                self._answer.remove_children()
                await self._answer.mount(view)
            self._desk.to_the_top()
            self._view.start()
            self.put_away()
            self._changed()

    def _reader(self, question: Question) -> Read:
        """Reads what is typed for this question; once it is asked no more there is nothing to read."""

        def read(field: str, typed: str) -> str:
            return self.sitting.read(field, typed) if self.sitting.question is question else ""

        return read

    def _changed(self) -> None:
        """The phase is another: bars and keys follow."""
        self.query_one(TitleBar).redraw()
        self.refresh_bindings()

    def put_away(self) -> None:
        """Before a new question: what belongs to the last answer goes."""

    def finish(self) -> None:
        """No question is left."""

    def settled(self) -> None:
        """The question is answered: what follows."""

    def show_answer(self, grade: Grade | None) -> None:
        """Mark the answer, and show the right one with all that explains it."""
        sitting = self.sitting
        reveal = sitting.give_up() if sitting.gave_up else sitting.reveal()
        question = sitting.question
        with self.app.batch_update():
            self.set_focus(None)
            if self._view is not None:
                self._view.settle(grade)
            if question is not None and question.fields:
                self._verdict.show(grade, comes_back=bool(sitting.intervals()))
            self._desk.look_at(self._verdict if self._verdict.display else self._revealed)
            self._guide.show(None)
            self._hints.clear()  # the working says it all
            self._note.show(sitting.marks.note)
            self._revealed.show(reveal)
            self.settled()
            self._changed()

    # What the learner does

    async def on_card_view_answered(self, event: CardView.Answered) -> None:
        """Grade the response; one that cannot be read costs nothing."""
        event.stop()
        if self.sitting.phase is not Phase.ASKING:
            return
        grade = self.sitting.grade(event.response)
        if any(part.status is Status.UNREADABLE for part in grade.parts.values()):
            tell(self.app, _(UNREADABLE))
        elif self.sitting.phase is Phase.ASKING:
            self._verdict.show(grade, tries_left=self.sitting.tries_left + 1)
            self._desk.look_at(self._verdict)
            self._changed()
        else:
            await self.graded(grade)

    async def graded(self, grade: Grade) -> None:
        """The response was graded: show how it was."""
        self.show_answer(grade)

    def on_card_view_notice(self, event: CardView.Notice) -> None:
        """Tell the learner what is missing."""
        event.stop()
        tell(self.app, event.message)

    async def follow(self, saved: Future[None]) -> bool:
        """Wait until it is on the disk without blocking the loop, then go where it leads."""
        await asyncio.wait([asyncio.wrap_future(saved)])
        try:
            self.sitting.advance()
        except StudyError as error:
            tell_error(self.app, error)
            return False
        return True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what makes sense now is offered."""
        sitting = self.sitting
        question = sitting.question
        asking = sitting.phase is Phase.ASKING and question is not None
        match action:
            case "reveal":
                return asking and question is not None and not question.fields
            case "go_on":
                return sitting.phase is Phase.ANSWERED and sitting.preset is not None
            case "hint":
                return asking and sitting.hints_left > 0
            case "give_up":
                return asking and question is not None and bool(question.fields)
            case "flag" | "suspend" | "bury":  # as long as letters are typed or pick, they are no commands
                return sitting.phase is Phase.ANSWERED or (asking and not (question and question.fields))
            case "card":
                return question is not None
            case "demonstrate":
                return question is not None and question.card.demo is not None
            case "pause":
                return self._can_pause
            case "leave":
                return not self._can_pause
            case "scroll":
                return parameters != (1,) or self._desk.more_anywhere
        return True

    def action_reveal(self) -> None:
        """Show the answer to a card that the learner rates herself."""
        self.show_answer(None)

    def action_hint(self) -> None:
        """One more hint."""
        hint = self.sitting.hint()
        if hint is not None:
            self._hints.add(hint)
            self._changed()
            self.call_after_refresh(self._hints.scroll_visible, animate=False)

    async def action_give_up(self) -> None:
        """Show the working."""
        self.sitting.give_up()
        self.show_answer(None)

    async def action_go_on(self) -> None:
        """Keep the answer with its preset rating, and go on."""
        if await self.follow(self.sitting.rate()):
            await self.show_question()

    def action_demonstrate(self) -> None:
        """See it done with the numbers at hand."""
        question = self.sitting.question
        if question is not None and question.card.demo is not None:
            self.sitting.look_at_demo()
            givens = question.variant.givens if question.variant else {}
            self.post_message(Go("demo", name=question.card.demo, givens=givens))

    # The card itself

    async def on_screen_resume(self) -> None:
        """Back from another screen, maybe from the card's sheet."""
        if self.is_mounted and self.sitting.question is not None:
            await self.look_again()

    async def look_again(self) -> None:
        """The marks and the note of the card may be others."""
        self._note.show(self.sitting.marks.note if self.sitting.phase is Phase.ANSWERED else "")
        self._changed()

    def action_card(self) -> None:
        """What is known of the card; never its answer."""
        question = self.sitting.question
        if question is not None:
            self.post_message(Go("card", card=question.card.id, question=question))

    async def action_flag(self) -> None:
        """Flag the card, or take the flag away."""
        if question := self.sitting.question:
            await toggle_flag(self.app, self.sitting.marking, question.card.id)
            self._changed()

    async def action_suspend(self) -> None:
        """Let the card rest for good, or take it back; this question stays."""
        if question := self.sitting.question:
            await toggle_suspended(self.app, self.sitting.marking, question.card.id)
            self._changed()

    async def action_bury(self) -> None:
        """Let the card rest until tomorrow, or take it back; this question stays."""
        if question := self.sitting.question:
            await toggle_buried(self.app, self.sitting.marking, question.card.id)
            self._changed()

    async def action_leave(self) -> None:
        """Home; what was graded is kept."""
        if await self.follow(self.sitting.leave()):
            self.finish()

    @property
    def _can_pause(self) -> bool:
        return self._put_by is not None and bool(self.sitting.kept_as)

    async def action_pause(self) -> None:
        """Home; what was graded is kept, and it goes on exactly here."""
        if not await self.stop():
            return
        if self.sitting.question is None:
            self.finish()  # that was the last one
        else:
            self.dismiss()

    async def stop(self) -> bool:
        """Save what was graded and keep where it stopped; whether nothing speaks against leaving."""
        if self._put_by is None or not self.sitting.kept_as:
            return True
        typed = self._view.response if self._view and self.sitting.phase is Phase.ASKING else {}
        if not await self.follow(self.sitting.pause()):
            return False
        try:
            self._put_by(self.sitting, typed)
        except StudyError as error:
            tell_error(self.app, error)
        return True

    def action_scroll(self, pages: float) -> None:
        """Scroll by so many pages."""
        self._desk.read_on(pages)
