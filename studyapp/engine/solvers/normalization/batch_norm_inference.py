"""Batch normalization at inference, what undoes it, and the numbers it holds."""

from collections.abc import Mapping
from typing import Any

from studyapp.domain.text import Text
from studyapp.domain.value import Number
from studyapp.engine.expression.numbers import is_array
from studyapp.engine.solvers.normalization.channels import (
    all_beside_positions,
    mean_of,
    mean_square_around,
    must_fit_channels,
    of_channel,
)
from studyapp.engine.solvers.normalization.norms import (
    EPS_OUTSIDE,
    MEAN_KEPT,
    NO_ROOT,
    NORMALIZED,
    Norm,
    RowByRow,
    in_a_row,
    of_row,
    root_of,
    rows_written,
)
from studyapp.engine.solving.inputs import flat
from studyapp.engine.solving.solver import Array, Solver, given, mistake, require, step
from studyapp.engine.solving.steps import Step
from studyapp.engine.solving.written import fraction, term
from studyapp.errors import GivenError
from studyapp.i18n import N_

PER_CHANNEL = ("running_mean", "running_var", "gamma", "beta")


class BatchNormInference(Norm):
    """Batch norm's output at inference, from the running statistics; shaped like `x`."""

    say = Text(en="Batch norm at inference", zh="推理时的批量归一化")
    x: Array = given(
        ndim=(1, 2, 4),
        symbol="x",
        say=Text(en="values as (N), (N, C) or (N, C, H, W)", zh="形如 (N)、(N, C) 或 (N, C, H, W) 的值"),
    )
    running_mean: Array = given(ndim=(0, 1), symbol=r"\bar{\mu}", say=Text(en="running mean", zh="滑动均值"))
    running_var: Array = given(
        ndim=(0, 1), ge=0, symbol=r"\bar{\sigma}^2", say=Text(en="running variance", zh="滑动方差")
    )
    normalized = Step(
        RowByRow("(x - running_mean)/sqrt(running_var + eps)", lambda solver: solver.normalized_put_in()),
        symbol=r"\hat{x}",
        say=NORMALIZED,
    )

    @mistake(
        normalized,
        latex=r"\frac{x - \mu}{\sqrt{\sigma^2 + \epsilon}}",
        say=Text(
            en="Looks as if this batch's own mean and variance were used; at inference the running ones "
            "hold.",
            zh="看起来用了这一批自己的均值和方差；推理时要用滑动统计量。",
        ),
    )
    def batch_statistics(self) -> Any:
        """As in training."""
        mean = mean_of(self.x)
        givens = {name: self._values[name] for name in type(self).spec.givens}
        givens |= {"running_mean": mean, "running_var": mean_square_around(self.x, mean)}
        return type(self)(**givens).worked("normalized")

    no_root = mistake(normalized, "(x - running_mean)/(running_var + eps)", say=NO_ROOT)
    mean_kept = mistake(normalized, "x/sqrt(running_var + eps)", say=MEAN_KEPT)
    eps_outside = mistake(normalized, "(x - running_mean)/(sqrt(running_var) + eps)", say=EPS_OUTSIDE)
    divisible = require(
        "min(running_var) + eps > 0",
        "eps",
        N_("{parameter} is {eps}; a running variance is 0, so it must be above 0"),
    )
    result = Norm.output

    def check(self) -> None:
        """Each list has one number a channel."""
        for name in PER_CHANNEL:
            must_fit_channels(name, self._values[name], self.x)

    def operands(self) -> Mapping[str, Any]:
        """Numbers a channel stand along the channels' axis of images."""
        return all_beside_positions(self._values, PER_CHANNEL, self.x)

    def normalized_put_in(self) -> str | None:
        """Channel by channel for images whose channels have statistics of their own."""
        x = self.x
        if x.ndim < 3 or not (is_array(self.running_mean) or is_array(self.running_var)):
            return None
        lines = []
        for at, row in enumerate(x.reshape(x.shape[0] * x.shape[1], -1)):
            mean, variance = (of_row(numbers, at) for numbers in (self.running_mean, self.running_var))
            lines.append(fraction(f"{in_a_row(row)} - {term(mean)}", root_of(variance, self.eps)))
        return rows_written(lines, x[0, 0].size)

    def simulate(self) -> Any:
        """One straight line for each channel: slope γ/√(σ² + ε), through (μ, β); in floats."""
        import numpy as np  # slow to load, and no other step of these solvers needs it

        output = np.zeros(self.x.shape)
        for place in np.ndindex(self.x.shape):
            channel = place[1] if len(place) > 1 else 0
            spread = of_channel(self.running_var, channel) + float(self.eps)
            slope = of_channel(self.gamma, channel) * spread**-0.5
            distance = float(self.x[place]) - of_channel(self.running_mean, channel)
            output[place] = of_channel(self.beta, channel) + slope * distance
        return output.tolist()


