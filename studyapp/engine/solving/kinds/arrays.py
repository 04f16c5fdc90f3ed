"""Kinds of arrays: a number or nested lists, checked once and held as NumPy has them."""

import math
from collections.abc import Callable, Sequence
from typing import Any

from studyapp.domain.text import Text
from studyapp.domain.value import Number
from studyapp.engine.solving.inputs import entries_of, flat, number_of
from studyapp.engine.solving.kinds.kind import Kind, Terms, refuse
from studyapp.errors import ExpressionError, GivenError
from studyapp.i18n import N_
from studyapp.messages import Names

DEEPEST = 8
"""How many axes an array may have."""


def _read_array(given: Terms, value: object) -> Any:
    held = _check_array(given, value)
    if not isinstance(held, list):
        return held
    from studyapp.engine.expression.arrays import exact_array

    try:
        return exact_array(held)
    except ExpressionError as error:
        raise refuse(given, value, TOO_LARGE) from error


def _check_array(given: Terms, value: object) -> Any:
    """A number, nested lists of numbers, or a NumPy array; refused where it is not what the given takes."""
    held: Any = number_of(value)
    depth, numbers = 0, [held]
    if held is None and hasattr(value, "dtype") and value.dtype.kind in "fiu":
        depth, held = _dense(given, value)
        numbers = [held]  # compared as a whole
    elif held is None:
        entries = entries_of(value)
        if entries is None:
            raise refuse(given, value, ARRAY_NEEDED)
        depth, held, numbers = _nested(given, entries)
    if given.shape.ndim is not None and depth not in given.shape.ndim:
        wanted = Names(given.shape.ndim)
        raise refuse(given, value, DEPTH_NEEDED, depth=depth, wanted=wanted)
    if not all(map(given.bounds.admit, numbers)):
        raise refuse(given, value, ENTRIES_NEEDED)
    return held


def _dense(given: Terms, array: Any) -> tuple[int, Any]:
    """A NumPy array of plain numbers, checked as a whole and held as it is, in single precision too."""
    if array.size == 0:
        raise refuse(given, array, EMPTY)
    held = array.astype(float) if array.dtype.itemsize < 4 and array.dtype.kind == "f" else array
    if held.dtype.kind == "f" and not _is_finite(held):
        raise refuse(given, array, ARRAY_NEEDED)
    return held.ndim, held


def _is_finite(array: Any) -> bool:
    """Whether no entry is NaN or infinite; one pass mostly, as either spoils a sum of squares."""
    import numpy as np  # loaded already, since there is an array

    if array.flags.c_contiguous:
        with np.errstate(over="ignore", invalid="ignore"):
            flat_view = array.reshape(-1)
            if math.isfinite(flat_view.dot(flat_view)):
                return True
    return math.isfinite(array.max()) and math.isfinite(array.min())  # large ones overflow when squared


def _nested(given: Terms, entries: Sequence[Any]) -> tuple[int, list[Any], list[Number]]:
    """Depth, nested lists, and their numbers one by one; all lists of one depth have one length."""
    numbers: list[Number] = []
    lengths: list[int] = []  # of the lists at each depth
    depths = set()  # at which numbers stand

    def read(inside: Sequence[Any], depth: int) -> list[Any]:
        if depth == DEEPEST:
            raise refuse(given, entries, TOO_DEEP, deepest=DEEPEST)
        if len(inside) == 0:
            raise refuse(given, entries, EMPTY)
        if depth == len(lengths):
            lengths.append(len(inside))
        elif lengths[depth] != len(inside):
            raise refuse(given, entries, RAGGED)
        held: list[Any] = []
        for entry in inside:
            within = entries_of(entry)
            number = None if within is not None else number_of(entry)
            if within is not None:
                held.append(read(within, depth + 1))
            elif number is None:
                raise refuse(given, entry, ENTRY_NEEDED)
            else:
                depths.add(depth + 1)
                held.append(number)
                numbers.append(number)
        return held

    held = read(entries, 0)
    if len(depths) > 1:
        raise refuse(given, entries, RAGGED)
    return len(lengths), held, numbers


