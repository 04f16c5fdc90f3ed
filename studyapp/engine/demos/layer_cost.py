"""What a layer costs: one kernel, one filter, all filters, the biases, and the work at every place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from studyapp.domain.text import NOTHING, Text
from studyapp.domain.value import Value
from studyapp.engine.demo import Demo, Preset, choice, knob
from studyapp.engine.frames import Bars, Frame, HeatMap, Table
from studyapp.engine.registry import find_solver
from studyapp.engine.shown.layer_counts import Image, Layer, Places, counting
from studyapp.text.numbers import show

FORMS = {
    "convolution": Text(en="convolution", zh="卷积"),
    "separable": Text(en="separable", zh="深度可分离"),
    "bottleneck": Text(en="bottleneck", zh="瓶颈结构"),
    "batch_norm": Text(en="with batch norm", zh="接批量归一化"),
    "dense": Text(en="two dense layers", zh="两个全连接层"),
}
MOST_CHANNELS, MOST_KERNEL, MOST_SIDE = 1024, 11, 224
MOST_ROWS, MOST_COLUMNS = 6, 7
"""Channels whose connections are drawn; of the others the captions tell."""
IDLE = {
    "convolution": {"middle"},
    "separable": {"middle", "bias"},
    "bottleneck": {"out_channels", "bias"},
    "batch_norm": {"middle", "bias"},
    "dense": {"kernel_size", "side"},
}
"""Knobs that have no part in a form."""
COLUMNS = (Text(en="weights", zh="权重"), Text(en="biases", zh="偏置"), Text(en="MACs", zh="乘加"))
TOTAL = Text(en="in all", zh="合计")


@dataclass(frozen=True, kw_only=True)
class LayerCost(Demo):
    """The connections of a layer's channels, counted in the order in which one reasons."""

    title = Text(en="What a layer costs", zh="一层有多少参数和计算量")
    about = Text(
        en="Counts the weights, biases and multiply-adds of layers: first between two channels, then for one "
        "filter, then for all of them, then at every place of the output.",
        zh="数一数各层的权重、偏置和乘加次数：先看两个通道之间，再看一个卷积核，再看全部卷积核，"
        "最后乘以输出的位置数。",
    )
    notice = Text(
        en="A filter spans all channels that come in, and each channel that goes out has a filter and a bias "
        "of its own. The image's size enters the work, not the parameters: the same weights serve at every "
        "place. A depthwise layer meets only its own channel, which is why it is so cheap.",
        zh="一个卷积核贯穿所有输入通道；每个输出通道各有一个卷积核和一个偏置。"
        "图像大小影响计算量，却不影响参数量：每个位置用的都是同一组权重。逐通道卷积只看自己那一个通道，所以非常便宜。",
    )
    question = Text(
        en="Both channel counts double. How many times as many weights are there, and how many times as many "
        "biases?",
        zh="输入和输出通道数都加倍，权重变成几倍？偏置呢？",
    )
    chapter = "convolution"
    is_working = True
    presets = (
        Preset("plain", Text(en="3×3, 3 → 6", zh="3×3，3 → 6"), {}),
        Preset(
            "vgg",
            Text(en="VGG's first layer", zh="VGG 的第一层"),
            {"out_channels": 64, "side": 224},
        ),
        Preset(
            "separable",
            Text(en="MobileNet's two halves", zh="MobileNet 的两步"),
            {"form": "separable", "in_channels": 32, "out_channels": 64, "side": 112},
        ),
        Preset(
            "bottleneck",
            Text(en="ResNet's bottleneck", zh="ResNet 的瓶颈"),
            {"form": "bottleneck", "in_channels": 256, "middle": 64, "side": 56},
        ),
        Preset(
            "dense",
            Text(en="Digits: 784, 100, 10", zh="手写数字：784、100、10"),
            {"form": "dense", "in_channels": 784, "middle": 100, "out_channels": 10},
        ),
    )

    form: str = choice("convolution", FORMS, say=Text(en="layer", zh="结构"))
    in_channels: int = knob(3, ge=1, le=MOST_CHANNELS, say=Text(en="channels in", zh="输入通道"))
    out_channels: int = knob(6, ge=1, le=MOST_CHANNELS, say=Text(en="channels out", zh="输出通道"))
    middle: int = knob(4, ge=1, le=MOST_CHANNELS, say=Text(en="in the middle", zh="中间通道"))
    kernel_size: int = knob(3, ge=1, le=MOST_KERNEL, say=Text(en="kernel size", zh="卷积核边长"))
    side: int = knob(8, ge=1, le=MOST_SIDE, say=Text(en="output side", zh="输出边长"))
    bias: bool = knob(True, say=Text(en="biases", zh="偏置"))
    own_layers: tuple[Layer, ...] = ()
    """A problem's layers, where they are none of our forms."""
    own_input: Image | None = None
    """A problem's input: height, width, stride, padding."""

    @classmethod
    def from_givens(cls, givens: Mapping[str, Value]) -> Self:
        """A problem's layers, told by the names of its givens."""
        taken = dict(givens)
        match givens:
            case {"channels": int(), "reduced": int()}:
                taken |= {
                    "form": "bottleneck",
                    "in_channels": givens["channels"],
                    "middle": givens["reduced"],
                }
            case {"n": int(), "h": int(), "c": int()}:
                taken |= {"form": "dense", "in_channels": givens["n"], "middle": givens["h"]}
                taken |= {"out_channels": givens["c"]}
            case {"inputs": int(), "outputs": int(), "side": int()}:
                taken |= {
                    "form": "batch_norm",
                    "in_channels": givens["inputs"],
                    "kernel_size": givens["side"],
                }
                taken |= {"out_channels": givens["outputs"], "side": cls.knob("side").default}
            case {"in_features": int(units), "out_features": int(outputs)}:
                return replace(cls(), own_layers=(_dense(units, outputs, bias=True),))
            case {"shape": (int(), int(height), int(width)), "out_channels": int()}:
                return cls._of_image(givens, height, width)
            case {"channels": int(channels)}:
                return replace(cls(), own_layers=(_norm(channels),))
            case {"output_size": int()}:
                taken |= {"side": givens["output_size"]}
        return super().from_givens(taken)

    @classmethod
    def _of_image(cls, givens: Mapping[str, Any], height: int, width: int) -> Self:
        """A problem's convolution over an image of its own."""
        knobs = {**givens, "in_channels": givens["shape"][0]}
        demo = super().from_givens({name: value for name, value in knobs.items() if name != "side"})
        kernel, stride, padding = (_whole(givens.get(name), other) for name, other in IMAGE)
        if kernel != demo.kernel_size or min(height, width) + 2 * padding < kernel:
            return demo
        return replace(demo, own_input=(height, width, stride, padding))

    def turned(self, name: str, turns: int) -> Self:
        """Other layers are ours; another kernel or side has no problem's image."""
        turned = super().turned(name, turns)
        has_image = name not in {"kernel_size", "side", "form"}
        return replace(turned, own_layers=(), own_input=self.own_input if has_image else None)

    @property
    def idle_knobs(self) -> frozenset[str]:
        """All of them beside a problem's own layers; its own image takes the place of the output's side."""
        if self.own_layers:
            return frozenset(knob.name for knob in self.knobs())
        return frozenset(IDLE[self.form] | ({"side"} if self.own_input else set()))

    @property
    def places(self) -> Places:
        """Height and width of the output."""
        if self.own_input is None:
            return self.side, self.side
        height, width, stride, padding = self.own_input
        shape: Any = find_solver("conv_output_shape")(
            shape=(self.in_channels, height, width),
            out_channels=self.out_channels,
            kernel_size=self.kernel_size,
            stride=stride,
            padding=padding,
        ).result_value()
        return shape[1], shape[2]

    @property
    def layers(self) -> tuple[Layer, ...]:
        """What is counted, in the order in which an image passes it."""
        if self.own_layers:
            return self.own_layers
        come, go, between, kernel = self.in_channels, self.out_channels, self.middle, self.kernel_size
        match self.form:
            case "dense":
                return _dense(come, between, bias=self.bias), _dense(between, go, bias=self.bias)
            case "separable":
                return self._convolution(come, come, kernel, "depthwise"), self._convolution(come, go, 1)
            case "bottleneck":
                middle = self._convolution(between, between, kernel)
                return self._convolution(come, between, 1), middle, self._convolution(between, come, 1)
            case "batch_norm":
                return self._convolution(come, go, kernel), _norm(go)
        return (replace(self._convolution(come, go, kernel), bias=self.bias),)

    def _convolution(self, come: int, go: int, kernel: int, kind: str = "convolution") -> Layer:
        return Layer(kind=kind, inputs=come, outputs=go, kernel_size=kernel, places=self.places)

    def frames(self) -> Iterator[Frame]:
        """Each layer counted from one connection to all its work; then all of them together."""
        layers = self.layers
        for at, layer in enumerate(layers):
            for number, stage in enumerate(counting(layer, self.own_input)):
                drawn = NOTHING if number else _drawn(layer)
                yield Frame(
                    title=Text(en=f"{layer.say.en}: {stage.say.en}", zh=f"{layer.say.zh}：{stage.say.zh}"),
                    caption=Text(stage.told.en + drawn.en, stage.told.zh + drawn.zh),
                    shapes=(_connections(layer, stage.lit), _table(layers, at, stage.known)),
                    figures={"layer": at + 1, **stage.figures},
                )
        yield self._together()

    @property
    def instead(self) -> tuple[Layer, ...]:
        """What could take the layers' place: one plain convolution, or a depthwise separable one."""
        come, go, kernel = self.in_channels, self.out_channels, self.kernel_size
        if self.own_layers:
            return ()
        match self.form:
            case "separable":
                return (self._convolution(come, go, kernel),)
            case "bottleneck":
                return (self._convolution(come, come, kernel),)
            case "convolution":
                return self._convolution(come, come, kernel, "depthwise"), self._convolution(come, go, 1)
        return ()

    def _together(self) -> Frame:
        """All layers, and beside them what could take their place."""
        layers, instead = self.layers, self.instead
        parts = [layer.weights + layer.biases for layer in layers]
        told = Text(en=f"Parameters: {_sum(parts)}.", zh=f"参数：{_sum(parts)}。")
        figures: dict[str, Value] = {"parameters": sum(parts), "macs": sum(layer.macs for layer in layers)}
        if instead:
            ours, theirs = (sum(each.weights for each in many) for many in (layers, instead))
            share = theirs / ours if self.form == "convolution" else ours / theirs
            figures |= {"instead": theirs, "share": share}
            names = Text(
                en=" and ".join(layer.say.en for layer in instead),
                zh="加 ".join(layer.say.zh for layer in instead),
            )
            count = _sum([layer.weights for layer in instead])
            told = Text(
                en=f"{told.en} Instead of it: {names.en}, {count} weights. The split form has "
                f"**{show(share, 3)}** of the plain one's.",
                zh=f"{told.zh}换成 {names.zh}：{count} 个权重。拆分后的权重数是普通卷积的 "
                f"**{show(share, 3)}**。",
            )
        bars = Bars(
            say=Text(en="Weights", zh="权重数"),
            labels=tuple(_label(layer, layer in instead) for layer in (*layers, *instead)),
            groups=((COLUMNS[0], tuple(float(layer.weights) for layer in (*layers, *instead))),),
        )
        return Frame(
            title=Text(en="Together", zh="合在一起"),
            caption=told,
            shapes=(bars, _table(layers, len(layers), (True, True, True))),
            figures=figures,
        )


