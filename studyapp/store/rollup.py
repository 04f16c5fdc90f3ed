"""Sums over the whole log, kept in a file that can be thrown away, and brought up to date card by card.

Counting a million attempts takes seconds; counting anew only the cards that were answered, undone, merged or
renamed since takes none (`counting`).
"""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple, TypeVar

from studyapp.scheduling.fsrs import curve
from studyapp.store.counting import Counting
from studyapp.store.database import writing
from studyapp.store.history import BinCount, DayCount
from studyapp.store.index import CardIndex
from studyapp.store.log import time_of_text
from studyapp.store.rollup_file import IN_NO_PACK, NOT_PLACED, open_rollup
from studyapp.store.store import Store

T = TypeVar("T")

_DAMAGED = (sqlite3.Error, TypeError, ValueError, OverflowError)
"""What comes of a damaged file: what it holds may be of any type, or not be there at all."""

MATURE = 21
"""Days of interval from which a card counts as well known, as elsewhere."""


class GroupSum(NamedTuple):
    """What the cards of one chapter and concept come to."""

    chapter: str
    concept: str
    seen: int
    """How many the memory holds."""
    known: float
    """How many of these are known today: the sum of their chances."""
    shaky: float
    """The part of this sum that is of cards in their steps."""
    learning: int
    young: int
    mature: int
    counts: DayCount


class Rollup:
    """The sums of one store's log; `close` it at the end (it is a context manager too)."""

    def __init__(self, path: Path | None) -> None:
        """Keep them in the file at `path`, or with None in memory only."""
        self._file = open_rollup(path)

    @classmethod
    def read(cls, store: Store, path: Path | None, look: "Callable[[Rollup], T]") -> T:
        """What `look` sees in the sums of this store's log, up to date, whatever became of their file."""
        if path is not None:
            with suppress(*_DAMAGED), cls.of(store, path) as rollup:
                return look(rollup)
            with suppress(OSError):
                path.unlink(missing_ok=True)
        with cls.of(store, None) as rollup:
            return look(rollup)

    @classmethod
    def of(cls, store: Store, path: Path | None) -> "Rollup":
        """The sums of this store's log, up to date; without a file where none can be used."""
        if path is not None and store.rows("SELECT 1 FROM attempts LIMIT 1"):
            for _ in range(2):  # the second time without what was found there
                with suppress(OSError, *_DAMAGED):
                    return cls._caught_up(store, path)
                with suppress(OSError):
                    path.unlink(missing_ok=True)
        return cls._caught_up(store, None)

    @classmethod
    def _caught_up(cls, store: Store, path: Path | None) -> "Rollup":
        rollup = cls(path)
        try:
            rollup.catch_up(store)
        except BaseException:
            rollup.close()
            raise
        return rollup

    def catch_up(self, store: Store) -> None:
        """Count what came into the log, was taken back or renamed since."""
        Counting(self._file).catch_up(store)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def __enter__(self) -> "Rollup":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def days(self, since: str = "") -> dict[str, DayCount]:
        """What each study day from `since` holds, in order."""
        found = self._file.execute(
            f"SELECT day, {', '.join(DayCount._fields)} FROM days WHERE day >= ? ORDER BY day", (since,)
        )
        return {day: DayCount(*counts) for day, *counts in found}

    def bins(self) -> dict[int, BinCount]:
        """What was foretold and what was remembered."""
        found = self._file.execute(f"SELECT bin, {', '.join(BinCount._fields)} FROM bins ORDER BY bin")
        return {at: BinCount(*counts) for at, *counts in found}

    def groups(self, index: CardIndex, today: date, weights: Sequence[float]) -> list[GroupSum]:
        """The sums of each chapter and concept of the index of which a card was answered."""
        self._group_by(index)
        factor, power = curve(weights)
        # The forgetting curve of `fsrs.retrievability`, worked by SQLite: it runs for every card there is.
        chance = "pow(1 + ?1 * max(?2 - last_day, 0) / stability, ?3)"
        found = self._file.execute(
            "SELECT chapter, concept, count(stability), "
            f"total({chance}), total(CASE WHEN due_day IS NULL THEN {chance} END), "
            "total(stability > 0 AND due_day IS NULL), "
            f"total(due_day > 0 AND interval < {MATURE}), total(due_day > 0 AND interval >= {MATURE}), "
            f"{', '.join(f'sum({name})' for name in DayCount._fields)} "
            "FROM cards JOIN places USING (place) GROUP BY place",
            (factor, today.toordinal(), power),
        )
        return [GroupSum._make((*row[:5], *map(int, row[5:8]), DayCount._make(row[8:]))) for row in found]

    def due(self, index: CardIndex) -> tuple[dict[date, int], list[datetime]]:
        """How many cards of the index in review come back on each day; when those come that are learnt."""
        self._group_by(index)
        days = self._file.execute(
            "SELECT due_day, count(*) FROM cards WHERE due_day IS NOT NULL AND place > 0 GROUP BY due_day"
        )
        moments = self._file.execute(
            "SELECT due_at FROM cards WHERE due_day IS NULL AND due_at IS NOT NULL AND place > 0"
        )
        return {date.fromordinal(day): count for day, count in days}, [time_of_text(at) for (at,) in moments]

    def slips(self, limit: int) -> list[tuple[str, str, int]]:
        """The mistakes seen most often, with their cards."""
        return self._file.execute(
            "SELECT card, mistake, count FROM slips ORDER BY count DESC, card, mistake LIMIT ?", (limit,)
        ).fetchall()

    def _group_by(self, index: CardIndex) -> None:
        """Write beside each card its chapter and concept, where the packs or the cards changed since."""
        same = self._file.execute("SELECT fingerprint FROM grouped").fetchall() == [(index.fingerprint,)]
        if same and not self._file.execute("SELECT 1 FROM cards WHERE place = ?", (NOT_PLACED,)).fetchone():
            return
        with writing(self._file):
            if not same:
                self._file.execute("DELETE FROM grouped")
                self._file.execute("INSERT INTO grouped VALUES (?)", (index.fingerprint,))
                self._file.execute("DELETE FROM places")
            which = "WHERE place = 0" if same else ""
            new = self._file.execute(f"SELECT card FROM cards {which}").fetchall()
            places = {
                (chapter, concept): place
                for place, chapter, concept in self._file.execute(
                    "SELECT place, chapter, concept FROM places"
                )
            }
            placed = []
            for (card,) in new:
                place = IN_NO_PACK
                if found := index.cards.get(card):
                    group = f"{found.pack}/{found.chapter}", found.concept
                    place = places.setdefault(group, len(places) + 1)
                placed.append((place, card))
            self._file.executemany("UPDATE cards SET place = ? WHERE card = ?", placed)
            self._file.executemany(
                "INSERT INTO places VALUES (?, ?, ?) ON CONFLICT (place) DO NOTHING",
                ((place, *group) for group, place in places.items()),
            )
