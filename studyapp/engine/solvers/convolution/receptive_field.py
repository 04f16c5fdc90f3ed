"""How far back one value of a convolutional network looks."""

from fractions import Fraction
from itertools import accumulate
from math import prod
from typing import Any

from studyapp.domain.text import Text
from studyapp.engine.expression.arithmetic import multiply
from studyapp.engine.solving.solver import Pair, Record, Solver, given, mistake, step


class Layer(Record):
    """A convolution or pooling layer, as far as it widens the view."""

    kernel_size: int = given(ge=1)
    stride: int = given(default=1, ge=1)
    dilation: int = given(default=1, ge=1)

    @property
    def reach(self) -> int:
        """Taps beyond the first, spread out."""
        return self.dilation * (self.kernel_size - 1)


class ReceptiveField(Solver):
    """Side of the input region that one value sees after each layer, pixels (Araujo et al. 2019)."""

    say = Text(en="Receptive field of a stack of layers", zh="多层堆叠的感受野")
    layers: tuple[Layer, ...] = given(
        symbol=r"\text{layers}",
        say=Text(
            en="the layers from the input on: objects with kernel_size, stride=1, dilation=1",
            zh="从输入开始的各层：含 kernel_size、stride=1、dilation=1 的对象",
        ),
    )

    @step(
        latex=r"j_{l-1} \cdot S_l",
        symbol="j_l",
        say=Text(
            en="Jump after each layer (input pixels between neighbours)",
            zh="各层之后的跳距（相邻值在输入上相隔的像素数）",
        ),
    )
    def jumps(self) -> tuple[int, ...]:
        """The strides multiplied up."""
        return tuple(accumulate((layer.stride for layer in self.layers), multiply))

    @jumps.numbers
    def _jumps_put_in(self) -> str:
        before = (1, *self.jumps)
        return r",\; ".join(
            rf"{jump} \times {layer.stride}" for jump, layer in zip(before, self.layers, strict=False)
        )

    @step(
        latex=r"r_{l-1} + D_l \cdot (K_l - 1) \cdot j_{l-1}",
        symbol="r_l",
        say=Text(
            en="Field after each layer (it grows by the jump before the layer)",
            zh="各层之后的感受野（按该层之前的跳距增长）",
        ),
    )
    def sizes(self, jumps: tuple[int, ...]) -> tuple[int, ...]:
        """One pixel, and what each layer adds."""
        grown = (layer.reach * jump for layer, jump in zip(self.layers, (1, *jumps), strict=False))
        return tuple(accumulate(grown, initial=1))[1:]

    @sizes.numbers
    def _sizes_put_in(self) -> str:
        steps = zip((1, *self.sizes), self.layers, (1, *self.jumps), strict=False)
        return r",\; ".join(
            rf"{size} + {layer.dilation} \times ({layer.kernel_size} - 1) \times {jump}"
            for size, layer, jump in steps
        )

    @step(latex="r_L", symbol="r", say=Text(en="Field after the last layer", zh="最后一层之后的感受野"))
    def size(self, sizes: tuple[int, ...]) -> int:
        """The last of them."""
        return sizes[-1]

    @mistake(
        size,
        latex=r"\sum_l K_l",
        say=Text(
            en="Looks as if the kernels were added up. Neighbouring windows overlap: each layer adds K − 1, "
            "times the strides before it.",
            zh="看起来直接把各层卷积核的边长相加了。相邻窗口有重叠：每层只增加 K − 1，再乘前面各层的步长。",
        ),
    )
    def added_up(self) -> int:
        """Σ K."""
        return sum(layer.kernel_size for layer in self.layers)

    @mistake(
        size,
        latex=r"1 + \sum_l D_l \cdot (K_l - 1)",
        say=Text(
            en="Looks as if the strides were left out. After a stride of 2, every step is two input pixels "
            "wide.",
            zh="看起来没有考虑步长。经过步长 2 的一层后，每一步就相当于输入上的两个像素。",
        ),
    )
    def no_strides(self) -> int:
        """Every jump taken as 1."""
        return 1 + sum(layer.reach for layer in self.layers)

    @mistake(
        size,
        latex=r"1 + \sum_l D_l \cdot (K_l - 1) \cdot j_l",
        say=Text(
            en="Looks as if each layer's own stride was counted in. Only the strides of earlier layers "
            "widen its step.",
            zh="看起来把每层自己的步长也算进去了。只有前面各层的步长才会放大这一层的跨度。",
        ),
    )
    def own_stride(self, jumps: tuple[int, ...]) -> int:
        """The jump after the layer instead of before it."""
        return 1 + sum(layer.reach * jump for layer, jump in zip(self.layers, jumps, strict=True))

    @mistake(
        size,
        latex=r"\prod_l K_l",
        say=Text(
            en="Looks as if the kernels were multiplied; receptive fields grow by adding.",
            zh="看起来把各层卷积核的边长相乘了；感受野是逐层相加增长的。",
        ),
    )
    def multiplied(self) -> int:
        """Π K."""
        return prod(layer.kernel_size for layer in self.layers)

    start_at_nothing = mistake(
        size,
        "size - 1",
        say=Text(
            en="Looks as if you started from 0. Before any layer, a value already sees one pixel.",
            zh="看起来从 0 开始算了。还没有任何层时，一个值就已经看到 1 个像素。",
        ),
    )

    @mistake(
        size,
        latex=r"1 + \sum_l (K_l - 1) \cdot j_{l-1}",
        say=Text(
            en="Looks as if the dilation was left out: spread out, a kernel reaches D times as far.",
            zh="看起来没有考虑膨胀率：拉开之后，卷积核看到的范围是原来的 D 倍。",
        ),
    )
    def no_dilation(self, jumps: tuple[int, ...]) -> int:
        """Every dilation taken as 1."""
        return 1 + sum(
            (layer.kernel_size - 1) * jump for layer, jump in zip(self.layers, (1, *jumps), strict=False)
        )

    result = (sizes, jumps, size)

    def simulate(self) -> dict[str, object]:
        """Follow one value back to the input pixels that it touches, for every depth."""
        sizes, jumps = [], []
        for depth in range(1, len(self.layers) + 1):
            first, second = self._touched(depth, 0), self._touched(depth, 1)
            sizes.append(max(first) - min(first) + 1)
            jumps.append(min(second) - min(first))
        return {"sizes": tuple(sizes), "jumps": tuple(jumps), "size": sizes[-1]}

    def _touched(self, depth: int, position: int) -> set[int]:
        touched = {position}
        for layer in reversed(self.layers[:depth]):
            taps = range(0, layer.reach + 1, layer.dilation)
            touched = {place * layer.stride + tap for place in touched for tap in taps}
        return touched


