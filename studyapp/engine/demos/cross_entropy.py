"""Cross-entropy: logits become probabilities, the true one a loss, and p − t pulls the logits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from studyapp.domain.text import Text
from studyapp.domain.value import Value
from studyapp.engine.demo import Demo, Preset, knob
from studyapp.engine.frames import Bars, Curves, Frame, Series, Shape
from studyapp.engine.numeric.softmax import softmax
from studyapp.engine.registry import find_solver
from studyapp.engine.shown.classified import Classified, classified, mean_loss
from studyapp.text.numbers import show

Floats = NDArray[np.float64]
SHOWN = 3
"""Classes with a logit of their own on a knob; all others start at 0 together."""
BELOW = 6.0
"""So far below its place the true class's logit begins to climb."""
MOMENTS = 20
UPDATES = 30
LEAST_TOP = 3.0
"""To this loss the curve is drawn at least."""

LOSS = Text(en="loss", zh="损失")
FIRST_ON_KNOBS = Text(
    en="After the samples, the first of them stands on the knobs.", zh="看完各样本之后，旋钮上是第一个样本。"
)
ONE_LOGIT = Text(
    en="One logit z with a sigmoid is two with softmax: 0 for class 0, z for class 1.",
    zh="单个 logit z 加 sigmoid，等于两个 logit 加 softmax：类别 0 为 0，类别 1 为 z。",
)


def _logit(default: float, number: int) -> Any:
    return knob(
        default,
        ge=-20,
        le=20,
        step=0.5,
        say=Text(en=f"logit of class {number}", zh=f"类别 {number} 的 logit"),
    )


