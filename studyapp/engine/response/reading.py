"""The door for what a learner typed: a number, a vector or a matrix as asked for, or why it can't be read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from studyapp.domain.value import Number, Value
from studyapp.engine.expression.arithmetic import divide
from studyapp.engine.response.latex import without_latex
from studyapp.engine.response.lists import read_matrix, read_vector
from studyapp.engine.response.notes import without_notes
from studyapp.engine.response.numbers import work_out
from studyapp.engine.response.numerals import decimal
from studyapp.engine.response.spelling import Spelling, spell
from studyapp.engine.response.units import without_unit
from studyapp.errors import ResponseError
from studyapp.text.numbers import show_response

EXPECTATIONS = ("number", "integer", "vector", "matrix")
"""What a response can be read as. An `integer` is read like any number: 7/2 is readable, and then wrong."""

MAX_LENGTH = {"number": 400, "integer": 400, "vector": 4000, "matrix": 8000}

_PLAIN = re.compile(r" *(-?)(\d{1,15}(?:\.\d{1,15})?) *", re.ASCII)
_PERCENT_BEFORE = "百分之"
_NEVER = re.compile(r"(?:never|none|null|永不|永远不会|从不|不会|没有|无)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a response was read as."""

    value: Value

    @property
    def shown(self) -> str:
        """The value for the learner: "read as …"."""
        return show_response(self.value)


def read_response(
    typed: str,
    expect: str = "number",
    units: Sequence[str] = (),
    *,
    percent: bool = False,
    nullable: bool = False,
    allow_blank: bool = False,
) -> Reading:
    """What was typed, read as `expect` says.

    `units` are those that the problem names; `percent`: whether `50%` may stand for 0.5; `nullable`: whether
    `never` is an answer; `allow_blank`: whether a list may have gaps (None). Values may be named first
    (`k = 7*7; 2k + 1`), and the answer may have its own name before it (`P = 3`). Decimals and fractions are
    exact; vectors are tuples, matrices tuples of rows. Raises ResponseError with the column in `typed`, and
    with candidates where it can be read in more than one way.
    """
    if plain := _PLAIN.fullmatch(typed):  # nearly every response
        value = _plain(plain)
        return Reading(
            value if expect in ("number", "integer") else ((value,),) if expect == "matrix" else (value,)
        )
    if len(typed) > (most := MAX_LENGTH[expect]):
        raise _too_long(most, most + 1)
    spelling, names = _answer_in(typed)
    if _NEVER.fullmatch(spelling.text):
        if nullable:
            return Reading(None)
        raise ResponseError(
            "a number is asked for here, not `{word}`", column=spelling.column(0), word=spelling.text
        )
    read_number = _NumberReader(units, percent, names)
    if expect in ("number", "integer"):
        return Reading(read_number(spelling))
    if units:
        spelling = without_unit(spelling, units)
    read_list = read_matrix if expect == "matrix" else read_vector
    return Reading(read_list(spelling, read_number, blanks=allow_blank))


def _answer_in(typed: str) -> tuple[Spelling, Mapping[str, Number]]:
    """The answer itself, and the values that were named before it."""
    spelling = without_latex(spell(typed).strip())
    if spelling.text.startswith("="):  # as one ends a calculation on paper
        spelling = spelling[1:].strip()
    spelling, names = without_notes(spelling, lambda item, known: work_out(item, names=known))
    spelling = without_latex(spelling.strip())  # `P = $3$`: the signs around the answer alone
    if not spelling.text:
        raise ResponseError("there is nothing here to read")
    return spelling, names


@dataclass(frozen=True, slots=True)
class _NumberReader:
    """Reads one number: all of a response, or one entry of its list."""

    units: Sequence[str]
    percent: bool
    names: Mapping[str, Number]

    def __call__(self, item: Spelling) -> Number:
        if plain := _PLAIN.fullmatch(item.text):
            return _plain(plain)
        if len(item.text) > (most := MAX_LENGTH["number"]):
            raise _too_long(most, item.column(most))
        if self.units:
            item = without_unit(item, self.units)
        if self.percent and item.text.startswith(_PERCENT_BEFORE):
            share = work_out(item[len(_PERCENT_BEFORE) :].strip(), names=self.names)
            hundredths: Number = divide(share, 100)
            return hundredths
        return work_out(item, percent=self.percent, names=self.names)


def _too_long(most: int, column: int) -> ResponseError:
    return ResponseError("this is too long to read (at most {most} characters)", column=column, most=most)


def _plain(found: re.Match[str]) -> Number:
    """A number without anything that wants reading: `42`, `-0.5`."""
    size = decimal(found[2])
    return -size if found[1] else size
