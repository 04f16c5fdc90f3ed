"""Penalties that keep weights small: L1, L2, and the loss with both."""

import math
from typing import Any

from studyapp.domain.text import Text
from studyapp.domain.value import Number
from studyapp.engine.solving.inputs import flat
from studyapp.engine.solving.solver import Array, Solver, given, mistake, step

WEIGHTS = Text(en="the weights", zh="权重")
STRENGTH = Text(en="how strongly the penalty counts", zh="惩罚的强度")

SIGNS_CANCEL = Text(
    en="Looks as if the absolute values were left out, so that signs cancel.",
    zh="看起来没有取绝对值，正负相互抵消了。",
)


class L1Penalty(Solver):
    """L1 penalty of some weights, in the unit of the loss."""

    say = Text(en="L1 penalty", zh="L1 惩罚项")
    w: Array = given(symbol="w", say=WEIGHTS)
    strength: Number = given(default=1, ge=0, symbol=r"\lambda", say=STRENGTH)
    absolute_sum = step(
        "sum(abs(w))", symbol=r"\|w\|_1", say=Text(en="Absolute values, added up", zh="绝对值之和")
    )
    penalty = step(
        "strength*absolute_sum",
        symbol=r"\Omega",
        say=Text(en="Penalty (that sum times the strength)", zh="惩罚项（绝对值之和乘以强度）"),
    )
    signs_cancel = mistake(absolute_sum, "sum(w)", say=SIGNS_CANCEL)
    squared = mistake(
        absolute_sum,
        "sum(w**2)",
        say=Text(
            en="Looks as if the weights were squared: that is L2. L1 takes absolute values.",
            zh="看起来把权重平方了：那是 L2。L1 取绝对值。",
        ),
    )
    averaged = mistake(
        absolute_sum,
        "mean(abs(w))",
        say=Text(en="Looks as if you averaged; the penalty is a sum.", zh="看起来取了平均；惩罚项是求和。"),
    )
    no_strength = mistake(
        penalty,
        "absolute_sum",
        say=Text(en="Looks as if the strength λ was left out.", zh="看起来漏乘了强度 λ。"),
    )
    result = penalty

    def simulate(self) -> Any:
        """Each weight away from zero costs its distance."""
        return sum((self.strength * max(w, -w) for w in flat(self.w)), start=0)


class L2Penalty(Solver):
    """L2 penalty of some weights, in the unit of the loss; the form says which of the three customs holds."""

    say = Text(en="L2 penalty", zh="L2 惩罚项")
    w: Array = given(symbol="w", say=WEIGHTS)
    strength: Number = given(default=1, ge=0, symbol=r"\lambda", say=STRENGTH)
    form: str = given(
        default="squared",
        choices=("squared", "half", "norm"),
        symbol=r"\text{form}",
        say=Text(en="λ·Σw², λ/2·Σw², or λ·√Σw²", zh="λ·Σw²、λ/2·Σw² 或 λ·√Σw²"),
    )
    squares = step("sum(w**2)", symbol="s", say=Text(en="Squares, added up", zh="平方和"))
    penalty = step(
        'strength*squares if form == "squared" else strength/2*squares if form == "half" '
        "else strength*sqrt(squares)",
        symbol=r"\Omega",
        say=Text(en="Penalty (in the form that is asked for)", zh="惩罚项（按所给的形式）"),
    )
    absolute = mistake(
        squares,
        "sum(abs(w))",
        say=Text(
            en="Looks as if absolute values were added: that is L1. L2 takes squares.",
            zh="看起来加的是绝对值：那是 L1。L2 取平方。",
        ),
    )
    averaged = mistake(
        squares,
        "mean(w**2)",
        say=Text(en="Looks as if you averaged; the penalty is a sum.", zh="看起来取了平均；惩罚项是求和。"),
    )
    squared_late = mistake(
        squares,
        "sum(w)**2",
        say=Text(
            en="Looks as if the weights were added first. Square each one, then add.",
            zh="看起来先把权重加起来再平方了。应先分别平方，再相加。",
        ),
    )
    halved = mistake(
        penalty,
        "strength/2*squares",
        say=Text(
            en="Looks as if the form with 1/2 was used; this one has no half.",
            zh="看起来用了带 1/2 的形式；这里没有 1/2。",
        ),
    )
    not_halved = mistake(
        penalty,
        "strength*squares",
        say=Text(
            en="Looks as if the plain sum of squares was used; this form has a half, or a root.",
            zh="看起来直接用了平方和；这里的形式还带有 1/2 或根号。",
        ),
    )
    rooted = mistake(
        penalty,
        "strength*sqrt(squares)",
        say=Text(
            en="Looks as if a root was taken: that is the L2 norm. The penalty is made of the squares.",
            zh="看起来开了根号：那是 L2 范数。惩罚项用的是平方和。",
        ),
    )
    no_strength = mistake(
        penalty,
        "squares",
        say=Text(en="Looks as if the strength λ was left out.", zh="看起来漏乘了强度 λ。"),
    )
    result = penalty

    def simulate(self) -> Number:
        """From the length of the weight vector."""
        length = math.hypot(*map(float, flat(self.w)))
        power, factor = {"squared": (2, 1.0), "half": (2, 0.5), "norm": (1, 1.0)}[self.form]
        return float(self.strength) * factor * length**power


