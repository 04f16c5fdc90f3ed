"""The steps of cross-entropy: softmax, the true class's probability, its logarithm, smoothing, the mean."""

from typing import Any

from studyapp.domain.text import Text
from studyapp.domain.value import Number
from studyapp.engine.expression.arithmetic import add, multiply, subtract
from studyapp.engine.solvers.losses.averages import entries_written
from studyapp.engine.solvers.losses.class_loss import CLASS_TARGET, ClassLoss, weights_of_samples
from studyapp.engine.solvers.losses.class_shapes import classes_of, of_true_class, rows_of
from studyapp.engine.solvers.losses.from_logits import losses_of_true, losses_over_all, probabilities_of
from studyapp.engine.solvers.losses.reduction import PER_SAMPLE
from studyapp.engine.solving.inputs import flat
from studyapp.engine.solving.solver import Array, WholeArray, given, step
from studyapp.engine.solving.written import fraction, latex_of, term, total

MOST_CLASSES = 4
"""Classes of a sample that are written out in a working."""
SURE = 1 - 1e-4
"""From this probability on, and at 0, the digits shown do not tell the loss: the logits are written."""


class SoftmaxLoss(ClassLoss, shared=True):
    """Cross-entropy worked from logits, as a person does it."""

    scores = "logits"
    logits: Array = given(
        ndim=(1, 2, 3, 4, 5),
        symbol="z",
        say=Text(en="what the model says of each class", zh="模型对每个类别的原始输出"),
    )
    target: WholeArray = given(symbol="y", say=CLASS_TARGET)
    label_smoothing: Number = given(
        default=0,
        ge=0,
        le=1,
        symbol=r"\varepsilon",
        say=Text(en="share of the loss taken from all classes", zh="平均分给所有类别的比例"),
    )

    @step(
        latex=r"\frac{e^{z_c}}{\sum_k e^{z_k}}",
        symbol="p",
        say=Text(en="Probabilities (softmax over the classes)", zh="各类别的概率（softmax）"),
    )
    def probabilities(self) -> Any:
        """Each sample's add up to 1."""
        return probabilities_of(self.logits)

    @probabilities.numbers
    def _probabilities_put_in(self) -> str:
        if self.logits.ndim > 1 or len(self.logits) > MOST_CLASSES:
            return ""
        powers = [f"e^{{{latex_of(z)}}}" for z in flat(self.logits)]
        return fraction(f"[{', '.join(powers)}]", total(powers))

    @step(
        latex="p_{y}",
        symbol="t",
        null=r"\text{–}",
        say=Text(en="Probability of the true class", zh="真实类别的概率"),
    )
    def true_probability(self, probabilities: Any) -> Any:
        """None for a sample that is left out."""
        return of_true_class(probabilities, self.target, self.ignore_index)

    sample_weights = weights_of_samples()

    @step(
        latex=r"-u \cdot \ln(t)",
        symbol="h",
        say=Text(en="Loss from the true class", zh="真实类别的损失"),
    )
    def true_losses(self, probabilities: Any, true_probability: Any, sample_weights: Any) -> Any:
        """0 for a sample that is left out."""
        losses = losses_of_true(self.logits, probabilities, true_probability, self.target, self.ignore_index)
        return multiply(sample_weights, losses)

    @true_losses.formula
    def _true_losses_written(self) -> str:
        return r"-\ln(t)" if self.weight is None else r"-u \cdot \ln(t)"

    @true_losses.numbers
    def _true_losses_put_in(self) -> str:
        rows = zip(
            rows_of(self.logits),
            flat(self.target),
            flat(self.true_probability),
            flat(self.sample_weights),
            strict=True,
        )
        return entries_written((self._minus_log(*row) for row in rows), self.target)

    def _minus_log(self, logits: Any, label: int, probability: Any, weight: Any) -> str:
        if label == self.ignore_index:
            return "0"
        times = "" if self.weight is None else rf"{latex_of(weight)} \times "
        if 0 < probability < SURE:
            return rf"-{times}\ln({latex_of(probability)})"
        powers = [f"e^{{{latex_of(z)}}}" for z in logits - logits[label]]
        return rf"{times}\ln({' + '.join(powers)})"

    @step(
        latex=r"-\frac{1}{C} \sum_c w_c \cdot \ln(p_c)",
        symbol="s",
        say=Text(en="Loss from all classes, evenly", zh="所有类别平均的损失"),
    )
    def smooth_losses(self, probabilities: Any) -> Any:
        """0 for a sample that is left out."""
        return losses_over_all(self.logits, probabilities, self.weight, self.target, self.ignore_index)

    @smooth_losses.formula
    def _smooth_losses_written(self) -> str:
        times = "" if self.weight is None else r"w_c \cdot "
        return rf"-\frac{{1}}{{C}} \sum_c {times}\ln(p_c)"

    @smooth_losses.numbers
    def _smooth_losses_put_in(self) -> str:
        weights = [1] * classes_of(self.logits) if self.weight is None else flat(self.weight)
        if len(weights) > MOST_CLASSES or self.logits.ndim > 1:
            return ""
        shown = [p for p in flat(self.probabilities) if 0 < p < SURE]
        terms = [
            (rf"{latex_of(w)} \times " if self.weight is not None else "") + rf"\ln({latex_of(p)})"
            for p, w in zip(shown, weights, strict=False)
        ]
        return f"-{fraction(total(terms), len(weights))}" if len(shown) == len(weights) else ""

    @step(
        latex=r"(1 - \varepsilon) \cdot h + \varepsilon \cdot s",
        symbol=r"\ell",
        say=PER_SAMPLE,
    )
    def per_sample(self, true_losses: Any, smooth_losses: Any) -> Any:
        """Without smoothing, the true class's loss alone."""
        if not self.label_smoothing:
            return true_losses
        kept = multiply(subtract(1, self.label_smoothing), true_losses)
        return add(kept, multiply(self.label_smoothing, smooth_losses))

    @per_sample.formula
    def _per_sample_written(self) -> str:
        if self.label_smoothing:
            return r"(1 - \varepsilon) \cdot h + \varepsilon \cdot s"
        return self._true_losses_written()

    @per_sample.numbers
    def _per_sample_put_in(self) -> str:
        if not self.label_smoothing:
            return self._true_losses_put_in()
        share = latex_of(self.label_smoothing)
        pairs = zip(flat(self.true_losses), flat(self.smooth_losses), strict=True)
        entries = (
            rf"(1 - {share}) \times {term(true)} + {share} \times {term(smooth)}" for true, smooth in pairs
        )
        return entries_written(entries, self.target)

    def in_use(self, name: str) -> bool:
        """The two parts of a smoothed loss only where there is smoothing."""
        if name in ("true_losses", "smooth_losses"):
            return self.label_smoothing != 0
        return super().in_use(name)
