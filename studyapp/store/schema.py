"""Tables, indexes and triggers as migrations make them: whether a file has them, and putting them back."""

import re
import sqlite3
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from studyapp.store.database import migrate, newest_version

_SCHEMA = "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL"


class Part(NamedTuple):
    """A table, an index, a trigger or a view."""

    kind: str
    name: str
    made_by: str
    """Its SQL, as a new file has it."""


def strange(file: sqlite3.Connection) -> list[Part]:
    """What a file of this version lacks, or has otherwise; nothing of one of another version."""
    if file.execute("PRAGMA user_version").fetchone() != (newest_version(),):
        return []
    there = {(kind, name): _bare(sql) for kind, name, sql in file.execute(_SCHEMA)}
    return [part for part in _parts() if there.get((part.kind, part.name)) != _bare(part.made_by)]


def put_back(connection: sqlite3.Connection) -> None:
    """Make indexes, triggers and views that are strange anew, in a transaction of the caller's."""
    for part in strange(connection):
        if part.kind != "table":
            connection.execute(f"DROP {part.kind} IF EXISTS {part.name}")
            connection.execute(part.made_by)


@lru_cache(maxsize=1)
def _parts() -> tuple[Part, ...]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as new:
        migrate(new, Path(":memory:"))
        return tuple(Part(*row) for row in new.execute(_SCHEMA))


def _bare(sql: str) -> str:
    """Without what another SQLite may write otherwise as it renames: blanks and quotes."""
    return re.sub(r'[\s"]', "", sql)
