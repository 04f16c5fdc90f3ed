"""An answer until it is durable, memory moved, against the same insert in plain sqlite3."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from benchmarks.figures import Figure, percentile
from benchmarks.learner import answers
from studyapp.store.store import Store

ANSWERS = 2000
CARDS = 300
WARMING = 50
BEGIN = datetime(2026, 10, 1, 9, tzinfo=UTC)

BOUNDS = {50: 2.0, 99: 3.0}
"""Percentile to times the yardstick's."""


def measure(folder: Path) -> Iterator[Figure]:
    """One answer by each in turn, on the same disk, to tables of the same columns."""
    ours, theirs = [], []
    with Store.open(folder / "study.sqlite3", "bench") as store:
        plain, insert = plain_log(folder / "plain.sqlite3", folder / "study.sqlite3")
        cards = (f"deep-learning-basics/card-{place % CARDS}" for place in range(WARMING + ANSWERS))
        for place, answer in enumerate(answers(cards, BEGIN)):
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
