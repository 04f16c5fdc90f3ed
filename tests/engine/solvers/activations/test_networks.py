"""A neuron, the gradient through many activations, and linear layers that are one."""

import math
import re
from fractions import Fraction

import pytest

from studyapp.engine.registry import find_solver
from studyapp.engine.solvers.activations import decimals, slopes
from studyapp.engine.solvers.activations.functions import DEFAULTS, NAMES
from studyapp.engine.solvers.activations.steepest import KNOWN, largest_slope, place_of_it
from studyapp.errors import GivenError


def solved(name, **inputs):
    return find_solver(name)(**inputs).result_value()


def test_a_neuron_worked_by_hand():
    """0.5·1 − 1·2 + 0.25·4 = −0.5, and 0.1 makes −0.4."""
    found = solved("neuron", x=[1, 2, 4], w=[0.5, -1, 0.25], b=0.1, activation="sigmoid")
    assert found["pre_activation"] == Fraction(-2, 5)
    assert found["output"] == pytest.approx(1 / (1 + math.exp(0.4)))


def test_rosenblatts_neuron_can_be_a_gate():
    """x AND y is 1 where x + y − 1.5 is above 0; with ReLU, 0.5 there and 0 elsewhere."""
    outputs = [
        solved("neuron", x=[a, b], w=[1, 1], b=-1.5, activation="relu")["output"]
        for a in (0, 1)
        for b in (0, 1)
    ]
    assert outputs == [0, 0, 0, Fraction(1, 2)]


def test_one_input_may_be_a_number():
    assert solved("neuron", x=2, w=3, b=-7) == {"pre_activation": -1, "output": -1}
    assert solved("neuron", x=[2], w=[3], b=-7) == {"pre_activation": -1, "output": -1}


def test_many_inputs_are_worked_too():
    assert solved("neuron", x=[0.5] * 1000, w=[2] * 1000, b=1)["output"] == pytest.approx(1001)


def test_a_neurons_working_names_the_function():
    steps = {
        step.name: step
        for step in find_solver("neuron")(x=[1, 2], w=[3, -1], b=1, activation="silu").working()
    }
    assert steps["weighted_sum"].numbers == r"3 \times 1 + (-1) \times 2"
    assert steps["pre_activation"].numbers == "1 + 1"
    assert steps["output"].formula == r"y = \frac{z}{1 + e^{-z}}"
    assert steps["output"].numbers == r"\frac{2}{1 + e^{-2}}"
    leaky = find_solver("neuron")(x=1, w=1, b=0, activation="leaky_relu").working()[-1]
    assert leaky.formula == r"y = \begin{cases} z & z > 0 \\ 0.01z & z \le 0 \end{cases}"


def test_the_mistakes_with_a_neuron():
    made = find_solver("neuron")(x=[1, 2], w=[3, -1], b=4, activation="tanh")
    assert made.mistakes_of("pre_activation") == {
        "no_bias": 1,
        "bias_subtracted": -3,
        "bias_multiplied": 4,
        "bias_each_time": 9,
        "weighted_sum.not_weighted": 7,
        "weighted_sum.weights_added": 9,
        "weighted_sum.sums_multiplied": 10,
        "weighted_sum.averaged": Fraction(9, 2),
    }
    assert made.mistakes_of("output")["not_activated"] == 5
    assert made.mistakes_of("output")["bias_afterwards"] == pytest.approx(math.tanh(1) + 4)
    assert made.mistakes_of("output")["other_function"] == pytest.approx(1 / (1 + math.exp(-5)))


