"""Every demonstration drawn: at the end of each scene, in a small and a wide room, in both languages."""

import pytest
from textual.color import Color

from studyapp import i18n
from studyapp.engine.demos import all_demos
from studyapp.engine.frames import Bars, Boxes, Curves, Field, HeatMap, Histogram
from studyapp.tui.reel import Reel
from studyapp.tui.widgets.bars import draw_bars
from studyapp.tui.widgets.box_canvas import draw_boxes
from studyapp.tui.widgets.decision_field import draw_field
from studyapp.tui.widgets.heat_map import Shades, draw_heat_map
from studyapp.tui.widgets.histogram import draw_histogram
from studyapp.tui.widgets.line_plot import plot

LOW, HIGH, MARK = Color.parse("#102030"), Color.parse("#80c0ff"), Color.parse("#ffc060")
ROOMS = [(34, 9), (70, 30)]
DEMOS = sorted(all_demos().items())


def drawn(shape, width, height):
    match shape:
        case Curves():
            return plot(shape, width, height)
        case Bars():
            return draw_bars(shape, width, height)
        case Histogram():
            return draw_histogram(shape, width, height)
        case HeatMap():
            return draw_heat_map(shape, width, height, Shades(LOW, HIGH, MARK))
        case Boxes():
            return draw_boxes(shape, width, height)
        case Field():
            return draw_field(shape, width, height, LOW, HIGH)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("name", "kind"), DEMOS)
def test_every_scene_is_drawn_within_its_room(name, kind, language):
    i18n.use(language)
    reel = Reel()
    reel.load(tuple(kind().frames()))
    for _scene in range(reel.place[1]):
        for shape in reel.shown.shapes:
            for width, height in ROOMS:
                lines = drawn(shape, width, height)
                assert lines
                assert len(lines) <= height
                assert all(line.cell_length <= width for line in lines)
                assert any(line.plain.strip() for line in lines)
        reel.go(1)
