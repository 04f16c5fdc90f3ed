"""The file that the rollup is kept in: its tables, and opening it."""

import sqlite3
from pathlib import Path

from studyapp.store.database import writing
from studyapp.store.history import BinCount, DayCount

VERSION = 2
"""Of the tables below; a file of another version is made anew."""
LITTLE = 4 << 20
"""Bytes of a file whose pages are looked at each time, which takes some milliseconds."""
PATIENCE = 60.0
"""Seconds to wait while another terminal counts."""

_SCHEMA = f"""
CREATE TABLE counted (place INTEGER NOT NULL, id TEXT NOT NULL, undone INTEGER NOT NULL) STRICT;
CREATE TABLE undone (attempt TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE aliases (was TEXT PRIMARY KEY, card TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE grouped (fingerprint TEXT NOT NULL) STRICT;
CREATE TABLE places (place INTEGER PRIMARY KEY, chapter TEXT NOT NULL, concept TEXT NOT NULL) STRICT;
CREATE TABLE cards (
    place INTEGER NOT NULL,          -- of places, or 0 not looked up yet, -1 in no pack
    card TEXT NOT NULL,
    {", ".join(f"{name} INTEGER NOT NULL" for name in DayCount._fields)},
    stability REAL,                  -- from here on as the memory has it, days as ordinals
    last_day INTEGER, due_day INTEGER, due_at TEXT, interval INTEGER,
    PRIMARY KEY (place, card)        -- so that groups are added up as they lie
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX cards_by_card ON cards (card);
CREATE INDEX cards_by_due_day ON cards (due_day);
CREATE TABLE days (
    day TEXT PRIMARY KEY, {", ".join(f"{name} INTEGER NOT NULL" for name in DayCount._fields)}
) STRICT, WITHOUT ROWID;
CREATE TABLE bins (
    bin INTEGER PRIMARY KEY, {", ".join(f"{name} INTEGER NOT NULL" for name in BinCount._fields)}
) STRICT;
CREATE TABLE slips (
    card TEXT, mistake TEXT, count INTEGER NOT NULL, PRIMARY KEY (card, mistake)
) STRICT, WITHOUT ROWID;
CREATE INDEX slips_by_count ON slips (count);
PRAGMA user_version = {VERSION};
"""

NOT_PLACED, IN_NO_PACK = 0, -1
"""Of a card: its place not looked up yet, and that there is none."""


def open_rollup(path: Path | None) -> sqlite3.Connection:
    """The file at `path`, or with None one in memory only; one of another version is made anew."""
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
    file = sqlite3.connect(path or ":memory:", timeout=PATIENCE, isolation_level=None)
    try:
        file.execute("SELECT pow(2, 1)")
    except sqlite3.OperationalError:  # this SQLite was built without mathematics
        file.create_function("pow", 2, pow, deterministic=True)
    try:
        if path is not None and path.stat().st_size < LITTLE:
            _look_at_pages(file)
        if _version(file) != VERSION:
            with writing(file):
                if _version(file) != VERSION:  # another terminal may have been quicker
                    begin_anew(file)
    except BaseException:
        file.close()
        raise
    return file


def _look_at_pages(file: sqlite3.Connection) -> None:
    verdict: str = file.execute("PRAGMA quick_check(1)").fetchone()[0]
    if verdict != "ok":
        raise sqlite3.DatabaseError(verdict)


def begin_anew(file: sqlite3.Connection) -> None:
    """Empty tables, in a transaction of the caller's."""
    for (name,) in file.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
        file.execute(f"DROP TABLE {name}")
    for statement in _SCHEMA.split(";"):
        file.execute(statement)


def _version(file: sqlite3.Connection) -> int:
    version: int = file.execute("PRAGMA user_version").fetchone()[0]
    return version
