"""Negative log-likelihood: cross-entropy whose log-probabilities are there already."""

from typing import Any

from studyapp.domain.text import Text
from studyapp.engine.expression.arithmetic import multiply, negate
from studyapp.engine.solvers.losses.averages import entries_written
from studyapp.engine.solvers.losses.class_loss import CLASS_TARGET, ClassLoss, weights_of_samples
from studyapp.engine.solvers.losses.class_shapes import (
    largest_score,
    of_class_before,
    of_true_class,
    zero_if_left_out,
)
from studyapp.engine.solvers.losses.logarithms import exponential, floats
from studyapp.engine.solvers.losses.reduction import PER_SAMPLE
from studyapp.engine.solvers.losses.words import (
    ALL_CLASSES,
    COUNTED_FROM_ONE,
    LARGEST,
    NOT_NEGATED,
    WEIGHTS_IGNORED,
)
from studyapp.engine.solving.inputs import flat
from studyapp.engine.solving.solver import Array, WholeArray, given, mistake, step
from studyapp.engine.solving.written import latex_of, term


class Nll(ClassLoss):
    """Negative log-likelihood of the true classes, as PyTorch's `nll_loss`: a number, or one a sample.

    Log-probabilities are (C) with a number as target, (N, C) with N of them, or (N, C, d1, …) with
    (N, d1, …). The mean divides by the sum of the targets' weights; samples whose target is `ignore_index`
    are left out.
    """

    say = Text(en="Negative log-likelihood", zh="负对数似然（NLL）")
    scores = "log_probabilities"
    log_probabilities: Array = given(
        ndim=(1, 2, 3, 4, 5),
        symbol="q",
        say=Text(en="logarithm of each class's probability", zh="每个类别的对数概率"),
    )
    target: WholeArray = given(symbol="y", say=CLASS_TARGET)

    @step(
        latex="q_{y}",
        symbol="t",
        null=r"\text{–}",
        say=Text(en="Log-probability of the true class", zh="真实类别的对数概率"),
    )
    def true_log_probability(self) -> Any:
        """None for a sample that is left out."""
        return of_true_class(self.log_probabilities, self.target, self.ignore_index)

    sample_weights = weights_of_samples()

    @step(latex=r"-u \cdot t", symbol=r"\ell", say=PER_SAMPLE)
    def per_sample(self, true_log_probability: Any, sample_weights: Any) -> Any:
        """0 for a sample that is left out."""
        taken = zero_if_left_out(true_log_probability, self.target, self.ignore_index)
        return negate(taken) if self.weight is None else multiply(sample_weights, negate(taken))

    @per_sample.formula
    def _per_sample_written(self) -> str:
        return "-t" if self.weight is None else r"-u \cdot t"

    @per_sample.numbers
    def _per_sample_put_in(self) -> str:
        pairs = zip(flat(self.true_log_probability), flat(self.sample_weights), strict=True)
        entries = ("0" if t is None else self._put_in(t, weight) for t, weight in pairs)
        return entries_written(entries, self.target)

    def _put_in(self, t: Any, weight: Any) -> str:
        return f"-{term(t)}" if self.weight is None else rf"-{latex_of(weight)} \times {term(t)}"

    @mistake(true_log_probability, latex="q_{y - 1}", say=COUNTED_FROM_ONE)
    def counted_from_one(self) -> Any:
        """The class before."""
        return of_class_before(self.log_probabilities, self.target, self.ignore_index)

    @mistake(true_log_probability, latex=r"\max_c q_c", say=LARGEST)
    def largest(self) -> Any:
        """The class that the model would choose."""
        return largest_score(self.log_probabilities, self.target, self.ignore_index)

    not_negated = mistake(per_sample, "-per_sample", say=NOT_NEGATED)

    @mistake(
        per_sample,
        latex="e^{t}",
        say=Text(
            en="That is the probability of the true class; the loss is minus its logarithm.",
            zh="这是真实类别的概率；损失是它的对数的相反数。",
        ),
    )
    def probability(self, true_log_probability: Any) -> Any:
        """The logarithm undone."""
        taken = zero_if_left_out(true_log_probability, self.target, self.ignore_index)
        return multiply(self.sample_weights, exponential(floats(taken)))

    @mistake(per_sample, latex=r"-\sum_c q_c", say=ALL_CLASSES)
    def all_classes(self) -> Any:
        """Whatever the targets are."""
        over_all = self.log_probabilities.sum(axis=min(self.log_probabilities.ndim - 1, 1))
        return zero_if_left_out(negate(over_all), self.target, self.ignore_index)

    @mistake(per_sample, latex="-t", say=WEIGHTS_IGNORED)
    def weights_ignored(self, true_log_probability: Any) -> Any:
        """Every class counts alike."""
        return negate(zero_if_left_out(true_log_probability, self.target, self.ignore_index))

    def simulate(self) -> Any:
        """Sample by sample: go to its row, look up its class."""
        return self.one_by_one(lambda row, label: [float(c == label) * -q for c, q in enumerate(row)])
