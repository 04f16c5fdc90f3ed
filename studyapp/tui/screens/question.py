"""One question after another: what the study screen and the quiz screen have in common."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.reactive import Reactive
from textual.widget import Widget

from studyapp.domain.card import Card, Question
from studyapp.domain.grade import Grade, Response, Status
from studyapp.domain.text import Text
from studyapp.i18n import N_, _
from studyapp.study.phase import Phase
from studyapp.study.sitting import Sitting
from studyapp.tui.cards.view import CardView, Read, view_of
from studyapp.tui.notices import tell
from studyapp.tui.places import Go
from studyapp.tui.screens.base import SCROLL_KEYS
from studyapp.tui.screens.sitting import PutBy, SittingScreen, run_keys
from studyapp.tui.widgets.column import Column
from studyapp.tui.widgets.desk import Desk
from studyapp.tui.widgets.guide import Guide
from studyapp.tui.widgets.note import Note
from studyapp.tui.widgets.notice_line import foot
from studyapp.tui.widgets.prose import Prose
from studyapp.tui.widgets.revealed import Hints, Revealed, Verdict
from studyapp.tui.widgets.terms import Terms
from studyapp.tui.widgets.title_bar import TitleBar

UNREADABLE = N_("This cannot be read yet, so nothing is counted.")


class QuestionScreen(SittingScreen):
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
        *run_keys(),
        *SCROLL_KEYS,
    ]  # fmt: skip

    # Textual would draw the whole screen anew as the keyboard moves; the two widgets do so by themselves.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def __init__(
        self,
        sitting: Sitting,
        place: Callable[[Card], tuple[Text, Text]],
        put_by: PutBy | None = None,
    ) -> None:
        """`place` names a card's chapter and concept; without `put_by` it is left, not paused."""
        super().__init__(sitting, place, put_by)
        self._view: CardView | None = None
        self._prompt = Prose(id="prompt")
        self._terms = Terms()
        self._verdict = Verdict()
        self._hints = Hints()
        self._note = Note()
        self._revealed = Revealed()
        self._guide = Guide()
        self._answer = Column(id="answer")
        self._desk = Desk(
            question=(self._prompt, self._terms, self._answer, self._verdict),
            aside=(self._guide, self._hints, self._note, self._revealed),
        )

    def compose(self) -> ComposeResult:
        """Question at the left or above, what follows at the right or below."""
        yield TitleBar(self.where, self.progress)
        yield self._desk
        yield from self.compose_foot()

    def compose_foot(self) -> ComposeResult:
        """What stands below the question."""
        yield from foot()

    async def on_mount(self) -> None:
        """Put the first question, or the one at which it was paused, as it stood then."""
        await self.show_question()
        if self.sitting.phase is Phase.ANSWERED:
            self.show_answer(self.sitting.earned)

    # What is shown

    async def show_question(self) -> None:
        """Put the question that it is now; at the end, end."""
        sitting = self.sitting
        question = sitting.question
        if question is None:
            self.finish()
            return
        with self.app.batch_update():
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
                self.set_focus(None)
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

    def put_away(self) -> None:
        """Before a new question: what belongs to the last answer goes."""

    def settled(self) -> None:
        """The question is answered: what follows."""

    def show_answer(self, grade: Grade | None) -> None:
        """Mark the answer, and show the right one with all that explains it."""
        sitting = self.sitting
        reveal = sitting.give_up() if sitting.gave_up else sitting.reveal()
        question = sitting.question
        with self.app.batch_update():
            if self._view is not None:
                self._view.settle(grade)
            if question is not None and question.fields:
                gave_up = grade is None
                self._verdict.show(grade, comes_back=gave_up and bool(sitting.intervals()))
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
                return asking and question is not None
            case "demonstrate":
                return question is not None and question.card.demo is not None
            case "scroll":
                return parameters != (1,) or self._desk.more_anywhere
        return super().check_action(action, parameters)

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
        """See it done: before the answer with other numbers, after it with those at hand."""
        question = self.sitting.question
        if question is not None and question.card.demo is not None:
            is_example = self.sitting.phase is Phase.ASKING
            givens = self.sitting.look_at_demo()
            self.post_message(Go("demo", name=question.card.demo, givens=givens, is_example=is_example))

    # Coming and going

    async def look_again(self) -> None:
        """The note of the card may be another."""
        self._note.show(self.sitting.marks.note if self.sitting.phase is Phase.ANSWERED else "")
        await super().look_again()

    def typed(self) -> Response:
        """What stands in the fields now."""
        return self._view.response if self._view else {}

    def action_scroll(self, pages: float) -> None:
        """Scroll by so many pages."""
        self._desk.read_on(pages)
