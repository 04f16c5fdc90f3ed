"""A gradient on its way through layers that each multiply it by one factor: a scene of two demonstrations."""

from typing import Any

from studyapp.domain.text import Text
from studyapp.engine.frames import Curves, Frame, Series, plural
from studyapp.engine.registry import find_solver
from studyapp.text.numbers import show


def factors_frame(
    factor: float, layers: int, *, start: float = 1.0, limit: float | None = None, shortcuts: bool = False
) -> Frame:
    """A problem's layers, each of which multiplies a gradient by one factor, up to a limit perhaps.

    With `shortcuts` the same layers as residual blocks, of which each factor is greater by 1, stand beside.
    """
    passed = range(layers + 1)
    left = _multiplied(start, factor, layers)
    kept = _multiplied(start, 1 + factor, layers) if shortcuts else None
    others: tuple[Series, ...] = ()
    if kept is not None:
        others = (Series.of(Text(en="with shortcuts", zh="有残差连接"), passed, kept),)
    elif limit is not None:
        called = Text(en=f"limit {show(limit)}", zh=f"界限 {show(limit)}")
        others = (Series.of(called, (0, layers), (limit, limit)),)
    return Frame(
        title=Text(en="The problem's product of factors", zh="题目中各层因子的乘积"),
        caption=_told(factor, left, kept),
        shapes=(
            Curves(
                say=Text(en="Gradient that is left", zh="剩下的梯度"),
                series=(
                    Series.of(Text(en="gradient", zh="梯度"), passed, left),
                    *others,
                    Series.of(Text(en="after each layer", zh="每层之后"), passed, left, points=True),
                ),
                x=Text(en="layers passed", zh="经过的层数"),
                x_range=(0.0, float(layers)),
                log_y=min(left) > 0,
            ),
        ),
        figures={
            "factor": factor,
            "layers": layers,
            "product": left[-1],
            "with_shortcuts": None if kept is None else kept[-1],
        },
    )


def _told(factor: float, left: list[float], kept: list[float] | None) -> Text:
    """What is left behind the last layer; also with shortcuts, where they are looked at."""
    layers = len(left) - 1
    told = Text(
        en=f"Each layer multiplies by {show(factor)}: after {plural(layers, 'layer')} "
        f"**{show(left[-1], 4)}** is left.",
        zh=f"每一层乘以 {show(factor)}：经过 {layers} 层后剩下 **{show(left[-1], 4)}**。",
    )
    if kept is None:
        return told
    return Text(
        en=f"{told.en} With shortcuts each factor is {show(1 + factor)}, and **{show(kept[-1], 4)}** is "
        "left.",
        zh=f"{told.zh}加上残差连接，每个因子变为 {show(1 + factor)}，剩下 **{show(kept[-1], 4)}**。",
    )


def _multiplied(start: float, factor: float, layers: int) -> list[float]:
    """What is left of a gradient before the first layer, and after each."""
    products: list[Any] = [
        find_solver("chain_product")(factor=factor, layers=at).result_value() for at in range(1, layers + 1)
    ]
    return [start, *(start * float(product) for product in products)]
