"""What all norms share: scale and shift, and the words for what goes wrong before."""

from studyapp.domain.text import Text
from studyapp.domain.value import Number
from studyapp.engine.solving.solver import Array, Solver, given, mistake, step

NORMALIZED = Text(en="Normalised values", zh="归一化后的值")
OUTPUT = Text(en="Output (scaled by γ and shifted by β)", zh="输出（乘以 γ、加上 β）")
NO_ROOT = Text(
    en="Looks as if you divided by the variance; take its root.",
    zh="看起来除以了方差；应先开平方。",
)
MEAN_KEPT = Text(en="Looks as if the mean was not subtracted.", zh="看起来没有减去均值。")
EPS_OUTSIDE = Text(
    en="Looks as if ε was added after the root; it stands inside.",
    zh="看起来在开方之后才加 ε；ε 在根号里面。",
)


class Norm(Solver, shared=True):
    """A norm's last step: normalised values scaled and shifted."""

    gamma: Array = given(
        default=1,
        ndim=(0, 1),
        symbol=r"\gamma",
        say=Text(en="scale, one for all or one a channel", zh="缩放参数，共用或每通道一个"),
    )
    beta: Array = given(
        default=0,
        ndim=(0, 1),
        symbol=r"\beta",
        say=Text(en="shift, one for all or one a channel", zh="平移参数，共用或每通道一个"),
    )
    eps: Number = given(
        default=1e-5,
        ge=0,
        symbol=r"\epsilon",
        say=Text(en="added to the variance inside the root", zh="在根号内加到方差上的极小值"),
    )
    output = step("gamma*normalized + beta", symbol="y", say=OUTPUT)
    not_scaled = mistake(
        output,
        "normalized",
        say=Text(
            en="Those are the normalised values; scale them by γ and shift them by β.",
            zh="这是归一化后的值；还要乘以 γ、加上 β。",
        ),
    )
    swapped = mistake(
        output,
        "beta*normalized + gamma",
        say=Text(
            en="Looks as if γ and β changed places: γ multiplies, β is added.",
            zh="看起来 γ 和 β 互换了：γ 用来乘，β 用来加。",
        ),
    )
    no_beta = mistake(
        output,
        "gamma*normalized",
        say=Text(en="Looks as if β was left out.", zh="看起来漏加了 β。"),
    )
    beta_first = mistake(
        output,
        "gamma*(normalized + beta)",
        say=Text(
            en="Looks as if β was added before scaling; it comes after γ.",
            zh="看起来在缩放之前就加了 β；应先乘 γ 再加 β。",
        ),
    )