IMAGE = (("kernel_size", 3), ("stride", 1), ("padding", 0))


def _whole(value: Value, other: int) -> int:
    """A whole number of a problem, or what stands in for it."""
    return value if isinstance(value, int) else other


def _sum(parts: Sequence[int]) -> str:
    """`27 + 18 = **45**`, or the one number alone."""
    total = f"**{sum(parts)}**"
    return total if len(parts) == 1 else f"{' + '.join(map(str, parts))} = {total}"


def _label(layer: Layer, is_instead: bool) -> Text:
    """A layer's name, and whether it would stand in the others' place."""
    if is_instead:
        return Text(en=f"instead: {layer.short.en}", zh=f"换成 {layer.short.zh}")
    return layer.short


def _connections(layer: Layer, lit: tuple[int, int]) -> HeatMap:
    """How many weights lie between which channels, as far as they have been counted."""
    rows, columns = min(layer.outputs, MOST_ROWS), min(layer.inputs, MOST_COLUMNS)
    met = [[layer.meets(row, column) for column in range(columns)] for row in range(rows)]
    marks = tuple(
        (row, column)
        for row in range(rows)
        for column in range(columns)
        if met[row][column] and row < lit[0] and (layer.reach == 1 or column < lit[1])
    )
    return HeatMap(
        say=layer.say,
        cells=[[float(layer.slice) if cell else None for cell in row] for row in met],
        row_labels=tuple(map(str, range(1, rows + 1))),
        column_labels=tuple(map(str, range(1, columns + 1))),
        marks=marks,
        span=(0.0, float(layer.slice)),
    )


