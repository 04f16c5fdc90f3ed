"""Softmax step by step: at any size of the logits, along any axis, and the ways it is got wrong."""

import math
from fractions import Fraction

import pytest

from studyapp.engine.registry import find_solver
from studyapp.errors import GivenError


def solved(name, **inputs):
    return find_solver(name)(**inputs).result_value()


def names(name, **inputs):
    return [step.name for step in find_solver(name)(**inputs).working()]


def test_a_textbooks_example():
    """Logits 2, 1, 0.1: 7.389, 2.718 and 1.105 of 11.212, so 0.659, 0.242, 0.099."""
    steps = find_solver("softmax")(x=[2, 1, 0.1]).work()
    assert steps["exponentials"] == pytest.approx([7.389, 2.718, 1.105], abs=5e-4)
    assert steps["total"] == pytest.approx(11.2125, abs=5e-5)
    assert steps["probabilities"] == pytest.approx([0.659, 0.242, 0.099], abs=5e-4)
    assert solved("log_softmax", x=[2, 1, 0.1]) == pytest.approx(
        [math.log(7.38905609893065 / 11.2125088), -1.417030, -2.317030], abs=1e-6
    )


def test_steps_stand_where_they_are_needed():
    assert names("softmax", x=[1, 2]) == ["exponentials", "total", "probabilities"]
    assert names("softmax", x=[1, 2], temperature=2) == ["scaled", "exponentials", "total", "probabilities"]
    assert names("softmax", x=[1000, 2]) == ["shifted", "exponentials", "total", "probabilities"]
    assert names("log_softmax", x=[-1000, -1001]) == [
        "shifted",
        "exponentials",
        "total",
        "log_total",
        "output",
    ]


def test_what_is_written_is_what_is_worked():
    working = {step.name: step for step in find_solver("softmax")(x=[2, 1], temperature=0.5).working()}
    assert working["scaled"].numbers == r"[\frac{2}{0.5}, \frac{1}{0.5}]"
    assert working["exponentials"].formula == "u = e^{z}"
    assert working["exponentials"].numbers == "[e^{4}, e^{2}]"
    assert working["total"].numbers == "54.5982 + 7.38906"
    far = {step.name: step for step in find_solver("log_softmax")(x=[1000, 999]).working()}
    assert far["shifted"].numbers == "[1000 - 1000, 999 - 1000]"
    assert far["output"].formula == r"\ln p = z' - L"


@pytest.mark.parametrize("size", [1000, 10**6, 1e308])
def test_logits_of_any_size(size):
    assert solved("softmax", x=[size, size]) == (0.5, 0.5)
    assert solved("softmax", x=[size, -size]) == (1, 0)
    assert solved("softmax", x=[size, 0, -size], temperature=0.5) == (1, 0, 0)
    assert solved("log_softmax", x=[-size, -size]) == pytest.approx([-math.log(2)] * 2)


def test_the_logarithm_lives_where_the_probability_is_0():
    assert solved("log_softmax", x=[1000, -1000]) == (0, -2000)
    assert solved("log_softmax", x=[[0] * 300, [-800, *[0] * 299]])[1][0] == pytest.approx(
        -800 - math.log(299)
    )


def test_rows_shift_by_their_own_largest():
    found = solved("softmax", x=[[1000, 999], [-1000, -1001], [0, -1]])
    assert found[0] == pytest.approx(found[2])
    assert found[1] == pytest.approx(found[2])


def test_a_low_temperature_is_exact():
    assert solved("softmax", x=[0.3, 0.1], temperature=0.001)[0] == 1
    steps = find_solver("softmax")(x=[0.3, 0.1], temperature=0.1).work()
    assert steps["scaled"] == (3, 1)


def test_axes_count_from_both_ends():
    x = [[[1, 2], [3, 5]], [[0, 0], [1, 1]]]
    for axis in range(3):
        assert solved("softmax", x=x, axis=axis) == solved("softmax", x=x, axis=axis - 3)
    found = solved("softmax", x=x, axis=0)
    assert found[0][1][1] + found[1][1][1] == pytest.approx(1)


def test_a_number_alone_is_certain():
    assert solved("softmax", x=3) == 1
    assert solved("log_softmax", x=-5, axis=0) == 0


