"""Probabilities and losses of logits over classes; by the logits where a probability has run into 0 or 1."""

from typing import Any

from studyapp.engine.solvers.losses.class_shapes import is_counted, unboxed, zero_if_left_out
from studyapp.engine.solvers.losses.logarithms import exponential, floats, taken_or_worked


def probabilities_of(logits: Any) -> Any:
    """The softmax over the classes, shaped like the logits."""
    return exponential(_logs(logits))


def minus_logs(logits: Any, probabilities: Any) -> Any:
    """−ln p of every class; of a probability that does not come from the logits, minus its own logarithm."""
    logs = _logs(logits)
    return taken_or_worked(probabilities, exponential(logs), _itself, 0 - logs)


def losses_of_true(logits: Any, probabilities: Any, taken: Any, target: Any, ignore_index: int) -> Any:
    """−ln p of each sample's class, 0 where it is left out; `taken` are the true classes' probabilities."""
    import numpy as np  # slow to load; whoever comes here has arrays

    from studyapp.engine.numeric.losses import of_class

    counted = is_counted(target, ignore_index)
    place = np.where(counted, target, 0)
    worked = of_class(minus_logs(logits, probabilities), place)
    own = of_class(floats(probabilities), place)
    looked_up = unboxed(np.where(counted, taken, own))
    losses = taken_or_worked(looked_up, unboxed(own), _itself, worked)
    return zero_if_left_out(losses, target, ignore_index)


def losses_over_all(logits: Any, probabilities: Any, weight: Any, target: Any, ignore_index: int) -> Any:
    """The mean of −w·ln p over all classes of each sample, 0 where it is left out."""
    import numpy as np  # slow to load; whoever comes here has arrays

    from studyapp.engine.numeric.losses import class_axis

    losses = np.moveaxis(minus_logs(logits, probabilities), class_axis(logits), -1)
    weighted = losses if weight is None else losses * floats(weight)
    return zero_if_left_out(weighted.mean(axis=-1), target, ignore_index)


def _logs(logits: Any) -> Any:
    from studyapp.engine.numeric.losses import class_axis
    from studyapp.engine.numeric.softmax import log_softmax

    return log_softmax(floats(logits), class_axis(logits))


def _itself(probability: Any) -> Any:
    return probability
