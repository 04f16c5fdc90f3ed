"""The running statistics that batch normalization gathers in training."""

from statistics import fmean
from statistics import variance as sample_variance
from typing import Any

from studyapp.domain.text import Text
from studyapp.domain.value import Number
from studyapp.engine.expression.arithmetic import add, divide, multiply, subtract
from studyapp.engine.solvers.normalization.channels import (
    channels_of,
    columns,
    count_of,
    mean_of,
    mean_square_around,
    must_fit_channels,
    of_channel,
    per_channel,
)
from studyapp.engine.solving.inputs import flat
from studyapp.engine.solving.solver import Array, Arrays, Solver, given, mistake, step
from studyapp.engine.solving.working import latex_of
from studyapp.errors import GivenError
from studyapp.i18n import N_

MOST_BATCHES_WRITTEN = 4
"""Batches of which the moves are written out in a working."""
MOST_EXACT_BATCHES = 64


class RunningStatistics(Solver):
    """Running mean and (unbiased) variance after some batches: {running_mean, running_var}.

    As in PyTorch, `momentum` weights the new value. One number for each channel; a number alone for batches
    of the shape (N).
    """

    say = Text(en="Running statistics of batch norm", zh="批量归一化的滑动统计量")
    batches: Arrays = given(
        ndim=(1, 2, 4),
        symbol="x",
        say=Text(
            en="batches, each (N), (N, C) or (N, C, H, W)", zh="各批次，形如 (N)、(N, C) 或 (N, C, H, W)"
        ),
    )
    momentum: Number = given(
        default=0.1, ge=0, le=1, symbol="m", say=Text(en="weight of the new value", zh="新值的权重")
    )
    running_mean: Array = given(
        default=0,
        ndim=(0, 1),
        symbol=r"\bar{\mu}_0",
        say=Text(en="running mean at the start", zh="起始滑动均值"),
    )
    running_var: Array = given(
        default=1,
        ge=0,
        ndim=(0, 1),
        symbol=r"\bar{\sigma}^2_0",
        say=Text(en="running variance at the start", zh="起始滑动方差"),
    )

    @step(
        latex=r"\text{mean}(x_b)",
        symbol=r"\mu_b",
        say=Text(en="Mean of each batch", zh="各批次的均值"),
    )
    def means(self) -> list[Any]:
        """Channel by channel."""
        return [mean_of(batch) for batch in self.batches]

    @step(
        latex=r"\frac{1}{n - 1} \sum_i (x_i - \mu_b)^2",
        symbol=r"\sigma^2_b",
        say=Text(en="Variance of each batch (divided by n − 1 here)", zh="各批次的方差（这里除以 n − 1）"),
    )
    def variances(self) -> list[Any]:
        """Unbiased, channel by channel."""
        return [_unbiased(batch) for batch in self.batches]

    @step(
        latex=r"(1 - m)\, \bar{\mu}_{b-1} + m\, \mu_b",
        symbol=r"\bar{\mu}_b",
        say=Text(
            en="Running mean (a fraction m towards each new mean)",
            zh="滑动均值（每次向新均值靠近，比例为 m）",
        ),
    )
    def mean_after(self, means: list[Any]) -> Any:
        """Through all batches."""
        return _moved(self.running_mean, means, self.momentum)

    @mean_after.numbers
    def _mean_put_in(self) -> str:
        return _moves_written(self.running_mean, self.means, self.momentum)

    @step(
        latex=r"(1 - m)\, \bar{\sigma}^2_{b-1} + m\, \sigma^2_b",
        symbol=r"\bar{\sigma}^2_b",
        say=Text(en="Running variance, the same way", zh="滑动方差，方法相同"),
    )
    def variance_after(self, variances: list[Any]) -> Any:
        """Through all batches."""
        return _moved(self.running_var, variances, self.momentum)

    @variance_after.numbers
    def _variance_put_in(self) -> str:
        return _moves_written(self.running_var, self.variances, self.momentum)

    @mistake(
        variances,
        latex=r"\frac{1}{n} \sum_i (x_i - \mu_b)^2",
        say=Text(
            en="Looks as if you divided by n. The batch is normalised that way, but the running variance "
            "takes n − 1.",
            zh="看起来除以了 n。批内归一化是这样，但滑动方差用 n − 1。",
        ),
    )
    def biased(self) -> list[Any]:
        """As batch norm's own output takes it."""
        return [mean_square_around(batch, mean_of(batch)) for batch in self.batches]

    @mistake(
        mean_after,
        latex=r"m\, \bar{\mu}_{b-1} + (1 - m)\, \mu_b",
        say=Text(
            en="Looks as if the momentum weighted the old value, as in Keras. In PyTorch it weights the new "
            "one.",
            zh="看起来用 momentum 乘了旧值（Keras 的约定）。PyTorch 中 momentum 乘的是新值。",
        ),
    )
    def keras_mean(self, means: list[Any]) -> Any:
        """The other custom."""
        return _moved(self.running_mean, means, subtract(1, self.momentum))

    @mistake(
        mean_after,
        latex=r"\mu_b",
        say=Text(
            en="That is the last batch's mean; the running mean moves only a fraction m towards it.",
            zh="这是最后一批的均值；滑动均值只向它靠近一部分，比例为 m。",
        ),
    )
    def last_mean(self, means: list[Any]) -> Any:
        """Nothing kept of the past."""
        return _moved(self.running_mean, means, 1)

    @mistake(
        mean_after,
        latex=r"\frac{\bar{\mu}_{b-1} + \mu_b}{2}",
        say=Text(
            en="Looks as if old and new were averaged evenly; the momentum sets their weights.",
            zh="看起来把新旧值平均了；它们的权重由 momentum 决定。",
        ),
    )
    def even_mean(self, means: list[Any]) -> Any:
        """Half and half."""
        return _moved(self.running_mean, means, 0.5)

    @mistake(
        variance_after,
        latex=r"m\, \bar{\sigma}^2_{b-1} + (1 - m)\, \sigma^2_b",
        say=Text(
            en="Looks as if the momentum weighted the old value, as in Keras. In PyTorch it weights the new "
            "one.",
            zh="看起来用 momentum 乘了旧值（Keras 的约定）。PyTorch 中 momentum 乘的是新值。",
        ),
    )
    def keras_variance(self, variances: list[Any]) -> Any:
        """The other custom."""
        return _moved(self.running_var, variances, subtract(1, self.momentum))

    @mistake(
        variance_after,
        latex=r"\sigma^2_b",
        say=Text(
            en="That is the last batch's variance; the running variance moves only a fraction m towards it.",
            zh="这是最后一批的方差；滑动方差只向它靠近一部分，比例为 m。",
        ),
    )
    def last_variance(self, variances: list[Any]) -> Any:
        """Nothing kept of the past."""
        return _moved(self.running_var, variances, 1)

    result = {"running_mean": mean_after, "running_var": variance_after}  # noqa: RUF012 (read once, by the spec)

    def check(self) -> None:
        """Batches of the same channels, each with several values a channel."""
        first = self.batches[0]
        for at, batch in enumerate(self.batches):
            if batch.ndim != first.ndim or channels_of(batch) != channels_of(first):
                raise GivenError(
                    N_(
                        "{parameter}: batch {at} has the shape {shape}; "
                        "its axes and channels must be the first one's"
                    ),
                    parameter="batches",
                    at=at,
                    shape=list(batch.shape),
                )
            if count_of(batch) < 2:
                raise GivenError(
                    N_("{parameter}: batch {at} has one value a channel; an unbiased variance needs two"),
                    parameter="batches",
                    at=at,
                )
        for name in ("running_mean", "running_var"):
            must_fit_channels(name, self._values[name], first)

    def simulate(self) -> dict[str, Any]:
        """Channel by channel with the standard library's statistics, in floats."""
        kept = 1 - float(self.momentum)
        means: list[float] = []
        spreads: list[float] = []
        for channel in range(channels_of(self.batches[0]) or 1):
            mean, spread = of_channel(self.running_mean, channel), of_channel(self.running_var, channel)
            for batch in self.batches:
                values = [float(value) for value in columns(batch)[channel]]
                mean = kept * mean + (1 - kept) * fmean(values)
                spread = kept * spread + (1 - kept) * sample_variance(values)
            means.append(mean)
            spreads.append(spread)
        first = self.batches[0]
        return {"running_mean": per_channel(means, first), "running_var": per_channel(spreads, first)}


def _unbiased(batch: Any) -> Any:
    count = count_of(batch)
    return multiply(mean_square_around(batch, mean_of(batch)), divide(count, count - 1))


def _moved(start: Any, news: list[Any], momentum: Any) -> Any:
    """The running value after each new one took its share."""
    if len(news) > MOST_EXACT_BATCHES:
        momentum = float(momentum)  # fractions would grow by a few digits with every batch
    running = start
    for new in news:
        running = add(multiply(subtract(1, momentum), running), multiply(momentum, new))
    return running


def _moves_written(start: Any, news: list[Any], momentum: Any) -> str:
    """The moves with their numbers, where they are few and single."""
    if len(news) > MOST_BATCHES_WRITTEN or any(len(flat(new)) > 2 for new in news):
        return ""
    moves, running = [], start
    for new in news:
        rate = latex_of(momentum)
        moves.append(
            rf"(1 - {rate}) \times {latex_of(_told(running))} + {rate} \times {latex_of(_told(new))}"
        )
        running = _moved(running, [new], momentum)
    return r",\; ".join(moves)


def _told(value: Any) -> Any:
    return tuple(value) if getattr(value, "ndim", 0) else value
