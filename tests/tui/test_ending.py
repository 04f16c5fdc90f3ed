"""A terminal that is closed ends the app as its key does, so that what is asked waits for the next start."""

import asyncio
import gc
import os
import signal
from concurrent.futures import Future

import pytest

from studyapp.errors import StoreError
from studyapp.tui.ending import leave_well


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
async def test_the_signal_leads_to_what_the_key_leads_to(number) -> None:
    left = asyncio.Event()

    async def leave() -> None:
        left.set()

    leave_well(leave)
    try:
        os.kill(os.getpid(), number)
        await asyncio.wait_for(left.wait(), timeout=10)
    finally:
        for each in (signal.SIGHUP, signal.SIGTERM):
            asyncio.get_running_loop().remove_signal_handler(each)


async def test_what_is_asked_waits_for_the_next_start(play) -> None:
    async with play(start="study") as player:
        await player.press("f3", "enter")
        asked = player.question.prompt
        leave_well(player.app.action_quit)
        try:
            os.kill(os.getpid(), signal.SIGHUP)
            await player.until(lambda: player.app.workspace.paused() != ())
        finally:
            for each in (signal.SIGHUP, signal.SIGTERM):
                asyncio.get_running_loop().remove_signal_handler(each)
    async with play(start="study") as player:
        assert player.question.prompt == asked


async def test_who_cannot_be_saved_is_told_and_leaves_when_asking_again(play, monkeypatch) -> None:
    async with play(start="study") as player:
        await player.press("f3")
        worn: Future[None] = Future()
        worn.set_exception(StoreError("the disk is full"))
        monkeypatch.setattr(player.app.workspace.store, "append", lambda *_attempt: worn)
        await player.press("ctrl+q")
        assert not player.app._exit
        assert list(player.notices) == ["the disk is full. ^q once more leaves all the same."]
        await player.press("ctrl+q")
        assert player.app._exit


async def test_what_could_not_be_saved_is_not_printed_over_the_terminal_in_the_end(play, monkeypatch) -> None:
    """Asyncio tells of every failure that nobody looked at, with a page of traceback."""
    told: list[object] = []
    async with play(start="study") as player:
        asyncio.get_running_loop().set_exception_handler(lambda _loop, context: told.append(context))
        store = player.app.workspace.store

        def fail(*_attempt) -> Future[None]:
            failed: Future[None] = Future()
            failed.set_exception(StoreError("the disk is full"))
            return failed

        monkeypatch.setattr(store, "append", fail)
        await player.press("f3", "enter", "escape")
        assert "the disk is full" in player.notices
        gc.collect()
        await player.settle()
    assert told == []
