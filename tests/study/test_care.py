"""At each start a look for damage, each day a backup, and never in the learner's way."""

from datetime import timedelta

import pytest

from studyapp.domain.grade import Rating
from studyapp.errors import StudyError
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
