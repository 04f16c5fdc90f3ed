"""What a demonstration is drawn with: plots, bars, histograms, maps, boxes, and fields."""

import numpy as np
import pytest
from textual.color import Color

from studyapp import i18n
from studyapp.domain.text import Text
from studyapp.engine.frames import Bars, Box, Boxes, Curves, Field, HeatMap, Histogram, Series, Table
from studyapp.tui.widgets.bars import draw_bars
from studyapp.tui.widgets.box_canvas import draw_boxes
from studyapp.tui.widgets.decision_field import draw_field
from studyapp.tui.widgets.heat_map import Shades, draw_heat_map
from studyapp.tui.widgets.histogram import draw_histogram
from studyapp.tui.widgets.line_plot import plot
from studyapp.tui.widgets.number_table import draw_table

BLANK_OR_BRAILLE = {" ", *map(chr, range(0x2800, 0x2900))}
SHADES = Shades(Color.parse("#000000"), Color.parse("#ffffff"), Color.parse("#ff0000"))


def curves(*series: tuple[str, list[float], list[float]], **options) -> Curves:
    return Curves(
        say=Text.same("a plot"),
        series=tuple(Series(Text.same(name), xs, ys) for name, xs, ys in series),
        **options,
    )


def test_a_falling_line_goes_from_the_top_left_to_the_bottom_right() -> None:
    rows = [row.plain for row in plot(curves(("y = -x", [0, 1], [0, -1])), 24, 10)]
    canvas = [row.partition("│")[2] for row in rows if "│" in row]
    first = [next(at for at, char in enumerate(row) if char != " ") for row in canvas]
    assert first == sorted(first)
    assert first[0] == 0
    assert canvas[-1].rstrip()[-1] in BLANK_OR_BRAILLE
    assert rows[0].startswith(" 0 │")
    assert rows[len(canvas) - 1].startswith("-1 │")


@pytest.mark.parametrize("width", [10, 24, 60, 117])
@pytest.mark.parametrize("height", [4, 9, 30])
def test_a_plot_keeps_to_its_room(width, height) -> None:
    xs = np.linspace(0, 5, 200)
    drawn = plot(curves(("a", xs, np.sin(xs)), ("b", xs, xs**2), x=Text.same("time")), width, height)
    assert len(drawn) <= max(height, 5)
    assert max(row.cell_length for row in drawn) <= max(width, 14)


def test_points_that_are_not_finite_or_out_of_range_are_left_out() -> None:
    wild = curves(
        ("wild", [0, 1, 2, 3, 4], [1, float("nan"), float("inf"), 1e300, 0.5]),
        y_range=(0.0, 1.0),
        x_range=(0.0, 4.0),
    )
    assert "1 │" in plot(wild, 40, 10)[0].plain
    assert plot(curves(("none", [], [])), 40, 10)
    assert plot(curves(("flat", [1, 1], [2, 2])), 40, 10)


def test_curves_differ_without_colour() -> None:
    xs = list(np.linspace(0, 1, 50))
    full = plot(curves(("a", xs, xs), ("b", xs, [2.0] * 50)), 60, 12)
    dots = [sum(char not in BLANK_OR_BRAILLE - {" "} for char in row.plain) for row in full]
    assert dots
    legend = full[-1].plain
    assert "━━━━ a" in legend
    assert "╍╍╍╍ b" in legend


def test_a_circle_drawn_to_scale_is_as_wide_as_high() -> None:
    angle = np.linspace(0, 2 * np.pi, 400)
    rows = plot(curves(("circle", np.cos(angle), np.sin(angle)), same_scale=True), 60, 14)
    canvas = [row.plain.partition("│")[2] for row in rows if "│" in row.plain]
    filled = [[char != " " for char in row] for row in canvas]
    height = sum(any(row) for row in filled) * 4
    columns = [at for row in filled for at, dot in enumerate(row) if dot]
    across = (max(columns) - min(columns) + 1) * 2
    assert abs(across - height) <= 4


