"""What a layer is made of: its weights, its biases, and the multiply-adds of one image, by the solvers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from studyapp.domain.text import Text
from studyapp.domain.value import Value
from studyapp.engine.registry import find_solver

Image: TypeAlias = tuple[int, int, int, int]
"""Height and width of an input, and the stride and padding of the kernel over it."""
Places: TypeAlias = tuple[int, int]
"""Height and width of an output."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A convolution, a dense layer, or a batch norm, and which channels it leads to which."""

    kind: str
    """`convolution`, `depthwise` (each channel for itself), `dense`, or `norm`."""
    inputs: int
    outputs: int
    kernel_size: int = 1
    bias: bool = False
    places: Places = (1, 1)
    """Where its kernels stop."""

    @property
    def say(self) -> Text:
        """What it is called."""
        ends = f"{self.inputs} → {self.outputs}"
        match self.kind:
            case "dense":
                return Text(en=f"dense ({ends})", zh=f"全连接（{ends}）")
            case "norm":
                return Text(en=f"batch norm ({self.outputs})", zh=f"批量归一化（{self.outputs}）")
        side = f"{self.kernel_size}×{self.kernel_size}"
        if self.kind == "depthwise":
            return Text(en=f"{side} depthwise ({self.inputs})", zh=f"{side} 逐通道（{self.inputs}）")
        return Text(en=f"{side} ({ends})", zh=f"{side}（{ends}）")

    @property
    def short(self) -> Text:
        """The same in as few letters as a table has room for."""
        match self.kind:
            case "dense":
                return Text.same(f"{self.inputs}→{self.outputs}")
            case "norm":
                return Text(en="norm", zh="归一化")
        side = f"{self.kernel_size}×{self.kernel_size}"
        return Text(en=f"{side} each", zh=f"{side} 逐个") if self.kind == "depthwise" else Text.same(side)

    @property
    def slice(self) -> int:
        """Weights between one channel that comes in and one that goes out."""
        return 1 if self.kind in {"dense", "norm"} else self.kernel_size**2

    @property
    def reach(self) -> int:
        """Channels that come in for each that goes out."""
        return 1 if self.kind in {"depthwise", "norm"} else self.inputs

    def meets(self, output: int, channel: int) -> bool:
        """Whether a channel that goes out takes something of one that comes in."""
        return self.reach > 1 or self.inputs == 1 or output == channel

    @property
    def weights(self) -> int:
        """All of them; of batch norm the scales γ."""
        return self._counted("weights")

    @property
    def biases(self) -> int:
        """One for each output, if any; of batch norm the shifts β."""
        return self._counted("biases")

    @property
    def running(self) -> int:
        """Numbers that are kept and not learnt."""
        if self.kind != "norm":
            return 0
        return int(_value(find_solver("batch_norm_parameters")(channels=self.outputs))["running"])

    @property
    def macs(self) -> int:
        """Multiply-adds of one image; batch norm's are left out, as it can be folded away."""
        if self.kind == "norm":
            return 0
        solver = find_solver("conv_macs")(
            in_channels=self.inputs,
            out_channels=self.outputs,
            kernel_size=self.kernel_size,
            output_size=self.places,
            groups=self._groups,
        )
        return int(solver.result_value())

    @property
    def _groups(self) -> int:
        return self.inputs if self.kind == "depthwise" else 1

    def _counted(self, name: str) -> int:
        match self.kind:
            case "norm":
                learnt = _value(find_solver("batch_norm_parameters")(channels=self.outputs))["learnable"]
                return int(learnt) // 2
            case "dense":
                solver = find_solver("linear_parameters")(
                    in_features=self.inputs, out_features=self.outputs, bias=self.bias
                )
            case _:
                solver = find_solver("conv_parameters")(
                    in_channels=self.inputs,
                    out_channels=self.outputs,
                    kernel_size=self.kernel_size,
                    bias=self.bias,
                    groups=self._groups,
                )
        return int(_value(solver)[name])


