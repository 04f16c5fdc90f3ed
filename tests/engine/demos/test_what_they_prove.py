"""The point of each demonstration, as figures that would be others if it were not so."""

from itertools import pairwise

import numpy as np
import pytest

from studyapp.engine.demos import find_demo
from studyapp.engine.demos.activations import FUNCTIONS, slope_of, value_of
from studyapp.engine.demos.convolution import Convolution
from studyapp.engine.demos.edge_kernels import KERNELS
from studyapp.engine.demos.linear_collapse import LinearCollapse, random_layers
from studyapp.engine.demos.losses import fit_huber, fit_mae, fit_mse, points
from studyapp.engine.demos.nms import Nms
from studyapp.engine.demos.norm_axes import a_batch, averaged_together, normalize
from studyapp.engine.demos.precision_recall import PrecisionRecall
from studyapp.engine.demos.receptive_field import ReceptiveField
from studyapp.engine.demos.schedules import Schedules
from studyapp.engine.demos.upsampling import Upsampling
from studyapp.engine.registry import find_solver


def last(name, **knobs):
    *_before, frame = find_demo(name)(**knobs).frames()
    return frame


def figures(name, **knobs):
    return last(name, **knobs).figures


# Activations


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


# Convolution


@pytest.mark.parametrize("preset", ["plain", "same", "strided", "dilated"])
def test_every_cell_is_the_sum_of_the_products_under_the_window(preset):
    frames = list(Convolution.preset(preset).frames())
    side = frames[0].figures["output_size"]
    assert len(frames) == side * side
    for frame in frames:
        image, kernel, output = frame.shapes
        window = sorted(image.marks)
        flat = [weight for row in kernel.cells for weight in row]
        total = sum(image.cells[r][c] * weight for (r, c), weight in zip(window, flat, strict=True))
        assert total == pytest.approx(frame.figures["value"])
        (row, column), *_none = output.marks
        assert output.cells[row][column] == pytest.approx(total)


def test_cells_that_are_still_to_come_are_empty():
    first, *_others = Convolution().frames()
    cells = [cell for row in first.shapes[2].cells for cell in row]
    assert [cell is None for cell in cells] == [False] + [True] * 15


def test_a_convolution_problem_brings_its_own_matrices():
    givens = {"input": ((1, 2, 3), (4, 5, 6), (7, 8, 9)), "weight": ((1, 0), (0, 1))}
    frames = list(Convolution.from_givens(givens).frames())
    # 1 + 5, 2 + 6, 4 + 8, 5 + 9
    assert [frame.figures["value"] for frame in frames] == [6, 8, 12, 14]


def test_a_kernel_that_does_not_fit_is_told():
    frame = last("convolution", size=3, kernel_size=5)
    assert frame.figures["output_size"] == 0
    assert "5" in frame.caption.en


def test_a_convolution_problem_that_is_too_large_says_what_was_changed():
    demo = Convolution.from_givens({"size": 224, "kernel_size": 3, "stride": 2, "padding": 1})
    assert (demo.size, demo.kernel_size, demo.stride, demo.padding) == (10, 3, 2, 1)
    assert "224" in demo.notes[0].en


def test_kernels_answer_to_what_they_are_said_to_answer_to():
    stripes = figures("edge-kernels", picture="stripes", kernel="sobel_x")
    assert stripes["share_of_zeros"] == 1
    assert figures("edge-kernels", picture="stripes", kernel="sobel_y")["share_of_zeros"] < 1
    assert KERNELS["sobel_x"].sum() == KERNELS["sobel_y"].sum() == KERNELS["laplacian"].sum() == 0
    assert KERNELS["sharpen"].sum() == KERNELS["identity"].sum() == 1
    assert KERNELS["box_blur"].sum() == pytest.approx(1)
    # A ramp of 1/15 a pixel: Sobel gives 8 times that everywhere, the Laplacian 0.
    assert figures("edge-kernels", picture="ramp")["strongest"] == pytest.approx(8 / 15)
    assert figures("edge-kernels", picture="ramp", kernel="laplacian")["share_of_zeros"] == 1


