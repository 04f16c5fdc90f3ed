"""Activation functions of whole arrays, beside those of single numbers and their own difference quotients."""

import math
from fractions import Fraction

import numpy as np
import pytest

from studyapp.engine.numeric import activation_slopes, activations
from studyapp.engine.solvers.activations import slopes, values
from studyapp.engine.solvers.activations.functions import DEFAULTS, NAMES

PLACES = [-1e308, -1000.0, -50.0, -8.0, -6.0, -3.0, -1.5, -1.0, -0.1, -1e-9, 0.0]
PLACES += [1e-9, 0.1, 1.0, 1.5, 3.0, 5.5, 6.0, 8.0, 50.0, 1000.0, 1e308]
VARIANTS = [(name, {}) for name in NAMES]
VARIANTS += [("gelu", {"approximate": "tanh"}), ("silu", {"beta": 2.5}), ("silu", {"beta": -1.0})]
VARIANTS += [("softplus", {"beta": 0.5}), ("softplus", {"beta": -2.0}), ("elu", {"alpha": 3.0})]
VARIANTS += [
    ("leaky_relu", {"negative_slope": -0.5}),
    ("prelu", {"weight": 1.5}),
    ("smu", {"alpha": 0.5, "mu": 1e6}),
]
every_variant = pytest.mark.parametrize(("name", "own"), VARIANTS)


@every_variant
def test_arrays_and_single_numbers_agree(name, own):
    parameters = {
        each: value if isinstance(value, str) else Fraction(value)
        for each, value in {**DEFAULTS[name], **own}.items()
    }
    for of_arrays, of_numbers in ((activations, values), (activation_slopes, slopes)):
        found = getattr(of_arrays, name)(np.array(PLACES), **own)
        expected = [float(getattr(of_numbers, name)(Fraction(x), **parameters)) for x in PLACES]
        assert found == pytest.approx(expected, rel=1e-12, abs=1e-15)


@every_variant
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_nothing_overflows_and_the_precision_stays(name, own, dtype):
    largest = np.finfo(dtype).max / 2
    x = np.array([-largest, -1000, -90, 0, 90, 1000, largest], dtype=dtype)
    for of_arrays in (activations, activation_slopes):
        found = getattr(of_arrays, name)(x, **own)
        assert found.dtype == dtype
        assert np.isfinite(found).all()


@every_variant
def test_slopes_are_difference_quotients(name, own):
    x, apart = np.linspace(-7.987, 7.987, 400), 1e-5  # no kink is within reach of these
    function = getattr(activations, name)
    if own.get("mu"):
        apart = 1e-9
    quotient = (function(x + apart, **own) - function(x - apart, **own)) / (2 * apart)
    assert getattr(activation_slopes, name)(x, **own) == pytest.approx(quotient, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize(
    "name", ["sigmoid", "tanh", "relu", "softplus", "silu", "gelu", "mish", "smu", "hardswish"]
)
def test_what_is_no_number_stays_none(name):
    assert np.isnan(getattr(activations, name)(np.array([math.nan]))).all()


def test_whole_numbers_stay_whole_where_they_are_only_cut_off():
    x = np.array([-3, 2**53 + 1, 9])
    assert activations.relu(x).tolist() == [0, 2**53 + 1, 9]
    assert activations.relu6(x).dtype == x.dtype
    assert activations.sigmoid(np.array([0])).tolist() == [0.5]
    assert activation_slopes.relu(x).dtype == np.float64


def test_far_left_the_gates_keep_their_digits():
    """Φ(−10) = 7.6198530241605e-24 (table values); 1 + erf would be 0."""
    assert activations.gelu(np.array([-10.0]))[0] == pytest.approx(-7.6198530241605e-23, rel=1e-10)
    assert activations.sigmoid(np.array([-700.0]))[0] == pytest.approx(math.exp(-700), rel=1e-12)


def test_shapes_stay():
    for name in NAMES:
        assert getattr(activations, name)(np.ones((2, 3, 1))).shape == (2, 3, 1)
        assert getattr(activation_slopes, name)(np.ones((2, 3, 1))).shape == (2, 3, 1)
