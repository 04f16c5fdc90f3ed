"""Dropout: which values stay, how many, and how many networks there are to draw from."""

from collections.abc import Mapping
from fractions import Fraction
from math import comb
from typing import Any

from studyapp.domain.text import Text
from studyapp.domain.value import Number, Value
from studyapp.engine.expression.numbers import MAX_BITS
from studyapp.engine.solving.inputs import flat
from studyapp.engine.solving.solver import Array, Solver, WholeArray, given, mistake, step
from studyapp.errors import GivenError
from studyapp.i18n import N_

P_SYMBOL = "p"
P_SAY = Text(en="probability of being dropped", zh="被丢弃的概率")
MOST_COUNTED = 64
"""Units whose every number of survivors is gone through."""


class Dropout(Solver):
    """Values after dropout in training, with the mask as it was drawn; shaped like `x`.

    A mask entry of 1 keeps the value, 0 drops it; `p` is the probability of dropping, as in PyTorch and Keras
    (Srivastava et al. 2014 write p for keeping). Inverted, as these libraries do it, what stays is divided by
    1 − p, and nothing is left to do at inference; not inverted, it stays as it is, and inference multiplies
    by 1 − p. With p = 1 everything is 0.
    """

    say = Text(en="Dropout in training", zh="训练时的随机失活（dropout）")
    x: Array = given(symbol="x", say=Text(en="the activations", zh="激活值"))
    mask: WholeArray = given(
        ge=0,
        le=1,
        symbol="m",
        say=Text(en="1 keeps, 0 drops; shaped like x", zh="1 保留，0 丢弃；形状与 x 相同"),
    )
    p: Number = given(ge=0, le=1, symbol=P_SYMBOL, say=P_SAY)
    inverted: bool = given(
        default=True,
        symbol=r"\text{inverted}",
        say=Text(en="whether what stays is scaled up now", zh="是否在训练时就放大保留的值"),
    )
    kept = step("mask*x", symbol=r"\tilde{x}", say=Text(en="Dropped values become 0", zh="被丢弃的值变为 0"))
    scale = step(
        "0 if p == 1 else 1/(1 - p) if inverted else 1",
        symbol="s",
        say=Text(
            en="What the kept values are multiplied by",
            zh="保留的值要乘的系数",
        ),
    )
    output = step("kept*scale", symbol="y", say=Text(en="Output in training", zh="训练时的输出"))
    by_p = mistake(
        scale,
        "1/p",
        say=Text(
            en="Looks as if you divided by p, the share that is dropped; divide by 1 − p, the share that "
            "stays.",
            zh="看起来除以了丢弃概率 p；应除以保留概率 1 − p。",
        ),
    )
    scaled_down = mistake(
        scale,
        "1 - p",
        say=Text(
            en="Looks as if you multiplied by 1 − p: that is done at inference, and only when nothing was "
            "scaled in training.",
            zh="看起来乘以了 1 − p：那是训练时没有放大的做法在推理时才乘的。",
        ),
    )
    not_scaled = mistake(
        scale,
        "1",
        say=Text(
            en="Looks as if the kept values were left as they are; inverted dropout scales them up, so that "
            "the expected value stays the same.",
            zh="看起来保留的值没有放大；反向随机失活要放大它们，使期望保持不变。",
        ),
    )
    scaled_anyway = mistake(
        scale,
        "1/(1 - p)",
        say=Text(
            en="Looks as if the kept values were scaled up; without inverting they stay as they are in "
            "training.",
            zh="看起来放大了保留的值；不用反向随机失活时，训练中它们保持原样。",
        ),
    )
    mask_flipped = mistake(
        kept,
        "(1 - mask)*x",
        say=Text(
            en="Looks as if the mask was read the other way round: 1 keeps a value, 0 drops it.",
            zh="看起来把掩码看反了：1 表示保留，0 表示丢弃。",
        ),
    )
    not_masked = mistake(
        kept,
        "x",
        say=Text(
            en="Looks as if the mask was left out; dropped values become 0.",
            zh="看起来没有用掩码；被丢弃的值应变为 0。",
        ),
    )
    result = output

    def check(self) -> None:
        """A mask entry for each value."""
        shape, wanted = getattr(self.mask, "shape", ()), getattr(self.x, "shape", ())
        if shape != wanted:
            raise GivenError(
                N_("{parameter} has the shape {shape}; it must have that of {model}, {wanted}"),
                parameter="mask",
                shape=list(shape),
                model="x",
                wanted=list(wanted),
            )

    def operands(self) -> Mapping[str, Any]:
        """Where the values are fractions, so is the mask, and they stay exact."""
        if getattr(self.x, "dtype", "") != "O":
            return self._values
        from studyapp.engine.expression.arrays import exact_array

        return {**self._values, "mask": exact_array(self.mask.tolist())}

    def simulate(self) -> Value:
        """Value by value, each with its own fate."""
        found = []
        for value, keeps in zip(flat(self.x), flat(self.mask), strict=True):
            share = 1 - float(self.p) if self.inverted else 1
            found.append(float(value) / share if keeps and self.p < 1 else 0)
        return tuple(found)


