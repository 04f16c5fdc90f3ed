"""What all norms share: scale and shift, and the words for what goes wrong before."""

from collections.abc import Callable, Mapping
from typing import Any

from studyapp.domain.text import Text
from studyapp.domain.value import Number
from studyapp.engine.expression import latex_value
from studyapp.engine.expression.numbers import is_array
from studyapp.engine.solvers.normalization.channels import MOST_WRITTEN_OUT
from studyapp.engine.solving.solver import Array, Solver, given, mistake
from studyapp.engine.solving.steps import Formula, Step
from studyapp.engine.solving.written import listed, term

MOST_ROWS_WRITTEN = 3

NORMALIZED = Text(en="Normalised values", zh="归一化后的值")
OUTPUT = Text(en="Output (scaled by γ and shifted by β)", zh="输出（乘以 γ、加上 β）")
NO_ROOT = Text(
    en="Looks as if you divided by the variance; take its root.",
    zh="看起来除以了方差；应先开平方。",
)
MEAN_KEPT = Text(en="Looks as if the mean was not subtracted.", zh="看起来没有减去均值。")
EPS_OUTSIDE = Text(
    en="Looks as if ε was added after the root; it stands inside.",
    zh="看起来在开方之后才加 ε；ε 在根号里面。",
)


class RowByRow(Formula):
    """A formula whose line with the numbers may be written for one row of values after the other."""

    def __init__(self, source: str, write: Callable[[Any], str | None]) -> None:
        super().__init__(source)
        self.write = write

    def numbers(self, solver: Any, symbols: Mapping[str, str]) -> str:
        """By rows, or left out where those are too many; as the formula has it where `write` gives None."""
        written = self.write(solver)
        return super().numbers(solver, symbols) if written is None else written


class Norm(Solver, shared=True):
    """A norm's last step: normalised values scaled and shifted."""

    gamma: Array = given(
        default=1,
        ndim=(0, 1),
        symbol=r"\gamma",
        say=Text(en="scale, one for all or one a channel", zh="缩放参数，共用或每通道一个"),
    )
    beta: Array = given(
        default=0,
        ndim=(0, 1),
        symbol=r"\beta",
        say=Text(en="shift, one for all or one a channel", zh="平移参数，共用或每通道一个"),
    )
    eps: Number = given(
        default=1e-5,
        ge=0,
        symbol=r"\epsilon",
        say=Text(en="added to the variance inside the root", zh="在根号内加到方差上的极小值"),
    )
    output = Step(
        RowByRow("gamma*normalized + beta", lambda solver: solver.output_put_in()), symbol="y", say=OUTPUT
    )
    not_scaled = mistake(
        output,
        "normalized",
        say=Text(
            en="Those are the normalised values; scale them by γ and shift them by β.",
            zh="这是归一化后的值；还要乘以 γ、加上 β。",
        ),
    )
    swapped = mistake(
        output,
        "beta*normalized + gamma",
        say=Text(
            en="Looks as if γ and β changed places: γ multiplies, β is added.",
            zh="看起来 γ 和 β 互换了：γ 用来乘，β 用来加。",
        ),
    )
    no_beta = mistake(
        output,
        "gamma*normalized",
        say=Text(en="Looks as if β was left out.", zh="看起来漏加了 β。"),
    )
    beta_first = mistake(
        output,
        "gamma*(normalized + beta)",
        say=Text(
            en="Looks as if β was added before scaling; it comes after γ.",
            zh="看起来在缩放之前就加了 β；应先乘 γ 再加 β。",
        ),
    )

    def output_put_in(self) -> str | None:
        """Channel by channel for images whose channels have parameters of their own."""
        values = self.worked("normalized")
        if values.ndim < 3 or not (is_array(self.gamma) or is_array(self.beta)):
            return None
        lines = []
        for at, row in enumerate(values.reshape(values.shape[0] * values.shape[1], -1)):
            scale, shift = (of_row(numbers, at) for numbers in (self.gamma, self.beta))
            lines.append(rf"{term(scale)} \times {in_a_row(row)} + {term(shift)}")
        return rows_written(lines, values[0, 0].size)


def of_row(numbers: Any, at: int) -> Any:
    """What the channel of a row of (N · C, …) has, where there may be one number for all."""
    return numbers[at % len(numbers)] if is_array(numbers) else numbers


def in_a_row(values: Any) -> str:
    """Values in a row as LaTeX."""
    return f"[{', '.join(map(latex_value, values))}]"


def root_of(variance: Any, eps: Number) -> str:
    """The deviation with its numbers, as LaTeX."""
    return rf"\sqrt{{{latex_value(variance)} + {latex_value(eps)}}}"


def rows_written(lines: list[str], width: int) -> str:
    """The lines beside one another; empty where there are too many, or they are too long."""
    return listed(lines, MOST_ROWS_WRITTEN) if width <= MOST_WRITTEN_OUT else ""
