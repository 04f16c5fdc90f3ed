"""Softmax at falling temperatures: from nearly even to nearly all on the best score."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from studyapp.domain.text import Text
from studyapp.domain.value import Value
from studyapp.engine.demo import Demo, Preset, knob
from studyapp.engine.frames import Bars, Curves, Frame, Series
from studyapp.engine.numeric.softmax import softmax
from studyapp.engine.registry import find_solver
from studyapp.text.numbers import show

HOTTEST = 20.0
COLDEST = 0.05
MOMENTS = 20
MOST_SCORES = 4


def _score(default: float, number: int) -> Any:
    return knob(default, ge=-20, le=20, step=0.5, say=Text(en=f"score {number}", zh=f"得分 {number}"))


@dataclass(frozen=True, kw_only=True)
class SoftmaxTemperature(Demo):
    """The same scores, divided by one temperature after another."""

    title = Text(en="Softmax and temperature", zh="softmax 与温度")
    about = Text(
        en="Divides a few scores by a temperature on its way to yours, and turns them into probabilities.",
        zh="把几个得分除以温度，温度逐步变到你设定的值，再转成概率。",
    )
    notice = Text(
        en="The order of the classes never changes and the sum stays 1. A high temperature evens them out, a "
        "low one gives nearly everything to the best score. Adding the same to all scores changes nothing.",
        zh="类别的先后次序从不改变，总和始终是 1。温度高则趋于平均，温度低则几乎全归最高的得分。"
        "给所有得分加上同一个数，结果不变。",
    )
    question = Text(
        en="What happens to the probabilities when all scores are doubled, and what when 5 is added to all?",
        zh="所有得分都翻倍，概率会怎样？所有得分都加 5，又会怎样？",
    )
    chapter = "activations"
    presets = (
        Preset("plain", Text(en="Temperature 1", zh="温度 1"), {}),
        Preset("hot", Text(en="Nearly even", zh="趋于平均"), {"temperature": 20.0}),
        Preset("cold", Text(en="Winner takes all", zh="赢者通吃"), {"temperature": 0.05}),
        Preset("shifted", Text(en="100 added to all", zh="全部加 100"), {"shift": 100.0}),
    )

    temperature: float = knob(1.0, ge=COLDEST, le=HOTTEST, step=None, say=Text(en="temperature", zh="温度"))
    first: float = _score(2.0, 1)
    second: float = _score(1.0, 2)
    third: float = _score(0.5, 3)
    fourth: float = _score(-1.0, 4)
    scores: int = knob(4, ge=2, le=MOST_SCORES, say=Text(en="number of scores", zh="得分个数"))
    shift: float = knob(0.0, ge=-1000, le=1000, step=50, say=Text(en="added to all scores", zh="全部加上"))

    @classmethod
    def from_givens(cls, givens: Mapping[str, Value]) -> Self:
        """A problem's own scores, the first four of them, and its temperature; of several rows the first."""
        scores = givens.get("x", givens.get("logits", givens.get("z")))
        givens = {"temperature": givens.get("temperature", givens.get("T")), **givens}
        if isinstance(scores, tuple) and scores and isinstance(scores[0], tuple):
            scores = scores[0]
        if "d" in givens and scores is None:  # a problem on the difference of two
            scores = (givens["d"], 0)
        if not isinstance(scores, tuple) or not len(scores) >= 2 or isinstance(scores[0], tuple):
            return super().from_givens(givens)
        names = ("first", "second", "third", "fourth")
        own = dict(zip(names, scores, strict=False))
        return super().from_givens({**givens, **own, "scores": min(len(scores), MOST_SCORES)})

    @property
    def logits(self) -> tuple[float, ...]:
        """The scores with what is added to all."""
        scores = (self.first, self.second, self.third, self.fourth)[: self.scores]
        return tuple(score + self.shift for score in scores)

    def frames(self) -> Iterator[Frame]:
        """The temperature falls from hot to the one that is set, or rises to it from cold."""
        start = HOTTEST if self.temperature < HOTTEST else COLDEST
        for temperature in np.geomspace(start, self.temperature, MOMENTS):
            yield self._frame(float(temperature))

    def _frame(self, temperature: float) -> Frame:
        probabilities = tuple(
            map(float, find_solver("softmax")(x=self.logits, temperature=temperature).result_value())
        )
        entropy = -sum(p * float(np.log2(p)) for p in probabilities if p > 0)
        labels = tuple(
            Text(en=f"class {n}, score {show(z, 4)}", zh=f"类别 {n}，得分 {show(z, 4)}")
            for n, z in enumerate(self.logits, 1)
        )
        told = show(temperature, 3)
        best = show(max(probabilities), 4)
        return Frame(
            title=Text(en=f"Temperature {told}", zh=f"温度 {told}"),
            caption=Text(
                en=f"The best class gets **{best}**; the probabilities sum to "
                f"{show(round(sum(probabilities), 12))}. Entropy: {show(entropy, 3)} of "
                f"{show(float(np.log2(self.scores)), 3)} bits.",
                zh=f"得分最高的类别得到 **{best}**；概率之和为 {show(round(sum(probabilities), 12))}。"
                f"熵：{show(entropy, 3)} 比特（最多 {show(float(np.log2(self.scores)), 3)} 比特）。",
            ),
            shapes=(
                Bars(
                    say=Text(en="Probabilities", zh="概率"),
                    labels=labels,
                    groups=((Text(en="probability", zh="概率"), probabilities),),
                ),
                self._curves(temperature, probabilities),
            ),
            figures={
                "temperature": temperature,
                "probabilities": probabilities,
                "sum": sum(probabilities),
                "entropy_bits": entropy,
            },
        )

    def _curves(self, now: float, probabilities: tuple[float, ...]) -> Curves:
        """Every class over the logarithm of the temperature."""
        powers = np.linspace(np.log10(COLDEST), np.log10(HOTTEST), 80)
        values = np.array([softmax(np.array(self.logits) / 10**power) for power in powers])
        lines = [
            Series.of(Text(en=f"class {n + 1}", zh=f"类别 {n + 1}"), powers, values[:, n])
            for n in range(self.scores)
        ]
        here = Series.of(Text(en="now", zh="当前"), [np.log10(now)] * self.scores, probabilities, points=True)
        return Curves(
            say=Text(en="Over the temperature", zh="随温度的变化"),
            series=(*lines, here),
            x=Text(en="log₁₀ of the temperature", zh="温度的 log₁₀"),
            x_range=(float(powers[0]), float(powers[-1])),
            y_range=(0.0, 1.0),
        )
