"""What every demonstration promises; a new one is found and held to it by itself."""

import json
from itertools import islice

import numpy as np
import pytest

from studyapp.domain.value import to_json
from studyapp.engine.demo import Demo
from studyapp.engine.demos import all_demos, find_demo
from studyapp.engine.frames import Bars, Boxes, Curves, Field, Frame, HeatMap, Histogram, Table
from studyapp.engine.knobs import Knob
from studyapp.engine.registry import chapters
from studyapp.errors import GivenError, UnknownNameError

DEMOS = sorted(all_demos().items())
KNOBS = [(kind, knob) for _name, kind in DEMOS for knob in kind.knobs()]
PRESETS = [(kind, preset) for _name, kind in DEMOS for preset in kind.presets]
SHORT = {"playground": {"epochs": 10}, "early-stopping": {"epochs": 10}}
"""What makes a long training short where a run is about another knob."""
MOST_FRAMES = 400
"""What a run may keep in memory at most."""


def texts(demo: Demo, frames: list[Frame]):
    yield demo.title
    yield demo.about
    yield demo.notice
    yield demo.question
    yield from (preset.say for preset in demo.presets)
    for knob in demo.knobs():
        yield knob.say
        yield from (say for _name, say in knob.options)
    for frame in frames:
        yield frame.title
        yield frame.caption
        for shape in frame.shapes:
            yield shape.say
            match shape:
                case Curves():
                    yield from (series.label for series in shape.series)
                case Bars():
                    yield from shape.labels
                    yield from (label for label, _heights in shape.groups)
                case Histogram():
                    yield from (label for label, _counts in shape.groups)
                case Table():
                    yield from (*shape.rows, *shape.columns)


def assert_sound(frames: list[Frame]) -> None:
    """Frames that can be drawn, and figures that JSON can say."""
    assert 1 <= len(frames) <= MOST_FRAMES
    for frame in frames:
        assert frame.figures
        json.dumps(to_json(dict(frame.figures)), allow_nan=False)
        for shape in frame.shapes:
            assert_plottable(shape)


def assert_plottable(shape) -> None:
    match shape:
        case Curves():
            for series in shape.series:
                assert len(series.xs) == len(series.ys)
                assert np.isfinite(series.xs).all()
                assert np.isfinite(series.ys).all()
            for bounds in (shape.x_range, shape.y_range):
                assert bounds is None or bounds[0] < bounds[1]
            assert not shape.log_y or shape.y_range is None or shape.y_range[0] > 0
        case Bars():
            for _label, heights in shape.groups:
                assert len(heights) == len(shape.labels)
                assert np.isfinite(heights).all()
        case Histogram():
            assert (np.diff(shape.edges) > 0).all()
            assert all(len(counts) == len(shape.edges) - 1 for _label, counts in shape.groups)
        case HeatMap():
            assert len({len(row) for row in shape.cells}) == 1
            assert np.isfinite([cell for row in shape.cells for cell in row if cell is not None]).all()
            rows, columns = len(shape.cells), len(shape.cells[0])
            assert all(0 <= row < rows and 0 <= column < columns for row, column in shape.marks)
        case Table():
            assert len(shape.cells) == len(shape.rows)
            assert {len(row) for row in shape.cells} == {len(shape.columns)}
            assert np.isfinite([cell for row in shape.cells for cell in row if cell is not None]).all()
            assert all(shape.cells[row][column] is not None for row, column in shape.marks)
        case Boxes():
            for box in shape.boxes:
                assert 0 <= box.x1 <= box.x2 <= shape.width
                assert 0 <= box.y1 <= box.y2 <= shape.height
        case Field():
            assert np.isfinite(shape.cells).all()
            assert {label for _x, _y, label in shape.points} <= {0, 1}


def figures_of(frames: list[Frame]) -> list[object]:
    return [to_json(dict(frame.figures)) for frame in frames]


@pytest.mark.parametrize(("name", "kind"), DEMOS)
def test_it_speaks_both_languages_and_shows_the_same_each_time(name: str, kind: type[Demo]):
    frames = list(kind().frames())
    assert_sound(frames)
    assert all(text.en and text.zh for text in texts(kind(), frames))
    assert figures_of(frames) == figures_of(list(kind().frames()))


