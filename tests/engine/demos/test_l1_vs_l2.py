from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.engine.demos.l1_vs_l2 import L1VsL2
from studyapp.engine.registry import find_solver
from studyapp.engine.shown.shrinkage import (
    bowl,
    fit_l1,
    fit_l2,
    on_circle,
    regression_data,
    soft_threshold,
    strongest,
)


def stepwise(demo):
    return [frame.figures for frame in demo.frames() if "step" in frame.figures]


def regression(demo):
    return [frame.figures for frame in demo.frames() if "zeros_l1" in frame.figures]


def test_a_weight_of_one_pulled_by_a_tenth_is_exactly_zero_at_step_ten_under_l1_and_never_under_l2():
    figures = stepwise(L1VsL2(w=1, lr=0.1, strength=1, steps=15))
    assert [each["l1"] for each in figures[:3]] == [1, Fraction(9, 10), Fraction(4, 5)]
    assert next(each["step"] for each in figures if each["l1"] == 0) == 10
    assert figures[-1]["l1_zero_at"] == 10
    assert figures[-1]["l2"] == pytest.approx(1.1**-15)
    assert all(each["l2"] != 0 for each in figures)
    assert figures[-1]["l2_zero_at"] is None


def test_the_paths_are_the_solvers():
    demo = L1VsL2(w=-1.3, lr=0.2, strength=0.9, steps=12)
    solved = find_solver("l1_vs_l2")(w=-1.3, lr=0.2, strength=0.9, steps=12).result_value()
    figures = stepwise(demo)[1:]
    assert tuple(each["l1"] for each in figures) == solved["l1"]
    assert tuple(each["l2"] for each in figures) == solved["l2"]


def test_plain_gradient_steps_of_l1_hover_around_zero():
    # 1 − 14·0.07 = 0.02, then −0.05, 0.02, −0.05, …
    figures = stepwise(L1VsL2(w=1, lr=0.1, strength=0.7, steps=18))
    hovering = [each["l1_by_gradient"] for each in figures[14:]]
    assert hovering == [Fraction(1, 50), Fraction(-1, 20)] * 2 + [Fraction(1, 50)]


def test_a_weight_that_starts_at_zero_stays_there():
    demo = L1VsL2(w=0, steps=3)
    assert all(each["l1"] == each["l2"] == 0 for each in stepwise(demo))
    assert "zero from the start" in next(demo.frames()).caption.en


def test_under_l1_weights_vanish_one_after_the_other_and_under_l2_none_does():
    figures = regression(L1VsL2())
    zeros = [each["zeros_l1"] for each in figures]
    assert zeros[0] == 0
    assert zeros[-1] == 8
    assert zeros == sorted(zeros)
    assert len(set(zeros)) >= 4
    assert all(each["zeros_l2"] == 0 for each in figures)


def test_the_inputs_that_do_not_matter_are_dropped_first():
    five = next(each for each in regression(L1VsL2()) if each["zeros_l1"] == 5)
    assert [weight == 0 for weight in five["weights_l1"]] == [
        False,
        False,
        True,
        True,
        False,
        True,
        True,
        True,
    ]


@pytest.mark.parametrize("strength", [0.05, 0.3, 1.0])
def test_no_small_change_of_the_weights_lowers_the_penalised_loss(strength: float):
    inputs, targets = regression_data()

    def loss(weights, penalty):
        return np.mean((targets - inputs @ weights) ** 2) / 2 + penalty(weights)

    for fit, penalty in (
        (fit_l1, lambda weights: strength * np.abs(weights).sum()),
        (fit_l2, lambda weights: strength / 2 * (weights**2).sum()),
    ):
        best = fit(inputs, targets, strength)
        for change in np.concatenate([np.eye(8), -np.eye(8)]) * 1e-4:
            assert loss(best + change, penalty) >= loss(best, penalty)


def test_from_the_strongest_penalty_on_nothing_is_left():
    inputs, targets = regression_data()
    limit = strongest(inputs, targets)
    assert not fit_l1(inputs, targets, limit * 1.001).any()
    assert fit_l1(inputs, targets, limit * 0.99).any()


@given(weights=st.lists(st.integers(-300, 300), min_size=1, max_size=5), threshold=st.integers(0, 300))
@settings(max_examples=40, deadline=None)
def test_the_soft_threshold_is_the_solvers(weights: list[int], threshold: int):
    # Quarters are exact in binary, so both must agree to the last bit.
    quarters = [weight / 4 for weight in weights]
    solved = find_solver("soft_threshold")(w=quarters, threshold=threshold / 4).result_value()
    assert soft_threshold(np.array(quarters), threshold / 4).tolist() == [float(each) for each in solved]


def test_the_contours_touch_the_diamond_at_its_corner_and_the_circle_beside_it():
    turn = np.linspace(0, 2 * np.pi, 20_001)
    sides = np.linspace(0, 1, 5_001)
    diamond = np.concatenate(
        [[sides, 1 - sides], [sides, sides - 1], [-sides, 1 - sides], [-sides, sides - 1]], axis=1
    )
    lowest = diamond[:, bowl(diamond).argmin()]
    assert lowest == pytest.approx([1, 0])
    circle = np.stack([np.cos(turn), np.sin(turn)])
    assert on_circle() == pytest.approx(circle[:, bowl(circle).argmin()], abs=1e-3)
    *_others, geometry = L1VsL2().frames()
    assert geometry.figures["l1_w2"] == 0
    assert geometry.figures["l2_w2"] == pytest.approx(0.178, abs=1e-3)


def test_a_problems_own_weight_is_followed_until_l1_is_at_zero():
    demo = L1VsL2.from_givens({"w": Fraction(6, 5), "lr": Fraction(1, 10), "strength": 1, "steps": 3})
    assert (demo.w, demo.lr, demo.strength, demo.steps) == (1.2, 0.1, 1.0, 15)
    assert "stops after 3 steps" in demo.notes[0].en
    assert "题目只走 3 步" in demo.notes[0].zh


def test_where_zero_is_far_the_problems_steps_are_kept():
    demo = L1VsL2.from_givens({"w": 2, "lr": Fraction(1, 100), "strength": Fraction(1, 2), "steps": 3})
    assert (demo.steps, demo.notes) == (3, ())


def test_a_weight_beyond_the_knob_is_brought_in_and_that_is_said():
    demo = L1VsL2.from_givens({"w": 12})
    assert demo.w == 5
    assert demo.notes[0].en == "The problem's starting weight, 12, is beyond this demonstration: it shows 5."
