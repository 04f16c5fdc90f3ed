"""A network small enough to be worked by hand: each of its values, and the gradient that comes back to it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from studyapp.domain.text import Text
from studyapp.engine.learning.backprop import Tensor
from studyapp.engine.numeric import activation_slopes, activations
from studyapp.text.numbers import show

Row: TypeAlias = tuple[float, ...]
Floats: TypeAlias = NDArray[np.float64]
NAMES = {"identity": "", "relu": "ReLU", "tanh": "tanh", "sigmoid": "σ"}
NUDGE = 0.001


@dataclass(frozen=True, slots=True, kw_only=True)
class Net:
    """y = Σ bᵢ·f(aᵢ·x + cᵢ), and L = (y − t)²."""

    x: float
    target: float
    a: Row
    b: Row
    c: Row
    function: str = "identity"

    @property
    def weights(self) -> Mapping[str, float]:
        """What is learnt, by symbol, in the order of the table; shifts of 0 are left out."""
        found: dict[str, float] = {}
        for at, each in enumerate(self.units):
            found[f"a{each}"] = self.a[at]
            if self.c[at]:
                found[f"c{each}"] = self.c[at]
        return found | {f"b{each}": self.b[at] for at, each in enumerate(self.units)}

    @property
    def units(self) -> tuple[str, ...]:
        """What is written after the symbols of each unit."""
        return ("₁", "₂")[: len(self.a)] if len(self.a) > 1 else ("",)

    def moved(self, weights: Mapping[str, float]) -> "Net":
        """The network with other weights."""
        rows = {
            name: tuple(
                weights.get(f"{name}{each}", was)
                for each, was in zip(self.units, getattr(self, name), strict=True)
            )
            for name in ("a", "b", "c")
        }
        return replace(self, **rows)  # type: ignore[arg-type]

    def loss_along(self, symbol: str, places: Floats) -> Floats:
        """The loss where one weight has other values: (N) → (N)."""
        at = self.units.index(symbol[1:])
        rows = {
            name: [np.full_like(places, value) for value in getattr(self, name)] for name in ("a", "b", "c")
        }
        rows[symbol[0]][at] = places
        function = getattr(activations, self.function) if self.function != "identity" else np.asarray
        hidden = [function(a * self.x + c) for a, c in zip(rows["a"], rows["c"], strict=True)]
        output = sum((b * h for b, h in zip(rows["b"], hidden, strict=True)), np.zeros_like(places))
        return np.asarray((output - self.target) ** 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A value of the network, how it came about, and how its gradient did."""

    symbol: str
    value: float
    gradient: float
    forward: str = ""
    """Formula and numbers; empty for a weight."""
    backward: str = ""
    is_weight: bool = False


def worked(net: Net) -> tuple[Node, ...]:
    """All weights and values in the order of the forward pass, with the gradients of back-propagation."""
    passed = _Pass(net)
    nodes = [node for at in range(len(net.units)) for node in passed.hidden_nodes(at)]
    nodes += [passed.outer_weight(at) for at in range(len(net.units))]
    return *nodes, *passed.ends()


