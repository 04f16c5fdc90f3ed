"""Demonstrations on the screen, and what they are drawn with."""

from threading import Event
from time import sleep

import numpy as np
import pytest
from textual.color import Color

from studyapp.config import Config, save_config
from studyapp.domain.text import Text
from studyapp.engine.demos import find_demo
from studyapp.engine.frames import Bars, Box, Boxes, Curves, Field, Frame, HeatMap, Histogram, Series
from studyapp.home import Home
from studyapp.tui.demo_picture import DemoPicture
from studyapp.tui.reel import Reel
from studyapp.tui.screens.demo import DemoScreen
from studyapp.tui.widgets.bars import draw_bars
from studyapp.tui.widgets.box_canvas import draw_boxes
from studyapp.tui.widgets.decision_field import draw_field
from studyapp.tui.widgets.heat_map import Shades, draw_heat_map
from studyapp.tui.widgets.histogram import draw_histogram
from studyapp.tui.widgets.line_plot import plot
from studyapp.tui.widgets.title_bar import TitleBar

BLANK_OR_BRAILLE = {" ", *map(chr, range(0x2800, 0x2900))}
SHADES = Shades(Color.parse("#000000"), Color.parse("#ffffff"), Color.parse("#ff0000"))


def curves(*series: tuple[str, list[float], list[float]], **options) -> Curves:
    return Curves(
        say=Text.same("a plot"),
        series=tuple(Series(Text.same(name), xs, ys) for name, xs, ys in series),
        **options,
    )


async def test_a_demo_opens_from_the_card_with_its_numbers_and_comes_back_exactly_there(
    play, tiny_home
) -> None:
    cards = tiny_home / "packs" / "tiny" / "training-loop" / "cards.yaml"
    text = cards.read_text(encoding="utf-8")
    cards.write_text(
        text.replace("  kind: cloze\n", "  kind: cloze\n  demo: minibatch-loop\n"), encoding="utf-8"
    )
    async with play(start="study") as player:
        await player.type("epo")
        await player.press("f4")
        await player.until(lambda: "Training loss" in player.shown)
        assert "The mini-batch loop" in player.rows[0]
        await player.press("escape")
        assert "epo" in player.shown
        await player.type("ch")
        assert "epoch" in player.shown


async def test_turning_a_knob_works_the_demo_out_anew(play) -> None:
    async with play(start="demo", name="minibatch-loop", knobs={"samples": 200, "epochs": 2}) as player:
        await player.until(lambda: "After epoch 2 of 2" in player.shown)
        await player.press("down", "down", "right")  # samples, batch size, epochs
        await player.until(lambda: "After epoch 3 of 3" in player.shown)
        assert player.app.screen.demo.epochs == 3
        await player.press("0")
        await player.until(lambda: "After epoch 2 of 2" in player.shown)


async def test_a_knob_is_turned_by_clicks_on_its_arrows(play) -> None:
    async with play(start="demo", name="minibatch-loop", knobs={"samples": 200, "epochs": 2}) as player:
        await player.until(lambda: "After epoch 2 of 2" in player.shown)
        row = next(row for row in player.rows if "number of epochs" in row)
        assert row.strip().startswith("number of epochs")
        await player.pilot.click("KnobPanel", offset=(39, 1))
        await player.until(lambda: player.app.screen.demo.epochs == 3)


async def test_moments_are_stepped_and_played_within_a_scene(play) -> None:
    async with play(start="demo", name="minibatch-loop", knobs={"samples": 50, "epochs": 3}) as player:
        await player.until(lambda: "4/4" in player.shown)
        await player.press(",")
        assert "3/4" in player.rows[0]
        await player.press(".")
        assert "4/4" in player.rows[0]
        await player.press("space")
        assert "1/4" in player.rows[0]
        await player.press("w")
        assert "small batches get further" in " ".join(player.shown.split())


