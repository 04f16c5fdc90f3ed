"""What today holds, from the store and the card index alone: counts by chapter, and the queue."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from studyapp.domain.text import Text
from studyapp.scheduling.load import AHEAD, Limits, share
from studyapp.scheduling.queue import arrange
from studyapp.scheduling.schedule import State, answers_left
from studyapp.store.calendar import clock_behind, reviewed_on
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


def agenda(store: Store, index: CardIndex, now: datetime, limits: Limits | None = None) -> Agenda:
    """Today's agenda at the moment `now`."""
    cards, today = index.cards, store.days.of(now)
    day_end = store.days.ends(now)
    coming = [item for item in store.due(now, ahead=day_end - now) if item.card in cards]
    learning = [item for item in coming if item.standing.state is not State.REVIEW]
    review = [item.card for item in coming if item.standing.state is State.REVIEW]
    introduced = store.introduced(now)
    left = share(
        limits or Limits(),
        today,
        due=len(review),
        reviewed=max(reviewed_on(store, today) - introduced, 0),
        introduced=introduced,
    )
    review = review[: left.reviews]  # they came with the most forgotten first
    ready = [item.card for item in learning if item.standing.due_at and item.standing.due_at <= now]
    seen = store.seen()
    queue = arrange(
        ready + review,
        [card for card in cards if card not in seen],
        concept_of={card.id: card.concept for card in cards.values()},
        needs={concept.id: concept.needs for concept in index.concepts.values()},
        new_left=left.new,
        problems={card.id for card in cards.values() if card.kind == "problem"},
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
        postponed=left.postponed,
        questions=len(review)
        + len(new) * answers_left(None, store.policy, AHEAD)
        + sum(answers_left(item.standing, store.policy, AHEAD) for item in learning),
        answered_today=store.answered_on(today),
        next_due=store.next_due(now, among=cards),
        clock_behind=clock_behind(store, now),
        queue=tuple(queue),
    )
