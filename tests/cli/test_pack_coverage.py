"""`studyapp pack coverage`: the table on a small screen, and the JSON that scripts rely on."""

import json
from pathlib import Path

import pytest

from studyapp.cli.main import main
from studyapp.text.width import width

ROOT = Path(__file__).parents[2]
TINY = str(ROOT / "tests" / "data" / "packs" / "tiny")


@pytest.fixture(autouse=True)
def _small_screen(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")


def lines(capsys, *arguments):
    assert main([*arguments, "pack", "coverage", TINY]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out.splitlines()


def test_each_concept_has_a_row_and_each_chapter_and_the_pack_their_sums(capsys):
    told = [line.split() for line in lines(capsys)]
    heads = told[2]
    by_name = {
        " ".join(words[: -len(heads)]): words[-len(heads) :] for words in told if len(words) > len(heads)
    }
    figures = {name: dict(zip(heads, cells, strict=True)) for name, cells in by_name.items()}
    assert figures["Batch size"]["bas"] == figures["Batch size"]["all"] == "1"
    assert figures["Output size"]["lev"] == "2"
    assert figures["The training loop"]["all"] == "3"
    assert figures["The whole pack"]["all"] == "5"
    assert figures["The whole pack"]["lan"] == "✓"
    assert figures["Kernel"]["pro"] == "·"


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("columns", ["80", "60"])
def test_no_line_is_wider_than_the_screen_in_either_language(capsys, monkeypatch, language, columns):
    monkeypatch.setenv("COLUMNS", columns)
    table = [line for line in lines(capsys, "--lang", language) if "·" in line]
    assert len(table) >= 7
    assert max(map(width, table)) <= max(int(columns), 72)


def test_names_and_titles_are_in_the_language_spoken(capsys):
    told = "\n".join(lines(capsys, "--lang", "zh"))
    assert "训练循环" in told
    assert "  卷积核" in told
    assert "Batch size" not in told


def test_concepts_that_want_more_cards_are_named(capsys):
    told = lines(capsys)
    at = told.index("3 concepts have fewer than two cards, or cards of one kind only:")
    assert told[at + 1 :] == ["  Batch size", "  Kernel", "  Output size"]


def test_the_json_keeps_its_contract(capsys):
    assert main(["pack", "coverage", TINY, "--json"]) == 0
    (pack,) = json.loads(capsys.readouterr().out)
    assert {name: pack[name] for name in ("pack", "version", "faults", "cards", "problem_levels")} == {
        "pack": "tiny",
        "version": "1.0",
        "faults": 0,
        "cards": 5,
        "problem_levels": 3,
    }
    assert [chapter["chapter"] for chapter in pack["chapters"]] == ["training-loop", "convolution"]
    epoch = pack["chapters"][0]["concepts"][0]
    assert epoch == {
        "concept": "epoch",
        "name": "Epoch",
        "cards": 2,
        "kinds": {"cloze": 1, "problem": 1},
        "problem_levels": 1,
        "mistakes": 1,
        "demos": [],
        "complete": {"en": 2, "zh": 2},
        "tags": {},
        "problems": [{"id": "gpu-hours", "levels": [1], "mistakes": ["minutes"]}],
        "thin": False,
    }


def test_a_pack_with_faults_is_told_as_far_as_it_is_sound(tmp_path, monkeypatch, capsys):
    from shutil import copytree

    monkeypatch.chdir(tmp_path)
    copytree(TINY, "tiny")
    cards = Path("tiny/convolution/cards.yaml")
    cards.write_text(cards.read_text().replace("question:", "questoin:"))
    assert main(["pack", "coverage", "tiny"]) == 0
    out, err = capsys.readouterr()
    assert err == "tiny: 2 faults; what has one is not counted\n"
    assert "The whole pack" in out


def test_what_is_no_pack_cannot_be_told(capsys):
    assert main(["pack", "coverage", "nowhere"]) == 2
    assert capsys.readouterr().err.startswith("studyapp: there is no folder nowhere")
