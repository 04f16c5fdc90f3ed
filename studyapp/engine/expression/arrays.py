"""The language's arrays, and all its NumPy: fractions where arrays are small and exact, else float64."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from studyapp.domain.value import Value
from studyapp.engine.expression.numbers import MOST_ENTRIES, TOO_LARGE, is_array, number, settle
from studyapp.errors import ExpressionError

Array: TypeAlias = NDArray[Any]

MAX_EXACT = 256
"""The most entries that are worked as fractions; larger arrays are float64."""

_PLAIN = frozenset((int, float, bool, str, type(None)))

_UFUNCS: dict[str, Callable[[Array], Array]] = {
    "floor": np.floor,
    "ceil": np.ceil,
    "abs": np.abs,
    "sqrt": np.sqrt,
    "exp": np.exp,
    "log": np.log,
    "ln": np.log,
    "log2": np.log2,
    "log10": np.log10,
    "sin": np.sin,
    "cos": np.cos,
    "tan": np.tan,
    "tanh": np.tanh,
    "sign": np.sign,
    # 1/(1 + exp(-x)) overflows far to the left; the half-angle form does not
    "sigmoid": lambda x: (1 + np.tanh(x / 2)) / 2,
}


def exact_array(nested: object) -> Array:
    """Nested lists as an array: of Fractions (dtype object) when all entries are exact and few, else float64.

    A NumPy array passes through as it is.
    """
    if isinstance(nested, np.ndarray):
        return nested
    shape = _shape(nested)
    return _in_a_row(_entries(nested)).reshape(shape)


def _in_a_row(entries: list[Any]) -> Array:
    """Numbers as an array of one axis: fractions where all are exact and few, else float64."""
    if len(entries) <= MAX_EXACT and not any(isinstance(entry, float) for entry in entries):
        array = np.empty(len(entries), dtype=object)
        array[:] = [entry if type(entry) is Fraction else Fraction(entry) for entry in entries]
        return array
    return np.array([_float(entry) for entry in entries], dtype=np.float64)


def is_ragged(nested: object) -> bool:
    """Whether nested lists are of several lengths, so that they make no array."""
    try:
        _shape(nested)
    except ExpressionError:
        return True
    return False


def is_exact(array: Array) -> bool:
    """Whether an array holds fractions."""
    return array.dtype == object


def as_float(array: Array) -> NDArray[np.float64]:
    """The same numbers as float64, shaped alike; ExpressionError where one is too large."""
    try:
        return array.astype(np.float64)
    except OverflowError as error:
        raise ExpressionError("a number in the list is too large") from error


def plain(value: Any) -> Value:
    """An array or a NumPy number as plain nested tuples and numbers, whole fractions as whole numbers.

    Raises TypeError for anything else.
    """
    if type(value) in _PLAIN:
        return value  # type: ignore[no-any-return]
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, (tuple, list)):
        return tuple([plain(item) for item in value])
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, Fraction):
        return settle(value)
    if isinstance(value, (int, float, str)):
        return value
    raise TypeError(f"{type(value).__name__} is no plain value")


def check_finite(array: Array) -> None:
    """Refuse an array with NaN or infinity in it."""
    if array.dtype != object and not np.isfinite(array).all():
        raise ExpressionError("the result is not a finite number")


def combine(operation: Callable[[Any, Any], Any], left: Any, right: Any) -> Any:
    """`operation` element by element, in fractions where both sides are exact.

    Raises ExpressionError where the shapes cannot be broadcast together.
    """
    left, right = _operand(left), _operand(right)
    if is_exact(left) != is_exact(right):
        left, right = as_float(left), as_float(right)
    if is_exact(left) and max(left.size, right.size) > MAX_EXACT:
        left, right = as_float(left), as_float(right)
    try:
        if left.ndim and right.ndim and left.shape != right.shape:
            _check_growth(np.broadcast(left, right).size, left, right)
        if not is_exact(left):
            with np.errstate(all="ignore"):
                return _unboxed(np.asarray(_vectorised(operation)(left, right)))
        if left.shape != right.shape:
            left, right = np.broadcast_arrays(left, right)
    except ValueError as error:
        raise ExpressionError(
            "lists of shapes {left} and {right} don't fit together", left=left.shape, right=right.shape
        ) from error
    pairs = zip(left.ravel().tolist(), right.ravel().tolist(), strict=True)
    return _refilled([operation(a, b) for a, b in pairs], left.shape)


def elementwise(name: str, scalar: Callable[[Any], Any], value: Any) -> Any:
    """A function of one number on each entry: `scalar` in fractions, else NumPy's own."""
    array = exact_array(value)
    if is_exact(array) or name not in _UFUNCS:
        return _refilled([scalar(settle(entry)) for entry in array.flat], array.shape)
    with np.errstate(all="ignore"):
        return np.asarray(_UFUNCS[name](array))


