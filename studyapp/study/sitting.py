"""One learner in front of one question after another: what a session and a quiz have in common.

The flow, the same for every screen:

    sitting.question                      # what is asked; None once it is over
    sitting.read(field, typed)            # "read as …" while typing; raises ResponseError, costs nothing
    sitting.grade(response)               # or reveal() where she rates herself, or give_up()
    sitting.preset, sitting.intervals()   # the rating that is set; after how long each would bring it back
    saved = sitting.rate(rating)          # a Future: done once the answer is on the disk
    sitting.advance()                     # after the Future: on to the next question

`rate`, `undo` and `new_numbers` ask the store for something and return its Future; `advance` goes where it
leads. A screen awaits the Future (`asyncio.wrap_future`) and then calls `advance`, which never blocks then; a
program without a loop calls `advance` at once, which waits. If saving failed, `advance` raises the StoreError
and stays on the card, answered as it was, so that the learner can try again. One thread at a time calls it.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import timedelta

from studyapp.domain.attempt import Mode
from studyapp.domain.card import Question, Reveal
from studyapp.domain.grade import Grade, Rating, Response, Status
from studyapp.domain.text import Text
from studyapp.errors import StudyError
from studyapp.study.desk import Desk
from studyapp.study.phase import Phase
from studyapp.study.rating import rating_for
from studyapp.study.summary import Answer
from studyapp.study.turn import Turn


@dataclass(frozen=True, slots=True)
class _Saving:
    """What was asked of the store, and what follows once it is done."""

    saved: Future[None]
    note: Callable[[], None]
    then: Callable[[], None]
    before: Phase


class Sitting(ABC):
    """A run through questions; sessions and quizzes say which question comes next."""

    mode: Mode

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._turn: Turn | None = None
        self._phase = Phase.OVER
        self._saving: _Saving | None = None
        self._answers: list[Answer] = []

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
    def position(self) -> int:
        """Which question this is, from 1; once it is over, how many there were."""
        return len(self._answers) + (self._turn is not None and self._turn.mode is self.mode)

    @property
    def can_undo(self) -> bool:
        """Whether an answer can be taken back here."""
        return False

    @property
    def can_practise(self) -> bool:
        """Whether the question is answered and can be practised with new numbers."""
        return False

    @property
    def practising(self) -> bool:
        """Whether this question is practice, which moves no memory."""
        return False

    @property
    @abstractmethod
    def total(self) -> int:
        """How many questions there will be; it grows when a card has to come back."""

    @property
    def answers(self) -> tuple[Answer, ...]:
        """What was answered in this run, in order; practice is left out."""
        return tuple(self._answers)

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
        """What stood in the fields of a question that `undo` brought back; empty for any other."""
        return self._turn.typed if self._turn else {}

    @property
    def preset(self) -> Rating | None:
        """The rating that is set before the learner chooses; None where only she can tell."""
        turn = self._turn
        if turn is None or self._phase is Phase.ASKING:
            return None
        return rating_for(turn.grade, hints=turn.hints, tries=turn.tries, gave_up=turn.gave_up)

    def intervals(self) -> Mapping[Rating, timedelta]:
        """After how long each rating would bring this card back; empty where the memory is not moved."""
        if self._turn is None or not self._moves_memory(self._turn):
            return {}
        return self._desk.intervals(self._turn.question.card.id)

    # What a learner does

    def read(self, field: str, typed: str) -> str:
        """What one field's response is read as, for display; raises ResponseError where it can't be."""
        question = self._current().question
        return self._desk.card(question.card.id).read(question, field, typed)

    def hint(self) -> Text | None:
        """The next hint, in order; None when there is no more. With a hint, what is right is preset Hard."""
        turn = self._current()
        if self._phase is not Phase.ASKING or not self.hints_left:
            return None
        turn.hints += 1
        return turn.all_hints[turn.hints - 1]

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
        grade = self._desk.card(turn.question.card.id).grade(turn.question, response)
        if self._phase is not Phase.ASKING or _is_unreadable(grade):
            return grade
        if self.tries_left and not grade.correct:
            turn.missed.append(grade)
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
        return self._tries_allowed(turn) - turn.tries

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
        return self._desk.card(turn.question.card.id).reveal(turn.question, turn.grade)

    def give_up(self) -> Reveal:
        """ "I don't know": show the answer and the working; `rate` then saves Again, whatever is chosen."""
        turn = self._current()
        if self._phase is Phase.ASKING:
            turn.gave_up = True
            self._settle(turn)
        return self.reveal()

    def rate(self, rating: Rating | None = None) -> Future[None]:
        """Save the answer with this rating, or with the preset one; done once it is on the disk.

        A second call before `advance` gives the same Future, so a key held down rates once.
        """
        if self._saving is not None:
            return self._saving.saved
        turn = self._current()
        chosen = Rating.AGAIN if turn.gave_up else rating or self.preset
        if self._phase is not Phase.ANSWERED or chosen is None:
            raise ValueError("a question is rated once it is answered, with a rating where none is preset")
        return self._save(turn, chosen, then=self._move_on)

    def advance(self) -> None:
        """Go where the last `rate`, `new_numbers` or `undo` leads; waits for its Future where it is not done.

        Raises the StoreError if saving failed; the question then stands as it stood before.
        """
        if self._saving is None:
            return
        saving = self._saving
        try:
            saving.saved.result()
        except StudyError:
            self._phase = saving.before
            raise
        finally:
            self._saving = None
        saving.note()
        try:
            saving.then()
        except StudyError:  # saved it is; but how it goes on cannot be found out
            self._end()
            raise

    def leave(self) -> Future[None]:
        """End here: what was graded but not rated is saved as it is preset; `advance` then ends it."""
        if self._saving is None and self._phase is Phase.ANSWERED and self.preset is not None:
            self.rate()
        if self._saving is None:
            nothing: Future[None] = Future()
            nothing.set_result(None)
            self._wait_for(nothing)
        assert self._saving is not None
        self._saving = replace(self._saving, then=self._end)
        return self._saving.saved

    # How it goes on inside

    @abstractmethod
    def _next(self) -> Turn | None:
        """The next question's turn; None when none is left."""

    def _moves_memory(self, turn: Turn) -> bool:
        """Whether this answer counts for the memory: not if another window answered the card meanwhile."""
        return self._desk.standing(turn.question.card.id) == turn.standing

    def _tries_allowed(self, turn: Turn) -> int:
        """How many tries the question has here."""
        return turn.question.card.allowance.tries

    def _answered(self, answer: Answer) -> None:
        """Take note of an answer that is on the disk."""
        self._answers.append(answer)

    def _current(self) -> Turn:
        if self._turn is None:
            raise ValueError("no question is asked any more")
        return self._turn

    def _settle(self, turn: Turn) -> None:
        turn.answered_at = self._desk.clock()
        self._phase = Phase.ANSWERED

    def _begin(self, turn: Turn | None) -> None:
        self._turn = turn
        self._phase = Phase.ASKING if turn else Phase.OVER

    def _move_on(self) -> None:
        self._begin(self._next())

    def _end(self) -> None:
        self._begin(None)

    def _save(self, turn: Turn, rating: Rating, then: Callable[[], None]) -> Future[None]:
        attempt = self._desk.attempt(turn, rating, moves_memory=self._moves_memory(turn))
        answer = Answer(question=turn.question, response=turn.response, grade=turn.grade, attempt=attempt)

        return self._wait_for(self._desk.store.append(attempt), lambda: self._answered(answer), then)

    def _wait_for(
        self,
        saved: Future[None],
        note: Callable[[], None] = lambda: None,
        then: Callable[[], None] = lambda: None,
    ) -> Future[None]:
        self._saving = _Saving(saved, note, then, self._phase)
        self._phase = Phase.SAVING
        return saved


def _is_unreadable(grade: Grade) -> bool:
    return any(part.status is Status.UNREADABLE for part in grade.parts.values())
