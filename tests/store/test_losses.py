"""A file that lacks answers which a backup has: it is told, and no backup is given up for it."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from studyapp.domain.attempt import Attempt
from studyapp.errors import StoreError
from studyapp.store.backup import back_up, backups
from studyapp.store.health import Remedy, examine
from studyapp.store.restore import newest_good, restore
from studyapp.store.store import Store

Make = Callable[..., Attempt]
Open = Callable[..., Store]

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


@pytest.fixture
def folder(open_store: Open, attempt: Make, database: Path, tmp_path: Path) -> Path:
    """Backups, the newest with five answers, of a file that has gone on since."""
    with open_store() as store:
        for n in range(5):
            store.append(attempt(f"p/{n}")).result()
    back_up(database, tmp_path / "backups", NOW)
    with open_store() as store:
        store.append(attempt("p/later", days=1)).result()
    return tmp_path / "backups"


def told(database: Path, folder: Path) -> list[str]:
    return [str(finding.told) for finding in examine(database, backups=folder).findings]


def test_a_file_that_has_gone_on_lacks_nothing(database: Path, folder: Path) -> None:
    assert told(database, folder) == []


@pytest.mark.parametrize("how", ["gone", "empty", "older"])
def test_answers_that_only_a_backup_has_are_told_and_come_back(
    database: Path, folder: Path, how: str, open_store: Open, attempt: Make
) -> None:
    database.unlink()
    if how == "empty":
        database.touch()
    with open_store() as store:  # whoever starts the app makes a new file, and may answer in it
        if how == "older":
            store.append(attempt("p/0")).result()
    assert told(database, folder) == [f"answers that the backup of {NOW:%Y-%m-%d} has and the file lacks: 5"]
    assert {one.remedy for one in examine(database, backups=folder).findings} == {Remedy.RESTORE}
    restore(database, newest_good(folder), NOW)
    assert told(database, folder) == []
    with open_store() as store:
        assert len(list(store.attempts())) == 5 + (how == "older")


def test_a_file_with_nothing_in_it_is_called_so(database: Path) -> None:
    database.parent.mkdir()
    database.touch()
    (finding,) = examine(database).findings
    assert str(finding.told) == f"{database} is there, but there is nothing in it"
    assert finding.remedy is Remedy.RESTORE


def test_no_backup_is_given_up_for_one_of_a_file_that_lacks_its_answers(
    database: Path, folder: Path, open_store: Open, attempt: Make
) -> None:
    database.unlink()
    with open_store() as store:
        store.append(attempt("p/anew")).result()
    before = {one.path: one.path.read_bytes() for one in backups(folder)}
    with pytest.raises(StoreError, match=r"has 5 answers that .* lacks"):
        back_up(database, folder, NOW + timedelta(hours=2))
    assert {one.path: one.path.read_bytes() for one in backups(folder)} == before


def test_what_was_restored_exactly_is_whole_and_no_backup_is_given_up(
    database: Path, folder: Path, open_store: Open
) -> None:
    richer = back_up(database, folder, NOW + timedelta(hours=1))  # thinned out: the one before, of that day
    with open_store() as store:
        assert len(list(store.attempts())) == 6
    poorer = folder.with_name("poorer.sqlite3")
    with open_store(poorer) as other:
        other.rebuild().result()
    restore(database, poorer, NOW, exactly=True)
    assert told(database, folder) != []
    made = back_up(database, folder, NOW + timedelta(hours=2), as_it_is=True)
    assert told(database, folder) == []
    assert [one.path for one in backups(folder)] == [made.path, richer.path]


def test_a_backup_that_cannot_be_read_says_nothing_of_the_file(database: Path, folder: Path) -> None:
    backups(folder)[0].path.write_bytes(b"rubbish" * 1000)
    assert told(database, folder) == []


def test_what_a_killed_backup_left_is_cleared_away_in_time(database: Path, folder: Path) -> None:
    old, young = (folder / f"study-20261101T090000Z.sqlite3.new-{pid}" for pid in (1, 2))
    for path in (old, young):
        path.write_bytes(b"half of one")
    os.utime(old, (1, 1))
    back_up(database, folder, NOW + timedelta(days=1))
    assert not old.exists()
    assert young.exists()  # it may be another terminal's, which is at it now
