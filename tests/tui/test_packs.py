"""The packs screen: on and off, faults in place, and files that change while it is open."""

from shutil import copytree

import pytest

from studyapp.cli.main import main
from studyapp.study.installed import State
from studyapp.tui.screens.packs import PacksScreen
from tests.conftest import PACKS

CARDS = ("convolution", "cards.yaml")


def another(home, name="other"):
    folder = home / "packs" / name
    copytree(PACKS / "tiny", folder)
    pack = folder / "pack.yaml"
    text = pack.read_text(encoding="utf-8").replace("id: tiny", f"id: {name}")
    pack.write_text(text.replace("A tiny pack", f"Pack {name}"), encoding="utf-8")
    return folder


def spoil(folder):
    """One mistake's name is written wrongly, in line 27."""
    cards = folder.joinpath(*CARDS)
    cards.write_text(cards.read_text(encoding="utf-8").replace("no_floor", "no_flor"), encoding="utf-8")


async def test_space_turns_a_pack_off_and_on_and_home_follows(play, tiny_home):
    another(tiny_home)
    async with play() as player:
        await player.press("k")
        assert player.rows[0].endswith("2 packs")
        assert "● Pack other" in player.shown
        await player.press("space")
        assert "○ Pack other" in player.shown
        assert "What you answered is kept" in player.shown
        assert player.app.workspace.config.packs_off == "other"
        await player.press("escape")
        assert {chapter.pack for chapter in player.app.workspace.overview().chapters} == {"tiny"}
        await player.press("k", "space")
        assert player.app.workspace.config.packs_off == ""
        assert 'packs_off = ""' in (tiny_home / "config.toml").read_text()


async def test_a_pack_that_waits_says_so_and_space_turns_it_on(play, tiny_home):
    another(tiny_home)
    (tiny_home).joinpath("config.toml").write_text('on_request = "other"\n')
    async with play() as player:
        await player.press("k")
        assert "waits until it is begun" in player.shown
        assert "studyapp study --pack other" in player.shown
        await player.press("space")
        assert player.app.workspace.config.on_request == ""
        assert "waits until" not in player.shown


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_faults_are_told_with_file_and_line(play, tiny_home, size):
    spoil(tiny_home / "packs" / "tiny")
    async with play(size=size) as player:
        await player.press("k")
        assert "1 fault" in player.rows[0]
        assert "✗ convolution/cards.yaml:27:9" in player.shown
        assert "did you mean no_floor?" in " ".join(player.shown.split())
        assert "Cards with faults are left out" in player.shown


async def test_what_is_saved_meanwhile_is_read_at_once(play, tiny_home):
    async with play() as player:
        await player.press("k")
        assert "no_flor" not in player.shown
        spoil(tiny_home / "packs" / "tiny")
        await player.until(lambda: "unknown mistake no_flor" in player.shown)
        assert "✗ 1 fault · 4 cards" in player.shown
        another(tiny_home)
        await player.until(lambda: "2 packs" in player.rows[0])
        assert player.app.screen.row_list.row == "tiny"  # the cursor stays at its pack


async def test_back_home_packs_that_were_written_are_counted(play, tiny_home):
    async with play() as player:
        assert player.app.workspace.overview().new == 5
        await player.press("m")
        another(tiny_home)
        await player.press("escape")
        await player.until(lambda: len(player.app.workspace.library.packs) == 2)
        await player.until(lambda: player.app.workspace.overview().new == 10)


async def test_a_folder_that_was_named_and_is_gone_is_told_and_nothing_is_lost(play, tiny_home, learner):
    from studyapp.tui.app import StudyApp
    from tests.tui.conftest import Player

    folder = another(tiny_home.parent / "elsewhere")
    app = StudyApp(learner(pack_paths=[folder]))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        player = await Player(app, pilot).ready()
        await player.press("k")
        assert "named by --pack" in player.shown
        folder.rename(folder.with_name("gone"))
        await player.until(lambda: any("there is no folder" in notice for notice in player.notices))
        assert "Pack other" in player.shown


async def test_the_last_row_tells_how_to_begin_a_pack_of_ones_own(play, tiny_home):
    async with play() as player:
        await player.press("k", "end")
        assert "studyapp pack new my-pack --into" in player.shown
        await player.press("space")  # there is nothing to turn
        assert player.app.workspace.config.packs_off == ""
        assert "On/off" not in player.rows[-1]


async def test_without_the_colours_each_state_has_its_sign(play, tiny_home):
    another(tiny_home, "a")
    another(tiny_home, "b")
    (tiny_home / "config.toml").write_text('on_request = "a"\npacks_off = "b"\n')
    async with play(size=(120, 40)) as player:
        await player.press("k")
        assert isinstance(player.app.screen, PacksScreen)
        rows = [row.replace("▸", " ").split() for row in player.rows[1:]]
        signs = {row[0] for row in rows if row and row[0] in {"●", "◐", "○"}}
        assert signs == {"●", "◐", "○"}
        assert len(State) == len(signs)


async def test_what_the_command_line_turned_off_meanwhile_is_off_here(play, tiny_home):
    async with play() as player:
        assert main(["pack", "off", "tiny"]) == 0
        await player.press("k")
        assert "○ A tiny pack" in player.shown
        await player.press("space")
        assert player.app.workspace.config.packs_off == ""
