"""What a card needs to know of its pack while it is built."""

from collections.abc import Sequence
from typing import NamedTuple, TypedDict

from studyapp.domain.text import NOTHING, Text
from studyapp.packs.report import Spot
from studyapp.packs.schema import CardSchema


class Common(TypedDict):
    """The fields that every kind of card has."""

    id: str
    kind: str
    concept: str
    chapter: str
    was: tuple[str, ...]
    tags: tuple[str, ...]
    hints: tuple[Text, ...]
    explanation: Text
    source: str
    demo: str | None


class Context(NamedTuple):
    """One card's place: its pack, its chapter, its node in the file."""

    pack: str
    chapter: str
    languages: Sequence[str]
    spot: Spot

    def common(self, schema: CardSchema) -> Common:
        """What every card takes from its schema."""
        return {
            "id": f"{self.pack}/{schema.id}",
            "kind": schema.kind,
            "concept": schema.concept,
            "chapter": self.chapter,
            "was": tuple(f"{self.pack}/{earlier}" for earlier in schema.was),
            "tags": tuple(schema.tags),
            "hints": tuple(schema.hints),
            "explanation": schema.explain or NOTHING,
            "source": schema.source,
            "demo": schema.demo,
        }
