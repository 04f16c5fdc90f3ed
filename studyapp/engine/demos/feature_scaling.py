"""Two ways to scale a feature, value by value: into a range, or to mean 0 and deviation 1."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self, TypeAlias

from studyapp.domain.text import Text
from studyapp.domain.value import Value
from studyapp.engine.demo import Demo, Preset, knob
from studyapp.engine.frames import Curves, Frame, Series, Table
from studyapp.engine.registry import find_solver
from studyapp.engine.taking import numbers
from studyapp.text.numbers import show

Row: TypeAlias = tuple[float, ...]
VALUES = (2.0, 4.0, 5.0)
MOST_VALUES = 10
RANGED = Text(en="min-max", zh="最小-最大")
STANDARD = Text(en="standardised", zh="标准化")


@dataclass(frozen=True, kw_only=True)
class FeatureScaling(Demo):
    """A feature of a small training set, and a value that comes later."""

    title = Text(en="Scaling a feature", zh="特征缩放")
    about = Text(
        en="Scales the values of one feature into a range, and to mean 0 and deviation 1; then a new value, "
        "with what the training set has fixed.",
        zh="把一个特征的各个取值先缩放到某个区间，再变成均值 0、标准差 1；"
        "然后用训练集定下的参数缩放一个新值。",
    )
    notice = Text(
        en="Both are straight lines: the order and the relative distances stay. One far value squeezes all "
        "others together in the range. A new value may leave the range; fitting anew would give the same raw "
        "value two meanings. A common positive factor changes neither result.",
        zh="两者都是直线变换：顺序和相对距离不变。一个离得很远的值会把其他值挤到一起。新值可能超出区间；"
        "若重新拟合，同一个原始值就有了两种含义。所有值乘以同一个正数，两种结果都不变。",
    )
    question = Text(
        en="One value becomes ten times as large as all others. Where do the others go in [0, 1]?",
        zh="某个值变成其他值的十倍，其他值在 [0, 1] 中会到哪里？",
    )
    chapter = "normalization"
    is_working = True
    presets = (
        Preset("unit", Text(en="Into [0, 1]", zh="缩放到 [0, 1]"), {}),
        Preset("both-sides", Text(en="Into [-1, 1]", zh="缩放到 [-1, 1]"), {"low": -1.0}),
        Preset("far", Text(en="One value is far off", zh="有一个值很远"), {"last": 100.0}),
        Preset("factor", Text(en="All values times 10", zh="所有值乘以 10"), {"factor": 10.0, "new": 120.0}),
    )

    last: float = knob(10.0, ge=-100, le=1000, say=Text(en="last value", zh="最后一个值"))
    new: float = knob(12.0, ge=-1000, le=10_000, say=Text(en="new value", zh="新值"))
    low: float = knob(0.0, ge=-10, le=0, say=Text(en="range from", zh="区间下端"))
    high: float = knob(1.0, ge=1, le=10, say=Text(en="range to", zh="区间上端"))
    factor: float = knob(1.0, ge=-20, le=20, say=Text(en="all values times", zh="所有值乘以"))
    own_values: Row = ()
    """A problem's training values."""
    own_new: float | None = None
    standard_first: bool = False
    """Whether a problem is about the second way."""

    @classmethod
    def from_givens(cls, givens: Mapping[str, Value]) -> Self:
        """A problem's values, with a range or a factor; or its training range and a new value."""
        values = numbers(givens.get("x"))
        ends = [*numbers(givens.get("a")), *numbers(givens.get("b"))]
        limits = {name: givens.get(name) for name in ("low", "high")}
        if len(values) == 1 and len(ends) == 2 and ends[0] != ends[1]:
            return replace(super().from_givens(limits), own_values=tuple(ends), own_new=values[0])
        if not 1 < len(values) <= MOST_VALUES or len(set(values)) == 1:
            return cls()
        demo = super().from_givens({**limits, "factor": givens.get("k")})
        return replace(demo, own_values=values, standard_first="ddof" in givens or "k" in givens)

    @property
    def idle_knobs(self) -> frozenset[str]:
        """What a problem's own values stand for."""
        own = {"last"} if self.own_values else set()
        return frozenset(own | ({"new"} if self.own_new is not None else set()))

    def turned(self, name: str, turns: int) -> Self:
        """Another last value is of ours, another new one too; a factor of 0 would leave nothing."""
        turned = super().turned(name, turns)
        if name == "factor" and turned.factor == 0:
            return replace(turned, factor=float(turns > 0) or -1.0)
        if name == "last":
            return replace(turned, own_values=(), own_new=None, standard_first=False)
        return replace(turned, own_new=None) if name == "new" else turned

    @property
    def values(self) -> Row:
        """The training set's, times the factor."""
        return tuple(self.factor * value for value in self.own_values or (*VALUES, self.last))

    def frames(self) -> Iterator[Frame]:
        """Both ways and the new value, what a problem asks for first."""
        values = self.values
        if len(set(values)) == 1:
            yield _all_alike(values)
            return
        ranged: Any = find_solver("min_max")(x=values, low=self.low, high=self.high).work()
        standard: Any = find_solver("z_score")(x=values).work()
        scenes = [
            self._ranged(values, ranged),
            _standardised(values, standard),
            iter([self._new(values, ranged, standard)]),
        ]
        first = 1 if self.standard_first else 0 if self.own_new is None else 2
        for scene in (scenes[first], *scenes[:first], *scenes[first + 1 :]):
            yield from scene

    def _ranged(self, values: Row, worked: Mapping[str, Any]) -> Iterator[Frame]:
        """The ends of the old range, then value by value."""
        least, most = float(worked["smallest"]), float(worked["largest"])
        scaled = tuple(map(float, worked["scaled"]))
        wide = show(most - least, 4)
        width = f"{show(self.high)} − {as_factor(self.low)}"
        yield _frame(
            RANGED,
            Text(
                en=f"The smallest is **{show(least, 4)}**, the largest **{show(most, 4)}**; range {wide}.",
                zh=f"最小值 **{show(least, 4)}**，最大值 **{show(most, 4)}**：极差为 {wide}。",
            ),
            values,
            scaled,
            0,
        )
        for at, (value, result) in enumerate(zip(values, scaled, strict=True)):
            share = f"({show(value, 4)} − {as_factor(least)})/{wide}"
            in_range = share if (self.low, self.high) == (0, 1) else f"{show(self.low)} + ({width})·{share}"
            yield _frame(RANGED, Text.same(f"{in_range} = **{show(result, 4)}**"), values, scaled, at + 1)

    def _new(self, values: Row, ranged: Mapping[str, Any], standard: Mapping[str, Any]) -> Frame:
        """A value of the test set, by what the training set has fixed."""
        new = self.new if self.own_new is None else self.own_new * self.factor
        least, most = float(ranged["smallest"]), float(ranged["largest"])
        position = (new - least) / (most - least)
        in_range = self.low + (self.high - self.low) * position
        away = (new - float(standard["mean"])) / float(standard["deviation"])
        told = Text(
            en=f"A new value, {show(new, 4)}, by the training set's numbers: it lies {show(position, 4)} of "
            f"the way along, in the range **{show(in_range, 4)}**; standardised it is **{show(away, 4)}**.",
            zh=f"新值 {show(new, 4)} 用训练集的参数缩放：它在原范围的 {show(position, 4)} 处，"
            f"缩放后为 **{show(in_range, 4)}**；标准化后为 **{show(away, 4)}**。",
        )
        if not 0 <= position <= 1:
            told = Text(
                en=f"{told.en} It leaves the range, and may.", zh=f"{told.zh}它超出了区间，这是允许的。"
            )
        return Frame(
            title=Text(en="A new value", zh="一个新值"),
            caption=told,
            shapes=(
                Table(
                    say=Text(en="Training and new", zh="训练集与新值"),
                    rows=(Text.same("x"), RANGED, STANDARD),
                    columns=(*_places(values), Text(en="new", zh="新")),
                    cells=[
                        [*values, new],
                        [*map(float, ranged["scaled"]), in_range],
                        [*map(float, standard["scaled"]), away],
                    ],
                    marks=((2, len(values)), (1, len(values))),
                ),
                _line(Text(en="Both lines", zh="两条直线"), (*values, new), (
                    (RANGED, (*map(float, ranged["scaled"]), in_range)),
                    (STANDARD, (*map(float, standard["scaled"]), away)),
                )),
            ),
            figures={"new": new, "in_range": in_range, "standardised": away},
        )  # fmt: skip


