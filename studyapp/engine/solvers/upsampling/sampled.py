"""Where in the input the rows and columns of a resized image lie, and which of the input's are nearest."""

from typing import Any

from studyapp.domain.text import Text
from studyapp.engine.solvers.upsampling.images import beginning
from studyapp.engine.solvers.upsampling.places import (
    HALF,
    first_before,
    in_single_precision,
    places_of,
)
from studyapp.engine.solvers.upsampling.resized import Resized
from studyapp.engine.solving.solver import mistake, step
from studyapp.engine.solving.written import latex_of

PLACES_WRITTEN = 3
"""Places that are written out in a working."""

NO_HALF = Text(
    en="Looks as if places were counted from the image's edge. Without align_corners they are those of the "
    "pixels' middles: half a pixel is added before, and taken off after.",
    zh="看起来位置是从图像边缘算起的。不对齐角点时用的是像素中心：先加半个像素，再减半个像素。",
)
EDGE_PASSED = Text(
    en="Looks as if a place above or left of the first pixel's middle was kept; it becomes 0.",
    zh="看起来保留了小于 0 的位置（在第一个像素中心之外）；应取 0。",
)
ROUNDED = Text(
    en="Looks as if the place was rounded to the nearest; in mode nearest it is rounded down.",
    zh="看起来把位置四舍五入了；mode 为 nearest 时是向下取整。",
)
BY_MIDDLES = Text(
    en="Looks as if the middles of the pixels were compared: that is PyTorch's mode nearest-exact. Mode "
    "nearest rounds i·r down.",
    zh="看起来比较的是像素中心：那是 PyTorch 的 nearest-exact。nearest 是把 i·r 向下取整。",
)


class Sampled(Resized, shared=True):
    """A resized image whose rows and columns have places in the input."""

    @property
    def middles(self) -> bool:
        """Whether places are those of the pixels' middles."""
        return self.bilinear and not self.align_corners

    def places(self, size: Any, ratio: Any, axis: int) -> Any:
        """Where the output's rows (axis 0) or columns (1) lie in the input."""
        found = places_of(int(size[axis]), ratio[axis], middles=self.middles)
        if self.bilinear:
            return found
        return in_single_precision(found, self.input.shape[axis - 2], ratio[axis])

    @step(
        latex=r"\max\left( (i + 0.5)\, r_h - 0.5,\ 0 \right)",
        symbol="y_i",
        say=Text(
            en="Where each row of the output lies in the input (counted from 0)",
            zh="输出的每一行在输入中的位置（从 0 数起）",
        ),
    )
    def source_rows(self, output_size: Any, ratio: Any) -> Any:
        """One place for each row."""
        return self.places(output_size, ratio, 0)

    @source_rows.formula
    def _source_rows_written(self) -> str:
        return self._place_written("i", "r_h")

    @source_rows.numbers
    def _source_rows_put_in(self) -> str:
        return self._places_put_in(0)

    @step(
        latex=r"\max\left( (j + 0.5)\, r_w - 0.5,\ 0 \right)",
        symbol="x_j",
        say=Text(en="Where each column lies", zh="每一列的位置"),
    )
    def source_columns(self, output_size: Any, ratio: Any) -> Any:
        """One place for each column."""
        return self.places(output_size, ratio, 1)

    @source_columns.formula
    def _source_columns_written(self) -> str:
        return self._place_written("j", "r_w")

    @source_columns.numbers
    def _source_columns_put_in(self) -> str:
        return self._places_put_in(1)

    def _place_written(self, number: str, ratio: str) -> str:
        if self.middles:
            return rf"\max\left( ({number} + 0.5)\, {ratio} - 0.5,\ 0 \right)"
        return rf"{number}\, {ratio}"

    def _places_put_in(self, axis: int) -> str:
        """The first few, one by one; the ones below 0 with their limit."""
        step, count = self.ratio[axis], int(self.output_size[axis])
        written = []
        for i in range(min(count, PLACES_WRITTEN)):
            if not self.middles:
                written.append(rf"{i} \times {latex_of(step)}")
                continue
            place = rf"{i}.5 \times {latex_of(step)} - 0.5"
            written.append(rf"\max({place}, 0)" if (i + HALF) * step < HALF else place)
        return beginning(written, count)

    @step(
        latex=r"\left\lfloor y_i \right\rfloor",
        symbol="a_i",
        say=Text(en="The input's row there (rounded down)", zh="对应的输入行（向下取整）"),
    )
    def upper_rows(self, source_rows: Any) -> Any:
        """One row for each row of the output."""
        return first_before(source_rows, self.input.shape[-2])

    @step(
        latex=r"\left\lfloor x_j \right\rfloor",
        symbol="b_j",
        say=Text(en="The input's column there (rounded down)", zh="对应的输入列（向下取整）"),
    )
    def left_columns(self, source_columns: Any) -> Any:
        """One column for each column of the output."""
        return first_before(source_columns, self.input.shape[-1])

    @mistake(source_rows, latex=r"i\, r_h", say=NO_HALF)
    def rows_from_edge(self, output_size: Any, ratio: Any) -> Any:
        """Without the half pixel."""
        self.must_average(with_corners=False)
        return places_of(int(output_size[0]), ratio[0], middles=False)

    @mistake(source_columns, latex=r"j\, r_w", say=NO_HALF)
    def columns_from_edge(self, output_size: Any, ratio: Any) -> Any:
        """Without the half pixel."""
        self.must_average(with_corners=False)
        return places_of(int(output_size[1]), ratio[1], middles=False)

    @mistake(source_rows, latex=r"(i + 0.5)\, r_h - 0.5", say=EDGE_PASSED)
    def rows_below_zero(self, output_size: Any, ratio: Any) -> Any:
        """Without the limit."""
        self.must_average(with_corners=False)
        return places_of(int(output_size[0]), ratio[0], middles=True, clamped=False)

    @mistake(source_columns, latex=r"(j + 0.5)\, r_w - 0.5", say=EDGE_PASSED)
    def columns_below_zero(self, output_size: Any, ratio: Any) -> Any:
        """Without the limit."""
        self.must_average(with_corners=False)
        return places_of(int(output_size[1]), ratio[1], middles=True, clamped=False)

    @mistake(upper_rows, latex=r"\text{round}(y_i)", say=ROUNDED)
    def rows_rounded(self, source_rows: Any) -> Any:
        """Up from a half on."""
        self.must_copy()
        return first_before(source_rows + HALF, self.input.shape[-2])

    @mistake(left_columns, latex=r"\text{round}(x_j)", say=ROUNDED)
    def columns_rounded(self, source_columns: Any) -> Any:
        """Up from a half on."""
        self.must_copy()
        return first_before(source_columns + HALF, self.input.shape[-1])

    @mistake(upper_rows, latex=r"\left\lfloor (i + 0.5)\, r_h \right\rfloor", say=BY_MIDDLES)
    def rows_by_middles(self, output_size: Any, ratio: Any) -> Any:
        """As nearest-exact has it."""
        self.must_copy()
        places = places_of(int(output_size[0]), ratio[0], middles=True, clamped=False)
        return first_before(places + HALF, self.input.shape[-2])

    @mistake(left_columns, latex=r"\left\lfloor (j + 0.5)\, r_w \right\rfloor", say=BY_MIDDLES)
    def columns_by_middles(self, output_size: Any, ratio: Any) -> Any:
        """As nearest-exact has it."""
        self.must_copy()
        places = places_of(int(output_size[1]), ratio[1], middles=True, clamped=False)
        return first_before(places + HALF, self.input.shape[-1])