def test_a_mean_of_nine_shrinks_noise_to_a_third():
    noisy = figures("edge-kernels", picture="ramp", kernel="identity", noise=1.0)["answer_spread"]
    blurred = figures("edge-kernels", picture="ramp", kernel="box_blur", noise=1.0)["answer_spread"]
    assert blurred < 0.55 * noisy


@pytest.mark.parametrize(
    "knobs", [{}, {"stride": 2}, {"kernel_size": 5}, {"layers": 6}, {"layers": 2, "dilation": 2}]
)
def test_the_heat_map_is_as_wide_as_the_receptive_field(knobs):
    for frame in ReceptiveField(**knobs).frames():
        assert frame.figures["seen"] == frame.figures["size"]
    demo = ReceptiveField(**knobs)
    layers = (
        {"kernel_size": demo.kernel_size, "stride": demo.stride, "dilation": demo.dilation},
    ) * demo.layers
    assert frame.figures["size"] == find_solver("receptive_field")(layers=layers).result_value()["size"]


def test_three_small_kernels_see_seven_and_dilation_leaves_gaps():
    assert figures("receptive-field", layers=3)["seen"] == 7
    dilated = figures("receptive-field", layers=1, dilation=2)
    assert (dilated["seen"], dilated["inputs_reached"]) == (5, 9)


def test_the_middle_of_a_deep_field_holds_most_of_the_gradient():
    assert figures("receptive-field", layers=1)["share_of_middle"] == pytest.approx(1 / 9)
    assert figures("receptive-field", layers=2)["share_of_middle"] == pytest.approx(49 / 81)
    assert figures("receptive-field", layers=6)["share_of_middle"] > 0.8


def test_a_stack_of_a_problem_is_taken_as_it_is():
    demo = ReceptiveField.from_givens({"layers": ((7, 2, 1), (3, 2, 1), (3, 1, 1))})
    # 7; + 2·2 = 11; + 2·4 = 19
    assert [frame.figures["seen"] for frame in demo.frames()] == [7, 11, 19]


# Upsampling


def test_the_four_ways_of_upsampling_give_what_they_give_by_hand():
    shown = Upsampling(picture="spot", scale=2)
    first = next(iter(shown.frames())).figures
    nearest = np.array(first["nearest"]).reshape(6, 6)
    np.testing.assert_array_equal(nearest, np.kron([[0, 0, 0], [0, 4, 0], [0, 0, 0]], np.ones((2, 2))))
    # A stamp of 2×2 at stride 2 touches no other: the same as nearest.
    np.testing.assert_array_equal(np.array(first["transposed"]).reshape(6, 6), nearest)
    assert sorted(first["unpooled"])[-2:] == [0, 4]
    # Half a pixel off the middle on each axis, a quarter of the way to the next: 4·0.75·0.75.
    assert max(first["bilinear"]) == pytest.approx(2.25)


@pytest.mark.parametrize(("kernel_size", "uneven"), [(2, False), (3, True), (4, False), (5, True)])
def test_a_checkerboard_comes_where_the_kernel_is_no_multiple_of_the_stride(kernel_size, uneven):
    shown = figures("upsampling", picture="even", scale=2, kernel_size=kernel_size)
    assert (shown["unevenness_of_transposed"] > 0) is uneven


def test_an_upsampling_problem_brings_its_picture():
    demo = Upsampling.from_givens({"input": ((1, 2), (3, 4)), "scale_factor": 2})
    first = next(iter(demo.frames())).figures
    assert first["nearest"] == (1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4)


# Losses


def test_an_outlier_turns_the_line_of_mse_and_hardly_that_of_mae():
    frames = list(find_demo("losses")().frames())
    before, after = frames[0].figures, frames[-1].figures
    # Least squares: the slope moves by (x − mean)·outlier / Σ(x − mean)² = 5.5·8/143.
    assert after["slope_mse"] - before["slope_mse"] == pytest.approx(5.5 * 8 / 143)
    assert abs(after["slope_mae"] - before["slope_mae"]) < 0.02
    assert abs(after["slope_huber"] - before["slope_huber"]) < 0.06


