"""Single steps under a penalty: by gradient, by soft threshold, by shrinking."""

from typing import Any

from studyapp.domain.text import Text
from studyapp.domain.value import Number, Value
from studyapp.engine.solvers.generalization.penalties import STRENGTH, WEIGHTS
from studyapp.engine.solving.inputs import flat
from studyapp.engine.solving.solver import Array, Solver, given, mistake, step
from studyapp.errors import GivenError
from studyapp.i18n import N_


class PenaltyStep(Solver):
    """Weights after one SGD step on loss + l1·Σ|w| + l2·Σw², shaped like `w`; the slope of |w| at 0 is 0."""

    say = Text(en="SGD step with penalties", zh="带惩罚项的 SGD 更新")
    w: Array = given(symbol="w", say=WEIGHTS)
    gradient: Array = given(symbol="g", say=Text(en="gradient of the loss on the data", zh="数据损失的梯度"))
    lr: Number = given(ge=0, symbol=r"\eta", say=Text(en="learning rate", zh="学习率"))
    l1: Number = given(default=0, ge=0, symbol=r"\lambda_1", say=Text(en="strength of L1", zh="L1 的强度"))
    l2: Number = given(default=0, ge=0, symbol=r"\lambda_2", say=Text(en="strength of L2", zh="L2 的强度"))
    slope = step(
        "gradient + l1*sign(w) + 2*l2*w",
        symbol="g'",
        say=Text(en="Gradient, the penalties' included", zh="包含惩罚项的梯度"),
    )
    updated = step(
        "w - lr*slope",
        symbol="w'",
        say=Text(en="Weights after a step against it", zh="沿反方向走一步后的权重"),
    )
    no_penalty = mistake(
        slope,
        "gradient",
        say=Text(
            en="Looks as if the penalty's gradient was left out; it is added to the loss's.",
            zh="看起来漏掉了惩罚项的梯度；它要加到损失的梯度上。",
        ),
    )
    no_two = mistake(
        slope,
        "gradient + l1*sign(w) + l2*w",
        say=Text(
            en="Looks as if the 2 was left out: the derivative of l2·w² is 2·l2·w.",
            zh="看起来漏掉了 2：l2·w² 的导数是 2·l2·w。",
        ),
    )
    two_twice = mistake(
        slope,
        "gradient + l1*sign(w) + 4*l2*w",
        say=Text(
            en="Looks as if a 2 too many came in. With λ/2·w² it cancels, and λ·w is left.",
            zh="看起来多乘了一个 2。惩罚为 λ/2·w² 时 2 会约掉，只剩 λ·w。",
        ),
    )
    signs_only = mistake(
        slope,
        "gradient + (l1 + 2*l2)*sign(w)",
        say=Text(
            en="Looks as if L2 pulled by the sign alone, as L1 does; its pull grows with the weight.",
            zh="看起来让 L2 只按符号起作用（那是 L1）；L2 的拉力随权重大小变化。",
        ),
    )
    penalty_off = mistake(
        slope,
        "gradient - l1*sign(w) - 2*l2*w",
        say=Text(
            en="Looks as if the penalty's gradient was subtracted; it belongs to the loss and is added.",
            zh="看起来减去了惩罚项的梯度；它属于损失，应该相加。",
        ),
    )
    ascended = mistake(
        updated,
        "w + lr*slope",
        say=Text(
            en="Looks as if the step went uphill. Gradient descent subtracts.",
            zh="看起来朝上坡走了一步。梯度下降要减去梯度。",
        ),
    )
    penalty_without_rate = mistake(
        updated,
        "w - lr*gradient - l1*sign(w) - 2*l2*w",
        say=Text(
            en="Looks as if the learning rate met only the loss's gradient; it multiplies the penalty's too.",
            zh="看起来学习率只乘了损失的梯度；惩罚项的梯度也要乘。",
        ),
    )
    no_rate = mistake(
        updated,
        "w - slope",
        say=Text(en="Looks as if the learning rate was left out.", zh="看起来漏乘了学习率。"),
    )
    result = updated

    def check(self) -> None:
        """Every weight has its gradient."""
        if getattr(self.w, "shape", ()) != getattr(self.gradient, "shape", ()):
            raise GivenError(
                N_("{parameter} has the shape {is_shape}; it must have that of w, {must}"),
                parameter="gradient",
                is_shape=list(getattr(self.gradient, "shape", ())),
                must=list(getattr(self.w, "shape", ())),
            )

    def simulate(self) -> Value:
        """Weight by weight, the penalty's slope measured as a difference quotient."""
        moved = []
        for w, gradient in zip(flat(self.w), flat(self.gradient), strict=True):
            near = abs(w) / 2 if w else 1
            rise = self._penalty(w + near) - self._penalty(
                w - near
            )  # exact for |w| on one side of 0, and for w²
            moved.append(w - self.lr * (gradient + rise / (2 * near)))
        return tuple(moved)

    def _penalty(self, w: Any) -> Any:
        return self.l1 * abs(w) + self.l2 * w * w


