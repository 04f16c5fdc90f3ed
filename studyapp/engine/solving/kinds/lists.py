"""Kinds of flat lists: whole numbers, numbers, records."""

from typing import Any

from studyapp.domain.text import Text
from studyapp.domain.value import Number
from studyapp.engine.solving.inputs import entries_of, number_of
from studyapp.engine.solving.kinds.kind import Kind, Terms, refuse
from studyapp.engine.solving.kinds.single import whole_of
from studyapp.errors import GivenError
from studyapp.i18n import N_


def _read_wholes(given: Terms, value: object) -> tuple[int, ...]:
    entries = entries_of(value)
    if entries is None or len(entries) == 0:
        raise refuse(given, value, LIST_NEEDED)
    if given.shape.length is not None and len(entries) != given.shape.length:
        raise refuse(given, value, LENGTH_NEEDED, length=given.shape.length)
    numbers = []
    for at, entry in enumerate(entries):
        number = whole_of(entry)
        if number is None or not given.bounds.admit(number):
            raise refuse(given, entry, WHOLE_ENTRY_NEEDED, at=at)
        numbers.append(number)
    return tuple(numbers)


def _read_numbers(given: Terms, value: object) -> tuple[Number, ...]:
    entries = entries_of(value)
    if not entries:
        raise refuse(given, value, NUMBERS_NEEDED)
    if given.shape.length is not None and len(entries) != given.shape.length:
        raise refuse(given, value, AS_MANY_NUMBERS_NEEDED, length=given.shape.length)
    numbers = []
    for at, entry in enumerate(entries):
        number = number_of(entry)
        if number is None or not given.bounds.admit(number):
            wanted = NUMBER_ENTRY_NEEDED if given.range else ANY_NUMBER_ENTRY_NEEDED
            raise refuse(given, entry, wanted, at=at)
        numbers.append(number)
    return tuple(numbers)


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


LIST_NEEDED = N_("{parameter} is {value}; it must be a list of whole numbers, not empty")
LENGTH_NEEDED = N_("{parameter} is {value}; it must be a list of {length} whole numbers")
WHOLE_ENTRY_NEEDED = N_("{parameter} has {value} at place {at}; each entry must be a whole number, {bounds}")
NUMBERS_NEEDED = N_("{parameter} is {value}; it must be a list of numbers, not empty")
AS_MANY_NUMBERS_NEEDED = N_("{parameter} is {value}; it must be a list of {length} numbers")
NUMBER_ENTRY_NEEDED = N_("{parameter} has {value} at place {at}; each entry must be a number, {bounds}")
ANY_NUMBER_ENTRY_NEEDED = N_("{parameter} has {value} at place {at}; each entry must be a finite number")
RECORDS_NEEDED = N_("{parameter} is {value}; it must be a list of objects, not empty")


WHOLES = Kind("integers", Text(en="list of whole numbers", zh="整数列表"), _read_wholes)
NUMBERS = Kind("numbers", Text(en="list of numbers", zh="数的列表"), _read_numbers)
RECORDS = Kind("records", Text(en="list of objects", zh="对象列表"), _read_records)
