"""What today holds, from the store and the card index alone: counts by chapter, and the queue."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from operator import attrgetter
from typing import NamedTuple

from studyapp.domain.text import Text
from studyapp.scheduling.load import AHEAD, Limits
from studyapp.scheduling.schedule import answers_left
from studyapp.store.calendar import clock_behind
from studyapp.store.index import CardIndex
from studyapp.store.plan import Plan, plan, steps_of
from studyapp.store.store import Store


class ChapterAgenda(NamedTuple):
    """One chapter's share of today."""

    pack: str
    chapter: str
    title: Text
    due: int
    """Cards in review that come back today."""
    learning: int
    """Cards still being learnt (or learnt again) that come back before the study day ends."""
    new: int
    """New cards that today's plan introduces."""
    seen: int
    """Cards answered at least once, ever."""
    total: int


class ConceptAgenda(NamedTuple):
    """One concept's share of today."""

    id: str
    """`pack/concept`."""
    pack: str
    chapter: str
    name: Text
    needs: tuple[str, ...]
    """Ids of the concepts that come first."""
    due: int
    """Cards that come back before the study day ends, those that are still being learnt among them."""
    new: int
    """New cards that today's plan introduces."""
    seen: int
    """Cards answered at least once, ever."""
    total: int


class Agenda(NamedTuple):
    """What today holds."""

    chapters: tuple[ChapterAgenda, ...]
    """In the order in which they are taught."""
    concepts: tuple[ConceptAgenda, ...]
    """Those that have cards, likewise."""
    due: int
    learning: int
    new: int
    postponed: int
    """Reviews that are due and wait for a later day, since more are due than a day takes."""
    questions: int
    """Answers that today's cards take where none is forgotten: a new card is asked again in its steps."""
    answered_today: int
    """Questions answered since the study day began, practice left out."""
    next_due: datetime | None
    """When the next card comes back that is not due now."""
    clock_behind: timedelta | None
    """By how much the clock is behind the latest answer; None where it is not."""
    queue: tuple[str, ...]
    """The cards to ask from now on, in order: due, then new; learning ones once their time has come."""
    coming: tuple[str, ...]
    """Ids of the concepts of these, each once."""


def agenda(store: Store, index: CardIndex, now: datetime, limits: Limits | None = None) -> Agenda:
    """Today's agenda at the moment `now`."""
    cards = index.cards
    today = plan(store, index, now, limits, look=True)
    learning = [*today.ready, *today.soon]
    total = Counter(map(attrgetter("pack", "chapter"), cards.values()))

    def by_chapter(ids: Iterable[str]) -> Counter[tuple[str, str]]:
        return Counter((cards[card].pack, cards[card].chapter) for card in ids)

    counts = {
        "due": by_chapter(today.review),
        "learning": by_chapter(learning),
        "new": by_chapter(today.new),
        "seen": total - by_chapter(today.unseen or ()),
        "total": total,
    }
    return Agenda(
        chapters=tuple(
            ChapterAgenda(
                pack=chapter.pack,
                chapter=chapter.id,
                title=chapter.title,
                **{name: count[chapter.pack, chapter.id] for name, count in counts.items()},
            )
            for chapter in index.chapters
        ),
        concepts=_concepts(index, today, [*today.review, *learning]),
        due=len(today.review),
        learning=len(learning),
        new=len(today.new),
        postponed=today.postponed or 0,
        questions=len(today.review)
        + len(today.new) * answers_left(None, store.policy, AHEAD)
        + sum(
            count * answers_left(steps, store.policy, AHEAD)
            for steps, count in Counter(steps_of(store, learning)).items()
        ),
        answered_today=store.answered_on(store.days.of(now)),
        next_due=store.next_due(now, among=cards),
        clock_behind=clock_behind(store, now),
        queue=today.queue,
        coming=tuple(dict.fromkeys(cards[card].concept for card in today.queue)),
    )


def _concepts(index: CardIndex, today: Plan, due: Iterable[str]) -> tuple[ConceptAgenda, ...]:
    """Each concept's share; `due` are the cards that come back today."""
    cards = index.cards
    total = Counter(map(attrgetter("concept"), cards.values()))

    def count(ids: Iterable[str]) -> Counter[str]:
        return Counter(cards[card].concept for card in ids)

    due_of, new_of, unseen_of = count(due), count(today.new), count(today.unseen or ())
    return tuple(
        ConceptAgenda(
            id=concept.id,
            pack=concept.id.partition("/")[0],
            chapter=concept.chapter,
            name=concept.name,
            needs=concept.needs,
            due=due_of[concept.id],
            new=new_of[concept.id],
            seen=total[concept.id] - unseen_of[concept.id],
            total=total[concept.id],
        )
        for concept in index.concepts.values()
        if concept.id in total
    )
