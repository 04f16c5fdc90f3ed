"""A store in a folder of its own, and attempts made short."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.card import Card
from studyapp.domain.concept import Chapter, Concept
from studyapp.domain.grade import Rating
from studyapp.domain.pack import Pack
from studyapp.domain.text import Text
from studyapp.scheduling.days import Days
from studyapp.store.ids import new_id
from studyapp.store.index import CardIndex, index_of
from studyapp.store.store import Store


@pytest.fixture
def noon() -> datetime:
    return datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "data" / "study.sqlite3"


@pytest.fixture
def open_store(database: Path) -> Iterator[Callable[..., Store]]:
    """Opens the one file as often as asked; all are closed at the end."""
    stores = []

    def opened(path: Path = database, **options: object) -> Store:
        stores.append(Store.open(path, "laptop", study_days=Days(4, UTC), **options))
        return stores[-1]

    yield opened
    for store in stores:
        store.close()


@pytest.fixture
def store(open_store: Callable[..., Store]) -> Store:
    return open_store()


@pytest.fixture
def attempt(noon: datetime) -> Callable[..., Attempt]:
    """`attempt("card", Rating.GOOD, days=2)`: an answer two days after noon."""

    def made(card: str = "p/card", rating: Rating = Rating.GOOD, days: float = 0, **more: object) -> Attempt:
        at = noon + timedelta(days=days)
        fields = {"id": new_id(at), "device": "laptop", "at": at, "mode": Mode.STUDY, "seconds": 5.0}
        return Attempt(**fields | {"card": card, "rating": rating} | more)

    return made


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    """Chapter `sgd` with concepts epoch ← batch, `conv` with kernel; two cards each, one of them renamed."""

    def card(slug: str, concept: str, chapter: str, was: tuple[str, ...] = ()) -> Card:
        tags = ("core", "exam") if slug == "batch-1" else ()
        return Card(id=f"p/{slug}", kind="basic", concept=concept, chapter=chapter, was=was, tags=tags)

    cards = [
        card("batch-1", "batch", "sgd"), card("epoch-1", "epoch", "sgd", was=("epoch-0",)),
        card("epoch-2", "epoch", "sgd"), card("batch-2", "batch", "sgd"),
        card("kernel-1", "kernel", "conv"), card("kernel-2", "kernel", "conv"),
    ]  # fmt: skip
    concepts = [
        Concept("epoch", Text("Epoch", "轮次"), "sgd"),
        Concept("batch", Text("Batch", "批"), "sgd", needs=("epoch",)),
        Concept("kernel", Text("Kernel", "卷积核"), "conv"),
    ]
    known = {card.id: card for card in cards}
    return Pack(
        id="p", version="1", title=Text("P", "包"), path=tmp_path,
        chapters=(Chapter("sgd", Text("Training", "训练")), Chapter("conv", Text("Convolution", "卷积"))),
        concepts={concept.id: concept for concept in concepts},
        heads=known, cards=known,
    )  # fmt: skip


@pytest.fixture
def index(pack: Pack) -> CardIndex:
    return index_of([pack], "fingerprint")
