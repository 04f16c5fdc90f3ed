"""Gradients: published figures, ties and huge answers, what is refused, and the known mistakes."""

import re
import subprocess
import sys
from decimal import Context, Decimal
from fractions import Fraction

import numpy as np
import pytest

from studyapp.engine.numeric.norms import total_norm
from studyapp.engine.registry import find_solver
from studyapp.errors import GivenError


def solved(name, **inputs):
    return find_solver(name)(**inputs).result_value()


def test_he_initialisation_as_in_its_paper():
    """He et al. 2015, 2.2: 0.059, 0.042, 0.029 and 0.021 for 3×3 layers of 64, 128, 256 and 512 filters."""
    found = [solved("he_std", fan_in=9 * filters) for filters in (64, 128, 256, 512)]
    assert [round(float(std), 3) for std in found] == [0.059, 0.042, 0.029, 0.021]


def test_vgg_b_with_a_fixed_deviation_of_a_hundredth():
    """The same section: with 0.01, ten layers shrink gradients by 5.9·4.2²·2.9²·2.1⁴ = 1.7·10⁴."""
    shrunk = 1.0
    for filters, layers in ((64, 1), (128, 2), (256, 2), (512, 4)):
        shrunk *= (0.01 / solved("he_std", fan_in=9 * filters)) ** layers
    assert 1 / shrunk == pytest.approx(1.7e4, rel=0.02)


def test_ten_sigmoids_leave_a_millionth():
    """0.25¹⁰ = 1/1048576, the largest that ten sigmoids can pass on."""
    assert solved("chain_product", factor=0.25, layers=10) == Fraction(1, 4**10)


def test_glorots_tanh_network():
    """Glorot & Bengio 2010: 1000 units in every layer give a variance of 2/2000."""
    assert solved("xavier_std", fan_in=1000, fan_out=1000) ** 2 == pytest.approx(0.001)


def test_decimals_count_as_written():
    assert solved("chain_product", factor=0.1, layers=3) == Fraction(1, 1000)
    assert solved("clip_by_norm", gradients=[3, -4], max_norm=1) == {
        "norm": 5,
        "scale": Fraction(1, 5),
        "clipped": (Fraction(3, 5), Fraction(-4, 5)),
    }
    assert solved("clip_by_value", gradient=[0.3, -0.7], limit=0.5) == (Fraction(3, 10), Fraction(-1, 2))


@pytest.mark.parametrize(
    ("factor", "limit", "layers"),
    [
        (0.5, 2**-10, 11),
        (0.5, 0.001, 10),
        (0.1, 0.001, 4),
        (0.1, 1e-15, 16),
        (1.1, 1.61051, 6),
        (10, 1e15, 16),
        (10, 999_999, 6),
        (2, 1, 1),
        (0.5, 1, 1),
        (2, 10**40, 133),
        (0.9, 1e-300, 6557),
    ],
)
def test_the_first_layer_strictly_beyond(factor, limit, layers):
    """Ties by hand: 0.1³ is 0.001 and 1.1⁵ is 1.61051, so one more is needed; 2¹³³ > 10⁴⁰ > 2¹³²."""
    assert solved("layers_until", factor=factor, limit=limit) == layers


def test_a_huge_answer_is_exact():
    """Held to powers of 60 digits: the power is beyond the limit, the one before it is not."""
    context = Context(prec=60)
    for factor, limit in ((1 + Fraction(1, 10**15), 2), (1 - Fraction(1, 10**12), Fraction(1, 10**6))):
        layers = solved("layers_until", factor=factor, limit=limit)
        base = context.divide(Decimal(factor.numerator), Decimal(factor.denominator))
        bound = context.divide(Decimal(Fraction(limit).numerator), Decimal(Fraction(limit).denominator))
        before, after = (context.power(base, exponent) for exponent in (layers - 1, layers))
        assert before <= bound < after if factor > 1 else before >= bound > after


def test_a_limit_next_to_a_power_is_told_from_it():
    """2^100 against 2^100 ± 1: no float can see the difference."""
    assert solved("layers_until", factor=2, limit=2**100) == 101
    assert solved("layers_until", factor=2, limit=2**100 - 1) == 100
    assert solved("layers_until", factor=2, limit=2**100 + 1) == 101


def test_an_answer_of_hundreds_of_digits():
    layers = solved("layers_until", factor=1 + Fraction(1, 10**300), limit=2)
    assert len(str(layers)) == 300
    assert str(layers).startswith("6931471805599453")


def test_long_chains_are_exact_or_rounded_once():
    assert solved("chain_product", factor=2, layers=10_000) == 2**10_000
    assert solved("chain_product", factor=-1, layers=10**12 + 1) == -1
    exact = Context(prec=60).power(Decimal("0.999"), 20_000)
    assert solved("chain_product", factor=0.999, layers=20_000) == float(exact)
    exact = Context(prec=60).power(Decimal("0.9999999999"), 10**12)
    assert solved("chain_product", factor=0.9999999999, layers=10**12) == float(exact)


