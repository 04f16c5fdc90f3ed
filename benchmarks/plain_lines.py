"""The yardstick of JSON lines: what a plain script does with `json` and `sqlite3`, and nothing checked."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from studyapp.store.lines import ATTEMPT, MARK, PARAMETERS, TOMBSTONE

TABLES: dict[str, tuple[str, Sequence[str]]] = {
    "parameters": ("parameters", PARAMETERS),
    "attempt": ("attempts", ATTEMPT),
    "tombstone": ("tombstones", TOMBSTONE),
    "mark": ("marks", MARK),
}
"""A line's kind to its table and columns."""

OBJECTS = {"body", "givens", "response", "mistakes"}
"""Columns that hold JSON."""


def plainly_out(database: Path, file: Path) -> None:
    """Each row of the log an object, dumped."""
    with closing(sqlite3.connect(database)) as source, file.open("w", encoding="utf-8") as target:
        for kind, (table, columns) in TABLES.items():
            for row in source.execute(f"SELECT {', '.join(columns)} FROM {table}"):
                values = zip(columns, row, strict=True)
                told = {name: json.loads(value) if name in OBJECTS else value for name, value in values}
                target.write(json.dumps({"kind": kind, **told}, ensure_ascii=False) + "\n")


def plainly_in(file: Path, database: Path) -> None:
    """Each line loaded, and put into the same tables, with their indexes, in one durable transaction."""
    rows = defaultdict(list)
    with file.open(encoding="utf-8") as source:
        for line in source:
            told = json.loads(line)
            columns = TABLES[told["kind"]][1]
            rows[told["kind"]].append(
                tuple(json.dumps(told[name]) if name in OBJECTS else told[name] for name in columns)
            )
    with closing(sqlite3.connect(database)) as target:
        for kind, (table, columns) in TABLES.items():
            places = ", ".join("?" * len(columns))
            target.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", rows[kind])
        target.commit()


def loaded(file: Path) -> None:
    """Each line loaded, and forgotten."""
    with file.open(encoding="utf-8") as source:
        for line in source:
            json.loads(line)
