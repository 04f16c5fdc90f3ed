"""Copying a learner's file whole: into a file beside it, which gets its name once it was found sound."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from itertools import count
from pathlib import Path
from time import time

from studyapp.errors import StoreError
from studyapp.store.failures import as_sentences
from studyapp.store.files import put_in_place, remove_database

AT_ONCE, STEPS = 2000, 100_000
"""Pages of a copy, and steps of SQLite's machine, between two pauses: some milliseconds of work."""

ABANDONED = 3600.0
"""Seconds after which an unfinished copy is nobody's any more: one takes seconds."""

_copies = count()


def copy_whole(
    source: sqlite3.Connection, path: Path, target: Path, pause: Callable[[], None] = lambda: None
) -> None:
    """Copy what a connection to `path` sees into one file, which gets its name once it was found whole.

    `pause` is called now and then, and may raise to end it. Raises StoreError where the copy is damaged.
    """
    # Two terminals may copy at once: each into a file of its own.
    unfinished = target.with_name(f"{target.name}.new-{os.getpid()}-{next(_copies)}")
    with as_sentences(target):
        clear_unfinished(target.parent, target.name)
        remove_database(unfinished)
        least = _counts(source)
        try:
            with closing(sqlite3.connect(unfinished)) as copy:
                source.backup(copy, pages=AT_ONCE, progress=lambda *_: pause(), sleep=0)
                copy.execute("PRAGMA journal_mode = DELETE")  # it needs no other file beside it
            if reason := _fault_of(unfinished, least, pause):
                pause()  # where it was that which ended the look, it raises again
                raise StoreError(
                    "{path} could not be backed up, for the copy is damaged ({reason}); "
                    "it was left as it is; `studyapp doctor` says what can be done",
                    path=path,
                    reason=reason,
                )
            put_in_place(unfinished, target)
        finally:
            remove_database(unfinished)


def clear_unfinished(folder: Path, names: str) -> None:
    """Delete what copies to these names (a pattern) left that were killed, once it is an hour old."""
    for left in folder.glob(f"{names}.new*"):
        with suppress(OSError):
            if time() - left.stat().st_mtime > ABANDONED:
                left.unlink()


def _fault_of(copy: Path, least: tuple[int, ...], pause: Callable[[], None]) -> str:
    """What is wrong with a copy, opened again; nothing where it is whole and holds no fewer rows."""
    try:
        with closing(sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro", uri=True)) as written:
            written.set_progress_handler(pause, STEPS)
            verdict: str = written.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if verdict == "ok" and any(has < had for has, had in zip(_counts(written), least, strict=True)):
                verdict = "rows are missing"
    except sqlite3.Error as error:
        return str(error)
    return "" if verdict == "ok" else verdict


def _counts(connection: sqlite3.Connection) -> tuple[int, ...]:
    tables = connection.execute(
        "SELECT name FROM sqlite_schema WHERE name IN ('attempts', 'tombstones', 'parameters', 'marks')"
        " ORDER BY name"
    ).fetchall()
    return tuple(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for (table,) in tables)
