"""Every demonstration drawn: at the end of each scene, in a small and a wide room, in both languages."""

import pytest
from textual.color import Color

from studyapp import i18n
from studyapp.engine.demos import all_demos, find_demo
from studyapp.text.width import width as width_of
from studyapp.tui.reel import Reel
from studyapp.tui.widgets.bars import draw_bars
from studyapp.tui.widgets.decision_field import draw_field
from studyapp.tui.widgets.heat_map import Shades
from studyapp.tui.widgets.knob_panel import KnobPanel
from studyapp.tui.widgets.line_plot import plot
from studyapp.tui.widgets.stage import draw_shape

LOW, HIGH, MARK = Color.parse("#102030"), Color.parse("#80c0ff"), Color.parse("#ffc060")
ROOMS = [(34, 9), (70, 30)]
DEMOS = sorted(all_demos().items())


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("name", "kind"), DEMOS)
def test_every_scene_is_drawn_within_its_room(name, kind, language):
    i18n.use(language)
    reel = Reel()
    reel.load(tuple(kind().frames()))
    for _scene in range(reel.place[1]):
        shapes = reel.shown.shapes
        for shape in shapes:
            # Beside each other in the narrowest picture that has a panel at its side, their names are whole.
            assert width_of(shape.say.say(language)) <= (65 - 3 * (len(shapes) - 1)) // len(shapes)
            for width, height in ROOMS:
                lines = draw_shape(shape, width, height, Shades(LOW, HIGH, MARK))
                assert lines
                assert len(lines) <= height
                assert all(line.cell_length <= width for line in lines)
                assert any(line.plain.strip() for line in lines)
        reel.go(1)


def test_eight_weights_have_their_names_in_a_narrow_legend():
    # Three pictures beside each other at 80×24: 25 columns and 12 rows for each.
    (frame,) = [each for each in find_demo("l1-vs-l2")().frames() if each.figures.get("zeros_l1") == 4]
    rows = [row.plain for row in plot(frame.shapes[0], 25, 12)]
    assert len(rows) <= 12
    for name in ("w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8"):
        assert any(name in row for row in rows)


def test_each_of_many_lines_has_a_sample_of_its_own_that_is_seen_on_it():
    *_before, frame = [each for each in find_demo("l1-vs-l2")().frames() if "zeros_l1" in each.figures]
    *drawn, first, second = [row.plain for row in plot(frame.shapes[0], 76, 20)]
    samples = [piece.split(" w")[0].strip() for piece in f"{first}   {second}".split("   ") if piece.strip()]
    assert len(samples) == len(set(samples)) == 8
    # The sixth to the eighth have the dashes of the first to the third, and marks on them.
    for mark in "●○◆":
        assert sum(mark in sample for sample in samples) == 1
        assert sum(row.count(mark) for row in drawn) >= 2


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("name", "kind"), DEMOS)
def test_no_name_of_a_choice_is_cut_in_a_small_window(name, kind, language):
    i18n.use(language)
    for knob in kind.knobs():
        for choice in knob.names:
            rows = KnobPanel(kind(**{knob.name: choice})).lines(76)
            assert any(knob.said(choice) in row.plain for row in rows)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_four_maps_beside_each_other_have_whole_names(language):
    i18n.use(language)
    frame = next(iter(find_demo("upsampling")().frames()))
    assert all(width_of(shape.say.say(language)) <= (76 - 3 * 3) // 4 for shape in frame.shapes)


def test_a_legend_of_bars_that_fits_is_not_cut():
    *_before, frame = find_demo("focal-loss")().frames()
    legend = draw_bars(frame.shapes[1], 38, 10)[-1].plain
    assert legend.endswith("cross-entropy   ▓▓ focal loss")


@pytest.mark.parametrize(
    ("name", "at", "label"),
    [
        ("softmax-temperature", 0, "class 1, score 2 "),
        ("focal-loss", 1, "easy negatives "),
        ("optimizer-race", 1, "gradient descent "),
        ("receptive-field", 1, "3: 3×3, stride 2 "),
    ],
)
def test_labels_of_bars_have_room_in_half_a_small_window(name, at, label):
    knobs = {"stride": 2} if name == "receptive-field" else {}
    *_before, frame = find_demo(name)(**knobs).frames()
    rows = [row.plain for row in draw_bars(frame.shapes[at], 38, 12)]
    assert any(row.startswith(label) for row in rows)


def test_the_ends_of_a_plane_are_told_in_full():
    first = next(find_demo("playground")(epochs=10).frames())
    assert draw_field(first.shapes[0], 38, 9, LOW, HIGH)[-1].plain == "○ 0  ● 1   x, y -1.3 … 1.3"
