"""Loading a folder: what is sound stays usable, whatever stands beside it."""

import os
from pathlib import Path

import pytest

from studyapp.domain.text import Text
from studyapp.packs.loader import load

CARDS = "convolution/cards.yaml"
GOOD = """
- id: {id}
  kind: basic
  concept: {concept}
  question: Why?
  answer: So.
"""


def told(pack):
    return [str(fault) for fault in pack.faults]


def test_the_tiny_pack_has_no_fault(tiny):
    pack = load(tiny)
    assert told(pack) == []
    assert (pack.id, pack.version, pack.title) == ("tiny", "1.0", Text("A tiny pack", "小卡包"))
    assert [chapter.id for chapter in pack.chapters] == ["training-loop", "convolution"]
    assert pack.concepts["output-size"].needs == ("kernel", "batch-size")
    assert [*pack.cards] == [
        "tiny/why-batches",
        "tiny/epoch-cloze",
        "tiny/gpu-hours",
        "tiny/kernel-weights",
        "tiny/conv-output-size",
    ]


def test_the_faulty_card_goes_the_others_stay(write_pack):
    text = GOOD.format(id="a", concept="kernel") + "- {id: b}\n" + GOOD.format(id="c", concept="stride")
    pack = load(write_pack({CARDS: text}))
    assert [*pack.cards] == ["demo/a", "demo/c"]
    assert len(told(pack)) == 1


def test_all_faults_of_all_files_are_told_at_once(write_pack):
    pack = load(
        write_pack(
            {
                "pack.yaml": 'version: "1"\ntitel: A\nchapters: [{id: convolution, title: C}]\n',
                "concepts.yaml": "- {id: kernel, name: K, chapter: convolutions}\n",
                CARDS: "- {id: one, kind: basic, concept: kernel, question: Q}\n",
                "convolution/more.yaml": "- id: 'x\n",
            }
        )
    )
    assert told(pack) == [
        "pack/pack.yaml:1:1: the key title is missing",
        "pack/pack.yaml:2:1: titel: unknown key titel; did you mean title?",
        "pack/concepts.yaml:1:34: kernel.chapter: unknown chapter convolutions; did you mean convolution?",
        "pack/convolution/cards.yaml:1:3: one: the key answer is missing",
        "pack/convolution/more.yaml:1:7: this quote is never closed",
    ]


def test_a_card_of_a_faulty_concept_is_left_out_without_blame(write_pack):
    pack = load(
        write_pack(
            {
                "concepts.yaml": "- {id: kernel, chapter: convolution}\n",
                CARDS: GOOD.format(id="a", concept="kernel"),
            }
        )
    )
    assert told(pack) == ["pack/concepts.yaml:1:3: kernel: the key name is missing"]
    assert not pack.cards


def test_a_circle_is_cut_where_it_closes(write_pack):
    circle = "\n".join(
        f"- {{id: {a}, name: N, chapter: convolution, needs: [{b}]}}" for a, b in ("ab", "bc", "ca")
    )
    concepts = load(write_pack({"concepts.yaml": circle})).concepts
    assert {name: concept.needs for name, concept in concepts.items()} == {"a": ("b",), "b": ("c",), "c": ()}


def test_a_card_must_lie_in_its_concepts_chapter(write_pack):
    chapters = "chapters: [{id: convolution, title: C}, {id: losses, title: L}]\n"
    pack = load(
        write_pack(
            {
                "pack.yaml": f"id: demo\nversion: 1\ntitle: A\n{chapters}",
                "losses/cards.yaml": GOOD.format(id="a", concept="kernel"),
            }
        )
    )
    assert told(pack) == [
        "pack/losses/cards.yaml:4:12: a.concept: kernel belongs to the chapter convolution; "
        "move the card into convolution/"
    ]