@dataclass(frozen=True, kw_only=True)
class CrossEntropy(Demo):
    """One sample: its true class's logit climbs; then gradient steps move all logits."""

    title = Text(en="Cross-entropy", zh="交叉熵")
    about = Text(
        en="Turns logits into probabilities, and that of the true class into a loss, −ln p. Then lets "
        "gradient descent move the logits.",
        zh="把 logits 变成概率，再把真实类别的概率 p 变成损失 −ln p；然后用梯度下降移动各个 logit。",
    )
    notice = Text(
        en="With a one-hot target only the true class's probability counts: near 1 it costs almost nothing, "
        "near 0 ever more. The gradient at the logits is p − t, probability minus target: as large as the "
        "mistake. Towards p = 1 the steps shrink but never end; smoothed targets give them a place to stop.",
        zh="目标是独热编码时，损失只看真实类别的概率：接近 1 时几乎为零，越接近 0 越大，没有上限。"
        "对 logits 的梯度是 p − t，即概率减去目标：错多少，就拉多少。"
        "越接近 p = 1 步子越小，却永远走不完；平滑后的目标才有停下来的地方。",
    )
    question = Text(
        en="Softmax gives the true class 0.7. What is the loss, and what its derivative with respect to "
        "that class's logit?",
        zh="softmax 给真实类别的概率是 0.7。损失是多少？对该类别 logit 的导数是多少？",
    )
    chapter = "losses"
    presets = (
        Preset("unsure", Text(en="A little wrong", zh="有点错"), {}),
        Preset("confident", Text(en="Confidently wrong", zh="自信地答错"), {"first": 8.0, "second": 0.0}),
        Preset(
            "untrained",
            Text(en="Before training: ln 100", zh="训练之前：ln 100"),
            {"first": 0.0, "second": 0.0, "third": 0.0, "classes": 100},
        ),
        Preset(
            "smoothed",
            Text(en="Smoothed targets", zh="标签平滑"),
            {"smoothing": 0.2, "classes": 5, "lr": 5.0},
        ),
        Preset(
            "two-classes", Text(en="Two classes", zh="只有两类"), {"classes": 2, "first": 0.0, "second": -2.0}
        ),
    )

    first: float = _logit(2.0, 0)
    second: float = _logit(1.0, 1)
    third: float = _logit(0.0, 2)
    target: int = knob(1, ge=0, le=SHOWN - 1, say=Text(en="true class", zh="真实类别"))
    classes: int = knob(3, ge=2, le=1000, say=Text(en="number of classes", zh="类别数"))
    smoothing: float = knob(0.0, ge=0, le=0.5, step=0.05, say=Text(en="label smoothing ε", zh="标签平滑 ε"))
    lr: float = knob(1.0, ge=0.1, le=10, step=None, say=Text(en="learning rate", zh="学习率"))
    own: tuple[Classified, ...] = ()
    """A problem's samples, if several."""

    @classmethod
    def from_givens(cls, givens: Mapping[str, Value]) -> Self:
        """A problem's samples, the first of them on the knobs; or its number of classes and its smoothing."""
        count, epsilon = givens.get("C", givens.get("classes")), givens.get("eps", givens.get("ε"))
        if count is not None:  # all alike, as before training
            even = dict.fromkeys(("first", "second", "third", "target"), 0)
            return super().from_givens({**even, "classes": count, "smoothing": epsilon})
        samples = classified(givens)
        if not samples:
            return cls()
        sample = samples[0]
        if len(sample.logits) > SHOWN:  # more than there are knobs
            return cls(own=samples)
        logits = dict(zip(("first", "second", "third"), sample.logits, strict=False))
        demo = super().from_givens({**logits, "target": sample.target, "classes": len(sample.logits)})
        notes = list(demo.notes)
        if "logits" in givens and len(sample.logits) == 2 and sample.logits[0] == 0:
            notes.append(ONE_LOGIT)
        if len(samples) == 1:
            return replace(demo, notes=tuple(notes))
        return replace(demo, own=samples, notes=(*notes, FIRST_ON_KNOBS))

    def turned(self, name: str, turns: int) -> Self:
        """With other logits or targets it is no problem's sample any more."""
        turned = super().turned(name, turns)
        return turned if name == "lr" else replace(turned, own=(), notes=())

    @property
    def logits(self) -> Floats:
        """One for each class: (C)."""
        own = (self.first, self.second, self.third)[: self.classes]
        return np.array([*own, *[0.0] * (self.classes - len(own))])

    @property
    def true(self) -> int:
        """The true class; the last of two, where the knob is beyond them."""
        return min(self.target, self.classes - 1)

    @property
    def targets(self) -> Floats:
        """1 − ε on the true class, and ε shared out among all: (C)."""
        targets = np.full(self.classes, self.smoothing / self.classes)
        targets[self.true] += 1 - self.smoothing
        return targets

    def frames(self) -> Iterator[Frame]:
        """A problem's samples one by one; the true class's logit climbs to its place; then descent."""
        for count in range(1, len(self.own) + 1):
            yield _costs(self.own[:count])
        yield from self._climb()
        yield from self._descent()

    def _loss(self, logits: Floats) -> float:
        solver = find_solver("cross_entropy")(
            logits=tuple(logits.tolist()), target=self.true, label_smoothing=self.smoothing
        )
        return float(solver.result_value())

    def _climb(self) -> Iterator[Frame]:
        """The true class's logit from far below to where it is set: the point slides down the curve."""
        lowest = self.logits
        lowest[self.true] -= BELOW
        top = max(LEAST_TOP, self._loss(lowest), self._loss(self.logits))
        for below in np.linspace(BELOW, 0, MOMENTS):
            logits = self.logits
            logits[self.true] -= below
            probability, loss = float(softmax(logits)[self.true]), self._loss(logits)
            told = show(float(logits[self.true]), 3)
            yield self._frame(
                Text(en=f"The true class's logit at {told}", zh=f"真实类别的 logit 为 {told}"),
                self._what_it_costs(logits, loss),
                _curve(Text(en="−ln p of the true class", zh="真实类别的 −ln p"), [(probability, loss)], top),
                logits,
                {"loss": loss, "logit": float(logits[self.true])},
            )

    def _what_it_costs(self, logits: Floats, loss: float) -> Text:
        """How the loss comes about, and where it pushes."""
        p, cost, pushed = (
            show(float(softmax(logits)[self.true]), 3),
            show(loss, 3),
            self._listed(softmax(logits) - self.targets),
        )
        gradient = Text(en=f"Gradient p − t: {pushed}.", zh=f"梯度 p − t：{pushed}。")
        if self.smoothing:
            high, low = (show(float(t), 4) for t in (self.targets[self.true], self.targets[self.true - 1]))
            how = Text(
                en=f"Targets: {high} for the true class, {low} for each other one. −Σ t·ln p = **{cost}**; "
                f"the least possible is {show(self.floor, 3)}.",
                zh=f"目标：真实类别 {high}，其他各类 {low}。−Σ t·ln p = **{cost}**，"
                f"最小只能到 {show(self.floor, 3)}。",
            )
        elif np.ptp(logits) == 0:
            how = Text(
                en=f"All logits are equal, so each of the {self.classes} classes has p = {p}, and the loss "
                f"is ln {self.classes} = **{cost}**.",
                zh=f"所有 logits 相等，{self.classes} 个类别各得 p = {p}，"
                f"损失为 ln {self.classes} = **{cost}**。",
            )
        else:
            how = Text(
                en=f"Softmax gives the true class p = {p}, so the loss is −ln {p} = **{cost}**.",
                zh=f"softmax 给真实类别的概率为 p = {p}，损失为 −ln {p} = **{cost}**。",
            )
        return Text(en=f"{how.en} {gradient.en}", zh=f"{how.zh}{gradient.zh}")

    @property
    def floor(self) -> float:
        """The least loss that there is: the entropy of the targets, 0 where they are one-hot."""
        asked = self.targets[self.targets > 0]
        return float(-(asked * np.log(asked)).sum()) + 0.0

    def _descent(self) -> Iterator[Frame]:
        """Gradient descent on the logits themselves, from where they are set."""
        logits = self.logits
        losses: list[float] = []
        top = self._loss(logits)
        for update in range(UPDATES + 1):
            if update:
                logits = logits - self.lr * (softmax(logits) - self.targets)
            losses.append(self._loss(logits))
            p, cost = show(float(softmax(logits)[self.true]), 3), show(losses[-1], 3)
            left = self._listed(softmax(logits) - self.targets)
            yield self._frame(
                Text(
                    en=f"After {update} of {UPDATES} updates", zh=f"第 {update} 次更新之后（共 {UPDATES} 次）"
                ),
                Text(
                    en=f"Each update takes {show(self.lr)}·(p − t) from the logits: p of the true class "
                    f"**{p}**, loss **{cost}**. Gradient now: {left}.",
                    zh=f"每次更新从 logits 中减去 {show(self.lr)}·(p − t)：真实类别的概率 **{p}**，"
                    f"损失 **{cost}**。此时的梯度：{left}。",
                ),
                self._fall(losses, top),
                logits,
                {"updates": update, "loss": losses[-1]},
            )

    def _fall(self, losses: list[float], top: float) -> Curves:
        """The loss over the updates so far."""
        floor = Series.of(Text(en="least possible", zh="最小可能值"), [0, UPDATES], [self.floor] * 2)
        return Curves(
            say=Text(en="Loss over the updates", zh="损失随更新的变化"),
            series=(Series.of(LOSS, range(len(losses)), losses), *([floor] if self.smoothing else [])),
            x=Text(en="updates", zh="更新次数"),
            x_range=(0.0, float(UPDATES)),
            y_range=(0.0, max(top, 0.1)),
        )

    def _frame(
        self, title: Text, caption: Text, beside: Shape, logits: Floats, figures: Mapping[str, Value]
    ) -> Frame:
        """The bars of a moment, and what stands beside them."""
        probabilities, shown = softmax(logits), min(self.classes, SHOWN + 1)
        bars = Bars(
            say=Text(en="Probability p and target t", zh="概率 p 与目标 t"),
            labels=tuple(self._label(place, float(logits[place])) for place in range(shown)),
            groups=(
                (Text.same("p"), tuple(probabilities[:shown].tolist())),
                (Text.same("t"), tuple(self.targets[:shown].tolist())),
            ),
        )
        return Frame(
            title=title,
            caption=caption,
            shapes=(bars, beside),
            figures={
                "probability": float(probabilities[self.true]),
                "probabilities": tuple(probabilities[:shown].tolist()),
                "targets": tuple(self.targets[:shown].tolist()),
                "gradient": tuple((probabilities - self.targets)[:shown].tolist()),
                **figures,
            },
        )

    def _label(self, place: int, logit: float) -> Text:
        """Class and logit; beyond the knobs one bar stands for all that are left."""
        told, left = show(round(logit, 2)), self.classes - SHOWN
        if place == SHOWN and left > 1:
            return Text(en=f"{left} more, z = {told}", zh=f"其余 {left}，z = {told}")
        if place == self.true:
            return Text(en=f"true {place}, z = {told}", zh=f"真实 {place}，z = {told}")
        return Text(en=f"{place}, z = {told}", zh=f"{place}，z = {told}")

    def _listed(self, values: Floats) -> str:
        """The values of the classes; those beyond the knobs are alike and stand once."""
        own = [show(round(float(value), 4) + 0.0, 3) for value in values[: SHOWN + 1]]
        left = self.classes - SHOWN
        if left > 1:
            own[SHOWN] = f"{left} × {own[SHOWN]}"
        return f"[{', '.join(own)}]"