def test_no_line_near_by_has_a_smaller_loss():
    xs, ys = points(8.0)
    losses = {
        fit_mse(xs, ys): lambda error: np.mean(error**2),
        fit_mae(xs, ys): lambda error: np.mean(np.abs(error)),
        fit_huber(xs, ys, 0.5): lambda error: np.mean(
            np.where(np.abs(error) <= 0.5, error**2 / 2, 0.5 * (np.abs(error) - 0.25))
        ),
    }
    for (slope, offset), loss in losses.items():
        best = loss(slope * xs + offset - ys)
        for by_slope in (-0.01, 0, 0.01):
            for by_offset in (-0.05, 0, 0.05):
                moved = (slope + by_slope) * xs + offset + by_offset - ys
                assert loss(moved) >= best - 1e-12


def test_a_huber_loss_with_a_wide_middle_is_mse():
    shown = figures("losses", delta=50.0)
    assert shown["slope_huber"] == pytest.approx(shown["slope_mse"])


# Optimisers


def test_a_rate_converges_below_two_over_the_curvature_and_diverges_above():
    assert abs(figures("learning-rate", lr=0.99, curvature=2.0, steps=60)["x"]) < 4
    assert abs(figures("learning-rate", lr=1.01, curvature=2.0, steps=60)["x"]) > 4
    edge = [frame.figures["x"] for frame in find_demo("learning-rate")(lr=1.0, curvature=2.0).frames()]
    assert edge == [4, -4] * 10 + [4]
    assert figures("learning-rate", curvature=2.0)["largest_stable"] == 1


def test_half_of_the_limit_reaches_the_minimum_in_one_step():
    frames = list(find_demo("learning-rate")().frames())
    assert frames[1].figures["others"][1] == pytest.approx(0, abs=1e-12)


def test_a_rate_that_leaves_the_numbers_says_at_which_step():
    frame = last("learning-rate", lr=10.0, curvature=100.0, start=100.0, steps=60)
    # 999^n · 100 is beyond 1.8e308 from n = 103 on, so 60 steps stay within; x is what it is.
    assert frame.figures["x"] == pytest.approx(100 * 999.0**60)
    assert "diverges" in frame.caption.en


def test_in_a_ravine_plain_descent_is_far_behind_momentum_and_adam():
    shown = figures("optimizer-race")
    assert shown["loss_sgd"] > 100 * shown["loss_momentum"]
    assert shown["loss_sgd"] > 100 * shown["loss_adam"]
    assert shown["diverged"] == ()


def test_plain_descent_follows_the_closed_form_in_the_ravine():
    # x is multiplied by 1 − lr, y by 1 − 100·lr, at each of 10 steps.
    x, y = -4 * (1 - 0.018) ** 10, (1 - 1.8) ** 10
    assert figures("optimizer-race", steps=10)["loss_sgd"] == pytest.approx(x**2 / 2 + 50 * y**2)


def test_too_high_a_rate_in_a_ravine_diverges_and_is_named():
    frame = last("optimizer-race", rate=3.0)
    assert "sgd" in frame.figures["diverged"]
    assert "Diverged: gradient descent" in frame.caption.en
    assert "发散：梯度下降" in frame.caption.zh


def test_a_saddle_holds_plain_descent_longer_than_adam():
    shown = figures("optimizer-race", surface="saddle", steps=60)
    assert shown["loss_sgd"] > 2
    assert shown["loss_adam"] < 0.1


def test_a_falling_rate_gets_lower_than_a_constant_one():
    for name in ("cosine", "step", "exponential", "warmup_cosine"):
        shown = figures("schedules", schedule=name)
        assert shown["loss"] < shown["loss_at_constant_rate"] / 2
    same = figures("schedules", schedule="constant")
    assert same["loss"] == same["loss_at_constant_rate"]


