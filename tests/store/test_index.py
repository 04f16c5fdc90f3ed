"""The card index: what went in comes back; what cannot be used counts as absent."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from studyapp.domain.card import Card
from studyapp.domain.pack import Pack
from studyapp.domain.text import Text
from studyapp.store.index import CardIndex, index_of, read_index, write_index


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "cards.sqlite3"


def test_the_index_comes_back_as_it_was_written(file: Path, index: CardIndex) -> None:
    assert write_index(file, index)
    assert read_index(file) == index
    assert [path.name for path in file.parent.iterdir()] == ["cards.sqlite3"]


def test_it_knows_cards_concepts_chapters_and_earlier_ids(index: CardIndex) -> None:
    assert list(index.cards) == [
        "p/batch-1",
        "p/epoch-1",
        "p/epoch-2",
        "p/batch-2",
        "p/kernel-1",
        "p/kernel-2",
    ]
    assert index.cards["p/batch-1"].concept == "p/batch"
    assert index.concepts["p/batch"].needs == ("p/epoch",)
    assert [(chapter.id, chapter.title.zh) for chapter in index.chapters] == [
        ("sgd", "训练"),
        ("conv", "卷积"),
    ]
    assert index.aliases == {"p/epoch-0": "p/epoch-1"}


def test_an_earlier_id_that_names_a_card_again_is_that_card(pack: Pack) -> None:
    again = Card(id="p/epoch-0", kind="basic", concept="epoch", chapter="sgd")
    assert index_of([replace(pack, heads=dict(pack.heads) | {again.id: again})], "f").aliases == {}


def test_a_new_index_replaces_the_old_one(file: Path, index: CardIndex) -> None:
    write_index(file, index)
    write_index(file, CardIndex(fingerprint="other"))
    assert read_index(file) == CardIndex(fingerprint="other")


def test_without_a_file_there_is_no_index_and_none_is_made(file: Path) -> None:
    assert read_index(file) is None
    assert not file.parent.exists()


def test_random_damage_makes_it_absent_or_touches_nothing(file: Path, index: CardIndex) -> None:
    write_index(file, index)
    whole, outcomes = file.read_bytes(), set()
    for seed in range(60):
        chance = Random(seed)
        damaged = bytearray(whole)
        at, length = chance.randrange(len(whole)), chance.choice([1, 40, 2048])
        damaged[at : at + length] = chance.randbytes(len(damaged[at : at + length]))
        file.write_bytes(damaged)
        outcomes.add(found := read_index(file) == index)
        assert found or read_index(file) is None
    assert outcomes == {True, False}


@pytest.mark.parametrize("content", [b"", b"rubbish" * 1000])
def test_a_damaged_file_counts_as_absent(file: Path, content: bytes, index: CardIndex) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    assert read_index(file) is None
    assert write_index(file, index)
    assert read_index(file) == index


def test_a_file_of_another_layout_counts_as_absent(file: Path, index: CardIndex) -> None:
    write_index(file, index)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA user_version = 99")
    assert read_index(file) is None


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path, index: CardIndex) -> None:
    (tmp_path / "file").write_text("")
    assert not write_index(tmp_path / "file" / "cards.sqlite3", index)


def test_texts_keep_both_languages(file: Path, index: CardIndex) -> None:
    write_index(file, index)
    found = read_index(file)
    assert found is not None
    assert found.concepts["p/epoch"].name == Text("Epoch", "轮次")
