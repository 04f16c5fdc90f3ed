"""Chapters are taught in order, so that a concept cannot wait for one of a later chapter."""

from collections.abc import Iterator

from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.schema import ConceptSchema


def findings(pack: Linted) -> Iterator[Finding]:
    """Needs that lead into a later chapter."""
    order = {chapter: place for place, chapter in enumerate(pack.reading.chapters or {})}
    for schema, spot in pack.reading.stated:
        if not isinstance(schema, ConceptSchema) or schema.chapter not in order:
            continue
        for index, need in enumerate(schema.needs):
            home = pack.reading.concepts[need].chapter if need in pack.reading.concepts else schema.chapter
            if order.get(home, 0) > order[schema.chapter]:
                place = spot.at("needs")
                at = place.at(index) if isinstance(place.data, list) else place
                yield Finding(
                    at,
                    Message(
                        "{need} is taught in {home}, after {chapter}; move one of the two",
                        need=need,
                        home=home,
                        chapter=schema.chapter,
                    ),
                )
