"""Numbers and plain values in packs: decimals exact as written."""

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Any

from pydantic import PlainValidator

from studyapp.engine.answers.tolerance import Amount
from studyapp.messages import Message
from studyapp.packs.json_hints import Stated
from studyapp.packs.wording import instead, told


def exact(value: object) -> Amount:
    """A whole number or a decimal, exactly."""
    if isinstance(value, Decimal):
        return _fraction(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise told(instead(Message("must be a number"), value))


@lru_cache(maxsize=1024)
def _fraction(value: Decimal) -> Amount:
    """A decimal exactly; 0.5 and 0.1 stand in many a problem, and making a fraction is slow."""
    fraction = Fraction(value)
    return fraction.numerator if fraction.denominator == 1 else fraction


def plain(value: Any) -> Any:
    """Any data with its decimals exact and its lists as tuples; mappings stay for records."""
    if isinstance(value, Decimal):
        return exact(value)
    if isinstance(value, list):
        return tuple(plain(item) for item in value)
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    return value


Exact = Annotated[Amount, PlainValidator(exact), Stated({"type": "number"})]
Plain = Annotated[Any, PlainValidator(plain), Stated({})]
"""A Value, or one with mappings in it where records are written so."""
