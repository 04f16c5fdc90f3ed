"""Back-propagation by hand: values go forward, gradients come back, and the optimiser moves the weights."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from studyapp.domain.text import Text
from studyapp.domain.value import Value
from studyapp.engine.demo import Demo, Preset, choice, knob
from studyapp.engine.frames import Curves, Frame, Series, Table
from studyapp.engine.shown.batch_gradient import batch_frames, places_about
from studyapp.engine.shown.chain_rule import (
    Net,
    Node,
    Row,
    backwards,
    told_backward,
    told_forward,
    worked,
)
from studyapp.engine.taking import numbers
from studyapp.text.numbers import show

FORMS = {
    "identity": Text(en="none", zh="无"),
    "relu": Text.same("ReLU"),
    "tanh": Text.same("tanh"),
    "sigmoid": Text.same("sigmoid"),
}
MOST_SAMPLES = 4
COLUMNS = (
    Text(en="value", zh="值"),
    Text(en="gradient", zh="梯度"),
    Text(en="after", zh="更新后"),
)
LOSS = Text(en="loss", zh="损失")
ON_KNOB_A = Text(en="The problem's w is weight a on the knobs.", zh="题目中的 w 就是旋钮上的权重 a。")
TANGENT = Text(en="slope here", zh="此处的斜率")


@dataclass(frozen=True, kw_only=True)
class BackPropagation(Demo):
    """One hidden unit or two, one number each; or one weight and a batch."""

    title = Text(en="Back-propagation by hand", zh="手算反向传播")
    about = Text(
        en="Works y = b·f(a·x + c) and its loss (y − t)² forward, then sends the gradient back one step at a "
        "time, and lets the optimiser make one update.",
        zh="先前向计算 y = b·f(a·x + c) 和损失 (y − t)²，再把梯度一步一步传回去，最后由优化器更新一次权重。",
    )
    notice = Text(
        en="Each step back multiplies by the derivative of the step forward: what comes back at a weight is "
        "multiplied by the value that the weight met. A ReLU that is off lets nothing through. The gradient "
        "is the slope of the loss along that weight; only the update changes anything.",
        zh="每往回走一步，就乘以前向那一步的导数：权重的梯度等于传回来的梯度乘以当初与它相乘的值。"
        "未激活的 ReLU 什么也不放过去。梯度就是损失沿该权重的斜率；真正改变权重的是更新。",
    )
    question = Text(
        en="The unit h is 0. Which of the gradients of a and b must be 0 then, and why?",
        zh="如果隐藏值 h 为 0，a 和 b 的梯度中哪一个一定为 0？为什么？",
    )
    chapter = "training-loop"
    is_working = True
    presets = (
        Preset("chain", Text(en="Two weights in a row", zh="两个权重相连"), {}),
        Preset("bias", Text(en="With a bias", zh="带偏置"), {"c": 1.0}),
        Preset("dead", Text(en="A ReLU that is off", zh="未激活的 ReLU"), {"function": "relu", "a": -3.0}),
        Preset(
            "saturated",
            Text(en="A sigmoid that is flat", zh="饱和的 sigmoid"),
            {"function": "sigmoid", "a": 4.0},
        ),
        Preset("too-far", Text(en="The update goes too far", zh="步子太大"), {"lr": 0.2}),
    )

    x: float = knob(2.0, ge=-10, le=10, say=Text(en="input x", zh="输入 x"))
    a: float = knob(3.0, ge=-10, le=10, say=Text(en="weight a", zh="权重 a"))
    c: float = knob(0.0, ge=-10, le=10, say=Text(en="bias c", zh="偏置 c"))
    function: str = choice("identity", FORMS, say=Text(en="activation f", zh="激活函数 f"))
    b: float = knob(-2.0, ge=-10, le=10, say=Text(en="weight b", zh="权重 b"))
    target: float = knob(-13.0, ge=-200, le=200, say=Text(en="target t", zh="目标 t"))
    lr: float = knob(0.01, ge=0.001, le=1, step=None, say=Text(en="learning rate η", zh="学习率 η"))
    own_units: tuple[Row, Row] = ((), ())
    """A problem's weights a and b, where it has two hidden units."""
    own_batch: tuple[Row, Row] = ((), ())
    """A problem's inputs and targets, where it has one weight and several samples."""

    @classmethod
    def from_givens(cls, givens: Mapping[str, Value]) -> Self:
        """A problem's network with its input and target; or its weight and its samples."""
        inputs, targets = numbers(givens.get("x")), numbers(givens.get("t"))
        rate = {"lr": givens["eta"]} if "eta" in givens else {}
        if "w" in givens and 1 < len(inputs) == len(targets) <= MOST_SAMPLES:
            demo = super().from_givens({"a": givens["w"], **rate})
            return replace(demo, own_batch=(inputs, targets), notes=(*demo.notes, ON_KNOB_A))
        a, b = numbers(givens.get("a")), numbers(givens.get("b"))
        if not (len(inputs) == len(targets) == 1 and 0 < len(a) == len(b) <= len(FORMS) // 2):
            return cls()
        if len(a) == 1:
            taken: dict[str, Any] = {"x": givens["x"], "a": givens["a"], "b": givens["b"]}
            return super().from_givens({**taken, "c": givens.get("c", 0), "target": givens["t"], **rate})
        demo = super().from_givens({"x": givens["x"], "target": givens["t"], "function": "relu", **rate})
        return replace(demo, own_units=(a, b))

    @property
    def idle_knobs(self) -> frozenset[str]:
        """What a batch with one weight has no use for, and what a problem's two units stand for."""
        if self.own_batch[0]:
            return frozenset({"x", "c", "function", "b", "target"})
        return frozenset({"a", "b", "c"} if self.own_units[0] else ())

    def turned(self, name: str, turns: int) -> Self:
        """Another weight is one of ours, and so is another activation."""
        turned = super().turned(name, turns)
        if name in {"lr", "x", "target"} and not (self.own_batch[0] and name != "lr"):
            return turned
        return replace(turned, own_units=((), ()), own_batch=((), ()), notes=())

    @property
    def net(self) -> Net:
        """The network that is worked."""
        a, b = self.own_units if self.own_units[0] else ((self.a,), (self.b,))
        c = (0.0,) * len(a) if self.own_units[0] else (self.c,)
        return Net(x=self.x, target=self.target, a=a, b=b, c=c, function=self.function)

    def frames(self) -> Iterator[Frame]:
        """The values forward, the gradients back, and one update; or a batch, sample by sample."""
        if self.own_batch[0]:
            yield from batch_frames(self.a, self.own_batch, self.lr)
            return
        net = self.net
        nodes = worked(net)
        known: dict[str, int] = {node.symbol: 1 for node in nodes if node.is_weight}
        looked_at = next(iter(net.weights))
        for node in nodes:
            if node.forward:
                known[node.symbol] = 1
                words = Text(en=f"Forward: {node.symbol}", zh=f"前向：{node.symbol}"), told_forward(node)
                yield self._frame(words, nodes, known, node, looked_at)
        for node in backwards(nodes):
            known[node.symbol] = 2
            looked_at = node.symbol if node.is_weight else looked_at
            words = Text(en=f"Back: {node.symbol}", zh=f"反向：{node.symbol}"), told_backward(node, net)
            yield self._frame(words, nodes, known, node, looked_at)
        yield self._update(nodes, looked_at)

    def _frame(
        self,
        words: tuple[Text, Text],
        nodes: Sequence[Node],
        known: Mapping[str, int],
        node: Node,
        looked_at: str,
    ) -> Frame:
        """A value or a gradient more; `known` says how many of the two each row shows."""
        is_back = known[node.symbol] > 1
        table = Table(
            say=Text(en="Forward and back", zh="前向与反向"),
            rows=tuple(Text.same(each.symbol) for each in nodes),
            columns=COLUMNS[:2],
            cells=[
                [
                    each.value if known.get(each.symbol, 0) > 0 else None,
                    each.gradient if known.get(each.symbol, 0) > 1 else None,
                ]
                for each in nodes
            ],
            marks=((nodes.index(node), int(is_back)),),
        )
        return Frame(
            title=words[0],
            caption=words[1],
            shapes=(
                table,
                _slope_of(self.net, nodes, looked_at, has_slope=node.symbol == looked_at and is_back),
            ),
            figures={
                "node": node.symbol,
                "value": node.value,
                "gradient": node.gradient if is_back else None,
            },
        )

    def _update(self, nodes: Sequence[Node], looked_at: str) -> Frame:
        """All weights against their gradients, and what that does to the loss."""
        gradients = {node.symbol: node.gradient for node in nodes}
        moved = {symbol: value - self.lr * gradients[symbol] for symbol, value in self.net.weights.items()}
        after = {node.symbol: node.value for node in worked(self.net.moved(moved))}
        before, now = nodes[-1].value, after["L"]
        told = Text(
            en=f"The optimiser takes η = {show(self.lr)} times its gradient from each of "
            f"{', '.join(moved)}. L goes from {show(before, 4)} to **{show(now, 4)}**.",
            zh=f"优化器从 {'、'.join(moved)} 中各减去 η = {show(self.lr)} 乘以自己的梯度。"
            f"L 从 {show(before, 4)} 变为 **{show(now, 4)}**。",
        )
        if now > before:
            told = Text(
                en=f"{told.en} It went too far: the gradient holds only near where it was taken.",
                zh=f"{told.zh}走过头了：梯度只在求它的位置附近有效。",
            )
        table = Table(
            say=Text(en="Before and after", zh="更新前后"),
            rows=tuple(Text.same(node.symbol) for node in nodes),
            columns=COLUMNS,
            cells=[
                [node.value, None if node.symbol == "L" else node.gradient, after[node.symbol]]
                for node in nodes
            ],
            marks=tuple((row, 2) for row, node in enumerate(nodes) if node.is_weight),
        )
        return Frame(
            title=Text(en="One update", zh="更新一次"),
            caption=told,
            shapes=(table, _slope_of(self.net, nodes, looked_at, has_slope=True)),
            figures={"loss_before": before, "loss_after": now, "weights": tuple(moved.values())},
        )


def _slope_of(net: Net, nodes: Sequence[Node], symbol: str, *, has_slope: bool) -> Curves:
    """The loss as one weight changes and the others don't; with the gradient as its slope."""
    node = next(node for node in nodes if node.symbol == symbol)
    places = places_about(node.value)
    losses, here = net.loss_along(symbol, places), nodes[-1].value
    series = [
        Series.of(LOSS, places, losses),
        Series.of(Text.same(symbol), [node.value], [here], points=True),
    ]
    if has_slope:
        tangent = here + node.gradient * (places - node.value)
        series.append(Series.of(TANGENT, places, tangent))
    top = max(1e-6, float(losses.max()))
    return Curves(
        say=Text(en="Loss as one weight changes", zh="损失随一个权重的变化"),
        series=tuple(series),
        x=Text.same(symbol),
        x_range=(float(places[0]), float(places[-1])),
        y_range=(-0.05 * top, 1.05 * top),
    )
