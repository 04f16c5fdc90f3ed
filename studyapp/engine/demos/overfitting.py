"""Polynomials of growing degree through a few noisy points: training error falls, test error turns."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studyapp.domain.text import Text
from studyapp.engine.demo import Demo, Preset, knob
from studyapp.engine.frames import Curves, Frame, Series
from studyapp.engine.learning.data import wave
from studyapp.text.numbers import show

Floats = NDArray[np.float64]
TESTED = 400
MOST_DEGREE = 20

TRAIN = Text(en="training", zh="训练")
TEST = Text(en="test", zh="测试")


@dataclass(frozen=True, kw_only=True)
class Overfitting(Demo):
    """Least squares with a ridge penalty, degree by degree."""

    title = Text(en="Overfitting", zh="过拟合")
    about = Text(
        en="Fits polynomials of degree 0, 1, 2, … to a few noisy points of sin(3x), and measures each on 400 "
        "points that it hasn't seen.",
        zh="用 0、1、2……次多项式拟合 sin(3x) 的几个带噪声的点，并在 400 个没见过的点上测试。",
    )
    notice = Text(
        en="Without a penalty the training error only ever falls. The test error falls, then rises: "
        "the curve begins to follow the noise, and its coefficients grow. "
        "A ridge penalty or more points tame it.",
        zh="不加惩罚时训练误差只降不升；测试误差先降后升：曲线开始追随噪声，系数也越来越大。"
        "加岭惩罚或更多数据可以压住它。",
    )
    question = Text(
        en="The training error is near 0, the test error large: what helps, and what does not?",
        zh="训练误差接近 0 而测试误差很大：什么办法有用？什么没用？",
    )
    chapter = "generalization"
    presets = (
        Preset("wild", Text(en="Degree 12 through 15 points", zh="15 个点拟合 12 次"), {}),
        Preset("too-simple", Text(en="Underfitting: a line", zh="欠拟合：直线"), {"degree": 1}),
        Preset("right", Text(en="Degree 3 is enough", zh="3 次就够"), {"degree": 3}),
        Preset("ridge", Text(en="Tamed by ridge", zh="岭惩罚压住它"), {"ridge": 0.01}),
        Preset("more-data", Text(en="Tamed by more data", zh="更多数据压住它"), {"samples": 200}),
    )

    degree: int = knob(12, ge=0, le=MOST_DEGREE, say=Text(en="highest degree", zh="最高次数"))
    samples: int = knob(15, ge=3, le=200, step=None, say=Text(en="training points", zh="训练点数"))
    noise: float = knob(0.25, ge=0, le=1, step=0.05, say=Text(en="noise", zh="噪声"))
    ridge: float = knob(0.0, ge=0, le=1, step=None, say=Text(en="ridge strength λ", zh="岭惩罚强度 λ"))
    seed: int = knob(2, ge=0, le=99, say=Text(en="seed", zh="随机种子"))

    def frames(self) -> Iterator[Frame]:
        """Degree by degree."""
        data = wave(self.samples, self.noise, self.seed)
        unseen = wave(TESTED, self.noise, self.seed + 1000)
        errors: list[tuple[float, float]] = []
        for degree in range(self.degree + 1):
            weights = fit(*data, degree, self.ridge)
            errors.append((error(weights, *data), error(weights, *unseen)))
            yield self._frame(degree, data, weights, errors)

    def _frame(
        self, degree: int, data: tuple[Floats, Floats], weights: Floats, errors: list[tuple[float, float]]
    ) -> Frame:
        train, test = errors[-1]
        best = int(np.argmin([each[1] for each in errors]))
        largest = float(np.abs(weights).max())
        return Frame(
            title=Text(en=f"Degree {degree}", zh=f"{degree} 次多项式"),
            caption=Text(
                en=f"Mean squared error: training **{show(train, 3)}**, test **{show(test, 3)}**. Lowest on "
                f"the test points so far: degree {best}. Largest coefficient: {show(largest, 3)}.",
                zh=f"均方误差：训练 **{show(train, 3)}**，测试 **{show(test, 3)}**。"
                "到目前为止测试误差最低的是 "
                f"{best} 次。最大系数：{show(largest, 3)}。",
            ),
            shapes=(
                _fitted(data, weights),
                Curves(
                    say=Text(en="Error by degree", zh="误差随次数的变化"),
                    series=(
                        Series.of(TRAIN, range(degree + 1), [max(each[0], 1e-6) for each in errors]),
                        Series.of(TEST, range(degree + 1), [max(each[1], 1e-6) for each in errors]),
                    ),
                    x=Text(en="degree", zh="次数"),
                    x_range=(0.0, float(max(1, self.degree))),
                    y_range=(1e-4, 1e4),
                    log_y=True,
                ),
            ),
            figures={
                "degree": degree,
                "train_error": train,
                "test_error": test,
                "best_degree": best,
                "largest_coefficient": largest,
            },
        )


def _fitted(data: tuple[Floats, Floats], weights: Floats) -> Curves:
    """The polynomial of these coefficients through the training points, beside the true curve."""
    grid = np.linspace(-1, 1, 200)
    return Curves(
        say=Text(en="The fit", zh="拟合曲线"),
        series=(
            Series.of(Text(en="fitted", zh="拟合"), grid, powers(grid, len(weights) - 1) @ weights),
            Series.of(Text(en="true", zh="真实"), grid, np.sin(3 * grid)),
            Series.of(Text(en="training points", zh="训练点"), *data, points=True),
        ),
        x=Text.same("x"),
        x_range=(-1.0, 1.0),
        y_range=(-2.5, 2.5),
    )


def powers(xs: Floats, degree: int) -> Floats:
    """1, x, x², …: (N, degree + 1)."""
    return np.vander(xs, degree + 1, increasing=True)


def fit(xs: Floats, ys: Floats, degree: int, ridge: float) -> Floats:
    """The coefficients with the least mean squared error plus ridge·Σw² (the offset left out of it)."""
    inputs = powers(xs, degree)
    penalty = np.sqrt(ridge * len(xs)) * np.eye(degree + 1)
    penalty[0, 0] = 0
    stacked = np.concatenate([inputs, penalty])
    weights, *_rest = np.linalg.lstsq(stacked, np.append(ys, np.zeros(degree + 1)), rcond=None)
    return np.asarray(weights, dtype=np.float64)


def error(weights: Floats, xs: Floats, ys: Floats) -> float:
    """The mean squared error of a fit."""
    return float(np.mean((powers(xs, len(weights) - 1) @ weights - ys) ** 2))
