"""A session: what is due comes one by one, what was forgotten comes again, and any answer can be undone."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Self

from studyapp.domain.attempt import ANSWERS, Attempt, Mode
from studyapp.domain.grade import Rating, Response
from studyapp.errors import StoreError, StudyError, UnknownNameError
from studyapp.i18n import sentence
from studyapp.scheduling.load import AHEAD
from studyapp.study.desk import Desk
from studyapp.study.keeping import ChangedError, keep_turn, take_up_turn, texts
from studyapp.study.laying import LayingAside
from studyapp.study.leeches import Leech
from studyapp.study.paused import Kept
from studyapp.study.phase import Phase
from studyapp.study.summary import Answer, Summary, slips_of
from studyapp.study.turn import Turn
from studyapp.study.upcoming import Upcoming

MORE = 10
"""Minutes, or cards, by which a session is lengthened."""


class Session(LayingAside):
    """A run through a queue of cards; see `Sitting` for the flow."""

    mode = Mode.STUDY
    kept_as = "study"

    def __init__(
        self,
        desk: Desk,
        queue: Sequence[str],
        *,
        coming_back: Mapping[str, datetime] | None = None,
        minutes: float | None = None,
        later: Sequence[str] = (),
    ) -> None:
        """Begin with the first card of `queue` (card ids, as `Workspace.plan` gives them).

        `coming_back` are cards still being learnt since an earlier session, with the times when they are due.
        After `minutes` no further card is asked; the one that is asked may be finished. `later` are the cards
        of the plan that were left out to keep the session short: `lengthen` takes from them.
        """
        super().__init__(desk)
        self._upcoming = Upcoming(queue, {card: desk.answers_left(card) for card in queue})
        for card, due_at in (coming_back or {}).items():
            self._upcoming.comes_back(card, due_at, desk.answers_left(card))
        self._ends_at = None if minutes is None else desk.clock() + timedelta(minutes=minutes)
        self._later = list(later)
        self.is_last = False
        """Whether the session ends after the question that is asked."""
        self._aside: list[Turn] = []
        self._saved: list[Attempt] = []
        self._unaskable: list[StudyError] = []
        self._leeches: dict[str, Leech] = {}
        self._move_on()

    @property
    def total(self) -> int:
        """How many questions there will be where nothing is forgotten; new cards come again in steps."""
        turn, repeats = self._turn, 0
        if self.is_last:
            return self.position
        if turn is not None and turn.mode is self.mode:
            repeats = self._desk.answers_left_of(turn.standing) - 1
        aside = sum(self._desk.answers_left_of(waiting.standing) for waiting in self._aside)
        return self.position + repeats + aside + len(self._upcoming)

    @property
    def seconds_left(self) -> float | None:
        """How long it goes on: what the questions are expected to take, or the minutes that are left."""
        expected = super().seconds_left
        if self._ends_at is None or self._turn is None:
            return expected
        left = max(0.0, (self._ends_at - self._desk.clock()).total_seconds())
        return left if expected is None else min(left, expected)

    @property
    def can_lengthen(self) -> bool:
        """Whether `lengthen` would do something: the session is a short one."""
        return self._turn is not None and (self._ends_at is not None or bool(self._later))

    def lengthen(self) -> None:
        """Go on for ten minutes or ten cards more than was wanted."""
        self.is_last = False
        if self._ends_at is not None:
            self._ends_at = max(self._ends_at, self._desk.clock()) + timedelta(minutes=MORE)
        more, self._later = self._later[:MORE], self._later[MORE:]
        for card in more:
            self._upcoming.append(card, self._desk.answers_left(card))

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
        card, `new_numbers` to yet another variant. Raises ValueError where no problem was answered.
        """
        turn = self._current()
        if self._saving is not None:
            return self._saving.saved
        if not self.can_practise or self.preset is None:
            raise ValueError("only a problem that is answered can be practised with new numbers")
        return self._save(turn, self.preset, then=lambda: self._practise(turn))

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back, in this session or an earlier one."""
        return bool(self._laid) or self._last() is not None

    def undo(self) -> Future[None]:
        """Take the last answer back; `advance` then returns to that question, with the same numbers.

        A card that was laid aside since is taken up again first.

        Works without end, also when the session is over and for answers of earlier sessions; raises a
        StudyError where nothing is left to undo. The question that was asked meanwhile comes next, with its
        numbers. What stood in the fields is in `typed`.
        """
        if self._saving is not None:
            self.advance()
        if laid := self._last_laid():
            return self._ask_laid(laid)
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

    def keep(self, typed: Response | None = None) -> Kept | None:
        """What it takes to go on exactly here; see `Sitting.keep`."""
        kept = super().keep(typed)
        if kept is None:
            return None
        now = self._desk.clock()
        left = None if self._ends_at is None else max(0.0, (self._ends_at - now).total_seconds())
        return kept | {
            "upcoming": self._upcoming.keep(),
            "later": self._later,
            "aside": [keep_turn(turn, now) for turn in self._aside],
            "saved": [attempt.id for attempt in self._saved],
            "leeches": list(self._leeches),
            "unaskable": [sentence(error) for error in self._unaskable],
            "seconds_left": left,
            "is_last": self.is_last,
        }

    @classmethod
    def take_up(cls, desk: Desk, kept: Kept) -> Self:
        """Go on with what `keep` gave; see `Sitting.take_up`."""
        session = cls(desk, ())
        session._take_up(kept)
        return session

    def _take_up(self, kept: Kept) -> None:
        desk, upcoming = self._desk, kept["upcoming"]
        for card in desk.known(texts(upcoming["queue"])):
            if desk.is_wanted(card, None):
                self._upcoming.append(card, desk.answers_left(card))
        for card in desk.known(texts(list(upcoming["back"]))):
            due_at = datetime.fromisoformat(upcoming["back"][card])
            if desk.is_wanted(card, due_at):
                self._upcoming.comes_back(card, due_at, desk.answers_left(card))
        self._later = [card for card in desk.known(texts(kept["later"])) if desk.is_wanted(card, None)]
        for waiting in kept["aside"]:
            with suppress(ChangedError):
                self._aside.append(take_up_turn(desk, waiting))
        self._saved = desk.store.attempts_with(texts(kept["saved"]))
        leeches = {card: desk.leech(card) for card in desk.known(texts(kept["leeches"]))}
        self._leeches = {card: leech for card, leech in leeches.items() if leech}
        self._unaskable = [StudyError("{why}", why=why) for why in texts(kept["unaskable"])]
        left = kept["seconds_left"]
        self._ends_at = None if left is None else desk.clock() + timedelta(seconds=float(left))
        super()._take_up(kept)
        self.is_last = kept["is_last"] is True and self._turn is not None

    def _next(self) -> Turn | None:
        now = self._desk.clock()
        if self.is_last:
            self.is_last = False  # who takes the last answer back may go on
            return None
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

    def _counts(self, turn: Turn) -> bool:
        return turn.mode is Mode.STUDY

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
        self._put_aside()
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

    def _put_aside(self) -> None:
        """What is asked now comes next."""
        if self._turn is not None and self._turn.mode is self.mode:
            self._aside.append(self._turn)

    def _go_back(self, turn: Turn) -> None:
        self._put_aside()
        self._begin(turn)

    def _count_saved(self) -> int:
        return len(self._saved)

    def _drop(self, card: str) -> None:
        self._aside = [waiting for waiting in self._aside if waiting.question.card.id != card]
        self._later = [later for later in self._later if later != card]
        self._upcoming.drop(card)
