"""One step of an optimiser line by line: how each line is written, and its values by the solvers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from studyapp.domain.text import Text
from studyapp.engine.registry import find_solver
from studyapp.text.numbers import show

SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
SEEN_EPS = 1e-6
"""A smaller ε changes nothing that is shown, and is left out where the numbers are put in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of an update: `m = β₁·m + (1 − β₁)·g`."""

    symbol: str
    step: str
    """The solver's step that holds its value after each update."""
    say: Text
    formula: str
    """Its right side; G is the gradient, with the penalty's share if there is one."""
    put_in: str
    """The same with places for numbers: `{m}` is of this step, `{last m}` of the one before."""
    starts_at: float | None = 0.0
    """What it is before the first step, where it is kept from step to step."""


@dataclass(frozen=True, slots=True)
class Rule:
    """An optimiser: its name, the solver that works it, and its lines in order."""

    say: Text
    solver: str
    lines: tuple[Line, ...]

    @property
    def keeps_velocity(self) -> bool:
        """Whether one of its lines is a velocity."""
        return _VELOCITY in self.lines


_WEIGHT = Text(en="The weight", zh="权重")
_DIFFERENCE = Line(
    symbol="Δ",
    step="updates",
    say=Text(en="The rate times the gradient over the root", zh="学习率乘以梯度，再除以根"),
    formula="η·G/(√s + ε)",
    put_in="{η}·{G}/{root s}",
    starts_at=None,
)
PENALISED = Line(
    symbol="g′",
    step="decayed_grads",
    say=Text(en="The penalty joins the gradient", zh="惩罚项加进梯度"),
    formula="g + λ·w",
    put_in="{g} + {λ}·{last w}",
    starts_at=None,
)


def _weight(formula: str, put_in: str) -> Line:
    return Line(symbol="w", step="params", say=_WEIGHT, formula=formula, put_in=put_in)


