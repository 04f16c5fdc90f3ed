"""The cards to ask today, in order, read from the memory as bare ids: 100,000 cards keep nobody waiting."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import filterfalse
from operator import itemgetter
from typing import NamedTuple

from studyapp.scheduling.load import Limits, share
from studyapp.scheduling.queue import arrange
from studyapp.scheduling.schedule import InSteps, State
from studyapp.store.calendar import reviewed_on
from studyapp.store.index import CardIndex
from studyapp.store.log import time_of_text, time_text
from studyapp.store.memory import IN_REVIEW, LEARNING
from studyapp.store.store import Store

AT_ONCE = 500
"""Cards that one query asks for."""

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
    postponed: int
    """Cards that are due and wait for a later day, since more are due than a day takes."""
    queue: tuple[str, ...]
    """The cards to ask from now on, in order: ready, review, then new."""
    unseen: tuple[str, ...] | None
    """Every card that was never answered; None where nobody had to look."""


def plan(
    store: Store, index: CardIndex, now: datetime, limits: Limits | None = None, *, look: bool = False
) -> Plan:
    """The plan at the moment `now`; with `look` the unseen cards are told even where none is introduced."""
    today = store.days.of(now)
    cards, resting = index.cards, store.resting(today)
    late, ready, soon = _learning(store, index, now, resting)
    due, gone = _in_review(store, index, today, resting)
    introduced = store.introduced(now)
    left = share(
        limits or Limits(),
        today,
        due=len(late) + due,
        reviewed=max(reviewed_on(store, today) - introduced, 0),
        introduced=introduced,
    )
    # Steps that were left unfinished on an earlier day are part of the backlog, and its most forgotten part.
    asked_late = late[: left.reviews]
    review = _most_forgotten(store, index, today, left.reviews - len(asked_late), gone=gone, resting=resting)
    ready = [*asked_late, *ready]
    unseen = None
    if left.new or look:
        seen = store.seen()
        unseen = [card for card in cards if card not in seen]
    new = _awake(unseen, resting) if unseen and left.new else []
    queue = arrange(
        [*ready, *review],
        new,
        concept_of={card: cards[card].concept for card in (*ready, *review, *new)},
        needs={concept.id: concept.needs for concept in index.concepts.values()} if new else {},
        new_left=left.new,
        problems={card for card in new if cards[card].kind == "problem"},
    )
    return Plan(
        review=tuple(review),
        ready=tuple(ready),
        soon=soon,
        new=tuple(queue[len(ready) + len(review) :]),
        postponed=left.postponed,
        queue=tuple(queue),
        unseen=None if unseen is None else tuple(unseen),
    )


def _learning(
    store: Store, index: CardIndex, now: datetime, resting: Collection[str]
) -> tuple[list[str], list[str], dict[str, datetime]]:
    """Cards in their steps: due since an earlier day, due by now, and due before the day ends."""
    begin, end = store.days.begins(store.days.of(now)), store.days.ends(now)
    rows = store.rows(
        f"SELECT due_at, card FROM memory WHERE {LEARNING} <= ? ORDER BY due_at", time_text(end)
    )
    today = bisect_left(rows, time_text(begin), key=itemgetter(0))
    later = bisect_right(rows, time_text(now), key=itemgetter(0))
    return (
        _asked(index, map(itemgetter(1), rows[:today]), resting),
        _asked(index, map(itemgetter(1), rows[today:later]), resting),
        {
            card: time_of_text(due_at)
            for due_at, card in rows[later:]
            if card in index.cards and card not in resting
        },
    )


def _asked(index: CardIndex, cards: Iterable[str], resting: Collection[str]) -> list[str]:
    """Those of the cards that are in the index and do not rest; by C alone, for there may be many."""
    return _awake(list(filter(index.cards.__contains__, cards)), resting)


def _awake(cards: list[str], resting: Collection[str]) -> list[str]:
    return list(filterfalse(resting.__contains__, cards)) if resting else cards


def steps_of(store: Store, cards: Sequence[str]) -> list[InSteps]:
    """How far each of these cards is with its steps, as far as the memory holds them."""
    found = []
    for first in range(0, len(cards), AT_ONCE):
        some = cards[first : first + AT_ONCE]
        found += store.rows(
            f"SELECT state, step FROM memory WHERE card IN ({', '.join('?' * len(some))})", *some
        )
    return [InSteps(_STATES[state], step) for state, step in found]


def _in_review(store: Store, index: CardIndex, today: date, resting: Collection[str]) -> tuple[int, int]:
    """How many cards of the index come back by today, and how many that rest or have left it."""
    rows = store.rows(f"SELECT card FROM memory WHERE {IN_REVIEW} <= ?", today.isoformat())
    known = len(_asked(index, map(itemgetter(0), rows), resting))
    return known, len(rows) - known


def _most_forgotten(
    store: Store, index: CardIndex, today: date, count: int, *, gone: int, resting: Collection[str]
) -> list[str]:
    """So many of these cards, the most forgotten first; `gone` is how many rest or have left the index."""
    if not count:
        return []
    # With one forgetting curve for all, elapsed days over stability order them as retrievability does.
    rows = store.rows(
        f"SELECT card FROM memory WHERE {IN_REVIEW} <= ?1 "
        "ORDER BY (julianday(?1) - julianday(last_day)) / stability DESC, card LIMIT ?2",
        today.isoformat(),
        count + gone,
    )
    return _asked(index, map(itemgetter(0), rows), resting)[:count]
