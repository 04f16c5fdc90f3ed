"""An answer that is recalled should be one thought, not a page."""

from collections.abc import Iterator

from studyapp.i18n import N_
from studyapp.messages import Message
from studyapp.packs.cards.basic import Schema
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.prose import tokens
from studyapp.packs.texts import written

MOST_WORDS, MOST_CHARACTERS = 60, 130
_TOLD = {
    "en": N_("has {count} words; nobody recalls more than {most} at once: ask for one thing a card"),
    "zh": N_("has {count} characters; nobody recalls more than {most} at once: ask for one thing a card"),
}


def findings(pack: Linted) -> Iterator[Finding]:
    """Answers of basic cards that are too long to be recalled as a whole."""
    for schema, spot in pack.cards_of(Schema):
        for language, words, place in written(schema.answer, spot.at("answer")):
            count, most = len(tokens(words)), MOST_CHARACTERS if language == "zh" else MOST_WORDS
            if count > most:
                yield Finding(place, Message(_TOLD[language], count=count, most=most))
                break
