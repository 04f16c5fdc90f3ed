"""How the learning goes, as the progress screen shows it: figures, judgements, and lists in words."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from studyapp.domain.text import NOTHING, Text
from studyapp.store.index import CardIndex
from studyapp.store.statistics import Group, Statistics, Tally, UsualSlip
from studyapp.study.judging import Wanted
from studyapp.study.leeches import Leech

WEEKS = 13
"""So many weeks of retention are shown: a quarter of a year."""


@dataclass(frozen=True, slots=True)
class SlipSaid:
    """A usual slip in words."""

    slip: UsualSlip
    say: Text
    """What it looks like; empty where no words are known."""
    concept: Text
    """Of its card; empty where the card is gone."""


@dataclass(frozen=True, slots=True)
class ChapterKnown:
    """A chapter with its concepts, of those begun the least known first, those not begun last."""

    title: Text
    concepts: tuple[Group, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """All that the progress screen shows."""

    told: Statistics
    today: date
    wanted: Wanted
    chapters: tuple[ChapterKnown, ...]
    slips: tuple[SlipSaid, ...]
    leeches: tuple[Leech, ...]
    unmet: int
    """Cards never answered."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was answered yet."""
        return not self.told.total.attempts


def gather(
    told: Statistics,
    index: CardIndex,
    leeches: tuple[Leech, ...],
    *,
    today: date,
    wanted: Wanted,
    say_slip: Callable[[UsualSlip], Text],
) -> Progress:
    """All of it from the figures, over the cards of the index."""
    return Progress(
        told=told,
        today=today,
        wanted=wanted,
        chapters=by_chapter(told.by_concept, index),
        slips=tuple(SlipSaid(slip, say_slip(slip), _concept_of(slip.card, index)) for slip in told.slips),
        leeches=leeches,
        unmet=max(0, len(index.cards) - told.outlook.recall.seen),
    )


def _concept_of(card: str, index: CardIndex) -> Text:
    known = index.cards.get(card)
    concept = index.concepts.get(known.concept) if known else None
    return concept.name if concept else NOTHING


def by_chapter(groups: Iterable[Group], index: CardIndex) -> tuple[ChapterKnown, ...]:
    """The concepts of each chapter, in the order in which the chapters are taught."""
    found: dict[str, list[Group]] = {}
    for group in groups:
        if (known := index.concepts.get(group.id)) and group.cards:
            pack = group.id.partition("/")[0]
            found.setdefault(f"{pack}/{known.chapter}", []).append(group)
    return tuple(
        ChapterKnown(
            chapter.title, tuple(sorted(concepts, key=lambda group: (not group.seen, group.mastery)))
        )
        for chapter in index.chapters
        if (concepts := found.get(f"{chapter.pack}/{chapter.id}"))
    )


def weekly(by_day: Mapping[date, Tally], today: date, weeks: int = WEEKS) -> list[tuple[int, Tally]]:
    """The sums of the last weeks with how many weeks ago each was, the earliest first.

    Weeks are counted back from today, so that the last one is whole.
    """
    return [(ago, _sum(by_day, today - timedelta(7 * ago), 7)) for ago in range(weeks - 1, -1, -1)]


def spans(by_day: Mapping[date, Tally], today: date, days: int) -> list[tuple[date, Tally]]:
    """The last so many days as columns of a chart, each with its first day: by the day, week or month."""
    each = 1 if days <= 31 else 7 if days <= 92 else 30
    count = days // each
    return [
        (last - timedelta(each - 1), _sum(by_day, last, each))
        for at in range(count - 1, -1, -1)
        if (last := today - timedelta(each * at))
    ]


def _sum(by_day: Mapping[date, Tally], last: date, days: int) -> Tally:
    """What was answered in so many days up to `last`."""
    within: Sequence[Tally] = [by_day[day] for ago in range(days) if (day := last - timedelta(ago)) in by_day]
    return sum(within, start=Tally())
