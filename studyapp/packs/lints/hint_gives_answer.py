"""A hint that holds the answer is no hint."""

from collections.abc import Iterator

from studyapp.messages import Message
from studyapp.packs.cards import basic, choice, cloze
from studyapp.packs.cards.cloze import ClozeCard
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.prose import contains, is_telling, tokens
from studyapp.packs.reading import Entry


def findings(pack: Linted) -> Iterator[Finding]:
    """Hints in which the answer stands word for word."""
    for entry in pack.cards:
        place = entry.spot.at("hints")
        for index, hint in enumerate(entry.schema.hints):
            for language in pack.reading.languages:
                words = tokens(hint.say(language))
                given = [answer for answer in _answers(entry, language) if contains(tokens(answer), words)]
                if given:
                    at = place.at(index) if isinstance(place.data, list) else place
                    yield Finding(at, Message("this gives the answer: {answer}", answer=given[0]))
                    break


def _answers(entry: Entry, language: str) -> list[str]:
    """What a learner has to find, in one language."""
    match entry.schema:
        case basic.Schema(answer=answer):
            found = [answer.say(language)]
        case choice.Schema(options=options):
            right = [option for option in options if option.right]
            found = [option.text.say(language) for option in right] if len(right) == 1 else []
        case cloze.Schema() if isinstance(entry.card, ClozeCard):
            found = [gap.answer.say(language) for gap in entry.card.gaps]
        case _:
            found = []
    return [answer for answer in found if is_telling(tokens(answer))]
