"""Stochastic gradient descent, with momentum, Nesterov's look ahead, and weight decay."""

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
from studyapp.engine.solving.solver import given, require
from studyapp.i18n import N_


class Sgd(WithDecay):
    """Parameter after each step of SGD: {params}, and with momentum {momentum_buffer}, an entry a step.

    As in PyTorch, the velocity takes the whole gradient (v = μ·v + g) and the learning rate multiplies the
    whole velocity; Keras keeps the learning rate inside it (v = μ·v − η·g), which differs when the rate
    changes. The first velocity is the first gradient: dampening begins at the second step. Weight decay adds
    λ·θ to the gradient (Sutskever et al. 2013 for both momenta).
    """

    say = Text(en="SGD, with momentum", zh="SGD（可带动量）")
    lr: Number = given(ge=0, symbol=r"\eta", say=LEARNING_RATE)
    momentum: Number = given(
        default=0, ge=0, symbol=r"\mu", say=Text(en="how much of the velocity stays", zh="速度保留的比例")
    )
    dampening: Number = given(
        default=0,
        symbol=r"\tau",
        say=Text(en="how much less of a gradient goes in", zh="梯度计入速度时减少的比例"),
    )
    nesterov: bool = given(
        default=False,
        symbol=r"\text{nesterov}",
        say=Text(en="whether the step looks ahead", zh="是否用 Nesterov 动量"),
    )
    weight_decay: Number = given(default=0, ge=0, symbol=r"\lambda", say=DECAY)

    momentum_buffer = each(
        "decayed_grads if t == 1 else momentum*last_momentum_buffer + decayed_grads if dampening == 0 "
        "else momentum*last_momentum_buffer + (1 - dampening)*decayed_grads",
        symbol="v_t",
        say=Text(
            en="Velocity (what is left of the old one, and the gradient)", zh="速度（旧速度的一部分加上梯度）"
        ),
        in_general=r"\mu v_{t-1} + (1 - \tau) \tilde{g}_t,\ v_1 = \tilde{g}_1",
        when="momentum != 0",
        otherwise="decayed_grads",
    )
    directions = each(
        "decayed_grads + momentum*momentum_buffer",
        symbol="d_t",
        say=Text(
            en="Direction of the step (the velocity's next share is added at once)",
            zh="更新方向（提前加上速度的下一份）",
        ),
        when="nesterov",
        otherwise="momentum_buffer",
    )
    params = each("last_params - lr*directions", symbol=r"\theta_t", say=UPDATED, start="param")

    averaged = each_wrong(
        momentum_buffer,
        "momentum*last_momentum_buffer + (1 - momentum)*decayed_grads",
        say=Text(
            en="Looks as if old and new were averaged, with 1 − μ for the gradient. Here the velocity takes "
            "all of it.",
            zh="看起来取了加权平均，梯度乘了 1 − μ。这里梯度整个加到速度上。",
        ),
    )
    undamped = each_wrong(
        momentum_buffer,
        "last_momentum_buffer + decayed_grads",
        say=Text(
            en="Looks as if the old velocity was kept whole; only a share μ of it stays.",
            zh="看起来旧速度整个保留了；只应保留其中的 μ。",
        ),
    )
    first_dampened = each_wrong(
        momentum_buffer,
        "momentum*last_momentum_buffer + (1 - dampening)*decayed_grads",
        say=Text(
            en="Looks as if the first gradient was dampened too; the first velocity is that gradient itself.",
            zh="看起来第一步的梯度也乘了 1 − τ；第一步的速度就是梯度本身。",
        ),
    )
    not_dampened = each_wrong(
        momentum_buffer,
        "momentum*last_momentum_buffer + decayed_grads",
        say=Text(
            en="Looks as if the dampening was left out: from the second step on the gradient counts 1 − τ.",
            zh="看起来漏掉了阻尼：从第二步起梯度要乘 1 − τ。",
        ),
    )
    not_ahead = each_wrong(
        directions,
        "momentum_buffer",
        say=Text(
            en="That is the velocity, as plain momentum takes it. Nesterov adds the gradient to μ times it.",
            zh="这是速度，普通动量用的就是它。Nesterov 是梯度加上 μ 倍的速度。",
        ),
    )
    velocity_whole = each_wrong(
        directions,
        "decayed_grads + momentum_buffer",
        say=Text(
            en="Looks as if the velocity was added whole; its next share is μ times it.",
            zh="看起来把速度整个加上了；它的下一份是 μ 倍的速度。",
        ),
    )
    no_velocity = each_wrong(
        params,
        "last_params - lr*decayed_grads",
        say=Text(
            en="Looks as if the velocity was left out and the gradient alone taken.",
            zh="看起来没有用速度，只用了梯度。",
        ),
    )
    ascended = each_wrong(params, "last_params + lr*directions", say=ASCENDED)
    rate_inside = each_wrong(
        params,
        "last_params - (momentum*last_momentum_buffer + lr*decayed_grads)",
        say=Text(
            en="Looks as if the learning rate met only the new gradient; here it multiplies the whole "
            "velocity.",
            zh="看起来学习率只乘了新的梯度；这里它乘的是整个速度。",
        ),
    )
    decayed_outside = each_wrong(
        params,
        "last_params - lr*directions - weight_decay*last_params",
        say=DECAYED_OUTSIDE,
        also={"decayed_grads": "grads"},
    )
    no_rate = each_wrong(
        params,
        "last_params - directions",
        say=Text(en="Looks as if the learning rate was left out.", zh="看起来漏乘了学习率。"),
    )
    nesterov_needs_momentum = require(
        "not nesterov or momentum > 0",
        "momentum",
        N_("{parameter} is {momentum}; with nesterov it must be above 0"),
    )
    nesterov_needs_no_dampening = require(
        "not nesterov or dampening == 0",
        "dampening",
        N_("{parameter} is {dampening}; with nesterov it must be 0"),
    )
    result = (params, momentum_buffer)

    def simulate(self) -> dict[str, Any]:
        """Every velocity as the sum of all gradients so far, each with its power of the momentum."""
        rate, kept, decay = float(self.lr), float(self.momentum), float(self.weight_decay)
        fresh = 1 - float(self.dampening)

        def follow(start: float, grads: list[float]) -> dict[str, list[float]]:
            slopes: list[float] = []
            velocities: list[float] = []
            moves: list[float] = []
            for grad in grads:
                slopes.append(grad + decay * (start - rate * sum(moves)))
                taken_in = [slopes[0], *(fresh * slope for slope in slopes[1:])]
                velocities.append(weighted(taken_in, kept) if kept else slopes[-1])
                moves.append(slopes[-1] + kept * velocities[-1] if self.nesterov else velocities[-1])
            params = [start - rate * sum(moves[:at]) for at in range(1, len(moves) + 1)]
            return {"params": params, "momentum_buffer": velocities}

        return self.in_floats(follow)
