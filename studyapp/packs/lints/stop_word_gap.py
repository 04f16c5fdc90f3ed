"""A gap for a word that any sentence has asks for grammar, not for the subject."""

from collections.abc import Iterator

from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.prose import tokens

_STOP_WORDS = frozenset(
    tokens(
        "a an the of to in on at by for with from as is are was were be been it its this that these those "
        "and or but if then than so do does did has have had will would can could may might one we you they "
        "的地得了着和与或在是有为被把对从到也都就而及其这那个"
    )
)


def findings(pack: Linted) -> Iterator[Finding]:
    """Gaps with nothing but such words."""
    for card, spot in pack.clozes:
        for gap in card.gaps:
            for language in pack.reading.languages:
                words = tokens(gap.answer.say(language))
                if words and all(word in _STOP_WORDS for word in words):
                    word = gap.answer.say(language)
                    what = Message(
                        "a gap asks for {word}; leave out a word that carries the meaning", word=word
                    )
                    yield Finding(spot, what)
                    break
