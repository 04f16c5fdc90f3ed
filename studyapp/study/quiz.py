"""A quiz: a fixed set of fresh questions across the concepts, and a result at the end."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from random import Random
from typing import Self

from studyapp.domain.attempt import Mode
from studyapp.domain.card import Question
from studyapp.domain.grade import Response
from studyapp.domain.pack import Head
from studyapp.errors import DrawError
from studyapp.study.desk import Desk
from studyapp.study.keeping import ChangedError, ask_kept, keep_question
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
        self, desk: Desk, questions: Sequence[Question], *, feedback: Feedback = Feedback.EACH
    ) -> None:
        """Ask these questions in this order (`draw_quiz` draws them)."""
        super().__init__(desk)
        self.feedback = feedback
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

    def result(self) -> QuizResult:
        """How it went so far; a question that was not answered counts as wrong."""
        answers = self.answers
        return QuizResult(
            answers=answers,
            right=sum(answer.right for answer in answers),
            total=self.total,
            score=sum(answer.score for answer in answers) / self.total if self.total else 0.0,
            seconds=sum(answer.attempt.seconds for answer in answers),
            by_concept=self._by_concept(answers),
            slips=slips_of(answers),
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
        }

    @classmethod
    def take_up(cls, desk: Desk, kept: Kept) -> Self:
        """Go on with what `keep` gave; see `Sitting.take_up`. Questions that were changed are left out."""
        quiz = cls(desk, (), feedback=Feedback(kept["feedback"]))
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

    def _tries_allowed(self, turn: Turn) -> int:
        return 1  # a quiz asks what is known at once

    def _next(self) -> Turn | None:
        return self._desk.turn(self._left.popleft(), self.mode) if self._left else None

    def _moves_memory(self, turn: Turn) -> bool:
        return self._desk.config.quiz_moves_memory and super()._moves_memory(turn)

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


def draw_quiz(desk: Desk, cards: Iterable[Head], count: int, chance: Random) -> tuple[Question, ...]:
    """At most `count` questions from these cards, as many concepts as possible, each card once.

    Only what the app can grade is taken. Concepts take turns in an order by chance, so neighbours in the set
    are of different concepts as far as that goes.
    """
    drawn: list[Question] = []
    for card in _concepts_in_turn(cards, chance):
        if len(drawn) == count:
            break
        try:
            question = desk.ask(card.id)
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
