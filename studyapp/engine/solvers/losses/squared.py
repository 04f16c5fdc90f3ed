"""Losses of squared errors: MSE and its root."""

import math
from statistics import fmean, pvariance
from typing import Any

from studyapp.domain.text import Text
from studyapp.engine.solvers.losses.averages import mean_of, mean_written
from studyapp.engine.solvers.losses.regression import Regression
from studyapp.engine.solvers.losses.words import MEAN_ABSOLUTE, NOT_AVERAGED
from studyapp.engine.solving.inputs import flat
from studyapp.engine.solving.solver import mistake, step

SQUARES = Text(en="Errors squared", zh="误差的平方")


class SquaredErrors(Regression, shared=True):
    """A loss worked from the squared errors."""

    squares = step("errors**2", symbol="s", say=SQUARES)
    doubled = mistake(
        squares,
        "2*errors",
        say=Text(
            en="Looks as if the errors were doubled; the square of 3 is 9, not 6.",
            zh="看起来把误差乘以了 2；3 的平方是 9，不是 6。",
        ),
    )
    squared_apart = mistake(
        squares,
        "prediction**2 - target**2",
        say=Text(
            en="Looks as if prediction and target were squared one by one. Subtract first, then square.",
            zh="看起来分别对预测值和真实值取了平方。应先相减再平方。",
        ),
    )


class Mse(SquaredErrors):
    """Mean squared error over all entries, in the unit of the target squared; no factor 1/2."""

    say = Text(en="Mean squared error", zh="均方误差（MSE）")

    @step(
        latex=r"\frac{1}{n} \sum_i s_i",
        symbol="L",
        say=Text(en="Loss (the mean of the squares)", zh="损失（平方的平均值）"),
    )
    def loss(self, squares: Any) -> Any:
        """The squares, averaged."""
        return mean_of(squares)

    @loss.numbers
    def _loss_put_in(self) -> str:
        return mean_written(self.squares)

    not_averaged = mistake(loss, "sum(squares)", say=NOT_AVERAGED)
    rooted = mistake(
        loss,
        "sqrt(loss)",
        say=Text(
            en="That is the root mean squared error; this one stays without a root.",
            zh="这是均方根误差 RMSE；MSE 不开根号。",
        ),
    )
    halved = mistake(
        loss,
        "loss/2",
        say=Text(
            en="Looks as if a half came in. Some books put one there; this mean has none.",
            zh="看起来多乘了 1/2。有的教材会带上它；这里的定义没有。",
        ),
    )
    absolute = mistake(loss, "mean(abs(errors))", say=MEAN_ABSOLUTE)
    squared_late = mistake(
        loss,
        "mean(errors)**2",
        say=Text(
            en="Looks as if the errors were averaged before squaring. Square each one first.",
            zh="看起来先取平均再平方了。应先分别平方，再取平均。",
        ),
    )
    result = loss

    def simulate(self) -> float:
        """Variance of the errors plus their mean squared."""
        errors = [float(y) - float(t) for y, t in zip(flat(self.prediction), flat(self.target), strict=True)]
        return pvariance(errors) + fmean(errors) ** 2


class Rmse(SquaredErrors):
    """Root of the mean squared error in the unit of the target; exact where that is a perfect square."""

    say = Text(en="Root mean squared error", zh="均方根误差（RMSE）")

    @step(
        latex=r"\frac{1}{n} \sum_i s_i",
        symbol="m",
        say=Text(en="Mean of the squares", zh="平方的平均值"),
    )
    def mean_square(self, squares: Any) -> Any:
        """The squares, averaged."""
        return mean_of(squares)

    @mean_square.numbers
    def _mean_put_in(self) -> str:
        return mean_written(self.squares)

    loss = step("sqrt(mean_square)", symbol="L", say=Text(en="Loss (its root)", zh="损失（开平方）"))

    not_averaged = mistake(mean_square, "sum(squares)", say=NOT_AVERAGED)
    squared_late = mistake(
        mean_square,
        "mean(errors)**2",
        say=Text(
            en="Looks as if the errors were averaged before squaring. Square each one first.",
            zh="看起来先取平均再平方了。应先分别平方，再取平均。",
        ),
    )
    no_root = mistake(
        loss,
        "mean_square",
        say=Text(
            en="That is the mean squared error; its root is asked for.", zh="这是 MSE；RMSE 还要开平方。"
        ),
    )
    root_of_sum = mistake(
        loss,
        "sqrt(sum(squares))",
        say=Text(
            en="Looks as if the root was taken of the sum; divide by the number of errors first.",
            zh="看起来直接对平方和开了根号；应先除以误差的个数。",
        ),
    )
    averaged_after_root = mistake(
        loss,
        "sqrt(sum(squares))*mean_square/sum(squares)",
        say=Text(
            en="Looks as if you divided after taking the root; the mean stands inside it.",
            zh="看起来开根号之后才除以个数；平均是在根号里面做的。",
        ),
    )
    absolute = mistake(loss, "mean(abs(errors))", say=MEAN_ABSOLUTE)
    halved = mistake(
        loss,
        "sqrt(mean_square/2)",
        say=Text(
            en="Looks as if a half came in under the root; this mean has none.",
            zh="看起来根号里多乘了 1/2；这里的定义没有。",
        ),
    )
    result = loss

    def simulate(self) -> float:
        """The distance between the two points, shared out over their axes."""
        prediction, target = map(float, flat(self.prediction)), map(float, flat(self.target))
        pairs = list(zip(prediction, target, strict=True))
        return math.dist(*zip(*pairs, strict=True)) / math.sqrt(len(pairs))
