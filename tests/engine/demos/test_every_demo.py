"""What every demonstration promises; a new one is found and held to it by itself."""

import json
from dataclasses import replace

import numpy as np
import pytest

from studyapp.domain.value import to_json
from studyapp.engine.demo import Bars, Curves, Demo, HeatMap
from studyapp.engine.demos import all_demos, find_demo
from studyapp.engine.knobs import Knob
from studyapp.errors import GivenError, UnknownNameError

DEMOS = sorted(all_demos().items())
KNOBS = [(kind, knob) for _name, kind in DEMOS for knob in kind.knobs()]


def texts(demo):
    yield demo.title
    yield demo.about
    yield demo.notice
    yield from (knob.say for knob in demo.knobs())
    for frame in demo.frames():
        yield frame.title
        yield frame.caption
        for shape in frame.shapes:
            yield shape.say
            if isinstance(shape, Curves):
                yield from (series.label for series in shape.series)


@pytest.mark.parametrize(("name", "kind"), DEMOS)
def test_it_speaks_both_languages(name: str, kind: type[Demo]):
    assert all(text.en and text.zh for text in texts(kind()))


@pytest.mark.parametrize(("name", "kind"), DEMOS)
def test_its_frames_are_plain_finite_and_the_same_each_time(name: str, kind: type[Demo]):
    frames = list(kind().frames())
    figures = [to_json(dict(frame.figures)) for frame in frames]
    assert figures
    assert all(figures)
    json.dumps(figures, allow_nan=False)
    assert figures == [to_json(dict(frame.figures)) for frame in kind().frames()]
    for frame in frames:
        for shape in frame.shapes:
            assert_plottable(shape)


def assert_plottable(shape):
    match shape:
        case Curves():
            for series in shape.series:
                assert len(series.xs) == len(series.ys)
                assert np.isfinite(series.xs).all()
                assert np.isfinite(series.ys).all()
        case Bars():
            assert all(len(heights) == len(shape.labels) for _label, heights in shape.groups)
        case HeatMap():
            assert np.isfinite(np.asarray(shape.cells)).all()


@pytest.mark.parametrize(("kind", "knob"), KNOBS, ids=lambda each: getattr(each, "name", ""))
def test_every_knob_works_at_both_ends_and_refuses_what_is_beyond(kind: type[Demo], knob: Knob):
    for end in (knob.least, knob.most) if knob.kind is not bool else (False, True):
        assert next(iter(replace(kind(), **{knob.name: knob.kind(end)}).frames())).figures
    if knob.kind is not bool:
        with pytest.raises(GivenError, match=f"{knob.name} is .* it goes from"):
            kind(**{knob.name: knob.most + 1})
    with pytest.raises(GivenError, match=f"{knob.name} is"):
        kind(**{knob.name: "much"})


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
