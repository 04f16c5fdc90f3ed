"""Binary cross-entropy of probabilities."""

import math
from typing import Any

from studyapp.domain.text import Text
from studyapp.engine.solvers.losses.averages import entries_written
from studyapp.engine.solvers.losses.binary_loss import (
    BINARY_TARGET,
    IF_ONE,
    IF_ZERO,
    BinaryLoss,
    from_two_answers,
)
from studyapp.engine.solvers.losses.logarithms import MOST, minus_log, minus_log_of_rest
from studyapp.engine.solvers.losses.shapes import must_broadcast_to, must_have_shape_of, stretched
from studyapp.engine.solvers.losses.words import NOT_NEGATED, PROBABILITY_OF_ERROR, REST_FORGOTTEN
from studyapp.engine.solving.inputs import flat
from studyapp.engine.solving.solver import Array, given, mistake, step
from studyapp.engine.solving.written import latex_of


class BinaryCrossEntropy(BinaryLoss):
    """Mean of −w·[y·ln p + (1 − y)·ln(1 − p)] over all elements, as PyTorch's: no logarithm is below −100.

    The weight stretches to the shape of the prediction; the mean divides by the number of elements, not by
    the sum of the weights.
    """

    say = Text(en="Binary cross-entropy", zh="二元交叉熵")
    prediction: Array = given(
        ge=0, le=1, symbol="p", say=Text(en="predicted probability of 1", zh="预测为 1 的概率")
    )
    target: Array = given(ge=0, le=1, symbol="y", say=BINARY_TARGET)

    @step(latex=r"-\ln(p)", symbol=r"\ell_1", say=IF_ONE)
    def loss_if_one(self) -> Any:
        """At most 100."""
        return minus_log(self.prediction)

    @loss_if_one.numbers
    def _one_put_in(self) -> str:
        entries = (_written(p, p, loss) for p, loss in self._beside(self.loss_if_one))
        return entries_written(entries, self.loss_if_one)

    @step(latex=r"-\ln(1 - p)", symbol=r"\ell_0", say=IF_ZERO)
    def loss_if_zero(self) -> Any:
        """At most 100."""
        return minus_log_of_rest(self.prediction)

    @loss_if_zero.numbers
    def _zero_put_in(self) -> str:
        entries = (_written(f"1 - {latex_of(p)}", p, loss) for p, loss in self._beside(self.loss_if_zero))
        return entries_written(entries, self.loss_if_zero)

    def _beside(self, losses: Any) -> Any:
        return zip(flat(self.prediction), flat(losses), strict=True)

    sign_of_one = mistake(loss_if_one, "-loss_if_one", say=NOT_NEGATED)
    error_of_one = mistake(loss_if_one, "1 - prediction", say=PROBABILITY_OF_ERROR)
    sign_of_zero = mistake(loss_if_zero, "-loss_if_zero", say=NOT_NEGATED)
    error_of_zero = mistake(loss_if_zero, "prediction", say=PROBABILITY_OF_ERROR)
    rest_forgotten = mistake(loss_if_zero, "loss_if_one", say=REST_FORGOTTEN)

    def check(self) -> None:
        """Every prediction has its target, and at most one weight."""
        must_have_shape_of("prediction", self.prediction, "target", self.target)
        must_broadcast_to("prediction", self.prediction, "weight", self.weight)

    def simulate(self) -> float:
        """Prediction by prediction, the loss expected of its two answers."""
        weights = stretched(1 if self.weight is None else self.weight, self.prediction)
        losses = []
        for p, target, weight in zip(flat(self.prediction), flat(self.target), weights, strict=True):
            if_one, if_zero = (-math.log(max(float(q), math.exp(-MOST))) for q in (p, 1 - p))
            losses.append(from_two_answers(target, weight, if_one, if_zero))
        return sum(losses) / len(losses)


def _written(argument: Any, probability: Any, loss: float) -> str:
    """The logarithm with its number; 100 where it was cut there."""
    if loss == MOST:
        return latex_of(int(MOST))
    return rf"-\ln({argument if isinstance(argument, str) else latex_of(probability)})"
