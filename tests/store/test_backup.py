"""Backups: whole, verified by reopening, never in the way of an answer, thinned out with age."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from studyapp.domain.attempt import Attempt
from studyapp.errors import StoreError
from studyapp.store import copying
from studyapp.store.backup import Backup, back_up, backups, copy_verified, superfluous, too_much
from studyapp.store.database import open_for_reading
from studyapp.store.store import Store

Make = Callable[..., Attempt]
Open = Callable[..., Store]

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


def test_a_backup_has_every_answer_and_needs_no_file_beside_it(
    store: Store, attempt: Make, database: Path, tmp_path: Path, open_store: Open
) -> None:
    for n in range(20):
        store.append(attempt(f"p/{n}")).result()
    made = back_up(database, tmp_path / "backups", NOW)
    assert [path.name for path in made.path.parent.iterdir()] == ["study-20261121T090000Z.sqlite3"]
    copy = open_store(made.path, read_only=True)
    assert list(copy.attempts()) == list(store.attempts())
    assert copy.memories() == store.memories()


def test_a_backup_is_made_while_another_terminal_writes(
    store: Store, attempt: Make, database: Path, tmp_path: Path
) -> None:
    store.append(attempt("p/a")).result()
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        made = back_up(database, tmp_path / "backups", NOW)
        other.execute("ROLLBACK")
    with closing(sqlite3.connect(made.path)) as copy:
        assert copy.execute("SELECT count(*) FROM attempts").fetchone() == (1,)


def test_a_copy_that_is_damaged_gets_no_name(
    store: Store, attempt: Make, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(50):
        store.append(attempt(f"p/{n}")).result()
    really = copying._fault_of

    def damaged(copy: Path, least: tuple[int, ...], pause: Callable[[], None]) -> str:
        content = bytearray(copy.read_bytes())
        content[4096 * 3 : 4096 * 3 + 2000] = b"\xa5" * 2000
        copy.write_bytes(content)
        return really(copy, least, pause)

    monkeypatch.setattr(copying, "_fault_of", damaged)
    with pytest.raises(StoreError, match=r"could not be backed up, for the copy is damaged \("):
        copy_verified(database, tmp_path / "copy.sqlite3")
    assert list(tmp_path.glob("copy*")) == []
    assert len(list(store.attempts())) == 50


def test_a_copy_that_lacks_rows_gets_no_name(
    store: Store, attempt: Make, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.append(attempt("p/a")).result()
    counts = copying._counts
    monkeypatch.setattr(copying, "_counts", lambda file: tuple(n + file.in_transaction for n in counts(file)))
    store.append(attempt("p/b")).result()
    with closing(open_for_reading(database)) as source:
        source.execute("BEGIN")
        with pytest.raises(StoreError, match="rows are missing"):
            copying.copy_whole(source, database, tmp_path / "copy.sqlite3")
    assert list(tmp_path.glob("copy*")) == []


def test_a_backup_is_of_one_moment_and_can_be_ended(
    store: Store, attempt: Make, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(30):
        store.append(attempt(f"p/{n}", response={"output": "x" * 3000}))
    store.append(attempt("p/last")).result()
    monkeypatch.setattr(copying, "AT_ONCE", 1)
    calls = []

    def answer_meanwhile() -> None:
        calls.append(1)
        if len(calls) % 5 == 1 and len(calls) < 100:
            store.append(attempt("p/meanwhile")).result()

    copy_verified(database, tmp_path / "copy.sqlite3", answer_meanwhile)
    with closing(sqlite3.connect(tmp_path / "copy.sqlite3")) as copy:
        assert copy.execute("SELECT count(*) FROM attempts").fetchone() == (31,)
    assert 30 < len(calls) < 200

    def leave() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        copy_verified(database, tmp_path / "other.sqlite3", leave)
    assert list(tmp_path.glob("other*")) == []


def test_without_a_file_there_is_nothing_to_back_up(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is nothing to back up"):
        copy_verified(tmp_path / "study.sqlite3", tmp_path / "copy.sqlite3")
    assert list(tmp_path.iterdir()) == []


def test_of_three_years_of_daily_backups_days_weeks_and_months_are_left(tmp_path: Path) -> None:
    """Day by day as it happens; what is left is counted from the calendar, not by the code under test."""
    kept: list[Backup] = []
    for age in range(3 * 365, -1, -1):
        kept.insert(0, Backup(NOW - timedelta(days=age), tmp_path / str(age)))
        gone = superfluous(kept)
        kept = [one for one in kept if one not in gone]
    dates = [one.at.date().isoformat() for one in kept]
    assert dates == [
        # seven days up to Saturday 21 November 2026
        "2026-11-21", "2026-11-20", "2026-11-19", "2026-11-18", "2026-11-17", "2026-11-16", "2026-11-15",
        # the Sundays of four more weeks but for the 15th above, the last day of October among them
        "2026-11-08", "2026-11-01", "2026-10-31", "2026-10-25",
        # the last days of eleven months before October
        "2026-09-30", "2026-08-31", "2026-07-31", "2026-06-30", "2026-05-31", "2026-04-30", "2026-03-31",
        "2026-02-28", "2026-01-31", "2025-12-31",
    ]  # fmt: skip


def test_backups_of_a_large_file_take_no_more_than_a_gigabyte_but_three_are_kept(tmp_path: Path) -> None:
    ages = [Backup(NOW - timedelta(days=age), tmp_path / str(age)) for age in range(6)]
    assert too_much([(one, 300 << 20) for one in ages]) == ages[3:]
    assert too_much([(one, 200 << 20) for one in ages]) == ages[5:]
    assert too_much([(one, 900 << 20) for one in ages[:3]]) == []


def test_other_files_in_the_folder_are_left_alone(store: Store, database: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / "mine.sqlite3").write_text("mine")
    for day in range(20):
        back_up(database, folder, NOW + timedelta(days=day))
    assert (folder / "mine.sqlite3").read_text() == "mine"
    assert len(backups(folder)) == 10  # 7 days, Sundays 29 Nov and 6 Dec (in them), 22 Nov, 30 Nov, 21 Nov


def test_two_backups_of_one_day_leave_the_later_one(store: Store, database: Path, tmp_path: Path) -> None:
    for hour in range(3):
        back_up(database, tmp_path, NOW + timedelta(hours=hour))
    assert [one.at.hour for one in backups(tmp_path)] == [11]
