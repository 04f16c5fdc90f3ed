"""What losses over classes share: indices as targets, weights of classes, samples left out, the mean."""

import math
from collections.abc import Callable
from typing import Any, ClassVar

from studyapp.domain.text import Text
from studyapp.engine.expression.arithmetic import divide
from studyapp.engine.solvers.losses.averages import sum_of, sum_written
from studyapp.engine.solvers.losses.class_shapes import (
    check_classes,
    classes_of,
    is_counted,
    rows_of,
    unboxed,
)
from studyapp.engine.solvers.losses.reduction import REDUCED, reduction
from studyapp.engine.solvers.losses.shapes import shape_of
from studyapp.engine.solvers.losses.words import AVERAGED
from studyapp.engine.solving.inputs import flat, shown
from studyapp.engine.solving.solver import Array, Solver, WholeArray, given, mistake, step
from studyapp.engine.solving.steps import Step
from studyapp.engine.solving.written import fraction
from studyapp.errors import GivenError
from studyapp.i18n import N_

CLASS_TARGET = Text(
    en="index of the true class, from 0; one a sample", zh="真实类别的下标，从 0 开始，每个样本一个"
)


def weights_of_samples() -> Step:
    """The step that gives each sample the weight of its class."""

    @step(
        latex=r"w_{y}",
        symbol="u",
        say=Text(en="Weight of each sample (that of its class)", zh="每个样本的权重（其类别的权重）"),
    )
    def sample_weights(self: "ClassLoss") -> Any:
        """Without weights 1; of a sample that is left out 0."""
        import numpy as np  # slow to load; whoever comes here has arrays

        counted = is_counted(self.target, self.ignore_index)
        if self.weight is None:
            return unboxed(counted.astype(int))
        return unboxed(np.where(counted, self.weight[np.where(counted, self.target, 0)], 0))

    return sample_weights


