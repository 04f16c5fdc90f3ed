"""Whoever takes the foundation cards alone has to meet every concept that they build on."""

from collections.abc import Iterator

from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.reading import Entry
from studyapp.packs.schema import DEPTHS

FIRST = DEPTHS[0]


def findings(pack: Linted) -> Iterator[Finding]:
    """The first foundation card of each concept that needs one without a foundation card."""
    if not pack.is_whole:  # the card that is missed may be one with a fault
        return
    first: dict[str, Entry] = {}
    for entry in pack.cards:
        if FIRST in entry.schema.tags:
            first.setdefault(entry.schema.concept, entry)
    for name, entry in first.items():
        for need in pack.reading.concepts[name].needs:
            if need not in first:
                what = Message(
                    "{name} needs {need}, which no {tag} card asks for; tag one there, or none here",
                    name=name,
                    need=need,
                    tag=FIRST,
                )
                yield Finding(entry.spot.at("tags"), what)
