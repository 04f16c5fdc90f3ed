"""Losses of many samples at once: stable logarithms, and negative log-likelihood over classes.

Floats keep their precision (float32 or float64); nothing is checked but what NumPy itself refuses.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from studyapp.engine.numeric.softmax import log_softmax

Array = NDArray[Any]

LEAST_LOGARITHM = -100.0
"""Logarithms of probabilities are not let below this, as in PyTorch's `binary_cross_entropy`."""


def clamped_log(probability: Array) -> Array:
    """The natural logarithm, not below −100, shaped like `probability` (in [0, 1])."""
    with np.errstate(divide="ignore"):
        return np.maximum(np.log(probability), LEAST_LOGARITHM)


def clamped_log_of_rest(probability: Array) -> Array:
    """ln(1 − probability), not below −100, exact for the tiniest ones too; shaped like `probability`."""
    with np.errstate(divide="ignore"):
        return np.maximum(np.log1p(-probability), LEAST_LOGARITHM)


def class_axis(scores: Array) -> int:
    """Where the classes stand: axis 0 of (C), axis 1 of (N, C) and (N, C, d1, …)."""
    return min(scores.ndim - 1, 1)


def of_class(scores: Array, target: Array) -> Array:
    """The score of each sample's class: scores (C), (N, C) or (N, C, d1, …); target (), (N) or (N, d1, …)."""
    last = np.moveaxis(scores, class_axis(scores), -1)
    return np.take_along_axis(last, target[..., np.newaxis], axis=-1)[..., 0]


def nll(
    log_probabilities: Array,
    target: Array,
    weight: Array | None = None,
    label_smoothing: Any = 0.0,
    ignore_index: int = -100,
) -> Array:
    """Negative log-likelihood of each sample, shaped like `target`; 0 where that is `ignore_index`.

    Log-probabilities are (C), (N, C) or (N, C, d1, …), class indices (), (N) or (N, d1, …), weights (C).
    Smoothing takes that share of the loss from all classes evenly, each with its own weight, as PyTorch does
    (Szegedy et al. 2016). Raises IndexError for a class that does not exist.
    """
    ignored = target == ignore_index
    place = np.where(ignored, 0, target)
    losses = 0 - of_class(log_probabilities, place)  # 0 − 0 is 0, where −(0) is −0
    if weight is not None:
        losses = weight[place] * losses
    if label_smoothing:
        last = np.moveaxis(log_probabilities, class_axis(log_probabilities), -1)
        over_all = (last if weight is None else weight * last).sum(axis=-1) / last.shape[-1]
        losses = (1 - label_smoothing) * losses - label_smoothing * over_all
    return np.where(ignored, 0, losses)


def cross_entropy(
    logits: Array,
    target: Array,
    weight: Array | None = None,
    label_smoothing: Any = 0.0,
    ignore_index: int = -100,
) -> Array:
    """Cross-entropy of each sample from its logits: `nll` of their log-softmax, the same otherwise."""
    return nll(log_softmax(logits, class_axis(logits)), target, weight, label_smoothing, ignore_index)
