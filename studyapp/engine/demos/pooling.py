"""Pooling by hand: the window moves on, and of what lies under it the largest and the mean are kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from studyapp.domain.text import Text
from studyapp.domain.value import Value
from studyapp.engine.demo import Demo, Preset, knob
from studyapp.engine.frames import Frame, HeatMap, plural, rows_of
from studyapp.engine.numeric.pooling import avg_pool2d, max_pool2d
from studyapp.engine.taking import first_of, square
from studyapp.text.numbers import show

Floats = NDArray[np.float64]
MOST_SIDE, MOST_KERNEL, MOST_PADDING = 10, 10, 2
TERMS_WRITTEN = 9
_SEED = 3


@dataclass(frozen=True, kw_only=True)
class Pooling(Demo):
    """A window over a small image; max and average pooling beside each other."""

    title = Text(en="Pooling, window by window", zh="池化，一窗一窗地算")
    about = Text(
        en="Moves a window over a small image. Max pooling keeps the largest value under it, average pooling "
        "the mean.",
        zh="让窗口在一张小图上移动。最大池化保留窗口中的最大值，平均池化保留平均值。",
    )
    notice = Text(
        en="Nothing is learnt: there are no weights. Padding never is the largest, and counts as 0 in the "
        "mean. The output's side is (W + 2P − K)/S + 1, rounded down; in ceil mode a last window may hang "
        "over the end.",
        zh="这里没有权重，什么也不学。填充不可能是最大值，在平均值中按 0 计。"
        "输出边长为 (W + 2P − K)/S + 1，向下取整；ceil 模式下，最后一个窗口可以超出末端。",
    )
    question = Text(
        en="How long is a side of the output, and which values of the input could change unnoticed?",
        zh="输出的边长是多少？输入中哪些数变了，最大池化的输出也不变？",
    )
    chapter = "convolution"
    presets = (
        Preset("halved", Text(en="2×2, stride 2", zh="2×2，步长 2"), {}),
        Preset(
            "overlapping",
            Text(en="Windows overlap", zh="窗口重叠"),
            {"size": 5, "kernel_size": 3, "stride": 1},
        ),
        Preset("padded", Text(en="With padding", zh="带填充"), {"size": 5, "kernel_size": 3, "padding": 1}),
        Preset("ceil", Text(en="Ceil mode", zh="ceil 模式"), {"size": 5, "ceil_mode": True}),
        Preset("global", Text(en="One window for all", zh="全局池化"), {"size": 5, "kernel_size": 5}),
    )

    size: int = knob(6, ge=2, le=MOST_SIDE, say=Text(en="side of the image", zh="输入边长"))
    kernel_size: int = knob(2, ge=1, le=MOST_KERNEL, say=Text(en="side of the window", zh="窗口边长"))
    stride: int = knob(2, ge=1, le=4, say=Text(en="stride", zh="步长"))
    padding: int = knob(0, ge=0, le=MOST_PADDING, say=Text(en="padding", zh="填充"))
    ceil_mode: bool = knob(False, say=Text(en="ceil mode", zh="ceil 模式"))
    own_image: tuple[tuple[float, ...], ...] = ()
    """A problem's image, in place of ours."""

    @classmethod
    def from_givens(cls, givens: Mapping[str, Value]) -> Self:
        """A problem's image, or one that leaves as much over as the problem's; its window and its steps."""
        taken = {name: first_of(value) for name, value in givens.items()}
        if taken.get("stride") is None and "kernel_size" in taken:
            taken["stride"] = taken["kernel_size"]
        image, size = square(givens.get("input"), MOST_SIDE), taken.pop("size", None)
        demo = super().from_givens(taken)
        if image:
            return replace(demo, size=max(2, len(image)), own_image=image)
        if not isinstance(size, int) or size < cls.knob("size").least:
            return demo
        if size <= MOST_SIDE:
            return replace(demo, size=size)
        shown = MOST_SIDE - (MOST_SIDE - size) % demo.stride
        told = Text(
            en=f"The problem's image of side {size} is shown with {shown}; at stride {demo.stride} both "
            "leave as much over.",
            zh=f"题目的输入边长为 {size}，这里用 {shown} 来演示；步长为 {demo.stride} 时两者的余数相同。",
        )
        return replace(demo, size=shown, notes=(*demo.notes, told))

    def turned(self, name: str, turns: int) -> Self:
        """Another size is of an image of ours."""
        turned = super().turned(name, turns)
        return replace(turned, own_image=(), notes=()) if name == "size" else turned

    def frames(self) -> Iterator[Frame]:
        """A moment for each window."""
        image = self._image()
        if (why := self._why_not(len(image) + 2 * self.padding)) is not None:
            shapes = (HeatMap(say=Text(en="Image", zh="输入"), cells=rows_of(image)),)
            title = Text(en="No output", zh="没有输出")
            yield Frame(title=title, caption=why, shapes=shapes, figures={"output_size": 0})
            return
        sides, steps, borders = ((each,) * 2 for each in (self.kernel_size, self.stride, self.padding))
        largest = max_pool2d(image, sides, steps, borders, ceil_mode=self.ceil_mode)
        means = avg_pool2d(image, sides, steps, borders, ceil_mode=self.ceil_mode)
        for at in range(largest.size):
            yield self._frame(image, largest, means, divmod(at, len(largest)))

    def _frame(self, image: Floats, largest: Floats, means: Floats, place: tuple[int, int]) -> Frame:
        """One window: what lies under it, and both outputs so far."""
        row, column = place
        count, wide = len(largest), len(image) + 2 * self.padding
        down, across = (
            range(at * self.stride, min(at * self.stride + self.kernel_size, wide)) for at in place
        )
        padded = np.pad(image, self.padding, constant_values=np.nan)
        under = padded[np.ix_(down, across)].ravel()
        values = under[~np.isnan(under)]
        so_far = np.arange(largest.size).reshape(largest.shape) <= row * count + column
        return Frame(
            title=Text(
                en=f"Output row {row + 1}, column {column + 1} of {count}×{count}",
                zh=f"输出第 {row + 1} 行第 {column + 1} 列（共 {count}×{count}）",
            ),
            caption=_told(values.tolist(), len(under), float(largest[place]), float(means[place])),
            shapes=(
                HeatMap(
                    say=Text(en="Image and window", zh="输入与窗口"),
                    cells=rows_of(padded),
                    marks=tuple((r, c) for r in down for c in across),
                ),
                *(
                    HeatMap(
                        say=say,
                        cells=rows_of(np.where(so_far, output, np.nan)),
                        marks=(place,),
                        span=(float(image.min()), float(image.max())) if np.ptp(image) else None,
                    )
                    for say, output in (
                        (Text(en="Largest", zh="最大值"), largest),
                        (Text(en="Mean", zh="平均值"), means),
                    )
                ),
            ),
            figures={
                "row": row,
                "column": column,
                "largest": float(largest[place]),
                "mean": float(means[place]),
                "output_size": count,
            },
        )

    def _why_not(self, wide: int) -> Text | None:
        """Why window and padding do not go together, if they don't; `wide` is the padded image."""
        if self.kernel_size > wide:
            return Text(
                en=f"The window is **{self.kernel_size}** wide, the padded image {wide}: there is no output.",
                zh=f"窗口宽 **{self.kernel_size}**，而填充后的输入只有 {wide}：没有输出。",
            )
        if 2 * self.padding > self.kernel_size:
            return Text(
                en="The padding is more than half the window, which could then lie in it altogether. "
                "PyTorch refuses that.",
                zh="填充超过了窗口的一半，窗口可能整个落在填充里。PyTorch 会报错。",
            )
        return None

    def _image(self) -> Floats:
        """Digits by chance, the same each time; or a problem's image, as long as its size is not turned."""
        if self.own_image:
            return np.array(self.own_image, dtype=float)
        return np.random.default_rng(_SEED).integers(0, 10, (self.size, self.size)).astype(float)


def _told(values: list[float], places: int, largest: float, mean: float) -> Text:
    """What is kept of a window's values; `places` counts its padding, too."""
    written = ", ".join(show(value, 3) for value in values[:TERMS_WRITTEN])
    if len(values) > TERMS_WRITTEN:
        written += ", …"
    whole = f"{show(sum(values), 4)}/{places}"
    padding = places - len(values)
    beside_en = f" and {plural(padding, 'place')} of padding" if padding else ""
    beside_zh = f"，另有 {padding} 处填充" if padding else ""
    return Text(
        en=f"Under the window: {written}{beside_en}. Largest: **{show(largest, 4)}**; mean: {whole} = "
        f"**{show(mean, 4)}**.",
        zh=f"窗口中：{written}{beside_zh}。最大值 **{show(largest, 4)}**；平均值 {whole} = "
        f"**{show(mean, 4)}**。",
    )
