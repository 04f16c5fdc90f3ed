"""How the losses of single samples become one number: mean, sum, or not at all."""

from typing import Any

from studyapp.domain.text import Text
from studyapp.engine.solving.solver import given

REDUCTIONS = ("mean", "sum", "none")

REDUCED = Text(en="Loss of all samples together", zh="所有样本合起来的损失")
PER_SAMPLE = Text(en="Loss of each sample", zh="每个样本的损失")


def reduction() -> Any:
    """The parameter that says how the samples' losses are put together."""
    return given(
        default="mean",
        choices=REDUCTIONS,
        symbol=r"\text{reduction}",
        say=Text(en="mean, sum, or each sample's own loss", zh="取平均、求和，或保留每个样本的损失"),
    )
