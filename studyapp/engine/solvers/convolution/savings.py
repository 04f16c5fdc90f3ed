"""Convolutions that cost less: depthwise separable, and through a bottleneck."""

from typing import Any

from studyapp.domain.text import Text
from studyapp.engine.solvers.convolution.cost import IN_CHANNELS, KERNEL, OUT_CHANNELS, TOTAL, ConvParameters
from studyapp.engine.solving.solver import Pair, Solver, given, mistake, step

INVERTED = Text(
    en="Looks as if the ratio stands upside down: the saving layer's weights come first.",
    zh="看起来把比值写反了：更省的那种结构的权重数应作分子。",
)
SAVED = Text(
    en="That is the share saved; the ratio says how much is left.",
    zh="这是节省的比例；比值说的是还剩多少。",
)
PLAIN_RATIO = Text(en="Share of the plain convolution's weights", zh="与普通卷积权重数之比")


class SeparableParameters(Solver):
    """Weights of a depthwise separable convolution, without biases, and their share of a plain one's."""

    say = Text(en="Parameters of a depthwise separable convolution", zh="深度可分离卷积的参数量")
    in_channels: int = given(ge=1, symbol="C", say=IN_CHANNELS)
    out_channels: int = given(ge=1, symbol="F", say=OUT_CHANNELS)
    kernel_size: Pair = given(ge=1, symbol="K", say=KERNEL)
    depthwise = step(
        "in_channels*kernel_size[0]*kernel_size[1]",
        symbol="N_d",
        say=Text(
            en="Depthwise weights (one flat kernel for each input channel)",
            zh="逐通道卷积的权重数（每个输入通道一个单层卷积核）",
        ),
    )
    pointwise = step(
        "in_channels*out_channels",
        symbol="N_p",
        say=Text(en="Pointwise weights (a 1×1 convolution)", zh="逐点卷积的权重数（1×1 卷积）"),
    )
    total = step("depthwise + pointwise", symbol="N", say=TOTAL)
    plain = step(
        "in_channels*out_channels*kernel_size[0]*kernel_size[1]",
        symbol="N_0",
        say=Text(en="Weights of the plain convolution", zh="普通卷积的权重数"),
    )
    ratio = step("total/plain", symbol=r"\rho", say=PLAIN_RATIO)
    by_output = mistake(
        depthwise,
        "out_channels*kernel_size[0]*kernel_size[1]",
        say=Text(
            en="Looks as if the depthwise kernels were counted by output channels; there is one for each "
            "input channel.",
            zh="看起来按输出通道数算了逐通道卷积核；它们是每个输入通道一个。",
        ),
    )
    no_pointwise = mistake(
        total,
        "depthwise",
        say=Text(
            en="Looks as if the 1×1 part was left out; it mixes the channels and has weights too.",
            zh="看起来漏掉了 1×1 部分；它混合各通道，也有权重。",
        ),
    )
    undivided = mistake(
        total,
        "plain",
        say=Text(en="Those are the weights of the plain convolution.", zh="这是普通卷积的权重数。"),
    )
    upside_down = mistake(ratio, "plain/total", say=INVERTED)
    saved = mistake(ratio, "1 - total/plain", say=SAVED)
    result = (depthwise, pointwise, total, ratio)

    def simulate(self) -> dict[str, Any]:
        """The two layers as convolutions of their own, by the formula for any convolution."""
        ins, outs, kernel = self.in_channels, self.out_channels, self.kernel_size
        depthwise = _weights(in_channels=ins, out_channels=ins, kernel_size=kernel, groups=ins)
        pointwise = _weights(in_channels=ins, out_channels=outs, kernel_size=1)
        plain = _weights(in_channels=ins, out_channels=outs, kernel_size=kernel)
        total = depthwise + pointwise
        return {"depthwise": depthwise, "pointwise": pointwise, "total": total, "ratio": total / plain}


class BottleneckParameters(Solver):
    """Weights of a 1×1, K×K, 1×1 bottleneck, without biases, and their share of one plain convolution's."""

    say = Text(en="Parameters of a bottleneck", zh="瓶颈结构的参数量")
    channels: int = given(ge=1, symbol="C", say=Text(en="channels outside", zh="外部通道数"))
    reduced: int = given(
        ge=1, symbol="R", say=Text(en="channels inside the bottleneck", zh="瓶颈内部的通道数")
    )
    kernel_size: Pair = given(ge=1, symbol="K", say=KERNEL)
    reduce = step(
        "channels*reduced",
        symbol="N_1",
        say=Text(en="The 1×1 convolution that reduces", zh="降维的 1×1 卷积"),
    )
    convolve = step(
        "reduced*reduced*kernel_size[0]*kernel_size[1]",
        symbol="N_2",
        say=Text(en="The K×K convolution on few channels", zh="在较少通道上的 K×K 卷积"),
    )
    expand = step(
        "reduced*channels",
        symbol="N_3",
        say=Text(en="The 1×1 convolution that expands", zh="升维的 1×1 卷积"),
    )
    total = step("reduce + convolve + expand", symbol="N", say=TOTAL)
    plain = step(
        "channels*channels*kernel_size[0]*kernel_size[1]",
        symbol="N_0",
        say=Text(en="Weights of one plain convolution", zh="一个普通卷积的权重数"),
    )
    ratio = step("total/plain", symbol=r"\rho", say=PLAIN_RATIO)
    one_end_full = mistake(
        convolve,
        "channels*reduced*kernel_size[0]*kernel_size[1]",
        say=Text(
            en="Looks as if the middle convolution had many channels at one end; inside, both ends are "
            "reduced.",
            zh="看起来中间的卷积有一端用了完整通道数；在瓶颈内部两端都是降维后的通道数。",
        ),
    )
    not_expanded = mistake(
        total,
        "reduce + convolve",
        say=Text(
            en="Looks as if the 1×1 convolution that expands again was left out.",
            zh="看起来漏掉了把通道数升回去的 1×1 卷积。",
        ),
    )
    only_middle = mistake(
        total,
        "convolve",
        say=Text(
            en="Looks as if only the middle convolution was counted; the 1×1 ones have weights too.",
            zh="看起来只算了中间的卷积；两个 1×1 卷积也有权重。",
        ),
    )
    upside_down = mistake(ratio, "plain/total", say=INVERTED)
    saved = mistake(ratio, "1 - total/plain", say=SAVED)
    result = (reduce, convolve, expand, total, ratio)

    def simulate(self) -> dict[str, Any]:
        """The three layers as convolutions of their own, by the formula for any convolution."""
        wide, narrow, kernel = self.channels, self.reduced, self.kernel_size
        reduce = _weights(in_channels=wide, out_channels=narrow, kernel_size=1)
        convolve = _weights(in_channels=narrow, out_channels=narrow, kernel_size=kernel)
        expand = _weights(in_channels=narrow, out_channels=wide, kernel_size=1)
        total = reduce + convolve + expand
        plain = _weights(in_channels=wide, out_channels=wide, kernel_size=kernel)
        return {
            "reduce": reduce,
            "convolve": convolve,
            "expand": expand,
            "total": total,
            "ratio": total / plain,
        }


def _weights(**convolution: Any) -> int:
    """The weights of one convolution, counted one by one."""
    weights: int = ConvParameters(**convolution).simulate()["weights"]
    return weights
