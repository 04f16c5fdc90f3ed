"""Batch normalization in training, step by step."""

from math import sqrt
from statistics import fmean, pvariance
from typing import Any

from studyapp.domain.text import Text
from studyapp.engine.expression.arithmetic import subtract
from studyapp.engine.solvers.normalization.channels import (
    ChannelNorm,
    beside_images,
    columns,
    count_of,
    mean_of,
    mean_square_around,
    of_channel,
    per_channel,
    written_out,
)
from studyapp.engine.solving.inputs import flat
from studyapp.engine.solving.solver import mistake, require, step
from studyapp.engine.solving.written import term
from studyapp.i18n import N_

NORMALIZED = Text(en="Normalised values", zh="归一化后的值")
OUTPUT = Text(en="Output (scaled by γ and shifted by β)", zh="输出（乘以 γ、加上 β）")


class BatchNorm(ChannelNorm):
    """The four steps of batch norm in training: {mean, variance, normalized, output} (Ioffe & Szegedy 2015).

    Mean and variance (biased) are one number for each channel, over samples and positions; the others are
    shaped like `x`.
    """

    say = Text(en="Batch norm in training", zh="训练时的批量归一化")

    @step(
        latex=r"\text{len}(x_c)",
        symbol="m",
        say=Text(en="How many values each channel has", zh="每个通道的值的个数"),
    )
    def count(self) -> int:
        """Samples times positions."""
        return count_of(self.x)

    @step(
        latex=r"\frac{1}{m} \sum_i x_i",
        symbol=r"\mu",
        say=Text(en="Mean of each channel", zh="每个通道的均值"),
    )
    def mean(self) -> Any:
        """Over samples and positions."""
        return mean_of(self.x)

    @mean.numbers
    def _mean_put_in(self) -> str:
        return written_out(([term(value) for value in column] for column in columns(self.x)), self.count)

    @step(
        latex=r"\frac{1}{m} \sum_i (x_i - \mu)^2",
        symbol=r"\sigma^2",
        say=Text(en="Variance of each channel (divided by m)", zh="每个通道的方差（除以 m）"),
    )
    def variance(self, mean: Any) -> Any:
        """Biased, over samples and positions."""
        return mean_square_around(self.x, mean)

    @variance.numbers
    def _variance_put_in(self) -> str:
        rows = zip(columns(self.x), flat(self.mean), strict=True)
        return written_out(
            ([f"({term(value)} - {term(mean)})^2" for value in column] for column, mean in rows), self.count
        )

    normalized = step("(x - mean)/sqrt(variance + eps)", symbol=r"\hat{x}", say=NORMALIZED)
    output = step("gamma*normalized + beta", symbol="y", say=OUTPUT)

    unbiased = mistake(
        variance,
        "variance*count/(count - 1)",
        say=Text(
            en="Looks as if you divided by m − 1. The batch is normalised with m; only the running variance "
            "takes m − 1.",
            zh="看起来除以了 m − 1。批内归一化用 m；只有滑动方差用 m − 1。",
        ),
    )
    rooted = mistake(
        variance,
        "sqrt(variance)",
        say=Text(
            en="That is the standard deviation; the variance is its square.",
            zh="这是标准差；方差是它的平方。",
        ),
    )
    not_averaged = mistake(
        variance,
        "variance*count",
        say=Text(
            en="Looks as if the squares were added but not divided by m.",
            zh="看起来把平方相加后没有除以 m。",
        ),
    )
    not_centered = mistake(
        variance,
        "variance + mean**2",
        say=Text(
            en="Looks as if the values were squared as they are; subtract the mean first.",
            zh="看起来直接对原值取了平方；应先减去均值。",
        ),
    )

    @mistake(
        variance,
        latex=r"\frac{1}{m} \sum_i \left| x_i - \mu \right|",
        say=Text(
            en="Looks as if absolute distances were averaged; the variance averages their squares.",
            zh="看起来对绝对偏差取了平均；方差是对偏差的平方取平均。",
        ),
    )
    def absolute(self, mean: Any) -> Any:
        """The mean absolute deviation."""
        return mean_of(abs(subtract(self.x, beside_images(mean) if self.x.ndim == 4 else mean)))

    no_root = mistake(
        normalized,
        "(x - mean)/(variance + eps)",
        say=Text(
            en="Looks as if you divided by the variance; take its root.",
            zh="看起来除以了方差；应先开平方。",
        ),
    )
    mean_kept = mistake(
        normalized,
        "x/sqrt(variance + eps)",
        say=Text(en="Looks as if the mean was not subtracted.", zh="看起来没有减去均值。"),
    )
    eps_outside = mistake(
        normalized,
        "(x - mean)/(sqrt(variance) + eps)",
        say=Text(
            en="Looks as if ε was added after the root; it stands inside.",
            zh="看起来在开方之后才加 ε；ε 在根号里面。",
        ),
    )
    eps_subtracted = mistake(
        normalized,
        "(x - mean)/sqrt(variance - eps)",
        say=Text(
            en="Looks as if ε was subtracted; it is added, so that the root never meets 0.",
            zh="看起来减去了 ε；应该加上，使根号里不会是 0。",
        ),
    )
    eps_subtracted_outside = mistake(
        normalized,
        "(x - mean)/(sqrt(variance) - eps)",
        say=Text(
            en="Looks as if ε was subtracted after the root; it is added, inside the root.",
            zh="看起来在开方之后减去了 ε；应该在根号里加上。",
        ),
    )
    no_eps = mistake(
        normalized,
        "(x - mean)/sqrt(variance)",
        say=Text(
            en="Looks as if ε was left out; with so small a variance it matters.",
            zh="看起来漏掉了 ε；方差这么小时它有影响。",
        ),
    )
    not_scaled = mistake(
        output,
        "normalized",
        say=Text(
            en="Those are the normalised values; scale them by γ and shift them by β.",
            zh="这是归一化后的值；还要乘以 γ、加上 β。",
        ),
    )
    swapped = mistake(
        output,
        "beta*normalized + gamma",
        say=Text(
            en="Looks as if γ and β changed places: γ multiplies, β is added.",
            zh="看起来 γ 和 β 互换了：γ 用来乘，β 用来加。",
        ),
    )
    no_beta = mistake(
        output,
        "gamma*normalized",
        say=Text(en="Looks as if β was left out.", zh="看起来漏加了 β。"),
    )
    beta_first = mistake(
        output,
        "gamma*(normalized + beta)",
        say=Text(
            en="Looks as if β was added before scaling; it comes after γ.",
            zh="看起来在缩放之前就加了 β；应先乘 γ 再加 β。",
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
    result = (mean, variance, normalized, output)

    def simulate(self) -> dict[str, Any]:
        """Channel by channel with the standard library's statistics, then value by value, in floats."""
        import numpy as np  # slow to load, and no other step of these solvers needs it

        values = [[float(value) for value in column] for column in columns(self.x)]
        means, spreads = [fmean(column) for column in values], [pvariance(column) for column in values]
        normalized, output = np.zeros(self.x.shape), np.zeros(self.x.shape)
        for place in np.ndindex(self.x.shape):
            channel = place[1] if len(place) > 1 else 0
            root = sqrt(spreads[channel] + float(self.eps))
            normalized[place] = (float(self.x[place]) - means[channel]) / root
            scale, shift = of_channel(self.gamma, channel), of_channel(self.beta, channel)
            output[place] = scale * normalized[place] + shift
        return {
            "mean": per_channel(means, self.x),
            "variance": per_channel(spreads, self.x),
            "normalized": normalized.tolist(),
            "output": output.tolist(),
        }
