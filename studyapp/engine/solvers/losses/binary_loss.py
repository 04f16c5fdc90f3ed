"""What both binary cross-entropies share: the loss for either answer, which of them counts, and the mean."""

from typing import Any

from studyapp.domain.text import Text
from studyapp.engine.expression.arithmetic import add, divide, multiply, subtract
from studyapp.engine.solvers.losses.averages import entries_written, mean_of, mean_written, sum_of
from studyapp.engine.solvers.losses.shapes import stretched
from studyapp.engine.solvers.losses.words import BASE_2, BASE_10, NOT_AVERAGED, NOT_NEGATED
from studyapp.engine.solving.inputs import flat
from studyapp.engine.solving.solver import Array, Solver, given, mistake, step
from studyapp.engine.solving.written import latex_of, term, total

BINARY_TARGET = Text(en="what is true: 0, 1, or a probability between", zh="真实标签：0、1 或两者之间的概率")
IF_ONE = Text(en="Loss where the target is 1", zh="标签为 1 时的损失")
IF_ZERO = Text(en="Loss where the target is 0", zh="标签为 0 时的损失")


class BinaryLoss(Solver, shared=True):
    """A loss made of one for the answer 1 and one for the answer 0 (`loss_if_one`, `loss_if_zero`)."""

    target: Array
    weight: Array = given(
        default=None,
        ge=0,
        symbol="w",
        say=Text(en="how much each prediction counts", zh="每个预测的权重"),
    )

    @step(
        latex=r"y \cdot \ell_1 + (1 - y) \cdot \ell_0",
        symbol=r"\ell",
        say=Text(en="Loss of each prediction (the target chooses)", zh="每个预测的损失（由标签选取）"),
    )
    def per_element(self, loss_if_one: Any, loss_if_zero: Any) -> Any:
        """A target between takes a share of both."""
        return add(multiply(self.target, loss_if_one), multiply(subtract(1, self.target), loss_if_zero))

    @per_element.numbers
    def _per_element_put_in(self) -> str:
        losses = zip(
            flat(self.target),
            flat(self.worked("loss_if_one")),
            flat(self.worked("loss_if_zero")),
            strict=True,
        )
        entries = [
            total([_product(share, loss) for share, loss in ((target, one), (1 - target, zero)) if share])
            for target, one, zero in losses
        ]
        return entries_written(entries, self.per_element)

    @step(
        latex=r"w \cdot \ell",
        symbol="v",
        say=Text(en="Weighted losses", zh="加权后的损失"),
    )
    def weighted(self, per_element: Any) -> Any:
        """In use where there are weights."""
        return per_element if self.weight is None else multiply(self.weight, per_element)

    @weighted.numbers
    def _weighted_put_in(self) -> str:
        weights = stretched(1 if self.weight is None else self.weight, self.per_element)
        pairs = zip(weights, flat(self.per_element), strict=True)
        entries = (rf"{latex_of(weight)} \times {latex_of(loss)}" for weight, loss in pairs)
        return entries_written(entries, self.per_element)

    @step(
        latex=r"\frac{1}{n} \sum_i v_i",
        symbol="L",
        say=Text(en="Loss (the mean over all predictions)", zh="损失（对所有预测取平均）"),
    )
    def loss(self, weighted: Any) -> Any:
        """Divided by the number of elements, whatever their weights."""
        return mean_of(weighted)

    @loss.formula
    def _loss_written(self) -> str:
        return r"\frac{1}{n} \sum_i v_i" if self.in_use("weighted") else r"\frac{1}{n} \sum_i \ell_i"

    @loss.numbers
    def _loss_put_in(self) -> str:
        return mean_written(self.weighted)

    only_ones = mistake(
        per_element,
        "target*loss_if_one",
        say=Text(
            en="Looks as if only the first term was counted; a target of 0 has its loss too.",
            zh="看起来只算了第一项；标签为 0 时也有损失。",
        ),
    )
    changed_places = mistake(
        per_element,
        "(1 - target)*loss_if_one + target*loss_if_zero",
        say=Text(
            en="Looks as if the two losses changed places: the target 1 goes with −ln p.",
            zh="看起来两项损失用反了：标签 1 对应 −ln p。",
        ),
    )
    both_added = mistake(
        per_element,
        "loss_if_one + loss_if_zero",
        say=Text(
            en="Looks as if both losses were added; the target chooses one of them.",
            zh="看起来把两项损失都加上了；应由标签选取其中一项。",
        ),
    )
    weights_ignored = mistake(
        weighted,
        "per_element",
        say=Text(en="Looks as if the weights were left out.", zh="看起来没有乘权重。"),
    )
    not_averaged = mistake(loss, "sum(weighted)", say=NOT_AVERAGED)

    @mistake(
        loss,
        latex=r"\frac{\sum_i v_i}{\sum_i w_i}",
        say=Text(
            en="Looks as if you divided by the sum of the weights, as cross-entropy over classes does; this "
            "mean divides by the number of predictions.",
            zh="看起来除以了权重之和（那是多分类交叉熵的做法）；这里除以预测的个数。",
        ),
    )
    def divided_by_weights(self, weighted: Any) -> Any:
        """As `cross_entropy` has it."""
        weights = stretched(1 if self.weight is None else self.weight, weighted)
        return divide(sum_of(weighted), sum_of(weights))

    base_2 = mistake(loss, "loss/ln(2)", say=BASE_2)
    base_10 = mistake(loss, "loss/ln(10)", say=BASE_10)
    negative = mistake(loss, "-loss", say=NOT_NEGATED)
    result = loss

    def in_use(self, name: str) -> bool:
        """Weighted losses only where there are weights."""
        return name != "weighted" or self.weight is not None


def _product(share: Any, loss: Any) -> str:
    return latex_of(loss) if share == 1 else rf"{term(share)} \times {latex_of(loss)}"


def from_two_answers(target: Any, weight: Any, if_one: float, if_zero: float) -> float:
    """The loss expected when the answer 1 comes with the probability `target`; for second routes."""
    return float(weight) * (float(target) * if_one + (1 - float(target)) * if_zero)
