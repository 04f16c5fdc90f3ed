"""How far a group of cards is known: one count for the map at home, the figures of Progress, and `stats`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """How far the cards of a concept, or of a chapter, are known."""

    cards: int
    seen: int
    """Cards that the memory holds."""
    expected: float
    """How many of its cards should be known today: the sum of their chances."""
    learning: float
    """How many of these are in their first steps, or learnt again: their part of the sum."""
    attempts: int
    right: int

    @property
    def known(self) -> float:
        """How many of its cards count as known; those being learnt, wrong a moment ago, do by half."""
        return self.expected - self.learning / 2

    @property
    def mastery(self) -> float:
        """The share of its cards that count as known; what was not seen does not."""
        return self.known / self.cards if self.cards else 0.0

    @property
    def recall(self) -> float:
        """The mean chance that one of its seen cards is known today."""
        return self.expected / self.seen if self.seen else 0.0
