"""What layers cost: parameters and multiply-adds."""

from typing import Any

from studyapp.domain.text import Text
from studyapp.engine.solving.solver import Pair, Solver, given, mistake, require, step
from studyapp.i18n import N_

IN_CHANNELS = Text(en="channels of the input", zh="输入通道数")
OUT_CHANNELS = Text(en="channels of the output: the filters", zh="输出通道数，即卷积核个数")
KERNEL = Text(en="side of the kernel, or [h, w]", zh="卷积核边长，或 [h, w]")
GROUPS = Text(en="groups of channels that are convolved apart", zh="分开卷积的通道组数")
TOTAL = Text(en="Parameters in all", zh="参数总数")


class GroupedConvolution(Solver, shared=True):
    """A convolution whose channels may be split into groups."""

    in_channels: int = given(ge=1, symbol="C", say=IN_CHANNELS)
    out_channels: int = given(ge=1, symbol="F", say=OUT_CHANNELS)
    kernel_size: Pair = given(ge=1, symbol="K", say=KERNEL)
    groups: int = given(default=1, ge=1, symbol="g", say=GROUPS)
    divides_input = require(
        "in_channels % groups == 0",
        "groups",
        N_("{parameter} is {groups}; it must divide in_channels, {in_channels}"),
    )
    divides_output = require(
        "out_channels % groups == 0",
        "groups",
        N_("{parameter} is {groups}; it must divide out_channels, {out_channels}"),
    )

    def filter_taps(self) -> int:
        """The weights of one filter, counted one by one."""
        kernel: Any = self.kernel_size  # held as [h, w]
        group = [channel for channel in range(self.in_channels) if channel % self.groups == 0]
        return sum(1 for _ in group for _ in range(kernel[0]) for _ in range(kernel[1]))


class ConvParameters(GroupedConvolution):
    """Learnable numbers of a convolution: {weights, biases, total}, counts."""

    say = Text(en="Parameters of a convolution", zh="卷积层的参数量")
    bias: bool = given(
        default=True, symbol=r"\text{bias}", say=Text(en="a bias for each filter", zh="每个卷积核一个偏置")
    )
    weights = step(
        "out_channels*(in_channels/groups)*kernel_size[0]*kernel_size[1]",
        symbol="N_w",
        say=Text(
            en="Weights (each filter is as deep as its input)", zh="权重的个数（每个卷积核与输入一样深）"
        ),
    )
    biases = step(
        "out_channels if bias else 0",
        symbol="N_b",
        say=Text(en="Biases (one for each filter)", zh="偏置的个数（每个卷积核一个）"),
    )
    total = step("weights + biases", symbol="N", say=TOTAL)
    one_input_channel = mistake(
        weights,
        "out_channels*kernel_size[0]*kernel_size[1]",
        say=Text(
            en="Looks as if a filter were one layer deep. It spans all the channels of its input.",
            zh="看起来把卷积核当成只有一层深。它要跨越输入的所有通道。",
        ),
    )
    one_side = mistake(
        weights,
        "out_channels*(in_channels/groups)*kernel_size[0]",
        say=Text(
            en="Looks as if the kernel's side was not squared: it has height times width weights a channel.",
            zh="看起来卷积核边长没有平方：每个通道的权重数是高乘以宽。",
        ),
    )
    ungrouped = mistake(
        weights,
        "out_channels*in_channels*kernel_size[0]*kernel_size[1]",
        say=Text(
            en="Looks as if the groups were left out: a filter sees only its own group's channels.",
            zh="看起来没有考虑分组：每个卷积核只看自己那一组的通道。",
        ),
    )
    one_bias = mistake(
        biases,
        "1",
        say=Text(
            en="Looks as if the layer had a single bias; every filter has its own.",
            zh="看起来整层只算了一个偏置；每个卷积核都有自己的偏置。",
        ),
    )
    input_biases = mistake(
        biases,
        "in_channels",
        say=Text(
            en="Looks as if the biases were counted by input channels; they belong to the filters.",
            zh="看起来按输入通道数算了偏置；偏置属于卷积核（输出通道）。",
        ),
    )
    no_bias = mistake(
        total,
        "weights",
        say=Text(
            en="Looks as if the biases were left out: one for each filter.",
            zh="看起来漏掉了偏置：每个卷积核一个。",
        ),
    )
    needless_bias = mistake(
        total,
        "weights + out_channels",
        say=Text(
            en="Looks as if biases were counted; this layer has none.",
            zh="看起来算上了偏置；这一层没有偏置。",
        ),
    )
    result = (weights, biases, total)

    def simulate(self) -> dict[str, int]:
        """Build every filter and count its numbers."""
        weights = sum(self.filter_taps() for _ in range(self.out_channels))
        biases = sum(1 for _ in range(self.out_channels) if self.bias)
        return {"weights": weights, "biases": biases, "total": weights + biases}


