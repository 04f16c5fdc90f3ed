"""The kinds of value that a given takes, and the sentence for what is none of the kind."""

from studyapp.engine.solving.kinds.arrays import ANYTHING, ARRAY, ARRAY_OR_ARRAYS, ARRAYS, WHOLE_ARRAY
from studyapp.engine.solving.kinds.kind import Kind, Terms
from studyapp.engine.solving.kinds.lists import NUMBERS, RECORDS, WHOLES
from studyapp.engine.solving.kinds.single import CHOICE, FACTORS, FLAG, NUMBER, PAIR, SIDES, WHOLE

__all__ = [
    "ANYTHING",
    "ARRAY",
    "ARRAYS",
    "ARRAY_OR_ARRAYS",
    "CHOICE",
    "FACTORS",
    "FLAG",
    "NUMBER",
    "NUMBERS",
    "PAIR",
    "RECORDS",
    "SIDES",
    "WHOLE",
    "WHOLES",
    "WHOLE_ARRAY",
    "Kind",
    "Terms",
]
