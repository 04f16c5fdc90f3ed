"""Another history on its way into the log: gathered in a database of its own, so that nobody has to wait."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from operator import itemgetter

from studyapp.store.arriving import Row, Rows
from studyapp.store.digests import row_digest
from studyapp.store.lines import ATTEMPT, MARK, TOMBSTONE

_ATTEMPT, _TOMBSTONE, _MARK = ", ".join(ATTEMPT), ", ".join(TOMBSTONE), ", ".join(MARK)
_id_of, _day_of, _policy_of = (itemgetter(ATTEMPT.index(name)) for name in ("id", "day", "parameters"))

_MADE_BY = (
    "ATTACH '' AS scratch",  # in memory as long as it is small, then in a file without a name
    "PRAGMA scratch.cache_size = -8192",  # KiB
    "PRAGMA scratch.journal_mode = MEMORY",
    "CREATE TABLE scratch.parameters (hash TEXT PRIMARY KEY, body TEXT) WITHOUT ROWID",
    f"CREATE TABLE scratch.tombstones ({_TOMBSTONE}, digest, PRIMARY KEY ({_TOMBSTONE})) WITHOUT ROWID",
    f"CREATE TABLE scratch.marks ({_MARK}, digest, PRIMARY KEY ({_MARK})) WITHOUT ROWID",
)

AT_ONCE = 50
"""Attempts that are put into the table by one statement."""

_ONE = f"({', '.join('?' * len(ATTEMPT))})"
_PUT = f"INSERT INTO scratch.attempts ({_ATTEMPT}) VALUES {{}} ON CONFLICT (id) DO NOTHING"
_PUT_ONE, _PUT_SOME = _PUT.format(_ONE), _PUT.format(", ".join([_ONE] * AT_ONCE))


class Scratch:
    """What has come of a history so far, each attempt once, in the tables of `scratch`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.count = 0
        """Attempts in the table; their places are 1 to this."""
        self.days: Counter[str] = Counter()
        """Days of these attempts to how many there are."""
        self.digests: defaultdict[str, int] = defaultdict(int)
        """And to their digests."""
        self.policies: set[str] = set()
        """The hashes of the parameters that they were made under."""
        self.differing: set[str] = set()
        """Ids of attempts that came twice with different contents."""
        self._doubled: list[Row] = []

    def gather(self, history: Iterable[Rows]) -> None:
        """Take in a history, which was read strictly: whether a row is one is not looked at once more."""
        with _unhindered(self._connection):
            for rows in history:
                self._count(rows)
                self._put(rows.attempts)
                self._put_others(rows)
        self.without(self._doubled)

    def without(self, left_out: Iterable[Row]) -> None:
        """Count these rows no longer."""
        for row in left_out:
            self.days[_day_of(row)] -= 1
            self.digests[_day_of(row)] ^= row_digest("attempts", row)

    def index_like_the_log(self) -> None:
        """Give the table the indexes that the log has, so that all of it can be copied as it stands."""
        made_by = self._connection.execute(
            "SELECT sql FROM main.sqlite_schema "
            "WHERE type = 'index' AND tbl_name = 'attempts' AND sql IS NOT NULL"
        ).fetchall()
        self._connection.execute("PRAGMA threads = 2")  # that help with the sorting
        for (statement,) in made_by:
            self._connection.execute(statement.replace("CREATE INDEX ", "CREATE INDEX scratch."))

    def _count(self, rows: Rows) -> None:
        attempts, digests = rows.attempts, self.digests
        self.policies.update(map(_policy_of, attempts))
        self.days.update(map(_day_of, attempts))
        known = rows.digests or (row_digest("attempts", row) for row in attempts)
        for day, digest in zip(map(_day_of, attempts), known, strict=True):
            digests[day] ^= digest

    def _put(self, attempts: list[Row]) -> None:
        whole = len(attempts) - len(attempts) % AT_ONCE
        put = 0
        for first in range(0, whole, AT_ONCE):
            some = attempts[first : first + AT_ONCE]
            put += self._connection.execute(_PUT_SOME, tuple(chain.from_iterable(some))).rowcount
        if whole < len(attempts):
            put += self._connection.executemany(_PUT_ONE, attempts[whole:]).rowcount
        if put < len(attempts):
            self._look_for_doubled(attempts)
        self.count += put

    def _look_for_doubled(self, attempts: list[Row]) -> None:
        """Note which of these rows were not put into the table, since their ids were there before."""
        query = f"SELECT id FROM scratch.attempts WHERE place > {self.count}"
        new = {id for (id,) in self._connection.execute(query)}
        for row in attempts:
            id = _id_of(row)
            if id in new:
                new.remove(id)
                continue
            self._doubled.append(row)
            first = f"SELECT {_ATTEMPT} FROM scratch.attempts WHERE id = ?"
            if self._connection.execute(first, (id,)).fetchone() != row:
                self.differing.add(id)

    def _put_others(self, rows: Rows) -> None:
        if not (rows.parameters or rows.tombstones or rows.marks):
            return
        put = "INSERT INTO scratch.{} VALUES ({}) ON CONFLICT DO NOTHING"
        self._connection.executemany(put.format("parameters", "?, ?"), rows.parameters)
        self._connection.executemany(
            put.format("tombstones", "?, ?, ?, ?"),
            ((*row, row_digest("tombstones", row)) for row in rows.tombstones),
        )
        self._connection.executemany(
            put.format("marks", "?, ?, ?, ?, ?, ?, ?"),
            ((*row, row_digest("marks", row)) for row in rows.marks),
        )


@contextmanager
def scratch(connection: sqlite3.Connection) -> Iterator[Scratch]:
    """The database `scratch`, as long as it is wanted."""
    (like,) = connection.execute("SELECT sql FROM main.sqlite_schema WHERE name = 'attempts'").fetchone()
    for statement in _MADE_BY:
        connection.execute(statement)
    try:
        connection.execute(like.replace("CREATE TABLE ", "CREATE TABLE scratch."))
        yield Scratch(connection)
    finally:
        connection.execute("DETACH scratch")


@contextmanager
def _unhindered(connection: sqlite3.Connection) -> Iterator[None]:
    """One transaction, in which nothing of the log itself is read or written, and no value is looked at."""
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute("BEGIN")
    try:
        yield
    finally:
        if connection.in_transaction:  # some errors end it by themselves
            connection.execute("COMMIT")
        connection.execute("PRAGMA ignore_check_constraints = OFF")
