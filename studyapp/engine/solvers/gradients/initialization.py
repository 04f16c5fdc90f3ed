"""Initialising weights so that signals keep their size: fans, and the standard deviations they call for."""

from functools import reduce
from typing import Any

from studyapp.domain.text import Text
from studyapp.domain.value import Number
from studyapp.engine.expression.arithmetic import multiply
from studyapp.engine.solving.solver import Solver, Wholes, given, mistake, require, step
from studyapp.engine.solving.written import latex_of
from studyapp.i18n import N_

MOST_WEIGHTS_COUNTED = 3_000

NO_ROOT = Text(
    en="That is the variance; the standard deviation is its root.", zh="这是方差；标准差要再开平方。"
)
UNIFORM_BOUND = Text(
    en="That is the bound of the uniform variant; its standard deviation is smaller by √3.",
    zh="这是均匀分布版本的界；标准差还要除以 √3。",
)


class Fan(Solver):
    """Inputs that meet in one output, and outputs that one input reaches: {fan_in, fan_out}, counts.

    For a weight of shape (out, in, …) as PyTorch keeps it: linear (out, in), convolution (out, in/groups, h,
    w). Keras keeps (…, in, out). As PyTorch's `_calculate_fan_in_and_fan_out`, groups are not looked at.
    """

    say = Text(en="Fan-in and fan-out", zh="扇入与扇出")
    shape: Wholes = given(
        ge=1,
        symbol="S",
        axes=(r"n_{\text{out}}", r"n_{\text{in}}"),
        say=Text(
            en="shape of the weight: out, in, then the kernel's sides",
            zh="权重的形状：输出、输入，然后是卷积核各边",
        ),
    )

    @step(
        latex=r"\prod_{i \ge 2} S_i",
        symbol="k",
        say=Text(en="Positions of the kernel (1 for a linear layer)", zh="卷积核的位置数（线性层为 1）"),
    )
    def positions(self) -> int:
        """The sides behind the first two, multiplied."""
        return int(reduce(multiply, self.shape[2:], 1))

    @positions.numbers
    def _positions_put_in(self) -> str:
        return r" \times ".join(map(latex_of, self.shape[2:]))

    fan_in = step(
        "shape[1]*positions",
        symbol=r"f_{\text{in}}",
        say=Text(en="Fan-in (weights that meet in one output)", zh="扇入（汇入一个输出的权重数）"),
    )
    fan_out = step(
        "shape[0]*positions",
        symbol=r"f_{\text{out}}",
        say=Text(en="Fan-out (weights that lead from one input)", zh="扇出（从一个输入引出的权重数）"),
    )
    no_kernel_in = mistake(
        fan_in,
        "shape[1]",
        say=Text(
            en="Looks as if the kernel was left out: every position of it brings an input a channel.",
            zh="看起来漏掉了卷积核：它的每个位置都为每个通道带来一个输入。",
        ),
    )
    no_kernel_out = mistake(
        fan_out,
        "shape[0]",
        say=Text(
            en="Looks as if the kernel was left out: an input is seen from every position of it.",
            zh="看起来漏掉了卷积核：一个输入会被它的每个位置看到。",
        ),
    )
    swapped_in = mistake(
        fan_in,
        "shape[0]*positions",
        say=Text(
            en="That is the fan-out; PyTorch's weights have the outputs first.",
            zh="这是扇出；PyTorch 的权重把输出放在最前。",
        ),
    )
    swapped_out = mistake(
        fan_out,
        "shape[1]*positions",
        say=Text(
            en="That is the fan-in; PyTorch's weights have the outputs first.",
            zh="这是扇入；PyTorch 的权重把输出放在最前。",
        ),
    )
    all_weights = mistake(
        fan_in,
        "shape[0]*shape[1]*positions",
        say=Text(
            en="That counts all weights; only those of one output meet there.",
            zh="这是全部权重的个数；汇入一个输出的只有它自己的那些。",
        ),
    )
    two_axes = require(
        "len(shape) >= 2",
        "shape",
        N_("{parameter} is {shape}; a fan needs at least two axes, [out, in, …]"),
    )
    result = (fan_in, fan_out)

    def simulate(self) -> dict[str, int] | None:
        """Count the weights, entry by entry, that belong to the first output and to the first input."""
        if reduce(multiply, self.shape, 1) > MOST_WEIGHTS_COUNTED:
            return None
        places: list[tuple[int, ...]] = [()]
        for length in self.shape:
            places = [(*place, at) for place in places for at in range(length)]
        return {
            "fan_in": sum(place[0] == 0 for place in places),
            "fan_out": sum(place[1] == 0 for place in places),
        }


