"""Sums and means of a loss's values, plain and with their numbers written out."""

from collections.abc import Iterable, Sequence
from typing import Any

from studyapp.engine.expression.functions import FUNCTIONS
from studyapp.engine.solving.inputs import flat
from studyapp.engine.solving.written import fraction, term, total

MOST_ENTRIES = 4
"""Entries of a list that are written out in a working."""
MOST_AVERAGED = 6
"""Values of which a sum is written out in full; of a longer one, the first few and the last."""
LONGEST = 160
"""Letters of LaTeX in a row that still fits a screen."""


def mean_of(values: Any) -> Any:
    """The mean over all entries; exact numbers stay so."""
    return FUNCTIONS["mean"].call(values)


def sum_of(values: Any) -> Any:
    """The sum of all entries; exact numbers stay so."""
    return FUNCTIONS["sum"].call(values)


def mean_written(values: Any) -> str:
    """The mean with its numbers; empty for a single one, which is its own mean."""
    numbers = flat(values)
    return fraction(sum_written(numbers), len(numbers)) if len(numbers) > 1 else ""


def sum_written(numbers: Sequence[Any]) -> str:
    """A sum of numbers, the middle of a long one left out."""
    if len(numbers) > MOST_AVERAGED:
        return total([*map(term, numbers[:3]), r"\cdots", term(numbers[-1])])
    return total([term(number) for number in numbers])


def entries_written(entries: Iterable[str], values: Any) -> str:
    """The entries of a list as they are worked, in the shape of `values`; empty where it is long or deep."""
    rows = list(entries)
    if not getattr(values, "ndim", 0):
        return rows[0]
    written = f"[{', '.join(rows)}]"
    return written if values.ndim == 1 and len(rows) <= MOST_ENTRIES and len(written) <= LONGEST else ""
