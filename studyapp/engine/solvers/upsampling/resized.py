"""What is given to resize an image, the size it gets, and how the two sizes compare."""

from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor, prod
from typing import Any

from studyapp.domain.text import Text
from studyapp.engine.solvers.upsampling.images import beginning, must_be_few
from studyapp.engine.solvers.upsampling.places import ratio_of
from studyapp.engine.solving.inputs import shown
from studyapp.engine.solving.solver import Array, Factors, Pair, Solver, given, mistake, step
from studyapp.engine.solving.written import fraction, latex_of
from studyapp.errors import GivenError
from studyapp.i18n import N_

EITHER_NEEDED = N_("{parameter} is missing; give either scale_factor or size")
ONE_TOO_MANY = N_("{parameter} is {value} beside size {size}; give only one of the two")
NOTHING_LEFT = N_("{parameter} is {value}; a side of {side} pixels would have none left")
NO_CORNERS = N_("{parameter} is true; that is a choice of mode bilinear, not of nearest")

ASKED_FOR = r"\text{size}"
PRODUCTS = r"\left[ \left\lfloor s_h H \right\rfloor,\ \left\lfloor s_w W \right\rfloor \right]"


class Resized(Solver, shared=True):
    """An image that gets another size, by a factor or outright."""

    input: Array = given(
        ndim=(2, 4),
        symbol="X",
        say=Text(en="image, (H, W) or (N, C, H, W)", zh="图像，形如 (H, W) 或 (N, C, H, W)"),
    )
    scale_factor: Factors | None = given(
        default=None,
        gt=0,
        symbol="s",
        axes=("s_h", "s_w"),
        say=Text(en="how many times as large, or [h, w]", zh="缩放倍数，或 [h, w]"),
    )
    size: Pair | None = given(
        default=None,
        ge=1,
        symbol=r"\text{size}",
        say=Text(en="side of the output, or [h, w], instead", zh="输出的边长，或 [h, w]（代替倍数）"),
    )
    mode: str = given(
        default="nearest",
        choices=("nearest", "bilinear"),
        symbol=r"\text{mode}",
        say=Text(en="the nearest value, or a mean of four", zh="取最近的值，或对四个值加权平均"),
    )
    align_corners: bool = given(
        default=False,
        symbol=r"\text{align corners}",
        say=Text(en="whether the corner pixels' middles are to meet", zh="是否让角上像素的中心对齐"),
    )

    def check(self) -> None:
        """One of factor and size is given, and makes an image that is neither empty nor huge."""
        if self.align_corners and self.mode == "nearest":
            raise GivenError(NO_CORNERS, parameter="align_corners")
        factors: Any = self.scale_factor
        size: Any = self.size
        if factors is None and size is None:
            raise GivenError(EITHER_NEEDED, parameter="scale_factor")
        if factors is not None and size is not None:
            told = {"value": shown(list(factors)), "size": shown(list(size))}
            raise GivenError(ONE_TOO_MANY, parameter="scale_factor", **told)
        name, value = ("size", list(size)) if factors is None else ("scale_factor", list(factors))
        *images, height, width = self.input.shape
        wanted = value if factors is None else [height * factors[0], width * factors[1]]
        must_be_few(name, value, prod([*images, *(max(ceil(side), 1) for side in wanted)]))
        for side, count in zip((height, width), self.sides(floor), strict=True):
            if count < 1:
                raise GivenError(NOTHING_LEFT, parameter=name, value=shown(value), side=side)

    @property
    def bilinear(self) -> bool:
        """Whether values are averaged."""
        return self.mode == "bilinear"

    def sides(self, rounded: Callable[[float], int]) -> tuple[int, ...]:
        """The output's: as asked for, or the product in floats, as PyTorch has it."""
        factors: Any = self.scale_factor
        if factors is None:
            given_size: Any = self.size
            return (*given_size,)
        pairs = zip(self.input.shape[-2:], factors, strict=True)
        return tuple(rounded(float(side) * float(factor)) for side, factor in pairs)

    def ratios(self, size: Any, *, bilinear: bool, corners: bool) -> tuple[int | Fraction, ...]:
        """Input pixels for each output pixel, down and across."""
        factors = self.scale_factor or (None, None)
        return tuple(
            ratio_of(side, int(count), factor, bilinear=bilinear, corners=corners)
            for side, count, factor in zip(self.input.shape[-2:], size, factors, strict=True)
        )

    @step(
        latex=r"\text{shape}(X)",
        symbol="[H, W]",
        axes=("H", "W"),
        say=Text(en="Size of the input (rows, columns)", zh="输入的尺寸（行数、列数）"),
    )
    def input_size(self) -> tuple[int, ...]:
        """Of each image."""
        return tuple(self.input.shape[-2:])

    @step(
        latex=PRODUCTS,
        symbol="[H', W']",
        axes=("H'", "W'"),
        say=Text(en="Size of the output", zh="输出的尺寸"),
    )
    def output_size(self, input_size: Any) -> tuple[int, ...]:
        """As asked for, or the product rounded down."""
        return self.sides(floor)

    @output_size.formula
    def _output_size_written(self) -> str:
        return ASKED_FOR if self.scale_factor is None else PRODUCTS

    @output_size.numbers
    def _output_size_put_in(self) -> str:
        if self.scale_factor is None:
            return ""
        pairs = zip(self.input_size, self.scale_factor, strict=True)
        return beginning([rf"\left\lfloor {latex_of(s)} \times {side} \right\rfloor" for side, s in pairs], 2)

    @step(
        latex=r"\left[ \frac{1}{s_h},\ \frac{1}{s_w} \right]",
        symbol="[r_h, r_w]",
        axes=("r_h", "r_w"),
        say=Text(
            en="Pixels of the input for each pixel of the output (down, across)",
            zh="每个输出像素对应的输入像素数（纵向、横向）",
        ),
    )
    def ratio(self, input_size: Any, output_size: Any) -> tuple[int | Fraction, ...]:
        """By the factor as written; with a size, or corners to align, by the sizes."""
        return self.ratios(output_size, bilinear=self.bilinear, corners=self.align_corners)

    @ratio.formula
    def _ratio_written(self) -> str:
        rows, columns = self._by_factor()
        down = fraction("1", "s_h") if rows else self._compared("H", "H'", self.output_size[0])
        across = fraction("1", "s_w") if columns else self._compared("W", "W'", self.output_size[1])
        return beginning([down, across], 2)

    @ratio.numbers
    def _ratio_put_in(self) -> str:
        parts = zip(
            self._by_factor(), self.scale_factor or (1, 1), self.input_size, self.output_size, strict=True
        )
        written = [
            fraction("1", factor) if by_factor else self._compared(f"{side}", f"{count}", count)
            for by_factor, factor, side, count in parts
        ]
        return beginning(written, 2)

    def _by_factor(self) -> list[bool]:
        """For each axis, whether the ratio is the factor's own."""
        if self.align_corners or self.scale_factor is None:
            return [False, False]
        return [r * Fraction(s) == 1 for r, s in zip(self.ratio, self.scale_factor, strict=True)]

    def _compared(self, side: str, count: str, pixels: int) -> str:
        """One side over the other; of aligned corners, their distances."""
        if not self.align_corners:
            return fraction(side, count)
        return "0" if pixels == 1 else fraction(f"{side} - 1", f"{count} - 1")

    @mistake(
        output_size,
        latex=r"\left[ \left\lceil s_h H \right\rceil,\ \left\lceil s_w W \right\rceil \right]",
        say=Text(
            en="Looks as if the size was rounded up; a part of a pixel is dropped.",
            zh="看起来把尺寸向上取整了；不足一个像素的部分要舍去。",
        ),
    )
    def rounded_up(self) -> tuple[int, ...]:
        """The ceiling instead of the floor."""
        return self.sides(ceil)

    @mistake(
        output_size,
        latex=r"\left[ \left\lfloor \frac{H}{s_h} \right\rfloor,\ "
        r"\left\lfloor \frac{W}{s_w} \right\rfloor \right]",
        say=Text(
            en="Looks as if the sides were divided by the scale factor; they are multiplied by it.",
            zh="看起来把边长除以了缩放倍数；应该相乘。",
        ),
    )
    def divided(self, input_size: Any) -> tuple[int, ...]:
        """The image made smaller instead of larger."""
        return tuple(floor(side / Fraction(s)) for side, s in zip(input_size, self.factors(), strict=True))

    @mistake(
        ratio,
        latex=r"\left[ \frac{1}{r_h},\ \frac{1}{r_w} \right]",
        say=Text(
            en="That is the ratio upside down. Each pixel of a larger output covers less than one of the "
            "input's.",
            zh="这个比值上下颠倒了：放大时，每个输出像素对应的输入像素不到一个。",
        ),
    )
    def upside_down(self, ratio: Any) -> tuple[Any, ...]:
        """Output pixels for each input pixel."""
        return tuple(1 / Fraction(r) for r in ratio)

    @mistake(
        ratio,
        latex=r"\left[ \frac{H}{H'},\ \frac{W}{W'} \right]",
        say=Text(
            en="That is the ratio of the rounded sizes. A scale factor that is given counts as it is: 1/s.",
            zh="这是取整之后的尺寸之比。给了缩放倍数时，用的是它本身：1/s。",
        ),
    )
    def by_sizes(self, input_size: Any, output_size: Any) -> tuple[Any, ...]:
        """What PyTorch does with recompute_scale_factor."""
        self.factors()
        pairs = zip(input_size, output_size, strict=True)
        return tuple(Fraction(int(side), int(count)) for side, count in pairs)

    @mistake(
        ratio,
        latex=r"\left[ \frac{H - 1}{H' - 1},\ \frac{W - 1}{W' - 1} \right]",
        say=Text(
            en="Looks as if align_corners was taken the other way: sides are counted from middle to middle, "
            "H − 1 and H′ − 1, only where it is true.",
            zh="看起来把 align_corners 弄反了：只有它为 true 时，边长才按中心到中心计，即 H − 1 和 H′ − 1。",
        ),
    )
    def other_ratio(self, output_size: Any) -> tuple[Any, ...]:
        """As with the other choice of align_corners."""
        self.must_average()
        return self.ratios(output_size, bilinear=True, corners=not self.align_corners)

    def factors(self) -> tuple[Any, ...]:
        """The scale factors; for mistakes that people make only where these count."""
        if self.scale_factor is None or self.align_corners:
            raise GivenError(EITHER_NEEDED, parameter="scale_factor")
        return (*self.scale_factor,)

    def must_average(self, *, with_corners: bool = True) -> None:
        """Refuse a mistake that people make only in mode bilinear (or only there without aligned corners)."""
        if not self.bilinear or (self.align_corners and not with_corners):
            raise GivenError(NO_CORNERS, parameter="align_corners")

    def must_copy(self) -> None:
        """Refuse a mistake that people make only in mode nearest."""
        if self.bilinear:
            raise GivenError(NO_CORNERS, parameter="align_corners")
