"""A concept that needs nothing and that nothing needs stands outside the order of learning."""

from collections.abc import Iterator

from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.schema import ConceptSchema

FEWEST = 4
"""Concepts from which on a pack has an order worth speaking of."""


def findings(pack: Linted) -> Iterator[Finding]:
    """Concepts without a connection, in a pack where at least half have one."""
    stated = [(schema, spot) for schema, spot in pack.reading.stated if isinstance(schema, ConceptSchema)]
    needed = {need for schema, _ in stated for need in schema.needs}
    stranded = [(schema, spot) for schema, spot in stated if not schema.needs and schema.id not in needed]
    if len(stated) < FEWEST or len(stranded) > len(stated) / 2:
        return
    for schema, spot in stranded:
        what = Message(
            "nothing leads to {id} and it leads to nothing; say what it needs, or what needs it", id=schema.id
        )
        yield Finding(spot.at("id"), what)