def test_bars_are_as_long_as_their_values_and_negative_ones_lie_left_of_zero() -> None:
    bars = Bars(
        say=Text.same("weights"),
        labels=(Text.same("w1"), Text.same("w2"), Text.same("w3")),
        groups=((Text.same("L2"), (2.0, 1.0, -1.0)),),
    )
    one, half, minus = (row.plain for row in draw_bars(bars, 40, 10))
    assert abs(one.count("█") - 2 * half.count("█")) <= 1
    assert abs(minus.count("█") - half.count("█")) <= 1
    assert minus.index("█") < half.index("█")
    assert (one.split()[-1], half.split()[-1], minus.split()[-1]) == ("2", "1", "-1")


def test_groups_of_bars_stand_abreast_where_the_room_is_low() -> None:
    labels = tuple(Text.same(f"w{n}") for n in range(8))
    groups = tuple((Text.same(name), tuple(float(n) for n in range(8))) for name in ("L1", "L2"))
    drawn = draw_bars(Bars(say=Text.same("weights"), labels=labels, groups=groups), 40, 10)
    assert len(drawn) == 9
    assert drawn[8].plain.startswith("w7")


def test_a_small_heat_map_shows_its_numbers_and_a_large_one_two_rows_to_a_line() -> None:
    small = draw_heat_map(HeatMap(say=Text.same("kernel"), cells=[[1, 2], [3, float("nan")]]), 40, 10, SHADES)
    assert [row.plain.split() for row in small[:2]] == [["1", "2"], ["3", "×"]]
    large = draw_heat_map(HeatMap(say=Text.same("image"), cells=np.eye(30)), 60, 20, SHADES)
    assert [row.plain for row in large[:-1]] == ["▀" * 30] * 15
    assert large[-1].plain.startswith("0 ")


def test_a_heat_map_larger_than_its_room_is_thinned_out() -> None:
    drawn = draw_heat_map(HeatMap(say=Text.same("image"), cells=np.zeros((500, 900))), 60, 20, SHADES)
    assert len(drawn) == 20
    assert max(row.cell_length for row in drawn) <= 60


def test_marked_cells_stand_in_brackets_and_empty_ones_hold_a_dot() -> None:
    heat_map = HeatMap(say=Text.same("window"), cells=[[1, 2], [3, None]], marks=((0, 1),))
    drawn = draw_heat_map(heat_map, 40, 10, SHADES)
    assert [row.plain for row in drawn[:2]] == [" 1 [2]", " 3  · "]
    outside = HeatMap(say=Text.same("window"), cells=[[1, 2], [3, 4]], marks=((5, 5), (-1, 0)))
    assert "[" not in draw_heat_map(outside, 40, 10, SHADES)[0].plain


def test_points_are_marked_each_for_itself() -> None:
    shape = Curves(
        say=Text.same("points"),
        series=(
            Series(Text.same("seen"), [0, 1], [0, 1], points=True),
            Series(Text.same("line"), [0, 1], [0, 1]),
        ),
    )
    rows = [row.plain for row in plot(shape, 40, 12)]
    assert sum(row.count("●") for row in rows) == 3  # two points, and the legend
    assert rows[-1].strip().startswith("● seen")


def test_a_logarithmic_axis_gives_each_power_of_ten_the_same_room() -> None:
    shape = curves(("decay", [0, 1, 2], [1.0, 1e-3, 1e-6]), log_y=True)
    rows = [row.plain for row in plot(shape, 40, 12)]
    assert rows[0].startswith("    1 │")
    assert any(row.startswith("1e-06 │") for row in rows)
    canvas = [row.partition("│")[2] for row in rows if "│" in row]
    starts = [next(at for at, char in enumerate(row) if char != " ") for row in canvas]
    # A straight line: each row begins as far from the one above as any other.
    assert max(np.diff(starts)) - min(np.diff(starts)) <= 1
    assert plot(curves(("none", [0, 1], [0, -1]), log_y=True), 40, 10)


