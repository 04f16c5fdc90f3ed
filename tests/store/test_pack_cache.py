"""The cache of packs: never stale, safe to throw away, and as if it were not there wherever it fails."""

import os
import random
import sqlite3
import subprocess
import sys
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from studyapp.errors import UnknownNameError
from studyapp.packs import loader, sources
from studyapp.packs.sources import Source
from studyapp.store import pack_cache
from studyapp.store.pack_cache import load_library, load_pack

TINY = Path(__file__).parents[1] / "data" / "packs" / "tiny"
CARDS = Path("training-loop", "cards.yaml")


@pytest.fixture
def source(tmp_path):
    return Source(copytree(TINY, tmp_path / "tiny"))


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "cache" / "packs"


@pytest.fixture
def count_readings(monkeypatch):
    """How often YAML is read."""
    readings = []
    read = loader.read
    monkeypatch.setattr(loader, "read", lambda folder: readings.append(folder) or read(folder))
    return readings


def say(pack) -> list[str]:
    """All that a pack's cards ask."""
    return [card.ask(card.levels[-1], 7).prompt.en for card in pack.cards.values()]


def edit(source, old, new, file=CARDS) -> None:
    path = source.path / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_pack_is_read_once_and_the_same_from_then_on(folder, source, count_readings):
    first, second = load_pack(folder, source), load_pack(folder, source)
    assert len(count_readings) == 1
    assert say(second) == say(first)
    assert (second.id, second.faults, second.path) == ("tiny", (), source.path)


def test_a_pack_with_faults_is_not_read_again_either_until_it_changes(folder, source, count_readings):
    edit(source, "kind: cloze", "kind: clozy")
    first, second = load_pack(folder, source), load_pack(folder, source)
    assert len(count_readings) == 1
    assert second.faults == first.faults
    assert "did you mean cloze?" in str(second.faults[0])
    edit(source, "kind: clozy", "kind: cloze")
    assert load_pack(folder, source).faults == ()