def _drawn(layer: Layer) -> Text:
    """What the picture shows of a layer's connections."""
    if layer.outputs <= MOST_ROWS and layer.inputs <= MOST_COLUMNS:
        return Text(en=" Outputs are rows, inputs columns.", zh="图中行为输出，列为输入。")
    return Text(
        en=f" Outputs are rows, inputs columns; the first {MOST_ROWS} and {MOST_COLUMNS} are drawn.",
        zh=f"图中行为输出，列为输入，只画出前 {MOST_ROWS} 行、前 {MOST_COLUMNS} 列。",
    )


def _table(layers: Sequence[Layer], at: int, known: tuple[bool, bool, bool]) -> Table:
    """What has been counted, layer by layer, and the sums at the end; `at` is being counted now."""
    counts = [(layer.weights, layer.biases, layer.macs) for layer in layers]
    cells: list[list[float | None]] = [
        [float(count) if place < at or (place == at and is_known) else None
         for count, is_known in zip(row, known, strict=True)]
        for place, row in enumerate(counts)
    ]  # fmt: skip
    rows = [layer.short for layer in layers]
    marks = [(at, place) for place, is_known in enumerate(known) if is_known][-1:] if at < len(layers) else []
    if len(layers) > 1 and at == len(layers):
        rows.append(TOTAL)
        cells.append([float(sum(column)) for column in zip(*counts, strict=True)])
    return Table(
        say=Text(en="Counted so far", zh="数到现在"),
        rows=tuple(rows),
        columns=COLUMNS,
        cells=cells,
        marks=marks,
    )


def _dense(inputs: int, outputs: int, *, bias: bool) -> Layer:
    return Layer(kind="dense", inputs=inputs, outputs=outputs, bias=bias)


def _norm(channels: int) -> Layer:
    return Layer(kind="norm", inputs=channels, outputs=channels)
