"""The point of each demonstration of activations, as figures that would be others if it were not so."""

import numpy as np
import pytest

from studyapp.engine.demos import find_demo
from studyapp.engine.demos.activations import FUNCTIONS, slope_of, value_of
from studyapp.engine.demos.linear_collapse import LinearCollapse, random_layers
from tests.engine.demos.proofs.moments import figures


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("x", [-4.0, -0.5, 1.25])
def test_the_curves_go_through_the_solvers_points(function, x):
    shown = figures("activations", function=function, x=x)
    assert shown["value"] == pytest.approx(float(value_of(function, np.array(x))), abs=1e-12)
    assert shown["slope"] == pytest.approx(float(slope_of(function, np.array(x))), abs=1e-12)


def test_a_sigmoid_is_steepest_at_0_with_a_quarter_and_flat_far_out():
    slopes = [
        frame.figures["slope"] for frame in find_demo("activations")(function="sigmoid", x=6.0).frames()
    ]
    assert max(slopes) == pytest.approx(0.25, abs=1e-12)
    assert slopes[-1] < 0.003


def test_a_dead_relu_passes_nothing_and_a_leaky_one_a_hundredth():
    assert figures("activations", function="relu", x=-3.0)["slope"] == 0
    assert figures("activations", function="leaky_relu", x=-3.0)["slope"] == pytest.approx(0.01)


def test_an_activation_problem_brings_its_function_and_input():
    demo = find_demo("activations").from_givens({"name": "gelu", "x": (1.5, 2.0)})
    assert (demo.function, demo.x) == ("gelu", 1.5)


def test_a_neuron_stands_where_its_weighted_sum_is():
    demo = find_demo("activations").from_givens(
        {"x": (1, 2), "w": (0.5, -1), "b": 0.25, "activation": "tanh"}
    )
    assert (demo.function, demo.x) == ("tanh", -1.25)


def test_a_shift_changes_no_probability_and_a_temperature_does():
    plain, shifted = figures("softmax-temperature"), figures("softmax-temperature", shift=100.0)
    assert shifted["probabilities"] == pytest.approx(plain["probabilities"], abs=1e-12)
    # e^2, e^1, e^0.5, e^-1 over their sum
    scores = np.exp([2.0, 1.0, 0.5, -1.0])
    assert plain["probabilities"] == pytest.approx(tuple(scores / scores.sum()))
    hot, cold = (
        figures("softmax-temperature", temperature=20.0),
        figures("softmax-temperature", temperature=0.05),
    )
    assert max(cold["probabilities"]) > 0.999999
    assert max(hot["probabilities"]) < 0.29
    assert cold["entropy_bits"] < plain["entropy_bits"] < hot["entropy_bits"] < 2


def test_linear_layers_stay_a_line_equal_to_one_layer_and_relu_bends_it():
    for frame in LinearCollapse(layers=8, width=8).frames():
        assert frame.figures["kinks_without"] == 0
        assert frame.figures["gap_to_one_layer"] < 1e-9
    assert figures("linear-collapse", layers=3)["kinks_with"] > 0
    assert figures("linear-collapse", between="identity", layers=8)["kinks_with"] == 0


def test_the_one_layer_is_the_product_of_all():
    weights, _biases = random_layers(4, 5, 3)
    product = weights[3] @ weights[2] @ weights[1] @ weights[0]
    assert figures("linear-collapse")["weight"] == pytest.approx(float(product[0, 0]))
