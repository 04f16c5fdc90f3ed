"""`studyapp pack glossary`: the terms on a small screen, and the JSON that scripts rely on."""

import json
from pathlib import Path

import pytest

from studyapp.cli.main import main
from studyapp.text.width import width

GLOSSARY = """\
- term: {en: unpooling, zh: 反池化}
  also: {en: max unpooling}
  not: {en: un-pooling, zh: [上池化, 去池化]}
  note: {en: Puts each maximum back where it came from., zh: 把最大值放回原来的位置。}
- term: ReLU
"""


@pytest.fixture(autouse=True)
def _small_screen(monkeypatch, tiny_home):
    monkeypatch.setenv("COLUMNS", "80")
    (tiny_home / "packs" / "tiny" / "glossary.yaml").write_text(GLOSSARY, encoding="utf-8")


def test_each_term_stands_beside_its_translation_with_what_is_not_said(capsys):
    assert main(["pack", "glossary", "tiny"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "A tiny pack",
        "",
        "unpooling (max unpooling)           反池化",
        "    Puts each maximum back where it came from.",
        "    not: un-pooling, 上池化, 去池化",
        "ReLU                                ReLU",
        "",
    ]


def test_titles_and_notes_are_in_the_language_spoken(capsys):
    assert main(["--lang", "zh", "pack", "glossary"]) == 0
    told = capsys.readouterr().out
    assert "小卡包" in told
    assert "    把最大值放回原来的位置。" in told


def test_the_json_keeps_its_contract(capsys):
    assert main(["pack", "glossary", "tiny", "--json"]) == 0
    unpooling, relu = json.loads(capsys.readouterr().out)
    assert unpooling == {
        "pack": "tiny",
        "term": {"en": "unpooling", "zh": "反池化"},
        "also": {"en": ["max unpooling"], "zh": []},
        "not": {"en": ["un-pooling"], "zh": ["上池化", "去池化"]},
        "note": "Puts each maximum back where it came from.",
    }
    assert relu["term"] == {"en": "ReLU", "zh": "ReLU"}


def test_the_packs_that_come_with_the_program_fit_the_screen(capsys):
    content = Path(__file__).parents[2] / "content"
    for language in ("en", "zh"):
        assert main(["--lang", language, "pack", "glossary", str(content)]) == 0
        told = capsys.readouterr().out.splitlines()
        assert len(told) > 200
        assert [line for line in told if width(line) > 80] == []


def test_a_pack_without_a_glossary_tells_nothing(capsys, tiny_home):
    (tiny_home / "packs" / "tiny" / "glossary.yaml").unlink()
    assert main(["pack", "glossary", "tiny"]) == 0
    assert capsys.readouterr().out == ""
