"""Every activation function by its name: what parameters it has, and its values."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from types import ModuleType
from typing import Any, TypeAlias

from studyapp.engine.solvers.activations import slopes, values

Parameters: TypeAlias = Mapping[str, Any]

DEFAULTS: dict[str, dict[str, Any]] = {
    "identity": {},
    "sigmoid": {},
    "tanh": {},
    "relu": {},
    "relu6": {},
    "leaky_relu": {"negative_slope": Fraction(1, 100)},
    "prelu": {"weight": Fraction(1, 4)},
    "elu": {"alpha": 1},
    "selu": {},
    "softplus": {"beta": 1},
    "softsign": {},
    "silu": {"beta": 1},
    "gelu": {"approximate": "none"},
    "mish": {},
    "hardsigmoid": {},
    "hardtanh": {},
    "hardswish": {},
    "smu": {"alpha": Fraction(1, 4), "mu": 1},
}
"""A function's own parameters, and what they are unless given."""

NAMES = tuple(DEFAULTS)


def with_defaults(name: str, given: Parameters) -> dict[str, Any]:
    """A function's parameters, its own defaults for those that are not given."""
    return {
        each: default if given.get(each) is None else given[each] for each, default in DEFAULTS[name].items()
    }


def value_of(name: str, x: Any, parameters: Parameters) -> Any:
    """The function of a number, or of each entry of an array."""
    return _worked(values, name, x, parameters)


def slope_of(name: str, x: Any, parameters: Parameters) -> Any:
    """The derivative of the function at a number, or at each entry of an array."""
    return _worked(slopes, name, x, parameters)


def gate_of(name: str, x: Any, parameters: Parameters) -> Any:
    """What x is taken times in a function that has a gate."""
    return _worked(values, f"{name}_gate", x, parameters)


def each(function: Callable[..., Any], x: Any) -> Any:
    """A function of one number for a number, or for every entry of an array."""
    if not getattr(x, "ndim", 0):
        return function(x)
    from studyapp.engine.expression.arrays import elementwise  # NumPy only where there are arrays

    return elementwise("", function, x)


def _worked(of_numbers: ModuleType, name: str, x: Any, parameters: Parameters) -> Any:
    """Numbers and fractions one by one, arrays of floats all at once."""
    if not getattr(x, "ndim", 0) or x.dtype.kind == "O":
        function = getattr(of_numbers, name)
        return each(lambda entry: function(entry, **parameters), x)
    import numpy as np  # slow to load, and only arrays need it

    from studyapp.engine.numeric import activation_slopes, activations

    fast = getattr(activations if of_numbers is values else activation_slopes, name)
    given = {each: value if isinstance(value, str) else float(value) for each, value in parameters.items()}
    with np.errstate(all="ignore"):
        return fast(x, **given)
