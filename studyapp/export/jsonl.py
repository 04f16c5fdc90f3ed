"""The attempt log as JSON lines: everything that is in it, taken-back answers too, without loss."""

from itertools import islice
from typing import TextIO

from studyapp.i18n import N_
from studyapp.store.arriving import rows_of_lines
from studyapp.store.leaving import lines
from studyapp.store.merge import Merged
from studyapp.store.store import Store

ABOUT = N_(
    """Write the attempt log as JSON lines, to FILE or to the standard output.

Each line is one object with its `kind`: parameters, attempt, tombstone (an answer taken back) or
mark (on a card)."""
)
EXAMPLE = N_("Example: studyapp export jsonl attempts.jsonl")


AT_ONCE = 1000


def write(store: Store, target: TextIO) -> int:
    """Write the log; how many lines."""
    count = 0
    written = lines(store)
    while some := list(islice(written, AT_ONCE)):
        target.write("\n".join(some) + "\n")
        count += len(some)
    return count


def read(store: Store, source: TextIO, name: object) -> Merged:
    """Take in what of these lines is not in the log yet; `name` is what the source is called.

    Raises StoreError at the first line that is none; then nothing is taken in.
    """
    return store.merge(rows_of_lines(source, name)).result()
