"""A home of its own with the tiny pack, and a clock that stands still until it is moved."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copytree

import pytest

from studyapp.packs import sources
from studyapp.study.workspace import Workspace, open_workspace

PACKS = Path(__file__).parents[1] / "data" / "packs"


class Clock:
    """Each look at it takes a moment, as in life: no two answers are given at the same one."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.time += timedelta(milliseconds=10)
        return self.time

    def forward(self, **span: float) -> None:
        self.time += timedelta(**span)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def learner(home: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Workspace]]:
    """Opens the workspace of a home whose only pack is the tiny one; each call opens it anew."""
    monkeypatch.setattr(sources, "builtin_folder", lambda: PACKS / "none")
    copytree(PACKS / "tiny", home / "packs" / "tiny")
    with ExitStack() as opened:
        yield lambda **settings: opened.enter_context(open_workspace(clock=clock, **settings))


@pytest.fixture
def workspace(learner: Callable[..., Workspace]) -> Workspace:
    opened = learner()
    opened.load_packs()
    return opened
