"""What Adam and AdamW share: two running averages, their start corrected, and the update from both."""

from math import sqrt
from typing import Any

from studyapp.domain.text import Text
from studyapp.domain.value import Number
from studyapp.engine.solvers.optimizers.entries import Series, each, each_wrong
from studyapp.engine.solvers.optimizers.recurrence import Optimizer, weighted
from studyapp.engine.solvers.optimizers.weight_decay import EPS, EPS_INSIDE, LEARNING_RATE, NO_ROOT
from studyapp.engine.solving.solver import Numbers, given

WHOLE_GRADIENT = Text(
    en="Looks as if the gradient was added whole, as for a velocity; in this average it counts 1 − β₁.",
    zh="看起来把梯度整个加上了（像动量那样）；在这个平均里它要乘 1 − β₁。",
)
NOT_SQUARED = Text(
    en="Looks as if the gradient was averaged as it is; the second average is of its square.",
    zh="看起来对梯度本身取了平均；第二个平均是对梯度的平方。",
)
OTHER_BETA = Text(
    en="Looks as if the two β changed places: the first is for the gradient, the second for its square.",
    zh="看起来两个 β 用反了：β₁ 用于梯度，β₂ 用于梯度的平方。",
)


def average_of(gradient: str) -> Series:
    """Adam's first moment."""
    return each(
        f"betas[0]*last_exp_avg + (1 - betas[0])*{gradient}",
        symbol="m_t",
        say=Text(en="Running average of the gradients", zh="梯度的滑动平均（一阶矩）"),
    )


def average_square_of(gradient: str) -> Series:
    """Adam's second moment."""
    return each(
        f"betas[1]*last_exp_avg_sq + (1 - betas[1])*{gradient}**2",
        symbol="v_t",
        say=Text(en="Running average of the squared gradients", zh="梯度平方的滑动平均（二阶矩）"),
    )


class Moments(Optimizer, shared=True):
    """Adam's averages, corrections and updates, of the gradients as they are."""

    lr: Number = given(ge=0, symbol=r"\eta", say=LEARNING_RATE)
    betas: Numbers = given(
        default=(0.9, 0.999),
        ge=0,
        lt=1,
        length=2,
        symbol=r"\beta",
        axes=(r"\beta_1", r"\beta_2"),
        say=Text(en="how much of the two averages stays", zh="两个滑动平均各自保留的比例"),
    )
    eps: Number = given(default=1e-8, ge=0, symbol=r"\epsilon", say=EPS)

    exp_avg = average_of("grads")
    exp_avg_sq = average_square_of("grads")
    max_exp_avg_sq = each(
        "max(last_max_exp_avg_sq, exp_avg_sq)",
        symbol=r"v^{\text{max}}_t",
        say=Text(en="Largest of the squared averages so far", zh="至今最大的二阶矩"),
        when="amsgrad",
        otherwise="exp_avg_sq",
    )
    corrected_avg = each(
        "exp_avg/(1 - betas[0]**t)",
        symbol=r"\hat{m}_t",
        say=Text(en="First average, made up for its start at 0", zh="修正后的一阶矩（抵消从 0 开始的偏差）"),
    )
    corrected_avg_sq = each(
        "max_exp_avg_sq/(1 - betas[1]**t)",
        symbol=r"\hat{v}_t",
        say=Text(en="Second average, made up the same way", zh="修正后的二阶矩（方法相同）"),
    )
    updates = each(
        "lr*corrected_avg/(sqrt(corrected_avg_sq) + eps)",
        symbol=r"\Delta_t",
        say=Text(
            en="Update (the learning rate times the first average over the root of the second)",
            zh="更新量（学习率乘以一阶矩，除以二阶矩的根）",
        ),
    )

    earlier_only = each_wrong(
        max_exp_avg_sq,
        "exp_avg_sq",
        say=Text(
            en="That is the average itself; with amsgrad the largest one so far is kept.",
            zh="这是当前的二阶矩；amsgrad 保留的是至今最大的一个。",
        ),
    )
    not_corrected = each_wrong(
        corrected_avg,
        "exp_avg",
        say=Text(
            en="Looks as if the first average was taken uncorrected; divide it by 1 − β₁ᵗ.",
            zh="看起来一阶矩没有修正；要除以 1 − β₁ᵗ。",
        ),
    )
    same_correction = each_wrong(
        corrected_avg,
        "exp_avg/(1 - betas[0])",
        say=Text(
            en="Looks as if every step was corrected like the first; the power of β₁ grows with the step.",
            zh="看起来每一步都按第一步来修正；β₁ 的幂次随步数增加。",
        ),
    )
    first_only = each_wrong(
        corrected_avg_sq,
        "max_exp_avg_sq",
        say=Text(
            en="Looks as if only the first average was corrected; the second is divided by 1 − β₂ᵗ.",
            zh="看起来只修正了一阶矩；二阶矩也要除以 1 − β₂ᵗ。",
        ),
    )
    largest_corrected = each_wrong(
        corrected_avg_sq,
        "max(last_corrected_avg_sq, exp_avg_sq/(1 - betas[1]**t))",
        say=Text(
            en="Looks as if the largest corrected average was kept; PyTorch takes the largest first and "
            "corrects that.",
            zh="看起来先修正再取最大；PyTorch 是先取最大，再修正。",
        ),
        when="amsgrad",
    )
    uncorrected = each_wrong(
        updates,
        "lr*exp_avg/(sqrt(max_exp_avg_sq) + eps)",
        say=Text(
            en="Looks as if neither average was corrected; they start at 0, so divide them by 1 − βᵗ.",
            zh="看起来两个矩都没有修正；它们从 0 开始，要除以 1 − βᵗ。",
        ),
    )
    no_root = each_wrong(updates, "lr*corrected_avg/(corrected_avg_sq + eps)", say=NO_ROOT)
    eps_inside = each_wrong(updates, "lr*corrected_avg/sqrt(corrected_avg_sq + eps)", say=EPS_INSIDE)
    no_averages = each_wrong(
        updates,
        "lr*corrected_avg",
        say=Text(
            en="Looks as if the second average was left out; Adam divides by its root.",
            zh="看起来没有用二阶矩；Adam 要除以它的根。",
        ),
    )

    def by_sums(self, coupled: float, apart: float) -> dict[str, Any]:
        """Both averages as weighted sums over the whole past, taken anew each step.

        `coupled` is the weight decay that goes into the gradient, `apart` the one that goes past it.
        """
        rate, eps = float(self.lr), float(self.eps)
        first, second = map(float, self.betas)

        def follow(start: float, grads: list[float]) -> dict[str, list[float]]:
            slopes: list[float] = []
            means: list[float] = []
            squares: list[float] = []
            params = [start]
            for at, grad in enumerate(grads, 1):
                slopes.append(grad + coupled * params[-1])
                means.append((1 - first) * weighted(slopes, first))
                squares.append((1 - second) * weighted([slope * slope for slope in slopes], second))
                square = max(squares) if self._values["amsgrad"] else squares[-1]
                share = means[-1] / (1 - first**at) / (sqrt(square / (1 - second**at)) + eps)
                params.append(params[-1] * (1 - rate * apart) - rate * share)
            largest = [max(squares[: at + 1]) for at in range(len(squares))]
            return {
                "params": params[1:],
                "exp_avg": means,
                "exp_avg_sq": squares,
                "max_exp_avg_sq": largest,
            }

        return self.in_floats(follow)
