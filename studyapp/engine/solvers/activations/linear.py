"""Layers without an activation between them, which are one layer."""

from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from typing import Any

from studyapp.domain.text import Text
from studyapp.engine.expression.arithmetic import add, multiply
from studyapp.engine.solvers.activations.neuron import dot
from studyapp.engine.solving.solver import Arrays, Solver, given, mistake, step
from studyapp.engine.solving.working import latex_of
from studyapp.engine.solving.written import term
from studyapp.errors import GivenError
from studyapp.i18n import N_

MOST_WRITTEN = 4
"""Layers whose matrices are written out in a product."""
LARGEST_WRITTEN = 4
"""Rows or columns of a matrix that still stands in a product."""


class CollapseLinear(Solver):
    """The one layer that does what several linear layers do: {weight, bias} of y = W x + b.

    Layers y = W x + b in the order in which they are applied, each W as rows of outputs (out, in) as
    PyTorch's `nn.Linear` holds it, each b with one number an output; or numbers, for layers of one value. W
    = W_L ⋯ W_1 and b = W_L(… (W_2 b_1 + b_2) …) + b_L: without an activation between them, depth adds
    nothing.
    """

    say = Text(en="Linear layers as one", zh="多个线性层合并成一层")
    weights: Arrays = given(
        ndim=(0, 2),
        symbol="W_l",
        say=Text(en="weights of each layer, (out, in)", zh="各层的权重，形如 (out, in)"),
    )
    biases: Arrays = given(
        ndim=(0, 1), symbol="b_l", say=Text(en="biases of each layer, (out)", zh="各层的偏置，形如 (out)")
    )

    def check(self) -> None:
        """Each layer takes what the one before it gives."""
        if len(self.biases) != len(self.weights):
            raise GivenError(
                N_("{parameter} has {count} entries; it must have one for each of {layers} layers"),
                parameter="biases",
                count=len(self.biases),
                layers=len(self.weights),
            )
        for layer, (weight, bias) in enumerate(self.layers(), start=1):
            outputs = shape_of(weight)[:1]
            if shape_of(bias) != outputs:
                raise GivenError(
                    N_("{parameter}: that of layer {layer} has the shape {found}; its weights need {needed}"),
                    parameter="biases",
                    layer=layer,
                    found=list(shape_of(bias)),
                    needed=list(outputs),
                )
            before = shape_of(self.weights[layer - 2])[:1] if layer > 1 else None
            if before is not None and shape_of(weight)[1:] != before:
                raise GivenError(
                    N_(
                        "{parameter}: layer {layer} has {found} columns; the layer before it has {needed} "
                        "rows"
                    )
                    if before and shape_of(weight)
                    else N_("{parameter} must all be matrices, or all numbers"),
                    parameter="weights",
                    layer=layer,
                    found=(shape_of(weight)[1:] or (None,))[0],
                    needed=(before or (None,))[0],
                )

    @step(latex=r"W_L \cdots W_2 W_1", symbol="W", say=Text(en="The one weight", zh="合并后的权重"))
    def weight(self) -> Any:
        """The last layer's matrix stands first."""
        product = self.weights[0]
        for weight in self.weights[1:]:
            product = dot(weight, product)
        return product

    @weight.formula
    def _weight_written(self) -> str:
        count = len(self.weights)
        if count > MOST_WRITTEN:
            return rf"W_{{{count}}} \cdots W_2 W_1"
        return " ".join(f"W_{layer}" for layer in range(count, 0, -1))

    @weight.numbers
    def _weight_put_in(self) -> str:
        if not self._is_small():
            return ""
        return _side_by_side(self.weights[::-1])

    @step(
        latex=r"W_L(\cdots (W_2 b_1 + b_2) \cdots) + b_L",
        symbol="b",
        say=Text(
            en="The one bias: each goes through all later layers",
            zh="合并后的偏置：每个偏置都要经过其后的各层",
        ),
    )
    def bias(self) -> Any:
        """What comes out where nothing goes in."""
        total = self.biases[0]
        for weight, bias in zip(self.weights[1:], self.biases[1:], strict=True):
            total = add(dot(weight, total), bias)
        return total

    @bias.formula
    def _bias_written(self) -> str:
        count = len(self.weights)
        if count > MOST_WRITTEN:
            return rf"W_{{{count}}}(\cdots (W_2 b_1 + b_2) \cdots) + b_{{{count}}}"
        written = "b_1"
        for layer in range(2, count + 1):
            inside = written if layer == 2 else f"({written})"
            written = f"W_{layer} {inside} + b_{layer}"
        return written

    @bias.numbers
    def _bias_put_in(self) -> str:
        if not self._is_small():
            return ""
        total = self.biases[0]
        *inner, (weight, bias) = list(self.layers())
        for each_weight, each_bias in inner[1:]:
            total = add(dot(each_weight, total), each_bias)
        if len(self.weights) == 1:
            return ""
        return f"{_side_by_side([weight, total])} + {_column(bias)}"

    @mistake(
        weight,
        latex=r"W_1 W_2 \cdots W_L",
        say=Text(
            en="Looks as if the matrices stand in the order of the layers; the first layer's is next to x, "
            "so it stands last.",
            zh="看起来按层的顺序相乘了；第一层紧挨着 x，应放在最右边。",
        ),
    )
    def in_order_of_layers(self) -> Any:
        """W_1 W_2."""
        product = self.weights[0]
        for weight in self.weights[1:]:
            product = dot(product, weight)
        return product

    @mistake(
        weight,
        latex=r"W_1 + W_2 + \cdots",
        say=Text(
            en="Looks as if the matrices were added; layers one after the other multiply them.",
            zh="看起来把矩阵相加了；逐层复合对应矩阵相乘。",
        ),
    )
    def weights_added(self) -> Any:
        """ΣW."""
        return folded(add, self.weights)

    @mistake(
        weight,
        latex=r"W_1 \odot W_2 \odot \cdots",
        say=Text(
            en="Looks as if the matrices were multiplied entry by entry; it takes rows times columns.",
            zh="看起来逐元素相乘了；应做矩阵乘法（行乘列）。",
        ),
    )
    def entry_by_entry(self) -> Any:
        """W_1 ⊙ W_2."""
        return folded(multiply, self.weights)

    @mistake(
        bias,
        latex=r"b_1 + b_2 + \cdots",
        say=Text(
            en="Looks as if the biases were just added; an earlier one goes through the later layers first.",
            zh="看起来直接把偏置相加了；前面的偏置要先经过后面的层。",
        ),
    )
    def biases_added(self) -> Any:
        """Σb."""
        return folded(add, self.biases)

    @mistake(
        bias,
        latex="b_L",
        say=Text(
            en="That is the last layer's bias alone; those before it come through its weights.",
            zh="这只是最后一层的偏置；前面的偏置会经过后面的权重传过来。",
        ),
    )
    def last_only(self) -> Any:
        """b_L."""
        return self.biases[-1]

    @mistake(
        bias,
        latex=r"W_L \cdots W_2 b_1",
        say=Text(
            en="Looks as if the later layers' biases were left out.",
            zh="看起来漏掉了后面各层的偏置。",
        ),
    )
    def first_only(self) -> Any:
        """The first bias, carried through."""
        total = self.biases[0]
        for weight in self.weights[1:]:
            total = dot(weight, total)
        return total

    @mistake(
        bias,
        latex="W_1 b_2 + b_1",
        say=Text(
            en="Looks as if the layers were run backwards: the first bias meets the later weights.",
            zh="看起来把层的顺序弄反了：应让第一层的偏置经过后面的权重。",
        ),
    )
    def backwards(self) -> Any:
        """The layers in the other order."""
        total = self.biases[-1]
        for weight, bias in [*self.layers()][-2::-1]:
            total = add(dot(weight, total), bias)
        return total

    result = (weight, bias)

    def layers(self) -> Iterator[tuple[Any, Any]]:
        """Weight and bias of each."""
        return zip(self.weights, self.biases, strict=True)

    def simulate(self) -> dict[str, Any]:
        """Run the layers on nothing, which leaves the bias, and on each unit vector, which adds a column."""
        first = shape_of(self.weights[0])
        width = first[1] if first else 1
        nothing = self._run([0.0] * width)
        columns = [self._run([float(at == place) for at in range(width)]) for place in range(width)]
        moved = [[value - rest for value, rest in zip(column, nothing, strict=True)] for column in columns]
        if not first:
            return {"weight": moved[0][0], "bias": nothing[0]}
        return {"weight": tuple(zip(*moved, strict=True)), "bias": tuple(nothing)}

    def _run(self, values: list[float]) -> list[float]:
        for weight, bias in self.layers():
            rows = weight.tolist() if shape_of(weight) else [[weight]]
            biases = bias.tolist() if shape_of(bias) else [bias]
            values = [
                sum(float(w) * value for w, value in zip(row, values, strict=True)) + float(b)
                for row, b in zip(rows, biases, strict=True)
            ]
        return values

    def _is_small(self) -> bool:
        sides = [side for weight in self.weights for side in shape_of(weight)]
        return len(self.weights) <= MOST_WRITTEN and max(sides, default=1) <= LARGEST_WRITTEN


def shape_of(array: Any) -> tuple[int, ...]:
    """The lengths of an array's axes; none for a number."""
    return tuple(getattr(array, "shape", ()))


def folded(operation: Callable[[Any, Any], Any], arrays: Sequence[Any]) -> Any:
    """One array out of several, entry by entry; raises ArithmeticError where their shapes differ."""
    if len(set(map(shape_of, arrays))) > 1:
        raise ArithmeticError
    return reduce(operation, arrays)


def _side_by_side(factors: Any) -> str:
    """A product written out: matrices beside each other, numbers with a sign between."""
    if not shape_of(factors[0]):
        return r" \times ".join(map(term, factors))
    return " ".join(map(_column, factors))


def _column(array: Any) -> str:
    """A matrix as it is, a list of numbers as a column, a number with its brackets."""
    if not shape_of(array):
        return term(array)
    entries = array.tolist()
    rows = entries if array.ndim > 1 else [[entry] for entry in entries]
    return latex_of(tuple(tuple(row) for row in rows))
