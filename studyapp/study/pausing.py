"""Pausing runs through questions, and going on with them: what a workspace can do of it.

Imports no session and no quiz: the home screen tells what waits before any of them is needed.
"""

from abc import ABC, abstractmethod
from datetime import datetime
from typing import TYPE_CHECKING

from studyapp.errors import StoreError
from studyapp.home import Home
from studyapp.store.store import Store
from studyapp.study.paused import Paused, put_by, take, waiting

if TYPE_CHECKING:
    from studyapp.domain.grade import Response
    from studyapp.study.asking import Clock
    from studyapp.study.desk import Desk
    from studyapp.study.sitting import Sitting


class Pausing(ABC):
    """What has a home, a store and a clock keeps runs that were paused, and gives them back."""

    home: Home
    store: Store
    clock: "Clock"

    @property
    @abstractmethod
    def _scope(self) -> tuple[str, ...]:
        """What this workspace was opened for: a run through something else is not gone on with here."""

    @abstractmethod
    def _desk(self) -> "Desk":
        """What a run works with."""

    def put_by(self, sitting: "Sitting", typed: "Response | None" = None) -> bool:
        """Keep a run that `pause` stopped, with what stands in its fields; False where nothing was begun.

        Raises StoreError where that cannot be written; every answer is kept all the same.
        """
        run, now = sitting.keep(typed), self.clock()
        if run is None:
            return False
        if not sitting.has_end:  # else many would come to wait before home
            for earlier in self.paused():
                if earlier.kind == sitting.kept_as:
                    take(earlier)
        about = {
            "kind": sitting.kept_as,
            "at": now.isoformat(),
            "day": self.store.days.of(now).isoformat(),
            "scope": list(self._scope),
            "position": sitting.position,
            "total": sitting.total,
        }
        try:
            put_by(self.home.paused, about, run)
        except OSError as error:
            raise StoreError(
                "where you paused cannot be kept in {path} ({reason}); your answers are kept",
                path=self.home.paused,
                reason=error.strerror or "it cannot be written",
            ) from error
        return True

    def paused(self, now: datetime | None = None) -> tuple[Paused, ...]:
        """The runs that wait to be gone on with today, the one paused last first."""
        today = self.store.days.of(now or self.clock())
        return tuple(waiting(self.home.paused, today, self._scope))

    def take_up(self, paused: Paused) -> "Sitting | None":
        """The run again, at the very question; None where another terminal has it, or nothing is left of it.

        Cards that are gone, were changed, or were answered elsewhere meanwhile are left out.
        """
        kept = take(paused)
        if kept is None:
            return None
        from studyapp.study.runs import RUNS

        try:
            sitting = RUNS[paused.kind].take_up(self._desk(), kept)
        except (KeyError, TypeError, ValueError, AttributeError):  # written by something else than this app
            return None
        return sitting if sitting.question or sitting.answers else None

    def go_on(self, *kinds: str) -> "Sitting | None":
        """The newest of the paused runs of these kinds (of any, where none is named) that can be taken up."""
        for paused in self.paused():
            if (not kinds or paused.kind in kinds) and (run := self.take_up(paused)):
                return run
        return None
