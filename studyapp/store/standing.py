"""How a card stands, as a row of the memory has it."""

from datetime import date
from typing import Any

from studyapp.scheduling.fsrs import Memory
from studyapp.scheduling.schedule import Standing, State
from studyapp.store.log import time_of_text, time_text

STANDING = (
    "stability, difficulty, state, step, due_at, due_day, interval, last_at, last_day, first_day, "
    "repetitions, lapses"
)
"""The columns of a standing, in the order that `standing_of_row` reads."""

LEARNING = "due_at"
IN_REVIEW = "due_at IS NULL AND due_day"
"""When a card comes back that is (re)learnt, and one in review: as the index has it, so that
`WHERE {IN_REVIEW} <= ?` reads no more of it than it must."""


def standing_of_row(row: tuple[Any, ...]) -> Standing:
    """A standing from a row of STANDING."""
    (
        stability,
        difficulty,
        state,
        step,
        due_at,
        due_day,
        interval,
        last_at,
        last_day,
        first_day,
        reps,
        lapses,
    ) = row
    return Standing(
        memory=Memory(stability, difficulty),
        state=State(state),
        step=step,
        due_at=time_of_text(due_at) if due_at else None,
        due_day=date.fromisoformat(due_day) if due_day else None,
        interval=interval,
        last_at=time_of_text(last_at),
        last_day=date.fromisoformat(last_day),
        first_day=date.fromisoformat(first_day),
        repetitions=reps,
        lapses=lapses,
    )


def row_of_standing(standing: Standing) -> tuple[object, ...]:
    """A standing as a row of STANDING."""
    return (
        standing.memory.stability,
        standing.memory.difficulty,
        int(standing.state),
        standing.step,
        time_text(standing.due_at) if standing.due_at else None,
        standing.due_day.isoformat() if standing.due_day else None,
        standing.interval,
        time_text(standing.last_at),
        standing.last_day.isoformat(),
        standing.first_day.isoformat(),
        standing.repetitions,
        standing.lapses,
    )
