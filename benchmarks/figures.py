"""A measured figure, the yardstick it is held to, and whether it keeps its bound."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import ceil
from statistics import fmean


class CannotMeasureError(Exception):
    """Why something cannot be measured here, in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One row of the table."""

    what: str
    measured: float
    unit: str
    """`ms`, `MiB`, `/s`."""
    yardstick: str = ""
    """What it is held to, where that is something else that was measured."""
    yardstick_measured: float | None = None
    """In the same unit, in the same run."""
    at_most: float | None = None
    """The bound of the ratio where there is a yardstick, else of the figure itself."""
    at_least: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times the yardstick it takes."""
        return self.measured / self.yardstick_measured if self.yardstick_measured else None

    @property
    def verdict(self) -> str:
        """`ok`, `over`, `under`, or nothing where there is no bound."""
        bounded = self.measured if self.ratio is None else self.ratio
        if self.at_most is not None and bounded > self.at_most:
            return "over"
        if self.at_least is not None and bounded < self.at_least:
            return "under"
        return "" if self.at_most is None and self.at_least is None else "ok"

    def as_object(self) -> dict[str, object]:
        """The row as `--json` prints it."""
        return {**asdict(self), "ratio": self.ratio, "verdict": self.verdict}


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of `values` that at least `share` percent of them do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, ceil(share / 100 * len(ordered)) - 1)]


def mean_of_slowest(values: Sequence[float], share: float) -> float:
    """What the slowest `share` percent of `values` are on average."""
    return fmean(sorted(values)[-ceil(share / 100 * len(values)) :])
