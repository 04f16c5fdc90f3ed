"""The size of a convolution's output, and the padding that keeps it."""

from typing import Any

from studyapp.domain.text import Text
from studyapp.engine.solvers.convolution.window import KERNEL_TOO_LARGE, Window
from studyapp.engine.solving.solver import Pair, Sides, Solver, Wholes, given, mistake, require, step
from studyapp.i18n import N_


class ConvOutputSize(Window):
    """Side of a convolution's output, pixels (Dumoulin & Visin 2016)."""

    say = Text(en="Output size of a convolution", zh="卷积的输出尺寸")
    stride: int = given(
        default=1, ge=1, symbol="S", say=Text(en="pixels from one position to the next", zh="步长（像素）")
    )
    output = step(
        "floor((size + 2*padding - extent)/stride) + 1",
        symbol="O",
        say=Text(en="Side of the output (positions of the kernel)", zh="输出的边长（卷积核的位置数）"),
    )
    no_floor = mistake(
        output,
        "(size + 2*padding - extent)/stride + 1",
        say=Text(
            en="Looks as if the rounding down was left out: the kernel only stops at whole positions.",
            zh="看起来没有向下取整：卷积核只能停在整数位置上。",
        ),
    )
    rounded_up = mistake(
        output,
        "ceil((size + 2*padding - extent)/stride) + 1",
        say=Text(
            en="Looks as if you rounded up. A kernel that would hang over the edge is not put down: round "
            "down.",
            zh="看起来向上取整了。会超出边缘的位置不放卷积核：应向下取整。",
        ),
    )
    no_padding = mistake(
        output,
        "floor((size - extent)/stride) + 1",
        say=Text(
            en="Looks as if the padding was left out; it adds P pixels on each side.",
            zh="看起来漏掉了填充；每一侧都会增加 P 个像素。",
        ),
    )
    one_side = mistake(
        output,
        "floor((size + padding - extent)/stride) + 1",
        say=Text(
            en="Looks as if the padding was counted on one side only; it stands on both: 2P.",
            zh="看起来只算了一侧的填充；两侧都有，应为 2P。",
        ),
    )
    no_plus_one = mistake(
        output,
        "floor((size + 2*padding - extent)/stride)",
        say=Text(
            en="That counts the moves. The kernel also stands where it starts: one more.",
            zh="这是移动的次数。卷积核在起点也算一个位置：要再加 1。",
        ),
    )
    no_stride = mistake(
        output,
        "size + 2*padding - extent + 1",
        say=Text(
            en="Looks as if the stride was taken as 1: divide by S before adding 1.",
            zh="看起来把步长当成了 1：加 1 之前要先除以 S。",
        ),
    )
    kernel_added = mistake(
        output,
        "floor((size + 2*padding + extent)/stride) + 1",
        say=Text(
            en="Looks as if the kernel was added. It takes room away from the output: subtract it.",
            zh="看起来加上了卷积核。卷积核会让输出变小：应该减去它。",
        ),
    )
    one_inside = mistake(
        output,
        "floor((size + 2*padding - extent + 1)/stride)",
        say=Text(
            en="Looks as if the 1 went into the division; it is added after rounding.",
            zh="看起来把 1 放进了除法里；应在取整之后再加 1。",
        ),
    )
    result = output

    def simulate(self) -> int:
        """Put the window down wherever it fits, and count."""
        return len(self.starts(self.stride))


