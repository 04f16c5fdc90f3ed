"""Where a demonstration is shown: its curves, bars and maps in whatever room there is."""

from collections.abc import Sequence

from textual.color import Color
from textual.content import Content

from studyapp.engine.frames import Bars, Boxes, Curves, Field, HeatMap, Histogram, Shape, Table
from studyapp.i18n import language
from studyapp.text.width import cut
from studyapp.tui.widgets.bars import draw_bars
from studyapp.tui.widgets.box_canvas import draw_boxes
from studyapp.tui.widgets.decision_field import draw_field
from studyapp.tui.widgets.drawn import Lines, Spoken
from studyapp.tui.widgets.heat_map import Shades, draw_heat_map, width_with_numbers
from studyapp.tui.widgets.histogram import draw_histogram
from studyapp.tui.widgets.line_plot import plot
from studyapp.tui.widgets.number_table import draw_table

_NARROWEST, _LOWEST = 30, 9
"""What a shape needs to be worth a look: several stand beside each other where they get it, else below."""
_WIDE, _HIGH = 45, 14
"""In so few columns but so many rows plots are easier to read below each other."""
_GAP = 3
_AROUND = 3
"""Rows of a map beside those of its cells: the title, the names of the columns, the scale."""


class Stage(Spoken):
    """Draws the shapes of one frame, filling its region."""

    ALLOW_SELECT = False

    DEFAULT_CSS = """
    Stage { height: 1fr; width: 1fr; min-height: 8; text-wrap: nowrap; text-overflow: clip; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._shapes: Sequence[Shape] = ()

    def show(self, shapes: Sequence[Shape]) -> None:
        """Draw these from now on."""
        self._shapes = shapes
        self.refresh()

    def render(self) -> Lines:
        """All shapes, side by side where there is room, else one below the other."""
        width, height = self.content_size
        if not self._shapes or width < 10 or height < 4:
            return Lines([])
        count = len(self._shapes)
        each = (width - _GAP * (count - 1)) // count
        share = (height - (count - 1)) // count
        if count == 1 or self._stand_better_below_each_other(width, each, share):
            heights = _shares(self._shapes, height - (count - 1))
            blocks = [
                [*self._draw(shape, width, rows), Content()]
                for shape, rows in zip(self._shapes, heights, strict=True)
            ]
            return Lines([line for block in blocks for line in block][:height])
        return _beside([self._draw(shape, each, height) for shape in self._shapes], each)

    def _stand_better_below_each_other(self, width: int, each: int, share: int) -> bool:
        """Whether shapes that could stand beside each other in `each` columns show more in `share` rows."""
        maps = [shape for shape in self._shapes if isinstance(shape, HeatMap)]
        if len(maps) == len(self._shapes) and all(width_with_numbers(shape) <= each for shape in maps):
            return False
        if each < _NARROWEST:
            return share >= _LOWEST
        if any(isinstance(shape, Field) for shape in self._shapes):
            return False
        if share >= _HIGH and each < _WIDE:
            return True
        return any(
            each < width_with_numbers(shape) <= width and len(shape.cells) + _AROUND <= share
            for shape in maps
        )

    def _draw(self, shape: Shape, width: int, height: int) -> list[Content]:
        said = cut(shape.say.say(language()), width)
        title = Content.styled(said, "bold")
        if isinstance(shape, Curves) and shape.y:
            room = width - title.cell_length - 4
            title = Content.assemble(
                title, (f"  ↑ {cut(shape.y.say(language()), room)}" if room > 3 else "", "$quiet")
            )
        return [title, *self._drawn(shape, width, height - 1)][:height]

    def _drawn(self, shape: Shape, width: int, height: int) -> list[Content]:
        variables = self.app.theme_variables
        low, high, mark = (Color.parse(variables[name]) for name in ("surface", "primary", "accent"))
        return draw_shape(shape, width, height, Shades(low, high, mark))


def draw_shape(shape: Shape, width: int, height: int, shades: Shades) -> list[Content]:
    """A shape of a frame as lines, none wider than `width` columns and no more than `height`."""
    match shape:
        case Curves():
            return plot(shape, width, height)
        case Bars():
            return draw_bars(shape, width, height)
        case Histogram():
            return draw_histogram(shape, width, height)
        case HeatMap():
            return draw_heat_map(shape, width, height, shades)
        case Table():
            return draw_table(shape, width, height)
        case Boxes():
            return draw_boxes(shape, width, height)
        case Field():
            return draw_field(shape, width, height, shades.low, shades.high)


def _shares(shapes: Sequence[Shape], height: int) -> list[int]:
    """Rows for each shape: bars get what they need, as long as the curves keep half of it all."""
    needs = [len(shape.labels) + 2 if isinstance(shape, Bars) else 0 for shape in shapes]
    others = needs.count(0)
    if not others or sum(needs) > height // 2:
        return [height // len(shapes)] * len(shapes)
    return [need or (height - sum(needs)) // others for need in needs]


def _beside(columns: list[list[Content]], each: int) -> Lines:
    """Columns of lines put next to each other."""
    rows = []
    for at in range(max(map(len, columns))):
        cells = [column[at] if at < len(column) else Content() for column in columns]
        padded = [cell.pad_right(max(0, each - cell.cell_length) + _GAP) for cell in cells[:-1]]
        rows.append(Content("").join([*padded, cells[-1]]))
    return Lines(rows)
