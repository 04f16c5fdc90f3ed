"""Small data sets to learn from, the same at every run with the same seed."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Classes: TypeAlias = NDArray[np.int64]


def two_spirals(samples: int, noise: float, seed: int, turns: float = 1.25) -> tuple[Floats, Classes]:
    """Points (N, 2) on two arms wound so often around the middle, and which arm each is on (N)."""
    chance = np.random.default_rng(seed)
    classes = np.arange(samples) % 2
    radii = np.sqrt(chance.uniform(0.03, 1, samples))
    angles = turns * 2 * np.pi * radii + np.pi * classes
    places = np.stack([np.cos(angles), np.sin(angles)], axis=1) * radii[:, None]
    return places + noise * chance.standard_normal((samples, 2)), classes


def two_clouds(samples: int, share: float, apart: float, seed: int) -> tuple[Floats, Classes]:
    """Points (N, 2) of two normal clouds; so large a share of them is of class 1, at least one."""
    chance = np.random.default_rng(seed)
    classes = (np.arange(samples) < max(1, round(share * samples))).astype(np.int64)
    centres = np.where(classes[:, None] == 1, apart / 2, -apart / 2) * np.array([1.0, 0.5])
    return centres + chance.standard_normal((samples, 2)), classes


def wave(samples: int, noise: float, seed: int) -> tuple[Floats, Floats]:
    """Inputs spread evenly over [−1, 1] and the values of sin(3x) there, with noise: (N) and (N)."""
    chance = np.random.default_rng(seed)
    xs = np.linspace(-1, 1, samples)
    return xs, np.sin(3 * xs) + noise * chance.standard_normal(samples)
