"""Losses of two branches, squares near zero and a straight line beyond; and what both solvers say of them."""

from collections.abc import Callable
from typing import Any

from studyapp.domain.text import Text

ABSOLUTE = Text(en="Errors without their signs", zh="误差的绝对值")
PER_ELEMENT = Text(en="Loss of each prediction", zh="每个预测的损失")
MEAN = Text(en="Loss (their mean)", zh="损失（取平均）")

BRANCHES_SWAPPED = Text(
    en="Looks as if the branches changed places: small errors are squared, large ones are on the line.",
    zh="看起来两个分支用反了：小误差取平方，大误差用直线。",
)
NO_HALF = Text(
    en="Looks as if the half was left out of the squares; with it the two branches meet.",
    zh="看起来平方项漏乘了 1/2；有了它两个分支才接得上。",
)
ALL_SQUARED = Text(
    en="Looks as if every error was squared; beyond the bend the loss is a straight line.",
    zh="看起来所有误差都取了平方；超过转折点之后损失是一条直线。",
)


def by_branch(absolute: Any, limit: Any, near: Callable[[Any], Any], far: Callable[[Any], Any]) -> Any:
    """`near` of the entries up to the limit, `far` of those beyond."""
    if not getattr(absolute, "ndim", 0):
        return near(absolute) if absolute <= limit else far(absolute)
    import numpy as np  # slow to load, and numbers do without

    bound = limit if absolute.dtype == object else float(limit)
    return np.where(absolute <= bound, near(absolute), far(absolute))
