"""Weight decay that goes into the gradient: the gradient of λ/2·θ² beside that of the loss."""

from studyapp.domain.text import Text
from studyapp.engine.solvers.optimizers.entries import each, each_wrong
from studyapp.engine.solvers.optimizers.recurrence import Optimizer

LEARNING_RATE = Text(en="learning rate", zh="学习率")
DECAY = Text(en="weight decay: the strength λ of λ/2·θ²", zh="权重衰减：λ/2·θ² 中的强度 λ")
EPS = Text(en="added so that nothing is divided by zero", zh="加在分母上，防止除以零")

UPDATED = Text(en="Parameter after each step", zh="每一步之后的参数")

ASCENDED = Text(
    en="Looks as if the step was added. Descent goes against the gradient: subtract.",
    zh="看起来把更新量加上去了。下降要沿着梯度的反方向：应该减去。",
)
PLAIN = Text(
    en="That is plain SGD, the learning rate times the gradient; here the step is worked from what is kept.",
    zh="这是普通的 SGD：学习率乘以梯度；这里的更新量要用累积的量来算。",
)
EPS_INSIDE = Text(
    en="Looks as if ε went under the root; here it is added to the root.",
    zh="看起来把 ε 放到了根号里面；这里是开方之后再加 ε。",
)
NO_ROOT = Text(
    en="Looks as if the root was left out below the line.",
    zh="看起来分母没有开平方。",
)
DECAYED_OUTSIDE = Text(
    en="Looks as if λ·θ was taken off without the learning rate, which multiplies the decay too.",
    zh="看起来直接减去了 λθ；权重衰减这一项也要乘学习率。",
)


class WithDecay(Optimizer, shared=True):
    """A method whose weight decay is part of the gradient."""

    decayed_grads = each(
        "grads + weight_decay*last_params",
        symbol=r"\tilde{g}_t",
        say=Text(en="Gradient with the weight decay's part, λ·θ", zh="加上权重衰减项 λθ 后的梯度"),
        when="weight_decay != 0",
        otherwise="grads",
    )
    no_decay = each_wrong(
        decayed_grads,
        "grads",
        say=Text(
            en="Looks as if the weight decay was left out; λ·θ is added to the gradient.",
            zh="看起来漏掉了权重衰减；梯度要加上 λθ。",
        ),
    )
    doubled_decay = each_wrong(
        decayed_grads,
        "grads + 2*weight_decay*last_params",
        say=Text(
            en="Looks as if a 2 was kept from the square. The penalty is λ/2·θ², so the 2 cancels.",
            zh="看起来多了平方求导的 2。惩罚是 λ/2·θ²，2 正好约掉。",
        ),
    )
    sign_decay = each_wrong(
        decayed_grads,
        "grads + weight_decay*sign(last_params)",
        say=Text(
            en="Looks as if the sign of θ was taken: that is the slope of L1. Weight decay adds λ·θ.",
            zh="看起来用了 θ 的符号：那是 L1 的梯度。权重衰减加的是 λθ。",
        ),
    )
    decay_off = each_wrong(
        decayed_grads,
        "grads - weight_decay*last_params",
        say=Text(
            en="Looks as if λ·θ was subtracted; it belongs to the loss's gradient and is added.",
            zh="看起来减去了 λθ；它是损失梯度的一部分，应该加上。",
        ),
    )
    decay_of_start = each_wrong(
        decayed_grads,
        "grads + weight_decay*param",
        say=Text(
            en="Looks as if every step decayed by the parameter of the start; take the one it has reached.",
            zh="看起来每一步都用了初始参数来算衰减；应该用当时的参数。",
        ),
    )
