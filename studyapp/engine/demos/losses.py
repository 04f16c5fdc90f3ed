"""One outlier, three losses: the line that each of them fits."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Self

import numpy as np
from numpy.typing import NDArray

from studyapp.domain.text import Text
from studyapp.domain.value import Value
from studyapp.engine.demo import Demo, Preset, knob
from studyapp.engine.frames import Bars, Curves, Frame, Series
from studyapp.engine.registry import find_solver
from studyapp.engine.taking import numbers
from studyapp.text.numbers import show

Floats = NDArray[np.float64]
POINTS = 12
SLOPE, OFFSET, NOISE = 0.5, 1.0, 0.15
MOMENTS = 16
_SEED = 4

MSE = Text(en="MSE", zh="MSE（均方误差）")
MAE = Text(en="MAE", zh="MAE（平均绝对误差）")
HUBER = Text(en="Huber", zh="Huber")
SMOOTH = Text(en="smooth L1", zh="smooth L1")
OWN = Text(en="the problem's errors", zh="题目中的误差")


@dataclass(frozen=True, kw_only=True)
class Losses(Demo):
    """A line through points of which one walks away."""

    title = Text(en="Losses and an outlier", zh="损失函数与离群值")
    about = Text(
        en="Fits a straight line to twelve points under three losses, while the last point moves away.",
        zh="用三种损失给十二个点拟合直线，同时让最后一个点越走越远。",
    )
    notice = Text(
        en="MSE squares an error: one point ten times as far pulls ten times as hard, and the line "
        "follows it. "
        "Under MAE every point pulls equally hard, so one outlier hardly moves it. Huber is MSE near by and "
        "MAE far off.",
        zh="MSE 把误差平方：远十倍的点拉力也大十倍，直线会被它带走。MAE 下每个点的拉力相同，"
        "一个离群值几乎拉不动。"
        "Huber 近处像 MSE，远处像 MAE。",
    )
    question = Text(
        en="Why does one far outlier turn the MSE line, but not the MAE line?",
        zh="为什么一个很远的离群值会带偏 MSE 的直线，却带不动 MAE 的？",
    )
    chapter = "losses"
    presets = (
        Preset("far", Text(en="A far outlier", zh="很远的离群值"), {}),
        Preset("none", Text(en="No outlier: all agree", zh="没有离群值：三者一致"), {"outlier": 0.0}),
        Preset("mild", Text(en="A mild one", zh="稍微偏一点"), {"outlier": 1.0}),
        Preset("huber-as-mse", Text(en="A wide Huber is MSE", zh="δ 很大时就是 MSE"), {"delta": 50.0}),
    )

    outlier: float = knob(8.0, ge=-20, le=20, step=1, say=Text(en="how far it moves", zh="离群的距离"))
    delta: float = knob(0.5, ge=0.05, le=50, step=None, say=Text(en="Huber's δ", zh="Huber 的 δ"))
    own_beta: float = 0.0
    """Where a problem's smooth L1 bends; 0 where it asks for none."""
    own_errors: tuple[tuple[float, float], ...] = ()
    """A problem's predictions, each with its target: their errors come first."""
    own_targets: tuple[float, ...] = ()
    """A problem's targets, which one constant is to fit."""

    @classmethod
    def from_givens(cls, givens: Mapping[str, Value]) -> Self:
        """A problem's own errors and δ, or its targets for one constant."""
        prediction, target = numbers(givens.get("prediction")), numbers(givens.get("target"))
        if (before := numbers(givens.get("d"))) and (outlier := numbers(givens.get("x"))):
            prediction = (*before[:-1], *outlier)  # a problem on errors of which the last becomes wild
            target = (0.0,) * len(prediction)
        demo = super().from_givens({"delta": givens.get("delta")})
        (beta, *_more) = (*numbers(givens.get("beta")), 0.0)
        if beta > 0:
            demo = replace(demo, own_beta=beta)
        if len(prediction) == len(target):
            demo = replace(demo, own_errors=tuple(zip(prediction, target, strict=True)))
        return replace(demo, own_targets=numbers(givens.get("v")))

    def frames(self) -> Iterator[Frame]:
        """What a problem has of its own; then the last point moves away, step by step."""
        if self.own_errors:
            yield self._errors()
        if self.own_targets:
            yield self._constants()
        yield from self._walk()

    def _errors(self) -> Frame:
        """The errors of a problem on the curves of the three losses."""
        errors = [prediction - target for prediction, target in self.own_errors]
        each, means = {}, {}
        for name, (say, options) in self._kinds().items():
            solvers = [find_solver(name)(prediction=(error,), target=(0,), **options) for error in errors]
            each[say] = [float(solver.result_value()) for solver in solvers]
            means[name] = float(np.mean(each[say]))
        reach = max(1.0, *map(abs, errors)) * 1.1
        labels = tuple(Text.same(f"e{at} = {show(error, 4)}") for at, error in enumerate(errors, 1))
        return Frame(
            title=Text(en="The problem's errors", zh="题目中的误差"),
            caption=self._costs(each, means),
            shapes=(
                Bars(
                    say=Text(en="What each error costs", zh="每个误差的损失"),
                    labels=labels,
                    groups=tuple((Text.same(say.en), tuple(losses)) for say, losses in each.items()),
                ),
                self._shapes(reach, errors),
            ),
            figures={f"mean_{name}": mean for name, mean in means.items()},
        )

    def _kinds(self) -> dict[str, tuple[Text, dict[str, float]]]:
        """The losses of a problem's errors; with a β smooth L1 takes Huber's place."""
        bounded: dict[str, tuple[Text, dict[str, float]]] = {"huber": (HUBER, {"delta": self.delta})}
        if self.own_beta:
            bounded = {"smooth_l1": (SMOOTH, {"beta": self.own_beta})}
        return {"mse": (MSE, {}), "mae": (MAE, {}), **bounded}

    def _costs(self, each: Mapping[Text, Sequence[float]], means: Mapping[str, float]) -> Text:
        """What a problem's errors cost on average; under smooth L1 also one by one, and their sum."""
        of_mse, of_mae, of_rmse = (
            show(mean, 4) for mean in (means["mse"], means["mae"], means["mse"] ** 0.5)
        )
        if not self.own_beta:
            of_huber = show(means["huber"], 4)
            return Text(
                en=f"Mean of the squares (MSE) **{of_mse}**, its root (RMSE) {of_rmse}; mean of the sizes "
                f"(MAE) **{of_mae}**; Huber with δ = {show(self.delta)}: **{of_huber}**.",
                zh=f"平方的平均（MSE）**{of_mse}**，其平方根（RMSE）{of_rmse}；"
                f"绝对值的平均（MAE）**{of_mae}**；δ = {show(self.delta)} 的 Huber：**{of_huber}**。",
            )
        losses, beta = each[SMOOTH], show(self.own_beta, 4)
        terms = f"{' + '.join(show(loss, 4) for loss in losses)} = **{show(sum(losses), 4)}**"
        return Text(
            en=f"Smooth L1 is e²/(2β) where an error is below β = {beta}, else |e| − β/2: {terms}, the mean "
            f"{show(means['smooth_l1'], 4)}. MSE {of_mse}, MAE {of_mae}.",
            zh=f"误差小于 β = {beta} 时 smooth L1 为 e²/(2β)，否则为 |e| − β/2：{terms}，"
            f"平均 {show(means['smooth_l1'], 4)}。MSE {of_mse}，MAE {of_mae}。",
        )

    def _constants(self) -> Frame:
        """One number for all targets of a problem: the best under each loss."""
        targets = np.array(self.own_targets)
        best = {MSE: float(targets.mean()), MAE: float(np.median(targets))}
        grid = np.linspace(float(targets.min()), float(targets.max()), 121)
        away = grid[:, None] - targets
        losses = {MSE: (away**2).mean(axis=1), MAE: np.abs(away).mean(axis=1)}
        of_mse, of_mae = (show(best[say], 4) for say in (MSE, MAE))
        return Frame(
            title=Text(en="One constant for the problem's targets", zh="用一个常数拟合题目中的目标值"),
            caption=Text(
                en=f"The MSE is lowest at **{of_mse}**, the mean: the far target drags it along. The MAE is "
                f"lowest at **{of_mae}**, the median: how far the far one is makes no difference.",
                zh=f"MSE 在平均数 **{of_mse}** 处最低：远处的目标值会把它带走；"
                f"MAE 在中位数 **{of_mae}** 处最低：最远的那个有多远并不重要。",
            ),
            shapes=tuple(
                Curves(
                    say=say,
                    series=(
                        Series.of(say, grid, losses[say]),
                        Series.of(
                            Text(en="targets", zh="目标值"), targets, np.zeros(len(targets)), points=True
                        ),
                        Series.of(
                            Text(en="best", zh="最好"), [best[say]], [float(losses[say].min())], points=True
                        ),
                    ),
                    x=Text(en="constant", zh="常数"),
                )
                for say in (MSE, MAE)
            ),
            figures={"best_for_mse": best[MSE], "best_for_mae": best[MAE]},
        )

    def _walk(self) -> Iterator[Frame]:
        """The last point moves away, step by step."""
        for share in np.linspace(0, 1, MOMENTS if self.outlier else 1):
            yield self._frame(float(share) * self.outlier)

    def _frame(self, moved: float) -> Frame:
        xs, ys = points(moved)
        fits = {MSE: fit_mse(xs, ys), MAE: fit_mae(xs, ys), HUBER: fit_huber(xs, ys, self.delta)}
        predictions = {say: slope * xs + offset for say, (slope, offset) in fits.items()}
        figures: dict[str, Value] = {"moved": moved}
        for name, say in (("mse", MSE), ("mae", MAE), ("huber", HUBER)):
            figures[f"slope_{name}"], figures[f"offset_{name}"] = fits[say]
            options = {"delta": self.delta} if name == "huber" else {}
            loss = find_solver(name)(prediction=tuple(predictions[say]), target=tuple(ys), **options)
            figures[f"loss_{name}"] = float(loss.result_value())
        low, high = min(0.0, 6.5 + self.outlier), max(7.5, 7.5 + self.outlier)
        of_mse, of_mae, of_huber = (show(fits[say][0], 3) for say in (MSE, MAE, HUBER))
        return Frame(
            title=Text(en=f"The last point moved by {show(moved, 3)}", zh=f"最后一点移动了 {show(moved, 3)}"),
            caption=Text(
                en=f"The true slope is {SLOPE}. Fitted: MSE **{of_mse}**, MAE **{of_mae}**, Huber "
                f"{of_huber}.",
                zh=f"真实斜率为 {SLOPE}。拟合结果：MSE **{of_mse}**，MAE **{of_mae}**，Huber {of_huber}。",
            ),
            shapes=(
                Curves(
                    say=Text(en="Points and lines", zh="数据点与直线"),
                    series=(
                        *(Series.of(say, xs, predictions[say]) for say in (MSE, MAE, HUBER)),
                        Series.of(Text(en="points", zh="数据点"), xs, ys, points=True),
                    ),
                    x=Text.same("x"),
                    y=Text.same("y"),
                    x_range=(0.0, float(POINTS - 1)),
                    y_range=(low, high),
                ),
                self._shapes(),
            ),
            figures=figures,
        )

    def _shapes(self, reach: float = 4.0, marked: Sequence[float] = ()) -> Curves:
        """Each loss over the error of one point; some errors pointed out on the axis."""
        errors = np.linspace(-reach, reach, 81)
        bend = self.own_beta if marked and self.own_beta else self.delta
        bounded = np.where(np.abs(errors) <= bend, errors**2 / 2, bend * (np.abs(errors) - bend / 2))
        is_smooth = bool(marked and self.own_beta)
        return Curves(
            say=Text(en="Loss of one error", zh="单个误差的损失"),
            series=(
                Series.of(MSE, errors, errors**2),
                Series.of(MAE, errors, np.abs(errors)),
                Series.of(SMOOTH, errors, bounded / bend) if is_smooth else Series.of(HUBER, errors, bounded),
                *((Series.of(OWN, marked, [0.0] * len(marked), points=True),) if marked else ()),
            ),
            x=Text(en="error", zh="误差"),
            x_range=(-reach, reach),
            y_range=(0.0, 2 * reach),
        )


