"""Dropout with its mask, how many units it leaves, and how many networks it draws from."""

import re
from fractions import Fraction

import numpy as np
import pytest

from studyapp.engine.registry import find_solver
from studyapp.errors import GivenError


def solved(name, **inputs):
    return find_solver(name)(**inputs).result_value()


def test_what_stays_is_scaled_up():
    found = solved("dropout", x=[3, -6, 9], mask=[1, 0, 1], p=0.25)
    assert found == (4, 0, 12)


def test_without_inverting_it_stays_as_it_is():
    assert solved("dropout", x=[3, -6, 9], mask=[1, 0, 1], p=0.25, inverted=False) == (3, 0, 9)


def test_thirds_and_tenths_stay_exact():
    assert solved("dropout", x=[0.1], mask=[1], p=0.7) == (Fraction(1, 3),)


def test_with_p_1_everything_is_0():
    """Even what a mask would keep, which cannot be drawn then."""
    for inverted in (True, False):
        assert solved("dropout", x=[[1, 2]], mask=[[1, 0]], p=1, inverted=inverted) == ((0, 0),)


def test_with_p_0_nothing_is_scaled():
    assert solved("dropout", x=5, mask=1, p=0) == 5


def test_masks_of_floats_are_taken():
    x, mask = np.arange(4.0), np.array([0.0, 1.0, 1.0, 0.0])
    assert solved("dropout", x=x, mask=mask, p=0.5) == (0, 2, 4, 0)


def test_the_mean_over_all_masks_is_the_value_itself():
    """Two units at p = 1/4: each mask with its probability."""
    found = Fraction(0)
    for first in (0, 1):
        for second in (0, 1):
            probability = Fraction(3, 4) ** (first + second) * Fraction(1, 4) ** (2 - first - second)
            found += probability * solved("dropout", x=[8, 5], mask=[first, second], p=0.25)[0]
    assert found == 8


def test_the_mistakes_have_their_values():
    """a = 6 kept at p = 0.2: right is 7.5."""
    solver = find_solver("dropout")(x=6, mask=1, p=0.2)
    found = solver.mistakes_of("output")
    assert solver.result_value() == Fraction(15, 2)
    assert found["scale.by_p"] == 30
    assert found["scale.scaled_down"] == Fraction(24, 5)
    assert found["scale.not_scaled"] == 6
    assert found["kept.mask_flipped"] == 0
    plain = find_solver("dropout")(x=[6, 1], mask=[1, 0], p=0.2, inverted=False).mistakes_of("output")
    assert plain["scale.scaled_anyway"] == (Fraction(15, 2), 0)
    assert plain["kept.not_masked"] == (6, 1)


@pytest.mark.parametrize(
    ("name", "inputs", "sentence"),
    [
        (
            "dropout",
            {"x": [1, 2], "mask": [1, 0, 1], "p": 0.5},
            "mask has the shape [3]; it must have that of x, [2]",
        ),
        ("dropout", {"x": [1], "mask": 1, "p": 0.5}, "mask has the shape []; it must have that of x, [1]"),
        (
            "dropout",
            {"x": [1, 2], "mask": [1, 2], "p": 0.5},
            "mask is [1, 2]; each entry must be a number with 0 ≤ mask ≤ 1",
        ),
        ("dropout", {"x": [1], "mask": [0.5], "p": 0.5}, "mask holds 0.5; each entry must be a whole number"),
        ("dropout", {"x": [1], "mask": [True], "p": 0.5}, "mask holds true"),
        ("dropout", {"x": [1], "mask": [1], "p": 1.5}, "p is 1.5; it must be a finite number with 0 ≤ p ≤ 1"),
        (
            "thinned_networks",
            {"units": 10**12},
            "units is 1000000000000; it must be a whole number with 1 ≤ units ≤ 13999",
        ),
        ("expected_active", {"units": 0, "p": 0.5}, "units is 0; it must be a whole number with units ≥ 1"),
    ],
)
def test_what_has_no_answer_is_refused_with_the_reason(name, inputs, sentence):
    with pytest.raises(GivenError, match=f"^{re.escape(sentence)}"):
        solved(name, **inputs)


def test_expected_units_need_not_be_whole():
    assert solved("expected_active", units=512, p=0.5) == 256
    assert solved("expected_active", units=3, p=0.1) == Fraction(27, 10)
    assert solved("expected_active", units=10**40, p=0.75) == 10**40 // 4
    found = find_solver("expected_active")(units=1000, p=0.2).mistakes_of("active")
    assert found == {"all_units": 1000, "scaled_up": 1250, "keep.as_kept": 200}


def test_every_unit_doubles_the_networks():
    assert solved("thinned_networks", units=1) == 2
    assert solved("thinned_networks", units=10) == 1024
    assert solved("thinned_networks", units=13_999) == 2**13_999
    found = find_solver("thinned_networks")(units=5).mistakes_of("networks")
    assert found == {"doubled": 10, "squared": 25, "not_empty": 31, "one_dropped": 5}
