"""Where a formula has an edge: what is refused, what is not, and what stays exact."""

import re

import pytest

from studyapp.engine.registry import find_solver
from studyapp.errors import GivenError


def solved(name, **inputs):
    return find_solver(name)(**inputs).result_value()


def test_counts_are_exact_at_any_size():
    assert solved("total_iterations", samples=10**40 + 1, batch_size=10**10, epochs=3) == 3 * (10**30 + 1)
    assert solved("tensor_elements", shape=[10**30] * 20) == 10**600


def test_dropping_the_last_batch_may_leave_none():
    assert solved("iterations_per_epoch", samples=3, batch_size=5, drop_last=True) == 0
    assert solved("iterations_per_epoch", samples=3, batch_size=5) == 1
    assert solved("optimizer_updates", samples=3, batch_size=5, epochs=4, drop_last=True) == 0


def test_leftover_gradients_make_an_update_at_each_epochs_end():
    """11 iterations in groups of 4: 4, 4, 3, so three updates an epoch."""
    assert solved("optimizer_updates", samples=1050, batch_size=100, epochs=5, accumulation_steps=4) == 15


@pytest.mark.parametrize(
    ("name", "inputs", "sentence"),
    [
        (
            "batch_size_for",
            {"samples": 10, "iterations": 6},
            "iterations is 6, but no batch size cuts 10 samples into that many batches: 2 a batch gives 5",
        ),
        (
            "epoch_of_iteration",
            {"iteration": 1, "samples": 3, "batch_size": 5, "drop_last": True},
            "batch_size is 5; with drop_last it may be at most 3, or an epoch has no iteration",
        ),
        (
            "conv_output_size",
            {"size": 5, "kernel_size": 4, "dilation": 2},
            "kernel_size is 4 and reaches over 7 pixels, but the padded input has only 5",
        ),
        (
            "conv_output_shape",
            {"shape": [3, 8, 2], "out_channels": 4, "kernel_size": 3},
            "kernel_size is [3, 3] and reaches over 3 pixels, but the padded input has only 2",
        ),
        (
            "pool_output_size",
            {"size": 9, "kernel_size": 3, "padding": 2},
            "padding is 2; it may be at most half the kernel, 1",
        ),
        (
            "pool_output_size",
            {"size": 2, "kernel_size": 3, "ceil_mode": True},
            "kernel_size is 3 and reaches over 3 pixels, but the padded input has only 2",
        ),
        (
            "same_padding",
            {"kernel_size": 4},
            "kernel_size is 4 with dilation 1: 3 pixels would have to be shared",
        ),
        (
            "conv_parameters",
            {"in_channels": 3, "out_channels": 4, "kernel_size": 3, "groups": 2},
            "groups is 2; it must divide in_channels, 3",
        ),
        ("receptive_field", {"layers": [{"stride": 2}]}, "layers[0].kernel_size is missing; layer needs it"),
        (
            "receptive_field",
            {"layers": [[3], [3, 0]]},
            "layers[1].stride is 0; it must be a whole number with stride ≥ 1",
        ),
        (
            "receptive_field",
            {"layers": [3]},
            "layers[0] is 3; it must be an object with kernel_size, stride, dilation",
        ),
        (
            "conv_output_size",
            {"sise": 7, "kernel_size": 3},
            "sise is no parameter of conv_output_size, which takes size",
        ),
        ("min_max", {"x": [2, 2]}, "x holds only equal values, [2, 2]; they cannot be scaled apart"),
        ("min_max", {"x": [1, 2], "low": 1}, "high is 1; it must differ from low, 1"),
        ("z_score", {"x": [0.1] * 300}, "x holds only equal values"),
        ("z_score", {"x": [1, 2], "ddof": 2}, "ddof is 2; it must be below the number of values, 2"),
        ("batch_norm", {"x": [[1, 2]]}, "x has one value for each channel; training needs more"),
        ("batch_norm", {"x": [1, 1], "eps": 0}, "eps is 0; a channel has only equal values"),
        (
            "batch_norm",
            {"x": [[1, 2], [3, 4]], "gamma": [1, 2, 3]},
            "gamma has 3 numbers; it must be one number, or one for each of 2 channels",
        ),
        (
            "batch_norm",
            {"x": [1, 2], "beta": [1, 2]},
            "beta is a list; for x of shape (N) it must be a number",
        ),
        (
            "batch_norm_inference",
            {"x": [[1, 2]], "running_mean": [1], "running_var": [1, 1]},
            "running_mean has 1 numbers",
        ),
        (
            "batch_norm_identity",
            {"mean": [1], "variance": [1, 2]},
            "variance must have as many numbers as mean",
        ),
        ("running_statistics", {"batches": [[1, 2], [1]]}, "batches: batch 1 has one value a channel"),
        ("running_statistics", {"batches": [[1, 2], [[1], [2]]]}, "batches: batch 1 has the shape [2, 1]"),
        (
            "penalty_step",
            {"w": [1, 2], "gradient": 1, "lr": 1},
            "gradient has the shape []; it must have that of w, [2]",
        ),
        (
            "l1_vs_l2",
            {"w": 1, "lr": 1, "strength": 1, "steps": 10**12},
            "steps is 1000000000000; it must be a whole number with 1 ≤ steps ≤ 100000",
        ),
        ("tensor_elements", {"shape": [10**300] * 30}, "shape: the elements cannot be worked"),
        ("l2_penalty", {"w": [1e200] * 400}, "w"),
    ],
)
def test_what_has_no_answer_is_refused_with_the_reason(name, inputs, sentence):
    with pytest.raises(GivenError, match=f"^{re.escape(sentence)}"):
        solved(name, **inputs)


