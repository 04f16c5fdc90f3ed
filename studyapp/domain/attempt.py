"""An answered card, as it is kept for ever."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from studyapp.domain.grade import Rating
from studyapp.domain.value import Value


class Mode(StrEnum):
    """In what an attempt was made. Only study and, unless switched off, quiz teach the memory."""

    STUDY = "study"
    QUIZ = "quiz"
    DRILL = "drill"
    EXAM = "exam"
    PREVIEW = "preview"
    RESET = "reset"
    """No answer: from this row on, its card is new again. What came before stays in the figures."""


ANSWERS = tuple(mode for mode in Mode if mode is not Mode.RESET)
"""The modes in which something was answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One row of the log."""

    id: str
    """UUIDv7."""
    device: str
    at: datetime
    """UTC, aware."""
    day: date | None = None
    """The study day it belongs to; the store fills it in where it is None."""
    mode: Mode
    card: str
    level: int = 1
    seed: int = 0
    givens: Mapping[str, Value] = field(default_factory=dict)
    response: Mapping[str, str] = field(default_factory=dict)
    """As typed, by field."""
    score: float | None = None
    """None where the learner only rated herself."""
    mistakes: tuple[str, ...] = ()
    rating: Rating
    seconds: float
    moves_memory: bool = True
