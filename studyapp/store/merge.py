"""Taking another history into the log by union: in any order, any number of times, it gives one result."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from studyapp.errors import StoreError
from studyapp.store.arriving import Row, Rows
from studyapp.store.digests import DAY, add_to_digest, row_digest
from studyapp.store.lines import ATTEMPT, MARK, TOMBSTONE
from studyapp.store.memory import Recaller

Transaction = Callable[[], AbstractContextManager[None]]

_ATTEMPT, _TOMBSTONE, _MARK = ", ".join(ATTEMPT), ", ".join(TOMBSTONE), ", ".join(MARK)

_SCRATCH = (
    "CREATE TEMP TABLE arrived_parameters (hash TEXT PRIMARY KEY, body TEXT) WITHOUT ROWID",
    f"CREATE TEMP TABLE arrived ({_ATTEMPT}, digest, PRIMARY KEY (id))",
    f"CREATE TEMP TABLE arrived_tombstones ({_TOMBSTONE}, digest, PRIMARY KEY ({_TOMBSTONE})) WITHOUT ROWID",
    f"CREATE TEMP TABLE arrived_marks ({_MARK}, digest, PRIMARY KEY ({_MARK})) WITHOUT ROWID",
)
_TABLES = ("arrived_parameters", "arrived", "arrived_tombstones", "arrived_marks")

_KNOWN = "id IN (SELECT id FROM main.attempts)"
_KNOWN_TOMBSTONE = f"({_TOMBSTONE}) IN (SELECT {_TOMBSTONE} FROM main.tombstones)"
_KNOWN_MARK = f"({_MARK}) IN (SELECT {_MARK} FROM main.marks)"
_STRANGE = "SELECT count(*) FROM temp.arrived WHERE parameters NOT IN (SELECT hash FROM main.parameters)"
_DIFFERING = (
    "SELECT here.id FROM temp.arrived JOIN main.attempts AS here USING (id) "
    f"WHERE row_digest('attempts', {', '.join(f'here.{name}' for name in ATTEMPT)}) <> arrived.digest"
)
_TOUCHED = (
    "SELECT card FROM temp.arrived WHERE moves_memory = 1 UNION SELECT card FROM main.attempts "
    "WHERE moves_memory = 1 AND id IN (SELECT attempt FROM temp.arrived_tombstones)"
)

_ARRIVED = {"attempts": "arrived", "tombstones": "arrived_tombstones", "marks": "arrived_marks"}

A_LOT = 1000
"""New attempts from which on it is worth while to build the indexes anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What came of taking a history in."""

    attempts: int
    """Attempts that were not here."""
    tombstones: int
    """Of those taken back, what was not here."""
    known: int
    """Attempts that were here already."""
    differing: tuple[str, ...]
    """Ids of attempts that are here with another content: what is here was kept."""
    marks: int = 0
    """Marks on cards, set or taken back, that were not here."""


def merge(
    connection: sqlite3.Connection, recaller: Recaller, history: Iterable[Rows], transaction: Transaction
) -> Merged:
    """Put what of `history` is not here yet into the log, all of it in one transaction.

    It is gathered in a scratch table first, so that another terminal waits for the last step only.
    """
    for statement in _SCRATCH:
        connection.execute(statement)
    try:
        differing = set(_gather(connection, history))
        connection.execute("PRAGMA foreign_keys = OFF")  # one question for all rows, below
        with transaction():
            return _unite(connection, recaller, differing)
    finally:
        connection.execute("PRAGMA foreign_keys = ON")
        for table in _TABLES:
            connection.execute(f"DROP TABLE temp.{table}")


def _gather(connection: sqlite3.Connection, history: Iterable[Rows]) -> Iterator[str]:
    """Fill the scratch tables; gives the ids that came twice with different contents."""
    marks = ", ".join("?" * (len(ATTEMPT) + 1))
    put = f"INSERT INTO temp.arrived VALUES ({marks}) ON CONFLICT (id) DO NOTHING"
    for rows in history:
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO temp.arrived_parameters VALUES (?, ?) ON CONFLICT DO NOTHING", rows.parameters
        )
        connection.executemany(
            "INSERT INTO temp.arrived_tombstones VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            ((*row, row_digest("tombstones", row)) for row in rows.tombstones),
        )
        connection.executemany(
            "INSERT INTO temp.arrived_marks VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            ((*row, row_digest("marks", row)) for row in rows.marks),
        )
        digests = rows.digests or [row_digest("attempts", row) for row in rows.attempts]
        attempts = [(*row, digest) for row, digest in zip(rows.attempts, digests, strict=True)]
        if connection.executemany(put, attempts).rowcount < len(attempts):
            yield from _doubled(connection, attempts)
        connection.execute("COMMIT")


def _doubled(connection: sqlite3.Connection, attempts: list[Row]) -> Iterator[str]:
    for row in attempts:
        first = connection.execute("SELECT digest FROM temp.arrived WHERE id = ?", row[:1]).fetchone()
        if first[0] != row[-1]:
            yield row[0]


def _unite(connection: sqlite3.Connection, recaller: Recaller, differing: set[str]) -> Merged:
    connection.execute(
        "INSERT INTO parameters SELECT * FROM temp.arrived_parameters WHERE true ON CONFLICT DO NOTHING"
    )
    (arrived,) = connection.execute("SELECT count(*) FROM temp.arrived").fetchone()
    differing |= {id for (id,) in connection.execute(_DIFFERING)}
    connection.execute(f"DELETE FROM temp.arrived WHERE {_KNOWN}")
    connection.execute(f"DELETE FROM temp.arrived_tombstones WHERE {_KNOWN_TOMBSTONE}")
    connection.execute(f"DELETE FROM temp.arrived_marks WHERE {_KNOWN_MARK}")
    (strange,) = connection.execute(_STRANGE).fetchone()
    if strange:
        raise StoreError(
            "the history tells of answers without the parameters they were made under; nothing was taken in"
        )
    (new,) = connection.execute("SELECT count(*) FROM temp.arrived").fetchone()
    (here,) = connection.execute("SELECT coalesce(max(place), 0) FROM attempts").fetchone()
    with _unhindered(connection, without_indexes=new > max(here, A_LOT)):
        connection.execute(
            f"INSERT INTO attempts ({_ATTEMPT}) SELECT {_ATTEMPT} FROM temp.arrived ORDER BY rowid"
        )
    tombstones = connection.execute(
        f"INSERT INTO tombstones SELECT {_TOMBSTONE} FROM temp.arrived_tombstones"
    ).rowcount
    marks = connection.execute(
        f"INSERT INTO marks ({_MARK}) SELECT {_MARK} FROM temp.arrived_marks ORDER BY at, id"
    ).rowcount
    for kind, table in _ARRIVED.items():
        found = connection.execute(
            f"SELECT {DAY[kind]} AS day, count(*), xor(digest) FROM temp.{table} GROUP BY 1"
        ).fetchall()
        for day, rows, digest in found:
            add_to_digest(connection, kind, day, rows, digest)
    recaller.replay_some({card for (card,) in connection.execute(_TOUCHED)})
    return Merged(
        attempts=new,
        tombstones=tombstones,
        marks=marks,
        known=arrived - new,
        differing=tuple(sorted(differing)),
    )


@contextmanager
def _unhindered(connection: sqlite3.Connection, *, without_indexes: bool) -> Iterator[None]:
    """Insert many new attempts quickly: what looks at each alone is taken away, and put back afterwards.

    Only within a transaction, so that nobody ever sees the table without it.
    """
    names = ["attempts_once"]  # they are known to be new
    if without_indexes:  # to sort once is quicker than to find each one's place
        names += ["attempts_by_card", "attempts_by_day"]
    marks = ", ".join("?" * len(names))
    made_by = connection.execute(
        f"SELECT type, name, sql FROM main.sqlite_schema WHERE name IN ({marks})", names
    ).fetchall()
    for kind, name, _ in made_by:
        connection.execute(f"DROP {kind} {name}")
    yield
    for _, _, statement in made_by:
        connection.execute(statement)
