"""A pack being read: what is sound of it so far, where that came from, and what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from studyapp.config import LANGUAGES
from studyapp.domain.card import Card
from studyapp.domain.concept import Chapter, Concept
from studyapp.domain.pack import Fault, Pack
from studyapp.domain.text import NOTHING, Text
from studyapp.messages import Message
from studyapp.packs.glossary import Term
from studyapp.packs.report import Report, Spot, shown_path
from studyapp.packs.schema import CardSchema, Strict


class Entry(NamedTuple):
    """A sound card with where it came from, for checks that go beyond loading."""

    card: Card
    schema: CardSchema
    spot: Spot


@dataclass
class Reading:
    """A pack being read: what is sound so far, and the files with their faults."""

    folder: Path
    id: str
    title: Text
    version: str = ""
    description: Text = NOTHING
    languages: tuple[str, ...] = LANGUAGES[:1]
    chapters: dict[str, Chapter] | None = None
    """None where pack.yaml does not even say which."""
    concepts: Mapping[str, Concept] = field(default_factory=dict)
    named_concepts: frozenset[str] = frozenset()
    """Every id in concepts.yaml, also of entries that have faults of their own."""
    lacks_concepts: bool = False
    """Whether concepts.yaml could not be read at all: no card is to blame for that."""
    terms: tuple[Term, ...] = ()
    """Of the glossary."""
    entries: list[Entry] = field(default_factory=list)
    stated: list[tuple[Strict, Spot]] = field(default_factory=list)
    """Everything that the schema could read, with its place."""
    reports: list[Report] = field(default_factory=list)
    loose_faults: list[Fault] = field(default_factory=list)
    """Of folders and missing files."""
    ids: dict[str, Spot] = field(default_factory=dict)
    """Where each card's id was given."""

    @property
    def faults(self) -> tuple[Fault, ...]:
        """All that was found, file by file in reading order."""
        return (*self.loose_faults, *(fault for report in self.reports for fault in report.told))

    def pack(self, builtin: bool = False) -> Pack:
        """The pack as the rest of the program knows it."""
        order = {chapter: place for place, chapter in enumerate(self.chapters or {})}
        sound = sorted(self.entries, key=lambda entry: order.get(entry.card.chapter, len(order)))
        cards = {entry.card.id: entry.card for entry in sound}
        return Pack(
            id=self.id,
            version=self.version,
            title=self.title,
            description=self.description,
            path=self.folder,
            builtin=builtin,
            chapters=tuple((self.chapters or {}).values()),
            concepts=self.concepts,
            heads=cards,
            cards=cards,
            faults=self.faults,
        )

    def loose(self, path: Path, what: Message) -> None:
        """Note what is wrong with a folder, or with a file that is not read."""
        self.loose_faults.append(Fault(shown_path(path), 0, 0, where="", what=what))

    def claim(self, id: str, spot: Spot) -> bool:
        """Give a card its id; a fault where another one has it."""
        first = self.ids.setdefault(id, spot)
        if first is not spot:
            place = first.report.marks.value((*first.path, "id"))
            at = f"{shown_path(first.report.path.relative_to(self.folder))}:{place.line}"
            spot.at("id").fault(Message("this id is taken by the card at {place}", place=at))
        return first is spot
