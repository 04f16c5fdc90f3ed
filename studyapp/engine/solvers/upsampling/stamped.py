"""The stamps of a transposed convolution: each value times the kernel, put down and added."""

from typing import Any

from studyapp.domain.text import Text
from studyapp.engine.solvers.upsampling.images import (
    MOST_EXACT,
    as_batch,
    beginning,
    both,
    corner,
    floats,
)
from studyapp.engine.solvers.upsampling.transposed import Transposed
from studyapp.engine.solving.solver import mistake, step
from studyapp.engine.solving.written import latex_of, term, total

STAMPS_WRITTEN = 2
"""Stamps that are written out in a working, one product each."""
CELLS_WRITTEN = 4
"""Rows and columns of the canvas that are written out, each cell as a sum."""

SPANS = r"\left[ (H - 1)\, S_h + D_h (K_h - 1) + 1,\ (W - 1)\, S_w + D_w (K_w - 1) + 1 \right]"


class Stamped(Transposed, shared=True):
    """Images whose every value puts down a stamp: itself times the kernel."""

    @step(
        latex=r"X_{ij}\, K",
        symbol="T_{ij}",
        say=Text(
            en="Stamps: each value of the input times the kernel (input channels added up)",
            zh="盖印：输入的每个值乘以卷积核（各输入通道相加）",
        ),
    )
    def stamps(self) -> Any:
        """(H, W, h, w), or (N, output channels, H, W, h, w)."""
        return self.stamps_of(self.weight)

    @stamps.formula
    def _stamps_written(self) -> str:
        return r"X_{ij}\, K" if self.input.ndim == 2 else r"\sum_c X_{c,ij}\, K_c"

    @stamps.numbers
    def _stamps_put_in(self) -> str:
        values = self.input
        if values.ndim != 2 or self.weight.size > CELLS_WRITTEN**2:
            return ""
        entries = [value for row in values for value in row]
        kernel = latex_of(tuple(tuple(row) for row in self.weight))
        return beginning([rf"{term(v)} \times {kernel}" for v in entries[:STAMPS_WRITTEN]], len(entries))

    def stamps_of(self, weight: Any) -> Any:
        """The stamps of a kernel; of fractions where these are few."""
        from studyapp.engine.numeric.transposed_convolution import stamps

        images, kernels = as_batch(self.input, 4), as_batch(weight, 4)
        count = images.size * kernels.size // len(kernels)
        if images.dtype != object or kernels.dtype != object or count > MOST_EXACT:
            images, kernels = floats(images), floats(kernels)
        return self.alone(stamps(images, kernels, self.groups))

    def alone(self, batch: Any) -> Any:
        """A batch as it is, or the one image of it that was given without one."""
        return batch[0, 0] if self.input.ndim == 2 else batch

    def overlapped(self, stamps: Any, stride: Any, dilation: Any) -> Any:
        """The stamps put down and added."""
        from studyapp.engine.numeric.transposed_convolution import overlapped

        batch = as_batch(stamps, 6)
        return self.alone(overlapped(batch, stride=both(stride), dilation=both(dilation)))

    @step(
        latex=SPANS,
        symbol="[F_h, F_w]",
        axes=("F_h", "F_w"),
        say=Text(en="Rows and columns that all the stamps reach over", zh="全部盖印覆盖的行数和列数"),
    )
    def full_size(self) -> tuple[int, int]:
        """Before anything is cut off."""
        return self.spans()

    @full_size.numbers
    def _full_size_put_in(self) -> str:
        sides = zip(
            self.input.shape[-2:], both(self.stride), both(self.dilation), self.weight.shape[-2:], strict=True
        )
        return beginning(
            [rf"({side} - 1) \times {s} + {d} \times ({k} - 1) + 1" for side, s, d, k in sides], 2
        )

    @step(
        latex=r"\sum_{i S_h + k D_h = m,\ j S_w + l D_w = n} T_{ij,kl}",
        symbol="C_{mn}",
        say=Text(
            en="Stamps put down S apart; where they overlap, they are added",
            zh="每隔 S 个像素盖一次印；重叠处相加",
        ),
    )
    def canvas(self, stamps: Any) -> Any:
        """As large as the stamps reach."""
        return self.overlapped(stamps, self.stride, self.dilation)

    @canvas.numbers
    def _canvas_put_in(self) -> str:
        """Each cell as the sum of what falls there, where the stamps are few."""
        if self.stamps.ndim != 4:
            return ""
        height, width = self.spans()
        (down, across), (high, wide) = both(self.stride), both(self.dilation)
        cells: dict[tuple[int, int], list[Any]] = {}
        near = self.stamps[
            :CELLS_WRITTEN, :CELLS_WRITTEN, :CELLS_WRITTEN, :CELLS_WRITTEN
        ]  # no other gets there
        for i, row in enumerate(near):
            for j, stamp in enumerate(row):
                for k, line in enumerate(stamp):
                    for m, value in enumerate(line):
                        cells.setdefault((i * down + k * high, j * across + m * wide), []).append(value)
        shown = [
            [cells.get((row, column), [0]) for column in range(min(width, CELLS_WRITTEN))]
            for row in range(min(height, CELLS_WRITTEN))
        ]
        if max(len(cell) for row in shown for cell in row) > CELLS_WRITTEN:
            return ""
        written = [[total([latex_of(cell[0]), *map(term, cell[1:])]) for cell in row] for row in shown]
        return corner(written, height, width)

    @mistake(
        stamps,
        latex=r"X_{ij}\, K_{h - 1 - k,\, w - 1 - l}",
        say=Text(
            en="Looks as if the kernel was turned by 180°. That is done where one slides it over the "
            "spread-out input instead; a stamp takes it as it is.",
            zh="看起来盖印时把卷积核旋转了 180°。只有在拉开的输入上滑动时才要旋转；盖印直接用原来的卷积核。",
        ),
    )
    def flipped(self) -> Any:
        """Each stamp upside down."""
        return self.stamps_of(self.weight[..., ::-1, ::-1])

    @mistake(
        canvas,
        latex=r"C_{i S_h + k D_h,\ j S_w + l D_w} = T_{ij,kl}",
        say=Text(
            en="Looks as if later stamps covered the earlier ones. Where they overlap, they are added.",
            zh="看起来后盖的印覆盖了先盖的。重叠处应该相加。",
        ),
    )
    def overwritten(self, stamps: Any) -> Any:
        """The last stamp on top."""
        batch = as_batch(stamps, 6)
        found = as_batch(self.overlapped(stamps, self.stride, self.dilation), 4).copy()
        (down, across), (high, wide) = both(self.stride), both(self.dilation)
        *_, rows, columns, height, width = batch.shape
        for i in range(rows):
            under = slice(i * down, i * down + (height - 1) * high + 1, high)
            for j in range(columns):
                beside = slice(j * across, j * across + (width - 1) * wide + 1, wide)
                found[:, :, under, beside] = batch[:, :, i, j]
        return self.alone(found)

    @mistake(
        canvas,
        latex=r"S_h = S_w = 1",
        say=Text(
            en="Looks as if the stride was taken as 1; the stamps stand S pixels apart.",
            zh="看起来把步长当成了 1；相邻两次盖印相距 S 个像素。",
        ),
    )
    def no_stride(self, stamps: Any) -> Any:
        """The stamps one pixel apart."""
        return self.overlapped(stamps, (1, 1), self.dilation)

    @mistake(
        canvas,
        latex=r"S_h = K_h,\ S_w = K_w",
        say=Text(
            en="Looks as if the stamps were set side by side. The stride says how far apart they stand: they "
            "may overlap, or leave gaps.",
            zh="看起来把各个印并排放置了。间距由步长决定，因此可能重叠，也可能留空。",
        ),
    )
    def side_by_side(self, stamps: Any) -> Any:
        """The stamps a kernel apart."""
        height, width = self.weight.shape[-2:]
        high, wide = both(self.dilation)
        return self.overlapped(stamps, (high * (height - 1) + 1, wide * (width - 1) + 1), self.dilation)

    @mistake(
        canvas,
        latex=r"D_h = D_w = 1",
        say=Text(
            en="Looks as if the dilation was left out: a stamp's entries stand D pixels apart.",
            zh="看起来没有考虑膨胀率：一个印里的各个值相距 D 个像素。",
        ),
    )
    def no_dilation(self, stamps: Any) -> Any:
        """The stamps' entries one pixel apart."""
        return self.overlapped(stamps, self.stride, (1, 1))
