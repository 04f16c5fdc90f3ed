"""What norms in training share: mean, variance and the normalised values of each group of values."""

from collections.abc import Mapping
from fractions import Fraction
from functools import cached_property
from itertools import product
from math import sqrt
from statistics import fmean, pvariance
from typing import TYPE_CHECKING, Any

from studyapp.domain.text import Text
from studyapp.engine.expression.arithmetic import add, divide, multiply, power, subtract
from studyapp.engine.solvers.normalization.channels import written_out
from studyapp.engine.solvers.normalization.norms import (
    EPS_OUTSIDE,
    MEAN_KEPT,
    NO_ROOT,
    NORMALIZED,
    Norm,
    RowByRow,
    in_a_row,
    root_of,
    rows_written,
)
from studyapp.engine.solving.inputs import flat
from studyapp.engine.solving.solver import Array, given, mistake, step
from studyapp.engine.solving.steps import Step
from studyapp.engine.solving.written import fraction, term
from studyapp.i18n import N_

if TYPE_CHECKING:
    from studyapp.engine.numeric.normalization import Normalized

HALF = Fraction(1, 2)
ALL_EQUAL = N_(
    "{parameter} is {eps}; some values that are normalised together are all equal, so it must be above 0"
)


class TrainingNorm(Norm, shared=True):
    """A norm by the statistics of its own input; a subclass says which values belong together."""

    x: Array = given(symbol="x")

    @step(latex=r"\text{len}(x)", symbol="m", say=Text(en="Values in a group", zh="每组值的个数"))
    def count(self) -> int:
        """How many values are normalised together; all else is worked from it, so shapes are checked here."""
        raise NotImplementedError

    @step(latex=r"\frac{1}{m} \sum_i x_i", symbol=r"\mu", say=Text(en="Mean", zh="均值"))
    def mean(self, count: int) -> Any:
        """Of each group."""
        if self._fast is not None:
            return self._fast.mean
        return divide(self.rows(self.x).sum(axis=-1), count)

    @mean.numbers
    def _mean_put_in(self) -> str:
        return written_out([[term(value) for value in row] for row in self._groups()], self.count)

    @step(
        latex=r"\frac{1}{m} \sum_i (x_i - \mu)^2",
        symbol=r"\sigma^2",
        say=Text(en="Variance (divided by m)", zh="方差（除以 m）"),
    )
    def variance(self, mean: Any, count: int) -> Any:
        """Of each group, biased."""
        if self._fast is not None and mean is self._fast.mean:
            return self._fast.variance
        return divide(power(self._apart(mean), 2).sum(axis=-1), count)

    @variance.numbers
    def _variance_put_in(self) -> str:
        rows = zip(self._groups(), flat(self.mean), strict=True)
        return written_out(
            [[f"({term(value)} - {term(mean)})^2" for value in row] for row, mean in rows], self.count
        )

    normalized = Step(
        RowByRow("(x - mean)/sqrt(variance + eps)", lambda solver: solver.normalized_put_in()),
        symbol=r"\hat{x}",
        say=NORMALIZED,
    )

    @mistake(
        variance,
        latex=r"\frac{1}{m - 1} \sum_i (x_i - \mu)^2",
        say=Text(
            en="Looks as if you divided by m − 1; a norm divides by m.",
            zh="看起来除以了 m − 1；归一化时除以的是 m。",
        ),
    )
    def unbiased(self, variance: Any, count: int) -> Any:
        """A sample's variance."""
        return multiply(variance, divide(count, count - 1))

    @mistake(
        variance,
        latex=r"\sqrt{\sigma^2}",
        say=Text(
            en="That is the standard deviation; the variance is its square.",
            zh="这是标准差；方差是它的平方。",
        ),
    )
    def rooted(self, variance: Any) -> Any:
        """The standard deviation."""
        return power(variance, HALF)

    @mistake(
        variance,
        latex=r"\sum_i (x_i - \mu)^2",
        say=Text(
            en="Looks as if the squares were added but not divided by m.",
            zh="看起来把平方相加后没有除以 m。",
        ),
    )
    def not_averaged(self, variance: Any, count: int) -> Any:
        """The sum of the squares."""
        return multiply(variance, count)

    @mistake(
        variance,
        latex=r"\frac{1}{m} \sum_i x_i^2",
        say=Text(
            en="Looks as if the values were squared as they are; subtract the mean first.",
            zh="看起来直接对原值取了平方；应先减去均值。",
        ),
    )
    def not_centered(self, variance: Any, mean: Any) -> Any:
        """The mean square."""
        return add(variance, power(mean, 2))

    @mistake(
        variance,
        latex=r"\frac{1}{m} \sum_i \left| x_i - \mu \right|",
        say=Text(
            en="Looks as if absolute distances were averaged; the variance averages their squares.",
            zh="看起来对绝对偏差取了平均；方差是对偏差的平方取平均。",
        ),
    )
    def absolute(self, mean: Any, count: int) -> Any:
        """The mean absolute deviation."""
        return divide(abs(self._apart(mean)).sum(axis=-1), count)

    no_root = mistake(normalized, "(x - mean)/(variance + eps)", say=NO_ROOT)
    mean_kept = mistake(normalized, "x/sqrt(variance + eps)", say=MEAN_KEPT)
    eps_outside = mistake(normalized, "(x - mean)/(sqrt(variance) + eps)", say=EPS_OUTSIDE)
    eps_subtracted = mistake(
        normalized,
        "(x - mean)/sqrt(variance - eps)",
        say=Text(
            en="Looks as if ε was subtracted; it is added, so that the root never meets 0.",
            zh="看起来减去了 ε；应该加上，使根号里不会是 0。",
        ),
    )
    eps_subtracted_outside = mistake(
        normalized,
        "(x - mean)/(sqrt(variance) - eps)",
        say=Text(
            en="Looks as if ε was subtracted after the root; it is added, inside the root.",
            zh="看起来在开方之后减去了 ε；应该在根号里加上。",
        ),
    )
    no_eps = mistake(
        normalized,
        "(x - mean)/sqrt(variance)",
        say=Text(
            en="Looks as if ε was left out; with so small a variance it matters.",
            zh="看起来漏掉了 ε；方差这么小时它有影响。",
        ),
    )

    def must_fit(self) -> None:
        """Refuse shapes that do not fit together."""
        raise NotImplementedError

    def rows(self, x: Any) -> Any:
        """The values, those that are normalised together along the last axis."""
        raise NotImplementedError

    def beside(self, statistics: Any) -> Any:
        """One number for each group, shaped to meet `x`."""
        raise NotImplementedError

    def beside_parameters(self, numbers: Any) -> Any:
        """Numbers of gamma or beta, shaped to meet `x`."""
        raise NotImplementedError

    def places(self, place: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The group that the value at a place belongs to, and where its gamma and beta stand."""
        raise NotImplementedError

    def worked_fast(self) -> "Normalized":
        """Output, mean and variance of an array of floats."""
        raise NotImplementedError

    def operands(self) -> Mapping[str, Any]:
        """Statistics and parameters stand along the axes that they belong to."""
        values = dict(self._values)
        for name in values.keys() & {"mean", "variance"}:
            values[name] = self.beside(values[name])
        for name in ("gamma", "beta"):
            values[name] = self.beside_parameters(values[name])
        return values

    def worked(self, name: str) -> Any:
        """As any solver; the output of floats in one go, unless a step before it was taken as given."""
        values = self._values
        if name == "output" and not values.keys() & {name, "normalized"} and self._fast is not None:
            own = self._fast._asdict()
            if all(values.get(each, own[each]) is own[each] for each in ("mean", "variance")):
                values[name] = self._fast.output
        return super().worked(name)

    @cached_property
    def _fast(self) -> "Normalized | None":
        if self.x.dtype == object:  # fractions are worked one by one
            return None
        found = self.worked_fast()
        return found._replace(mean=found.mean[()], variance=found.variance[()])  # numbers where without axes

    def _groups(self) -> Any:
        return self.rows(self.x).reshape(-1, self.count)

    def _apart(self, mean: Any) -> Any:
        return subtract(self.rows(self.x), mean[..., None] if getattr(mean, "ndim", 0) else mean)

    def normalized_put_in(self) -> str | None:
        """Group by group."""
        rows = zip(self._groups(), flat(self.mean), flat(self.variance), strict=True)
        return rows_written(
            [
                fraction(f"{in_a_row(row)} - {term(mean)}", root_of(variance, self.eps))
                for row, mean, variance in rows
            ],
            self.count,
        )

    def simulate(self) -> dict[str, Any]:
        """Sort the values into their groups, then the standard library's statistics, in floats."""
        x, places = self.x, list(product(*map(range, self.x.shape)))
        members: dict[tuple[int, ...], list[float]] = {}
        for place in places:
            members.setdefault(self.places(place)[0], []).append(float(x[place]))
        means = {group: fmean(values) for group, values in members.items()}
        spreads = {group: pvariance(values) for group, values in members.items()}
        normalized, output = [], []
        for place in places:
            group, parameter = self.places(place)
            root = sqrt(spreads[group] + float(self.eps))
            normalized.append((float(x[place]) - means[group]) / root)
            scale, shift = (
                float(numbers[parameter] if getattr(numbers, "ndim", 0) else numbers)
                for numbers in (self.gamma, self.beta)
            )
            output.append(scale * normalized[-1] + shift)
        return {
            "mean": tuple(means.values()),
            "variance": tuple(spreads.values()),
            "normalized": normalized,
            "output": output,
        }


def said(of: Step, say: Text) -> Step:
    """A step in other words."""
    return Step(of.rule, symbol=of.symbol, say=say)
