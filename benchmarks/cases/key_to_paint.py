"""From a key to what it paints, in a session beside 10,000 cards: typing, a hint, checking, going on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from benchmarks.figures import CannotMeasureError, Figure, percentile
from benchmarks.large_pack import write_large_pack
from benchmarks.learner import indexed, study
from benchmarks.processes import environment, studyapp
from benchmarks.terminal import Screen, terminal
from studyapp.config import save_config
from studyapp.domain.grade import Rating
from studyapp.home import Home
from studyapp.study.workspace import open_workspace

QUESTIONS = 40
CARDS = 10_000
"""Of another pack, which lies beside the built-in ones."""

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

LONGEST, QUIET, BREATH = 0.5, 0.06, 0.02
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
    changed = [paint for paint in took if paint is not None]
    if len(changed) < 0.95 * len(pressed):
        raise CannotMeasureError(f"only {len(changed)} of {len(pressed)} keys changed the screen")
    first, whole = [paint.first for paint in changed], [paint.whole for paint in changed]
    note = f"p50 to {told(pressed, took)}"
    yield Figure(what="key to paint, p50", measured=percentile(first, 50), unit="ms", note=note)
    yield Figure(what="key to paint, p99", measured=percentile(first, 99), unit="ms", at_most=30)
    yield Figure(what="key to the whole paint, p99", measured=percentile(whole, 99), unit="ms")


def due_problems(folder: Path) -> Home:
    """A home where just these problems are due, of many cards."""
    home = Home.under(folder)
    write_large_pack(home.packs / "large", CARDS)
    with open_workspace(home=home) as workspace:
        save_config(home, replace(workspace.config, new_per_day=0))
        now = datetime.now(UTC)
        for card in indexed(workspace).cards:
            if card.partition("/")[2] in PROBLEMS:
                study(workspace, card, now - timedelta(days=60), Rating.EASY)
    return home


@dataclass(frozen=True, slots=True)
class Paint:
    """What a key changed on the screen, in milliseconds from the key."""

    first: float
    """To the first change."""
    whole: float
    """To the last before the next key: a layout may need a second paint."""


def paints(writes: Sequence[tuple[float, bytes]], presses: Sequence[float]) -> list[Paint | None]:
    """What each press changed; None where it changed nothing."""
    screen, took = Screen(), []
    waiting = list(writes)[::-1]
    for pressed, until in zip((0.0, *presses), (*presses, float("inf")), strict=True):
        changes = []
        while waiting and waiting[-1][0] < until:
            at, data = waiting.pop()
            if screen.show(data):
                changes.append((at - pressed) * 1e3)
        took.append(Paint(changes[0], changes[-1]) if changes else None)
    return took[1:]


def told(pressed: Sequence[tuple[str, float]], took: Sequence[Paint | None]) -> str:
    """The medians of each key's first change: `type 5.4, check 14.3`."""
    by_key: dict[str, list[float]] = {}
    for (does, _at), paint in zip(pressed, took, strict=True):
        if paint is not None:
            by_key.setdefault(does, []).append(paint.first)
    return ", ".join(f"{does} {median(times):.1f}" for does, times in by_key.items())
