"""One weight, a batch of samples: the gradient of each, their mean, and the update."""

from collections.abc import Iterator, Sequence

import numpy as np

from studyapp.domain.text import Text
from studyapp.engine.frames import Curves, Frame, Series, Table
from studyapp.engine.shown.chain_rule import Floats, Net, Row, as_factor, worked
from studyapp.text.numbers import show

AROUND = 1.0
"""The losses are drawn so far to either side of the weight, or half as far as it is large."""


def batch_frames(w: float, samples: tuple[Row, Row], lr: float) -> Iterator[Frame]:
    """The samples one by one, then the mean of their gradients, then the update."""
    inputs, targets = samples
    nets = [Net(x=x, target=t, a=(w,), b=(1.0,), c=(0.0,)) for x, t in zip(inputs, targets, strict=True)]
    passes = [{node.symbol: node for node in worked(net)} for net in nets]
    rows = [
        (net.x, net.target, done["y"].value, done["a"].gradient)
        for net, done in zip(nets, passes, strict=True)
    ]
    gradients = [row[-1] for row in rows]
    mean = float(np.mean(gradients))
    losses = [done["L"].value for done in passes]
    for at, (x, t, y, gradient) in enumerate(rows):
        told = f"y = {show(w)}·{show(x)} = {show(y, 4)}"
        by_w = f"2·(y − t)·x = 2·({show(y, 4)} − {as_factor(t)})·{as_factor(x)} = **{show(gradient, 4)}**"
        yield Frame(
            title=Text(en=f"Sample {at + 1} of {len(rows)}", zh=f"第 {at + 1} 个样本（共 {len(rows)} 个）"),
            caption=Text(en=f"{told}; its gradient is {by_w}.", zh=f"{told}，梯度为 {by_w}。"),
            shapes=(_samples(rows[: at + 1], len(rows), None), _losses(nets, w, at + 1, None)),
            figures={"sample": at + 1, "gradient": gradient, "loss": losses[at]},
        )
    terms = " + ".join(as_factor(gradient) for gradient in gradients)
    yield Frame(
        title=Text(en="The batch", zh="整个批次"),
        caption=Text(
            en=f"The loss of the batch is the mean, and so is its gradient: ({terms})/{len(rows)} = "
            f"**{show(mean, 4)}**.",
            zh=f"整批的损失取平均，梯度也取平均：({terms})/{len(rows)} = **{show(mean, 4)}**。",
        ),
        shapes=(_samples(rows, len(rows), mean), _losses(nets, w, len(rows), mean)),
        figures={"gradient": mean, "loss": float(np.mean(losses))},
    )
    moved = w - lr * mean
    before = float(np.mean(losses))
    after = float(np.mean([net.loss_along("a", np.array([moved]))[0] for net in nets]))
    step = f"w ← w − η·g = {show(w)} − {show(lr)}·{as_factor(mean)} = **{show(moved, 4)}**"
    yield Frame(
        title=Text(en="One update", zh="更新一次"),
        caption=Text(
            en=f"{step}. The mean loss goes from {show(before, 4)} to **{show(after, 4)}**.",
            zh=f"{step}。平均损失从 {show(before, 4)} 变为 **{show(after, 4)}**。",
        ),
        shapes=(_samples(rows, len(rows), mean), _losses(nets, w, len(rows), mean, moved)),
        figures={"weight": moved, "loss": after},
    )


def _samples(rows: Sequence[tuple[float, ...]], count: int, mean: float | None) -> Table:
    """Input, target, output and gradient of each sample so far, and the mean of the gradients."""
    empty: list[float | None] = [None] * 4
    cells: list[list[float | None]] = [[*row] for row in rows]
    cells += [list(empty) for _row in range(count - len(rows))]
    cells.append([None, None, None, mean])
    marked = len(rows) - 1 if mean is None else count
    return Table(
        say=Text(en="Samples", zh="样本"),
        rows=(
            *(Text(en=f"sample {at + 1}", zh=f"样本 {at + 1}") for at in range(count)),
            Text(en="mean", zh="平均"),
        ),
        columns=(Text.same("x"), Text.same("t"), Text.same("y"), Text(en="gradient", zh="梯度")),
        cells=cells,
        marks=((marked, 3),),
    )


def _losses(
    nets: Sequence[Net], w: float, count: int, mean: float | None, moved: float | None = None
) -> Curves:
    """The losses of the samples so far as w changes; their mean, and where the update leads."""
    places = places_about(w)
    along = [net.loss_along("a", places) for net in nets]
    series = [
        Series.of(Text(en=f"sample {at + 1}", zh=f"样本 {at + 1}"), places, along[at]) for at in range(count)
    ]
    if mean is not None:
        all_of_them = np.mean(along, axis=0)
        stops = [w] if moved is None else [w, moved]
        heights = [np.mean([net.loss_along("a", np.array([stop]))[0] for net in nets]) for stop in stops]
        series += [
            Series.of(Text(en="mean", zh="平均"), places, all_of_them),
            Series.of(Text.same("w"), stops, heights, points=True),
        ]
    return Curves(
        say=Text(en="Loss over w", zh="损失随 w 的变化"),
        series=tuple(series),
        x=Text.same("w"),
        x_range=(float(places[0]), float(places[-1])),
        y_range=(0.0, max(1e-6, float(np.max(along)))),
    )


def places_about(value: float) -> Floats:
    """Values of a weight about its own: (81)."""
    around = max(AROUND, abs(value) / 2)
    return np.linspace(value - around, value + around, 81)
