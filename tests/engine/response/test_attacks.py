"""Whatever is typed is read or refused in our own words: nothing hangs, crashes, or reaches anything."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.engine.response import EXPECTATIONS, read_response
from studyapp.engine.response.notes import Notes
from studyapp.errors import ResponseError
from tests.attacks import RESPONSES


def outcome(typed, expect):
    try:
        return read_response(typed, expect, ("epochs", "px"), percent=True, nullable=True, allow_blank=True)
    except ResponseError as error:
        return error


def is_plain(value):
    if isinstance(value, tuple):
        return all(map(is_plain, value))
    return value is None or isinstance(value, int | float | Fraction)


def test_the_attacks_are_more_than_sixty():
    assert len(set(RESPONSES)) > 60


@pytest.mark.parametrize("expect", EXPECTATIONS)
@pytest.mark.parametrize("typed", RESPONSES, ids=lambda typed: ascii(typed[:30]))
def test_an_attack_is_refused_with_a_place_or_is_a_plain_number(typed, expect):
    found = outcome(typed, expect)
    if isinstance(found, ResponseError):
        assert 1 <= found.column <= len(typed) + 1
    else:
        assert is_plain(found.value)


@pytest.mark.parametrize("typed", RESPONSES, ids=lambda typed: ascii(typed[:30]))
def test_the_scratch_line_takes_no_harm(typed):
    try:
        notes = Notes().noting("k = 2").noting(typed)
    except ResponseError:
        return
    assert all(is_plain(value) for value in notes.values.values())
    outcome(notes.before("k"), "number")


NEAR_NUMBERS = st.text(alphabet="0123456789.,;'+-*/^%()[]{}=√²½ eEπxk\n−×÷，。１２", max_size=40)


LATEX = [
    r"\frac", r"\dfrac", r"\sqrt", r"\sqrt[3]", r"\cdot", r"\times ", r"\pi", r"\left(", r"\right)", r"\ln",
    r"\log_", r"\,", r"\begin{pmatrix}", r"\end{pmatrix}", r"\begin{array}{cc}", r"\end{array}", "&", r"\\",
    "{", "}", "^{", "_{", "^", r"\text{", r"\lfloor", r"\rfloor", r"\%", "$", "$$", r"\(", r"\)", r"\foo",
    "\\", "12", "3", "0.(3)", "e", "万", "-", "[", "]", "; ",
]  # fmt: skip


@settings(max_examples=600)
@given(st.lists(st.sampled_from(LATEX), max_size=14).map("".join), st.sampled_from(EXPECTATIONS))
def test_any_latex_is_read_or_refused_with_a_place_in_it(typed, expect):
    found = outcome(typed, expect)
    if isinstance(found, ResponseError):
        assert 1 <= found.column <= len(typed) + 1
    else:
        assert is_plain(found.value)


@settings(max_examples=400)
@given(NEAR_NUMBERS | st.text(max_size=30), st.sampled_from(EXPECTATIONS))
def test_any_text_is_read_or_refused_with_a_place_in_it(typed, expect):
    found = outcome(typed, expect)
    if isinstance(found, ResponseError):
        assert 1 <= found.column <= len(typed) + 1
    else:
        assert is_plain(found.value)


@given(NEAR_NUMBERS)
def test_what_is_shown_of_a_reading_is_read_as_the_same(typed):
    """The learner sees "read as …"; who types that gets the same number, as far as it is shown."""
    found = outcome(typed, "number")
    if isinstance(found, ResponseError) or found.value is None:
        return
    again = read_response(found.shown, "number").value
    assert float(again) == pytest.approx(float(found.value), rel=1e-5)


@pytest.mark.parametrize("name", ["N", "S", "I", "Q", "O", "W", "K", "beta", "gamma", "lr", "μ"])
def test_any_usual_name_can_be_given_a_value(name):
    assert read_response(f"{name} = 6; {name} + 1").value == 7
