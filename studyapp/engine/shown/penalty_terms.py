"""The two penalties of a few weights, weight by weight; the whole loss; a step with the first."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from studyapp.domain.text import Text
from studyapp.domain.value import Value
from studyapp.engine.frames import Bars, Frame, Table
from studyapp.engine.registry import find_solver
from studyapp.text.numbers import show

Row: TypeAlias = tuple[float, ...]
SUM = Text(en="sum", zh="总和")
L1, L2 = Text.same("L1"), Text.same("L2")


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalised:
    """Weights, the loss on the data, and the strengths of both penalties."""

    weights: Row
    loss: float | None
    """On the data; None where it is not known."""
    l1: float
    l2: float
    gradient: Row = ()
    """Of the data loss, where a step is to be made."""
    lr: float = 0.1

    def frames(self) -> Iterator[Frame]:
        """A step, if there is a gradient; what each weight adds to both sums; penalties and whole loss."""
        if self.gradient:
            yield self._step()
        for at, weight in enumerate(self.weights):
            said = as_factor(weight)
            size, square = show(abs(weight), 4), show(weight**2, 4)
            yield self._moment(
                Text(
                    en=f"Weight {at + 1} of {len(self.weights)}",
                    zh=f"第 {at + 1} 个权重（共 {len(self.weights)} 个）",
                ),
                Text(
                    en=f"{said} adds its size **{size}** to Σ|w| and its square **{square}** to Σw².",
                    zh=f"{said} 给 Σ|w| 加上绝对值 **{size}**，给 Σw² 加上平方 **{square}**。",
                ),
                at + 1,
                {"size": abs(weight), "square": weight**2},
            )
        first, second, half = (
            self._penalty(*which) for which in (("l1_penalty",), ("l2_penalty",), ("l2_penalty", "half"))
        )
        sizes, squares = sum(map(abs, self.weights)), sum(weight**2 for weight in self.weights)
        of_l1 = f"λ₁·Σ|w| = {show(self.l1)}·{show(sizes, 4)} = **{show(first, 4)}**"
        of_l2 = f"λ₂·Σw² = {show(self.l2)}·{show(squares, 4)} = **{show(second, 4)}**"
        yield self._moment(
            Text(en="Both penalties", zh="两个惩罚项"),
            Text(
                en=f"L1: {of_l1}. L2: {of_l2}; in the form with a half {show(half, 4)}.",
                zh=f"L1：{of_l1}。L2：{of_l2}；带 1/2 的形式为 {show(half, 4)}。",
            ),
            len(self.weights) + 1,
            {"l1_penalty": first, "l2_penalty": second, "l2_half": half},
        )
        if self.loss is not None:
            yield self._total(self.loss, first, second)

    def _penalty(self, name: str, form: str = "") -> float:
        """A penalty of all weights."""
        strength = self.l1 if name == "l1_penalty" else self.l2
        options: dict[str, Any] = {"form": form} if form else {}
        return float(find_solver(name)(w=self.weights, strength=strength, **options).result_value())

    def _moment(self, title: Text, told: Text, known: int, figures: dict[str, Value]) -> Frame:
        """The weights counted so far, with the sums when all are."""
        cells: list[list[float | None]] = [
            [weight, *((abs(weight), weight**2) if at < known else (None, None))]
            for at, weight in enumerate(self.weights)
        ]
        total: list[float | None] = [None, None, None]
        if known > len(self.weights):
            total = [None, sum(map(abs, self.weights)), sum(weight**2 for weight in self.weights)]
        names = tuple(Text.same(f"w{at + 1}") for at in range(len(self.weights)))
        row = min(known - 1, len(self.weights))
        shown = self.weights[:known]
        return Frame(
            title=title,
            caption=told,
            shapes=(
                Table(
                    say=Text(en="Weight by weight", zh="逐个权重"),
                    rows=(*names, SUM),
                    columns=(Text.same("w"), Text.same("|w|"), Text.same("w²")),
                    cells=[*cells, total],
                    marks=((row, 1), (row, 2)),
                ),
                Bars(
                    say=Text(en="What each weight costs", zh="每个权重的惩罚"),
                    labels=names,
                    groups=(
                        (L1, _padded([self.l1 * abs(weight) for weight in shown], len(names))),
                        (L2, _padded([self.l2 * weight**2 for weight in shown], len(names))),
                    ),
                ),
            ),
            figures=figures,
        )

    def _total(self, loss: float, first: float, second: float) -> Frame:
        """The loss on the data with both penalties."""
        worked: Any = find_solver("regularized_loss")(
            loss=loss, w=self.weights, l1=self.l1, l2=self.l2
        ).result_value()
        total = float(worked["total"])
        parts = (loss, first, second)
        names = (Text(en="data", zh="数据损失"), L1, L2)
        sum_of = " + ".join(show(part, 4) for part in parts)
        return Frame(
            title=Text(en="The whole loss", zh="总损失"),
            caption=Text(
                en=f"Data loss and penalties: {sum_of} = **{show(total, 4)}**. Training weighs them up.",
                zh=f"数据损失加惩罚项：{sum_of} = **{show(total, 4)}**。训练就是在它们之间权衡。",
            ),
            shapes=(
                Table(
                    say=Text(en="The sum", zh="求和"),
                    rows=(*names, SUM),
                    columns=(Text(en="part", zh="各项"), Text(en="share", zh="占比")),
                    cells=[*([part, part / total if total else None] for part in parts), [total, None]],
                    marks=((3, 0),),
                ),
                Bars(
                    say=Text(en="What it is made of", zh="各项的大小"), labels=names, groups=((SUM, parts),)
                ),
            ),
            figures={"total": total},
        )

    def _step(self) -> Frame:
        """One step of plain SGD with the L1 penalty."""
        worked: Any = find_solver("penalty_step")(
            w=self.weights, gradient=self.gradient, lr=self.lr, l1=self.l1
        ).result_value()
        updated = tuple(map(float, worked))
        pulls = [self.l1 * ((weight > 0) - (weight < 0)) for weight in self.weights]
        names = tuple(Text.same(f"w{at + 1}") for at in range(len(self.weights)))
        slope = f"({show(self.gradient[0], 4)} + {as_factor(pulls[0])})"
        first = f"{show(self.weights[0], 4)} − {show(self.lr)}·{slope} = **{show(updated[0], 4)}**"
        return Frame(
            title=Text(en="A step with L1", zh="带 L1 的一步更新"),
            caption=Text(
                en="Each gradient gets λ₁·sign(w) besides: λ₁ for a positive weight, −λ₁ for a negative "
                f"one. w1: {first}.",
                zh=f"每个梯度再加上 λ₁·sign(w)：正权重加 λ₁，负权重加 −λ₁。w1：{first}。",
            ),
            shapes=(
                Table(
                    say=Text(en="One step", zh="一步更新"),
                    rows=names,
                    columns=(
                        Text.same("w"),
                        Text.same("g"),
                        Text.same("λ·sign"),
                        Text(en="after", zh="更新后"),
                    ),
                    cells=[
                        list(row) for row in zip(self.weights, self.gradient, pulls, updated, strict=True)
                    ],
                    marks=tuple((at, 3) for at in range(len(names))),
                ),
                Bars(
                    say=Text(en="Before and after", zh="更新前后"),
                    labels=names,
                    groups=(
                        (Text(en="before", zh="更新前"), self.weights),
                        (Text(en="after", zh="更新后"), updated),
                    ),
                ),
            ),
            figures={"updated": updated},
        )


def _padded(values: list[float], count: int) -> Row:
    """As many heights as there are places; those still to come are 0."""
    return (*values, *[0.0] * (count - len(values)))


def as_factor(value: float) -> str:
    """A number as a factor: a negative one in parentheses."""
    said = show(value + 0.0, 4)
    return f"({said})" if said.startswith("-") else said