async def test_the_list_of_demos_opens_one_and_leads_back(play) -> None:
    async with play() as player:
        await player.press("m")
        assert "Demonstrations" in player.rows[0]
        await player.press("down", "enter")
        assert "Demo ›" in player.rows[0]
        await player.press("escape")
        assert "Demonstrations" in player.rows[0]
        await player.press("escape")
        assert "questions today" in player.shown


async def test_the_list_of_demos_goes_by_the_chapters_as_they_are_taught(play) -> None:
    async with play(size=(100, 300)) as player:
        await player.press("m")
        rows = [row.strip() for row in player.rows]
        expected = [
            "Training loop",
            "The mini-batch loop",
            "Activations",
            "Convolution",
            "Gradients",
        ]
        places = [rows.index(title) for title in expected]
        assert places == sorted(places)


async def test_every_demo_belongs_to_a_chapter() -> None:
    from studyapp.engine.demos import all_demos
    from studyapp.engine.registry import taught

    known = {chapter.id for chapter in taught()}
    assert {demo.chapter for demo in all_demos().values()} <= known


async def test_an_unknown_demo_or_knob_is_told(play) -> None:
    async with play(start="demo", name="minibatch-lop", knobs={}) as player:
        assert any("minibatch-loop" in notice for notice in player.notices)
    async with play(start="demo", name="minibatch-loop", knobs={"epochs": 1000}) as player:
        assert any("1000" in notice for notice in player.notices)


async def test_a_demo_that_fails_is_told_and_the_app_goes_on(play, monkeypatch) -> None:
    from studyapp.engine.demos.minibatch_loop import MinibatchLoop

    def fail(demo):
        raise ZeroDivisionError

    monkeypatch.setattr(MinibatchLoop, "frames", fail)
    async with play(start="demo", name="minibatch-loop", knobs={}) as player:
        await player.until(lambda: bool(player.notices))
        assert list(player.notices) == ["This demonstration failed (ZeroDivisionError)."]
        await player.press("escape")
        assert "questions today" in player.shown


async def test_a_number_sets_the_knobs_to_a_preset(play) -> None:
    async with play(start="demo", name="minibatch-loop", knobs={"samples": 50, "epochs": 2}) as player:
        await player.until(lambda: "After epoch 2 of 2" in player.shown)
        await player.press("2")
        await player.until(lambda: "2000 samples in batches of 500" in player.shown or "5/5" in player.rows[0]
                           or "After epoch 5 of 5" in player.shown)  # fmt: skip
        assert (player.app.screen.demo.samples, player.app.screen.demo.batch_size) == (2000, 500)
        await player.press("9")
        assert player.app.screen.demo.samples == 2000
        await player.press("v")
        assert player.app.screen.demo.lr == 1.0  # the third: too high a rate


async def test_a_preset_is_chosen_by_a_click(play) -> None:
    async with play(start="demo", name="minibatch-loop", knobs={"samples": 50, "epochs": 2}) as player:
        await player.until(lambda: "After epoch 2 of 2" in player.shown)
        await player.pilot.click("PresetBar", offset=(4, 0))
        await player.until(lambda: player.app.screen.demo.samples == 1200)


async def test_it_plays_faster_and_slower(play) -> None:
    async with play(start="demo", name="minibatch-loop", knobs={"samples": 50, "epochs": 20}) as player:
        await player.until(lambda: "21/21" in player.rows[0])
        await player.press("+", "+", "+", "+", "space")
        await player.until(lambda: "21/21" in player.rows[0])
        await player.press("-", "space")
        assert "21/21" not in player.rows[0]


async def test_with_reduced_motion_keys_step_and_nothing_moves_by_itself(play, monkeypatch) -> None:
    monkeypatch.setattr("textual.constants.TEXTUAL_ANIMATIONS", "none")
    async with play(start="demo", name="minibatch-loop", knobs={"samples": 50, "epochs": 3}) as player:
        await player.until(lambda: "4/4" in player.rows[0])
        await player.press("space")
        assert "1/4" in player.rows[0]
        await player.pilot.pause(0.5)
        assert "1/4" in player.rows[0]
        await player.press("space")
        assert "2/4" in player.rows[0]