@pytest.mark.parametrize(
    ("name", "inputs", "sentence"),
    [
        (
            "neuron",
            {"x": [1, 2], "w": [1], "b": 0},
            "w has 1 weights; it must have one for each of the 2 inputs in x",
        ),
        ("neuron", {"x": [1], "w": 1, "b": 0}, "w and x must both be lists, or both numbers"),
        ("neuron", {"x": [[1]], "w": [1], "b": 0}, "x is [[1]], of 2 axes; it may have 0, 1 axes"),
        ("gradient_bound", {"activation": "relu", "layers": 0}, "layers is 0; it must be a whole number"),
        ("gradient_bound", {"activation": "sigmoid", "layers": 10**12}, "activation, layers"),
        ("gradient_bound", {"activation": "silu", "layers": 10**12}, "activation, layers"),
        (
            "collapse_linear",
            {"weights": [1, 2], "biases": [1]},
            "biases has 1 entries; it must have one for each of 2",
        ),
        (
            "collapse_linear",
            {"weights": [[[1, 2]]], "biases": [[1, 2]]},
            "biases: that of layer 1 has the shape [2]; its weights need [1]",
        ),
        (
            "collapse_linear",
            {"weights": [[[1, 2]], [[1, 2]]], "biases": [[1], [1]]},
            "weights: layer 2 has 2 columns; the layer before it has 1 rows",
        ),
        (
            "collapse_linear",
            {"weights": [2, [[1]]], "biases": [1, [1]]},
            "weights must all be matrices, or all numbers",
        ),
        (
            "collapse_linear",
            {"weights": [[1, 2]], "biases": [1]},
            "weights is [1, 2], of 1 axes; it may have 0, 2",
        ),
        ("collapse_linear", {"weights": [[[1e308] * 20] * 20] * 2, "biases": [[0] * 20] * 2}, "weights"),
    ],
)
def test_what_has_no_answer_is_refused_with_the_reason(name, inputs, sentence):
    with pytest.raises(GivenError, match=f"^{re.escape(sentence)}"):
        solved(name, **inputs)


def test_bounds_are_exact_where_they_can_be():
    assert solved("gradient_bound", activation="sigmoid", layers=1000) == Fraction(1, 4) ** 1000
    assert solved("gradient_bound", activation="hardsigmoid", layers=7) == Fraction(1, 6) ** 7
    assert solved("gradient_bound", activation="hardswish", layers=3) == Fraction(27, 8)
    for name in (
        "identity",
        "tanh",
        "relu",
        "relu6",
        "leaky_relu",
        "prelu",
        "elu",
        "softplus",
        "softsign",
        "hardtanh",
    ):
        assert solved("gradient_bound", activation=name, layers=10**12) == 1


def normal_density(x):
    return math.exp(-x * x / 2) / math.sqrt(2 * math.pi)


def test_the_largest_slopes_of_gelu_and_smu_have_closed_forms():
    """gelu'' = φ(x)(2 − x²) is 0 at √2; smu'' is 0 where μ(1 − α)x = 1."""
    root = math.sqrt(2)
    gelu = (1 + math.erf(1)) / 2 + root * normal_density(root)
    assert float(largest_slope("gelu")) == pytest.approx(gelu, rel=1e-14)
    assert gelu == pytest.approx(1.1289, abs=5e-5)
    smu = (1.25 + 0.75 * (math.erf(1) + 2 / (math.sqrt(math.pi) * math.e))) / 2
    assert float(largest_slope("smu")) == pytest.approx(smu, rel=1e-14)


def bisected(function, left, right):
    for _ in range(200):
        middle = (left + right) / 2
        left, right = (middle, right) if function(middle) * function(left) > 0 else (left, middle)
    return left


def test_the_largest_slope_of_swish_is_where_its_second_derivative_is_0():
    """s'' + … : with s = σ(x), f'' = s(1 − s)(2 + x(1 − 2s))."""

    def sigmoid(x):
        return 1 / (1 + math.exp(-x))

    x = bisected(lambda x: 2 + x * (1 - 2 * sigmoid(x)), 1, 5)
    steepest = sigmoid(x) + x * sigmoid(x) * (1 - sigmoid(x))
    assert float(largest_slope("silu")) == pytest.approx(steepest, rel=1e-14)
    assert place_of_it("silu") == pytest.approx(x, abs=1e-6)
    assert steepest == pytest.approx(1.0998, abs=5e-5)


def test_the_largest_slope_of_mish_is_where_its_second_derivative_is_0():
    """f' = t + x·g with t = tanh(softplus), g = t' = (1 − t²)σ; f'' = 2g + x·g', g' = g(1 − σ − 2tσ)."""

    def parts(x):
        s = 1 / (1 + math.exp(-x))
        t = math.tanh(math.log1p(math.exp(x)))
        return s, t, (1 - t * t) * s

    def second(x):
        s, t, g = parts(x)
        return 2 * g + x * g * (1 - s - 2 * t * s)

    x = bisected(second, 0.5, 3)
    _, t, g = parts(x)
    assert float(largest_slope("mish")) == pytest.approx(t + x * g, rel=1e-14)
    assert t + x * g == pytest.approx(1.0885, abs=5e-5)