def test_a_zero_gradient_is_left_alone():
    assert solved("clip_by_norm", gradients=[0, 0], max_norm=1) == {"norm": 0, "scale": 1, "clipped": (0, 0)}
    assert solved("clip_by_norm", gradients=[0, 0], max_norm=0) == {"norm": 0, "scale": 1, "clipped": (0, 0)}
    assert solved("clip_by_norm", gradients=[0, 2], max_norm=0)["clipped"] == (0, 0)


def test_a_norm_that_is_just_allowed_stays():
    assert solved("clip_by_norm", gradients=[3, 4], max_norm=5)["clipped"] == (3, 4)


def test_several_gradients_share_one_norm():
    """Norms 5 and 12 make 13 together."""
    found = solved("clip_by_norm", gradients=[[3, 4], [12]], max_norm=6.5)
    assert found == {
        "norm": 13,
        "scale": Fraction(1, 2),
        "clipped": ((Fraction(3, 2), 2), (6,)),
    }


def test_norms_beyond_the_squares_of_doubles():
    assert solved("clip_by_norm", gradients=[3 * 10**200, -4 * 10**200], max_norm=1)["norm"] == 5 * 10**200
    wide = solved("clip_by_norm", gradients=[1e200] * 300, max_norm=1)
    assert wide["norm"] == pytest.approx(300**0.5 * 1e200)
    assert wide["clipped"][0] == pytest.approx(300**-0.5)
    tiny = solved("clip_by_norm", gradients=[1e-200] * 300, max_norm=1e-200)
    assert tiny["clipped"][0] == pytest.approx(1e-200 / 300**0.5)
    assert solved("clip_by_norm", gradients=[1e200, 1e200], max_norm=1)["norm"] == pytest.approx(
        2**0.5 * 1e200
    )


def test_numpy_arrays_are_taken_as_they_are():
    rng = np.random.default_rng(3)
    parts = [rng.normal(size=(40, 50)), rng.normal(size=30)]
    norm = np.linalg.norm(np.concatenate([part.ravel() for part in parts]))
    found = find_solver("clip_by_norm")(gradients=parts, max_norm=1.0)
    assert found.norm == pytest.approx(norm)
    assert np.allclose(found.clipped[0], parts[0] / norm)
    assert found.clipped[1].shape == (30,)


@pytest.mark.parametrize("size", [1e-30, 1e-20, 1, 1e15, 1e25])
def test_the_norm_of_float32_keeps_its_digits(size):
    values = np.full(1000, size, dtype=np.float32)
    assert total_norm([values, values]) == pytest.approx(float(values[0]) * 2000**0.5, rel=1e-5)


def test_the_norm_of_nothing_but_zeros():
    assert total_norm([np.zeros(3), np.zeros((2, 2))]) == 0


def test_fans_of_known_layers():
    """VGG's 3×3 layer from 256 to 512 channels, and a linear layer."""
    assert solved("fan", shape=[512, 256, 3, 3]) == {"fan_in": 2304, "fan_out": 4608}
    assert solved("fan", shape=[1000, 4096]) == {"fan_in": 4096, "fan_out": 1000}


def test_deviations_of_layers_wider_than_a_double():
    assert solved("he_std", fan_in=2 * 10**400) == Fraction(1, 10**200)
    assert solved("xavier_std", fan_in=10**400, fan_out=10**400) == Fraction(1, 10**200)
    assert solved("he_std", fan_in=10**401) == pytest.approx(2**0.5 / 10**0.5 * 1e-200)


def test_a_signal_keeps_its_variance_just_where_the_growth_is_1():
    assert solved(
        "signal_variance", fan_in=100, weight_std=0.1, input_variance=0.7, layers=10**12
    ) == Fraction(7, 10)
    assert solved("signal_variance", fan_in=4, weight_std=1, input_variance=1, layers=5) == 4**5
    assert solved("signal_variance", fan_in=4, weight_std=0, input_variance=1, layers=5) == 0


def test_a_tiny_power_times_a_huge_variance_fits():
    found = solved("signal_variance", fan_in=1, weight_std=0.1, input_variance=10**300, layers=200)
    assert found == Fraction(1, 10**100)
    assert solved("signal_variance", fan_in=2, weight_std=1, input_variance=0, layers=10**12) == 0


