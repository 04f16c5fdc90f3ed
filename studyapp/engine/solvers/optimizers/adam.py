"""Adam, and AdamW, whose weight decay does not go through the averages."""

from typing import Any

from studyapp.domain.text import Text
from studyapp.domain.value import Number
from studyapp.engine.solvers.optimizers.entries import each, each_wrong
from studyapp.engine.solvers.optimizers.moments import (
    NOT_SQUARED,
    OTHER_BETA,
    WHOLE_GRADIENT,
    Moments,
    average_of,
    average_square_of,
)
from studyapp.engine.solvers.optimizers.weight_decay import (
    ASCENDED,
    DECAY,
    DECAYED_OUTSIDE,
    PLAIN,
    UPDATED,
    WithDecay,
)
from studyapp.engine.solving.solver import given

LARGEST_KEPT = Text(
    en="whether the largest squared average is kept (AMSGrad)", zh="是否保留最大的二阶矩（AMSGrad）"
)


class Adam(Moments, WithDecay):
    """Parameter after each step of Adam, an entry a step: {params, exp_avg, exp_avg_sq, max_exp_avg_sq}.

    The last is there with amsgrad. As in PyTorch ε is added to the root of the corrected average (the paper's
    algorithm; TensorFlow adds it before the correction), amsgrad takes the largest average before it is
    corrected, and weight decay adds λ·θ to the gradient (Kingma & Ba 2015; Reddi et al. 2018).
    """

    say = Text(en="Adam", zh="Adam")
    weight_decay: Number = given(default=0, ge=0, symbol=r"\lambda", say=DECAY)
    amsgrad: bool = given(default=False, symbol=r"\text{amsgrad}", say=LARGEST_KEPT)

    exp_avg = average_of("decayed_grads")
    exp_avg_sq = average_square_of("decayed_grads")
    params = each("last_params - updates", symbol=r"\theta_t", say=UPDATED, start="param")

    whole_gradient = each_wrong(exp_avg, "betas[0]*last_exp_avg + decayed_grads", say=WHOLE_GRADIENT)
    second_beta = each_wrong(exp_avg, "betas[1]*last_exp_avg + (1 - betas[1])*decayed_grads", say=OTHER_BETA)
    first_beta = each_wrong(
        exp_avg_sq, "betas[0]*last_exp_avg_sq + (1 - betas[0])*decayed_grads**2", say=OTHER_BETA
    )
    not_squared = each_wrong(
        exp_avg_sq, "betas[1]*last_exp_avg_sq + (1 - betas[1])*decayed_grads", say=NOT_SQUARED
    )
    plain = each_wrong(params, "last_params - lr*decayed_grads", say=PLAIN)
    ascended = each_wrong(params, "last_params + updates", say=ASCENDED)
    decoupled = each_wrong(
        params,
        "last_params - updates - lr*weight_decay*last_params",
        say=Text(
            en="Looks as if the decay went past the averages, as in AdamW. Adam adds it to the gradient.",
            zh="看起来权重衰减没有经过矩估计（那是 AdamW）。Adam 把它加到梯度里。",
        ),
        also={"decayed_grads": "grads"},
    )
    result = (params, exp_avg, exp_avg_sq, Moments.max_exp_avg_sq)

    def simulate(self) -> dict[str, Any]:
        """By weighted sums, the decay in the gradients."""
        return self.by_sums(float(self.weight_decay), 0)


class Adamw(Moments):
    """Parameter after each step of AdamW, an entry a step: {params, exp_avg, exp_avg_sq, max_exp_avg_sq}.

    The last is there with amsgrad. The weight decay shrinks the parameter by lr·λ·θ beside Adam's update and
    does not go through its averages; as in PyTorch it is multiplied by the learning rate, in the paper only
    by its schedule (Loshchilov & Hutter 2019).
    """

    say = Text(en="AdamW", zh="AdamW")
    weight_decay: Number = given(
        default=0.01,
        ge=0,
        symbol=r"\lambda",
        say=Text(
            en="weight decay: the share, times lr, that each step takes off",
            zh="权重衰减：每一步按 lr·λ 的比例缩小",
        ),
    )
    amsgrad: bool = given(default=False, symbol=r"\text{amsgrad}", say=LARGEST_KEPT)

    params = each(
        "last_params - lr*weight_decay*last_params - updates",
        symbol=r"\theta_t",
        say=Text(en="Parameter after each step, decayed and moved", zh="每一步之后的参数（先衰减，再更新）"),
        start="param",
    )

    whole_gradient = each_wrong(Moments.exp_avg, "betas[0]*last_exp_avg + grads", say=WHOLE_GRADIENT)
    second_beta = each_wrong(Moments.exp_avg, "betas[1]*last_exp_avg + (1 - betas[1])*grads", say=OTHER_BETA)
    first_beta = each_wrong(
        Moments.exp_avg_sq, "betas[0]*last_exp_avg_sq + (1 - betas[0])*grads**2", say=OTHER_BETA
    )
    not_squared = each_wrong(
        Moments.exp_avg_sq, "betas[1]*last_exp_avg_sq + (1 - betas[1])*grads", say=NOT_SQUARED
    )
    plain = each_wrong(params, "last_params - lr*weight_decay*last_params - lr*grads", say=PLAIN)
    ascended = each_wrong(params, "last_params - lr*weight_decay*last_params + updates", say=ASCENDED)
    no_decay = each_wrong(
        params,
        "last_params - updates",
        say=Text(
            en="Looks as if the weight decay was left out; each step also takes off η·λ·θ.",
            zh="看起来漏掉了权重衰减；每一步还要减去 ηλθ。",
        ),
    )
    decayed_outside = each_wrong(
        params, "last_params - weight_decay*last_params - updates", say=DECAYED_OUTSIDE
    )
    coupled = each_wrong(
        params,
        "last_params - updates",
        say=Text(
            en="Looks as if λ·θ was added to the gradient, as in Adam. AdamW takes it off the "
            "parameter itself.",
            zh="看起来把 λθ 加到了梯度里（那是 Adam）。AdamW 直接从参数里减去。",
        ),
        also={
            "exp_avg": "betas[0]*last_exp_avg + (1 - betas[0])*(grads + weight_decay*last_params)",
            "exp_avg_sq": "betas[1]*last_exp_avg_sq + (1 - betas[1])*(grads + weight_decay*last_params)**2",
        },
    )
    result = (params, Moments.exp_avg, Moments.exp_avg_sq, Moments.max_exp_avg_sq)

    def simulate(self) -> dict[str, Any]:
        """By weighted sums, the decay apart from them."""
        return self.by_sums(0, float(self.weight_decay))
