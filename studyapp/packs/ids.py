"""The list of a pack's ids that may be kept beside it, so that one that vanishes is noticed."""

from collections.abc import Mapping
from pathlib import Path

from studyapp.errors import PackError
from studyapp.i18n import N_
from studyapp.packs.loader import read

IDS_FILE = "ids.txt"
_HEAD = (
    "# Every id that this pack has or had: learners' history hangs on them.\n"
    "# `studyapp pack check --write-ids` writes this list.\n"
)
_MOST_BYTES = 2_000_000


def ids_file(folder: Path) -> Path:
    """Where a pack's list of ids lies."""
    return folder / IDS_FILE


def listed_ids(folder: Path) -> Mapping[str, int]:
    """The ids that the list holds, each with its line; none where there is no list that can be read."""
    path = ids_file(folder)
    if path.is_symlink() or not path.is_file():
        return {}
    try:
        with path.open("rb") as file:
            text = file.read(_MOST_BYTES).decode("utf-8", errors="replace")
    except OSError:
        return {}
    lines = enumerate((line.strip() for line in text.split("\n")), 1)
    return {line: number for number, line in lines if line and not line.startswith("#")}


def write_ids(folder: Path) -> Path:
    """Write the list anew with every id that the pack has or had; PackError where that cannot be.

    A card with a fault may have an id that cannot be read; without it the list would let the id go.
    """
    path = ids_file(folder)
    reading = read(folder)
    if not all(fault.warning for fault in reading.faults):
        raise PackError(N_("{path} is not written: mend the faults of the pack first"), path=path)
    former = (each for entry in reading.entries for each in entry.schema.was)
    if path.is_symlink():
        raise PackError(N_("{path} is a symbolic link; nothing is written through it"), path=path)
    try:
        path.write_text(
            _HEAD + "".join(f"{id}\n" for id in sorted({*reading.ids, *former})), encoding="utf-8"
        )
    except OSError as error:
        reason = error.strerror or error
        raise PackError(N_("{path} cannot be written: {reason}"), path=path, reason=reason) from error
    return path
