"""Clipping gradients: each value on its own, or all of them by their norm."""

import math
from typing import Any

from studyapp.domain.text import Text
from studyapp.domain.value import Number
from studyapp.engine.expression.arithmetic import divide, multiply, power, square_root
from studyapp.engine.solving.inputs import flat
from studyapp.engine.solving.solver import Array, ArrayOrArrays, Solver, given, mistake, step
from studyapp.engine.solving.written import latex_of, listed, term, total

MOST_WRITTEN_OUT = 9
"""Values of gradients that are written out in a working."""
MOST_LISTED = 1_000


class ClipByValue(Solver):
    """A gradient with every value brought into [−limit, limit], shaped like `gradient`.

    As PyTorch's `clip_grad_value_`. It may turn the gradient's direction; clipping by norm does not.
    """

    say = Text(en="Clipping by value", zh="按值裁剪梯度")
    gradient: Array = given(symbol="g", say=Text(en="the gradient", zh="梯度"))
    limit: Number = given(
        ge=0, symbol="c", say=Text(en="the largest value that stays, either sign", zh="允许的最大绝对值")
    )
    clipped = step(
        "min(max(gradient, -limit), limit)",
        symbol="g'",
        say=Text(
            en="Clipped gradient (each value into [−c, c])", zh="裁剪后的梯度（每个值限制在 [−c, c] 内）"
        ),
    )
    upper_only = mistake(
        clipped,
        "min(gradient, limit)",
        say=Text(
            en="Looks as if only large positive values were clipped; there is a limit below, too.",
            zh="看起来只裁剪了大的正值；负的一侧也有界限。",
        ),
    )
    signs_lost = mistake(
        clipped,
        "min(abs(gradient), limit)",
        say=Text(
            en="Looks as if the signs were lost: a clipped value keeps its sign.",
            zh="看起来丢掉了符号：裁剪后的值符号不变。",
        ),
    )
    by_norm = mistake(
        clipped,
        "gradient*min(1, limit/sqrt(sum(gradient**2)))",
        say=Text(
            en="That scales the whole gradient by its norm; here each value is clipped on its own.",
            zh="这是按范数缩放整个梯度；这里是逐个值裁剪。",
        ),
    )

    @mistake(
        clipped,
        latex=r"g \cdot [\left| g \right| \le c]",
        say=Text(
            en="Looks as if values beyond the limit were set to 0; they are brought back to the limit.",
            zh="看起来把超出界限的值变成了 0；应把它们拉回到界限上。",
        ),
    )
    def dropped(self) -> Any:
        """What is too large is lost."""
        kept = [number if abs(number) <= self.limit else 0 for number in flat(self.gradient)]
        return reshaped(kept, self.gradient)

    result = clipped

    def simulate(self) -> tuple[float, ...]:
        """The middle one of value and both limits."""
        limit = float(self.limit)
        return tuple(sorted((-limit, float(number), limit))[1] for number in flat(self.gradient))


