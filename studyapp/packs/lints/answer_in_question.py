"""A question that holds its own answer asks for nothing."""

import re
from collections.abc import Iterator

from studyapp.messages import Message
from studyapp.packs.cards import basic, choice
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.prose import contains, is_telling, tokens

_EITHER = re.compile(r"\bor\b|还是|或", re.IGNORECASE)
"""A question that offers answers to pick from is bound to name them."""


def findings(pack: Linted) -> Iterator[Finding]:
    """Answers in their questions, gaps whose word stands beside them, right options named before."""
    for language in pack.reading.languages:
        yield from _basic(pack, language)
        yield from _cloze(pack, language)
        yield from _choice(pack, language)


def _basic(pack: Linted, language: str) -> Iterator[Finding]:
    for schema, spot in pack.cards_of(basic.Schema):
        question, answer = schema.question.say(language), tokens(schema.answer.say(language))
        if is_telling(answer) and not _EITHER.search(question) and contains(answer, tokens(question)):
            yield Finding(
                spot.at("answer"), Message("the question gives this away: it says it word for word")
            )


def _cloze(pack: Linted, language: str) -> Iterator[Finding]:
    for card, spot in pack.clozes:
        shown = [tokens(piece.say(language)) for piece in card.pieces]
        for gap in card.gaps:
            answer = tokens(gap.answer.say(language))
            if is_telling(answer) and any(contains(answer, piece) for piece in shown):
                what = Message(
                    "the gap's {answer} stands beside it for all to read", answer=gap.answer.say(language)
                )
                yield Finding(spot, what)


def _choice(pack: Linted, language: str) -> Iterator[Finding]:
    for schema, spot in pack.cards_of(choice.Schema):
        question = tokens(schema.question.say(language))
        named = [contains(tokens(option.text.say(language)), question) for option in schema.options]
        right = [index for index, option in enumerate(schema.options) if option.right]
        if sum(named) == 1 and len(right) == 1 and named[right[0]]:
            answer = tokens(schema.options[right[0]].text.say(language))
            if is_telling(answer):
                yield Finding(
                    spot.at("options", right[0], "text"), Message("the question names this option alone")
                )
