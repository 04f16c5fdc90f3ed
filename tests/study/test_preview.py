"""A pack as its author sees it: what is read when, and what stays while it is faulty."""

from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree

import pytest

from studyapp.domain.attempt import Mode
from studyapp.errors import PackError
from studyapp.study.preview import Author
from studyapp.study.trying import Trying
from studyapp.study.walk import PACK, Walk

TINY = Path(__file__).parents[1] / "data" / "packs" / "tiny"
TRAINING, CONVOLUTION = Path("training-loop/cards.yaml"), Path("convolution/cards.yaml")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return copytree(TINY, tmp_path / "tiny").relative_to(tmp_path)


@pytest.fixture
def author(folder):
    author = Author(folder)
    author.take(author.look(at_once=True))
    return author


def edit(author, file, old, new) -> None:
    """Save a change, and let the author's pack follow it."""
    path = author.folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    follow(author)


def follow(author) -> None:
    assert author.look() is None  # somebody may still be writing
    author.take(author.look())


def ids(author) -> list[str]:
    return [item.id for item in author.items]


def trying(author, id, level=1, seed=0) -> Trying:
    card = author.items[author.find(id)].card
    return Trying(card, level, seed, lambda: datetime(2026, 11, 21, tzinfo=UTC))


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("nowhere", "there is no folder nowhere"),
        ("tiny/pack.yaml", "tiny/pack.yaml is a file; name the folder of its pack"),
        ("empty", "there is no pack.yaml in empty, nor in a folder in it"),
        ("two", "two holds several packs; name one of them: a, b"),
    ],
)
def test_what_is_no_pack_is_refused(folder, path, sentence):
    Path("empty").mkdir()
    for name in "ab":
        copytree(folder, Path("two", name))
    with pytest.raises(PackError) as refused:
        Author(Path(path))
    assert str(refused.value) == sentence


def test_a_folder_that_holds_one_pack_means_that_one(folder):
    assert Author(Path()).folder == Path("tiny")


def test_a_faulty_pack_is_waited_for(folder):
    (folder / "pack.yaml").write_text("{", encoding="utf-8")
    author = Author(folder)
    author.take(author.look(at_once=True))
    assert author.faults
    (folder / "pack.yaml").write_bytes((TINY / "pack.yaml").read_bytes())
    follow(author)
    assert author.faults == ()
    assert len(author.items) == 5


def test_nothing_is_read_while_nothing_changes(author):
    assert author.look() is None
    assert author.look() is None


def test_a_file_that_somebody_is_writing_is_waited_for(author):
    path = author.folder / TRAINING
    whole = path.read_bytes()
    for part in (b"", whole[:100], whole[:500]):
        path.write_bytes(part)
        assert author.look() is None
    path.write_bytes(whole + b"\n")
    assert author.look() is None
    assert author.look() is not None


def test_a_card_stays_in_its_last_good_version_until_it_is_mended_or_taken_out(author):
    before = ids(author)
    edit(author, CONVOLUTION, "solver: conv_output_size", "solver: conv_output_sise")
    item = author.items[author.find("conv-output-size")]
    assert item.is_old
    assert item.card is not None
    assert [fault.line for fault in item.faults] == [16]
    assert "did you mean conv_output_size?" in item.faults[0].say_what()
    assert author.loose_faults == ()
    edit(author, CONVOLUTION, "conv_output_sise", "conv_output_size")
    assert not any(item.is_old or item.faults for item in author.items)
    assert ids(author) == before
    (author.folder / CONVOLUTION).write_text("[]")
    follow(author)
    assert ids(author) == before[:3]


def test_cards_of_a_file_that_is_no_yaml_stay_in_their_places(author):
    before = ids(author)
    edit(author, TRAINING, "  kind: basic", "  kind: [basic")
    assert ids(author) == before
    assert [item.is_old for item in author.items] == [True, True, True, False, False]
    assert {str(fault.file) for item in author.items for fault in item.faults} == {str("tiny" / TRAINING)}


def test_a_card_that_was_never_good_is_listed_with_its_faults(folder):
    path = folder / CONVOLUTION
    path.write_text(
        path.read_text(encoding="utf-8").replace("kind: choice", "kind: choise"), encoding="utf-8"
    )
    author = Author(folder)
    author.take(author.look(at_once=True))
    item = author.items[author.find("kernel-weights")]
    assert (item.card, item.is_old) == (None, True)
    assert "did you mean choice?" in item.faults[0].say_what()


def test_cards_that_lose_their_concepts_are_told_why(author):
    edit(author, "concepts.yaml", "- id: kernel", "- identity: kernel")
    item = author.items[author.find("kernel-weights")]
    assert item.is_old
    assert item.faults


def test_a_slip_in_pack_yaml_shuffles_nothing(author):
    before = ids(author)
    text = (author.folder / "pack.yaml").read_text(encoding="utf-8")
    (author.folder / "pack.yaml").write_text("- " + text, encoding="utf-8")
    follow(author)
    assert author.loose_faults
    assert ids(author) == before


def test_a_file_that_is_gone_takes_its_cards_along(author):
    (author.folder / CONVOLUTION).unlink()
    follow(author)
    assert len(author.items) == 3


def test_an_attempt_here_is_a_preview_and_graded_as_elsewhere(author):
    tried = trying(author, "gpu-hours", seed=4)
    assert tried._turn.mode is Mode.PREVIEW
    (known,) = tried.mistakes()
    assert known.id == "hours.minutes"
    grade = tried.grade({"cost": known.shown.en})
    assert grade.mistakes == ("cost:hours.minutes",)
    assert known.say == grade.parts["cost"].feedback
    assert [step.leaves_here for step in tried.revealed.working] == [True, False]


def test_every_wrong_option_is_a_mistake_with_its_reason(author):
    known = trying(author, "kernel-weights").mistakes()
    assert sorted(each.shown.en for each in known) == ["The size of a kernel", "The stride"]
    assert {each.say.zh for each in known} == {"它由人设定，是超参数。"}


def test_a_walk_keeps_each_cards_numbers_and_never_draws_below_seed_0(author):
    walk = Walk(author, lambda: datetime(2026, 11, 21, tzinfo=UTC))
    walk.go(5)
    walk.turn(seeds=2)
    walk.turn(levels=1)
    walk.turn(seeds=-5)
    walk.go(PACK)
    assert (walk.item, walk.trying) == (None, None)
    walk.go(5)
    assert (walk.card, walk.level, walk.seed) == ("conv-output-size", 2, 0)
    text = (author.folder / CONVOLUTION).read_text(encoding="utf-8")
    levels = text[text.index("  levels:") : text.index("  tests:")]
    edit(author, CONVOLUTION, levels, "")
    walk.ask()
    assert walk.level == 1  # there is no level 2 any more
