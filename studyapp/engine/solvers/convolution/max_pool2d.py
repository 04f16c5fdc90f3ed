"""Max pooling of images."""

from typing import Any

from studyapp.domain.text import Text
from studyapp.engine.expression import latex_value
from studyapp.engine.solvers.convolution.images import MOST_PIXELS, workable, written_windows
from studyapp.engine.solvers.convolution.pooling import (
    MOVED_BY_ITS_SIDE,
    MOVED_BY_ONE,
    PADDING_LEFT_OUT,
    ROUNDED_DOWN,
    ROUNDED_UP,
    Pooling,
    as_given,
)
from studyapp.engine.solving.solver import Pair, given, mistake, step
from studyapp.engine.solving.written import MOST_TERMS
from studyapp.errors import ExpressionError, GivenError
from studyapp.i18n import N_

NOTHING_MET = N_("{parameter} is {value}; with taps so far apart, a window meets nothing but padding")


class MaxPool2d(Pooling):
    """Output of a max-pooling layer, shaped like `input`: (H', W') or (N, C, H', W').

    Padding never is the largest (it counts as −∞). In ceil mode, a last window that would start in the
    padding is dropped. The names are those of PyTorch's `max_pool2d`, which also takes a kernel larger than
    its padded input in ceil mode, and answers −∞ where a dilated window meets only padding; both are refused
    here.
    """

    say = Text(en="Max pooling", zh="最大池化")
    dilation: Pair = given(
        default=(1, 1),
        ge=1,
        symbol="D",
        say=Text(en="distance between the window's taps", zh="窗口采样点的间距"),
    )

    @step(
        latex=r"\max_{u,v} x_{S i + D u - P,\, S j + D v - P}",
        symbol="y_{i,j}",
        say=Text(en="Output (the largest value in each window)", zh="输出（每个窗口中的最大值）"),
    )
    def output(self) -> Any:
        """The largest of each window."""
        return self._largest(self.input, *self.windows())

    @output.formula
    def _output_written(self) -> str:
        return rf"\max_{{u,v}} x_{{{self.places()}}}"

    @output.numbers
    def _output_put_in(self) -> str:
        if self.input.size > MOST_PIXELS:
            return ""

        def entry(row: int, column: int) -> str:
            values = [latex_value(value) for value in self.under(row, column) if value is not None]
            if len(values) > MOST_TERMS:
                values = [*values[:3], r"\ldots", values[-1]]
            return rf"\max({', '.join(values)})"

        return written_windows(self.output.shape, entry)

    @mistake(
        output,
        latex=r"\frac{1}{K_h K_w} \sum_{u,v} x_{S i + D u - P,\, S j + D v - P}",
        say=Text(
            en="Looks as if each window was averaged; max pooling takes its largest value.",
            zh="看起来对每个窗口取了平均；最大池化取其中的最大值。",
        ),
    )
    def averaged(self) -> Any:
        """The mean of each window, its padding as zeros."""
        from studyapp.engine.expression.arithmetic import divide
        from studyapp.engine.numeric.pooling import window_sums

        kernel: Any = self.kernel_size  # held as [h, w]
        return divide(window_sums(*workable(self.input), *self.windows()), kernel[0] * kernel[1])

    @mistake(output, latex=r"\max_{u,v} x_{i + D u - P,\, j + D v - P}", say=MOVED_BY_ONE)
    def stride_one(self) -> Any:
        """Every position."""
        return self._largest(self.input, *self.windows(stride=(1, 1)))

    @mistake(output, latex=r"\max_{u,v} x_{K_h i + D u - P,\, K_w j + D v - P}", say=MOVED_BY_ITS_SIDE)
    def stride_kernel(self) -> Any:
        """Windows side by side."""
        return self._largest(self.input, *self.windows(stride=self.kernel_size))

    @mistake(output, latex=r"\max_{u,v} x_{S i + D u,\, S j + D v}", say=PADDING_LEFT_OUT)
    def no_padding(self) -> Any:
        """The first window at the first pixel."""
        return self._largest(self.input, *self.windows(padding=(0, 0)))

    @mistake(
        output,
        latex=r"\max(0, \max_{u,v} x_{S i + D u - P,\, S j + D v - P})",
        say=Text(
            en="Looks as if the padding was taken as zeros, which are larger than negative values. In max "
            "pooling it never counts.",
            zh="看起来把填充当成了 0，而 0 比负数大。最大池化中填充不参与比较。",
        ),
    )
    def zeros_counted(self) -> Any:
        """Zero where a window reaches into the padding and has nothing above it."""
        import numpy as np  # slow to load

        from studyapp.engine.numeric.pooling import window_sums

        windows = self.windows()
        pixels = window_sums(np.ones(self.input.shape[-2:]), *windows)
        kernel: Any = self.kernel_size  # held as [h, w]
        found = self._largest(self.input, *windows)
        return np.where(pixels < kernel[0] * kernel[1], np.maximum(found, 0), found)

    @mistake(
        output,
        latex=r"\max_{u,v} x_{S i + u - P,\, S j + v - P}",
        say=Text(
            en="Looks as if the dilation was left out: the window's taps lie D pixels apart.",
            zh="看起来没有考虑膨胀率：窗口的采样点相隔 D 个像素。",
        ),
    )
    def no_dilation(self) -> Any:
        """The taps side by side."""
        return self._largest(self.input, *self.windows(gaps=(1, 1)))

    @mistake(output, latex=r"\max_{u,v} x_{S i + D u - P,\, S j + D v - P}", say=ROUNDED_DOWN)
    def rounded_down(self) -> Any:
        """No window over the end."""
        return self._largest(self.input, *self.windows(ceil_mode=False))

    @mistake(output, latex=r"\max_{u,v} x_{S i + D u - P,\, S j + D v - P}", say=ROUNDED_UP)
    def rounded_up(self) -> Any:
        """Ceil mode."""
        return self._largest(self.input, *self.windows(ceil_mode=True))

    result = output

    def gaps(self) -> Any:
        """The dilation."""
        return self.dilation

    def check(self) -> None:
        """Every window meets a pixel."""
        super().check()
        for axis in self.windows():
            try:
                axis.firsts()
            except ValueError as error:
                value = as_given(self.dilation)
                raise GivenError(NOTHING_MET, parameter="dilation", value=value) from error

    def pooled(self, pixels: list[Any], places: int) -> Any:
        """The largest."""
        return max(pixels)

    def _largest(self, images: Any, down: Any, across: Any) -> Any:
        from studyapp.engine.numeric.pooling import window_maxima

        try:
            return window_maxima(images, down, across)
        except ValueError as error:
            raise ExpressionError("the window does not fit into the image") from error
