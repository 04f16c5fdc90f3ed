"""What works everywhere: language, theme, size, help, palette, notices, and errors told calmly."""

import io
import re
from concurrent.futures import Future

import pytest
from textual import events
from textual.drivers.linux_driver import LinuxDriver

from studyapp import i18n
from studyapp.errors import StoreError, StudyError, TerminalError
from studyapp.store.store import Store
from studyapp.study.phase import Phase
from studyapp.tui import app as app_module
from studyapp.tui import base_app
from studyapp.tui.app import StudyApp
from studyapp.tui.crash import REPORT, crash_report
from studyapp.tui.driver import _forgiving_decoder, check_terminal, forgive_stray_bytes
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


async def test_settings_that_cannot_be_written_are_told_and_used_all_the_same(play, monkeypatch) -> None:
    async with play() as player:

        def refuse(**settings):
            from studyapp.errors import ConfigError

            raise ConfigError(
                "{path}: the settings cannot be written ({reason})", path="x", reason="read-only"
            )

        monkeypatch.setattr(player.app.workspace, "change", refuse)
        await player.press("t")
        assert not player.app.current_theme.dark
        assert "x: the settings cannot be written (read-only)" in player.notices


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


async def test_an_answer_that_cannot_be_saved_is_told_and_not_lost(play, monkeypatch) -> None:
    async with play(start="study") as player:
        store = player.app.workspace.store
        append = store.append

        def fail(*_answer):
            failed: Future[None] = Future()
            failed.set_exception(StoreError("the disk is full"))
            return failed

        monkeypatch.setattr(store, "append", fail)
        await player.type("epoch")
        await player.press("enter", "enter")
        assert "the disk is full" in player.notices
        assert player.slug == "epoch-cloze"
        assert "✓ Right." in player.shown  # answered as it was
        monkeypatch.setattr(store, "append", append)
        await player.press("enter")
        assert player.slug != "epoch-cloze"
        assert store.last_attempt().card == "tiny/epoch-cloze"


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


async def test_packs_that_cannot_be_read_are_told_and_home_stays(learner, monkeypatch) -> None:
    workspace = learner()

    def fail():
        raise StudyError("the packs cannot be read")

    monkeypatch.setattr(workspace, "load_packs", fail)
    app = StudyApp(workspace)
    async with app.run_test(notifications=True) as pilot:
        while not app._notifications:
            await pilot.pause(0.01)
        assert [n.message for n in app._notifications] == ["the packs cannot be read"]


async def test_a_pack_with_faults_is_told_and_the_others_are_there(learner, home) -> None:
    broken = home / "packs" / "broken"
    broken.mkdir(parents=True)
    (broken / "pack.yaml").write_text("id: broken\nversion: '1'\ntitle: [\n")
    app = StudyApp(learner())
    async with app.run_test(notifications=True) as pilot:
        while not app._notifications:
            await pilot.pause(0.01)
        (told,) = app._notifications
        assert "The pack broken has 2 faults; see: studyapp pack check" in told.message
        assert told.severity == "warning"
        assert len(app.workspace.library.packs) == 2


async def test_a_worker_that_fails_unforeseen_is_told_without_a_traceback(learner, monkeypatch, home) -> None:
    workspace = learner()

    def fail():
        raise ZeroDivisionError("by mistake")

    monkeypatch.setattr(workspace, "load_packs", fail)
    app = StudyApp(workspace)
    async with app.run_test(notifications=True) as pilot:
        while not app._notifications:
            await pilot.pause(0.01)
        (told,) = app._notifications
        assert "ZeroDivisionError" in told.message
        assert "Traceback" not in told.message
        assert "by mistake" in (home / REPORT).read_text(encoding="utf-8")


def test_a_crash_is_told_in_a_sentence_and_written_down(tmp_path) -> None:
    with pytest.raises(RuntimeError) as crash:
        raise RuntimeError("\x1b[31mred\udc80")
    told = crash_report(crash.value, tmp_path / "new")
    assert str(tmp_path) in str(told)
    assert "RuntimeError" in str(told)
    assert "Traceback" in (tmp_path / "new" / REPORT).read_text(encoding="utf-8")


def test_a_crash_that_cannot_be_written_down_is_told_all_the_same(tmp_path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert "every answer you gave is kept" in str(crash_report(RuntimeError(), tmp_path / "file" / "folder"))


def test_without_a_terminal_the_app_says_what_to_do_instead(monkeypatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("1\n2\n"))
    with pytest.raises(TerminalError, match=r"needs a terminal .* `studyapp study --plain`"):
        check_terminal()


class Tty:
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_dumb_terminal_is_told_what_to_do_instead(monkeypatch, term) -> None:
    monkeypatch.setattr("sys.stdin", Tty())
    monkeypatch.setattr("sys.stdout", Tty())
    monkeypatch.setenv("TERM", term)
    with pytest.raises(TerminalError, match="line by line; use `studyapp study --plain`"):
        check_terminal()
    monkeypatch.setenv("TERM", "xterm-256color")
    check_terminal()


def test_a_stray_byte_from_the_keyboard_is_read_as_a_mark_instead_of_ending_the_app(monkeypatch) -> None:
    from textual.drivers import linux_driver

    monkeypatch.setattr(linux_driver, "getincrementaldecoder", linux_driver.getincrementaldecoder)
    with pytest.raises(UnicodeDecodeError):
        linux_driver.getincrementaldecoder("utf-8")().decode(b"caf\xe9!")
    forgive_stray_bytes()
    assert linux_driver.getincrementaldecoder("utf-8")().decode(b"caf\xe9!") == "caf�!"
    # The driver still takes its decoder from that name; where it no longer does, the mending must move.
    assert "getincrementaldecoder" in LinuxDriver.run_input_thread.__code__.co_names


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


def test_run_tells_a_crash_as_an_error(learner, monkeypatch) -> None:
    workspace = learner()
    monkeypatch.setattr(base_app, "check_terminal", lambda: None)
    monkeypatch.setattr(base_app, "forgive_stray_bytes", lambda: None)

    def crash(app: StudyApp) -> None:
        app.crash = RuntimeError("boom")

    monkeypatch.setattr(StudyApp, "run", crash)
    with pytest.raises(StudyError, match=r"did not foresee .RuntimeError."):
        app_module.run(workspace)


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


def read_in_pieces(sent: bytes, size: int) -> str:
    reading = _forgiving_decoder("utf-8")()
    pieces = [sent[at : at + size] for at in range(0, len(sent), size)]
    return "".join(map(reading.decode, pieces))


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_an_escape_character_within_a_paste_does_not_end_it(size):
    """However the terminal cuts it; keys before and after are left alone."""
    sent = b"a\x1b[A\x1b[200~one\x1b[31mtwo\x1b\x1b[20\x1b[201~q\x1b\x1b[200~\x1b[201~z\x1b"
    assert read_in_pieces(sent, size) == (
        "a\x1b[A\x1b[200~one[31mtwo[20\x1b[201~q\x1b\x1b[200~\x1b[201~z\x1b"
    )


@pytest.mark.parametrize("size", [1, 2, 1000])
def test_a_stray_byte_is_read_as_the_sign_for_it_and_han_in_pieces_as_itself(size):
    assert read_in_pieces("é卷".encode() + b"\xff", size) == "é卷\ufffd"


def test_a_lone_escape_is_handed_on_at_once():
    assert _forgiving_decoder("utf-8")().decode(b"\x1b") == "\x1b"
