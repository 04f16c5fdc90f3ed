"""What the losses of regression share: predictions, targets, and the errors between them."""

from studyapp.domain.text import Text
from studyapp.engine.solvers.losses.shapes import must_have_shape_of
from studyapp.engine.solving.solver import Array, Solver, given, mistake, step


class Regression(Solver, shared=True):
    """A loss of the errors prediction − target."""

    prediction: Array = given(symbol=r"\hat{y}", say=Text(en="what the model says", zh="模型的预测值"))
    target: Array = given(symbol="y", say=Text(en="what is true, of the same shape", zh="真实值，形状相同"))
    errors = step(
        "prediction - target",
        symbol="e",
        say=Text(en="Errors (prediction minus target)", zh="误差（预测值减真实值）"),
    )
    errors_turned = mistake(
        errors,
        "target - prediction",
        say=Text(
            en="The numbers are right but for their signs: the error is prediction minus target.",
            zh="数值对了，但正负号反了：误差是预测值减真实值。",
        ),
    )

    def check(self) -> None:
        """Every prediction has its target."""
        must_have_shape_of("prediction", self.prediction, "target", self.target)
