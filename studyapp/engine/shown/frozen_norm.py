"""Batch norm in evaluation mode: one straight line a channel, which folds into weights."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from studyapp.domain.text import Text
from studyapp.engine.frames import Bars, Curves, Frame, Series, Table
from studyapp.engine.registry import find_solver
from studyapp.text.numbers import show

Row: TypeAlias = tuple[float, ...]
TRAINING = Text(en="training mode", zh="训练模式")
EVALUATION = Text(en="evaluation mode", zh="评估模式")
LEAST_EPS = 1e-12
"""A problem's ε of 0 is taken as this in training mode, where a variance may be 0."""
SEEN_EPS = 1e-5
"""An ε no larger than it is left out where numbers are put in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """What a batch norm layer holds for one channel when training is over."""

    mean: float
    variance: float
    gamma: float = 1.0
    beta: float = 0.0
    eps: float = 1e-5

    @property
    def root(self) -> str:
        """What is divided by, as it is written."""
        if self.eps <= SEEN_EPS:
            return f"√{as_factor(self.variance)}"
        return f"√({show(self.variance, 4)} + {show(self.eps, 3)})"

    def outputs(self, values: Sequence[float]) -> Row:
        """Of evaluation mode: (N) → (N)."""
        found: Any = find_solver("batch_norm_inference")(
            x=tuple(values),
            running_mean=self.mean,
            running_var=self.variance,
            gamma=self.gamma,
            beta=self.beta,
            eps=self.eps,
        ).result_value()
        return tuple(map(float, found))

    def in_training(self, values: Sequence[float]) -> Row:
        """By the batch's own mean and variance; of a single value nothing comes out."""
        if len(values) < 2:
            return ()
        found: Any = find_solver("batch_norm")(
            x=tuple(values), gamma=self.gamma, beta=self.beta, eps=max(self.eps, LEAST_EPS)
        ).result_value()
        return tuple(map(float, found["output"]))

    def folded(self, weights: Row, bias: float) -> tuple[float, Row, float]:
        """The factor, and the weights and the bias that do the same without batch norm."""
        solver = find_solver("fold_batch_norm")(
            weight=(weights,),
            bias=bias,
            mean=self.mean,
            variance=self.variance,
            gamma=self.gamma,
            beta=self.beta,
            eps=self.eps,
        )
        found: Any = solver.work()
        return (
            float(found["scale"]),
            tuple(map(float, found["folded_weight"][0])),
            float(found["folded_bias"][0]),
        )


def evaluated(frozen: Frozen, values: Row) -> Iterator[Frame]:
    """The values one by one: what evaluation mode makes of each, and training mode of their batch."""
    outputs, trained = frozen.outputs(values), frozen.in_training(values)
    for at, (value, output) in enumerate(zip(values, outputs, strict=True)):
        scaled = (output - frozen.beta) / frozen.gamma if frozen.gamma else 0.0
        worked = (
            f"x̂ = ({show(value, 4)} − {as_factor(frozen.mean)})/{frozen.root} = {show(scaled, 4)}; "
            f"γ·x̂ + β = {as_factor(frozen.gamma)}·{as_factor(scaled)} + {as_factor(frozen.beta)} = "
            f"**{show(output, 4)}**"
        )
        if not frozen.gamma:
            worked = f"γ = 0, γ·x̂ + β = β = **{show(output, 4)}**"
        other = Text("", "")
        if trained:
            told = show(trained[at], 4)
            other = Text(
                en=f" In training mode, with the batch's own statistics, it would be {told}.",
                zh=f"训练模式用本批自己的统计量，会得到 {told}。",
            )
        yield Frame(
            title=Text(
                en=f"Evaluation mode: value {at + 1} of {len(values)}",
                zh=f"评估模式：第 {at + 1} 个值（共 {len(values)} 个）",
            ),
            caption=Text(f"{worked}.{other.en}", f"{worked}。{other.zh}"),
            shapes=(_both(values, outputs, trained, at), _lines(frozen, values, outputs, at)),
            figures={
                "x": value,
                "output": output,
                "in_training": trained[at] if trained else None,
                "running_mean": frozen.mean,
                "running_var": frozen.variance,
            },
        )