class _Pass:
    """The tensors of one pass forward and back, and what is written of them."""

    def __init__(self, net: Net) -> None:
        self.net = net
        self.a, self.b, self.c = ([Tensor(value) for value in row] for row in (net.a, net.b, net.c))
        self.sums = [a * net.x + c for a, c in zip(self.a, self.c, strict=True)]
        self.hidden = self.sums
        if net.function != "identity":
            self.hidden = [each.activate(net.function) for each in self.sums]
        products = [b * h for b, h in zip(self.b, self.hidden, strict=True)]
        self.output = products[0] if len(products) == 1 else products[0] + products[1]
        self.loss = (self.output - net.target) ** 2
        self.loss.backward()

    def hidden_nodes(self, at: int) -> Iterator[Node]:
        """The inner weights of a unit, its sum, and what its function makes of that."""
        unit, came = self.net.units[at], as_factor(float(self.sums[at].grad))
        x, a, c = (as_factor(value) for value in (self.net.x, self.net.a[at], self.net.c[at]))
        has_shift, has_function = self.net.c[at] != 0, self.net.function != "identity"
        inner = f"z{unit}" if has_function else f"h{unit}"
        yield _weight(f"a{unit}", self.a[at], f"∂L/∂{inner}·x = {came}·{x}")
        if has_shift:
            yield _weight(f"c{unit}", self.c[at], f"∂L/∂{inner}·1 = {came}·1")
        shift, shift_put_in = (f" + c{unit}", f" + {c}") if has_shift else ("", "")
        forward = f"a{unit}·x{shift} = {a}·{x}{shift_put_in}"
        if has_function:
            yield _node(inner, self.sums[at], forward, self._through_function(at))
            name, z = NAMES[self.net.function], show(float(self.sums[at].data), 4)
            forward = f"{name}({inner}) = {name}({z})"
        back, b = as_factor(float(self.output.grad)), as_factor(self.net.b[at])
        yield _node(f"h{unit}", self.hidden[at], forward, f"∂L/∂y·b{unit} = {back}·{b}")

    def _through_function(self, at: int) -> str:
        """How a gradient comes through the function: times its slope."""
        unit, came = self.net.units[at], as_factor(float(self.hidden[at].grad))
        slope = getattr(activation_slopes, self.net.function)(self.sums[at].data)
        return f"∂L/∂h{unit}·f′(z{unit}) = {came}·{as_factor(float(slope))}"

    def outer_weight(self, at: int) -> Node:
        """The weight that leads from a unit to the output."""
        unit, back = self.net.units[at], as_factor(float(self.output.grad))
        met = as_factor(float(self.hidden[at].data))
        return _weight(f"b{unit}", self.b[at], f"∂L/∂y·h{unit} = {back}·{met}")

    def ends(self) -> tuple[Node, Node]:
        """The output and the loss."""
        terms = " + ".join(f"b{unit}·h{unit}" for unit in self.net.units)
        factors = zip(self.net.b, (float(each.data) for each in self.hidden), strict=True)
        put_in = " + ".join(f"{as_factor(b)}·{as_factor(h)}" for b, h in factors)
        distance = f"({show(float(self.output.data), 4)} − {as_factor(self.net.target)})"
        output = _node("y", self.output, f"{terms} = {put_in}", f"2·(y − t) = 2·{distance}")
        return output, _node("L", self.loss, f"(y − t)² = {distance}²", "")


def backwards(nodes: Sequence[Node]) -> Iterator[Node]:
    """The nodes in the order in which gradients reach them, from the output on."""
    by_symbol = {node.symbol: node for node in nodes}
    yield by_symbol["y"]
    for letter in "bhzac":
        yield from (node for node in nodes if node.symbol[0] == letter)


def told_forward(node: Node) -> Text:
    """A value of the forward pass."""
    return Text.same(f"{node.symbol} = {node.forward} = **{show(node.value, 4)}**")


def told_backward(node: Node, net: Net) -> Text:
    """A gradient; of a weight with what a nudge really does to the loss."""
    worked_out = f"∂L/∂{node.symbol} = {node.backward} = **{show(node.gradient, 4)}**"
    if not node.is_weight:
        return Text(f"{worked_out}.", f"{worked_out}。")
    before, after = net.loss_along(node.symbol, np.array([node.value, node.value + NUDGE]))
    change = show(float(after - before), 2)
    return Text(
        en=f"{worked_out}. The test: {node.symbol} nudged by {NUDGE} changes L by {change}.",
        zh=f"{worked_out}。验证：{node.symbol} 增加 {NUDGE}，L 变化 {change}。",
    )


def _node(symbol: str, tensor: Tensor, forward: str, backward: str) -> Node:
    return Node(
        symbol=symbol,
        value=float(tensor.data),
        gradient=float(tensor.grad),
        forward=forward,
        backward=backward,
    )


def _weight(symbol: str, tensor: Tensor, backward: str) -> Node:
    return replace(_node(symbol, tensor, "", backward), is_weight=True)


def as_factor(value: float) -> str:
    """A number as a factor: a negative one in parentheses."""
    said = show(value + 0.0, 4)
    return f"({said})" if said.startswith("-") else said
