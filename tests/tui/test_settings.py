"""The settings screen: changed by arrows or typing, checked while one types, kept at once."""

import pytest

from studyapp import i18n
from studyapp.cli.main import main
from studyapp.config import RULES
from studyapp.study.settings_guide import guide_of


async def to(player, key):
    """Walk down to a setting."""
    for _ in range(len(RULES) + 1):
        if player.app.screen.row_list.row == key:
            return
        await player.press("down")
    raise AssertionError(f"{key} is not listed")


async def test_the_first_setting_is_under_the_cursor_at_first(play):
    async with play() as player:
        await player.press("o")
        assert player.app.screen.row_list.row == "language"
        await player.press("right")
        assert player.app.workspace.config.language == "en"


async def test_arrows_change_a_value_which_is_kept_and_told(play, tiny_home, capsys):
    (tiny_home / "config.toml").write_text("# by hand\nretention = 0.9  # as usual\n")
    async with play() as player:
        await player.press("o")
        await to(player, "retention")
        assert "About 90 of 100 cards" in player.shown
        await player.press("right", "right", "left", "right")
        assert "About 92 of 100 cards" in player.shown
        assert "•▸Desired retention" in player.shown
        assert player.app.workspace.store.policy.retention == 0.92
    assert (tiny_home / "config.toml").read_text() == "# by hand\nretention = 0.92  # as usual\n"
    assert main(["config", "retention"]) == 0
    assert capsys.readouterr().out == "0.92\n"


async def test_a_value_is_checked_while_it_is_typed_and_a_faulty_one_is_not_taken(play):
    async with play() as player:
        await player.press("comma")
        await to(player, "new_per_day")
        await player.press("enter", "backspace", "backspace")
        assert "✗ it must be a whole number from 0 to 9999" in player.shown
        await player.press("enter")  # nothing is taken
        assert player.app.workspace.config.new_per_day == 10
        await player.type("3x")
        assert "it is '3x'" in player.shown
        await player.press("backspace")
        assert "✗" not in player.shown
        await player.press("enter")
        assert player.app.workspace.config.new_per_day == 3
        assert "Up to 3 new cards a day" in player.shown
        await player.press("escape")
        assert "3 questions" in player.shown or "3 new" in player.shown  # home follows


async def test_what_is_typed_first_takes_the_place_of_the_value(play):
    async with play() as player:
        await player.press("o")
        await to(player, "easy_days")
        player.app.take(easy_days="fri")
        await player.press("enter")
        await player.type("sun")
        await player.press("enter")
        assert player.app.workspace.config.easy_days == "sun"
        await player.press("enter", "end")  # whoever moves in it changes it
        await player.type(", mon")
        await player.press("enter")
        assert player.app.workspace.config.easy_days == "sun, mon"


@pytest.mark.parametrize(("key", "after"), [("reduced_motion", True), ("theme", "light")])
async def test_enter_takes_the_next_of_a_few_words_and_nobody_types_them(play, key, after):
    async with play() as player:
        await player.press("o")
        await to(player, key)
        assert "Enter Type" not in player.rows[-1]
        await player.press("enter")
        assert not player.app.screen.query_one("SettingField").is_editing
        assert getattr(player.app.workspace.config, key) == after


async def test_values_are_told_in_words_a_person_reads(play, tiny_home):
    async with play() as player:
        await player.press("o")
        await to(player, "theme")
        await player.press("left")
        assert "high contrast, light" in player.shown
        assert "contrast-light" in (tiny_home / "config.toml").read_text()


async def test_a_digit_begins_to_type_a_number_and_nothing_else(play):
    async with play() as player:
        await player.press("o", "2")  # the language is no number
        assert not player.app.screen.query_one("SettingField").is_editing
        await to(player, "new_per_day")
        await player.press("2", "5", "enter")
        assert player.app.workspace.config.new_per_day == 25


async def test_escape_leaves_the_value_as_it_was_and_then_the_screen(play):
    async with play() as player:
        await player.press("o")
        await to(player, "session_minutes")
        await player.press("enter")
        await player.type("15")
        await player.pilot.resize_terminal(40, 10)  # too small for anything
        assert "more room" in " ".join(player.shown.split())
        await player.pilot.resize_terminal(100, 30)  # what is typed stays
        await player.press("q", "backspace")
        assert "15" in player.shown
        await player.press("escape")
        assert player.app.workspace.config.session_minutes == 0
        assert "Settings" in player.rows[0]
        await player.press("escape")
        assert "Settings" not in player.rows[0]


async def test_the_default_comes_back_by_a_key(play, tiny_home):
    async with play() as player:
        await player.press("o")
        await to(player, "theme")
        assert "d Default" not in player.rows[-1]
        await player.press("right")
        assert "d Default" in player.rows[-1]
        await player.press("d")
        assert player.app.workspace.config.theme == "dark"
        assert "•▸Theme" not in player.shown
    assert 'theme = "dark"' in (tiny_home / "config.toml").read_text()


async def test_theme_and_language_are_seen_at_once(play, monkeypatch):
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    async with play() as player:
        await player.press("o")
        await to(player, "theme")
        await player.press("right", "right")
        assert player.app.theme == "studyapp-dusk"
        await player.press("home", "left")
        assert i18n.language() == "zh"
        assert player.app.workspace.config.language == "zh"
        await player.press("backspace")  # automatic again: as the terminal says
        assert i18n.language() == "en"
        assert player.app.workspace.config.language is None


async def test_the_keys_of_theme_and_language_are_told_in_their_rows(play):
    async with play() as player:
        await player.press("o", "t")
        assert any("Theme" in row and row.rstrip(" ▁▂▃▄▅▆▇█").endswith("light") for row in player.rows)
        await player.press("l")
        assert any("中文" in row and i18n._("Language") in row for row in player.rows[:6])
        await player.press("l")
        assert any("English" in row and "Language" in row for row in player.rows[:6])


async def test_a_settings_file_that_broke_meanwhile_is_told_calmly_and_not_written_over(play, tiny_home):
    async with play() as player:
        (tiny_home / "config.toml").write_text("retention = 2\n")
        await player.press("o")
        assert any("retention: it must be a number from 0.7 to 0.99" in told for told in player.notices)
        await to(player, "new_per_day")
        await player.press("right")
        assert any("retention" in told for told in player.notices)
        assert player.app.workspace.config.new_per_day == 11  # for now
    assert (tiny_home / "config.toml").read_text() == "retention = 2\n"


async def test_what_was_changed_outside_is_taken_in_and_not_written_over(play, tiny_home):
    async with play() as player:
        assert main(["config", "new_per_day", "4"]) == 0
        await player.press("t")  # the theme is kept: of the rest the file is right
        assert "new_per_day = 4" in (tiny_home / "config.toml").read_text()
        await player.press("o")
        await to(player, "new_per_day")
        assert "Up to 4 new cards a day" in player.shown


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (120, 40)])
@pytest.mark.parametrize("language", ["en", "zh"])
async def test_every_row_shows_its_name_and_value_whole(play, size, language):
    async with play(size=size) as player:
        player.app.speak(language)
        await player.press("o")
        for key in RULES:
            await to(player, key)
            label = i18n._(guide_of(key).label)
            shown = [row for row in player.rows if label in row and "…" not in row]
            assert shown, f"{label} is cut in\n{player.shown}"
