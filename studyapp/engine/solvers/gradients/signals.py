"""How the variance of a signal grows or shrinks from layer to layer."""

from typing import Any

from studyapp.domain.text import Text
from studyapp.domain.value import Number
from studyapp.engine.solvers.gradients.chains import MOST_LAYERS_WALKED, power_written
from studyapp.engine.solvers.gradients.long_powers import power_that_fits
from studyapp.engine.solving.solver import Solver, given, mistake, step
from studyapp.engine.solving.written import term


class SignalVariance(Solver):
    """Variance of the signal behind some linear layers: (fan_in·weight_std²)^layers·input_variance.

    Weights and inputs are independent with mean 0, all layers alike, no activation in between (Glorot &
    Bengio 2010). The signal keeps its size just where fan_in·weight_std² = 1.
    """

    say = Text(en="Variance of a signal through layers", zh="信号逐层传播的方差")
    fan_in: int = given(ge=1, symbol="n", say=Text(en="inputs of each unit", zh="每个单元的输入个数"))
    weight_std: Number = given(
        ge=0, symbol=r"\sigma", say=Text(en="standard deviation of the weights", zh="权重的标准差")
    )
    input_variance: Number = given(ge=0, symbol="v_0", say=Text(en="variance of the inputs", zh="输入的方差"))
    layers: int = given(ge=1, symbol="L", say=Text(en="layers that it passes", zh="经过的层数"))
    growth = step(
        "fan_in*weight_std**2",
        symbol="q",
        say=Text(en="What one layer multiplies the variance by", zh="每一层使方差变为原来的几倍"),
    )

    @step(
        latex=r"q^{L} \cdot v_0",
        symbol="v_L",
        say=Text(en="Variance behind the last layer", zh="最后一层之后的方差"),
    )
    def variance(self, growth: Any) -> Number:
        """Layer by layer, all at once."""
        return power_that_fits(growth, self.layers, self.input_variance)

    @variance.numbers
    def _variance_put_in(self) -> str:
        return rf"{power_written(self.growth, self.layers)} \times {term(self.input_variance)}"

    not_squared = mistake(
        growth,
        "fan_in*weight_std",
        say=Text(
            en="Looks as if the standard deviation was not squared; variances add up, so its square counts.",
            zh="看起来没有把标准差平方；相加的是方差，要用它的平方。",
        ),
    )
    no_fan = mistake(
        growth,
        "weight_std**2",
        say=Text(
            en="Looks as if the fan-in was left out: a unit adds up that many products.",
            zh="看起来漏乘了扇入：每个单元要把这么多个乘积相加。",
        ),
    )
    all_squared = mistake(
        growth,
        "(fan_in*weight_std)**2",
        say=Text(
            en="Looks as if the fan-in was squared too; the variances of the products are added once each.",
            zh="看起来把扇入也平方了；各个乘积的方差只各加一次。",
        ),
    )
    halved = mistake(
        growth,
        "fan_in*weight_std**2/2",
        say=Text(
            en="Looks as if half was taken off for a ReLU; these layers are linear.",
            zh="看起来按 ReLU 减去了一半；这里的层是线性的。",
        ),
    )
    one_layer = mistake(
        variance,
        "growth*input_variance",
        say=Text(
            en="That is the variance behind the first layer; each further one multiplies again.",
            zh="这是第一层之后的方差；之后每一层都要再乘一次。",
        ),
    )
    times_layers = mistake(
        variance,
        "growth*layers*input_variance",
        say=Text(
            en="Looks as if the growth was multiplied by the number of layers; it takes a power.",
            zh="看起来用倍数乘了层数；应取乘方。",
        ),
    )
    inputs_left_out = mistake(
        variance,
        "growth**layers",
        say=Text(
            en="Looks as if the variance of the inputs was left out; it all starts from there.",
            zh="看起来漏掉了输入的方差；一切从它开始。",
        ),
    )
    result = variance

    def simulate(self) -> Any:
        """Add up the variances of all products, layer after layer."""
        if self.layers * self.fan_in > MOST_LAYERS_WALKED:
            return None
        weight: Any = self.weight_std * self.weight_std
        signal: Any = self.input_variance
        for _ in range(self.layers):
            signal = sum((weight * signal for _ in range(self.fan_in)), start=0)
        return signal
