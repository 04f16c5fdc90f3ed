"""What a quiz is to be like: how many questions, which, how hard, how long, and when it tells the answers."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

QUESTIONS = 10
MOST_QUESTIONS = 200
MOST_MINUTES = 24 * 60
LEVELS = (1, 2, 3)
"""What can be asked for; a problem that has no such level is asked at its nearest below."""


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
    level: int | None = None
    """Of every problem, or its nearest below; None for what each one's memory asks for. Cards have none."""
    minutes: float | None = None
    """After which the question at hand is the last; None for no limit."""


def remember(path: Path, plan: QuizPlan) -> bool:
    """Keep what was chosen for the next time; False where that cannot be, which is no loss."""
    beside = path.with_name(path.name + ".new")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(json.dumps(asdict(plan)), encoding="utf-8")
        beside.replace(path)
        return True
    return False


def remembered(path: Path) -> QuizPlan:
    """What was chosen the last time; where nothing can be read, or something strange stands, the defaults."""
    with suppress(OSError, ValueError, TypeError, KeyError, RecursionError):
        kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return QuizPlan(
            count=_within(int(kept["count"]), 1, MOST_QUESTIONS),
            chapters=tuple(map(str, kept["chapters"])),
            feedback=Feedback(kept["feedback"]),
            level=None if kept["level"] is None else _within(int(kept["level"]), LEVELS[0], LEVELS[-1]),
            minutes=None if kept["minutes"] is None else _within(float(kept["minutes"]), 1, MOST_MINUTES),
        )
    return QuizPlan()


def _within(value: Any, low: int, high: int) -> Any:
    if not low <= value <= high:
        raise ValueError(f"{value} is not from {low} to {high}")
    return value
