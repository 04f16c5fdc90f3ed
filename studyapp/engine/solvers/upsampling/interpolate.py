"""An image made larger or smaller by its nearest values, or by means of four."""

import struct
from math import floor
from typing import Any

from studyapp.domain.text import Text
from studyapp.engine.solvers.upsampling.images import corner
from studyapp.engine.solvers.upsampling.places import HALF, first_before, mixed, places_of
from studyapp.engine.solvers.upsampling.sampled import BY_MIDDLES, EDGE_PASSED, NO_HALF, ROUNDED, Sampled
from studyapp.engine.solving.solver import mistake, step
from studyapp.engine.solving.written import latex_of, term

ROWS_WRITTEN, COLUMNS_WRITTEN = 3, 2
"""Means that are written out in a working."""

BETWEEN_ROWS = r"(1 - t_i)\, X_{a_i, j} + t_i\, X_{a_i + 1, j}"
BETWEEN_COLUMNS = r"(1 - u_j)\, Z_{i, b_j} + u_j\, Z_{i, b_j + 1}"

SWAPPED = Text(
    en="Looks as if the two weights changed places: the nearer pixel counts more.",
    zh="看起来两个权重互换了：离得近的像素权重更大。",
)


class Interpolate(Sampled):
    """Image of another size, (H', W') or (N, C, H', W'): PyTorch's `interpolate`, modes nearest and bilinear.

    With a scale factor the size is ⌊H·s⌋, in floats as PyTorch has it (0.29 of 100 rows are 28), and places
    follow the factor itself; with a size, the ratio of the sizes. A side that stays as it is stays untouched
    whatever the factor, and one that doubles gets each nearest value twice. Nearest takes row ⌊i·r⌋, as
    OpenCV's INTER_NEAREST; the product is in single precision as in PyTorch (of 2 rows made 82, row 41 is
    still the first one, though 41·2/82 = 1). PyTorch's "nearest-exact", Pillow and scikit-image go by the
    pixels' middles. Bilinear means go by the middles, as in OpenCV and TensorFlow 2; Pillow averages more
    pixels where an image shrinks. With `align_corners` the middles of the corner pixels meet, which was
    PyTorch's way before version 0.4.1; TensorFlow 1 left out the half pixel (r = H/H').
    """

    say = Text(en="Resizing an image (nearest, bilinear)", zh="图像缩放（最近邻插值、双线性插值）")

    def in_use(self, name: str) -> bool:
        """Only means have weights, and corners to align; either the factor or the size is given."""
        match name:
            case "row_weights" | "column_weights" | "align_corners":
                return self.bilinear
            case "scale_factor" | "size":
                return self._values[name] is not None
        return True

    @step(
        latex="y_i - a_i",
        symbol="t_i",
        say=Text(
            en="Weights of the rows one further down (past the last one, that one again)",
            zh="下一行的权重（超出最后一行时仍取最后一行）",
        ),
    )
    def row_weights(self, source_rows: Any, upper_rows: Any) -> Any:
        """How far beyond the upper row each place lies; none for the nearest values."""
        return source_rows - upper_rows if self.bilinear else None

    @step(
        latex="x_j - b_j",
        symbol="u_j",
        say=Text(en="Weights of the columns one further right (the same way)", zh="右边一列的权重（同理）"),
    )
    def column_weights(self, source_columns: Any, left_columns: Any) -> Any:
        """How far beyond the left column each place lies; none for the nearest values."""
        return source_columns - left_columns if self.bilinear else None

    @step(
        latex=BETWEEN_ROWS,
        symbol="Z_{ij}",
        say=Text(en="The rows first", zh="先处理行"),
    )
    def resized_rows(self, upper_rows: Any, row_weights: Any) -> Any:
        """(…, H', W)."""
        return mixed(self.input, upper_rows, row_weights, -2)

    @resized_rows.formula
    def _resized_rows_written(self) -> str:
        return BETWEEN_ROWS if self.bilinear else "X_{a_i, j}"

    @resized_rows.numbers
    def _resized_rows_put_in(self) -> str:
        if not self.bilinear or self.input.ndim != 2:
            return ""
        return _means_written(self.input.T, self.upper_rows, self.row_weights, down=True)

    @step(
        latex=BETWEEN_COLUMNS,
        symbol="Y_{ij}",
        say=Text(en="Then the columns, which makes the output", zh="再处理列，得到输出"),
    )
    def output(self, resized_rows: Any, left_columns: Any, column_weights: Any) -> Any:
        """(…, H', W')."""
        return mixed(resized_rows, left_columns, column_weights, -1)

    @output.formula
    def _output_written(self) -> str:
        return BETWEEN_COLUMNS if self.bilinear else "Z_{i, b_j}"

    @output.numbers
    def _output_put_in(self) -> str:
        if not self.bilinear or self.input.ndim != 2:
            return ""
        return _means_written(self.resized_rows, self.left_columns, self.column_weights, down=False)

    @mistake(row_weights, latex="1 - t_i", say=SWAPPED)
    def row_weights_swapped(self, row_weights: Any) -> Any:
        """Those of the upper rows."""
        self.must_average()
        return 1 - row_weights

    @mistake(column_weights, latex="1 - u_j", say=SWAPPED)
    def column_weights_swapped(self, column_weights: Any) -> Any:
        """Those of the left columns."""
        self.must_average()
        return 1 - column_weights

    @mistake(
        output,
        latex=r"X_{a_i, b_j}",
        say=Text(
            en="Those are values of single pixels. Mode bilinear averages four by their weights.",
            zh="这是直接取某个像素的值。双线性插值要按权重对四个像素取平均。",
        ),
    )
    def not_averaged(self, upper_rows: Any, left_columns: Any) -> Any:
        """The pixel above and to the left."""
        self.must_average()
        return mixed(mixed(self.input, upper_rows, None, -2), left_columns, None, -1)

    @mistake(
        output,
        latex=BETWEEN_COLUMNS,
        say=Text(
            en="Those are means of neighbours. Mode nearest copies values as they are.",
            zh="这是邻近像素的平均。最近邻插值直接复制原值。",
        ),
    )
    def averaged(self, output_size: Any) -> Any:
        """The other mode."""
        self.must_copy()
        return self._made(output_size, bilinear=True)

    @mistake(
        output,
        latex=r"\frac{H}{H'} \leftrightarrow \frac{H - 1}{H' - 1}",
        say=Text(
            en="Looks as if align_corners was taken the other way.",
            zh="看起来把 align_corners 弄反了。",
        ),
    )
    def other_corners(self, output_size: Any) -> Any:
        """The other choice, with its ratio and its places."""
        self.must_average()
        corners = not self.align_corners
        return self._made(output_size, corners=corners, middles=not corners)

    @mistake(output, latex=r"i\, r_h,\ j\, r_w", say=NO_HALF)
    def from_edge(self, output_size: Any) -> Any:
        """Rows and columns without the half pixel."""
        self.must_average(with_corners=False)
        return self._made(output_size, middles=False)

    @mistake(output, latex=r"(i + 0.5)\, r_h - 0.5,\ (j + 0.5)\, r_w - 0.5", say=EDGE_PASSED)
    def below_zero(self, output_size: Any) -> Any:
        """Rows and columns without the limit, so that the first two are carried on beyond the edge."""
        self.must_average(with_corners=False)
        return self._made(output_size, clamped=False)

    @mistake(output, latex=r"1 - t_i,\ 1 - u_j", say=SWAPPED)
    def weights_swapped(self, output_size: Any) -> Any:
        """Those of rows and of columns."""
        self.must_average()
        return self._made(output_size, swapped=True)

    @mistake(output, latex=r"\text{round}(y_i),\ \text{round}(x_j)", say=ROUNDED)
    def rounded(self, output_size: Any) -> Any:
        """Rows and columns rounded up from a half on."""
        self.must_copy()
        return self._made(output_size, shift=HALF)

    @mistake(
        output,
        latex=r"\left\lfloor (i + 0.5)\, r_h \right\rfloor,\ \left\lfloor (j + 0.5)\, r_w \right\rfloor",
        say=BY_MIDDLES,
    )
    def by_middles(self, output_size: Any) -> Any:
        """Rows and columns as nearest-exact has them."""
        self.must_copy()
        return self._made(output_size, middles=True, clamped=False, shift=HALF)

    def _made(
        self,
        size: Any,
        *,
        bilinear: bool | None = None,
        corners: bool | None = None,
        middles: bool | None = None,
        clamped: bool = True,
        swapped: bool = False,
        shift: Any = 0,
    ) -> Any:
        """The output under other rules; those that are not named stay."""
        bilinear = self.bilinear if bilinear is None else bilinear
        corners = self.align_corners if corners is None else corners
        middles = bilinear and not corners if middles is None else middles
        image = self.input
        for axis, ratio in enumerate(self.ratios(size, bilinear=bilinear, corners=corners)):
            places = places_of(int(size[axis]), ratio, middles=middles, clamped=clamped) + shift
            firsts = first_before(places, self.input.shape[axis - 2])
            weights: Any = places - firsts if bilinear else None
            image = mixed(image, firsts, 1 - weights if swapped else weights, axis - 2)
        return image

    result = output

    def simulate(self) -> Any:
        """Pixel by pixel from the definition, in floats."""
        size = self.output_size
        lines = [[self._neighbours(int(i), axis) for i in range(int(size[axis]))] for axis in (0, 1)]

        def resized(image: Any) -> Any:
            if image.ndim > 2:
                return [resized(inside) for inside in image]
            return [
                [sum(v * h * float(image[y, x]) for y, v in rows for x, h in columns) for columns in lines[1]]
                for rows in lines[0]
            ]

        return resized(self.input)

    def _neighbours(self, at: int, axis: int) -> list[tuple[int, float]]:
        """The input's lines that make up one of the output's, with their shares."""
        side, count = self.input.shape[axis - 2], self.output_size[axis]
        factor = self.scale_factor[axis] if self.scale_factor else None
        if side == count:
            return [(at, 1.0)]
        if not self.bilinear:
            step = 0.5 if count == 2 * side else 1 / float(factor) if factor else side / count
            return [(min(floor(_single(at * _single(step))), side - 1), 1.0)]
        if self.align_corners:
            place = at * (side - 1) / (count - 1) if count > 1 else 0.0
        else:
            place = max((at + 0.5) * (1 / float(factor) if factor else side / count) - 0.5, 0.0)
        first = min(floor(place), side - 1)
        return [(first, 1 - (place - first)), (min(first + 1, side - 1), place - first)]


def _single(number: float) -> float:
    """A number as single precision holds it."""
    (rounded,) = struct.unpack("f", struct.pack("f", number))
    return float(rounded)


def _means_written(image: Any, firsts: Any, weights: Any, *, down: bool) -> str:
    """The first few means along the rows of an image (`down`: it lies on its side), term by term."""

    def mean(line: Any, at: int) -> str:
        first, weight = int(firsts[at]), weights[at]
        if weight == 0:
            return latex_of(line[first])
        one, following = line[first], line[min(first + 1, len(line) - 1)]
        return rf"{latex_of(1 - weight)} \times {term(one)} + {latex_of(weight)} \times {term(following)}"

    height, width = (len(firsts), len(image)) if down else (len(image), len(firsts))
    rows, columns = range(min(height, ROWS_WRITTEN)), range(min(width, COLUMNS_WRITTEN))
    means = [[mean(image[j], i) if down else mean(image[i], j) for j in columns] for i in rows]
    return corner(means, height, width)
