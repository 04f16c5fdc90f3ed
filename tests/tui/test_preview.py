"""The preview of a pack: its cards and variants, and the files followed as they are saved."""

import os
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree

import pytest

from studyapp.study.preview import Author
from studyapp.tui.preview_app import PreviewApp
from studyapp.tui.screens.preview import PreviewScreen

TINY = Path(__file__).parents[1] / "data" / "packs" / "tiny"
TRAINING, CONVOLUTION = Path("training-loop/cards.yaml"), Path("convolution/cards.yaml")


class Pack:
    """A copy of the tiny pack that a test edits."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def edit(self, file: Path, old: str, new: str) -> None:
        """Save a change as an editor does."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def pack(tmp_path, monkeypatch) -> Pack:
    monkeypatch.chdir(tmp_path)
    return Pack(copytree(TINY, tmp_path / "tiny").relative_to(tmp_path))


@pytest.fixture
def watch(pack, player_of) -> Callable[..., AbstractAsyncContextManager]:
    """`async with watch() as player`: the preview of that pack."""

    @asynccontextmanager
    async def watching(size=(120, 40)):
        app = PreviewApp(Author(pack.folder), clock=lambda: datetime(2026, 11, 21, tzinfo=UTC))
        async with app.run_test(size=size, notifications=True) as pilot:
            player = player_of(pilot)
            await player.until(lambda: "1/5" in player.shown)
            yield player

    return watching


def screen(player) -> PreviewScreen:
    found = player.app.screen
    assert isinstance(found, PreviewScreen)
    return found


async def walk(player, id: str) -> None:
    for _ in range(10):
        if screen(player).walk.card == id:
            return
        await player.press("j")
    raise AssertionError(f"{id} is not in the list")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_it_opens_on_the_first_card_as_a_learner_sees_it_with_what_it_hides(watch, size):
    async with watch(size) as player:
        assert "tiny › why-batches" in player.rows[0]
        assert "1/5" in player.rows[0]
        assert "Why is a gradient not computed" in player.shown
        assert "It would be noisy" in player.shown
        for id in ("why-batches", "epoch-cloze"):
            assert id in player.shown


async def test_cards_are_walked_with_arrows_and_with_j_and_k(watch):
    async with watch() as player:
        await player.press("down", "j", "j")
        assert "tiny › kernel-weights" in player.rows[0]
        await player.press("k", "up")
        assert "tiny › epoch-cloze" in player.rows[0]


async def test_variant_after_variant_is_drawn_and_back(watch):
    async with watch() as player:
        await walk(player, "conv-output-size")
        prompts = []
        for _ in range(4):
            asked = screen(player).walk.trying.asked
            assert f"seed {asked.seed}" in player.rows[0]
            prompts.append(asked.prompt.en)
            await player.press("n")
        assert len(set(prompts)) == 4
        await player.press("p", "p")
        assert screen(player).walk.trying.asked.prompt.en == prompts[2]
        await player.press("p", "p", "p", "p")
        assert screen(player).walk.trying.asked.seed == 0


async def test_levels_are_switched_round(watch):
    async with watch() as player:
        await walk(player, "conv-output-size")
        assert "level 1 of 2" in player.rows[0]
        await player.press("n", "v")
        assert "level 2 of 2 · seed 1" in player.rows[0]
        assert "dilation" in player.shown
        await player.press("v")
        assert "level 1 of 2 · seed 1" in player.rows[0]


async def test_each_card_keeps_the_numbers_at_which_it_was_left(watch):
    async with watch() as player:
        await walk(player, "gpu-hours")
        await player.press("n", "n", "j", "k")
        assert "seed 2" in player.rows[0]


async def test_visible_mistakes_stand_with_their_values_and_what_is_told(watch):
    async with watch((120, 50)) as player:
        await walk(player, "gpu-hours")
        value = screen(player).walk.trying.asked.variant.mistakes["cost"]["hours.minutes"]
        assert f"✗ {float(value):g}" in player.shown
        assert "Those look like minutes" in " ".join(player.shown.split())
        for heading in ("Answer", "Mistakes that show", "Working", "Hints"):
            assert heading in player.shown


async def test_what_is_hidden_from_learners_can_be_hidden(watch):
    async with watch() as player:
        await player.press("w")
        assert "It would be noisy" not in player.shown
        await player.press("w")
        assert "It would be noisy" in player.shown