class ConvOutputShape(Solver):
    """Shape [C, H, W] of a convolution's output: a channel for each filter."""

    say = Text(en="Output shape of a convolution", zh="卷积的输出形状")
    shape: Wholes = given(
        ge=1,
        length=3,
        symbol="s",
        axes=("C", "H", "W"),
        say=Text(en="input as [C, H, W]", zh="输入形状 [C, H, W]"),
    )
    out_channels: int = given(ge=1, symbol="F", say=Text(en="number of filters", zh="卷积核的个数"))
    kernel_size: Pair = given(
        ge=1, symbol="K", say=Text(en="side of the kernel, or [h, w]", zh="卷积核边长，或 [h, w]")
    )
    stride: Pair = given(
        default=(1, 1),
        ge=1,
        symbol="S",
        say=Text(en="pixels from one position to the next", zh="步长（像素）"),
    )
    padding: Pair = given(
        default=(0, 0), ge=0, symbol="P", say=Text(en="pixels added on each side", zh="每一侧填充的像素数")
    )
    dilation: Pair = given(
        default=(1, 1),
        ge=1,
        symbol="D",
        say=Text(en="distance between the kernel's taps", zh="卷积核采样点的间距"),
    )
    height = step(
        "floor((shape[1] + 2*padding[0] - dilation[0]*(kernel_size[0] - 1) - 1)/stride[0]) + 1",
        symbol="H'",
        say=Text(en="Height of the output", zh="输出的高"),
    )
    width = step(
        "floor((shape[2] + 2*padding[1] - dilation[1]*(kernel_size[1] - 1) - 1)/stride[1]) + 1",
        symbol="W'",
        say=Text(en="Width of the output", zh="输出的宽"),
    )
    output_shape = step(
        "[out_channels, height, width]",
        symbol="s'",
        say=Text(en="Shape of the output (filters, height, width)", zh="输出的形状（卷积核个数、高、宽）"),
    )
    input_channels = mistake(
        output_shape,
        "[shape[0], height, width]",
        say=Text(
            en="Looks as if the input's channels were kept. Each filter makes one channel of the output.",
            zh="看起来沿用了输入的通道数。每个卷积核产生输出的一个通道。",
        ),
    )
    channels_last = mistake(
        output_shape,
        "[height, width, out_channels]",
        say=Text(
            en="The numbers are right, but the channels stand last, as in Keras; here they come first.",
            zh="数值对了，但通道放在了最后（Keras 的顺序）；这里通道在前。",
        ),
    )
    sides_unchanged = mistake(
        output_shape,
        "[out_channels, shape[1], shape[2]]",
        say=Text(
            en="Looks as if the sides stayed as they were; kernel, stride and padding change them.",
            zh="看起来边长没有变；卷积核、步长和填充都会改变它。",
        ),
    )
    one_side = mistake(
        output_shape,
        "[out_channels, floor((shape[1] + padding[0] - dilation[0]*(kernel_size[0] - 1) - 1)/stride[0]) + 1, "
        "floor((shape[2] + padding[1] - dilation[1]*(kernel_size[1] - 1) - 1)/stride[1]) + 1]",
        say=Text(
            en="Looks as if the padding was counted on one side only; it stands on both: 2P.",
            zh="看起来只算了一侧的填充；两侧都有，应为 2P。",
        ),
    )
    no_plus_one = mistake(
        output_shape,
        "[out_channels, height - 1, width - 1]",
        say=Text(
            en="Those sides count the moves. The kernel also stands where it starts: one more each.",
            zh="这样的边长是移动的次数。卷积核在起点也算一个位置：各要再加 1。",
        ),
    )
    fits_in_height = require(
        "height >= 1",
        "kernel_size",
        KERNEL_TOO_LARGE,
        extent="dilation[0]*(kernel_size[0] - 1) + 1",
        padded="shape[1] + 2*padding[0]",
    )
    fits_in_width = require(
        "width >= 1",
        "kernel_size",
        KERNEL_TOO_LARGE,
        extent="dilation[1]*(kernel_size[1] - 1) + 1",
        padded="shape[2] + 2*padding[1]",
    )
    result = output_shape

    def simulate(self) -> tuple[int, ...]:
        """Slide the kernel down, then across."""
        pairs: list[Any] = [self.kernel_size, self.stride, self.padding, self.dilation]  # held as [h, w]
        sides = [
            len(Window(size=size, kernel_size=k, padding=p, dilation=d).starts(s))
            for size, k, s, p, d in zip(self.shape[1:], *pairs, strict=True)
        ]
        return (self.out_channels, *sides)


class SamePadding(Solver):
    """Zeros on each side that keep the size at stride 1, pixels."""

    say = Text(en="Padding that keeps the size", zh="保持尺寸不变的填充")
    kernel_size: Sides = given(
        ge=1, symbol="K", say=Text(en="side of the kernel, or [h, w]", zh="卷积核边长，或 [h, w]")
    )
    dilation: Sides = given(
        default=1,
        ge=1,
        symbol="D",
        say=Text(en="distance between the kernel's taps", zh="卷积核采样点的间距"),
    )
    lost = step(
        "dilation*(kernel_size - 1)",
        symbol="L",
        say=Text(en="Pixels that the output loses without padding", zh="不填充时输出减少的像素数"),
    )
    padding = step(
        "lost/2", symbol="P", say=Text(en="Padding (half of them on each side)", zh="填充（两侧各补一半）")
    )
    whole_kernel = mistake(
        padding,
        "dilation*kernel_size/2",
        say=Text(
            en="Looks as if the kernel was halved. One pixel fewer gets lost than it is long: (K − 1)/2.",
            zh="看起来直接取了卷积核的一半。丢失的像素比边长少 1：(K − 1)/2。",
        ),
    )
    both_sides = mistake(
        padding,
        "lost",
        say=Text(
            en="That is the padding of both sides together; each side gets half.",
            zh="这是两侧填充的总和；每一侧各一半。",
        ),
    )
    no_dilation = mistake(
        padding,
        "(kernel_size - 1)/2",
        say=Text(
            en="Looks as if the dilation was left out: it widens the gaps between the taps.",
            zh="看起来没有考虑膨胀率：它会拉开采样点的间距。",
        ),
    )
    even = require(
        "sum(lost % 2) == 0",
        "kernel_size",
        N_(
            "{parameter} is {kernel_size} with dilation {dilation}: {lost} pixels would have to be shared "
            "out evenly to two sides, so dilation*(kernel_size - 1) must be even"
        ),
    )
    result = padding

    def simulate(self) -> int | tuple[int, ...]:
        """Pad more and more until a kernel's output is as long as its input."""
        if isinstance(self.kernel_size, int) and isinstance(self.dilation, int):
            return _padding_tried(self.kernel_size, self.dilation)
        pairs = [
            side if isinstance(side, tuple) else (side, side) for side in (self.kernel_size, self.dilation)
        ]
        return tuple(
            _padding_tried(kernel_size, dilation) for kernel_size, dilation in zip(*pairs, strict=True)
        )


def _padding_tried(kernel_size: int, dilation: int) -> int:
    size = dilation * kernel_size
    padding = 0
    while (
        len(Window(size=size, kernel_size=kernel_size, padding=padding, dilation=dilation).starts(1)) != size
    ):
        padding += 1
    return padding