class RegularizedLoss(Solver):
    """Loss with its penalties (squared form, strengths included): {l1_penalty, l2_penalty, total}."""

    say = Text(en="Loss with penalties", zh="带惩罚项的损失")
    loss: Number = given(symbol="L", say=Text(en="the loss on the data", zh="数据上的损失"))
    w: Array = given(symbol="w", say=WEIGHTS)
    l1: Number = given(default=0, ge=0, symbol=r"\lambda_1", say=Text(en="strength of L1", zh="L1 的强度"))
    l2: Number = given(default=0, ge=0, symbol=r"\lambda_2", say=Text(en="strength of L2", zh="L2 的强度"))
    l1_penalty = step("l1*sum(abs(w))", symbol=r"\Omega_1", say=Text(en="L1 penalty", zh="L1 惩罚项"))
    l2_penalty = step("l2*sum(w**2)", symbol=r"\Omega_2", say=Text(en="L2 penalty", zh="L2 惩罚项"))
    total = step(
        "loss + l1_penalty + l2_penalty",
        symbol=r"L_{\text{all}}",
        say=Text(en="Loss with its penalties", zh="加上惩罚项后的损失"),
    )
    signs_cancel = mistake(l1_penalty, "l1*sum(w)", say=SIGNS_CANCEL)
    halved = mistake(
        l2_penalty,
        "l2/2*sum(w**2)",
        say=Text(
            en="Looks as if the form with 1/2 was used; this one has no half.",
            zh="看起来用了带 1/2 的形式；这里没有 1/2。",
        ),
    )
    rooted = mistake(
        l2_penalty,
        "l2*sqrt(sum(w**2))",
        say=Text(
            en="Looks as if a root was taken: that is the L2 norm. The penalty is made of the squares.",
            zh="看起来开了根号：那是 L2 范数。惩罚项用的是平方和。",
        ),
    )
    only_penalties = mistake(
        total,
        "l1_penalty + l2_penalty",
        say=Text(
            en="Those are the penalties alone; they are added to the loss on the data.",
            zh="这只是惩罚项；它们要加到数据损失上。",
        ),
    )
    subtracted = mistake(
        total,
        "loss - l1_penalty - l2_penalty",
        say=Text(
            en="Looks as if the penalties were subtracted. Large weights are to cost something: add.",
            zh="看起来减去了惩罚项。大的权重要付出代价：应该加上。",
        ),
    )
    result = (l1_penalty, l2_penalty, total)

    def simulate(self) -> dict[str, Number]:
        """Go over the weights and let each pay."""
        first: Any = 0
        second: Any = 0
        for w in flat(self.w):
            first += self.l1 * max(w, -w)
            second += self.l2 * w * w
        return {"l1_penalty": first, "l2_penalty": second, "total": self.loss + first + second}