class BatchNormIdentity(Solver):
    """Scale and shift with which batch norm gives its input back: {gamma, beta}."""

    say = Text(en="γ and β that undo batch norm", zh="使批量归一化还原输入的 γ 和 β")
    mean: Array = given(ndim=(0, 1), symbol=r"\mu", say=Text(en="mean of the batch", zh="批次的均值"))
    variance: Array = given(
        ndim=(0, 1), ge=0, symbol=r"\sigma^2", say=Text(en="variance of the batch", zh="批次的方差")
    )
    eps: Number = given(
        default=1e-5,
        ge=0,
        symbol=r"\epsilon",
        say=Text(en="added to the variance inside the root", zh="在根号内加到方差上的极小值"),
    )
    gamma = step(
        "sqrt(variance + eps)", symbol=r"\gamma", say=Text(en="What it was divided by", zh="归一化时除以的数")
    )
    beta = step("mean", symbol=r"\beta", say=Text(en="What was subtracted", zh="归一化时减去的数"))
    no_root = mistake(
        gamma,
        "variance + eps",
        say=Text(
            en="Looks as if γ was set to the variance; it undoes a division by the root.",
            zh="看起来把 γ 设成了方差；它要抵消的是除以标准差。",
        ),
    )
    inverse = mistake(
        gamma,
        "1/sqrt(variance + eps)",
        say=Text(
            en="Looks as if the division was done again; γ must undo it.",
            zh="看起来又除了一次；γ 应当把它抵消。",
        ),
    )
    no_eps = mistake(
        gamma,
        "sqrt(variance)",
        say=Text(
            en="Looks as if ε was left out; it was inside the root.", zh="看起来漏掉了 ε；它在根号里面。"
        ),
    )
    minus_mean = mistake(
        beta,
        "-mean",
        say=Text(
            en="Looks as if the mean was subtracted again; β puts it back.",
            zh="看起来又减了一次均值；β 应当把它加回来。",
        ),
    )
    scaled_mean = mistake(
        beta,
        "mean/gamma",
        say=Text(
            en="Looks as if the mean was scaled too; β is added after γ, so it is the mean as it is.",
            zh="看起来把均值也缩放了；β 在乘 γ 之后才加，就是均值本身。",
        ),
    )
    divisible = require(
        "min(variance) + eps > 0", "eps", N_("{parameter} is {eps}; a variance is 0, so it must be above 0")
    )
    result = (gamma, beta)

    def check(self) -> None:
        """A mean for each variance."""
        if getattr(self.mean, "shape", ()) != getattr(self.variance, "shape", ()):
            raise GivenError(
                N_("{parameter} must have as many numbers as mean: {means}, not {variances}"),
                parameter="variance",
                means=len(flat(self.mean)),
                variances=len(flat(self.variance)),
            )

    def simulate(self) -> Any:
        """Normalize two values, and find the line that brings them back."""
        gammas, betas = [], []
        for mean, variance in zip(flat(self.mean), flat(self.variance), strict=True):
            root = (float(variance) + float(self.eps)) ** 0.5
            left, right = (0 - float(mean)) / root, (1 - float(mean)) / root
            gammas.append(1 / (right - left))
            betas.append(0 - gammas[-1] * left)
        return {"gamma": tuple(gammas), "beta": tuple(betas)}


class BatchNormParameters(Solver):
    """Numbers that a batch norm layer holds: {learnable, running}, counts."""

    say = Text(en="Numbers of a batch norm layer", zh="批量归一化层的参数量")
    channels: int = given(ge=1, symbol="C", say=Text(en="channels", zh="通道数"))
    learnable = step(
        "2*channels", symbol="N_l", say=Text(en="γ and β for each channel", zh="每个通道的 γ 和 β")
    )
    running = step(
        "2*channels",
        symbol="N_r",
        say=Text(en="Running mean and variance for each channel", zh="每个通道的滑动均值和滑动方差"),
    )
    one_each = mistake(
        learnable,
        "channels",
        say=Text(
            en="Looks as if one of γ and β was left out; a channel has both.",
            zh="看起来 γ 和 β 只算了一个；每个通道两个都有。",
        ),
    )
    all_four = mistake(
        learnable,
        "4*channels",
        say=Text(
            en="Looks as if the running statistics were counted in; they are kept, not learnt.",
            zh="看起来把滑动统计量也算进去了；它们只是被记录，并不是学出来的。",
        ),
    )
    two_in_all = mistake(
        learnable,
        "2",
        say=Text(
            en="Looks as if one γ and one β served the whole layer; every channel has its own.",
            zh="看起来整层只有一个 γ 和一个 β；每个通道都有自己的。",
        ),
    )
    one_statistic = mistake(
        running,
        "channels",
        say=Text(
            en="Looks as if one statistic was left out; a channel keeps its mean and its variance.",
            zh="看起来漏了一种统计量；每个通道都记录均值和方差。",
        ),
    )
    result = (learnable, running)

    def simulate(self) -> dict[str, int]:
        """Write down what each channel has."""
        learnt = [(channel, name) for channel in range(self.channels) for name in ("weight", "bias")]
        kept = [
            (channel, name) for channel in range(self.channels) for name in ("running_mean", "running_var")
        ]
        return {"learnable": len(learnt), "running": len(kept)}