async def test_what_has_no_room_is_read_on_while_the_list_has_the_keys(watch):
    async with watch((80, 24)) as player:
        await walk(player, "conv-output-size")
        assert "The first step" not in player.shown
        for _ in range(6):
            await player.press("pagedown")
        assert "conv-output-size" in player.rows[0]
        assert "The first step" in player.shown


async def test_answering_works_as_in_a_session(watch):
    async with watch() as player:
        await walk(player, "gpu-hours")
        await player.press("enter")
        await player.type("x y z")
        await player.press("enter")
        assert "nothing is counted" in " ".join(player.notices)
        value = screen(player).walk.trying.asked.variant.mistakes["cost"]["hours.minutes"]
        await player.press("ctrl+u")
        await player.type(str(float(value)))
        await player.press("enter")
        assert "✗ Not right." in player.shown
        assert "Here your way departs." in player.shown
        await player.press("enter")  # once more
        await player.type(str(float(screen(player).walk.trying.asked.variant.answers["cost"])))
        await player.press("enter")
        assert "✓ Right." in player.shown


async def test_a_choice_is_answered_and_left_with_escape(watch):
    async with watch() as player:
        await walk(player, "kernel-weights")
        await player.press("enter", "a", "escape", "j")
        assert "conv-output-size" in player.rows[0]
        await player.press("k", "enter", "b", "enter")
        assert "Right." in player.shown or "Not right." in player.shown


async def test_a_fault_appears_in_place_and_goes_when_it_is_mended(watch, pack):
    async with watch() as player:
        await walk(player, "kernel-weights")
        pack.edit(CONVOLUTION, "kind: choice", "kind: choise")
        await player.until(lambda: "did you mean choice?" in player.shown)
        assert "tiny/convolution/cards.yaml:2:9" in player.shown
        assert "1 fault" in player.rows[0]
        # The last good version stays visible beneath.
        assert "Below is its last version without faults." in player.shown
        assert "Which of these are learnt?" in player.shown
        pack.edit(CONVOLUTION, "kind: choise", "kind: choice")
        await player.until(lambda: "did you mean" not in player.shown)
        assert "fault" not in player.shown
        assert "Which of these are learnt?" in player.shown


async def test_while_a_file_is_no_yaml_its_cards_stay(watch, pack):
    async with watch() as player:
        await walk(player, "conv-output-size")
        pack.edit(CONVOLUTION, "  aim: [no_floor]", "  aim: [no_floor")
        await player.until(lambda: "1 fault" in player.rows[0])
        assert "tiny/convolution/cards.yaml:" in player.shown
        assert "How long is a side" in player.shown
        assert "5/5" in player.rows[0]
        await player.press("n")
        assert "seed 1" in player.rows[0]
        pack.edit(CONVOLUTION, "  aim: [no_floor", "  aim: [no_floor]")
        await player.until(lambda: "fault" not in player.shown)
        assert "seed 1" in player.rows[0]


async def test_while_pack_yaml_is_faulty_the_cards_stay(watch, pack):
    async with watch() as player:
        text = (pack.folder / "pack.yaml").read_text(encoding="utf-8")
        (pack.folder / "pack.yaml").write_text("- nothing")
        await player.until(lambda: "fault" in player.rows[0])
        assert "why-batches" in player.shown
        await player.press("k")
        assert "tiny/pack.yaml:1:1" in player.shown
        (pack.folder / "pack.yaml").write_text(text, encoding="utf-8")
        await player.until(lambda: "fault" not in player.shown)


async def test_an_edit_is_seen_with_the_same_size_and_time(watch, pack):
    async with watch() as player:
        path = pack.folder / TRAINING
        before = path.stat()
        pack.edit(TRAINING, "noisy", "muddy")
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        await player.until(lambda: "It would be muddy" in player.shown)


async def test_a_saved_change_keeps_card_variant_and_what_is_typed(watch, pack):
    async with watch() as player:
        await walk(player, "gpu-hours")
        await player.press("n", "n", "enter")
        await player.type("12+")
        pack.edit(TRAINING, "A run makes", "This run makes")
        await player.until(lambda: "This run makes" in player.shown)
        assert "seed 2" in player.rows[0]
        await player.type("3")
        assert "12+3" in player.shown
        assert "read as 15" in player.shown


async def test_an_answer_is_graded_again_by_what_was_saved(watch, pack):
    async with watch() as player:
        await walk(player, "gpu-hours")
        value = screen(player).walk.trying.asked.variant.mistakes["cost"]["hours.minutes"]
        await player.press("enter")
        await player.type(str(float(value)))
        await player.press("enter")
        assert "look like minutes" in " ".join(player.shown.split())
        pack.edit(TRAINING, "Those look like minutes instead of hours.", "Sixty times too much.")
        await player.until(lambda: player.shown.count("Sixty times too much.") >= 2)
        assert "✗ Not right." in player.shown


