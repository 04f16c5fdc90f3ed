"""A card is foundation, core or further: where most cards say which, one that does not was forgotten."""

from collections.abc import Iterator

from studyapp.messages import Message, Names
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.schema import DEPTHS


def findings(pack: Linted) -> Iterator[Finding]:
    """Cards with two level tags, and cards with none in a pack where most have one."""
    levels = [(entry, [tag for tag in entry.schema.tags if tag in DEPTHS]) for entry in pack.cards]
    having = sum(bool(tags) for _, tags in levels)
    for entry, tags in levels:
        if len(tags) > 1:
            yield Finding(
                entry.spot.at("tags"),
                Message("is both {one} and {other}; keep one of the two", one=tags[0], other=tags[1]),
            )
        elif not tags and having > len(levels) - having:
            what = Message(
                "has no level, as {having} of {count} cards do; add a tag: {known}",
                having=having,
                count=len(levels),
                known=Names(DEPTHS),
            )
            yield Finding(entry.spot.at("id"), what)
