"""Marks put on a card and taken back: what each key and each option of the command line does."""

from concurrent.futures import Future
from datetime import date, timedelta
from typing import TYPE_CHECKING

from studyapp.domain.marks import NO_MARKS, Mark, Marks
from studyapp.store.store import Store

if TYPE_CHECKING:  # home is painted before a card is asked
    from studyapp.study.asking import Clock


class Marking:
    """The marks of one learner's cards. What changes them gives a Future, done once it is on the disk."""

    def __init__(self, store: Store, clock: "Clock") -> None:
        self._store = store
        self._clock = clock

    def of(self, card: str) -> Marks:
        """The marks of a card that hold today; a rest that is over is none any more."""
        marks = self._store.marks().get(card, NO_MARKS)
        if marks.buried_until and marks.buried_until <= self.today:
            return Marks(flag=marks.flag, suspended=marks.suspended, note=marks.note)
        return marks

    @property
    def today(self) -> date:
        """The study day."""
        return self._store.days.of(self._clock())

    @property
    def tomorrow(self) -> date:
        """The study day until which a card is buried."""
        return self.today + timedelta(days=1)

    def flag(self, card: str, on: bool) -> Future[None]:
        """Flag a card, or take the flag away."""
        return self._mark(card, Mark.FLAG, on)

    def suspend(self, card: str, on: bool) -> Future[None]:
        """Let a card rest until it is taken back, or take it back."""
        return self._mark(card, Mark.SUSPEND, on)

    def bury(self, card: str, until: date | None) -> Future[None]:
        """Let a card rest until a study day; None to have it back."""
        return self._mark(card, Mark.BURY, until)

    def note(self, card: str, text: str) -> Future[None]:
        """Keep a note on a card in place of the one before; an empty one takes it away."""
        return self._mark(card, Mark.NOTE, text.strip())

    def _mark(self, card: str, mark: Mark, value: bool | date | str | None) -> Future[None]:
        return self._store.mark(card, mark, value, self._clock())
