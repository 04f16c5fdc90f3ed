"""The loss of absolute errors."""

from typing import Any

from studyapp.domain.text import Text
from studyapp.engine.solvers.losses.averages import mean_of, mean_written
from studyapp.engine.solvers.losses.regression import Regression
from studyapp.engine.solvers.losses.words import NOT_AVERAGED, SIGNS_CANCEL
from studyapp.engine.solving.inputs import flat
from studyapp.engine.solving.solver import mistake, step

SQUARED = Text(
    en="Looks as if the errors were squared: that is for the MSE. Here only the signs go.",
    zh="看起来把误差平方了：那是 MSE 的做法。这里只去掉正负号。",
)


class Mae(Regression):
    """Mean absolute error over all entries, in the unit of the target (PyTorch's `l1_loss`)."""

    say = Text(en="Mean absolute error", zh="平均绝对误差（MAE）")
    absolute = step("abs(errors)", symbol="a", say=Text(en="Errors without their signs", zh="误差的绝对值"))

    @step(
        latex=r"\frac{1}{n} \sum_i a_i",
        symbol="L",
        say=Text(en="Loss (their mean)", zh="损失（取平均）"),
    )
    def loss(self, absolute: Any) -> Any:
        """The absolute errors, averaged."""
        return mean_of(absolute)

    @loss.numbers
    def _loss_put_in(self) -> str:
        return mean_written(self.absolute)

    signs_kept = mistake(absolute, "errors", say=SIGNS_CANCEL)
    squared = mistake(absolute, "errors**2", say=SQUARED)
    not_averaged = mistake(loss, "sum(absolute)", say=NOT_AVERAGED)
    signs_cancelled = mistake(loss, "mean(errors)", say=SIGNS_CANCEL)
    sign_dropped_late = mistake(
        loss,
        "abs(mean(errors)) if mean(errors) < 0 else loss",
        say=Text(
            en="Looks as if the sign was dropped after averaging; drop each error's first.",
            zh="看起来取平均之后才去掉正负号；应先对每个误差取绝对值。",
        ),
    )
    mean_squared = mistake(loss, "mean(errors**2)", say=SQUARED)
    rooted = mistake(
        loss,
        "sqrt(mean(errors**2))",
        say=Text(
            en="That is the root mean squared error; here absolute values are averaged.",
            zh="这是 RMSE：先平方、再平均、再开方。MAE 只取绝对值。",
        ),
    )
    result = loss

    def simulate(self) -> Any:
        """How far the larger of the two is above the smaller one, on average."""
        pairs = list(zip(flat(self.prediction), flat(self.target), strict=True))
        return sum(float(max(pair) - min(pair)) for pair in pairs) / len(pairs)
