"""A learner's pasts, for pictures and tests: with the tiny pack, always the same."""

from datetime import datetime, timedelta
from random import Random

from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.grade import Rating
from studyapp.store.ids import new_id
from studyapp.study.workspace import Workspace

CARDS = ("epoch-cloze", "why-batches", "gpu-hours", "conv-output-size")
SLIPS = {"gpu-hours": "cost:hours.minutes", "conv-output-size": "output:no_floor"}
DAYS = 80


def three_months(workspace: Workspace) -> None:
    """Every day or so each card but one is answered, right in nine of ten cases; the rest are slips."""
    chance, now = Random(11), workspace.clock()
    saved = []
    for ago in range(DAYS, 0, -1):
        if chance.random() < 0.25:
            continue
        for card in CARDS:
            at = now - timedelta(days=ago, minutes=chance.randrange(200))
            if chance.random() < 0.4:
                continue
            right = chance.random() < 0.9
            saved.append(
                workspace.store.append(
                    Attempt(
                        id=new_id(at),
                        device="laptop",
                        at=at,
                        mode=Mode.STUDY,
                        card=f"tiny/{card}",
                        score=float(right),
                        mistakes=() if right or card not in SLIPS else (SLIPS[card],),
                        rating=Rating.GOOD if right else Rating.AGAIN,
                        seconds=chance.randrange(8, 90),
                    )
                )
            )
    for one in saved:
        one.result()


NOW = datetime.fromisoformat("2026-11-21T09:00:00+00:00")
"""Where the tests' clock stands."""


def answer(workspace: Workspace, card: str, ago: timedelta, rating: Rating = Rating.GOOD, **more) -> None:
    """One answer, so long ago."""
    at = NOW - ago
    fields = {"id": new_id(at), "device": "laptop", "at": at, "mode": Mode.STUDY, "seconds": 20.0}
    workspace.store.append(Attempt(**fields | {"card": card, "rating": rating} | more)).result()


def some_weeks(workspace: Workspace) -> None:
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
