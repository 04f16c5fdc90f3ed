"""Laying aside the card that is asked: it goes without an answer, for good or until tomorrow."""

from abc import abstractmethod
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass

from studyapp.domain.grade import Response
from studyapp.domain.marks import Mark
from studyapp.study.desk import Desk
from studyapp.study.keeping import ChangedError, ask_kept, keep_turn
from studyapp.study.paused import Kept
from studyapp.study.sitting import Sitting
from studyapp.study.turn import Turn


@dataclass(frozen=True, slots=True)
class _Laid:
    """A question that was laid aside unanswered."""

    turn: Turn
    mark: Mark
    """SUSPEND or BURY."""
    answers: int
    """How many answers of this session there were then."""


class LayingAside(Sitting):
    """A run whose questions can be laid aside, and taken up again by undo."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._laid: list[_Laid] = []
        self._rests_anyway = False
        """Whether the card rested when it was asked already: then somebody wanted it all the same."""

    def keep(self, typed: Response | None = None) -> Kept | None:
        """What it takes to go on exactly here; see `Sitting.keep`."""
        kept, now = super().keep(typed), self._clock()
        laid = [
            {"turn": keep_turn(one.turn, now), "mark": one.mark.value, "answers": one.answers}
            for one in self._laid
        ]
        return kept and kept | {"laid": laid}

    def _take_up(self, kept: Kept) -> None:
        for one in kept["laid"]:
            with suppress(ChangedError):
                turn = self._desk.turn(ask_kept(self._desk, one["turn"]["question"]), self.mode)
                self._laid.append(_Laid(turn, Mark(one["mark"]), int(one["answers"])))
        super()._take_up(kept)

    def suspend(self) -> Future[None]:
        """Let the card that is asked rest for good; `advance` goes on, and no answer is counted."""
        return self._lay_aside(Mark.SUSPEND, lambda card: self.marking.suspend(card, True))

    def bury(self) -> Future[None]:
        """Let the card that is asked rest until tomorrow; `advance` goes on, and no answer is counted."""
        return self._lay_aside(Mark.BURY, lambda card: self.marking.bury(card, self.marking.tomorrow))

    def look_again(self) -> bool:
        """Take note of what was done to the asked card elsewhere; whether another question is asked now.

        Where it rests since, the next one is; where it was reset, the answer counts as its first.
        """
        turn = self._turn
        if turn is None or self._saving is not None:
            return False
        marks = self.marks
        if marks.rests(self.marking.today) and not self._rests_anyway:
            self._leave_out(turn, Mark.SUSPEND if marks.suspended else Mark.BURY)
            self._move_on()
            return True
        if self._desk.standing(turn.question.card.id) is None:
            turn.standing = None
        return False

    def _begin(self, turn: Turn | None) -> None:
        super()._begin(turn)
        self._rests_anyway = self.marks.rests(self.marking.today)

    def _lay_aside(self, mark: Mark, keep: Callable[[str], Future[None]]) -> Future[None]:
        turn = self._current()
        if self._saving is not None:
            return self._saving.saved
        saved = keep(turn.question.card.id)
        return self._wait_for(saved, note=lambda: self._leave_out(turn, mark), then=self._move_on)

    def _leave_out(self, turn: Turn, mark: Mark) -> None:
        self._laid.append(_Laid(turn, mark, self._count_saved()))
        self._drop(turn.question.card.id)

    def _last_laid(self) -> _Laid | None:
        """What was laid aside after the last answer of this session, the latest of it that still rests."""
        while self._laid and self._laid[-1].answers >= self._count_saved():
            laid = self._laid[-1]
            if self.marking.of(laid.turn.question.card.id).rests(self.marking.today):
                return laid
            self._laid.pop()  # it was taken back elsewhere
        return None

    def _ask_laid(self, laid: _Laid) -> Future[None]:
        """Take the mark back; `advance` then returns to that question, with the same numbers."""
        card = laid.turn.question.card.id
        suspended = laid.mark is Mark.SUSPEND
        return self._wait_for(
            self.marking.suspend(card, False) if suspended else self.marking.bury(card, None),
            note=lambda: self._laid.remove(laid),
            then=lambda: self._go_back(self._desk.turn(laid.turn.question, laid.turn.mode)),
        )

    @abstractmethod
    def _count_saved(self) -> int:
        """How many answers of this run are on the disk, practice among them."""

    @abstractmethod
    def _drop(self, card: str) -> None:
        """Ask this card no more."""

    @abstractmethod
    def _go_back(self, turn: Turn) -> None:
        """Ask this, and then what is asked now."""
