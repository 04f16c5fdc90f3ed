"""`studyapp pack check` and `pack list`: what is printed, and the exit status that scripts rely on."""

import json
from shutil import copytree

import pytest

from studyapp.cli.main import main
from studyapp.cli.told import workflow_command
from studyapp.domain.pack import Fault
from studyapp.messages import Message


@pytest.fixture
def pack(tmp_path, monkeypatch):
    """A copy of the tiny pack in the current folder."""
    from pathlib import Path

    tiny = Path(__file__).parents[1] / "data" / "packs" / "tiny"
    monkeypatch.chdir(tmp_path)
    copytree(tiny, tmp_path / "tiny")
    return Path("tiny")


def test_a_sound_pack_gets_one_line_and_status_0(pack, capsys):
    assert main(["pack", "check", "tiny"]) == 0
    assert capsys.readouterr() == ("tiny: 5 cards, 2 problems, no faults\n", "")


def test_a_sound_pack_is_told_in_chinese_with_chinese_commas(pack, capsys):
    assert main(["--lang", "zh", "pack", "check", "tiny"]) == 0
    assert capsys.readouterr() == ("tiny：5 张卡片，2 道题目，没有错误\n", "")


def test_each_fault_is_told_where_it_is_and_the_status_is_1(pack, capsys):
    cards = pack / "convolution" / "cards.yaml"
    cards.write_text(cards.read_text().replace("no_floor", "no_flor").replace("question:", "questoin:"))
    assert main(["pack", "check", "tiny"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "tiny/convolution/cards.yaml:1:3: kernel-weights: the key question is missing",
        "tiny/convolution/cards.yaml:4:3: kernel-weights.questoin: "
        "unknown key questoin; did you mean question?",
        "tiny/convolution/cards.yaml:27:9: conv-output-size.aim.#1: "
        "unknown mistake no_flor; did you mean no_floor?",
        "tiny: 3 cards, 1 problem, 3 faults",
    ]


def test_warnings_do_not_change_the_status(pack, capsys):
    cards = pack / "convolution" / "cards.yaml"
    cards.write_text(cards.read_text().replace(", zh: 哪些是学习得到的？", ""))
    assert main(["pack", "check", "tiny"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "tiny/convolution/cards.yaml:4:13: warning: kernel-weights.question: the Chinese is missing "
        "[missing-translation]",
        "tiny: 5 cards, 2 problems, no faults, 1 warning",
    ]


def test_a_folder_of_packs_is_checked_pack_by_pack(pack, capsys):
    copytree(pack, "second")
    assert main(["pack", "check", "."]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "tiny/pack.yaml: the pack tiny is left out: second has this id already; give one another id",
        "tiny: 5 cards, 2 problems, no faults",
        "tiny: 5 cards, 2 problems, no faults",
    ]


@pytest.mark.parametrize("path", ["nowhere", "empty"])
def test_what_is_no_pack_cannot_be_checked(pack, capsys, path):
    (pack.parent / "empty").mkdir()
    assert main(["pack", "check", path]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("studyapp: there is no ")
    assert len(err.splitlines()) == 1


@pytest.fixture
def faults_in_both(pack):
    """The tiny pack with a fault in each of its two chapters."""
    for chapter in ("convolution", "training-loop"):
        cards = pack / chapter / "cards.yaml"
        cards.write_text(cards.read_text().replace("  question:", "  extra: 1\n  question:", 1))
    return pack


@pytest.mark.parametrize("part", ["convolution", "convolution/cards.yaml"])
def test_of_a_part_only_its_cards_and_faults_are_told(faults_in_both, capsys, part):
    assert main(["pack", "check", f"tiny/{part}"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "tiny/convolution/cards.yaml:4:3: kernel-weights.extra: unknown key extra; known here: id, kind, "
        "concept, was, tags, hints, explain, source, demo, allow, question and options",
        f"tiny/{part}: 1 card, 1 problem, 1 fault",
    ]


def test_of_a_part_only_its_problems_are_tried(pack, capsys):
    assert main(["pack", "check", "tiny/training-loop", "--seeds", "7", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["tried"]["variants"] == 7
    assert [(each["part"], each["cards"]) for each in told["packs"]] == [("tiny/training-loop", 3)]


def test_parts_of_one_pack_are_checked_together_and_the_whole_takes_them_in(pack, capsys):
    parts = ["tiny/convolution", "tiny/training-loop/cards.yaml"]
    assert main(["pack", "check", *parts]) == 0
    assert capsys.readouterr().out == f"{', '.join(parts)}: 5 cards, 2 problems, no faults\n"
    assert main(["pack", "check", parts[0], "tiny", parts[1]]) == 0
    assert capsys.readouterr().out == "tiny: 5 cards, 2 problems, no faults\n"


def test_a_fault_that_leaves_a_parts_cards_out_is_told_with_it(pack, capsys):
    concepts = pack / "concepts.yaml"
    concepts.write_text(concepts.read_text().replace("name:", "nam:"))
    assert main(["pack", "check", "tiny/convolution"]) == 1
    out = capsys.readouterr().out
    assert "tiny/concepts.yaml:" in out
    assert "training-loop/cards.yaml" not in out


def test_of_a_part_of_a_pack_that_is_too_big_it_is_told_that_it_is(pack, capsys, monkeypatch):
    monkeypatch.setattr("studyapp.packs.sources.MOST_FILES", 3)
    assert main(["pack", "check", "tiny/convolution"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "tiny: there are more than 3 files and folders in this pack; divide it into several",
        "tiny/convolution: 0 cards, 0 problems, 1 fault",
    ]


@pytest.mark.parametrize("part", ["notes.txt", "convolution/inner"])
def test_what_a_pack_is_not_read_from_is_no_part_of_it(pack, capsys, part):
    (pack / "notes.txt").write_text("notes")
    (pack / "convolution" / "inner").mkdir()
    assert main(["pack", "check", f"tiny/{part}"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"studyapp: nothing in tiny/{part} is read as a part of the pack tiny; name a")


def test_of_a_part_that_lies_too_deep_it_is_told_why_it_is_not_read(pack, capsys):
    inner = pack / "convolution" / "inner"
    inner.mkdir()
    (inner / "cards.yaml").write_text("[]")
    assert main(["pack", "check", "tiny/convolution/inner/cards.yaml"]) == 0
    assert "is not read: it lies too deep" in capsys.readouterr().out


@pytest.mark.parametrize("folder", [".", "convolution"])
def test_without_a_path_the_pack_in_which_one_stands_is_checked(pack, monkeypatch, capsys, folder):
    monkeypatch.chdir(pack / folder)
    assert main(["pack", "check"]) == 0
    assert capsys.readouterr().out == "tiny: 5 cards, 2 problems, no faults\n"
    assert main(["pack", "coverage", "--json"]) == 0
    assert [each["pack"] for each in json.loads(capsys.readouterr().out)] == ["tiny"]
    assert main(["pack", "glossary", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []  # while the built-in packs have many terms


def test_a_file_beside_one_is_named_as_one_names_it(faults_in_both, monkeypatch, capsys):
    monkeypatch.chdir(faults_in_both / "convolution")
    assert main(["pack", "check", "cards.yaml"]) == 1
    told = capsys.readouterr().out.splitlines()
    assert [line.partition(" ")[0] for line in told] == ["cards.yaml:4:3:", "cards.yaml:"]


def test_without_a_path_all_packs_are_checked(tiny_home, capsys):
    assert main(["pack", "check"]) == 0
    assert capsys.readouterr().out == "tiny: 5 cards, 2 problems, no faults\n"


def test_the_list_keeps_its_contract(tiny_home, capsys):
    assert main(["pack", "list", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {
            "id": "tiny",
            "version": "1.0",
            "title": "A tiny pack",
            "path": str(tiny_home / "packs" / "tiny"),
            "builtin": False,
            "cards": 5,
            "problems": ["gpu-hours", "conv-output-size"],
            "faults": 0,
            "state": "on",
        }
    ]
    assert not (tiny_home / "study.sqlite3").exists()


def states(capsys):
    """The state of each pack as `pack list --json` tells it."""
    capsys.readouterr()
    assert main(["pack", "list", "--json"]) == 0
    return {pack["id"]: pack["state"] for pack in json.loads(capsys.readouterr().out)}


def test_a_pack_is_turned_off_and_on_and_the_comments_in_the_settings_stay(tiny_home, capsys):
    settings = tiny_home / "config.toml"
    settings.write_text("# mine\nnew_per_day = 3  # few\n")
    assert main(["pack", "off", "tiny"]) == 0
    assert capsys.readouterr() == ("tiny: off\n", "")
    assert states(capsys) == {"tiny": "off"}
    assert main(["pack", "list"]) == 0
    assert "A tiny pack 1.0 · off · " in capsys.readouterr().out
    assert main(["pack", "on", "tiny"]) == 0
    assert states(capsys) == {"tiny": "on"}
    assert settings.read_text() == '# mine\nnew_per_day = 3  # few\npacks_off = ""\n'


def test_a_pack_that_waits_is_turned_on_without_asking_a_card_of_it(tiny_home, capsys):
    assert main(["config", "on_request", "tiny"]) == 0
    assert states(capsys) == {"tiny": "waits"}
    assert main(["pack", "on", "tiny"]) == 0
    assert states(capsys) == {"tiny": "on"}


def test_due_counts_nothing_of_a_pack_that_is_off(tiny_home, learner, capsys):
    learner().load_packs()
    assert main(["pack", "off", "tiny"]) == 0
    capsys.readouterr()
    assert main(["due", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["new"], told["by_chapter"]) == (0, [])


def test_a_pack_that_does_not_exist_cannot_be_turned_off_and_the_nearest_is_named(tiny_home, capsys):
    assert main(["pack", "off", "tiny", "tinny"]) == 2
    assert "there is no pack tinny; did you mean tiny?" in capsys.readouterr().err
    assert not (tiny_home / "config.toml").exists()


def test_a_pack_that_is_gone_can_be_taken_off_the_list_of_those_that_are_off(tiny_home, capsys):
    assert main(["config", "packs_off", "gone"]) == 0
    assert main(["pack", "on", "gone"]) == 0
    capsys.readouterr()
    assert main(["config", "packs_off"]) == 0
    assert capsys.readouterr().out == '""\n'


def test_the_list_is_written_in_the_language_asked_for(tiny_home, capsys):
    assert main(["--lang", "zh", "pack", "list"]) == 0
    assert "小卡包 1.0" in capsys.readouterr().out


def test_a_pack_with_faults_is_listed_with_their_number(tiny_home, capsys):
    cards = tiny_home / "packs" / "tiny" / "convolution" / "cards.yaml"
    cards.write_text("- {id: a}\n- 3\n")
    assert main(["pack", "list", "--json"]) == 0
    (listed,) = json.loads(capsys.readouterr().out)
    assert (listed["cards"], listed["problems"], listed["faults"]) == (3, ["gpu-hours"], 2)


def test_a_refused_pack_is_told_beside_the_list(tiny_home, capsys):
    copytree(tiny_home / "packs" / "tiny", tiny_home / "packs" / "zweite")
    assert main(["pack", "list", "--json"]) == 0
    out, err = capsys.readouterr()
    assert len(json.loads(out)) == 1
    assert "the pack tiny is left out" in err


@pytest.fixture
def faulty(pack):
    """The tiny pack with a fault and a missing translation."""
    cards = pack / "convolution" / "cards.yaml"
    text = cards.read_text().replace("no_floor", "no_flor").replace(", zh: 哪些是学习得到的？", "")
    cards.write_text(text)
    return pack


def test_json_holds_every_fault_and_every_pack(faulty, capsys):
    assert main(["pack", "check", "tiny", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [fault["severity"] for fault in told["faults"]] == ["warning", "fault"]
    assert told["faults"][1] == {
        "file": "tiny/convolution/cards.yaml",
        "line": 27,
        "column": 9,
        "where": "conv-output-size.aim.#1",
        "what": "unknown mistake no_flor; did you mean no_floor?",
        "severity": "fault",
    }
    (pack,) = told["packs"]
    assert (pack["id"], pack["cards"], pack["faults"], pack["warnings"]) == ("tiny", 4, 1, 1)
    assert "tried" not in told


def test_json_says_what_was_tried_when_seeds_are_asked_for(pack, capsys):
    assert main(["pack", "check", "tiny", "--json", "--seeds", "3"]) == 0
    assert json.loads(capsys.readouterr().out)["tried"]["variants"] == 9


def test_github_is_told_in_workflow_commands(faulty, capsys):
    assert main(["pack", "check", "tiny", "--format", "github"]) == 1
    out = capsys.readouterr().out
    assert (
        "::error file=tiny/convolution/cards.yaml,line=27,col=9::"
        "conv-output-size.aim.#1: unknown mistake no_flor; did you mean no_floor?\n"
    ) in out
    assert "::warning file=tiny/convolution/cards.yaml,line=4,col=13" in out


def test_what_steers_a_workflow_command_is_escaped():
    what = Message("{share} of it", share="50%")
    fault = Fault("a,b:c%.yaml", 3, 1, "x\n::error::\r", what, warning=True, rule="few-variants")
    assert workflow_command(fault) == (
        "::warning file=a%2Cb%3Ac%25.yaml,line=3,col=1,title=few-variants::x%0A::error::%0D: 50%25 of it"
    )


def test_a_fault_of_a_whole_file_has_no_line():
    assert workflow_command(Fault("p", 0, 0, "", Message("gone"))) == "::error file=p::gone"


def test_ids_are_kept_and_a_vanished_one_is_a_fault(pack, capsys):
    assert main(["pack", "check", "tiny", "--write-ids"]) == 0
    listed = (pack / "ids.txt").read_text().splitlines()
    assert [line for line in listed if line[0] != "#"] == sorted(
        ["why-batches", "epoch-cloze", "gpu-hours", "kernel-weights", "conv-output-size"]
    )
    capsys.readouterr()
    cards = pack / "convolution" / "cards.yaml"
    cards.write_text(cards.read_text().replace("kernel-weights", "what-is-learnt"))
    assert main(["pack", "check", "tiny"]) == 1
    assert "tiny/ids.txt:6:1: the card kernel-weights is gone" in capsys.readouterr().out
    cards.write_text(cards.read_text().replace("kind: choice", "kind: choice\n  was: kernel-weights"))
    assert main(["pack", "check", "tiny", "--write-ids"]) == 0
    assert {"kernel-weights", "what-is-learnt"} <= {*(pack / "ids.txt").read_text().splitlines()}


def test_ids_of_a_pack_with_faults_are_not_written(pack, capsys):
    (pack / "convolution" / "cards.yaml").write_text("- {id: a}\n")
    assert main(["pack", "check", "tiny", "--write-ids"]) == 2
    assert "tiny/ids.txt is not written: mend the faults of the pack first" in capsys.readouterr().err
    assert not (pack / "ids.txt").exists()


def test_ids_are_not_written_through_a_link(pack, capsys, tmp_path):
    (tmp_path / "mine.txt").write_text("precious")
    (pack / "ids.txt").symlink_to(tmp_path / "mine.txt")
    assert main(["pack", "check", "tiny", "--write-ids"]) == 2
    assert (tmp_path / "mine.txt").read_text() == "precious"


def test_every_lint_rule_is_listed_with_what_it_is_about(capsys):
    assert main(["pack", "rules", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert len(told) >= 30
    assert {rule["rule"]: rule["severity"] for rule in told}["starved"] == "fault"
    assert all(rule["about"].endswith(".") for rule in told)
    assert main(["pack", "rules"]) == 0
    assert "few-variants  " in capsys.readouterr().out