def test_logarithmic_bars_tell_small_numbers_apart() -> None:
    bars = Bars(
        say=Text.same("gradients"),
        labels=tuple(Text.same(name) for name in ("a", "b", "c", "d")),
        groups=((Text.same("size"), (1e-9, 1e-6, 1.0, 0.0)),),
        log=True,
    )
    tiny, small, one, none = (row.plain for row in draw_bars(bars, 60, 10))
    # From 1e-10 on: 1, 4 and 10 powers of ten.
    assert abs(small.count("█") - 4 * tiny.count("█")) <= 4
    assert one.count("█") > 2 * small.count("█")
    assert "█" not in none
    assert one.split()[-1] == "1"


def test_a_histogram_is_highest_where_most_values_are() -> None:
    shape = Histogram(
        say=Text.same("values"), edges=[0, 1, 2, 3, 4], groups=((Text.same("a"), [1, 8, 4, 0]),)
    )
    drawn = [row.plain for row in draw_histogram(shape, 30, 9)]
    heights = [sum(row[at] != " " for row in drawn[:-1]) for at in (2, 9, 16, 23)]
    assert heights == [1, 8, 4, 0]
    assert drawn[-1].split() == ["0", "4"]


@pytest.mark.parametrize("width", [12, 40, 100])
@pytest.mark.parametrize("height", [4, 9, 30])
def test_histograms_boxes_and_fields_keep_to_their_room(width, height) -> None:
    groups = tuple((Text.same(f"layer {n}"), list(range(50))) for n in range(6))
    histogram = Histogram(say=Text.same("values"), edges=list(range(51)), groups=groups)
    boxes = Boxes(say=Text.same("boxes"), boxes=(Box(0, 0, 90, 60, "0.9"),), width=100, height=60)
    field = Field(
        say=Text.same("field"),
        cells=np.zeros((20, 30)),
        x_range=(-1, 1),
        y_range=(-1, 1),
        points=((0.0, 0.0, 1), (-1.0, 1.0, 0)),
    )
    low, high = Color.parse("#000000"), Color.parse("#ffffff")
    for drawn in (
        draw_histogram(histogram, width, height),
        draw_boxes(boxes, width, height),
        draw_field(field, width, height, low, high),
    ):
        assert len(drawn) <= height
        assert all(row.cell_length <= width for row in drawn)


def test_a_box_shows_how_it_is_looked_at_without_colour() -> None:
    boxes = (Box(0, 0, 40, 40, "A", "kept"), Box(50, 0, 90, 40, "B", "faint"))
    rows = [
        row.plain for row in draw_boxes(Boxes(say=Text.same("b"), boxes=boxes, width=90, height=40), 91, 21)
    ]
    assert rows[0].startswith("╔A═")
    assert "┌B╌" in rows[0]


def test_a_field_marks_the_classes_and_the_likelier_one_without_colour() -> None:
    cells = np.array([[0.1, 0.9], [0.1, 0.9]])
    field = Field(
        say=Text.same("f"), cells=cells, x_range=(0, 1), y_range=(0, 1), points=((0, 1, 0), (1, 0, 1))
    )
    rows = [row.plain for row in draw_field(field, 8, 5, Color.parse("#000000"), Color.parse("#ffffff"))]
    assert rows[0] == "○   ····"
    assert rows[3] == "    ···●"
    tall = draw_field(field, 8, 30, Color.parse("#000000"), Color.parse("#ffffff"))
    assert len(tall) == 7  # at most 1.4 times as high as wide, and the scale


def test_a_narrow_plot_names_every_curve() -> None:
    names = ["full batch", "mini-batch of 32", "one sample at a time", "momentum"]
    drawn = plot(curves(*((name, [0.0, 1.0], [0.0, 1.0]) for name in names)), 40, 16)
    shown = "\n".join(line.plain for line in drawn)
    assert all(name in shown for name in names)
    assert max(map(len, shown.splitlines())) <= 40


