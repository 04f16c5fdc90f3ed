"""The families of problems that can be drilled: which there are, how each went, and which to take first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from studyapp.domain.text import NOTHING, Text
from studyapp.store.index import CardIndex
from studyapp.store.records import NO_ANSWERS, Record
from studyapp.store.statistics import Statistics
from studyapp.study.slip_words import say_slip
from studyapp.study.weakness import weakest

if TYPE_CHECKING:
    from studyapp.packs.library import Library

SUGGESTED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """One problem, as the chooser lists it."""

    problem: str
    """`pack/id`."""
    chapter: Text
    concept: Text
    record: Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A problem that is worth a drill now, and why."""

    problem: str
    slip: Text = NOTHING
    """What the learner's frequent slip looks like; empty where another reason holds."""
    count: int = 0
    """How often that slip was seen."""
    weakest: bool = False
    """Whether its concept is the weakest of those with problems."""


@dataclass(frozen=True, slots=True)
class Families:
    """What the chooser shows."""

    listed: tuple[Family, ...]
    """All of them, as they are taught."""
    suggested: tuple[Suggestion, ...]
    """The best first, each problem once."""


def families(index: CardIndex, answered: Mapping[str, Record]) -> tuple[Family, ...]:
    """All problems of the index, as they are taught."""
    chapters = {(chapter.pack, chapter.id): chapter.title for chapter in index.chapters}
    return tuple(
        Family(
            problem=card.id,
            chapter=chapters.get((card.pack, card.chapter), Text.same(card.chapter)),
            concept=index.concepts[card.concept].name if card.concept in index.concepts else NOTHING,
            record=answered.get(card.id, NO_ANSWERS),
        )
        for card in index.cards.values()
        if card.kind == "problem"
    )


def problems_of(index: CardIndex, concept: str) -> tuple[str, ...]:
    """The problems of a concept (`pack/concept`), as they are taught."""
    cards = index.cards.values()
    return tuple(card.id for card in cards if card.kind == "problem" and card.concept == concept)


def families_of(
    library: "Library", index: CardIndex, told: Statistics, answered: Mapping[str, Record]
) -> Families:
    """All problems, and at most SUGGESTED of them to take first.

    First those with the most frequent slips, then one of the weakest concept that has any, then the first
    problems that were never answered.
    """
    listed = families(index, answered)
    found: dict[str, Suggestion] = {}
    for suggestion in _worth_it(library, index, told, listed):
        found.setdefault(suggestion.problem, suggestion)
        if len(found) == SUGGESTED:
            break
    return Families(listed, tuple(found.values()))


def _worth_it(
    library: "Library", index: CardIndex, told: Statistics, all_families: Sequence[Family]
) -> Iterator[Suggestion]:
    for slip in told.slips:
        card = index.cards.get(slip.card)
        if (
            card is not None
            and card.kind == "problem"
            and (said := say_slip(library.card(card.id), slip.mistake))
        ):
            yield Suggestion(problem=card.id, slip=said, count=slip.count)
    with_problems = {card.concept for card in index.cards.values() if card.kind == "problem"}
    concept = weakest({group.id: group.known for group in told.by_concept if group.id in with_problems})
    if concept is not None:
        yield Suggestion(problem=problems_of(index, concept)[0], weakest=True)
    for family in all_families:
        if not family.record.answered:
            yield Suggestion(problem=family.problem)
