"""Numerals: digits with points, commas, blanks and apostrophes between them, and what they can mean."""

import re
from fractions import Fraction
from typing import NamedTuple

from studyapp.domain.value import Number

NUMERAL = re.compile(r"(?:\d+(?:[.,'_ ](?=\d)\d+)*\.?|\.\d+)(?!\.?\d)")
"""The longest run of digits and single separators; whether it means anything is `meanings`' business."""

NUMERAL_IN_LIST = re.compile(NUMERAL.pattern.replace("[.,", "[."))
"""The same where commas part the numbers: in `max(1,2)`."""

EXPONENT = re.compile(r"[eE]([+-]?\d+)")

MAX_EXPONENT = 308

_POINTED = re.compile(r"\d+\.?|\d*\.\d+")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([,'_ ])\d{3})(?:\1\d{3})*(?:\.\d*)?")
_POINT_GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3}){2,}")
_INDIAN = re.compile(r"[1-9]\d?(?:,\d{2})+,\d{3}(?:\.\d*)?")
_DECIMAL_COMMA = re.compile(r"\d+,\d+|[1-9]\d{0,2}(?:([.' ])\d{3})(?:\1\d{3})*,\d+")


class Meanings(NamedTuple):
    """What a numeral can mean."""

    values: tuple[Number, ...]
    """Empty where it means nothing."""
    certain: bool
    """Whether it is read without asking."""


def meanings(written: str) -> Meanings:
    """What a numeral (without exponent) can mean: `1,234` is certain, `1,23` is not, `1.2.3` is nothing."""
    if _POINTED.fullmatch(written):
        return Meanings((decimal(written),), certain=True)
    if _GROUPED.fullmatch(written):
        return Meanings((decimal(re.sub("[,'_ ]", "", written)),), certain=True)
    if _POINT_GROUPED.fullmatch(written):
        return Meanings((decimal(written.replace(".", "")),), certain=False)
    if _INDIAN.fullmatch(written):
        return Meanings((decimal(written.replace(",", "")),), certain=False)
    if _DECIMAL_COMMA.fullmatch(written):
        whole, _, rest = written.rpartition(",")
        readings = [decimal(re.sub("[.' ]", "", whole) + "." + rest)]
        if whole.count(".") < 2 and "'" not in written and " " not in written:  # or the comma says nothing
            readings.append(decimal(whole + rest))
        return Meanings(tuple(dict.fromkeys(readings)), certain=False)
    return Meanings((), certain=False)


def decimal(written: str) -> Number:
    """Digits with one point among them, before or behind them, or none: exactly what they say."""
    if "." not in written:
        return int(written)
    whole, _, rest = written.partition(".")  # Fraction reads a text, too, but in several times the time
    value = Fraction(int(whole + rest), 10 ** len(rest))
    return value.numerator if value.denominator == 1 else value
