"""Convolution of images, all windows at once."""

from collections.abc import Iterable
from typing import Any

from studyapp.domain.text import Text
from studyapp.engine.solvers.convolution.image_convolution import ImageConvolution
from studyapp.engine.solvers.convolution.images import (
    MOST_EXACT_PRODUCTS,
    MOST_PIXELS,
    as_list,
    batch,
    padded_with_zeros,
    shaped_like,
    tapped,
    together,
    workable,
    written_windows,
)
from studyapp.engine.solving.inputs import flat
from studyapp.engine.solving.solver import mistake, step
from studyapp.engine.solving.written import dot_product, term
from studyapp.errors import ExpressionError


class Conv2d(ImageConvolution):
    """Output of a convolution layer: (H', W') for an image (H, W), else (N, O, H', W').

    As in all libraries for deep learning, the kernel is laid on as it stands (cross-correlation); mathematics
    and SciPy's `convolve2d` turn it by 180° first. Channels come before the sides, as in PyTorch; Keras has
    them last: images (N, H, W, C), filters (h, w, C, O). With groups, a filter sees only its own group's
    channels. The names are those of PyTorch's `conv2d` (LeCun et al. 1998; Dumoulin & Visin 2016).
    """

    say = Text(en="Convolution of images", zh="图像的卷积")

    @step(
        latex=r"\text{pad}(x, P)",
        symbol=r"\tilde{x}",
        say=Text(en="Input with zeros around it", zh="四周补零后的输入"),
    )
    def padded(self) -> Any:
        """The input itself where there is no padding."""
        padding: Any = self.padding  # held as [h, w]
        return padded_with_zeros(self.input, padding) if any(padding) else self.input

    @step(
        latex=r"\sum_{c,u,v} w_{c,u,v} \cdot \tilde{x}_{c,\, S i + D u,\, S j + D v} + b",
        symbol="y_{i,j}",
        say=Text(
            en="Output (at each position: multiply what lies on each other, and add up)",
            zh="输出（在每个位置上把重叠的数对应相乘，再求和）",
        ),
    )
    def output(self, padded: Any) -> Any:
        """The sum of products at every position."""
        return self._convolved(padded, self.weight, self.bias, self.stride, self.dilation)

    @output.formula
    def _output_written(self) -> str:
        strides, dilations = together("S", self.stride), together("D", self.dilation)
        places = [
            tapped(axis, tap, stride, dilation)
            for axis, tap, stride, dilation in zip("ij", "uv", strides, dilations, strict=True)
        ]
        taps = ["u", "v"]
        if batch(self.weight).shape[1] > 1:
            taps, places = ["c", *taps], ["c", *places]
        image = r"\tilde{x}" if self.in_use("padded") else "x"
        bias = "" if self.bias is None else " + b"
        at, under = ",".join(taps), r",\, ".join(places)
        return rf"\sum_{{{at}}} w_{{{at}}} \cdot {image}_{{{under}}}{bias}"

    @output.numbers
    def _output_put_in(self) -> str:
        images, kernel = batch(self.padded), batch(self.weight)[0]
        if images.size > MOST_PIXELS:
            return ""
        bias = "" if self.bias is None else f" + {term(flat(self.bias)[0])}"

        def entry(row: int, column: int) -> str:
            window = images[0, : len(kernel), *self._taps(row, column)]
            return f"{dot_product(flat(kernel), flat(window))}{bias}"

        return written_windows(self.output.shape, entry)

    def in_use(self, name: str) -> bool:
        """Without padding there is nothing to put around the input."""
        padding: Any = self.padding  # held as [h, w]
        return name != "padded" or any(padding)

    @mistake(
        output,
        latex=r"\sum_{c,u,v} w_{c,u,v} \cdot \tilde{x}_{c,\, S i + D u,\, S j + D v}",
        say=Text(en="Looks as if the bias was left out.", zh="看起来漏加了偏置。"),
    )
    def no_bias(self, padded: Any) -> Any:
        """The sums alone."""
        return self._convolved(padded, self.weight, None, self.stride, self.dilation)

    @mistake(
        output,
        latex=r"\sum_{c,u,v} w_{c,\, -u,\, -v} \cdot \tilde{x}_{c,\, S i + D u,\, S j + D v} + b",
        say=Text(
            en="Looks as if the kernel was turned by 180°, as mathematics has it. A network lays it on as it "
            "stands.",
            zh="看起来把卷积核旋转了 180°，那是数学上的卷积。神经网络中卷积核不翻转，直接对应相乘。",
        ),
    )
    def flipped(self, padded: Any) -> Any:
        """True convolution."""
        turned = self.weight[..., ::-1, ::-1]
        return self._convolved(padded, turned, self.bias, self.stride, self.dilation)

    @mistake(
        output,
        latex=r"\sum_{c,u,v} w_{c,u,v} \cdot \tilde{x}_{c,\, i + D u,\, j + D v} + b",
        say=Text(
            en="Looks as if the stride was left out: the kernel moves S pixels at a time.",
            zh="看起来没有考虑步长：卷积核每次移动 S 个像素。",
        ),
    )
    def no_stride(self, padded: Any) -> Any:
        """Every position."""
        return self._convolved(padded, self.weight, self.bias, (1, 1), self.dilation)

    @mistake(
        output,
        latex=r"\sum_{c,u,v} w_{c,u,v} \cdot x_{c,\, S i + D u,\, S j + D v} + b",
        say=Text(
            en="Looks as if the padding was left out; P zeros come on each side first.",
            zh="看起来漏掉了填充；应先在每一侧补 P 个零。",
        ),
    )
    def no_padding(self) -> Any:
        """The input without zeros."""
        return self._convolved(self.input, self.weight, self.bias, self.stride, self.dilation)

    @mistake(
        output,
        latex=r"\sum_{c,u,v} w_{c,u,v} \cdot \tilde{x}_{c,\, S i + u,\, S j + v} + b",
        say=Text(
            en="Looks as if the dilation was left out: the kernel's taps lie D pixels apart.",
            zh="看起来没有考虑膨胀率：卷积核的采样点相隔 D 个像素。",
        ),
    )
    def no_dilation(self, padded: Any) -> Any:
        """The taps side by side."""
        return self._convolved(padded, self.weight, self.bias, self.stride, (1, 1))

    @mistake(
        output,
        latex=r"\sum_{u,v} w_{0,u,v} \cdot \tilde{x}_{0,\, S i + D u,\, S j + D v} + b",
        say=Text(
            en="Looks as if only the first channel was counted; a filter adds up over all its channels.",
            zh="看起来只算了第一个通道；每个卷积核要对它看到的所有通道求和。",
        ),
    )
    def one_channel(self, padded: Any) -> Any:
        """The weights of the other channels taken as zeros."""
        only = self.weight.copy()
        batch(only)[:, 1:] = 0
        return self._convolved(padded, only, self.bias, self.stride, self.dilation)

    result = output

    def _convolved(self, padded: Any, weight: Any, bias: Any, stride: Any, dilation: Any) -> Any:
        """The output of a padded input, or of what somebody took for it."""
        from studyapp.engine.numeric.convolution import conv2d

        biases = [] if bias is None else [as_list(bias)]
        arrays = workable(batch(padded), batch(weight), *biases)
        if arrays[0].dtype == object and arrays[0][:, 0].size * arrays[1].size > MOST_EXACT_PRODUCTS:
            arrays = [array.astype(float) for array in arrays]
        try:
            found = conv2d(*arrays, stride=stride, dilation=dilation, groups=self.groups)
        except ValueError as error:  # a learner's own padded input, or a kernel too large for the bare one
            left, right = (array.shape for array in arrays[:2])
            raise ExpressionError(
                "lists of shapes {left} and {right} don't fit together", left=left, right=right
            ) from error
        return shaped_like(self.input, found)

    def _taps(self, row: int, column: int) -> Iterable[slice]:
        """What lies under the kernel at one position, down and across."""
        pairs: list[Any] = [self.stride, self.dilation]  # held as [h, w]
        for at, stride, dilation, side in zip((row, column), *pairs, self.weight.shape[-2:], strict=True):
            yield slice(at * stride, at * stride + dilation * (side - 1) + 1, dilation)

    def simulate(self) -> Any:
        """Every output by itself, tap by tap, over channels, rows and columns of its filter."""
        images, filters = batch(self.input).tolist(), batch(self.weight).tolist()
        biases = [0] * len(filters) if self.bias is None else flat(self.bias)
        each_group, depth = len(filters) // self.groups, len(filters[0])
        rows, columns = (self._starts(axis) for axis in (0, 1))

        def map_of(image: Any, number: int) -> list[list[Any]]:
            first = number // each_group * depth
            seen, bias = image[first : first + depth], biases[number]
            return [[self._sum(seen, filters[number], y, x) + bias for x in columns] for y in rows]

        found = [[map_of(image, number) for number in range(len(filters))] for image in images]
        return found[0][0] if self.input.ndim == 2 else found

    def _starts(self, axis: int) -> list[int]:
        """Where the kernel can be put down along an axis; padding lies below 0."""
        pairs: list[Any] = [self.stride, self.padding, self.dilation]  # held as [h, w]
        stride, padding, dilation = (pair[axis] for pair in pairs)
        end = self.input.shape[axis - 2] + padding
        reach = dilation * (self.weight.shape[axis - 2] - 1)
        return [place for place in range(-padding, end, stride) if place + reach < end]

    def _sum(self, channels: list[Any], kernel: list[Any], top: int, left: int) -> Any:
        """What one window gives; padding adds nothing."""
        dilation: Any = self.dilation  # held as [h, w]
        value = 0
        for image, lines in zip(channels, kernel, strict=True):
            for down, line in enumerate(lines):
                for right, weight in enumerate(line):
                    y, x = top + down * dilation[0], left + right * dilation[1]
                    if 0 <= y < len(image) and 0 <= x < len(image[0]):
                        value += weight * image[y][x]
        return value
