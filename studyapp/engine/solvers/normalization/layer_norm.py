"""Layer norm: each sample by itself, over its last axes."""

from math import prod
from typing import TYPE_CHECKING, Any

from studyapp.domain.text import Text
from studyapp.engine.solvers.normalization.batch_norm import over_batch
from studyapp.engine.solvers.normalization.training_norm import ALL_EQUAL, TrainingNorm, said
from studyapp.engine.solving.inputs import flat, shown
from studyapp.engine.solving.solver import Array, WholeArray, given, mistake, require, step
from studyapp.errors import GivenError
from studyapp.i18n import N_

if TYPE_CHECKING:
    from studyapp.engine.numeric.normalization import Normalized


class LayerNorm(TrainingNorm):
    """Layer norm: {mean, variance, normalized, output}, each sample by its own statistics (Ba et al. 2016).

    Mean and variance (biased) are taken over the last axes, those of `normalized_shape`, as in PyTorch; they
    have the shape of the axes before. `gamma` and `beta` are numbers, or have `normalized_shape`. Keras's
    layer normalises the last axis unless told otherwise, with eps 1e-3.
    """

    say = Text(en="Layer norm", zh="层归一化")
    x: Array = given(
        ndim=(1, 2, 3, 4),
        symbol="x",
        say=Text(en="values, samples along the first axes", zh="输入值，前面的轴是样本"),
    )
    normalized_shape: WholeArray = given(
        ge=1,
        ndim=(0, 1),
        symbol="s",
        say=Text(en="lengths of the last axes, which are normalised", zh="末尾各轴的长度，在这些轴上归一化"),
    )
    gamma: Array = given(
        default=1,
        ndim=(0, 1, 2, 3, 4),
        symbol=r"\gamma",
        say=Text(en="scale, one for all or of normalized_shape", zh="缩放参数，共用或形如 normalized_shape"),
    )
    beta: Array = given(
        default=0,
        ndim=(0, 1, 2, 3, 4),
        symbol=r"\beta",
        say=Text(en="shift, one for all or of normalized_shape", zh="平移参数，共用或形如 normalized_shape"),
    )

    @step(
        latex=r"\prod_d s_d",
        symbol="m",
        say=Text(en="How many values are normalised together", zh="一起归一化的值的个数"),
    )
    def count(self) -> int:
        """The lengths, multiplied."""
        self.must_fit()
        return prod(flat(self.normalized_shape))

    @count.numbers
    def _count_put_in(self) -> str:
        return r" \times ".join(map(str, flat(self.normalized_shape)))

    mean = said(TrainingNorm.mean, Text(en="Mean of each sample", zh="每个样本的均值"))
    variance = said(
        TrainingNorm.variance,
        Text(en="Variance of each sample (divided by m)", zh="每个样本的方差（除以 m）"),
    )

    @mistake(
        TrainingNorm.normalized,
        latex=r"\frac{x - \mu_{\text{batch}}}{\sqrt{\sigma_{\text{batch}}^2 + \epsilon}}",
        say=Text(
            en="Looks as if mean and variance were taken across the samples, as batch norm does; layer norm "
            "looks at one sample at a time.",
            zh="看起来跨样本求了均值和方差（那是批量归一化）；层归一化每次只看一个样本。",
        ),
    )
    def across_samples(self) -> Any:
        """Each place over all samples."""
        return over_batch(self.x.reshape(-1, prod(flat(self.normalized_shape))), self.eps, self.x.shape)

    divisible = require("min(variance) + eps > 0", "eps", ALL_EQUAL)
    result = (mean, variance, TrainingNorm.normalized, TrainingNorm.output)

    def must_fit(self) -> None:
        """The last axes are normalised, and each of their places has its parameters."""
        lengths, shape = tuple(flat(self.normalized_shape)), self.x.shape
        if lengths != shape[len(shape) - len(lengths) :]:
            raise GivenError(
                N_("{parameter} is {value}; it must be the lengths of the last axes of x, {shape}"),
                parameter="normalized_shape",
                value=shown(list(map(int, lengths)) if len(lengths) > 1 else int(lengths[0])),
                shape=list(shape),
            )
        for name in ("gamma", "beta"):
            numbers = self._values[name]
            if getattr(numbers, "ndim", 0) and numbers.shape != lengths:
                raise GivenError(
                    N_("{parameter} has the shape {is_shape}; it must be one number or have {must}"),
                    parameter=name,
                    is_shape=list(numbers.shape),
                    must=list(map(int, lengths)),
                )

    @property
    def _leading(self) -> int:
        """How many axes are left to the samples."""
        return int(self.x.ndim) - len(flat(self.normalized_shape))

    def rows(self, x: Any) -> Any:
        """Sample by sample."""
        return x.reshape(*x.shape[: self._leading], -1)

    def beside(self, statistics: Any) -> Any:
        """One number before all the normalised axes."""
        if not getattr(statistics, "ndim", 0):
            return statistics
        return statistics.reshape(*statistics.shape, *(1,) * (self.x.ndim - self._leading))

    def beside_parameters(self, numbers: Any) -> Any:
        """They meet the last axes by themselves."""
        return numbers

    def places(self, place: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """A sample's values belong together; each place in it has its parameters."""
        return place[: self._leading], place[self._leading :]

    def worked_fast(self) -> "Normalized":
        """All samples at once."""
        from studyapp.engine.numeric.normalization import layer_norm

        axes = len(flat(self.normalized_shape))
        return layer_norm(self.x, axes, self.gamma, self.beta, float(self.eps))

    def output_put_in(self) -> str | None:
        """As the formula has it: parameters meet the last axes."""
        return None
