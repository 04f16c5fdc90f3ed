"""One question as it is answered: read, graded, hinted, tried again, given up; nothing is kept here."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeAlias, cast

from studyapp.domain.card import Allowance, Asked, Question, Reveal
from studyapp.domain.grade import Grade, Response, Status
from studyapp.domain.text import Text
from studyapp.domain.value import Value
from studyapp.study.example import example_givens
from studyapp.study.phase import Phase
from studyapp.study.turn import Turn

Clock: TypeAlias = Callable[[], datetime]
"""The time now, in UTC and aware."""


class Asking:
    """What a session, a quiz and a preview have in common; they say which question comes next."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._turn: Turn | None = None
        self._phase = Phase.OVER

    # What a screen shows

    @property
    def phase(self) -> Phase:
        """Where the flow stands."""
        return self._phase

    @property
    def question(self) -> Question | None:
        """What is asked now; None once it is over."""
        return self._turn.question if self._turn else None

    @property
    def earned(self) -> Grade | None:
        """What the response to this question earned, once it is graded."""
        return self._turn.grade if self._turn else None

    @property
    def gave_up(self) -> bool:
        """Whether the learner said "I don't know" to this question; it counts as Again then."""
        return self._turn is not None and self._turn.gave_up

    @property
    def typed(self) -> Response:
        """What stood in the fields of a question that `undo` or a pause brought back; empty for any other."""
        return self._turn.typed if self._turn else {}

    # What a learner does

    def read(self, field: str, typed: str) -> str:
        """What one field's response is read as, for display; raises ResponseError where it can't be."""
        question = self._current().question
        return _asked(question).read(question, field, typed)

    def hint(self) -> Text | None:
        """The next hint, in order; None when there is no more. With a hint, what is right is preset Hard."""
        turn = self._current()
        if self._phase is not Phase.ASKING or not self.hints_left:
            return None
        turn.hints += 1
        return turn.all_hints[turn.hints - 1]

    def look_at_demo(self) -> Mapping[str, Value]:
        """The card's demonstration is opened: the givens to show it with, empty where it has none.

        Before the answer that is a help, as a hint is, and shows an example: with the question's own numbers
        it would tell the answer. Once it is answered these are its own.
        """
        turn = self._current()
        question = turn.question
        if self._phase is Phase.ASKING:
            turn.saw_demo = True
            return example_givens(_asked(question), question)
        return question.variant.givens if question.variant else {}

    @property
    def hints_taken(self) -> tuple[Text, ...]:
        """The hints that were taken so far, in order."""
        return self._turn.all_hints[: self._turn.hints] if self._turn else ()

    @property
    def allowance(self) -> Allowance:
        """How often the question may be tried here, and what help costs."""
        return self._turn.question.card.allowance if self._turn else Allowance()

    @property
    def hints_left(self) -> int:
        """How many hints this question has that were not taken yet."""
        turn = self._turn
        return len(turn.all_hints) - turn.hints if turn else 0

    def grade(self, response: Response) -> Grade:
        """Say what the response earned, and remember it for `rate`.

        A response with an unreadable part costs nothing: its grade says where, nothing is remembered, and the
        question goes on waiting (`phase` stays ASKING). It waits on, too, after a response that is not right
        where the card allows another try; `missed` is its grade then.
        """
        turn = self._current()
        if turn.grade is not None:
            return turn.grade
        grade = _asked(turn.question).grade(turn.question, response)
        if self._phase is not Phase.ASKING or _is_unreadable(grade):
            return grade
        if self.tries_left and not grade.correct:
            turn.missed.append(grade)
            turn.tried.append(dict(response))
        else:
            turn.grade, turn.response = grade, dict(response)
            self._settle(turn)
        return grade

    @property
    def tries_left(self) -> int:
        """How many more tries there are after this one, while the question waits for a response."""
        turn = self._turn
        if turn is None or self._phase is not Phase.ASKING:
            return 0
        return self.allowance.tries - turn.tries

    @property
    def missed(self) -> Grade | None:
        """What the last try earned, where there is another one."""
        turn = self._turn
        return turn.missed[-1] if turn and turn.missed else None

    def reveal(self) -> Reveal:
        """The answer with its explanation and working, and where the learner's way departs.

        A card that the learner rates herself counts as answered once it is revealed; a question that waits
        for a response counts as given up.
        """
        turn = self._current()
        if self._phase is Phase.ASKING:
            turn.gave_up = bool(turn.question.fields)
            self._settle(turn)
        return _asked(turn.question).reveal(turn.question, turn.grade)

    def give_up(self) -> Reveal:
        """ "I don't know": show the answer and the working; `rate` then saves Again, whatever is chosen."""
        turn = self._current()
        if self._phase is Phase.ASKING:
            turn.gave_up = True
            self._settle(turn)
        return self.reveal()

    # How it goes on inside

    def _current(self) -> Turn:
        if self._turn is None:
            raise ValueError("no question is asked any more")
        return self._turn

    def _settle(self, turn: Turn) -> None:
        turn.answered_at = self._clock()
        self._phase = Phase.ANSWERED


def _asked(question: Question) -> Asked:
    return cast(Asked, question.card)


def _is_unreadable(grade: Grade) -> bool:
    return any(part.status is Status.UNREADABLE for part in grade.parts.values())
