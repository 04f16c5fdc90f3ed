"""Arrays in expressions: fractions where they are small and exact, float64 otherwise."""

from fractions import Fraction

import numpy as np
import pytest

from studyapp.engine.expression import arrays, compile_expression
from studyapp.errors import ExpressionError

THIRD = Fraction(1, 3)


def worked(source, **values):
    return arrays.plain(compile_expression(source)(values))


def test_exact_entries_make_an_exact_array():
    array = arrays.exact_array([[1, THIRD], [0, -2]])
    assert array.dtype == object
    assert array.shape == (2, 2)
    assert arrays.plain(array) == ((1, THIRD), (0, -2))


def test_a_float_entry_or_too_many_entries_make_a_float_array():
    assert arrays.exact_array([1, 0.5]).dtype == np.float64
    assert arrays.exact_array(list(range(256))).dtype == object
    assert arrays.exact_array(list(range(257))).dtype == np.float64


def test_numpy_arrays_pass_through():
    array = np.arange(6.0).reshape(2, 3)
    assert arrays.exact_array(array) is array


def test_rows_of_unequal_length_are_refused():
    with pytest.raises(ExpressionError, match="equally long"):
        arrays.exact_array([[1, 2], [3]])


def test_whole_fractions_become_whole_numbers_when_plain():
    plain = arrays.plain(np.array([Fraction(4, 2), THIRD], dtype=object))
    assert plain == (2, THIRD)
    assert type(plain[0]) is int
    assert arrays.plain(np.float64(0.5)) == 0.5
    assert type(arrays.plain(np.int64(3))) is int


@pytest.mark.parametrize(
    ("source", "values", "worth"),
    [
        ("x/3", {"x": (1, 2)}, (THIRD, Fraction(2, 3))),
        ("x*2 + 1", {"x": ((1, 2), (3, 4))}, ((3, 5), (7, 9))),
        ("x + y", {"x": ((1, 2), (3, 4)), "y": (10, 20)}, ((11, 22), (13, 24))),
        ("x**2", {"x": (-3, THIRD)}, (9, Fraction(1, 9))),
        ("-x", {"x": (1, -2)}, (-1, 2)),
        ("x > 1", {"x": (1, 2)}, (False, True)),
        ("x*(x > 1)", {"x": (1, 2)}, (0, 2)),
        ("max(x, 0)", {"x": (-1, 2)}, (0, 2)),
        ("min(x, y, 3)", {"x": (1, 9), "y": (5, 5)}, (1, 3)),
        ("sqrt(x)", {"x": (4, Fraction(1, 9))}, (2, THIRD)),
        ("floor(x/2)", {"x": (3, -3)}, (1, -2)),
        ("clip(x, -1, 1)", {"x": (-5, Fraction(1, 2))}, (-1, Fraction(1, 2))),
        ("round(x, 1)", {"x": (Fraction(1, 4), 1)}, (Fraction(3, 10), 1)),
        ("sign(x)*max(abs(x) - 1, 0)", {"x": (-3, Fraction(1, 2))}, (-2, 0)),
        ("sum(x)", {"x": ((1, 2), (3, 4))}, 10),
        ("mean(x)", {"x": ((1, 2), (3, 5))}, Fraction(11, 4)),
        ("max(x)", {"x": ((1, 2), (3, 5))}, 5),
        # variance of 1, 2, 3, 4 by hand: mean 5/2, squares 9/4, 1/4, 1/4, 9/4
        (
            "(x - mean(x))/sqrt(var(x) - 1/4)",
            {"x": (1, 2, 3, 4)},
            (Fraction(-3, 2), Fraction(-1, 2), Fraction(1, 2), Fraction(3, 2)),
        ),
        ("dot(w, x)", {"w": ((1, 2), (3, 4)), "x": (1, -1)}, (-1, -1)),
        ("x[1][0]", {"x": ((1, 2), (3, 4))}, 3),
        ("x[1]", {"x": ((1, 2), (3, 4))}, (3, 4)),
        ("len(x)", {"x": ((1, 2), (3, 4), (5, 6))}, 3),
    ],
)
def test_small_arrays_are_worked_exactly(source, values, worth):
    assert worked(source, **values) == worth


def test_a_result_with_a_root_is_float64():
    result = compile_expression("sqrt(x)")({"x": (2, 4)})
    assert result.dtype == np.float64
    np.testing.assert_allclose(result, [2**0.5, 2], rtol=1e-15)


@pytest.mark.parametrize(
    "name", ["exp", "log", "log2", "log10", "sin", "cos", "tan", "tanh", "sigmoid", "sqrt", "abs"]
)
def test_functions_agree_on_numbers_and_float_arrays(name):
    formula = compile_expression(f"{name}(x)")
    numbers = np.linspace(0.1, 3, 300)
    np.testing.assert_allclose(
        formula({"x": numbers}), [formula({"x": float(number)}) for number in numbers], rtol=1e-14
    )


@pytest.mark.parametrize("name", ["sum", "mean", "prod", "var", "std", "min", "max"])
def test_reductions_agree_with_numpy_on_float_arrays(name):
    numbers = np.random.default_rng(0).normal(size=(3, 4))
    result = compile_expression(f"{name}(x)")({"x": numbers})
    assert type(result) is float
    assert result == pytest.approx(getattr(np, name)(numbers), rel=1e-14)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("x + y", "don't fit together"),
        ("dot(x, y)", "have no product"),
        ("1/z", "divides by zero"),
        ("1/f", "not a finite number"),
        ("log(f)", "not a finite number"),
        ("1 if x > 1 else 2", "one truth value"),
        ("sum(x, y)", "one list, or several numbers"),
        ("mean(e)", "empty list"),
        ("floor(w)", "a name, not a number"),
    ],
)
def test_what_has_no_value_is_refused(source, reason):
    values = {
        "x": (1, 2),
        "y": (1, 2, 3),
        "z": (1, 0),
        "f": np.array([1.0, 0.0]),
        "e": np.array([]),
        "w": ("a", "b"),
    }
    with pytest.raises(ExpressionError, match=reason):
        compile_expression(source)(values)
