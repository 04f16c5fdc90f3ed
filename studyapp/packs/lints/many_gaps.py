"""A text with many gaps asks for many things and tells little."""

from collections.abc import Iterator

from studyapp.messages import Message
from studyapp.packs.linted import Finding, Linted

MOST = 4


def findings(pack: Linted) -> Iterator[Finding]:
    """Cloze cards with more gaps than one learns at once."""
    for card, spot in pack.clozes:
        if len(card.gaps) > MOST:
            what = Message(
                "has {count} gaps; make several cards of it, with {most} gaps at most",
                count=len(card.gaps),
                most=MOST,
            )
            yield Finding(spot, what)
