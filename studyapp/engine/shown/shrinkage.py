"""Fitting under a penalty: lasso and ridge on a small regression, and a bowl within unit borders.

Of the regression `inputs` are X, (N, D), `targets` y, (N), and what is fitted the weights w, (D).
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

TRUE_WEIGHTS: Floats = np.array([3.0, -2.0, 0.0, 0.0, 1.5, 0.0, 0.0, 0.0])
"""Of the regression: three inputs matter, five do not."""
_SAMPLES = 60
_SEED = 11

# The bowl: a loss of two weights with its lowest point outside the diamond and the circle.
_STEEPNESS: Floats = np.array([1.0, 0.5])
_LOWEST: Floats = np.array([1.6, 0.4])


def regression_data() -> tuple[Floats, Floats]:
    """The same sixty samples at every run: (60, 8) and (60); of the eight inputs three matter."""
    chance = np.random.default_rng(_SEED)
    inputs = chance.standard_normal((_SAMPLES, len(TRUE_WEIGHTS)))
    return inputs, inputs @ TRUE_WEIGHTS + chance.standard_normal(_SAMPLES)


def strongest(inputs: Floats, targets: Floats) -> float:
    """The strength λ from which on L1 leaves no weight at all: the largest |xᵀy|/N."""
    return float(np.abs(inputs.T @ targets).max() / len(targets))


def fit_l1(inputs: Floats, targets: Floats, strength: float) -> Floats:
    """The minimum of |y − Xw|²/(2N) + λ·Σ|w|, by proximal gradient steps (Daubechies et al. 2004, ISTA)."""
    gram, moment = inputs.T @ inputs / len(targets), inputs.T @ targets / len(targets)
    rate = 1 / np.linalg.eigvalsh(gram)[-1]
    weights = np.zeros_like(moment)
    for _step in range(2000):
        moved = soft_threshold(weights - rate * (gram @ weights - moment), rate * strength)
        if np.array_equal(moved, weights):
            break
        weights = moved
    return weights


def fit_l2(inputs: Floats, targets: Floats, strength: float) -> Floats:
    """The minimum of |y − Xw|²/(2N) + λ/2·Σw², in one go: the normal equations of ridge regression."""
    gram = inputs.T @ inputs / len(targets) + strength * np.eye(inputs.shape[1])
    return np.asarray(np.linalg.solve(gram, inputs.T @ targets / len(targets)), dtype=np.float64)


def soft_threshold(weights: Floats, threshold: float) -> Floats:
    """Towards zero by the threshold, but not past it; shaped like `weights`."""
    return np.sign(weights) * np.maximum(np.abs(weights) - threshold, 0.0) + 0.0  # no minus zero


def bowl(points: Floats) -> Floats:
    """The loss of the drawing for points (2, …), w1 and w2 along the first axis."""
    return np.asarray(_STEEPNESS @ (points - _LOWEST.reshape(2, *[1] * (points.ndim - 1))) ** 2)


def on_circle() -> Floats:
    """The lowest point (w1, w2) of the bowl on the unit circle, by halving the multiplier's bracket."""
    low, high = 0.0, 10.0
    for _halving in range(60):
        middle = (low + high) / 2
        point = _STEEPNESS * _LOWEST / (_STEEPNESS + middle)
        low, high = (middle, high) if point @ point > 1 else (low, middle)
    return np.asarray(_STEEPNESS * _LOWEST / (_STEEPNESS + low))


def contour(point: Floats, turn: Floats) -> Floats:
    """The ellipse of equal loss through a point (w1, w2): columns (2, n), one for each angle in radians."""
    radii = np.sqrt(bowl(point) / _STEEPNESS)
    return np.asarray(_LOWEST[:, None] + radii[:, None] * np.stack([np.cos(turn), np.sin(turn)]))
