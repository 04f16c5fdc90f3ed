"""A cloze text that is nearly all gap leaves nothing to go by."""

from collections.abc import Iterator

from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted
from studyapp.packs.prose import tokens

MOST = 0.5
"""The share of a text that may be left out."""


def findings(pack: Linted) -> Iterator[Finding]:
    """Texts of which more than half is left out."""
    for card, spot in pack.clozes:
        for language in pack.reading.languages:
            left = sum(len(piece.say(language).strip()) for piece in card.pieces)
            out = sum(len(gap.answer.say(language)) for gap in card.gaps)
            if out > MOST * (left + out) and len(tokens("".join(p.say(language) for p in card.pieces))) < 4:
                yield Finding(spot, Message("hardly anything is left beside the gap; say what it is about"))
                break