def test_files_and_folders_that_go_astray_are_told(write_pack):
    pack = load(
        write_pack(
            {
                "cards.yaml": "[]",
                "convolutions/cards.yaml": "[]",
                "convolution/more.yml": "[]",
                "notes/readme.txt": "nothing",
            }
        )
    )
    assert told(pack) == [
        "pack/cards.yaml: cards stand in the folder of their chapter; move this file into one",
        "pack/convolution/more.yml: name it .yaml; other files are not read",
        "pack/convolutions: a folder is named for its chapter; "
        "unknown chapter convolutions; did you mean convolution?",
    ]


@pytest.mark.parametrize("name", ["pack.yaml", "concepts.yaml"])
def test_a_missing_file_is_told(write_pack, name):
    folder = write_pack({CARDS: GOOD.format(id="a", concept="kernel")})
    (folder / name).unlink()
    assert told(load(folder)) == [f"pack/{name}: the file is missing; every pack has a {name}"]


def test_cards_are_not_blamed_for_concepts_that_cannot_be_read(write_pack):
    folder = write_pack({CARDS: GOOD.format(id="a", concept="kernel"), "concepts.yaml": "- id: [kernel\n"})
    pack = load(folder)
    assert [fault.split(":")[0] for fault in told(pack)] == ["pack/concepts.yaml"]
    assert not pack.cards


def test_cards_are_not_blamed_for_a_folder_that_is_no_chapter(write_pack):
    pack = load(write_pack({"convolutions/cards.yaml": GOOD.format(id="a", concept="kernel")}))
    assert [fault.split(":")[0] for fault in told(pack)] == ["pack/convolutions"]
    assert not pack.cards


def test_an_empty_folder_is_a_pack_with_faults_and_no_crash(tmp_path):
    pack = load(tmp_path)
    assert (pack.id, len(pack.cards), len(pack.faults)) == (tmp_path.name, 0, 2)


def test_links_that_lead_out_of_the_pack_are_not_followed(write_pack, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "cards.yaml").write_text(GOOD.format(id="secret", concept="kernel"))
    folder = write_pack({CARDS: GOOD.format(id="a", concept="kernel")})
    os.symlink(outside, folder / "losses")
    os.symlink(outside / "cards.yaml", folder / "convolution" / "linked.yaml")
    assert [*load(folder).cards] == ["demo/a"]


def test_files_elsewhere_are_told_by_their_whole_path(write_pack, tmp_path, monkeypatch):
    folder = write_pack({CARDS: "- {id: b}\n"}).absolute()
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert told(load(folder))[0].startswith(f"{folder / CARDS}:1:3: ")


def test_a_former_id_keeps_pointing_at_its_card(write_pack):
    text = GOOD.format(id="a", concept="kernel") + "  was: [old-a]\n"
    assert load(write_pack({CARDS: text})).cards["demo/a"].was == ("demo/old-a",)


def test_a_text_may_be_a_number_as_it_is_written(write_pack):
    text = GOOD.format(id="a", concept="kernel").replace("So.", "0.50").replace("Why?", "{en: 4, zh: 四}")
    card = load(write_pack({CARDS: text})).cards["demo/a"]
    assert card.answer == Text("0.50", "0.50")
    assert card.question == Text("4", "四")


def test_a_pack_in_one_language_speaks_it_in_both(write_pack):
    text = GOOD.format(id="a", concept="kernel").replace("Why?", "{zh: 为什么？}")
    assert load(write_pack({CARDS: text})).cards["demo/a"].question == Text("为什么？", "为什么？")


def test_every_fault_names_a_file_that_is_there(write_pack):
    folder = write_pack({CARDS: "- {id: b}\n- 7\n", "pack.yaml": "id: x\n"})
    for fault in load(folder).faults:
        assert Path(fault.file).exists()


def test_a_files_name_cannot_drive_a_terminal_either(write_pack):
    pack = load(write_pack({"convolution/\x1b[2J\n.yaml": "- 7\n"}))
    assert told(pack) == ["pack/convolution/[2J .yaml:1:3: #1: must be a card (keys and values), is 7"]
