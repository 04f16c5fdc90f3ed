"""Small networks on top of back-propagation: dense layers, batch norm, dropout."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np

from studyapp.engine.learning.backprop import Floats, Tensor

Start: TypeAlias = Callable[[int, int], float]
"""The standard deviation of the weights at the start, from the numbers of inputs and of outputs."""

EPS = 1e-5
_MOMENTUM = 0.1
"""How much of a batch's statistics goes into the running averages: PyTorch's default."""


def he(fan_in: int, _fan_out: int) -> float:
    """√(2/fan_in): keeps the size of what goes forward under ReLU (He et al. 2015)."""
    return float(np.sqrt(2 / fan_in))


def xavier(fan_in: int, fan_out: int) -> float:
    """√(2/(fan_in + fan_out)): keeps sizes forward and back under tanh (Glorot & Bengio 2010)."""
    return float(np.sqrt(2 / (fan_in + fan_out)))


@dataclass(frozen=True, slots=True)
class Trace:
    """What a forward pass went through, layer by layer."""

    pre: list[Tensor]
    """Before the activation of each hidden layer; last the output."""
    post: list[Tensor]
    """After the activation of each hidden layer."""

    @property
    def output(self) -> Tensor:
        """What the network says: logits or predictions (N, outputs)."""
        return self.pre[-1]


class Mlp:
    """Dense layers with an activation between them; before it perhaps batch norm, after it dropout."""

    def __init__(
        self,
        sizes: Sequence[int],
        chance: np.random.Generator,
        *,
        activation: str = "relu",
        start: Start = he,
        batch_norm: bool = False,
        dropout: float = 0.0,
        residual: bool = False,
    ) -> None:
        """`sizes` goes from the inputs over the hidden layers to the outputs.

        With `residual` each hidden layer's input is added to its output, where both are of one width.
        """
        self.activation, self.batch_norm, self.dropout = activation, batch_norm, dropout
        self.residual = residual
        self.weights = [
            Tensor(chance.standard_normal((before, after)) * start(before, after))
            for before, after in pairwise(sizes)
        ]
        self.biases = [Tensor(np.zeros(after)) for after in sizes[1:]]
        hidden = sizes[1:-1]
        self.gammas = [Tensor(np.ones(width)) for width in hidden] if batch_norm else []
        self.betas = [Tensor(np.zeros(width)) for width in hidden] if batch_norm else []
        self.running = [(np.zeros(width), np.ones(width)) for width in hidden]

    @property
    def parameters(self) -> list[Tensor]:
        """Everything that is learnt."""
        return [*self.weights, *self.biases, *self.gammas, *self.betas]

    def forward(self, inputs: Floats, chance: np.random.Generator | None = None) -> Trace:
        """One pass; with `chance` in training mode: dropout on, batch norm by the batch's own statistics."""
        pre: list[Tensor] = []
        post: list[Tensor] = []
        value = Tensor(inputs)
        with np.errstate(all="ignore"):
            for at, (weight, bias) in enumerate(zip(self.weights, self.biases, strict=True)):
                before = value
                value = value @ weight + bias
                if at == len(self.weights) - 1:
                    pre.append(value)
                    break
                if self.batch_norm:
                    value = self._normalized(at, value, training=chance is not None)
                pre.append(value)
                value = value.activate(self.activation)
                if self.residual and before.data.shape == value.data.shape:
                    value = before + value
                if self.dropout and chance is not None:
                    value = value * dropout_mask(value.data.shape, self.dropout, chance)
                post.append(value)
        return Trace(pre, post)

    def predict(self, inputs: Floats) -> Floats:
        """The output in evaluation mode."""
        return self.forward(inputs).output.data

    def clear(self) -> None:
        """Gradients add up from pass to pass unless they are cleared."""
        for parameter in self.parameters:
            parameter.clear()

    def _normalized(self, at: int, value: Tensor, *, training: bool) -> Tensor:
        """Batch norm: the batch's statistics in training, the running averages otherwise."""
        if training:
            mean = value.mean(axis=0)
            centred = value - mean
            variance = (centred**2).mean(axis=0)
            before = self.running[at]
            count = len(value.data)
            unbiased = variance.data[0] * count / max(1, count - 1)  # as PyTorch keeps it
            self.running[at] = (
                (1 - _MOMENTUM) * before[0] + _MOMENTUM * mean.data[0],
                (1 - _MOMENTUM) * before[1] + _MOMENTUM * unbiased,
            )
            standard = centred * (variance + EPS) ** -0.5
        else:
            mean_kept, variance_kept = self.running[at]
            standard = (value - mean_kept) * (variance_kept + EPS) ** -0.5
        return standard * self.gammas[at] + self.betas[at]


def dropout_mask(shape: tuple[int, ...], p: float, chance: np.random.Generator) -> Floats:
    """0 with the probability p, else 1/(1 − p), so that the expectation stays (inverted dropout)."""
    return (chance.random(shape) >= p) / (1 - p)
