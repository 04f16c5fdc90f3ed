"""A chapter without a card stands empty on the learner's first screen."""

from collections.abc import Iterator

from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.schema import PackSchema


def findings(pack: Linted) -> Iterator[Finding]:
    """Chapters in which nothing is asked."""
    if not pack.is_whole:
        return
    begun = {entry.card.chapter for entry in pack.cards}
    for schema, spot in pack.reading.stated:
        if isinstance(schema, PackSchema):
            for index, chapter in enumerate(schema.chapters):
                if chapter.id not in begun:
                    what = Message("the chapter {id} has no card; write one, or take it out", id=chapter.id)
                    yield Finding(spot.at("chapters", index, "id"), what)