def test_the_floor_under_a_constant_rate_is_the_one_of_theory():
    # x ← (1 − η)·x − η·noise: the variance settles at η²/(1 − (1 − η)²) = η/(2 − η), the loss at half of it.
    shown = figures("schedules", schedule="constant", base_lr=0.5, steps=200)
    assert shown["loss"] == pytest.approx(0.5 / 1.5 / 2, rel=0.25)


def test_warm_up_rises_to_the_base_rate_and_falls_to_0():
    rates = Schedules(schedule="warmup_cosine", warmup=10, base_lr=1.0).rates()
    assert rates[:10] == pytest.approx([0.1 + 0.09 * t for t in range(10)])
    assert max(rates) == pytest.approx(1.0)
    assert rates[-1] == pytest.approx(0, abs=1e-9)


# Normalisation


@pytest.mark.parametrize(
    ("norm", "axes", "sets"),
    [("batch", (0, 2, 3), 4), ("layer", (1, 2, 3), 3), ("instance", (2, 3), 12)],
)
def test_the_cells_pointed_out_are_those_that_the_norm_averages(norm, axes, sets):
    batch = a_batch(3, 4)
    found = averaged_together(norm, batch.shape, 2)
    assert len(found) == sets
    means = batch.mean(axis=axes).ravel()
    assert [batch[cells].mean() for cells in found] == pytest.approx(list(means))
    assert sum(cells.astype(int) for cells in found).min() == 1


def test_group_norm_is_layer_norm_with_one_group_and_instance_norm_with_as_many_as_channels():
    batch = a_batch(3, 4)
    np.testing.assert_allclose(normalize("group", batch, 1), normalize("layer", batch, 1), atol=1e-9)
    np.testing.assert_allclose(normalize("group", batch, 4), normalize("instance", batch, 1), atol=1e-9)


def test_every_set_has_mean_0_and_variance_1_afterwards():
    for frame in find_demo("norm-axes")().frames():
        assert frame.figures["mean_after"] == pytest.approx(0, abs=1e-9)
        assert frame.figures["variance_after"] == pytest.approx(1, abs=1e-3)


# Detection


def iou(one, other):
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    shared = max(0, width) * max(0, height)
    area = (one[2] - one[0]) * (one[3] - one[1]) + (other[2] - other[0]) * (other[3] - other[1])
    return shared / (area - shared)


@pytest.mark.parametrize("threshold", [0.1, 0.5, 0.9])
def test_no_two_boxes_that_are_kept_overlap_too_much_and_every_other_has_a_better_one_over_it(threshold):
    demo = Nms(iou_threshold=threshold)
    boxes, scores = demo.drawn()
    *_before, frame = demo.frames()
    kept = frame.figures["kept"]
    assert all(iou(boxes[a], boxes[b]) <= threshold for a in kept for b in kept if a != b)
    for dropped in frame.figures["dropped"]:
        assert any(iou(boxes[dropped], boxes[a]) > threshold and scores[a] > scores[dropped] for a in kept)
    assert len(kept) + len(frame.figures["dropped"]) == len(boxes)
    assert frame.figures["left"] == 0


def test_at_the_usual_threshold_one_box_an_object_is_left():
    assert len(figures("nms")["kept"]) == 3
    assert len(figures("nms", iou_threshold=0.1)["kept"]) < 3
    assert len(figures("nms", iou_threshold=0.9)["kept"]) > 3


def test_a_detection_problem_brings_its_boxes():
    givens = {
        "boxes": ((0, 0, 2, 2), (0, 0, 2, 1.9), (3, 3, 4, 4)),
        "scores": (0.9, 0.8, 0.3),
        "iou_threshold": 0.5,
    }
    *_before, frame = Nms.from_givens(givens).frames()
    assert frame.figures["kept"] == (0, 2)
    assert frame.figures["dropped"] == (1,)


def test_a_problem_on_two_boxes_brings_them():
    *_before, frame = Nms.from_givens({"box_a": (0, 0, 4, 4), "box_b": (0, 0, 4, 3)}).frames()
    assert (frame.figures["kept"], frame.figures["dropped"]) == ((0,), (1,))  # an IoU of 3/4


