"""Transposed convolution of images, as a person does it: stamp, add, cut."""

from fractions import Fraction
from itertools import product
from typing import Any

from studyapp.domain.text import Text
from studyapp.engine.solvers.upsampling.images import as_batch, beginning, both, floats, must_be_few, plus
from studyapp.engine.solvers.upsampling.stamped import Stamped
from studyapp.engine.solving.inputs import shown
from studyapp.engine.solving.solver import mistake, step
from studyapp.engine.solving.written import latex_of, term
from studyapp.errors import GivenError
from studyapp.i18n import N_

EMPTY = N_("{parameter} is {value}; each side must be at least 1")

SIDES = r"\left[ F_h - 2 P_h + Q_h,\ F_w - 2 P_w + Q_w \right]"


class ConvTranspose2d(Stamped):
    """Transposed convolution, (H', W') or (N, output channels, H', W'): PyTorch's `conv_transpose2d`.

    Each value of the input puts down the kernel times itself, `stride` apart; overlaps are added, `padding`
    is cut off, `output_padding` stays at the bottom and right (Dumoulin & Visin 2016; Odena et al. 2016 on
    the checkerboards that uneven overlaps make). The kernel is not turned round: this is the gradient of
    `conv2d` by its input, not its inverse. For (H, W) the kernel is (h, w), `bias` a number and `groups` 1.
    Keras orders its kernel (h, w, output channels, C).
    """

    say = Text(en="Transposed convolution", zh="转置卷积")

    def in_use(self, name: str) -> bool:
        """Nothing is cut where there is no padding; a single image has no groups."""
        match name:
            case "output_size" | "cut":
                return any(both(self.padding) + both(self.output_padding))
            case "bias":
                return self.bias is not None
            case "groups":
                return bool(self.input.ndim == 4)
        return True

    @step(
        latex=SIDES,
        symbol="[H', W']",
        axes=("H'", "W'"),
        say=Text(
            en="Size of the output: P cut off on both sides, Q added at one",
            zh="输出的尺寸：两侧各裁掉 P，一侧补上 Q",
        ),
    )
    def output_size(self, full_size: Any) -> tuple[Any, ...]:
        """Rows and columns that stay."""
        return self._sides(full_size, cut=2, more=1)

    @output_size.numbers
    def _output_size_put_in(self) -> str:
        sides = zip(self.full_size, both(self.padding), both(self.output_padding), strict=True)
        return beginning([rf"{span} - 2 \times {cut} + {more}" for span, cut, more in sides], 2)

    def _sides(self, full_size: Any, *, cut: int, more: int) -> tuple[Any, ...]:
        sides = zip(full_size, both(self.padding), both(self.output_padding), strict=True)
        return tuple(span - cut * padding + more * added for span, padding, added in sides)

    @step(
        latex=r"C_{m + P_h,\ n + P_w}",
        symbol="C'_{mn}",
        say=Text(
            en="What stays: from row P and column P on (zeros beyond the stamps)",
            zh="留下的部分：从第 P 行、第 P 列开始（盖印之外为零）",
        ),
    )
    def cut(self, canvas: Any, output_size: Any) -> Any:
        """Without the padding."""
        return self._trimmed(canvas, output_size)

    def _trimmed(self, canvas: Any, size: Any) -> Any:
        """The part of the canvas of that size, from row and column P on; zeros where the canvas ends."""
        import numpy as np  # slow to load, and only arrays need it

        (top, left), (height, width) = both(self.padding), (int(side) for side in size)
        must_be_few("output_size", [height, width], height * width)
        if height < 1 or width < 1:
            raise GivenError(EMPTY, parameter="output_size", value=shown([height, width]))
        missing = [
            max(end - side, 0)
            for end, side in zip((top + height, left + width), canvas.shape[-2:], strict=True)
        ]
        if any(missing):
            before = [(0, 0)] * (canvas.ndim - 2)
            canvas = np.pad(canvas, [*before, *((0, more) for more in missing)])
        return canvas[..., top : top + height, left : left + width]

    @step(
        latex="C'_{mn} + b",
        symbol="Y_{mn}",
        say=Text(en="The output", zh="输出"),
    )
    def output(self, cut: Any) -> Any:
        """With the bias added everywhere."""
        return self._with_bias(cut)

    @output.formula
    def _output_written(self) -> str:
        kept = "C'_{mn}" if self.in_use("cut") else "C_{mn}"
        return kept if self.bias is None else f"{kept} + b"

    @output.numbers
    def _output_put_in(self) -> str:
        if self.bias is None or self.input.ndim != 2:
            return ""
        return f"{latex_of(self.value('cut'))} + {term(self.bias)}"

    def _with_bias(self, images: Any) -> Any:
        """One number for each output channel; for a single image, the one number."""
        bias = self.bias
        if bias is None:
            return images
        if images.ndim == 2:
            return plus(images, bias if images.dtype == object else float(bias))
        return plus(images, (bias if images.dtype == object else floats(bias)).reshape(-1, 1, 1))

    @mistake(
        output_size,
        latex=r"\left[ F_h + 2 P_h + Q_h,\ F_w + 2 P_w + Q_w \right]",
        say=Text(
            en="Looks as if the padding was added to the size. Here it is cut off the output: −2P.",
            zh="看起来把填充加到了尺寸上。在转置卷积里它是从输出上裁掉的：−2P。",
        ),
    )
    def size_with_padding(self, full_size: Any) -> tuple[Any, ...]:
        """As an ordinary convolution adds it to its input."""
        return self._sides(full_size, cut=-2, more=1)

    @mistake(
        output_size,
        latex=r"\left[ F_h - 2 P_h,\ F_w - 2 P_w \right]",
        say=Text(
            en="Looks as if the output padding was left out; it is added at the end.",
            zh="看起来漏加了输出填充；最后要加上它。",
        ),
    )
    def size_without_more(self, full_size: Any) -> tuple[Any, ...]:
        """Without Q."""
        return self._sides(full_size, cut=2, more=0)

    @mistake(
        output_size,
        latex=r"\left[ F_h - P_h + Q_h,\ F_w - P_w + Q_w \right]",
        say=Text(
            en="Looks as if the padding was cut off on one side only; it goes on both: 2P.",
            zh="看起来只在一侧裁掉了填充；两侧都要裁，应为 2P。",
        ),
    )
    def size_cut_once(self, full_size: Any) -> tuple[Any, ...]:
        """P instead of 2P."""
        return self._sides(full_size, cut=1, more=1)

    @mistake(
        cut,
        latex="C_{mn}",
        say=Text(
            en="Looks as if nothing was cut off: P rows and columns go on each side.",
            zh="看起来没有裁剪：每一侧都要裁掉 P 行、P 列。",
        ),
    )
    def not_cut(self, canvas: Any) -> Any:
        """The whole canvas."""
        return canvas

    @mistake(
        cut,
        latex=r"C_{m - P_h,\ n - P_w}",
        say=Text(
            en="Looks as if zeros were added around. Here padding makes the output smaller: it is cut off.",
            zh="看起来在四周补了零。在转置卷积里，填充会让输出变小。",
        ),
    )
    def zeros_around(self, canvas: Any) -> Any:
        """A frame of P zeros, and Q more."""
        import numpy as np  # slow to load, and only arrays need it

        frame = [(p, p + q) for p, q in zip(both(self.padding), both(self.output_padding), strict=True)]
        return np.pad(canvas, [*((0, 0) for _ in canvas.shape[:-2]), *frame])

    @mistake(
        cut,
        latex=r"C_{m + P_h - Q_h,\ n + P_w - Q_w}",
        say=Text(
            en="Looks as if the output padding was put at the top and left. It stands at the bottom and "
            "right.",
            zh="看起来把输出填充加在了上方和左方；它加在下方和右方。",
        ),
    )
    def more_in_front(self, canvas: Any, output_size: Any) -> Any:
        """Q rows and columns more in front instead of behind."""
        import numpy as np  # slow to load, and only arrays need it

        front = [(q, 0) for q in both(self.output_padding)]
        moved = np.pad(canvas, [*((0, 0) for _ in canvas.shape[:-2]), *front])
        return self._trimmed(moved, output_size)

    @mistake(
        output,
        latex="C'_{mn}",
        say=Text(
            en="Looks as if the bias was left out; it is added to every pixel.",
            zh="看起来漏加了偏置；每个像素都要加上它。",
        ),
    )
    def no_bias(self, cut: Any) -> Any:
        """The stamps alone."""
        return cut

    @mistake(
        output,
        latex=r"\sum (T_{ij,kl} + b)",
        say=Text(
            en="Looks as if each stamp brought the bias along. It is added once to every pixel, whether "
            "stamps overlap there or not.",
            zh="看起来每次盖印都加了一次偏置。无论是否重叠，每个像素只加一次。",
        ),
    )
    def bias_in_stamps(self, stamps: Any, output_size: Any) -> Any:
        """As often as stamps overlap."""
        biases = self._with_bias(stamps[..., 0, 0] * 0)
        canvas = self.overlapped(plus(stamps, biases[..., None, None]), self.stride, self.dilation)
        return self._trimmed(canvas, output_size)

    result = output

    def simulate(self) -> Any:
        """Pixel by pixel: which values of the input reach it, and through which tap of the kernel."""
        images, kernels = as_batch(self.input, 4), as_batch(self.weight, 4)
        exact = self.output.dtype == object
        samples, inputs, *_ = images.shape
        outputs = kernels.shape[1] * self.groups
        height, width = self.output_size
        sources = [self._sources(0, p) for p in range(height)], [self._sources(1, q) for q in range(width)]

        def pixel(sample: int, channel: int, p: int, q: int) -> Any:
            group, within = divmod(channel, kernels.shape[1])
            share = inputs // self.groups
            found: Any = Fraction(0) if exact else 0.0
            for (i, k), (j, m) in product(sources[0][p], sources[1][q]):
                for c in range(group * share, (group + 1) * share):
                    value, factor = images[sample, c, i, j], kernels[c, within, k, m]
                    found += value * factor if exact else float(value) * float(factor)
            if self.bias is None:
                return found
            bias = self.bias if self.input.ndim == 2 else self.bias[channel]
            return found + (bias if exact else float(bias))

        made = [
            [[[pixel(n, o, p, q) for q in range(width)] for p in range(height)] for o in range(outputs)]
            for n in range(samples)
        ]
        return made[0][0] if self.input.ndim == 2 else made

    def _sources(self, axis: int, at: int) -> list[tuple[int, int]]:
        """The input's rows (or columns) that reach one of the output's, each with the kernel's tap."""
        found = []
        for tap in range(self.weight.shape[axis - 2]):
            distance = at + both(self.padding)[axis] - tap * both(self.dilation)[axis]
            start, between = divmod(distance, both(self.stride)[axis])
            if not between and 0 <= start < self.input.shape[axis - 2]:
                found.append((start, tap))
        return found