_VELOCITY = Line(
    symbol="v",
    step="momentum_buffer",
    say=Text(en="What is left of the velocity, and the gradient", zh="留下的速度，加上梯度"),
    formula="μ·v + G",
    put_in="{μ}·{last v} + {G}",
)
_AVERAGES = (
    Line(
        symbol="m",
        step="exp_avg",
        say=Text(en="Running average of the gradients", zh="梯度的滑动平均"),
        formula="β₁·m + (1 − β₁)·G",
        put_in="{β₁}·{last m} + {1 − β₁}·{G}",
    ),
    Line(
        symbol="v",
        step="exp_avg_sq",
        say=Text(en="Running average of their squares", zh="梯度平方的滑动平均"),
        formula="β₂·v + (1 − β₂)·G²",
        put_in="{β₂}·{last v} + {1 − β₂}·{G}²",
    ),
    Line(
        symbol="m̂",
        step="corrected_avg",
        say=Text(en="Made up for its start at 0", zh="修正从 0 开始的偏差"),
        formula="m/(1 − β₁ᵗ)",
        put_in="{m}/(1 − {β₁}{t})",
        starts_at=None,
    ),
    Line(
        symbol="v̂",
        step="corrected_avg_sq",
        say=Text(en="Made up the same way", zh="同样修正"),
        formula="v/(1 − β₂ᵗ)",
        put_in="{v}/(1 − {β₂}{t})",
        starts_at=None,
    ),
    Line(
        symbol="Δ",
        step="updates",
        say=Text(en="The rate times the one over the root of the other", zh="学习率乘以前者，再除以后者的根"),
        formula="η·m̂/(√v̂ + ε)",
        put_in="{η}·{m̂}/{root v̂}",
        starts_at=None,
    ),
)
RULES: Mapping[str, Rule] = {
    "sgd": Rule(
        Text(en="gradient descent", zh="梯度下降"), "sgd", (_weight("w − η·G", "{last w} − {η}·{G}"),)
    ),
    "momentum": Rule(
        Text(en="momentum", zh="动量"), "sgd", (_VELOCITY, _weight("w − η·v", "{last w} − {η}·{v}"))
    ),
    "nesterov": Rule(
        Text(en="Nesterov", zh="Nesterov"),
        "sgd",
        (_VELOCITY, _weight("w − η·v", "{last w} − {η}·{v}")),
    ),
    "adagrad": Rule(
        Text.same("Adagrad"),
        "adagrad",
        (
            Line(
                symbol="s",
                step="sum",
                say=Text(en="Sum of all squared gradients so far", zh="至今所有梯度的平方和"),
                formula="s + G²",
                put_in="{last s} + {G}²",
            ),
            _DIFFERENCE,
            _weight("w − Δ", "{last w} − {Δ}"),
        ),
    ),
    "rmsprop": Rule(
        Text.same("RMSprop"),
        "rmsprop",
        (
            Line(
                symbol="s",
                step="square_avg",
                say=Text(en="Running average of the squared gradients", zh="梯度平方的滑动平均"),
                formula="α·s + (1 − α)·G²",
                put_in="{α}·{last s} + {1 − α}·{G}²",
            ),
            Line(
                symbol="d",
                step="scaled_grads",
                say=Text(en="The gradient over the root", zh="梯度除以根"),
                formula="G/(√s + ε)",
                put_in="{G}/{root s}",
                starts_at=None,
            ),
            _weight("w − η·d", "{last w} − {η}·{d}"),
        ),
    ),
    "adadelta": Rule(
        Text.same("Adadelta"),
        "adadelta",
        (
            Line(
                symbol="s",
                step="square_avg",
                say=Text(en="Running average of the squared gradients", zh="梯度平方的滑动平均"),
                formula="ρ·s + (1 − ρ)·G²",
                put_in="{ρ}·{last s} + {1 − ρ}·{G}²",
            ),
            Line(
                symbol="Δ",
                step="updates",
                say=Text(en="The gradient, scaled to the updates before it", zh="按以往更新量换算梯度"),
                formula="√(u + ε)/√(s + ε)·G",
                put_in="√({last u} + {ε})/√({s} + {ε})·{G}",
                starts_at=None,
            ),
            Line(
                symbol="u",
                step="acc_delta",
                say=Text(en="Running average of the squared updates", zh="更新量平方的滑动平均"),
                formula="ρ·u + (1 − ρ)·Δ²",
                put_in="{ρ}·{last u} + {1 − ρ}·{Δ}²",
            ),
            _weight("w − η·Δ", "{last w} − {η}·{Δ}"),
        ),
    ),
    "adam": Rule(Text.same("Adam"), "adam", (*_AVERAGES, _weight("w − Δ", "{last w} − {Δ}"))),
    "adamw": Rule(
        Text.same("AdamW"),
        "adamw",
        (*_AVERAGES, _weight("w − η·λ·w − Δ", "{last w} − {η}·{λ}·{last w} − {Δ}")),
    ),
}
"""The optimisers by name; Nesterov's gradient is taken elsewhere, its lines are those of momentum."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an optimiser is told: its name, its rate, and how much of its averages stays."""

    method: str
    lr: float
    momentum: float
    """μ, or β₁."""
    squares: float
    """α, ρ, or β₂."""
    weight_decay: float = 0.0
    eps: float | None = None
    """None is the solver's own."""

    @property
    def rule(self) -> Rule:
        """The optimiser."""
        return RULES[self.method]

    @property
    def is_coupled(self) -> bool:
        """Whether a penalty joins the gradient."""
        return self.weight_decay > 0 and self.method != "adamw"

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of a step, with that of the penalty if there is one."""
        return (*((PENALISED,) if self.is_coupled else ()), *self.rule.lines)

    @property
    def tiny(self) -> float:
        """The ε that is used."""
        return (1e-6 if self.method == "adadelta" else 1e-8) if self.eps is None else self.eps

    def run(self, start: float, gradients: Sequence[float]) -> Mapping[str, tuple[float, ...]]:
        """The value of each line after each step, by the solver's names; the start is not among them."""
        told: dict[str, Any] = {"lr": self.lr, "weight_decay": self.weight_decay}
        match self.method:
            case "momentum" | "nesterov":
                told["momentum"] = self.momentum
            case "rmsprop":
                told["alpha"] = self.squares
            case "adadelta":
                told["rho"] = self.squares
            case "adam" | "adamw":
                told["betas"] = (self.momentum, self.squares)
        if self.rule.solver != "sgd":
            told["eps"] = self.tiny
        worked = find_solver(self.rule.solver)(param=start, grads=tuple(gradients), **told).work()
        # A method without the momentum that it was told keeps no velocity: it is the gradient.
        none = worked.get("decayed_grads") or tuple(gradients)
        return {line.step: tuple(map(float, worked[line.step] or none)) for line in self.lines}  # type: ignore[arg-type]

    def written(self, line: Line) -> str:
        """The right side of a line, with the gradient that it takes."""
        return line.formula.replace("G", "g′" if self.is_coupled else "g")

    def put_in(self, line: Line, now: Mapping[str, float], last: Mapping[str, float], at: int) -> str:
        """The line with its numbers, at the step of that number from 1; values are by symbol."""
        shown = {name: _factor(value) for name, value in now.items()}
        shown |= {f"last {name}": _factor(value) for name, value in last.items()}
        shown |= {f"root {name}": self._root(value) for name, value in now.items()}
        shares = {"μ": self.momentum, "β₁": self.momentum}
        shares |= dict.fromkeys(("α", "ρ", "β₂"), self.squares)
        shown |= {name: show(share, 4) for name, share in shares.items()}
        shown |= {f"1 − {name}": show(1 - share, 4) for name, share in shares.items()}
        shown |= {"η": show(self.lr, 4), "λ": show(self.weight_decay, 4), "ε": show(self.tiny, 4)}
        shown["G"] = shown.get("g′" if self.is_coupled else "g", "")
        shown["t"] = str(at).translate(SUPERSCRIPT)
        return line.put_in.format_map(shown)

    def _root(self, value: float) -> str:
        root = f"√{_factor(value)}"
        return f"({root} + {show(self.tiny, 3)})" if self.tiny > SEEN_EPS else root


def _factor(value: float) -> str:
    """A number as a factor: a negative one in parentheses."""
    said = show(value, 4)
    return f"({said})" if said.startswith("-") else said
