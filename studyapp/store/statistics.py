"""How the learning goes: figures from the whole log, worked by SQL and gathered by chapter and concept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from studyapp.domain.text import Text
from studyapp.store.index import CardIndex
from studyapp.store.store import Store

SLIPS_SHOWN = 10

_COUNTED = "mode NOT IN ('drill', 'preview')"

_TALLIES = f"""
WITH told AS (
    SELECT day, score, rating, seconds, coalesce(aliases.card, answers.card) AS name,
           min(day) OVER (PARTITION BY coalesce(aliases.card, answers.card)) AS first_day,
           row_number() OVER (PARTITION BY coalesce(aliases.card, answers.card), day ORDER BY at, id) AS nth
    FROM answers LEFT JOIN aliases ON aliases.was = answers.card WHERE {_COUNTED}
)
SELECT name, count(*), sum(coalesce(score = 1, rating > 1)), total(seconds),
       sum(nth = 1 AND day > first_day), sum(nth = 1 AND day > first_day AND rating > 1)
FROM told WHERE day >= ? GROUP BY name
"""

_SLIPS = f"""
SELECT coalesce(aliases.card, answers.card) AS name, slip.value, count(*) AS often
FROM answers LEFT JOIN aliases ON aliases.was = answers.card, json_each(mistakes) AS slip
WHERE {_COUNTED} GROUP BY name, slip.value ORDER BY often DESC, name, slip.value LIMIT ?
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What was answered, of one card or of many."""

    attempts: int = 0
    """Answers in sessions, quizzes and exams; practice is left out."""
    right: int = 0
    seconds: float = 0.0
    reviews: int = 0
    """First answers to a card on a later day than the one it was introduced on."""
    remembered: int = 0
    """Those of the reviews that were not rated Again."""

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            attempts=self.attempts + other.attempts,
            right=self.right + other.right,
            seconds=self.seconds + other.seconds,
            reviews=self.reviews + other.reviews,
            remembered=self.remembered + other.remembered,
        )

    @property
    def retention(self) -> float | None:
        """True retention: the share of cards still known when they came back; None before any came back."""
        return self.remembered / self.reviews if self.reviews else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A chapter's or a concept's figures."""

    id: str
    """`pack/chapter` or `pack/concept`."""
    name: Text
    cards: int
    seen: int
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualSlip:
    """A mistake that was recognised, and how often."""

    card: str
    mistake: str
    """`part:mistake`."""
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """How the learning goes, over the whole log."""

    total: Tally
    today: Tally
    practised: int
    """Answers to practice variants, which count nowhere else."""
    days_studied: int
    streak: int
    """Study days in a row, up to today or yesterday."""
    by_chapter: tuple[Group, ...]
    by_concept: tuple[Group, ...]
    slips: tuple[UsualSlip, ...]
    """The most frequent first."""


def statistics(store: Store, index: CardIndex, now: datetime) -> Statistics:
    """The statistics at the moment `now`; answers to cards that left their pack count in the totals only."""
    today = store.days.of(now)
    by_card = _tallies(store)
    studied = store.rows(f"SELECT DISTINCT day FROM answers WHERE {_COUNTED}")
    practised: int = store.rows("SELECT count(*) FROM answers WHERE mode = 'drill'")[0][0]
    return Statistics(
        total=sum(by_card.values(), Tally()),
        today=sum(_tallies(store, since=today).values(), Tally()),
        practised=practised,
        days_studied=len(studied),
        streak=streak((date.fromisoformat(day) for (day,) in studied), today),
        by_chapter=_grouped(
            [(f"{chapter.pack}/{chapter.id}", chapter.title) for chapter in index.chapters],
            [(f"{card.pack}/{card.chapter}", card.id) for card in index.cards.values()],
            by_card,
        ),
        by_concept=_grouped(
            [(concept.id, concept.name) for concept in index.concepts.values()],
            [(card.concept, card.id) for card in index.cards.values()],
            by_card,
        ),
        slips=tuple(
            UsualSlip(card=card, mistake=mistake, count=count)
            for card, mistake, count in store.rows(_SLIPS, SLIPS_SHOWN)
        ),
    )


def streak(studied: Iterable[date], today: date) -> int:
    """How many study days in a row were studied, up to today; a day that is not over yet breaks nothing."""
    days = set(studied)
    day = today if today in days else today - timedelta(days=1)
    count = 0
    while day in days:
        count, day = count + 1, day - timedelta(days=1)
    return count


def _tallies(store: Store, since: date = date.min) -> dict[str, Tally]:
    return {
        card: Tally(attempts=attempts, right=right, seconds=seconds, reviews=reviews, remembered=remembered)
        for card, attempts, right, seconds, reviews, remembered in store.rows(_TALLIES, since.isoformat())
    }


def _grouped(
    names: list[tuple[str, Text]], members: list[tuple[str, str]], by_card: dict[str, Tally]
) -> tuple[Group, ...]:
    cards: dict[str, list[str]] = {}
    for group, card in members:
        cards.setdefault(group, []).append(card)
    return tuple(
        Group(
            id=id_,
            name=name,
            cards=len(cards.get(id_, [])),
            seen=sum(card in by_card for card in cards.get(id_, [])),
            tally=sum((by_card[card] for card in cards.get(id_, []) if card in by_card), Tally()),
        )
        for id_, name in names
    )
