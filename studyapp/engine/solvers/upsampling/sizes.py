"""The size of a transposed convolution's output."""

from studyapp.domain.text import Text
from studyapp.engine.solving.solver import Solver, given, mistake, require, step
from studyapp.i18n import N_

NOTHING_LEFT = N_(
    "{parameter} is {padding}; cut off on both sides, it leaves nothing of {span} pixels (output_padding is "
    "{output_padding})"
)


class ConvTransposeOutputSize(Solver):
    """Side of a transposed convolution's output, pixels (Dumoulin & Visin 2016; PyTorch's `ConvTranspose2d`).

    It turns the size of an ordinary convolution around: with stride S, S sizes are convolved to the same
    one, and `output_padding` says which of them is meant. Keras has "valid" and "same" instead of padding.
    """

    say = Text(en="Output size of a transposed convolution", zh="转置卷积的输出尺寸")
    size: int = given(ge=1, symbol="W", say=Text(en="side of the input, pixels", zh="输入的边长（像素）"))
    kernel_size: int = given(ge=1, symbol="K", say=Text(en="side of the kernel", zh="卷积核的边长"))
    stride: int = given(
        default=1,
        ge=1,
        symbol="S",
        say=Text(en="pixels from one stamp of the kernel to the next", zh="相邻两次盖印的间距（像素）"),
    )
    padding: int = given(
        default=0, ge=0, symbol="P", say=Text(en="pixels cut off on each side", zh="每一侧裁掉的像素数")
    )
    output_padding: int = given(
        default=0,
        ge=0,
        symbol=r"P_{\text{out}}",
        say=Text(en="pixels added at one side of the output", zh="输出的一侧补上的像素数"),
    )
    dilation: int = given(
        default=1,
        ge=1,
        symbol="D",
        say=Text(en="distance between the kernel's taps", zh="卷积核采样点的间距"),
    )
    extent = step(
        "dilation*(kernel_size - 1) + 1",
        symbol="K'",
        say=Text(en="Span of one stamp (dilation included)", zh="一次盖印覆盖的边长（含膨胀）"),
    )
    span = step(
        "(size - 1)*stride + extent",
        symbol="F",
        say=Text(
            en="All the stamps together: W − 1 strides, then the last stamp",
            zh="全部盖印合起来的边长：W − 1 个步长，再加最后一次盖印",
        ),
    )
    output = step(
        "span - 2*padding + output_padding",
        symbol="O",
        say=Text(
            en="Side of the output (cut on both sides, output padding added)",
            zh="输出的边长（两侧裁掉填充，再加输出填充）",
        ),
    )
    no_dilation = mistake(
        extent,
        "kernel_size",
        say=Text(
            en="Looks as if the dilation was left out: spread out, the kernel reaches over D(K − 1) + 1 "
            "pixels.",
            zh="看起来没有考虑膨胀率：拉开之后，卷积核覆盖 D(K − 1) + 1 个像素。",
        ),
    )
    stretched = mistake(
        extent,
        "dilation*kernel_size",
        say=Text(
            en="Looks as if the whole kernel was stretched to D·K. Only the K − 1 gaps grow: D(K − 1) + 1.",
            zh="看起来把整个卷积核拉长成了 D·K。变大的只是 K − 1 个间隔：D(K − 1) + 1。",
        ),
    )
    stride_too_many = mistake(
        span,
        "size*stride + extent",
        say=Text(
            en="Looks as if W strides were counted. Between W stamps there are W − 1.",
            zh="看起来算了 W 个步长。W 次盖印之间只有 W − 1 个步长。",
        ),
    )
    no_stride = mistake(
        span,
        "size - 1 + extent",
        say=Text(
            en="Looks as if the stride was taken as 1; here the stamps stand S pixels apart.",
            zh="看起来把步长当成了 1；这里相邻两次盖印相距 S 个像素。",
        ),
    )
    ordinary = mistake(
        output,
        "floor((size - extent + 2*padding)/stride) + 1",
        say=Text(
            en="That is the size after an ordinary convolution. A transposed one goes from that size back.",
            zh="这是普通卷积的输出尺寸。转置卷积要从这个尺寸反推回去。",
        ),
    )
    padding_added = mistake(
        output,
        "span + 2*padding",
        say=Text(
            en="Looks as if the padding was added. Here it is cut off the output: −2P.",
            zh="看起来加上了填充。在转置卷积里它是从输出上裁掉的：−2P。",
        ),
    )
    padding_added_too = mistake(
        output,
        "span + 2*padding + output_padding if output_padding > 0 else output",
        say=Text(
            en="Looks as if both paddings were added. Only the output padding is; 2P is cut off.",
            zh="看起来两种填充都加上了。只有输出填充是加的，2P 要裁掉。",
        ),
    )
    no_output_padding = mistake(
        output,
        "span - 2*padding",
        say=Text(
            en="Looks as if the output padding was left out; it is added at the end.",
            zh="看起来漏加了输出填充；最后要加上它。",
        ),
    )
    multiplied = mistake(
        output,
        "size*stride",
        say=Text(
            en="That is W·S: it holds only where kernel and output padding together make S + 2P.",
            zh="这是 W·S：只有卷积核与输出填充之和等于 S + 2P 时才成立。",
        ),
    )
    one_side = mistake(
        output,
        "span - padding + output_padding",
        say=Text(
            en="Looks as if the padding was cut off on one side only; it goes on both: 2P.",
            zh="看起来只在一侧裁掉了填充；两侧都要裁，应为 2P。",
        ),
    )
    both_ends = mistake(
        output,
        "span - 2*padding + 2*output_padding",
        say=Text(
            en="Looks as if the output padding was added on both sides; it stands on one.",
            zh="看起来两侧都加了输出填充；它只加在一侧。",
        ),
    )
    short_enough = require(
        "output_padding < max(stride, dilation)",
        "output_padding",
        N_("{parameter} is {output_padding}; it must be below stride or dilation, so at most {most}"),
        most="max(stride, dilation) - 1",
    )
    something_left = require("output >= 1", "padding", NOTHING_LEFT)
    result = output

    def simulate(self) -> int:
        """Look for the shortest image that an ordinary convolution turns into the input; then add."""
        reach = range(0, self.dilation * self.kernel_size, self.dilation)[-1] + 1
        length = reach  # with the padding: one stop of the kernel
        while len(range(0, length - reach + 1, self.stride)) < self.size:
            length += 1
        return length - 2 * self.padding + self.output_padding
