"""Average pooling of images."""

from fractions import Fraction
from typing import Any

from studyapp.domain.text import Text
from studyapp.engine.expression import latex_value
from studyapp.engine.expression.arithmetic import divide
from studyapp.engine.solvers.convolution.images import MOST_PIXELS, batch, workable, written_windows
from studyapp.engine.solvers.convolution.pooling import (
    MOVED_BY_ITS_SIDE,
    MOVED_BY_ONE,
    PADDING_LEFT_OUT,
    ROUNDED_DOWN,
    ROUNDED_UP,
    Pooling,
)
from studyapp.engine.solving.solver import given, mistake, step
from studyapp.engine.solving.written import fraction, term, total
from studyapp.errors import ExpressionError

MOST_LENGTHS = 8
"""Rows and columns of windows whose lengths are written out."""


class AvgPool2d(Pooling):
    """Output of an average-pooling layer, shaped like `input`: (H', W') or (N, C, H', W').

    Padding is zeros. A sum is divided by the places of its window within the padded image, or with
    `count_include_pad=False` by its pixels alone; what hangs over the end of the padding in ceil mode never
    counts. Names and defaults are those of PyTorch's `avg_pool2d`; ONNX's AveragePool leaves the padding out
    unless told otherwise, and so does Keras with padding "same". A kernel larger than its padded input, which
    PyTorch takes in ceil mode, is refused.
    """

    say = Text(en="Average pooling", zh="平均池化")
    count_include_pad: bool = given(
        default=True,
        symbol=r"\text{count\_include\_pad}",
        say=Text(en="whether the padding counts in the mean", zh="求平均时填充是否计入个数"),
    )

    @step(
        latex=r"\sum_{u,v} x_{S i + u - P,\, S j + v - P}",
        symbol="s_{i,j}",
        say=Text(en="Sum of each window (the padding is zeros)", zh="每个窗口的和（填充为 0）"),
    )
    def sums(self) -> Any:
        """The pixels of each window, added."""
        from studyapp.engine.numeric.pooling import window_sums

        return window_sums(*workable(self.input), *self.windows())

    @sums.formula
    def _sums_written(self) -> str:
        return rf"\sum_{{u,v}} x_{{{self.places()}}}"

    @sums.numbers
    def _sums_put_in(self) -> str:
        if self.input.size > MOST_PIXELS:
            return ""

        def entry(row: int, column: int) -> str:
            return total([term(value) for value in self.under(row, column) if value is not None])

        return written_windows(self.sums.shape, entry)

    @step(
        latex=r"h_i \cdot w_j",
        symbol="n_{i,j}",
        say=Text(
            en="What each sum is divided by (rows times columns of the window that count)",
            zh="每个和的除数（窗口中计入的行数乘列数）",
        ),
    )
    def counts(self) -> Any:
        """(H', W'), alike for all images."""
        return self._counts(self.count_include_pad)

    @counts.numbers
    def _counts_put_in(self) -> str:
        heights, widths = (axis.lengths(with_padding=self.count_include_pad) for axis in self.windows())
        if max(len(heights), len(widths)) > MOST_LENGTHS:
            return ""
        column = latex_value(tuple((height,) for height in heights))
        return rf"{column} \times {latex_value((tuple(widths),))}"

    @step(
        latex=r"\frac{s_{i,j}}{n_{i,j}}",
        symbol="y_{i,j}",
        say=Text(en="Output (the mean of each window)", zh="输出（每个窗口的平均值）"),
    )
    def output(self, sums: Any, counts: Any) -> Any:
        """Each sum divided by its count."""
        shapes = [getattr(array, "shape", ())[-2:] for array in (sums, counts)]
        if shapes[0] != shapes[1]:
            raise ExpressionError(
                "lists of shapes {left} and {right} don't fit together", left=shapes[0], right=shapes[1]
            )
        return divide(sums, counts)

    @output.formula
    def _output_written(self) -> str:
        if self.in_use("counts"):
            return r"\frac{s_{i,j}}{n_{i,j}}"
        kernel: Any = self.kernel_size  # held as [h, w]
        return r"\frac{s_{i,j}}{K^2}" if kernel[0] == kernel[1] else r"\frac{s_{i,j}}{K_h K_w}"

    @output.numbers
    def _output_put_in(self) -> str:
        if self.input.size > MOST_PIXELS:
            return ""
        sums, counts = batch(self.sums)[0, 0], self.counts
        return written_windows(
            self.output.shape,
            lambda row, column: fraction(latex_value(sums[row, column]), latex_value(counts[row, column])),
        )

    def in_use(self, name: str) -> bool:
        """Without padding or overhang every window has all its places."""
        padding: Any = self.padding  # held as [h, w]
        return name != "counts" or self.ceil_mode or any(padding)

    @mistake(
        counts,
        latex=r"K_h \cdot K_w",
        say=Text(
            en="Looks as if each sum was divided by the whole kernel; only some of its places count here.",
            zh="看起来都除以了整个窗口的大小；这里只有一部分位置计入个数。",
        ),
    )
    def whole_kernel(self) -> Any:
        """As if no window were cut off."""
        kernel: Any = self.kernel_size  # held as [h, w]
        return 0 * self.counts + kernel[0] * kernel[1]

    @mistake(
        counts,
        latex=r"h_i \cdot w_j",
        say=Text(
            en="Looks as if only pixels of the image were counted; here the padding counts too.",
            zh="看起来只数了图像内的像素；这里填充也要计入个数。",
        ),
    )
    def padding_left_out(self) -> Any:
        """Pixels alone."""
        return self._counts(count_include_pad=False)

    @mistake(
        counts,
        latex=r"h_i \cdot w_j",
        say=Text(
            en="Looks as if the padding was counted too; here only pixels of the image do.",
            zh="看起来把填充也计入了个数；这里只数图像内的像素。",
        ),
    )
    def padding_counted(self) -> Any:
        """Places of the padded image."""
        return self._counts(count_include_pad=True)

    @mistake(
        output,
        latex=r"\max_{u,v} x_{S i + u - P,\, S j + v - P}",
        say=Text(
            en="Looks as if the largest value of each window was taken; average pooling takes the mean.",
            zh="看起来取了每个窗口的最大值；平均池化取平均值。",
        ),
    )
    def largest(self) -> Any:
        """Max pooling."""
        from studyapp.engine.numeric.pooling import window_maxima

        return window_maxima(self.input, *self.windows())

    not_divided = mistake(
        output,
        "sums",
        say=Text(
            en="Those are the sums; each must be divided by how many values it has.",
            zh="这是每个窗口的和；还要除以其中值的个数。",
        ),
    )

    @mistake(output, latex=r"\frac{1}{n_{i,j}} \sum_{u,v} x_{i + u - P,\, j + v - P}", say=MOVED_BY_ONE)
    def stride_one(self) -> Any:
        """Every position."""
        return self._means(stride=(1, 1))

    @mistake(
        output,
        latex=r"\frac{1}{n_{i,j}} \sum_{u,v} x_{K_h i + u - P,\, K_w j + v - P}",
        say=MOVED_BY_ITS_SIDE,
    )
    def stride_kernel(self) -> Any:
        """Windows side by side."""
        return self._means(stride=self.kernel_size)

    @mistake(output, latex=r"\frac{1}{n_{i,j}} \sum_{u,v} x_{S i + u,\, S j + v}", say=PADDING_LEFT_OUT)
    def no_padding(self) -> Any:
        """The first window at the first pixel."""
        return self._means(padding=(0, 0))

    @mistake(output, latex=r"\frac{s_{i,j}}{n_{i,j}}", say=ROUNDED_DOWN)
    def rounded_down(self) -> Any:
        """No window over the end."""
        return self._means(ceil_mode=False)

    @mistake(output, latex=r"\frac{s_{i,j}}{n_{i,j}}", say=ROUNDED_UP)
    def rounded_up(self) -> Any:
        """Ceil mode."""
        return self._means(ceil_mode=True)

    result = output

    def pooled(self, pixels: list[Any], places: int) -> Any:
        """The mean."""
        return sum(pixels) / Fraction(places if self.count_include_pad else len(pixels))

    def _counts(self, count_include_pad: bool, **otherwise: Any) -> Any:
        from studyapp.engine.numeric.pooling import window_counts

        counts = window_counts(*self.windows(**otherwise), count_include_pad=count_include_pad)
        return workable(counts)[0]

    def _means(self, **otherwise: Any) -> Any:
        """The output with some of the givens otherwise."""
        from studyapp.engine.numeric.pooling import window_sums

        sums = window_sums(*workable(self.input), *self.windows(**otherwise))
        return divide(sums, self._counts(self.count_include_pad, **otherwise))
