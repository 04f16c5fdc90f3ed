"""Care for the file: damage is found, never opened in silence, and what can be saved is saved."""

import io
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.grade import Rating
from studyapp.errors import StoreError
from studyapp.export.jsonl import write
from studyapp.scheduling.days import Days
from studyapp.store.backup import back_up
from studyapp.store.health import Remedy, examine
from studyapp.store.ids import new_id
from studyapp.store.restore import newest_good, restore
from studyapp.store.store import Store

Make = Callable[..., Attempt]
Open = Callable[..., Store]

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A file of 300 answers to 40 cards on 10 days, 12 of them taken back."""
    path = tmp_path_factory.mktemp("template") / "study.sqlite3"
    start = datetime(2026, 3, 2, 12, tzinfo=UTC)
    with Store.open(path, "laptop", study_days=Days(4, UTC)) as store:
        for n in range(300):
            at = start + timedelta(days=n // 30, minutes=n)
            one = Attempt(
                id=new_id(at), device="laptop", at=at, mode=Mode.STUDY, card=f"p/{n % 40}", seconds=5.0,
                rating=Rating(1 + n % 4), response={"output": f"{n}½"},
            )  # fmt: skip
            saved = store.append(one)
            if n % 25 == 0:
                saved = store.undo(one.id, at)
        saved.result()
    return path.read_bytes()


@pytest.fixture
def learnt(database: Path, template: bytes) -> Path:
    """That file, closed."""
    database.parent.mkdir()
    database.write_bytes(template)
    return database


def exported(path: Path) -> str:
    target = io.StringIO()
    with Store.open(path, "reader", read_only=True) as store:
        write(store, target)
    return target.getvalue()


def remedies(path: Path, full: bool = True) -> set[Remedy]:
    return {finding.remedy for finding in examine(path, full=full).findings}


def altered(path: Path, statement: str) -> None:
    """Change the file past the program, as somebody with a tool for databases would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        (made_by,) = file.execute("SELECT sql FROM sqlite_schema WHERE name = 'attempts_stay'").fetchone()
        file.execute("DROP TRIGGER attempts_stay")
        file.execute(statement)
        file.execute(made_by)


def test_a_sound_file_is_well_quickly_and_in_full(learnt: Path) -> None:
    before = learnt.read_bytes()
    for full in (False, True):
        health = examine(learnt, full=full)
        assert health.is_well
        assert health.attempts == 300
    assert learnt.read_bytes() == before


@pytest.mark.parametrize("seed", range(30))
def test_two_kilobytes_of_random_damage_are_found_or_touch_nothing_that_counts(
    learnt: Path, seed: int
) -> None:
    expected = exported(learnt)
    chance = Random(seed)
    content = bytearray(learnt.read_bytes())
    at = chance.randrange(len(content) - 2048)
    content[at : at + 2048] = chance.randbytes(2048)
    learnt.write_bytes(content)
    if examine(learnt, full=True).is_well:
        assert exported(learnt) == expected


def test_what_a_quick_look_sees_of_damage(learnt: Path) -> None:
    with closing(sqlite3.connect(learnt)) as file:
        (page,) = file.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'attempts'").fetchone()
    content = bytearray(learnt.read_bytes())
    content[(page - 1) * 4096 : (page - 1) * 4096 + 2048] = b"\x5a" * 2048
    learnt.write_bytes(content)
    assert remedies(learnt, full=False) == {Remedy.RESTORE}


def test_an_altered_answer_is_told_with_its_day(learnt: Path) -> None:
    altered(learnt, "UPDATE attempts SET rating = 1 WHERE place = 300")
    told = [str(finding.told) for finding in examine(learnt).findings]
    assert "an answer of 2026-03-11 was altered after it was written" in told


def test_altered_parameters_are_told_and_come_back_from_a_backup(learnt: Path, tmp_path: Path) -> None:
    """They say how every answer moved its memory: worked anew under others, all memories would be wrong."""
    expected, folder = exported(learnt), tmp_path / "backups"
    back_up(learnt, folder, NOW)
    with closing(sqlite3.connect(learnt)) as file, file:
        file.execute("DROP TRIGGER parameters_stay")
        file.execute("UPDATE parameters SET body = replace(body, '0.9', '0.8')")
    told = [str(finding.told) for finding in examine(learnt).findings]
    assert "parameters that were altered after they were written: 1" in told
    restore(learnt, newest_good(folder), NOW)
    assert exported(learnt) == expected
    assert examine(learnt, full=True).is_well


@pytest.mark.parametrize(
    ("how", "names"),
    [
        ("DROP TRIGGER attempts_stay", "attempts_stay"),
        ("DROP INDEX attempts_by_day", "attempts_by_day"),
        ("DROP VIEW answers", "answers"),
    ],
)
def test_guards_and_indexes_that_are_gone_are_put_back(
    learnt: Path, open_store: Open, how: str, names: str
) -> None:
    schema = "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name"
    with closing(sqlite3.connect(learnt)) as file:
        before = file.execute(schema).fetchall()
        file.execute(how)
    assert [(str(one.told), one.remedy) for one in examine(learnt).findings] == [
        (f"what guards or orders the answers is not as it was made: {names}", Remedy.REBUILD)
    ]
    with open_store() as store:
        store.mend().result()
        assert store.rows(schema) == before
    assert examine(learnt, full=True).is_well


