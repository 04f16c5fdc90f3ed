"""What today holds, from the store and the card index alone: counts by chapter, and the queue."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from studyapp.domain.text import Text
from studyapp.scheduling.queue import arrange
from studyapp.scheduling.schedule import State
from studyapp.store.index import CardIndex
from studyapp.store.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterAgenda:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """What today holds."""

    chapters: tuple[ChapterAgenda, ...]
    """In the order in which they are taught."""
    due: int
    learning: int
    new: int
    answered_today: int
    """Questions answered since the study day began, practice left out."""
    next_due: datetime | None
    """When the next card comes back that is not due now."""
    queue: tuple[str, ...]
    """The cards to ask from now on, in order: due, then new; learning ones once their time has come."""


def agenda(store: Store, index: CardIndex, now: datetime, new_per_day: int) -> Agenda:
    """Today's agenda at the moment `now`."""
    cards = index.cards
    day_end = store.days.ends(now)
    coming = [item for item in store.due(now, ahead=day_end - now) if item.card in cards]
    learning = [item for item in coming if item.standing.state is not State.REVIEW]
    review = [item.card for item in coming if item.standing.state is State.REVIEW]
    ready = [item.card for item in learning if item.standing.due_at and item.standing.due_at <= now]
    seen = store.seen()
    queue = arrange(
        ready + review,
        [card for card in cards if card not in seen],
        concept_of={card.id: card.concept for card in cards.values()},
        needs={concept.id: concept.needs for concept in index.concepts.values()},
        new_per_day=new_per_day,
        introduced_today=store.introduced(now),
    )
    new = queue[len(ready) + len(review) :]

    def by_chapter(ids: Iterable[str]) -> Counter[tuple[str, str]]:
        return Counter((cards[card].pack, cards[card].chapter) for card in ids)

    counts = {
        "due": by_chapter(review),
        "learning": by_chapter(item.card for item in learning),
        "new": by_chapter(new),
        "seen": by_chapter(card for card in seen if card in cards),
        "total": by_chapter(cards),
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
        due=len(review),
        learning=len(learning),
        new=len(new),
        answered_today=store.answered_on(store.days.of(now)),
        next_due=store.next_due(now, among=cards),
        queue=tuple(queue),
    )
