"""Norms over channels of each sample: instance norm one by one, group norm several together."""

from math import prod
from typing import TYPE_CHECKING, Any

from studyapp.domain.text import Text
from studyapp.engine.solvers.normalization.batch_norm import over_batch
from studyapp.engine.solvers.normalization.channels import beside_positions, must_fit_channels
from studyapp.engine.solvers.normalization.training_norm import ALL_EQUAL, TrainingNorm, said
from studyapp.engine.solving.inputs import shown
from studyapp.engine.solving.solver import Array, given, mistake, require, step
from studyapp.errors import GivenError
from studyapp.i18n import N_

if TYPE_CHECKING:
    from studyapp.engine.numeric.normalization import Normalized


class InstanceNorm(TrainingNorm):
    """Instance norm: {mean, variance, normalized, output}, each channel of each sample by itself.

    Mean and variance (biased) are taken over the positions and have the shape (N, C); the others are shaped
    like `x`. A channel of one position is refused, as PyTorch does in training (Ulyanov et al. 2016).
    """

    say = Text(en="Instance norm", zh="实例归一化")
    x: Array = given(
        ndim=(3, 4),
        symbol="x",
        say=Text(en="values as (N, C, L) or (N, C, H, W)", zh="形如 (N, C, L) 或 (N, C, H, W) 的值"),
    )

    @step(
        latex=r"\text{len}(x_{n,c})",
        symbol="m",
        say=Text(en="How many positions a channel has", zh="每个通道的位置数"),
    )
    def count(self) -> int:
        """Height times width."""
        self.must_fit()
        return prod(self.x.shape[2:])

    @count.numbers
    def _count_put_in(self) -> str:
        return r" \times ".join(map(str, self.x.shape[2:]))

    mean = said(
        TrainingNorm.mean, Text(en="Mean of each channel of each sample", zh="每个样本每个通道的均值")
    )
    variance = said(
        TrainingNorm.variance,
        Text(
            en="Variance of each channel of each sample (divided by m)",
            zh="每个样本每个通道的方差（除以 m）",
        ),
    )

    @mistake(
        TrainingNorm.normalized,
        latex=r"\frac{x - \mu_c}{\sqrt{\sigma_c^2 + \epsilon}}",
        say=Text(
            en="Looks as if the samples shared their statistics, as in batch norm; here each has its own.",
            zh="看起来各样本共用了统计量（那是批量归一化）；这里每个样本用自己的。",
        ),
    )
    def across_samples(self) -> Any:
        """Each channel over samples and positions."""
        return over_batch(self.x.reshape(*self.x.shape[:2], -1, 1), self.eps, self.x.shape)

    @mistake(
        TrainingNorm.normalized,
        latex=r"\frac{x - \mu_n}{\sqrt{\sigma_n^2 + \epsilon}}",
        say=Text(
            en="Looks as if a sample's channels shared their statistics, as in layer norm; here each has its "
            "own.",
            zh="看起来同一样本的各通道共用了统计量（那是层归一化）；这里每个通道用自己的。",
        ),
    )
    def across_channels(self) -> Any:
        """Each sample over channels and positions."""
        return GroupNorm(x=self.x, num_groups=1, eps=self.eps).worked("normalized")

    several = require(
        "count > 1",
        "x",
        N_("{parameter} has one value for each channel of a sample; a variance needs more"),
    )
    divisible = require("min(variance) + eps > 0", "eps", ALL_EQUAL)
    result = (mean, variance, TrainingNorm.normalized, TrainingNorm.output)

    def must_fit(self) -> None:
        """Each list has one number a channel."""
        for name in ("gamma", "beta"):
            must_fit_channels(name, self._values[name], self.x)

    def rows(self, x: Any) -> Any:
        """The positions of each channel."""
        return x.reshape(*x.shape[:2], -1)

    def beside(self, statistics: Any) -> Any:
        """Before the positions."""
        return statistics.reshape(*statistics.shape, *(1,) * (self.x.ndim - 2))

    def beside_parameters(self, numbers: Any) -> Any:
        """Along the channels' axis."""
        return beside_positions(numbers, self.x)

    def places(self, place: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """A channel of a sample; parameters are the channel's."""
        return place[:2], place[1:2]

    def worked_fast(self) -> "Normalized":
        """All samples and channels at once."""
        from studyapp.engine.numeric.normalization import instance_norm

        return instance_norm(self.x, self.gamma, self.beta, float(self.eps))


class GroupNorm(TrainingNorm):
    """Group norm: {mean, variance, normalized, output}, neighbouring channels of a sample together.

    Mean and variance (biased) are taken over a group's channels and positions and have the shape (N, groups);
    `gamma` and `beta` are numbers or one a channel. One value in all for each group of a single sample is
    refused, as in PyTorch (Wu & He 2018).
    """

    say = Text(en="Group norm", zh="组归一化")
    x: Array = given(
        ndim=(2, 3, 4),
        symbol="x",
        say=Text(
            en="values as (N, C), (N, C, L) or (N, C, H, W)", zh="形如 (N, C)、(N, C, L) 或 (N, C, H, W) 的值"
        ),
    )
    num_groups: int = given(
        ge=1, symbol="G", say=Text(en="groups that the channels make", zh="通道分成的组数")
    )

    @step(
        latex=r"\text{len}(x_{n,g})",
        symbol="m",
        say=Text(en="How many values a group of a sample has", zh="每个样本每组的值的个数"),
    )
    def count(self) -> int:
        """Channels of a group times positions."""
        self.must_fit()
        return int(self.x[0].size) // self.num_groups

    @count.numbers
    def _count_put_in(self) -> str:
        channels, *positions = self.x.shape[1:]
        return r" \times ".join([rf"\frac{{{channels}}}{{{self.num_groups}}}", *map(str, positions)])

    mean = said(TrainingNorm.mean, Text(en="Mean of each group of each sample", zh="每个样本每组的均值"))
    variance = said(
        TrainingNorm.variance,
        Text(en="Variance of each group of each sample (divided by m)", zh="每个样本每组的方差（除以 m）"),
    )

    @mistake(
        TrainingNorm.normalized,
        latex=r"\frac{x - \mu_{n,c}}{\sqrt{\sigma_{n,c}^2 + \epsilon}}",
        say=Text(
            en="Looks as if each channel went by itself, as in instance norm; the channels of a group share "
            "their statistics.",
            zh="看起来每个通道单独归一化了（那是实例归一化）；同一组的通道共用统计量。",
        ),
    )
    def channel_by_channel(self) -> Any:
        """Each channel of each sample."""
        return type(self)(x=self.x, num_groups=self.x.shape[1], eps=self.eps).worked("normalized")

    @mistake(
        TrainingNorm.normalized,
        latex=r"\frac{x - \mu_n}{\sqrt{\sigma_n^2 + \epsilon}}",
        say=Text(
            en="Looks as if a whole sample went together, as in layer norm; each group has its own "
            "statistics.",
            zh="看起来整个样本一起归一化了（那是层归一化）；每组用自己的统计量。",
        ),
    )
    def all_together(self) -> Any:
        """Each sample over all its channels."""
        return type(self)(x=self.x, num_groups=1, eps=self.eps).worked("normalized")

    @mistake(
        TrainingNorm.normalized,
        latex=r"\frac{x - \mu_g}{\sqrt{\sigma_g^2 + \epsilon}}",
        say=Text(
            en="Looks as if the samples of the batch shared their statistics; group norm looks at one sample "
            "at a time.",
            zh="看起来一个批次的样本共用了统计量；组归一化每次只看一个样本。",
        ),
    )
    def across_samples(self) -> Any:
        """Each group over the whole batch."""
        samples = len(self.x)
        grouped = self.x.reshape(samples, self.num_groups, -1, 1)
        return over_batch(grouped, self.eps, self.x.shape)

    several = require(
        "count > 1 or len(x) > 1",
        "x",
        N_("{parameter} has one value for each group; a variance needs more"),
    )
    divisible = require("min(variance) + eps > 0", "eps", ALL_EQUAL)
    result = (mean, variance, TrainingNorm.normalized, TrainingNorm.output)

    def must_fit(self) -> None:
        """The channels make whole groups, and each list has one number a channel."""
        channels = self.x.shape[1]
        if channels % self.num_groups:
            raise GivenError(
                N_("{parameter} is {num_groups}; it must divide the channels of x, {channels}"),
                parameter="num_groups",
                num_groups=shown(self.num_groups),
                channels=channels,
            )
        for name in ("gamma", "beta"):
            must_fit_channels(name, self._values[name], self.x)

    def rows(self, x: Any) -> Any:
        """The channels and positions of each group."""
        return x.reshape(len(x), self.num_groups, -1)

    def beside(self, statistics: Any) -> Any:
        """The same number for all channels of a group."""
        samples, channels, *positions = self.x.shape
        repeated = statistics.repeat(channels // self.num_groups, axis=1)
        return repeated.reshape(samples, channels, *(1,) * len(positions))

    def beside_parameters(self, numbers: Any) -> Any:
        """Along the channels' axis."""
        return beside_positions(numbers, self.x)

    def places(self, place: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """A group of a sample; parameters are the channel's."""
        sample, channel = place[:2]
        return (sample, channel * self.num_groups // self.x.shape[1]), (channel,)

    def worked_fast(self) -> "Normalized":
        """All samples and groups at once."""
        from studyapp.engine.numeric.normalization import group_norm

        return group_norm(self.x, self.num_groups, self.gamma, self.beta, float(self.eps))
