"""Powers with long exponents: exact while they can be written out, else to the last place of a double."""

import sys
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from fractions import Fraction
from math import log2
from typing import Any

from studyapp.domain.value import Number
from studyapp.engine.expression.arithmetic import multiply, power
from studyapp.engine.expression.numbers import MAX_BITS, settle
from studyapp.errors import ExpressionError

CLOSEST_TO_1 = 1_000
"""Decimal places behind which a number may first differ from 1 and still have a logarithm here."""
MOST_BITS_COMPARED = 200_000

LEAST = Fraction(sys.float_info.min)


def power_that_fits(base: Any, exponent: int, times: Any = 1) -> Number:
    """base**exponent·times: exact where it is short, else a double; refused outside a double's range.

    Whole numbers may be as long as can be printed.
    """
    if isinstance(base, float) or isinstance(times, float):
        base, times = Fraction(base), Fraction(times)
    if times == 0:
        return 0
    base_bits, times_bits = (log2(max(abs(number.numerator), number.denominator)) for number in (base, times))
    if base_bits == 0 or exponent <= (MAX_BITS - times_bits) / base_bits:
        found = multiply(power(base, exponent), times)
        if found and abs(found) < LEAST:
            raise _too_small()
        return settle(found)
    context = _context(30 + len(str(exponent)))
    found = context.multiply(
        context.power(_decimal(base, context), Decimal(exponent)), _decimal(times, context)
    )
    if found and abs(found) < Decimal(sys.float_info.min):
        raise _too_small()
    if not found.is_finite() or float(found) in (float("inf"), float("-inf")):
        raise ExpressionError("the number gets too long")
    return float(found)


def crossing(factor: int | Fraction, limit: int | Fraction) -> tuple[int, Decimal | None]:
    """The last n ≥ 0 at which factorⁿ is not beyond the limit, and where between n and n + 1 it crosses.

    `factor` is above 0 and not 1; the limit is 1 or lies where the powers go. The place is None where
    factorⁿ is exactly the limit.
    """
    if limit == 1:
        return 0, None
    away_factor, away_limit = _zeros_behind_1(factor), _zeros_behind_1(limit)
    if max(away_factor, away_limit) > CLOSEST_TO_1:
        raise ExpressionError("a number is too close to 1 to tell its powers apart")
    digits = 50 + 2 * away_factor + away_limit
    while True:
        context = _context(digits)
        place = context.divide(_logarithm(limit, context), _logarithm(factor, context))
        nearest = int(place.to_integral_value(context=context))
        if abs(context.subtract(place, nearest)) > Decimal(10) ** -20:
            return int(place), place
        if nearest * max(factor.numerator, factor.denominator).bit_length() <= MOST_BITS_COMPARED:
            reached = factor**nearest
            if reached == limit:
                return nearest, None
            beyond = reached > limit if factor > 1 else reached < limit
            return nearest - beyond, place
        digits *= 2  # so long a power cannot be the limit, which has fewer digits


def _logarithm(number: int | Fraction, context: Context) -> Decimal:
    return context.ln(_decimal(number, context))


def _zeros_behind_1(number: int | Fraction) -> int:
    """How many decimal places pass before the number differs from 1, roughly."""
    apart = abs(number.numerator - number.denominator)
    return max(0, (number.denominator.bit_length() - apart.bit_length()) * 31 // 100 + 1)


def _decimal(number: Any, context: Context) -> Decimal:
    return context.divide(Decimal(number.numerator), Decimal(number.denominator))


def _context(digits: int) -> Context:
    return Context(prec=digits, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[])


def _too_small() -> ExpressionError:
    return ExpressionError("the number gets too small")