def table(columns: int, rows: int, **options) -> Table:
    return Table(
        say=Text.same("numbers"),
        rows=tuple(Text(en=f"row {row}", zh=f"第 {row} 行") for row in range(rows)),
        columns=tuple(Text.same(f"c{column}") for column in range(columns)),
        cells=[[10 * row + column for column in range(columns)] for row in range(rows)],
        **options,
    )


def test_a_table_has_its_numbers_under_each_other_and_what_is_marked_in_brackets() -> None:
    head, *rows = [row.plain for row in draw_table(table(3, 2, marks=((1, 2),)), 40, 10)]
    assert (head.split(), [row.split() for row in rows]) == (
        ["c0", "c1", "c2"],
        [["row", "0", "0", "1", "2"], ["row", "1", "10", "11", "[12]"]],
    )
    assert [
        row.rstrip(" ]").rindex(end) for row, end in zip((head, *rows), ("2", "2", "2"), strict=True)
    ] == [len(rows[1]) - 2] * 3


def test_a_table_too_wide_for_its_room_shows_what_is_marked_and_what_stood_before_it() -> None:
    head, *rows = [row.plain for row in draw_table(table(30, 2, marks=((0, 20),)), 30, 10)]
    assert head.split()[-2:] == ["c20", "…"]
    assert head.split()[0] == "…"
    assert "[20]" in rows[0]
    assert all(len(row) <= 30 for row in (head, *rows))


def test_a_table_too_high_for_its_room_shows_the_row_that_is_marked() -> None:
    drawn = [row.plain for row in draw_table(table(2, 30, marks=((25, 0),)), 30, 8)]
    assert len(drawn) == 8
    assert drawn[0].split() == ["…", "c0", "c1"]
    assert "[250]" in drawn[-2]
    assert drawn[-1] == "…"


def test_a_table_that_fits_to_the_row_is_shown_whole() -> None:
    drawn = [row.plain for row in draw_table(table(2, 7, marks=((6, 0),)), 30, 8)]
    assert [row.split()[1] for row in drawn[1:]] == list("0123456")


def test_a_table_says_where_its_hidden_rows_are() -> None:
    at_end = [row.plain for row in draw_table(table(2, 7, marks=((6, 0),)), 30, 7)]
    assert (at_end[0].split()[0], at_end[-1].split()[1]) == ("…", "6")
    at_start = [row.plain for row in draw_table(table(2, 7, marks=((0, 0),)), 30, 7)]
    assert (at_start[0].split()[0], at_start[-1]) == ("c0", "…")


def test_a_table_in_chinese_stays_in_line_and_counts_are_whole() -> None:
    i18n.use("zh")
    counts = Table(
        say=Text.same("counts"),
        rows=(Text(en="weights", zh="权重"), Text(en="b", zh="偏置个数")),
        columns=(Text(en="layer", zh="层"), Text.same("2")),
        cells=[[2359296, None], [0.123456, 3]],
    )
    rows = draw_table(counts, 40, 5)
    assert {row.cell_length for row in rows} == {max(row.cell_length for row in rows)}
    assert rows[1].plain.split() == ["权重", "2359296", "·"]
    assert rows[2].plain.split() == ["偏置个数", "0.1235", "3"]


@pytest.mark.parametrize("width", [12, 40, 100])
@pytest.mark.parametrize("height", [3, 9, 30])
def test_a_table_keeps_to_its_room(width, height) -> None:
    drawn = draw_table(table(12, 12, marks=((7, 9),)), width, height)
    assert len(drawn) <= height
    assert all(row.cell_length <= width for row in drawn)


def test_bars_of_counts_say_them_whole() -> None:
    labels = (Text.same("weights"), Text.same("share"))
    drawn = draw_bars(
        Bars(say=Text.same("n"), labels=labels, groups=((Text.same("a"), (16384.0, 0.12345)),)), 40, 10
    )
    assert [row.plain.split()[-1] for row in drawn] == ["16384", "0.123"]
