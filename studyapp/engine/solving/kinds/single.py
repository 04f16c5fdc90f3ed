"""Kinds of single values: numbers, flags, choices, and numbers that may come as a pair."""

from studyapp.domain.text import Text
from studyapp.domain.value import Number
from studyapp.engine.solving.inputs import entries_of, number_of
from studyapp.engine.solving.kinds.kind import Kind, Terms, refuse
from studyapp.i18n import N_
from studyapp.messages import Names


def whole_of(value: object) -> int | None:
    """The whole number that a value is; None for what is none."""
    number = number_of(value)
    return number if type(number) is int else None


def _read_whole(given: Terms, value: object) -> int:
    number = value if type(value) is int else whole_of(value)
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
        raise refuse(given, value, CHOICE_NEEDED, choices=Names(given.choices))
    return value


def _read_pair(given: Terms, value: object) -> tuple[int, int]:
    entries = entries_of(value)
    if entries is None:
        side = whole_of(value)
        entries = (side, side)
    numbers = tuple(whole_of(entry) for entry in entries)
    match numbers:
        case (int(height), int(width)) if given.bounds.admit(height) and given.bounds.admit(width):
            return height, width
    raise refuse(given, value, PAIR_NEEDED)


def _read_sides(given: Terms, value: object) -> int | tuple[int, int]:
    pair = _read_pair(given, value)
    return pair if entries_of(value) is not None else pair[0]


def _read_factors(given: Terms, value: object) -> tuple[Number, Number]:
    entries = entries_of(value)
    if entries is None:
        entries = (value, value)
    numbers = tuple(number_of(entry) for entry in entries)
    match numbers:
        case (height, width) if height is not None and width is not None:
            if given.bounds.admit(height) and given.bounds.admit(width):
                return height, width
    raise refuse(given, value, FACTORS_NEEDED)


WHOLE_NEEDED = N_("{parameter} is {value}; it must be a whole number with {bounds}")
ANY_WHOLE_NEEDED = N_("{parameter} is {value}; it must be a whole number")
NUMBER_NEEDED = N_("{parameter} is {value}; it must be a finite number with {bounds}")
ANY_NUMBER_NEEDED = N_("{parameter} is {value}; it must be a finite number")
FLAG_NEEDED = N_("{parameter} is {value}; it must be true or false")
CHOICE_NEEDED = N_("{parameter} is {value}; it must be one of {choices}")
PAIR_NEEDED = N_("{parameter} is {value}; it must be a whole number or a pair of them, with {bounds}")
FACTORS_NEEDED = N_("{parameter} is {value}; it must be a number or a pair of them, with {bounds}")


WHOLE = Kind("integer", Text(en="whole number", zh="整数"), _read_whole)
NUMBER = Kind("number", Text(en="number", zh="数"), _read_number)
FLAG = Kind("boolean", Text(en="true or false", zh="true 或 false"), _read_flag)
CHOICE = Kind("choice", Text(en="choice", zh="选项"), _read_choice)
PAIR = Kind("pair", Text(en="whole number or [h, w]", zh="整数或 [h, w]"), _read_pair)
SIDES = Kind("pair", Text(en="whole number or [h, w]", zh="整数或 [h, w]"), _read_sides)
FACTORS = Kind("factors", Text(en="number or [h, w]", zh="数或 [h, w]"), _read_factors)
