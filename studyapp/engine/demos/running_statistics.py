"""Batch norm's running statistics: they follow the batches, and evaluation mode uses them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Self, TypeAlias

import numpy as np

from studyapp.domain.text import Text
from studyapp.domain.value import Value
from studyapp.engine.demo import Demo, Preset, choice, knob
from studyapp.engine.frames import Curves, Frame, Series, Table
from studyapp.engine.registry import find_solver
from studyapp.engine.shown.frozen_norm import Frozen, as_factor, evaluated, folding
from studyapp.engine.taking import numbers
from studyapp.text.numbers import show

Row: TypeAlias = tuple[float, ...]
MOST_BATCHES, MOST_VALUES = 60, 8
WEIGHTS, BIAS = (2.0, -1.0, 4.0), 1.0
CONVENTIONS = {
    "pytorch": Text.same("PyTorch"),
    "keras": Text.same("Keras"),
}
_SEED = 5


@dataclass(frozen=True, slots=True)
class Followed:
    """The statistics of each batch, and where the running ones stand after it; the start comes first."""

    means: Row
    variances: Row
    running_means: Row
    running_variances: Row


@dataclass(frozen=True, kw_only=True)
class RunningStatistics(Demo):
    """One channel: what batch norm keeps of its batches, and what it does with that when training is over."""

    title = Text(en="Running statistics", zh="滑动统计量")
    about = Text(
        en="Lets the running mean and variance of a batch norm layer follow batch after batch, then uses "
        "them in evaluation mode, and folds the layer into the weights before it.",
        zh="让批量归一化层的滑动均值和滑动方差跟着一个个批次移动，"
        "再在评估模式下使用它们，最后把这一层合并到前面的权重里。",
    )
    notice = Text(
        en="Each batch draws the running mean a share of the way towards its own. A small share is slow to "
        "leave the start, a large one follows every chance batch; PyTorch's momentum is this share, Keras's "
        "is what stays. Too few batches, and evaluation mode gives other outputs than training did.",
        zh="每个批次把滑动均值朝自己的均值拉近一部分。比例小，迟迟离不开初值；比例大，又会被每个批次的偶然波动带着走。"
        "PyTorch 的 momentum 就是这个比例，Keras 的则是保留的比例。"
        "批次太少时，评估模式的输出会和训练时不同。",
    )
    question = Text(
        en="With a momentum of 0.1 (PyTorch), how much of the start is left in the running mean after 10 "
        "batches?",
        zh="momentum 为 0.1（PyTorch 的约定），经过 10 个批次后，滑动均值里还剩多少初值的影响？",
    )
    chapter = "normalization"
    is_working = True
    presets = (
        Preset("usual", Text(en="A tenth of the way", zh="每次十分之一"), {}),
        Preset("too-few", Text(en="Tested too early", zh="太早就测试"), {"batches": 3}),
        Preset(
            "restless", Text(en="Follows every batch", zh="跟着每一批走"), {"momentum": 0.8, "batch_size": 2}
        ),
        Preset(
            "keras",
            Text(en="0.9 of the old is the same", zh="保留 0.9 旧值：一样"),
            {"momentum": 0.9, "convention": "keras"},
        ),
    )

    momentum: float = knob(0.1, ge=0.01, le=0.99, step=0.05, say=Text.same("momentum"))
    convention: str = choice("pytorch", CONVENTIONS, say=Text(en="convention", zh="约定"))
    batches: int = knob(20, ge=1, le=MOST_BATCHES, say=Text(en="batches", zh="批次数"))
    batch_size: int = knob(8, ge=2, le=64, say=Text(en="batch size", zh="批大小"))
    mean: float = knob(5.0, ge=-50, le=50, say=Text(en="true mean", zh="真实均值"))
    spread: float = knob(2.0, ge=0.1, le=20, step=0.5, say=Text(en="true deviation", zh="真实标准差"))
    gamma: float = knob(1.0, ge=-10, le=10, step=0.5, say=Text.same("γ"))
    beta: float = knob(0.0, ge=-50, le=50, say=Text.same("β"))
    own_batches: tuple[Row, ...] = ()
    """A problem's batches, the values of one channel."""
    own_start: tuple[float, float] = (0.0, 1.0)
    """Running mean and variance before them."""
    knows_variance: bool = True
    """Whether more is known of the batches than their means."""
    own_frozen: Frozen | None = None
    """A problem's statistics of evaluation mode."""
    own_values: Row = ()
    own_weights: Row = ()
    own_bias: float = 0.0

    @classmethod
    def from_givens(cls, givens: Mapping[str, Value]) -> Self:
        """A problem's batches; or its layer in evaluation mode, with values or weights."""
        match givens:
            case {
                "r": int() | float() | Fraction() as start,
                "mu": int() | float() | Fraction() as mean,
                "m": share,
            }:
                demo = super().from_givens({"momentum": share})
                batch = (float(mean) - 1, float(mean) + 1)
                return replace(
                    demo, own_batches=(batch,), own_start=(float(start), 1.0), knows_variance=False
                )
            case {"batches": tuple(batches)}:
                rows = tuple(numbers(batch) for batch in batches[:MOST_BATCHES])
                if not all(len(row) > 1 for row in rows):
                    return cls()
                starts = [
                    numbers(givens.get(name, at)) for name, at in (("running_mean", 0), ("running_var", 1))
                ]
                if [len(each) for each in starts] != [1, 1]:
                    return cls()
                demo = super().from_givens({"momentum": givens.get("momentum", 0.1)})
                return replace(demo, own_batches=rows, own_start=(starts[0][0], starts[1][0]))
            case {"running_mean": mean, "running_var": variance, "x": values}:
                demo = cls._frozen(givens, mean, variance)
                return replace(demo, own_values=numbers(values)[:MOST_VALUES])
            case {"mean": mean, "variance": variance, "weight": (weights,), "bias": bias}:
                demo, many = cls._frozen(givens, mean, variance), numbers(bias)
                return replace(demo, own_weights=numbers(weights)[:MOST_VALUES], own_bias=(*many, 0.0)[0])
        return cls()

    @classmethod
    def _frozen(cls, givens: Mapping[str, Value], mean: Value, variance: Value) -> Self:
        """With a problem's statistics of one channel, where they are numbers and something varies."""
        found = [numbers(value) for value in (mean, variance, givens.get("eps", 1e-5))]
        if not all(len(each) == 1 for each in found) or found[1][0] + found[2][0] <= 0:
            return cls()
        demo = super().from_givens({name: givens.get(name) for name in ("gamma", "beta")})
        (middle,), (spread,), (eps,) = found
        return replace(demo, own_frozen=Frozen(mean=middle, variance=spread, eps=eps))

    @property
    def idle_knobs(self) -> frozenset[str]:
        """What a problem's own batches, or its statistics, stand for."""
        drawn = {"batches", "batch_size", "mean", "spread"}
        if self.own_frozen is not None:
            return frozenset({*drawn, "momentum", "convention"})
        if not self.own_batches:
            return frozenset()
        return frozenset(drawn if self.knows_variance else {*drawn, "gamma", "beta"})

    def turned(self, name: str, turns: int) -> Self:
        """γ, β and the momentum go with a problem's numbers, all others are ours."""
        turned = super().turned(name, turns)
        keeps = {"gamma", "beta"} if self.own_frozen else {"momentum", "convention", "gamma", "beta"}
        if name in keeps:
            return turned
        return replace(
            turned,
            own_batches=(),
            own_start=(0.0, 1.0),
            knows_variance=True,
            own_frozen=None,
            own_values=(),
            own_weights=(),
        )

    def frames(self) -> Iterator[Frame]:
        """The batches, then evaluation mode, then the folding; of a problem the scene that it asks about."""
        if self.own_frozen is not None:
            frozen = replace(self.own_frozen, gamma=self.gamma, beta=self.beta)
            if self.own_values:
                yield from evaluated(frozen, self.own_values)
            yield from folding(
                frozen, self.own_weights or WEIGHTS, self.own_bias if self.own_weights else BIAS
            )
            return
        values = self.own_batches or self._drawn()
        followed = self._followed(values)
        for at in range(1, len(values) + 1):
            yield self._frame(followed, at)
        if not self.knows_variance:
            return
        frozen = Frozen(
            mean=followed.running_means[-1],
            variance=followed.running_variances[-1],
            gamma=self.gamma,
            beta=self.beta,
        )
        yield from evaluated(frozen, values[-1][:MOST_VALUES])
        yield from folding(frozen, WEIGHTS, BIAS)

    @property
    def share(self) -> float:
        """How much a batch counts."""
        return self.momentum if self.convention == "pytorch" else 1 - self.momentum

    def _drawn(self) -> tuple[Row, ...]:
        """Batches of our own, the same each time."""
        chance = np.random.default_rng(_SEED)
        drawn = chance.normal(self.mean, self.spread, (self.batches, self.batch_size)).round(2)
        return tuple(tuple(row) for row in drawn.tolist())

    def _followed(self, values: tuple[Row, ...]) -> Followed:
        """The running statistics after each batch."""
        means, variances = [self.own_start[0]], [self.own_start[1]]
        of_batches: list[tuple[float, float]] = []
        for batch in values:
            worked: Any = find_solver("running_statistics")(
                batches=(batch,), momentum=self.share, running_mean=means[-1], running_var=variances[-1]
            ).work()
            of_batches.append((float(worked["means"][0]), float(worked["variances"][0])))
            means.append(float(worked["mean_after"]))
            variances.append(float(worked["variance_after"]))
        return Followed(
            tuple(mean for mean, _variance in of_batches),
            tuple(variance for _mean, variance in of_batches),
            tuple(means),
            tuple(variances),
        )

    def _frame(self, followed: Followed, at: int) -> Frame:
        """One batch more."""
        old, new = show(1 - self.share, 4), show(self.share, 4)

        def step(running: Row, of_batches: Row) -> str:
            parts = f"{old}·{as_factor(running[at - 1])} + {new}·{as_factor(of_batches[at - 1])}"
            return f"{parts} = **{show(running[at], 4)}**"

        mean = step(followed.running_means, followed.means)
        told = Text(en=f"Running mean: {mean}.", zh=f"滑动均值：{mean}。")
        if self.knows_variance:
            variance = step(followed.running_variances, followed.variances)
            told = Text(
                en=f"{told.en} Running variance (a batch's is divided by n − 1): {variance}.",
                zh=f"{told.zh}滑动方差（批次方差除以 n − 1）：{variance}。",
            )
        left = show((1 - self.share) ** at, 3)
        return Frame(
            title=Text(
                en=f"Batch {at} of {len(followed.means)}", zh=f"第 {at} 个批次（共 {len(followed.means)} 个）"
            ),
            caption=Text(
                en=f"{told.en} Of the start {left} is left.", zh=f"{told.zh}初值的影响还剩 {left}。"
            ),
            shapes=(self._table(followed, at), self._way(followed, at)),
            figures={
                "batch": at,
                "batch_mean": followed.means[at - 1],
                "running_mean": followed.running_means[at],
                "running_var": followed.running_variances[at],
                "left_of_start": (1 - self.share) ** at,
            },
        )

    def _table(self, followed: Followed, at: int) -> Table:
        """All statistics so far, a column for each batch."""
        rows = [
            (Text(en="mean", zh="均值"), (None, *followed.means)),
            (Text(en="variance", zh="方差"), (None, *followed.variances)),
            (Text(en="running mean", zh="滑动均值"), followed.running_means),
            (Text(en="running var", zh="滑动方差"), followed.running_variances),
        ]
        if not self.knows_variance:
            rows = rows[::2]
        running = range(len(rows) // 2, len(rows))
        return Table(
            say=Text(en="Statistics", zh="统计量"),
            rows=tuple(name for name, _values in rows),
            columns=(
                Text(en="start", zh="初值"),
                *(Text.same(str(number)) for number in range(1, len(followed.means) + 1)),
            ),
            cells=[
                [value if column <= at else None for column, value in enumerate(values)]
                for _name, values in rows
            ],
            marks=tuple((row, at) for row in running),
        )

    def _way(self, followed: Followed, at: int) -> Curves:
        """The running mean among the means of the batches."""
        count = len(followed.means)
        heights = (*followed.means, *followed.running_means)
        room = (max(heights) - min(heights)) * 0.05 or 1.0
        series = [
            Series.of(Text(en="running", zh="滑动"), range(at + 1), followed.running_means[: at + 1]),
            Series.of(Text(en="of a batch", zh="批次"), range(1, at + 1), followed.means[:at], points=True),
        ]
        if not self.own_batches:
            series.append(Series.of(Text(en="true", zh="真实"), (0, count), (self.mean,) * 2))
            heights = (*heights, self.mean)
        return Curves(
            say=Text(en="Means", zh="均值"),
            series=tuple(series),
            x=Text(en="batches", zh="批次"),
            x_range=(0.0, float(count)),
            y_range=(min(heights) - room, max(heights) + room),
        )
