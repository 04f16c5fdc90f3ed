"""RMSprop: each gradient over the root of the average of its squares."""

from math import sqrt
from typing import Any

from studyapp.domain.text import Text
from studyapp.domain.value import Number
from studyapp.engine.solvers.optimizers.entries import each, each_wrong
from studyapp.engine.solvers.optimizers.recurrence import weighted
from studyapp.engine.solvers.optimizers.weight_decay import (
    ASCENDED,
    DECAY,
    DECAYED_OUTSIDE,
    EPS,
    EPS_INSIDE,
    LEARNING_RATE,
    NO_ROOT,
    PLAIN,
    UPDATED,
    WithDecay,
)
from studyapp.engine.solving.solver import given


class Rmsprop(WithDecay):
    """Parameter after each step of RMSprop, an entry a step: {params, square_avg, momentum_buffer, grad_avg}.

    The buffer is there with momentum, the average of the gradients with `centered`. As in PyTorch ε is added
    to the root; TensorFlow 1 put it inside. The buffer takes the scaled gradients, and the learning rate
    multiplies it (Tieleman & Hinton 2012; centred: Graves 2013).
    """

    say = Text(en="RMSprop", zh="RMSprop")
    lr: Number = given(ge=0, symbol=r"\eta", say=LEARNING_RATE)
    alpha: Number = given(
        default=0.99,
        ge=0,
        le=1,
        symbol=r"\alpha",
        say=Text(en="how much of the average stays", zh="滑动平均保留的比例"),
    )
    eps: Number = given(default=1e-8, ge=0, symbol=r"\epsilon", say=EPS)
    weight_decay: Number = given(default=0, ge=0, symbol=r"\lambda", say=DECAY)
    momentum: Number = given(
        default=0, ge=0, symbol=r"\mu", say=Text(en="how much of the velocity stays", zh="速度保留的比例")
    )
    centered: bool = given(
        default=False,
        symbol=r"\text{centered}",
        say=Text(en="whether to divide by the deviation from the mean", zh="是否减去均值后再求均方"),
    )

    square_avg = each(
        "alpha*last_square_avg + (1 - alpha)*decayed_grads**2",
        symbol="s_t",
        say=Text(en="Running average of the squared gradients", zh="梯度平方的滑动平均"),
    )
    grad_avg = each(
        "alpha*last_grad_avg + (1 - alpha)*decayed_grads",
        symbol=r"\bar{g}_t",
        say=Text(en="Running average of the gradients", zh="梯度的滑动平均"),
        when="centered",
        otherwise="decayed_grads",
    )
    variances = each(
        "square_avg - grad_avg**2",
        symbol=r"\sigma^2_t",
        say=Text(en="Variance (the square of the mean gradient taken off)", zh="方差（减去平均梯度的平方）"),
        when="centered",
        otherwise="square_avg",
        least=0,  # with equal gradients rounding could leave a little less than nothing
    )
    scaled_grads = each(
        "decayed_grads/(sqrt(variances) + eps)",
        symbol="q_t",
        say=Text(en="Gradient over that root mean square", zh="梯度除以均方根"),
    )
    momentum_buffer = each(
        "momentum*last_momentum_buffer + scaled_grads",
        symbol="v_t",
        say=Text(en="Velocity of the scaled gradients", zh="缩放后梯度的速度"),
        when="momentum != 0",
        otherwise="scaled_grads",
    )
    params = each("last_params - lr*momentum_buffer", symbol=r"\theta_t", say=UPDATED, start="param")

    accumulated = each_wrong(
        square_avg,
        "last_square_avg + decayed_grads**2",
        say=Text(
            en="Looks as if the squares were summed up, as Adagrad does. RMSprop averages, and forgets.",
            zh="看起来把平方累加了（那是 Adagrad）。RMSprop 用的是会遗忘的滑动平均。",
        ),
    )
    not_squared = each_wrong(
        square_avg,
        "alpha*last_square_avg + (1 - alpha)*decayed_grads",
        say=Text(
            en="Looks as if the gradient was averaged as it is; average its square.",
            zh="看起来对梯度本身取了平均；应对梯度的平方取平均。",
        ),
    )
    shares_swapped = each_wrong(
        square_avg,
        "(1 - alpha)*last_square_avg + alpha*decayed_grads**2",
        say=Text(
            en="Looks as if α weighted the new square. It is the share of the old average that stays.",
            zh="看起来把 α 乘到新的平方上了。α 是旧平均值保留的比例。",
        ),
    )
    whole_square = each_wrong(
        square_avg,
        "alpha*last_square_avg + decayed_grads**2",
        say=Text(
            en="Looks as if the new square was added whole; it counts 1 − α.",
            zh="看起来把新的平方整个加上了；它要乘 1 − α。",
        ),
    )
    not_centered = each_wrong(
        variances,
        "square_avg",
        say=Text(
            en="Looks as if nothing was taken off; centred, the square of the mean gradient is.",
            zh="看起来没有减去平均梯度的平方；centered 时要减去。",
        ),
    )
    mean_not_squared = each_wrong(
        variances,
        "square_avg - grad_avg",
        say=Text(
            en="Looks as if the mean gradient was taken off as it is; take off its square.",
            zh="看起来直接减去了平均梯度；应减去它的平方。",
        ),
    )
    old_average = each_wrong(
        scaled_grads,
        "decayed_grads/(sqrt(last_square_avg) + eps)",
        say=Text(
            en="Looks as if the average of before was used; average first, then step.",
            zh="看起来用了旧的平均值；应先更新平均值，再更新参数。",
        ),
    )
    no_root = each_wrong(scaled_grads, "decayed_grads/(variances + eps)", say=NO_ROOT)
    eps_inside = each_wrong(scaled_grads, "decayed_grads/sqrt(variances + eps)", say=EPS_INSIDE)
    corrected = each_wrong(
        scaled_grads,
        "decayed_grads/(sqrt(variances/(1 - alpha**t)) + eps)",
        say=Text(
            en="Looks as if the bias was corrected, as Adam does. RMSprop takes the average as it is.",
            zh="看起来做了偏差修正（那是 Adam）。RMSprop 直接用滑动平均。",
        ),
    )
    plain = each_wrong(scaled_grads, "decayed_grads", say=PLAIN)
    averaged = each_wrong(
        momentum_buffer,
        "momentum*last_momentum_buffer + (1 - momentum)*scaled_grads",
        say=Text(
            en="Looks as if old and new were averaged; here the velocity takes the scaled gradient whole.",
            zh="看起来取了加权平均；这里缩放后的梯度整个加到速度上。",
        ),
    )
    no_velocity = each_wrong(
        params,
        "last_params - lr*scaled_grads",
        say=Text(en="Looks as if the velocity was left out.", zh="看起来没有用速度。"),
    )
    ascended = each_wrong(params, "last_params + lr*momentum_buffer", say=ASCENDED)
    decayed_outside = each_wrong(
        params,
        "last_params - lr*momentum_buffer - weight_decay*last_params",
        say=DECAYED_OUTSIDE,
        also={"decayed_grads": "grads"},
    )
    result = (params, square_avg, momentum_buffer, grad_avg)

    def simulate(self) -> dict[str, Any]:
        """Every average as the weighted sum of all gradients so far."""
        rate, alpha, decay = float(self.lr), float(self.alpha), float(self.weight_decay)
        kept, eps = float(self.momentum), float(self.eps)

        def follow(start: float, grads: list[float]) -> dict[str, list[float]]:
            slopes: list[float] = []
            scaled: list[float] = []
            kept_lists: dict[str, list[float]] = {
                "params": [],
                "square_avg": [],
                "momentum_buffer": [],
                "grad_avg": [],
            }
            for grad in grads:
                slopes.append(grad + decay * (kept_lists["params"] or [start])[-1])
                mean = (1 - alpha) * weighted(slopes, alpha)
                square = (1 - alpha) * weighted([slope * slope for slope in slopes], alpha)
                spread = _spread(slopes, alpha) if self.centered else square
                scaled.append(slopes[-1] / (sqrt(spread) + eps))
                velocity = weighted(scaled, kept) if kept else scaled[-1]
                moved = (kept_lists["params"] or [start])[-1] - rate * velocity
                for name, value in zip(kept_lists, (moved, square, velocity, mean), strict=True):
                    kept_lists[name].append(value)
            return kept_lists

        return self.in_floats(follow)


def _spread(slopes: list[float], alpha: float) -> float:
    """The variance around the mean, the zeros before the first gradient with their weight among them."""
    shares = [(1 - alpha) * alpha**age for age in reversed(range(len(slopes)))]
    before = 1 - sum(shares)
    mean = sum(share * slope for share, slope in zip(shares, slopes, strict=True))
    around = sum(share * (slope - mean) ** 2 for share, slope in zip(shares, slopes, strict=True))
    return around + before * mean * mean
