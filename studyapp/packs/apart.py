"""Trying a pack's problems in several processes, each of which reads the pack for itself."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeAlias

from studyapp.domain.pack import Fault
from studyapp.domain.variant import Variant
from studyapp.engine.problems.plan import plan_of
from studyapp.engine.problems.problem import Problem
from studyapp.messages import Message
from studyapp.packs.cards.problem import ProblemCard
from studyapp.packs.loader import read
from studyapp.packs.problems.levels import stated_levels
from studyapp.packs.problems.schema import ProblemSchema
from studyapp.packs.problems.trying import Tally, Tried, TriedLevel, try_problem
from studyapp.packs.reading import Entry
from studyapp.processes import helpers

Try: TypeAlias = Callable[[Entry, Tally], Tried]

FEWEST = 16
"""Problems that are worth the start of other processes."""


@dataclass(frozen=True)
class Counts:
    """How much is tried of each level."""

    seeds: int
    graded: int


@dataclass(frozen=True)
class Outcome:
    """What trying a problem brought, as one process hands it to another."""

    levels: Sequence[tuple[Sequence[Variant], Message | None]]
    """Of each level its variants, and the hurdle where they are not all there."""
    faults: Sequence[Fault]
    tally: Tally


def _try_here(entry: Entry, tally: Tally, counts: Counts) -> Tried:
    """Try one problem in this process."""
    problem, schema = _problem(entry)
    return try_problem(problem, schema, entry.spot, seeds=counts.seeds, graded=counts.graded, tally=tally)


def _problem(entry: Entry) -> tuple[Problem, ProblemSchema]:
    card, schema = entry.card, entry.schema
    if not (isinstance(card, ProblemCard) and isinstance(schema, ProblemSchema)):
        raise TypeError(f"the card {card.id} asks no problem")
    return card.problem, schema


@contextmanager
def trying(folder: Path, problems: Sequence[Entry], counts: Counts, workers: int) -> Iterator[Try]:
    """How to try each of the problems: all in this process, or spread over so many others."""
    here = partial(_try_here, counts=counts)
    if workers < 2 or len(problems) < FEWEST:
        yield here
        return
    pool = helpers(workers, _begin, folder)
    try:
        waiting = {entry.card.id: pool.submit(_outcome, entry.card.id, counts) for entry in problems}

        def apart(entry: Entry, tally: Tally) -> Tried:
            with suppress(BrokenProcessPool):  # somebody ended a process: then this one does it
                if (outcome := waiting[entry.card.id].result()) is not None:
                    return _taken_over(entry, outcome, tally, counts.seeds)
            return here(entry, tally)

        yield apart
    finally:
        pool.shutdown(cancel_futures=True)


_entries: dict[str, Entry] = {}
"""In a process that tries: the cards of its pack."""


def _begin(folder: Path) -> None:
    _entries.update((entry.card.id, entry) for entry in read(folder).entries)


def _outcome(id: str, counts: Counts) -> Outcome | None:
    """None where the pack has changed meanwhile and has no such card."""
    entry = _entries.get(id)
    if entry is None:
        return None
    tally, told = Tally(), entry.spot.report.faults
    before = len(told)
    tried = _try_here(entry, tally, counts)
    return Outcome([(level.variants, level.hurdles) for level in tried.levels], told[before:], tally)


def _taken_over(entry: Entry, outcome: Outcome, tally: Tally, seeds: int) -> Tried:
    """What another process found, as if it had been found here."""
    problem, schema = _problem(entry)
    stated = stated_levels(schema, entry.spot)  # more than were tried, where one could not be drawn
    levels = [
        TriedLevel(level, plan_of(problem, level.number), variants, hurdles)
        for level, (variants, hurdles) in zip(stated, outcome.levels, strict=False)
    ]
    told = entry.spot.report.faults
    told.extend(fault for fault in outcome.faults if fault not in told)
    tally.add(outcome.tally)
    return Tried(problem, schema, entry.spot, levels, seeds)
