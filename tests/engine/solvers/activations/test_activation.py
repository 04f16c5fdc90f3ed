"""Activation functions and their derivatives: published values, edges, what is written, what is refused."""

import math
import re
from fractions import Fraction

import numpy as np
import pytest

from studyapp.engine.registry import find_solver
from studyapp.engine.solvers.activations import formulas, values
from studyapp.engine.solvers.activations.functions import DEFAULTS, NAMES
from studyapp.errors import GivenError

EVERY_NAME = pytest.mark.parametrize("name", NAMES)


def activation(name, x, **own):
    return find_solver("activation")(name=name, x=x, **own).result_value()


def derivative(name, x, **own):
    return find_solver("activation_derivative")(name=name, x=x, **own).result_value()


def test_values_that_papers_and_tables_have():
    """Φ(1) = 0.8413447461; swish is least at −1.27846 with −0.278465; mish(1) = tanh(ln(1 + e))."""
    assert activation("gelu", 1) == pytest.approx(0.8413447461, abs=1e-10)
    assert activation("silu", -1.2784645) == pytest.approx(-0.2784645, abs=1e-7)
    assert derivative("silu", -1.2784645) == pytest.approx(0, abs=1e-7)
    assert activation("mish", 1) == pytest.approx(math.tanh(math.log(1 + math.e)))
    assert activation("softplus", 0) == pytest.approx(math.log(2))
    assert activation("smu", 2) == pytest.approx((1.25 * 2 + 0.75 * 2 * math.erf(1.5)) / 2)


def test_selus_constants_are_the_fixed_point_of_klambauer_et_al():
    """Their closed forms, with which mean 0 and variance 1 come out as mean 0 and variance 1."""
    half, two = math.erfc(math.sqrt(0.5)), math.erfc(math.sqrt(2))
    alpha = -math.sqrt(2 / math.pi) / (half * math.exp(0.5) - 1)
    inside = 2 * two * math.e**2 + math.pi * half**2 * math.e
    inside += -2 * (2 + math.pi) * half * math.sqrt(math.e) + math.pi + 2
    scale = (1 - half * math.sqrt(math.e)) * math.sqrt(2 * math.pi / inside)
    assert alpha == pytest.approx(values.SELU_ALPHA, rel=1e-13)
    assert scale == pytest.approx(values.SELU_SCALE, rel=1e-13)


def test_what_is_rational_stays_exact():
    assert activation("leaky_relu", -0.3) == Fraction(-3, 1000)
    assert activation("softsign", 3) == Fraction(3, 4)
    assert activation("hardswish", 1) == Fraction(2, 3)
    assert activation("hardsigmoid", [0.1, -4]) == (Fraction(31, 60), 0)
    assert activation("relu", [[-1, 10**30]]) == ((0, 10**30),)
    assert derivative("softsign", -2) == Fraction(1, 9)
    assert derivative("hardsigmoid", 1) == Fraction(1, 6)
    assert derivative("prelu", -1, weight=0.1) == Fraction(1, 10)


@EVERY_NAME
@pytest.mark.parametrize("x", [1000, -1000, 1e308, -1e308, 10**15, -(10**15)])
def test_nothing_overflows_where_the_answer_fits(name, x):
    for solve in (activation, derivative):
        alone, listed, many = solve(name, x), solve(name, [x, 0])[0], solve(name, [float(x)] * 300)[0]
        assert math.isfinite(alone)
        assert listed == pytest.approx(float(alone), rel=1e-12)
        assert many == pytest.approx(float(alone), rel=1e-12)


@pytest.mark.parametrize("huge", [10**400, -(10**400)])
def test_functions_that_flatten_have_a_value_for_numbers_beyond_every_float(huge):
    sign = 1 if huge > 0 else -1
    assert activation("tanh", huge) == sign
    assert activation("sigmoid", huge) == (sign + 1) / 2
    assert activation("hardtanh", huge) == sign
    assert derivative("gelu", huge) == (sign + 1) / 2
    assert activation("softplus", huge) == max(huge, 0)


