"""Batch normalization in training, step by step."""

from typing import TYPE_CHECKING, Any

from studyapp.domain.text import Text
from studyapp.engine.solvers.normalization.channels import (
    beside_positions,
    channels_of,
    count_of,
    must_fit_channels,
)
from studyapp.engine.solvers.normalization.training_norm import TrainingNorm, said
from studyapp.engine.solving.solver import Array, given, require, step
from studyapp.engine.solving.steps import Mistake
from studyapp.i18n import N_

if TYPE_CHECKING:
    from studyapp.engine.numeric.normalization import Normalized


class BatchNorm(TrainingNorm):
    """The four steps of batch norm in training: {mean, variance, normalized, output} (Ioffe & Szegedy 2015).

    Mean and variance (biased) are one number for each channel, over samples and positions; the others are
    shaped like `x`.
    """

    say = Text(en="Batch norm in training", zh="训练时的批量归一化")
    x: Array = given(
        ndim=(1, 2, 4),
        symbol="x",
        say=Text(en="values as (N), (N, C) or (N, C, H, W)", zh="形如 (N)、(N, C) 或 (N, C, H, W) 的值"),
    )

    @step(
        latex=r"\text{len}(x_c)",
        symbol="m",
        say=Text(en="How many values each channel has", zh="每个通道的值的个数"),
    )
    def count(self) -> int:
        """Samples times positions."""
        self.must_fit()
        return count_of(self.x)

    mean = said(TrainingNorm.mean, Text(en="Mean of each channel", zh="每个通道的均值"))
    variance = said(
        TrainingNorm.variance,
        Text(en="Variance of each channel (divided by m)", zh="每个通道的方差（除以 m）"),
    )
    unbiased = Mistake(
        TrainingNorm.variance,
        TrainingNorm.unbiased.rule,
        Text(
            en="Looks as if you divided by m − 1. The batch is normalised with m; only the running variance "
            "takes m − 1.",
            zh="看起来除以了 m − 1。批内归一化用 m；只有滑动方差用 m − 1。",
        ),
    )
    several = require(
        "count > 1",
        "x",
        N_("{parameter} has one value for each channel; training needs more, or every variance is 0"),
    )
    divisible = require(
        "min(variance) + eps > 0",
        "eps",
        N_("{parameter} is {eps}; a channel has only equal values, so it must be above 0"),
    )
    result = (mean, variance, TrainingNorm.normalized, TrainingNorm.output)

    def must_fit(self) -> None:
        """Each list has one number a channel."""
        for name in ("beta", "gamma"):
            must_fit_channels(name, self._values[name], self.x)

    def rows(self, x: Any) -> Any:
        """Channel by channel."""
        return x if x.ndim == 1 else x.swapaxes(0, 1).reshape(x.shape[1], -1)

    def beside(self, statistics: Any) -> Any:
        """Along the channels' axis."""
        return beside_positions(statistics, self.x)

    def beside_parameters(self, numbers: Any) -> Any:
        """Along the channels' axis, too."""
        return beside_positions(numbers, self.x)

    def places(self, place: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """A channel's values belong together, and share their parameters."""
        return place[1:2], place[1:2]

    def worked_fast(self) -> "Normalized":
        """All channels at once."""
        from studyapp.engine.numeric.normalization import batch_norm

        return batch_norm(self.x, self.gamma, self.beta, float(self.eps))

    def normalized_put_in(self) -> str | None:
        """Without images, as the formula has it: one number a column."""
        return super().normalized_put_in() if channels_of(self.x) and self.x.ndim > 2 else None


def over_batch(x: Any, eps: Any, shape: tuple[int, ...]) -> Any:
    """The values as batch norm normalises them, in another array's shape."""
    return BatchNorm(x=x, eps=eps).worked("normalized").reshape(shape)
