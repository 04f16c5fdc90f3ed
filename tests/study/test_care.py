"""At each start a look for damage, each day a backup, and never in the learner's way."""

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from studyapp.domain.grade import Rating
from studyapp.errors import StudyError
from studyapp.store import health
from studyapp.store.backup import backups
from studyapp.study.workspace import Workspace


def answered(workspace: Workspace) -> None:
    session = workspace.session()
    session.reveal() if session.preset is None else None
    session.give_up()
    session.rate(Rating.AGAIN).result()
    session.advance()


def test_before_the_first_answer_nothing_is_backed_up(workspace: Workspace) -> None:
    assert workspace.look_after() is None
    assert not workspace.home.backups.exists()


def test_a_backup_is_made_once_a_day(workspace: Workspace, clock) -> None:
    answered(workspace)
    for hours, expected in ((0, 1), (1, 1), (18, 1), (3, 2), (24, 3)):
        clock.forward(hours=hours)
        assert workspace.look_after() is None
        assert len(backups(workspace.home.backups)) == expected


def test_a_backup_of_the_future_does_not_put_off_those_of_now(workspace: Workspace, clock) -> None:
    answered(workspace)
    clock.forward(hours=24 * 365)  # the clock was a year ahead when the app was opened
    assert workspace.look_after() is None
    clock.forward(hours=-24 * 365)
    for hours, expected in ((0, 2), (1, 2), (24, 3)):
        clock.forward(hours=hours)
        assert workspace.look_after() is None
        assert len(backups(workspace.home.backups)) == expected


def test_damage_is_told_and_not_backed_up(workspace: Workspace, clock) -> None:
    answered(workspace)
    workspace.store.rebuild().result()
    workspace.store._writer._submit(  # type: ignore[union-attr]
        lambda: workspace.store._writer._connection.execute("UPDATE memory SET lapses = 77")
    ).result()
    told = workspace.look_after()
    assert "needs care: cards whose memory is not what their answers give: 1" in str(told)
    assert "run `studyapp doctor`" in str(told)
    assert not backups(workspace.home.backups)


def test_what_a_quick_look_does_not_see_is_seen_before_it_gets_into_a_backup(
    workspace: Workspace, clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "LATEST", 1)  # quickly, no more than the latest day is read
    answered(workspace)
    assert workspace.look_after() is None
    clock.forward(hours=24)
    answered(workspace)
    assert workspace.look_after() is None
    with closing(sqlite3.connect(workspace.home.database, isolation_level=None)) as file:
        (guard,) = file.execute("SELECT sql FROM sqlite_schema WHERE name = 'attempts_stay'").fetchone()
        file.execute("DROP TRIGGER attempts_stay")
        file.execute("UPDATE attempts SET seconds = 77 WHERE place = 1")
        file.execute(guard)
    assert workspace.look_after() is None
    clock.forward(hours=24)
    assert "was altered after it was written" in str(workspace.look_after())
    assert len(backups(workspace.home.backups)) == 2


def test_whoever_leaves_need_not_wait_for_it(workspace: Workspace) -> None:
    answered(workspace)

    def leave() -> None:
        raise StudyError("the app was closed")

    with pytest.raises(StudyError, match="the app was closed"):
        workspace.look_after(leave)
    assert not backups(workspace.home.backups)


def test_it_is_done_in_a_moment_after_the_backup_of_a_day(workspace: Workspace, clock) -> None:
    answered(workspace)
    workspace.look_after()
    before = {path: path.stat().st_mtime_ns for path in workspace.home.backups.iterdir()}
    clock.time += timedelta(minutes=5)
    workspace.look_after()
    assert {path: path.stat().st_mtime_ns for path in workspace.home.backups.iterdir()} == before
