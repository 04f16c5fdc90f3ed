"""Folding batch norm into the layer before it, for inference."""

from typing import Any

from studyapp.domain.text import Text
from studyapp.domain.value import Number
from studyapp.engine.expression.arithmetic import add, multiply
from studyapp.engine.expression.numbers import is_array
from studyapp.engine.solvers.normalization.channels import must_be_one_each, of_channel
from studyapp.engine.solving.inputs import flat
from studyapp.engine.solving.solver import Array, Solver, given, mistake, require, step
from studyapp.engine.solving.written import listed, term
from studyapp.i18n import N_

MOST_CHANNELS_WRITTEN = 3
MOST_WEIGHTS_WRITTEN = 6
PER_CHANNEL = ("bias", "gamma", "beta", "mean", "variance")


class FoldBatchNorm(Solver):
    """Weight and bias of the one layer that gives what a layer and its batch norm give at inference.

    {weight, bias}: `weight` is (O, …), a convolution's or a linear layer's with the output channels first,
    and each output channel has one scale; the others are numbers or one an output channel. `mean` and
    `variance` are the running ones, eps stands inside the root, as in PyTorch's fuse_conv_bn_weights (Jacob
    et al. 2018). A layer without a bias has bias 0; a transposed convolution's output channels stand second.
    """

    say = Text(en="Batch norm folded into the layer before", zh="把批量归一化并入前一层")
    weight: Array = given(
        ndim=(0, 1, 2, 3, 4),
        symbol="W",
        say=Text(en="the layer's weight, output channels first", zh="该层的权重，第一轴为输出通道"),
    )
    bias: Array = given(ndim=(0, 1), symbol="b", say=Text(en="the layer's bias", zh="该层的偏置"))
    gamma: Array = given(
        ndim=(0, 1), symbol=r"\gamma", say=Text(en="batch norm's scale", zh="批量归一化的缩放参数")
    )
    beta: Array = given(
        ndim=(0, 1), symbol=r"\beta", say=Text(en="batch norm's shift", zh="批量归一化的平移参数")
    )
    mean: Array = given(ndim=(0, 1), symbol=r"\mu", say=Text(en="running mean", zh="滑动均值"))
    variance: Array = given(
        ndim=(0, 1), ge=0, symbol=r"\sigma^2", say=Text(en="running variance", zh="滑动方差")
    )
    eps: Number = given(
        default=1e-5,
        ge=0,
        symbol=r"\epsilon",
        say=Text(en="added to the variance inside the root", zh="在根号内加到方差上的极小值"),
    )
    scale = step(
        "gamma/sqrt(variance + eps)",
        symbol="s",
        say=Text(
            en="What batch norm multiplies each output channel by", zh="批量归一化给每个输出通道乘上的系数"
        ),
    )

    @step(
        latex=r"s \cdot W",
        symbol="W'",
        say=Text(
            en="Folded weight (all of a channel's weights times its scale)",
            zh="并入后的权重（每个通道的权重都乘以该通道的系数）",
        ),
    )
    def folded_weight(self, scale: Any) -> Any:
        """One scale for all weights of an output channel."""
        return multiply(self.weight, _beside(scale, self.weight))

    @folded_weight.numbers
    def _weight_put_in(self) -> str:
        if len(flat(self.weight)) > MOST_WEIGHTS_WRITTEN:
            return ""
        if not self._channels:
            return rf"{term(self.scale)} \times {term(self.weight)}"
        lines = []
        for channel, weights in enumerate(self.weight):
            factor = self.scale[channel] if getattr(self.scale, "ndim", 0) else self.scale
            inside = ", ".join(map(term, flat(weights)))
            lines.append(rf"{term(factor)} \times {f'[{inside}]' if getattr(weights, 'ndim', 0) else inside}")
        return listed(lines, MOST_CHANNELS_WRITTEN)

    @step(
        latex=r"(b - \mu) \cdot s + \beta",
        symbol="b'",
        say=Text(
            en="Folded bias (the old one goes through batch norm too)",
            zh="并入后的偏置（原偏置也要经过批量归一化）",
        ),
    )
    def folded_bias(self, scale: Any) -> Any:
        """What batch norm makes of the bias: one number an output channel."""
        return self._each(add(multiply(add(self.bias, multiply(self.mean, -1)), scale), self.beta))

    @folded_bias.numbers
    def _bias_put_in(self) -> str:
        channels = range(self._channels or 1)
        if len(channels) > MOST_CHANNELS_WRITTEN:
            return ""
        lines = []
        for channel in channels:
            bias, mean, scale, beta = (
                numbers[channel] if getattr(numbers, "ndim", 0) else numbers
                for numbers in (self.bias, self.mean, self.scale, self.beta)
            )
            lines.append(rf"({term(bias)} - {term(mean)}) \times {term(scale)} + {term(beta)}")
        return listed(lines, MOST_CHANNELS_WRITTEN)

    no_root = mistake(
        scale,
        "gamma/(variance + eps)",
        say=Text(
            en="Looks as if you divided by the variance; take its root.", zh="看起来除以了方差；应先开平方。"
        ),
    )
    eps_outside = mistake(
        scale,
        "gamma/(sqrt(variance) + eps)",
        say=Text(
            en="Looks as if ε was added after the root; it stands inside.",
            zh="看起来在开方之后才加 ε；ε 在根号里面。",
        ),
    )
    no_gamma = mistake(
        scale,
        "1/sqrt(variance + eps)",
        say=Text(
            en="Looks as if γ was left out; batch norm multiplies by it after dividing.",
            zh="看起来漏乘了 γ；批量归一化除以标准差之后还要乘 γ。",
        ),
    )

    @mistake(
        folded_weight,
        latex="W",
        say=Text(
            en="That is the weight as it was; what batch norm multiplies the outputs by goes into it.",
            zh="这是原来的权重；批量归一化给输出乘的系数要并进去。",
        ),
    )
    def not_scaled(self) -> Any:
        """Left as it was."""
        return self.weight

    @mistake(
        folded_weight,
        latex=r"s \cdot W + \beta",
        say=Text(
            en="Looks as if β was added to the weights; it goes into the bias.",
            zh="看起来把 β 加到了权重上；β 应并入偏置。",
        ),
    )
    def shifted(self, folded_weight: Any) -> Any:
        """Shifted like an output."""
        return add(folded_weight, _beside(self.beta, self.weight))

    @mistake(
        folded_bias,
        latex=r"\beta - \mu \cdot s",
        say=Text(
            en="Looks as if the layer's own bias was left out; it is scaled and stays in the sum.",
            zh="看起来漏掉了该层原来的偏置；它也要乘系数，并留在和里。",
        ),
    )
    def old_bias_lost(self, scale: Any) -> Any:
        """As if the layer had none."""
        return self._each(add(multiply(multiply(self.mean, -1), scale), self.beta))

    @mistake(
        folded_bias,
        latex=r"b - \mu \cdot s + \beta",
        say=Text(
            en="Looks as if the layer's own bias was not scaled; it goes through batch norm like the rest.",
            zh="看起来原来的偏置没有乘系数；它和其余部分一样要经过批量归一化。",
        ),
    )
    def bias_not_scaled(self, scale: Any) -> Any:
        """Only the mean scaled."""
        return self._each(add(add(self.bias, multiply(multiply(self.mean, -1), scale)), self.beta))

    @mistake(
        folded_bias,
        latex=r"b \cdot s + \beta",
        say=Text(
            en="Looks as if the mean was not subtracted.",
            zh="看起来没有减去均值。",
        ),
    )
    def mean_kept(self, scale: Any) -> Any:
        """The bias scaled and shifted alone."""
        return self._each(add(multiply(self.bias, scale), self.beta))

    @mistake(
        folded_bias,
        latex=r"(b - \mu) \cdot s",
        say=Text(en="Looks as if β was left out.", zh="看起来漏加了 β。"),
    )
    def no_beta(self, scale: Any) -> Any:
        """Scaled only."""
        return self._each(multiply(add(self.bias, multiply(self.mean, -1)), scale))

    divisible = require(
        "min(variance) + eps > 0", "eps", N_("{parameter} is {eps}; a variance is 0, so it must be above 0")
    )
    result = {"weight": folded_weight, "bias": folded_bias}  # noqa: RUF012 (read once, by the spec)

    @property
    def _channels(self) -> int | None:
        return len(self.weight) if getattr(self.weight, "ndim", 0) else None

    def _each(self, numbers: Any) -> Any:
        """One number for each output channel, where there may be one for all."""
        if self._channels is None or is_array(numbers):
            return numbers
        from studyapp.engine.expression.arrays import exact_array

        return exact_array([numbers] * self._channels)

    def check(self) -> None:
        """Each list has one number an output channel."""
        for name in PER_CHANNEL:
            must_be_one_each(
                name,
                self._values[name],
                self._channels,
                N_("{parameter} is a list; for a single weight it must be a number"),
            )

    def simulate(self) -> dict[str, Any]:
        """Send nothing, then a 1 along each weight, through layer and norm, and see what changes."""
        weights, biases = [], []
        for channel in range(self._channels or 1):
            own = self.weight[channel] if self._channels else self.weight
            root = (of_channel(self.variance, channel) + float(self.eps)) ** 0.5

            def normed(value: float, channel: int = channel, root: float = root) -> float:
                distance = (value - of_channel(self.mean, channel)) / root
                return of_channel(self.gamma, channel) * distance + of_channel(self.beta, channel)

            bias = of_channel(self.bias, channel)
            biases.append(normed(bias))
            weights += [normed(bias + float(weight)) - normed(bias) for weight in flat(own)]
        return {"weight": weights, "bias": biases}


def _beside(numbers: Any, weight: Any) -> Any:
    """One number for each output channel, shaped to meet the weight."""
    if not getattr(numbers, "ndim", 0):
        return numbers
    return numbers.reshape(-1, *(1,) * (weight.ndim - 1))
