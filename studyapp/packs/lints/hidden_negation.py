"""Who overlooks a small "not" gets a question wrong that she could answer."""

import re
from collections.abc import Iterator

from studyapp.messages import Message
from studyapp.packs.cards.choice import Schema
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.prose import bare
from studyapp.packs.texts import written

_WHICH_NOT = re.compile(
    r"\b(?:which|what)\b(?:(?!\b(?:that|who)\b)[^.?!*])*?\b(?P<en>not|never|except)\b|(?:哪|以下|下列)[^。？*]{0,12}?(?P<zh>不(?:是|属于|正确|包括|会))"
)


def findings(pack: Linted) -> Iterator[Finding]:
    """Choice questions that ask for what does not hold, without stress on the "not"."""
    for schema, spot in pack.cards_of(Schema):
        for language, words, place in written(schema.question, spot.at("question")):
            found = _WHICH_NOT.search(bare(words).lower())
            if found and found[language]:
                at = found.start(language)
                said = words[at : at + len(found[language])]
                yield Finding(
                    place,
                    Message(
                        "{said} is easily overlooked; write **{again}**, or ask for what holds",
                        said=said,
                        again=said,
                    ),
                    offset=at,
                )
                break
