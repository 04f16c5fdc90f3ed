"""A quiz: a fixed set of fresh questions across the concepts, and a result at the end."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from random import Random
from typing import Self

from studyapp.domain.attempt import Mode
from studyapp.domain.card import Allowance, Question
from studyapp.domain.grade import Response
from studyapp.domain.pack import Head
from studyapp.errors import DrawError
from studyapp.study.desk import Desk
from studyapp.study.keeping import ChangedError, ask_kept, keep_question
from studyapp.study.level import nearest_level
from studyapp.study.paused import Kept
from studyapp.study.quiz_plan import Feedback
from studyapp.study.sitting import Sitting
from studyapp.study.summary import Answer, ConceptScore, QuizResult, slips_of
from studyapp.study.turn import Turn

__all__ = ["Feedback", "Quiz", "draw_quiz"]


class Quiz(Sitting):
    """A run through a fixed set; see `Sitting` for the flow.

    There is nothing to choose after an answer: `rate()` without a rating saves it. Nothing can be undone.
    """

    mode = Mode.QUIZ
    kept_as = "quiz"

    def __init__(
        self,
        desk: Desk,
        questions: Sequence[Question],
        *,
        feedback: Feedback = Feedback.EACH,
        minutes: float | None = None,
    ) -> None:
        """Ask these questions in this order (`draw_quiz` draws them).

        After `minutes` the question that is asked may still be answered; then it is over.
        """
        super().__init__(desk)
        self.feedback = feedback
        self._ends_at = None if minutes is None else desk.clock() + timedelta(minutes=minutes)
        self._set = tuple(questions)
        self._left = deque(questions)
        self._move_on()

    @property
    def total(self) -> int:
        """The number of questions in the set."""
        return len(self._set)

    @property
    def questions(self) -> tuple[Question, ...]:
        """The set, in the order in which it is asked."""
        return self._set

    @property
    def time_left(self) -> float | None:
        """Seconds until the question at hand is the last; 0 once it is, None where there is no limit."""
        if self._ends_at is None:
            return None
        return max(0.0, (self._ends_at - self._desk.clock()).total_seconds())

    @property
    def seconds_left(self) -> float | None:
        """How long it goes on: until its time is over, where it has one."""
        left = self.time_left
        return super().seconds_left if left is None else left

    def now(self) -> datetime:
        """The time by the quiz's clock."""
        return self._desk.clock()

    def result(self) -> QuizResult:
        """How it went so far; a question that was not answered counts as wrong."""
        answers = self.answers
        answered = {answer.question.card.id for answer in answers}
        return QuizResult(
            answers=answers,
            right=sum(answer.right for answer in answers),
            total=self.total,
            score=sum(answer.score for answer in answers) / self.total if self.total else 0.0,
            seconds=sum(answer.attempt.seconds for answer in answers),
            by_concept=self._by_concept(answers),
            slips=slips_of(answers),
            unanswered=tuple(each for each in self._set if each.card.id not in answered),
            timed_out=self.time_left == 0.0,
        )

    def keep(self, typed: Response | None = None) -> Kept | None:
        """What it takes to go on exactly here; see `Sitting.keep`."""
        kept = super().keep(typed)
        if kept is None:
            return None
        return kept | {
            "set": [keep_question(question) for question in self._set],
            "left": len(self._left),
            "feedback": self.feedback.value,
            "time_left": self.time_left,
        }

    @classmethod
    def take_up(cls, desk: Desk, kept: Kept) -> Self:
        """Go on with what `keep` gave; see `Sitting.take_up`. Questions that were changed are left out."""
        left = kept["time_left"]
        minutes = None if left is None else float(left) / 60
        quiz = cls(desk, (), feedback=Feedback(kept["feedback"]), minutes=minutes)
        asked = len(kept["set"]) - int(kept["left"])
        before, quiz._left = (
            deque(_still(desk, part)) for part in (kept["set"][:asked], kept["set"][asked:])
        )
        quiz._set = (*before, *quiz._left)
        quiz._take_up(kept)
        return quiz

    @property
    def hints_left(self) -> int:
        """None: a quiz asks what is known without help."""
        return 0

    @property
    def allowance(self) -> Allowance:
        """One try: a quiz asks what is known at once."""
        return Allowance()

    def _next(self) -> Turn | None:
        if not self._left or self.time_left == 0.0:
            return None
        return self._desk.turn(self._left.popleft(), self.mode)

    def _counts(self, turn: Turn) -> bool:
        return self._desk.config.quiz_moves_memory

    def _by_concept(self, answers: Iterable[Answer]) -> tuple[ConceptScore, ...]:
        right = {answer.question.card.id for answer in answers if answer.right}
        cards: dict[tuple[str, str], list[str]] = defaultdict(list)
        for question in self._set:
            cards[question.card.pack, question.card.concept].append(question.card.id)
        scores = [
            ConceptScore(
                pack=pack,
                concept=concept,
                name=self._desk.concept_name(pack, concept),
                right=sum(card in right for card in ids),
                total=len(ids),
            )
            for (pack, concept), ids in cards.items()
        ]
        return tuple(sorted(scores, key=lambda score: score.right / score.total))


def _still(desk: Desk, kept: Iterable[Kept]) -> Iterator[Question]:
    """Those of the questions that can still be asked as they were."""
    for each in kept:
        with suppress(ChangedError):
            yield ask_kept(desk, each)


def draw_quiz(
    desk: Desk, cards: Iterable[Head], count: int, chance: Random, *, level: int | None = None
) -> tuple[Question, ...]:
    """At most `count` questions from these cards, as many concepts as possible, each card once.

    Only what the app can grade is taken. Concepts take turns in an order by chance, so neighbours in the set
    are of different concepts as far as that goes. Problems are asked at `level`, or at the nearest below that
    they have; without one as each one's memory asks.
    """
    drawn: list[Question] = []
    for card in _concepts_in_turn(cards, chance):
        if len(drawn) == count:
            break
        try:
            levels = desk.library.card(card.id).levels
            question = desk.ask(card.id, level=None if level is None else nearest_level(levels, level))
        except DrawError:
            continue  # the pack check tells its author; a quiz has others to ask
        if question.fields:
            drawn.append(question)
    return tuple(drawn)


def _concepts_in_turn(cards: Iterable[Head], chance: Random) -> Iterator[Head]:
    piles: dict[tuple[str, str], list[Head]] = defaultdict(list)
    for card in cards:
        piles[card.pack, card.concept].append(card)
    order = list(piles.values())
    chance.shuffle(order)
    for pile in order:
        chance.shuffle(pile)
    while order:
        for pile in order:
            yield pile.pop()
        order = [pile for pile in order if pile]
