"""How many places a kernel has along a row, and how long a row its stamps make: every stop, with its ends."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from studyapp.domain.text import Text
from studyapp.domain.value import Value
from studyapp.engine.demo import Demo, Preset, choice, knob
from studyapp.engine.frames import Curves, Frame, Series, Table, plural
from studyapp.engine.registry import find_solver
from studyapp.engine.taking import first_of

KINDS = {
    "convolution": Text(en="convolution", zh="卷积"),
    "transposed": Text(en="transposed", zh="转置卷积"),
}
MOST_SIZE, MOST_KERNEL = 512, 31
MOMENTS = 60
"""Stops that are shown one by one; of more, every second, third, …"""
INPUT, OUTPUT = Text(en="input", zh="输入"), Text(en="output", zh="输出")
NOW, BEFORE = Text(en="now", zh="当前"), Text(en="before", zh="之前")
OUTSIDE = Text(en="padding", zh="填充")
ENDS = (Text(en="from", zh="起"), Text(en="to", zh="止"))


@dataclass(frozen=True, kw_only=True)
class KernelPlaces(Demo):
    """One row of pixels; the side of a square image goes the same way."""

    title = Text(en="Where a kernel stops", zh="卷积核停在哪里")
    about = Text(
        en="Slides a kernel along one row and counts its stops, the length of the output; or lets each pixel "
        "put down a stamp, as a transposed convolution does.",
        zh="让卷积核沿着一行像素滑动，数一数停了几处，这就是输出的边长；或者像转置卷积那样，让每个像素盖一个“印章”。",
    )
    notice = Text(
        en="The first stop begins in the padding; each next one is a stride further; the last is the last "
        "that does not reach over the end, so what is left over is never seen. A dilated kernel reaches over "
        "D(K − 1) + 1 pixels. Transposed, padding takes away instead of adding.",
        zh="第一处从填充开始，之后每次移动一个步长；最后一处是不超出末端的最后一处，剩下的像素永远看不到。"
        "膨胀的卷积核跨越 D(K − 1) + 1 个像素。转置卷积中，填充是去掉，而不是加上。",
    )
    question = Text(
        en="The input becomes one pixel longer. When does the output become longer, too?",
        zh="输入多了一个像素，输出什么时候也会变长？",
    )
    chapter = "convolution"
    is_working = True
    presets = (
        Preset("strided", Text(en="Stride 2", zh="步长 2"), {}),
        Preset("same", Text(en="Padding keeps the size", zh="填充保持尺寸"), {"stride": 1}),
        Preset(
            "left-over", Text(en="Pixels left over", zh="有剩余像素"), {"size": 14, "stride": 4, "padding": 0}
        ),
        Preset("dilated", Text(en="Dilation 3", zh="膨胀率 3"), {"size": 20, "dilation": 3, "stride": 1}),
        Preset(
            "transposed",
            Text(en="Transposed: twice as long", zh="转置卷积：变成两倍"),
            {"kind": "transposed", "size": 6, "kernel_size": 4},
        ),
        Preset(
            "checkerboard",
            Text(en="Stamps overlap unevenly", zh="印章重叠不均匀"),
            {"kind": "transposed", "size": 6, "padding": 0},
        ),
    )

    kind: str = choice("convolution", KINDS, say=Text(en="kind", zh="种类"))
    size: int = knob(12, ge=1, le=MOST_SIZE, say=Text(en="input W", zh="输入 W"))
    kernel_size: int = knob(3, ge=1, le=MOST_KERNEL, say=Text(en="kernel K", zh="卷积核 K"))
    stride: int = knob(2, ge=1, le=32, say=Text(en="stride S", zh="步长 S"))
    padding: int = knob(1, ge=0, le=32, say=Text(en="padding P", zh="填充 P"))
    dilation: int = knob(1, ge=1, le=16, say=Text(en="dilation D", zh="膨胀率 D"))
    output_padding: int = knob(0, ge=0, le=8, say=Text(en="output padding", zh="输出填充"))

    @classmethod
    def from_givens(cls, givens: Mapping[str, Value]) -> Self:
        """A problem's sizes; of a kernel and its dilation alone, with the padding that keeps the size."""
        taken = {name: first_of(value) for name, value in givens.items()}
        if not isinstance(taken.get("kernel_size"), int):
            return cls()
        taken["kind"] = "transposed" if "output_padding" in taken else "convolution"
        if "size" in taken:
            return super().from_givens({"stride": 1, "padding": 0, **taken})
        demo = super().from_givens({**taken, "stride": 1})
        spread = demo.dilation * (demo.kernel_size - 1)
        return replace(demo, padding=min(spread // 2, 32), size=max(demo.size, spread + 1))

    @property
    def idle_knobs(self) -> frozenset[str]:
        """Only a transposed convolution has an output padding."""
        return frozenset({"output_padding"} if self.kind == "convolution" else ())

    @property
    def reach(self) -> int:
        """Pixels from a kernel's first tap to its last."""
        return self.dilation * (self.kernel_size - 1) + 1

    def frames(self) -> Iterator[Frame]:
        """A moment for each stop; then what is left over, or what of the stamps is cut off."""
        if self.kind == "transposed":
            yield from self._stamps()
            return
        if self.reach > self.size + 2 * self.padding:
            yield self._too_large()
            return
        count = self._length("conv_output_size")
        for at in _shown(count):
            yield self._stop(at, count)
        yield self._no_further(count)

    def _length(self, solver: str, **options: int) -> int:
        """Of the output."""
        return int(
            find_solver(solver)(
                size=self.size,
                kernel_size=self.kernel_size,
                stride=self.stride,
                padding=self.padding,
                dilation=self.dilation,
                **options,
            ).result_value()
        )

    def _ends(self, at: int) -> tuple[int, int]:
        """First and last pixel under the kernel at a stop, both counted from 0; below 0 is padding."""
        first = at * self.stride - self.padding
        return first, first + self.reach - 1

    def _stop(self, at: int, count: int) -> Frame:
        """One stop of a convolution."""
        first, last = self._ends(at)
        start = f"{at}·{self.stride} − {self.padding}"
        return Frame(
            title=Text(en=f"Stop {at + 1} of {count}", zh=f"第 {at + 1} 处（共 {count} 处）"),
            caption=Text(
                en=f"It begins at {start} = **{first}** and reaches to **{last}**; the input has pixels 0 to "
                f"{self.size - 1}.",
                zh=f"从 {start} = **{first}** 开始，到 **{last}** 为止；输入的像素是 0 到 {self.size - 1}。",
            ),
            shapes=self._shapes(at, count, self._row()),
            figures={"stop": at + 1, "from": first, "to": last},
        )

    def _no_further(self, count: int) -> Frame:
        """Why there is no other stop, and the formula with its numbers."""
        end = self.size + self.padding - 1
        _first, last = self._ends(count)
        left_over = end - self._ends(count - 1)[1]
        spread = f"{self.dilation}·({self.kernel_size} − 1)"
        formula = f"⌊({self.size} + 2·{self.padding} − {spread} − 1)/{self.stride}⌋ + 1 = **{count}**"
        return Frame(
            title=Text(en=f"The output: {count}", zh=f"输出：{count}"),
            caption=Text(
                en=f"One more would reach to {last}, and the padded row ends at {end}: "
                f"{plural(left_over, 'pixel')} left over. {formula}.",
                zh=f"再移一步就会到 {last}，而填充后的一行到 {end} 为止：剩下 {left_over} 个像素。"
                f"{formula}。",
            ),
            shapes=self._shapes(count - 1, count, self._row()),
            figures={"output": count, "left_over": left_over},
        )

    def _row(self) -> tuple[Series, ...]:
        """The input along the bottom, and its padding."""
        sides = [*range(-self.padding, 0), *range(self.size, self.size + self.padding)]
        outside = (Series.of(OUTSIDE, sides, [0] * len(sides), points=True),) if sides else ()
        return (Series.of(INPUT, (0, self.size - 1), (0, 0)), *outside)

    def _stamps(self) -> Iterator[Frame]:
        """Each pixel's stamp, then what remains of them all."""
        if self.output_padding >= max(self.stride, self.dilation):
            yield self._refused(
                Text(
                    en="The output padding must be smaller than the stride or the dilation. PyTorch refuses "
                    "it, too.",
                    zh="输出填充必须小于步长或膨胀率，PyTorch 也会报错。",
                )
            )
            return
        whole = (self.size - 1) * self.stride + self.reach
        if whole + self.output_padding - 2 * self.padding < 1:
            yield self._refused(
                Text(en="The padding takes everything away.", zh="填充把输出全去掉了，什么也不剩。")
            )
            return
        count = self._length("conv_transpose_output_size", output_padding=self.output_padding)
        row = (Series.of(OUTPUT, (0, count - 1), (0, 0)),)
        for at in _shown(self.size):
            first, last = self._ends(at)
            start = f"{at}·{self.stride} − {self.padding}"
            yield Frame(
                title=Text(
                    en=f"Pixel {at + 1} of {self.size}", zh=f"第 {at + 1} 个像素（共 {self.size} 个）"
                ),
                caption=Text(
                    en=f"Its stamp begins at {start} = **{first}** and reaches to **{last}**.",
                    zh=f"它的“印章”从 {start} = **{first}** 开始，到 **{last}** 为止。",
                ),
                shapes=self._shapes(at, self.size, row),
                figures={"stop": at + 1, "from": first, "to": last},
            )
        yield self._remains(count, row)

    def _remains(self, count: int, row: tuple[Series, ...]) -> Frame:
        """The length of the output, and how many stamps lie on each of its places."""
        taps = self._taps(range(self.size))
        covered = np.bincount([tap for tap in taps if 0 <= tap < count], minlength=count)
        # Away from both ends, where as many stamps meet as can.
        middle = covered[
            max(0, self.reach - 1 - self.padding) : (self.size - 1) * self.stride - self.padding + 1
        ]
        least, most = (int(middle.min()), int(middle.max())) if middle.size else (0, 0)
        added = f" + {self.output_padding}" if self.output_padding else ""
        spread = f"{self.dilation}·({self.kernel_size} − 1) + 1"
        formula = f"({self.size} − 1)·{self.stride} − 2·{self.padding} + {spread}{added} = **{count}**"
        told = Text(
            en=f"All stamps together, less the padding at both ends: {formula}.",
            zh=f"所有印章合起来，两端各去掉填充：{formula}。",
        )
        if least < most:
            told = Text(
                en=f"{told.en} In the middle {least} to {most} of them lie on a place: unevenly, which "
                "shows as a checkerboard.",
                zh=f"{told.zh}中间的位置上叠了 {least} 到 {most} 个，不均匀，会留下棋盘格。",
            )
        elif most:
            told = Text(
                en=f"{told.en} In the middle {most} of them lie on every place.",
                zh=f"{told.zh}中间每个位置上都叠了 {most} 个。",
            )
        return Frame(
            title=Text(en=f"The output: {count}", zh=f"输出：{count}"),
            caption=told,
            shapes=self._shapes(self.size - 1, self.size, row),
            figures={"output": count, "covered": tuple(covered.tolist())},
        )

    def _taps(self, stops: Sequence[int]) -> list[int]:
        """Where the weights of the kernel lie at these stops."""
        return [
            stop * self.stride - self.padding + self.dilation * tap
            for stop in stops
            for tap in range(self.kernel_size)
        ]

    def _shapes(self, at: int, count: int, row: tuple[Series, ...]) -> tuple[Table, Curves]:
        """The ends of the stops so far, and the stairs that the taps make."""
        earlier = range(max(0, at - 400), at)
        heights = [stop + 1 for stop in earlier for _tap in range(self.kernel_size)]
        places = self._taps((at,))
        shown = 24
        first = max(0, min(at - shown + 3, count - shown))
        rows = range(first, min(first + shown, count))
        table = Table(
            say=Text(en="The stops", zh="每一处")
            if self.kind == "convolution"
            else Text(en="The stamps", zh="印章"),
            rows=tuple(Text.same(str(stop + 1)) for stop in rows),
            columns=ENDS,
            cells=[[float(end) for end in self._ends(stop)] if stop <= at else [None, None] for stop in rows],
            marks=((at - first, 0), (at - first, 1)),
        )
        last = max(self._ends(count - 1)[1], *(int(max(each.xs)) for each in row))
        stairs = Curves(
            say=Text(en="Kernel by kernel", zh="卷积核的位置"),
            series=(
                *row,
                *((Series.of(BEFORE, self._taps(earlier), heights, points=True),) if earlier else ()),
                Series.of(NOW, places, [at + 1] * len(places), points=True),
            ),
            x=Text(en="place in the row", zh="在这一行中的位置"),
            x_range=(float(-self.padding) - 0.5, float(last) + 0.5),
            y_range=(0.0, float(count + 1)),
        )
        return table, stairs

    def _too_large(self) -> Frame:
        """No place at all."""
        padded = self.size + 2 * self.padding
        return self._refused(
            Text(
                en=f"The kernel reaches over **{self.reach}** pixels, the padded row has {padded}: "
                "there is no output.",
                zh=f"卷积核跨越 **{self.reach}** 个像素，而填充后的一行只有 {padded} 个：没有输出。",
            )
        )

    def _refused(self, why: Text) -> Frame:
        """One row, and no output."""
        places = self._taps((0,))
        return Frame(
            title=Text(en="No output", zh="没有输出"),
            caption=why,
            shapes=(
                Curves(
                    say=Text(en="Kernel by kernel", zh="卷积核的位置"),
                    series=(*self._row(), Series.of(NOW, places, [1] * len(places), points=True)),
                    x=Text(en="place in the row", zh="在这一行中的位置"),
                    y_range=(0.0, 2.0),
                ),
            ),
            figures={"output": 0},
        )


def _shown(count: int) -> range:
    """The stops that have a moment of their own."""
    return range(0, count, -(-count // MOMENTS))
