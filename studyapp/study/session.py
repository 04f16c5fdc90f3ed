"""A session: what is due comes one by one, what was forgotten comes again, and any answer can be undone."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from datetime import datetime, timedelta

from studyapp.domain.attempt import ANSWERS, Attempt, Mode
from studyapp.domain.grade import Rating
from studyapp.errors import StoreError, StudyError, UnknownNameError
from studyapp.scheduling.load import AHEAD
from studyapp.study.desk import Desk
from studyapp.study.leeches import Leech
from studyapp.study.phase import Phase
from studyapp.study.sitting import Sitting
from studyapp.study.summary import Answer, Summary, slips_of
from studyapp.study.turn import Turn
from studyapp.study.upcoming import Upcoming


class Session(Sitting):
    """A run through a queue of cards; see `Sitting` for the flow."""

    mode = Mode.STUDY

    def __init__(
        self,
        desk: Desk,
        queue: Sequence[str],
        *,
        coming_back: Mapping[str, datetime] | None = None,
        minutes: float | None = None,
    ) -> None:
        """Begin with the first card of `queue` (card ids, as `Workspace.plan` gives them).

        `coming_back` are cards still being learnt since an earlier session, with the times when they are due.
        After `minutes` no further card is asked; the one that is asked may be finished.
        """
        super().__init__(desk)
        self._upcoming = Upcoming(queue, {card: desk.answers_left(card) for card in queue})
        for card, due_at in (coming_back or {}).items():
            self._upcoming.comes_back(card, due_at, desk.answers_left(card))
        self._ends_at = None if minutes is None else desk.clock() + timedelta(minutes=minutes)
        self._aside: list[Turn] = []
        self._saved: list[Attempt] = []
        self._unaskable: list[StudyError] = []
        self._leeches: dict[str, Leech] = {}
        self._move_on()

    @property
    def total(self) -> int:
        """How many questions there will be where nothing is forgotten; new cards come again in steps."""
        turn, repeats = self._turn, 0
        if turn is not None and turn.mode is self.mode:
            repeats = self._desk.answers_left_of(turn.standing) - 1
        aside = sum(self._desk.answers_left_of(waiting.standing) for waiting in self._aside)
        return self.position + repeats + aside + len(self._upcoming)

    @property
    def practising(self) -> bool:
        """Whether this is a problem asked again with new numbers, which moves no memory."""
        return self._turn is not None and self._turn.mode is Mode.DRILL

    @property
    def can_practise(self) -> bool:
        """Whether `new_numbers` would do something: the question is a problem and it is answered."""
        turn = self._turn
        return turn is not None and self._phase is Phase.ANSWERED and turn.question.variant is not None

    def new_numbers(self) -> Future[None]:
        """ "Same problem, new numbers": save this answer as it is preset, then (`advance`) ask it anew.

        The practice answer is kept as a drill and moves no memory; `rate()` and `advance` lead on to the next
        card, `new_numbers` to yet another variant.
        """
        turn = self._current()
        if self._saving is not None:
            return self._saving.saved
        if not self.can_practise or self.preset is None:
            raise ValueError("only a problem that is answered can be practised with new numbers")
        return self._save(turn, self.preset, then=lambda: self._practise(turn))

    @property
    def can_undo(self) -> bool:
        """Whether there is an answer to take back, in this session or an earlier one."""
        return self._last() is not None

    def undo(self) -> Future[None]:
        """Take the last answer back; `advance` then returns to that question, with the same numbers.

        Works without end, also when the session is over and for answers of earlier sessions; raises a
        StudyError where nothing is left to undo. The question that was asked meanwhile comes next, with its
        numbers. What stood in the fields is in `typed`.
        """
        if self._saving is not None:
            self.advance()
        last = self._last()
        if last is None:
            raise StudyError("there is no answer left to take back")
        return self._wait_for(
            self._desk.store.undo(last.id, self._desk.clock()),
            note=lambda: self._forget(last),
            then=lambda: self._return_to(last),
        )

    def now(self) -> datetime:
        """The time by the session's clock."""
        return self._desk.clock()

    def summary(self) -> Summary:
        """What came of the session so far."""
        return Summary(
            answered=len(self._answers),
            right=sum(answer.right for answer in self._answers),
            practised=sum(attempt.mode is Mode.DRILL for attempt in self._saved),
            seconds=sum(answer.attempt.seconds for answer in self._answers),
            slips=slips_of(self._answers),
            next_due=self._desk.next_due(),
            leeches=tuple(self._leeches.values()),
            unaskable=tuple(self._unaskable),
        )

    def _next(self) -> Turn | None:
        now = self._desk.clock()
        if self._aside:
            waiting = self._aside.pop()
            return self._desk.turn(waiting.question, self.mode, typed=waiting.response or waiting.typed)
        if self._ends_at is not None and now >= self._ends_at:
            self._upcoming.clear()
        just_asked = self._answers[-1].question.card.id if self._answers else None
        while coming := self._upcoming.next(now, but=just_asked):
            card, due_at = coming
            try:
                if self._desk.is_wanted(card, due_at):
                    return self._desk.turn(self._desk.ask(card), self.mode)
            except UnknownNameError:
                continue  # its pack is gone; its history waits for it
            except StoreError:
                raise
            except StudyError as error:
                self._unaskable.append(error)
        return None

    def _answered(self, answer: Answer) -> None:
        self._saved.append(answer.attempt)
        if answer.attempt.mode is Mode.DRILL:
            return
        super()._answered(answer)
        card = answer.question.card.id
        standing = self._desk.standing(card)
        now = self._desk.clock()
        if standing and standing.due_at is not None and standing.due_at <= now + AHEAD:
            self._upcoming.comes_back(card, standing.due_at, self._desk.answers_left_of(standing))
        if answer.attempt.rating is Rating.AGAIN and (leech := self._desk.leech(card)):
            self._leeches[card] = leech

    def _moves_memory(self, turn: Turn) -> bool:
        return turn.mode is Mode.STUDY and super()._moves_memory(turn)

    def _practise(self, answered: Turn) -> None:
        question = self._desk.ask(answered.question.card.id, level=answered.question.level)
        self._begin(self._desk.turn(question, Mode.DRILL))

    def _last(self) -> Attempt | None:
        """What undo takes back: this session's answers first, for another window may be at work too."""
        return self._saved[-1] if self._saved else self._desk.store.last_attempt(ANSWERS)

    def _forget(self, undone: Attempt) -> None:
        self._saved = [attempt for attempt in self._saved if attempt.id != undone.id]
        if undone.mode is Mode.DRILL:
            return  # practice changed nothing of when its card comes back
        self._answers = [answer for answer in self._answers if answer.attempt.id != undone.id]
        self._upcoming.drop(undone.card)
        self._leeches.pop(undone.card, None)

    def _return_to(self, undone: Attempt) -> None:
        before = self._turn
        if before is not None and before.mode is self.mode:
            self._aside.append(before)
        if undone.mode is not Mode.DRILL:
            self._aside = [turn for turn in self._aside if turn.question.card.id != undone.card]
        try:
            question = self._desk.ask_again(undone)
        except StoreError:
            raise
        except StudyError:  # its pack is gone, or asks it no longer: undone all the same
            self._move_on()
            return
        mode = Mode.DRILL if undone.mode is Mode.DRILL else self.mode
        self._begin(self._desk.turn(question, mode, typed=undone.response))
