"""How near is near enough: a tolerance judges a value against the answer, inclusive at its bound."""

import math
import re
import sys
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias

from studyapp.domain.text import NOTHING, Text
from studyapp.domain.value import Number

Amount: TypeAlias = int | Fraction

# At most three digits of an exponent: a billion of them would take minutes to write out.
_STATED = re.compile(r"[+-]?[\d./]{1,40}(?:e[+-]?\d{1,3})? *%?", re.ASCII | re.IGNORECASE)

NOISE = 4
"""How many units in the last place of a double two values may differ by and still be the same."""

_DOUBT = 1e-12
"""How far doubles may err, beside the largest of the numbers, before an exact comparison has to decide."""

MOST_DIGITS = 15
"""Significant digits that a double keeps, whatever the number."""


class Measure(StrEnum):
    """By what a tolerance measures."""

    EXACT = "exact"
    RELATIVE = "relative"
    ABSOLUTE = "absolute"
    DIGITS = "digits"


@dataclass(frozen=True, slots=True)
class Tolerance:
    """Exact, within a share of the answer, within an amount, or to a number of significant digits."""

    measure: Measure
    amount: Amount = 0
    """The share (1/100 for 1 %), the amount, or the number of digits."""

    @classmethod
    def within(cls, stated: "str | Number") -> "Tolerance":
        """From what a pack states as `within`: `1%`, or an amount as a number or its text.

        Raises ValueError for another text, and below 0.
        """
        text = stated.strip() if isinstance(stated, str) else stated
        if isinstance(text, str) and not _STATED.fullmatch(text):
            raise ValueError("a tolerance is a share such as 1% or an amount such as 0.01")
        share = isinstance(text, str) and text.endswith("%")
        # A float's shortest decimal is what its author wrote: 0.01 is 1/100, not the double next to it.
        amount = Fraction(text.rstrip("% ")) if isinstance(text, str) else Fraction(str(text))
        if amount < 0:
            raise ValueError("a tolerance is at least 0")
        return cls(Measure.RELATIVE, amount / 100) if share else cls(Measure.ABSOLUTE, amount)

    @classmethod
    def digits(cls, count: int) -> "Tolerance":
        """To `count` significant digits, half a unit of the last one either way.

        Raises ValueError for a count that is not from 1 to 15.
        """
        if not 1 <= count <= MOST_DIGITS:
            raise ValueError("digits are from 1 to 15")
        return cls(Measure.DIGITS, count)

    def allowance(self, answer: Number) -> Amount:
        """How far a value may lie from the answer."""
        if self.measure is Measure.RELATIVE:
            return abs(Fraction(answer)) * self.amount
        if self.measure is Measure.DIGITS:
            return _last_place(answer, int(self.amount)) / 2
        return self.amount

    def accepts(self, value: Number, answer: Number) -> bool:
        """Whether `value` is near enough; at the bound itself it is, whatever a double's last bit says."""
        if value == answer:
            return True
        if self.measure is Measure.EXACT and _is_whole_beside_exact(value, answer):
            return False
        if not (_is_finite(value) and _is_finite(answer)):
            return False
        if self.measure is not Measure.DIGITS and (told := self._told_by_doubles(value, answer)) is not None:
            return told
        distance = abs(Fraction(value) - Fraction(answer))
        return distance <= self.allowance(answer) + _noise(value, answer)

    def _told_by_doubles(self, value: Number, answer: Number) -> bool | None:
        """What doubles say, many times as fast as exact numbers; None so near the bound that they may err."""
        try:
            one, other = float(value), float(answer)
            allowed = float(self.amount) * (abs(other) if self.measure is Measure.RELATIVE else 1)
        except OverflowError:  # an exact number beyond every double
            return None
        beyond = abs(one - other) - allowed
        doubt = max(_DOUBT * max(abs(one), abs(other), allowed), sys.float_info.min)
        return None if abs(beyond) <= doubt else beyond < 0

    def say(self) -> Text:
        """The precision asked, in words; nothing where the answer has to be exact."""
        amount = self.amount
        match self.measure:
            case Measure.RELATIVE:
                share = _plain(Fraction(amount) * 100)
                return Text(f"within {share} %", f"误差不超过 {share}%")
            case Measure.ABSOLUTE:
                return Text(f"within {_plain(amount)}", f"误差不超过 {_plain(amount)}")
            case Measure.DIGITS:
                digits = "digit" if amount == 1 else "digits"
                return Text(f"to {amount} significant {digits}", f"保留 {amount} 位有效数字")
        return NOTHING

    def __str__(self) -> str:
        """As a pack would state it: `1%`, `0.01`, `3 digits`, `exact`."""
        match self.measure:
            case Measure.RELATIVE:
                return f"{_plain(Fraction(self.amount) * 100)}%"
            case Measure.ABSOLUTE:
                return _plain(self.amount)
            case Measure.DIGITS:
                return f"{self.amount} digits"
        return "exact"


EXACT = Tolerance(Measure.EXACT)
"""For whole numbers and fractions."""
HALF_A_PERCENT = Tolerance(Measure.RELATIVE, Fraction(5, 1000))
"""For other numbers, unless a problem states its own."""


def fitting(answer: object) -> Tolerance:
    """The tolerance for an answer where the problem states none; an inexact element makes a list inexact."""
    return HALF_A_PERCENT if _is_inexact(answer) else EXACT


def _is_inexact(answer: object) -> bool:
    if isinstance(answer, tuple):
        return any(map(_is_inexact, answer))
    return isinstance(answer, float)


def _is_whole_beside_exact(value: Number, answer: Number) -> bool:
    """Whether no noise of doubles can be between the two."""
    if isinstance(value, int):
        return not isinstance(answer, float)
    return isinstance(answer, int) and not isinstance(value, float)


def _is_finite(value: Number) -> bool:
    return not isinstance(value, float) or math.isfinite(value)


def _noise(value: Number, answer: Number) -> Amount:
    """What rounding a double may have moved: nothing where a whole number is asked and no double is given."""
    if isinstance(answer, int) and not isinstance(value, float):
        return 0
    try:
        return Fraction(math.ulp(max(abs(float(value)), abs(float(answer))))) * NOISE
    except OverflowError:  # an exact number beyond every double has no noise
        return 0


def _last_place(answer: Number, digits: int) -> Fraction:
    """What one unit of the last of so many significant digits is worth."""
    return Fraction(10) ** (magnitude(answer) - digits + 1)


def magnitude(value: Number) -> int:
    """The power of ten of the first significant digit: 0 for 7.2, -2 for 0.035; 0 for zero."""
    if value == 0:
        return 0
    size = abs(Fraction(value))
    guess = len(str(size.numerator)) - len(str(size.denominator))
    return guess if size >= Fraction(10) ** guess else guess - 1


def _plain(amount: Amount) -> str:
    """An amount as a decimal where it ends, without an exponent as far as one can read it."""
    if isinstance(amount, int) or amount.denominator == 1:
        return str(int(amount))
    return f"{float(amount):.12g}"