@pytest.mark.parametrize(
    ("name", "inputs", "sentence"),
    [
        ("chain_product", {"factor": 2, "layers": 10**12}, "factor, layers: the product cannot be worked"),
        ("chain_product", {"factor": 0.5, "layers": 10**12}, "factor, layers: the product cannot be worked"),
        ("chain_product", {"factor": 0.5, "layers": 1100}, "factor, layers: the product cannot be worked"),
        ("chain_product", {"factor": 2, "layers": 20_000}, "factor, layers: the product cannot be worked"),
        ("chain_product", {"factor": 1.5, "layers": 2000}, "factor, layers: the product cannot be worked"),
        (
            "chain_product",
            {"factor": 2, "layers": 0},
            "layers is 0; it must be a whole number with layers ≥ 1",
        ),
        ("layers_until", {"factor": 1, "limit": 2}, "factor is 1; its powers stay at 1 and pass no limit"),
        (
            "layers_until",
            {"factor": 2, "limit": 0.5},
            "limit is 0.5; powers of 2 start from 1, which is beyond it already",
        ),
        (
            "layers_until",
            {"factor": 0.5, "limit": 2},
            "limit is 2; powers of 0.5 start from 1, which is beyond it already",
        ),
        (
            "layers_until",
            {"factor": 0.5, "limit": 0},
            "limit is 0; it must be a finite number with limit > 0",
        ),
        (
            "layers_until",
            {"factor": -2, "limit": 3},
            "factor is -2; it must be a finite number with factor > 0",
        ),
        (
            "layers_until",
            {"factor": 1 + Fraction(1, 10**2000), "limit": 3},
            "factor, limit: the layers cannot be worked from what is given (a number is too close to 1",
        ),
        (
            "clip_by_value",
            {"gradient": [1], "limit": -1},
            "limit is -1; it must be a finite number with limit ≥ 0",
        ),
        (
            "clip_by_norm",
            {"gradients": [], "max_norm": 1},
            "gradients is []; it must hold at least one number",
        ),
        ("clip_by_norm", {"gradients": [[1], []], "max_norm": 1}, "gradients"),
        (
            "clip_by_norm",
            {"gradients": [1, [2]], "max_norm": 1},
            "gradients is [1, [2]]; the lists in it must all",
        ),
        ("clip_by_norm", {"gradients": [1], "max_norm": -1}, "max_norm is -1; it must be a finite number"),
        ("fan", {"shape": [7]}, "shape is [7]; a fan needs at least two axes, [out, in, …]"),
        ("fan", {"shape": [7, 0]}, "shape has 0 at place 1; each entry must be a whole number, shape ≥ 1"),
        ("xavier_std", {"fan_in": 3, "fan_out": 2.5}, "fan_out is 2.5; it must be a whole number"),
        (
            "xavier_std",
            {"fan_in": 3, "fan_out": 2, "gain": 0},
            "gain is 0; it must be a finite number with gain > 0",
        ),
        (
            "signal_variance",
            {"fan_in": 256, "weight_std": 1, "input_variance": 1, "layers": 10**12},
            "fan_in, weight_std, input_variance, layers: the variance cannot be worked",
        ),
        (
            "signal_variance",
            {"fan_in": 4, "weight_std": -1, "input_variance": 1, "layers": 2},
            "weight_std is -1; it must be a finite number with weight_std ≥ 0",
        ),
    ],
)
def test_what_has_no_answer_is_refused_with_the_reason(name, inputs, sentence):
    with pytest.raises(GivenError, match=f"^{re.escape(sentence)}"):
        solved(name, **inputs)


def test_the_mistakes_of_clipping_by_norm():
    """[3, 4] to norm 2 is right as [1.2, 1.6]; upside down it is [7.5, 10], by value [2, 2]."""
    found = find_solver("clip_by_norm")(gradients=[3, 4], max_norm=2).mistakes_of("clipped")
    assert found["scale.upside_down"] == (Fraction(15, 2), 10)
    assert found["by_value"] == (2, 2)
    assert "scale.always_scaled" in found
    short = find_solver("clip_by_norm")(gradients=[3, 4], max_norm=10)
    assert short.value("clipped") == (3, 4)
    assert short.mistakes_of("clipped")["scale.always_scaled"] == (6, 8)


def test_the_mistakes_of_xavier_initialisation():
    """fan_in 3, fan_out 5: right is √(2/8) = 0.5."""
    solver = find_solver("xavier_std")(fan_in=3, fan_out=5)
    assert solver.result_value() == Fraction(1, 2)
    found = {name: float(value) for name, value in solver.mistakes_of("std").items()}
    assert found["variance.he"] == pytest.approx((2 / 3) ** 0.5)
    assert found["no_root"] == pytest.approx(2 / 8)
    assert found["variance.lecun"] == pytest.approx((1 / 3) ** 0.5)
    assert found["uniform_bound"] == pytest.approx((6 / 8) ** 0.5)


def test_where_powers_meet_the_limit_exactly_one_more_layer_is_needed():
    solver = find_solver("layers_until")(factor=0.5, limit=0.125)
    assert solver.value("exponent") == 3
    assert solver.value("layers") == 4
    assert solver.mistakes_of("layers")["at_the_limit"] == 3


def test_layers_follow_from_a_learners_own_exponent():
    assert find_solver("layers_until")(factor=0.5, limit=0.001).work({"exponent": 12.3})["layers"] == 13


def test_numbers_are_worked_without_numpy():
    """Scalar solvers start fast because none of them loads NumPy."""
    code = (
        "import sys\n"
        "from studyapp.engine.solvers.gradients import chains, initialization, signals\n"
        "chains.ChainProduct(factor=0.25, layers=10).working()\n"
        "chains.LayersUntil(factor=0.5, limit=0.001).working()\n"
        "initialization.HeStd(fan_in=9).working()\n"
        "initialization.Fan(shape=[3, 4, 5]).working()\n"
        "signals.SignalVariance(fan_in=3, weight_std=1, input_variance=1, layers=2).working()\n"
        "assert 'numpy' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
