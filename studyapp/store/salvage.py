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
from studyapp.store.lines import ATTEMPT, LINE, MARK, PARAMETERS, TOMBSTONE
from studyapp.store.parameters import policy_row

AT_ONCE = 64
"""Rows that are read together; where one of them cannot be, each is tried alone."""
MOST_ON_A_PAGE = 100
"""More attempts than a page of the file can hold."""


class Salvage:
    """Reads what it can of a file, and counts what it cannot."""

    def __init__(self, path: Path, known: Iterable[str] = ()) -> None:
        """`known` are the parameters that are there without this file."""
        self.path = path
        self.unreadable = 0
        """Rows that were met and could not be read; how many more there were, nobody can tell."""
        self._known = set(known)

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
            if _has_marks(file):
                yield Rows(marks=list(self._table(file, "marks", MARK)))

    def _attempts(self, file: sqlite3.Connection) -> Iterator[Rows]:
        query = f"SELECT {', '.join(ATTEMPT)} FROM attempts WHERE place BETWEEN ? AND ? ORDER BY place"
        for first in range(1, _last_place(file) + 1, AT_ONCE):
            try:
                found = file.execute(query, (first, first + AT_ONCE - 1)).fetchall()
            except sqlite3.Error:
                found = list(self._one_by_one(file, query, range(first, first + AT_ONCE)))
            checked = [row for row in self._checked("attempts", found) if row[-1] in self._known]
            yield Rows(attempts=checked)

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

    def _checked(self, table: str, rows: Iterable[Row]) -> Iterator[Row]:
        line_of: Callable[[Row], str] = LINE[table]
        for row in rows:
            try:
                (read,) = rows_of_lines(StringIO(line_of(row)), self.path)
            except (StudyError, TypeError, ValueError):  # what is damaged may come as any type
                self.unreadable += 1
            else:
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


def _has_marks(file: sqlite3.Connection) -> bool:
    """Whether the file is of a version that has them."""
    return bool(file.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'marks'").fetchone()[0])


def _last_place(file: sqlite3.Connection) -> int:
    """A number that no attempt's place is above."""
    with suppress(sqlite3.Error):
        last: Any = file.execute("SELECT max(place) FROM attempts").fetchone()[0]
        return int(last or 0)
    pages: int = file.execute("PRAGMA page_count").fetchone()[0]
    return pages * MOST_ON_A_PAGE
