"""A digest for each day of the log, kept with every row, so that an altered, lost or added one is found."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from hashlib import blake2b
from struct import unpack
from typing import Any, NamedTuple

from studyapp.store.lines import ATTEMPT, LINE, MARK, TOMBSTONE

_ADD = (
    "UPDATE digests SET rows = rows + ?3, digest = (digest | ?4) - (digest & ?4) WHERE kind = ?1 AND day = ?2"
)
"""SQL has no exclusive or; but bits of either less bits of both is one."""
_BEGIN = "INSERT INTO digests (kind, day, rows, digest) VALUES (?, ?, ?, ?)"

DAY = {"attempts": "day", "tombstones": "substr(at, 1, 10)", "marks": "substr(at, 1, 10)"}
"""The day that a row of each table belongs to, in SQL."""

PAUSE_EVERY = 200
"""Rows, which take a millisecond or two."""

_EMPTY = blake2b(digest_size=8)

_ROWS = {
    "attempts": f"SELECT {DAY['attempts']}, {', '.join(ATTEMPT)} FROM attempts WHERE day >= ?",
    "tombstones": f"SELECT {DAY['tombstones']}, {', '.join(TOMBSTONE)} FROM tombstones WHERE at >= ?",
    "marks": f"SELECT {DAY['marks']}, {', '.join(MARK)} FROM marks WHERE at >= ?",
}


class AlteredDay(NamedTuple):
    """A day of the log whose rows are not those that were written."""

    kind: str
    """`attempts`, `tombstones` or `marks`."""
    day: str
    rows: int
    """How many there are."""
    written: int
    """How many were written."""


def digest_of(line: str) -> int:
    """The digest of one row's line: 64 bits, as SQLite's signed whole number."""
    return int.from_bytes(blake2b(line.encode(), digest_size=8).digest(), "big", signed=True)


def digests_of(text: str) -> Sequence[int]:
    """The digests of a text's lines; the last one has no line break."""
    copy, found = _EMPTY.copy, []
    for line in text.encode().split(b"\n"):
        hashed = copy()  # quicker than to make one anew
        hashed.update(line)
        found.append(hashed.digest())
    return unpack(f">{len(found)}q", b"".join(found))


def row_digest(kind: str, row: Sequence[Any]) -> int:
    """The digest of a row of `attempts`, `tombstones` or `marks`."""
    return digest_of(LINE[kind](row))


def add_to_digest(connection: sqlite3.Connection, kind: str, day: str, rows: int, digest: int) -> None:
    """Take rows that have just come into the log into their day's digest, in the same transaction."""
    # Mostly the day has begun: an upsert, which tries to insert first, takes twice as long.
    if connection.execute(_ADD, (kind, day, rows, digest)).rowcount == 0:
        connection.execute(_BEGIN, (kind, day, rows, digest))


def altered_days(
    connection: sqlite3.Connection, since: str = "", pause: Callable[[], None] = lambda: None
) -> Iterator[AlteredDay]:
    """The days, from `since` on, whose rows are not those that their digest was made of.

    It must be called in a transaction, so that rows and digests are of one moment. `pause` is called now and
    then.
    """
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
    for kind, query in _ROWS.items():
        if kind not in there:  # a file of a version that has none of these
            continue
        found: dict[str, tuple[int, int]] = {}
        line_of = LINE[kind]
        for count, (day, *row) in enumerate(connection.execute(query, (since,))):
            if count % PAUSE_EVERY == 0:
                pause()
            rows, digest = found.get(day, (0, 0))
            found[day] = rows + 1, digest ^ digest_of(line_of(row))
        written = {
            day: (rows, digest)
            for day, rows, digest in connection.execute(
                "SELECT day, rows, digest FROM digests WHERE kind = ? AND day >= ?", (kind, since)
            )
        }
        for day in sorted(found.keys() | written.keys()):
            if found.get(day) != written.get(day):
                rows, told = found.get(day, (0, 0))[0], written.get(day, (0, 0))[0]
                yield AlteredDay(kind=kind, day=day, rows=rows, written=told)


def accept(connection: sqlite3.Connection) -> int:
    """Make the digests of altered days anew, from the rows that are there; how many days that were."""
    altered = list(altered_days(connection))
    for day in altered:
        connection.execute("DELETE FROM digests WHERE kind = ? AND day = ?", (day.kind, day.day))
        query = f"SELECT * FROM ({_ROWS[day.kind]}) WHERE {'day' if day.kind == 'attempts' else 'at'} GLOB ?"
        rows = connection.execute(query, (day.day, f"{day.day}*")).fetchall()
        for _, *row in rows:
            add_to_digest(connection, day.kind, day.day, 1, row_digest(day.kind, row))
    return len(altered)
