"""The kinds of value that a given takes, and the sentence for what is none of the kind."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from studyapp.domain.text import Text
from studyapp.domain.value import Number
from studyapp.engine.solving.inputs import Bounds, Shape, entries_of, number_of, shown
from studyapp.errors import ExpressionError, GivenError
from studyapp.i18n import N_

DEEPEST = 8
"""How many axes an array may have."""


class Terms(Protocol):
    """What a given asks of its value, as the kinds see it."""

    name: str
    bounds: Bounds
    shape: Shape
    choices: tuple[str, ...]
    record: type[Any] | None
    """The class of the entries, where they are records."""

    @property
    def range(self) -> str:
        """What the value may be beyond its kind, in symbols; empty where all goes."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value: its name in the catalogue, its words, and how it is read."""

    name: str
    say: Text
    read: Callable[[Terms, object], Any]
    check: Callable[[Terms, object], object] | None = None
    """Refuses what `read` refuses but makes no array of it, so that packs are read without NumPy."""


def refuse(given: Terms, value: object, template: str, **values: object) -> GivenError:
    """The error that a value is not what the given takes; with a range, `{bounds}` says which."""
    return GivenError(template, parameter=given.name, value=shown(value), bounds=given.range, **values)


def _whole(value: object) -> int | None:
    number = number_of(value)
    return number if type(number) is int else None


def _read_whole(given: Terms, value: object) -> int:
    number = value if type(value) is int else _whole(value)
    if number is None or not given.bounds.admit(number):
        raise refuse(given, value, WHOLE_NEEDED if given.range else ANY_WHOLE_NEEDED)
    return number


def _read_number(given: Terms, value: object) -> Number:
    number = number_of(value)
    if number is None or not given.bounds.admit(number):
        raise refuse(given, value, NUMBER_NEEDED if given.range else ANY_NUMBER_NEEDED)
    return number


def _read_flag(given: Terms, value: object) -> bool:
    if not isinstance(value, bool):
        raise refuse(given, value, FLAG_NEEDED)
    return value


def _read_choice(given: Terms, value: object) -> str:
    if not isinstance(value, str) or value not in given.choices:
        raise refuse(given, value, CHOICE_NEEDED, choices=", ".join(given.choices))
    return value


def _read_pair(given: Terms, value: object) -> tuple[int, int]:
    entries = entries_of(value)
    if entries is None:
        side = _whole(value)
        entries = (side, side)
    numbers = tuple(_whole(entry) for entry in entries)
    match numbers:
        case (int(height), int(width)) if given.bounds.admit(height) and given.bounds.admit(width):
            return height, width
    raise refuse(given, value, PAIR_NEEDED)


def _read_sides(given: Terms, value: object) -> int | tuple[int, int]:
    pair = _read_pair(given, value)
    return pair if entries_of(value) is not None else pair[0]


def _read_wholes(given: Terms, value: object) -> tuple[int, ...]:
    entries = entries_of(value)
    if entries is None or len(entries) == 0:
        raise refuse(given, value, LIST_NEEDED)
    if given.shape.length is not None and len(entries) != given.shape.length:
        raise refuse(given, value, LENGTH_NEEDED, length=given.shape.length)
    numbers = []
    for at, entry in enumerate(entries):
        number = _whole(entry)
        if number is None or not given.bounds.admit(number):
            raise refuse(given, entry, WHOLE_ENTRY_NEEDED, at=at)
        numbers.append(number)
    return tuple(numbers)


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
        wanted = ", ".join(map(str, given.shape.ndim))
        raise refuse(given, value, DEPTH_NEEDED, depth=depth, wanted=wanted)
    if not all(map(given.bounds.admit, numbers)):
        raise refuse(given, value, ENTRIES_NEEDED)
    return held


def _dense(given: Terms, array: Any) -> tuple[int, Any]:
    """A NumPy array of plain numbers, checked as a whole."""
    from studyapp.engine.expression.arrays import exact_array

    if array.size == 0:
        raise refuse(given, array, EMPTY)
    if not math.isfinite(float(abs(array).max())):
        raise refuse(given, array, ARRAY_NEEDED)
    return array.ndim, exact_array(array) if array.dtype.kind in "iu" else array.astype(float)


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


def _read_arrays(given: Terms, value: object) -> tuple[Any, ...]:
    return tuple(_read_array(given, entry) for entry in _batches(given, value))


