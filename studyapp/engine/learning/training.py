"""One training run: a network, its data, a loss and a rule, a step or an epoch at a time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np

from studyapp.engine.learning.backprop import Floats, Tensor
from studyapp.engine.learning.descent import Descent
from studyapp.engine.learning.networks import Mlp
from studyapp.engine.numeric.norms import total_norm

Loss: TypeAlias = Callable[[Tensor, Any], Tensor]

_EPS = 1e-6
"""Added to a norm before it divides, as in PyTorch's `clip_grad_norm_`."""


@dataclass(slots=True)
class Training:
    """What is trained, on what, and how; the parameters of the network change from step to step."""

    network: Mlp
    inputs: Floats
    targets: Any
    loss: Loss
    rule: Descent
    chance: np.random.Generator
    """For shuffling and for dropout."""
    batch_size: int | None = None
    """None takes all samples at once."""
    l1: float = 0.0
    """Times sign(w): the gradient of l1·Σ|w| over the weights, without the biases."""
    l2: float = 0.0
    """Times 2w: the gradient of l2·Σw²."""
    most_norm: float | None = None
    """Gradients are scaled down to this global norm where theirs is larger."""
    steps: int = 0
    left_at: int | None = None
    """The step at which the loss left the numbers."""
    norms: list[float] = field(default_factory=list)
    """The global norm of the gradients at each step, before they are clipped."""

    def step(self, chosen: Any = slice(None)) -> float:
        """One update from some of the samples; returns their loss before it."""
        self.network.clear()
        with np.errstate(all="ignore"):
            trace = self.network.forward(self.inputs[chosen], self.chance)
            loss = self.loss(trace.output, self.targets[chosen])
            loss.backward()
            for weight in self.network.weights if self.l1 or self.l2 else ():
                weight.grad = weight.grad + self.l1 * np.sign(weight.data) + 2 * self.l2 * weight.data
            self.rule.step(self._clipped([parameter.grad for parameter in self.network.parameters]))
        self.steps += 1
        value = float(loss.data)
        if self.left_at is None and not np.isfinite(value):
            self.left_at = self.steps
        return value

    def epoch(self) -> float:
        """Every sample once, in batches and shuffled; returns the mean of the batches' losses."""
        count = len(self.inputs)
        size = self.batch_size or count
        order = self.chance.permutation(count)
        return float(np.mean([self.step(order[start : start + size]) for start in range(0, count, size)]))

    def loss_on(self, inputs: Floats, targets: Any) -> float | None:
        """The loss in evaluation mode; None where it is no number any more."""
        with np.errstate(all="ignore"):
            value = float(self.loss(Tensor(self.network.predict(inputs)), targets).data)
        return value if np.isfinite(value) else None

    def _clipped(self, gradients: list[Floats]) -> list[Floats]:
        """The gradients as they are used."""
        if not all(np.isfinite(gradient).all() for gradient in gradients):
            self.norms.append(float("inf"))
            return gradients
        norm = total_norm(gradients)
        self.norms.append(norm)
        if self.most_norm is None or norm <= self.most_norm:
            return gradients
        return [gradient * (self.most_norm / (norm + _EPS)) for gradient in gradients]


def parameters_of(network: Mlp) -> list[Floats]:
    """The arrays that a rule changes in place."""
    return [parameter.data for parameter in network.parameters]
