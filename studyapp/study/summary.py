"""What came of a run through questions: how many were right, how long it took, which slips showed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from studyapp.domain.attempt import Attempt
from studyapp.domain.card import Question
from studyapp.domain.grade import Grade, Rating, Response
from studyapp.domain.text import Text
from studyapp.errors import StudyError
from studyapp.study.leeches import Leech


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One question of this run as it was answered."""

    question: Question
    response: Response
    grade: Grade | None
    """None where the learner rated herself or said that she does not know."""
    attempt: Attempt
    """The row of the log."""

    @property
    def right(self) -> bool:
        """Whether it was known: graded right, or rated by the learner as anything but Again."""
        if self.grade is not None:
            return self.grade.correct
        return self.attempt.rating is not Rating.AGAIN

    @property
    def score(self) -> float:
        """From 0 to 1, with what single parts earned."""
        return self.grade.score if self.grade is not None else float(self.right)


@dataclass(frozen=True, slots=True)
class Slip:
    """What a wrong answer of this run looked like."""

    card: str
    mistakes: tuple[str, ...]
    """As the attempt keeps them, `part:mistake`; several where several explain the answer."""
    say: Text
    """What it looked like, in words."""
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A session as its last page tells it."""

    answered: int
    right: int
    practised: int
    """Practice variants answered on top; they count nowhere else."""
    seconds: float
    """Spent on the questions, all together."""
    slips: tuple[Slip, ...]
    """The most frequent first."""
    next_due: datetime | None
    """When the next card comes back; None where nothing is planned."""
    leeches: tuple[Leech, ...] = ()
    """Cards forgotten so often by now that repeating them is not enough."""
    unaskable: tuple[StudyError, ...] = ()
    """Why cards of the plan could not be asked, where their pack is at fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptScore:
    """How a quiz went in one concept."""

    pack: str
    concept: str
    name: Text
    right: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizResult:
    """A quiz as its result page tells it."""

    answers: tuple[Answer, ...]
    """In the order in which they were asked."""
    right: int
    total: int
    """All questions of the set, answered or not."""
    score: float
    """From 0 to 1, with what single parts earned."""
    seconds: float
    by_concept: tuple[ConceptScore, ...]
    """The weakest first."""
    slips: tuple[Slip, ...]
    unanswered: tuple[Question, ...] = ()
    """Those of the set that were not answered."""
    timed_out: bool = False
    """Whether its time was over at the end."""

    @property
    def to_practise(self) -> tuple[str, ...]:
        """The cards that went wrong, and those for which no time was left."""
        wrong = [answer.question.card.id for answer in self.answers if not answer.right]
        left_out = [question.card.id for question in self.unanswered] if self.timed_out else []
        return (*wrong, *left_out)


def slips_of(answers: Iterable[Answer]) -> tuple[Slip, ...]:
    """The mistakes recognised in these answers, the most frequent first."""
    counts: Counter[tuple[str, tuple[str, ...]]] = Counter()
    said: dict[tuple[str, tuple[str, ...]], Text] = {}
    for answer in answers:
        for name, part in answer.grade.parts.items() if answer.grade else ():
            if part.mistakes and part.feedback:
                key = (answer.question.card.id, tuple(f"{name}:{mistake}" for mistake in part.mistakes))
                counts[key] += 1
                said[key] = part.feedback
    slips = [Slip(*key, said[key], count) for key, count in counts.items()]
    return tuple(sorted(slips, key=lambda slip: -slip.count))
