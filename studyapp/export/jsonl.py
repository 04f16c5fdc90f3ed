"""The attempt log as JSON lines: everything that is in it, taken-back answers too, without loss."""

import json
from collections.abc import Iterator
from typing import TextIO

from studyapp.i18n import N_
from studyapp.store.records import records
from studyapp.store.store import Store

ABOUT = N_(
    """Write the attempt log as JSON lines, to FILE or to the standard output.

Each line is one object with its `kind`: parameters, attempt or tombstone (an answer taken back)."""
)
EXAMPLE = N_("Example: studyapp export jsonl attempts.jsonl")


def lines(store: Store) -> Iterator[str]:
    """The log as lines, each one JSON object with its `kind`: parameters, attempt or tombstone.

    They come in an order in which they can be read in again: parameters before the attempts made under them,
    attempts in the order (time, id), tombstones last.
    """
    return (json.dumps(record, ensure_ascii=False, allow_nan=False) for record in records(store))


def write(store: Store, target: TextIO) -> int:
    """Write the log; how many lines."""
    count = 0
    for line in lines(store):
        target.write(line + "\n")
        count += 1
    return count
