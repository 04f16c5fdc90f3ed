"""A learner's home as it is after some weeks: packs indexed, cards studied, some of them due."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.grade import Rating
from studyapp.home import Home
from studyapp.store.ids import new_id
from studyapp.store.index import CardIndex, read_index
from studyapp.study.workspace import Workspace, open_workspace

AGO = (timedelta(days=25), timedelta(days=25, minutes=-15), timedelta(days=16))
"""When each card was answered: it was learnt on one day and reviewed once since."""

RATINGS = (Rating.GOOD, Rating.HARD, Rating.EASY)


def studied_home(folder: Path, cards: int = 60) -> Home:
    """A home with that many studied cards, some of them due."""
    home = Home.under(folder)
    with open_workspace(home=home) as workspace:
        now = datetime.now(UTC)
        for place, card in enumerate(islice(indexed(workspace).cards, cards)):
            learnt_first = timedelta(days=place % 4, minutes=-place)
            for ago in AGO[:-1]:
                study(workspace, card, now - ago - learnt_first, Rating.GOOD)
            study(workspace, card, now - AGO[-1] - learnt_first, RATINGS[place % len(RATINGS)])
    return home


def indexed(workspace: Workspace) -> CardIndex:
    """The index of all cards, which is kept in its file from then on."""
    workspace.load_packs()
    index = read_index(workspace.home.card_index)
    assert index is not None
    return index


def study(workspace: Workspace, card: str, at: datetime, rating: Rating) -> None:
    """Put one answer into the log."""
    answer = Attempt(
        id=new_id(at),
        device=workspace.store.device,
        at=at,
        mode=Mode.STUDY,
        card=card,
        response={"output": "42"},
        score=float(rating is not Rating.AGAIN),
        rating=rating,
        seconds=8.0,
    )
    workspace.store.append(answer).result()


def answers(cards: Iterable[str], begin: datetime) -> Iterator[Attempt]:
    """An answer to each problem in turn, mostly right, a hundred a day."""
    at = begin
    for place, card in enumerate(cards):
        at += timedelta(seconds=8) if place % 100 else timedelta(days=1)
        yield Attempt(
            id=new_id(at),
            device="bench",
            at=at,
            mode=Mode.STUDY,
            card=card,
            seed=place,
            givens={"size": 224, "kernel_size": 7, "stride": 2, "padding": 3},
            response={"output": "112"},
            score=1.0,
            rating=Rating.AGAIN if place % 7 == 0 else Rating.GOOD,
            seconds=8.0,
        )
