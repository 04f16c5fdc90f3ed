"""Gradient descent on a parabola: how the learning rate meets the curvature."""

from fractions import Fraction
from typing import Any

from studyapp.domain.text import Text
from studyapp.domain.value import Number
from studyapp.engine.expression.arithmetic import multiply
from studyapp.engine.solvers.optimizers.entries import shortened
from studyapp.engine.solving.inputs import shown
from studyapp.engine.solving.solver import Solver, given, is_finite, mistake, step
from studyapp.engine.solving.working import latex_of
from studyapp.engine.solving.written import term
from studyapp.errors import GivenError
from studyapp.i18n import N_

CURVATURE = Text(en="curvature a of f(x) = a/2·x²", zh="f(x) = a/2·x² 的曲率 a")
MOST_WRITTEN = 3


class GradientDescent(Solver):
    """Where gradient descent on f(x) = curvature/2 · x² stands after each step: {params}.

    The slope is curvature·x, so each step multiplies x by 1 − lr·curvature: it goes down without turning for
    lr < 1/curvature, to and fro up to 2/curvature, and away from the minimum beyond.
    """

    say = Text(en="Gradient descent on a parabola", zh="抛物线上的梯度下降")
    curvature: Number = given(gt=0, symbol="a", say=CURVATURE)
    start: Number = given(symbol="x_0", say=Text(en="where it starts", zh="起点"))
    lr: Number = given(ge=0, symbol=r"\eta", say=Text(en="learning rate", zh="学习率"))
    steps: int = given(ge=1, le=100_000, symbol="n", say=Text(en="steps to take", zh="更新的步数"))
    factor = step(
        "1 - lr*curvature",
        symbol="r",
        say=Text(en="What each step multiplies x by", zh="每一步 x 所乘的倍数"),
    )

    @step(
        latex=r"r \cdot x_{t-1} = r^t\, x_0",
        symbol="x_t",
        say=Text(en="x after each step", zh="每一步之后的 x"),
    )
    def params(self, factor: Any) -> tuple[Any, ...]:
        """A power of the factor more each step; exact while the decimals are short."""
        return self._powers(factor)

    @params.numbers
    def _params_put_in(self) -> str:
        before = (self.start, *self.params)
        shown_at = range(self.steps) if self.steps <= MOST_WRITTEN else (0, 1, self.steps - 1)
        moves = [rf"{latex_of(self.factor)} \times {term(before[at])}" for at in shown_at]
        if self.steps > MOST_WRITTEN:
            moves.insert(-1, r"\ldots")
        return r",\; ".join(moves)

    ascended = mistake(
        factor,
        "1 + lr*curvature",
        say=Text(
            en="Looks as if the slope was added. Descent goes against it: subtract.",
            zh="看起来加上了梯度。下降要沿着梯度的反方向：应该减去。",
        ),
    )
    half_slope = mistake(
        factor,
        "1 - lr*curvature/2",
        say=Text(
            en="Looks as if a 2 was lost from the slope: c·x² has the slope 2c·x, and a is that 2c.",
            zh="看起来求导时漏了 2：c·x² 的导数是 2c·x，曲率 a 就是这个 2c。",
        ),
    )
    double_slope = mistake(
        factor,
        "1 - 2*lr*curvature",
        say=Text(
            en="Looks as if the slope was doubled once more: of c·x² it is 2c·x, and a is that 2c already.",
            zh="看起来又多乘了一个 2：c·x² 的导数是 2c·x，曲率 a 已经是这个 2c。",
        ),
    )
    no_curvature = mistake(
        factor,
        "1 - lr",
        say=Text(
            en="Looks as if the curvature was left out; the slope is a·x.",
            zh="看起来漏掉了曲率；梯度是 a·x。",
        ),
    )
    rate_alone = mistake(
        factor,
        "lr*curvature",
        say=Text(
            en="That is the share of x that a step takes off; what is left is 1 minus it.",
            zh="这是每一步减去的比例；剩下的是 1 减去它。",
        ),
    )

    @mistake(
        params,
        latex=r"x_0 - t\, \eta\, a\, x_0",
        say=Text(
            en="Looks as if every step took the slope of the start. The slope changes with x.",
            zh="看起来每一步都用了起点处的梯度。梯度随 x 变化。",
        ),
    )
    def slope_of_start(self, factor: Any) -> tuple[Any, ...]:
        """The same amount off each step."""
        taken_off = multiply(1 - factor, self.start)
        return tuple(self.start - at * taken_off for at in range(1, self.steps + 1))

    @mistake(
        params,
        latex=r"r^{t-1}\, x_0",
        say=Text(
            en="Looks as if the list began with the start; it begins after the first step.",
            zh="看起来列表从起点开始了；第一项应是第一步之后的值。",
        ),
    )
    def from_start(self, factor: Any) -> tuple[Any, ...]:
        """One step behind."""
        return (self.start, *self._powers(factor)[:-1])

    @mistake(
        params,
        latex=r"\left| r \right|^t\, x_0",
        say=Text(
            en="Looks as if the sign got lost: with lr·a above 1 each step crosses the minimum.",
            zh="看起来丢了符号：lr·a 大于 1 时每一步都会越过最低点。",
        ),
    )
    def never_across(self, factor: Any) -> tuple[Any, ...]:
        """The size of the factor alone."""
        return self._powers(abs(factor))

    result = {"params": params}  # noqa: RUF012 (read once, by the spec)

    def _powers(self, factor: Any) -> tuple[Any, ...]:
        """The start times each power of a factor."""
        x: Any = self.start
        found = []
        for at in range(1, self.steps + 1):
            x = shortened(x * factor)
            if not is_finite(x):
                raise GivenError(
                    N_("{parameter} is {value}; with it {step} leaves the range of a double at step {at}"),
                    parameter="lr",
                    step="x",
                    value=shown(self.lr),
                    at=at,
                )
            found.append(x)
        return tuple(found)

    def simulate(self) -> dict[str, Any]:
        """Step by step, the slope measured as a difference quotient of the parabola."""
        x, rate = float(self.start), float(self.lr)
        half = float(self.curvature) / 2
        found = []
        for _ in range(self.steps):
            near = abs(x) / 2 or 1.0
            rise = half * (x + near) * (x + near) - half * (x - near) * (x - near)
            x -= rate * rise / (2 * near)
            found.append(x)
        return {"params": tuple(found)}


