"""A pack is anyone's file: whatever is done to it, it is refused or shown harmlessly, and ends."""

import json
import os
from pathlib import Path

import pytest

from studyapp.cli.told import workflow_command
from studyapp.errors import DrawError
from studyapp.packs import sources
from studyapp.packs.check import check_pack
from studyapp.packs.library import Library
from studyapp.packs.loader import load
from studyapp.packs.problems.trying import ENOUGH
from studyapp.packs.sources import Source, content_hash
from studyapp.text.clean import has_control
from studyapp.text.markdown import plain
from tests.packs.attacks import ATTACKS
from tests.packs.attacks.by_characters import SAFE_TEXTS
from tests.packs.attacks.making import card

EACH = [pytest.param(attack, id=attack.name) for attack in ATTACKS]


def on_one_harmless_line(text):
    return has_control(text) is None and "\n" not in text and "\t" not in text


@pytest.mark.parametrize("attack", EACH)
def test_an_attack_is_refused_or_harmless(write_pack, attack):
    folder = write_pack({})
    attack.make(folder)
    content_hash(folder)
    pack = check_pack(folder, seeds=ENOUGH)
    lines = [str(fault) for fault in pack.faults]
    if attack.told:
        assert any(attack.told in line for line in lines), lines[:5]
    else:
        assert [str(fault) for fault in pack.faults if not fault.warning] == []
    assert [line for line in lines if not on_one_harmless_line(line)] == []
    assert all(len(line) < 1500 for line in lines)
    assert all(workflow_command(fault).count("\n") == 0 for fault in pack.faults)
    for shown in shown_of(pack):
        assert all(map(on_one_harmless_line, shown))


def shown_of(pack):
    """The lines of every question and answer of what was kept."""
    for kept in list(pack.cards.values())[:20]:
        try:
            question = kept.ask()
        except DrawError:  # which the check tells
            continue
        for text in (question.prompt, kept.reveal(question).answer):
            for language in ("en", "zh"):
                yield plain(text.say(language), 76)


def test_attacks_stop_no_other_pack(write_pack, tiny):
    sources = []
    for number, attack in enumerate(ATTACKS[::8]):
        folder = write_pack({}, folder=f"attacked-{number}")
        attack.make(folder)
        sources.append(Source(folder))
    library = Library.load([*sources, Source(tiny)])
    assert len(library.packs["tiny"].cards) == 5


@pytest.mark.parametrize("name", ["Textual's action link", "Rich's colours", "a link in Rich's markup"])
def test_markup_of_the_screen_is_shown_letter_by_letter(write_pack, name):
    folder = write_pack({})
    card(SAFE_TEXTS[name])(folder)
    (kept,) = load(folder).cards.values()
    assert plain(kept.ask().prompt.en, 76) == [SAFE_TEXTS[name].strip("'")]


def test_a_folder_that_steers_the_terminal_is_named_harmlessly(write_pack, tmp_path, capfdbinary):
    from studyapp.cli.main import main

    folder = write_pack({"pack.yaml": "id: x y\n"}, folder="a\x1b]0;x\x07\n::error::b")
    assert main(["pack", "check", str(folder)]) == 1
    assert main(["pack", "check", str(folder), "--format", "github"]) == 1
    assert main(["pack", "check", str(folder), "--json"]) == 1
    out = capfdbinary.readouterr().out
    assert b"\x1b" not in out
    assert b"\x07" not in out
    assert not any(line.startswith(b"::error::") for line in out.splitlines())
    assert json.loads(out.splitlines()[-1])["faults"]


def test_only_so_many_faults_of_a_file_are_told(write_pack):
    text = "".join(f"- {{id: A{number}, kind: basic}}\n" for number in range(500))
    faults = load(write_pack({"convolution/cards.yaml": text})).faults
    assert len(faults) == 201
    assert "more, which are told when these are mended" in faults[-1].say_what()


def test_a_card_beyond_the_told_faults_is_left_out_as_well(write_pack):
    odd = "".join(f"- {{id: A{number}, kind: basic}}\n" for number in range(500))
    bad = (
        "- {id: bad, kind: problem, concept: kernel, vary: {n: [1]}, steps: {m: o}, prompt: '{n}', ask: m}\n"
    )
    assert not load(write_pack({"convolution/cards.yaml": odd + bad})).cards


def test_the_table_holds_more_than_sixty_attacks_each_with_its_name():
    assert len({attack.name for attack in ATTACKS}) == len(ATTACKS) >= 60


def test_no_file_of_a_pack_is_executable_or_left_behind(write_pack):
    """Checking writes nothing."""
    folder = write_pack({})
    before = sorted(Path(root, name) for root, _, names in os.walk(folder) for name in names)
    check_pack(folder, seeds=ENOUGH)
    assert sorted(Path(root, name) for root, _, names in os.walk(folder) for name in names) == before


def test_a_pack_of_too_many_files_is_refused_and_counted_no_further(write_pack, monkeypatch):
    monkeypatch.setattr(sources, "MOST_FILES", 4)
    folder = write_pack({"convolution/one.yaml": "[]"})
    assert not load(folder).faults  # pack.yaml, concepts.yaml, the chapter and its file
    (folder / "convolution" / "two.yaml").write_text("[]")
    told = "pack: there are more than 4 files and folders in this pack; divide it into several"
    assert [str(fault) for fault in load(folder).faults] == [told]
    assert not load(folder).cards


def test_a_pack_of_too_many_bytes_together_is_refused(write_pack, monkeypatch):
    folder = write_pack({"convolution/one.yaml": "[]", "convolution/two.yaml": "[]"})
    size = sum(path.stat().st_size for path in folder.rglob("*.yaml"))
    monkeypatch.setattr(sources, "MOST_BYTES_ALTOGETHER", size)
    assert not load(folder).faults
    before = content_hash(folder)
    (folder / "convolution" / "two.yaml").write_text("[ ]")
    told = f"pack: the files of this pack have more than {size:,} bytes together; divide it into several"
    assert [str(fault) for fault in load(folder).faults] == [told]
    assert content_hash(folder) != before