async def test_reduced_motion_is_a_setting_and_space_says_what_it_does(play, tiny_home) -> None:
    save_config(Home.under(tiny_home), Config(reduced_motion=True))
    async with play(start="demo", name="minibatch-loop", knobs={"samples": 50, "epochs": 3}) as player:
        await player.until(lambda: "4/4" in player.rows[0])
        assert "Space Step" in player.shown
        assert "Space Play" not in player.shown
        await player.press("space", "space")
        assert "2/4" in player.rows[0]
        await player.pilot.pause(0.5)
        assert "2/4" in player.rows[0]


async def test_without_reduced_motion_space_plays(play) -> None:
    async with play(start="demo", name="minibatch-loop", knobs={"samples": 50, "epochs": 3}) as player:
        await player.until(lambda: "4/4" in player.rows[0])
        assert "Space Play" in player.shown
        assert "Space Step" not in player.shown


async def test_leaving_stops_an_endless_run_at_once(play, monkeypatch) -> None:
    from studyapp.engine.demos.minibatch_loop import MinibatchLoop

    began = []

    def endless(demo):
        number = 0
        while True:
            number += 1
            began.append(number)
            sleep(0.001)
            yield frame("a", number)

    monkeypatch.setattr(MinibatchLoop, "frames", endless)
    async with play(start="demo", name="minibatch-loop", knobs={}) as player:
        await player.until(lambda: len(began) > 1100)
        assert len(player.app.screen.reel.frames) <= 1000
        await player.press("escape")
        assert "questions today" in player.shown
        await player.pilot.pause(0.3)
        at_the_end = len(began)
        await player.pilot.pause(0.1)
        assert len(began) == at_the_end


async def test_moments_are_seen_as_they_come(play, monkeypatch) -> None:
    from studyapp.engine.demos.minibatch_loop import MinibatchLoop

    go_on = Event()

    def slow(demo):
        for number in range(6):
            sleep(0.1)
            yield frame("a", number)
        go_on.wait(10)
        yield frame("a", 6)

    monkeypatch.setattr(MinibatchLoop, "frames", slow)
    async with play(start="demo", name="minibatch-loop", knobs={}) as player:
        await player.until(lambda: "a 4" in player.shown)
        assert "working" in player.rows[0]
        go_on.set()
        await player.until(lambda: "7/7" in player.rows[0])
        assert "working" not in player.rows[0]


async def test_maps_that_fit_stand_beside_each_other_and_plots_below_where_that_is_larger(play) -> None:
    async with play(size=(120, 40), start="demo", name="convolution", knobs={"size": 4}) as player:
        await player.until(lambda: "4/4" in player.rows[0])
        assert any("Kernel" in row and "Output" in row for row in player.rows)
    async with play(size=(120, 40), start="demo", name="learning-rate", knobs={"steps": 1}) as player:
        await player.until(lambda: "2/2" in player.rows[0])
        assert not any("Your way" in row and "Loss" in row for row in player.rows)
    async with play(size=(80, 24), start="demo", name="learning-rate", knobs={"steps": 1}) as player:
        await player.until(lambda: "2/2" in player.rows[0])
        assert any("Your way" in row and "Loss" in row for row in player.rows)


async def test_the_cards_of_its_chapter_are_a_key_away(play) -> None:
    async with play(start="demo", name="minibatch-loop", knobs={"samples": 50, "epochs": 1}) as player:
        await player.until(lambda: "2/2" in player.rows[0])
        await player.press("r")
        await player.until(lambda: "Demo" not in player.rows[0])
        assert player.question.card.chapter == "training-loop"


async def test_a_chapter_without_cards_is_told(play) -> None:
    async with play(start="demo", name="vanishing-gradient", knobs={"layers": 2}) as player:
        await player.until(lambda: "2/2" in player.rows[0])
        await player.press("r")
        assert "Demo" in player.rows[0]
        assert any(player.notices)


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


