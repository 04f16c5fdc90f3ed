"""The one that writes: every change in one transaction, durable before it is acknowledged."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from studyapp.collecting import uncollected
from studyapp.domain.attempt import Attempt
from studyapp.errors import StoreError
from studyapp.scheduling.schedule import Policy
from studyapp.store.database import writing
from studyapp.store.digests import accept, add_to_digest, row_digest
from studyapp.store.failures import as_sentences
from studyapp.store.functions import lend_functions
from studyapp.store.log import insert_attempt, insert_tombstone, moves_memory, row_of_attempt, time_text
from studyapp.store.marks import insert_mark
from studyapp.store.memory import Recaller, Seen
from studyapp.store.one_by_one import OneByOne

if TYPE_CHECKING:
    from studyapp.store.arriving import Rows
    from studyapp.store.merge import Merged

CHECKPOINT_EVERY = 400
"""Transactions between two checkpoints of the write-ahead log: hardly an answer waits for one."""

T = TypeVar("T")


class Writer:
    """Owns the writing connection. Any thread may call its methods; what they ask for is done in order."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        """`connection` is one that `open_for_writing` gave for `path`."""
        self._path = path
        self._connection = connection
        # A checkpoint copies the write-ahead log into the file and waits for the disk: that is done between
        # two answers, never within one.
        self._connection.execute("PRAGMA wal_autocheckpoint = 0")
        lend_functions(self._connection)
        self._recaller = Recaller(self._connection)
        self._changes = 0
        self._turns = OneByOne("store")

    def append(self, attempt: Attempt, day: date, policy: Policy, seen: Seen | None = None) -> Future[None]:
        """Add an attempt of a study day and move its card's memory; adding it twice changes nothing.

        With `seen` it moves no memory if the card stands otherwise by now.
        """
        return self._submit(lambda: self._append(attempt, day, policy, seen))

    def undo(self, attempt: str, device: str, at: datetime) -> Future[None]:
        """Take an attempt back with a tombstone, and its card's memory with it."""
        return self._submit(lambda: self._undo(attempt, device, at))

    def mark(self, row: tuple[str, ...]) -> Future[None]:
        """Keep a mark on a card, or that it was taken back: a row of MARK."""
        return self._submit(lambda: self._mark(row))

    def follow(self, aliases: Mapping[str, str]) -> Future[None]:
        """Take these earlier ids for those current ones, and no others."""
        wanted = dict(aliases)
        return self._submit(lambda: self._recaller.follow(wanted))

    def rebuild(self) -> Future[int]:
        """Work all memories anew from the log; how many there are."""
        return self._submit(lambda: self._recaller.replay_all(self._path))

    def mend(self) -> Future[int]:
        """Work all indexes and memories anew, and put guards back; how many memories there are."""
        return self._turns.submit(self._mend)

    def accept(self) -> Future[int]:
        """Take the log as it is now for what was written; how many days' digests were others."""
        return self._submit(lambda: accept(self._connection))

    def merge(self, history: "Iterable[Rows]") -> "Future[Merged]":
        """Take in what of another history is not here yet; how much that was."""
        return self._turns.submit(lambda: self._merge(history))

    def settle(self) -> None:
        """Wait until nothing that was asked for is left to do, no checkpoint either."""
        self._turns.submit(lambda: None).result()

    def close(self) -> None:
        """Finish what was asked for, then close."""
        self._turns.close()
        self._connection.close()

    def _submit(self, change: Callable[[], T]) -> Future[T]:
        return self._turns.submit(lambda: self._in_transaction(change))

    def _in_transaction(self, change: Callable[[], T]) -> T:
        # As `_transaction`, without a generator for each answer.
        with as_sentences(self._path), writing(self._connection, self._recaller.forget):
            result = change()
        self._changes += 1
        if self._changes % CHECKPOINT_EVERY == 0:
            self._checkpoint_soon()
        return result

    def _merge(self, history: "Iterable[Rows]") -> "Merged":
        from studyapp.store.merge import merge  # seldom wanted, and home waits for what is imported above

        with as_sentences(self._path), uncollected():
            merged = merge(self._connection, self._recaller, history, self._transaction)
        self._checkpoint_soon()
        return merged

    def _checkpoint_soon(self) -> None:
        with suppress(RuntimeError):  # closing already: SQLite does it as the file is closed
            self._turns.submit(self._checkpoint)
            self._turns.call()

    def _checkpoint(self) -> None:
        self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)")

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        # Where it fails, what the recaller put into the file is not there.
        with as_sentences(self._path), writing(self._connection, self._recaller.forget):
            yield

    def _append(self, attempt: Attempt, day: date, policy: Policy, seen: Seen | None) -> None:
        known = self._recaller.known(attempt.card) if moves_memory(attempt) else None
        if seen is not None and seen.standing != (known.standing if known else None):
            attempt = attempt._replace(moves_memory=False)
        row = row_of_attempt(attempt, day, self._recaller.keep(policy))
        if insert_attempt(self._connection, row):
            add_to_digest(self._connection, "attempts", str(day), 1, row_digest("attempts", row))
            if moves_memory(attempt):
                self._recaller.take_in(row, known)

    def _undo(self, attempt: str, device: str, at: datetime) -> None:
        found = self._connection.execute("SELECT card FROM attempts WHERE id = ?", (attempt,)).fetchone()
        if found is None:
            raise StoreError("there is no answer {id} that could be taken back", id=attempt)
        row = (attempt, device, time_text(at))
        if insert_tombstone(self._connection, row):
            add_to_digest(self._connection, "tombstones", row[2][:10], 1, row_digest("tombstones", row))
            self._recaller.replay(self._recaller.current_id(found[0]))

    def _mark(self, row: tuple[str, ...]) -> None:
        if insert_mark(self._connection, row):
            add_to_digest(self._connection, "marks", row[2][:10], 1, row_digest("marks", row))

    def _mend(self) -> int:
        from studyapp.store.schema import put_back  # seldom wanted

        with self._transaction():
            put_back(self._connection)
            self._connection.execute("REINDEX")
        return self._in_transaction(lambda: self._recaller.replay_all(self._path))
