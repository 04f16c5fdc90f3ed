"""`studyapp pack new` and `pack schema`: what they write works at once, and what they refuse they say."""

import json
import re
from pathlib import Path

import jsonschema
import pytest

from studyapp.cli.main import main
from studyapp.packs.check import check_pack
from studyapp.packs.json_schema import schema_of
from studyapp.packs.loader import load
from studyapp.packs.yaml import build

SCHEMA_LINE = "# yaml-language-server: $schema="


@pytest.fixture(autouse=True)
def _somewhere_empty(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.fixture(params=["en", "zh", "both"])
def fresh(request, bare_home, capsys):
    assert main(["pack", "new", "my-pack", "--lang", request.param, "--yes"]) == 0
    return Path("my-pack")


def test_a_new_pack_has_no_fault_and_no_warning(fresh):
    assert [str(fault) for fault in check_pack(fresh, seeds=60).faults] == []


def test_it_has_a_card_of_each_kind_and_both_ways_to_write_a_problem(fresh):
    from studyapp.packs.cards import kinds

    cards = load(fresh).cards.values()
    assert {card.kind for card in cards} == {*kinds()}
    assert sorted(len(card.right) for card in cards if card.kind == "choice") == [1, 2]
    own = {card.problem.solver.__module__ for card in cards if card.kind == "problem"}
    assert len(own) == 2


def test_the_command_in_its_comment_shows_a_variant(fresh, capsys):
    """Wherever the pack lies, and not only among those that are found."""
    comments = (fresh / "basics" / "problems.yaml").read_text(encoding="utf-8")
    command = re.search(r"studyapp (generate .+)", comments)[1]
    capsys.readouterr()
    assert main(command.split()) == 0
    assert json.loads(capsys.readouterr().out)["problem"] == "my-pack/sample-formula"


def test_its_texts_stand_in_the_languages_asked_for(fresh):
    languages = build((fresh / "pack.yaml").read_text(encoding="utf-8"))["languages"]
    text = "".join(path.read_text(encoding="utf-8") for path in fresh.glob("*/*.yaml"))
    assert ("Work the mean" in text) == ("en" in languages)
    assert ("求平均数" in text) == ("zh" in languages)
    assert ("# 每种卡片各一张" in text) == (languages == ["zh"])
    assert "#zh" not in text
    assert "#en" not in text
    assert "@" not in text.replace("@{", "")


def test_each_file_names_its_schema_and_fits_it(fresh):
    for path in [*fresh.glob("*.yaml"), *fresh.glob("*/*.yaml")]:
        text = path.read_text(encoding="utf-8")
        assert text.startswith(SCHEMA_LINE)
        schema = path.parent / text.split("\n")[0].removeprefix(SCHEMA_LINE)
        jsonschema.Draft7Validator(json.loads(schema.read_text(encoding="utf-8"))).validate(build(text))


def test_it_says_what_to_do_next(capsys):
    assert main(["pack", "new", "my-pack", "--lang", "en", "--yes"]) == 0
    out = capsys.readouterr().out
    for call in ("pack check my-pack", "pack preview my-pack", "study --pack my-pack"):
        assert f"studyapp {call}" in out


def test_the_samples_can_be_generated_and_graded(bare_home, capsys):
    assert main(["pack", "new", "my-pack", "--lang", "en", "--into", str(bare_home / "packs"), "--yes"]) == 0
    assert main(["generate", "my-pack/sample-formula", "--seed", "3", "--answers"]) == 0
    drawn = json.loads(capsys.readouterr().out.splitlines()[-1])
    swapped = drawn["mistakes"]["mark"]["swapped"]
    assert main(["grade", "my-pack/sample-formula", "--seed", "3", f"mark={swapped}", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["parts"]["mark"]["mistake"] == "swapped"


def test_title_and_concept_are_taken_in_both_languages(capsys):
    title, concept = 'Money: "more" / 钱', "Growth factor / 增长因子"
    told = ["--lang", "both", "--title", title, "--concept", concept]
    assert main(["pack", "new", "money", *told]) == 0
    pack = build(Path("money/pack.yaml").read_text(encoding="utf-8"))
    (first,) = build(Path("money/concepts.yaml").read_text(encoding="utf-8"))
    assert pack["title"] == {"en": 'Money: "more"', "zh": "钱"}
    assert (first["id"], first["name"]["zh"]) == ("growth-factor", "增长因子")
    assert [str(fault) for fault in check_pack(Path("money")).faults] == []


def test_three_questions_are_asked_on_a_terminal(monkeypatch, capsys):
    asked = []

    def prompt(question, default, **_settings):
        asked.append(question)
        return {"Title": "Money"}.get(question, default)

    monkeypatch.setattr("click.prompt", prompt)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    assert main(["pack", "new", "money"]) == 0
    assert asked == ["Languages (en, zh or both)", "Title", "What is learnt first"]
    assert build(Path("money/pack.yaml").read_text(encoding="utf-8"))["title"] == "Money"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["My Pack"], "such as my-pack; this is My Pack"),
        (["复利"], "such as my-pack; this is 复利"),
        (["../pack"], "such as pack; this is ../pack"),
        (["a" * 65], "such as " + "a" * 64),
        (["there"], "there is there already"),
        (["deep-learning-basics"], "there is a pack deep-learning-basics already"),
        (["new", "--lang", "both", "--title", "Only English"], "say it in both languages"),
        (["new", "--title", " "], "a name has from 1 to 80 characters"),
        (["new", "--title", "a\x1b[2J"], "a name has from 1 to 80 characters"),
        (["new", "--title", "a" * 81], "a name has from 1 to 80 characters"),
        (["new", "--into", "file"], "cannot be written"),
    ],
)
def test_what_cannot_be_a_pack_is_refused_in_a_sentence(arguments, sentence, capsys):
    Path("there").mkdir()
    Path("file").write_text("")
    assert main(["pack", "new", *arguments, "--yes"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert sentence in err
    assert len(err.splitlines()) == 1
    assert "\x1b" not in err
    assert sorted(path.name for path in Path().iterdir()) == ["file", "there"]
    assert list(Path("there").iterdir()) == []


def test_nothing_half_written_is_left_behind(monkeypatch, capsys):
    from studyapp.packs import starting

    write = Path.write_text

    def full(path, text, **settings):
        if path.name == "problems.yaml":
            raise OSError(28, "No space left on device")
        return write(path, text, **settings)

    monkeypatch.setattr(starting.Path, "write_text", full)
    assert main(["pack", "new", "my-pack", "--lang", "en", "--yes"]) == 2
    assert "my-pack cannot be written: No space left on device" in capsys.readouterr().err
    assert list(Path().iterdir()) == []


# --- pack schema --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["pack", "concepts", "cards", "any"])
def test_a_schema_is_printed(what, capsys):
    assert main(["pack", "schema", what]) == 0
    assert json.loads(capsys.readouterr().out) == schema_of(what)


def test_without_a_name_the_schema_takes_any_file(capsys):
    assert main(["pack", "schema", "--output", "any.json"]) == 0
    assert json.loads(Path("any.json").read_text(encoding="utf-8")) == schema_of("any")
    assert capsys.readouterr().out == ""


def test_into_a_folder_go_the_four_that_editors_handle_best(capsys):
    assert main(["pack", "schema", "--output", ".schema/"]) == 0
    assert sorted(path.name for path in Path(".schema").iterdir()) == [
        "cards.json",
        "concepts.json",
        "glossary.json",
        "pack.json",
    ]
    assert main(["pack", "schema", "--output", ".schema"]) == 0


def test_where_a_schema_cannot_be_written_is_said(capsys):
    Path("file").write_text("")
    assert main(["pack", "schema", "--output", "file/x.json"]) == 2
    assert "file/x.json cannot be written" in capsys.readouterr().err