def _value(solver: Any) -> dict[str, Any]:
    """A named result of several numbers."""
    return dict(solver.result_value())


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the counting of a layer: what is counted, and how."""

    say: Text
    told: Text
    lit: tuple[int, int]
    """So many outputs are counted, and so many inputs of each."""
    known: tuple[bool, bool, bool] = (False, False, False)
    """Whether weights, biases and multiply-adds are known by now."""
    figures: Mapping[str, Value] = field(default_factory=dict)


def counting(layer: Layer, image: Image | None = None) -> Iterator[Stage]:
    """From one connection to one filter, all filters, the biases, and the work over an image."""
    if layer.kind == "norm":
        yield from _of_a_norm(layer)
        return
    if layer.kind != "dense":
        yield _one_slice(layer)
    if layer.reach > 1 or layer.kind == "dense":
        yield _one_filter(layer)
    yield _all_filters(layer)
    if layer.biases:
        yield _biases(layer)
    if layer.kind != "dense":
        yield _work(layer, image)


def _one_slice(layer: Layer) -> Stage:
    side, count = layer.kernel_size, layer.slice
    return Stage(
        Text(en="one channel in, one out", zh="一个输入通道到一个输出通道"),
        Text(
            en=f"Between one channel that comes in and one that goes out there "
            f"are {side}·{side} = **{count}** weights."
            if count > 1
            else "Between one channel that comes in and one that goes out there is **1** weight.",
            zh=f"一个输入通道与一个输出通道之间有 {side}·{side} = **{count}** 个权重。",
        ),
        (1, 1),
        figures={"slice": count},
    )


def _one_filter(layer: Layer) -> Stage:
    fan_in, told = layer.slice * layer.reach, f"{layer.slice}·{layer.reach}"
    if layer.kind == "dense":
        what = Text(en="one unit", zh="一个单元")
        caption = Text(
            en=f"A unit has a weight for each input: **{fan_in}**.",
            zh=f"一个单元对每个输入各有一个权重：**{fan_in}** 个。",
        )
    else:
        what = Text(en="one filter", zh="一个卷积核")
        caption = Text(
            en=f"A filter spans all channels that come in: {told} = **{fan_in}** weights. So many products "
            "make one value of the output; that is its fan-in.",
            zh=f"一个卷积核贯穿所有输入通道：{told} = **{fan_in}** 个权重。"
            "输出的一个值就由这么多个乘积相加而成，这也是它的扇入（fan-in）。",
        )
    return Stage(what, caption, (1, layer.inputs), figures={"fan_in": fan_in})


def _all_filters(layer: Layer) -> Stage:
    told = f"{layer.slice * layer.reach}·{layer.outputs} = **{layer.weights}**"
    match layer.kind:
        case "dense":
            en, zh = f"Each of the {layer.outputs} units has as many: {told} weights.", "每个单元都有这么多"
        case "depthwise":
            en, zh = (
                f"Each channel has one filter for itself: {told} weights.",
                "每个通道只有自己的一个卷积核",
            )
        case _:
            en, zh = (
                f"Each channel that goes out has a filter of its own: {told} weights.",
                "每个输出通道各有一个卷积核",
            )
    return Stage(
        Text(en="all weights", zh="全部权重"),
        Text(en=en, zh=f"{zh}：{told} 个权重。"),
        (layer.outputs, layer.inputs),
        (True, False, False),
        {"weights": layer.weights},
    )


def _biases(layer: Layer) -> Stage:
    total = layer.weights + layer.biases
    whose = Text(en="unit", zh="单元") if layer.kind == "dense" else Text(en="channel out", zh="输出通道")
    worked = f"{layer.weights} + {layer.biases} = **{total}**"
    told = Text(
        en=f"One bias for each {whose.en}: {layer.biases}. Together {worked} parameters.",
        zh=f"每个{whose.zh}一个偏置：{layer.biases} 个。合计 {worked} 个参数。",
    )
    figures: dict[str, Value] = {"biases": layer.biases, "parameters": total}
    return Stage(
        Text(en="biases", zh="偏置"), told, (layer.outputs, layer.inputs), (True, True, False), figures
    )


def _work(layer: Layer, image: Image | None) -> Stage:
    high, wide = layer.places
    sizes_en = sizes_zh = ""
    if image is not None:
        *sides, stride, padding = image
        ways = ", ".join(
            f"⌊({side} + 2·{padding} − {layer.kernel_size})/{stride}⌋ + 1 = {places}"
            for side, places in zip(sides, layer.places, strict=True)
        )
        shape = f"[{layer.outputs}, {high}, {wide}]"
        sizes_en = f"Height and width of the output: {ways}; its shape is **{shape}**. "
        sizes_zh = f"输出的高和宽：{ways.replace(', ', '、')}；形状为 **{shape}**。"
    told = f"{layer.weights}·{high}·{wide} = **{layer.macs}**"
    return Stage(
        Text(en="the work", zh="计算量"),
        Text(
            en=f"{sizes_en}Each weight is used at each of the {high}·{wide} places: {told} multiply-adds.",
            zh=f"{sizes_zh}每个权重在 {high}·{wide} 个位置上各用一次：{told} 次乘加。",
        ),
        (layer.outputs, layer.inputs),
        (True, True, True),
        {"macs": layer.macs, "output_shape": (layer.outputs, high, wide)},
    )


def _of_a_norm(layer: Layer) -> Iterator[Stage]:
    count = layer.outputs
    learnt = layer.weights + layer.biases
    yield Stage(
        Text(en="one channel", zh="一个通道"),
        Text(
            en="A channel has a scale γ and a shift β, which are learnt: **2**.",
            zh="一个通道有缩放参数 γ 和平移参数 β，由优化器学习：**2** 个。",
        ),
        (1, 1),
        figures={"of_a_channel": 2},
    )
    yield Stage(
        Text(en="all that is learnt", zh="学习的参数"),
        Text(
            en=f"γ and β of {count} channels: 2·{count} = **{learnt}** parameters.",
            zh=f"{count} 个通道的 γ 和 β：2·{count} = **{learnt}** 个参数。",
        ),
        (count, count),
        (True, True, False),
        {"learnable": learnt},
    )
    yield Stage(
        Text(en="kept, not learnt", zh="只保存、不学习"),
        Text(
            en=f"Each channel also keeps a running mean and a running variance: **{layer.running}** numbers "
            "that no gradient reaches.",
            zh=f"每个通道还保存滑动均值和滑动方差：共 **{layer.running}** 个数，梯度不会传到它们。",
        ),
        (count, count),
        (True, True, True),
        {"running": layer.running},
    )