def _check_arrays(given: Terms, value: object) -> None:
    for entry in _batches(given, value):
        _check_array(given, entry)


def _batches(given: Terms, value: object) -> Sequence[Any]:
    entries = entries_of(value)
    if not entries:
        raise refuse(given, value, BATCHES_NEEDED)
    return entries


def _read_records(given: Terms, value: object) -> tuple[Any, ...]:
    entries = entries_of(value)
    if not entries or given.record is None:
        raise refuse(given, value, RECORDS_NEEDED)
    records = []
    for at, entry in enumerate(entries):
        try:
            records.append(given.record.read(entry))
        except GivenError as error:
            place = f"{given.name}[{at}]" + (f".{error.parameter}" if error.parameter else "")
            told = {name: told for name, told in error.values.items() if name != "parameter"}
            raise GivenError(error.template, parameter=place, **told) from error
    return tuple(records)


def _read_anything(given: Terms, value: object) -> Any:
    if isinstance(value, str | bool):
        return value
    return _read_array(given, value)


def _check_anything(given: Terms, value: object) -> None:
    if not isinstance(value, str | bool):
        _check_array(given, value)


WHOLE_NEEDED = N_("{parameter} is {value}; it must be a whole number with {bounds}")
ANY_WHOLE_NEEDED = N_("{parameter} is {value}; it must be a whole number")
NUMBER_NEEDED = N_("{parameter} is {value}; it must be a finite number with {bounds}")
ANY_NUMBER_NEEDED = N_("{parameter} is {value}; it must be a finite number")
FLAG_NEEDED = N_("{parameter} is {value}; it must be true or false")
CHOICE_NEEDED = N_("{parameter} is {value}; it must be one of {choices}")
PAIR_NEEDED = N_("{parameter} is {value}; it must be a whole number or a pair of them, with {bounds}")
LIST_NEEDED = N_("{parameter} is {value}; it must be a list of whole numbers, not empty")
LENGTH_NEEDED = N_("{parameter} is {value}; it must be a list of {length} whole numbers")
WHOLE_ENTRY_NEEDED = N_("{parameter} has {value} at place {at}; each entry must be a whole number, {bounds}")
ARRAY_NEEDED = N_("{parameter} is {value}; it must be a finite number or nested lists of them")
ENTRY_NEEDED = N_("{parameter} holds {value}; each entry must be a finite number")
ENTRIES_NEEDED = N_("{parameter} is {value}; each entry must be a number with {bounds}")
DEPTH_NEEDED = N_("{parameter} is {value}, of {depth} axes; it may have {wanted} axes")
EMPTY = N_("{parameter} is {value}; it must hold at least one number, and no list in it may be empty")
RAGGED = N_("{parameter} is {value}; the lists in it must all be of one length and depth")
TOO_DEEP = N_("{parameter} is nested too deeply; it may have at most {deepest} axes")
TOO_LARGE = N_("{parameter} is {value}; each entry must be within the range of a double")
BATCHES_NEEDED = N_("{parameter} is {value}; it must be a list of arrays, not empty")
RECORDS_NEEDED = N_("{parameter} is {value}; it must be a list of objects, not empty")

WHOLE = Kind("integer", Text(en="whole number", zh="整数"), _read_whole)
NUMBER = Kind("number", Text(en="number", zh="数"), _read_number)
FLAG = Kind("boolean", Text(en="true or false", zh="true 或 false"), _read_flag)
CHOICE = Kind("choice", Text(en="choice", zh="选项"), _read_choice)
PAIR = Kind("pair", Text(en="whole number or [h, w]", zh="整数或 [h, w]"), _read_pair)
SIDES = Kind("pair", Text(en="whole number or [h, w]", zh="整数或 [h, w]"), _read_sides)
WHOLES = Kind("integers", Text(en="list of whole numbers", zh="整数列表"), _read_wholes)
ARRAY = Kind("array", Text(en="number or nested lists", zh="数或嵌套列表"), _read_array, _check_array)
ARRAYS = Kind("arrays", Text(en="list of arrays", zh="数组的列表"), _read_arrays, _check_arrays)
RECORDS = Kind("records", Text(en="list of objects", zh="对象列表"), _read_records)
ANYTHING = Kind("any", Text(en="any value", zh="任意值"), _read_anything, _check_anything)
