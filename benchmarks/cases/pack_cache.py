"""10,000 cards from YAML beside libyaml's events, from the cache beside the same rows by sqlite3."""

import gc
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import TypeVar

import yaml

from benchmarks.figures import CannotMeasureError, Figure
from benchmarks.large_pack import write_large_pack
from studyapp.packs.loader import load
from studyapp.packs.sources import Source, content_hash, pack_files
from studyapp.packs.yaml import Parser
from studyapp.store.pack_cache import HEADS, load_pack

CARDS, READINGS, OPENINGS, ASKED = 10_000, 5, 15, 500

Made = TypeVar("Made")


def measure(folder: Path) -> Iterator[Figure]:
    """Each in turn with its yardstick, in one process; the pack is the same."""
    pack, cache = write_large_pack(folder / "large", CARDS), folder / "cache"
    yield from _from_yaml(pack)
    yield from _from_cache(Source(pack), cache)


def _from_yaml(pack: Path) -> Iterator[Figure]:
    texts = [path.read_text(encoding="utf-8") for path in pack_files(pack)]
    ours, theirs = [], []
    load(pack)  # what it needs is imported
    for _ in range(READINGS):
        read, took = timed(lambda: load(pack), process_time)
        ours.append(took)
        theirs.append(timed(lambda: sum(map(_events, texts)), process_time)[1])
        if len(read.heads) != CARDS or read.faults:
            raise CannotMeasureError(f"{len(read.heads)} cards, {len(read.faults)} faults")
    yield Figure(
        what="10,000 cards from YAML, validated",
        measured=median(ours),
        unit="ms",
        yardstick="libyaml's events alone",
        yardstick_measured=median(theirs),
        at_most=3,
    )


def _from_cache(source: Source, cache: Path) -> Iterator[Figure]:
    took = timed(lambda: load_pack(cache, source))[1]
    yield Figure(what="the first time: read, and kept", measured=took, unit="ms")
    (file,) = cache.glob("*.sqlite3")
    content = content_hash(source.path)
    ours, rows, hashes = [], [], []
    for _ in range(OPENINGS):
        opened, took = timed(lambda: load_pack(cache, source, content))
        ours.append(took)
        rows.append(timed(lambda: _rows(file))[1])
        hashes.append(timed(lambda: content_hash(source.path))[1])
    yield Figure(
        what="10,000 cards from the cache: all heads, no body",
        measured=median(ours),
        unit="ms",
        yardstick="the same rows by plain sqlite3",
        yardstick_measured=median(rows),
        at_most=3,
    )
    yield Figure(what="its files hashed, so that nothing is stale", measured=median(hashes), unit="ms")
    ids = list(opened.heads)[:: CARDS // ASKED]
    built = timed(lambda: [opened.cards[id] for id in ids])[1] / len(ids)
    yield Figure(what="a card built from the cache as it is asked for", measured=built, unit="ms")


def timed(work: Callable[[], Made], clock: Callable[[], float] = perf_counter) -> tuple[Made, float]:
    """What is made, and the milliseconds it took; by `process_time` where nothing waits for a disk."""
    gc.collect()
    gc.disable()  # or a round of it would fall to whoever comes next
    began = clock()
    made = work()
    took = (clock() - began) * 1e3
    gc.enable()
    return made, took


def _rows(file: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(HEADS).fetchall()


def _events(text: str) -> int:
    parser, count = Parser(text), 0
    try:
        while not parser.check_event(yaml.StreamEndEvent):
            parser.get_event()
            count += 1
    finally:
        parser.dispose()
    return count
