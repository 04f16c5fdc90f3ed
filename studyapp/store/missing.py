"""What a backup has and the file lacks: nothing is ever taken out of the log, so that is a loss."""

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from studyapp.errors import StoreError
from studyapp.store.copying import STEPS
from studyapp.store.database import open_as_it_is


def lost_since(file: sqlite3.Connection, backup: Path, pause: Callable[[], None] = lambda: None) -> int:
    """How many answers of a backup are not in the file; none where the backup cannot be read.

    `pause` is called now and then, and may raise to end it.
    """
    with suppress(StoreError, sqlite3.Error), closing(open_as_it_is(backup)) as old:
        old.set_progress_handler(pause, STEPS)
        last = old.execute("SELECT place, id FROM attempts ORDER BY place DESC LIMIT 1").fetchone()
        # The log is append-only: where its last answer is what it was, so are all before it.
        if last is None or file.execute("SELECT 1 FROM attempts WHERE (place, id) = (?, ?)", last).fetchone():
            return 0
        here = {id for (id,) in file.execute("SELECT id FROM attempts")}
        return sum(id not in here for (id,) in old.execute("SELECT id FROM attempts"))
    return 0
