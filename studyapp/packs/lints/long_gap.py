"""What stands in a gap is typed letter by letter; a sentence is typed in a thousand ways."""

from collections.abc import Iterator

from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.prose import tokens

MOST_WORDS, MOST_CHARACTERS = 4, 10


def findings(pack: Linted) -> Iterator[Finding]:
    """Gaps of more than a few words."""
    for card, spot in pack.clozes:
        for gap in card.gaps:
            for language in pack.reading.languages:
                words = tokens(gap.answer.say(language))
                if len(words) > (MOST_CHARACTERS if language == "zh" else MOST_WORDS):
                    answer = gap.answer.say(language)
                    what = Message(
                        "{answer} is too long for a gap, since it is typed; make it a basic card",
                        answer=answer,
                    )
                    yield Finding(spot, what)
                    break
