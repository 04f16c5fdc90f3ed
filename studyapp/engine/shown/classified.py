"""Samples of a problem on cross-entropy: the logits of each, its true class, and how much it counts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp, log
from typing import TypeAlias

import numpy as np

from studyapp.domain.value import Value
from studyapp.engine.numeric.softmax import log_softmax
from studyapp.engine.taking import numbers

Row: TypeAlias = tuple[float, ...]

LEAST = 1e-8
"""Probabilities of a problem are not taken below this: their logarithms are to be drawn."""
_OF_MANY = 1000
"""Samples of a problem of which `k` have their true class at 0.01 and all others at `p`."""
_HOPELESS = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Classified:
    """One sample, or several alike: the logits (C), the true class, and the logarithm of its probability."""

    logits: Row
    target: int
    log_probability: float
    weight: float = 1.0
    """What its loss is multiplied by: a class weight, or the number of samples like it."""
    is_count: bool = False
    """Whether the weight is a number of samples."""
    share: float = 1.0
    """What it adds to what the sum is divided by."""

    @property
    def probability(self) -> float:
        """Of the true class."""
        return exp(self.log_probability)

    @property
    def loss(self) -> float:
        """Minus the logarithm of the true class's probability, times the weight; never −0."""
        return 0.0 - self.weight * self.log_probability


def mean_loss(samples: Sequence[Classified]) -> float:
    """The sum of the losses by what they count together: their number, or their class weights."""
    return sum(sample.loss for sample in samples) / sum(sample.share for sample in samples)


def classified(givens: Mapping[str, Value]) -> tuple[Classified, ...]:
    """The samples that a problem is about, however it writes them; none where it has none."""
    target, weights = numbers(givens.get("target")), numbers(givens.get("weight"))
    if rows := _rows(givens.get("log_probabilities")):
        return tuple(_of_logarithms(rows, target, weights))
    if rows := _rows(givens.get("logits")):
        return tuple(_of_logits(rows, target))
    if logits := numbers(givens.get("logits")):
        return tuple(_of_one_logit(logits, target, numbers(givens.get("pos_weight")) or (1.0,)))
    if given := numbers(givens.get("prediction")):
        return tuple(_of_probabilities([(1 - p, p) for p in given], target))
    samples = tuple(_of_probabilities(*_told(givens)))
    hopeless = numbers(givens.get("k"))
    if len(samples) == 1 and hopeless and 0 < hopeless[0] < _OF_MANY:
        return _some_hopeless(samples[0], hopeless[0])
    return samples


def _told(givens: Mapping[str, Value]) -> tuple[list[Row], Row]:
    """Probabilities of the classes, and the true ones, of a problem that tells them with a letter."""
    probabilities = numbers(givens.get("p"))
    if len(probabilities) > 1:
        return [probabilities], numbers(givens.get("y"))
    if loss := numbers(givens.get("L")):
        probabilities = (exp(-loss[0]),)
    return [(p, 1 - p) for p in probabilities], (0.0,) * len(probabilities)


def _rows(value: Value) -> list[Row]:
    """A matrix with a row for each sample; of a single row of several numbers, none."""
    if not isinstance(value, tuple) or not all(isinstance(row, tuple) for row in value):
        return []
    rows = [numbers(row) for row in value]
    return rows if all(len(row) > 1 for row in rows) else []


def _pairs(rows: Sequence[Row], target: Row) -> Iterator[tuple[Row, int]]:
    """Each row with its class, where all go together."""
    if len(rows) == len(target):
        yield from (
            (row, int(label))
            for row, label in zip(rows, target, strict=True)
            if int(label) in range(len(row))
        )


def _of_logits(rows: Sequence[Row], target: Row) -> Iterator[Classified]:
    for row, label in _pairs(rows, target):
        of_true = float(log_softmax(np.array(row))[label])
        yield Classified(logits=row, target=label, log_probability=of_true)


def _of_logarithms(rows: Sequence[Row], target: Row, weights: Row) -> Iterator[Classified]:
    """Log-probabilities as they are written: rounded, so that they may add up to a little less than 1."""
    for row, label in _pairs(rows, target):
        weight = weights[label] if label < len(weights) else 1.0
        yield Classified(logits=row, target=label, log_probability=row[label], weight=weight, share=weight)


def _of_one_logit(logits: Row, target: Row, pos_weight: Row) -> Iterator[Classified]:
    """Several logits with one class as target are one sample; else each is one of two classes, beside a 0.

    The mean divides by the number of samples whatever `pos_weight` is, as PyTorch's does.
    """
    if len(logits) > 1 and len(target) == 1:
        yield from _of_logits([logits], target)
        return
    for sample in _of_logits([(0.0, logit) for logit in logits], target):
        yield replace(sample, weight=pos_weight[0] if sample.target == 1 else 1.0)


def _of_probabilities(rows: Sequence[Row], target: Row) -> Iterator[Classified]:
    """Logarithms of probabilities are logits that softmax turns into just these."""
    for row, label in _pairs(rows, target):
        logits = tuple(log(max(p, LEAST)) for p in row)
        yield Classified(logits=logits, target=label, log_probability=logits[label])


def _some_hopeless(sample: Classified, count: float) -> tuple[Classified, Classified]:
    """Of a thousand samples so many whose true class has hardly any probability, and others like `sample`."""
    (hopeless,) = _of_probabilities([(_HOPELESS, 1 - _HOPELESS)], (0.0,))
    return (
        replace(sample, weight=_OF_MANY - count, share=_OF_MANY - count, is_count=True),
        replace(hopeless, weight=count, share=count, is_count=True),
    )
