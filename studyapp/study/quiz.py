"""A quiz: a fixed set of fresh questions across the concepts, and a result at the end."""

from collections.abc import Sequence
from enum import StrEnum

from studyapp.domain.attempt import Mode
from studyapp.domain.card import Question
from studyapp.study.desk import Desk
from studyapp.study.sitting import Sitting, Turn
from studyapp.study.summary import QuizResult

QUESTIONS = 10


class Feedback(StrEnum):
    """When a quiz tells what was right."""

    EACH = "each"
    """After each question."""
    END = "end"
    """On the result page only; a screen then goes from `grade` to `rate` and `advance` without showing."""


class Quiz(Sitting):
    """A run through a fixed set; see `Sitting` for the flow.

    There is nothing to choose after an answer: `rate()` without a rating saves it. Nothing can be undone.
    """

    mode = Mode.QUIZ

    def __init__(
        self, desk: Desk, questions: Sequence[Question], *, feedback: Feedback = Feedback.EACH
    ) -> None:
        """Ask these questions in this order (`Workspace.quiz` draws them)."""
        super().__init__(desk)
        self.feedback = feedback

    @property
    def total(self) -> int:
        """The number of questions in the set."""
        raise NotImplementedError

    def result(self) -> QuizResult:
        """How it went so far; questions not answered count as wrong."""
        raise NotImplementedError
