"""Which concept is the weakest: one answer for home, drill, Progress and `stats`.

Weak is where little of what was *met* is recalled and much of what was answered was wrong. What was not met
yet is no weakness: how little of a concept is known in all (its mastery) tells how much is still to come.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studyapp.store.known import Known


def strength(known: "Known") -> float:
    """From 0 to 1: the chance of recall, the less the more answers were wrong.

    A few answers prove little, so one right and one wrong answer are added to them.
    """
    return known.recall * (known.right + 1) / (known.attempts + 2)


def weakest(concepts: Mapping[str, "Known"]) -> str | None:
    """The concept of the least strength, by `pack/concept`; None before a card of any was met."""
    met = {id: strength(known) for id, known in concepts.items() if known.seen}
    return min(met, key=lambda id: (met[id], id), default=None)
