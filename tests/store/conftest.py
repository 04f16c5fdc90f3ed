"""A store in a folder of its own, and attempts made short."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.grade import Rating
from studyapp.scheduling.days import Days
from studyapp.store.ids import new_id
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
