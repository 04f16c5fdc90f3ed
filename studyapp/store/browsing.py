"""What is known of many cards at once: how each stands, and which mistakes were made at it."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from studyapp.store.rollup import Rollup
from studyapp.store.store import Store


class InShort(NamedTuple):
    """How a card stands, as the file has it; reading 10,000 of these takes a few hundredths of a second."""

    state: int
    """A number of `scheduling.schedule.State`."""
    due_at: str | None
    """The moment (UTC) at which it comes back while it is learnt; text order is time order."""
    due_day: str | None
    """The study day on which it comes back in review."""
    difficulty: float
    """From 1 to 10."""
    stability: float
    """Days."""
    lapses: int

    def is_due(self, now: str, today: str) -> bool:
        """Whether it should be asked now."""
        if self.due_at is not None:
            return self.due_at <= now
        return self.due_day is not None and self.due_day <= today

    @property
    def comes_back(self) -> str:
        """When it comes back, in an order: days and moments compare as they follow each other."""
        return self.due_at or self.due_day or ""


def all_in_short(store: Store) -> Mapping[str, InShort]:
    """How every card stands that was ever answered."""
    rows = store.rows(f"SELECT card, {', '.join(InShort._fields)} FROM memory")
    return {card: InShort._make(row) for card, *row in rows}


def in_short(store: Store, card: str) -> InShort | None:
    """How one card stands; None where it is new."""
    rows = store.rows(f"SELECT {', '.join(InShort._fields)} FROM memory WHERE card = ?", card)
    return InShort._make(rows[0]) if rows else None


def slips_by_card(store: Store, path: Path | None) -> Mapping[str, frozenset[str]]:
    """The mistakes, `part:id`, that were made at each card; `path` is where sums over the log are kept.

    Slow where the log has grown much since the last time.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for card, mistake, _count in Rollup.read(store, path, lambda sums: sums.slips(-1)):
        found[card].add(mistake)
    return {card: frozenset(mistakes) for card, mistakes in found.items()}
