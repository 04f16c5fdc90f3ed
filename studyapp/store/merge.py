"""Taking another history into the log by union: in any order, any number of times, it gives one result."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from studyapp.errors import StoreError
from studyapp.store.arriving import Rows
from studyapp.store.digests import DAY, add_to_digest
from studyapp.store.lines import ATTEMPT, MARK, TOMBSTONE
from studyapp.store.memory import Recaller
from studyapp.store.scratch import Scratch, scratch

Transaction = Callable[[], AbstractContextManager[None]]

_ATTEMPT, _TOMBSTONE, _MARK = ", ".join(ATTEMPT), ", ".join(TOMBSTONE), ", ".join(MARK)

_KNOWN = "id IN (SELECT id FROM main.attempts)"
_KNOWN_TOMBSTONE = f"({_TOMBSTONE}) IN (SELECT {_TOMBSTONE} FROM main.tombstones)"
_KNOWN_MARK = f"({_MARK}) IN (SELECT {_MARK} FROM main.marks)"
_STRANGE = "SELECT count(*) FROM scratch.attempts WHERE parameters NOT IN (SELECT hash FROM main.parameters)"
_DIFFERING = (
    "SELECT id FROM scratch.attempts AS arrived JOIN main.attempts AS here USING (id) WHERE "
    + " OR ".join(f"arrived.{name} IS NOT here.{name}" for name in ATTEMPT if name != "id")
)
_TOUCHED = (
    "SELECT card FROM scratch.attempts WHERE moves_memory = 1 UNION SELECT card FROM main.attempts "
    "WHERE moves_memory = 1 AND id IN (SELECT attempt FROM scratch.tombstones)"
)
_LAST_PLACE = "SELECT coalesce(max(place), 0) FROM main.attempts"

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

    It is gathered in a scratch database first, so that another terminal waits for the last step only.
    """
    connection.execute("PRAGMA foreign_keys = OFF")  # one question for all rows, below
    try:
        with scratch(connection) as arrived:
            arrived.gather(history)
            if connection.execute(_LAST_PLACE).fetchone() == (0,):
                arrived.index_like_the_log()
            with transaction():
                return _unite(connection, recaller, arrived)
    finally:
        connection.execute("PRAGMA foreign_keys = ON")


def _unite(connection: sqlite3.Connection, recaller: Recaller, arrived: Scratch) -> Merged:
    connection.execute(
        "INSERT INTO parameters SELECT * FROM scratch.parameters WHERE true ON CONFLICT DO NOTHING"
    )
    (here,) = connection.execute(_LAST_PLACE).fetchone()
    known, differing = _leave_out_known(connection, arrived) if here else (0, set())
    connection.execute(f"DELETE FROM scratch.tombstones WHERE {_KNOWN_TOMBSTONE}")
    connection.execute(f"DELETE FROM scratch.marks WHERE {_KNOWN_MARK}")
    new = arrived.count - known
    _insert(connection, arrived, new, here)
    tombstones = connection.execute(
        f"INSERT INTO tombstones SELECT {_TOMBSTONE} FROM scratch.tombstones"
    ).rowcount
    marks = connection.execute(
        f"INSERT INTO marks ({_MARK}) SELECT {_MARK} FROM scratch.marks ORDER BY at, id"
    ).rowcount
    for day, rows in arrived.days.items():
        if rows:
            add_to_digest(connection, "attempts", day, rows, arrived.digests[day])
    for kind in ("tombstones", "marks"):
        found = connection.execute(
            f"SELECT {DAY[kind]} AS day, count(*), xor(digest) FROM scratch.{kind} GROUP BY 1"
        ).fetchall()
        for day, rows, digest in found:
            add_to_digest(connection, kind, day, rows, digest)
    if new > max(here, A_LOT):
        recaller.replay_all()
    else:
        recaller.replay_some({card for (card,) in connection.execute(_TOUCHED)})
    return Merged(
        attempts=new,
        tombstones=tombstones,
        marks=marks,
        known=known,
        differing=tuple(sorted(arrived.differing | differing)),
    )


def _leave_out_known(connection: sqlite3.Connection, arrived: Scratch) -> tuple[int, set[str]]:
    """Leave out attempts that are here already: how many, and the ids of those with another content."""
    differing = {id for (id,) in connection.execute(_DIFFERING)}
    arrived.without(connection.execute(f"SELECT {_ATTEMPT} FROM scratch.attempts WHERE {_KNOWN}"))
    known = connection.execute(f"DELETE FROM scratch.attempts WHERE {_KNOWN}").rowcount
    return known, differing


def _insert(connection: sqlite3.Connection, arrived: Scratch, new: int, here: int) -> None:
    """Put these new attempts into the log, which has `here` of its own."""
    hashes = {hash for (hash,) in connection.execute("SELECT hash FROM parameters")}
    if not arrived.policies <= hashes and connection.execute(_STRANGE).fetchone() != (0,):
        raise StoreError(
            "the history tells of answers without the parameters they were made under; nothing was taken in"
        )
    with _unhindered(connection, without_indexes=new > max(here, A_LOT) and here > 0):
        if here:
            connection.execute(
                f"INSERT INTO attempts ({_ATTEMPT}) SELECT {_ATTEMPT} FROM scratch.attempts ORDER BY place"
            )
        else:  # written so, SQLite copies rows and indexes as they stand
            connection.execute("INSERT INTO main.attempts SELECT * FROM scratch.attempts")


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
