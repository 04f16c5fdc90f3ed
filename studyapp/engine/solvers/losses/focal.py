"""The focal loss: binary cross-entropy in which what is easy counts little."""

import math
from typing import Any

from studyapp.domain.text import Text
from studyapp.domain.value import Number
from studyapp.engine.expression.arithmetic import add, multiply, power, subtract
from studyapp.engine.solvers.losses.averages import (
    entries_written,
    mean_of,
    mean_written,
    sum_of,
    sum_written,
)
from studyapp.engine.solvers.losses.logarithms import MOST, minus_log
from studyapp.engine.solvers.losses.reduction import PER_SAMPLE, REDUCED, reduction
from studyapp.engine.solvers.losses.shapes import must_have_shape_of, shape_of
from studyapp.engine.solvers.losses.words import AVERAGED, BASE_2, BASE_10, NOT_AVERAGED, NOT_NEGATED
from studyapp.engine.solving.inputs import flat
from studyapp.engine.solving.solver import Array, Solver, WholeArray, given, mistake, step
from studyapp.engine.solving.written import latex_of

MOST_EXACT = 64
"""Whole exponents up to here are worked exactly, and weights of as many samples."""


class FocalLoss(Solver):
    """Focal loss −α·(1 − p)^γ·ln p, where p is the probability of what is true (Lin et al. 2017).

    As in torchvision's `sigmoid_focal_loss` (which takes logits), α counts where the target is 1 and 1 − α
    where it is 0. No logarithm is below −100; the mean divides by the number of samples,
    and with "none" there is a loss for each.
    """

    say = Text(en="Focal loss", zh="焦点损失")
    probability: Array = given(
        ge=0, le=1, symbol="p", say=Text(en="predicted probability of 1", zh="预测为 1 的概率")
    )
    target: WholeArray = given(
        ge=0, le=1, symbol="y", say=Text(en="what is true: 0 or 1", zh="真实标签：0 或 1")
    )
    gamma: Number = given(
        default=2,
        ge=0,
        symbol=r"\gamma",
        say=Text(en="how much less easy samples count", zh="聚焦参数：越大，易分样本的权重越小"),
    )
    alpha: Number = given(
        default=None,
        ge=0,
        le=1,
        symbol=r"\alpha",
        say=Text(en="weight of the target 1, with 1 − α for 0", zh="标签 1 的权重，标签 0 的为 1 − α"),
    )
    reduction: str = reduction()

    @step(
        latex=r"\begin{cases} p & y = 1 \\ 1 - p & y = 0 \end{cases}",
        symbol="p_{t}",
        say=Text(en="Probability of what is true", zh="真实标签的概率"),
    )
    def true_probability(self) -> Any:
        """p, or the rest."""
        return _chosen(self.target, self.probability, subtract(1, self.probability))

    @true_probability.numbers
    def _true_put_in(self) -> str:
        pairs = zip(flat(self.probability), flat(self.target), strict=True)
        entries = (latex_of(p) if target else f"1 - {latex_of(p)}" for p, target in pairs)
        return entries_written(entries, self.target)

    @step(
        latex=r"(1 - p_{t})^{\gamma}",
        symbol="f",
        say=Text(en="Modulating factor (small where it was easy)", zh="调制因子（易分样本的很小）"),
    )
    def factor(self, true_probability: Any) -> Any:
        """Between 0 and 1."""
        return power(subtract(1, true_probability), _exponent(self.gamma))

    @factor.numbers
    def _factor_put_in(self) -> str:
        gamma = latex_of(self.gamma)
        entries = (f"(1 - {latex_of(p)})^{{{gamma}}}" for p in flat(self.true_probability))
        return entries_written(entries, self.target)

    @step(
        latex=r"-\ln(p_{t})",
        symbol="c",
        say=Text(en="Cross-entropy of each sample", zh="每个样本的交叉熵"),
    )
    def cross_entropy(self, true_probability: Any) -> Any:
        """At most 100."""
        return minus_log(true_probability)

    @cross_entropy.numbers
    def _cross_entropy_put_in(self) -> str:
        pairs = zip(flat(self.true_probability), flat(self.cross_entropy), strict=True)
        entries = (latex_of(int(MOST)) if loss == MOST else rf"-\ln({latex_of(p)})" for p, loss in pairs)
        return entries_written(entries, self.target)

    @step(
        latex=r"\begin{cases} \alpha & y = 1 \\ 1 - \alpha & y = 0 \end{cases}",
        symbol=r"\alpha_{t}",
        say=Text(en="Weight of each sample", zh="每个样本的权重"),
    )
    def balance(self) -> Any:
        """In use where there is an α."""
        if self.alpha is None:
            return add(1, multiply(0, self.target))
        alpha = self.alpha if getattr(self.target, "size", 1) <= MOST_EXACT else float(self.alpha)
        return _chosen(self.target, alpha, 1 - alpha)

    @step(latex=r"\alpha_{t} \cdot f \cdot c", symbol=r"\ell", say=PER_SAMPLE)
    def per_sample(self, balance: Any, factor: Any, cross_entropy: Any) -> Any:
        """The three multiplied."""
        return multiply(balance, multiply(factor, cross_entropy))

    @per_sample.formula
    def _per_sample_written(self) -> str:
        return r"f \cdot c" if self.alpha is None else r"\alpha_{t} \cdot f \cdot c"

    @per_sample.numbers
    def _per_sample_put_in(self) -> str:
        factors = [self.factor, self.cross_entropy]
        if self.alpha is not None:
            factors.insert(0, self.balance)
        rows = zip(*map(flat, factors), strict=True)
        return entries_written((r" \times ".join(map(latex_of, row)) for row in rows), self.target)

    @step(latex=r"\frac{1}{N} \sum_n \ell_n", symbol="L", say=REDUCED)
    def loss(self, per_sample: Any) -> Any:
        """As the reduction says."""
        match self.reduction:
            case "mean":
                return mean_of(per_sample)
            case "sum":
                return sum_of(per_sample)
        return per_sample

    @loss.formula
    def _loss_written(self) -> str:
        return r"\sum_n \ell_n" if self.reduction == "sum" else r"\frac{1}{N} \sum_n \ell_n"

    @loss.numbers
    def _loss_put_in(self) -> str:
        losses = self.per_sample
        return sum_written(flat(losses)) if self.reduction == "sum" else mean_written(losses)

    not_turned = mistake(
        true_probability,
        "probability",
        say=Text(
            en="Looks as if p was taken whatever the target; where that is 0, it is 1 − p.",
            zh="看起来不管标签都取了 p；标签为 0 时应取 1 − p。",
        ),
    )
    of_hard = mistake(
        factor,
        "true_probability**gamma",
        say=Text(
            en="Looks as if p itself was raised to γ: that favours what is easy. Take 1 − p.",
            zh="看起来直接对 p 取了 γ 次方：那样会偏重易分样本。应取 1 − p 的 γ 次方。",
        ),
    )
    no_exponent = mistake(
        factor,
        "1 - true_probability",
        say=Text(en="Looks as if the exponent γ was left out.", zh="看起来漏了指数 γ。"),
    )
    multiplied = mistake(
        factor,
        "gamma*(1 - true_probability)",
        say=Text(
            en="Looks as if γ multiplied; it is an exponent.",
            zh="看起来用 γ 去乘了；γ 是指数。",
        ),
    )
    base_2 = mistake(cross_entropy, "cross_entropy/ln(2)", say=BASE_2)
    base_10 = mistake(cross_entropy, "cross_entropy/ln(10)", say=BASE_10)
    not_negated = mistake(cross_entropy, "-cross_entropy", say=NOT_NEGATED)

    @mistake(
        balance,
        latex=r"\alpha",
        say=Text(
            en="Looks as if α was taken for both; a target of 0 has 1 − α.",
            zh="看起来两种标签都用了 α；标签 0 的权重是 1 − α。",
        ),
    )
    def same_for_both(self, balance: Any) -> Any:
        """Whatever the target."""
        return add(multiply(0, balance), self.alpha)

    changed_places = mistake(
        balance,
        "1 - balance",
        say=Text(
            en="Looks as if α and 1 − α changed places: α is for the target 1.",
            zh="看起来 α 和 1 − α 用反了：α 是标签 1 的权重。",
        ),
    )
    not_focused = mistake(
        per_sample,
        "balance*cross_entropy",
        say=Text(
            en="That is plain cross-entropy; the factor (1 − p)^γ was not applied.",
            zh="这是普通的交叉熵；没有乘调制因子 (1 − p)^γ。",
        ),
    )
    alpha_ignored = mistake(
        per_sample,
        "factor*cross_entropy",
        say=Text(en="Looks as if α was left out.", zh="看起来漏乘了 α。"),
    )

    @mistake(loss, latex=r"\sum_n \ell_n", say=NOT_AVERAGED)
    def not_averaged(self, per_sample: Any, loss: Any) -> Any:
        """The sum where the mean is asked."""
        return sum_of(per_sample) if self.reduction == "mean" else loss

    @mistake(
        loss,
        latex=r"\frac{1}{N} \sum_n \ell_n",
        say=AVERAGED,
    )
    def averaged(self, per_sample: Any, loss: Any) -> Any:
        """The mean where the sum is asked."""
        return mean_of(per_sample) if self.reduction == "sum" else loss

    result = loss

    def in_use(self, name: str) -> bool:
        """The weights only with an α; the last step only where something is put together."""
        if name == "loss":
            return self.reduction != "none"
        return name != "balance" or self.alpha is not None

    def check(self) -> None:
        """Every probability has its target."""
        must_have_shape_of("probability", self.probability, "target", self.target)

    def simulate(self) -> Any:
        """Sample by sample, from how surprising the truth is."""
        losses = []
        for p, target in zip(flat(self.probability), flat(self.target), strict=True):
            true = float(p if target else 1 - p)
            weight = 1.0 if self.alpha is None else float(self.alpha if target else 1 - self.alpha)
            surprise = min(-math.log(true), MOST) if true else MOST
            losses.append(weight * math.pow(-math.expm1(-surprise), float(self.gamma)) * surprise)
        if self.reduction == "none":
            return losses if shape_of(self.target) else losses[0]
        return math.fsum(losses) / (len(losses) if self.reduction == "mean" else 1)


def _chosen(target: Any, if_one: Any, if_zero: Any) -> Any:
    """Sample by sample what belongs to its target."""
    if not getattr(target, "ndim", 0):
        return if_one if target else if_zero
    import numpy as np  # slow to load, and numbers do without

    return np.where(target == 1, if_one, if_zero)


def _exponent(gamma: Number) -> Number:
    """Small whole ones as they are, so that 0.1² is 0.01; others as floats, so that no fraction gets long."""
    return gamma if isinstance(gamma, int) and gamma <= MOST_EXACT else float(gamma)