def frame(what: str, number: int) -> Frame:
    shape = Curves(say=Text.same(what), series=())
    return Frame(title=Text.same(f"{what} {number}"), caption=Text.same(""), shapes=(shape,))


def test_a_reel_groups_moments_into_scenes_and_shows_each_at_its_end() -> None:
    reel = Reel()
    reel.load(tuple(frame("a", n) for n in range(3)) + tuple(frame("b", n) for n in range(2)))
    assert (reel.shown.title.en, reel.place, reel.moment) == ("a 2", (1, 2), (3, 3))
    reel.step(-1)
    assert reel.shown.title.en == "a 1"
    reel.go(1)
    assert reel.shown.title.en == "b 1"
    reel.rewind()
    assert (reel.shown.title.en, reel.at_end) == ("b 0", False)
    reel.step(5)
    assert (reel.shown.title.en, reel.at_end) == ("b 1", True)
    reel.go(1)
    assert reel.shown.title.en == "a 2"


def test_a_reel_that_becomes_longer_still_shows_the_end() -> None:
    reel = Reel()
    reel.load(tuple(frame("a", n) for n in range(3)))
    reel.load(tuple(frame("a", n) for n in range(9)))
    assert reel.shown.title.en == "a 8"
    reel.load(())
    assert reel.shown is None


def test_a_narrow_plot_names_every_curve() -> None:
    names = ["full batch", "mini-batch of 32", "one sample at a time", "momentum"]
    drawn = plot(curves(*((name, [0.0, 1.0], [0.0, 1.0]) for name in names)), 40, 16)
    shown = "\n".join(line.plain for line in drawn)
    assert all(name in shown for name in names)
    assert max(map(len, shown.splitlines())) <= 40


async def test_in_a_low_window_the_picture_keeps_its_axes_and_the_held_knob_is_in_sight(play) -> None:
    async with play(
        size=(60, 18), start="demo", name="minibatch-loop", knobs={"samples": 50, "epochs": 2}
    ) as player:
        await player.until(lambda: "After epoch 2 of 2" in player.shown)
        assert "epochs" in player.shown
        assert "one by one" in player.shown
        await player.press("up")
        await player.until(lambda: "▸ drop a last, smaller batch" in player.shown)


async def test_a_problems_numbers_are_said_to_be_its_own_until_a_knob_is_turned() -> None:
    app = DemoPicture(find_demo("convolution")(), "dark")
    app.shown = DemoScreen(find_demo("convolution").from_givens({"size": 7}), of_problem=True)
    async with app.run_test(size=(80, 24)) as pilot:
        title = app.shown.query_one(TitleBar)
        await pilot.pause()
        assert "your problem" in title.lines(80)[0].plain
        await pilot.press("right")
        await pilot.pause()
        assert "your problem" not in title.lines(80)[0].plain
        await pilot.press("0")
        await pilot.pause()
        assert "your problem" in title.lines(80)[0].plain


async def test_a_window_that_becomes_wide_needs_no_key_for_what_to_notice(play) -> None:
    async with play(start="demo", name="minibatch-loop", knobs={"samples": 50, "epochs": 3}) as player:
        await player.until(lambda: "4/4" in player.rows[0])
        assert "What to notice" in player.shown
        await player.pilot.resize_terminal(120, 40)
        await player.until(lambda: "What to notice" not in player.shown)


async def test_a_card_opens_its_demo_with_a_preset_and_reset_leads_back_to_it(play) -> None:
    async with play(start="demo", name="activations/dead") as player:
        await player.until(lambda: "ReLU, x = -3" in player.shown)
        await player.press("right", "0")
        await player.until(lambda: "\n  ReLU, x = -3" in player.shown)


async def test_a_preset_that_there_is_not_is_told(play) -> None:
    async with play(start="demo", name="activations/deaf") as player:
        await player.until(lambda: "there is no preset 'deaf'" in " ".join(player.shown.split()))
