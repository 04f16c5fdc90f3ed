"""A stack of linear layers is one linear map; a ReLU between them bends it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

from studyapp.domain.text import Text
from studyapp.domain.value import Value
from studyapp.engine.demo import Demo, Preset, choice, knob
from studyapp.engine.frames import Curves, Frame, HeatMap, Series, plural, rows_of
from studyapp.engine.numeric import activations
from studyapp.engine.registry import find_solver
from studyapp.text.numbers import show

Floats = NDArray[np.float64]
Vector: TypeAlias = tuple[float, ...]
Matrix: TypeAlias = tuple[Vector, ...]
BETWEEN = {"relu": Text.same("ReLU"), "tanh": Text.same("tanh"), "identity": Text(en="nothing", zh="无")}
POINTS = 301
REACH = 3.0
BENT = 1e-6
"""A line whose slope changes by less than this from point to point is straight; rounding alone makes 1e-9."""


@dataclass(frozen=True, kw_only=True)
class LinearCollapse(Demo):
    """The same random layers twice: with nothing between them, and with an activation."""

    title = Text(en="Linear layers collapse", zh="线性层会坍缩成一层")
    about = Text(
        en="Stacks random linear layers of one input and one output, first with nothing between them, then "
        "with an activation, and draws what the stack computes at each depth.",
        zh="把随机的线性层叠起来（一个输入、一个输出）：一次层间什么都不加，一次加上激活函数，"
        "并画出每个深度下整个网络算出的函数。",
    )
    notice = Text(
        en="However many layers: without an activation the output is a straight line, and one weight and one "
        "bias (the layers multiplied out) give exactly the same. With ReLU the line gets kinks.",
        zh="无论叠多少层，没有激活函数时输出总是一条直线，"
        "把各层乘开得到的一个权重和一个偏置给出完全相同的结果。"
        "加上 ReLU，直线就有了拐点。",
    )
    question = Text(
        en="Why do ten linear layers without activations compute no more than one?",
        zh="为什么十个没有激活函数的线性层并不比一层强？",
    )
    chapter = "activations"
    presets = (
        Preset(
            "deep-line",
            Text(en="Eight layers, still a line", zh="八层，仍是直线"),
            {"layers": 8, "between": "identity"},
        ),
        Preset("kinks", Text(en="ReLU bends it", zh="ReLU 让它弯折"), {"layers": 3, "width": 8}),
        Preset(
            "smooth",
            Text(en="tanh bends it smoothly", zh="tanh 让它平滑弯曲"),
            {"between": "tanh", "layers": 4},
        ),
    )

    layers: int = knob(4, ge=1, le=8, say=Text(en="layers", zh="层数"))
    width: int = knob(5, ge=1, le=16, say=Text(en="units a layer", zh="每层单元数"))
    between: str = choice("relu", BETWEEN, say=Text(en="between the layers", zh="层与层之间"))
    seed: int = knob(3, ge=0, le=99, say=Text(en="seed of the weights", zh="权重的随机种子"))
    own: tuple[tuple[Matrix, Vector], ...] = ()
    """A problem's layers, each a weight matrix (out, in) and its biases, until other layers are asked for."""

    @classmethod
    def from_givens(cls, givens: Mapping[str, Value]) -> Self:
        """A problem's own layers, of one value or of several."""
        weights, biases = givens.get("weights"), givens.get("biases")
        if not isinstance(weights, tuple) or not isinstance(biases, tuple) or len(weights) != len(biases):
            return super().from_givens(givens)
        own = tuple((_matrix(w), _vector(b)) for w, b in zip(weights, biases, strict=True))
        return replace(super().from_givens({"layers": len(own), "width": len(own[0][1])}), own=own)

    def turned(self, name: str, turns: int) -> Self:
        """Another stack is one of ours."""
        turned = super().turned(name, turns)
        return turned if name == "between" else replace(turned, own=())

    @property
    def is_of_one(self) -> bool:
        """Whether the stack takes one value and gives one, so that a curve can be drawn."""
        return not self.own or (len(self.own[0][0][0]) == len(self.own[-1][1]) == 1)

    def layers_up_to(self, depth: int) -> tuple[list[Floats], list[Floats]]:
        """Weights and biases of so many layers."""
        if not self.own:
            return random_layers(depth, self.width, self.seed)
        taken = self.own[:depth]
        return [np.array(weight) for weight, _bias in taken], [np.array(bias) for _weight, bias in taken]

    def frames(self) -> Iterator[Frame]:
        """Depth by depth; layers of several values at once."""
        if not self.is_of_one:
            yield self._multiplied_out()
            return
        for depth in range(1, self.layers + 1):
            yield self._frame(depth)

    def _multiplied_out(self) -> Frame:
        """Layers of several values: their matrices, and the one that does the same."""
        depth = len(self.own)
        weights, biases = self.layers_up_to(depth)
        one: Any = find_solver("collapse_linear")(
            weights=tuple(map(_nested, weights)), biases=tuple(map(_nested, biases))
        ).result_value()
        names = [f"W{at}" for at in range(depth, 0, -1)]
        return Frame(
            title=Text(en=plural(depth, "layer"), zh=f"{depth} 层"),
            caption=Text(
                en=f"W = **{' · '.join(names)}**, the last layer on the left. Each bias goes through the "
                f"layers after it: b = [{', '.join(show(value) for value in one['bias'])}].",
                zh=f"W = **{' · '.join(names)}**，最后一层写在最左边。每个偏置都要经过它后面的各层："
                f"b = [{', '.join(show(value) for value in one['bias'])}]。",
            ),
            shapes=(
                *(
                    HeatMap(say=Text.same(name), cells=rows_of(weight))
                    for name, weight in zip(names, reversed(weights), strict=True)
                ),
                HeatMap(
                    say=Text(en="W, one layer for all", zh="W：合成的一层"), cells=rows_of(one["weight"])
                ),
            ),
            figures={"layers": depth, "weight": one["weight"], "bias": one["bias"]},
        )

    def _frame(self, depth: int) -> Frame:
        weights, biases = self.layers_up_to(depth)
        xs = np.linspace(-REACH, REACH, POINTS)
        line, bent = forward(xs, weights, biases, "identity"), forward(xs, weights, biases, self.between)
        one: Any = find_solver("collapse_linear")(
            weights=tuple(map(_nested, weights)), biases=tuple(map(_nested, biases))
        ).result_value()
        weight, bias = float(one["weight"][0][0]), float(one["bias"][0])
        gap = float(np.abs(line - (weight * xs + bias)).max())
        bends = kinks(bent)
        line_said = f"{show(weight, 3)}·x {'−' if bias < 0 else '+'} {show(abs(bias), 3)}"
        few = xs[:: POINTS // 12]
        called = BETWEEN[self.between]
        return Frame(
            title=Text(en=plural(depth, "layer"), zh=f"{depth} 层"),
            caption=Text(
                en=f"Without activations the whole stack is y = **{line_said}**, "
                f"to {show(gap, 1)}. With {called.en} between the layers the slope changes at "
                f"{bends} of {POINTS - 2} places.",
                zh=f"没有激活函数时，整个网络就是 y = **{line_said}**"
                f"（误差 {show(gap, 1)}）。层间为“{called.zh}”时，{POINTS - 2} 处中有 {bends} 处斜率改变。",
            ),
            shapes=(
                Curves(
                    say=Text(en="What the stack computes", zh="整个网络算出的函数"),
                    series=(
                        Series.of(Text(en="nothing between", zh="层间无激活"), xs, line),
                        Series.of(Text(en=f"{called.en} between", zh=f"层间：{called.zh}"), xs, bent),
                        Series.of(Text(en="one layer", zh="合成一层"), few, weight * few + bias, points=True),
                    ),
                    x=Text(en="input x", zh="输入 x"),
                    y=Text(en="output", zh="输出"),
                    x_range=(-REACH, REACH),
                ),
            ),
            figures={
                "layers": depth,
                "weight": weight,
                "bias": bias,
                "gap_to_one_layer": gap,
                "kinks_without": kinks(line),
                "kinks_with": bends,
            },
        )


def random_layers(depth: int, width: int, seed: int) -> tuple[list[Floats], list[Floats]]:
    """Weights (out, in) and biases (out) of layers from one input through `width` units to one output."""
    chance = np.random.default_rng(seed)
    sizes = [1, *[width] * (depth - 1), 1]
    weights = [
        chance.standard_normal((wide, before)) * np.sqrt(2 / before) for before, wide in pairwise(sizes)
    ]
    return weights, [chance.uniform(-1, 1, len(weight)) for weight in weights]


def forward(xs: Floats, weights: list[Floats], biases: list[Floats], between: str) -> Floats:
    """The stack's output for each x, with an activation after every layer but the last."""
    values = xs[None, :]
    for at, (weight, bias) in enumerate(zip(weights, biases, strict=True)):
        values = weight @ values + bias[:, None]
        if at < len(weights) - 1:
            values = getattr(activations, between)(values)
    return np.asarray(values[0])


def kinks(ys: Floats) -> int:
    """At how many inner points the slope changes."""
    return int((np.abs(np.diff(ys, 2)) > BENT * max(1.0, float(np.abs(ys).max()))).sum())


def _matrix(weight: Any) -> Matrix:
    """A layer's weights as rows; a number is a layer of one value."""
    if not isinstance(weight, tuple):
        return ((float(weight),),)
    return tuple(tuple(map(float, row)) for row in weight)


def _vector(bias: Any) -> Vector:
    return tuple(map(float, bias)) if isinstance(bias, tuple) else (float(bias),)


def _nested(array: Floats) -> tuple[Any, ...]:
    return tuple(map(tuple, array.tolist())) if array.ndim > 1 else tuple(array.tolist())
