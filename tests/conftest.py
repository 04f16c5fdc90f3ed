"""What every test stands on: a home of its own, the English interface, translations compiled."""

import gc
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from studyapp import i18n

if TYPE_CHECKING:
    from studyapp.study.workspace import Workspace

LOCALE = Path(i18n.__file__).with_name("locale")

PACKS = Path(__file__).with_name("data") / "packs"


def pytest_configure(config: pytest.Config) -> None:
    """Compile the catalogues before anything reads one: a checkout's may be missing or stale."""
    for catalogue in LOCALE.glob("*/LC_MESSAGES/*.po"):
        compiled = catalogue.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime_ns > catalogue.stat().st_mtime_ns:
            continue
        # Several test processes may do this at once: each moves a whole file into place.
        handle, name = tempfile.mkstemp(dir=catalogue.parent, suffix=".mo")
        with catalogue.open("rb") as source, os.fdopen(handle, "wb") as target:
            write_mo(target, read_po(source, locale=catalogue.parent.parent.name))
        os.replace(name, compiled)


def pytest_collection_finish() -> None:
    """What pytest holds of its eleven thousand tests stays: the collector need not walk it.

    Nor need it come after every 700 objects: in tests of screens it took a quarter of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


@pytest.fixture(autouse=True)
def _collector(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the garbage collector as it is.

    The app freezes what it loaded, for it loads once in its process. Here it is started a thousand times, and
    what is frozen and thawed each time, pytest's own things among it, would be walked over and over: even to
    count them takes a twentieth of a second.
    """
    if request.path.name != "test_collecting.py":
        for name in ("collect", "freeze", "unfreeze", "get_freeze_count"):
            monkeypatch.setattr(gc, name, lambda *_: 0)


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Homes that nobody has made yet, each in a folder of its own.

    `tmp_path` would look through the folders of all tests before to find its number.
    """
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) / "home" for number in count())


@pytest.fixture(autouse=True)
def home(_homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every file that the app writes in this test lies under here."""
    folder = next(_homes)
    folder.parent.mkdir()
    monkeypatch.setenv("STUDYAPP_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """The interface speaks English at the start of each test and is left so."""
    i18n.use("en")
    yield
    i18n.use("en")


class Clock:
    """Stands still until it is moved; but each look at it takes a moment, so no two answers have one time."""

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
def bare_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home without packs: what comes with the program, a second's reading, is not looked at."""
    from studyapp.packs import sources

    monkeypatch.setattr(sources, "builtin_folder", lambda: PACKS / "none")
    return home


@pytest.fixture
def tiny_home(bare_home: Path) -> Path:
    """A home whose only pack is the tiny one."""
    copytree(PACKS / "tiny", bare_home / "packs" / "tiny")
    return bare_home


@pytest.fixture
def learner(tiny_home: Path, clock: Clock) -> Iterator[Callable[..., "Workspace"]]:
    """Opens the workspace of that home; each call opens it anew."""
    from studyapp.study.workspace import open_workspace

    with ExitStack() as opened:
        yield lambda **settings: opened.enter_context(open_workspace(clock=clock, **settings))


@pytest.fixture
def workspace(learner: Callable[..., "Workspace"]) -> "Workspace":
    """That workspace with its pack loaded."""
    opened = learner()
    opened.load_packs()
    return opened
