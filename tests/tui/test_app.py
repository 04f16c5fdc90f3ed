"""What works everywhere: language, theme, size, help, palette, notices, and what is pasted."""

import re

import pytest
from textual import events

from studyapp import i18n
from studyapp.store.store import Store
from studyapp.study.phase import Phase
from studyapp.tui.notices import tell


async def test_the_language_changes_while_one_types_and_what_is_typed_stays(play) -> None:
    async with play(start="study") as player:
        assert "One pass over all training samples" in player.shown
        await player.type("epo")
        await player.press("ctrl+l")
        assert i18n.language() == "zh"
        assert "把所有训练样本过一遍称为一个" in player.shown
        assert "训练循环 › 轮次" in player.rows[0]
        assert "epo" in player.shown
        assert "One pass" not in player.shown
        await player.press("c", "h")  # still typing at the same place
        await player.press("ctrl+l")
        assert "epoch" in player.shown
        assert "One pass over all training samples" in player.shown


async def test_the_language_is_kept_for_the_next_time(play) -> None:
    async with play() as player:
        await player.press("l")
        assert player.app.workspace.config.language == "zh"
    async with play() as player:
        assert player.app.workspace.config.language == "zh"


async def test_every_label_on_the_key_bar_speaks_the_language(play) -> None:
    async with play() as player:
        english = "".join(player.rows[-2:])
        await player.press("l")
        chinese = "".join(player.rows[-2:])
        assert "Study" in english
        assert "Study" not in chinese
        assert re.search("[\u4e00-\u9fff]", chinese)


async def test_the_theme_changes_and_is_kept(play) -> None:
    async with play() as player:
        assert player.app.current_theme.dark
        await player.press("t")
        assert not player.app.current_theme.dark
        assert player.app.workspace.config.theme == "light"
    async with play() as player:
        assert not player.app.current_theme.dark


@pytest.mark.parametrize("size", [(59, 24), (80, 17), (20, 5)])
async def test_a_window_too_small_is_told_kindly_and_nothing_is_lost(play, size) -> None:
    async with play(start="study") as player:
        await player.type("epo")
        await player.pilot.resize_terminal(*size)
        assert "more room" in " ".join(player.shown.split())
        assert "One pass" not in player.shown
        await player.pilot.resize_terminal(80, 24)
        await player.type("ch")
        assert "epoch" in player.shown
        assert player.app.screen.sitting.phase is Phase.ASKING


async def test_the_smallest_window_that_will_do_shows_the_ratings_and_the_verdict(play) -> None:
    async with play(size=(60, 18), start="study") as player:
        await player.type("epos")
        await player.press("enter")
        assert "✗ Not right." in player.shown
        assert "1 Again" in player.shown


async def test_in_a_wide_terminal_the_answer_stands_beside_the_question(play) -> None:
    async with play(size=(120, 40), start="study") as player:
        await player.press("f3")
        row = next(row for row in player.rows if "Answer ──" in row)
        assert row.index("Answer") > 60


async def test_help_lists_what_the_screen_and_the_app_can_do(play) -> None:
    async with play(start="study") as player:
        await player.press("f1")
        for words in ("Keys here", "I don't know", "F3", "Hint", "Undo"):
            assert words in player.shown
        await player.press("pagedown", "pagedown")
        assert "Keys everywhere" in player.shown
        await player.press("escape")
        assert "One pass over all training samples" in player.shown


async def test_the_palette_finds_an_action_by_its_words_and_does_it(play) -> None:
    async with play(start="study") as player:
        await player.press("ctrl+p")
        assert "Idea, formula, first step" in player.shown
        assert "Move cursor" not in player.shown  # only what is ours
        await player.type("dont kn")
        assert "Idea, formula, first step" not in player.shown
        await player.press("enter")
        await player.until(lambda: "You said that you don't know." in player.shown)


async def test_a_notice_that_comes_again_and_again_does_not_pile_up(play) -> None:
    async with play(start="study") as player:
        await player.press(*["enter"] * 5)
        assert len(list(player.notices)) == 1


async def test_ctrl_c_says_how_to_leave(play) -> None:
    async with play() as player:
        await player.press("ctrl+c")
        assert list(player.notices) == ["Press ^q to leave; every answer is kept."]


async def test_the_palette_may_be_closed_while_it_still_searches(play) -> None:
    async with play() as player:
        for _ in range(5):
            for key in ("ctrl+p", "t", "escape", "escape"):
                player.app._driver.send_message(events.Key(key, key if key == "t" else None))
            await player.settle()
        assert player.app.is_running


async def test_what_a_card_says_is_never_taken_for_markup_or_for_commands_to_the_terminal(
    play, tiny_home
) -> None:
    cards = tiny_home / "packs" / "tiny" / "training-loop" / "cards.yaml"
    spiked = "[@click=app.quit]x[/] [link=http://a]y [bold]z[/bold] [/nothing]"
    text = cards.read_text(encoding="utf-8").replace("One pass over", f"One {spiked} pass over")
    cards.write_text(text, encoding="utf-8")
    async with play(size=(120, 40), start="study") as player:
        shown = " ".join(player.shown.split())
        assert "[@click=app.quit]x[/]" in shown
        assert "[/nothing]" in shown
        await player.pilot.click("#prompt", offset=(12, 0))
        assert player.app.is_running


async def test_pasted_control_characters_are_cleaned_and_rows_become_a_matrix(play) -> None:
    async with play(start="study") as player:
        player.app.screen.focused.post_message(events.Paste("1 2\r\n\x1b[31m3\u202e 4\n"))
        await player.settle()
        assert "1 2; [31m3 4" in player.shown


async def test_too_long_a_response_is_cut(play) -> None:
    async with play(start="study") as player:
        player.app.screen.focused.post_message(events.Paste("1" * 100_000))
        await player.settle()
        assert len(player.app.screen.focused.value) == 400


async def test_home_tells_how_long_today_takes_once_that_can_be_told(play, monkeypatch) -> None:
    monkeypatch.setattr(Store, "usual_seconds", lambda self: None)
    async with play() as player:
        assert "about" not in player.shown
    monkeypatch.setattr(Store, "usual_seconds", lambda self: 60.0)
    async with play() as player:
        assert "5 new · new ones are asked again · about 10 min" in player.shown
        assert "PgDn" not in player.shown  # nothing is out of sight


async def test_nothing_is_told_in_english_where_the_palette_finds_nothing(play) -> None:
    async with play() as player:
        await player.press("l", "ctrl+p")
        await player.type("zzzz")
        await player.until(lambda: "没有找到匹配的内容。" in player.shown)
        await player.press("enter")
        assert "今天" in player.shown


async def test_a_notice_has_rows_of_its_own_and_loses_no_chinese_character(play) -> None:
    i18n.use("zh")
    async with play(size=(120, 40)) as player:
        await player.press("enter", "f3", "enter")
        sentence = "还什么都没填。如果不知道，就照实说：那也是一个回答。" * 4
        for start in range(6):  # an edge of what lies below falls within a character at some offset
            tell(player.app, "x" * start + sentence)
            await player.settle()
            shown = "".join(row.strip() for row in player.rows)
            assert "x" * start + sentence in shown.replace(" ", "")
            assert player.rows[-1].strip().startswith("Enter"), "the keys stay where they are"


async def test_a_notice_goes_when_its_time_is_over(play, monkeypatch) -> None:
    monkeypatch.setattr("studyapp.tui.notices._SECONDS", 0.2)
    async with play() as player:
        tell(player.app, "only for a moment")
        await player.settle()
        assert "only for a moment" in player.shown
        await player.until(lambda: "only for a moment" not in player.shown)
