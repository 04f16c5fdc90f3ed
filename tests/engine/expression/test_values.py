"""What expressions are worth: exact where they can be, and refused where they are worth nothing."""

import math
import subprocess
import sys
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.engine.expression import compile_expression
from studyapp.errors import ExpressionError, GivenError


def value(source, **values):
    return compile_expression(source)(values)


@pytest.mark.parametrize(
    ("source", "worth"),
    [
        # Dumoulin & Visin 2016, relationship 6: floor((7 + 2*1 - 3)/2) + 1 = floor(3) + 1
        ("floor((7 + 2*1 - 3)/2) + 1", 4),
        ("7/2", Fraction(7, 2)),
        ("6/3", 2),
        ("0.1", Fraction(1, 10)),
        ("0.1 + 0.2", Fraction(3, 10)),
        ("1e-3", Fraction(1, 1000)),
        ("1e3", 1000),
        ("1_000", 1000),
        ("7 // 2", 3),
        ("-7 // 2", -4),
        ("7 % 3", 1),
        ("-7 % 3", 2),
        ("0.7 % 0.1", 0),
        ("2**10", 1024),
        ("1 + 2^3*2", 17),
        ("-2^2", -4),
        ("2^3^2", 512),
        ("2**-2", Fraction(1, 4)),
        ("-2**2", -4),
        ("(2/3)**2", Fraction(4, 9)),
        ("8**(1/3)", 2),
        ("4**0.5", 2),
        ("(9/4)**(-1/2)", Fraction(2, 3)),
        ("sqrt(49)", 7),
        ("sqrt(1/4)", Fraction(1, 2)),
        ("ceil(1000/32)", 32),
        ("floor(-1/2)", -1),
        ("round(5/2)", 3),
        ("round(-5/2)", -3),
        ("round(2/3, 2)", Fraction(67, 100)),
        ("round(1234, -2)", 1200),
        ("abs(-1/3)", Fraction(1, 3)),
        ("sign(-3)", -1),
        ("exp(0)", 1),
        ("log(1)", 0),
        ("log2(1/8)", -3),
        ("log10(0.001)", -3),
        ("min(3, 1/2, 2)", Fraction(1, 2)),
        ("max([3, 1, 2])", 3),
        ("sum([1, 2, 3])", 6),
        ("mean([1, 2, 3, 4])", Fraction(5, 2)),
        ("prod([2, 3, 4])", 24),
        ("var([1, 2, 3, 4])", Fraction(5, 4)),
        ("std([2, 4])", 1),
        ("len([5, 6])", 2),
        ("clip(7, 0, 6)", 6),
        ("factorial(5)", 120),
        ("gcd(12, 18)", 6),
        ("[10, 20, 30][-1]", 30),
        ("[[1, 2], [3, 4]][1][0]", 3),
        ("dot([1, 2], [3, 4])", 11),
        ("1 if 2 > 1 else 0", 1),
        ("1 < 2 < 3", True),
        ("1 < 3 < 2", False),
        ("not 1 == 1 or 2 != 2", False),
        ("'a' == \"a\"", True),
        ("True + True", 2),
        ("−3 × 2 ÷ 4", Fraction(-3, 2)),
        ("1 +\n  2", 3),
    ],
)
def test_whole_numbers_and_fractions_stay_exact(source, worth):
    found = value(source)
    assert found == worth
    assert type(found) is type(worth)


@pytest.mark.parametrize(
    ("source", "worth"),
    [
        ("sqrt(2)", math.sqrt(2)),
        ("2**0.5", math.sqrt(2)),
        ("exp(1)", math.e),
        ("log(2)", math.log(2)),
        ("pi", math.pi),
        ("sigmoid(0)", 0.5),
        ("sigmoid(-1000)", 0.0),
        ("tanh(1/2)", math.tanh(0.5)),
        ("sin(1)**2 + cos(1)**2", 1.0),
        ("log(factorial(170))", math.lgamma(171)),
    ],
)
def test_everything_else_is_a_float(source, worth):
    found = value(source)
    assert type(found) is float
    assert found == pytest.approx(worth, rel=1e-14)


def test_names_take_values_and_are_known_in_advance():
    formula = compile_expression("E*ceil(N/B) if S else I + Q + O + beta + gamma + lambda + class + pi")
    assert formula.names == {"E", "N", "B", "S", "I", "Q", "O", "beta", "gamma", "lambda", "class"}
    assert formula({"E": 3, "N": 10, "B": 4, "S": True}) == 9


def test_a_name_may_be_a_function_s_or_a_constant_s():
    assert compile_expression("mean/sqrt(var)", {"mean", "var"})({"mean": 6, "var": 4}) == 3
    assert compile_expression("pi", {"pi"})({"pi": 3}) == 3


