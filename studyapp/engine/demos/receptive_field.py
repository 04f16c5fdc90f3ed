"""The receptive field, measured: an impulse at one output is back-propagated through the layers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from studyapp.domain.text import Text
from studyapp.domain.value import Value
from studyapp.engine.demo import Demo, Preset, knob
from studyapp.engine.frames import Bars, Frame, HeatMap, rows_of
from studyapp.engine.numeric.transposed_convolution import conv_transpose2d
from studyapp.engine.registry import find_solver
from studyapp.text.numbers import show

Floats = NDArray[np.float64]
MOST_LAYERS = 6
WIDEST = 127
"""Pixels across a field that is still worked out; a wider one could not be seen."""


@dataclass(frozen=True, slots=True)
class Layer:
    """Kernel size, stride and dilation of one convolution."""

    kernel_size: int
    stride: int
    dilation: int


@dataclass(frozen=True, kw_only=True)
class ReceptiveField(Demo):
    """How far back one output looks, layer by layer, and how much each input counts."""

    title = Text(en="The receptive field", zh="感受野")
    about = Text(
        en="Puts a gradient of 1 at one output and carries it back through the convolutions to the input. "
        "Where it arrives, that input takes part. All weights are 1/K².",
        zh="在一个输出上放一个大小为 1 的梯度，让它穿过各卷积层传回输入：传到哪里，哪里的输入就参与了计算。"
        "所有权重都是 1/K²。",
    )
    notice = Text(
        en="The field grows by D(K − 1) times the product of the strides *before* the layer: two 3×3 see "
        "5×5, three see 7×7. And it isn't even: the middle counts for far more than the border.",
        zh="每层让感受野增加 D(K − 1) 乘以*前面*各层步长之积：两个 3×3 看到 5×5，三个看到 7×7。"
        "而且并不均匀：中间比边缘重要得多。",
    )
    question = Text(
        en="By how much does a 3×3 layer widen the field after two layers of stride 2?",
        zh="前面有两个步长为 2 的层时，再加一个 3×3 层，感受野会增加多少？",
    )
    chapter = "convolution"
    presets = (
        Preset("three-small", Text(en="Three 3×3 see 7×7", zh="三个 3×3 看到 7×7"), {}),
        Preset("strided", Text(en="Stride 2 in each", zh="每层步长 2"), {"stride": 2}),
        Preset("dilated", Text(en="Dilation leaves gaps", zh="膨胀会留下空隙"), {"layers": 2, "dilation": 2}),
        Preset("deep", Text(en="Six layers: a blurred spot", zh="六层：模糊的斑点"), {"layers": 6}),
    )

    layers: int = knob(3, ge=1, le=MOST_LAYERS, say=Text(en="layers", zh="层数"))
    kernel_size: int = knob(3, ge=1, le=7, say=Text(en="kernel size", zh="卷积核边长"))
    stride: int = knob(1, ge=1, le=3, say=Text(en="stride", zh="步长"))
    dilation: int = knob(1, ge=1, le=4, say=Text(en="dilation", zh="膨胀率"))
    own: tuple[Layer, ...] = ()
    """A problem's own stack, as long as no knob is turned."""

    @classmethod
    def from_givens(cls, givens: Mapping[str, Value]) -> Self:
        """A problem's own stack of layers; or so many of one kernel size."""
        stack = givens.get("layers")
        own = layers_of(stack) if isinstance(stack, tuple) else numbered(givens)
        if own:
            first = own[0]
            taken = {"layers": len(own), "kernel_size": first.kernel_size, "stride": first.stride}
            return replace(super().from_givens({**taken, "dilation": first.dilation}), own=own)
        return super().from_givens({**givens, "layers": givens.get("layers", givens.get("count"))})

    def turned(self, name: str, turns: int) -> Self:
        """Turning a knob puts a stack of equal layers in the place of a problem's own."""
        return replace(super().turned(name, turns), own=())

    @property
    def stack(self) -> tuple[Layer, ...]:
        """The layers from the input on."""
        return self.own or (Layer(self.kernel_size, self.stride, self.dilation),) * self.layers

    def frames(self) -> Iterator[Frame]:
        """One layer more at each moment, as long as the field can be drawn."""
        stack = tuple(
            {"kernel_size": each.kernel_size, "stride": each.stride, "dilation": each.dilation}
            for each in self.stack
        )
        solved: Any = find_solver("receptive_field")(layers=stack).result_value()
        sizes = tuple(map(int, solved["sizes"]))
        drawn = max(1, sum(size <= WIDEST for size in sizes))
        for depth in range(1, drawn + 1):
            beyond = sizes[depth] if depth == drawn < len(sizes) else None
            yield self._frame(self.stack[:depth], sizes[:depth], int(solved["jumps"][depth - 1]), beyond)

    def _frame(
        self, stack: tuple[Layer, ...], sizes: tuple[int, ...], jump: int, beyond: int | None
    ) -> Frame:
        field = gradient_of_input(stack)
        reached = field > 0
        columns = np.flatnonzero(reached.any(axis=0))
        seen = int(columns[-1] - columns[0] + 1)
        inner = middle_of(len(field))
        edge = (len(field) - inner) // 2
        share = float(field[edge : edge + inner, edge : edge + inner].sum() / field.sum())
        area = (inner / len(field)) ** 2
        too_wide = Text(
            en=f" The next layer would see {beyond}×{beyond}: too much to draw.",
            zh=f"下一层会看到 {beyond}×{beyond}，太大，画不下了。",
        )
        depth = len(stack)
        return Frame(
            title=Text(en=f"After layer {depth}", zh=f"第 {depth} 层之后"),
            caption=Text(
                en=f"One output of layer {depth} looks back over **{seen}×{seen}** inputs; its neighbour "
                f"looks {jump} further on. The middle {inner}×{inner}, {show(100 * area, 3)} % of the area, "
                f"holds **{show(100 * share, 3)} %** of the gradient." + (too_wide.en if beyond else ""),
                zh=f"第 {depth} 层的一个输出看到 **{seen}×{seen}** 个输入；相邻输出的视野错开 {jump} 个像素。"
                f"中间的 {inner}×{inner} 占面积的 {show(100 * area, 3)}%，"
                f"占梯度的 **{show(100 * share, 3)}%**。" + (too_wide.zh if beyond else ""),
            ),
            shapes=(
                HeatMap(
                    say=Text(en="Gradient at the input", zh="输入处的梯度"), cells=rows_of(framed(field))
                ),
                Bars(
                    say=Text(en="Side of the field by layer", zh="各层的感受野边长"),
                    labels=tuple(_named(at, layer) for at, layer in enumerate(stack, 1)),
                    groups=((Text(en="pixels", zh="像素"), tuple(map(float, sizes))),),
                ),
            ),
            figures={
                "layers": depth,
                "seen": seen,
                "size": sizes[-1],
                "jump": jump,
                "share_of_middle": share,
                "inputs_reached": int(reached.sum()),
            },
        )


