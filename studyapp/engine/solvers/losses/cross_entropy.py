"""Cross-entropy of logits over classes, and what people do instead."""

import math
from typing import Any

from studyapp.domain.text import Text
from studyapp.engine.expression.arithmetic import add, divide, multiply, subtract
from studyapp.engine.solvers.losses.class_shapes import (
    classes_of,
    largest_score,
    of_class_before,
    of_true_class,
    unboxed,
    zero_if_left_out,
)
from studyapp.engine.solvers.losses.from_logits import losses_over_all
from studyapp.engine.solvers.losses.logarithms import floats, natural_logarithm
from studyapp.engine.solvers.losses.softmax_loss import SoftmaxLoss
from studyapp.engine.solvers.losses.words import (
    ALL_CLASSES,
    BASE_2,
    BASE_10,
    COUNTED_FROM_ONE,
    LARGEST,
    NOT_NEGATED,
    PROBABILITY_OF_ERROR,
    WEIGHTS_IGNORED,
)
from studyapp.engine.solving.solver import mistake


class CrossEntropy(SoftmaxLoss):
    """Cross-entropy of logits and class indices, as PyTorch's: a number, or with "none" one a sample.

    Logits are (C) with a number as target, (N, C) with N of them, or (N, C, d1, …) with (N, d1, …). The mean
    divides by the sum of the targets' weights; samples whose target is `ignore_index` are left out. Label
    smoothing (Szegedy et al. 2016) takes a share of the loss from all classes evenly, each with its weight.
    """

    say = Text(en="Cross-entropy from logits", zh="由 logits 计算的交叉熵")
    not_normalized = mistake(
        SoftmaxLoss.probabilities,
        "exp(logits)",
        say=Text(
            en="Those are the exponentials; divided by their sum they become probabilities.",
            zh="这只是指数值；还要除以它们的和才是概率。",
        ),
    )
    sigmoid = mistake(
        SoftmaxLoss.probabilities,
        "sigmoid(logits)",
        say=Text(
            en="Those are sigmoids of single logits; softmax compares all classes.",
            zh="这是对每个 logit 单独取 sigmoid；softmax 要比较所有类别。",
        ),
    )

    @mistake(
        SoftmaxLoss.probabilities,
        latex=r"\frac{z_c}{\sum_k z_k}",
        say=Text(
            en="Looks as if the logits were divided by their sum; softmax takes exponentials first.",
            zh="看起来直接用 logits 除以它们的和；softmax 要先取指数。",
        ),
    )
    def linear(self) -> Any:
        """No exponentials."""
        axis = min(self.logits.ndim - 1, 1)
        return divide(self.logits, self.logits.sum(axis=axis, keepdims=True))

    @mistake(SoftmaxLoss.true_probability, latex="p_{y - 1}", say=COUNTED_FROM_ONE)
    def counted_from_one(self, probabilities: Any) -> Any:
        """The class before."""
        return of_class_before(probabilities, self.target, self.ignore_index)

    @mistake(SoftmaxLoss.true_probability, latex=r"\max_c p_c", say=LARGEST)
    def largest(self, probabilities: Any) -> Any:
        """The class that the model would choose."""
        return largest_score(probabilities, self.target, self.ignore_index)

    base_2 = mistake(SoftmaxLoss.per_sample, "per_sample/ln(2)", say=BASE_2)
    base_10 = mistake(SoftmaxLoss.per_sample, "per_sample/ln(10)", say=BASE_10)
    not_negated = mistake(SoftmaxLoss.per_sample, "-per_sample", say=NOT_NEGATED)

    @mistake(
        SoftmaxLoss.per_sample,
        latex=r"-\ln(1 - t)",
        say=Text(
            en="Looks as if 1 − p went into the logarithm; it takes the true class's own probability.",
            zh="看起来对 1 − p 取了对数；应取真实类别本身的概率。",
        ),
    )
    def log_of_rest(self, true_probability: Any, sample_weights: Any) -> Any:
        """The probability of all other classes."""
        taken = floats(zero_if_left_out(true_probability, self.target, self.ignore_index))
        return multiply(sample_weights, subtract(0, natural_logarithm(subtract(1, taken))))

    @mistake(SoftmaxLoss.per_sample, latex="1 - t", say=PROBABILITY_OF_ERROR)
    def error(self, true_probability: Any, sample_weights: Any) -> Any:
        """No logarithm."""
        taken = zero_if_left_out(true_probability, self.target, self.ignore_index)
        return multiply(sample_weights, subtract(1, taken))

    @mistake(
        SoftmaxLoss.per_sample,
        latex="-z_{y}",
        say=Text(
            en="That is minus the true class's logit; softmax and logarithm come first.",
            zh="这是真实类别的 logit 的相反数；应先做 softmax 再取对数。",
        ),
    )
    def raw_logit(self) -> Any:
        """Neither softmax nor logarithm."""
        chosen = of_true_class(self.logits, self.target, self.ignore_index)
        return subtract(0, zero_if_left_out(chosen, self.target, self.ignore_index))

    @mistake(SoftmaxLoss.per_sample, latex=r"-\sum_c \ln(p_c)", say=ALL_CLASSES)
    def all_classes(self, probabilities: Any) -> Any:
        """Whatever the target is."""
        mean = losses_over_all(self.logits, probabilities, None, self.target, self.ignore_index)
        return multiply(classes_of(self.logits), mean)

    @mistake(SoftmaxLoss.per_sample, latex=r"-\ln(t)", say=WEIGHTS_IGNORED)
    def weights_ignored(self) -> Any:
        """Every class counts alike."""
        from studyapp.engine.numeric.losses import cross_entropy

        smoothing = float(self.label_smoothing)
        return unboxed(cross_entropy(floats(self.logits), self.target, None, smoothing, self.ignore_index))

    smoothing_ignored = mistake(
        SoftmaxLoss.per_sample,
        "true_losses",
        say=Text(
            en="Looks as if label smoothing was left out: all classes take a share ε of the loss.",
            zh="看起来没有做标签平滑：损失中有 ε 的比例来自所有类别。",
        ),
    )
    smoothing_added = mistake(
        SoftmaxLoss.per_sample,
        "true_losses + label_smoothing*smooth_losses",
        say=Text(
            en="Looks as if the share of all classes came on top; the true class keeps 1 − ε.",
            zh="看起来直接加上了所有类别的部分；真实类别的部分还要乘以 1 − ε。",
        ),
    )

    @mistake(
        SoftmaxLoss.per_sample,
        latex=r"-(1 - \varepsilon) \cdot \ln(t) - \frac{\varepsilon}{C - 1} \sum_{c \ne y} \ln(p_c)",
        say=Text(
            en="Looks as if ε was shared out among the other classes; here the true one gets its part too.",
            zh="看起来把 ε 只分给了其他类别；这里真实类别也分到一份。",
        ),
    )
    def others_smoothed(self, true_losses: Any, smooth_losses: Any) -> Any:
        """The true class gets nothing of ε."""
        classes = classes_of(self.logits)
        others = divide(subtract(multiply(classes, smooth_losses), true_losses), classes - 1)
        kept = multiply(subtract(1, self.label_smoothing), true_losses)
        return add(kept, multiply(self.label_smoothing, others))

    def simulate(self) -> Any:
        """Sample by sample, against the smoothed one-hot target."""

        def losses_of(row: list[float], label: int) -> list[float]:
            highest = max(row)
            log_total = highest + math.log(math.fsum(math.exp(z - highest) for z in row))
            share = float(self.label_smoothing) / len(row)
            kept = 1 - float(self.label_smoothing)
            return [((c == label) * kept + share) * (log_total - z) for c, z in enumerate(row)]

        return self.one_by_one(losses_of)
