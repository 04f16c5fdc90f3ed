"""Digits: how many a number was typed with, and to how many it is right."""

from fractions import Fraction

from studyapp.domain.value import Number
from studyapp.engine.answers.tolerance import MOST_DIGITS, Tolerance, magnitude
from studyapp.text.numbers import decimal_places

_MOST_PLACES = 39
"""Decimals beyond which a fraction is taken as one that does not end."""


def decimals(value: Number) -> int | None:
    """How many decimals a number was typed with: 2 for 0.25, -3 for 113000; None where they don't end."""
    exact = Fraction(value)
    if isinstance(value, float):
        return None  # worked from roots or exponentials, not typed
    if exact == 0:
        return 0
    if exact.denominator == 1:
        digits = str(exact.numerator)
        return len(digits.rstrip("0")) - len(digits)
    return decimal_places(exact, _MOST_PLACES)


def digits_right(value: Number, answer: Number) -> int | None:
    """To how many significant digits `value` is the answer rounded, or cut off; None where it is neither."""
    places = decimals(value)
    if places is None or value == 0 or answer == 0 or (value < 0) != (answer < 0):
        return None
    unit = Fraction(1, 10**places) if places > 0 else Fraction(10**-places)
    size, right = abs(Fraction(value)), abs(Fraction(answer))
    error = abs(right - size)
    cut_off = error < unit and size < right
    return magnitude(value) + places + 1 if cut_off or error <= unit / 2 else None


def rounded(value: Number, digits: int) -> Number:
    """The value to so many significant digits, exactly."""
    return value if value == 0 else to_unit(value, Fraction(10) ** (magnitude(value) - digits + 1))


def to_unit(value: Number, unit: Fraction) -> Number:
    """The value to whole units, exactly; halves go away from zero, as learners round."""
    whole = (2 * abs(Fraction(value)) + unit) // (2 * unit) * unit
    exact = whole if value > 0 else -whole
    return exact.numerator if exact.denominator == 1 else exact


def digits_wanted(answer: Number, tolerance: Tolerance) -> int | None:
    """The fewest significant digits that the tolerance takes; None where no number of them will do."""
    for digits in range(1, MOST_DIGITS + 1):
        if tolerance.accepts(rounded(answer, digits), answer):
            return digits
    return None
