"""The optimisers' update rules on lists of arrays, in place; each is held to the solver of its name."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]


class Descent:
    """Plain gradient descent: each parameter goes against its gradient by lr times it."""

    def __init__(self, parameters: Iterable[Floats], lr: float) -> None:
        """The parameters are changed in place by every `step`."""
        self.parameters = list(parameters)
        self.lr = lr
        self.steps = 0

    def step(self, gradients: Iterable[Floats]) -> None:
        """One update; a run that diverges overflows silently, to be seen as what it is."""
        self.steps += 1
        with np.errstate(all="ignore"):
            for at, (parameter, gradient) in enumerate(zip(self.parameters, gradients, strict=True)):
                np.subtract(parameter, self.change(at, gradient), out=parameter)

    def change(self, at: int, gradient: Floats) -> Floats:
        """What is taken off the parameter of that number; shaped like it, as the gradient is."""
        return self.lr * gradient

    def zeros(self) -> list[Floats]:
        """A zero for each number of each parameter."""
        return [np.zeros_like(each) for each in self.parameters]


class Momentum(Descent):
    """A running velocity (Sutskever et al. 2013), as PyTorch keeps it; `nesterov` looks ahead."""

    def __init__(
        self, parameters: Iterable[Floats], lr: float, momentum: float = 0.9, nesterov: bool = False
    ) -> None:
        super().__init__(parameters, lr)
        self.momentum, self.nesterov = momentum, nesterov
        self.velocity = self.zeros()

    def change(self, at: int, gradient: Floats) -> Floats:
        """The rate times the velocity, which the gradient was added to."""
        self.velocity[at] = self.momentum * self.velocity[at] + gradient
        ahead = gradient + self.momentum * self.velocity[at] if self.nesterov else self.velocity[at]
        return self.lr * ahead


class Adagrad(Descent):
    """Each number's rate falls with the sum of its squared gradients (Duchi et al. 2011)."""

    def __init__(self, parameters: Iterable[Floats], lr: float, eps: float = 1e-10) -> None:
        super().__init__(parameters, lr)
        self.eps = eps
        self.total = self.zeros()

    def change(self, at: int, gradient: Floats) -> Floats:
        """The gradient over the root of the sum."""
        self.total[at] += gradient**2
        return self.lr * gradient / (np.sqrt(self.total[at]) + self.eps)


class Rmsprop(Descent):
    """As Adagrad, with an average that forgets in place of the sum."""

    def __init__(
        self, parameters: Iterable[Floats], lr: float, alpha: float = 0.99, eps: float = 1e-8
    ) -> None:
        super().__init__(parameters, lr)
        self.alpha, self.eps = alpha, eps
        self.average = self.zeros()

    def change(self, at: int, gradient: Floats) -> Floats:
        """The gradient over the root of the average."""
        self.average[at] = self.alpha * self.average[at] + (1 - self.alpha) * gradient**2
        return self.lr * gradient / (np.sqrt(self.average[at]) + self.eps)


class Adadelta(Descent):
    """Scaled by its own past changes too, so that it needs no rate of its own (Zeiler 2012)."""

    def __init__(self, parameters: Iterable[Floats], lr: float, rho: float = 0.9, eps: float = 1e-6) -> None:
        super().__init__(parameters, lr)
        self.rho, self.eps = rho, eps
        self.average, self.changes = self.zeros(), self.zeros()

    def change(self, at: int, gradient: Floats) -> Floats:
        """The gradient times the ratio of two roots."""
        self.average[at] = self.rho * self.average[at] + (1 - self.rho) * gradient**2
        ratio = np.sqrt((self.changes[at] + self.eps) / (self.average[at] + self.eps))
        update = ratio * gradient
        self.changes[at] = self.rho * self.changes[at] + (1 - self.rho) * update**2
        return self.lr * update


class Adam(Descent):
    """Both averages, corrected for their start at 0 (Kingma & Ba 2014)."""

    def __init__(
        self,
        parameters: Iterable[Floats],
        lr: float,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
    ) -> None:
        super().__init__(parameters, lr)
        self.betas, self.eps = betas, eps
        self.first, self.second = self.zeros(), self.zeros()

    def change(self, at: int, gradient: Floats) -> Floats:
        """The corrected average over the root of the corrected average of squares."""
        one, two = self.betas
        self.first[at] = one * self.first[at] + (1 - one) * gradient
        self.second[at] = two * self.second[at] + (1 - two) * gradient**2
        mean = self.first[at] / (1 - one**self.steps)
        square = self.second[at] / (1 - two**self.steps)
        return self.lr * mean / (np.sqrt(square) + self.eps)


def _nesterov(parameters: Iterable[Floats], lr: float) -> Descent:
    return Momentum(parameters, lr, nesterov=True)


OPTIMIZERS: Mapping[str, Callable[[Any, float], Descent]] = {
    "sgd": Descent,
    "momentum": Momentum,
    "nesterov": _nesterov,
    "adagrad": Adagrad,
    "rmsprop": Rmsprop,
    "adadelta": Adadelta,
    "adam": Adam,
}
"""Each by its name, for parameters and a learning rate; all else as PyTorch has it, momentum 0.9."""
