"""What one card's attempts tell of the learning: answers, reviews, time, and how well recall was foretold."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from studyapp.domain.attempt import Mode
from studyapp.domain.grade import Rating
from studyapp.scheduling import fsrs
from studyapp.scheduling.fsrs import Memory

BINS = 20
"""Foretold chances are gathered in steps of 5 %."""
BILLION = 10**9
"""Chances are added up as whole billionths, times as whole milliseconds: so no sum depends on an order."""

COLUMNS = "card, at, id, day, mode, score, rating, seconds, mistakes, moves_memory, parameters"

Row: TypeAlias = tuple[str, str, str, str, str, float | None, int, float, str, int, str]
"""An attempt as the log's file has it: its COLUMNS."""

_RESET, _PREVIEW, _DRILL = Mode.RESET.value, Mode.PREVIEW.value, Mode.DRILL.value
_RATINGS = (Rating.AGAIN, *Rating)


class DayCount(NamedTuple):
    """What one study day holds; all whole numbers, so that they can be taken away again."""

    attempts: int = 0
    right: int = 0
    milliseconds: int = 0
    reviews: int = 0
    remembered: int = 0
    introduced: int = 0
    practised: int = 0


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


def told_by(rows: Iterable[Row], weights_of: Callable[[str], Sequence[float]]) -> Told:
    """What these attempts at one card, in the order (time, id), tell.

    A *review* is the first answer on a study day after the day on which the card was introduced; after a
    reset it is introduced again. Practice is only counted; previews are not even that. The chance of recall
    is foretold by the memory as it was before the answer, where a night lies between; `weights_of` gives the
    weights of a policy by its hash.
    """
    days: dict[str, list[int]] = {}
    bins: dict[int, list[int]] = {}
    slips: Counter[str] = Counter()
    memory: Memory | None = None
    learnt_on = 0
    first_day, days_seen = "", set[str]()
    for _card, _at, _id, day, mode, score, rating, seconds, mistakes, moves_memory, parameters in rows:
        if mode == _RESET:
            memory, first_day, days_seen = None, "", set()
            continue
        if mode == _PREVIEW:
            continue
        count = days.get(day)
        if count is None:
            count = days[day] = [0] * len(DayCount._fields)
        if mode == _DRILL:
            count[6] += 1
            continue
        is_remembered = rating > 1
        count[0] += 1
        count[1] += is_remembered if score is None else score == 1
        count[2] += round(seconds * 1000)
        if not first_day:
            first_day = day
            count[5] += 1
        elif day > first_day and day not in days_seen:
            count[3] += 1
            count[4] += is_remembered
        days_seen.add(day)
        if mistakes != "[]":
            slips.update(_mistakes(mistakes))
        if moves_memory:
            weights, today = weights_of(parameters), ordinal(day)
            elapsed = max(today - learnt_on, 0)
            if memory is not None and elapsed:
                chance = fsrs.retrievability(memory, elapsed, weights)
                gathered = bins.setdefault(min(int(chance * BINS), BINS - 1), [0, 0, 0])
                gathered[0] += 1
                gathered[1] += round(chance * BILLION)
                gathered[2] += is_remembered
            memory = fsrs.review(memory, _RATINGS[rating], elapsed, weights)
            learnt_on = today
    return Told(
        {day: DayCount(*count) for day, count in days.items()},
        {at: BinCount(*count) for at, count in bins.items()},
        slips,
    )


@lru_cache(maxsize=1024)
def _mistakes(text: str) -> tuple[str, ...]:
    import json

    return tuple(json.loads(text))


@lru_cache(maxsize=4096)
def ordinal(day: str) -> int:
    """The ordinal of a study day as the file has it."""
    return date.fromisoformat(day).toordinal()
