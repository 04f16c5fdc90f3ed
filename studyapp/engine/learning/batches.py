"""Batches of a small regression: its data, how it is divided, and how exact a batch's gradient is."""

from math import ceil
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]

MOST_SAMPLES = 2000
SEED = 7
_TRUE_WEIGHTS = np.array([2.0, -1.0, 0.5, 1.0])
_SCALES = np.array([1.0, 0.7, 0.4, 1.0])
_NOISE = 0.5
_TRIED = 300
LOOKS_AN_EPOCH = 8
"""How often an epoch's loss is measured; every update would cost more than the training."""
DIVERGED = 3.0
"""A loss so many times that of the start counts as diverged: the curve leaves the picture there."""


class BatchRun:
    """One training run: a linear model, mean squared error, plain gradient descent on batches."""

    def __init__(self, inputs: Floats, targets: Floats, batch_size: int, lr: float) -> None:
        self.inputs, self.targets = inputs, targets
        self.batch_size, self.lr = batch_size, lr
        self.weights = np.zeros(inputs.shape[1])
        self.chance = np.random.default_rng(SEED)
        self.updates = 0
        self.first_loss = self.loss()
        self.epochs_seen = [0.0]
        self.losses = [self.first_loss]

    def loss(self) -> float:
        """Mean squared error over the whole training set."""
        with np.errstate(all="ignore"):  # a run that diverges overflows; that is what is to be seen
            return float(np.mean((self.inputs @ self.weights - self.targets) ** 2))

    @property
    def has_diverged(self) -> bool:
        """Whether the loss is far above that of the start."""
        return not self.losses[-1] <= DIVERGED * self.first_loss

    def epoch(self, drop_last: bool) -> None:
        """Shuffle, then one update for each batch."""
        count = len(self.targets)
        order = self.chance.permutation(count)
        inputs, targets = self.inputs[order], self.targets[order]
        end = count - count % self.batch_size if drop_last else count
        starts = range(0, end, self.batch_size)
        pace = max(1, ceil(len(starts) / LOOKS_AN_EPOCH))
        epochs_done = int(self.epochs_seen[-1])
        with np.errstate(all="ignore"):
            for done, start in enumerate(starts, 1):
                batch = inputs[start : min(start + self.batch_size, end)]
                error = batch @ self.weights - targets[start : start + len(batch)]
                self.weights = self.weights - self.lr * 2 / len(batch) * (error @ batch)
                self.updates += 1
                if done % pace == 0 and done < len(starts):
                    self.look(epochs_done + done / len(starts))
        self.look(epochs_done + 1.0)

    def look(self, epochs: float) -> None:
        """Measure the loss at this point of the training."""
        self.epochs_seen.append(epochs)
        self.losses.append(self.loss())

    def points(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """Epochs and losses so far; those of a diverging run end at DIVERGED."""
        top = DIVERGED * self.first_loss
        kept = next((at for at, loss in enumerate(self.losses) if not loss <= top), len(self.losses))
        xs, ys = self.epochs_seen[:kept], self.losses[:kept]
        if kept < len(self.losses):
            xs, ys = [*xs, self.epochs_seen[kept]], [*ys, top]
        return tuple(xs), tuple(ys)


def training_set(samples: int) -> tuple[Floats, Floats]:
    """The same data at every run: three inputs of different scale and a constant, targets with noise.

    Inputs (samples, 4) with the constant last, targets (samples).
    """
    chance = np.random.default_rng(SEED)
    inputs = chance.standard_normal((samples, len(_TRUE_WEIGHTS))) * _SCALES
    inputs[:, -1] = 1.0
    return inputs, inputs @ _TRUE_WEIGHTS + _NOISE * chance.standard_normal(samples)


def mini_batches(samples: int, batch_size: int, drop_last: bool) -> int:
    """Updates in an epoch."""
    return samples // batch_size if drop_last else ceil(samples / batch_size)


def scaled(samples: int, batch_size: int) -> tuple[int, int]:
    """A smaller loop with as many iterations an epoch, and a last batch that is full if it was."""
    iterations = ceil(samples / batch_size)
    if iterations > MOST_SAMPLES:
        return MOST_SAMPLES, 1
    batch = MOST_SAMPLES // iterations
    last = samples - (iterations - 1) * batch_size
    last_shown = batch if last == batch_size else max(1, min(batch - 1, batch * last // batch_size))
    if iterations == 1 and batch_size > samples:
        return max(1, min(batch - 1, last_shown)), batch
    return (iterations - 1) * batch + last_shown, batch


def gradient_errors(samples: int, sizes: list[int]) -> list[float]:
    """For each batch size, how far a batch's gradient is from that of all samples, as a share of its length.

    At weights of 0, over 300 batches drawn with replacement: the root of the mean squared distance.
    """
    inputs, targets = training_set(samples)
    each = -2 * inputs * targets[:, None]  # of (w·x − y)² for every sample, at w = 0
    full = each.mean(axis=0)
    chance = np.random.default_rng(SEED)
    errors = []
    for size in sizes:
        drawn = chance.integers(0, samples, (_TRIED, size))
        distances = np.linalg.norm(each[drawn].mean(axis=1) - full, axis=1)
        errors.append(float(np.sqrt(np.mean(distances**2)) / np.linalg.norm(full)))
    return errors