class ConvMacs(GroupedConvolution):
    """Multiply-adds of a convolution on one image; one MAC is 2 FLOPs, biases are not counted."""

    say = Text(en="Multiply-adds of a convolution", zh="卷积的乘加次数")
    output_size: Pair = given(
        ge=1, symbol="O", say=Text(en="side of the output, or [h, w]", zh="输出边长，或 [h, w]")
    )
    per_value = step(
        "in_channels/groups*kernel_size[0]*kernel_size[1]",
        symbol="m",
        say=Text(en="Multiply-adds for one output value", zh="每个输出值的乘加次数"),
    )
    values = step(
        "out_channels*output_size[0]*output_size[1]",
        symbol="V",
        say=Text(en="Output values", zh="输出值的个数"),
    )
    macs = step("per_value*values", symbol="M", say=Text(en="Multiply-adds in all", zh="乘加总次数"))
    one_input_channel = mistake(
        per_value,
        "kernel_size[0]*kernel_size[1]",
        say=Text(
            en="Looks as if one input channel was counted; an output value gathers all of them.",
            zh="看起来只算了一个输入通道；一个输出值要汇总所有输入通道。",
        ),
    )
    ungrouped = mistake(
        per_value,
        "in_channels*kernel_size[0]*kernel_size[1]",
        say=Text(
            en="Looks as if the groups were left out: a filter sees only its own group's channels.",
            zh="看起来没有考虑分组：每个卷积核只看自己那一组的通道。",
        ),
    )
    one_filter = mistake(
        values,
        "output_size[0]*output_size[1]",
        say=Text(
            en="Looks as if one filter was counted; each makes an output of its own.",
            zh="看起来只算了一个卷积核；每个卷积核都产生一张输出。",
        ),
    )
    one_row = mistake(
        values,
        "out_channels*output_size[0]",
        say=Text(
            en="Looks as if one row of the output was counted; it has height times width positions.",
            zh="看起来只算了输出的一行；输出的位置数是高乘以宽。",
        ),
    )
    flops = mistake(
        macs,
        "2*per_value*values",
        say=Text(
            en="Those look like FLOPs: a multiply-add counts once here, though it is two operations.",
            zh="这像是 FLOPs：一次乘加虽是两次运算，这里只算 1 次 MAC。",
        ),
    )
    parameters = mistake(
        macs,
        "per_value*out_channels",
        say=Text(
            en="That is the number of weights; each is used again at every position of the output.",
            zh="这是权重的个数；每个权重在输出的每个位置都要用一次。",
        ),
    )
    result = macs

    def simulate(self) -> int:
        """Go over the output and count the taps at every position."""
        output: Any = self.output_size  # held as [h, w]
        taps = self.filter_taps()
        return sum(taps for _ in range(self.out_channels) for _ in range(output[0]) for _ in range(output[1]))


class LinearParameters(Solver):
    """Learnable numbers of a fully connected layer: {weights, biases, total}, counts."""

    say = Text(en="Parameters of a fully connected layer", zh="全连接层的参数量")
    in_features: int = given(ge=1, symbol="n", say=Text(en="inputs", zh="输入个数"))
    out_features: int = given(ge=1, symbol="m", say=Text(en="outputs: the units", zh="输出个数，即单元数"))
    bias: bool = given(
        default=True, symbol=r"\text{bias}", say=Text(en="a bias for each unit", zh="每个单元一个偏置")
    )
    weights = step(
        "in_features*out_features",
        symbol="N_w",
        say=Text(en="Weights (every input with every unit)", zh="权重的个数（每个输入与每个单元相连）"),
    )
    biases = step(
        "out_features if bias else 0",
        symbol="N_b",
        say=Text(en="Biases (one for each unit)", zh="偏置的个数（每个单元一个）"),
    )
    total = step("weights + biases", symbol="N", say=TOTAL)
    added = mistake(
        weights,
        "in_features + out_features",
        say=Text(
            en="Looks as if inputs and units were added. Every input is connected with every unit: multiply.",
            zh="看起来把输入数与单元数相加了。每个输入都与每个单元相连：应相乘。",
        ),
    )
    one_bias = mistake(
        biases,
        "1",
        say=Text(
            en="Looks as if the layer had a single bias; every unit has its own.",
            zh="看起来整层只算了一个偏置；每个单元都有自己的偏置。",
        ),
    )
    input_biases = mistake(
        biases,
        "in_features",
        say=Text(
            en="Looks as if the biases were counted by inputs; they belong to the units.",
            zh="看起来按输入个数算了偏置；偏置属于输出单元。",
        ),
    )
    no_bias = mistake(
        total,
        "weights",
        say=Text(
            en="Looks as if the biases were left out: one for each unit.",
            zh="看起来漏掉了偏置：每个单元一个。",
        ),
    )
    needless_bias = mistake(
        total,
        "weights + out_features",
        say=Text(
            en="Looks as if biases were counted; this layer has none.",
            zh="看起来算上了偏置；这一层没有偏置。",
        ),
    )
    result = (weights, biases, total)

    def simulate(self) -> dict[str, int]:
        """Draw every connection and count."""
        weights = sum(1 for _ in range(self.in_features) for _ in range(self.out_features))
        biases = sum(1 for _ in range(self.out_features) if self.bias)
        return {"weights": weights, "biases": biases, "total": weights + biases}
