"""One question's turn: what happens from asking to rating."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from studyapp.domain.attempt import Mode
from studyapp.domain.card import Question
from studyapp.domain.grade import Grade, Response
from studyapp.domain.text import Text
from studyapp.scheduling.schedule import Standing


@dataclass
class Turn:
    """What a sitting remembers of the question that is asked."""

    question: Question
    mode: Mode
    asked_at: datetime
    standing: Standing | None = None
    """How the card stood when it was asked."""
    typed: Response = field(default_factory=dict)
    """What stood in the fields when this question was undone, for a screen to put back; else empty."""
    response: Response = field(default_factory=dict)
    grade: Grade | None = None
    gave_up: bool = False
    missed: list[Grade] = field(default_factory=list)
    """What the tries before the last one earned."""
    tried: list[Response] = field(default_factory=list)
    """The responses of these tries."""
    hints: int = 0
    """How many were taken."""
    saw_demo: bool = False
    """Whether the demonstration was looked at before the answer: it shows much of the way."""
    answered_at: datetime | None = None
    usual_seconds: float | None = None
    """What a right answer to this card at this level takes her; None as long as that cannot be told."""

    @cached_property
    def all_hints(self) -> tuple[Text, ...]:
        """The question's hints, in order; a problem works them out from its numbers."""
        return self.question.card.hints_for(self.question)

    @property
    def was_helped(self) -> bool:
        """Whether a hint or the demonstration helped."""
        return self.hints > 0 or self.saw_demo

    @property
    def tries(self) -> int:
        """Which try this is, from 1."""
        return len(self.missed) + 1

    @property
    def score(self) -> float | None:
        """What the answer earned, less what hints and tries cost; None where nothing was graded."""
        if self.gave_up and self.question.fields:
            return 0.0
        if self.grade is None:
            return None
        return self.grade.score * self.question.card.allowance.share(hints=self.hints, tries=self.tries)

    @property
    def mistakes(self) -> tuple[str, ...]:
        """The mistakes seen in all tries, each once."""
        grades = [*self.missed, *([self.grade] if self.grade else [])]
        return tuple(dict.fromkeys(mistake for grade in grades for mistake in grade.mistakes))

    @property
    def seconds(self) -> float:
        """From asking to answering; a clock that was set back gives no negative time."""
        if self.answered_at is None:
            return 0.0
        return max(0.0, (self.answered_at - self.asked_at).total_seconds())
