"""An optimiser's table: what it keeps, line by line and step by step, on a row of gradients."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Self

from studyapp.domain.text import Text
from studyapp.domain.value import Value
from studyapp.engine.demo import Demo, Preset, choice, knob
from studyapp.engine.frames import Curves, Frame, Series, Table
from studyapp.engine.shown.update_givens import Row, gradients_of, method_of, named
from studyapp.engine.shown.update_lines import RULES, SEEN_EPS, Line, Settings
from studyapp.engine.taking import numbers
from studyapp.text.numbers import show

MOST_STEPS = 20
LEAST_EPS = 1e-12
"""A problem's ε of 0 is taken as this: a gradient of 0 would be divided by 0."""
CURVATURE = 1.0
"""Of our bowl a·w²."""
GRADIENTS = {
    "steady": Text(en="always 4", zh="一直是 4"),
    "alternating": Text(en="4, -4, 4, …", zh="4、-4、4……"),
    "shrinking": Text(en="halving", zh="每次减半"),
    "spike": Text(en="1, once 10", zh="都是 1，一次 10"),
    "bowl": Text(en="slope of w²", zh="w² 的斜率"),
}
SPIKE_AT = 3
KEPT = {
    "momentum": {"momentum"},
    "nesterov": {"momentum"},
    "rmsprop": {"squares"},
    "adadelta": {"squares"},
    "adam": {"momentum", "squares"},
    "adamw": {"momentum", "squares"},
}
"""The shares that an optimiser is told; the others are told none."""
AHEAD = Line(
    symbol="w̃",
    step="ahead",
    say=Text(en="Where the velocity alone leads", zh="只按速度走到的位置"),
    formula="w − η·μ·v",
    put_in="{last w} − {η}·{μ}·{last v}",
)


@dataclass(frozen=True, slots=True)
class Run:
    """A weight's way: what it meets at each step, and the value of each line."""

    settings: Settings
    start: float
    gradients: Row
    ahead: Row
    """Where the gradients were taken, if not at the weight."""
    values: Mapping[str, Row]
    before: Mapping[str, float]
    """What is kept, before the first step, by symbol."""
    is_bowl: bool
    """Whether the gradients are slopes where the weight is."""

    def at(self, step: int) -> dict[str, float]:
        """All values of a step, from 1, by symbol; of step 0 what there is before."""
        if step == 0:
            return dict(self.before)
        now = {line.symbol: self.values[line.step][step - 1] for line in self.settings.lines}
        now["g"] = self.gradients[step - 1]
        return now | ({"w̃": self.ahead[step - 1]} if self.ahead else {})

    @property
    def symbols(self) -> tuple[str, ...]:
        """The rows of the table, in the order in which a step works them."""
        lines = tuple(line.symbol for line in self.settings.lines)
        return (*(("w̃",) if self.ahead else ()), "g", *lines)


