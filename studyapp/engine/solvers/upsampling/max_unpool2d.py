"""Max-unpooling: each maximum goes back to where it came from."""

from collections.abc import Callable
from typing import Any

from studyapp.domain.text import Text
from studyapp.engine.solvers.upsampling.images import as_batch, both, corner, must_be_few
from studyapp.engine.solving.inputs import flat, shown
from studyapp.engine.solving.solver import Array, Pair, Solver, WholeArray, given, mistake, step
from studyapp.errors import GivenError
from studyapp.i18n import N_

PLACES_WRITTEN = 4
"""Indices of which row and column are written out in a working."""

SHAPE_NEEDED = N_("{parameter} has the shape {shape}; it must have that of input, {wanted}")
NOT_THERE = N_("{parameter} must lie within an output of {height}×{width}")
OUTSIDE = N_("{parameter} holds {value}; an output of {height}×{width} has only the places 0 to {last}")


class MaxUnpool2d(Solver):
    """Image with each value at its index, zeros elsewhere: (H', W') or (N, C, H', W').

    PyTorch's `max_unpool2d` with its output_size; indices count the places of each output plane row by row
    from 0, as `max_pool2d` returns them (Zeiler & Fergus 2014). Where an index occurs twice, the later value
    stays; PyTorch takes them in that order on a single thread, and promises none on several or on a GPU.
    TensorFlow's `max_pool_with_argmax` counts through columns and channels, (row·W + column)·C + channel.
    """

    say = Text(en="Max-unpooling", zh="最大反池化")
    input: Array = given(
        ndim=(2, 4),
        symbol="X",
        say=Text(en="the maxima, (H, W) or (N, C, H, W)", zh="最大值，形如 (H, W) 或 (N, C, H, W)"),
    )
    indices: WholeArray = given(
        ndim=(2, 4),
        symbol="I",
        say=Text(
            en="where each one was, counted row by row from 0", zh="每个最大值原来的位置（逐行从 0 编号）"
        ),
    )
    output_size: Pair = given(
        ge=1,
        symbol="O",
        axes=("H'", "W'"),
        say=Text(en="side of the output, or [h, w]", zh="输出的边长，或 [h, w]"),
    )

    def check(self) -> None:
        """Each value has an index, and each index a place."""
        height, width = both(self.output_size)
        if self.indices.shape != self.input.shape:
            told = {"shape": shown(list(self.indices.shape)), "wanted": shown(list(self.input.shape))}
            raise GivenError(SHAPE_NEEDED, parameter="indices", **told)
        for extreme in (int(self.indices.min()), int(self.indices.max())):
            if not 0 <= extreme < height * width:
                told = {"value": shown(extreme), "last": shown(height * width - 1)}
                raise GivenError(
                    OUTSIDE, parameter="indices", height=shown(height), width=shown(width), **told
                )
        samples, channels, *_ = as_batch(self.input, 4).shape
        must_be_few("output_size", [height, width], samples * channels * height * width)

    @step(
        latex=r"\left\lfloor \frac{I_{ij}}{W'} \right\rfloor",
        symbol="r_{ij}",
        say=Text(en="Row of each index (whole rows before it)", zh="每个索引所在的行（它之前有多少整行）"),
    )
    def rows(self) -> Any:
        """Shaped like the input."""
        return self.indices // both(self.output_size)[1]

    @rows.numbers
    def _rows_put_in(self) -> str:
        width = both(self.output_size)[1]
        return self._laid_out(lambda index: rf"\left\lfloor {index} / {width} \right\rfloor")

    @step(
        latex=r"I_{ij}\ \text{mod}\ W'",
        symbol="c_{ij}",
        say=Text(en="Column of each index (what is left over)", zh="每个索引所在的列（余数）"),
    )
    def columns(self) -> Any:
        """Shaped like the input."""
        return self.indices % both(self.output_size)[1]

    @columns.numbers
    def _columns_put_in(self) -> str:
        width = both(self.output_size)[1]
        return self._laid_out(lambda index: rf"{index}\ \text{{mod}}\ {width}")

    def _laid_out(self, place: Callable[[int], str]) -> str:
        """What becomes of each index of a small image, laid out as they are."""
        if self.indices.ndim != 2 or self.indices.size > PLACES_WRITTEN:
            return ""
        height, width = self.indices.shape
        return corner([[place(int(index)) for index in row] for row in self.indices], height, width)

    @step(
        latex="X_{ij}",
        symbol="Y_{r_{ij}, c_{ij}}",
        say=Text(en="Each value at its place, zeros elsewhere", zh="每个值放回原位，其余为零"),
    )
    def output(self, rows: Any, columns: Any) -> Any:
        """(…, H', W')."""
        return self._placed(rows, columns)

    def _placed(self, rows: Any, columns: Any, *, added: bool = False) -> Any:
        """Zeros, with the values put at (or `added` to) their rows and columns one after the other."""
        import numpy as np  # slow to load, and only arrays need it

        values = as_batch(self.input, 4)
        samples, channels, *_ = values.shape
        height, width = both(self.output_size)
        found = np.zeros((samples, channels, height, width), dtype=values.dtype)
        down, across = (as_batch(np.asarray(each), 4).astype(np.int64) for each in (rows, columns))
        if min(down.min(), across.min()) < 0 or down.max() >= height or across.max() >= width:
            raise GivenError(NOT_THERE, parameter="rows, columns", height=height, width=width)
        sample, channel = np.ogrid[:samples, :channels]
        places = (sample[..., np.newaxis, np.newaxis], channel[..., np.newaxis, np.newaxis], down, across)
        if added:
            np.add.at(found, places, values)
        else:
            found[places] = values
        return found[0, 0] if self.input.ndim == 2 else found

    @mistake(
        rows,
        latex=r"\left\lfloor \frac{I}{W} \right\rfloor",
        say=Text(
            en="Looks as if you divided by the input's width. Indices count places of the output: divide by "
            "the output's.",
            zh="看起来除以了输入的宽。索引是输出中的位置：应除以输出的宽。",
        ),
    )
    def rows_of_input(self) -> Any:
        """As if the indices counted the input's places."""
        return self.indices // self.input.shape[-1]

    @mistake(
        columns,
        latex=r"I\ \text{mod}\ W",
        say=Text(
            en="Looks as if the rest by the input's width was taken. Indices count places of the output.",
            zh="看起来用了输入的宽取余。索引是输出中的位置。",
        ),
    )
    def columns_of_input(self) -> Any:
        """As if the indices counted the input's places."""
        return self.indices % self.input.shape[-1]

    @mistake(
        rows,
        latex=r"\left\lfloor \frac{I - 1}{W'} \right\rfloor",
        say=Text(
            en="Looks as if the places were counted from 1; indices count them from 0.",
            zh="看起来位置是从 1 数起的；索引从 0 数起。",
        ),
    )
    def rows_from_one(self) -> Any:
        """One place too early."""
        return (self.indices - 1) // both(self.output_size)[1]

    @mistake(
        columns,
        latex=r"(I - 1)\ \text{mod}\ W'",
        say=Text(
            en="Looks as if the places were counted from 1; indices count them from 0.",
            zh="看起来位置是从 1 数起的；索引从 0 数起。",
        ),
    )
    def columns_from_one(self) -> Any:
        """One place too early."""
        return (self.indices - 1) % both(self.output_size)[1]

    @mistake(
        output,
        latex=r"r \leftrightarrow c",
        say=Text(
            en="Looks as if the places were counted column by column; indices go row by row.",
            zh="看起来位置是逐列数的；索引是逐行编号的。",
        ),
    )
    def by_columns(self) -> Any:
        """As Fortran and MATLAB count."""
        height = both(self.output_size)[0]
        return self._placed(self.indices % height, self.indices // height)

    @mistake(
        output,
        latex=r"\sum X",
        say=Text(
            en="Looks as if values with the same index were added up; the later one takes the place.",
            zh="看起来把索引相同的值加在了一起；应由后一个值占据该位置。",
        ),
    )
    def added(self, rows: Any, columns: Any) -> Any:
        """As the gradient of pooling does it."""
        return self._placed(rows, columns, added=True)

    @mistake(
        output,
        latex=r"X_{\left\lfloor i H / H' \right\rfloor,\ \left\lfloor j W / W' \right\rfloor}",
        say=Text(
            en="Looks as if each value filled its whole window. It goes to one place; the others stay 0.",
            zh="看起来每个值填满了整个窗口。它只放到一个位置，其余为 0。",
        ),
    )
    def filled(self) -> Any:
        """As nearest-neighbour upsampling has it."""
        *_, rows, columns = self.input.shape
        height, width = both(self.output_size)
        down = [i * rows // height for i in range(height)]
        across = [j * columns // width for j in range(width)]
        return self.input[..., down, :][..., across]

    result = output

    def simulate(self) -> Any:
        """Go over the values and note what lands where."""
        height, width = both(self.output_size)

        def unpooled(values: Any, indices: Any) -> Any:
            if values.ndim > 2:
                return [unpooled(*inside) for inside in zip(values, indices, strict=True)]
            landed: dict[int, Any] = {}
            for value, index in zip(flat(values), flat(indices), strict=True):
                landed[int(index)] = value
            return [[landed.get(row * width + column, 0) for column in range(width)] for row in range(height)]

        return unpooled(self.input, self.indices)
