"""The home's peak memory, packs read and all."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.figures import Figure
from benchmarks.learner import studied_home
from benchmarks.processes import environment, studyapp
from benchmarks.terminal import terminal

TIMES = 3

WAIT, QUIET = 8.0, 1.0
"""Seconds: the packs are read after the first paint, and the screen is painted again then."""


def measure(folder: Path) -> Iterator[Figure]:
    """At the first paint, and once nothing more happens."""
    home = studied_home(folder).data
    first, settled = [], []
    for _ in range(TIMES):
        with terminal(studyapp(), environment(home)) as running:
            running.read_until("Quit")
            first.append(running.peak_memory())
            running.read(WAIT, quiet=QUIET)
            settled.append(running.peak_memory())
    yield Figure(what="home's peak memory, first paint", measured=median(first), unit="MiB", at_most=60)
    yield Figure(what="home's peak memory, packs read", measured=median(settled), unit="MiB", at_most=60)
