"""A long history: every memory worked anew, and JSON lines out and in, at a million and 100,000 attempts."""

from collections.abc import Callable, Iterator
from datetime import UTC
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.figures import CannotMeasureError, Figure
from benchmarks.simulator import ATTEMPTS, CARDS, simulated_home
from studyapp.export.jsonl import read, write
from studyapp.scheduling.days import Days
from studyapp.store.store import Store

ROUNDS = 3
SHARE = 10
"""The lines are of a history this many times shorter."""

REBUILD, LINES = 2.5, 0.5
"""Seconds, at most."""


def measure(folder: Path) -> Iterator[Figure]:
    """Each three times, on the disk."""
    home = simulated_home(folder / "long")
    with Store.open(home.database, "bench", study_days=Days(4, UTC)) as store:
        rows = store.rows("SELECT count(*) FROM attempts")
        before = store.rows("SELECT * FROM memory ORDER BY card")
        rebuilding = [seconds(lambda: store.rebuild().result()) for _ in range(ROUNDS)]
        if store.rows("SELECT count(*) FROM attempts") != rows or before != store.rows(
            "SELECT * FROM memory ORDER BY card"
        ):
            raise CannotMeasureError("a rebuilt memory differs, or a row was added to the log")
    yield Figure(
        what=f"rebuild of all memories, {ATTEMPTS:,} attempts",
        measured=median(rebuilding),
        unit="s",
        at_most=REBUILD,
        note="not a row added to the log, not a bit changed",
    )
    yield from lines(folder)


def lines(folder: Path) -> Iterator[Figure]:
    """A history of a tenth to a file, and into an empty log, memories and all."""
    home = simulated_home(folder / "short", CARDS // SHARE, ATTEMPTS // SHARE)
    file = folder / "history.jsonl"
    writing, reading = [], []
    for number in range(ROUNDS):
        with Store.open(home.database, read_only=True) as store:
            writing.append(seconds(lambda store=store: exported(store, file)))
        with Store.open(folder / f"{number}.sqlite3", "bench", study_days=Days(4, UTC)) as store:
            reading.append(seconds(lambda store=store: taken_in(store, file)))
    for what, took in (("out", writing), ("in, memories worked", reading)):
        yield Figure(
            what=f"JSON lines {what}, {ATTEMPTS // SHARE:,} attempts",
            measured=median(took),
            unit="s",
            at_most=LINES,
        )


def exported(store: Store, file: Path) -> None:
    """The log to a file."""
    with file.open("w", encoding="utf-8", newline="\n") as target:
        write(store, target)


def taken_in(store: Store, file: Path) -> None:
    """The file into a log."""
    with file.open(encoding="utf-8") as source:
        if read(store, source, file).attempts != ATTEMPTS // SHARE:
            raise CannotMeasureError("not every attempt was taken in")


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    began = perf_counter()
    work()
    return perf_counter() - began
