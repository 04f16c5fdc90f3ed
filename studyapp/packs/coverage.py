"""What of a pack is covered: for each concept the cards, problems, mistakes, demos, languages and levels."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from studyapp.domain.concept import Chapter, Concept
from studyapp.domain.pack import Fault
from studyapp.domain.text import Text
from studyapp.engine.demos import name_and_preset
from studyapp.engine.problems.drawing import draw
from studyapp.engine.problems.problem import Problem
from studyapp.errors import DrawError
from studyapp.packs.cards.problem import ProblemCard
from studyapp.packs.check_texts import texts_of
from studyapp.packs.loader import read
from studyapp.packs.reading import Entry, Reading
from studyapp.packs.schema import DEPTHS
from studyapp.packs.texts import is_prose

SEEDS = 20
"""How many variants of each level are looked through for mistakes that show."""

FEWEST_CARDS, FEWEST_KINDS = 2, 2
"""Below these a concept is asked from one side only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveredProblem:
    """One problem of a concept."""

    id: str
    levels: tuple[int, ...]
    mistakes: tuple[str, ...]
    """Those that are recognised in some variant, by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What there is for one concept, one chapter, or the whole pack; add them up with `+`."""

    cards: int = 0
    """Problems among them."""
    kinds: Counter[str] = field(default_factory=Counter)
    levels: int = 0
    """Of all problems together."""
    mistakes: int = 0
    """That are recognised: in each problem, each once."""
    demos: frozenset[str] = frozenset()
    complete: Counter[str] = field(default_factory=Counter)
    """By language: cards of which every text stands in it."""
    depths: Counter[str] = field(default_factory=Counter)
    """By level tag: cards that have it."""

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            cards=self.cards + other.cards,
            kinds=self.kinds + other.kinds,
            levels=self.levels + other.levels,
            mistakes=self.mistakes + other.mistakes,
            demos=self.demos | other.demos,
            complete=self.complete + other.complete,
            depths=self.depths + other.depths,
        )

    def lacking(self, languages: Iterable[str]) -> int:
        """How many cards lack a text in the language that lacks most."""
        return max((self.cards - self.complete[language] for language in languages), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveredConcept:
    """One concept with what asks for it."""

    concept: Concept
    counts: Counts
    problems: tuple[CoveredProblem, ...] = ()

    @property
    def is_thin(self) -> bool:
        """Whether it is asked too seldom, or in one way only."""
        return self.counts.cards < FEWEST_CARDS or len(self.counts.kinds) < FEWEST_KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveredChapter:
    """One chapter, concept by concept in the order of teaching."""

    chapter: Chapter
    concepts: tuple[CoveredConcept, ...]

    @property
    def counts(self) -> Counts:
        """Of all its concepts together."""
        return sum((concept.counts for concept in self.concepts), Counts())


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """A pack's coverage, chapter by chapter."""

    id: str
    version: str
    title: Text
    languages: tuple[str, ...]
    chapters: tuple[CoveredChapter, ...]
    faults: tuple[Fault, ...]
    """Why a card is not counted."""

    @property
    def counts(self) -> Counts:
        """Of the whole pack."""
        return sum((chapter.counts for chapter in self.chapters), Counts())

    @property
    def concepts(self) -> Iterator[CoveredConcept]:
        """Every concept, chapter by chapter."""
        return (concept for chapter in self.chapters for concept in chapter.concepts)


def coverage(folder: Path) -> Coverage:
    """The coverage of the pack in a folder; cards with faults are not counted."""
    reading = read(folder)
    asking: dict[str, list[Entry]] = {name: [] for name in reading.concepts}
    for entry in reading.entries:
        asking[entry.card.concept].append(entry)
    return Coverage(
        id=reading.id,
        version=reading.version,
        title=reading.title,
        languages=reading.languages,
        chapters=tuple(
            CoveredChapter(
                chapter=chapter,
                concepts=tuple(
                    _covered(concept, asking[concept.id], reading)
                    for concept in reading.concepts.values()
                    if concept.chapter == chapter.id
                ),
            )
            for chapter in (reading.chapters or {}).values()
        ),
        faults=tuple(fault for fault in reading.faults if not fault.warning),
    )


def _covered(concept: Concept, entries: Sequence[Entry], reading: Reading) -> CoveredConcept:
    cards = [entry.card for entry in entries]
    problems = tuple(_problem(card.problem) for card in cards if isinstance(card, ProblemCard))
    counts = Counts(
        cards=len(cards),
        kinds=Counter(card.kind for card in cards),
        levels=sum(len(problem.levels) for problem in problems),
        mistakes=sum(len(problem.mistakes) for problem in problems),
        demos=frozenset(name_and_preset(card.demo)[0] for card in cards if card.demo),
        complete=Counter(
            language
            for language in reading.languages
            for entry in entries
            if _stands_in(language, entry, reading.languages)
        ),
        depths=Counter(tag for card in cards for tag in card.tags if tag in DEPTHS),
    )
    return CoveredConcept(concept=concept, counts=counts, problems=problems)


def _problem(problem: Problem) -> CoveredProblem:
    return CoveredProblem(
        id=problem.id.partition("/")[2], levels=tuple(problem.levels), mistakes=tuple(sorted(_shown(problem)))
    )


def _shown(problem: Problem) -> set[str]:
    """The mistakes that show in some variant; an earlier step's that is carried on counts once."""
    shown: set[str] = set()
    for level in problem.levels:
        for seed in range(SEEDS):
            try:
                visible = draw(problem, level, seed).mistakes
            except DrawError:  # `pack check` tells why
                break
            shown |= {name.rpartition(".")[2] for names in visible.values() for name in names}
    return shown


def _stands_in(language: str, entry: Entry, languages: Sequence[str]) -> bool:
    """Whether every text of a card stands in a language; figures and names do by themselves."""
    for text, spot in texts_of(entry.schema, entry.spot):
        stated = spot.data
        if isinstance(stated, Mapping):
            if language not in stated:
                return False
        elif language != languages[0] and is_prose(text.en):  # prose that stands there once for all
            return False
    return True
