"""What norms over channels share: arrays (N), (N, C) or (N, C, H, W), and one number for each channel."""

from collections.abc import Iterable, Mapping
from typing import Any

from studyapp.domain.text import Text
from studyapp.domain.value import Number
from studyapp.engine.expression.arithmetic import divide, power, subtract
from studyapp.engine.solving.inputs import flat
from studyapp.engine.solving.solver import Array, Solver, given
from studyapp.engine.solving.written import fraction, listed, total
from studyapp.errors import GivenError
from studyapp.i18n import N_

MOST_WRITTEN_OUT = 6
"""Values of which a sum is written out in a working."""

PER_CHANNEL = frozenset({"mean", "variance", "gamma", "beta", "running_mean", "running_var"})


class ChannelNorm(Solver, shared=True):
    """A norm with one scale and one shift for each channel."""

    x: Array = given(
        ndim=(1, 2, 4),
        symbol="x",
        say=Text(en="values as (N), (N, C) or (N, C, H, W)", zh="形如 (N)、(N, C) 或 (N, C, H, W) 的值"),
    )
    gamma: Array = given(
        default=1,
        ndim=(0, 1),
        symbol=r"\gamma",
        say=Text(en="scale, one for all or one a channel", zh="缩放参数，共用或每通道一个"),
    )
    beta: Array = given(
        default=0,
        ndim=(0, 1),
        symbol=r"\beta",
        say=Text(en="shift, one for all or one a channel", zh="平移参数，共用或每通道一个"),
    )
    eps: Number = given(
        default=1e-5,
        ge=0,
        symbol=r"\epsilon",
        say=Text(en="added to the variance inside the root", zh="在根号内加到方差上的极小值"),
    )

    def check(self) -> None:
        """Each list has one number a channel."""
        for name in sorted(PER_CHANNEL & type(self).spec.givens.keys()):
            must_fit_channels(name, self._values[name], self.x)

    def operands(self) -> Mapping[str, Any]:
        """Numbers a channel stand along the channels' axis of images."""
        values = self._values
        if self.x.ndim < 4:
            return values
        return {
            name: beside_images(value) if name in PER_CHANNEL else value for name, value in values.items()
        }


def must_fit_channels(name: str, numbers: Any, x: Any) -> None:
    """Refuse a list that does not have one number for each channel of `x`."""
    channels = channels_of(x)
    if getattr(numbers, "ndim", 0) and (channels is None or len(numbers) != channels):
        told = N_(
            "{parameter} has {length} numbers; it must be one number, or one for each of {channels} channels"
        )
        if channels is None:
            told = N_("{parameter} is a list; for x of shape (N) it must be a number")
        raise GivenError(told, parameter=name, length=len(numbers), channels=channels)


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
    return mean_of(power(subtract(x, beside_images(center) if x.ndim == 4 else center), 2))


def of_channel(numbers: Any, channel: int) -> float:
    """The number of one channel, where there may be one for all."""
    return float(numbers[channel] if getattr(numbers, "ndim", 0) else numbers)


def beside_images(numbers: Any) -> Any:
    """A number for each channel, shaped to meet (N, C, H, W)."""
    return numbers.reshape(-1, 1, 1) if getattr(numbers, "ndim", 0) == 1 else numbers


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
    """Averages with their terms, one for each channel; empty where there are too many."""
    rows = [fraction(total(row), count) for row in terms]
    return listed(rows) if count <= MOST_WRITTEN_OUT else ""
