"""A window that slides along an image: what convolution and pooling share."""

from studyapp.domain.text import Text
from studyapp.engine.solving.solver import Solver, given, mistake, require, step
from studyapp.i18n import N_

KERNEL_TOO_LARGE = N_(
    "{parameter} is {kernel_size} and reaches over {extent} pixels, but the padded input has only {padded}"
)

HALF_THE_KERNEL = N_("{parameter} is {padding}; it may be at most half the kernel, {most}")


class Window(Solver, shared=True):
    """A window that slides along one axis of an image; what convolution and pooling share."""

    size: int = given(ge=1, symbol="W", say=Text(en="side of the input, pixels", zh="输入的边长（像素）"))
    kernel_size: int = given(
        ge=1, symbol="K", say=Text(en="side of the kernel (the window)", zh="卷积核（窗口）的边长")
    )
    padding: int = given(
        default=0, ge=0, symbol="P", say=Text(en="pixels added on each side", zh="每一侧填充的像素数")
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
        say=Text(en="Span of the window (dilation included)", zh="窗口覆盖的边长（含膨胀）"),
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
    fits = require("extent <= size + 2*padding", "kernel_size", KERNEL_TOO_LARGE, padded="size + 2*padding")

    def starts(self, stride: int) -> list[int]:
        """Where the window can be put down with all its taps inside the padded input."""
        inside = range(-self.padding, self.size + self.padding)
        starts = range(-self.padding, self.size + self.padding, stride)
        return [
            start
            for start in starts
            if all(start + tap * self.dilation in inside for tap in range(self.kernel_size))
        ]