def test_same_padding_of_a_pair_is_a_pair():
    assert solved("same_padding", kernel_size=[3, 7]) == (1, 3)
    assert solved("same_padding", kernel_size=3, dilation=[1, 2]) == (1, 2)


def test_layers_may_be_written_as_lists():
    layers = [{"kernel_size": 3, "stride": 2}, {"kernel_size": 5, "dilation": 2}]
    assert solved("receptive_field", layers=layers) == solved("receptive_field", layers=[[3, 2], [5, 1, 2]])


def test_one_channel_of_images_is_normalized_over_samples_and_positions():
    """(1 + 2 + 3 + 6)/4 = 3 whether the four values are samples or pixels."""
    assert solved("batch_norm", x=[[[[1, 2], [3, 6]]]])["mean"] == (3,)
    assert solved("batch_norm", x=[[1], [2], [3], [6]])["mean"] == (3,)
    assert solved("batch_norm", x=[1, 2, 3, 6])["mean"] == 3


def test_large_arrays_are_worked_in_floats():
    values = list(range(1000))
    found = solved("batch_norm", x=values)
    assert found["mean"] == pytest.approx(499.5)
    assert found["variance"] == pytest.approx((1000**2 - 1) / 12)
    assert solved("l1_penalty", w=values, strength=0.5) == pytest.approx(249_750)


def test_a_weight_that_is_zero_stays_zero_under_both():
    found = solved("l1_vs_l2", w=0, lr=0.1, strength=1, steps=2)
    assert found == {"l1": (0, 0), "l2": (0, 0), "l1_zero_at": 1, "l2_zero_at": 1}


def test_what_l2_leaves_is_reckoned_from_decimals_as_written():
    """1.2/1.5 = 0.8, 0.8/1.5 = 8/15; in doubles 1.2/1.5 is 0.7999999999999999."""
    assert solved("l1_vs_l2", w=1.2, lr=0.25, strength=2, steps=2)["l2"] == (0.8, 8 / 15)
    long = solved("l1_vs_l2", w=1.2, lr=0.1, strength=0.1, steps=2000)["l2"]
    assert long[-1] == pytest.approx(1.2 / 1.01**2000, rel=1e-12)


def test_a_run_too_short_to_reach_zero_says_so():
    assert solved("l1_vs_l2", w=-1, lr=0.1, strength=1, steps=9)["l1_zero_at"] is None
    assert solved("l1_vs_l2", w=-1, lr=0.1, strength=1, steps=10)["l1_zero_at"] == 10
    assert solved("l1_vs_l2", w=1, lr=0, strength=1, steps=10)["l1_zero_at"] is None


def test_the_three_forms_of_the_l2_penalty():
    """w = 3, 4: Σw² = 25, its half 12.5, its root 5."""
    forms = [solved("l2_penalty", w=[3, 4], strength=2, form=form) for form in ("squared", "half", "norm")]
    assert forms == [50, 25, 10]


def test_the_slope_of_the_absolute_value_at_zero_is_zero():
    assert solved("penalty_step", w=0, gradient=0, lr=0.1, l1=5) == 0


def test_thousands_of_batches_settle_at_their_mean():
    """0.9 to the power of 5000 is nothing: mean 2, unbiased variance (1 + 0 + 1)/2 = 1."""
    found = solved("running_statistics", batches=[[1, 2, 3]] * 5000, running_mean=100)
    assert found == {"running_mean": pytest.approx(2), "running_var": pytest.approx(1)}


def test_what_cannot_even_be_checked_names_what_it_was_worked_from():
    with pytest.raises(GivenError, match=r"^x, .*nothing can be worked .*not a finite number"):
        solved("batch_norm", x=[1e-300, 1e300] * 1000)
