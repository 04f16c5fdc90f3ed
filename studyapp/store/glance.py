"""How the learning stands at a glance: mastery by concept, the days, the usual slip, the last run.

From the sums over the log (`rollup`) and the log's end: seconds where these sums must be counted anew, next
to nothing where they are there.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from operator import attrgetter
from pathlib import Path

from studyapp.store.index import CardIndex
from studyapp.store.known import Known
from studyapp.store.log import time_of_text
from studyapp.store.rollup import GroupSum, Rollup
from studyapp.store.statistics import UsualSlip, streak
from studyapp.store.store import Store

A_YEAR = timedelta(days=371)
"""53 weeks."""
A_PAUSE = timedelta(minutes=30)
"""Between two answers that are further apart, one run ended and another began."""
_LONGEST_RUN = 2000
"""Answers that are looked at to find where the last run began."""
_SLIPS_LOOKED_AT = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Answers without a longer pause between them: a session, or a quiz."""

    day: date
    """The study day on which it began."""
    began: datetime
    answered: int
    right: int
    seconds: float
    """Spent on the questions, all together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """What the home screen tells besides today's plan."""

    today: date
    """The study day on which this was looked at."""
    concepts: Mapping[str, Known] = field(default_factory=dict)
    """By `pack/concept`: those of which a card was answered."""
    by_day: Mapping[date, int] = field(default_factory=dict)
    """Answers on each study day of the last 53 weeks on which there were any; practice is left out."""
    days_studied: int = 0
    """Ever."""
    streak: int = 0
    """Study days in a row, up to today or yesterday."""
    slip: UsualSlip | None = None
    """The mistake seen most often."""
    slip_at: str | None = None
    """The concept of its card."""
    last: Run | None = None


def glance(store: Store, index: CardIndex, now: datetime, cache: Path | None = None) -> Glance:
    """How it stands at the moment `now`, over the cards of the index; `cache` is as for `statistics`."""
    today = store.days.of(now)
    days, groups, slips = Rollup.read(
        store,
        cache,
        lambda sums: (
            {date.fromisoformat(day): one.attempts for day, one in sums.days().items() if one.attempts},
            sums.groups(index, today, store.policy.weights),
            sums.slips(_SLIPS_LOOKED_AT),
        ),
    )
    concepts = _concepts(groups, index)
    slip = next(
        (UsualSlip(card=card, mistake=mistake, count=n) for card, mistake, n in slips if card in index.cards),
        None,
    )
    return Glance(
        today=today,
        concepts=concepts,
        by_day={day: count for day, count in days.items() if today - day < A_YEAR},
        days_studied=len(days),
        streak=streak(days, today),
        slip=slip,
        slip_at=index.cards[slip.card].concept if slip else None,
        last=last_run(store),
    )


def last_run(store: Store) -> Run | None:
    """The latest answers without a longer pause between them, practice left out; None before the first."""
    rows = store.rows(
        "SELECT at, seconds, CASE WHEN score IS NULL THEN rating > 1 ELSE score = 1 END FROM answers "
        "WHERE mode IN ('study', 'quiz', 'exam') ORDER BY place DESC LIMIT ?",
        _LONGEST_RUN,
    )
    latest: list[tuple[datetime, float, int]] = []
    for at, seconds, right in sorted(rows, reverse=True):
        answered = time_of_text(at)
        if latest and latest[-1][0] - timedelta(seconds=latest[-1][1]) - answered > A_PAUSE:
            break
        latest.append((answered, seconds, right))
    if not latest:
        return None
    began = latest[-1][0] - timedelta(seconds=latest[-1][1])
    return Run(
        day=store.days.of(began),
        began=began,
        answered=len(latest),
        right=sum(right for _at, _seconds, right in latest),
        seconds=sum(seconds for _at, seconds, _right in latest),
    )


def _concepts(groups: Iterable[GroupSum], index: CardIndex) -> dict[str, Known]:
    sizes: dict[str, int] = {}
    for concept in map(attrgetter("concept"), index.cards.values()):
        sizes[concept] = sizes.get(concept, 0) + 1
    parts: dict[str, list[GroupSum]] = {}
    for group in groups:
        parts.setdefault(group.concept, []).append(group)
    return {
        id: _known(sizes[id], found) for id, found in parts.items() if id in index.concepts and id in sizes
    }


def _known(cards: int, groups: Sequence[GroupSum]) -> Known:
    return Known(
        cards=cards,
        seen=sum(group.seen for group in groups),
        expected=sum(group.known for group in groups),
        learning=sum(group.shaky for group in groups),
        attempts=sum(group.counts.attempts for group in groups),
        right=sum(group.counts.right for group in groups),
    )
