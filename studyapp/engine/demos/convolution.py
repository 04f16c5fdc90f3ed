"""A convolution by hand: the window slides, and the output fills cell by cell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from studyapp.domain.text import Text
from studyapp.domain.value import Value
from studyapp.engine.demo import Demo, Preset, choice, knob, out_of_range
from studyapp.engine.frames import Frame, HeatMap, rows_of
from studyapp.engine.numeric.convolution import conv2d
from studyapp.engine.registry import find_solver
from studyapp.engine.taking import first_of, square
from studyapp.text.numbers import show

Floats = NDArray[np.float64]
KERNELS = {
    "edge": Text(en="vertical edges", zh="竖直边缘"),
    "blur": Text(en="mean", zh="均值"),
    "count": Text(en="1, 2, 3, …", zh="1、2、3……"),
}
MOST_SIDE, MOST_KERNEL, MOST_PADDING = 10, 7, 3
TERMS_WRITTEN = 9


@dataclass(frozen=True, kw_only=True)
class Convolution(Demo):
    """A kernel over a small image, as deep-learning libraries do it: nothing is flipped."""

    title = Text(en="Convolution, cell by cell", zh="卷积，一格一格地算")
    about = Text(
        en="Slides a kernel over a small image. At each place the numbers under it are multiplied with the "
        "kernel's and added: one cell of the output.",
        zh="让卷积核在一张小图上滑动。每到一处，把盖住的数与核中的数相乘再相加，得到输出的一个格子。",
    )
    notice = Text(
        en="The same few weights are used at every place. Stride leaves out places, padding adds zeros "
        "around the image, dilation spreads the kernel: the output's side is ⌊(W + 2P − D(K − 1) − "
        "1)/S⌋ + 1.",
        zh="每一处用的都是同样几个权重。步长会跳过一些位置，填充在图像四周补零，膨胀把核撑开："
        "输出边长为 ⌊(W + 2P − D(K − 1) − 1)/S⌋ + 1。",
    )
    question = Text(
        en="How many cells does the output have, and what does doubling the stride do to it?",
        zh="输出有多少个格子？步长加倍后会变成多少？",
    )
    chapter = "convolution"
    presets = (
        Preset("plain", Text(en="3×3, stride 1", zh="3×3，步长 1"), {}),
        Preset("same", Text(en="Padding keeps the size", zh="填充保持尺寸"), {"padding": 1}),
        Preset("strided", Text(en="Stride 2", zh="步长 2"), {"size": 7, "stride": 2}),
        Preset("dilated", Text(en="Dilation 2 sees 5×5", zh="膨胀率 2 看到 5×5"), {"size": 8, "dilation": 2}),
        Preset(
            "too-large", Text(en="A kernel that does not fit", zh="核放不下"), {"size": 3, "kernel_size": 5}
        ),
    )

    size: int = knob(6, ge=2, le=MOST_SIDE, say=Text(en="side of the image", zh="输入边长"))
    kernel_size: int = knob(3, ge=1, le=MOST_KERNEL, say=Text(en="kernel size", zh="卷积核边长"))
    stride: int = knob(1, ge=1, le=4, say=Text(en="stride", zh="步长"))
    padding: int = knob(0, ge=0, le=MOST_PADDING, say=Text(en="padding", zh="填充"))
    dilation: int = knob(1, ge=1, le=3, say=Text(en="dilation", zh="膨胀率"))
    kernel: str = choice("edge", KERNELS, say=Text(en="kernel", zh="卷积核"))
    own_image: tuple[tuple[float, ...], ...] = ()
    """A problem's image, in place of ours."""
    own_kernel: tuple[tuple[float, ...], ...] = ()
    own_bias: float = 0.0
    """Added to each cell of the output, as long as the kernel is the problem's."""

    @classmethod
    def from_givens(cls, givens: Mapping[str, Value]) -> Self:
        """A problem's own sizes; and its own numbers where its image is a matrix that fits."""
        taken = {name: first_of(givens[name]) for name in givens}
        image, kernel = square(givens.get("input"), MOST_SIDE), square(givens.get("weight"), MOST_KERNEL)
        if image and kernel:
            taken |= {"size": len(image), "kernel_size": len(kernel)}
            bias: Any = taken.get("bias") or 0
            demo = super().from_givens(taken)
            return replace(demo, own_image=image, own_kernel=kernel, own_bias=float(bias))
        demo = super().from_givens({name: value for name, value in taken.items() if name != "size"})
        size = taken.get("size")
        return demo.fitted(size if isinstance(size, int) else None)

    def fitted(self, size: int | None) -> Self:
        """The image as large as a problem's, or as there is room for; the kernel no larger than the image.

        A smaller image leaves as many cells over at its border as the problem's does.
        """
        shown, notes = size or self.size, list(self.notes)
        if shown > MOST_SIDE:
            shown = MOST_SIDE - (MOST_SIDE - shown) % self.stride
            notes.append(
                Text(
                    en=f"The problem's image of side {size} is shown with {shown}; at stride {self.stride} "
                    "both leave as much over.",
                    zh=f"题目的输入边长为 {size}，这里用 {shown} 来演示；"
                    f"步长为 {self.stride} 时两者的余数相同。",
                )
            )
        reach = self.dilation * (self.kernel_size - 1) + 1
        if size is None:
            shown = min(MOST_SIDE, max(shown, reach - 2 * self.padding))
        most = (shown + 2 * self.padding - 1) // self.dilation + 1
        # A kernel that is too large for the problem's own image stays so.
        kernel_size = self.kernel_size if shown == size else min(self.kernel_size, most)
        if kernel_size < self.kernel_size:
            notes.append(out_of_range(self.knob("kernel_size"), self.kernel_size, shown=kernel_size))
        return replace(self, size=shown, kernel_size=kernel_size, notes=tuple(notes))

    def turned(self, name: str, turns: int) -> Self:
        """Another size or kernel is one of ours."""
        turned = super().turned(name, turns)
        if name == "size":
            return replace(turned, own_image=())
        return replace(turned, own_kernel=(), own_bias=0.0) if name.startswith("kernel") else turned

    def frames(self) -> Iterator[Frame]:
        """A moment for each cell of the output."""
        image, kernel = self._image(), self._kernel()
        padded = np.pad(image, self.padding)
        reach = self.dilation * (len(kernel) - 1) + 1
        if reach > len(padded):
            yield self._refusal(padded, kernel, reach)
            return
        output = (
            conv2d(
                image[None, None],
                kernel[None, None],
                stride=(self.stride,) * 2,
                padding=(self.padding,) * 2,
                dilation=(self.dilation,) * 2,
            )[0, 0]
            + self.own_bias
        )
        side = int(
            find_solver("conv_output_size")(
                size=len(image),
                kernel_size=len(kernel),
                stride=self.stride,
                padding=self.padding,
                dilation=self.dilation,
            ).result_value()
        )
        for at in range(side * side):
            yield self._frame(padded, kernel, output, at, side)

    def _frame(self, padded: Floats, kernel: Floats, output: Floats, at: int, side: int) -> Frame:
        row, column = divmod(at, side)
        down = [row * self.stride + self.dilation * tap for tap in range(len(kernel))]
        across = [column * self.stride + self.dilation * tap for tap in range(len(kernel))]
        under = padded[np.ix_(down, across)]
        seen: list[list[float | None]] = [
            [float(output[r, c]) if r * side + c <= at else None for c in range(side)] for r in range(side)
        ]
        total = float(output[row, column])
        return Frame(
            title=Text(
                en=f"Output row {row + 1}, column {column + 1} of {side}×{side}",
                zh=f"输出第 {row + 1} 行第 {column + 1} 列（共 {side}×{side}）",
            ),
            caption=Text.same(f"{self._sum(under, kernel)}{self._bias()} = **{show(total, 4)}**"),
            shapes=(
                HeatMap(
                    say=Text(en="Image and window", zh="输入与窗口"),
                    cells=rows_of(padded),
                    marks=tuple((r, c) for r in down for c in across),
                ),
                HeatMap(say=Text(en="Kernel", zh="卷积核"), cells=rows_of(kernel)),
                HeatMap(
                    say=Text(en="Output", zh="输出"),
                    cells=tuple(map(tuple, seen)),
                    marks=((row, column),),
                    span=span_of(output),
                ),
            ),
            figures={
                "row": row,
                "column": column,
                "value": total,
                "sum_of_products": float((under * kernel).sum()),
                "output_size": side,
            },
        )

    def _sum(self, under: Floats, kernel: Floats) -> str:
        """The products written out, as far as they are few; those with a weight of 0 are left out."""
        pairs = [
            (pixel, weight)
            for pixel, weight in zip(under.ravel().tolist(), kernel.ravel().tolist(), strict=True)
            if weight
        ]
        if not pairs:
            return "0"
        written = " + ".join(f"{show(p, 3)}·{_factor(w)}" for p, w in pairs[:TERMS_WRITTEN])
        return written + (" + …" if len(pairs) > TERMS_WRITTEN else "")

    def _bias(self) -> str:
        return f" + {_factor(self.own_bias)}" if self.own_bias else ""

    def _refusal(self, padded: Floats, kernel: Floats, reach: int) -> Frame:
        """The kernel is larger than what there is: no place for it, no output."""
        return Frame(
            title=Text(en="No place for the kernel", zh="放不下卷积核"),
            caption=Text(
                en=f"The kernel reaches over **{reach}** pixels, the padded image has {len(padded)}: there "
                "is no output. PyTorch refuses it too.",
                zh=f"卷积核要覆盖 **{reach}** 个像素，而填充后的输入只有 {len(padded)} 个：没有输出，"
                "PyTorch 也会报错。",
            ),
            shapes=(
                HeatMap(say=Text(en="Image", zh="输入"), cells=rows_of(padded)),
                HeatMap(say=Text(en="Kernel", zh="卷积核"), cells=rows_of(kernel)),
            ),
            figures={"reach": reach, "padded_size": len(padded), "output_size": 0},
        )

    def _image(self) -> Floats:
        """A bright square on a dark ground; or a problem's, as long as its size is not turned."""
        if len(self.own_image) == self.size:
            return np.array(self.own_image, dtype=float)
        image = np.ones((self.size, self.size))
        third = self.size // 3
        image[third : self.size - third, third : self.size - third] = 5.0
        return image

    def _kernel(self) -> Floats:
        """The kernel chosen; or a problem's, as long as its size is not turned."""
        side = self.kernel_size
        if len(self.own_kernel) == side:
            return np.array(self.own_kernel, dtype=float)
        match self.kernel:
            case "edge":
                middle = np.arange(side) - (side - 1) / 2
                return np.tile(np.sign(middle), (side, 1))
            case "blur":
                return np.full((side, side), 1 / side**2)
        return np.arange(1.0, side**2 + 1).reshape(side, side)


def _factor(weight: float) -> str:
    return f"({show(weight, 3)})" if weight < 0 else show(weight, 3)


def span_of(array: Floats) -> tuple[float, float]:
    """The range of all values, for shades that stay as they are while cells come."""
    return float(array.min()), float(array.max())
