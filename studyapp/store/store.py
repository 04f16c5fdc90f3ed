"""The learner's store: answers go in durably; memory, what is due, and the log come out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from studyapp.domain.attempt import Attempt
from studyapp.domain.marks import Mark
from studyapp.scheduling.days import Days
from studyapp.scheduling.schedule import Policy
from studyapp.store.log import time_text
from studyapp.store.marks import value_text
from studyapp.store.memory import Seen
from studyapp.store.reader import Reader

if TYPE_CHECKING:  # imported where a store is opened for writing, so that `due` need not load threads
    from concurrent.futures import Future

    from studyapp.store.arriving import Rows
    from studyapp.store.merge import Merged
    from studyapp.store.writer import Writer


class Store(Reader):
    """One learner's file.

    Whatever writes (`append`, `undo`, `follow`, `rebuild`) gives a Future that is done once the change is on
    the disk, or holds the StoreError that kept it from getting there. Whatever reads may be called from any
    thread and sees all that was acknowledged before.
    """

    def __init__(self, path: Path, device: str, *, policy: Policy, study_days: Days, read_only: bool) -> None:
        self._writer: Writer | None = None
        if not read_only:
            from studyapp.store.writer import Writer

            self._writer = Writer(path)
        try:
            super().__init__(path, device, policy, study_days)
            if self._writer and not device:
                self.device = self._writer.claim_device(datetime.now(UTC))
        except BaseException:
            if self._writer:
                self._writer.close()
            raise

    @classmethod
    def open(
        cls,
        path: Path,
        device: str = "",
        *,
        policy: Policy | None = None,
        study_days: Days | None = None,
        read_only: bool = False,
    ) -> Self:
        """Open the file at `path`, made where it is missing; raises StoreError where that cannot be.

        `device` names this machine in the log; without one the file keeps an id of its own. With `read_only`
        nothing is created or written, and a missing file reads as an empty one.
        """
        return cls(
            path, device, policy=policy or Policy(), study_days=study_days or Days(), read_only=read_only
        )

    def append(self, attempt: Attempt, seen: Seen | None = None) -> Future[None]:
        """Keep an attempt and move its card's memory; one whose id is there already changes nothing.

        With `seen`, the memory is moved only if the card still stands so as the attempt is written: another
        window may have answered it meanwhile.
        """
        day = attempt.day or self.days.of(attempt.at)
        return self._to_write().append(attempt, day, self.policy, seen)

    def undo(self, attempt: str, at: datetime | None = None) -> Future[None]:
        """Take the attempt with this id back: it stays in the log, under a tombstone, and counts no more."""
        return self._to_write().undo(attempt, self.device, at or datetime.now(UTC))

    def mark(
        self, card: str, mark: Mark, value: bool | date | str | None, at: datetime | None = None
    ) -> Future[None]:
        """Put a mark on a card, or take it back with False, None or an empty text; `Mark` says what it takes.

        The latest by (time, id) of a card and kind counts, on whichever device it was made.
        """
        from studyapp.store.ids import new_id

        said = value_text(mark, value)
        self.marks()  # so that it is told what the clock may not be behind
        now = self._marks.behind(card, mark, at or datetime.now(UTC))
        return self._to_write().mark((new_id(now), self.device, time_text(now), card, mark.value, said))

    def follow(self, aliases: Mapping[str, str]) -> Future[None]:
        """Let cards keep their history under a new id: earlier id to current id, all there are."""
        return self._to_write().follow(aliases)

    def rebuild(self) -> Future[int]:
        """Work all memories anew from the log, to the same bytes; how many there are."""
        return self._to_write().rebuild()

    def mend(self) -> Future[int]:
        """Work all indexes and all memories anew; how many memories there are."""
        return self._to_write().mend()

    def accept(self) -> Future[int]:
        """Take the log as it is now for what was written; how many days had been altered."""
        return self._to_write().accept()

    def merge(self, history: Iterable[Rows]) -> Future[Merged]:
        """Take in what of another history is not here yet; the order of histories changes nothing."""
        return self._to_write().merge(history)

    def close(self) -> None:
        """Finish writing and close the file."""
        super().close()
        if self._writer:
            self._writer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def _to_write(self) -> Writer:
        if self._writer is None:
            raise ValueError("this store was opened for reading")
        return self._writer
