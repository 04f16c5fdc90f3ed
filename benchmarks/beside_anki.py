"""Anki as a yardstick: the same history in a collection of its own, measured through its own package.

It runs in an environment of its own, for it shares nothing with us:

    python3 -m venv .anki && .anki/bin/pip install anki
    STUDYAPP_ANKI=.anki/bin/python make bench

`looks` and `answers` hand this file to that Python, which prints the milliseconds as JSON.
"""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

PYTHON = os.environ.get("STUDYAPP_ANKI", "")
"""The Python that has the package `anki`; empty where there is none."""

HOW = "" if PYTHON else "Anki is not measured: benchmarks/beside_anki.py says how"
"""To be told beside what it would be measured against."""

ROUNDS = 5
ANSWERS, WARMING = 2000, 50
AGAIN, GOOD = 1, 3
FIRST_DAY = date(2015, 1, 1)
"""Of the collection, before every answer: Anki counts due days from there."""


def looks(history: Path, folder: Path) -> Mapping[str, float]:
    """Milliseconds of `queue` and `graphs` in a collection with this history; empty without Anki."""
    found: dict[str, float] = _measured("looks", history, folder) if PYTHON else {}
    return found


def answers(history: Path, folder: Path) -> Sequence[float]:
    """Milliseconds of each of some answers in a collection with this history; empty without Anki."""
    found: list[float] = _measured("answers", history, folder) if PYTHON else []
    return found


def _measured(what: str, history: Path, folder: Path) -> Any:
    command = [PYTHON, __file__, what, str(history), str(folder)]
    plain = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=plain)
    return json.loads(done.stdout.splitlines()[-1])


def main(arguments: Sequence[str]) -> None:
    """In Anki's environment: make the collection, then measure what was asked for."""
    what, history, folder = arguments[0], *map(Path, arguments[1:])
    path = collection_of(history, folder)
    print(json.dumps({"looks": looked, "answers": answered}[what](path)))


def collection_of(history: Path, folder: Path) -> Path:
    """A collection in `folder` with the cards and answers of our file."""
    from anki.collection import Collection

    path = folder / "collection.anki2"
    collection = Collection(str(path))
    collection.set_config("fsrs", True)
    kind = collection.models.by_name("Basic")["id"]
    collection.close()
    fill(path, kind, history)
    return path


def looked(path: Path) -> Mapping[str, float]:
    """The day's queue and all graphs, of a collection opened anew each time."""
    from anki.collection import Collection

    queues, graphs = [], []
    for _ in range(ROUNDS):
        collection = Collection(str(path))
        began = perf_counter()
        waiting = collection.sched.get_queued_cards(fetch_limit=1)
        queues.append(perf_counter() - began)
        assert waiting.review_count, "nothing is due in a collection in which cards are due"
        began = perf_counter()
        collection._backend.graphs(search="", days=0)
        graphs.append(perf_counter() - began)
        collection.close()
    return {"queue": 1e3 * median(queues), "graphs": 1e3 * median(graphs)}


def answered(path: Path) -> Sequence[float]:
    """What is due, answered one after the other, Good mostly; finding the next card is not counted."""
    from anki.collection import Collection

    collection = Collection(str(path))
    config = collection.decks.get_config(1)
    config["new"]["perDay"] = config["rev"]["perDay"] = 9999
    collection.decks.update_config(config)
    took = []
    for place in range(ANSWERS + WARMING):
        card = collection.sched.getCard()
        assert card is not None, "Anki has no more cards to ask"
        began = perf_counter()
        collection.sched.answerCard(card, AGAIN if place % 7 == 0 else GOOD)
        took.append((perf_counter() - began) * 1e3)
    collection.close()
    return took[WARMING:]


def fill(path: Path, kind: int, history: Path) -> None:
    """Put the cards and answers of our file into the collection, which is closed meanwhile."""
    ours = sqlite3.connect(f"{history.absolute().as_uri()}?mode=ro", uri=True)
    crt = int(datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day, 4, tzinfo=UTC).timestamp())
    columns = "card, stability, difficulty, state, due_at, due_day, interval, last_at, repetitions, lapses"
    rows = ours.execute(f"SELECT {columns} FROM memory ORDER BY card").fetchall()
    cards = {row[0]: crt * 1000 + place for place, row in enumerate(rows)}
    with closing(sqlite3.connect(path)) as theirs, theirs:
        theirs.execute("UPDATE col SET crt = ?", (crt,))
        theirs.executemany(
            "INSERT INTO notes VALUES (?, ?, ?, ?, -1, '', ?, ?, ?, 0, '')",
            (
                (number, f"g{number}", kind, crt, f"{card}\x1fback", card, number)
                for card, number in cards.items()
            ),
        )
        theirs.executemany(
            f"INSERT INTO cards VALUES ({', '.join('?' * 18)})",
            (card_row(cards[row[0]], row[1:], crt) for row in rows),
        )
        theirs.executemany("INSERT INTO revlog VALUES (?, ?, -1, ?, 1, 1, 2500, ?, 1)", log_rows(ours, cards))
    ours.close()


def card_row(number: int, memory: Sequence[object], crt: int) -> tuple[object, ...]:
    """A card as Anki has it."""
    stability, difficulty, state, due_at, due_day, interval, last_at, repetitions, lapses = memory
    last = int(datetime.fromisoformat(str(last_at)).timestamp())
    data = json.dumps({"s": stability, "d": difficulty, "dr": 0.9, "decay": 0.1542, "lrt": last})
    in_review = state == 2
    if in_review:
        due = (date.fromisoformat(str(due_day)) - FIRST_DAY).days
    else:
        due = int(datetime.fromisoformat(str(due_at)).timestamp())
    kind = 2 if in_review else 1
    left = 0 if in_review else 1001
    return (
        number, number, 1, 0, crt, -1, kind, kind, due, max(int(str(interval)), 1), 2500, repetitions, lapses,
        left, 0, 0, 0, data,
    )  # fmt: skip


def log_rows(ours: sqlite3.Connection, cards: Mapping[str, int]) -> Iterator[tuple[object, ...]]:
    """The answers as rows of Anki's log, whose ids are milliseconds, each once."""
    latest = 0
    for at, card, rating, seconds in ours.execute(
        "SELECT at, card, rating, seconds FROM answers WHERE moves_memory = 1 ORDER BY at"
    ):
        latest = max(latest + 1, int(datetime.fromisoformat(at).timestamp() * 1000))
        yield latest, cards[card], rating, round(seconds * 1000)


if __name__ == "__main__":
    main(sys.argv[1:])