def test_the_kinks_are_pytorchs():
    assert [derivative(name, 0) for name in ("relu", "relu6", "leaky_relu", "prelu")] == [
        *(0, 0, Fraction(1, 100), Fraction(1, 4))
    ]
    assert derivative("elu", 0, alpha=3) == 3
    assert derivative("selu", 0) == pytest.approx(values.SELU_ALPHA * values.SELU_SCALE)
    assert derivative("relu6", [0, 6]) == (0, 0)
    assert derivative("hardtanh", [-1, 1]) == (0, 0)
    assert derivative("hardsigmoid", [-3, 3]) == (0, 0)
    assert derivative("hardswish", [-3, 3]) == (0, 1)


@EVERY_NAME
def test_few_and_many_entries_are_worked_alike(name):
    """Up to 256 entries are fractions one by one, more are floats all at once."""
    x = [at / 8 for at in range(-64, 65)]
    for solve in (activation, derivative):
        assert solve(name, x * 3)[: len(x)] == pytest.approx(
            [float(value) for value in solve(name, x)], abs=1e-15
        )


def test_numpys_arrays_of_whole_numbers_are_taken():
    x = np.array([[-2, 0], [3, 9]])
    assert activation("relu6", x) == ((0, 0), (3, 6))
    assert activation("sigmoid", x)[0][1] == 0.5
    assert derivative("relu", x) == ((0, 0), (1, 1))


@EVERY_NAME
@pytest.mark.parametrize("x", [-2.5, -0.5, 0.25, 1.5, 7])
def test_the_formulas_that_are_shown_give_the_values(name, x):
    """What a learner would type into a calculator is what is worked on other, safer routes."""
    for own in ({}, {"approximate": "tanh"} if name == "gelu" else {}):
        parameters = {**formulas.CONSTANTS, **DEFAULTS[name], **own}
        numbers = {"x": x, **parameters}
        if name in formulas.GATES:
            numbers["gate"] = formulas.expression(formulas.formula(formulas.GATES, name, parameters))(numbers)
        numbers["output"] = formulas.expression(formulas.formula(formulas.FORMULAS, name, parameters))(
            numbers
        )
        assert numbers["output"] == pytest.approx(float(activation(name, x, **own)), rel=1e-12, abs=1e-15)
        slope = formulas.expression(formulas.formula(formulas.SLOPES, name, parameters))(numbers)
        assert slope == pytest.approx(float(derivative(name, x, **own)), rel=1e-12, abs=1e-14)


def worked(solver, **inputs):
    return {step.name: step for step in find_solver(solver)(**inputs).working()}


def test_only_the_chosen_functions_formula_is_shown():
    steps = worked("activation", name="sigmoid", x=2)
    assert list(steps) == ["output"]
    assert steps["output"].formula == r"f(x) = \frac{1}{1 + e^{-x}}"
    assert steps["output"].numbers == r"\frac{1}{1 + e^{-2}}"
    assert steps["output"].value == "0.880797"


def test_a_branch_is_shown_with_its_condition_and_taken_with_the_number():
    step = worked("activation", name="elu", x=-1, alpha=2)["output"]
    assert step.formula == r"f(x) = \begin{cases} x & x > 0 \\ \alpha \cdot (e^{x} - 1) & x \le 0 \end{cases}"
    assert step.numbers == r"2(e^{-1} - 1)"


def test_a_parameter_that_is_1_is_not_written():
    assert worked("activation", name="elu", x=-1)["output"].numbers == "e^{-1} - 1"
    assert worked("activation", name="silu", x=2)["gate"].formula == r"g = \frac{1}{1 + e^{-x}}"


def test_the_entries_of_short_lists_are_written_out():
    step = worked("activation", name="relu", x=[-1, 2])["output"]
    assert step.numbers == r"[\max(0, -1), \max(0, 2)]"
    assert worked("activation", name="relu", x=[1, 2, 3, 4])["output"].numbers == ""


def test_the_derivative_of_the_sigmoid_is_made_from_its_value():
    steps = worked("activation_derivative", name="sigmoid", x=0)
    assert list(steps) == ["output", "derivative"]
    assert steps["derivative"].formula == r"f'(x) = f(x) \cdot (1 - f(x))"
    assert steps["derivative"].numbers == r"0.5 \times (1 - 0.5)"
    assert list(worked("activation_derivative", name="relu", x=0)) == ["derivative"]


