"""Numbers as LaTeX: whole numbers plainly, short decimals as decimals, other fractions as fractions."""

import re
from fractions import Fraction

from studyapp.domain.value import Number
from studyapp.text.numbers import decimal_places

MAX_DECIMALS = 10
"""A fraction with more decimals than these is shown as a fraction."""

LONGEST_IN_FRACTION = 99_999
"""A fraction of larger numbers, of which nobody sees how much it is, is shown to a few digits."""

MAX_WHOLE_DIGITS = 15
"""A longer whole number is shown by its first digits and a power of ten."""

FLOAT_DIGITS = 6

_MOST_PLACES = 400
"""Decimals that are looked at: no double has a smaller power of ten than about this."""

_MEANT = re.compile(r"[^\w .,:;()+/-]|_")


def latex_value(value: object) -> str:
    """Any plain value as LaTeX; lists as lists, rectangular ones as matrices."""
    if isinstance(value, bool):
        return rf"\text{{{'true' if value else 'false'}}}"
    if value is None:
        return r"\text{never}"
    if isinstance(value, (int, Fraction, float)):
        return latex_number(value)
    if isinstance(value, str):
        return words(value)
    if hasattr(value, "tolist"):  # a NumPy array or scalar
        return latex_value(value.tolist())
    if isinstance(value, dict):
        return ", ".join(f"{words(str(name))} = {latex_value(item)}" for name, item in value.items())
    if isinstance(value, (tuple, list)):
        rows = [tuple(row) for row in value if isinstance(row, (tuple, list))]
        flat = rows and not any(isinstance(item, (tuple, list)) for row in rows for item in row)
        if flat and len(rows) == len(value) and len({len(row) for row in rows}) == 1:
            body = r" \\ ".join(" & ".join(latex_value(item) for item in row) for row in rows)
            return rf"\begin{{bmatrix}} {body} \end{{bmatrix}}"
        return f"[{', '.join(latex_value(item) for item in value)}]"
    return words(str(value))


def words(text: str) -> str:
    """A name or a string in LaTeX, without the signs that mean something there."""
    harmless = _MEANT.sub(" ", text).strip()
    return rf"\text{{{harmless}}}"


def latex_number(value: Number) -> str:
    """One number as LaTeX, with its sign."""
    if isinstance(value, Fraction) and value.denominator != 1:
        return _latex_fraction(value)
    if isinstance(value, float) and not value.is_integer():
        return _scientific(f"{value:.{FLOAT_DIGITS}g}")
    whole = int(value)
    digits = str(abs(whole))  # within MAX_BITS, and so within the 4,300 digits that Python writes out
    if len(digits) <= (MAX_WHOLE_DIGITS if not isinstance(value, float) else FLOAT_DIGITS + 3):
        return str(whole)
    if isinstance(value, float):
        return _scientific(f"{value:.{FLOAT_DIGITS}g}")
    sign = "-" if whole < 0 else ""
    mantissa = f"{digits[0]}.{digits[1:FLOAT_DIGITS]}".rstrip("0").rstrip(".")
    return _with_power(sign + mantissa, len(digits) - 1)


def _latex_fraction(value: Fraction) -> str:
    decimal = terminating_decimal(value)
    if decimal is not None:
        return decimal
    if max(abs(value.numerator), value.denominator) > LONGEST_IN_FRACTION and (near := _near(value)):
        return latex_number(near)
    sign = "-" if value < 0 else ""
    return rf"{sign}\frac{{{latex_number(abs(value.numerator))}}}{{{latex_number(value.denominator)}}}"


def _near(value: Fraction) -> float:
    """The double next to a fraction; 0 where there is none."""
    try:
        return float(value)
    except OverflowError:
        return 0.0


def terminating_decimal(value: Fraction) -> str | None:
    """The decimal that a fraction is exactly, where it is short; tiny ones with a power of ten."""
    places = decimal_places(value, _MOST_PLACES)
    if places is None:
        return None
    digits = str(abs(value.numerator) * (10**places // value.denominator))
    if len(digits.rstrip("0")) > MAX_WHOLE_DIGITS:
        return None
    sign = "-" if value < 0 else ""
    first = len(digits) - places  # digits before the point
    if first < -3:
        return _with_power(sign + (f"{digits[0]}.{digits[1:]}" if len(digits) > 1 else digits), first - 1)
    if places > MAX_DECIMALS:
        return None
    padded = digits.rjust(places + 1, "0")
    return f"{sign}{padded[:-places]}.{padded[-places:]}"


def _scientific(text: str) -> str:
    mantissa, _, exponent = text.partition("e")
    return _with_power(mantissa, int(exponent)) if exponent else mantissa


def _with_power(mantissa: str, exponent: int) -> str:
    power = f"10^{{{exponent}}}"
    if mantissa in ("1", "-1"):
        return mantissa[:-1] + power
    return rf"{mantissa} \times {power}"
