"""What every test stands on: a home of its own, the English interface, translations compiled."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from studyapp import i18n

LOCALE = Path(i18n.__file__).with_name("locale")


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


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every file that the app writes in this test lies under here."""
    folder = tmp_path / "home"
    monkeypatch.setenv("STUDYAPP_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """The interface speaks English at the start of each test and is left so."""
    i18n.use("en")
    yield
    i18n.use("en")