def test_a_problem_on_groups_of_channels_brings_its_norm():
    demo = find_demo("norm-axes").from_givens({"num_groups": 2, "x": ((1, 2), (3, 4))})
    assert (demo.norm, demo.groups) == ("group", 2)


def test_precision_and_recall_are_counted_from_the_ranking():
    demo = PrecisionRecall()
    _scores, matches, total = demo.ranking()
    frames = list(demo.frames())
    for at, frame in enumerate(frames, 1):
        right = int(matches[:at].sum())
        assert frame.figures["precision"] == pytest.approx(right / at)
        assert frame.figures["recall"] == pytest.approx(right / total)
    recalls = [frame.figures["recall"] for frame in frames]
    precisions = [frame.figures["precision"] for frame in frames]
    assert recalls == sorted(recalls)
    assert precisions != sorted(precisions)
    assert precisions != sorted(precisions, reverse=True)
    assert recalls[-1] == pytest.approx(12 / 14)


def test_scores_that_part_better_give_more_average_precision():
    found = [figures("precision-recall", separation=part)["average_precision"] for part in (0.0, 1.5, 6.0)]
    assert found == sorted(found)
    assert figures("precision-recall", separation=6.0, missed=0)["average_precision"] > 0.95


def test_a_ranking_of_a_problem_is_taken_as_it_is():
    demo = PrecisionRecall.from_givens({"scores": (0.9, 0.8, 0.1), "matches": (1, 0, 1), "positives": 3})
    # 1/3·1 + 1/3·2/3
    assert list(demo.frames())[-1].figures["average_precision"] == pytest.approx(5 / 9)


# Losses of classes


def test_gamma_2_makes_an_easy_example_count_a_hundredth():
    first = next(iter(find_demo("focal-loss")().frames())).figures
    assert first["ratio"] == pytest.approx(0.01)  # (1 − 0.9)²
    assert first["cross_entropy"] == pytest.approx(-np.log(0.9))


def test_under_focal_loss_easy_negatives_hardly_count_and_the_rare_class_gets_more():
    shown = figures("focal-loss")
    assert shown["share_of_easy_plain"] > 0.3
    assert shown["share_of_easy_focal"] < 0.03
    assert shown["mean_of_rare_focal"] > shown["mean_of_rare_plain"] + 0.05
    same = figures("focal-loss", gamma=0.0)
    assert same["mean_of_rare_focal"] == same["mean_of_rare_plain"]


# Generalisation


def test_training_error_only_falls_and_test_error_turns():
    shown = [frame.figures for frame in find_demo("overfitting")().frames()]
    train = [each["train_error"] for each in shown]
    assert all(after <= before + 1e-12 for before, after in pairwise(train))
    assert shown[-1]["test_error"] > 10 * shown[shown[-1]["best_degree"]]["test_error"]
    assert shown[-1]["largest_coefficient"] > 1000


def test_a_polynomial_of_as_many_coefficients_as_points_goes_through_all():
    assert figures("overfitting", samples=10, degree=9)["train_error"] < 1e-12


@pytest.mark.parametrize("remedy", [{"ridge": 0.01}, {"samples": 200}])
def test_a_remedy_brings_the_test_error_down(remedy):
    assert figures("overfitting", **remedy)["test_error"] < figures("overfitting")["test_error"] / 5


def test_the_ridge_fit_solves_its_normal_equations():
    from studyapp.engine.demos.overfitting import fit, powers
    from studyapp.engine.learning.data import wave

    xs, ys = wave(15, 0.25, 2)
    inputs, weights = powers(xs, 5), fit(xs, ys, 5, 0.1)
    penalty = 0.1 * len(xs) * np.diag([0, 1, 1, 1, 1, 1])
    np.testing.assert_allclose((inputs.T @ inputs + penalty) @ weights, inputs.T @ ys, atol=1e-9)