def test_a_name_that_is_not_known_is_refused_with_its_place_and_the_nearest():
    with pytest.raises(
        ExpressionError, match="`paddings` is not known here; did you mean `padding`"
    ) as refused:
        compile_expression("size + 2*paddings", {"size", "padding"})
    assert refused.value.column == 10


def test_where_no_name_is_near_the_known_ones_are_listed_as_far_as_one_reads():
    with pytest.raises(ExpressionError, match=r"`q` is not known here; known here: padding, pi, size$"):
        compile_expression("q + 1", {"size", "padding"})
    with pytest.raises(ExpressionError, match=r"known here: n10, n11, .*, n21, …$"):
        compile_expression("q + 1", {f"n{place}" for place in range(10, 40)})


def test_an_unknown_function_is_refused_with_the_nearest():
    with pytest.raises(ExpressionError, match="no function `flor`; did you mean `floor`"):
        compile_expression("flor(2.5)")


def test_a_missing_value_is_named():
    with pytest.raises(ExpressionError, match="`stride` has no value"):
        value("size/stride", size=3)


def test_only_the_branch_that_is_taken_is_worked():
    assert value("1/0 if drop else 2", drop=False) == 2
    assert value("False and 1/0 > 1") is False


def test_solvers_can_be_called_by_name_with_named_arguments():
    def half(size, *, by=2):
        return {"size": Fraction(size, by), "rest": size % by}

    formula = compile_expression("half(size, by=3)['size'] + 1", {"size"}, {"half": half})
    assert formula({"size": 7}) == Fraction(10, 3)
    assert formula.names == {"size"}


def test_a_solver_s_own_refusal_comes_through():
    def picky(size):
        raise GivenError("{parameter} must be at least 1", parameter="size")

    with pytest.raises(GivenError, match="size must be at least 1"):
        compile_expression("picky(0)", functions={"picky": picky})({})


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("1/n", "divides by zero"),
        ("7 % n", "divides by zero"),
        ("n**-1", "divides by zero"),
        ("sqrt(n - 1)", "-1 is negative"),
        ("log(n)", "above 0, not 0"),
        ("(n - 8)**0.5", "not a real number"),
        ("exp(1000)", "too large"),
        ("factorial(171)", "takes 0 to 170"),
        ("factorial(n/2 + 0.5)", "whole number"),
        ("[1, 2][n + 2]", "no place 2"),
        ("[1, 2] if [n] else 3", "one truth value"),
        ("mean([])", "empty list"),
        ("rule + 1", "a name, not a number"),
        ("clip(1, 3, 2)", "above its upper"),
        ("n[0]", "only a list has places"),
        ("sum(rule)", "a name, not a number"),
        ("f*f", "not a finite number"),
    ],
)
def test_what_has_no_value_is_refused_with_the_reason(source, reason):
    with pytest.raises(ExpressionError, match=reason):
        value(source, n=0, rule="sqrt", f=1e300)


@given(st.integers(-(10**6), 10**6), st.integers(1, 10**6), st.integers(-50, 50))
def test_arithmetic_agrees_with_fractions(a, b, c):
    # The oracle is Python's own Fraction
    exact = Fraction(a, b)
    assert value("a/b*c - a/b + c", a=a, b=b, c=c) == exact * c - exact + c
    assert value("floor(a/b) + ceil(a/b)", a=a, b=b) == math.floor(exact) + math.ceil(exact)
    assert value("(a/b)**2 % 7", a=a, b=b) == exact**2 % 7


@given(st.integers(0, 10**12))
def test_the_root_of_a_square_is_exact(root):
    assert value("sqrt(n)", n=root**2) == root


@given(st.lists(st.integers(-1000, 1000), min_size=1, max_size=20))
def test_variance_is_the_mean_square_less_the_squared_mean(numbers):
    count = len(numbers)
    expected = Fraction(sum(n * n for n in numbers), count) - Fraction(sum(numbers), count) ** 2
    assert value("var(x)", x=tuple(numbers)) == expected


def test_single_numbers_need_no_numpy():
    probe = (
        "import sys; from studyapp.engine.expression import compile_expression;"
        "compile_expression('floor(sum(x)/len(x)) + max(x) + x[0]')({'x': (1, 2)});"
        "sys.exit('NumPy was imported' if 'numpy' in sys.modules else 0)"
    )
    subprocess.run([sys.executable, "-c", probe], check=True)


def test_a_float_of_numpy_works_like_any_other():
    value = compile_expression("a/3 + sqrt(a)")({"a": np.float64(9)})
    assert value == 6
    assert type(value) in (int, float)