class ClassLoss(Solver, shared=True):
    """A loss of scores over classes; the subclass has the steps `sample_weights` and `per_sample`."""

    scores: ClassVar[str] = ""
    """The given that holds them: (C), (N, C) or (N, C, d1, …)."""

    target: WholeArray
    weight: Array = given(
        default=None,
        ge=0,
        ndim=(1,),
        symbol="w",
        say=Text(en="how much each class counts", zh="每个类别的权重"),
    )
    ignore_index: int = given(
        default=-100,
        symbol=r"\text{ignore}",
        say=Text(en="samples with this target are left out", zh="目标为此值的样本不计入"),
    )
    reduction: str = reduction()

    @step(latex=r"\frac{\sum_n \ell_n}{\sum_n u_n}", symbol="L", say=REDUCED)
    def loss(self, per_sample: Any, sample_weights: Any) -> Any:
        """The mean divides by the sum of the samples' weights."""
        if self.reduction == "none":
            return per_sample
        if self.reduction == "sum":
            return sum_of(per_sample)
        return divide(sum_of(per_sample), sum_of(sample_weights))

    @loss.formula
    def _loss_written(self) -> str:
        if self.reduction != "mean":
            return r"\sum_n \ell_n"
        return r"\frac{1}{N} \sum_n \ell_n" if self.weight is None else r"\frac{\sum_n \ell_n}{\sum_n u_n}"

    @loss.numbers
    def _loss_put_in(self) -> str:
        weights = [weight for weight, counts in self._counted(self.worked("sample_weights")) if counts]
        losses = sum_written([loss for loss, counts in self._counted(self.worked("per_sample")) if counts])
        if self.reduction == "sum" or (self.weight is None and len(weights) == 1):
            return losses
        return fraction(losses, len(weights) if self.weight is None else sum_written(weights))

    def _counted(self, values: Any) -> Any:
        counted = flat(is_counted(self.target, self.ignore_index))
        return zip(flat(values), counted, strict=True)

    @mistake(
        loss,
        latex=r"\sum_n \ell_n",
        say=Text(
            en="Looks as if the samples' losses were added but not divided.",
            zh="看起来把各样本的损失相加后没有再做除法。",
        ),
    )
    def not_averaged(self, per_sample: Any, loss: Any) -> Any:
        """The sum where the mean is asked."""
        return sum_of(per_sample) if self.reduction == "mean" else loss

    @mistake(
        loss,
        latex=r"\frac{1}{N} \sum_n \ell_n",
        say=AVERAGED,
    )
    def averaged(self, per_sample: Any, sample_weights: Any, loss: Any) -> Any:
        """The mean where the sum is asked."""
        return divide(sum_of(per_sample), sum_of(sample_weights)) if self.reduction == "sum" else loss

    @mistake(
        loss,
        latex=r"\frac{1}{N} \sum_n \ell_n",
        say=Text(
            en="Looks as if you divided by the number of samples; with weights, divide by their sum.",
            zh="看起来除以了样本数；有权重时应除以各样本权重之和。",
        ),
    )
    def divided_by_count(self, per_sample: Any, loss: Any) -> Any:
        """The samples that count, each as one."""
        count = int(is_counted(self.target, self.ignore_index).sum())
        return divide(sum_of(per_sample), count) if self.reduction == "mean" else loss

    @mistake(
        loss,
        latex=r"\frac{1}{N} \sum_n \ell_n",
        say=Text(
            en="Looks as if the samples left out were counted; the mean is over the others.",
            zh="看起来把被忽略的样本也计入了个数；只对其余样本取平均。",
        ),
    )
    def ignored_counted(self, per_sample: Any, sample_weights: Any, loss: Any) -> Any:
        """Each of them as one more."""
        ignored = int((~is_counted(self.target, self.ignore_index)).sum())
        if self.reduction != "mean" or not ignored:
            return loss
        return divide(sum_of(per_sample), sum_of(sample_weights) + ignored)

    @mistake(
        loss,
        latex=r"\frac{\sum_n \ell_n}{\sum_c w_c}",
        say=Text(
            en="Looks as if you divided by the weights of all classes; each sample's counts, as often as it "
            "comes.",
            zh="看起来除以了所有类别的权重之和；应按每个样本的类别来加，出现几次加几次。",
        ),
    )
    def divided_by_classes(self, per_sample: Any, loss: Any) -> Any:
        """Whatever the targets are."""
        if self.reduction != "mean" or self.weight is None:
            return loss
        return divide(sum_of(per_sample), sum_of(self.weight))

    result = loss

    def one_by_one(self, losses_of: Callable[[list[float], int], list[float]]) -> Any:
        """The result sample by sample in floats; `losses_of` a row and its class is what each class adds."""
        scores = self._values[type(self).scores]
        weights = [1.0] * classes_of(scores) if self.weight is None else list(map(float, self.weight))
        losses, divisor = [], 0.0
        for row, label in zip(rows_of(scores), flat(self.target), strict=True):
            if label == self.ignore_index:
                losses.append(0.0)
                continue
            parts = losses_of([float(score) for score in row], label)
            losses.append(math.fsum(w * part for w, part in zip(weights, parts, strict=True)))
            divisor += weights[label]
        if self.reduction == "none":
            return losses if shape_of(self.target) else losses[0]
        return math.fsum(losses) / (divisor if self.reduction == "mean" else 1.0)

    def in_use(self, name: str) -> bool:
        """Weights only where there are any; the last step only where something is put together."""
        if name == "loss":
            return self.reduction != "none"
        return name != "sample_weights" or self.weight is not None

    def check(self) -> None:
        """Targets that are classes, a weight for each class, and something to average."""
        scores = self._values[type(self).scores]
        check_classes(type(self).scores, scores, self.target, self.weight, self.ignore_index)
        if self.reduction != "mean":
            return
        if not is_counted(self.target, self.ignore_index).any():
            raise GivenError(
                N_("{parameter} holds only {ignored}, the ignore_index; a mean needs a sample that counts"),
                parameter="target",
                ignored=shown(self.ignore_index),
            )
        if self.weight is not None and not sum_of(self.worked("sample_weights")):
            raise GivenError(
                N_("{parameter} is {value}; a mean needs a target whose weight is above 0"),
                parameter="weight",
                value=shown(self.weight),
            )
