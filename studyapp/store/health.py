"""Whether the learner's file is whole: its pages, its log, and the memory that follows from the log."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from studyapp.errors import StoreError
from studyapp.store.backup import newest_backup
from studyapp.store.copying import STEPS
from studyapp.store.database import open_as_it_is
from studyapp.store.digests import AlteredDay, altered_days
from studyapp.store.every_memory import compared
from studyapp.store.failures import as_sentences
from studyapp.store.missing import lost_since
from studyapp.store.parameters import hash_of
from studyapp.store.schema import strange

LATEST = 30
"""Days of the log, the latest of those on which something was answered, that a quick check reads."""
FEW = 20_000
"""Up to so many answers a quick check works every memory anew, too."""
PAUSE_EVERY = 50
"""Cards whose memory is worked anew, which takes a millisecond or two."""
MOST = 20
"""Faults of the pages that are told."""


_IN_AN_INDEX = re.compile(r"missing from index|wrong # of entries in index|non-unique entry in index")

_NONSENSE = (TypeError, ValueError, LookupError, ArithmeticError)
"""What comes of rows with values that nobody ever wrote."""


class Remedy(StrEnum):
    """What `studyapp doctor` can do about a finding."""

    REBUILD = "rebuild"
    """Work indexes and memory anew: they follow from the log."""
    RESTORE = "restore"
    """Take a backup, and what can be read of the file besides."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be."""

    told: StoreError
    remedy: Remedy
    was_altered: bool = False
    """Whether the file is sound, and only answers are others than were written: it may have been meant so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What an examination found."""

    attempts: int | None
    """None where that cannot be told any more."""
    findings: tuple[Finding, ...]

    @property
    def is_well(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


def examine(
    database: Path,
    *,
    full: bool = False,
    backups: Path | None = None,
    pause: Callable[[], None] = lambda: None,
) -> Health:
    """Look at the file and change nothing; `pause` is called now and then while a long log is read.

    Quickly, it looks at the pages and at the latest days of the log; `full`, at every index entry, every
    answer and every memory. With the folder of `backups` it sees, too, whether the newest has an answer that
    the file lacks. Raises StoreError where the file cannot be looked at: it is not ours to read,
    or of a newer version.
    """
    try:
        with as_sentences(database), closing(open_as_it_is(database)) as file:
            file.set_progress_handler(pause, STEPS)
            file.execute("BEGIN")
            if file.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,):
                told = StoreError("{path} is there, but there is nothing in it", path=database)
                return Health(attempts=None, findings=(Finding(told, Remedy.RESTORE),))
            findings = list(_of_pages(file, full=full))
            if any(finding.remedy is Remedy.RESTORE for finding in findings):
                return Health(attempts=None, findings=tuple(findings))
            attempts: int = file.execute("SELECT count(*) FROM attempts").fetchone()[0]
            findings += [*_of_schema(file), *_of_parameters(file), *_of_losses(file, backups, pause)]
            if _has_digests(file):
                findings += _of_log(file, "" if full else _latest(file), pause)
                if full or attempts <= FEW:
                    findings += _of_memory(file, pause)
            return Health(attempts=attempts, findings=tuple(findings))
    except StoreError as error:
        if isinstance(error.__cause__, sqlite3.DatabaseError) and is_damage(error.__cause__):
            return Health(attempts=None, findings=(Finding(error, Remedy.RESTORE),))
        raise


def _of_schema(file: sqlite3.Connection) -> Iterator[Finding]:
    found = strange(file)
    if tables := [part.name for part in found if part.kind == "table"]:
        told = StoreError("tables that are not as they were made: {names}", names=", ".join(tables))
        yield Finding(told, Remedy.RESTORE)
    elif found:
        names = ", ".join(part.name for part in found)
        told = StoreError("what guards or orders the answers is not as it was made: {names}", names=names)
        yield Finding(told, Remedy.REBUILD)


