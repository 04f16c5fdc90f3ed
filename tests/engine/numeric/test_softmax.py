"""Softmax of large arrays: right along every axis, in every layout, at any size of the logits."""

import math

import numpy as np
import pytest
from numpy.exceptions import AxisError

from studyapp.engine.numeric.softmax import log_softmax, logsumexp, softmax

SHAPES = [
    (1,),
    (7,),
    (3, 5),
    (5000,),
    (4, 5000),
    (5000, 3),
    (2, 3, 4),
    (60, 47),
    (60, 48),
    (3, 1500, 2),
    (2, 0),
]


def textbook(x, axis):
    """In long doubles, whose exponentials fit."""
    exponentials = np.exp(x.astype(np.longdouble))
    return exponentials / exponentials.sum(axis=axis, keepdims=True)


def drawn(shape, scale=3.0, dtype=np.float64):
    return (scale * np.random.default_rng(1).normal(size=shape)).astype(dtype)


@pytest.mark.parametrize("shape", [shape for shape in SHAPES if 0 not in shape])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_it_is_the_textbooks_along_every_axis(shape, dtype):
    x = drawn(shape, dtype=dtype)
    close = 5e-6 if dtype is np.float32 else 1e-14
    for axis in range(-len(shape), len(shape)):
        expected = textbook(x, axis)
        assert softmax(x, axis).dtype == dtype
        assert softmax(x, axis) == pytest.approx(expected, rel=close, abs=0)
        assert log_softmax(x, axis) == pytest.approx(np.log(expected), rel=close, abs=close)
        total = np.log(np.exp(x.astype(np.longdouble)).sum(axis=axis))
        assert logsumexp(x, axis) == pytest.approx(total, rel=close, abs=close)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("rows", [1, 3, 100])
def test_logits_of_a_thousand_do_no_harm(dtype, rows):
    x = np.array([[1000, 999, -1000], [-1000, -1001, -1001], [0, 1, 2]] * rows, dtype=dtype)
    for axis, found in ((1, softmax(x, 1)), (0, softmax(x.T.copy(), 0).T)):
        assert found.sum(axis=1) == pytest.approx(np.ones(3 * rows), rel=1e-6), axis
        assert found[0] == pytest.approx([1 / (1 + math.exp(-1)), 1 / (1 + math.e), 0], rel=1e-6)
        assert found[1] == pytest.approx([1 / (1 + 2 / math.e), *[1 / (2 + math.e)] * 2], rel=1e-6)
    assert log_softmax(x)[0] == pytest.approx([-0.3132617, -1.3132617, -2000.3132617], rel=1e-6)
    assert logsumexp(x)[:2] == pytest.approx([1000.3132617, -999.4485553], rel=1e-6)


def test_extreme_logits_overflow_nowhere():
    x = np.array([1e308, -1e308, 1e308])
    assert softmax(x).tolist() == [0.5, 0, 0.5]
    assert log_softmax(x)[0] == pytest.approx(-math.log(2))
    assert softmax(x.astype(np.longdouble)[:1]).tolist() == [1]


def test_what_is_impossible_gets_nothing():
    x = np.array([0.0, -math.inf, 0.0])
    assert softmax(x).tolist() == [0.5, 0, 0.5]
    assert log_softmax(x)[1] == -math.inf
    assert logsumexp(x) == pytest.approx(math.log(2))
    nothing = np.full(2, -math.inf)
    assert np.isnan(softmax(nothing)).all()
    assert logsumexp(nothing) == -math.inf
    assert logsumexp(np.array([math.inf, 0])) == math.inf
    assert np.isnan(softmax(np.array([[1.0, math.nan], [0, 0]]))).tolist() == [[True, True], [False, False]]


def test_one_strange_row_leaves_the_others_as_they_are():
    x = drawn((40, 60))
    expected = softmax(x)
    x[7] = 1000
    assert softmax(x)[:7] == pytest.approx(expected[:7], rel=1e-14)
    assert softmax(x)[7] == pytest.approx(np.full(60, 1 / 60))


def test_any_layout_will_do():
    x = drawn((6, 50, 4))
    expected = softmax(x, 1)
    assert softmax(np.asfortranarray(x), 1) == pytest.approx(expected, rel=1e-14)
    assert softmax(x[::2, ::-1], 1) == pytest.approx(expected[::2, ::-1], rel=1e-14)
    assert softmax(x.transpose(2, 0, 1), 2) == pytest.approx(expected.transpose(2, 0, 1), rel=1e-14)


def test_the_logits_stay_as_they_were():
    for shape in ((5,), (5, 5), (5, 100), (3, 1, 3)):
        x = drawn(shape, scale=400.0)
        before = x.copy()
        for function in (softmax, log_softmax, logsumexp):
            function(x, 0), function(x, -1)
            assert (x == before).all()


def test_whole_numbers_are_worked_in_doubles():
    found = softmax(np.array([1, 2, 3]))
    assert found.dtype == np.float64
    assert found == pytest.approx([0.09003057, 0.24472847, 0.66524096])


def test_no_rows_give_no_rows():
    assert softmax(np.empty((0, 3))).shape == (0, 3)
    assert log_softmax(np.empty((3, 0)), 0).shape == (3, 0)


@pytest.mark.parametrize("function", [softmax, log_softmax, logsumexp])
def test_an_axis_that_is_not_there_is_refused(function):
    with pytest.raises(AxisError):
        function(np.ones((2, 2)), 2)
    with pytest.raises(ValueError, match=r"no entries|zero-size"):
        function(np.empty((2, 0)), 1)
