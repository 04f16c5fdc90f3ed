"""The size of a pooling layer's output."""

from studyapp.domain.text import Text
from studyapp.engine.solvers.convolution.window import HALF_THE_KERNEL, Window
from studyapp.engine.solving.solver import given, mistake, require, step


class PoolOutputSize(Window):
    """Side of a pooling layer's output, pixels, as PyTorch counts it."""

    say = Text(en="Output size of a pooling layer", zh="池化层的输出尺寸")
    stride: int | None = given(
        default=None,
        ge=1,
        symbol="S",
        falls_back_to="kernel_size",
        say=Text(
            en="pixels from one position to the next; the kernel's side unless given",
            zh="步长（像素）；不指定时等于窗口边长",
        ),
    )
    ceil_mode: bool = given(
        default=False,
        symbol=r"\text{ceil\_mode}",
        say=Text(en="whether a window may hang over the end", zh="窗口是否可以超出末端"),
    )
    positions = step(
        "ceil((size + 2*padding - extent)/stride) + 1 if ceil_mode "
        "else floor((size + 2*padding - extent)/stride) + 1",
        symbol="n",
        say=Text(en="Positions of the window", zh="窗口的位置数"),
    )
    output = step(
        "positions - 1 if (positions - 1)*stride >= size + padding else positions",
        symbol="O",
        say=Text(
            en="Side of the output (no window starts in the far padding)",
            zh="输出的边长（起点在末端填充里的窗口不算）",
        ),
    )
    rounded_down = mistake(
        positions,
        "floor((size + 2*padding - extent)/stride) + 1",
        say=Text(
            en="Looks as if you rounded down. In ceil mode a window may hang over the end: round up.",
            zh="看起来向下取整了。ceil 模式下窗口可以超出末端：应向上取整。",
        ),
    )
    rounded_up = mistake(
        positions,
        "ceil((size + 2*padding - extent)/stride) + 1",
        say=Text(
            en="Looks as if you rounded up. Without ceil mode a window must fit in whole: round down.",
            zh="看起来向上取整了。不用 ceil 模式时窗口必须完整放下：应向下取整。",
        ),
    )
    no_plus_one = mistake(
        positions,
        "positions - 1",
        say=Text(
            en="That counts the moves. The window also stands where it starts: one more.",
            zh="这是移动的次数。窗口在起点也算一个位置：要再加 1。",
        ),
    )
    stride_one = mistake(
        positions,
        "size + 2*padding - extent + 1",
        say=Text(
            en="Looks as if the stride was taken as 1. A pooling window moves by its own side unless told "
            "otherwise.",
            zh="看起来把步长当成了 1。不另指定时，池化窗口每次移动自身的边长。",
        ),
    )
    no_padding = mistake(
        positions,
        "ceil((size - extent)/stride) + 1 if ceil_mode else floor((size - extent)/stride) + 1",
        say=Text(
            en="Looks as if the padding was left out; it adds P pixels on each side.",
            zh="看起来漏掉了填充；每一侧都会增加 P 个像素。",
        ),
    )
    kept_last = mistake(
        output,
        "positions",
        say=Text(
            en="Looks as if the last window was kept. It would start beyond the image, in the padding: it "
            "is dropped.",
            zh="看起来保留了最后一个窗口。它的起点已在图像之外的填充里：要去掉。",
        ),
    )
    half = require(
        "2*padding <= kernel_size",
        "padding",
        HALF_THE_KERNEL,
        most="floor(kernel_size/2)",
    )
    result = output

    def simulate(self) -> int:
        """Put the window down; in ceil mode go on while it starts inside and the last one did not reach "
        "the end."""
        stride = self.stride or self.kernel_size
        starts = self.starts(stride)
        reached = starts[-1] + self.dilation * (self.kernel_size - 1)
        following = starts[-1] + stride
        hangs_over = self.ceil_mode and reached < self.size + self.padding - 1 and following < self.size
        return len(starts) + hangs_over
