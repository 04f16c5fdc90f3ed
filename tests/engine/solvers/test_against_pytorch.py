"""Where PyTorch has a function, its values hold; they were written down from version 2.13."""

import json
from pathlib import Path

import pytest

from studyapp.domain.value import to_json
from studyapp.engine.registry import find

PYTORCH = json.loads((Path(__file__).parents[2] / "data" / "pytorch" / "solvers.json").read_text())


def near(value):
    return pytest.approx(value, rel=1e-9, abs=1e-12)


def solved(name, **inputs):
    return to_json(find(name)(**inputs).result_value())


def flat(value):
    return [number for item in value for number in flat(item)] if isinstance(value, list) else [value]


@pytest.mark.parametrize(
    ("size", "kernel_size", "stride", "padding", "dilation", "side"), PYTORCH["conv_output_size"]
)
def test_the_output_of_a_convolution(*, size, kernel_size, stride, padding, dilation, side):
    inputs = {"stride": stride, "padding": padding, "dilation": dilation}
    assert solved("conv_output_size", size=size, kernel_size=kernel_size, **inputs) == side


@pytest.mark.parametrize(
    ("size", "kernel_size", "stride", "padding", "dilation", "ceil_mode", "side"), PYTORCH["pool_output_size"]
)
def test_the_output_of_pooling(*, size, kernel_size, stride, padding, dilation, ceil_mode, side):
    inputs = {"stride": stride, "padding": padding, "dilation": dilation, "ceil_mode": ceil_mode}
    assert solved("pool_output_size", size=size, kernel_size=kernel_size, **inputs) == side


@pytest.mark.parametrize(
    ("shape", "filters", "kernel", "stride", "padding", "dilation", "out"), PYTORCH["conv_output_shape"]
)
def test_the_output_shape_with_pairs(*, shape, filters, kernel, stride, padding, dilation, out):
    inputs = {"kernel_size": kernel, "stride": stride, "padding": padding, "dilation": dilation}
    assert solved("conv_output_shape", shape=shape, out_channels=filters, **inputs) == out


@pytest.mark.parametrize(
    ("ins", "outs", "kernel", "bias", "groups", "weights", "biases"), PYTORCH["conv_parameters"]
)
def test_the_parameters_of_a_convolution(*, ins, outs, kernel, bias, groups, weights, biases):
    found = solved(
        "conv_parameters", in_channels=ins, out_channels=outs, kernel_size=kernel, bias=bias, groups=groups
    )
    assert found == {"weights": weights, "biases": biases, "total": weights + biases}


@pytest.mark.parametrize("case", PYTORCH["batch_norm"])
def test_batch_norm_in_training(case):
    inputs = {name: case[name] for name in ("x", "gamma", "beta", "eps")}
    assert flat(solved("batch_norm", **inputs)["output"]) == near(flat(case["output"]))


@pytest.mark.parametrize("case", PYTORCH["batch_norm"])
def test_batch_norm_updates_its_running_statistics(case):
    found = solved("running_statistics", batches=[case["x"]])
    assert flat(found["running_mean"]) == near(flat(case["running_mean"]))
    assert flat(found["running_var"]) == near(flat(case["running_var"]))


@pytest.mark.parametrize("case", PYTORCH["batch_norm"])
def test_batch_norm_at_inference(case):
    names = ("x", "gamma", "beta", "eps", "running_mean", "running_var")
    inputs = {name: case[name] for name in names}
    assert flat(solved("batch_norm_inference", **inputs)) == near(flat(case["inference"]))


@pytest.mark.parametrize("case", PYTORCH["running_statistics"])
def test_running_statistics_through_batches_of_different_sizes(case):
    found = solved("running_statistics", batches=case["batches"], momentum=case["momentum"])
    assert found["running_mean"] == near(case["running_mean"])
    assert found["running_var"] == near(case["running_var"])


@pytest.mark.parametrize(("w", "gradient", "lr", "l1", "l2", "updated"), PYTORCH["penalty_step"])
def test_an_sgd_step_with_penalties_by_autograd(*, w, gradient, lr, l1, l2, updated):
    assert solved("penalty_step", w=w, gradient=gradient, lr=lr, l1=l1, l2=l2) == near(updated)


@pytest.mark.parametrize(("w", "moved", "threshold"), PYTORCH["soft_threshold"])
def test_soft_threshold_is_softshrink(w, moved, threshold):
    assert solved("soft_threshold", w=w, threshold=threshold) == near(moved)


@pytest.mark.parametrize(("layers", "size"), PYTORCH["receptive_field"])
def test_the_receptive_field_by_the_gradient_of_the_input(layers, size):
    assert solved("receptive_field", layers=layers)["size"] == size