def _read_whole_array(given: Terms, value: object) -> Any:
    held = _check_whole_array(given, value)
    if isinstance(held, int):
        return held
    import numpy as np  # only where there are arrays

    try:
        return np.array(held, dtype=np.int64)
    except OverflowError as error:
        raise refuse(given, value, WHOLES_TOO_LARGE) from error


def _check_whole_array(given: Terms, value: object) -> Any:
    """The same as an array's, every entry a whole number."""
    held = _check_array(given, value)
    if hasattr(held, "dtype"):
        if held.dtype.kind == "f" and not (held == held.round()).all():
            raise refuse(given, value, WHOLE_ENTRIES_NEEDED)
    elif odd := [number for number in flat(held) if not isinstance(number, int)]:
        raise refuse(given, odd[0], WHOLE_ENTRIES_NEEDED)
    return held


def _read_arrays(given: Terms, value: object) -> tuple[Any, ...]:
    return tuple(_read_array(given, entry) for entry in _batches(given, value))


def _check_arrays(given: Terms, value: object) -> None:
    for entry in _batches(given, value):
        _check_array(given, entry)


def _batches(given: Terms, value: object) -> Sequence[Any]:
    held: Any = value
    entries = list(held) if getattr(held, "ndim", 0) else entries_of(held)  # of an array its own, uncopied
    if not entries:
        raise refuse(given, value, BATCHES_NEEDED)
    return entries


def _read_array_or_arrays(given: Terms, value: object) -> Any:
    return _one_or_several(_read_array, given, value)


def _check_array_or_arrays(given: Terms, value: object) -> None:
    _one_or_several(_check_array, given, value)


def _one_or_several(read: Callable[[Terms, object], Any], given: Terms, value: object) -> Any:
    """One array, or a tuple of them: where they are NumPy's, or where the lists do not make one."""
    if isinstance(value, list | tuple) and value and all(getattr(entry, "ndim", 0) for entry in value):
        return tuple(read(given, entry) for entry in value)
    entries = entries_of(value) if not hasattr(value, "dtype") else None
    if not entries or not all(entries_of(entry) for entry in entries):
        return read(given, value)
    try:
        return read(given, value)
    except GivenError as error:
        if error.template != RAGGED:
            raise
        return tuple(read(given, entry) for entry in entries)


def _read_anything(given: Terms, value: object) -> Any:
    if isinstance(value, str | bool):
        return value
    return _read_array(given, value)


def _check_anything(given: Terms, value: object) -> None:
    if not isinstance(value, str | bool):
        _check_array(given, value)


ARRAY_NEEDED = N_("{parameter} is {value}; it must be a finite number or nested lists of them")
ENTRY_NEEDED = N_("{parameter} holds {value}; each entry must be a finite number")
ENTRIES_NEEDED = N_("{parameter} is {value}; each entry must be a number with {bounds}")
DEPTH_NEEDED = N_("{parameter} is {value}, of {depth} axes; it may have {wanted} axes")
EMPTY = N_("{parameter} is {value}; it must hold at least one number, and no list in it may be empty")
RAGGED = N_("{parameter} is {value}; the lists in it must all be of one length and depth")
TOO_DEEP = N_("{parameter} is nested too deeply; it may have at most {deepest} axes")
TOO_LARGE = N_("{parameter} is {value}; each entry must be within the range of a double")
BATCHES_NEEDED = N_("{parameter} is {value}; it must be a list of arrays, not empty")
WHOLE_ENTRIES_NEEDED = N_("{parameter} holds {value}; each entry must be a whole number")
WHOLES_TOO_LARGE = N_("{parameter} is {value}; each entry must be within 64 bits")


ARRAY = Kind("array", Text(en="number or nested lists", zh="数或嵌套列表"), _read_array, _check_array)
ARRAYS = Kind("arrays", Text(en="list of arrays", zh="数组的列表"), _read_arrays, _check_arrays)
WHOLE_ARRAY = Kind(
    "whole array",
    Text(en="whole number or nested lists", zh="整数或嵌套列表"),
    _read_whole_array,
    _check_whole_array,
)
ARRAY_OR_ARRAYS = Kind(
    "array or arrays",
    Text(en="array, or list of arrays", zh="数组，或数组的列表"),
    _read_array_or_arrays,
    _check_array_or_arrays,
)
ANYTHING = Kind("any", Text(en="any value", zh="任意值"), _read_anything, _check_anything)
