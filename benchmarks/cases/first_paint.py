"""From Enter to the painted home, against an empty Textual app."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from benchmarks.figures import Figure
from benchmarks.learner import studied_home
from benchmarks.processes import environment, studyapp
from benchmarks.terminal import painted, terminal

PAIRS = 12


def measure(folder: Path) -> Iterator[Figure]:
    """Each in turn, after a first pair that nobody counts: it warms the files."""
    home = studied_home(folder).data
    empty = folder / "empty.py"
    empty.write_text(EMPTY_APP, encoding="utf-8")
    homes, empties = [], []
    for pair in range(PAIRS + 1):
        ours = shown(studyapp(), home, "Generalisation", "Quit")
        theirs = shown([sys.executable, str(empty)], home, "painted")
        if pair:
            homes.append(ours)
            empties.append(theirs)
    yield Figure(
        what="Enter to the painted home",
        measured=median(homes),
        unit="ms",
        yardstick="an empty Textual app",
        yardstick_measured=median(empties),
        at_most=1.4,
    )


def shown(command: Sequence[str], home: Path, *texts: str) -> float:
    """Milliseconds until the program shows these texts."""
    with terminal(command, environment(home)) as running:
        for text in texts:
            running.read_until(text)
        return painted(running.writes, *texts)


EMPTY_APP = """\
from textual.app import App
from textual.widgets import Static


class Empty(App):
    def compose(self):
        yield Static("painted")


Empty().run()
"""
