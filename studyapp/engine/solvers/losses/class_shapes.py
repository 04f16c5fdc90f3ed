"""Class indices beside scores (C), (N, C) or (N, C, d1, …): what fits, what counts, and reading by class."""

from typing import Any

from studyapp.engine.expression.numbers import settle
from studyapp.engine.solvers.losses.shapes import shape_of
from studyapp.engine.solving.inputs import shown
from studyapp.errors import GivenError
from studyapp.i18n import N_


def classes_of(scores: Any) -> int:
    """How many classes."""
    return int(scores.shape[min(scores.ndim - 1, 1)])


def is_counted(target: Any, ignore_index: int) -> Any:
    """An array like the target, true where a sample is not left out."""
    import numpy as np  # slow to load; whoever comes here has arrays

    return np.asarray(target) != ignore_index


def unboxed(array: Any) -> Any:
    """An array without axes as the number it holds."""
    return array if array.ndim else settle(array.item())


def rows_of(scores: Any) -> Any:
    """One row of classes a sample, in the order of the targets: (N·d1·…, C)."""
    import numpy as np  # slow to load; whoever comes here has arrays

    return np.moveaxis(scores, min(scores.ndim - 1, 1), -1).reshape(-1, classes_of(scores))


def of_true_class(scores: Any, target: Any, ignore_index: int) -> Any:
    """The score of each sample's class, shaped like the target; None where the sample is left out."""
    import numpy as np  # slow to load; whoever comes here has arrays

    from studyapp.engine.numeric.losses import of_class

    counted = is_counted(target, ignore_index)
    found = of_class(scores, np.where(counted, target, 0))
    return unboxed(found if counted.all() else _none_if_left_out(found, counted))


def _none_if_left_out(values: Any, counted: Any) -> Any:
    import numpy as np  # slow to load; whoever comes here has arrays

    found = np.asarray(values).astype(object)
    found[~counted] = None
    return found


def zero_if_left_out(values: Any, target: Any, ignore_index: int) -> Any:
    """The same values with 0 for each sample that is left out."""
    import numpy as np  # slow to load; whoever comes here has arrays

    return unboxed(np.where(is_counted(target, ignore_index), values, 0))


def of_class_before(scores: Any, target: Any, ignore_index: int) -> Any:
    """The score of the class before each sample's, as if they were counted from 1."""
    import numpy as np  # slow to load; whoever comes here has arrays

    counted = is_counted(target, ignore_index)
    return of_true_class(
        scores, np.where(counted, np.maximum(np.asarray(target) - 1, 0), target), ignore_index
    )


def largest_score(scores: Any, target: Any, ignore_index: int) -> Any:
    """The largest score of each sample, whatever its class."""
    import numpy as np  # slow to load; whoever comes here has arrays

    largest = scores.max(axis=min(scores.ndim - 1, 1))
    counted = is_counted(target, ignore_index)
    return unboxed(np.asarray(largest) if counted.all() else _none_if_left_out(largest, counted))


def check_classes(name: str, scores: Any, target: Any, weight: Any, ignore_index: int) -> None:
    """Refuse targets that are no classes or not one a sample, and weights that are not one a class."""
    import numpy as np  # slow to load; whoever comes here has arrays

    samples = scores.shape[:1] + scores.shape[2:] if scores.ndim > 1 else ()
    if shape_of(target) != samples:
        raise GivenError(
            N_("{parameter} has the shape {shape}; {scores}, of shape {wanted}, ask for {samples}"),
            parameter="target",
            shape=list(shape_of(target)),
            scores=name,
            wanted=list(scores.shape),
            samples=list(samples),
        )
    classes = classes_of(scores)
    indices = np.asarray(target)
    odd = indices[((indices < 0) | (indices >= classes)) & is_counted(target, ignore_index)]
    if odd.size:
        raise GivenError(
            N_("{parameter} holds {value}; each entry must be a class, 0 to {last}, or the ignore_index"),
            parameter="target",
            value=shown(int(odd[0])),
            last=classes - 1,
        )
    if weight is not None and len(weight) != classes:
        raise GivenError(
            N_("{parameter} has {length} numbers; it must have one for each of {classes} classes"),
            parameter="weight",
            length=len(weight),
            classes=classes,
        )
