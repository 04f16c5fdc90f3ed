"""What a moment of a demonstration is made of: curves, bars, maps, tables, boxes, clouds as plain data."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import Any, TypeAlias

from studyapp.domain.text import NOTHING, Text
from studyapp.domain.value import Value

Range: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a plot, point by point; or the points alone."""

    label: Text
    xs: Sequence[float]
    ys: Sequence[float]
    points: bool = False
    """Whether each point is marked for itself and no line joins them."""

    @classmethod
    def of(cls, label: Text, xs: Iterable[Any], ys: Iterable[Any], *, points: bool = False) -> "Series":
        """The line through arrays or numbers of any kind; what is not finite is left out."""
        pairs = [(float(x), float(y)) for x, y in zip(xs, ys, strict=True)]
        kept = [(x, y) for x, y in pairs if isfinite(x) and isfinite(y)]
        return cls(label, tuple(x for x, _y in kept), tuple(y for _x, y in kept), points)


@dataclass(frozen=True, slots=True, kw_only=True)
class Curves:
    """Lines over one pair of axes."""

    say: Text
    """What is plotted."""
    series: tuple[Series, ...]
    x: Text = NOTHING
    """What runs along the bottom."""
    y: Text = NOTHING
    """What runs up the side."""
    x_range: Range | None = None
    """Kept from frame to frame, so that the axes stand still while lines grow; None fits the data."""
    y_range: Range | None = None
    same_scale: bool = False
    """Whether both axes must be drawn to one scale (a circle must look round)."""
    log_y: bool = False
    """Whether each step up the side multiplies; then values of 0 and below are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Heights side by side, in one or several groups of one length."""

    say: Text
    labels: tuple[Text, ...]
    """What each place is."""
    groups: tuple[tuple[Text, tuple[float, ...]], ...]
    """The label of each group, and its height at each place."""
    log: bool = False
    """Whether lengths are of the logarithm, from the least power of ten; for heights of 0 and above."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram:
    """How many values fall into each bin, for one or several lists of values over the same bins."""

    say: Text
    edges: Sequence[float]
    """The borders of the bins, one more than there are bins."""
    groups: tuple[tuple[Text, Sequence[float]], ...]
    """The label of each list, and its count in each bin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatMap:
    """A grid of numbers as shades."""

    say: Text
    cells: Sequence[Sequence[float | None]]
    """Rows from the top; None is a cell that has no value yet."""
    row_labels: tuple[str, ...] = ()
    column_labels: tuple[str, ...] = ()
    marks: Sequence[tuple[int, int]] = ()
    """Row and column of the cells that are pointed out: a moving window, a field of view."""
    span: Range | None = None
    """The values of the palest and the strongest shade; None fits the data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Numbers in rows and columns that have names, as they are worked by hand; each row may have its unit."""

    say: Text
    rows: tuple[Text, ...]
    """The name of each row."""
    columns: tuple[Text, ...]
    cells: Sequence[Sequence[float | None]]
    """Row by row; None is a cell that has no value, or none yet."""
    marks: Sequence[tuple[int, int]] = ()
    """Row and column of the cells that are pointed out; the last of them is always in sight."""


@dataclass(frozen=True, slots=True)
class Box:
    """One rectangle, its corners in the units of its canvas."""

    x1: float
    y1: float
    x2: float
    y2: float
    label: str = ""
    look: str = "plain"
    """`plain`, `strong` (looked at now), `kept`, or `faint` (dropped)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Boxes:
    """Rectangles on a canvas whose origin is at its upper left corner."""

    say: Text
    boxes: tuple[Box, ...]
    """Later ones are drawn over earlier ones."""
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A plane that a classifier has divided, and the points that it learns from."""

    say: Text
    cells: Sequence[Sequence[float]]
    """The probability of class 1 over a grid, rows from the top."""
    x_range: Range
    y_range: Range
    points: Sequence[tuple[float, float, int]]
    """x, y and class (0 or 1) of each."""


def rows_of(array: Any) -> tuple[tuple[float | None, ...], ...]:
    """A matrix (an array, or rows of numbers) as the cells of a map; what is not finite has no value."""
    return tuple(
        tuple(float(cell) if cell is not None and isfinite(cell) else None for cell in row) for row in array
    )


def plural(count: int, noun: str, nouns: str = "") -> str:
    """A count with its English noun: `1 box`, `3 boxes`."""
    return f"{count} {noun if count == 1 else nouns or noun + 's'}"


def counted(label: Text, values: Any, edges: Sequence[float]) -> tuple[Text, tuple[float, ...]]:
    """How many values fall into each bin between the edges; those beyond count at the ends."""
    places = [min(max(bisect_right(edges, float(value)) - 1, 0), len(edges) - 2) for value in values]
    counts = Counter(places)
    return label, tuple(float(counts[at]) for at in range(len(edges) - 1))


Shape: TypeAlias = Curves | Bars | Histogram | HeatMap | Table | Boxes | Field


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One moment of a demonstration."""

    title: Text
    caption: Text
    """What is seen here and what to make of it (Markdown)."""
    shapes: tuple[Shape, ...]
    figures: Mapping[str, Value] = field(default_factory=dict)
    """The numbers of this moment by name, for tests and scripts."""


def same_scene(before: Frame, after: Frame) -> bool:
    """Whether two moments show the same things, so that one follows the other as a film does."""
    return [shape.say for shape in before.shapes] == [shape.say for shape in after.shapes]


def ends_of_scenes(frames: Iterable[Frame]) -> Iterator[Frame]:
    """The last moment of each scene, where the whole picture is."""
    shown: Frame | None = None
    for frame in frames:
        if shown is not None and not same_scene(shown, frame):
            yield shown
        shown = frame
    if shown is not None:
        yield shown