class ExpectedActive(Solver):
    """Units that stay active under dropout on average; a number, not always whole."""

    say = Text(en="Active units under dropout", zh="随机失活下平均保持激活的单元数")
    units: int = given(ge=1, symbol="n", say=Text(en="units of the layer", zh="该层的单元数"))
    p: Number = given(ge=0, le=1, symbol=P_SYMBOL, say=P_SAY)
    keep = step("1 - p", symbol="q", say=Text(en="Probability of staying", zh="保留的概率"))
    active = step(
        "units*keep",
        symbol=r"\text{E}[k]",
        say=Text(en="Expected number of active units", zh="保持激活的单元数的期望"),
    )
    as_kept = mistake(
        keep,
        "p",
        say=Text(
            en="Looks as if p was taken for the probability of staying; it is that of being dropped.",
            zh="看起来把 p 当成了保留概率；p 是被丢弃的概率。",
        ),
    )
    all_units = mistake(
        active,
        "units",
        say=Text(
            en="Those are all the units of the layer; on average a share p of them is off.",
            zh="这是该层的全部单元；平均有比例为 p 的单元被丢弃。",
        ),
    )
    scaled_up = mistake(
        active,
        "units/keep",
        say=Text(
            en="Looks as if you divided by 1 − p: that scales the values, not the number of units.",
            zh="看起来除以了 1 − p：那是放大数值，不是单元个数。",
        ),
    )
    result = active

    def simulate(self) -> Number | None:
        """Every number of survivors, weighted by its probability."""
        if self.units > MOST_COUNTED:
            return None
        keep = 1 - Fraction(self.p)
        return sum(
            count * comb(self.units, count) * keep**count * (1 - keep) ** (self.units - count)
            for count in range(self.units + 1)
        )


class ThinnedNetworks(Solver):
    """Different networks that dropout can draw: 2^units, counting the whole and the empty one.

    Every unit is either in or out (Srivastava et al. 2014). Exact, so as many units as Python prints.
    """

    say = Text(en="Networks that dropout draws from", zh="随机失活可抽取的子网络个数")
    units: int = given(
        ge=1, le=MAX_BITS - 1, symbol="n", say=Text(en="units that may be dropped", zh="可以被丢弃的单元数")
    )
    networks = step("2**units", symbol="N", say=Text(en="Two choices for each unit", zh="每个单元有两种选择"))
    doubled = mistake(
        networks,
        "2*units",
        say=Text(
            en="Looks as if the choices were added; each unit doubles the number of networks.",
            zh="看起来把选择数相加了；每多一个单元，子网络数翻一倍。",
        ),
    )
    squared = mistake(
        networks,
        "units**2",
        say=Text(
            en="Looks as if base and exponent changed places: 2 choices for each of n units.",
            zh="看起来底数和指数互换了：n 个单元各有 2 种选择。",
        ),
    )
    not_empty = mistake(
        networks,
        "2**units - 1",
        say=Text(
            en="Looks as if the network without any unit was left out; it is drawn too, if rarely.",
            zh="看起来没有算一个单元都不剩的网络；它虽然少见，但也可能被抽到。",
        ),
    )
    one_dropped = mistake(
        networks,
        "units",
        say=Text(
            en="Those are the networks in which exactly one unit is dropped; any number of them may be.",
            zh="这是恰好丢弃一个单元的情形；丢弃几个都可以。",
        ),
    )
    result = networks

    def simulate(self) -> int:
        """One network to begin with; every unit is added to half of twice as many."""
        found = 1
        for _unit in range(self.units):
            found += found
        return found
