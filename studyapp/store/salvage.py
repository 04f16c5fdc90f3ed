"""What can still be read of a damaged file: row by row, each checked as strictly as if it were foreign."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from io import StringIO
from pathlib import Path
from typing import Any

from studyapp.errors import StudyError
from studyapp.scheduling.schedule import Policy
from studyapp.store.arriving import Row, Rows, rows_of_lines
from studyapp.store.digests import digest_of
from studyapp.store.lines import ATTEMPT, LINE, MARK, PARAMETERS, TOMBSTONE
from studyapp.store.parameters import policy_row

AT_ONCE = 64
"""Rows that are read together; where one of them cannot be, each is tried alone."""
DAY_AT = {
    "attempts": ATTEMPT.index("day"),
    "tombstones": TOMBSTONE.index("at"),
    "marks": MARK.index("at"),
}
"""Where a row of each table has the day that its digest is of."""
MOST_ON_A_PAGE = 100
"""More attempts than a page of the file can hold."""


class Salvage:
    """Reads what it can of a file, and counts what it cannot."""

    def __init__(self, path: Path, known: Iterable[str] = ()) -> None:
        """`known` are the parameters that are there without this file."""
        self.path = path
        self.unreadable = 0
        """Rows that were met and could not be read; how many more there were, nobody can tell."""
        self.altered: set[str] = set()
        """Days whose rows are not just those that were written: what is left of them may be altered."""
        self._known = set(known)
        self._found: dict[tuple[str, str], tuple[int, int]] = {}

    def rows(self) -> Iterator[Rows]:
        """The rows, some at a time."""
        with suppress(sqlite3.Error), closing(_connect(self.path)) as file:
            parameters = Rows(parameters=list(self._table(file, "parameters", PARAMETERS)))
            if self.unreadable:  # most answers were made under what nobody changed
                parameters.parameters.append(policy_row(Policy()))
            self._known |= {hash for hash, _ in parameters.parameters}
            yield parameters
            yield from self._attempts(file)
            yield Rows(tombstones=list(self._table(file, "tombstones", TOMBSTONE)))
            if _has_table(file, "marks"):
                yield Rows(marks=list(self._table(file, "marks", MARK)))
            if _has_table(file, "digests"):
                self._hold_to_digests(file)

    def _attempts(self, file: sqlite3.Connection) -> Iterator[Rows]:
        query = f"SELECT {', '.join(ATTEMPT)} FROM attempts WHERE place BETWEEN ? AND ? ORDER BY place"
        for first in range(1, _last_place(file) + 1, AT_ONCE):
            try:
                found = file.execute(query, (first, first + AT_ONCE - 1)).fetchall()
            except sqlite3.Error:
                found = list(self._one_by_one(file, query, range(first, first + AT_ONCE)))
            checked = list(self._checked("attempts", found))
            usable = [row for row in checked if row[-1] in self._known]
            self.unreadable += len(checked) - len(usable)  # nobody knows any more how they were scheduled
            yield Rows(attempts=usable)

    def _one_by_one(self, file: sqlite3.Connection, query: str, places: range) -> Iterator[Row]:
        for place in places:
            try:
                yield from file.execute(query, (place, place)).fetchall()
            except sqlite3.Error:
                self.unreadable += 1

    def _table(self, file: sqlite3.Connection, table: str, columns: Iterable[str]) -> Iterator[Row]:
        """A small table, up to where it cannot be read on."""
        found: list[Row] = []
        try:
            for row in file.execute(f"SELECT {', '.join(columns)} FROM {table}"):
                found.append(row)
        except sqlite3.Error:
            self.unreadable += 1
        return self._checked(table, found)

    def _hold_to_digests(self, file: sqlite3.Connection) -> None:
        written = {}
        with suppress(sqlite3.Error):  # of what cannot be read of them nothing is proven
            for kind, day, rows, digest in file.execute("SELECT kind, day, rows, digest FROM digests"):
                written[kind, day] = rows, digest
        days = written.keys() | self._found.keys()
        self.altered = {
            str(day) for kind, day in days if written.get((kind, day)) != self._found.get((kind, day))
        }

    def _met(self, table: str, row: Row, line: str) -> None:
        if table in DAY_AT:
            at = table, row[DAY_AT[table]][:10]
            rows, digest = self._found.get(at, (0, 0))
            self._found[at] = rows + 1, digest ^ digest_of(line)

    def _checked(self, table: str, rows: Iterable[Row]) -> Iterator[Row]:
        line_of: Callable[[Row], str] = LINE[table]
        for row in rows:
            try:
                (read,) = rows_of_lines(StringIO(line := line_of(row)), self.path)
            except (StudyError, TypeError, ValueError):  # what is damaged may come as any type
                self.unreadable += 1
            else:
                self._met(table, row, line)
                yield from (*read.parameters, *read.attempts, *read.tombstones, *read.marks)


def _connect(path: Path) -> sqlite3.Connection:
    """A connection that only reads, with what waits in the write-ahead log where that can be used."""
    for options in ("mode=ro", "mode=ro&immutable=1"):
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?{options}", uri=True, isolation_level=None)
        connection.text_factory = lambda text: text.decode("utf-8", "replace")
        try:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except sqlite3.Error:
            connection.close()
        else:
            return connection
    raise sqlite3.DatabaseError(str(path))


def _has_table(file: sqlite3.Connection, name: str) -> bool:
    """Whether the file is of a version that has it."""
    return bool(file.execute("SELECT count(*) FROM sqlite_schema WHERE name = ?", (name,)).fetchone()[0])


def _last_place(file: sqlite3.Connection) -> int:
    """A number that no attempt's place is above."""
    with suppress(sqlite3.Error):
        last: Any = file.execute("SELECT max(place) FROM attempts").fetchone()[0]
        return int(last or 0)
    pages: int = file.execute("PRAGMA page_count").fetchone()[0]
    return pages * MOST_ON_A_PAGE
