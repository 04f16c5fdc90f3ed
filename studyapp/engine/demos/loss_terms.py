"""What a loss adds up to: a detector's terms, penalties, classes that count unequally."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self, TypeAlias

from studyapp.domain.text import Text
from studyapp.domain.value import Value
from studyapp.engine.demo import Demo, Preset, choice, knob
from studyapp.engine.frames import Bars, Frame, Table
from studyapp.engine.registry import find_solver
from studyapp.engine.shown.penalty_terms import Penalised
from studyapp.engine.taking import numbers
from studyapp.text.numbers import show

Row: TypeAlias = tuple[float, ...]
FORMS = {
    "detector": Text(en="a detector's", zh="检测器"),
    "penalties": Text(en="with penalties", zh="带惩罚项"),
    "classes": Text(en="weighted classes", zh="类别加权"),
}
KNOBS = {"detector": {"box", "box_weight"}, "penalties": {"l1", "l2"}, "classes": {"frequent", "rare"}}
"""What can be turned in each form."""
MOST_TERMS, MOST_CLASSES = 8, 8
TERMS = (
    Text(en="class", zh="类别"),
    Text(en="box", zh="边界框"),
    Text(en="object", zh="目标置信度"),
)
WEIGHTS, LOSS = (2.0, -1.0, 0.5), 1.0
SUM = Text(en="sum", zh="总和")


@dataclass(frozen=True, kw_only=True)
class LossTerms(Demo):
    """A sum of parts, each with a weight: what it comes to, and who has the say in it."""

    title = Text(en="What a loss adds up to", zh="损失由哪些项组成")
    about = Text(
        en="Adds a loss up from its parts, one at a time: a detector's three losses, a data loss and its "
        "penalties, or classes that are not equally frequent.",
        zh="把损失一项一项加起来：检测器的三项损失，数据损失与惩罚项，或者样本数不均衡的各个类别。",
    )
    notice = Text(
        en="A weight decides how much a part counts, and so how strongly its gradient pulls. A penalty with "
        "squares is felt by large weights, one with sizes by all alike. Balanced class weights give every "
        "class the same say, however few samples it has.",
        zh="权重决定一项占多大分量，也就决定它的梯度拉得多用力。平方惩罚主要作用于大权重，绝对值惩罚对所有权重一视同仁。"
        "“均衡”的类别权重让每一类的分量相同，不论样本多少。",
    )
    question = Text(
        en="A class has a tenth of the samples of the other. How do their balanced weights compare?",
        zh="一个类别的样本数是另一类的十分之一，两类的“均衡”权重是什么关系？",
    )
    chapter = "losses"
    is_working = True
    presets = (
        Preset("detector", Text(en="A detector's three losses", zh="检测器的三项损失"), {}),
        Preset("penalties", Text(en="A loss and its penalties", zh="损失与惩罚项"), {"form": "penalties"}),
        Preset("rare", Text(en="One class is rare", zh="有一类很少"), {"form": "classes"}),
        Preset(
            "even",
            Text(en="Both are as frequent", zh="两类一样多"),
            {"form": "classes", "frequent": 500, "rare": 500},
        ),
    )

    form: str = choice("detector", FORMS, say=Text(en="loss", zh="损失"))
    box: float = knob(0.3, ge=0, le=5, step=0.1, say=Text(en="box loss", zh="边界框损失"))
    box_weight: float = knob(5.0, ge=0, le=20, say=Text(en="its weight", zh="它的权重"))
    l1: float = knob(0.1, ge=0, le=5, step=0.1, say=Text(en="strength λ₁", zh="强度 λ₁"))
    l2: float = knob(0.1, ge=0, le=5, step=0.1, say=Text(en="strength λ₂", zh="强度 λ₂"))
    frequent: int = knob(900, ge=1, le=10_000, step=100, say=Text(en="class 0", zh="类别 0"))
    rare: int = knob(100, ge=1, le=10_000, step=100, say=Text(en="class 1", zh="类别 1"))
    own_terms: tuple[Row, Row] = ((), ())
    """A problem's losses and their weights."""
    own_weights: Row = ()
    own_loss: float | None = None
    own_gradient: Row = ()
    own_lr: float = 0.1
    own_counts: tuple[int, ...] = ()

    @classmethod
    def from_givens(cls, givens: Mapping[str, Value]) -> Self:
        """A problem's losses, penalties, or counts."""
        terms, weights = numbers(givens.get("terms")), numbers(givens.get("weights"))
        if {"c", "b", "o", "λ"} <= givens.keys():
            each = [numbers(givens[name]) for name in ("c", "b", "o", "λ")]
            if all(len(found) == 1 for found in each):
                (c,), (b,), (o,), (share,) = each
                terms, weights = (c, b, o), (1.0, share, 1.0)
        if 1 < len(terms) == len(weights) <= MOST_TERMS:
            return replace(cls(), own_terms=(terms, weights))
        counts = numbers(givens.get("counts"))
        if 1 < len(counts) <= MOST_CLASSES and all(count == int(count) >= 1 for count in counts):
            return replace(cls(form="classes"), own_counts=tuple(map(int, counts)))
        return cls._penalised(givens)

    @classmethod
    def _penalised(cls, givens: Mapping[str, Value]) -> Self:
        """A problem's weights and strengths."""
        weights = numbers(givens.get("w"))
        strength: Any = givens.get("strength", givens.get("lambda1"))
        strengths = {"l1": givens.get("l1", strength), "l2": givens.get("l2", strength)}
        if not 1 < len(weights) <= MOST_TERMS or set(strengths.values()) == {None}:
            return cls()
        demo = super().from_givens({"form": "penalties", **strengths})
        gradient, rate, loss = (numbers(givens.get(name)) for name in ("g", "eta", "loss"))
        if len(gradient) == len(weights) and len(rate) == 1:
            demo = replace(demo, own_gradient=gradient, own_lr=rate[0])
        return replace(demo, own_weights=weights, own_loss=(*loss, None)[0])

    @property
    def idle_knobs(self) -> frozenset[str]:
        """The knobs of the other forms, and those that a problem's own numbers stand for."""
        idle = {name for form, names in KNOBS.items() if form != self.form for name in names}
        if self.own_terms[0]:
            idle |= KNOBS["detector"]
        return frozenset(idle | (KNOBS["classes"] if self.own_counts else set()))

    def turned(self, name: str, turns: int) -> Self:
        """The strengths go with a problem's weights; all others are ours."""
        turned = super().turned(name, turns)
        if name in {"l1", "l2"}:
            return turned
        return replace(turned, own_terms=((), ()), own_weights=(), own_gradient=(), own_counts=())

    def frames(self) -> Iterator[Frame]:
        """The parts one by one, then their sum."""
        match self.form:
            case "penalties":
                yield from Penalised(
                    weights=self.own_weights or WEIGHTS,
                    loss=self.own_loss if self.own_weights else LOSS,
                    l1=self.l1,
                    l2=self.l2,
                    gradient=self.own_gradient,
                    lr=self.own_lr,
                ).frames()
            case "classes":
                yield from _classes(self.own_counts or (self.frequent, self.rare))
            case _:
                terms, weights = self.own_terms
                yield from _detector(terms or (0.4, self.box, 0.6), weights or (1.0, self.box_weight, 1.0))