@dataclass(frozen=True, kw_only=True)
class OptimizerSteps(Demo):
    """One weight, its gradients, and everything that an optimiser keeps of them."""

    title = Text(en="An optimiser, line by line", zh="优化器，一行一行地算")
    about = Text(
        en="Works one weight's updates as one would by hand: each line of the rule with its numbers, and "
        "what is kept from step to step.",
        zh="像手算一样更新一个权重：规则的每一行都代入数字，并列出每一步保留下来的量。",
    )
    notice = Text(
        en="Momentum adds gradients up: steady ones up to g/(1 − μ), alternating ones cancel. Adagrad's sum "
        "never falls, so its steps get shorter; an average of squares forgets. Adam divides one average by "
        "the root of the other: its first step is as long as the rate, whatever the gradient's size.",
        zh="动量把梯度累加：方向不变时趋于 g/(1 − μ)，来回交替时互相抵消。"
        "Adagrad 的和只增不减，步子越来越短；"
        "平方的滑动平均则会遗忘。Adam 用一个平均值除以另一个的根：无论梯度多大，第一步的长度都等于学习率。",
    )
    question = Text(
        en="The gradient doubles, and so do all before it. How long is the step of momentum now, and "
        "how long that of Adam?",
        zh="如果从头到尾所有梯度都变成两倍，动量法的步长会怎样变？Adam 的呢？",
    )
    chapter = "optimizers"
    is_working = True
    presets = (
        Preset("first-step", Text(en="Adam: steps as long as the rate", zh="Adam：步长等于学习率"), {}),
        Preset("momentum", Text(en="Momentum gathers speed", zh="动量加速"), {"method": "momentum"}),
        Preset(
            "cancelled",
            Text(en="Alternating ones cancel", zh="来回的梯度抵消"),
            {"method": "momentum", "gradients": "alternating"},
        ),
        Preset("adagrad", Text(en="Adagrad tires", zh="Adagrad 越走越短"), {"method": "adagrad"}),
        Preset(
            "spike",
            Text(en="RMSprop forgets a spike", zh="RMSprop 忘掉尖峰"),
            {"method": "rmsprop", "gradients": "spike", "steps": 12},
        ),
        Preset(
            "adadelta",
            Text(en="Adadelta starts slowly", zh="Adadelta 起步慢"),
            {"method": "adadelta", "lr": 1.0},
        ),
        Preset(
            "nesterov",
            Text(en="Nesterov looks ahead", zh="Nesterov 往前看"),
            {"method": "nesterov", "gradients": "bowl", "start": 5.0},
        ),
    )

    method: str = choice(
        "adam", {name: rule.say for name, rule in RULES.items()}, say=Text(en="optimiser", zh="优化器")
    )
    gradients: str = choice("steady", GRADIENTS, say=Text(en="gradients", zh="梯度"))
    lr: float = knob(0.1, ge=0.0001, le=1, step=None, say=Text(en="learning rate η", zh="学习率 η"))
    momentum: float = knob(0.9, ge=0, le=0.999, step=0.1, say=Text(en="kept: μ, β₁", zh="保留 μ、β₁"))
    squares: float = knob(0.9, ge=0, le=0.9999, step=0.1, say=Text(en="kept: α, ρ, β₂", zh="保留 α、ρ、β₂"))
    weight_decay: float = knob(0.0, ge=0, le=1, step=0.1, say=Text(en="penalty λ", zh="惩罚 λ"))
    start: float = knob(1.0, ge=-10, le=10, say=Text(en="start", zh="起点"))
    steps: int = knob(8, ge=1, le=MOST_STEPS, say=Text(en="steps", zh="步数"))
    own_gradients: tuple[Row, ...] = ()
    """A problem's gradients, a row for each of its weights."""
    own_starts: Row = ()
    own_eps: float | None = None
    own_bowl: tuple[float, float] | None = None
    """A problem's bowl a·w²: a, and the velocity that the weight has already."""
    compared: str = ""
    """An optimiser that a problem compares with this one."""

    @classmethod
    def from_givens(cls, givens: Mapping[str, Value]) -> Self:
        """A problem's rule, as its hyper-parameters tell it, and its gradients."""
        taken = named(givens)
        starts = numbers(taken.get("param"))
        rows = gradients_of(taken.get("grads"))
        if {"a", "v", "momentum"} <= taken.keys() and starts:
            (a, *_more), (velocity, *_more) = numbers(taken["a"]), numbers(taken["v"])
            knobs = {**taken, "method": "nesterov", "start": taken["param"], "steps": 1, "gradients": "bowl"}
            return replace(super().from_givens(knobs), own_bowl=(a, velocity), compared="momentum")
        if not rows or len(rows) != len(starts):
            return cls()
        method, compared = method_of(givens)
        betas = dict(zip(("momentum", "squares"), numbers(taken.get("betas", ())), strict=False))
        knobs = {**taken, **betas, "method": method, "start": starts[0], "steps": len(rows[0])}
        (eps,) = numbers(taken.get("eps")) or (None,)
        return replace(
            super().from_givens(knobs),
            own_gradients=tuple(row[:MOST_STEPS] for row in rows),
            own_starts=starts,
            own_eps=None if eps is None else max(eps, LEAST_EPS),
            compared=compared,
        )

    @property
    def idle_knobs(self) -> frozenset[str]:
        """What the optimiser does not keep, and what a problem's own gradients and starts stand for."""
        idle = KEPT["adam"] - KEPT.get(self.method, set())
        if self.own_gradients or self.own_bowl:
            idle.add("gradients")
        if len(self.own_starts) > 1:
            idle.add("start")
        return frozenset(idle)

    def turned(self, name: str, turns: int) -> Self:
        """Other gradients, another start or length are ours; another rule is compared with none."""
        turned = super().turned(name, turns)
        if name == "method":
            return replace(turned, compared="", own_eps=None)
        if name not in {"gradients", "start", "steps"}:
            return turned
        bowl = self.own_bowl if name == "steps" else None
        compared = self.compared if bowl else ""
        return replace(
            turned, own_gradients=(), own_starts=(), own_eps=None, own_bowl=bowl, compared=compared
        )

    def frames(self) -> Iterator[Frame]:
        """A moment for each line of each step; a scene for each weight, and for what it is compared with."""
        for method in (self.method, *([self.compared] if self.compared else [])):
            settings = self._settings(method)
            for place, start in enumerate(self.own_starts or (self.start,)):
                run = self._run(settings, start, self.own_gradients[place] if self.own_gradients else None)
                plain = self._run(self._settings("sgd"), start, None if run.is_bowl else run.gradients)
                which = f": w{place + 1}" if len(self.own_starts) > 1 else ""
                yield from _moments(run, plain, which)

    def _settings(self, method: str) -> Settings:
        return Settings(
            method=method,
            lr=self.lr,
            momentum=self.momentum,
            squares=self.squares,
            weight_decay=self.weight_decay,
            eps=self.own_eps,
        )

    def _run(self, settings: Settings, start: float, gradients: Row | None) -> Run:
        """A way along these gradients, or along our own; the bowl's come as the weight moves."""
        is_bowl = gradients is None and (self.gradients == "bowl" or self.own_bowl is not None)
        a, velocity = self.own_bowl or (CURVATURE, 0.0)
        led, begun, decay = [], start, settings.weight_decay
        if velocity and settings.rule.keeps_velocity:  # a step before the first leaves the weight with it
            begun = start + settings.lr * velocity
            led = [velocity - decay * begun]
        ahead: list[float] = []
        met = [] if is_bowl else list(self._pattern() if gradients is None else gradients)
        for _step in range(self.steps if is_bowl else 0):
            place = _last_weight(settings, begun, [*led, *met])
            if settings.method == "nesterov":  # where a step without a gradient would lead
                place = _last_weight(settings, begun, [*led, *met, -decay * place])
                ahead.append(place)
            met.append(2 * a * place)
        values = {name: row[len(led) :] for name, row in settings.run(begun, [*led, *met]).items()}
        kept = {line.symbol: line.starts_at for line in settings.lines if line.starts_at is not None}
        before = {**kept, "w": start} | ({"v": velocity} if led else {})
        return Run(settings, start, tuple(met), tuple(ahead), values, before, is_bowl)

    def _pattern(self) -> Row:
        """Gradients that do not depend on the weight."""
        steps = range(self.steps)
        match self.gradients:
            case "alternating":
                return tuple(4.0 * (-1) ** at for at in steps)
            case "shrinking":
                return tuple(8.0 / 2**at for at in steps)
            case "spike":
                return tuple(10.0 if at == SPIKE_AT else 1.0 for at in steps)
        return (4.0,) * self.steps


