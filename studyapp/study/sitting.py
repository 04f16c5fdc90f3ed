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

Most runs can be paused at any time: `pause()`, after its Future `advance()`, and then `keep` gives what
`take_up` of the same class makes the run of again, at the very question, even after a restart.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, Self

from studyapp.domain.attempt import Mode
from studyapp.domain.grade import Rating, Response
from studyapp.domain.marks import NO_MARKS, Marks
from studyapp.errors import StudyError
from studyapp.store.memory import Seen
from studyapp.study.asking import Asking
from studyapp.study.desk import Desk
from studyapp.study.keeping import ChangedError, answers_again, keep_turn, take_up_turn, texts
from studyapp.study.marking import Marking
from studyapp.study.paused import Kept
from studyapp.study.phase import Phase
from studyapp.study.rating import rating_for
from studyapp.study.summary import Answer
from studyapp.study.turn import Turn

if TYPE_CHECKING:
    from studyapp.study.card_sheet import CardSheet


@dataclass(frozen=True, slots=True)
class _Saving:
    """What was asked of the store, and what follows once it is done."""

    saved: Future[None]
    note: Callable[[], None]
    then: Callable[[], None]
    before: Phase


class Sitting(Asking, ABC):
    """A run through questions; sessions and quizzes say which question comes next."""

    mode: Mode
    kept_as: ClassVar[str] = ""
    """What a paused run is called in its file; empty where such a run cannot be paused."""
    has_end: ClassVar[bool] = True
    """Whether its questions come to an end of themselves. Of runs that have none only the latest is kept."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.clock)
        self._desk = desk
        self._saving: _Saving | None = None
        self._answers: list[Answer] = []

    # What a screen shows

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
    def time_left(self) -> float | None:
        """Seconds until the question at hand is the last; 0 once it is, None where there is no limit."""
        return None

    @property
    def seconds_left(self) -> float | None:
        """How long the questions to come are expected to take; None as long as that cannot be told."""
        usual = self._desk.store.usual_seconds()
        if usual is None or self._turn is None:
            return None
        return usual * (self.total - self.position + (self._phase is Phase.ASKING))

    @property
    def answers(self) -> tuple[Answer, ...]:
        """What was answered in this run, in order; practice is left out."""
        return tuple(self._answers)

    @property
    def preset(self) -> Rating | None:
        """The rating that is set before the learner chooses; None where only she can tell."""
        turn = self._turn
        if turn is None or self._phase is Phase.ASKING:
            return None
        return rating_for(
            turn.grade,
            was_helped=turn.was_helped,
            tries=turn.tries,
            gave_up=turn.gave_up,
            seconds=turn.seconds,
            usual_seconds=turn.usual_seconds,
        )

    def intervals(self) -> Mapping[Rating, timedelta]:
        """After how long each rating would bring this card back; empty where the memory is not moved."""
        turn = self._turn
        if turn is None or not self._counts(turn):
            return {}
        card = turn.question.card.id
        answered_elsewhere = self._desk.standing(card) != turn.standing
        return {} if answered_elsewhere else self._desk.intervals(card)

    @property
    def marking(self) -> Marking:
        """Flags, rests and notes of cards."""
        return self._desk.marking

    @property
    def marks(self) -> Marks:
        """The marks of the card that is asked."""
        return self.marking.of(self._turn.question.card.id) if self._turn else NO_MARKS

    def sheet(self) -> "CardSheet":
        """All that is known of the card that is asked, but for its answer."""
        from studyapp.study.card_sheet import card_sheet

        question = self._current().question
        return card_sheet(self._desk, question.card.id, question)

    # What a learner does

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

    # Pausing, and going on

    def pause(self) -> Future[None]:
        """Stop for now: what was graded but not rated is saved as it is preset; then call `advance`.

        After it the question waits that is next; where none is, the run is over.
        """
        if self._saving is None and self._phase is Phase.ANSWERED and self.preset is not None:
            return self.rate()
        if self._saving is None:
            nothing: Future[None] = Future()
            nothing.set_result(None)
            phase = self._phase
            self._wait_for(nothing, then=lambda: self._stay(phase))
        assert self._saving is not None
        return self._saving.saved

    def keep(self, typed: Response | None = None) -> Kept | None:
        """What it takes to go on exactly here, as JSON holds it; `typed` is what stands in the fields.

        None where there is nothing to keep: it is over, or nothing was done at it yet.
        """
        turn = self._turn
        begun = self._answers or (turn and (turn.was_helped or turn.tried or turn.answered_at))
        if not self.kept_as or turn is None or not (begun or any((typed or {}).values())):
            return None
        return {
            "turn": keep_turn(turn, self._clock(), typed),
            "answers": [answer.attempt.id for answer in self._answers],
        }

    @classmethod
    def take_up(cls, desk: Desk, kept: Kept) -> Self:
        """Go on with what `keep` gave; its phase is OVER where nothing is left of it.

        A card that was answered elsewhere meanwhile, or is gone, is left out. Raises StoreError where the
        log cannot be read; ValueError where this was never kept by `keep`.
        """
        raise NotImplementedError

    def _take_up(self, kept: Kept) -> None:
        """The answers so far and the question that waited, or the next one where that can't be asked."""
        self._answers = answers_again(self._desk, self._desk.store.attempts_with(texts(kept["answers"])))
        try:
            turn = take_up_turn(self._desk, kept["turn"])
        except ChangedError:
            self._move_on()
            return
        self._begin(turn)
        if turn.answered_at is not None:
            self._phase = Phase.ANSWERED

    def _stay(self, phase: Phase) -> None:
        self._phase = phase

    # How it goes on inside

    @abstractmethod
    def _next(self) -> Turn | None:
        """The next question's turn; None when none is left."""

    def _counts(self, turn: Turn) -> bool:
        """Whether this answer counts for the memory, unless another window answers the card first."""
        return True

    def _answered(self, answer: Answer) -> None:
        """Take note of an answer that is on the disk."""
        self._answers.append(answer)

    def _begin(self, turn: Turn | None) -> None:
        self._turn = turn
        self._phase = Phase.ASKING if turn else Phase.OVER

    def _move_on(self) -> None:
        self._begin(self._next())

    def _end(self) -> None:
        self._begin(None)

    def _save(self, turn: Turn, rating: Rating, then: Callable[[], None]) -> Future[None]:
        attempt = self._desk.attempt(turn, rating, moves_memory=self._counts(turn))
        answer = Answer(question=turn.question, response=turn.response, grade=turn.grade, attempt=attempt)

        saved = self._desk.store.append(attempt, Seen(turn.standing))
        return self._wait_for(saved, lambda: self._answered(answer), then)

    def _wait_for(
        self,
        saved: Future[None],
        note: Callable[[], None] = lambda: None,
        then: Callable[[], None] = lambda: None,
    ) -> Future[None]:
        self._saving = _Saving(saved, note, then, self._phase)
        self._phase = Phase.SAVING
        return saved