async def test_cards_come_go_and_are_renamed_while_one_looks(watch, pack):
    async with watch() as player:
        await walk(player, "epoch-cloze")
        pack.edit(TRAINING, "- id: epoch-cloze\n", "- id: one-pass\n  was: epoch-cloze\n")
        await player.until(lambda: "tiny › one-pass" in player.rows[0])
        text = (pack.folder / TRAINING).read_text(encoding="utf-8")
        (pack.folder / TRAINING).write_text(text[text.index("- id: gpu-hours") :], encoding="utf-8")
        await player.until(lambda: "3" in player.rows[0].rpartition("/")[2])
        assert "one-pass" not in player.shown
        (pack.folder / TRAINING).write_text(text, encoding="utf-8")
        await player.until(lambda: "/5" in player.rows[0])


async def test_what_cannot_be_drawn_is_told_and_left_again(watch, pack):
    async with watch() as player:
        await walk(player, "conv-output-size")
        pack.edit(
            CONVOLUTION, "(size - kernel_size + 2*padding) % stride != 0\n  prompt", "size > 999\n  prompt"
        )
        await player.until(lambda: "level 1, seed 0" in player.shown)
        assert "size > 999" in player.shown
        await player.press("n")
        assert "level 1, seed 1" in player.shown
        await player.press("v")
        assert "dilation" in player.shown


async def test_both_languages_at_once_and_back(watch):
    async with watch() as player:
        await walk(player, "gpu-hours")
        await player.press("ctrl+l")
        await player.settle()
        assert "一次训练有" in player.shown
        assert "这像是把小时" in player.shown
        await player.press("ctrl+l")
        await player.settle()
        assert "A run makes" in player.shown


async def test_an_empty_pack_waits_for_its_first_card(watch, pack, player_of, tmp_path):
    folder = tmp_path / "new"
    folder.mkdir()
    (folder / "pack.yaml").write_text('version: "1"\ntitle: New\nchapters: [{id: one, title: One}]\n')
    (folder / "concepts.yaml").write_text("- {id: idea, name: Idea, chapter: one}\n")
    async with PreviewApp(Author(folder)).run_test(size=(80, 24)) as pilot:
        player = player_of(pilot)
        await player.until(lambda: "no card in this pack yet" in player.shown)
        (folder / "one").mkdir()
        card = "- {id: first, kind: basic, concept: idea, question: What is it?, answer: A card.}\n"
        (folder / "one" / "cards.yaml").write_text(card)
        await player.until(lambda: "0/1" in player.rows[0])
        await player.press("j")
        assert "What is it?" in player.shown


async def test_nothing_is_written_and_no_home_is_needed(watch, pack, home, monkeypatch):
    files = {path: path.read_bytes() for path in pack.folder.rglob("*") if path.is_file()}
    monkeypatch.delenv("HOME", raising=False)
    async with watch() as player:
        await walk(player, "gpu-hours")
        await player.press("enter")
        await player.type("1")
        await player.press("enter", "n", "ctrl+l", "ctrl+t", "f1", "escape")
    assert not home.exists()
    assert {path: path.read_bytes() for path in pack.folder.rglob("*") if path.is_file()} == files


async def test_markup_and_escapes_in_a_pack_are_shown_harmlessly(watch, pack):
    async with watch() as player:
        pack.edit(TRAINING, "It would be noisy", "[@click=app.quit]It[/] [link=http://x]noisy")
        await player.until(lambda: "[@click=app.quit]It[/]" in player.shown)
        pack.edit(TRAINING, "concept: batch-size", 'concept: "[/nothing]"')
        await player.until(lambda: "[/nothing]; known here" in player.shown)
        assert player.app.is_running


async def test_the_authors_own_keys_work_here_too(pack, player_of):
    app = PreviewApp(Author(pack.folder), keys={"preview.turn_over": "f12"})
    async with app.run_test(size=(80, 24)) as pilot:
        player = player_of(pilot)
        await player.until(lambda: "1/5" in player.shown)
        assert "F12 Hide/show" in player.shown


async def test_help_says_each_key_once(watch) -> None:
    async with watch(size=(100, 50)) as player:
        await player.press("f1")
        rows = [row.split() for row in player.rows if "PgDn" in row and "Scroll down" in row]
        assert rows == [["PgDn", "Read", "on", "Scroll", "down"]]