class XavierStd(Solver):
    """Standard deviation of weights by Xavier (Glorot) initialisation: gain·√(2/(fan_in + fan_out)).

    As PyTorch's `xavier_normal_` (Glorot & Bengio 2010). Its uniform variant draws from ±√3 times this.
    Keras's `GlorotNormal` draws from a truncated normal with this standard deviation.
    """

    say = Text(en="Xavier initialisation", zh="Xavier 初始化")
    fan_in: int = given(ge=1, symbol=r"f_{\text{in}}", say=Text(en="inputs of one output", zh="扇入"))
    fan_out: int = given(ge=1, symbol=r"f_{\text{out}}", say=Text(en="outputs of one input", zh="扇出"))
    gain: Number = given(
        default=1, gt=0, symbol="a", say=Text(en="factor for the activation", zh="与激活函数有关的增益")
    )
    variance = step(
        "2/(fan_in + fan_out)",
        symbol="v",
        say=Text(
            en="Variance without gain (1 over the mean of both fans)",
            zh="不含增益的方差（扇入与扇出平均数的倒数）",
        ),
    )
    std = step(
        "gain*sqrt(variance)",
        symbol=r"\sigma",
        say=Text(en="Standard deviation (root, times the gain)", zh="标准差（开平方，再乘增益）"),
    )
    he = mistake(
        variance,
        "2/fan_in",
        say=Text(
            en="That is He initialisation, meant for ReLU; Xavier takes both fans.",
            zh="这是为 ReLU 设计的 He 初始化；Xavier 要用扇入和扇出。",
        ),
    )
    lecun = mistake(
        variance,
        "1/fan_in",
        say=Text(
            en="That is LeCun initialisation, by the fan-in alone; Xavier takes both fans.",
            zh="这是只用扇入的 LeCun 初始化；Xavier 要用扇入和扇出。",
        ),
    )
    not_averaged = mistake(
        variance,
        "1/(fan_in + fan_out)",
        say=Text(
            en="Looks as if the fans were added without halving; their mean counts, so the 2 stands above.",
            zh="看起来把扇入扇出相加后没有取平均；用的是平均数，所以分子是 2。",
        ),
    )
    no_root = mistake(std, "gain*variance", say=NO_ROOT)
    uniform_bound = mistake(std, "gain*sqrt(3*variance)", say=UNIFORM_BOUND)
    no_gain = mistake(
        std,
        "sqrt(variance)",
        say=Text(en="Looks as if the gain was left out.", zh="看起来漏乘了增益。"),
    )
    result = std

    def simulate(self) -> Any:
        """From the bound of the uniform variant, whose variance is a third of its square."""
        bound = (6 / (self.fan_in + self.fan_out)) ** 0.5
        return float(self.gain) * bound / 3**0.5


class HeStd(Solver):
    """Standard deviation of weights by He (Kaiming) initialisation: √(2/((1 + negative_slope²)·fan_in)).

    As PyTorch's `kaiming_normal_` with mode fan_in (He et al. 2015): for ReLU the slope is 0, for leaky ReLU
    its slope below 0. PyTorch's layers themselves call `kaiming_uniform_` with a = √5.
    """

    say = Text(en="He initialisation", zh="He 初始化")
    fan_in: int = given(ge=1, symbol=r"f_{\text{in}}", say=Text(en="inputs of one output", zh="扇入"))
    negative_slope: Number = given(
        default=0, symbol="a", say=Text(en="the activation's slope below 0", zh="激活函数在负半轴的斜率")
    )
    variance = step(
        "2/((1 + negative_slope**2)*fan_in)",
        symbol="v",
        say=Text(
            en="Variance (the 2 makes up for what the activation takes)",
            zh="方差（分子 2 弥补激活函数减去的一半）",
        ),
    )
    std = step("sqrt(variance)", symbol=r"\sigma", say=Text(en="Standard deviation", zh="标准差"))
    for_linear = mistake(
        variance,
        "1/fan_in",
        say=Text(
            en="That suits linear layers (LeCun). ReLU loses half of the signal: a 2 stands above.",
            zh="这适合线性层（LeCun 初始化）。ReLU 会丢掉一半信号：分子应为 2。",
        ),
    )
    slope_left_out = mistake(
        variance,
        "2/fan_in",
        say=Text(
            en="Looks as if the slope was left out: a leaky ReLU lets some of the negative half through.",
            zh="看起来没有考虑斜率：leaky ReLU 会让负半轴的一部分通过。",
        ),
    )
    slope_not_squared = mistake(
        variance,
        "2/((1 + negative_slope)*fan_in)",
        say=Text(
            en="Looks as if the slope was not squared; variances go with its square.",
            zh="看起来没有把斜率平方；方差随它的平方变化。",
        ),
    )
    no_root = mistake(std, "variance", say=NO_ROOT)
    uniform_bound = mistake(std, "sqrt(3*variance)", say=UNIFORM_BOUND)
    result = std

    def simulate(self) -> float:
        """The gain over the root of the fan."""
        gain = (2 / (1 + float(self.negative_slope) ** 2)) ** 0.5
        return float(gain / self.fan_in**0.5)
