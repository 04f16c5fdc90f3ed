"""A quiz: a fixed set of questions, then the result."""

from collections.abc import Callable
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer

from studyapp.domain.card import Card
from studyapp.domain.grade import Grade
from studyapp.domain.text import Text
from studyapp.i18n import N_, _
from studyapp.study.phase import Phase
from studyapp.study.quiz import Feedback, Quiz
from studyapp.study.quiz_plan import QuizPlan, remember, remembered
from studyapp.tui.screens.question import QuestionScreen
from studyapp.tui.screens.quiz_setup import QuizSetupScreen
from studyapp.tui.screens.result import ResultScreen
from studyapp.tui.screens.sitting import PutBy
from studyapp.tui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from studyapp.tui.app import StudyApp

_HURRY = 60
"""Seconds left from which the time is pointed out."""


def open_place(app: "StudyApp", *, save: Path | None = None, **options: Any) -> Screen[None]:
    """A quiz at once, where `options` (those of `Workspace.quiz`) say what it is like; else the choice.

    `save` is where its result is to be written.
    """
    workspace = app.workspace

    def begun(plan: QuizPlan) -> QuizScreen:
        quiz = workspace.quiz(plan=plan)
        remember(workspace.home.last_quiz, plan)
        return screen_of(app, quiz)

    if not options:
        return QuizSetupScreen(remembered(workspace.home.last_quiz), workspace.quiz_chapters(), begun)
    return screen_of(app, workspace.quiz(**options), save)


def screen_of(app: "StudyApp", quiz: Quiz, save: Path | None = None) -> "QuizScreen":
    """The screen that shows a quiz."""
    workspace = app.workspace
    return QuizScreen(quiz, app.names_of, workspace.put_by, results=workspace.home.results, save=save)


class QuizScreen(QuestionScreen):
    """So many questions; nothing to rate."""

    CSS_PATH: ClassVar = ["question.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "full_stop,f7", "end_it", N_("End it"), show=False,
            tooltip=N_("The result at once; what was not answered counts as wrong"), id="quiz.end",
        ),
    ]  # fmt: skip

    def __init__(
        self,
        quiz: Quiz,
        place: Callable[[Card], tuple[Text, Text]],
        put_by: PutBy | None = None,
        *,
        results: Path,
        save: Path | None = None,
    ) -> None:
        """`results` is the folder in which the learner saves them; to `save` it is written in any case."""
        super().__init__(quiz, place, put_by)
        self.quiz = quiz
        self._results = results
        self._save = save
        self._watch: Timer | None = None

    async def on_mount(self) -> None:
        """Put the first question; where the time is limited, show how it runs."""
        if self.quiz.time_left is not None:
            self._watch = self.set_interval(1, self._tick)
        await super().on_mount()

    def _tick(self) -> None:
        if self.is_current:
            self.query_one(TitleBar).redraw()

    def progress(self) -> Content:
        """How far it is; how much time is left, to the second, where it is limited."""
        left = self.quiz.time_left
        if left is None:
            return super().progress()
        if left == 0:
            said = (_("time is up: the last question"), "$warning bold")
        else:
            minutes, seconds = divmod(ceil(left), 60)
            said = (f"{minutes}:{seconds:02}", "$warning bold" if left < _HURRY else "")
        return Content.assemble(said, "  ", self.bar())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No demonstration before the answer: it would give it."""
        if action == "demonstrate" and self.quiz.phase is Phase.ASKING:
            return False
        return super().check_action(action, parameters)

    async def graded(self, grade: Grade) -> None:
        """Tell at once how it was, or only at the end."""
        if self.quiz.feedback is Feedback.END:
            await self.action_go_on()
        else:
            await super().graded(grade)

    async def action_give_up(self) -> None:
        """Show the working, or only go on where nothing is told before the end."""
        if self.quiz.feedback is Feedback.END:
            self.quiz.give_up()
            await self.action_go_on()
        else:
            await super().action_give_up()

    async def action_end_it(self) -> None:
        """The result of what was answered so far."""
        await self.action_leave()

    def finish(self) -> None:
        """The result page, or back where nothing was answered."""
        if self._watch is not None:
            self._watch.stop()
        if not self.quiz.answers:
            self.dismiss()
            return
        page = ResultScreen(self.quiz.result(), self._results, self._place, self.quiz.now(), self._save)
        self.app.push_screen(page, lambda _done: self.dismiss())
