"""Back-propagation on arrays: each value remembers what it was made of, and hands its gradient on to it.

As Karpathy's micrograd does for single numbers. `loss.backward()` fills `grad` of everything it depends on.
"""

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from studyapp.engine.numeric import activation_slopes, activations
from studyapp.engine.numeric.softmax import log_softmax, softmax

Floats: TypeAlias = NDArray[np.float64]


class Tensor:
    """An array in a computation, and once `backward` was called, the gradient of the result for it."""

    def __init__(
        self,
        data: ArrayLike,
        made_of: tuple["Tensor", ...] = (),
        hand_on: Callable[[Floats], tuple[Floats, ...]] | None = None,
    ) -> None:
        """`hand_on` turns the gradient for this tensor into one for each that it was made of."""
        self.data: Floats = np.asarray(data, dtype=np.float64)
        self._grad: Floats | None = None  # most tensors are only looked at: they need no zeros
        self._made_of = made_of
        self._hand_on = hand_on

    @property
    def grad(self) -> Floats:
        """The gradient of the result for this tensor, shaped like it; zeros before `backward` was called."""
        return np.zeros_like(self.data) if self._grad is None else self._grad

    @grad.setter
    def grad(self, gradient: Floats) -> None:
        self._grad = gradient

    def clear(self) -> None:
        """Forget the gradient: those of several results would add up."""
        self._grad = None

    def backward(self) -> None:
        """The chain rule from this tensor back: gradients add up where a tensor was used several times."""
        self.grad = np.ones_like(self.data)
        with np.errstate(all="ignore"):  # a run that diverges overflows; that is what is to be seen
            for tensor in reversed(_in_order(self)):
                if tensor._hand_on is None:
                    continue
                for source, gradient in zip(tensor._made_of, tensor._hand_on(tensor.grad), strict=True):
                    share = _like(gradient, source.data)
                    # a copy of the first share, in which a nought is no -0.0 that a figure would show
                    source._grad = share + (0.0 if source._grad is None else source._grad)

    # Arithmetic

    def __add__(self, other: "Tensor | ArrayLike") -> "Tensor":
        b = as_tensor(other)
        return Tensor(self.data + b.data, (self, b), lambda g: (g, g))

    def __sub__(self, other: "Tensor | ArrayLike") -> "Tensor":
        b = as_tensor(other)
        return Tensor(self.data - b.data, (self, b), lambda g: (g, -g))

    def __mul__(self, other: "Tensor | ArrayLike") -> "Tensor":
        b = as_tensor(other)
        return Tensor(self.data * b.data, (self, b), lambda g: (g * b.data, g * self.data))

    def __matmul__(self, other: "Tensor | ArrayLike") -> "Tensor":
        """(N, A) @ (A, B): the gradient of each factor is that of the product times the other, transposed."""
        b = as_tensor(other)
        return Tensor(self.data @ b.data, (self, b), lambda g: (g @ b.data.T, self.data.T @ g))

    def __pow__(self, power: float) -> "Tensor":
        return Tensor(self.data**power, (self,), lambda g: (g * power * self.data ** (power - 1),))

    def mean(self, axis: int | None = None) -> "Tensor":
        """The mean of everything, or along an axis, which then has the length 1."""
        count = self.data.size if axis is None else self.data.shape[axis]
        value = self.data.mean() if axis is None else self.data.mean(axis=axis, keepdims=True)
        return Tensor(value, (self,), lambda g: (np.broadcast_to(g / count, self.data.shape),))

    def sum(self) -> "Tensor":
        """The sum of everything."""
        return Tensor(self.data.sum(), (self,), lambda g: (np.broadcast_to(g, self.data.shape),))

    def activate(self, name: str) -> "Tensor":
        """An activation function by its name in PyTorch, with its slope."""
        value, slope = getattr(activations, name), getattr(activation_slopes, name)
        return Tensor(value(self.data), (self,), lambda g: (g * slope(self.data),))


def as_tensor(value: "Tensor | ArrayLike") -> Tensor:
    """The tensor itself, or a new one that nothing is handed on from."""
    return value if isinstance(value, Tensor) else Tensor(value)


# Losses, each the mean over the samples


def mean_squared_error(prediction: Tensor, target: ArrayLike) -> Tensor:
    """Of predictions shaped like the targets."""
    return ((prediction - target) ** 2).mean()


def cross_entropy(logits: Tensor, classes: NDArray[Any]) -> Tensor:
    """Of logits (N, K) and the true class of each sample (N)."""
    samples = np.arange(len(classes))
    loss = -log_softmax(logits.data)[samples, classes].mean()

    def hand_on(gradient: Floats) -> tuple[Floats, ...]:
        """Probabilities less 1 for the true class: softmax and logarithm taken together."""
        off = softmax(logits.data)
        off[samples, classes] -= 1
        return (gradient * off / len(classes),)

    return Tensor(loss, (logits,), hand_on)


def binary_cross_entropy(
    logits: Tensor, target: ArrayLike, weight: ArrayLike = 1.0, gamma: float = 0.0
) -> Tensor:
    """Of logits and targets in {0, 1} of one shape; a `gamma` above 0 makes it focal (Lin et al. 2017)."""
    target, weight = np.asarray(target, dtype=np.float64), np.asarray(weight, dtype=np.float64)
    sign = 2 * target - 1
    right = activations.sigmoid(sign * logits.data)  # p_t
    log_right = -activations.softplus(-sign * logits.data)
    wrong = activations.sigmoid(-sign * logits.data)
    loss = np.mean(-weight * wrong**gamma * log_right)

    def hand_on(gradient: Floats) -> tuple[Floats, ...]:
        """The derivative of −(1 − p)^γ·ln p for the logit, p' being ±p(1 − p)."""
        slope = sign * wrong**gamma * (gamma * right * log_right - wrong)
        return (gradient * weight * slope / target.size,)

    return Tensor(loss, (logits,), hand_on)


def _in_order(result: Tensor) -> list[Tensor]:
    """Everything that a tensor was made of, sources first, itself last."""
    found: list[Tensor] = []
    seen: set[int] = set()
    waiting = [(result, False)]
    while waiting:
        tensor, is_made = waiting.pop()
        if is_made:
            found.append(tensor)
        elif id(tensor) not in seen:
            seen.add(id(tensor))
            waiting.append((tensor, True))
            waiting.extend((source, False) for source in tensor._made_of)
    return found


def _like(gradient: Floats, data: Floats) -> Floats:
    """The gradient summed over the axes along which an array was broadcast."""
    if gradient.shape == data.shape:
        return gradient
    extra = gradient.ndim - data.ndim
    summed = gradient.sum(axis=tuple(range(extra))) if extra else gradient
    stretched = tuple(at for at, side in enumerate(data.shape) if side == 1 and summed.shape[at] != 1)
    return summed.sum(axis=stretched, keepdims=True) if stretched else summed
