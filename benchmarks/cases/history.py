"""A long history: every memory worked anew, and JSON lines out and in, at a million and 100,000 attempts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.figures import CannotMeasureError, Figure
from benchmarks.plain_lines import loaded, plainly_in, plainly_out
from benchmarks.simulator import ATTEMPTS, CARDS, simulated_home
from studyapp.export.jsonl import read, write
from studyapp.scheduling.days import Days
from studyapp.store.store import Store

ROUNDS = 3
SHARE = 10
"""The lines are of a history this many times shorter."""

REBUILD = 2.5
"""Seconds, at most."""
PLAINLY = 0.5
"""Times what a plain script takes, at most."""


def measure(folder: Path) -> Iterator[Figure]:
    """Each three times, on the disk."""
    yield rebuilding(folder)
    yield from lines(folder)


def rebuilding(folder: Path) -> Figure:
    """All memories of the long history; nothing of it stays, or the collector would walk it later."""
    home = simulated_home(folder / "long")
    with Store.open(home.database, "bench", study_days=Days(4, UTC)) as store:
        rows = store.rows("SELECT count(*) FROM attempts")
        before = store.rows("SELECT * FROM memory ORDER BY card")
        took = [seconds(lambda: store.rebuild().result()) for _ in range(ROUNDS)]
        if store.rows("SELECT count(*) FROM attempts") != rows or before != store.rows(
            "SELECT * FROM memory ORDER BY card"
        ):
            raise CannotMeasureError("a rebuilt memory differs, or a row was added to the log")
    return Figure(
        what=f"rebuild of all memories, {ATTEMPTS:,} attempts",
        measured=median(took),
        unit="s",
        at_most=REBUILD,
        note="not a row added to the log, not a bit changed",
    )


def lines(folder: Path) -> Iterator[Figure]:
    """A history of a tenth to a file, and into an empty log, memories and all."""
    home = simulated_home(folder / "short", CARDS // SHARE, ATTEMPTS // SHARE)
    file = folder / "history.jsonl"
    ours, plain, loading = Rounds(), Rounds(), []
    for number in range(ROUNDS):
        with Store.open(home.database, read_only=True) as store:
            ours.out.append(seconds(lambda store=store: exported(store, file)))
        with Store.open(folder / f"{number}.sqlite3", "bench", study_days=Days(4, UTC)) as store:
            ours.into.append(seconds(lambda store=store: taken_in(store, file)))
        plain.out.append(seconds(lambda: plainly_out(home.database, folder / "plain.jsonl")))
        empty = folder / f"plain-{number}.sqlite3"
        Store.open(empty, "bench").close()
        plain.into.append(seconds(lambda empty=empty: plainly_in(file, empty)))
        loading.append(seconds(lambda: loaded(file)))
    for what, took, plainly in (
        ("out", ours.out, plain.out),
        ("in, checked, memories worked", ours.into, plain.into),
    ):
        yield Figure(
            what=f"JSON lines {what}, {ATTEMPTS // SHARE:,} attempts",
            measured=median(took),
            unit="s",
            yardstick="json and plain sqlite3",
            yardstick_measured=median(plainly),
            at_most=PLAINLY,
            note=f"json.loads alone of these lines takes {median(loading):.2f} s",
        )


@dataclass
class Rounds:
    """Seconds, round by round."""

    out: list[float] = field(default_factory=list)
    into: list[float] = field(default_factory=list)


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
