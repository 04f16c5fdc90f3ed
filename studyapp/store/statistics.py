"""How the learning goes: figures from the whole log and the memory, gathered by day, chapter and concept."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from operator import attrgetter
from pathlib import Path

from studyapp.domain.text import Text
from studyapp.store.history import BILLION, BINS, BinCount, DayCount
from studyapp.store.index import CardIndex
from studyapp.store.known import Known
from studyapp.store.outlook import Outlook, outlook, recall_of, without_resting
from studyapp.store.rollup import GroupSum, Rollup
from studyapp.store.store import Store

SLIPS_SHOWN = 10
LATELY = 30
"""Days that count as of late, today among them."""


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
    introduced: int = 0
    """Cards answered for the first time."""

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            attempts=self.attempts + other.attempts,
            right=self.right + other.right,
            seconds=self.seconds + other.seconds,
            reviews=self.reviews + other.reviews,
            remembered=self.remembered + other.remembered,
            introduced=self.introduced + other.introduced,
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
    """Cards that the memory holds."""
    tally: Tally
    recall: float | None
    """The mean chance that one of its seen cards is known today; None before any was seen."""
    shaky: float = 0.0
    """How many of those that are in their first steps, or learnt again, are known today."""

    @property
    def known(self) -> Known:
        """How far it is known."""
        return Known(
            cards=self.cards,
            seen=self.seen,
            expected=(self.recall or 0.0) * self.seen,
            learning=self.shaky,
            attempts=self.tally.attempts,
            right=self.tally.right,
        )

    @property
    def mastery(self) -> float:
        """The share of its cards that count as known today."""
        return self.known.mastery


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualSlip:
    """A mistake that was recognised, and how often."""

    card: str
    mistake: str
    """`part:mistake`."""
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Foretold:
    """Reviews, and how the chance of recall that was foretold for them compares with what was recalled."""

    low: float = 0.0
    high: float = 1.0
    """The chances were from `low` up to `high`."""
    reviews: int = 0
    expected: float = 0.0
    """How many of them were to be remembered: the sum of the chances."""
    remembered: int = 0

    @property
    def foretold(self) -> float | None:
        """The mean chance; None without reviews."""
        return self.expected / self.reviews if self.reviews else None

    @property
    def actual(self) -> float | None:
        """The share remembered; None without reviews."""
        return self.remembered / self.reviews if self.reviews else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """How far the memory's forecasts can be trusted."""

    total: Foretold
    bins: tuple[Foretold, ...]
    """In steps of 5 %, those in which there were reviews, from the least chance up."""

    @property
    def error(self) -> float | None:
        """The root mean square of foretold less actual over the bins, each weighted by its reviews."""
        if not self.total.reviews:
            return None
        squares = (one.reviews * ((one.expected - one.remembered) / one.reviews) ** 2 for one in self.bins)
        return float((sum(squares) / self.total.reviews) ** 0.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """How the learning goes, over the whole log."""

    total: Tally
    today: Tally
    lately: Tally
    """The last LATELY days, today among them."""
    practised: int
    """Answers to practice variants, which count nowhere else."""
    days_studied: int
    streak: int
    """Study days in a row, up to today or yesterday."""
    by_day: Mapping[date, Tally]
    """Each study day of the last year on which something was answered, the earliest first."""
    calibration: Calibration
    outlook: Outlook
    by_chapter: tuple[Group, ...]
    by_concept: tuple[Group, ...]
    slips: tuple[UsualSlip, ...] = field(default_factory=tuple)
    """The most frequent first."""


def statistics(store: Store, index: CardIndex, now: datetime, cache: Path | None = None) -> Statistics:
    """The statistics at the moment `now`; answers to cards that left their pack count in the totals only.

    The sums over the log are kept in the file `cache`; without one they are counted from the beginning.
    """
    today = store.days.of(now)
    days, bins, groups, coming, slips = Rollup.read(
        store,
        cache,
        lambda sums: (
            {date.fromisoformat(day): counts for day, counts in sums.days().items()},
            sums.bins(),
            sums.groups(index, today, store.policy.weights),
            sums.due(index),
            sums.slips(SLIPS_SHOWN),
        ),
    )
    due = without_resting(coming, store, index)
    studied = [day for day, counts in days.items() if counts.attempts]
    return Statistics(
        total=_tally(days.values()),
        today=_tally([days[today]] if today in days else []),
        lately=_tally(
            counts for day, counts in days.items() if timedelta() <= today - day < timedelta(LATELY)
        ),
        practised=sum(counts.practised for counts in days.values()),
        days_studied=len(studied),
        streak=streak(studied, today),
        by_day={day: _tally([days[day]]) for day in studied if today - day < timedelta(365)},
        calibration=calibration(bins),
        outlook=outlook(groups, due, today, store.days.of),
        by_chapter=_by_chapter(groups, index),
        by_concept=_by_concept(groups, index),
        slips=tuple(UsualSlip(card=card, mistake=mistake, count=count) for card, mistake, count in slips),
    )


def streak(studied: Iterable[date], today: date) -> int:
    """How many study days in a row were studied, up to today; a day that is not over yet breaks nothing."""
    days = set(studied)
    day = today if today in days else today - timedelta(days=1)
    count = 0
    while day in days:
        count, day = count + 1, day - timedelta(days=1)
    return count


def calibration(bins: Mapping[int, BinCount]) -> Calibration:
    """The forecasts held against what was recalled."""
    told = tuple(
        Foretold(
            low=at / BINS,
            high=(at + 1) / BINS,
            reviews=count.reviews,
            expected=count.foretold / BILLION,
            remembered=count.remembered,
        )
        for at, count in sorted(bins.items())
    )
    total = Foretold(
        reviews=sum(one.reviews for one in told),
        expected=sum(count.foretold for count in bins.values()) / BILLION,
        remembered=sum(one.remembered for one in told),
    )
    return Calibration(total=total, bins=told)


def _tally(counts: Iterable[DayCount]) -> Tally:
    sums = [sum(column) for column in zip(*counts, strict=True)] or [0] * len(DayCount._fields)
    whole = DayCount(*sums)
    return Tally(
        attempts=whole.attempts,
        right=whole.right,
        seconds=whole.milliseconds / 1000,
        reviews=whole.reviews,
        remembered=whole.remembered,
        introduced=whole.introduced,
    )


def _by_chapter(groups: Sequence[GroupSum], index: CardIndex) -> tuple[Group, ...]:
    sizes = Counter(map(attrgetter("pack", "chapter"), index.cards.values()))
    return _grouped(
        {f"{chapter.pack}/{chapter.id}": chapter.title for chapter in index.chapters},
        {f"{pack}/{chapter}": count for (pack, chapter), count in sizes.items()},
        ((group.chapter, group) for group in groups),
    )


def _by_concept(groups: Sequence[GroupSum], index: CardIndex) -> tuple[Group, ...]:
    return _grouped(
        {concept.id: concept.name for concept in index.concepts.values()},
        Counter(map(attrgetter("concept"), index.cards.values())),
        ((group.concept, group) for group in groups),
    )


def _grouped(
    names: Mapping[str, Text], sizes: Mapping[str, int], parts: Iterable[tuple[str, GroupSum]]
) -> tuple[Group, ...]:
    found: dict[str, list[GroupSum]] = {}
    for id_, part in parts:
        found.setdefault(id_, []).append(part)
    groups = []
    for id_, name in names.items():
        sums = found.get(id_, [])
        recall = recall_of(sums)
        groups.append(
            Group(
                id=id_,
                name=name,
                cards=sizes.get(id_, 0),
                seen=recall.seen,
                tally=_tally(part.counts for part in sums),
                recall=recall.mean,
                shaky=sum(part.shaky for part in sums),
            )
        )
    return tuple(groups)
