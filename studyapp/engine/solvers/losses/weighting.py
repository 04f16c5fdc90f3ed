"""Weights: of classes by how rare they are, and of a loss's terms."""

from fractions import Fraction
from typing import Any

from studyapp.domain.text import Text
from studyapp.engine.solvers.losses.averages import sum_of, sum_written
from studyapp.engine.solving.solver import Numbers, Solver, Wholes, given, mistake, step
from studyapp.errors import GivenError
from studyapp.i18n import N_


class ClassWeights(Solver):
    """A weight for each class, n/(C·count): rare classes count more, and the samples' weights add up to n.

    It is what scikit-learn's class_weight="balanced" takes (King & Zeng 2001).
    """

    say = Text(en="Class weights from counts", zh="由样本数计算类别权重")
    counts: Wholes = given(ge=1, symbol="n_c", say=Text(en="samples of each class", zh="每个类别的样本数"))
    total = step("sum(counts)", symbol="n", say=Text(en="Samples in all", zh="样本总数"))
    classes = step("len(counts)", symbol="C", say=Text(en="Number of classes", zh="类别数"))
    weights = step(
        "total/(classes*counts)",
        symbol="w_c",
        say=Text(
            en="Weight of each class (1 where it has its even share)",
            zh="每个类别的权重（正好占平均份额时为 1）",
        ),
    )
    shares = mistake(
        weights,
        "counts/total",
        say=Text(
            en="Those are the shares of the classes; a weight is large where a class is rare.",
            zh="这是各类别所占的比例；类别越少见，权重应越大。",
        ),
    )
    upside_down = mistake(
        weights,
        "classes*counts/total",
        say=Text(
            en="Looks as if the fraction was turned over: now frequent classes count more.",
            zh="看起来分子分母颠倒了：这样样本多的类别权重反而更大。",
        ),
    )
    not_per_class = mistake(
        weights,
        "total/counts",
        say=Text(
            en="Looks as if the number of classes was left out; even counts should give weights of 1.",
            zh="看起来没有除以类别数；各类样本数相等时权重应为 1。",
        ),
    )
    inverse = mistake(
        weights,
        "1/counts",
        say=Text(
            en="Those are the bare inverses; scaled by n/C they are 1 on average over the samples.",
            zh="这只是样本数的倒数；还要乘以 n/C，使样本权重平均为 1。",
        ),
    )
    to_one = mistake(
        weights,
        "1/counts/sum(1/counts)",
        say=Text(
            en="Those add up to 1. Here the weights of all samples add up to n instead.",
            zh="这些权重之和为 1。这里要求的是所有样本的权重之和为 n。",
        ),
    )
    to_largest = mistake(
        weights,
        "max(counts)/counts",
        say=Text(
            en="Looks as if the largest class was the yardstick; here it is the average one, n/C.",
            zh="看起来以样本最多的类别为基准；这里以平均数 n/C 为基准。",
        ),
    )
    result = weights

    def simulate(self) -> Any:
        """Share n out evenly to the classes, then each part to the samples of its class."""
        part = Fraction(sum(self.counts), len(self.counts))
        if len(self.counts) > 256:
            return tuple(float(part) / count for count in self.counts)
        return tuple(part / count for count in self.counts)


class WeightedTotal(Solver):
    """Σ weight·term, as a detector adds up its losses of class, box and objectness; no mean is taken."""

    say = Text(en="Weighted sum of losses", zh="损失的加权和")
    terms: Numbers = given(symbol="L_k", say=Text(en="the single losses", zh="各项损失"))
    weights: Numbers = given(symbol=r"\lambda_k", say=Text(en="how much each counts", zh="各项的权重"))
    products = step(
        "weights*terms",
        symbol="v_k",
        say=Text(en="Each loss times its weight", zh="各项损失乘以权重"),
    )

    @step(latex=r"\sum_k v_k", symbol="L", say=Text(en="Total loss", zh="总损失"))
    def total(self, products: Any) -> Any:
        """All of them added."""
        return sum_of(products)

    @total.numbers
    def _total_put_in(self) -> str:
        return sum_written(list(self.products))

    weights_ignored = mistake(
        total,
        "sum(terms)",
        say=Text(en="Looks as if the weights were left out.", zh="看起来没有乘权重。"),
    )
    averaged = mistake(
        total,
        "mean(products)",
        say=Text(
            en="Looks as if you divided by the number of terms; they are only added.",
            zh="看起来除以了项数；这里只相加。",
        ),
    )
    weighted_mean = mistake(
        total,
        "total/sum(weights)",
        say=Text(
            en="That is a weighted mean; the total is not divided by the weights' sum.",
            zh="这是加权平均；总损失不除以权重之和。",
        ),
    )
    multiplied_late = mistake(
        total,
        "sum(weights)*sum(terms)",
        say=Text(
            en="Looks as if terms and weights were added first; multiply each pair, then add.",
            zh="看起来先分别求和再相乘了；应逐项相乘后再相加。",
        ),
    )
    result = total

    def check(self) -> None:
        """Every term has its weight."""
        if len(self.weights) != len(self.terms):
            raise GivenError(
                N_("{parameter} has {length} numbers; it must have one for each of {terms} terms"),
                parameter="weights",
                length=len(self.weights),
                terms=len(self.terms),
            )

    def simulate(self) -> Any:
        """Pair by pair, added up as one goes."""
        running: Any = 0
        for weight, each in zip(self.weights, self.terms, strict=True):
            running = running + weight * each
        return running
