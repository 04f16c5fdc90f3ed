"""Putting a whole file in the place of a damaged one: a backup, and what else can be read of the other."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from studyapp.errors import StoreError
from studyapp.store.backup import backups, copy_verified
from studyapp.store.failures import as_sentences
from studyapp.store.files import BESIDE, put_in_place, remove_database, sync_file, sync_folder
from studyapp.store.health import Remedy, examine
from studyapp.store.merge import Merged
from studyapp.store.salvage import Salvage
from studyapp.store.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What a restoration did, or would do."""

    backup: Path | None
    """None where there was none, and everything came from the present file."""
    aside: Path | None
    """Where the file that was there is now; None where there was none."""
    attempts: int
    """Answers in the file now."""
    added: Merged | None
    """What was taken from the file that was there; None where that was not asked for."""
    unreadable: int
    """Rows of it that were met and could not be read."""
    altered: tuple[str, ...]
    """Days of which it has not just the rows that were written: what was added of them may be altered."""


def newest_good(folder: Path) -> Path | None:
    """The newest backup in which nothing is wrong with pages and log; None where there is none."""
    for backup in backups(folder):
        try:
            health = examine(backup.path, full=True)
        except StoreError:
            continue
        if all(finding.remedy is Remedy.REBUILD for finding in health.findings):
            return backup.path
    return None


def restore(
    database: Path, backup: Path | None, now: datetime, *, exactly: bool = False, dry_run: bool = False
) -> Restored:
    """Put a backup in the place of the file at `database`, and into it what else can be read of that file.

    With `exactly` only the backup; without a backup only what can be read. The file that was there is set
    aside, never deleted. With `dry_run` all of this is done beside the file and then thrown away. Raises
    StoreError, with everything as it was, where it cannot be done.
    """
    new = database.with_name(database.name + ".restored")
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    aside = database.with_name(f"{database.name}.set-aside-{stamp}") if database.exists() else None
    with as_sentences(database), _scratch(new):
        remove_database(new)
        if backup is not None:
            copy_verified(backup, new)
        salvage, added, attempts = _filled(new, None if exactly else database)
        if not dry_run:
            if aside:
                _refuse_if_open(database)
                _keep(database, aside)
            put_in_place(new, database)
    return Restored(
        backup=backup,
        aside=aside,
        attempts=attempts,
        added=added,
        unreadable=salvage.unreadable if salvage else 0,
        altered=tuple(sorted(salvage.altered)) if salvage else (),
    )


@contextmanager
def _scratch(new: Path) -> Iterator[None]:
    parts = [new.name, *(f"{new.name}.{part}*" for part in ("new", "before-version-"))]
    parts += [new.name + suffix for suffix in BESIDE]
    try:
        yield
    finally:
        for pattern in parts:
            for part in new.parent.glob(pattern):
                part.unlink()


def _filled(new: Path, present: Path | None) -> tuple[Salvage | None, Merged | None, int]:
    """Add what can be read of the present file; how that was read, what it was, how many there are now."""
    salvage = added = None
    with Store.open(new, "restored") as store:
        if present is not None and present.exists():
            known = [hash for (hash,) in store.rows("SELECT hash FROM parameters")]
            salvage = Salvage(present, known)
            added = store.merge(salvage.rows()).result()
        store.rebuild().result()
        attempts: int = store.rows("SELECT count(*) FROM attempts")[0][0]
    # Closed, it has put its write-ahead log into the file, which needs no other beside it from here on.
    return salvage, added, attempts


def _refuse_if_open(database: Path) -> None:
    """Raise StoreError where another program has the file open: what it wrote would go with the old file."""
    with closing(sqlite3.connect(database, timeout=0, isolation_level=None)) as alone:
        try:
            alone.execute("PRAGMA locking_mode = EXCLUSIVE")
            alone.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
                raise StoreError(
                    "{path} is open in another window of studyapp; quit it there first, then try again",
                    path=database,
                ) from error


def _keep(database: Path, aside: Path) -> None:
    """Give the file a second name, and take away what lies beside it: it would spoil the file that comes."""
    try:
        os.link(database, aside)
    except OSError:  # not every file system knows second names
        shutil.copyfile(database, aside)
        sync_file(aside)
    waiting = database.with_name(database.name + "-wal")
    if waiting.exists() and waiting.stat().st_size:
        waits_aside = aside.with_name(aside.name + "-wal")
        shutil.copyfile(waiting, waits_aside)
        sync_file(waits_aside)
    sync_folder(database.parent)
    for suffix in BESIDE:
        database.with_name(database.name + suffix).unlink(missing_ok=True)
