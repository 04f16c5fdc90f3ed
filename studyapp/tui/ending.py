"""A terminal is closed, a machine goes down: the app is left as by its key, and keeps what it has."""

import asyncio
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress

_ENDS = ("SIGHUP", "SIGTERM")
"""Signals that ask a program to end; not every system knows both."""


def leave_well(leave: Callable[[], Awaitable[object]]) -> None:
    """From now on, in the loop that runs, do `leave` at such a signal, instead of ending in mid-air."""
    loop = asyncio.get_running_loop()
    tasks: set[asyncio.Task[object]] = set()

    def begin() -> None:
        async def leaving() -> object:
            return await leave()

        task = loop.create_task(leaving())
        tasks.add(task)  # the loop itself holds its tasks only weakly
        task.add_done_callback(tasks.discard)

    for name in _ENDS:
        if (number := getattr(signal, name, None)) is not None:
            with suppress(NotImplementedError, RuntimeError, ValueError):  # no such thing here
                loop.add_signal_handler(number, begin)
