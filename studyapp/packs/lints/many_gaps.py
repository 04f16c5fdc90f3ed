"""A text with many gaps asks for many things and tells little."""

from collections.abc import Iterator

from studyapp.packs.linted import Finding, Linted

MOST = 4


def findings(pack: Linted) -> Iterator[Finding]:
    """Cloze cards with more gaps than one learns at once."""
    for card, spot in pack.clozes:
        if len(card.gaps) > MOST:
            what = f"has {len(card.gaps)} gaps; make several cards of it, with {MOST} gaps at most"
            yield Finding(spot, what)
