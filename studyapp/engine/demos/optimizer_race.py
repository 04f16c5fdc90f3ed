"""The optimisers from one start over one surface: a ravine, Rosenbrock's valley, a saddle."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from studyapp.domain.text import Text
from studyapp.domain.value import Value
from studyapp.engine.demo import Demo, Preset, choice, knob
from studyapp.engine.frames import Bars, Curves, Frame, Series, plural
from studyapp.engine.learning.descent import OPTIMIZERS
from studyapp.engine.learning.surfaces import SURFACES, Surface, ravine
from studyapp.text.numbers import show

Floats = NDArray[np.float64]
LEAST_STEPS, MOST_STEPS = 10, 300
MOMENTS = 60
DIVERGED = 100.0
"""So many times as high as the start: it will not come back."""
LEAST_LOSS = 1e-12
"""Nearer to the minimum is drawn as this: a logarithm has no 0."""
NAMES = {
    "sgd": Text(en="gradient descent", zh="梯度下降"),
    "momentum": Text(en="momentum", zh="动量"),
    "nesterov": Text(en="Nesterov", zh="Nesterov"),
    "adagrad": Text.same("Adagrad"),
    "rmsprop": Text.same("RMSprop"),
    "adadelta": Text.same("Adadelta"),
    "adam": Text.same("Adam"),
}
DRAWN = ("sgd", "momentum", "rmsprop", "adam")
"""Whose ways are drawn: more lines could not be told apart."""


@dataclass(frozen=True, kw_only=True)
class OptimizerRace(Demo):
    """Seven update rules, one surface, the same number of steps."""

    title = Text(en="A race of optimisers", zh="优化器赛跑")
    about = Text(
        en="Starts seven optimisers at the same point of a surface, each with a rate that suits it, and "
        "counts how low they get.",
        zh="让七种优化器从曲面上同一点出发，各用适合自己的学习率，看它们能下到多低。",
    )
    notice = Text(
        en="In the ravine plain descent must keep its rate small for the steep direction and creeps along "
        "the flat one; momentum gathers speed there, and RMSprop and Adam scale each direction by itself. "
        "At the saddle Adam and RMSprop leave first, momentum later, while plain descent hesitates.",
        zh="在峡谷里，普通梯度下降为了陡的方向必须用小学习率，在平的方向上就爬得很慢；"
        "动量会在平的方向上加速，"
        "RMSprop 和 Adam 则给每个方向各自的尺度。"
        "在鞍点处 Adam 和 RMSprop 最先离开，动量随后，普通梯度下降却迟迟不动。",
    )
    question = Text(
        en="Why does one learning rate for both directions of a ravine make plain descent slow?",
        zh="为什么在峡谷里两个方向共用一个学习率会让普通梯度下降变慢？",
    )
    chapter = "optimizers"
    presets = (
        Preset("ravine", Text(en="A ravine", zh="峡谷"), {}),
        Preset(
            "valley",
            Text(en="Rosenbrock's valley", zh="Rosenbrock 山谷"),
            {"surface": "rosenbrock", "steps": 200},
        ),
        Preset("saddle", Text(en="Stuck on a saddle", zh="困在鞍点"), {"surface": "saddle", "steps": 60}),
        Preset("too-fast", Text(en="All rates 3 times as high", zh="学习率都调大 3 倍"), {"rate": 3.0}),
    )

    surface: str = choice(
        "ravine", {name: each.say for name, each in SURFACES.items()}, say=Text(en="surface", zh="曲面")
    )
    rate: float = knob(1.0, ge=0.1, le=20, step=None, say=Text(en="all rates times", zh="所有学习率乘以"))
    steps: int = knob(100, ge=LEAST_STEPS, le=MOST_STEPS, step=10, say=Text(en="steps", zh="步数"))
    own: tuple[float, float, float, float, float] | None = None
    """A problem's ravine a·w₁² + b·w₂²: a, b, the start, the rate; until a surface is chosen."""

    @classmethod
    def from_givens(cls, givens: Mapping[str, Value]) -> Self:
        """A problem's own ravine, with its start and rate."""
        named: list[Any] = [givens.get(name) for name in ("a", "b", "x", "y", "eta")]
        if not all(isinstance(each, int | float | Fraction) for each in named):
            return super().from_givens(givens)
        a, b, x, y, rate = map(float, named)
        return replace(super().from_givens({"steps": LEAST_STEPS}), own=(a, b, x, y, rate))

    def turned(self, name: str, turns: int) -> Self:
        """Another surface takes the place of a problem's."""
        turned = super().turned(name, turns)
        return replace(turned, own=None) if name == "surface" else turned

    @property
    def ground(self) -> Surface:
        """The surface that is raced on."""
        return SURFACES[self.surface] if self.own is None else ravine(*self.own)

    def frames(self) -> Iterator[Frame]:
        """All racers, some steps further at each moment."""
        runs = race(self.ground, self.rate, self.steps)
        every = max(1, self.steps // MOMENTS)
        for step in sorted({*range(0, self.steps + 1, every), self.steps}):
            yield self._frame(step, runs)

    def _frame(self, step: int, runs: Mapping[str, Floats]) -> Frame:
        surface = self.ground
        with np.errstate(all="ignore"):
            heights = {name: surface.height(*runs[name][: step + 1].T) for name in runs}
        losses: dict[str, float | None] = {
            name: float(each[-1]) if np.isfinite(each[-1]) else None for name, each in heights.items()
        }
        left = {
            name: int(np.flatnonzero(~(each <= DIVERGED * each[0]))[0])
            for name, each in heights.items()
            if not each[-1] <= DIVERGED * each[0]
        }
        figures: dict[str, Value] = {"step": step}
        for name in runs:
            figures[f"loss_{name}"] = losses[name]
        figures["diverged"] = tuple(left)
        place = runs["sgd"][step]
        figures["place_sgd"] = tuple(map(float, place)) if np.isfinite(place).all() else None
        return Frame(
            title=Text(en=f"Step {step} of {self.steps}", zh=f"第 {step} / {self.steps} 步"),
            caption=_caption(losses, left)
            if self.own is None
            else self._own_caption(step, place, losses, left),
            shapes=(self._map(step, runs), _standing(losses)),
            figures=figures,
        )

    def _own_caption(
        self, step: int, place: Floats, losses: Mapping[str, float | None], left: Mapping[str, int]
    ) -> Text:
        """Where plain descent stands on a problem's ravine, before who leads."""
        told = _caption(losses, left)
        at = ", ".join(show(float(each), 4) if np.isfinite(each) else "∞" for each in place)
        return Text(
            en=f"Gradient descent is at **[{at}]** after {plural(step, 'step')}. {told.en}",
            zh=f"梯度下降走 {step} 步后位于 **[{at}]**。{told.zh}",
        )

    def _map(self, step: int, runs: Mapping[str, Floats]) -> Curves:
        """The ways so far, and where the lowest point is."""
        surface = self.ground
        ways = tuple(Series.of(NAMES[name], *_within(runs[name][: step + 1], surface)) for name in DRAWN)
        low = np.array(surface.lowest).T
        return Curves(
            say=surface.say,
            series=(*ways, Series.of(Text(en="lowest", zh="最低点"), *low, points=True)),
            x=Text.same("w₁"),
            y=Text.same("w₂"),
            x_range=surface.x_range,
            y_range=surface.y_range,
        )


def _standing(losses: Mapping[str, float | None]) -> Bars:
    """How high each racer still stands."""
    known = {name: loss for name, loss in losses.items() if loss is not None}
    return Bars(
        say=Text(en="Height above the minimum", zh="离最低处还有多高"),
        labels=tuple(NAMES[name] for name in known),
        groups=((Text(en="height", zh="高度"), tuple(max(loss, LEAST_LOSS) for loss in known.values())),),
        log=True,
    )


def _caption(losses: Mapping[str, float | None], left: Mapping[str, int]) -> Text:
    """Who leads, and who diverged."""
    known = {name: loss for name, loss in losses.items() if loss is not None}
    if left:
        first = min(left, key=lambda name: left[name])
        broken = Text(
            en=f"**Diverged: {', '.join(NAMES[name].en for name in left)}** ({NAMES[first].en} is a hundred "
            f"times as high as the start from step {left[first]}): the rate is too high for the steep "
            "direction. ",
            zh=f"**发散：{'、'.join(NAMES[name].zh for name in left)}**（{NAMES[first].zh} 从第 "
            f"{left[first]} 步起高过起点一百倍）：对陡的方向来说学习率太大。",
        )
    else:
        broken = Text("", "")
    if not known:
        return broken
    best = min(known, key=lambda name: known[name])
    if len(known) > 1 and len(set(known.values())) == 1:
        height = show(known[best], 3)
        return Text(en=f"All start at the same height: **{height}**.", zh=f"起点高度都一样：**{height}**。")
    return Text(
        en=f"{broken.en}Lowest: **{NAMES[best].en}**, {show(known[best], 3)}.",
        zh=f"{broken.zh}目前最低：**{NAMES[best].zh}**，{show(known[best], 3)}。",
    )


def race(surface: Surface, rate: float, steps: int) -> Mapping[str, Floats]:
    """Each method's way, the start first: (steps + 1, 2)."""
    return {name: run(name, surface, rate * surface.rates[name], steps) for name in OPTIMIZERS}


def run(name: str, surface: Surface, rate: float, steps: int) -> Floats:
    """The way of one method, by the rules that are held to the solvers."""
    place = np.array(surface.start)
    rule = OPTIMIZERS[name]([place], rate)
    way = [place.copy()]
    for _step in range(steps):
        with np.errstate(all="ignore"):
            rule.step([surface.slope(place)])
        way.append(place.copy())
    return np.array(way)


def _within(way: Floats, surface: Surface) -> tuple[Floats, Floats]:
    """A way up to where it leaves the picture by far."""
    (left, right), (low, high) = surface.x_range, surface.y_range
    far = 3 * max(right - left, high - low)
    with np.errstate(all="ignore"):
        gone = np.flatnonzero(~(np.abs(way).max(axis=1) <= far))
    kept = way[: gone[0]] if gone.size else way
    return kept[:, 0], kept[:, 1]
