"""Every memory worked anew from the whole log, beside the one that is kept; a long log by two processes."""

import sqlite3
from collections.abc import Iterator, Set
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from studyapp.collecting import uncollected
from studyapp.errors import StoreError
from studyapp.processes import helpers, processors
from studyapp.store.database import open_as_it_is
from studyapp.store.memory import ROW, STEP, Recaller

Row: TypeAlias = tuple[Any, ...]

MANY = 200_000
"""Attempts that are worth the start of another process."""


class Pair(NamedTuple):
    """A card's row as it is in the memory, and as the log has it; None where there is none."""

    card: str
    kept: Row | None
    worked: Row | None


class Share(NamedTuple):
    """Some of the cards by their ids, in the order of the file."""

    first: str = ""
    end: str = "\U0010ffff"
    """The first one that is not in it; by itself it comes after every id."""


class Differing(NamedTuple):
    """What came of comparing."""

    memories: int
    """How many there should be."""
    pairs: list[Pair]
    """Those where something else is kept."""


ALL = Share()
_IN_SHARE = "card >= ? AND card < ?"


def compared(file: sqlite3.Connection, share: Share = ALL) -> Iterator[Pair]:
    """Every card of this share, by its current id, that has answers or a memory."""
    recaller = Recaller(file)
    names = "SELECT was FROM aliases UNION SELECT card FROM aliases"
    renamed = {name for (name,) in file.execute(names)}
    yield from _never_renamed(file, recaller, share, renamed)
    kept = {row[0]: row for row in file.execute(f"SELECT {ROW} FROM memory WHERE card IN ({names})")}
    for card in sorted(name for name in renamed if share.first <= name < share.end):
        worked = recaller.row(card, recaller.answers(card))
        if worked is not None or card in kept:
            yield Pair(card, kept.get(card), worked)


def _never_renamed(
    file: sqlite3.Connection, recaller: Recaller, share: Share, renamed: Set[str]
) -> Iterator[Pair]:
    query = f"SELECT {ROW} FROM memory WHERE {_IN_SHARE}"
    kept = {row[0]: row for row in file.execute(query, share)}
    # Looked up here and not by SQL, which takes ten times as long to see that one is not among them.
    undone = {id for (id,) in file.execute("SELECT attempt FROM tombstones")}
    moving = f"FROM attempts WHERE moves_memory = 1 AND {_IN_SHARE}"
    how_many = file.execute(f"SELECT card, count(*) {moving} GROUP BY card ORDER BY card", share).fetchall()
    answers = file.execute(f"SELECT {STEP} {moving} ORDER BY card, at, id", share)
    for card, count in how_many:
        answered = answers.fetchmany(count)
        if card in renamed:
            continue
        if undone:
            answered = [answer for answer in answered if answer[0] not in undone]
        yield Pair(card, kept.pop(card, None), recaller.row(card, answered))
    yield from (Pair(card, row, None) for card, row in kept.items() if card not in renamed)


def differing(file: sqlite3.Connection, database: Path | None = None) -> Differing:
    """Compare all; a long log half here and half in another process, which reads the `database` for itself.

    So what it reads there must be what `file` sees: nothing is written in this transaction yet, and nobody
    else can write.
    """
    if database is None or processors() < 2 or (middle := _middle(file)) is None:
        return _differing(file, ALL)
    with _elsewhere(database, Share(middle)) as later:
        here = _differing(file, Share(end=middle))
        there = None
        with suppress(BrokenProcessPool, OSError, StoreError):  # it was ended, or could not read
            there = later.result() if later is not None else None
    there = there or _differing(file, Share(middle))
    return Differing(here.memories + there.memories, here.pairs + there.pairs)


def _differing(file: sqlite3.Connection, share: Share) -> Differing:
    count = 0
    pairs = []
    with uncollected():
        for pair in compared(file, share):
            count += pair.worked is not None
            if pair.kept != pair.worked:
                pairs.append(pair)
    return Differing(count, pairs)


def _middle(file: sqlite3.Connection) -> str | None:
    """The card in the middle of a long log; None where it is not long."""
    (attempts,) = file.execute("SELECT count(*) FROM attempts").fetchone()
    if attempts < MANY:
        return None
    query = "SELECT card FROM attempts ORDER BY card LIMIT 1 OFFSET ?"
    card: str = file.execute(query, (attempts // 2,)).fetchone()[0]
    return card


@contextmanager
def _elsewhere(database: Path, share: Share) -> Iterator[Future[Differing] | None]:
    """This share, compared in another process; None where there can be none."""
    try:
        pool = helpers(1)
    except (ImportError, OSError):  # some systems have no semaphores
        yield None
        return
    try:
        yield pool.submit(_compare_in, database, share)
    finally:
        pool.shutdown(cancel_futures=True)


def _compare_in(database: Path, share: Share) -> Differing:
    with closing(open_as_it_is(database)) as file:
        file.execute("BEGIN")  # one state of the file for all that is read
        return _differing(file, share)
