"""The log is the truth: it refuses change, and memory is always what its replay gives."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.grade import Rating
from studyapp.domain.marks import Mark
from studyapp.scheduling.days import Days
from studyapp.store.ids import new_id
from studyapp.store.store import Store


@pytest.fixture
def written(store: Store, attempt: Callable[..., Attempt], database: Path) -> Iterator[sqlite3.Connection]:
    """A file with two attempts, one of them taken back, opened past the store."""
    made = attempt(days=1)
    store.append(attempt()).result()
    store.append(made).result()
    store.undo(made.id).result()
    store.mark("p/card", Mark.FLAG, True).result()
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        yield connection


@pytest.mark.parametrize("table", ["attempts", "tombstones", "parameters", "marks"])
def test_a_row_of_the_log_cannot_be_deleted(written: sqlite3.Connection, table: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        written.execute(f"DELETE FROM {table}")


@pytest.mark.parametrize(
    "change",
    [
        "attempts SET rating = 4",
        "tombstones SET device = ''",
        "parameters SET body = '{}'",
        "marks SET value = ''",
    ],
)
def test_a_row_of_the_log_cannot_be_changed(written: sqlite3.Connection, change: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        written.execute(f"UPDATE {change}")


def test_an_attempt_cannot_be_replaced(written: sqlite3.Connection) -> None:
    columns = "id, device, at, day, mode, level, seed, givens, response, mistakes, seconds, moves_memory"
    written.execute(
        f"INSERT OR REPLACE INTO attempts (card, rating, parameters, {columns}) "
        f"SELECT 'p/other', 4, parameters, {columns} FROM attempts"
    )
    assert written.execute("SELECT DISTINCT card, rating FROM attempts").fetchall() == [("p/card", 3)]


def test_undo_leaves_the_attempt_in_the_log(written: sqlite3.Connection) -> None:
    assert written.execute("SELECT count(*) FROM attempts").fetchone() == (2,)
    assert written.execute("SELECT count(*) FROM answers").fetchone() == (1,)


START = datetime(2026, 1, 1, 12, tzinfo=UTC)

ANSWERS = st.lists(
    st.tuples(
        st.sampled_from(["p/a", "p/b", "p/was-a"]),
        st.sampled_from(Rating),
        st.sampled_from([Mode.STUDY, Mode.STUDY, Mode.QUIZ, Mode.DRILL]),
        st.integers(-3 * 86400, 30 * 86400),  # seconds since the one before: now and then a clock set back
        st.sampled_from(["keep", "keep", "undo", "twice"]),
    ),
    max_size=25,
)


def memory_rows(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(
            "SELECT *, hex(stability), hex(difficulty) FROM memory ORDER BY card"
        ).fetchall()


@given(ANSWERS, st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_memory_is_the_replay_of_the_log_in_whatever_order_it_came(answers, chance) -> None:  # type: ignore[no-untyped-def]
    at, made = START, []
    for card, rating, mode, seconds, fate in answers:
        at += timedelta(seconds=seconds)
        one = Attempt(id=new_id(at), device="d", at=at, mode=mode, card=card, rating=rating, seconds=1)
        made.append((one, fate))
    histories = []
    with TemporaryDirectory() as folder:
        for name in ("forward.sqlite3", "shuffled.sqlite3"):
            path = Path(folder, name)
            with Store.open(path, "d", study_days=Days(4, UTC)) as store:
                store.follow({"p/was-a": "p/a"})
                for one, fate in made:
                    for _ in range(1 + (fate == "twice")):
                        saved = store.append(one)
                    if fate == "undo":
                        saved = store.undo(one.id)
                if made:
                    saved.result()
            rows = memory_rows(path)
            with Store.open(path, "d", study_days=Days(4, UTC)) as store:
                store.rebuild().result()
            assert memory_rows(path) == rows
            histories.append(rows)
            chance.shuffle(made)
    assert histories[0] == histories[1]
