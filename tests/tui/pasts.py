"""A learner's past, for pictures and tests: three months with the tiny pack, always the same."""

from datetime import timedelta
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
