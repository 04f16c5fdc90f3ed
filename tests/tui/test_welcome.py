"""The three pages of the very first start: chosen by keys, skipped by Enter, and never seen again."""

import pytest

from studyapp import i18n
from studyapp.cli import main as command_line
from studyapp.config import load_config
from tests.tui.pasts import answer


@pytest.fixture
def welcomed(play):
    return lambda **options: play(start="welcome", **options)


async def test_enter_skips_each_page_and_changes_nothing_but_that_it_never_returns(welcomed, learner) -> None:
    with learner() as workspace:
        assert workspace.is_fresh
    async with welcomed() as player:
        for page in ("In which language?", "How much a day?", "How a card works"):
            assert page in player.shown
            await player.press("enter")
        assert "10 questions today" in player.shown
        config = player.app.workspace.config
        assert (config.language, config.new_per_day) == (None, 10)
    with learner() as workspace:
        assert not workspace.is_fresh


async def test_escape_skips_all_of_it(welcomed, learner) -> None:
    async with welcomed() as player:
        await player.press("escape")
        assert "10 questions today" in player.shown
    with learner() as workspace:
        assert not workspace.is_fresh


async def test_who_leaves_the_app_amid_it_is_welcomed_again(welcomed, learner) -> None:
    async with welcomed() as player:
        await player.press("enter", "ctrl+q")
    with learner() as workspace:
        assert workspace.is_fresh


@pytest.mark.parametrize("keys", [("down",), ("b",), ("2",), ("up",), ("l",)])
async def test_the_language_holds_at_once_and_is_kept(welcomed, learner, keys) -> None:
    async with welcomed() as player:
        assert "▸ a (●) English" in player.shown
        await player.press(*keys)
        assert "▸ b (●) 中文" in player.shown
        assert i18n.language() == "zh"
        await player.press("escape")
        assert "今天" in player.shown
    with learner() as workspace:
        assert workspace.config.language == "zh"


async def test_in_chinese_both_languages_can_be_read(welcomed) -> None:
    i18n.use("zh")
    async with welcomed() as player:
        assert "▸ b (●) 中文" in player.shown
        assert "In which language?" in player.shown


@pytest.mark.parametrize(("keys", "new"), [(("a",), 5), (("down",), 20), (("down", "down"), 5), (("b",), 10)])
async def test_the_daily_amount_is_kept_and_home_plans_with_it(welcomed, tiny_home, keys, new) -> None:
    async with welcomed() as player:
        await player.press("enter", *keys, "enter")
        assert "How a card works" in player.shown
        assert player.app.workspace.config.new_per_day == new
        await player.press("enter")
        assert f"{min(new, 5)} new" in player.shown  # the tiny pack has five cards
    from studyapp.home import Home

    assert load_config(Home.under(tiny_home)).new_per_day == new


async def test_one_can_go_back_and_choose_otherwise(welcomed) -> None:
    async with welcomed() as player:
        assert "⌫ Back" not in player.shown
        await player.press("enter", "a", "enter", "left")
        assert "▸ a (●) 5 new cards a day" in player.shown
        await player.press("backspace")
        assert "In which language?" in player.shown


async def test_the_example_tells_the_times_of_a_new_card(welcomed) -> None:
    async with welcomed() as player:
        await player.press("enter", "enter")
        shown = " ".join(player.shown.split())
        # as the learning steps say: a minute, ten minutes, and six between them
        assert "1 Again 1 min 2 Hard 6 min 3 Good 10 min 4 Easy" in shown


async def test_the_app_is_opened_with_it_only_where_nobody_was_before(
    learner, monkeypatch, tiny_home
) -> None:
    opened = []
    monkeypatch.setattr("studyapp.tui.app.run", lambda _workspace, start: opened.append(start))
    assert command_line.main([]) == 0
    (tiny_home / "config.toml").touch()
    assert command_line.main([]) == 0
    (tiny_home / "config.toml").unlink()
    with learner() as workspace:
        workspace.load_packs()
        from datetime import timedelta

        answer(workspace, "tiny/epoch-cloze", timedelta(days=1))
    assert command_line.main([]) == 0
    assert opened == ["welcome", "home", "home"]


async def test_settings_that_cannot_be_written_are_told_and_home_is_there(welcomed, monkeypatch) -> None:
    from studyapp.errors import ConfigError
    from studyapp.study.workspace import Workspace

    def refuse(self, **settings):
        raise ConfigError("{path}: the settings cannot be written ({reason})", path="x", reason="read-only")

    monkeypatch.setattr(Workspace, "change", refuse)
    async with welcomed() as player:
        await player.press("escape")
        assert "x: the settings cannot be written (read-only)" in player.notices
        assert "10 questions today" in player.shown