@pytest.mark.parametrize(
    ("inputs", "sentence"),
    [
        ({"x": [1, 2], "axis": 1}, r"axis is 1; it must be an axis of x, from -1 to 0"),
        ({"x": [[1, 2]], "axis": -3}, r"axis is -3; it must be an axis of x, from -2 to 1"),
        ({"x": 1, "axis": 1}, r"axis is 1; it must be an axis of x, from -1 to 0"),
        (
            {"x": [1, 2], "temperature": 0},
            r"temperature is 0; it must be a finite number with temperature > 0",
        ),
        ({"x": [1, 2], "temperature": -1}, r"temperature is -1"),
    ],
)
def test_what_has_no_answer_is_refused_with_the_reason(inputs, sentence):
    with pytest.raises(GivenError, match=f"^{sentence}"):
        solved("softmax", **inputs)


def test_a_logarithm_may_be_a_whole_number_beyond_every_float_but_no_other():
    assert solved("log_softmax", x=[1e308, -1e308]) == (0, -2 * int(1e308))
    with pytest.raises(GivenError, match=r"^x"):
        solved("log_softmax", x=[1.5e308, *[-1.5e308] * 300])


def test_the_known_mistakes():
    """Logits 1, 2, 3: e + e² + e³ = 30.1929."""
    mistakes = find_solver("softmax")(x=[1, 2, 3]).mistakes_of("probabilities")
    first = {name: value[0] for name, value in mistakes.items() if isinstance(value, tuple)}
    assert first["not_normalized"] == pytest.approx(math.e)
    assert first["no_exponentials"] == Fraction(1, 6)
    assert first["sigmoid"] == pytest.approx(1 / (1 + math.exp(-1)))
    assert first["only_the_others"] == pytest.approx(math.e / (math.e**2 + math.e**3))
    assert first["base_two"] == pytest.approx(2 / 14)
    assert first["other_sign"] == pytest.approx(math.exp(-1) / (math.exp(-1) + math.exp(-2) + math.exp(-3)))


def test_the_known_mistakes_with_a_temperature():
    solver, softmax = find_solver("softmax"), lambda *x: pytest.approx(solved("softmax", x=list(x)))
    mistakes = solver(x=[1, 3], temperature=2).mistakes_of("probabilities")
    assert mistakes["scaled.temperature_multiplied"] == softmax(2, 6)
    assert mistakes["scaled.temperature_left_out"] == softmax(1, 3)
    assert [2 * share for share in mistakes["divided_afterwards"]] == softmax(1, 3)


def test_mistakes_with_rows_and_columns():
    mistakes = find_solver("softmax")(x=[[0, 0], [0, 0]]).mistakes_of("probabilities")
    assert mistakes["all_added_up"] == ((0.25, 0.25), (0.25, 0.25))
    x = [[1, 2], [5, 3]]
    assert find_solver("softmax")(x=x).mistakes_of("probabilities")["other_axis"] == solved(
        "softmax", x=x, axis=0
    )


def test_a_learners_own_sum_goes_on_into_the_probabilities():
    found = find_solver("softmax")(x=[[0, 0], [0, 0]]).work({"total": (4, 2)})
    assert found["probabilities"] == ((0.25, 0.25), (0.5, 0.5))
    assert find_solver("log_softmax")(x=[0, 0]).work({"total": 1})["output"] == (0, 0)


def test_logarithms_of_probabilities_near_1_keep_their_digits():
    """-ln(1 + e^-20), and 0 for one class alone; the plain x - ln(e^x) is above 0 for 0.91."""
    near = solved("log_softmax", x=[20, 0])
    assert near[0] == pytest.approx(-math.log1p(math.exp(-20)), rel=1e-14)
    assert near[1] == pytest.approx(-20 - math.log1p(math.exp(-20)), rel=1e-14)
    assert solved("log_softmax", x=[40, 0])[0] == pytest.approx(-math.exp(-40), rel=1e-14)
    assert solved("log_softmax", x=[0.91]) == (0,)
    assert solved("log_softmax", x=[[0.1, 0.91]], axis=0) == ((0, 0),)
