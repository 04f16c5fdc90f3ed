"""The learner's store: answers go in durably; memory, what is due, and the log come out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Self

from studyapp.domain.attempt import Attempt
from studyapp.domain.marks import Mark
from studyapp.scheduling.days import Days
from studyapp.scheduling.schedule import Policy
from studyapp.store.database import open_for_writing, writing
from studyapp.store.failures import as_sentences
from studyapp.store.ids import new_id
from studyapp.store.log import time_text
from studyapp.store.marks import value_text
from studyapp.store.reader import Reader

if TYPE_CHECKING:  # imported where something is written, so that neither home nor `due` need wait for it
    import sqlite3
    from concurrent.futures import Future

    from studyapp.store.arriving import Rows
    from studyapp.store.memory import Seen
    from studyapp.store.merge import Merged
    from studyapp.store.writer import Writer


class Store(Reader):
    """One learner's file.

    Whatever writes (`append`, `undo`, `follow`, `rebuild`) gives a Future that is done once the change is on
    the disk, or holds the StoreError that kept it from getting there. Whatever reads may be called from any
    thread and sees all that was acknowledged before.
    """

    def __init__(self, path: Path, device: str, *, policy: Policy, study_days: Days, read_only: bool) -> None:
        self._to_write: sqlite3.Connection | None = None if read_only else open_for_writing(path)
        self._writing: Writer | None = None
        self._beginning = Lock()
        try:
            super().__init__(path, device, policy, study_days)
            if self._to_write and not device:
                self.device = self._claimed_id(self._to_write)
        except BaseException:
            self._close_writing()
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
        return self._writer.append(attempt, day, self.policy, seen)

    def undo(self, attempt: str, at: datetime | None = None) -> Future[None]:
        """Take the attempt with this id back: it stays in the log, under a tombstone, and counts no more."""
        return self._writer.undo(attempt, self.device, at or datetime.now(UTC))

    def mark(
        self, card: str, mark: Mark, value: bool | date | str | None, at: datetime | None = None
    ) -> Future[None]:
        """Put a mark on a card, or take it back with False, None or an empty text; `Mark` says what it takes.

        The latest by (time, id) of a card and kind counts, on whichever device it was made.
        """
        said = value_text(mark, value)
        self.marks()  # so that it is told what the clock may not be behind
        now = self._marks.behind(card, mark, at or datetime.now(UTC))
        return self._writer.mark((new_id(now), self.device, time_text(now), card, mark.value, said))

    def follow(self, aliases: Mapping[str, str]) -> Future[None]:
        """Let cards keep their history under a new id: earlier id to current id, all there are."""
        return self._writer.follow(aliases)

    def rebuild(self) -> Future[int]:
        """Work all memories anew from the log, to the same bytes; how many there are."""
        return self._writer.rebuild()

    def mend(self) -> Future[int]:
        """Work all indexes and all memories anew; how many memories there are."""
        return self._writer.mend()

    def accept(self) -> Future[int]:
        """Take the log as it is now for what was written; how many days had been altered."""
        return self._writer.accept()

    def merge(self, history: Iterable[Rows]) -> Future[Merged]:
        """Take in what of another history is not here yet; the order of histories changes nothing."""
        return self._writer.merge(history)

    def settle(self) -> None:
        """Wait until all that was asked for is done, and what the writer does between two answers."""
        self._writer.settle()

    def close(self) -> None:
        """Finish writing and close the file."""
        super().close()
        self._close_writing()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    @property
    def _writer(self) -> Writer:
        """Who writes; there is one from the first time that something is to be written."""
        if self._to_write is None:
            raise ValueError("this store was opened for reading, or is closed")
        with self._beginning:
            if self._writing is None:
                from studyapp.store.writer import Writer

                self._writing = Writer(self.path, self._to_write)
            return self._writing

    def _claimed_id(self, connection: sqlite3.Connection) -> str:
        """The id that this file gives its machine, chosen once.

        It is asked for by what would write it: so where nothing can be written, a learner is told of that
        before she answers.
        """
        with as_sentences(self.path), writing(connection):
            connection.execute(
                "INSERT INTO device (id) SELECT ? WHERE NOT EXISTS (SELECT 1 FROM device)",
                (new_id(datetime.now(UTC)),),
            )
            device: str = connection.execute("SELECT id FROM device").fetchone()[0]
        return device

    def _close_writing(self) -> None:
        if self._writing is not None:
            self._writing.close()
        elif self._to_write is not None:
            self._to_write.close()
            self._to_write = None
