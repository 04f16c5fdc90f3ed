"""Files of earlier versions, written here by their own SQL, come up to date with all that is in them."""

import shutil
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier

import pytest

from studyapp.domain.marks import Mark, Marks
from studyapp.errors import StoreError
from studyapp.scheduling.schedule import Policy
from studyapp.store import database as opening
from studyapp.store.backup import back_up
from studyapp.store.digests import altered_days
from studyapp.store.functions import lend_functions
from studyapp.store.health import examine
from studyapp.store.parameters import policy_row
from studyapp.store.salvage import Salvage
from studyapp.store.standing import IN_REVIEW, LEARNING
from studyapp.store.store import Store

Open = Callable[..., Store]

DAYS = ("2026-03-02", "2026-03-02", "2026-03-05")


@pytest.fixture
def first_version(database: Path) -> Path:
    """A file as the first version left it: three answers, of which the last was taken back."""
    database.parent.mkdir()
    hash, body = policy_row(Policy())
    with closing(sqlite3.connect(database)) as file, file:
        file.executescript((opening._MIGRATIONS / "0001_log_and_memory.sql").read_text(encoding="utf-8"))
        file.execute("INSERT INTO parameters VALUES (?, ?)", (hash, body))
        for n, day in enumerate(DAYS):
            file.execute(
                "INSERT INTO attempts (id, device, at, day, mode, card, level, seed, givens, response, "
                "score, mistakes, rating, seconds, moves_memory, parameters) VALUES (?, 'laptop', ?, ?, "
                "'study', 'p/a', 1, 0, '{}', '{\"output\": \"½\"}', NULL, '[]', 3, 2.5, 1, ?)",
                (f"id-{n}", f"{day}T12:00:0{n}.000000Z", day, hash),
            )
        file.execute("INSERT INTO tombstones VALUES ('id-2', 'laptop', '2026-03-06T01:00:00.000000Z')")
        file.execute("INSERT INTO device VALUES ('laptop')")
        file.execute(f"PRAGMA application_id = {opening.APPLICATION}")
        file.execute("PRAGMA user_version = 1")
    return database


def test_a_file_of_the_first_version_keeps_its_answers_and_gets_its_digests(
    first_version: Path, open_store: Open
) -> None:
    store = open_store()
    assert [one.id for one in store.attempts()] == ["id-0", "id-1"]
    assert store.rows("SELECT kind, day, rows FROM digests ORDER BY kind, day") == [
        ("attempts", "2026-03-02", 2),
        ("attempts", "2026-03-05", 1),
        ("tombstones", "2026-03-06", 1),
    ]
    with store.snapshot() as file:
        assert list(altered_days(file)) == []
    store.mark("p/a", Mark.FLAG, True).result()
    assert store.marks() == {"p/a": Marks(flag=True)}
    with store.snapshot() as file:
        assert list(altered_days(file)) == []
    store.rebuild().result()
    memory = store.memory("p/a")
    assert memory is not None
    assert memory.repetitions == 2


def test_a_file_of_an_earlier_version_can_be_looked_at_backed_up_and_salvaged_as_it_is(
    first_version: Path, open_store: Open, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(first_version)) as file, file:
        lend_functions(file)
        for script in ("0002_digests.sql", "0003_due_covered.sql"):
            file.executescript((opening._MIGRATIONS / script).read_text(encoding="utf-8"))
        file.execute("PRAGMA user_version = 3")
    before = first_version.read_bytes()
    assert [str(finding.told) for finding in examine(first_version).findings] == [
        "cards whose memory is not what their answers give: 1"  # the fixture wrote none
    ]
    back_up(first_version, tmp_path / "backups", datetime(2026, 11, 21, tzinfo=UTC))
    assert first_version.read_bytes() == before
    salvage = Salvage(first_version)
    assert sum(len(rows.attempts) for rows in salvage.rows()) == len(DAYS)
    assert salvage.unreadable == 0
    assert open_store().marks() == {}


@pytest.mark.parametrize("time", range(5))
def test_terminals_that_open_an_old_file_at_once_bring_it_up_to_date_together(
    first_version: Path, time: int
) -> None:
    together = Barrier(4)

    def opened(read_only: bool) -> object:
        together.wait()
        with Store.open(first_version, "laptop", read_only=read_only) as store:
            return store.rows("SELECT count(*) FROM attempts")[0][0]

    with ThreadPoolExecutor(4) as terminals:
        assert list(terminals.map(opened, (False, True, False, True))) == [len(DAYS)] * 4
    copies = [path for path in first_version.parent.iterdir() if "before-version" in path.name]
    assert [path.name for path in copies] == [f"study.sqlite3.before-version-{opening.newest_version()}"]
    with closing(sqlite3.connect(copies[0])) as copy:
        assert copy.execute("PRAGMA user_version").fetchone() == (1,)
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_file_is_brought_up_to_date_wholly_or_not_at_all(
    first_version: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "migrations"
    shutil.copytree(opening._MIGRATIONS, folder)
    (folder / f"{opening.newest_version() + 1:04}_next.sql").write_text("CREATE TABLE attempts (x);")
    monkeypatch.setattr(opening, "_MIGRATIONS", folder)
    with pytest.raises(StoreError, match="table attempts already exists"):
        Store.open(first_version, "laptop")
    for path in (
        first_version,
        first_version.with_name(f"{first_version.name}.before-version-{opening.newest_version()}"),
    ):
        with closing(sqlite3.connect(path)) as file:
            assert file.execute("PRAGMA user_version").fetchone() == (1,)


def test_its_schema_is_that_of_a_new_file(first_version: Path, open_store: Open, tmp_path: Path) -> None:
    schema = "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name"
    assert open_store().rows(schema) == open_store(tmp_path / "new.sqlite3").rows(schema)


@pytest.mark.parametrize(
    "condition",
    [
        f"{IN_REVIEW} <= ? ORDER BY last_day / stability",
        f"{LEARNING} > ? ORDER BY due_at",
    ],
)
def test_what_is_due_is_read_from_the_one_index_and_nothing_else(store: Store, condition: str) -> None:
    plan = store.rows(f"EXPLAIN QUERY PLAN SELECT card FROM memory WHERE {condition}", "2026-03-02")
    assert "USING COVERING INDEX memory_by_due (due_at" in plan[0][3]
