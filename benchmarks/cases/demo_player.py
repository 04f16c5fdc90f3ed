"""A demonstration at 120×40: moments played a second, and keys while a network is trained."""

import re
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from benchmarks.figures import CannotMeasureError, Figure, percentile
from benchmarks.processes import environment, studyapp
from benchmarks.terminal import Terminal, terminal

TRAINED = ("demo", "playground", "--set", "epochs=300", "--set", "layers=4", "--set", "width=32")
PLAYED = ("demo", "convolution", "--set", "size=10", "--set", "padding=2")
KNOB = b"hidden layers"
"""Stands in the panel of knobs, which a key paints anew and a moment of the training does not."""
KEYS, BREATH, LONGEST = 40, 0.03, 1.0
SECONDS = 4.0
CONTROL = re.compile(rb"\x1b\[[0-9;:?<>=$]*[ -/]*[@-~]|\x1b[P\]_][^\x07\x1b]*(?:\x07|\x1b\\)")
MOMENT = re.compile(rb"(\d+)/144")


def measure(folder: Path) -> Iterator[Figure]:
    """Keys while the worker trains; then a long scene played as fast as it goes."""
    with terminal(studyapp(*TRAINED), environment(folder)) as running:
        running.read_until("Epoch", 30)
        took = [paint for _key in range(KEYS) if (paint := key_to_panel(running)) is not None]
        still = b"working" in written(running, 0)
    if len(took) < 0.9 * KEYS or not still:
        raise CannotMeasureError(f"only {len(took)} of {KEYS} keys painted the knobs while it trained")
    yield Figure(what="key in a demo that trains, p50", measured=percentile(took, 50), unit="ms")
    yield Figure(what="key in a demo that trains, p95", measured=percentile(took, 95), unit="ms", at_most=50)
    with terminal(studyapp(*PLAYED), environment(folder)) as running:
        running.read_until("144/144", 30)
        for key in "+++ ":
            running.press(key)
            running.read(0.3, quiet=0.1)
        start, began = len(running.writes), perf_counter()
        running.read(SECONDS)
        seen = set(MOMENT.findall(written(running, start)))
        passed = perf_counter() - began
    yield Figure(what="moments of a demo a second", measured=len(seen) / passed, unit="/s", at_least=20)


def key_to_panel(running: Terminal) -> float | None:
    """Milliseconds from a key that holds the next knob to the panel painted anew; None if it never was."""
    start = len(running.writes)
    pressed = running.press("\x1b[B")
    while running.now - pressed < LONGEST:
        running.read(LONGEST, quiet=0)
        if KNOB in written(running, start):
            painted = running.writes[-1][0]
            running.read(BREATH)
            return (painted - pressed) * 1e3
    return None


def written(running: Terminal, start: int) -> bytes:
    """What was written since then, without the control sequences."""
    return CONTROL.sub(b"", b"".join(data for _at, data in running.writes[start:]))
