import textwrap
from pathlib import Path

import pytest

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


@pytest.fixture
def tiny():
    """The folder of the small pack that other tests use too."""
    return Path(__file__).parents[1] / "data" / "packs" / "tiny"
