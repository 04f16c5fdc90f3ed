import textwrap
from pathlib import Path
from string import Formatter

import pytest

from studyapp import i18n
from studyapp.domain.pack import Fault
from studyapp.messages import Message, Names
from studyapp.packs import library, linting, reading, report

PACK = """\
id: demo
version: "1"
languages: [en, zh]
title: Packs
chapters: [{id: convolution, title: Convolution}]
"""
CONCEPTS = """\
- {id: kernel, name: Kernel, chapter: convolution}
- {id: stride, name: Stride, chapter: convolution, needs: [kernel]}
"""
CARDS = "convolution/cards.yaml"


@pytest.fixture
def write_pack(tmp_path, monkeypatch):
    """Write a small pack into ./pack, some of its files replaced, and stand beside it."""
    monkeypatch.chdir(tmp_path)

    def write(files=None, folder="pack"):
        for name, text in {"pack.yaml": PACK, "concepts.yaml": CONCEPTS, **(files or {})}.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                continue
            path.write_bytes(text if isinstance(text, bytes) else textwrap.dedent(text).encode())
        return Path(folder)

    return write


@pytest.fixture(autouse=True)
def _every_fault_has_its_chinese(monkeypatch):
    """Whatever a test finds wrong with a pack can be said in Chinese."""
    told = []

    def made(*given, **named):
        fault = Fault(*given, **named)
        told.append(fault.what)
        return fault

    for module in (report, reading, library, linting):
        monkeypatch.setattr(module, "Fault", made)
    yield
    assert {template for what in told for template in templates(what) if not has_chinese(template)} == set()


def templates(value):
    """Of all that is said in a sentence, with the sentences and words within it."""
    if isinstance(value, Message):
        yield value.template
        value = value.values.values()
    elif not isinstance(value, Names):
        return
    for each in value:
        yield from templates(each)


def has_chinese(template):
    words = "".join(text for text, *_place in Formatter().parse(template))
    if not any(map(str.isalpha, words)):
        return True
    i18n.use("zh")
    said = i18n._(template)
    i18n.use("en")
    return said != template


@pytest.fixture
def tiny():
    """The folder of the small pack that other tests use too."""
    return Path(__file__).parents[1] / "data" / "packs" / "tiny"