@pytest.mark.parametrize(("name", "kind"), DEMOS)
def test_it_asks_something_at_the_end_whose_cards_there_are(name: str, kind: type[Demo]):
    assert kind.question.en.endswith("?")
    assert kind.question.zh.endswith("？")
    assert kind.chapter in {chapter.id for chapter in chapters()}


@pytest.mark.parametrize(("name", "kind"), DEMOS)
def test_it_has_presets_of_its_own_that_differ(name: str, kind: type[Demo]):
    assert len(kind.presets) >= 2
    made = [kind.preset(preset.name) for preset in kind.presets]
    assert len({repr(demo) for demo in made}) == len(made)
    with pytest.raises(UnknownNameError, match="there is no preset 'nonsense'"):
        kind.preset("nonsense")


@pytest.mark.parametrize(("kind", "preset"), PRESETS, ids=lambda each: getattr(each, "name", ""))
def test_every_preset_runs_to_its_end(kind: type[Demo], preset):
    frames = list(kind.preset(preset.name).frames())
    assert_sound(frames)
    assert all(text.en and text.zh for text in texts(kind(), frames))


@pytest.mark.parametrize(("kind", "knob"), KNOBS, ids=lambda each: getattr(each, "name", ""))
def test_every_knob_works_at_its_extremes_and_refuses_what_is_beyond(kind: type[Demo], knob: Knob):
    for end in knob.ends:
        assert_sound(list(kind(**{**SHORT.get(kind.name(), {}), knob.name: end}).frames()))
    if knob.kind in {int, float}:
        with pytest.raises(GivenError, match=f"{knob.name} is .* it goes from"):
            kind(**{knob.name: knob.most + 1})
    with pytest.raises(GivenError, match=f"{knob.name} is"):
        kind(**{knob.name: "much"})


def settings_of(kind: type[Demo]) -> list[Demo]:
    choices = [(knob.name, end) for knob in kind.knobs() if knob.kind is str for end in knob.ends]
    return [kind(), *(kind(**{name: end}) for name, end in choices)]


IDLE = [(demo, name) for _name, kind in DEMOS for demo in settings_of(kind) for name in demo.idle_knobs]


@pytest.mark.parametrize(("demo", "name"), IDLE, ids=lambda each: getattr(each, "title", each))
def test_a_knob_that_is_said_to_change_nothing_changes_nothing(demo: Demo, name: str):
    shown = list(islice(demo.frames(), 10))
    for turned in (demo.turned(name, 1), demo.turned(name, -1)):
        others = list(islice(turned.frames(), 10))
        assert figures_of(others) == figures_of(shown)
        assert list(texts(turned, others)) == list(texts(demo, shown))


def test_every_knob_of_these_matters_somewhere():
    for kind in {type(demo) for demo, _name in IDLE}:
        idle = [demo.idle_knobs for demo in settings_of(kind)]
        assert not frozenset.intersection(*idle), kind


@pytest.mark.parametrize("end", [0, -1], ids=["least", "most"])
@pytest.mark.parametrize(("name", "kind"), DEMOS)
def test_all_knobs_at_their_extremes_together_work_too(name: str, kind: type[Demo], end: int):
    assert_sound(list(kind(**{knob.name: knob.ends[end] for knob in kind.knobs()}).frames()))


@pytest.mark.parametrize(("name", "kind"), DEMOS)
def test_givens_that_are_not_its_own_leave_it_as_it_is(name: str, kind: type[Demo]):
    assert kind.from_givens({"nonsense": 3, "word": "x", "list": (1, 2), "none": None}) == kind()


@pytest.mark.parametrize(("name", "kind"), DEMOS)
def test_it_is_found_by_its_name(name: str, kind: type[Demo]):
    assert find_demo(name) is kind
    assert kind.name() == name


def test_a_name_that_is_almost_right_is_hinted_at():
    with pytest.raises(UnknownNameError, match="did you mean minibatch-loop"):
        find_demo("minibatch_loop")
