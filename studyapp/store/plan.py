"""The cards to ask today, in order, read from the memory as bare ids: 100,000 cards keep nobody waiting."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import filterfalse, islice
from operator import itemgetter
from typing import NamedTuple

from studyapp.scheduling.load import Limits, room, share
from studyapp.scheduling.queue import arrange
from studyapp.scheduling.schedule import InSteps, State
from studyapp.store.calendar import reviewed_on
from studyapp.store.index import CardIndex, IndexedCard
from studyapp.store.log import time_of_text, time_text
from studyapp.store.standing import IN_REVIEW, LEARNING
from studyapp.store.store import Store

AT_ONCE = 500
"""Cards that one query asks for."""
A_FEW = 50
"""Cards that may rest or have left the index before all that are due are looked at."""

_STATES = {int(state): state for state in State}


class Plan(NamedTuple):
    """What is to be asked until the study day ends; only cards of the index that do not rest."""

    review: tuple[str, ...]
    """Cards in review that come back today, the most forgotten first, as many as the day takes."""
    ready: tuple[str, ...]
    """Cards being learnt whose time has come, the earliest first."""
    soon: Mapping[str, datetime]
    """Cards being learnt that come back later today, and when."""
    new: tuple[str, ...]
    """New cards that today introduces, in the order in which they are asked."""
    postponed: int | None
    """Cards that are due and wait for a later day, since more are due than a day takes; None where nobody
    looked."""
    queue: tuple[str, ...]
    """The cards to ask from now on, in order: ready, review, then new."""
    unseen: tuple[str, ...] | None
    """Every card that was never answered; None where nobody looked."""


def plan(
    store: Store, index: CardIndex, now: datetime, limits: Limits | None = None, *, look: bool = False
) -> Plan:
    """The plan at the moment `now`.

    With `look` all cards are looked at: those that are postponed are counted, and the unseen ones are told.
    """
    today, limits = store.days.of(now), limits or Limits()
    cards, waiting = index.cards, _Waiting(store, index.cards, today)
    introduced = store.introduced(now)
    reviewed = max(reviewed_on(store, today) - introduced, 0)
    # Of 100,000 cards tens of thousands may be due: only so many are looked up as the day takes, and one
    # more, which tells that some have to wait. Steps that were left unfinished on an earlier day are part of
    # this backlog, and its most forgotten part.
    some = room(limits, reviewed) + 1
    late = waiting.late(some)
    review = waiting.most_forgotten(some - len(late))
    due = len(late) + len(review)
    if look and due == some:
        due = waiting.count()
    left = share(limits, today, due=due, reviewed=reviewed, introduced=introduced)
    late = late[: left.reviews]
    review = review[: left.reviews - len(late)]
    ready, soon = waiting.steps(now)
    ready = [*late, *ready]
    seen = store.seen() if left.new or look else frozenset()
    queue = arrange(
        [*ready, *review],
        waiting.to_begin(seen) if left.new else {},
        concept_of={card: cards[card].concept for card in (*ready, *review)},
        needs={concept.id: concept.needs for concept in index.concepts.values()} if left.new else {},
        new_left=left.new,
        problems=_Problems(cards),
    )
    return Plan(
        review=tuple(review),
        ready=tuple(ready),
        soon=soon,
        new=tuple(queue[len(ready) + len(review) :]),
        postponed=left.postponed if look else None,
        queue=tuple(queue),
        unseen=tuple(filterfalse(seen.__contains__, cards)) if look else None,
    )


class _Waiting:
    """The cards that are due on a study day, but for those that rest or have left the index."""

    def __init__(self, store: Store, cards: Mapping[str, IndexedCard], today: date) -> None:
        self._store, self._cards, self._today = store, cards, today
        self._resting = store.resting(today)
        self._begin = time_text(store.days.begins(today))

    def late(self, count: int) -> list[str]:
        """So many of those whose step has been due since an earlier day, the earliest first."""
        return self._first(
            count, f"SELECT card FROM memory WHERE {LEARNING} < ?1 ORDER BY due_at, card", self._begin
        )

    def most_forgotten(self, count: int) -> list[str]:
        """So many of those in review that come back by today, the most forgotten first."""
        # With one forgetting curve for all, elapsed days over stability order them as retrievability does.
        return self._first(
            count,
            f"SELECT card FROM memory WHERE {IN_REVIEW} <= ?1 "
            "ORDER BY (julianday(?1) - julianday(last_day)) / stability DESC, card",
            self._today.isoformat(),
        )

    def count(self) -> int:
        """How many there are of both."""
        rows = self._store.rows(
            f"SELECT card FROM memory WHERE {LEARNING} < ? "
            f"UNION ALL SELECT card FROM memory WHERE {IN_REVIEW} <= ?",
            self._begin,
            self._today.isoformat(),
        )
        return sum(1 for _ in self._asked(map(itemgetter(0), rows)))

    def steps(self, now: datetime) -> tuple[list[str], dict[str, datetime]]:
        """Those whose step is due today: by now, and before the day ends."""
        rows = self._store.rows(
            f"SELECT due_at, card FROM memory WHERE {LEARNING} BETWEEN ? AND ? ORDER BY due_at, card",
            self._begin,
            time_text(self._store.days.ends(now)),
        )
        later = bisect_right(rows, time_text(now), key=itemgetter(0))
        soon = {card: due_at for due_at, card in rows[later:]}
        return (
            list(self._asked(map(itemgetter(1), rows[:later]))),
            {card: time_of_text(soon[card]) for card in self._asked(soon)},
        )

    def to_begin(self, seen: Collection[str]) -> dict[str, list[str]]:
        """The cards that were never answered and do not rest, by concept."""
        found: dict[str, list[str]] = {}
        resting = self._resting
        for id, card in self._cards.items():  # one walk, for there may be 100,000
            if id not in seen and id not in resting:
                found.setdefault(card.concept, []).append(id)
        return found

    def _asked(self, cards: Iterable[str]) -> Iterator[str]:
        """Those that are in the index and do not rest; by C alone, for there may be many."""
        return filterfalse(self._resting.__contains__, filter(self._cards.__contains__, cards))

    def _first(self, count: int, query: str, value: str) -> list[str]:
        """The first so many that a query orders; a few more are read than are wanted, before all are."""
        found: list[str] = []
        for limit in (2 * count + A_FEW, -1) if count else ():
            rows = self._store.rows(f"{query} LIMIT ?2", value, limit)
            found = list(islice(self._asked(map(itemgetter(0), rows)), count))
            if len(found) == count or len(rows) < limit:
                break
        return found


class _Problems:
    """The cards that are problems: who has few to look at asks for each."""

    def __init__(self, cards: Mapping[str, IndexedCard]) -> None:
        self._cards = cards

    def __contains__(self, card: object) -> bool:
        return isinstance(card, str) and self._cards[card].kind == "problem"


def steps_of(store: Store, cards: Sequence[str]) -> list[InSteps]:
    """How far each of these cards is with its steps, as far as the memory holds them."""
    found = []
    for first in range(0, len(cards), AT_ONCE):
        some = cards[first : first + AT_ONCE]
        found += store.rows(
            f"SELECT state, step FROM memory WHERE card IN ({', '.join('?' * len(some))})", *some
        )
    return [InSteps(_STATES[state], step) for state, step in found]