def test_a_learners_own_value_goes_on_into_the_derivative():
    """With s = 0.9, s·(1 − s) = 0.09."""
    found = find_solver("activation_derivative")(name="sigmoid", x=2).work({"output": 0.9})
    assert found["derivative"] == pytest.approx(0.09)
    found = find_solver("activation")(name="silu", x=2).work({"gate": 0.5})
    assert found["output"] == 1


@pytest.mark.parametrize(
    ("inputs", "sentence"),
    [
        ({"name": "relu", "x": 1, "alpha": 2}, "alpha is no parameter of relu, which takes x"),
        (
            {"name": "elu", "x": 1, "negative_slope": 1},
            "negative_slope is no parameter of elu, which takes x, alpha",
        ),
        (
            {"name": "gelu", "x": 1, "approximate": "exact"},
            'approximate is "exact"; it must be one of none, tanh',
        ),
        (
            {"name": "silu", "x": 1, "approximate": "tanh"},
            "approximate is no parameter of silu, which takes x, beta",
        ),
        ({"name": "softplus", "x": 1, "beta": 0}, "beta is 0; softplus divides by it"),
        ({"name": "swish", "x": 1}, 'name is "swish"; it must be one of identity, sigmoid'),
        ({"name": "relu", "x": []}, "x is []; it must hold at least one number"),
        ({"name": "relu", "x": [1, math.nan]}, "x holds NaN; each entry must be a finite number"),
    ],
)
@pytest.mark.parametrize("solver", ["activation", "activation_derivative"])
def test_what_has_no_answer_is_refused_with_the_reason(solver, inputs, sentence):
    with pytest.raises(GivenError, match=f"^{re.escape(sentence)}"):
        find_solver(solver)(**inputs).result_value()


@pytest.mark.parametrize(
    ("inputs", "slope"),
    [
        # The slope left of 0 is the parameter itself.
        ({"name": "leaky_relu", "x": [-1e308] * 300, "negative_slope": 1e308}, [1e308] * 300),
        # Right of 0 it is the scale (Klambauer et al. 2017).
        ({"name": "selu", "x": 10**400}, 1.0507009873554805),
    ],
)
def test_where_the_value_is_too_large_for_a_float_the_slope_is_still_worked(inputs, slope):
    with pytest.raises(GivenError, match=r"^name, x"):
        find_solver("activation")(**inputs).result_value()
    assert find_solver("activation_derivative")(**inputs).result_value() == pytest.approx(slope)


def test_the_known_mistakes_with_the_sigmoids_derivative():
    """At z = 2: s = 0.880797; z(1 − z) = −2; 1 − s² = 0.224197; the derivative at s, 0.207205."""
    mistakes = find_solver("activation_derivative")(name="sigmoid", x=2).mistakes_of("derivative")
    s = 1 / (1 + math.exp(-2))
    twice = 1 / (1 + math.exp(-s))
    assert mistakes["value_itself"] == pytest.approx(s)
    assert mistakes["input_put_in"] == -2
    assert mistakes["other_formula"] == pytest.approx(1 - s * s)
    assert mistakes["applied_twice"] == pytest.approx(twice * (1 - twice))
    assert "not_squared" not in mistakes


def test_the_known_mistakes_with_values():
    def made(name, x, **own):
        return find_solver("activation")(name=name, x=x, **own).mistakes_of("output")

    assert made("leaky_relu", -2)["unchanged"] == -2
    assert made("leaky_relu", -2)["cut_off"] == 0
    assert made("leaky_relu", -2, negative_slope=0.2)["usual_parameter"] == Fraction(-1, 50)
    assert made("leaky_relu", 3)["below_zero_everywhere"] == Fraction(3, 100)
    assert made("sigmoid", 1)["other_squashing"] == pytest.approx(math.tanh(1))
    assert made("tanh", 1)["other_squashing"] == pytest.approx(1 / (1 + math.exp(-1)))
    assert made("sigmoid", 1)["other_sign"] == pytest.approx(1 / (1 + math.e))
    assert made("hardswish", 4)["not_limited"] == Fraction(14, 3)
    assert made("gelu", -1)["by_sigmoid"] == pytest.approx(-1 / (1 + math.exp(1.702)))
    assert made("softsign", -3)["not_absolute"] == Fraction(3, 2)
    assert "not_absolute" not in made("softsign", -1)  # it would divide by zero
    assert made("silu", 2)["gate_only"] == pytest.approx(1 / (1 + math.exp(-2)))
