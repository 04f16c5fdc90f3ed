"""Scaling features: to a range, or to mean 0 and variance 1."""

from statistics import fmean, pstdev, stdev
from typing import Any

from studyapp.domain.text import Text
from studyapp.domain.value import Number, Value
from studyapp.engine.solving.inputs import flat
from studyapp.engine.solving.solver import Array, Solver, given, mistake, require, step
from studyapp.i18n import N_

VALUES = Text(en="the values of one feature", zh="某个特征的各个值")
ALL_EQUAL = N_("{parameter} holds only equal values, {x}; they cannot be scaled apart")


class MinMax(Solver):
    """Values scaled linearly so that the smallest is `low` and the largest is `high`; shaped like `x`."""

    say = Text(en="Min-max scaling", zh="最小-最大归一化")
    x: Array = given(symbol="x", say=VALUES)
    low: Number = given(default=0, symbol="a", say=Text(en="what the smallest becomes", zh="最小值变成多少"))
    high: Number = given(default=1, symbol="b", say=Text(en="what the largest becomes", zh="最大值变成多少"))
    smallest = step("min(x)", symbol=r"x_{\min}", say=Text(en="The smallest value", zh="最小值"))
    largest = step("max(x)", symbol=r"x_{\max}", say=Text(en="The largest value", zh="最大值"))
    scaled = step(
        "low + (x - smallest)/(largest - smallest)*(high - low)",
        symbol="x'",
        say=Text(
            en="Scaled values",
            zh="缩放后的值",
        ),
    )
    by_largest = mistake(
        scaled,
        "low + x/largest*(high - low)",
        say=Text(
            en="Looks as if you divided by the largest value alone; the smallest must go to the lower end "
            "too.",
            zh="看起来只除以了最大值；最小值也要变成新区间的下端。",
        ),
    )
    not_shifted = mistake(
        scaled,
        "low + x/(largest - smallest)*(high - low)",
        say=Text(
            en="Looks as if the smallest value was not subtracted first.",
            zh="看起来没有先减去最小值。",
        ),
    )
    unit_range = mistake(
        scaled,
        "(x - smallest)/(largest - smallest)",
        say=Text(
            en="That is the scaling to [0, 1]; another range is asked for.",
            zh="这是缩放到 [0, 1]；题目要的是另一个区间。",
        ),
    )
    low_forgotten = mistake(
        scaled,
        "low + (x - smallest)/(largest - smallest)*high",
        say=Text(
            en="Looks as if you multiplied by the upper end; the new range is b − a wide.",
            zh="看起来乘的是新区间的上端 b；应乘以它的宽度 b − a。",
        ),
    )
    standardized = mistake(
        scaled,
        "(x - mean(x))/std(x)",
        say=Text(
            en="Those have mean 0 and variance 1: that is standardisation, another map.",
            zh="这些值均值为 0、方差为 1：那是标准化，是另一种变换。",
        ),
    )
    apart = require("largest > smallest", "x", ALL_EQUAL)
    some_range = require("low != high", "high", N_("{parameter} is {high}; it must differ from low, {low}"))
    result = scaled

    def simulate(self) -> Value:
        """On the line through the two ends, value by value in floats."""
        values = [float(value) for value in flat(self.x)]
        left, right = min(values), max(values)
        low, high = float(self.low), float(self.high)
        return tuple((low * (right - value) + high * (value - left)) / (right - left) for value in values)


class ZScore(Solver):
    """Values with their mean taken off and divided by their standard deviation; shaped like `x`."""

    say = Text(en="Standardisation", zh="标准化（z-score）")
    x: Array = given(symbol="x", say=VALUES)
    ddof: int = given(
        default=0,
        ge=0,
        symbol="d",
        say=Text(en="taken off the count: 0, or 1 for a sample", zh="从个数中减去的数：总体取 0，样本取 1"),
    )

    @step(latex=r"\text{len}(x)", symbol="n", say=Text(en="How many values", zh="值的个数"))
    def count(self) -> int:
        """The values, counted."""
        return len(flat(self.x))

    mean = step("mean(x)", symbol=r"\mu", say=Text(en="Mean", zh="均值"))
    variance = step(
        "sum((x - mean)**2)/(count - ddof)", symbol=r"\sigma^2", say=Text(en="Variance", zh="方差")
    )
    deviation = step("sqrt(variance)", symbol=r"\sigma", say=Text(en="Standard deviation", zh="标准差"))
    scaled = step(
        "(x - mean)/deviation",
        symbol="z",
        say=Text(
            en="Standardised values",
            zh="标准化后的值",
        ),
    )
    other_ddof = mistake(
        variance,
        "sum((x - mean)**2)/(count - 1 + min(ddof, 1))",
        say=Text(
            en="Looks as if the other divisor was used: n for a whole set (ddof 0), n − 1 for a sample "
            "(ddof 1).",
            zh="看起来用了另一个除数：总体除以 n（ddof 为 0），样本除以 n − 1（ddof 为 1）。",
        ),
    )
    not_averaged = mistake(
        variance,
        "sum((x - mean)**2)",
        say=Text(
            en="Looks as if the squared distances were added but not divided by their number.",
            zh="看起来把平方差相加后没有除以个数。",
        ),
    )
    no_root = mistake(
        deviation,
        "variance",
        say=Text(
            en="Looks as if you divided by the variance; take its root.",
            zh="看起来除以了方差；应先开平方。",
        ),
    )
    not_centered = mistake(
        scaled,
        "x/deviation",
        say=Text(en="Looks as if the mean was not subtracted.", zh="看起来没有减去均值。"),
    )
    to_range = mistake(
        scaled,
        "(x - min(x))/(max(x) - min(x))",
        say=Text(
            en="Those lie in [0, 1]: that is min-max scaling, another map.",
            zh="这些值在 [0, 1] 内：那是最小-最大归一化，是另一种变换。",
        ),
    )
    enough = require(
        "count > ddof", "ddof", N_("{parameter} is {ddof}; it must be below the number of values, {count}")
    )
    apart = require("max(x) > min(x)", "x", ALL_EQUAL)
    result = scaled

    def simulate(self) -> Any:
        """By the standard library's statistics, where it has the divisor."""
        values = [float(value) for value in flat(self.x)]
        if self.ddof > 1:
            return None
        deviation = stdev(values) if self.ddof else pstdev(values)
        return tuple((value - fmean(values)) / deviation for value in values)
