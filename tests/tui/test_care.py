"""Damage to the learner's file is told once the app is open, calmly, and the app goes on."""

import sqlite3
from contextlib import closing

from studyapp.domain.attempt import Attempt, Mode
from studyapp.domain.grade import Rating
from studyapp.store.ids import new_id


def answer(learner, clock) -> None:
    with learner() as workspace:
        at = clock()
        workspace.store.append(
            Attempt(
                id=new_id(at), device="laptop", at=at, mode=Mode.STUDY, card="tiny/epoch", rating=Rating.GOOD,
                seconds=3,
            )
        ).result()  # fmt: skip


async def test_damage_is_told_after_the_first_paint_and_the_app_goes_on(
    play, learner, clock, tiny_home
) -> None:
    answer(learner, clock)
    with closing(sqlite3.connect(tiny_home / "study.sqlite3")) as file, file:
        file.execute("UPDATE memory SET lapses = 50")
    async with play() as player:
        await player.until(lambda: "needs care" in player.shown)
        assert "`studyapp doctor`" in " ".join(player.notices)
        await player.press("z")
        assert "needs care" not in player.rows[0]
    assert not (tiny_home / "backups").exists()


async def test_a_sound_file_is_backed_up_and_nothing_is_said(play, learner, clock, tiny_home) -> None:
    answer(learner, clock)
    async with play() as player:
        await player.until(lambda: len(list((tiny_home / "backups").glob("study-*Z.sqlite3"))) == 1)
        assert "needs care" not in player.shown
