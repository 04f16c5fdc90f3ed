"""The error function beside the standard library's."""

import math

import numpy as np
import pytest

from studyapp.engine.numeric.error_function import erf, erfc, scaled_erfc

GRID = np.concatenate(
    [
        np.linspace(-7, 7, 40_001),
        np.linspace(-28, 28, 5_001),
        [s * 10.0**e for e in range(-300, 3, 7) for s in (-1, 1)],
    ]
)


def of_library(function, x):
    return np.array([function(float(value)) for value in x])


def test_erf_is_the_librarys_to_the_last_digits():
    expected = of_library(math.erf, GRID)
    assert np.abs(erf(GRID) - expected).max() <= 5e-16
    assert (np.abs(erf(GRID) - expected) <= 1e-15 * np.abs(expected)).all()  # also of its own size, near 0


def test_erfc_keeps_its_digits_far_out():
    x = GRID[GRID < 26]
    expected = of_library(math.erfc, x)
    assert (np.abs(erfc(x) - expected) <= 1e-13 * expected).all()
    near = np.abs(GRID) < 5
    assert np.abs(erfc(GRID[near]) - of_library(math.erfc, GRID[near])).max() <= 1e-15


def test_single_precision_stays_single():
    x = GRID[np.abs(GRID) > 1e-30].astype(np.float32)
    expected = of_library(math.erf, x)
    assert erf(x).dtype == np.float32
    assert (np.abs(erf(x) - expected) <= 4e-7 * np.abs(expected)).all()


def test_values_of_tables():
    """Abramowitz & Stegun, table 7.1; erfc(5) from table 7.3's x·e^(x²)·erfc(x)."""
    assert erf(np.array([0.5, 1.0, 2.0])) == pytest.approx(
        [0.5204998778, 0.8427007929, 0.9953222650], abs=1e-10
    )
    assert erfc(np.array([5.0]))[0] == pytest.approx(1.5374597944e-12, rel=1e-10)


def test_ends_and_what_is_no_number():
    x = np.array([math.inf, -math.inf, 1e308, -1e308, 0.0, -0.0])
    assert erf(x).tolist() == [1, -1, 1, -1, 0, 0]
    assert np.signbit(erf(x))[-1]
    assert erfc(x) == pytest.approx([0, 2, 0, 2, 1, 1], rel=1e-15)
    assert np.isnan(erf(np.array([math.nan]))).all()


def test_shapes_stay():
    assert erf(np.ones((2, 3, 1))).shape == (2, 3, 1)
    assert erf(np.array(1.0)).shape == ()
    assert erf(np.empty(0)).shape == (0,)
    assert erf(np.ones((50_000,)))[-1] == erf(np.ones(1))[0]
    assert erf(np.arange(3)).dtype == np.float64


@pytest.mark.parametrize("x", [0.0, 0.5, 1.9, 2.0, 2.1, 5.0, 20.0])
def test_the_scaled_complement_is_what_its_name_says(x):
    assert scaled_erfc(x) == pytest.approx(math.erfc(x) * math.exp(x * x), rel=1e-12)
    assert scaled_erfc(1e6) == pytest.approx(1 / (1e6 * math.sqrt(math.pi)), rel=1e-11)
