"""What a quiz is to be like: how many questions, of which chapters, and when it tells what was right."""

from dataclasses import dataclass
from enum import StrEnum

QUESTIONS = 10


class Feedback(StrEnum):
    """When a quiz tells what was right."""

    EACH = "each"
    """After each question."""
    END = "end"
    """On the result page only; a screen then goes from `grade` to `rate` and `advance` without showing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizPlan:
    """What a quiz is to be like."""

    count: int = QUESTIONS
    chapters: tuple[str, ...] = ()
    """Empty for all of them."""
    feedback: Feedback = Feedback.EACH
