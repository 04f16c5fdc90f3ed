"""Cards by name: a chapter's, a concept's, a card, a whole pack."""

from collections.abc import Sequence

from studyapp.errors import StudyError, UnknownNameError
from studyapp.store.index import CardIndex


def cards_named(index: CardIndex, names: Sequence[str]) -> tuple[str, ...]:
    """The ids of the cards that these names stand for, each once, in the order in which they are taught.

    A name is a chapter's, a concept's, a card's or a pack's, with or without `pack/` before it; where it is
    several of these, the first that fits. Raises UnknownNameError for one that fits nothing.
    """
    wanted: set[str] = set()
    for name in names:
        wanted |= _named(index, name)
    if not wanted:
        raise StudyError("name a chapter, a concept, a card or a pack")
    return tuple(card for card in index.cards if card in wanted)


def card_named(index: CardIndex, name: str) -> str:
    """The id of the one card of this name, with or without `pack/` before it, or of that earlier id.

    Raises UnknownNameError where there is none, or where several packs have one.
    """
    if name in index.cards:
        return name
    if name in index.aliases:
        return index.aliases[name]
    same = [card for card in index.cards if card.partition("/")[2] == name]
    same = same or [card for was, card in index.aliases.items() if was.partition("/")[2] == name]
    if len(same) == 1:
        return same[0]
    if same:
        raise UnknownNameError(
            "several packs have a card {name}: say {which}", name=name, which=" or ".join(same)
        )
    known = {part for card in index.cards for part in (card, card.partition("/")[2])}
    raise UnknownNameError("there is no card {name}", name=name, known=sorted(known))


def _named(index: CardIndex, name: str) -> set[str]:
    cards = index.cards.values()
    for found in (
        {card.id for card in cards if name in (card.chapter, f"{card.pack}/{card.chapter}")},
        {card.id for card in cards if name in (card.concept, card.concept.partition("/")[2])},
        {card.id for card in cards if name in (card.id, card.id.partition("/")[2])},
        {card.id for card in cards if name == card.pack},
    ):
        if found:
            return found
    known = {part for card in cards for part in (card.pack, card.chapter, card.id, card.concept)}
    known |= {whole.partition("/")[2] for whole in known if "/" in whole}
    raise UnknownNameError(
        "there is no chapter, concept, card or pack {name}", name=name, known=sorted(known)
    )