def _detector(terms: Row, weights: Row) -> Iterator[Frame]:
    """Each loss times its weight, and the sum."""
    worked: Any = find_solver("weighted_total")(terms=terms, weights=weights).work()
    products, total = tuple(map(float, worked["products"])), float(worked["total"])
    names = TERMS if len(terms) == len(TERMS) else tuple(Text.same(f"L{at + 1}") for at in range(len(terms)))
    for known in range(1, len(terms) + 2):
        at, is_sum = known - 1, known > len(terms)
        if is_sum:
            sum_of = " + ".join(show(product, 4) for product in products)
            told = Text(
                en=f"The total is a plain sum, not a mean: {sum_of} = **{show(total, 4)}**.",
                zh=f"总损失就是相加，不取平均：{sum_of} = **{show(total, 4)}**。",
            )
        else:
            part = f"{show(weights[at], 4)}·{show(terms[at], 4)} = **{show(products[at], 4)}**"
            told = Text(
                en=f"{names[at].en}: its weight times its loss, {part}.",
                zh=f"{names[at].zh}：权重乘以损失，{part}。",
            )
        cells: list[list[float | None]] = [
            [loss, weight, product if row < known else None, product / total if is_sum and total else None]
            for row, (loss, weight, product) in enumerate(zip(terms, weights, products, strict=True))
        ]
        shown = [product if row < known else 0.0 for row, product in enumerate(products)]
        yield Frame(
            title=Text(en="The total", zh="总损失") if is_sum else names[at],
            caption=told,
            shapes=(
                Table(
                    say=Text(en="Losses and weights", zh="损失与权重"),
                    rows=(*names, SUM),
                    columns=(
                        Text(en="loss", zh="损失"),
                        Text(en="weight", zh="权重"),
                        Text(en="part", zh="乘积"),
                        Text(en="share", zh="占比"),
                    ),
                    cells=[*cells, [None, None, total if is_sum else None, None]],
                    marks=((at, 2),),
                ),
                Bars(
                    say=Text(en="Before and after weighting", zh="加权前后"),
                    labels=names,
                    groups=(
                        (Text(en="loss", zh="损失"), terms),
                        (Text(en="weighted", zh="加权后"), tuple(shown)),
                    ),
                ),
            ),
            figures={"total": total, "shares": tuple(product / total for product in products)}
            if is_sum and total
            else {"product": total if is_sum else products[at]},
        )


