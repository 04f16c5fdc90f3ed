"""From a key to what it paints, in a session of problems: typing, a hint, checking, going on."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from benchmarks.figures import CannotMeasureError, Figure, percentile
from benchmarks.learner import indexed, study
from benchmarks.processes import environment, studyapp
from benchmarks.terminal import Screen, terminal
from studyapp.config import Home, save_config
from studyapp.domain.grade import Rating
from studyapp.study.workspace import open_workspace

QUESTIONS = 40

KEYS = (
    ("type", "4"),
    ("type", "2"),
    ("rub out", "\x7f"),
    ("type", "7"),
    ("hint", "\x1bOQ"),
    ("check", "\r"),
    ("go on", "\r"),
)
"""What is done at each question, and the key."""

PROBLEMS = (
    "iterations-per-epoch", "batch-size-from-batches", "total-iterations", "optimizer-updates",
    "same-padding", "conv-output-size", "pool-output-size", "running-mean",
    "l1-penalty", "l2-penalty", "sgd-step-l2",
)  # fmt: skip
"""Problems of one number each, so that the keys mean the same at every question."""

LONGEST, QUIET, BREATH = 0.5, 0.03, 0.03
"""Seconds: to wait for a key's paint, to take it for finished, and between two keys."""


def measure(folder: Path) -> Iterator[Figure]:
    """A key is sent when the last one's paint is finished; what was painted is looked at afterwards."""
    home = due_problems(folder)
    pressed: list[tuple[str, float]] = []
    with terminal(studyapp("study"), environment(home.data)) as running:
        running.read_until("Check", 20)
        running.read(5, quiet=0.5)
        for does, key in KEYS * QUESTIONS:
            pressed.append((does, running.press(key)))
            running.read(LONGEST, quiet=QUIET)
            running.read(BREATH)
    took = paints(running.writes, [at for _does, at in pressed])
    changed = [milliseconds for milliseconds in took if milliseconds is not None]
    if len(changed) < 0.95 * len(pressed):
        raise CannotMeasureError(f"only {len(changed)} of {len(pressed)} keys changed the screen")
    by_key: dict[str, list[float]] = {does: [] for does, _key in KEYS}
    for (does, _at), milliseconds in zip(pressed, took, strict=True):
        if milliseconds is not None:
            by_key[does].append(milliseconds)
    each = ", ".join(f"{does} {median(times):.1f}" for does, times in by_key.items() if times)
    yield Figure(what="key to paint, p50", measured=percentile(changed, 50), unit="ms", note=f"p50 to {each}")
    yield Figure(what="key to paint, p99", measured=percentile(changed, 99), unit="ms", at_most=30)


def due_problems(folder: Path) -> Home:
    """A home where just these problems are due."""
    home = Home.under(folder)
    with open_workspace(home=home) as workspace:
        save_config(home, replace(workspace.config, new_per_day=0))
        now = datetime.now(UTC)
        for card in indexed(workspace).cards:
            if card.partition("/")[2] in PROBLEMS:
                study(workspace, card, now - timedelta(days=60), Rating.EASY)
    return home


def paints(writes: Sequence[tuple[float, bytes]], presses: Sequence[float]) -> list[float | None]:
    """Milliseconds from each press to the first change on the screen before the next; None without one."""
    screen, took = Screen(), []
    waiting = list(writes)[::-1]
    for pressed, until in zip((0.0, *presses), (*presses, float("inf")), strict=True):
        change = None
        while waiting and waiting[-1][0] < until:
            at, data = waiting.pop()
            if screen.show(data) and change is None:
                change = (at - pressed) * 1e3
        took.append(change)
    return took[1:]
