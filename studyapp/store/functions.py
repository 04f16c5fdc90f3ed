"""What our SQL calls and SQLite does not have; lent to a connection that brings a file up to date."""

import sqlite3
from typing import Any


class Xor:
    """The exclusive or of whole numbers."""

    def __init__(self) -> None:
        self._all = 0

    def step(self, value: int) -> None:
        """Take in one more."""
        self._all ^= value

    def finalize(self) -> int:
        """That of all of them."""
        return self._all


def lend_functions(connection: sqlite3.Connection) -> None:
    """Give a connection `row_digest(kind, …)` and the aggregate `xor`."""
    connection.create_function("row_digest", -1, _row_digest, deterministic=True)
    connection.create_aggregate("xor", 1, Xor)


def _row_digest(kind: str, *row: Any) -> int:
    from studyapp.store.digests import row_digest  # slow to load; on a fresh home there is nothing to digest

    return row_digest(kind, row)
