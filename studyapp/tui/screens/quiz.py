"""A quiz: a fixed set of questions, then the result."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from studyapp.domain.card import Card
from studyapp.domain.grade import Grade
from studyapp.domain.text import Text
from studyapp.study.quiz import Feedback, Quiz
from studyapp.tui.screens.question import PutBy, QuestionScreen
from studyapp.tui.screens.result import ResultScreen

if TYPE_CHECKING:
    from studyapp.tui.app import StudyApp


def open_place(app: "StudyApp", **options: Any) -> "QuizScreen":
    """A quiz; `options` are those of `Workspace.quiz`."""
    return screen_of(app, app.workspace.quiz(**options))


def screen_of(app: "StudyApp", quiz: Quiz) -> "QuizScreen":
    """The screen that shows a quiz."""
    return QuizScreen(quiz, app.names_of, app.workspace.put_by)


class QuizScreen(QuestionScreen):
    """Ten questions; nothing to rate."""

    CSS_PATH: ClassVar = ["question.tcss"]

    def __init__(
        self, quiz: Quiz, place: Callable[[Card], tuple[Text, Text]], put_by: PutBy | None = None
    ) -> None:
        super().__init__(quiz, place, put_by)
        self.quiz = quiz

    async def graded(self, grade: Grade) -> None:
        """Tell at once how it was, or only at the end."""
        if self.quiz.feedback is Feedback.END:
            await self.action_go_on()
        else:
            await super().graded(grade)

    def finish(self) -> None:
        """The result page, or home where nothing was answered."""
        if self.quiz.answers:
            self.app.push_screen(ResultScreen(self.quiz.result()), lambda _: self.dismiss())
        else:
            self.dismiss()
