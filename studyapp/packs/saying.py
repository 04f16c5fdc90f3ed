"""What the cards of a pack say, gathered once when it is read: what finding looks in."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from pydantic import BaseModel

from studyapp.collecting import uncollected
from studyapp.config import LANGUAGES
from studyapp.domain.pack import Said
from studyapp.domain.text import NOTHING, Text
from studyapp.text.words import bare, fold

if TYPE_CHECKING:
    from studyapp.packs.reading import Entry, Reading

_LONGEST_TITLE = 240
"""Characters: more than a line of any terminal shows."""


def said_by(reading: "Reading") -> Mapping[str, Said]:
    """What each sound card says, by its full id."""
    with uncollected():
        return {entry.card.id: _said(entry, reading) for entry in reading.entries}


def _said(entry: "Entry", reading: "Reading") -> Said:
    card, schema = entry.card, entry.schema
    concept = reading.concepts.get(card.concept)
    texts = (schema.asked, concept.name if concept else NOTHING, *_texts(schema))
    told = dict.fromkeys(words for text in texts for words in _each(text))  # each once, in their order
    lines = [card.id.partition("/")[2], *(line for words in told for line in bare(schema.told(words)))]
    title = schema.asked.map(lambda words: next(iter(bare(schema.shown(words))), "")[:_LONGEST_TITLE])
    return Said(title, "\n".join(dict.fromkeys(map(fold, lines))))


def _each(text: Text) -> list[str]:
    return [text.say(language) for language in LANGUAGES]


def _texts(stated: object) -> Iterator[Text]:
    """Every text in what an author stated, in the order of the keys."""
    match stated:
        case Text():
            yield stated
        case BaseModel():
            for value in vars(stated).values():
                yield from _texts(value)
        case dict():
            for value in stated.values():
                yield from _texts(value)
        case list() | tuple():
            for value in stated:
                yield from _texts(value)
