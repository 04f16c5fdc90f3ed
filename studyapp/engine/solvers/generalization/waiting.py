"""Waiting for a better epoch: the best loss so far, and the counter that it sets back to 0."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any


def seen(losses: Sequence[Any], patience: int, min_delta: Any) -> tuple[Any, ...]:
    """The best loss so far after each epoch, until the patience is full."""
    bests, waited = [losses[0]], 0
    for loss in losses[1:]:
        better = loss < bests[-1] - min_delta
        waited = 0 if better else waited + 1
        bests.append(loss if better else bests[-1])
        if waited == patience:
            break
    return tuple(bests)


def counted(bests: Sequence[Any]) -> tuple[int, ...]:
    """How many epochs have passed since the best loss last changed."""
    counts = [0]
    for before, best in pairwise(bests):
        counts.append(0 if best != before else counts[-1] + 1)
    return tuple(counts)


def until_stop(counts: Sequence[Any], patience: int) -> tuple[Any, ...]:
    """The counter up to the epoch at which it reaches the patience."""
    full = next((at for at, count in enumerate(counts) if count >= patience), len(counts) - 1)
    return tuple(counts[: full + 1])


def place_of(epoch: int, losses: Sequence[Any]) -> int:
    """Where the loss of an epoch stands; of one that a learner made up, the nearest."""
    return min(max(int(epoch), 1), len(losses)) - 1