def test_an_edit_with_the_same_time_and_size_is_seen(folder, source, count_readings):
    load_pack(folder, source)
    before = (source.path / CARDS).stat()
    edit(source, "noisy", "muddy")
    os.utime(source.path / CARDS, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = (source.path / CARDS).stat()
    assert (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    card = load_pack(folder, source).cards["tiny/why-batches"]
    assert "muddy" in card.reveal(card.ask()).answer.en


def test_what_another_edition_of_the_program_kept_is_read_anew(folder, source, count_readings, monkeypatch):
    load_pack(folder, source)
    monkeypatch.setattr(sources, "edition", lambda: "another")
    load_pack(folder, source)
    assert len(count_readings) == 2


def test_what_is_saved_while_it_is_read_is_not_kept(folder, source, monkeypatch):
    read = loader.read

    def slowly(path):
        reading = read(path)
        edit(source, "noisy", "muddy")
        return reading

    monkeypatch.setattr(loader, "read", slowly)
    load_pack(folder, source)
    monkeypatch.setattr(loader, "read", read)
    edit(source, "muddy", "noisy")  # undone in the editor: the bytes are those of the first time again
    edit(source, "noisy", "muddy")
    card = load_pack(folder, source).cards["tiny/why-batches"]
    assert "muddy" in card.reveal(card.ask()).answer.en


def test_only_the_last_state_of_a_pack_is_kept(folder, source):
    for word in ("noisy", "muddy", "murky"):
        load_pack(folder, source)
        edit(source, word, "murky" if word == "muddy" else "muddy")
    load_pack(folder, source)
    assert len(list(folder.iterdir())) == 1


def test_packs_that_are_gone_leave_no_heap(folder, source, tmp_path, monkeypatch):
    monkeypatch.setattr(pack_cache, "MOST_FILES", 3)
    for number in range(6):
        load_pack(folder, Source(copytree(source.path, tmp_path / f"copy-{number}")))
    assert len(list(folder.iterdir())) == 3


def test_it_may_be_thrown_away_while_its_cards_are_asked(folder, source):
    pack = load_pack(folder, source)
    pack = load_pack(folder, source)
    rmtree(folder)
    assert say(pack) == say(loader.load(source.path))


def test_a_card_that_an_edit_took_away_meanwhile_is_told_to_be_gone(folder, source):
    load_pack(folder, source)
    library = load_library(folder, [source]).library
    edit(source, "id: gpu-hours", "id: gpu-minutes")
    load_pack(folder, source)  # another window
    with pytest.raises(UnknownNameError, match="there is no card tiny/gpu-hours"):
        library.card("tiny/gpu-hours")
    assert library.card("tiny/epoch-cloze").kind == "cloze"


def test_a_cache_that_cannot_be_written_is_no_matter(folder, source):
    folder.parent.mkdir(parents=True)
    folder.write_text("a file stands in the way")
    assert say(load_pack(folder, source)) == say(loader.load(source.path))


@pytest.mark.parametrize("damage", [b"", b"no database", b"SQLite format 3\0" + bytes(200)])
def test_a_file_that_is_no_cache_is_written_anew(folder, source, damage, count_readings):
    load_pack(folder, source)
    (file,) = folder.iterdir()
    file.write_bytes(damage)
    assert say(load_pack(folder, source)) == say(loader.load(source.path))
    count_readings.clear()
    load_pack(folder, source)
    assert count_readings == []


def test_no_damage_changes_a_word(folder, source):
    load_pack(folder, source)
    (file,) = folder.iterdir()
    whole = file.read_bytes()
    expected = say(loader.load(source.path))
    chance = random.Random(5)
    for _ in range(60):
        damaged = bytearray(whole)
        for _ in range(chance.choice([1, 3, 30])):
            damaged[chance.randrange(len(damaged))] ^= chance.randrange(1, 256)
        start = chance.randrange(len(damaged))
        if chance.random() < 0.3:
            damaged[start : start + 4096] = bytes(len(damaged[start : start + 4096]))
        file.write_bytes(damaged[: start if chance.random() < 0.2 else None])
        pack = load_pack(folder, source)
        assert say(pack) == expected
        assert pack.faults == ()


def test_a_file_under_anothers_name_is_not_believed(folder, source, tmp_path):
    load_pack(folder, source)
    (file,) = folder.iterdir()
    other = Source(copytree(source.path, tmp_path / "other"))
    edit(other, "noisy", "muddy")
    load_pack(folder, other)
    (name,) = {path.name for path in folder.iterdir()} - {file.name}
    (folder / name).write_bytes(file.read_bytes())
    card = load_pack(folder, other).cards["tiny/why-batches"]
    assert "muddy" in card.reveal(card.ask()).answer.en


def test_it_holds_nothing_but_columns_and_json(folder, source):
    load_pack(folder, source)
    (file,) = folder.iterdir()
    connection = sqlite3.connect(file)
    kinds = connection.execute("SELECT DISTINCT typeof(body), json_valid(body) FROM bodies").fetchall()
    about = connection.execute("SELECT json_valid(about) FROM pack").fetchall()
    connection.close()
    assert (kinds, about) == ([("text", 1)], [(1,)])


OPEN = """
import sys
from pathlib import Path
from studyapp.packs.sources import Source
from studyapp.store.pack_cache import load_pack
"""


def test_opening_a_kept_pack_needs_neither_yaml_nor_pydantic(folder, source):
    load_pack(folder, source)
    script = OPEN + (
        "pack = load_pack(Path(sys.argv[1]), Source(Path(sys.argv[2])))\n"
        "assert len(pack.heads) == 5\n"
        "assert not {'yaml', 'pydantic', 'numpy'} & set(sys.modules), sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script, str(folder), str(source.path)], check=True)


def test_several_programs_fill_it_at_once(folder, source):
    script = OPEN + (
        "for time in range(20):\n"
        "    pack = load_pack(Path(sys.argv[1]), Source(Path(sys.argv[2])))\n"
        "    assert all(card.ask() for card in pack.cards.values())\n"
        "    for file in Path(sys.argv[1]).glob('*.sqlite3'):\n"
        "        file.unlink(missing_ok=True)\n"
    )
    command = [sys.executable, "-c", script, str(folder), str(source.path)]
    running = [subprocess.Popen(command) for _ in range(3)]
    assert [process.wait() for process in running] == [0, 0, 0]
    assert not list(folder.glob("*.new"))


def test_the_fingerprint_of_a_library_is_of_what_was_read(folder, source):
    loaded = load_library(folder, [source])
    assert loaded.fingerprint == sources.fingerprint([source])
    edit(source, "noisy", "muddy")
    assert load_library(folder, [source]).fingerprint != loaded.fingerprint


def test_what_cards_say_is_kept_and_comes_back_the_same(folder, source, count_readings):
    first, second = load_pack(folder, source), load_pack(folder, source)
    assert len(count_readings) == 1
    assert list(second.said) == list(second.heads)
    assert dict(second.said) == dict(first.said)
    assert "hardware idle" in second.said["tiny/why-batches"].words


def test_what_cards_say_is_read_anew_where_the_file_is_gone_or_damaged(folder, source, count_readings):
    load_pack(folder, source)
    for harm in ("UPDATE said SET words = 'nonsense'", "DELETE FROM said WHERE place = 1", "DROP TABLE said"):
        opened = load_pack(folder, source)
        (file,) = folder.iterdir()
        with sqlite3.connect(file) as connection:
            connection.execute(harm)
        connection.close()
        readings = len(count_readings)
        assert "hardware idle" in opened.said["tiny/why-batches"].words
        assert len(count_readings) == readings + 1
