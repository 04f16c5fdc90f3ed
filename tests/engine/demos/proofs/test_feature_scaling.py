"""Scaling by hand: what each value becomes, what a far one does to the others, and what a new one may do."""

from math import sqrt

import pytest

from studyapp.engine.demos import find_demo


def opened(**givens):
    return find_demo("feature-scaling").from_givens(givens)


def scaled(demo, name):
    """All scaled values of a way."""
    return [frame.figures["scaled"] for frame in demo.frames() if frame.title.en.startswith(name)][-1]


def new_of(demo):
    (figures,) = [frame.figures for frame in demo.frames() if "new" in frame.figures]
    return figures


def test_both_ways_are_those_worked_by_hand():
    demo = find_demo("feature-scaling")()
    # scikit-learn, MinMaxScaler: (2, 4, 5, 10) less 2, over 8.
    assert scaled(demo, "min-max") == pytest.approx((0, 0.25, 0.375, 1))
    # StandardScaler: mean 5.25, variance ((3.25)² + 1.25² + 0.25² + 4.75²)/4 = 8.6875.
    deviation = sqrt(8.6875)
    away = tuple(value / deviation for value in (-3.25, -1.25, -0.25, 4.75))
    assert scaled(demo, "standardised") == pytest.approx(away)


def test_a_range_of_both_signs_is_stretched_and_moved():
    assert scaled(opened(x=(2, 4, 5, 10), low=-1, high=1), "min-max") == pytest.approx((-1, -0.5, -0.25, 1))
    told = [frame.caption.en for frame in opened(x=(2, 4, 5, 10), low=-1, high=1).frames()][2]
    assert told == "-1 + (1 − (-1))·(4 − 2)/8 = **-0.5**"


def test_one_far_value_squeezes_the_others():
    squeezed = scaled(find_demo("feature-scaling").preset("far"), "min-max")
    assert squeezed == pytest.approx((0, 2 / 98, 3 / 98, 1))


def test_values_come_one_by_one():
    counts = [
        frame.figures["known"]
        for frame in find_demo("feature-scaling")().frames()
        if "known" in frame.figures
    ]
    assert counts == [0, 1, 2, 3, 4] * 2


def test_a_new_value_is_scaled_by_the_training_set_and_may_leave_the_range():
    demo = opened(a=10, b=50, x=60, low=0, high=1)
    first = next(iter(demo.frames()))
    assert first.figures["in_range"] == pytest.approx(1.25)
    assert "leaves the range" in first.caption.en
    assert new_of(opened(a=5, b=45, x=49, low=-1, high=1))["in_range"] == pytest.approx(1.2)
    assert new_of(opened(a=20, b=40, x=30))["in_range"] == pytest.approx(0.5)
    assert "leaves" not in next(iter(opened(a=20, b=40, x=30).frames())).caption.en


def test_a_positive_factor_changes_nothing_and_a_negative_one_turns_the_signs():
    plain, tripled, turned = (scaled(opened(x=(4, 8, 8, 6), k=k), "standardised") for k in (1, 3, -3))
    assert tripled == pytest.approx(plain)
    assert turned == pytest.approx([-value for value in plain])
    assert scaled(opened(x=(4, 8, 8, 6), k=3), "min-max") == pytest.approx((0, 1, 1, 0.5))


def test_what_a_problem_asks_for_comes_first():
    assert next(iter(opened(x=(1, 3, 5, 7), ddof=0).frames())).title.en.startswith("standardised")
    first = next(iter(opened(x=(1, 3, 5, 7), ddof=0).frames())).caption.en
    assert first.startswith("Mean **4**. Variance ((-3)² + (-1)² + 1² + 3²)/4 = 5")


def test_a_factor_of_0_is_jumped_over_by_the_knob_and_told_where_it_is_set():
    demo = find_demo("feature-scaling")
    assert [demo(factor=1.0).turned("factor", -1).factor, demo(factor=-1.0).turned("factor", 1).factor] == [
        -1,
        1,
    ]
    (only,) = demo(factor=0.0).frames()
    assert "no range" in only.caption.en


@pytest.mark.parametrize("givens", [{"x": (3, 3, 3)}, {"x": (1,)}, {"a": 2, "b": 2, "x": 2}, {"x": "word"}])
def test_whatever_a_pack_writes_there_is_a_picture(givens):
    assert all(frame.figures for frame in opened(**givens).frames())