def _classes(counts: tuple[int, ...]) -> Iterator[Frame]:
    """The balanced weight of each class, and what they do to the classes' shares."""
    found: Any = find_solver("class_weights")(counts=counts).result_value()
    weights = tuple(map(float, found))
    everyone, classes = sum(counts), len(counts)
    even = f"{everyone}/{classes} = **{show(everyone / classes, 4)}**"
    names = tuple(Text(en=f"class {at}", zh=f"类别 {at}") for at in range(classes))
    for known in range(1, classes + 2):
        at, is_sum = min(known, classes) - 1, known > classes
        if is_sum:
            told = Text(
                en=f"Weight times count is {even} for every class: all have the same say in the loss.",
                zh=f"每一类的“权重 × 样本数”都是 {even}：各类在损失中的分量相同。",
            )
        else:
            part = f"{everyone}/({classes}·{counts[at]}) = **{show(weights[at], 4)}**"
            told = Text(
                en=f"All samples over the number of classes times its own: {part}.",
                zh=f"样本总数除以“类别数 × 本类样本数”：{part}。",
            )
        products = [weight * count for weight, count in zip(weights, counts, strict=True)]
        yield Frame(
            title=Text(en="All classes", zh="各类合计") if is_sum else names[at],
            caption=told,
            shapes=(
                Table(
                    say=Text(en="Counts and weights", zh="样本数与权重"),
                    rows=names,
                    columns=(
                        Text(en="samples", zh="样本数"),
                        Text(en="weight", zh="权重"),
                        Text(en="product", zh="乘积"),
                    ),
                    cells=[
                        [count, weight if row < known else None, product if is_sum else None]
                        for row, (count, weight, product) in enumerate(
                            zip(counts, weights, products, strict=True)
                        )
                    ],
                    marks=tuple((row, 2) for row in range(classes)) if is_sum else ((at, 1),),
                ),
                Bars(
                    say=Text(en="Share of the loss", zh="在损失中的分量"),
                    labels=names,
                    groups=(
                        (Text(en="unweighted", zh="不加权"), tuple(count / everyone for count in counts)),
                        (
                            Text(en="weighted", zh="加权"),
                            tuple(product / sum(products) if is_sum else 0.0 for product in products),
                        ),
                    ),
                ),
            ),
            figures={"products": tuple(products)} if is_sum else {"weight": weights[at]},
        )
