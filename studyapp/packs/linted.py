"""What a lint rule sees: a pack as it was read, its texts one by one, its problems with variants drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from studyapp.domain.text import Text
from studyapp.messages import Message
from studyapp.packs.cards.cloze import ClozeCard
from studyapp.packs.check_texts import texts_of
from studyapp.packs.problems.trying import Tried, TriedLevel
from studyapp.packs.reading import Entry, Reading
from studyapp.packs.report import Spot
from studyapp.packs.schema import CardSchema
from studyapp.packs.texts import written

Schema = TypeVar("Schema", bound=CardSchema)


@dataclass(frozen=True)
class Finding:
    """Something that a rule found, and where."""

    at: Spot | Path
    """A node of a file, or a whole file or folder."""
    what: Message
    """What is wrong; what would be right."""
    key: bool = False
    """Whether it is about the key of the node."""
    offset: int | None = None
    """From which character of its text on, where that is known."""
    line: int = 0
    """Which line, of a file that is no YAML."""


@dataclass(frozen=True)
class Words:
    """A text as it stands in its file, in one language."""

    language: str
    words: str
    spot: Spot


@dataclass
class Linted:
    """A pack while the rules look at it."""

    reading: Reading
    tried: Sequence[Tried] = ()

    @property
    def is_whole(self) -> bool:
        """Whether nothing was left out: what is missing may otherwise be what has a fault."""
        return all(fault.warning for fault in self.reading.faults)

    @property
    def cards(self) -> Sequence[Entry]:
        """The sound cards with what their authors wrote."""
        return self.reading.entries

    @cached_property
    def texts(self) -> Sequence[tuple[Text, Spot]]:
        """Every text of the pack with its place."""
        return [found for schema, spot in self.reading.stated for found in texts_of(schema, spot)]

    @cached_property
    def written(self) -> Sequence[Words]:
        """Every text in every language in which it stands."""
        return [Words(*each) for text, spot in self.texts for each in written(text, spot)]

    @property
    def levels(self) -> Iterator[tuple[Tried, TriedLevel]]:
        """Every level of every problem with as many variants as one can judge it by."""
        for tried in self.tried:
            if tried.is_sampled:
                for level in tried.levels:
                    yield tried, level

    def cards_of(self, schema: type[Schema]) -> Iterator[tuple[Schema, Spot]]:
        """What was written of the cards of a kind, and where."""
        for entry in self.cards:
            if isinstance(entry.schema, schema):
                yield entry.schema, entry.spot

    @property
    def clozes(self) -> Iterator[tuple[ClozeCard, Spot]]:
        """The cloze cards, each with the place of its text."""
        for entry in self.cards:
            if isinstance(entry.card, ClozeCard):
                yield entry.card, entry.spot.at("text")


def forgotten(pack: Linted, key: str, what: str) -> Iterator[Finding]:
    """The cards without this key, in a pack where most have it.

    `what` says that, with `{having}` of `{count}` cards that have it; it is marked for translation.
    """
    without = [entry for entry in pack.cards if not getattr(entry.schema, key)]
    having = len(pack.cards) - len(without)
    if having > len(without):
        for entry in without:
            yield Finding(entry.spot.at("id"), Message(what, having=having, count=len(pack.cards)))


def question_of(schema: CardSchema, spot: Spot) -> tuple[Text, Spot]:
    """What a card asks, of whatever kind it is, and where that is written; every kind asks something."""
    for key in ("question", "text", "prompt"):
        text = getattr(schema, key, None)
        if isinstance(text, Text):
            return text, spot.at(key)
    raise TypeError(f"a card of the kind {schema.kind} asks nothing")