def _last_weight(settings: Settings, start: float, gradients: list[float]) -> float:
    """Where these gradients lead."""
    return settings.run(start, gradients)["params"][-1] if gradients else start


def _moments(run: Run, plain: Run, which: str) -> Iterator[Frame]:
    """A moment for each line of each step; `which` names the weight, where there are several."""
    ends = [value for each in (run, plain) for value in (each.start, *each.values["params"])]
    room = (max(ends) - min(ends)) * 0.05 or 1.0
    y_range = (min(ends) - room, max(ends) + room)
    for step in range(1, len(run.gradients) + 1):
        for row, symbol in enumerate(run.symbols):
            yield Frame(
                title=Text(
                    en=f"Step {step} of {len(run.gradients)}: {symbol}",
                    zh=f"第 {step} 步（共 {len(run.gradients)} 步）：{symbol}",
                ),
                caption=_told(run, step, symbol),
                shapes=(_table(run, step, row, which), _way(run, plain, step, row, y_range)),
                figures=_figures(run, step, row),
            )


def _told(run: Run, step: int, symbol: str) -> Text:
    """A line: what it is, its formula, the numbers in it, its value."""
    settings, now, last = run.settings, run.at(step), run.at(step - 1)
    value = f"**{show(now[symbol], 4)}**"
    if symbol == "g":
        if run.is_bowl:
            at = show(now.get("w̃", last["w"]), 4)
            return Text(en=f"The slope at {at} is {value}.", zh=f"{at} 处的斜率是 {value}。")
        return Text(en=f"The gradient of this step is {value}.", zh=f"这一步的梯度是 {value}。")
    if symbol == "w̃":
        numbers_in = settings.put_in(AHEAD, now, last, step)
        return Text(
            en=f"{AHEAD.say.en}: w̃ ← {AHEAD.formula} = {numbers_in} = {value}.",
            zh=f"{AHEAD.say.zh}：w̃ ← {AHEAD.formula} = {numbers_in} = {value}。",
        )
    line = next(line for line in settings.lines if line.symbol == symbol)
    worked = f"{symbol} ← {settings.written(line)} = {settings.put_in(line, now, last, step)} = {value}"
    en, zh = f"{line.say.en}: {worked}.", f"{line.say.zh}：{worked}。"
    if symbol != "w":
        return Text(en, zh)
    went = _went(abs(now["w"] - last["w"]), settings.lr)
    return Text(en=f"{en} {went.en}", zh=f"{zh}{went.zh}")


