"""The log as JSON lines: everything in it, taken-back answers too, in an order in which it can be read."""

import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.grade import Rating
from studyapp.export.jsonl import write
from studyapp.scheduling.days import Days
from studyapp.store.store import Store

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def attempt(id_: str, **more: object) -> Attempt:
    fields = {
        "device": "laptop",
        "at": NOON,
        "mode": Mode.STUDY,
        "card": "p/卡",
        "rating": Rating.GOOD,
        "seconds": 2.5,
    }
    return Attempt(id=id_, **fields | more)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "study.sqlite3", "laptop", study_days=Days(4, UTC)) as opened:
        yield opened


def exported(store: Store) -> list[dict[str, object]]:
    target = io.StringIO()
    count = write(store, target)
    lines = [json.loads(line) for line in target.getvalue().splitlines()]
    assert len(lines) == count
    return lines


def test_an_attempt_is_one_line_with_everything_that_is_known_of_it(store: Store) -> None:
    given = {"size": 7, "rate": Fraction(1, 3), "x": (1, None)}
    store.append(
        attempt(
            "a1",
            level=2,
            seed=5,
            givens=given,
            response={"output": "3½"},
            score=0.0,
            mistakes=("output:sign",),
        )
    ).result()
    parameters, line = exported(store)
    assert line == {
        "kind": "attempt", "id": "a1", "device": "laptop", "at": "2026-03-02T12:00:00.000000Z",
        "day": "2026-03-02", "mode": "study", "card": "p/卡", "level": 2, "seed": 5,
        "givens": {"size": 7, "rate": {"fraction": "1/3"}, "x": [1, None]}, "response": {"output": "3½"},
        "score": 0.0, "mistakes": ["output:sign"], "rating": 3, "seconds": 2.5, "moves_memory": True,
        "parameters": parameters["hash"],
    }  # fmt: skip
    assert parameters["kind"] == "parameters"
    assert parameters["body"]["retention"] == 0.9
    assert len(parameters["body"]["weights"]) == 21


def test_an_answer_taken_back_is_there_with_its_tombstone_behind_it(store: Store) -> None:
    store.append(attempt("a1")).result()
    store.undo("a1", NOON).result()
    assert [line["kind"] for line in exported(store)] == ["parameters", "attempt", "tombstone"]
    assert exported(store)[-1] == {
        "kind": "tombstone",
        "attempt": "a1",
        "device": "laptop",
        "at": "2026-03-02T12:00:00.000000Z",
    }


def test_attempts_are_in_the_order_of_time_and_id(store: Store) -> None:
    for id_, minute in (("a3", 2), ("a2", 1), ("a1", 1)):
        store.append(attempt(id_, at=NOON.replace(minute=minute))).result()
    assert [line["id"] for line in exported(store) if line["kind"] == "attempt"] == ["a1", "a2", "a3"]


def test_an_empty_log_has_no_lines(store: Store) -> None:
    assert exported(store) == []