def reduce(name: str, scalar: Callable[[Sequence[Any]], Any], values: Sequence[Any]) -> Any:
    """A reduction of one array over all its entries, or element by element over several (`max(x, 0)`).

    Raises ExpressionError for an empty array, and for several where `name` takes a single one.
    """
    if len(values) > 1:
        if name not in ("min", "max"):
            raise ExpressionError("{name} takes one list, or several numbers", name=name)
        smaller_or_larger = np.minimum if name == "min" else np.maximum
        result = values[0]
        for value in values[1:]:
            result = combine(smaller_or_larger, result, value)
        return result
    array = exact_array(values[0])
    if array.size == 0 and name not in ("sum", "prod"):
        raise ExpressionError("{name} of an empty list has no value", name=name)
    if is_exact(array):
        return scalar([settle(entry) for entry in array.flat])
    with np.errstate(all="ignore"):
        return number(getattr(np, name)(array))


def dot(left: Any, right: Any) -> Any:
    """The product of two vectors, or of matrices and vectors.

    Raises ExpressionError where their shapes have none.
    """
    left, right = _operand(left), _operand(right)
    if is_exact(left) != is_exact(right):
        left, right = as_float(left), as_float(right)
    if left.ndim > 1 and right.ndim > 1:
        _check_growth(
            left.size // max(1, left.shape[-1]) * (right.size // max(1, right.shape[-2])), left, right
        )
    try:
        with np.errstate(all="ignore"):
            return _unboxed(np.asarray(np.dot(left, right)))
    except ValueError as error:
        raise ExpressionError(
            "lists of shapes {left} and {right} have no product", left=left.shape, right=right.shape
        ) from error


def _check_growth(size: int, left: Array, right: Array) -> None:
    """Refuse to make a long list out of shorter ones: a few such steps would fill any memory."""
    if size > max(MOST_ENTRIES, left.size, right.size):
        raise ExpressionError(TOO_LARGE)


def _vectorised(operation: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """The language's own division and power are for single numbers; NumPy has them for arrays."""
    name = getattr(operation, "__name__", "")
    return {"_quotient": np.true_divide, "_raise": np.power}.get(name, operation)


def _operand(value: Any) -> Array:
    if is_array(value):
        return exact_array(value)
    single = number(value)
    if isinstance(single, float):
        return np.array(single)
    boxed = np.empty((), dtype=object)
    boxed[()] = Fraction(single)
    return boxed


def _refilled(entries: list[Any], shape: tuple[int, ...]) -> Any:
    if entries and isinstance(entries[0], bool):
        return np.array(entries).reshape(shape)
    numbers = [entry if type(entry) is Fraction else number(entry) for entry in entries]
    return _unboxed(_in_a_row(numbers).reshape(shape))


def _unboxed(array: Array) -> Any:
    """An array without axes as the number it holds."""
    return array if array.ndim else settle(array.item())


def _shape(nested: object) -> tuple[int, ...]:
    if not isinstance(nested, (tuple, list)):
        return ()
    shapes = {_shape(item) if isinstance(item, (tuple, list)) else () for item in nested}
    if len(shapes) > 1:
        raise ExpressionError("the rows of a list must be equally long")
    return (len(nested), *(shapes.pop() if shapes else ()))


def _entries(nested: object) -> list[Any]:
    if not isinstance(nested, (tuple, list)):
        return [number(nested)]
    found: list[Any] = []
    for item in nested:
        if isinstance(item, (tuple, list)):
            found += _entries(item)
        else:
            found.append(number(item))
    return found


def _float(value: Any) -> float:
    try:
        return float(value)
    except OverflowError as error:
        raise ExpressionError("a number in the list is too large") from error
