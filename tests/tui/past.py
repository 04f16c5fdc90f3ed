"""A learner's past, put into the log answer by answer: what home and its pictures are looked at with."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.grade import Rating
from studyapp.store.ids import new_id

if TYPE_CHECKING:
    from studyapp.study.workspace import Workspace

NOW = datetime.fromisoformat("2026-11-21T09:00:00+00:00")
"""Where the tests' clock stands."""


def answer(workspace: "Workspace", card: str, ago: timedelta, rating: Rating = Rating.GOOD, **more) -> None:
    """One answer, so long ago."""
    at = NOW - ago
    fields = {"id": new_id(at), "device": "laptop", "at": at, "mode": Mode.STUDY, "seconds": 20.0}
    workspace.store.append(Attempt(**fields | {"card": card, "rating": rating} | more)).result()


def some_weeks(workspace: "Workspace") -> None:
    """Epochs known well, output sizes wrong each time; studied most days, the last fourteen in a row."""
    wrong = {"rating": Rating.AGAIN, "score": 0.0}
    for day in range(200, 0, -1):
        if day > 14 and day % 5 == 0:
            continue
        for at in range(1 + day * 7 % 4):
            answer(workspace, "tiny/epoch-cloze", timedelta(days=day, minutes=-at), Rating.EASY, score=1.0)
    for day in (40, 20, 9, 2):
        answer(
            workspace, "tiny/conv-output-size", timedelta(days=day, minutes=-10), **wrong,
            mistakes=("output:no_floor",),
        )  # fmt: skip
    answer(workspace, "tiny/why-batches", timedelta(days=1, minutes=-30))
