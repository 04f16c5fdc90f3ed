"""What goes wrong with a learner's file, as sentences."""

import sqlite3
from pathlib import Path

from studyapp.errors import StoreError


class as_sentences:  # noqa: N801 (reads as what it does, as contextlib's own; a generator takes longer)
    """Tell what goes wrong with the file at `path` as a StoreError."""

    __slots__ = ("_path",)

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        """Nothing has gone wrong yet."""

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        """Say what went wrong."""
        if isinstance(error, sqlite3.Error):
            raise _sentence(self._path, error) from error
        if isinstance(error, OSError):
            reason = error.strerror or str(error)
            raise StoreError("{path} cannot be used: {reason}", path=self._path, reason=reason) from error


def _sentence(path: Path, error: sqlite3.Error) -> StoreError:
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith("SQLITE_FULL"):
        return StoreError(
            "the disk is full, so {path} could not be written; nothing was lost of what was saved before",
            path=path,
        )
    if name.startswith(("SQLITE_READONLY", "SQLITE_PERM", "SQLITE_CANTOPEN", "SQLITE_AUTH")):
        return StoreError("{path} cannot be opened for writing; is its folder yours to write in?", path=path)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StoreError(
            "{path} is kept busy by another program; try again when that has finished", path=path
        )
    if name.startswith("SQLITE_NOTADB"):
        return StoreError(
            "{path} is not a file of studyapp, or its beginning is damaged; "
            "`studyapp doctor` says what can be done",
            path=path,
        )
    if name.startswith("SQLITE_CORRUPT"):
        return damaged(path, error)
    return StoreError("{path} cannot be used: {reason}", path=path, reason=str(error))


def damaged(path: Path, reason: Exception) -> StoreError:
    """That nobody can make sense of what the file holds."""
    return StoreError(
        "{path} is damaged ({reason}); `studyapp doctor` says what can be done, and changes nothing yet",
        path=path,
        reason=str(reason),
    )
