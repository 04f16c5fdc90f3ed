"""An answer until it is durable, memory moved, against the same insert in plain sqlite3."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

from benchmarks import anki_answers
from benchmarks.figures import Figure, percentile
from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.grade import Rating
from studyapp.store.ids import new_id
from studyapp.store.store import Store

ANSWERS = 2000
CARDS = 300
WARMING = 50

BOUNDS = {50: 2.0, 99: 3.0}
"""Percentile to times the yardstick's."""

BESIDE_ANKI = {50: None, 99: 0.33}
"""Percentile to times Anki's."""


def measure(folder: Path) -> Iterator[Figure]:
    """One answer by each in turn, on the same disk, to tables of the same columns."""
    ours, theirs = [], []
    with Store.open(folder / "study.sqlite3", "bench") as store:
        plain, insert = plain_log(folder / "plain.sqlite3", folder / "study.sqlite3")
        for place, answer in enumerate(answers()):
            began = perf_counter()
            store.append(answer).result()
            kept = perf_counter()
            row = store.rows("SELECT * FROM attempts ORDER BY place DESC LIMIT 1")[0][1:]
            inserting = perf_counter()
            plain.execute("BEGIN IMMEDIATE")
            plain.execute(insert, row)
            plain.execute("COMMIT")
            inserted = perf_counter()
            if place >= WARMING:
                ours.append((kept - began) * 1e3)
                theirs.append((inserted - inserting) * 1e3)
        plain.close()
    for share, bound in BOUNDS.items():
        yield Figure(
            what=f"durable answer, p{share}",
            measured=percentile(ours, share),
            unit="ms",
            yardstick="the same insert in plain sqlite3",
            yardstick_measured=percentile(theirs, share),
            at_most=bound,
        )
    if theirs := anki_answers.measured(folder):
        for share, most in BESIDE_ANKI.items():
            yield Figure(
                what=f"durable answer, p{share}, beside Anki",
                measured=percentile(ours, share),
                unit="ms",
                yardstick="Anki's answer",
                yardstick_measured=percentile(theirs, share),
                at_most=most,
            )


def answers() -> Iterator[Attempt]:
    """Answers over some weeks, card after card, mostly right."""
    at = datetime(2026, 10, 1, 9, tzinfo=UTC)
    for place in range(ANSWERS + WARMING):
        at += timedelta(seconds=8) if place % 100 else timedelta(days=1)
        yield Attempt(
            id=new_id(at),
            device="bench",
            at=at,
            mode=Mode.STUDY,
            card=f"deep-learning-basics/card-{place % CARDS}",
            seed=place,
            givens={"size": 224, "kernel_size": 7, "stride": 2, "padding": 3},
            response={"output": "112"},
            score=1.0,
            rating=Rating.AGAIN if place % 7 == 0 else Rating.GOOD,
            seconds=8.0,
        )


def plain_log(path: Path, like: Path) -> tuple[sqlite3.Connection, str]:
    """A file with a log of the same columns and indexes as the one at `like`, and the insert into it."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("ATTACH ? AS ours", (str(like),))
    made_by = connection.execute(
        "SELECT sql FROM ours.sqlite_schema WHERE tbl_name = 'attempts' AND type IN ('table', 'index') "
        "AND sql IS NOT NULL ORDER BY type DESC"
    ).fetchall()
    connection.execute("DETACH ours")
    for (statement,) in made_by:
        connection.execute(statement)
    columns = [name for _, name, *_ in connection.execute("PRAGMA table_info(attempts)")][1:]
    insert = f"INSERT INTO attempts ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    return connection, insert
