"""What cannot be read, written or foreseen is told in a sentence; nothing is lost, and the app stays."""

from concurrent.futures import Future

import pytest

from studyapp.errors import StoreError, StudyError
from studyapp.tui import app as app_module
from studyapp.tui import base_app
from studyapp.tui.app import StudyApp
from studyapp.tui.crash import REPORT, crash_report


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


def test_run_tells_a_crash_as_an_error(learner, monkeypatch) -> None:
    workspace = learner()
    monkeypatch.setattr(base_app, "check_terminal", lambda: None)
    monkeypatch.setattr(base_app, "forgive_stray_bytes", lambda: None)

    def crash(app: StudyApp) -> None:
        app.crash = RuntimeError("boom")

    monkeypatch.setattr(StudyApp, "run", crash)
    with pytest.raises(StudyError, match=r"did not foresee .RuntimeError."):
        app_module.run(workspace)
