"""`studyapp due --json`, the whole process, against `python -c "import sqlite3"`."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.figures import CannotMeasureError, Figure
from benchmarks.learner import studied_home
from benchmarks.processes import run, studyapp

PAIRS = 20


def measure(folder: Path) -> Iterator[Figure]:
    """Each in turn, after a first pair that nobody counts."""
    home = studied_home(folder).data
    ours, theirs = [], []
    for pair in range(PAIRS + 1):
        took, printed = run(studyapp("due", "--json"), home)
        if not json.loads(printed)["due"]:
            raise CannotMeasureError("nothing was due at a home where cards are due")
        plain, _ = run([sys.executable, "-c", "import sqlite3"], home)
        if pair:
            ours.append(took)
            theirs.append(plain)
    yield Figure(
        what="studyapp due --json",
        measured=median(ours),
        unit="ms",
        yardstick='python -c "import sqlite3"',
        yardstick_measured=median(theirs),
        at_most=6,
    )