def _curve(say: Text, points: list[tuple[float, float]], top: float) -> Curves:
    """−ln p over p, up to a loss, and points near it or on it."""
    losses = np.linspace(0, top, 120)
    return Curves(
        say=say,
        series=(
            Series.of(Text.same("−ln p"), np.exp(-losses), losses),
            Series.of(LOSS, [p for p, _loss in points], [loss for _p, loss in points], points=True),
        ),
        x=Text.same("p"),
        x_range=(0.0, 1.0),
        y_range=(0.0, top),
    )


def _costs(samples: tuple[Classified, ...]) -> Frame:
    """What each of a problem's samples costs, as far as they are looked at, and the mean of that."""
    losses, mean = [0.0 - sample.log_probability for sample in samples], mean_loss(samples)
    are_weighed = any(sample.weight != 1 for sample in samples)
    terms = " + ".join(
        f"{show(sample.weight)}·{show(loss, 3)}" if are_weighed else show(loss, 3)
        for sample, loss in zip(samples, losses, strict=True)
    )
    divisor, told = show(sum(sample.share for sample in samples)), show(mean, 3)
    p, last = show(samples[-1].probability, 3), show(losses[-1], 3)
    points = [(sample.probability, loss) for sample, loss in zip(samples, losses, strict=True)]
    return Frame(
        title=Text(en=f"The problem's samples: {len(samples)}", zh=f"题目中的样本：{len(samples)}"),
        caption=Text(
            en=f"The latest gives its true class p = {p}: −ln {p} = **{last}**. Mean of all so far: "
            f"({terms})/{divisor} ≈ **{told}**.",
            zh=f"最新的样本给真实类别的概率为 p = {p}：−ln {p} = **{last}**。"
            f"到目前为止的平均：({terms})/{divisor} ≈ **{told}**。",
        ),
        shapes=(
            Bars(
                say=Text(en="What each costs", zh="各自的损失"),
                labels=tuple(_sample(number, sample) for number, sample in enumerate(samples, 1)),
                groups=((LOSS, tuple(sample.loss for sample in samples)),),
            ),
            _curve(Text(en="−ln p of the samples", zh="各样本的 −ln p"), points, max(LEAST_TOP, *losses)),
        ),
        figures={"per_sample": tuple(sample.loss for sample in samples), "mean": mean},
    )


def _sample(number: int, sample: Classified) -> Text:
    """A sample of a problem by its number, or several by how many they are."""
    p = show(sample.probability, 3)
    if sample.is_count:
        return Text(en=f"{show(sample.weight)} with p = {p}", zh=f"{show(sample.weight)} 个，p = {p}")
    return Text.same(f"{number}: p = {p}")