class LargestStableLr(Solver):
    """Learning rate at which gradient descent on curvature/2 · x² stops coming nearer: 2/curvature.

    Itself it is excluded: there x goes to and fro between start and −start. Of a function of several
    variables the largest eigenvalue of the Hessian counts.
    """

    say = Text(en="Largest stable learning rate", zh="最大的稳定学习率")
    curvature: Number = given(gt=0, symbol="a", say=CURVATURE)
    largest = step(
        "2/curvature",
        symbol=r"\eta_{\text{max}}",
        say=Text(
            en="Learning rate with 1 − η·a = −1, where x only changes its sign",
            zh="使 1 − ηa = −1 的学习率，这时 x 只变号",
        ),
    )
    fastest = mistake(
        largest,
        "1/curvature",
        say=Text(
            en="That is the rate that reaches the minimum in one step; up to twice as much it "
            "still converges.",
            zh="这是一步到达最低点的学习率；再大到它的两倍之前仍会收敛。",
        ),
    )
    no_two = mistake(
        largest,
        "curvature",
        say=Text(
            en="That is the curvature; the steeper it is, the smaller the rate must be.",
            zh="这是曲率；曲率越大，学习率就要越小。",
        ),
    )
    upside_down = mistake(
        largest,
        "curvature/2",
        say=Text(
            en="Looks as if the fraction is upside down: the rate falls as the curvature grows.",
            zh="看起来分子和分母颠倒了：曲率越大，学习率越小。",
        ),
    )
    doubled = mistake(
        largest,
        "4/curvature",
        say=Text(
            en="Looks as if a 2 was lost from the slope: c·x² has the slope 2c·x, and a is that 2c.",
            zh="看起来求导时漏了 2：c·x² 的导数是 2c·x，曲率 a 就是这个 2c。",
        ),
    )
    result = largest

    def simulate(self) -> float:
        """Between rates that bring x = 1 nearer and rates that do not, halving the gap."""
        curvature = Fraction(self.curvature)
        near, far = 0.0, 1.0
        while abs(1 - Fraction(far) * curvature) < 1:
            near, far = far, 2 * far
        while (middle := (near + far) / 2) not in (near, far):
            near, far = (middle, far) if abs(1 - Fraction(middle) * curvature) < 1 else (near, middle)
        return far
