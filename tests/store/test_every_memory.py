"""A long log's memories are worked by two processes, and come out as one gives them."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.grade import Rating
from studyapp.store import every_memory
from studyapp.store.every_memory import Differing, Share, _differing
from studyapp.store.store import Store

Make = Callable[..., Attempt]

KEPT = "SELECT * FROM memory ORDER BY card"


@pytest.fixture
def shares(monkeypatch: pytest.MonkeyPatch) -> list[Share]:
    """Every log is long here, and there are two processors; the shares that this process worked."""
    seen: list[Share] = []

    def noted(file: sqlite3.Connection, share: Share) -> Differing:
        seen.append(share)
        return _differing(file, share)

    monkeypatch.setattr(every_memory, "MANY", 1)
    monkeypatch.setattr(every_memory, "processors", lambda: 2)
    monkeypatch.setattr(every_memory, "_differing", noted)
    return seen


@pytest.fixture
def history(store: Store, attempt: Make) -> Store:
    """Twenty cards answered at random; one began anew, two were renamed, some answers were undone."""
    chance = Random(8)
    for days in range(-60, 0):
        card = f"p/{chance.randrange(20):02}"
        mode = Mode.RESET if days == -9 else Mode.STUDY
        answer = attempt(card, Rating(chance.randint(1, 4)), days=days, mode=mode)
        store.append(answer).result()
        if chance.random() < 0.1:
            store.undo(answer.id).result()
    store.follow({"p/03": "p/17", "p/18": "p/elsewhere"}).result()
    return store


def spoil(database: Path) -> None:
    """Alter, take away and add a memory, in both halves of the cards."""
    with closing(sqlite3.connect(database)) as file:
        for half in ("card < 'p/10'", "card >= 'p/10'"):
            cards = [card for (card,) in file.execute(f"SELECT card FROM memory WHERE {half} ORDER BY card")]
            file.execute("UPDATE memory SET stability = stability + 1 WHERE card = ?", cards[:1])
            file.execute("DELETE FROM memory WHERE card = ?", cards[1:2])
            columns = [column for _, column, *_ in file.execute("PRAGMA table_info(memory)")]
            others = ", ".join(columns[1:])
            file.execute(
                f"INSERT INTO memory SELECT card || 'x', {others} FROM memory WHERE card = ?", cards[2:3]
            )
        file.commit()


def test_two_processes_put_right_what_one_does(history: Store, database: Path, shares: list[Share]) -> None:
    right = history.rows(KEPT)
    spoil(database)
    assert history.rows(KEPT) != right
    assert history.rebuild().result() == len(right)
    assert history.rows(KEPT) == right
    assert [share.first for share in shares] == [""]  # the other half was not worked here
    assert 3 < sum(row[0] < shares[0].end for row in right) < len(right) - 3


def test_the_mending_of_a_file_uses_both_too(history: Store, database: Path, shares: list[Share]) -> None:
    right = history.rows(KEPT)
    spoil(database)
    assert history.mend().result() == len(right)
    assert history.rows(KEPT) == right
    assert len(shares) == 1


def ended(_: Path, __: Share) -> Differing:
    os._exit(1)


def test_a_process_that_is_ended_is_stood_in_for(
    history: Store, database: Path, shares: list[Share], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(every_memory, "_compare_in", ended)
    right = history.rows(KEPT)
    spoil(database)
    assert history.rebuild().result() == len(right)
    assert history.rows(KEPT) == right
    assert [share.first for share in shares] == ["", shares[0].end]


def test_one_processor_does_it_alone(
    history: Store, shares: list[Share], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(every_memory, "processors", lambda: 1)
    history.rebuild().result()
    assert shares == [Share()]