def points(moved: float) -> tuple[Floats, Floats]:
    """Twelve points near a line, the last of them moved up."""
    xs = np.arange(float(POINTS))
    ys = OFFSET + SLOPE * xs + NOISE * np.random.default_rng(_SEED).standard_normal(POINTS)
    ys[-1] += moved
    return xs, ys


def fit_mse(xs: Floats, ys: Floats) -> tuple[float, float]:
    """Slope and offset of least squares."""
    slope, offset = np.polyfit(xs, ys, 1)
    return float(slope), float(offset)


def fit_mae(xs: Floats, ys: Floats) -> tuple[float, float]:
    """Slope and offset with the least sum of absolute errors.

    One of the best lines goes through two of the points, so all pairs are tried.
    """
    first, second = np.array(list(combinations(range(len(xs)), 2))).T
    slopes = (ys[second] - ys[first]) / (xs[second] - xs[first])
    offsets = ys[first] - slopes * xs[first]
    errors = np.abs(slopes[:, None] * xs + offsets[:, None] - ys).sum(axis=1)
    best = int(errors.argmin())
    return float(slopes[best]), float(offsets[best])


def fit_huber(xs: Floats, ys: Floats, delta: float) -> tuple[float, float]:
    """Slope and offset under Huber's loss, by least squares weighted anew until they stay."""
    inputs = np.stack([xs, np.ones_like(xs)], axis=1)
    line = np.array(fit_mse(xs, ys))
    for _round in range(200):
        errors = np.abs(inputs @ line - ys)
        weights = np.where(errors <= delta, 1.0, delta / np.maximum(errors, 1e-12))
        moved = np.linalg.solve(inputs.T * weights @ inputs, inputs.T @ (weights * ys))
        if np.allclose(moved, line, rtol=0, atol=1e-12):
            break
        line = moved
    return float(line[0]), float(line[1])