def _both(values: Row, outputs: Row, trained: Row, at: int) -> Table:
    """The values, and what either mode makes of those looked at so far."""
    rows = [values, outputs, *([trained] if trained else [])]
    return Table(
        say=Text(en="A batch at inference", zh="推理时的一个批次"),
        rows=(Text.same("x"), EVALUATION, *([TRAINING] if trained else [])),
        columns=tuple(Text.same(str(number + 1)) for number in range(len(values))),
        cells=[
            [value if not row or column <= at else None for column, value in enumerate(each)]
            for row, each in enumerate(rows)
        ],
        marks=((1, at),),
    )


def _lines(frozen: Frozen, values: Row, outputs: Row, at: int) -> Curves:
    """The line of evaluation mode with its points; and that of training mode for this batch."""
    ends = (min(values) - 1.0, max(values) + 1.0)
    lines = [Series.of(EVALUATION, ends, frozen.outputs(ends))]
    if len(values) > 1 and min(values) < max(values):
        own = Frozen(
            mean=float(np.mean(values)),
            variance=float(np.var(values)),
            gamma=frozen.gamma,
            beta=frozen.beta,
            eps=frozen.eps,
        )
        lines.append(Series.of(TRAINING, ends, own.outputs(ends)))
    return Curves(
        say=Text(en="Output over input", zh="输出随输入的变化"),
        series=(*lines, Series.of(Text.same("x"), values[: at + 1], outputs[: at + 1], points=True)),
        x=Text.same("x"),
        x_range=ends,
    )


def folding(frozen: Frozen, weights: Row, bias: float) -> Iterator[Frame]:
    """The factor first, then each weight, then the bias."""
    factor, folded, moved = frozen.folded(weights, bias)
    told = f"γ/{frozen.root} = {show(frozen.gamma, 4)}/{frozen.root} = **{show(factor, 4)}**"
    before, after = (*weights, bias), (*folded, moved)
    yield _folded(
        Text(
            en=f"The layer only multiplies by {told}, and adds a number.",
            zh=f"这一层只是乘以 {told}，再加一个数。",
        ),
        before,
        after,
        0,
        factor,
    )
    for at, weight in enumerate(weights):
        worked = f"{as_factor(weight)}·{as_factor(factor)} = **{show(folded[at], 4)}**"
        yield _folded(
            Text(en=f"Weight {at + 1}: {worked}.", zh=f"第 {at + 1} 个权重：{worked}。"),
            before,
            after,
            at + 1,
            factor,
        )
    worked = (
        f"({show(bias, 4)} − {as_factor(frozen.mean)})·{as_factor(factor)} + {as_factor(frozen.beta)} = "
        f"**{show(moved, 4)}**"
    )
    yield _folded(
        Text(
            en=f"The bias goes through the layer as any output does: {worked}.",
            zh=f"偏置和其他输出一样经过这一层：{worked}。",
        ),
        before,
        after,
        len(before),
        factor,
    )


def _folded(told: Text, before: Row, after: Row, known: int, factor: float) -> Frame:
    """Weights and bias before and after, as far as they are known."""
    names = [Text.same(f"w{at + 1}") for at in range(len(before) - 1)]
    names.append(Text(en="bias", zh="偏置"))
    columns = (Text(en="before", zh="原来"), Text(en="folded", zh="合并后"))
    return Frame(
        title=Text(en="Folded into the weights", zh="合并到权重里"),
        caption=told,
        shapes=(
            Table(
                say=Text(en="Without batch norm", zh="去掉批量归一化"),
                rows=tuple(names),
                columns=columns,
                cells=[
                    [was, now if at < known else None]
                    for at, (was, now) in enumerate(zip(before, after, strict=True))
                ],
                marks=((known - 1, 1),) if known else (),
            ),
            Bars(
                say=Text(en="Before and after", zh="前后对比"),
                labels=tuple(names),
                groups=(
                    (columns[0], before),
                    (columns[1], tuple(now if at < known else 0.0 for at, now in enumerate(after))),
                ),
            ),
        ),
        figures={"scale": factor, "folded": after[:known]},
    )


def as_factor(value: float) -> str:
    """A number as a factor: a negative one in parentheses."""
    said = show(value + 0.0, 4)
    return f"({said})" if said.startswith("-") else said