class StackedKernels(Solver):
    """The one kernel that sees as much as a stack (side), and the stack's share of its weights (a ratio)."""

    say = Text(en="A stack of small kernels against one large", zh="小卷积核堆叠与一个大卷积核")
    kernel_size: Pair = given(
        ge=1,
        symbol="K",
        say=Text(en="side of the stacked kernels, or [h, w]", zh="堆叠的卷积核边长，或 [h, w]"),
    )
    count: int = given(
        ge=1, symbol="n", say=Text(en="layers in the stack, stride 1", zh="堆叠的层数（步长 1）")
    )
    seen = step(
        "[count*(kernel_size[0] - 1) + 1, count*(kernel_size[1] - 1) + 1]",
        symbol="(R_h, R_w)",
        axes=("R_h", "R_w"),
        say=Text(en="Height and width that the stack sees", zh="整个堆叠看到的高和宽"),
    )
    equivalent = step(
        "seen[0] if seen[0] == seen[1] else seen",
        symbol="R",
        say=Text(en="Side of the one kernel that sees as much", zh="看到同样范围的单个卷积核的边长"),
    )
    ratio = step(
        "count*kernel_size[0]*kernel_size[1]/(seen[0]*seen[1])",
        symbol=r"\rho",
        say=Text(
            en="Weights of the stack ÷ weights of the single kernel",
            zh="堆叠的权重数 ÷ 单个卷积核的权重数",
        ),
    )
    side_by_side = mistake(
        seen,
        "[count*kernel_size[0], count*kernel_size[1]]",
        say=Text(
            en="Looks as if the kernels were laid side by side. They overlap: each adds K − 1 to the first "
            "pixel.",
            zh="看起来把几个卷积核首尾并排了。它们其实互相重叠：从 1 个像素开始，每层只增加 K − 1。",
        ),
    )
    sides_only = mistake(
        ratio,
        "count*kernel_size[0]/seen[0]",
        say=Text(
            en="Looks as if the sides were compared. A kernel's weights fill a square: multiply height by "
            "width.",
            zh="看起来只比较了边长。卷积核的权重铺满一个方块：要用高乘宽。",
        ),
    )
    one_layer = mistake(
        ratio,
        "kernel_size[0]*kernel_size[1]/(seen[0]*seen[1])",
        say=Text(
            en="Looks as if only one layer of the stack was counted; every layer has its own weights.",
            zh="看起来只算了堆叠中的一层；每一层都有自己的权重。",
        ),
    )
    upside_down = mistake(
        ratio,
        "seen[0]*seen[1]/(count*kernel_size[0]*kernel_size[1])",
        say=Text(
            en="Looks as if the ratio stands upside down: the stack's weights come first.",
            zh="看起来把比值写反了：堆叠的权重数应作分子。",
        ),
    )
    saved = mistake(
        ratio,
        "1 - count*kernel_size[0]*kernel_size[1]/(seen[0]*seen[1])",
        say=Text(
            en="That is the share saved; the ratio says how much is left.",
            zh="这是节省的比例；比值说的是还剩多少。",
        ),
    )
    result = (equivalent, ratio)

    def simulate(self) -> dict[str, object]:
        """Look through the stack kernel by kernel, and count weights one by one."""
        kernel: Any = self.kernel_size  # held as [h, w]
        seen = []
        for side in kernel:
            touched = {0}
            for _ in range(self.count):
                touched = {place + tap for place in touched for tap in range(side)}
            seen.append(len(touched))
        weights = sum(1 for _ in range(self.count) for _ in range(kernel[0]) for _ in range(kernel[1]))
        equivalent = seen[0] if seen[0] == seen[1] else tuple(seen)
        return {"equivalent": equivalent, "ratio": Fraction(weights, seen[0] * seen[1])}
