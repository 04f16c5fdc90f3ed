"""Gradients through many layers: a factor each, multiplied, and how soon they vanish or explode."""

from math import nextafter
from typing import Any

from studyapp.domain.text import Text
from studyapp.domain.value import Number
from studyapp.engine.solvers.gradients.long_powers import crossing, power_that_fits
from studyapp.engine.solving.solver import Solver, given, mistake, require, step
from studyapp.engine.solving.written import bracketed, latex_of
from studyapp.i18n import N_

MOST_LAYERS_WALKED = 3_000
WHOLE_DOUBLES = 2**53
"""From here on doubles are whole numbers."""


def power_written(base: Any, exponent: Any) -> str:
    """A power with its numbers: the base in brackets where it has a sign or a line of its own."""
    written = latex_of(base)
    plain = written.replace(".", "").isdigit()
    return f"{written if plain else bracketed(written)}^{{{latex_of(exponent)}}}"


class ChainProduct(Solver):
    """The product of one factor for each layer: what the chain rule leaves of a gradient, without unit.

    Factors below 1 let it vanish, factors above 1 let it explode (Hochreiter 1991; Bengio et al. 1994). The
    product is exact as long as it can be written out.
    """

    say = Text(en="Gradient through many layers", zh="穿过多层的梯度")
    factor: Number = given(
        symbol="f", say=Text(en="what each layer multiplies the gradient by", zh="每一层使梯度乘上的因子")
    )
    layers: int = given(ge=1, symbol="L", say=Text(en="layers that it passes", zh="经过的层数"))

    @step(
        latex="f^{L}",
        symbol="g",
        say=Text(
            en="What is left of the gradient (the factor once a layer)", zh="梯度还剩多少（每层乘一次因子）"
        ),
    )
    def product(self) -> Number:
        """The power."""
        return power_that_fits(self.factor, self.layers)

    @product.numbers
    def _product_put_in(self) -> str:
        return power_written(self.factor, self.layers)

    times = mistake(
        product,
        "factor*layers",
        say=Text(
            en="Looks as if the factor was multiplied by the number of layers; each layer multiplies once "
            "more: a power.",
            zh="看起来用因子乘了层数；每一层都再乘一次因子，应取乘方。",
        ),
    )
    one_fewer = mistake(
        product,
        "factor**(layers - 1)",
        say=Text(
            en="Looks as if one layer was left out; every layer multiplies by its factor.",
            zh="看起来少算了一层；每一层都要乘一次因子。",
        ),
    )
    one_more = mistake(
        product,
        "factor**(layers + 1)",
        say=Text(
            en="Looks as if the factor was taken once more than there are layers.",
            zh="看起来因子比层数多乘了一次。",
        ),
    )
    swapped = mistake(
        product,
        "layers**factor",
        say=Text(
            en="Looks as if base and exponent were swapped: the factor is what gets multiplied.",
            zh="看起来底数和指数写反了：被连乘的是因子。",
        ),
    )
    single = mistake(
        product,
        "factor",
        say=Text(
            en="That is one layer's factor; the gradient passes them all.",
            zh="这是一层的因子；梯度要穿过所有层。",
        ),
    )
    result = product

    def simulate(self) -> Any:
        """Pass the layers one by one."""
        if self.layers > MOST_LAYERS_WALKED:
            return None
        left: Any = 1
        for _ in range(self.layers):
            left = left * self.factor
        return left


class LayersUntil(Solver):
    """The first number of layers at which factor^layers is strictly beyond the limit, a count.

    Beyond means above it where the factor is above 1, and below it where the factor is below 1; a power that
    is just the limit is not beyond it. Found by logarithms, but ties are decided exactly, decimals as
    written.
    """

    say = Text(en="Layers until a gradient vanishes or explodes", zh="梯度消失或爆炸前的层数")
    factor: Number = given(
        gt=0,
        symbol="f",
        say=Text(en="what each layer multiplies the gradient by", zh="每一层使梯度乘上的因子"),
    )
    limit: Number = given(
        gt=0,
        symbol="c",
        say=Text(
            en="what the product is to pass: at least 1 for a factor above 1, at most 1 for one below",
            zh="乘积要越过的界限：因子大于 1 时至少为 1，小于 1 时至多为 1",
        ),
    )

    @step(
        latex=r"\frac{\ln c}{\ln f}",
        symbol="x",
        say=Text(en="Where the power meets the limit", zh="乘方恰好等于界限时的指数"),
    )
    def exponent(self) -> Number:
        """As near as a double can be without crossing a whole number; whole where they meet exactly."""
        factor: Any = self.factor
        limit: Any = self.limit
        last, place = crossing(factor, limit)
        if place is None or last >= WHOLE_DOUBLES:
            return last
        near = float(place)
        return near if last <= near < last + 1 else nextafter(last + 1, 0) if near > last else float(last)

    @exponent.numbers
    def _exponent_put_in(self) -> str:
        limit, factor = (
            bracketed(written) if "\\" in written else written
            for written in map(latex_of, (self.limit, self.factor))
        )
        return rf"\frac{{\ln {limit}}}{{\ln {factor}}}"

    layers = step(
        "floor(exponent) + 1",
        symbol="n",
        say=Text(
            en="First whole number beyond it (where they meet exactly, one more)",
            zh="越过它的第一个整数（恰好相等时再加 1）",
        ),
    )
    upside_down = mistake(
        exponent,
        "log(factor)/log(limit)",
        say=Text(
            en="Looks as if the fraction stands upside down: the limit's logarithm goes above the factor's.",
            zh="看起来把分式写反了：应是界限的对数除以因子的对数。",
        ),
    )
    subtracted = mistake(
        exponent,
        "log(limit) - log(factor)",
        say=Text(
            en="Looks as if the logarithms were subtracted; the exponent is their quotient.",
            zh="看起来把对数相减了；指数是两个对数的商。",
        ),
    )
    straight = mistake(
        exponent,
        "(1 - limit)/(1 - factor)",
        say=Text(
            en="Looks as if each layer took the same amount; each one multiplies what is left.",
            zh="看起来每层都增减同样的量；其实每层是乘上同一个因子。",
        ),
    )
    one_early = mistake(
        layers,
        "floor(exponent)",
        say=Text(
            en="That many layers do not quite reach beyond the limit; one more does.",
            zh="到这一层还没有越过界限；要再多一层。",
        ),
    )
    at_the_limit = mistake(
        layers,
        "ceil(exponent)",
        say=Text(
            en="That many layers bring it exactly to the limit. Strictly beyond takes one more.",
            zh="到这一层恰好等于界限。严格越过还要再多一层。",
        ),
    )
    not_whole = mistake(
        layers,
        "exponent",
        say=Text(
            en="That is where the power meets the limit; layers are whole, so take the next one.",
            zh="这是乘方等于界限时的指数；层数是整数，要取下一个。",
        ),
    )
    moves = require(
        "factor != 1", "factor", N_("{parameter} is {factor}; its powers stay at 1 and pass no limit")
    )
    not_yet_passed = require(
        "limit >= 1 if factor > 1 else limit <= 1",
        "limit",
        N_("{parameter} is {limit}; powers of {factor} start from 1, which is beyond it already"),
    )
    result = layers

    def simulate(self) -> int | None:
        """Multiply until the product is beyond."""
        factor: Any = self.factor
        limit: Any = self.limit
        product: Any = 1
        for layers in range(1, MOST_LAYERS_WALKED):
            product = product * factor
            if (product > limit) if factor > 1 else (product < limit):
                return layers
        return None
