"""Adagrad: each entry's rate falls with the squared gradients that it has seen."""

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


class Adagrad(WithDecay):
    """Parameter after each step of Adagrad, and the sum of squared gradients: {params, sum}, an entry a step.

    As in PyTorch ε is added to the root, and the rate at step t is lr/(1 + (t − 1)·lr_decay): the first step
    has all of it. Keras begins the sum at 0.1 and puts ε under the root (Duchi et al. 2011).
    """

    say = Text(en="Adagrad", zh="Adagrad")
    lr: Number = given(ge=0, symbol=r"\eta", say=LEARNING_RATE)
    lr_decay: Number = given(
        default=0,
        ge=0,
        symbol=r"\delta",
        say=Text(en="how fast the rate itself falls", zh="学习率自身的衰减"),
    )
    weight_decay: Number = given(default=0, ge=0, symbol=r"\lambda", say=DECAY)
    initial_accumulator_value: Number = given(
        default=0, ge=0, symbol="s_0", say=Text(en="the sum at the start", zh="累积和的初始值")
    )
    eps: Number = given(default=1e-10, ge=0, symbol=r"\epsilon", say=EPS)

    sum = each(
        "last_sum + decayed_grads**2",
        symbol="s_t",
        say=Text(en="Sum of the squared gradients so far", zh="至今所有梯度的平方和"),
        start="initial_accumulator_value",
    )
    rates = each(
        "lr/(1 + (t - 1)*lr_decay)",
        symbol=r"\eta_t",
        say=Text(en="Rate at each step (the first has all of it)", zh="每一步的学习率（第一步不衰减）"),
        when="lr_decay != 0",
        otherwise="lr",
    )
    updates = each(
        "rates*decayed_grads/(sqrt(sum) + eps)",
        symbol=r"\Delta_t",
        say=Text(en="Update (the gradient over the root of the sum)", zh="更新量（梯度除以平方和的根）"),
    )
    params = each("last_params - updates", symbol=r"\theta_t", say=UPDATED, start="param")

    not_summed = each_wrong(
        sum,
        "decayed_grads**2",
        say=Text(
            en="That is the newest square alone; Adagrad adds it to all earlier ones.",
            zh="这只是最新的平方；Adagrad 要把它加到以前的平方和上。",
        ),
    )
    not_squared = each_wrong(
        sum,
        "last_sum + abs(decayed_grads)",
        say=Text(
            en="Looks as if the gradients were added by their size; add their squares.",
            zh="看起来加的是梯度的绝对值；应该加平方。",
        ),
    )
    from_zero = each_wrong(
        sum,
        "decayed_grads**2 if t == 1 else last_sum + decayed_grads**2",
        say=Text(
            en="Looks as if the sum began at 0; it begins at the initial value that is given.",
            zh="看起来累积和从 0 开始了；应从所给的初始值开始。",
        ),
    )
    counted_from_one = each_wrong(
        rates,
        "lr/(1 + t*lr_decay)",
        say=Text(
            en="Looks as if the first step was slowed down already; its rate is whole, with t − 1 = 0.",
            zh="看起来第一步就衰减了；第一步 t − 1 = 0，学习率不变。",
        ),
    )
    no_lr_decay = each_wrong(
        rates,
        "lr",
        say=Text(
            en="Looks as if the decay of the rate was left out; from the second step on it divides by more "
            "than 1.",
            zh="看起来漏掉了学习率的衰减；从第二步起要除以大于 1 的数。",
        ),
    )
    old_sum = each_wrong(
        updates,
        "rates*decayed_grads/(sqrt(last_sum) + eps)",
        say=Text(
            en="Looks as if the sum of before was used; add the new square first, then step.",
            zh="看起来用了旧的累积和；应先加上新的平方，再更新。",
        ),
    )
    no_root = each_wrong(updates, "rates*decayed_grads/(sum + eps)", say=NO_ROOT)
    eps_inside = each_wrong(updates, "rates*decayed_grads/sqrt(sum + eps)", say=EPS_INSIDE)
    plain = each_wrong(updates, "rates*decayed_grads", say=PLAIN)
    ascended = each_wrong(params, "last_params + updates", say=ASCENDED)
    decayed_outside = each_wrong(
        params,
        "last_params - updates - weight_decay*last_params",
        say=DECAYED_OUTSIDE,
        also={"decayed_grads": "grads"},
    )
    result = (params, sum)

    def simulate(self) -> dict[str, Any]:
        """The sums taken anew from all the gradients so far, each step."""
        rate, slowing, decay = float(self.lr), float(self.lr_decay), float(self.weight_decay)
        first, eps = float(self.initial_accumulator_value), float(self.eps)

        def follow(start: float, grads: list[float]) -> dict[str, list[float]]:
            squares: list[float] = []
            sums: list[float] = []
            params = [start]
            for taken, grad in enumerate(grads):
                slope = grad + decay * params[-1]
                squares.append(slope * slope)
                sums.append(first + weighted(squares, 1))
                params.append(params[-1] - rate / (1 + taken * slowing) * slope / (sqrt(sums[-1]) + eps))
            return {"params": params[1:], "sum": sums}

        return self.in_floats(follow)
