"""The chapters from which a quiz can ask."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from studyapp.domain.pack import Head
from studyapp.domain.text import Text
from studyapp.store.index import CardIndex


@dataclass(frozen=True, slots=True)
class ChapterChoice:
    """One chapter; chapters of several packs that have one id are asked together."""

    id: str
    title: Text
    cards: int
    """How many of its cards can be graded, so that a quiz can ask them."""


def quiz_chapters(index: CardIndex, cards: Iterable[Head]) -> tuple[ChapterChoice, ...]:
    """Those of these cards' chapters that have something to ask, as they are taught."""
    counts = Counter(card.chapter for card in cards if card.kind != "basic")
    titles: dict[str, Text] = {}
    for chapter in index.chapters:
        titles.setdefault(chapter.id, chapter.title)
    listed = [id_ for id_ in titles if counts[id_]] + [id_ for id_ in counts if id_ not in titles]
    return tuple(ChapterChoice(id_, titles.get(id_, Text.same(id_)), counts[id_]) for id_ in listed)
