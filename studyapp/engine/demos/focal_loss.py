"""Focal loss: what gamma does to easy examples, and to training when one class is a hundred times rarer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from studyapp.domain.text import Text
from studyapp.domain.value import Value
from studyapp.engine.demo import Demo, Preset, knob
from studyapp.engine.frames import Bars, Curves, Frame, Series
from studyapp.engine.learning.backprop import Tensor, binary_cross_entropy
from studyapp.engine.learning.data import two_clouds
from studyapp.engine.learning.descent import Adam
from studyapp.engine.numeric.activations import sigmoid
from studyapp.engine.registry import find_solver
from studyapp.engine.taking import first_of
from studyapp.text.numbers import show

Floats = NDArray[np.float64]
SAMPLES = 2020
SHARE = 20 / SAMPLES
"""One of class 1 for a hundred of class 0."""
APART = 2.0
MOMENTS, STEPS_EACH = 25, 8
EASY = 0.9
"""From this probability of its true class on an example counts as easy."""
GAMMAS = (0.0, 1.0, 2.0, 5.0)
_SEED = 6

PLAIN = Text(en="cross-entropy", zh="交叉熵")
FOCAL = Text(en="focal loss", zh="焦点损失")
EASY_ONES, HARD_ONES = Text(en="easy", zh="易样本"), Text(en="hard", zh="难样本")


class Run:
    """A linear classifier under one loss, trained by Adam on all samples at once."""

    def __init__(self, gamma: float, lr: float) -> None:
        self.gamma = gamma
        self.inputs, self.classes = two_clouds(SAMPLES, SHARE, APART, _SEED)
        self.weights, self.bias = Tensor(np.zeros((2, 1))), Tensor(np.zeros(1))
        self.rule = Adam([self.weights.data, self.bias.data], lr)

    def step(self) -> None:
        """One update."""
        for parameter in (self.weights, self.bias):
            parameter.clear()
        logits = Tensor(self.inputs) @ self.weights + self.bias
        binary_cross_entropy(logits, self.classes[:, None], gamma=self.gamma).backward()
        self.rule.step([self.weights.grad, self.bias.grad])

    @property
    def probabilities(self) -> Floats:
        """Of class 1, for each sample."""
        return np.asarray(sigmoid(self.inputs @ self.weights.data + self.bias.data)[:, 0])

    @property
    def share_of_easy(self) -> float:
        """How much of the loss the easy negatives make."""
        probability = self.probabilities
        right = np.where(self.classes == 1, probability, 1 - probability)
        losses = -((1 - right) ** self.gamma) * np.log(np.maximum(right, 1e-300))
        easy = (self.classes == 0) & (right >= EASY)
        return float(losses[easy].sum() / losses.sum())

    @property
    def recall(self) -> float:
        """The share of the rare class that is found at a threshold of 1/2."""
        return float((self.probabilities[self.classes == 1] > 0.5).mean())

    @property
    def mean_of_rare(self) -> float:
        """The mean probability that the rare class gets where it is the true one."""
        return float(self.probabilities[self.classes == 1].mean())


@dataclass(frozen=True, kw_only=True)
class FocalLoss(Demo):
    """The curves over the probability, then two classifiers on 1:100 data."""

    title = Text(en="Focal loss", zh="焦点损失")
    about = Text(
        en="Draws −(1 − p)^γ·ln p for several γ. Then trains the same linear classifier with and without it "
        "on 2000 negatives and 20 positives.",
        zh="画出不同 γ 下的 −(1 − p)^γ·ln p；再用 2000 个负样本和 20 个正样本，"
        "分别用交叉熵和焦点损失训练同一个线性分类器。",
    )
    notice = Text(
        en="γ scales down what is already right, of either class: at γ = 2 an example with p = 0.9 counts a "
        "hundredth. So the many easy negatives hardly count, and the rare class gets more. The price: all "
        "probabilities move towards 1/2. Weighting the rare class is something else: that is α.",
        zh="γ 压低的是已经分对的样本，不论哪一类：γ = 2 时，p = 0.9 的样本只算百分之一。"
        "于是大量容易的负样本几乎不再起作用，"
        "稀有类别得到更多关注；代价是所有概率都向 1/2 靠拢。给稀有类别加权是另一回事，那是 α。",
    )
    question = Text(
        en="How much less does an example with p = 0.9 count at γ = 2 than under cross-entropy?",
        zh="与交叉熵相比，γ = 2 时 p = 0.9 的样本的损失被缩小到多少？",
    )
    chapter = "losses"
    presets = (
        Preset("usual", Text(en="γ = 2", zh="γ = 2"), {}),
        Preset("plain", Text(en="γ = 0: cross-entropy", zh="γ = 0：就是交叉熵"), {"gamma": 0.0}),
        Preset("strong", Text(en="γ = 5", zh="γ = 5"), {"gamma": 5.0}),
    )

    gamma: float = knob(2.0, ge=0, le=5, step=0.5, say=Text(en="focusing γ", zh="聚焦参数 γ"))
    probability: float = knob(0.9, ge=0.01, le=0.99, step=0.05, say=Text(en="probability p", zh="概率 p"))
    lr: float = knob(0.05, ge=0.001, le=1, step=None, say=Text(en="learning rate", zh="学习率"))
    own_hard: float | None = None
    """Of a problem on an easy sample and a hard one the probability of the hard one."""
    own_counts: tuple[int, int] | None = None
    """How many easy samples, and how many hard ones, a problem weighs against each other."""

    @classmethod
    def from_givens(cls, givens: Mapping[str, Value]) -> Self:
        """A problem's γ and the probability of what is true; of several samples, the first."""
        p: Any = first_of(givens.get("probability"))
        if first_of(givens.get("target")) == 0 and p is not None:
            p = 1 - p
        counts = givens.get("n"), givens.get("k")
        hard: Any = givens.get("q")
        if p is None and (easy := givens.get("p")) is not None:
            p = 1 - easy if counts != (None, None) else easy  # type: ignore[operator]
        demo = super().from_givens({"gamma": givens.get("gamma"), "probability": p})
        if hard is not None and p is not None:
            own = tuple(count for count in counts if isinstance(count, int))
            return replace(demo, own_hard=float(hard), own_counts=own if len(own) == 2 else (1, 1))
        return demo

    def turned(self, name: str, turns: int) -> Self:
        """Another probability is of no sample of a problem."""
        turned = super().turned(name, turns)
        return replace(turned, own_hard=None, own_counts=None) if name == "probability" else turned

    def frames(self) -> Iterator[Frame]:
        """A problem's easy and hard samples, the curves, then the training."""
        if self.own_hard is not None:
            yield self._easy_against_hard(self.own_hard)
        yield self._curves()
        runs = (Run(0.0, self.lr), Run(self.gamma, self.lr))
        history: list[tuple[float, float]] = []
        for moment in range(MOMENTS + 1):
            if moment:
                for run in runs:
                    for _step in range(STEPS_EACH):
                        run.step()
            history.append((runs[0].mean_of_rare, runs[1].mean_of_rare))
            yield self._training(moment * STEPS_EACH, runs, history)

    def _curves(self) -> Frame:
        ps = np.linspace(0.01, 1, 120)
        gammas = sorted({*GAMMAS, self.gamma})
        focal = float(
            find_solver("focal_loss")(probability=self.probability, target=1, gamma=self.gamma).result_value()
        )
        plain = float(-np.log(self.probability))
        told = show(self.probability)
        return Frame(
            title=Text(en="Loss of an example", zh="单个样本的损失"),
            caption=Text(
                en=f"At p = {told} cross-entropy is {show(plain, 3)}, focal loss {show(focal, 3)}: "
                f"**{show(focal / plain, 3)}** of it, (1 − {told})^{show(self.gamma)}.",
                zh=f"p = {told} 时交叉熵为 {show(plain, 3)}，焦点损失为 {show(focal, 3)}：是它的 "
                f"**{show(focal / plain, 3)}**，即 (1 − {told})^{show(self.gamma)}。",
            ),
            shapes=(
                Curves(
                    say=Text(en="Loss over p of the true class", zh="损失随真实类别概率 p 的变化"),
                    series=(
                        *(
                            Series.of(Text.same(f"γ = {show(gamma)}"), ps, -((1 - ps) ** gamma) * np.log(ps))
                            for gamma in gammas
                        ),
                        Series(Text.same(f"p = {told}"), (self.probability,), (focal,), points=True),
                    ),
                    x=Text.same("p"),
                    x_range=(0.0, 1.0),
                    y_range=(0.0, 3.0),
                ),
            ),
            figures={
                "probability": self.probability,
                "cross_entropy": plain,
                "focal_loss": focal,
                "ratio": focal / plain,
            },
        )

    def _easy_against_hard(self, hard: float) -> Frame:
        """What a problem's easy samples weigh beside its hard ones, under each loss."""
        count = self.own_counts or (1, 1)
        losses: dict[Text, tuple[float, float]] = {}
        for say, gamma in ((PLAIN, 0.0), (FOCAL, self.gamma)):
            each = (
                float(find_solver("focal_loss")(probability=p, target=1, gamma=gamma).result_value())
                for p in (self.probability, hard)
            )
            easy, difficult = (number * loss for number, loss in zip(count, each, strict=True))
            losses[say] = (easy, difficult)
        names = tuple(
            Text(en=f"{number} {kind.en}, p = {show(p)}", zh=f"{number} 个{kind.zh}，p = {show(p)}")
            for number, p, kind in zip(count, (self.probability, hard), (EASY_ONES, HARD_ONES), strict=True)
        )
        return Frame(
            title=Text(en="The problem's easy and hard samples", zh="题目中的易样本与难样本"),
            caption=self._compared(losses) if count == (1, 1) else self._weighed(losses),
            shapes=(
                Bars(
                    say=Text(en="Sum of the losses", zh="损失之和"),
                    labels=names,
                    groups=tuple(losses.items()),
                    log=True,
                ),
            ),
            figures={
                "easy_plain": losses[PLAIN][0],
                "hard_plain": losses[PLAIN][1],
                "easy_focal": losses[FOCAL][0],
                "hard_focal": losses[FOCAL][1],
            },
        )

    def _weighed(self, losses: Mapping[Text, tuple[float, float]]) -> Text:
        """What share of each loss many easy samples make."""
        of_plain, of_focal = (
            show(100 * easy / (easy + hard), 3) for easy, hard in (losses[PLAIN], losses[FOCAL])
        )
        return Text(
            en=f"The easy ones make **{of_plain} %** of the cross-entropy and **{of_focal} %** of the "
            f"focal loss with γ = {show(self.gamma)}.",
            zh=f"易样本占交叉熵的 **{of_plain}%**，占 γ = {show(self.gamma)} 的焦点损失的 **{of_focal}%**。",
        )

    def _compared(self, losses: Mapping[Text, tuple[float, float]]) -> Text:
        """How many times as much as one easy sample one hard one costs."""
        of_plain, of_focal = (show(hard / easy, 3) for easy, hard in (losses[PLAIN], losses[FOCAL]))
        return Text(
            en=f"The hard one costs **{of_plain}** times as much as the easy one under cross-entropy, and "
            f"**{of_focal}** times as much under focal loss with γ = {show(self.gamma)}.",
            zh=f"交叉熵下，难样本的损失是易样本的 **{of_plain}** 倍；"
            f"γ = {show(self.gamma)} 的焦点损失下是 **{of_focal}** 倍。",
        )

    def _training(self, steps: int, runs: tuple[Run, Run], history: list[tuple[float, float]]) -> Frame:
        shares = tuple(run.share_of_easy for run in runs)
        rare = tuple(run.mean_of_rare for run in runs)
        return Frame(
            title=Text(en=f"After {steps} updates", zh=f"{steps} 次更新之后"),
            caption=Text(
                en=f"Easy negatives make **{show(100 * shares[0], 3)} %** of the cross-entropy and "
                f"**{show(100 * shares[1], 3)} %** of the focal loss. The rare class gets p = "
                f"{show(rare[0], 3)} and {show(rare[1], 3)} on average.",
                zh=f"容易的负样本占交叉熵的 **{show(100 * shares[0], 3)}%**，占焦点损失的 "
                f"**{show(100 * shares[1], 3)}%**。稀有类别的平均概率分别为 {show(rare[0], 3)} 和 "
                f"{show(rare[1], 3)}。",
            ),
            shapes=(
                _means_of_rare(history),
                Bars(
                    say=Text(en="Share of the loss, %", zh="占损失的百分比"),
                    labels=(
                        Text(en="easy negatives", zh="容易的负样本"),
                        Text(en="all others", zh="其他样本"),
                    ),
                    groups=(
                        (PLAIN, (100 * shares[0], 100 - 100 * shares[0])),
                        (FOCAL, (100 * shares[1], 100 - 100 * shares[1])),
                    ),
                ),
            ),
            figures={
                "updates": steps,
                "share_of_easy_plain": shares[0],
                "share_of_easy_focal": shares[1],
                "mean_of_rare_plain": rare[0],
                "mean_of_rare_focal": rare[1],
                "recall_plain": runs[0].recall,
                "recall_focal": runs[1].recall,
            },
        )


def _means_of_rare(history: list[tuple[float, float]]) -> Curves:
    """What probability the rare class got at each moment so far, by the plain loss and by the focal one."""
    at = [STEPS_EACH * moment for moment in range(len(history))]
    return Curves(
        say=Text(en="Mean p of the rare class", zh="稀有类别的平均概率"),
        series=(
            Series.of(PLAIN, at, [plain for plain, _focal in history]),
            Series.of(FOCAL, at, [focal for _plain, focal in history]),
        ),
        x=Text(en="updates", zh="更新次数"),
        x_range=(0.0, float(MOMENTS * STEPS_EACH)),
        y_range=(0.0, 1.0),
    )
