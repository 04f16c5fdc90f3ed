"""What norms over channels share: arrays (N), (N, C) or (N, C, H, W), and one number for each channel."""

from collections.abc import Iterable, Mapping
from typing import Any

from studyapp.engine.expression.arithmetic import divide, power, subtract
from studyapp.engine.solving.inputs import flat
from studyapp.engine.solving.written import fraction, listed, total
from studyapp.errors import GivenError
from studyapp.i18n import N_

MOST_WRITTEN_OUT = 6
"""Values of which a sum is written out in a working."""


def must_fit_channels(name: str, numbers: Any, x: Any) -> None:
    """Refuse a list that does not have one number for each channel of `x`."""
    must_be_one_each(
        name,
        numbers,
        channels_of(x),
        N_("{parameter} is a list; for x of shape (N) it must be a number"),
    )


def must_be_one_each(name: str, numbers: Any, channels: int | None, none_told: str) -> None:
    """Refuse a list that does not have one number a channel; `none_told` says it where there are none."""
    if getattr(numbers, "ndim", 0) and (channels is None or len(numbers) != channels):
        told = N_(
            "{parameter} has {length} numbers; it must be one number, or one for each of {channels} channels"
        )
        raise GivenError(
            none_told if channels is None else told,
            parameter=name,
            length=len(numbers),
            channels=channels,
        )


def channels_of(x: Any) -> int | None:
    """How many channels; None for values without any."""
    return x.shape[1] if x.ndim > 1 else None


def count_of(x: Any) -> int:
    """How many values each channel has."""
    return int(x.size) // (channels_of(x) or 1)


def mean_of(x: Any) -> Any:
    """The mean of each channel over samples and positions."""
    axes = tuple(axis for axis in range(x.ndim) if axis != 1 or x.ndim == 1)
    return divide(x.sum(axis=axes), count_of(x))


def mean_square_around(x: Any, center: Any) -> Any:
    """The mean squared distance of each channel from its center."""
    return mean_of(power(subtract(x, beside_positions(center, x)), 2))


def of_channel(numbers: Any, channel: int) -> float:
    """The number of one channel, where there may be one for all."""
    return float(numbers[channel] if getattr(numbers, "ndim", 0) else numbers)


def beside_positions(numbers: Any, x: Any) -> Any:
    """A number for each channel, shaped to meet (N, C, …)."""
    positions = (1,) * (x.ndim - 2)
    return numbers.reshape(-1, *positions) if positions and getattr(numbers, "ndim", 0) == 1 else numbers


def all_beside_positions(values: Mapping[str, Any], names: Iterable[str], x: Any) -> dict[str, Any]:
    """The values, those of some names shaped to meet (N, C, …)."""
    chosen = values.keys() & set(names)
    return {name: beside_positions(value, x) if name in chosen else value for name, value in values.items()}


def columns(x: Any) -> list[list[Any]]:
    """The values of each channel; of (N), one list."""
    if x.ndim == 1:
        return [list(x)]
    return [flat(x[:, channel]) for channel in range(x.shape[1])]


def per_channel(numbers: Iterable[Any], x: Any) -> Any:
    """One number for each channel as a list; of (N), the number itself."""
    found = tuple(numbers)
    return found if x.ndim > 1 else found[0]


def written_out(terms: Iterable[list[str]], count: int) -> str:
    """Averages with their terms, one for each group; empty where there are too many."""
    rows = [fraction(total(row), count) for row in terms]
    return listed(rows) if count <= MOST_WRITTEN_OUT else ""
