"""Backups: copies of the learner's file that were opened again and found whole, the old ones thinned out."""

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from studyapp.errors import StoreError
from studyapp.store.copying import clear_unfinished, copy_whole
from studyapp.store.database import open_as_it_is
from studyapp.store.failures import as_sentences
from studyapp.store.files import remove_database
from studyapp.store.missing import lost_since

DAYS, WEEKS, MONTHS = 7, 5, 12
"""Of how many days, weeks and months, counted back from the newest backup, the last one of each is kept."""

MOST_BYTES, FEWEST = 1 << 30, 3
"""Together they take no more than a gigabyte of the disk; but so many are always kept."""

_NAME = re.compile(r"study-(\d{8}T\d{6}Z)\.sqlite3")
_STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True, order=True)
class Backup:
    """A backup in the folder of backups."""

    at: datetime
    path: Path


def backups(folder: Path) -> list[Backup]:
    """The backups in a folder, the newest first; other files are left alone."""
    if not folder.is_dir():
        return []
    found = []
    for path in folder.iterdir():
        if name := _NAME.fullmatch(path.name):
            found.append(Backup(datetime.strptime(name[1], _STAMP).replace(tzinfo=UTC), path))
    return sorted(found, reverse=True)


def newest_backup(folder: Path) -> Backup | None:
    """The newest backup in a folder; None where there is none."""
    return next(iter(backups(folder)), None)


def back_up(
    database: Path,
    folder: Path,
    now: datetime,
    pause: Callable[[], None] = lambda: None,
    *,
    as_it_is: bool = False,
) -> Backup:
    """Copy the file into the folder of backups, then delete those that are not to be kept.

    `pause` is called now and then, and may raise to end it. Raises StoreError where the file lacks answers
    that the newest backup has: it must not take that one's place. With `as_it_is` it is copied all the same,
    and nothing is deleted.
    """
    at = now.astimezone(UTC).replace(microsecond=0)
    made = Backup(at, folder / f"study-{at.strftime(_STAMP)}.sqlite3")
    if not as_it_is:
        _refuse_if_poorer(database, folder, pause)
    copy_verified(database, made.path, pause)
    clear_unfinished(folder, "study-*.sqlite3")
    if as_it_is:
        return made
    for old in superfluous(backups(folder)):
        remove_database(old.path)
    for old in too_much([(one, one.path.stat().st_size) for one in backups(folder)]):
        remove_database(old.path)
    return made


def _refuse_if_poorer(database: Path, folder: Path, pause: Callable[[], None]) -> None:
    newest = newest_backup(folder)
    if newest is None or not database.exists():
        return
    with as_sentences(database), closing(open_as_it_is(database)) as file:
        if count := lost_since(file, newest.path, pause):
            raise StoreError(
                "the backup {path} has {count} answers that {file} lacks, so no new one was made; "
                "`studyapp doctor --restore` brings them back, or move that backup away if you began anew",
                path=newest.path,
                count=count,
                file=database,
            )


def copy_verified(database: Path, target: Path, pause: Callable[[], None] = lambda: None) -> None:
    """Copy the file, however busy it is, to `target`, which gets its name only once it was found whole.

    Raises StoreError where there is nothing to copy, or the copy is damaged.
    """
    if not database.exists():
        raise StoreError("{path} is not there yet, so there is nothing to back up", path=database)
    with as_sentences(target):
        target.parent.mkdir(parents=True, exist_ok=True)
    with as_sentences(database), closing(open_as_it_is(database)) as source:
        source.execute("BEGIN")  # what is answered meanwhile does not make it begin again
        copy_whole(source, database, target, pause)


def superfluous(found: Sequence[Backup]) -> list[Backup]:
    """Those of the backups, the newest first, that need not be kept."""
    keep = {
        *_last_of_each(found, DAYS, lambda at: at.date().toordinal()),
        *_last_of_each(found, WEEKS, lambda at: (at.date().toordinal() - 1) // 7),
        *_last_of_each(found, MONTHS, lambda at: 12 * at.year + at.month),
    }
    return [one for one in found if one not in keep]


def too_much(found: Iterable[tuple[Backup, int]]) -> list[Backup]:
    """Those of the backups and their sizes in bytes, the newest first, for which there should be no room."""
    total, gone = 0, []
    for place, (one, size) in enumerate(found):
        total += size
        if total > MOST_BYTES and place >= FEWEST:
            gone.append(one)
    return gone


def _last_of_each(found: Iterable[Backup], count: int, span_of: Callable[[datetime], int]) -> list[Backup]:
    last: dict[int, Backup] = {}
    for one in found:
        last.setdefault(span_of(one.at), one)
    return list(last.values())[:count]