@pytest.mark.parametrize("name", NAMES)
def test_no_slope_is_larger_than_the_largest(name):
    found = max(abs(float(getattr(slopes, name)(at / 64, **DEFAULTS[name]))) for at in range(-1280, 1281))
    assert found <= float(largest_slope(name)) * (1 + 1e-15)
    assert decimals.steepest(name, **DEFAULTS[name]) == pytest.approx(float(largest_slope(name)), rel=1e-11)


def test_a_bounds_working_shows_where_the_function_is_steepest():
    steps = {
        step.name: step for step in find_solver("gradient_bound")(activation="sigmoid", layers=3).working()
    }
    assert steps["largest_slope"].formula.endswith("= f'(0)")
    assert steps["largest_slope"].numbers == r"0.5 \times (1 - 0.5)"
    assert steps["bound"].numbers == "0.25^{3}"
    for name in set(NAMES) - KNOWN.keys():
        step = find_solver("gradient_bound")(activation=name, layers=3).working()[0]
        assert "x" not in re.sub(r"\\[a-z]+", "", step.numbers)


def test_two_layers_worked_by_hand():
    """[[0, 1], [1, 0]] swaps the rows of [[1, 2], [3, 4]]; b = swap(1, 5) + (10, 20)."""
    found = solved("collapse_linear", weights=[[[1, 2], [3, 4]], [[0, 1], [1, 0]]], biases=[[1, 5], [10, 20]])
    assert found == {"weight": ((3, 4), (1, 2)), "bias": (15, 21)}


def test_decimals_stay_exact_and_large_layers_are_worked():
    assert solved("collapse_linear", weights=[0.1, 3], biases=[0.1, 0]) == {
        "weight": Fraction(3, 10),
        "bias": Fraction(3, 10),
    }
    identity = [[float(row == column) for column in range(30)] for row in range(30)]
    found = solved("collapse_linear", weights=[identity] * 5, biases=[[1] * 30] * 5)
    assert found["bias"] == (5,) * 30
    assert found["weight"] == tuple(map(tuple, identity))


def test_the_mistakes_with_linear_layers():
    """W₂W₁ = [[3, 4], [1, 2]] but W₁W₂ = [[2, 1], [4, 3]]; W₁b₂ + b₁ = (51, 115)."""
    made = find_solver("collapse_linear")(
        weights=[[[1, 2], [3, 4]], [[0, 1], [1, 0]]], biases=[[1, 5], [10, 20]]
    )
    assert made.mistakes_of("weight") == {
        "in_order_of_layers": ((2, 1), (4, 3)),
        "weights_added": ((1, 3), (4, 4)),
        "entry_by_entry": ((0, 2), (3, 0)),
    }
    assert made.mistakes_of("bias") == {
        "biases_added": (11, 25),
        "last_only": (10, 20),
        "first_only": (5, 1),
        "backwards": (51, 115),
    }


def test_layers_that_cannot_stand_in_the_other_order_have_no_such_mistake():
    made = find_solver("collapse_linear")(weights=[[[1, 2]], [[3], [4]]], biases=[[1], [5, 6]])
    assert "weights_added" not in made.mistakes_of("weight")
    assert made.mistakes_of("weight")["in_order_of_layers"] == ((11,),)


def test_layers_are_written_out():
    steps = {
        step.name: step
        for step in find_solver("collapse_linear")(weights=[[[1, 2]], [[3]]], biases=[[4], [5]]).working()
    }
    assert steps["weight"].formula == "W = W_2 W_1"
    assert steps["weight"].numbers == (r"\begin{bmatrix} 3 \end{bmatrix} \begin{bmatrix} 1 & 2 \end{bmatrix}")
    assert steps["bias"].formula == "b = W_2 b_1 + b_2"
    one = find_solver("collapse_linear")(weights=[[[1, 2]]], biases=[[4]]).working()
    assert [step.value for step in one] == [r"\begin{bmatrix} 1 & 2 \end{bmatrix}", "[4]"]
