"""Reading plain numbers and lists: exact as written, within bounds, and how a refused one is shown."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from numbers import Rational
from typing import Any

from studyapp.domain.value import Number
from studyapp.errors import LONGEST_NUMBER, short_number
from studyapp.text.clean import clean

LONGEST_SHOWN = 40
MOST_ENTRIES_SHOWN = 100
"""Entries of a NumPy array that is shown by them; of a larger one, the shape."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most that a number may be."""

    ge: Number | None = None
    gt: Number | None = None
    le: Number | None = None
    lt: Number | None = None

    def admit(self, number: Any) -> bool:
        """Whether a number is within; for an array, whether all entries are."""
        return (
            (self.ge is None or _all(number >= self.ge))
            and (self.gt is None or _all(number > self.gt))
            and (self.le is None or _all(number <= self.le))
            and (self.lt is None or _all(number < self.lt))
        )

    def said_of(self, name: str) -> str:
        """The range in symbols: `batch_size ≥ 1`, `0 ≤ p ≤ 1`; empty where there is none."""
        above = f"≥ {self.ge}" if self.ge is not None else f"> {self.gt}" if self.gt is not None else ""
        below = f"≤ {self.le}" if self.le is not None else f"< {self.lt}" if self.lt is not None else ""
        if above and below:
            return f"{above[2:]} {'≤' if self.ge is not None else '<'} {name} {below}"
        return f"{name} {above or below}" if above or below else ""


@dataclass(frozen=True, slots=True)
class Shape:
    """How long a flat list, or how deep an array may be; None where anything goes."""

    length: int | None = None
    ndim: tuple[int, ...] | None = None


def shown(value: object) -> str:
    """A refused value as it stands in a sentence: short, on one line, without control characters."""
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "∞" if value > 0 else "-∞"
    if isinstance(value, int) and abs(value) >= 10**LONGEST_NUMBER:
        return str(short_number(value))
    if getattr(value, "size", 0) > MOST_ENTRIES_SHOWN:
        return f"array({'×'.join(map(str, value.shape))})"  # type: ignore[attr-defined]
    text = clean(json.dumps(value, ensure_ascii=False, default=_json_of))
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"


def _json_of(value: object) -> object:
    if isinstance(value, Fraction | Decimal):
        return int(value) if value == int(value) else float(value)
    return value.tolist() if hasattr(value, "tolist") else str(value)


def shown_name(name: str) -> str:
    """A name that somebody gave, short and without control characters."""
    return clean(name)[:LONGEST_SHOWN]


def entries_of(value: object) -> Sequence[Any] | None:
    """The entries of a list, tuple or array; None for anything else."""
    if isinstance(value, list | tuple):
        return value
    if hasattr(value, "tolist"):
        inside = value.tolist()
        return inside if isinstance(inside, list) else None
    return None


def flat(array: Any) -> list[Any]:
    """All the numbers of an array, nested lists or a single number, one by one."""
    entries = entries_of(array)
    return [array] if entries is None else [number for entry in entries for number in flat(entry)]


@lru_cache(maxsize=8192)
def as_written(number: float) -> int | Fraction:
    """A float as the decimal that it is written as: 0.1 is 1/10."""
    if number.is_integer():
        return int(number)
    return Fraction(*Decimal(repr(number)).as_integer_ratio())


def number_of(value: object) -> Number | None:
    """A finite number, exact as written; None for what is no number. True is no number."""
    kind = type(value)
    if kind is int:
        return value  # type: ignore[return-value]
    if kind is float:
        return as_written(value) if math.isfinite(value) else None  # type: ignore[arg-type]
    if isinstance(value, bool | str) or value is None:
        return None
    if isinstance(value, Decimal):
        return number_of(Fraction(value)) if value.is_finite() else None
    if isinstance(value, Rational):
        above, below = int(value.numerator), int(value.denominator)
        return above if below == 1 else Fraction(above, below)
    if hasattr(value, "item") and getattr(value, "ndim", None) == 0:
        return number_of(value.item())
    return None


def _all(holds: Any) -> bool:
    return bool(holds.all()) if hasattr(holds, "all") else bool(holds)