@pytest.mark.parametrize("version", [0, -1])
def test_a_file_whose_version_is_nonsense_is_damaged(
    learnt: Path, open_store: Open, version: int, tmp_path: Path
) -> None:
    back_up(learnt, tmp_path / "backups", NOW)
    with closing(sqlite3.connect(learnt)) as file:
        file.execute(f"PRAGMA user_version = {version}")
    assert remedies(learnt, full=False) == {Remedy.RESTORE}
    with pytest.raises(StoreError, match=f"is damaged .user_version {version}."):
        open_store()
    restore(learnt, newest_good(tmp_path / "backups"), NOW)
    assert examine(learnt, full=True).is_well


def test_an_export_of_a_damaged_file_ends_with_a_sentence(learnt: Path) -> None:
    with closing(sqlite3.connect(learnt)) as file, file:
        file.execute("PRAGMA writable_schema = ON")
        file.execute("UPDATE sqlite_schema SET sql = replace(sql, 'givens TEXT NOT NULL', 'givens TEXT')")
        file.execute("UPDATE sqlite_schema SET sql = replace(sql, 'device TEXT NOT NULL', 'device TEXT')")
        file.execute("DROP TRIGGER attempts_stay")
    with closing(sqlite3.connect(learnt)) as file, file:
        file.execute("UPDATE attempts SET device = NULL WHERE place = 7")
    with pytest.raises(StoreError, match=r"is damaged .*studyapp doctor"):
        exported(learnt)
    assert Remedy.RESTORE in remedies(learnt)


def test_a_memory_that_does_not_follow_from_the_log_is_found_and_mended(
    learnt: Path, open_store: Open
) -> None:
    with open_store() as store:
        before = store.memories()
    with closing(sqlite3.connect(learnt)) as file, file:
        file.execute("UPDATE memory SET stability = stability * 2 WHERE card = 'p/3'")
        file.execute("DELETE FROM memory WHERE card = 'p/4'")
    assert [str(finding.told) for finding in examine(learnt).findings] == [
        "cards whose memory is not what their answers give: 2"
    ]
    with open_store() as store:
        assert store.mend().result() == len(before)
        assert store.memories() == before
    assert examine(learnt, full=True).is_well


def test_an_index_that_lacks_entries_is_mended_without_touching_an_answer(
    learnt: Path, open_store: Open
) -> None:
    expected = exported(learnt)
    with closing(sqlite3.connect(learnt, isolation_level=None)) as file:
        # The table is filled without its index, which is then said to be that of an empty one.
        file.execute("PRAGMA writable_schema = ON")
        file.execute("CREATE TABLE empty (day TEXT)")
        file.execute("CREATE INDEX of_empty ON empty (day)")
        (root,) = file.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'of_empty'").fetchone()
        file.execute("UPDATE sqlite_schema SET rootpage = ? WHERE name = 'attempts_by_day'", (root,))
        file.execute("DELETE FROM sqlite_schema WHERE name = 'of_empty'")
    assert Remedy.REBUILD in remedies(learnt)
    with open_store() as store:
        store.mend().result()
    assert exported(learnt) == expected
    with closing(sqlite3.connect(learnt)) as file:
        assert file.execute("SELECT count(*) FROM attempts INDEXED BY attempts_by_day").fetchone() == (300,)


def test_a_restored_file_has_the_backup_and_what_came_since(
    learnt: Path, tmp_path: Path, open_store: Open, attempt: Make
) -> None:
    made = back_up(learnt, tmp_path / "backups", NOW)
    with open_store() as store:
        store.append(attempt("p/new", days=20)).result()
    expected = exported(learnt)
    altered(learnt, "UPDATE attempts SET rating = 4, card = 'p/forged' WHERE place = 10")
    done = restore(learnt, newest_good(tmp_path / "backups"), NOW)
    assert exported(learnt) == expected
    assert done.backup == made.path
    assert done.added is not None
    assert (done.added.attempts, len(done.added.differing), done.unreadable) == (1, 1, 0)
    assert done.altered == ("2026-03-02",)
    assert done.aside is not None
    assert "p/forged" in exported(done.aside)
    assert examine(learnt, full=True).is_well
    assert set(learnt.parent.glob("*[!ml]")) == {learnt, done.aside}


@pytest.mark.parametrize("seed", range(12))
def test_without_a_backup_what_can_be_read_of_a_damaged_file_is_saved(learnt: Path, seed: int) -> None:
    expected = set(exported(learnt).splitlines())
    chance = Random(seed)
    content = bytearray(learnt.read_bytes())
    pages = len(content) // 4096
    page = chance.randrange(18, pages)  # those before name the tables: without them only a backup helps
    content[page * 4096 : (page + 1) * 4096] = chance.randbytes(4096)
    learnt.write_bytes(content)
    restore(learnt, None, NOW)
    saved = set(exported(learnt).splitlines())
    assert examine(learnt, full=True).is_well
    assert saved <= expected
    assert len(expected - saved) <= 26  # so many short answers fit on a page


