"""Adadelta: the size of a step set by the sizes of the steps before it."""

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
    LEARNING_RATE,
    UPDATED,
    WithDecay,
)
from studyapp.engine.solving.solver import given


class Adadelta(WithDecay):
    """Parameter after each step of Adadelta, an entry a step: {params, square_avg, acc_delta}.

    ε stands under both roots and is what the first step lives on. The update is worked with the average of
    the squared updates before it; the learning rate multiplies it only as the parameter moves (Zeiler 2012,
    whose method has lr = 1).
    """

    say = Text(en="Adadelta", zh="Adadelta")
    lr: Number = given(default=1, ge=0, symbol=r"\eta", say=LEARNING_RATE)
    rho: Number = given(
        default=0.9,
        ge=0,
        le=1,
        symbol=r"\rho",
        say=Text(en="how much of the averages stays", zh="滑动平均保留的比例"),
    )
    eps: Number = given(
        default=1e-6, ge=0, symbol=r"\epsilon", say=Text(en="added under both roots", zh="加在两个根号里面")
    )
    weight_decay: Number = given(default=0, ge=0, symbol=r"\lambda", say=DECAY)

    square_avg = each(
        "rho*last_square_avg + (1 - rho)*decayed_grads**2",
        symbol="s_t",
        say=Text(en="Running average of the squared gradients", zh="梯度平方的滑动平均"),
    )
    updates = each(
        "sqrt(last_acc_delta + eps)/sqrt(square_avg + eps)*decayed_grads",
        symbol=r"\Delta_t",
        say=Text(
            en="Update (the gradient, scaled from its own size to that of the updates so far)",
            zh="更新量（把梯度换算成以往更新量的大小）",
        ),
    )
    acc_delta = each(
        "rho*last_acc_delta + (1 - rho)*updates**2",
        symbol="u_t",
        say=Text(en="Running average of the squared updates", zh="更新量平方的滑动平均"),
    )
    params = each("last_params - lr*updates", symbol=r"\theta_t", say=UPDATED, start="param")

    accumulated = each_wrong(
        square_avg,
        "last_square_avg + decayed_grads**2",
        say=Text(
            en="Looks as if the squares were summed up, as Adagrad does; here they are averaged.",
            zh="看起来把平方累加了（那是 Adagrad）；这里取滑动平均。",
        ),
    )
    shares_swapped = each_wrong(
        square_avg,
        "(1 - rho)*last_square_avg + rho*decayed_grads**2",
        say=Text(
            en="Looks as if ρ weighted the new square. It is the share of the old average that stays.",
            zh="看起来把 ρ 乘到新的平方上了。ρ 是旧平均值保留的比例。",
        ),
    )
    not_squared = each_wrong(
        square_avg,
        "rho*last_square_avg + (1 - rho)*abs(decayed_grads)",
        say=Text(
            en="Looks as if the gradient's size was averaged; average its square.",
            zh="看起来对梯度的绝对值取了平均；应对平方取平均。",
        ),
    )
    no_numerator = each_wrong(
        updates,
        "decayed_grads/sqrt(square_avg + eps)",
        say=Text(
            en="That is RMSprop's update; Adadelta multiplies it by the root of the updates' average.",
            zh="这是 RMSprop 的更新量；Adadelta 还要乘以更新量均方的根。",
        ),
    )
    eps_outside = each_wrong(
        updates,
        "(sqrt(last_acc_delta) + eps)/(sqrt(square_avg) + eps)*decayed_grads",
        say=Text(
            en="Looks as if ε was added to the roots; in Adadelta it stands under them.",
            zh="看起来开方之后才加 ε；Adadelta 的 ε 在根号里面。",
        ),
    )
    no_roots = each_wrong(
        updates,
        "(last_acc_delta + eps)/(square_avg + eps)*decayed_grads",
        say=Text(
            en="Looks as if the roots were left out, above and below the line.",
            zh="看起来分子和分母都没有开平方。",
        ),
    )
    updates_not_squared = each_wrong(
        acc_delta,
        "rho*last_acc_delta + (1 - rho)*abs(updates)",
        say=Text(
            en="Looks as if the update's size was averaged; average its square.",
            zh="看起来对更新量的绝对值取了平均；应对平方取平均。",
        ),
    )
    gradients_again = each_wrong(
        acc_delta,
        "rho*last_acc_delta + (1 - rho)*decayed_grads**2",
        say=Text(
            en="Looks as if the gradients were averaged again; this average is of the updates.",
            zh="看起来又对梯度取了平均；这里要对更新量取平均。",
        ),
    )
    ascended = each_wrong(params, "last_params + lr*updates", say=ASCENDED)
    decayed_outside = each_wrong(
        params,
        "last_params - lr*updates - weight_decay*last_params",
        say=DECAYED_OUTSIDE,
        also={"decayed_grads": "grads"},
    )
    result = (params, square_avg, acc_delta)

    def simulate(self) -> dict[str, Any]:
        """Both averages as weighted sums over the whole past, taken anew each step."""
        rate, rho, decay, eps = (float(value) for value in (self.lr, self.rho, self.weight_decay, self.eps))

        def follow(start: float, grads: list[float]) -> dict[str, list[float]]:
            slopes: list[float] = []
            moves: list[float] = []
            squares: list[float] = []
            sizes: list[float] = []
            for grad in grads:
                slopes.append(grad + decay * (start - rate * sum(moves)))
                squares.append((1 - rho) * weighted([slope * slope for slope in slopes], rho))
                before = (1 - rho) * weighted([move * move for move in moves], rho)
                moves.append(slopes[-1] * sqrt((before + eps) / (squares[-1] + eps)))
                sizes.append((1 - rho) * weighted([move * move for move in moves], rho))
            params = [start - rate * sum(moves[:at]) for at in range(1, len(moves) + 1)]
            return {"params": params, "square_avg": squares, "acc_delta": sizes}

        return self.in_floats(follow)
