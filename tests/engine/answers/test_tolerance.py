"""How near is near enough."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.engine.answers.tolerance import EXACT, HALF_A_PERCENT, Tolerance, fitting, magnitude

ONE_PERCENT = Tolerance.within("1%")


def test_whole_numbers_are_exact_at_any_size():
    assert EXACT.accepts(2**200, 2**200)
    assert not EXACT.accepts(2**200 + 1, 2**200)


def test_beside_a_whole_number_a_decimal_is_another_number_however_near():
    assert not EXACT.accepts(Fraction("12.0000000000000001"), 12)
    assert not EXACT.accepts(Fraction("12345678901234567.5"), 12345678901234567)
    assert EXACT.accepts(0.1 * 3 * 40, 12)  # 12.000000000000002: worked in doubles, not typed


def test_an_exact_fraction_takes_the_double_next_to_it_and_no_shorter_decimal():
    assert EXACT.accepts(Fraction(1, 3), Fraction(1, 3))
    assert EXACT.accepts(Fraction("0.3333333333333333"), Fraction(1, 3))  # what JSON says of 1/3
    assert not EXACT.accepts(Fraction("0.333333"), Fraction(1, 3))


def test_a_relative_bound_is_inclusive_and_free_of_float_noise():
    assert ONE_PERCENT.accepts(Fraction("101"), 100)
    assert ONE_PERCENT.accepts(Fraction("99"), 100)
    assert not ONE_PERCENT.accepts(Fraction("101.000001"), 100)
    assert ONE_PERCENT.accepts(
        Fraction("0.303"), 0.3
    )  # 0.3 * 1.01 is 0.30300000000000005 or below in doubles
    assert ONE_PERCENT.accepts(Fraction("0.297"), 0.3)
    assert not ONE_PERCENT.accepts(Fraction("0.30301"), 0.3)


def test_an_absolute_bound_is_inclusive():
    near = Tolerance.within(0.01)
    assert near.accepts(Fraction("0.11"), 0.1)  # 0.11 - 0.1 is 0.009999999999999995 as doubles
    assert near.accepts(Fraction("1.42"), 1.41)
    assert not near.accepts(Fraction("1.4201"), 1.41)


def test_digits_allow_half_a_unit_of_the_last_one():
    three = Tolerance.digits(3)
    assert three.accepts(Fraction("0.123"), 0.12345)
    assert three.accepts(Fraction("0.1235"), 0.12345)
    assert not three.accepts(Fraction("0.124"), 0.12345)
    assert not three.accepts(Fraction("0.12"), 0.12345)
    assert three.accepts(124, Fraction("123.5"))
    assert three.accepts(123000, 123456)


@given(
    answer=st.floats(1e-6, 1e6),
    share=st.sampled_from(["0.1%", "0.5%", "1%", "5%"]),
    sign=st.sampled_from([1, -1]),
)
def test_one_unit_in_the_last_place_at_the_bound_does_not_matter(answer, share, sign):
    tolerance = Tolerance.within(share)
    answer *= sign
    for side in (1, -1):
        bound = float(Fraction(answer) * (1 + side * tolerance.amount))
        for value in (bound, math.nextafter(bound, math.inf), math.nextafter(bound, -math.inf)):
            assert tolerance.accepts(value, answer)
        assert not tolerance.accepts(bound * (1 + side * 1e-9), answer)


@given(answer=st.one_of(st.integers(), st.fractions(), st.floats(allow_nan=False, allow_infinity=False)))
def test_the_answer_itself_is_always_right(answer):
    for tolerance in (EXACT, HALF_A_PERCENT, ONE_PERCENT, Tolerance.within(0), Tolerance.digits(3)):
        assert tolerance.accepts(answer, answer)


def test_unless_stated_whole_numbers_and_fractions_are_exact_and_others_within_half_a_percent():
    assert fitting(12) is EXACT
    assert fitting(Fraction(1, 3)) is EXACT
    assert fitting(None) is EXACT
    assert fitting(0.5) is HALF_A_PERCENT
    assert fitting(((1, 2), (0.5, Fraction(1, 3)))) is HALF_A_PERCENT
    assert fitting((1, 2)) is EXACT


def test_infinities_are_never_near():
    assert not ONE_PERCENT.accepts(math.inf, 1.0)
    assert not ONE_PERCENT.accepts(1, math.nan)


def test_a_tolerance_says_itself_in_both_languages():
    assert HALF_A_PERCENT.say().en == "within 0.5 %"
    assert HALF_A_PERCENT.say().zh == "误差不超过 0.5%"
    assert Tolerance.within("0.01").say().en == "within 0.01"
    assert Tolerance.digits(3).say().zh == "保留 3 位有效数字"
    assert not EXACT.say()
    assert str(ONE_PERCENT) == "1%"


@pytest.mark.parametrize("stated", ["-1%", -0.1, "abc", "1 per cent", "1e999999999%", "1e999999999"])
def test_a_tolerance_that_is_none_is_refused(stated):
    with pytest.raises(ValueError, match=r".+"):
        Tolerance.within(stated)


@pytest.mark.parametrize(
    ("value", "power"),
    [(7.2, 0), (10, 1), (9, 0), (Fraction(1, 3), -1), (0.035, -2), (-250, 2), (Fraction(1, 10), -1), (0, 0)],
)
def test_magnitude_is_the_place_of_the_first_digit(value, power):
    assert magnitude(value) == power
