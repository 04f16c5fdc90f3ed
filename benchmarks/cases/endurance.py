"""Five thousand answers in one session: do the last keys take longer, and does memory grow."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import thread_time

from textual import events

from benchmarks.cases.key_to_paint import due_problems
from benchmarks.figures import CannotMeasureError, Figure
from studyapp.study.workspace import open_workspace
from studyapp.tui.app import StudyApp

ANSWERS = 5000
WARM, COMPARED = 1000, 500
"""Answers until everything has been used once, and how many are compared: the first then, and the last."""
KEYS = ("7", "f3", "enter")
"""Type, give up, go on: what is given up comes again, so the session has no end."""


def measure(folder: Path) -> Iterator[Figure]:
    """In one process without a terminal; in processor time, which another program does not lengthen."""
    took, memory = asyncio.run(_session(folder))
    first, last = took[WARM : WARM + COMPARED], took[-COMPARED:]
    yield Figure(
        what="an answer's keys, late in a session",
        measured=median(last) * 1e3,
        unit="ms",
        yardstick="early in it",
        yardstick_measured=median(first) * 1e3,
        at_most=1.15,
    )
    grown = (memory[-1] - memory[0]) / 1024
    note = f"from {memory[0] / 1024:.0f} to {memory[-1] / 1024:.0f} MiB"
    yield Figure(what="memory grown in 4,000 answers", measured=grown, unit="MiB", at_most=8, note=note)


async def _session(folder: Path) -> tuple[list[float], list[float]]:
    """Seconds of each answer, and KiB in use once it is warm and at the end."""
    took: list[float] = []
    memory: list[float] = []
    with open_workspace(home=due_problems(folder)) as workspace:
        app = StudyApp(workspace, "study")
        async with app.run_test(size=(80, 24)) as pilot:
            while not app.packs_read:
                await pilot.pause(0.02)
            await pilot.pause(1)
            for count in range(ANSWERS):
                began = thread_time()
                for key in KEYS:
                    assert app._driver is not None
                    app._driver.send_message(events.Key(key, key if len(key) == 1 else None))
                    for _round in range(4):
                        await pilot._wait_for_screen()
                took.append(thread_time() - began)
                if count in (WARM, ANSWERS - 1):
                    memory.append(_in_use())
            position = app.screen.sitting.position  # type: ignore[attr-defined]
    if position < 0.9 * ANSWERS:
        raise CannotMeasureError(f"only {position} of {ANSWERS} questions were answered")
    return took, memory


def _in_use() -> float:
    """The process's memory in KiB."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError as error:
        raise CannotMeasureError("memory in use is read from /proc, which is not here") from error
    return pages * 4
