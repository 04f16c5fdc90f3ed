"""A concept that nothing asks is never learnt, and what needs it waits for ever."""

from collections.abc import Iterator

from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.schema import ConceptSchema


def findings(pack: Linted) -> Iterator[Finding]:
    """Concepts without a card, in chapters that have some."""
    if not pack.is_whole:
        return
    asked = {entry.card.concept for entry in pack.cards}
    begun = {entry.card.chapter for entry in pack.cards}
    for schema, spot in pack.reading.stated:
        if isinstance(schema, ConceptSchema) and schema.id not in asked and schema.chapter in begun:
            yield Finding(
                spot.at("id"),
                Message("no card asks for {id}; write one, or take the concept out", id=schema.id),
            )
