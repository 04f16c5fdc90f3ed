"""Prompts with numbers put in."""

from fractions import Fraction

import pytest

from studyapp.engine.problems.template import fill, placeholders
from studyapp.errors import ExpressionError


def test_a_name_in_braces_is_replaced_by_its_value():
    prompt = "An input of {size}×{size} meets a {kernel_size}×{kernel_size} filter."
    assert fill(prompt, {"size": 32, "kernel_size": 5}) == "An input of 32×32 meets a 5×5 filter."


def test_inside_maths_braces_are_latex_and_only_an_at_sign_puts_in_a_value():
    assert fill(r"Work $\frac{w}{@{n}}$ for $w_{i}$.", {"n": 4}) == r"Work $\frac{w}{4}$ for $w_{i}$."
    assert fill(r"$$\sqrt{@{v}}$$", {"v": Fraction(1, 4)}) == r"$$\sqrt{0.25}$$"


def test_a_power_of_ten_inside_maths_is_written_out():
    assert fill(r"$\eta = @{lr}$", {"lr": 2e-7}) == r"$\eta = 2 \times 10^{-7}$"


def test_doubled_braces_are_braces():
    assert fill("{{{size}}}", {"size": 3}) == "{3}"


def test_money_is_no_maths():
    assert fill("It costs $5, then {price} $ more", {"price": 2}) == "It costs $5, then 2 $ more"
    assert fill(r"\${price} and \$3", {"price": 2}) == r"\$2 and \$3"


def test_digits_are_significant_ones():
    assert fill("{x:.3} {y:.2}", {"x": 0.123456, "y": Fraction(1, 3)}) == "0.123 0.33"


def test_one_value_of_a_list_can_be_put_in():
    assert fill("{x[1]} of {x}", {"x": (1, 2, 3)}) == "2 of [1, 2, 3]"
    with pytest.raises(ExpressionError, match="x has no value number 3"):
        fill("{x[3]}", {"x": (1, 2, 3)})


def test_places_say_their_names_and_columns():
    places = placeholders("批量 {batch_size}，$@{n}$")
    assert [(place.name, place.column, place.maths) for place in places] == [
        ("batch_size", 5, False),
        ("n", 20, True),
    ]


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("size {", 6, "a name in braces"),
        ("a {size kernel}", 3, "a name in braces"),
        ("{size:3}", 1, "a name in braces"),
        ("{}", 1, "a name in braces"),
        ("ab } c", 4, "closes nothing"),
        ("$@{1}$", 3, "a name in braces"),
    ],
)
def test_a_brace_out_of_place_is_told_with_its_column(text, column, message):
    with pytest.raises(ExpressionError, match=message) as caught:
        placeholders(text)
    assert caught.value.column == column
