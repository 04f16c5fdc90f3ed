"""What a response earned, part by part; the rating that follows is in `rating`."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from studyapp.domain.rating import Rating
from studyapp.domain.text import NOTHING, Text
from studyapp.domain.value import Value

__all__ = ["Grade", "PartGrade", "Rating", "Response", "Status"]

Response: TypeAlias = Mapping[str, str]
"""What the learner typed, by field. A pick is its option's id, several picks are joined by commas."""


class Status(StrEnum):
    """How one part was answered."""

    CORRECT = "correct"
    INCORRECT = "incorrect"
    IMPRECISE = "imprecise"
    UNREADABLE = "unreadable"
    BLANK = "blank"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartGrade:
    """What one part earned."""

    status: Status
    read_as: Value = None
    expected: Value = None
    mistakes: tuple[str, ...] = ()
    """Ids of the mistakes whose value this is; several where several explain it."""
    feedback: Text = NOTHING
    followed: bool = False
    """Right in what follows from the learner's own earlier value."""
    true_value: Value = None
    """Where `followed`: what it would have been without the earlier slip."""
    marks: tuple[Value, ...] = ()
    """For a vector or matrix: True, False or None (blank) for each element, in its shape."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """What a response earned in all."""

    parts: Mapping[str, PartGrade]
    score: float
    """From 0 to 1; exactly 1 when all parts are correct."""

    @property
    def correct(self) -> bool:
        """Whether every part is right."""
        return all(part.status is Status.CORRECT for part in self.parts.values())

    @property
    def mistakes(self) -> tuple[str, ...]:
        """Every mistake seen, as `part:id`."""
        return tuple(f"{name}:{mistake}" for name, part in self.parts.items() for mistake in part.mistakes)
