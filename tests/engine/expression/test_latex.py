"""Formulas as LaTeX: with symbols, and with the numbers put in."""

from fractions import Fraction

import pytest

from studyapp.engine.expression import compile_expression, latex_value

SYMBOLS = {"size": "W", "padding": "P", "stride": "S", "kernel_size": "K", "extent": "K'"}


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (
            "floor((size + 2*padding - extent)/stride) + 1",
            r"\left\lfloor \frac{W + 2P - K'}{S} \right\rfloor + 1",
        ),
        ("size//stride", r"\left\lfloor \frac{W}{S} \right\rfloor"),
        ("ceil(N/B)*E", r"\left\lceil \frac{N}{B} \right\rceil \cdot E"),
        ("a - (b - c)", "a - (b - c)"),
        ("a - b - c", "a - b - c"),
        ("(a - b) - c", "a - b - c"),
        ("a + (b + c)", "a + b + c"),
        ("a*(b + c)", r"a \cdot (b + c)"),
        ("2*(b + c)", "2(b + c)"),
        ("a*b*c", r"a \cdot b \cdot c"),
        ("2*3", r"2 \times 3"),
        ("a*2", r"a \times 2"),
        ("2*a/b", r"\frac{2a}{b}"),
        ("2*(a/b)", r"2 \cdot \frac{a}{b}"),
        ("(a/b)*(c + 1)", r"\frac{a}{b} \cdot (c + 1)"),
        ("(a/b + 1)*c", r"\left( \frac{a}{b} + 1 \right) \cdot c"),
        ("-(a + b)", "-(a + b)"),
        ("-a*b", r"-a \cdot b"),
        ("a*-b", r"a \cdot (-b)"),
        ("a - -b", "a - (-b)"),
        ("(-a)**2", "(-a)^{2}"),
        ("-a**2", "-a^{2}"),
        ("a**b**c", "a^{b^{c}}"),
        ("(a**b)**c", "(a^{b})^{c}"),
        ("(a + b)**2", "(a + b)^{2}"),
        ("(a/b)**2", r"\left( \frac{a}{b} \right)^{2}"),
        ("log(x)**2", r"(\ln(x))^{2}"),
        ("sqrt(a + b)", r"\sqrt{a + b}"),
        ("1/(1 + exp(-x))", r"\frac{1}{1 + e^{-x}}"),
        ("abs(w)*sign(w)", r"\left| w \right| \cdot \text{sign}(w)"),
        ("lambda*sum(w**2)", r"\lambda \sum w^{2}"),
        ("2*(sum(w) - t)", r"2 \cdot \left( \sum w - t \right)"),
        ("2*(sum(w) + t)", r"2 \cdot \left( \sum w + t \right)"),
        ("sum(w)**2", r"\left( \sum w \right)^{2}"),
        ("sum(a + b)", r"\sum (a + b)"),
        ("factorial(n - 1)", "(n - 1)!"),
        ("log2(n) + log10(n)", r"\log_{2}(n) + \log_{10}(n)"),
        ("max(a, 0)", r"\max(a, 0)"),
        ("(a*b) % c", r"a \cdot b\ \text{mod}\ c"),
        ("a % (b*c)", r"a\ \text{mod}\ (b \cdot c)"),
        ("beta1*x0", r"\beta_{1} \cdot x_{0}"),
        ("batch_size", r"\text{batch size}"),
        ("x[0] + x[n]", "x_{0} + x_{n}"),
        ("1e-5 + 2e-3", r"10^{-5} + 2 \times 10^{-3}"),
        ("0.50", "0.50"),
        ("a if n > 0 else b", r"\begin{cases} a & n > 0 \\ b & n \le 0 \end{cases}"),
        ("a if not n else b", r"\begin{cases} a & \neg n \\ b & \neg (\neg n) \end{cases}"),
        ("1 < n <= 3 and m != 2", r"1 < n \le 3 \land m \ne 2"),
        ("[a, 1]", "[a, 1]"),
    ],
)
def test_a_formula_is_shown_with_no_more_brackets_than_it_needs(source, shown):
    assert compile_expression(source).latex(SYMBOLS) == shown


