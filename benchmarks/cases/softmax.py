"""Softmax and its logarithm over 4096 rows of 1000 logits, against `np.exp` alone."""

from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np

from benchmarks.figures import CannotMeasureError, Figure
from studyapp.engine.numeric.softmax import log_softmax, softmax

ROWS, CLASSES, ROUNDS = 4096, 1000, 15
FAR = 400
"""How many times as wide those logits are spread that have to be shifted."""


def measure(_folder: Path) -> Iterator[Figure]:
    """Each in turn, round by round, into new memory; the first round is not counted."""
    for dtype in (np.float32, np.float64):
        x = np.random.default_rng(1).normal(size=(ROWS, CLASSES)).astype(dtype)
        far = x * dtype(FAR)
        check(x)
        check(far)
        for logits, which in ((x, ""), (far, " of logits beyond ±1000")):
            took = timed(ours(logits) | pytorch(logits))
            for name in list(took)[1:]:
                what, yardstick = f"{name}{which}, {np.dtype(dtype)}", f"np.exp{which}"
                yield figure(
                    what,
                    took[name],
                    yardstick,
                    took["np.exp"],
                    at_most=3 if what.startswith("softmax, ") else None,
                )


def ours(x: np.ndarray) -> dict[str, Callable[[], Any]]:
    """The yardstick, of logits moved to where their exponentials fit, and what is held to it."""
    moved = x - np.maximum(x.max() - 80, 0)
    return {
        "np.exp": lambda: np.exp(moved),
        "softmax": lambda: softmax(x),
        "log_softmax": lambda: log_softmax(x),
    }


def figure(what: str, measured: float, yardstick: str, held_to: float, at_most: float | None) -> Figure:
    """A row."""
    return Figure(
        what=what,
        measured=measured,
        unit="ms",
        yardstick=yardstick,
        yardstick_measured=held_to,
        at_most=at_most,
    )


def timed(runs: dict[str, Callable[[], Any]]) -> dict[str, float]:
    """The median milliseconds of each."""
    took: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(ROUNDS + 1):
        for name, run in runs.items():
            began = perf_counter()
            run()
            took[name].append(1000 * (perf_counter() - began))
    return {name: median(times[1:]) for name, times in took.items()}


def check(x: np.ndarray) -> None:
    """A wrong softmax is not worth its speed."""
    moved = x.astype(np.float64) - x.max(axis=-1, keepdims=True)
    with np.errstate(under="ignore"):
        logarithms = moved - np.log(np.exp(moved).sum(axis=-1, keepdims=True))
        probabilities = np.exp(logarithms)
    if not (
        np.allclose(softmax(x), probabilities, rtol=1e-4)
        and np.allclose(log_softmax(x), logarithms, rtol=1e-5, atol=1e-5)
    ):
        raise CannotMeasureError("softmax is not what it should be")


def pytorch(x: np.ndarray) -> dict[str, Callable[[], Any]]:
    """PyTorch's own, on one thread, where it is installed."""
    try:
        import torch
    except ImportError:
        return {}
    torch.set_num_threads(1)
    logits = torch.from_numpy(x)
    return {
        "PyTorch's softmax": lambda: torch.softmax(logits, -1),
        "PyTorch's log_softmax": lambda: torch.log_softmax(logits, -1),
    }