def _of_parameters(file: sqlite3.Connection) -> Iterator[Finding]:
    rows = file.execute("SELECT hash, body FROM parameters")
    if altered := sum(hash_of(body) != hash for hash, body in rows):
        told = StoreError("parameters that were altered after they were written: {count}", count=altered)
        yield Finding(told, Remedy.RESTORE)


def _of_losses(file: sqlite3.Connection, folder: Path | None, pause: Callable[[], None]) -> Iterator[Finding]:
    newest = newest_backup(folder) if folder else None
    if newest and (count := lost_since(file, newest.path, pause)):
        told = StoreError(
            "answers that the backup of {day} has and the file lacks: {count}",
            day=newest.at.astimezone().date().isoformat(),
            count=count,
        )
        yield Finding(told, Remedy.RESTORE)


def is_damage(error: sqlite3.Error) -> bool:
    """Whether SQLite could not make sense of the file, which is more than that it may not use it."""
    name = getattr(error, "sqlite_errorname", "")
    return name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_ERROR", "SQLITE_IOERR")) or not name


def _of_pages(file: sqlite3.Connection, *, full: bool) -> Iterator[Finding]:
    check = "integrity_check" if full else "quick_check"
    for (verdict,) in file.execute(f"PRAGMA {check}({MOST})"):
        if verdict == "ok":
            return
        if _IN_AN_INDEX.search(verdict):
            yield Finding(StoreError("an index is damaged: {reason}", reason=verdict), Remedy.REBUILD)
        else:
            yield Finding(StoreError("the file is damaged: {reason}", reason=verdict), Remedy.RESTORE)
    if full and (strange := file.execute("PRAGMA foreign_key_check").fetchall()):
        yield Finding(
            StoreError("answers without the parameters they were made under: {count}", count=len(strange)),
            Remedy.RESTORE,
        )


def _has_digests(file: sqlite3.Connection) -> bool:
    """Whether the file is of a version that has them."""
    found = file.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'digests'").fetchone()
    return bool(found[0])


def _latest(file: sqlite3.Connection) -> str:
    """The day from which on a quick check reads."""
    row = file.execute(
        "SELECT min(day) FROM (SELECT day FROM digests WHERE kind = 'attempts' ORDER BY day DESC LIMIT ?)",
        (LATEST,),
    ).fetchone()
    return row[0] or ""


def _of_log(file: sqlite3.Connection, since: str, pause: Callable[[], None]) -> Iterator[Finding]:
    try:
        for day in altered_days(file, since, pause):
            yield Finding(_altered(day), Remedy.RESTORE, was_altered=True)
    except _NONSENSE as error:
        yield Finding(StoreError("the log cannot be read: {reason}", reason=str(error)), Remedy.RESTORE)


def _altered(day: AlteredDay) -> StoreError:
    figures = {"day": day.day, "rows": day.rows, "written": day.written}
    if day.kind == "tombstones":
        return StoreError("undos of {day} were altered: there are {rows}, written were {written}", **figures)
    if day.kind == "marks" and day.rows == day.written:
        return StoreError("a mark of {day} was altered after it was written", **figures)
    if day.kind == "marks":
        return StoreError("marks of {day} were altered: there are {rows}, written were {written}", **figures)
    if day.rows == day.written:
        return StoreError("an answer of {day} was altered after it was written", **figures)
    return StoreError("answers of {day} were altered: there are {rows}, written were {written}", **figures)


def _of_memory(file: sqlite3.Connection, pause: Callable[[], None]) -> Iterator[Finding]:
    wrong = 0
    try:
        for count, (_, kept, worked) in enumerate(compared(file)):
            if count % PAUSE_EVERY == 0:
                pause()
            wrong += kept != worked
    except _NONSENSE as error:
        yield Finding(StoreError("the log cannot be read: {reason}", reason=str(error)), Remedy.RESTORE)
        return
    if wrong:
        told = StoreError("cards whose memory is not what their answers give: {count}", count=wrong)
        yield Finding(told, Remedy.REBUILD)
