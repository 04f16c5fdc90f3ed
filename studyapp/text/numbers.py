"""Numbers as a learner reads them: exact where that is short, else to a few significant digits."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from math import isfinite, isnan

from studyapp.i18n import _

SIGNIFICANT = 6
"""Digits shown of a number that is not exact."""

_LONGEST_DECIMAL = 10
_LONGEST_FRACTION = 99_999
_LONGEST_WHOLE = 10**40
_TINY, _HUGE = Decimal("0.0001"), Decimal(10) ** 15


def show(value: object, digits: int | None = None) -> str:
    """A value for the reader: `12544`, `0.72`, `7/3`, `0.707107`, `[1, 2, 3]`, `never`.

    `digits` asks for that many significant digits, of whole numbers and fractions too. Raises TypeError for
    what is no value of ours.
    """
    match value:
        case None:
            return _("never")
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case int():
            return _whole(value) if digits is None else _rounded(value, digits)
        case Fraction():
            return _fraction(value) if digits is None else _rounded(value, digits)
        case float():
            return _rounded(value, digits)
        case _ if hasattr(value, "tolist"):  # a NumPy array or scalar, without importing NumPy here
            return show(value.tolist(), digits)
        case Iterable():
            return "[" + ", ".join(show(item, digits) for item in value) + "]"
    raise TypeError(f"{type(value).__name__} is no plain value")


def show_response(value: object) -> str:
    """A value that a learner typed; what she left blank in a list is `_`."""
    if isinstance(value, tuple):
        return "[" + ", ".join("_" if item is None else show_response(item) for item in value) + "]"
    return show(value)


def is_shown_exactly(value: object) -> bool:
    """Whether `show` says all there is: what follows the value may then begin with `=`, else with `≈`.

    Raises TypeError for what is no value of ours.
    """
    match value:
        case None | str() | bool():
            return True
        case int():
            return abs(value) < _LONGEST_WHOLE
        case Fraction():
            return _decimal(value) is not None or _is_short(value)
        case float():
            return isfinite(value) and float(show(value)) == value
        case _ if hasattr(value, "tolist"):
            return is_shown_exactly(value.tolist())
        case Iterable():
            return all(map(is_shown_exactly, value))
    raise TypeError(f"{type(value).__name__} is no plain value")


def is_endless(value: object) -> bool:
    """Whether a value is a fraction that no short decimal is equal to."""
    return isinstance(value, Fraction) and _decimal(value) is None


def _whole(value: int) -> str:
    return str(value) if abs(value) < _LONGEST_WHOLE else _rounded(value)


def _fraction(value: Fraction) -> str:
    if value.denominator == 1:
        return _whole(value.numerator)
    written = _decimal(value)
    if written is not None:
        return written
    return f"{value.numerator}/{value.denominator}" if _is_short(value) else _rounded(value)


def decimal_places(value: Fraction, most: int) -> int | None:
    """After how many decimals a fraction ends; None where it never does, or not within `most`."""
    rest, twos = _taken_out(value.denominator, 2, most)
    rest, fives = _taken_out(rest, 5, most)
    places = max(twos, fives)
    return places if rest == 1 and places <= most else None


def _taken_out(number: int, factor: int, most: int) -> tuple[int, int]:
    """What is left without a factor, and how often it was there; given up after more than `most` times."""
    times = 0
    while number % factor == 0 and times <= most:
        number, times = number // factor, times + 1
    return number, times


def _decimal(value: Fraction) -> str | None:
    """The decimal that is exactly the value, where there is a short one."""
    places = decimal_places(value, _LONGEST_DECIMAL)
    if places is None:
        return None
    scaled = abs(value) * 10**places
    digits = str(scaled.numerator).rjust(places + 1, "0") if scaled < _LONGEST_WHOLE else ""
    if not digits or len(digits.lstrip("0")) > _LONGEST_DECIMAL:
        return None
    whole, decimals = digits[: len(digits) - places], digits[len(digits) - places :]
    return f"{'-' if value < 0 else ''}{whole}.{decimals}".rstrip(".")


def _is_short(value: Fraction) -> bool:
    return abs(value.numerator) <= _LONGEST_FRACTION and value.denominator <= _LONGEST_FRACTION


def _rounded(value: float | Fraction, digits: int | None = None) -> str:
    """The number to `digits` significant digits; exponents only for the very large and very small."""
    if isinstance(value, float):
        if not isfinite(value):
            return "NaN" if isnan(value) else "∞" if value > 0 else "-∞"
        number = Decimal(value)
    else:
        number = Decimal(value.numerator) / Decimal(value.denominator)
    precision = max(1, SIGNIFICANT if digits is None else digits)
    shown = Context(prec=precision, rounding=ROUND_HALF_UP).plus(number)
    if number and not _TINY <= abs(number) < _HUGE:
        mantissa, _mark, exponent = f"{shown:e}".partition("e")
        return f"{_tidy(mantissa)}e{exponent[0]}{exponent[1:].rjust(2, '0')}"
    if digits is None and abs(number) >= 10**precision:
        shown = number.to_integral_value()  # nobody wants 12345678.9 as 12345700
    return _tidy(f"{shown:f}")


def _tidy(decimal: str) -> str:
    """Without zeros that say nothing, and without a minus before zero."""
    if "." in decimal:
        decimal = decimal.rstrip("0").rstrip(".")
    return "0" if decimal == "-0" else decimal
