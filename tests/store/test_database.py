"""Opening the file: what it is made as, what is refused, and that a migration backs up first."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from studyapp.domain.attempt import Attempt
from studyapp.errors import StoreError
from studyapp.store import database as opening
from studyapp.store.store import Store

Open = Callable[..., Store]


def ask(path: Path, query: str) -> object:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchone()[0]


def test_the_file_is_in_wal_mode_and_ours(store: Store, database: Path) -> None:
    assert ask(database, "PRAGMA journal_mode") == "wal"
    assert ask(database, "PRAGMA user_version") == opening.newest_version() >= 1
    assert ask(database, "PRAGMA application_id") == opening.APPLICATION


def test_writing_waits_for_the_disk(database: Path) -> None:
    with closing(opening.open_for_writing(database)) as connection:
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL
        assert connection.execute("PRAGMA busy_timeout").fetchone() == (10_000,)


@pytest.mark.parametrize("read_only", [False, True])
def test_a_file_of_a_newer_version_is_refused_and_left_as_it_is(
    database: Path, open_store: Open, read_only: bool
) -> None:
    open_store().close()
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = database.read_bytes()
    with pytest.raises(StoreError, match=r"written by a newer studyapp .*version is 99.*update studyapp"):
        open_store(read_only=read_only)
    assert database.read_bytes() == before


@pytest.mark.parametrize("read_only", [False, True])
def test_somebody_else_s_database_is_refused_and_left_as_it_is(
    database: Path, open_store: Open, read_only: bool
) -> None:
    database.parent.mkdir()
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    before = database.read_bytes()
    with pytest.raises(StoreError, match="is not a file of studyapp"):
        open_store(read_only=read_only)
    assert database.read_bytes() == before


@pytest.mark.parametrize("read_only", [False, True])
def test_a_file_that_is_no_database_is_refused(database: Path, open_store: Open, read_only: bool) -> None:
    database.parent.mkdir()
    database.write_text("my shopping list " * 100)
    with pytest.raises(
        StoreError, match="is not a file of studyapp, or its beginning is damaged; `studyapp doctor`"
    ):
        open_store(read_only=read_only)
    assert database.read_text().startswith("my shopping list")


def test_a_home_that_is_a_file_is_told(tmp_path: Path, open_store: Open) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be used: Not a directory"):
        open_store(tmp_path / "file" / "data" / "study.sqlite3")


def test_a_database_that_is_a_folder_is_told(database: Path, open_store: Open) -> None:
    database.mkdir(parents=True)
    with pytest.raises(StoreError, match="cannot be opened for writing; is its folder yours"):
        open_store()


def test_an_empty_file_becomes_a_store(database: Path, open_store: Open) -> None:
    database.parent.mkdir()
    database.touch()
    assert open_store(read_only=True).memories() == {}
    assert open_store().memories() == {}


def test_a_full_disk_is_told_and_loses_nothing(store: Store, attempt: Callable[..., Attempt]) -> None:
    store.append(attempt("p/kept")).result()
    connection = store._writer._connection  # type: ignore[union-attr]
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    lost = attempt("p/lost", response={"output": "x" * 100_000})
    with pytest.raises(StoreError, match="the disk is full"):
        store.append(lost).result()
    assert store.memories().keys() == {"p/kept"}
    connection.execute("PRAGMA max_page_count = 1000000")
    store.append(lost).result()
    assert [kept.card for kept in store.attempts()] == ["p/kept", "p/lost"]


def test_a_store_that_may_not_write_says_so(store: Store, attempt: Callable[..., Attempt]) -> None:
    store._writer._connection.execute("PRAGMA query_only = 1")  # type: ignore[union-attr]
    with pytest.raises(StoreError, match="cannot be opened for writing"):
        store.append(attempt()).result()


def test_a_file_that_may_not_be_written_is_told_as_it_is_opened(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Store.open(database).close()

    def connect(path: Path) -> sqlite3.Connection:
        """As SQLite opens a file on a medium that is mounted read-only."""
        return sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None)

    monkeypatch.setattr("studyapp.store.store.open_for_writing", connect)
    with pytest.raises(StoreError, match="cannot be opened for writing"):
        Store.open(database)


@pytest.fixture
def learn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """`learn(script)`: from now on the program knows one migration more."""

    def learnt(script: str) -> None:
        folder = tmp_path / "migrations"
        shutil.copytree(opening._MIGRATIONS, folder)
        (folder / f"{opening.newest_version() + 1:04}_next.sql").write_text(script)
        monkeypatch.setattr(opening, "_MIGRATIONS", folder)

    return learnt


@pytest.mark.parametrize("read_only", [False, True])
def test_an_older_file_is_backed_up_then_brought_up_to_date(
    open_store: Open,
    database: Path,
    attempt: Callable[..., Attempt],
    learn: Callable[[str], None],
    read_only: bool,
) -> None:
    old = opening.newest_version()
    with open_store() as first:
        first.append(attempt()).result()
    learn("CREATE TABLE notes (text TEXT) STRICT;")
    assert [kept.card for kept in open_store(read_only=read_only).attempts()] == ["p/card"]
    assert ask(database, "PRAGMA user_version") == old + 1
    assert ask(database, "SELECT count(*) FROM notes") == 0
    backup = database.with_name(f"study.sqlite3.before-version-{old + 1}")
    assert ask(backup, "PRAGMA user_version") == old
    assert ask(backup, "SELECT card FROM attempts") == "p/card"


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    open_store: Open, database: Path, learn: Callable[[str], None]
) -> None:
    old = opening.newest_version()
    open_store().close()
    learn("CREATE TABLE notes (text);\nCREATE TABLE attempts (x);")
    with pytest.raises(StoreError, match="table attempts already exists"):
        open_store()
    assert ask(database, "PRAGMA user_version") == old
    assert ask(database, "SELECT count(*) FROM sqlite_schema WHERE name = 'notes'") == 0