def _standardised(values: Row, worked: Mapping[str, Any]) -> Iterator[Frame]:
    """Mean and deviation, then value by value."""
    mean, variance, deviation = (float(worked[name]) for name in ("mean", "variance", "deviation"))
    scaled = tuple(map(float, worked["scaled"]))
    squares = " + ".join(f"{as_factor(value - mean)}²" for value in values)
    spread = f"({squares})/{len(values)} = {show(variance, 4)}"
    yield _frame(
        STANDARD,
        Text(
            en=f"Mean **{show(mean, 4)}**. Variance {spread}; its root, the deviation, "
            f"**{show(deviation, 4)}**.",
            zh=f"均值 **{show(mean, 4)}**。方差 {spread}，开方得标准差 **{show(deviation, 4)}**。",
        ),
        values,
        scaled,
        0,
    )
    for at, (value, result) in enumerate(zip(values, scaled, strict=True)):
        worked_out = f"({show(value, 4)} − {as_factor(mean)})/{show(deviation, 4)} = **{show(result, 4)}**"
        yield _frame(STANDARD, Text.same(worked_out), values, scaled, at + 1)


def _frame(name: Text, told: Text, values: Row, scaled: Row, known: int) -> Frame:
    """The values so far, in a table and on their line."""
    at = max(0, known - 1)
    return Frame(
        title=Text(en=f"{name.en}: {known} of {len(values)}", zh=f"{name.zh}：{known}/{len(values)}"),
        caption=told,
        shapes=(
            Table(
                say=Text(en="Values", zh="各个值"),
                rows=(Text.same("x"), name),
                columns=_places(values),
                cells=[
                    list(values),
                    [value if place < known else None for place, value in enumerate(scaled)],
                ],
                marks=((1, at),) if known else ((0, 0),),
            ),
            _line(name, values, ((name, scaled),), known),
        ),
        figures={"scaled": scaled[:known], "known": known},
    )