@pytest.mark.parametrize(
    ("source", "values", "shown"),
    [
        (
            "floor((size + 2*padding - extent)/stride) + 1",
            {"size": 7, "padding": 1, "extent": 3, "stride": 2},
            r"\left\lfloor \frac{7 + 2 \times 1 - 3}{2} \right\rfloor + 1",
        ),
        ("a*b", {"a": 3, "b": -2}, r"3 \times (-2)"),
        ("a*b", {"a": -3, "b": 2}, r"-3 \times 2"),
        ("a - b", {"a": -3, "b": -2}, "-3 - (-2)"),
        ("a**2", {"a": -3}, "(-3)^{2}"),
        ("a**2", {"a": Fraction(1, 3)}, r"\left( \frac{1}{3} \right)^{2}"),
        ("a**2", {"a": 1e-7}, "(10^{-7})^{2}"),
        ("a*b", {"a": Fraction(1, 4), "b": Fraction(2, 3)}, r"0.25 \cdot \frac{2}{3}"),
        ("2*(a + b)", {"a": 1, "b": 3}, r"2 \times (1 + 3)"),
        ("-a", {"a": -3}, "-(-3)"),
        ("a + b", {"a": 1}, "1 + b"),
        ("base if rule == 'linear' else 2*base", {"base": 3, "rule": "sqrt"}, r"2 \times 3"),
        ("1/n if drop_last else n", {"n": 0, "drop_last": False}, "0"),
        ("x[1]*2", {"x": (4, 5)}, r"5 \times 2"),
        ("sum(x)/len(x)", {"x": (1, 2)}, r"\frac{\sum [1, 2]}{\text{len}([1, 2])}"),
        ("mean(x)", {"x": tuple(range(100))}, r"\text{mean}(x)"),
    ],
)
def test_numbers_are_put_in_with_the_brackets_that_they_need(source, values, shown):
    assert compile_expression(source).latex_numbers(values) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (12544, "12544"),
        (-3, "-3"),
        (Fraction(18, 25), "0.72"),
        (Fraction(7, 3), r"\frac{7}{3}"),
        (Fraction(-7, 3), r"-\frac{7}{3}"),
        (Fraction(1, 100000), "10^{-5}"),
        (Fraction(3, 2000000), r"1.5 \times 10^{-6}"),
        (0.70710678, "0.707107"),
        (2.0, "2"),
        (1.2e-7, r"1.2 \times 10^{-7}"),
        (2**100, r"1.26765 \times 10^{30}"),
        (True, r"\text{true}"),
        (None, r"\text{never}"),
        ("linear", r"\text{linear}"),
        ((1, Fraction(1, 2)), "[1, 0.5]"),
        (((1, 2), (3, 4)), r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}"),
        (((1,), (2, 3)), "[[1], [2, 3]]"),
    ],
)
def test_a_value_is_shown_as_people_write_it(value, shown):
    assert latex_value(value) == shown


@pytest.mark.parametrize(
    ("value", "latex"),
    [
        (Fraction(1, 1024), "0.0009765625"),
        (Fraction(1597959, 400000000), "0.0039948975"),
        (Fraction(35, 144), r"\frac{35}{144}"),
        (Fraction(-99_999, 99_998), r"-\frac{99999}{99998}"),
        (Fraction(123_456, 7_654_321), "0.0161289"),
        (Fraction(-(10**20), 3 * 10**12 + 1), r"-3.33333 \times 10^{7}"),
        (Fraction(10**20 + 1, 10**20), "1"),
        (Fraction(1, 10**400 + 1), r"\frac{1}{10^{400}}"),
    ],
)
def test_a_fraction_that_nobody_can_picture_is_a_decimal(value, latex):
    assert latex_value(value) == latex
