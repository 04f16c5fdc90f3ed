"""What the memory says of today and of the days to come: how much is known, what comes back when."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from studyapp.store.index import CardIndex
from studyapp.store.rollup import GroupSum
from studyapp.store.store import Store

DAYS_AHEAD = 30


@dataclass(slots=True)
class Recall:
    """How much of a group is known today."""

    seen: int = 0
    """Cards that the memory holds."""
    expected: float = 0.0
    """How many of the seen cards are known: the sum of their chances."""

    @property
    def mean(self) -> float | None:
        """The mean chance; None where nothing was seen."""
        return self.expected / self.seen if self.seen else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What is to come, over the cards of the index."""

    overdue: int = 0
    """Cards that were to come before today."""
    by_day: Mapping[date, int] = field(default_factory=dict)
    """Cards that come back on each of the next DAYS_AHEAD study days, today's first, where nothing is
    forgotten and nothing new begun; without the overdue."""
    later: int = 0
    """Cards that come back after these days."""
    learning: int = 0
    """Cards in their first steps, or learnt again."""
    young: int = 0
    """Cards in review with an interval of less than three weeks."""
    mature: int = 0
    """Cards in review with a longer one."""
    recall: Recall = field(default_factory=Recall)


def outlook(
    groups: Iterable[GroupSum],
    due: tuple[Mapping[date, int], Iterable[datetime]],
    today: date,
    day_of: Callable[[datetime], date],
) -> Outlook:
    """The outlook from the sums of groups and from what comes back when (`Rollup.due`)."""
    groups = list(groups)
    coming = Counter(due[0])
    coming.update(map(day_of, due[1]))
    days = {today + timedelta(days=ahead): 0 for ahead in range(DAYS_AHEAD)}
    last = max(days)
    return Outlook(
        overdue=sum(count for day, count in coming.items() if day < today),
        by_day={day: coming[day] for day in days},
        later=sum(count for day, count in coming.items() if day > last),
        learning=sum(group.learning for group in groups),
        young=sum(group.young for group in groups),
        mature=sum(group.mature for group in groups),
        recall=recall_of(groups),
    )


def without_resting(
    due: tuple[Mapping[date, int], list[datetime]], store: Store, index: CardIndex
) -> tuple[dict[date, int], list[datetime]]:
    """What comes back when, without suspended cards, and with buried ones on the day on which they may."""
    days, moments = Counter(due[0]), list(due[1])
    for card, marks in store.marks().items():
        if not (marks.suspended or marks.buried_until) or card not in index.cards:
            continue
        if (standing := store.memory(card)) is None:
            continue
        if standing.due_day is not None:
            until = marks.buried_until or standing.due_day
            days[standing.due_day] -= 1
            days[max(standing.due_day, until)] += not marks.suspended
        elif marks.suspended and standing.due_at in moments:
            moments.remove(standing.due_at)
    return days, moments


def recall_of(groups: Iterable[GroupSum]) -> Recall:
    """How much of these groups together is known."""
    groups = list(groups)
    return Recall(sum(group.seen for group in groups), sum(group.known for group in groups))