def _line(say: Text, values: Row, lines: Sequence[tuple[Text, Row]], known: int | None = None) -> Curves:
    """What comes out over what goes in."""
    ends = [min(range(len(values)), key=values.__getitem__), max(range(len(values)), key=values.__getitem__)]
    series: list[Series] = []
    for name, scaled in lines:
        series.append(Series.of(name, [values[at] for at in ends], [scaled[at] for at in ends]))
    points = lines[0][1][:known]
    return Curves(
        say=say,
        series=(*series, Series.of(Text.same("x"), values[: len(points)], points, points=True)),
        x=Text.same("x"),
        x_range=(min(values), max(values)),
    )


def _places(values: Row) -> tuple[Text, ...]:
    return tuple(Text.same(str(at + 1)) for at in range(len(values)))


def _all_alike(values: Row) -> Frame:
    """Nothing can be scaled where nothing differs."""
    return Frame(
        title=Text(en="All values are equal", zh="所有值都相同"),
        caption=Text(
            en="There is no range and no deviation to divide by.", zh="极差和标准差都是 0，没有可以除的数。"
        ),
        shapes=(
            Table(
                say=Text(en="Values", zh="各个值"),
                rows=(Text.same("x"),),
                columns=_places(values),
                cells=[list(values)],
            ),
        ),
        figures={"known": 0},
    )


def as_factor(value: float) -> str:
    """A number as a factor: a negative one in parentheses."""
    said = show(value + 0.0, 4)
    return f"({said})" if said.startswith("-") else said
