"""What lies ready for a run through questions: cards, memory, clock; and how a card becomes a question."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from studyapp.config import Config
from studyapp.domain.attempt import Attempt
from studyapp.domain.card import Question
from studyapp.domain.grade import Rating
from studyapp.domain.text import Text
from studyapp.packs.library import Library
from studyapp.store.store import Store

Clock: TypeAlias = Callable[[], datetime]
"""The time now, in UTC and aware."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything that a session or a quiz works with."""

    library: Library
    store: Store
    config: Config
    clock: Clock
