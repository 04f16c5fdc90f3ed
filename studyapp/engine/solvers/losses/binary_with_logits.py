"""Binary cross-entropy of logits: a sigmoid and its logarithm in one, so that nothing is lost on the way."""

import math
from typing import Any

from studyapp.domain.text import Text
from studyapp.engine.expression.arithmetic import multiply, negate
from studyapp.engine.solvers.losses.averages import entries_written
from studyapp.engine.solvers.losses.binary_loss import (
    BINARY_TARGET,
    IF_ONE,
    IF_ZERO,
    BinaryLoss,
    from_two_answers,
)
from studyapp.engine.solvers.losses.logarithms import exponential, softplus, taken_or_worked
from studyapp.engine.solvers.losses.shapes import must_broadcast_to, must_have_shape_of, stretched
from studyapp.engine.solvers.losses.words import NOT_NEGATED, PROBABILITY_OF_ERROR, REST_FORGOTTEN
from studyapp.engine.solving.inputs import flat
from studyapp.engine.solving.solver import Array, given, mistake, step
from studyapp.engine.solving.written import latex_of

SURE = 1e-5
"""A probability nearer to 0 or 1 shows too few digits, so its logarithm is written with the logit."""


class BinaryCrossEntropyWithLogits(BinaryLoss):
    """Mean of −w·[w₊·y·ln σ(z) + (1 − y)·ln(1 − σ(z))] over all elements, for logits of any size.

    As in PyTorch, weight and pos_weight stretch to the shape of the logits, pos_weight multiplies the loss
    where the target is 1, and the mean divides by the number of elements. No logarithm is cut off, as they
    are in `binary_cross_entropy`.
    """

    say = Text(en="Binary cross-entropy from logits", zh="由 logits 计算的二元交叉熵")
    logits: Array = given(
        symbol="z", say=Text(en="what the model says, before the sigmoid", zh="模型的原始输出")
    )
    target: Array = given(ge=0, le=1, symbol="y", say=BINARY_TARGET)
    pos_weight: Array = given(
        default=None,
        ge=0,
        symbol="w_{+}",
        say=Text(en="how much a target of 1 counts beside one of 0", zh="正例（标签 1）相对于负例的权重"),
    )

    @step(
        latex=r"\frac{1}{1 + e^{-z}}",
        symbol="p",
        say=Text(en="Probability of 1 (sigmoid of the logit)", zh="为 1 的概率（logit 的 sigmoid）"),
    )
    def probabilities(self) -> Any:
        """The sigmoid."""
        return exponential(negate(softplus(negate(self.logits))))

    @probabilities.numbers
    def _probabilities_put_in(self) -> str:
        entries = (rf"\frac{{1}}{{1 + e^{{{latex_of(-z)}}}}}" for z in flat(self.logits))
        return entries_written(entries, self.logits)

    @step(latex=r"-w_{+} \cdot \ln(p)", symbol=r"\ell_1", say=IF_ONE)
    def loss_if_one(self, probabilities: Any) -> Any:
        """ln(1 + e^−z), times the pos_weight."""
        worked = softplus(negate(self.logits))
        losses = taken_or_worked(probabilities, self._own, lambda p: p, worked)
        return losses if self.pos_weight is None else multiply(self.pos_weight, losses)

    @loss_if_one.formula
    def _one_written(self) -> str:
        return r"-\ln(p)" if self.pos_weight is None else r"-w_{+} \cdot \ln(p)"

    @loss_if_one.numbers
    def _one_put_in(self) -> str:
        weights = stretched(1 if self.pos_weight is None else self.pos_weight, self.logits)
        return self._written("{p}", r"\ln(1 + e^{{{minus_z}}})", weights)

    @step(latex=r"-\ln(1 - p)", symbol=r"\ell_0", say=IF_ZERO)
    def loss_if_zero(self, probabilities: Any) -> Any:
        """ln(1 + e^z)."""
        return taken_or_worked(probabilities, self._own, lambda p: 1 - p, softplus(self.logits))

    @loss_if_zero.numbers
    def _zero_put_in(self) -> str:
        ones = [1] * len(flat(self.logits))
        return self._written("1 - {p}", r"\ln(1 + e^{{{z}}})", ones)

    @property
    def _own(self) -> Any:
        """The probabilities as they follow from the logits."""
        return exponential(negate(softplus(negate(self.logits))))

    def _written(self, argument: str, from_logit: str, weights: list[Any]) -> str:
        entries = []
        for p, z, weight in zip(flat(self.probabilities), flat(self.logits), weights, strict=True):
            sure = not SURE < p < 1 - SURE
            times = "" if weight == 1 else rf"{latex_of(weight)} \times "
            if sure:
                entries.append(times + from_logit.format(z=latex_of(z), minus_z=latex_of(-z)))
            else:
                entries.append(rf"-{times}\ln({argument.format(p=latex_of(p))})")
        return entries_written(entries, self.logits)

    sign_in_exponent = mistake(
        probabilities,
        "1 - probabilities",
        say=Text(
            en="Looks as if the exponent had the other sign: it is 1/(1 + e^−z).",
            zh="看起来指数的正负号反了：应为 1/(1 + e^−z)。",
        ),
    )
    not_normalized = mistake(
        probabilities,
        "exp(logits)",
        say=Text(
            en="That is e^z; a probability divides it by 1 + e^z.",
            zh="这是 e^z；还要除以 1 + e^z 才是概率。",
        ),
    )
    sign_of_one = mistake(loss_if_one, "-loss_if_one", say=NOT_NEGATED)
    error_of_one = mistake(loss_if_one, "1 - probabilities", say=PROBABILITY_OF_ERROR)
    sign_of_zero = mistake(loss_if_zero, "-loss_if_zero", say=NOT_NEGATED)
    error_of_zero = mistake(loss_if_zero, "probabilities", say=PROBABILITY_OF_ERROR)
    rest_forgotten = mistake(loss_if_zero, "loss_if_one", say=REST_FORGOTTEN)

    pos_weight_on_zeros = mistake(
        loss_if_zero,
        "pos_weight*loss_if_zero",
        say=Text(
            en="Looks as if pos_weight multiplied the loss where the target is 0; it is for targets of 1.",
            zh="看起来 pos_weight 乘到了标签为 0 的损失上；它是给标签 1 用的。",
        ),
    )

    @mistake(
        loss_if_one,
        latex=r"-\ln(p)",
        say=Text(en="Looks as if pos_weight was left out.", zh="看起来漏乘了 pos_weight。"),
    )
    def pos_weight_ignored(self, probabilities: Any) -> Any:
        """Both answers count alike."""
        return taken_or_worked(probabilities, self._own, lambda p: p, softplus(negate(self.logits)))

    def check(self) -> None:
        """Every logit has its target, and at most one weight of each kind."""
        must_have_shape_of("logits", self.logits, "target", self.target)
        must_broadcast_to("logits", self.logits, "weight", self.weight)
        must_broadcast_to("logits", self.logits, "pos_weight", self.pos_weight)

    def simulate(self) -> float:
        """Cross-entropy of two classes with the logits z and 0."""
        weights, ones = (
            stretched(1 if weight is None else weight, self.logits)
            for weight in (self.weight, self.pos_weight)
        )
        losses = []
        for z, target, weight, one in zip(flat(self.logits), flat(self.target), weights, ones, strict=True):
            logit = float(z)
            larger = max(logit, 0.0)
            both = larger + math.log(math.exp(logit - larger) + math.exp(-larger))
            losses.append(from_two_answers(target, weight, float(one) * (both - logit), both))
        return sum(losses) / len(losses)
