"""What one card's attempts tell of the learning: answers, reviews, time, and how well recall was foretold."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from studyapp.domain.attempt import Mode
from studyapp.scheduling.quick import Formulas

BINS = 20
"""Foretold chances are gathered in steps of 5 %."""
BILLION = 10**9
"""Chances are added up as whole billionths, times as whole milliseconds: so no sum depends on an order."""

COLUMNS = "card, at, id, day, mode, score, rating, seconds, mistakes, moves_memory, parameters"

Row: TypeAlias = tuple[str, str, str, str, str, float | None, int, float, str, int, str]
"""An attempt as the log's file has it: its COLUMNS."""

_RESET, _PREVIEW, _DRILL = Mode.RESET.value, Mode.PREVIEW.value, Mode.DRILL.value


class DayCount(NamedTuple):
    """What one study day holds; all whole numbers, so that they can be taken away again."""

    attempts: int = 0
    right: int = 0
    milliseconds: int = 0
    reviews: int = 0
    remembered: int = 0
    introduced: int = 0
    practised: int = 0


_ATTEMPTS, _RIGHT, _MILLISECONDS, _REVIEWS, _REMEMBERED, _INTRODUCED, _PRACTISED = range(7)
"""The places of a DayCount while it is counted."""


class BinCount(NamedTuple):
    """Reviews whose chance of recall was foretold alike."""

    reviews: int = 0
    foretold: int = 0
    """The sum of the chances, in billionths."""
    remembered: int = 0


@dataclass(slots=True)
class Told:
    """What a card's attempts come to."""

    days: dict[str, DayCount] = field(default_factory=dict)
    bins: dict[int, BinCount] = field(default_factory=dict)
    slips: Counter[str] = field(default_factory=Counter)
    """Mistakes, `part:id`."""

    @property
    def total(self) -> DayCount:
        """All days together."""
        return DayCount(*map(sum, zip(*self.days.values(), strict=True))) if self.days else DayCount()


def told_by(rows: Iterable[Row], formulas_of: Callable[[str], Formulas]) -> Told:
    """What these attempts at one card, in the order (time, id), tell.

    A *review* is the first answer on a study day after the day on which the card was introduced; after a
    reset it is introduced again. Practice is only counted; previews are not even that. The chance of recall
    is foretold by the memory as it was before the answer, where a night lies between; `formulas_of` gives
    those of a policy by its hash.
    """
    days: dict[str, list[int]] = {}
    slips: Counter[str] = Counter()
    foretelling = _Foretelling(formulas_of)
    first_day, days_seen = "", set[str]()
    for _card, _at, _id, day, mode, score, rating, seconds, mistakes, moves_memory, parameters in rows:
        if mode == _RESET:
            first_day, days_seen = "", set()
            foretelling.forget()
            continue
        if mode == _PREVIEW:
            continue
        count = days.get(day)
        if count is None:
            count = days[day] = [0] * len(DayCount._fields)
        if mode == _DRILL:
            count[_PRACTISED] += 1
            continue
        is_remembered = rating > 1
        count[_ATTEMPTS] += 1
        count[_RIGHT] += is_remembered if score is None else score == 1
        count[_MILLISECONDS] += round(seconds * 1000)
        if not first_day:
            first_day = day
            count[_INTRODUCED] += 1
        elif day > first_day and day not in days_seen:
            count[_REVIEWS] += 1
            count[_REMEMBERED] += is_remembered
        days_seen.add(day)
        if mistakes != "[]":
            slips.update(_mistakes(mistakes))
        if moves_memory:
            foretelling.take(rating, ordinal(day), parameters)
    return Told({day: DayCount(*count) for day, count in days.items()}, foretelling.counts(), slips)


class _Foretelling:
    """A card's memory from answer to answer, and how often what it foretold came true."""

    def __init__(self, formulas_of: Callable[[str], Formulas]) -> None:
        self._formulas_of = formulas_of
        self._memory: tuple[float, float] | None = None
        self._learnt_on = 0
        self._bins: dict[int, list[int]] = {}

    def forget(self) -> None:
        """As a new card."""
        self._memory = None

    def take(self, rating: int, today: int, parameters: str) -> None:
        """One more answer, on the day of this ordinal, under these parameters."""
        formulas = self._formulas_of(parameters)
        if self._memory is None:
            self._memory = formulas.firsts[rating]
        else:
            stability, difficulty = self._memory
            elapsed = max(today - self._learnt_on, 0)
            if elapsed:
                self._count(formulas.recall(stability, elapsed), rating > 1)
            self._memory = formulas.step(stability, difficulty, rating, elapsed)
        self._learnt_on = today

    def _count(self, chance: float, is_remembered: bool) -> None:
        gathered = self._bins.setdefault(min(int(chance * BINS), BINS - 1), [0, 0, 0])
        gathered[0] += 1
        gathered[1] += round(chance * BILLION)
        gathered[2] += is_remembered

    def counts(self) -> dict[int, BinCount]:
        """The reviews so far, by the step of chances that they fell in."""
        return {at: BinCount(*count) for at, count in self._bins.items()}


@lru_cache(maxsize=1024)
def _mistakes(text: str) -> tuple[str, ...]:
    import json

    return tuple(json.loads(text))


@lru_cache(maxsize=4096)
def ordinal(day: str) -> int:
    """The ordinal of a study day as the file has it."""
    return date.fromisoformat(day).toordinal()
