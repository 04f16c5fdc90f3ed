"""Digests by day: what was altered, lost or put in past the program is found; what it did is not."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from hashlib import blake2b
from pathlib import Path

import pytest

from studyapp.domain.attempt import Attempt
from studyapp.domain.grade import Rating
from studyapp.store.digests import AlteredDay, altered_days
from studyapp.store.leaving import lines
from studyapp.store.store import Store

Make = Callable[..., Attempt]


@pytest.fixture
def history(store: Store, attempt: Make, database: Path) -> Iterator[sqlite3.Connection]:
    """Three answers on 2 March, one on 4 March, the third of them taken back; opened past the store."""
    made = [attempt("p/a"), attempt("p/b"), attempt("p/c"), attempt("p/a", Rating.EASY, days=2)]
    for one in made:
        store.append(one).result()
    store.undo(made[2].id, made[2].at).result()
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        for trigger in ("attempts_stay", "attempts_remain", "tombstones_stay", "tombstones_remain"):
            connection.execute(f"DROP TRIGGER {trigger}")
        yield connection


def found(store: Store, since: str = "") -> list[AlteredDay]:
    with store.snapshot() as file:
        return list(altered_days(file, since))


def test_a_log_that_only_the_program_wrote_is_in_order(store: Store, history: sqlite3.Connection) -> None:
    assert found(store) == []


@pytest.mark.parametrize(
    "change",
    [
        "rating = 4", "seconds = 5.000000000000001", "response = '{\"output\": \"43\"}'", "card = 'p/z'",
        "level = 2", "seed = -1", "score = 0.0", "mistakes = '[\"sign\"]'", "device = 'desk'",
        "mode = 'quiz'",
        "at = '2026-03-02T12:00:00.000001Z'", "moves_memory = 0", "givens = '{\"size\": 8}'",
    ],
)  # fmt: skip
def test_whatever_is_altered_in_a_row_is_found(
    store: Store, history: sqlite3.Connection, change: str
) -> None:
    history.execute(f"UPDATE attempts SET {change} WHERE card = 'p/b'")
    assert found(store) == [AlteredDay(kind="attempts", day="2026-03-02", rows=3, written=3)]


def test_a_row_that_is_gone_is_found(store: Store, history: sqlite3.Connection) -> None:
    history.execute("DELETE FROM attempts WHERE day = '2026-03-04'")
    assert found(store) == [AlteredDay(kind="attempts", day="2026-03-04", rows=0, written=1)]


def test_a_row_put_in_past_the_program_is_found(store: Store, history: sqlite3.Connection) -> None:
    names = ", ".join(
        name for _, name, *_ in history.execute("PRAGMA table_info(attempts)") if name not in ("place", "id")
    )
    history.execute(
        f"INSERT INTO attempts (id, {names}) SELECT 'new', {names} FROM attempts WHERE card = 'p/b'"
    )
    assert found(store) == [AlteredDay(kind="attempts", day="2026-03-02", rows=4, written=3)]


def test_a_row_moved_to_another_day_is_missed_on_one_and_too_many_on_the_other(
    store: Store, history: sqlite3.Connection
) -> None:
    history.execute("UPDATE attempts SET day = '2026-03-04' WHERE card = 'p/b'")
    assert [(day.day, day.rows, day.written) for day in found(store)] == [
        ("2026-03-02", 2, 3),
        ("2026-03-04", 2, 1),
    ]


def test_an_undo_that_is_gone_is_found(store: Store, history: sqlite3.Connection) -> None:
    history.execute("DELETE FROM tombstones")
    assert found(store) == [AlteredDay(kind="tombstones", day="2026-03-02", rows=0, written=1)]


def test_earlier_days_can_be_left_out(store: Store, history: sqlite3.Connection) -> None:
    history.execute("UPDATE attempts SET rating = 1 WHERE card = 'p/b'")
    assert found(store, since="2026-03-03") == []


def test_a_day_s_digest_is_the_exclusive_or_of_its_lines_blake2b(
    store: Store, history: sqlite3.Connection
) -> None:
    expected = 0
    for line in lines(store):
        if '"day": "2026-03-02"' in line:
            expected ^= int.from_bytes(blake2b(line.encode(), digest_size=8).digest(), "big", signed=True)
    assert store.rows("SELECT rows, digest FROM digests WHERE kind = 'attempts' ORDER BY day")[0] == (
        3,
        expected,
    )


def test_adding_the_same_answer_twice_leaves_the_digest_right(store: Store, attempt: Make) -> None:
    one = attempt("p/a")
    for _ in range(2):
        store.append(one).result()
        store.undo(one.id).result()
    assert found(store) == []
