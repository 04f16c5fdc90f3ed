from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp import i18n
from studyapp.text.numbers import is_shown_exactly, show


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (12544, "12544"),
        (-3, "-3"),
        (Fraction(18, 25), "0.72"),
        (Fraction(-1, 8), "-0.125"),
        (Fraction(27, 49), "27/49"),
        (Fraction(7, 3), "7/3"),
        (Fraction(6, 2), "3"),
        (Fraction(1, 1024), "0.0009765625"),
        (Fraction(123456789, 987654321), "0.125"),  # 13717421/109739369 is 0.12499999886…
        (2**-0.5, "0.707107"),
        (0.1 + 0.2, "0.3"),
        (1.2e-7, "1.2e-07"),
        (1e20, "1e+20"),
        (12345678.9, "12345679"),
        (-0.0, "0"),
        (float("inf"), "∞"),
        (float("nan"), "NaN"),
        (None, "never"),
        (True, "true"),
        ("sqrt", "sqrt"),
        ((1, 2, 3), "[1, 2, 3]"),
        (((1, 2), (3, Fraction(9, 2))), "[[1, 2], [3, 4.5]]"),
        ((), "[]"),
        (2**4000, "1.3182e+1204"),
    ],
)
def test_a_value_as_the_learner_reads_it(value: object, shown: str):
    assert show(value) == shown


@pytest.mark.parametrize(
    ("value", "digits", "shown"),
    [
        (12544, 3, "12500"),
        (Fraction(7, 3), 3, "2.33"),
        (Fraction(1, 8), 2, "0.13"),  # half is rounded up, as at school
        (0.5, 3, "0.5"),
        (12345678.9, 3, "12300000"),
        (0.0999999, 2, "0.1"),
    ],
)
def test_significant_digits_where_they_are_asked_for(value: object, digits: int, shown: str):
    assert show(value, digits) == shown


def test_arrays_are_shown_as_their_lists():
    import numpy as np

    assert show(np.array([[1.0, 2.5], [3.0, 1 / 3]])) == "[[1, 2.5], [3, 0.333333]]"
    assert show(np.float64(0.1)) == "0.1"
    assert show(np.int64(4)) == "4"


def test_never_is_said_in_the_learners_language():
    i18n.use("zh")
    assert show((1, None)) == "[1, 永不]"


def test_only_plain_values_are_shown():
    with pytest.raises(TypeError, match="object is no plain value"):
        show(object())


@pytest.mark.parametrize(
    ("value", "exact"),
    [
        (3, True),
        (Fraction(7, 3), True),
        (0.5, True),
        (2**-0.5, False),
        ((1, 2**-0.5), False),
        (2**4000, False),
    ],
)
def test_it_is_known_whether_all_was_said(value: object, exact: bool):
    assert is_shown_exactly(value) is exact


@given(st.floats(allow_nan=False, allow_infinity=False))
@settings(max_examples=200, deadline=None)
def test_a_number_shown_is_within_half_a_digit_of_itself(value: float):
    assert float(show(value)) == pytest.approx(value, rel=5.1e-6, abs=0)


@given(st.fractions())
@settings(max_examples=200, deadline=None)
def test_a_fraction_shown_exactly_reads_back_as_itself(value: Fraction):
    if is_shown_exactly(value):
        assert Fraction(show(value)) == value