class ClipByNorm(Solver):
    """Gradients scaled down together to a norm of at most `max_norm`: {norm, scale, clipped}.

    The norm is Euclidean, over all values of all gradients; the scale is min(1, max_norm/norm), 1 where all
    are zero, and `clipped` is shaped like `gradients` (Pascanu et al. 2013). PyTorch's `clip_grad_norm_`
    divides by norm + 1e-6, so its result is a little smaller; TensorFlow's `clip_by_global_norm` has no such
    term.
    """

    say = Text(en="Clipping by norm", zh="按范数裁剪梯度")
    gradients: ArrayOrArrays = given(
        symbol="g",
        say=Text(
            en="the gradient, or a list of several parameters' ones", zh="梯度，或多个参数各自梯度的列表"
        ),
    )
    max_norm: Number = given(
        ge=0, symbol="c", say=Text(en="the largest norm that stays", zh="允许的最大范数")
    )

    @step(
        latex=r"\sqrt{\sum_i g_i^2}",
        symbol=r"\|g\|",
        say=Text(
            en="Norm over all values (of all gradients together)", zh="所有值的范数（各个梯度合在一起）"
        ),
    )
    def norm(self) -> Number:
        """Exact where the root is."""
        return norm_of(self.parts())

    @norm.numbers
    def _norm_put_in(self) -> str:
        if sum(getattr(part, "size", 1) for part in self.parts()) > MOST_LISTED:
            return ""
        return rf"\sqrt{{{total([f'{term(number)}^2' for number in self.numbers()])}}}"

    @step(
        latex=r"\min\left( 1, c / \|g\| \right)",
        symbol="s",
        say=Text(en="Scale (1 where the norm is not too large)", zh="缩放系数（范数不超限时为 1）"),
    )
    def scale(self, norm: Any) -> Number:
        """What makes the norm fit."""
        return 1 if norm <= self.max_norm else divide(self.max_norm, norm)

    @scale.numbers
    def _scale_put_in(self) -> str:
        norm = self.norm
        if not norm:
            return ""
        return rf"\min\left( 1, {latex_of(self.max_norm)} / {latex_of(norm)} \right)"

    @step(
        latex=r"s \cdot g",
        symbol="g'",
        say=Text(en="Clipped gradients (all by the same scale)", zh="裁剪后的梯度（全部乘同一个系数）"),
    )
    def clipped(self, scale: Any) -> Any:
        """The same direction, perhaps shorter."""
        return self.each(lambda part: multiply(scale, part))

    @clipped.numbers
    def _clipped_put_in(self) -> str:
        if len(self.numbers()) > MOST_WRITTEN_OUT:
            return ""
        scale = latex_of(self.scale)
        return listed([rf"{scale} \times {latex_of(told(part))}" for part in self.parts()], most=3)

    def parts(self) -> tuple[Any, ...]:
        """The gradients, one or several."""
        return self.gradients if isinstance(self.gradients, tuple) else (self.gradients,)

    def each(self, change: Any) -> Any:
        """Every gradient changed; several stay several."""
        if isinstance(self.gradients, tuple):
            return tuple(change(part) for part in self.gradients)
        return change(self.gradients)

    def numbers(self) -> list[Any]:
        """All their values, one by one."""
        return [number for part in self.parts() for number in flat(part)]

    @mistake(
        norm,
        latex=r"\sum_i \left| g_i \right|",
        say=Text(
            en="Looks as if absolute values were added: that is the L1 norm. Square, add, take the root.",
            zh="看起来把绝对值相加了：那是 L1 范数。应先平方再相加，然后开方。",
        ),
    )
    def absolute(self) -> Any:
        """The L1 norm."""
        return sum(map(abs, self.numbers()), start=0)

    @mistake(
        norm,
        latex=r"\sum_i g_i^2",
        say=Text(en="Looks as if the root was left out.", zh="看起来没有开平方。"),
    )
    def no_root(self) -> Any:
        """The squares, added up."""
        return sum((number * number for number in self.numbers()), start=0)

    @mistake(
        norm,
        latex=r"\max_i \left| g_i \right|",
        say=Text(
            en="That is the largest value; the norm takes all of them.", zh="这是最大的值；范数要用到所有值。"
        ),
    )
    def largest(self) -> Any:
        """The maximum norm."""
        return max(map(abs, self.numbers()))

    always_scaled = mistake(
        scale,
        "max_norm/norm",
        say=Text(
            en="Looks as if the gradients were scaled up to the norm. Only what is too long is clipped.",
            zh="看起来把梯度放大到了最大范数。只有范数超限时才裁剪。",
        ),
    )
    upside_down = mistake(
        scale,
        "norm/max_norm",
        say=Text(
            en="Looks as if the fraction stands upside down: the largest norm is divided by the norm.",
            zh="看起来把分式写反了：应是最大范数除以范数。",
        ),
    )

    @mistake(
        clipped,
        latex=r"\min(\max(g, -c), c)",
        say=Text(
            en="That clips each value on its own. Clipping by norm scales all alike and keeps the direction.",
            zh="这是逐个值裁剪。按范数裁剪把所有值同比例缩小，方向不变。",
        ),
    )
    def by_value(self) -> Any:
        """Each value into [−c, c]."""
        limit = self.max_norm

        def cut(part: Any) -> Any:
            return reshaped([min(max(number, -limit), limit) for number in flat(part)], part)

        return self.each(cut)

    @mistake(
        clipped,
        latex=r"g_k \cdot \min\left( 1, c / \|g_k\| \right)",
        say=Text(
            en="Looks as if each gradient was clipped by its own norm. They share one norm and one scale.",
            zh="看起来对每个梯度用了它自己的范数。所有梯度共用一个范数和一个系数。",
        ),
    )
    def one_by_one(self) -> Any:
        """Several gradients, several norms."""

        def cut(part: Any) -> Any:
            norm = norm_of((part,))
            return part if norm <= self.max_norm else multiply(divide(self.max_norm, norm), part)

        return self.each(cut)

    result = (norm, scale, clipped)

    def simulate(self) -> dict[str, Any]:
        """With the standard library's hypotenuse, in floats."""
        values = [float(number) for number in self.numbers()]
        norm, most = math.hypot(*values), float(self.max_norm)
        scale = most / norm if norm > most else 1.0
        return {"norm": norm, "scale": scale, "clipped": tuple(scale * value for value in values)}


def norm_of(parts: tuple[Any, ...]) -> Number:
    """The Euclidean norm over several arrays: by fractions where all of them are, else in floats."""
    if any(hasattr(part, "dtype") and part.dtype.kind != "O" for part in parts):
        from studyapp.engine.numeric.norms import total_norm  # slow to load, and only for floats

        return total_norm(parts)
    squares: Any = 0
    for part in parts:
        for number in flat(part):
            squares = squares + power(number, 2)
    root: Number = square_root(squares)
    return root


def reshaped(numbers: list[Any], like: Any) -> Any:
    """Numbers one by one, in the nested shape of an array."""
    if not getattr(like, "ndim", 0):
        return numbers[0]
    remaining = iter(numbers)

    def fill(shape: tuple[int, ...]) -> tuple[Any, ...]:
        if len(shape) == 1:
            return tuple(next(remaining) for _ in range(shape[0]))
        return tuple(fill(shape[1:]) for _ in range(shape[0]))

    return fill(like.shape)


def told(part: Any) -> Any:
    """A gradient as plain nested tuples, for a working."""
    return reshaped(flat(part), part)
