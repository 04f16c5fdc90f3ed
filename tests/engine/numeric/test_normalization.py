"""The library's norms: the textbook's numbers, in the precision they are given, in any layout."""

import numpy as np
import pytest

from studyapp.engine.numeric import normalization
from studyapp.engine.numeric.normalization import batch_norm, group_norm, instance_norm, layer_norm

RNG = np.random.default_rng(7)


def textbook(x, axes, gamma, beta, eps):
    """In double precision, by NumPy's own mean and variance."""
    wide = np.asarray(x, dtype=np.float64)
    mean, variance = wide.mean(axes, keepdims=True), wide.var(axes, keepdims=True)
    return gamma * (wide - mean) / np.sqrt(variance + eps) + beta, mean, variance


def check(found, expected, dtype):
    tolerance = {"rel": 1e-4, "abs": 1e-5} if dtype == np.float32 else {"rel": 1e-10, "abs": 1e-11}
    for got, wanted in zip(found, expected, strict=True):
        assert got.dtype == dtype
        assert np.asarray(got).reshape(-1) == pytest.approx(np.asarray(wanted).reshape(-1), **tolerance)


both = pytest.mark.parametrize("dtype", [np.float32, np.float64])
AROUND = pytest.mark.parametrize("center", [0, 0.5, 1000])


@both
@AROUND
@pytest.mark.parametrize(
    "shape", [(5000,), (700, 3), (9, 70), (4, 5, 30), (3, 2, 100, 100), (40, 3, 2, 2), (2, 1, 1, 7), (2, 3)]
)
def test_batch_norm_in_every_layout(shape, center, dtype):
    x = (RNG.standard_normal(shape) + center).astype(dtype)
    channels = shape[1] if len(shape) > 1 else 1
    axes = tuple(axis for axis in range(len(shape)) if axis != 1 or len(shape) == 1)
    gamma, beta = RNG.standard_normal((2, channels))
    across = (-1, *(1,) * (len(shape) - 2)) if len(shape) > 1 else (1,)
    expected = textbook(x, axes, gamma.reshape(across), beta.reshape(across), 1e-3)
    found = batch_norm(x, gamma, beta, 1e-3)
    assert found.mean.shape == found.variance.shape == shape[1:2]
    if center == 1000 and dtype == np.float32:  # beside 1000, single precision keeps four decimals
        assert found.output == pytest.approx(expected[0], abs=1e-2)
    else:
        check(found, expected, dtype)


@both
@pytest.mark.parametrize("shape", [(3, 6), (2, 6, 5), (2, 6, 40, 50), (1, 6, 3, 3)])
@pytest.mark.parametrize("groups", [1, 2, 6])
def test_group_norm_in_every_layout(shape, groups, dtype):
    x = (RNG.standard_normal(shape) + 0.5).astype(dtype)
    gamma, beta = RNG.standard_normal((2, 6))
    grouped = x.reshape(shape[0], groups, -1)
    plain, mean, variance = textbook(grouped, (2,), 1, 0, 1e-5)
    across = (-1, *(1,) * (len(shape) - 2))
    output = gamma.reshape(across) * plain.reshape(shape) + beta.reshape(across)
    found = group_norm(x, groups, gamma, beta)
    assert found.mean.shape == (shape[0], groups)
    check(found, (output, mean, variance), dtype)


@both
def test_instance_norm_is_a_group_a_channel(dtype):
    x = RNG.standard_normal((3, 4, 10, 10)).astype(dtype)
    check(instance_norm(x), textbook(x, (2, 3), 1, 0, 1e-5), dtype)


@both
@pytest.mark.parametrize("axes", [1, 2, 3])
@pytest.mark.parametrize("with_parameters", [False, True])
def test_layer_norm_over_the_last_axes(axes, with_parameters, dtype):
    x = (RNG.standard_normal((30, 4, 50)) + 2).astype(dtype)
    places = x.shape[3 - axes :]
    gamma, beta = RNG.standard_normal((2, *places)) if with_parameters else (1, 0)
    found = layer_norm(x, axes, gamma, beta)
    assert found.mean.shape == x.shape[: 3 - axes]
    check(found, textbook(x, tuple(range(3 - axes, 3)), gamma, beta, 1e-5), dtype)


@pytest.mark.parametrize(
    "norm",
    [batch_norm, instance_norm, layer_norm, lambda x, **out: group_norm(x, 2, **out)],
    ids=["batch", "instance", "layer", "group"],
)
def test_the_output_may_take_the_inputs_place(norm):
    x = RNG.standard_normal((4, 6, 20, 20)).astype(np.float32) + np.float32(0.5)
    expected = norm(x.copy()).output
    found = norm(x, out=x)
    assert found.output is x
    assert np.array_equal(x, expected)


def test_a_transposed_view_is_read_as_it_stands():
    x = RNG.standard_normal((6, 5, 4, 3)).transpose(3, 1, 2, 0)
    check(batch_norm(x)[:1], textbook(x, (0, 2, 3), 1, 0, 1e-5)[:1], np.float64)


def test_whole_numbers_are_worked_in_double_precision():
    found = batch_norm(np.array([[1, 10], [3, 30]], dtype=np.uint8), eps=0)
    assert found.output.tolist() == [[-1, -1], [1, 1]]
    assert found.variance.tolist() == [1, 100]


def test_a_large_mean_does_not_swallow_the_variance():
    """10⁶ ± 1: the mean of squares less the squared mean would be off in the 4th digit."""
    x = np.array([1e6 - 1, 1e6 + 1] * 3000)
    found = batch_norm(x, eps=0)
    assert found.variance == pytest.approx(1, rel=1e-12)
    assert found.output == pytest.approx(x - 1e6, rel=1e-9)


def test_equal_values_have_no_variance_at_all():
    found = batch_norm(np.full((100, 50), 0.1))
    assert not found.variance.any()
    assert not found.output.any()


def test_small_blocks_change_nothing(monkeypatch):
    x = RNG.standard_normal((5, 7, 11, 13))
    whole = batch_norm(x), group_norm(x, 7), layer_norm(x, 2)
    monkeypatch.setattr(normalization, "BLOCK_BYTES", 100)
    monkeypatch.setattr(normalization, "READ_BYTES", 300)
    monkeypatch.setattr(normalization, "LONGEST_SUM", 10)
    for found, expected in zip((batch_norm(x), group_norm(x, 7), layer_norm(x, 2)), whole, strict=True):
        check(found, expected, np.float64)


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: batch_norm(np.ones((3, 2)), gamma=[1, 2, 3]), "gamma has 3 numbers; it must be one, or 2"),
        (lambda: group_norm(np.ones((3, 4)), 3), "4 channels do not make 3 groups"),
        (lambda: group_norm(np.ones((3, 4)), 0), "4 channels do not make 0 groups"),
        (lambda: layer_norm(np.ones((3, 4)), 3), "2 axes is not normalised over 3"),
        (lambda: layer_norm(np.ones((3, 4)), 1, beta=[1, 2]), "beta has 2 numbers; it must be one, or 4"),
        (lambda: batch_norm(np.ones((3, 2)), out=np.ones((2, 3))), "out must be a C-ordered float64 array"),
        (
            lambda: batch_norm(np.ones((3, 2)), out=np.ones((3, 2), np.float32)),
            "out must be a C-ordered float64",
        ),
    ],
)
def test_what_does_not_fit_is_an_error(call, told):
    with pytest.raises(ValueError, match=told):
        call()