def _went(moved: float, rate: float) -> Text:
    """How far the weight moved; what ε alone makes it move is as good as nothing."""
    if moved < SEEN_EPS * rate:
        return Text(en="It stays where it was.", zh="它停在原处。")
    way, times = show(moved, 3), show(moved / rate, 3)
    if times == "1":
        return Text(en=f"It moved by {way}, just as far as the rate.", zh=f"移动了 {way}，正好等于学习率。")
    return Text(en=f"It moved by {way}, {times} times the rate.", zh=f"移动了 {way}，是学习率的 {times} 倍。")


def _table(run: Run, step: int, row: int, which: str) -> Table:
    """All that has been worked so far: a row for each line, a column for each step."""
    cells: list[list[float | None]] = []
    for at, symbol in enumerate(run.symbols):
        known = step if at <= row else step - 1
        values = [run.at(column).get(symbol) for column in range(known + 1)]
        cells.append([*values, *[None] * (len(run.gradients) - known)])
    name = run.settings.rule.say
    return Table(
        say=Text(en=f"{name.en}{which}", zh=f"{name.zh}{which}"),
        rows=tuple(Text.same(symbol) for symbol in run.symbols),
        columns=(
            Text(en="start", zh="起点"),
            *(Text.same(str(column)) for column in range(1, len(run.gradients) + 1)),
        ),
        cells=cells,
        marks=((row, step),),
    )


def _way(run: Run, plain: Run, step: int, row: int, y_range: tuple[float, float]) -> Curves:
    """The weight over the steps so far, beside plain descent along its own gradients."""
    done = step if run.symbols[row] == "w" else step - 1
    shown = (run, plain) if run.settings.method != plain.settings.method else (run,)
    return Curves(
        say=Text(en="The weight", zh="权重"),
        series=tuple(
            Series.of(each.settings.rule.say, range(done + 1), [each.start, *each.values["params"][:done]])
            for each in shown
        ),
        x=Text(en="steps", zh="步数"),
        x_range=(0.0, float(len(run.gradients))),
        y_range=y_range,
    )


def _figures(run: Run, step: int, row: int) -> dict[str, Value]:
    """The lines of this step that have been worked, by the solvers' names."""
    names = {"w̃": "ahead", "g": "gradient"} | {line.symbol: line.step for line in run.settings.lines}
    now = run.at(step)
    return {
        "method": run.settings.method,
        "step": step,
        **{names[symbol]: now[symbol] for symbol in run.symbols[: row + 1]},
    }
