"""Whole files put in place so that a power cut leaves the old one or the new one, never half of one."""

import os
from contextlib import suppress
from pathlib import Path

BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a file; it belongs to it, wherever it goes."""


def put_in_place(new: Path, path: Path) -> None:
    """Give a finished file its name, once all of it is on the disk."""
    sync_file(new)
    new.replace(path)
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Wait until all of a file is on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk; not every system knows how to."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def remove_database(path: Path) -> None:
    """Delete a database and what SQLite keeps beside it."""
    for suffix in ("", *BESIDE):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