def _named(at: int, layer: Layer) -> Text:
    """A layer with its settings, as far as they are not 1."""
    side = f"{layer.kernel_size}×{layer.kernel_size}"
    return Text(
        en=f"{at}: {side}"
        f"{f', stride {layer.stride}' if layer.stride > 1 else ''}"
        f"{f', dilation {layer.dilation}' if layer.dilation > 1 else ''}",
        zh=f"{at}：{side}"
        f"{f'，步长 {layer.stride}' if layer.stride > 1 else ''}"
        f"{f'，膨胀率 {layer.dilation}' if layer.dilation > 1 else ''}",
    )


def middle_of(side: int) -> int:
    """The side of a middle square about half as wide, with as much on its left as on its right."""
    half = (side + 1) // 2
    return half - (side - half) % 2 or side


def gradient_of_input(stack: tuple[Layer, ...]) -> Floats:
    """What an impulse of 1 at one output leaves at every input that it depends on: (r, r)."""
    gradient = np.ones((1, 1, 1, 1))
    for layer in reversed(stack):
        kernel = np.full((1, 1, layer.kernel_size, layer.kernel_size), 1 / layer.kernel_size**2)
        gradient = conv_transpose2d(
            gradient, kernel, stride=(layer.stride,) * 2, dilation=(layer.dilation,) * 2
        )
    return np.asarray(gradient[0, 0])


def framed(field: Floats) -> Floats:
    """The field with two rows and columns of inputs around it that do not take part."""
    return np.pad(field, 2)


def numbered(givens: Mapping[str, Value]) -> tuple[Layer, ...]:
    """A problem's stack that is given as k1, s1, k2, s2, …: kernel sizes and strides, d dilating the last."""
    stack: list[Layer] = []
    while isinstance(kernel := givens.get(f"k{len(stack) + 1}"), int) and len(stack) < MOST_LAYERS:
        stride = givens.get(f"s{len(stack) + 1}", 1)
        stack.append(Layer(kernel, stride if isinstance(stride, int) else 1, 1))
    dilation = givens.get("d", 1)
    if stack and isinstance(dilation, int):
        stack[-1] = Layer(stack[-1].kernel_size, stack[-1].stride, dilation)
    return tuple(stack)


def layers_of(stack: tuple[Any, ...]) -> tuple[Layer, ...]:
    """A problem's stack: lists or objects of kernel size, stride and dilation; nothing if it is too deep."""
    found = []
    for each in stack[: MOST_LAYERS + 1]:
        if isinstance(each, int):
            found.append(Layer(each, 1, 1))
        elif isinstance(each, tuple) and each and all(isinstance(number, int) for number in each):
            found.append(Layer(*(*each, 1, 1)[:3]))
        elif isinstance(each, Mapping):
            found.append(
                Layer(int(each["kernel_size"]), int(each.get("stride", 1)), int(each.get("dilation", 1)))
            )
        elif hasattr(each, "kernel_size"):
            found.append(Layer(each.kernel_size, each.stride, each.dilation))
        else:
            return ()
    return tuple(found) if len(found) <= MOST_LAYERS else ()