def test_what_is_saved_of_a_day_that_was_altered_is_told_as_such(learnt: Path) -> None:
    """Nobody can tell the altered row from the others; so the day is named, and not passed over."""
    altered(learnt, "UPDATE attempts SET rating = 5 - rating WHERE place = 200")
    done = restore(learnt, None, NOW)
    assert done.altered == ("2026-03-08",)
    assert examine(learnt, full=True).is_well
    assert restore(learnt, None, NOW + timedelta(seconds=1)).altered == ()


def test_answers_outlive_the_page_of_their_parameters(learnt: Path) -> None:
    expected = exported(learnt)
    content = bytearray(learnt.read_bytes())
    with closing(sqlite3.connect(learnt)) as file:
        (page,) = file.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'parameters'").fetchone()
    content[(page - 1) * 4096 : page * 4096] = b"\x11" * 4096
    learnt.write_bytes(content)
    restore(learnt, None, NOW)
    assert exported(learnt) == expected


def test_a_backup_from_before_a_damage_gives_everything_that_it_had(learnt: Path, tmp_path: Path) -> None:
    expected = exported(learnt)
    back_up(learnt, tmp_path / "backups", NOW)
    learnt.write_bytes(b"\x00" * 50_000)
    restore(learnt, newest_good(tmp_path / "backups"), NOW)
    assert exported(learnt) == expected


def test_a_lost_file_comes_back(learnt: Path, tmp_path: Path) -> None:
    expected = exported(learnt)
    back_up(learnt, tmp_path / "backups", NOW)
    learnt.unlink()
    done = restore(learnt, newest_good(tmp_path / "backups"), NOW)
    assert (exported(learnt), done.aside) == (expected, None)


def test_what_is_set_aside_is_on_the_disk_before_the_file_is_replaced(
    learnt: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a file system without second names it is a copy, which a power cut could leave empty."""
    really, synced = os.fsync, []

    def no_second_names(*_: object) -> None:
        raise OSError

    def noted(handle: int) -> None:
        synced.append(os.stat(handle).st_ino)
        really(handle)

    made = back_up(learnt, tmp_path / "backups", NOW)
    monkeypatch.setattr(os, "link", no_second_names)
    monkeypatch.setattr(os, "fsync", noted)
    learnt.write_bytes(b"\x00" * 50_000)
    done = restore(learnt, made.path, NOW)
    assert done.aside is not None
    assert done.aside.stat().st_ino in synced


def test_exactly_the_backup_leaves_out_what_came_since(
    learnt: Path, tmp_path: Path, open_store: Open, attempt: Make
) -> None:
    expected = exported(learnt)
    back_up(learnt, tmp_path / "backups", NOW)
    with open_store() as store:
        store.append(attempt("p/new", days=20)).result()
    restore(learnt, newest_good(tmp_path / "backups"), NOW, exactly=True)
    assert exported(learnt) == expected


def test_trying_changes_nothing_and_tells_the_same(learnt: Path, tmp_path: Path) -> None:
    back_up(learnt, tmp_path / "backups", NOW)
    altered(learnt, "UPDATE attempts SET rating = 4 WHERE place = 11")
    before = learnt.read_bytes()
    tried = restore(learnt, newest_good(tmp_path / "backups"), NOW, dry_run=True)
    assert learnt.read_bytes() == before
    assert list(learnt.parent.glob("*[!ml]")) == [learnt]  # but for the -wal and -shm of a reader
    assert restore(learnt, newest_good(tmp_path / "backups"), NOW) == tried


def test_a_damaged_backup_is_passed_over_for_an_older_one(learnt: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    old = back_up(learnt, folder, NOW - timedelta(days=1))
    new = back_up(learnt, folder, NOW)
    altered(new.path, "UPDATE attempts SET rating = 4 WHERE place = 1")
    assert newest_good(folder) == old.path
    old.path.write_bytes(old.path.read_bytes()[:9000])
    assert newest_good(folder) is None


def test_a_file_that_another_window_has_open_is_not_replaced(
    learnt: Path, tmp_path: Path, open_store: Open
) -> None:
    made = back_up(learnt, tmp_path / "backups", NOW)
    expected = exported(learnt)
    there_first = "open in another window of studyapp; quit it there first"
    with open_store(), pytest.raises(StoreError, match=there_first):
        restore(learnt, made.path, NOW)
    assert exported(learnt) == expected
    assert restore(learnt, made.path, NOW).attempts == 300


def test_altered_answers_can_be_taken_as_they_are(learnt: Path, open_store: Open) -> None:
    altered(learnt, "UPDATE attempts SET seconds = 9 WHERE place IN (1, 200)")
    assert remedies(learnt) == {Remedy.RESTORE}
    with open_store() as store:
        assert store.accept().result() == 2
    assert examine(learnt, full=True).is_well
