"""A look at a card from outside a session: one question of it with its answer; nothing of it is kept."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from studyapp.domain.card import Asked, Question, Reveal
from studyapp.errors import StudyError

if TYPE_CHECKING:
    from studyapp.packs.library import Library


@dataclass(frozen=True, slots=True)
class Peek:
    """What a card asks with one seed, and what is right."""

    card: str
    seed: int
    question: Question | None = None
    """None where nothing can be asked."""
    reveal: Reveal | None = None
    fault: StudyError | None = None
    """Why nothing can be asked."""


def peek(library: "Library", card: str, seed: int) -> Peek:
    """The card at its first level with the numbers of this seed. May build the card: call it in a thread."""
    try:
        known = library.card(card)
        asked = cast(Asked, known)
        question = asked.ask(min(known.levels), seed)
        return Peek(card, seed, question, asked.reveal(question))
    except StudyError as error:
        return Peek(card, seed, fault=error)
