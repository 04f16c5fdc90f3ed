"""Whether arrays fit together, and the sentences for when they don't."""

from typing import Any

from studyapp.engine.solving.inputs import flat
from studyapp.errors import GivenError
from studyapp.i18n import N_


def shape_of(array: Any) -> tuple[int, ...]:
    """The lengths of its axes; none for a number."""
    return tuple(getattr(array, "shape", ()))


def must_have_shape_of(model: str, wanted: Any, name: str, array: Any) -> None:
    """Refuse an array whose shape is not the model's."""
    if shape_of(array) != shape_of(wanted):
        raise GivenError(
            N_("{parameter} has the shape {shape}; it must have that of {model}, {wanted}"),
            parameter=name,
            shape=list(shape_of(array)),
            model=model,
            wanted=list(shape_of(wanted)),
        )


def must_broadcast_to(model: str, wanted: Any, name: str, array: Any) -> None:
    """Refuse an array that cannot be stretched to the model's shape; axes are compared from the last one."""
    own, others = shape_of(array), shape_of(wanted)
    beside = zip(own[::-1], others[::-1], strict=False)
    if len(own) > len(others) or any(side not in (1, other) for side, other in beside):
        raise GivenError(
            N_("{parameter} has the shape {shape}; it must stretch to that of {model}, {wanted}"),
            parameter=name,
            shape=list(own),
            model=model,
            wanted=list(others),
        )


def stretched(array: Any, model: Any) -> list[Any]:
    """The entries of an array as they stand beside the model's, one by one."""
    if not shape_of(array):
        return [array] * len(flat(model))
    import numpy as np  # slow to load, and numbers do without

    return flat(np.broadcast_to(array, shape_of(model)))
