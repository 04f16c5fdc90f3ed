"""Scenes of the two penalties: a regression as their strength grows, the diamond and the circle."""

from collections.abc import Iterator

import numpy as np

from studyapp.domain.text import Text
from studyapp.engine.frames import Bars, Curves, Frame, Series
from studyapp.engine.shown.shrinkage import (
    TRUE_WEIGHTS,
    Floats,
    contour,
    fit_l1,
    fit_l2,
    on_circle,
    regression_data,
    strongest,
)
from studyapp.text.numbers import show

L1 = Text.same("L1")
L2 = Text.same("L2")
STRENGTHS_SHOWN = 12
NAMES = tuple(Text.same(f"w{place + 1}") for place in range(len(TRUE_WEIGHTS)))


def regression_frames() -> Iterator[Frame]:
    """Eight weights fitted under each penalty, the strength growing from frame to frame."""
    inputs, targets = regression_data()
    # Closer together where the first weights vanish.
    strengths = strongest(inputs, targets) * np.linspace(0, 1, STRENGTHS_SHOWN) ** 2
    lasso = np.array([fit_l1(inputs, targets, strength) for strength in strengths])
    ridge = np.array([fit_l2(inputs, targets, strength) for strength in strengths])
    span = (float(min(lasso.min(), ridge.min())), float(max(lasso.max(), ridge.max())))
    for at, strength in enumerate(strengths):
        zeros, zeros_l2 = int((lasso[at] == 0).sum()), int((ridge[at] == 0).sum())
        yield Frame(
            title=Text(
                en=f"A regression, strength {show(strength, 3)}", zh=f"回归：强度 {show(strength, 3)}"
            ),
            caption=Text(
                en=f"Of eight weights, **{zeros}** are exactly zero under L1 and **{zeros_l2}** under L2. "
                "w3, w4, w6, w7 and w8 have nothing to do with the target: L1 drops them first.",
                zh=f"八个权重中，L1 下有 **{zeros}** 个恰好为零，L2 下有 **{zeros_l2}** 个。"
                "w3、w4、w6、w7、w8 与目标无关：L1 最先去掉的就是它们。",
            ),
            shapes=(
                _path(L1, strengths, lasso, at, span),
                _path(L2, strengths, ridge, at, span),
                Bars(
                    say=Text(en="At this strength", zh="当前强度下的权重"),
                    labels=NAMES,
                    groups=((L1, tuple(map(float, lasso[at]))), (L2, tuple(map(float, ridge[at])))),
                ),
            ),
            figures={
                "strength": float(strength),
                "zeros_l1": zeros,
                "zeros_l2": zeros_l2,
                "weights_l1": tuple(map(float, lasso[at])),
                "weights_l2": tuple(map(float, ridge[at])),
            },
        )


def geometry_frame() -> Frame:
    """Where the contours of a loss first touch the diamond and the circle."""
    corner, touch = np.array([1.0, 0.0]), on_circle()
    turn = np.linspace(0, 2 * np.pi, 121)
    circle = np.stack([np.cos(turn), np.sin(turn)])
    diamond = np.array([[1.0, 0.0, -1.0, 0.0, 1.0], [0.0, 1.0, 0.0, -1.0, 0.0]])
    shapes = tuple(
        Curves(
            say=say,
            series=(
                Series(border, tuple(outline[0]), tuple(outline[1])),
                _outline(point, turn),
                Series(Text(en="where they touch", zh="切点"), (float(point[0]),), (float(point[1]),)),
            ),
            x=Text.same("w1"),
            y=Text.same("w2"),
            x_range=(-1.2, 2.6),
            y_range=(-1.2, 1.6),
            same_scale=True,
        )
        for say, border, outline, point in (
            (L1, Text.same("|w1| + |w2| = 1"), diamond, corner),
            (L2, Text.same("w1² + w2² = 1"), circle, touch),
        )
    )
    return Frame(
        title=Text(en="Why: the diamond and the circle", zh="原因：菱形与圆"),
        caption=Text(
            en="A penalty keeps the weights near the origin. The loss contours grow until they touch its "
            "border. The diamond of L1 has corners on the axes and is mostly touched there: w2 is **0**. The "
            f"circle of L2 has none: w2 is {show(float(touch[1]), 3)}.",
            zh="惩罚项把权重限制在原点附近，损失的等高线向外扩大，直到碰到边界。L1 的菱形在坐标轴上有尖角，"
            f"多半在尖角处相切：w2 为 **0**。L2 的圆没有尖角：w2 为 {show(float(touch[1]), 3)}。",
        ),
        shapes=shapes,
        figures={"l1_w1": 1.0, "l1_w2": 0.0, "l2_w1": float(touch[0]), "l2_w2": float(touch[1])},
    )


def _outline(point: Floats, turn: Floats) -> Series:
    """The loss contour through a point."""
    xs, ys = contour(point, turn)
    return Series(Text(en="loss contour", zh="损失等高线"), tuple(xs), tuple(ys))


def _path(label: Text, strengths: Floats, weights: Floats, at: int, span: tuple[float, float]) -> Curves:
    """Every weight over the strengths so far."""
    xs = tuple(map(float, strengths[: at + 1]))
    return Curves(
        say=Text(en=f"Weights under {label.en}", zh=f"{label.zh} 下的权重"),
        series=tuple(
            Series(name, xs, tuple(map(float, weights[: at + 1, place]))) for place, name in enumerate(NAMES)
        ),
        x=Text(en="strength", zh="强度"),
        y=Text(en="weight", zh="权重"),
        x_range=(0.0, float(strengths[-1])),
        y_range=span,
    )
