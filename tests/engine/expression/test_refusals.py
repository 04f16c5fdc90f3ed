"""What the expression language is not: refused at once, with the place, reaching nothing."""

import ast
import time
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.engine.expression import arrays, compile_expression
from studyapp.errors import ExpressionError
from tests.attacks import EXPRESSIONS

# Source, and the column where it stops being an expression
FAULTY = {
    "": 1, "   ": 1, "1 +": 4, "  1 +": 6, "1 + * 2": 5, "a b": 3, "(1": 1, "1)": 2, "f(2": 2, "[1": 1,
    "(1]": 3, "2x": 1, "1 + 0x10": 5, "1j": 1, "1.2.3": 1, "1e": 1, "1__0": 1, "2 ^": 4, "a = 1": 3,
    "2^2 + x.y": 7, "2^2^2 ? 1": 7, "a^b^ ": 5,
    "a := 1": 3, "a if b": 1, "a ? b : c": 3, "a && b": 3, "a & b": 3, "~a": 1, "a @ b": 3, "a << 2": 1,
    "a; b": 2, "{1}": 1, "{1: 2}": 1, "lambda x: x": 9, "x[1:2]": 4, "x.y": 1, "1 + x.y": 5, "f'{a}'": 1,
    "b'a'": 1, "'a\\n'": 3, "# a": 1, "a # b": 3, "[i for i in x]": 2, "max(i for i in x)": 5, "a is b": 6,
    "a in b": 6, "max(*a)": 5, "max(**a)": 1, "max(x=1)": 1, "max()": 1, "floor(1, 2)": 1,
    "round(1, 2, 3)": 1, "(1)(2)": 2, "eval(1)": 1, "...": 1, "变量 +": 5, "变量 ? 1": 4, "1e400": 1,
    "2 * 1e999": 5, "2^3 * 1e999": 7, "`a`": 1, "$a": 1, "a\x00": 2, "1 +\u200b2": 4, "\u202e1 + 2": 1,
    "not": 4, "a not b": 7,
}  # fmt: skip


@pytest.mark.parametrize(("source", "column"), FAULTY.items())
def test_a_fault_is_told_with_its_place(source, column):
    with pytest.raises(ExpressionError) as refused:
        compile_expression(source, functions={"f": abs})
    assert refused.value.column == column


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("1 +", "something is missing at the end"),
        ("(1", r"this `\(` is never closed"),
        ("2x", "`2x` is not a number"),
        ("x.y", "`x.y` is not part of the expression language"),
        ("eval(1)", "there is no function `eval`"),
        ("a if b", "this `if` has no `else`"),
        ("floor(1, 2)", r"floor can't take 2 values \(it takes 1\)"),
        ("a b", "`b` can't be read here; is a sign such as \\* missing before it\\?"),
        ("2 log10(a)", "`log10` can't be read here; is a sign such as \\* missing before it\\?"),
        ("a = b", "`=` can't be read here; two values are compared by =="),
        ("（a + b) / 2", r"`（` can't be read here; write \("),
        ("max(a，b)", "`，` can't be read here; write ,"),
        ("x" * 401, "too long"),
        ("[" * 41, "nested too deeply"),
        ("1" + "+1" * 150, "too many parts"),
    ],
)
def test_a_fault_is_told_with_its_reason(source, reason):
    with pytest.raises(ExpressionError, match=reason):
        compile_expression(source)


@pytest.mark.parametrize(
    ("source", "step"),
    [
        ("[s, s]", (1, 2)),  # twice as many each time
        ("[s]", 1),  # deeper each time
        ("[s, s, s] + [[[1]], [[2]], [[3]]]", (1, 2)),  # wider each time
        ("dot([[1], [2], [3], [4], [5], [6], [7], [8]], [s, s])", (1, 2)),
        ("[[], s]", ()),
    ],
)
def test_a_list_that_each_step_makes_larger_is_soon_refused(source, step):
    grow = compile_expression(source)
    begun = time.thread_time()

    def made(most):
        value = step
        for _ in range(most):
            value = arrays.plain(grow({"s": value}))

    with pytest.raises(ExpressionError, match=r"list gets too large|equally long|product"):
        made(100)
    assert time.thread_time() - begun < 1


def test_a_long_list_is_worked_all_the_same():
    values = tuple(range(4096))
    assert compile_expression("sum([s, s])")({"s": values[:2000]}) == 1999 * 2000
    assert compile_expression("sum(s * 2 + s)")({"s": np.arange(1e5)}) == 3 * 99_999 * 50_000


def test_the_attacks_are_more_than_a_hundred():
    assert len(set(EXPRESSIONS)) > 100


@pytest.mark.parametrize("source", EXPRESSIONS, ids=lambda source: ascii(source[:30]))
def test_an_attack_ends_in_our_own_error_or_a_plain_value(source):
    values = {"a": 1, "b": 2, "x": 3, "_" * 300: 1, "𝟏": 1}
    try:
        worth = compile_expression(source)(values)
    except ExpressionError:
        return
    plain = arrays.plain(worth)
    assert plain is None or isinstance(plain, (bool, int, float, Fraction, str, tuple))


@given(st.text(alphabet="0123456789.+-*/%()[]<>=!,'\" abeEx\n_", max_size=40) | st.text(max_size=20))
def test_any_text_is_compiled_or_refused_with_a_place_in_it(source):
    column = fault_column(source)
    assert column is None or 1 <= column <= len(source) + 1


def fault_column(source):
    """Where compiling, working or showing `source` stops with our own error; None where it all works."""
    values = {"a": 3, "b": (1, 2), "e": 0, "E": 0.5, "x": "word"}
    try:
        formula = compile_expression(source, values)
        assert isinstance(formula.latex(), str)
        assert isinstance(formula.latex_numbers(values), str)
        formula(values)
    except ExpressionError as error:
        return error.column
    return None


@given(st.text(alphabet="0123456789+-*/%() .ab<>=", min_size=1, max_size=15))
def test_every_expression_is_also_python(source):
    try:
        compile_expression(source.replace("\n", " "), {"a", "b"})
    except ExpressionError:
        return
    ast.parse(source.strip(), mode="eval")
