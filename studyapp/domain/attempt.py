"""An answered card, as it is kept for ever."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from studyapp.domain.rating import Rating
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


class Attempt(NamedTuple):
    """One row of the log."""

    id: str
    """UUIDv7."""
    device: str
    at: datetime
    """UTC, aware."""
    mode: Mode
    card: str
    rating: Rating
    seconds: float
    day: date | None = None
    """The study day it belongs to; the store fills it in where it is None."""
    level: int = 1
    seed: int = 0
    givens: Mapping[str, Value] = MappingProxyType({})
    response: Mapping[str, str] = MappingProxyType({})
    """As typed, by field."""
    score: float | None = None
    """None where the learner only rated herself."""
    mistakes: tuple[str, ...] = ()
    moves_memory: bool = True