class SoftThreshold(Solver):
    """The proximal step of threshold·|w|: towards zero by the threshold and not past it, shaped like `w`."""

    say = Text(en="Soft threshold", zh="软阈值")
    w: Array = given(symbol="w", say=WEIGHTS)
    threshold: Number = given(ge=0, symbol="t", say=Text(en="how far towards zero", zh="向零移动的量"))
    moved = step(
        "sign(w)*max(abs(w) - threshold, 0)",
        symbol="w'",
        say=Text(
            en="Weights moved towards zero by the threshold, but not past it",
            zh="权重向零移动一个阈值，但不越过零",
        ),
    )
    past_zero = mistake(
        moved,
        "sign(w)*(abs(w) - threshold)",
        say=Text(
            en="Looks as if small weights were moved past zero; they stop there.",
            zh="看起来让小的权重越过了零；它们到零就停住。",
        ),
    )
    sign_ignored = mistake(
        moved,
        "w - threshold",
        say=Text(
            en="Looks as if the threshold was subtracted whatever the sign; a negative weight moves up.",
            zh="看起来不管符号都减去了阈值；负的权重应向上移动。",
        ),
    )
    positive_part = mistake(
        moved,
        "max(abs(w) - threshold, 0)",
        say=Text(
            en="Looks as if the signs got lost; a weight keeps its side.",
            zh="看起来丢掉了符号；权重应保持原来的正负。",
        ),
    )
    shrunk = mistake(
        moved,
        "w/(1 + threshold)",
        say=Text(
            en="Looks as if the weights were scaled down: that is L2's step. L1 takes the same amount off "
            "each.",
            zh="看起来按比例缩小了权重：那是 L2 的做法。L1 是各减去同样的量。",
        ),
    )
    result = moved

    def simulate(self) -> Value:
        """What the clipped weight leaves over."""
        return tuple(w - min(max(w, -self.threshold), self.threshold) for w in flat(self.w))


class Shrink(Solver):
    """The proximal step of strength/2·w²: every weight by the same factor, shaped like `w`."""

    say = Text(en="Shrinking by L2", zh="L2 收缩")
    w: Array = given(symbol="w", say=WEIGHTS)
    strength: Number = given(ge=0, symbol="t", say=STRENGTH)
    shrunk = step(
        "w/(1 + strength)",
        symbol="w'",
        say=Text(en="Weights shrunk by the same factor", zh="每个权重按同一比例缩小"),
    )
    multiplied = mistake(
        shrunk,
        "w*(1 - strength)",
        say=Text(
            en="Looks as if a plain gradient step was taken: a factor 1 − t. The proximal step divides by 1 "
            "+ t.",
            zh="看起来用了普通的梯度更新：乘以 1 − t。近端更新是除以 1 + t。",
        ),
    )
    twice = mistake(
        shrunk,
        "w/(1 + 2*strength)",
        say=Text(
            en="Looks as if the penalty had no half. For t/2·w² the factor is 1/(1 + t).",
            zh="看起来当成了不带 1/2 的惩罚。对 t/2·w²，系数是 1/(1 + t)。",
        ),
    )
    subtracted = mistake(
        shrunk,
        "w - strength*sign(w)",
        say=Text(
            en="Looks as if the same amount was taken off each weight: that is L1's way. L2 takes the same "
            "share.",
            zh="看起来给每个权重减去了同样的量：那是 L1 的做法。L2 是按同样的比例。",
        ),
    )
    result = shrunk

    def simulate(self) -> Value:
        """Where (v − w)²/2 + t/2·v² has its slope 0: the mean of w and t zeros, weighted."""
        return tuple((1 * w + self.strength * 0) / (1 + self.strength) for w in flat(self.w))
