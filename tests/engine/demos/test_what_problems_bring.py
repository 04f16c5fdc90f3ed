"""A problem's own numbers in the demonstrations: what is shown of them, worked by hand here."""

from fractions import Fraction
from math import exp, log, sqrt

import numpy as np
import pytest

from studyapp.engine.demo import Demo
from studyapp.engine.demos import find_demo
from studyapp.engine.frames import Frame


def opened(name: str, /, **givens: object) -> Demo:
    return find_demo(name).from_givens(givens)  # type: ignore[arg-type]


def first(demo: Demo) -> Frame:
    return next(iter(demo.frames()))


def last(demo: Demo) -> Frame:
    *_before, frame = demo.frames()
    return frame


def test_the_bias_of_a_convolution_is_added_until_another_kernel_is_chosen():
    demo = opened("convolution", input=((2, 1), (4, 3)), weight=((1, -1), (0, 2)), bias=-3)
    # 2·1 − 1·1 + 4·0 + 3·2 = 7
    assert first(demo).figures["value"] == 7 - 3
    assert "(-3)" in first(demo).caption.en
    assert first(demo.turned("kernel", 1)).figures["value"] != 7 - 3


@pytest.mark.parametrize(("size", "stride"), [(56, 2), (28, 3), (47, 4)])
def test_an_image_that_is_too_large_is_shown_smaller_with_as_much_left_over(size, stride):
    demo = opened("convolution", size=size, kernel_size=5, stride=stride, padding=0)
    assert demo.size <= 10
    assert (demo.size - 5) % stride == (size - 5) % stride
    assert str(size) in demo.notes[0].en


def test_a_kernel_always_finds_a_place_where_no_image_is_given():
    demo = opened("convolution", kernel_size=13, dilation=2)
    assert "output_size" in first(demo).figures
    assert first(demo).figures["output_size"] > 0


def test_boxes_of_two_classes_do_not_drop_each_other():
    boxes = ((0, 0, 10, 10), (1, 0, 11, 10), (2, 0, 12, 10))
    demo = opened("nms", boxes=boxes, scores=(0.9, 0.8, 0.7), classes=(0, 1, 0), iou_threshold=0.5)
    assert last(demo).figures["kept"] == (0, 1)
    # Of boxes 0 and 2, 8 of 12 columns are common.
    assert "**2** (0.667)" in list(demo.frames())[1].caption.en


def test_a_ranking_stops_at_the_problems_threshold():
    scores = (0.9, 0.8, 0.7, 0.6, 0.5, 0.4)
    demo = opened("precision-recall", scores=scores, matches=(1, 1, 0, 1, 0, 1), threshold=0.55, positives=8)
    assert last(demo).figures["precision"] == pytest.approx(3 / 4)
    assert last(demo).figures["recall"] == pytest.approx(3 / 8)
    assert len(list(demo.frames())) == 4


def test_average_precision_is_taken_as_the_problem_takes_it():
    given = {"scores": (0.9, 0.8), "matches": (1, 0), "positives": 2}
    # Recall 1/2 at precision 1: half the area; of the recalls 0, 0.1 … 1 the first six.
    assert first(opened("precision-recall", **given)).figures["average_precision"] == pytest.approx(0.5)
    voc = opened("precision-recall", **given, method="11_point")
    assert first(voc).figures["average_precision"] == pytest.approx(6 / 11)


def test_counts_make_a_ranking_that_ends_with_their_precision_and_recall():
    frame = last(opened("precision-recall", tp=6, fp=4, fn=2))
    assert frame.figures["precision"] == pytest.approx(0.6)
    assert frame.figures["recall"] == pytest.approx(0.75)


def test_a_bowl_that_is_written_otherwise_is_counted_from_its_lowest_point():
    demo = opened("learning-rate", a=5, b=11, w=2, eta=Fraction(1, 20))
    _start, after, *_rest = demo.frames()
    # The gradient is 2·5·2 − 11 = 9, so w = 2 − 9/20; the lowest point is 11/10.
    assert after.figures["x"] == pytest.approx(1.55 - 1.1)


def test_gradients_that_come_back_to_relu_are_passed_on_or_not():
    demo = opened("activations", name="relu", x=(2, -1), g=(-5, 2))
    assert [frame.figures["passed_on"] for frame in demo.frames()] == [-5, 0]


def test_the_slope_and_alpha_of_a_problem_are_used_until_another_function_is_chosen():
    elu = opened("activations", name="elu", x=(-1, 3), alpha=3, negative_slope=None)
    assert first(elu).figures["value"] == pytest.approx(3 * (exp(-1) - 1))
    leaky = opened("activations", name="leaky_relu", x=(-8, 3), negative_slope=Fraction(1, 5))
    assert first(leaky).figures == {"x": -8, "value": pytest.approx(-1.6), "slope": pytest.approx(0.2)}
    other = leaky.turned("function", 1).turned("function", -1)
    assert first(other).figures["value"] == pytest.approx(-0.08)


def test_layers_of_one_value_are_drawn_as_the_line_that_they_make():
    demo = opened("linear-collapse", weights=(-2, -3), biases=(-4, -1))
    # −3·(−2x − 4) − 1 = 6x + 11
    assert (last(demo).figures["weight"], last(demo).figures["bias"]) == (6, 11)


def test_layers_of_several_values_are_multiplied_out():
    w1, w2 = np.array([[3, 1], [-2, 0]]), np.array([[-2, -1], [-1, -1]])
    weights = tuple(tuple(map(tuple, w.tolist())) for w in (w1, w2))
    demo = opened("linear-collapse", weights=weights, biases=((1, 2), (1, 1)))
    assert np.array_equal(np.array(last(demo).figures["weight"], dtype=float), w2 @ w1)
    assert np.array_equal(np.array(last(demo).figures["bias"], dtype=float), w2 @ [1, 2] + [1, 1])


def test_two_logits_so_far_apart_are_scores():
    demo = opened("softmax-temperature", d=5, r=8)
    odds = last(demo).figures["probabilities"]
    assert odds[0] / odds[1] == pytest.approx(exp(5))


def test_a_picture_is_enlarged_with_the_problems_kernel_and_padding():
    picture, kernel = np.array([[4, 3], [1, 2]]), np.array([[-1, 2, 1], [0, 2, 3], [3, 1, 1]])
    given = {"input": tuple(map(tuple, picture.tolist())), "weight": tuple(map(tuple, kernel.tolist()))}
    demo = opened("upsampling", **given, stride=2, padding=1)
    stamps = np.zeros((5, 5))
    for row, column in np.ndindex(2, 2):
        stamps[2 * row : 2 * row + 3, 2 * column : 2 * column + 3] += picture[row, column] * kernel
    assert first(demo).figures["transposed"] == tuple(stamps[1:4, 1:4].ravel())


def test_maxima_go_back_to_the_problems_places():
    demo = opened("upsampling", input=((7, 9), (4, 1)), indices=((4, 6), (8, 15)), output_size=4)
    expected = [0.0] * 16
    expected[4], expected[6], expected[8], expected[15] = 7, 9, 4, 1
    assert list(first(demo).figures["unpooled"]) == expected


def test_a_picture_is_resized_to_a_side_that_is_no_multiple():
    demo = opened("upsampling", input=((1, 2, 3), (4, 5, 6), (7, 8, 9)), size=4, scale_factor=None)
    # Rows and columns ⌊3i/4⌋: 0, 0, 1, 2.
    rows = [(1, 1, 2, 3), (1, 1, 2, 3), (4, 4, 5, 6), (7, 7, 8, 9)]
    assert first(demo).figures["nearest"] == sum(rows, ())


def test_errors_of_a_problem_cost_what_its_losses_say():
    figures = first(opened("losses", prediction=(2.2, 2), target=(2, 5), delta=1)).figures
    assert figures["mean_mse"] == pytest.approx((0.04 + 9) / 2)
    assert figures["mean_mae"] == pytest.approx((0.2 + 3) / 2)
    assert figures["mean_huber"] == pytest.approx((0.02 + 2.5) / 2)


def test_the_last_error_becomes_wild():
    figures = first(opened("losses", d=(3, -3, -3, 3), x=15)).figures
    assert figures["mean_mse"] == pytest.approx((9 + 9 + 9 + 225) / 4)
    assert figures["mean_mae"] == pytest.approx(24 / 4)


def test_one_constant_fits_a_problems_targets():
    figures = first(opened("losses", v=(3, 55, 5))).figures
    assert (figures["best_for_mse"], figures["best_for_mae"]) == (21, 5)


def test_easy_negatives_are_weighed_against_the_hard_positives():
    demo = opened("focal-loss", n=20000, p=Fraction(1, 100), k=10, q=Fraction(1, 5))
    figures = first(demo).figures
    assert figures["easy_plain"] == pytest.approx(-20000 * log(0.99))
    assert figures["hard_plain"] == pytest.approx(-10 * log(0.2))
    assert figures["easy_focal"] == pytest.approx(-20000 * 0.01**2 * log(0.99))
    assert figures["hard_focal"] == pytest.approx(-10 * 0.8**2 * log(0.2))


def test_the_probability_of_what_is_true_is_taken_over():
    assert opened("focal-loss", probability=Fraction(1, 5), target=0, gamma=3).probability == 0.8
    easy = opened("focal-loss", p=Fraction(19, 20), q=Fraction(1, 5), gamma=1)
    figures = first(easy).figures
    assert figures["hard_plain"] / figures["easy_plain"] == pytest.approx(log(0.2) / log(0.95))


def test_plain_descent_goes_down_the_problems_ravine():
    demo = opened("optimizer-race", a=Fraction(1, 2), b=8, x=6, y=3, eta=Fraction(1, 20))
    _start, one, two, *_rest = demo.frames()
    # The gradient is (w₁, 16·w₂).
    assert one.figures["place_sgd"] == pytest.approx((5.7, 0.6))
    assert two.figures["place_sgd"] == pytest.approx((5.415, 0.12))
    assert not last(demo).figures["diverged"]


def test_a_schedule_has_the_problems_rates_to_the_step_that_it_asks_about():
    demo = opened("schedules", name="exponential", base_lr=0.4, gamma=0.8, epoch=2, steps=3)
    assert last(demo).figures["rate"] == pytest.approx(0.4 * 0.8**2)
    # Turned, the problem's schedule goes on with the new rate.
    assert last(demo.turned("base_lr", 1)).figures["rate"] == pytest.approx(0.5 * 0.8**2)
    low = opened("schedules", name="cosine", base_lr=0.4, t_max=30, eta_min=0.01, epoch=20, steps=21)
    assert last(low).figures["rate"] == pytest.approx(0.01 + 0.39 / 4)


def test_the_rate_is_cut_on_the_problems_plateau():
    metrics = (0.8, 0.7, 0.7, 0.8, 0.75, 0.6, 0.6)
    given = {"mode": "min", "threshold": 0, "factor": Fraction(1, 10), "patience": 2, "steps": 8}
    demo = opened("schedules", name="plateau", base_lr=Fraction(1, 5), metrics=metrics, **given)
    # 0.7, 0.8 and 0.75 are three in a row that are no better: one more than the patience.
    assert [frame.figures["rate"] for frame in demo.frames()] == pytest.approx([0.2] * 5 + [0.02] * 3)


def test_a_warm_up_stops_where_the_problem_asks():
    demo = opened("schedules", base=0.8, warm=500, total=1000, t=330)
    # 330 of 1000 steps are 66 of our 200.
    assert last(demo).figures["step"] == 66


def test_a_problems_array_is_what_is_averaged():
    group = opened("norm-axes", num_groups=2, eps=0, x=(((14, 12), (12, 6), (5, 9), (9, 5)),))
    assert [frame.figures["mean"] for frame in group.frames()] == [11, 7]
    instance = opened("norm-axes", eps=0, x=(((4, 10, 4, 10), (14, 12, 12, 6)),))
    assert [frame.figures["mean"] for frame in instance.frames()] == [7, 11]
    batch = opened("norm-axes", a=(20, 0), b=(20, 12), c=(20, 6), d=(4, 20))
    # Channel 1 of both samples: 20, 0, 20, 6.
    assert first(batch).figures["mean"] == 11.5


def test_several_weights_are_moved_by_one_threshold():
    demo = opened("l1-vs-l2", w=(2.2, -0.6, -1.4), threshold=1)
    assert first(demo).figures["weights_l1"] == pytest.approx((1.2, 0, -0.4))
    assert first(demo).figures["weights_l1"][1] == 0
    assert first(demo).figures["weights_l2"] == pytest.approx((1.1, -0.3, -0.7))


def test_a_problems_units_are_dropped_by_its_own_mask():
    demo = opened("dropout", x=(8, 6, 14, 12, 16), mask=(1, 1, 1, 0, 1), p=Fraction(1, 5))
    assert first(demo).figures["output"] == pytest.approx((10, 7.5, 17.5, 0, 20))
    assert list(demo.frames())[1].figures["whole_output"] == 56
    weighted = opened("dropout", x=(10, 6, 4), w=(5, -1, -3), p=Fraction(1, 10))
    assert first(weighted).figures["whole_output"] == 32


@pytest.mark.parametrize(("factor", "limit", "layers"), [(2, 5000, 13), (Fraction(1, 2), 0.1, 4)])
def test_layers_multiply_a_gradient_until_it_is_beyond_the_limit(factor, limit, layers):
    figures = first(opened("exploding-gradient", factor=factor, limit=limit)).figures
    assert figures["layers"] == layers
    assert figures["product"] == float(factor) ** layers


def test_a_problems_gradient_is_clipped_first():
    figures = first(opened("exploding-gradient", gradients=(15, 20), max_norm=2)).figures
    assert (figures["norm"], figures["clipped"]) == (25, pytest.approx((1.2, 1.6)))
    of_layers = opened("exploding-gradient", a=(2, 4), b=(4, 8), c=1)
    assert first(of_layers).figures["clipped"] == pytest.approx((0.2, 0.4, 0.4, 0.8))


def test_a_gradient_clipped_by_value_changes_its_direction_and_by_norm_it_does_not():
    demo = opened("exploding-gradient", gradient=(3, -5, 1, 0), limit=2)
    figures = first(demo).figures
    assert figures["clipped"] == (2, -2, 1, 0)
    assert figures["changed"] == 2
    wide = first(demo.turned("max_norm", 1))  # 5: nothing is beyond it
    assert (wide.figures["clipped"], wide.figures["changed"]) == ((3, -5, 1, 0), 0)
    assert "direction" not in wide.caption.en
    # √(9 + 25 + 1) = √35
    assert figures["clipped_by_norm"] == pytest.approx([2 / sqrt(35) * value for value in (3, -5, 1, 0)])


def test_what_came_out_of_clipping_tells_the_limit():
    demo = opened("exploding-gradient", pair=(6, 8), clipped=(3, 4))
    assert demo.max_norm == 5
    assert first(demo).figures["clipped"] == pytest.approx((3, 4))


def test_a_gradient_vanishes_by_the_problems_factor():
    demo = opened("vanishing-gradient", factor=Fraction(3, 10), layers=3)
    assert first(demo).figures["product"] == pytest.approx(0.027)


def test_a_problems_layer_is_the_first_of_the_network():
    he = first(opened("initialization", fan_in=2048)).figures["weight_deviation"]
    assert he == pytest.approx(1 / 32)
    xavier = opened("initialization", fan_in=3000, fan_out=2000, gain=Fraction(5, 3))
    assert first(xavier).figures["weight_deviation"] == pytest.approx(5 / 3 * 0.02)


def test_the_variance_of_linear_layers_grows_as_the_problem_has_it():
    demo = opened("initialization", fan_in=200, weight_std=Fraction(1, 10), input_variance=2, layers=3)
    # Each layer multiplies the variance by 200 · 0.01 = 2; 128 samples tell it to a few per cent.
    assert last(demo).figures["deviation"] == pytest.approx(sqrt(16), rel=0.1)


def test_a_run_goes_on_to_the_epoch_of_the_problems_iteration():
    # 12 iterations an epoch, so iteration 181 is the first of epoch 16.
    assert opened("minibatch-loop", samples=950, batch_size=80, iteration=181).epochs == 16
    assert opened("minibatch-loop", N=1000, B=80, T=52).epochs == 4


def test_a_neuron_stands_where_its_sum_is():
    demo = opened("activations", x=(2, -1), w=(3, -2), b=3, activation="relu")
    # 2·3 + 1·2 + 3
    assert first(demo).figures == {"x": 11, "value": 11, "slope": 1}


def test_the_outputs_of_tanh_lead_to_its_inputs():
    demo = opened("activations", t=(0.6, -0.8), g=(2, -4))
    shown = [frame.figures for frame in demo.frames()]
    assert [figures["value"] for figures in shown] == pytest.approx([0.6, -0.8])
    assert [figures["passed_on"] for figures in shown] == pytest.approx([2 * 0.64, -4 * 0.36])


def test_the_output_of_a_sigmoid_leads_to_its_input():
    figures = first(opened("activations", p=Fraction(9, 10))).figures
    assert figures["x"] == pytest.approx(log(9))  # odds of 9 to 1
    assert figures["value"] == pytest.approx(0.9)
    assert figures["slope"] == pytest.approx(0.09)


def test_smooth_l1_bends_at_the_problems_beta_and_is_added_up():
    demo = opened("losses", target=(0, 0, 0, 0), prediction=(0.2, -0.4, 1.5, 2), beta=1)
    # 0.2²/2, 0.4²/2, 1.5 − 0.5, 2 − 0.5 (PyTorch: smooth_l1_loss with reduction="none")
    assert "0.02 + 0.08 + 1 + 1.5 = **2.6**" in first(demo).caption.en
    assert first(demo).figures["mean_smooth_l1"] == pytest.approx(0.65)
    narrow = first(opened("losses", target=(0.1, 0), prediction=(0.3, 1), beta=Fraction(1, 2)))
    assert narrow.figures["mean_smooth_l1"] == pytest.approx((0.04 + 0.75) / 2)
    curve = narrow.shapes[1].series[2]
    at = max(range(len(curve.xs)), key=lambda place: curve.xs[place])
    assert curve.ys[at] == pytest.approx(curve.xs[at] - 0.25)
    assert "mean_huber" in first(opened("losses", target=(0, 0), prediction=(1, 2), delta=1)).figures


def test_the_logits_and_temperature_of_a_problem_on_odds_are_taken():
    odds = last(opened("softmax-temperature", z=(5, 1, -2), T=2)).figures["probabilities"]
    assert odds[0] / odds[1] == pytest.approx(exp(4 / 2))


def test_a_channel_has_the_problems_mean_and_variance():
    figures = first(opened("batch-norm", mean=-7, variance=25)).figures
    assert (figures["mean"], figures["variance"]) == pytest.approx((-7, 25))


def test_tokens_are_normalised_by_themselves():
    one = opened("norm-axes", x=(9, 13, 13, 9), normalized_shape=(4,))
    assert [frame.figures["mean"] for frame in one.frames()] == [11]
    two = opened("norm-axes", x=((9, 13, 13, 9), (5, 0, 2, 1)), normalized_shape=(4,))
    assert [frame.figures["mean"] for frame in two.frames()] == [11, 2]


def test_shortcuts_add_one_to_each_factor():
    figures = first(opened("vanishing-gradient", a=Fraction(1, 5), n=3)).figures
    assert figures["product"] == pytest.approx(0.008)
    assert figures["with_shortcuts"] == pytest.approx(1.728)


def test_sigmoid_at_its_steepest_lets_a_quarter_of_each_weight_through():
    figures = first(opened("vanishing-gradient", layers=2, g=16, weight=3, activation="sigmoid")).figures
    assert figures["product"] == pytest.approx(16 * 0.75**2)


def test_the_probabilities_of_a_problem_are_those_of_the_logits_on_the_knobs():
    demo = opened("cross-entropy", p=(Fraction(7, 10), Fraction(1, 5), Fraction(1, 10)), y=0)
    (set_,) = [frame for frame in demo.frames() if frame.title.en.endswith("at -0.357")]  # ln 0.7
    assert set_.figures["probabilities"] == pytest.approx((0.7, 0.2, 0.1))
    assert set_.figures["gradient"] == pytest.approx((-0.3, 0.2, 0.1))
    assert "−ln 0.7 = **0.357**" in set_.caption.en


def test_a_batch_of_logits_is_looked_at_sample_by_sample():
    demo = opened("cross-entropy", logits=((2, 1, 0), (1, 2, 3)), target=(0, 0))
    one, both, *_rest = demo.frames()
    assert one.figures["per_sample"] == pytest.approx((0.407606,), abs=1e-6)
    assert both.figures["per_sample"] == pytest.approx((0.407606, 2.407606), abs=1e-6)
    assert both.figures["mean"] == pytest.approx(1.407606, abs=1e-6)
    assert (demo.first, demo.second, demo.third, demo.target) == (2, 1, 0, 0)
    assert "mean" not in first(demo.turned("first", 1)).figures


def test_class_weights_divide_the_mean_and_a_weight_of_positives_does_not():
    written = ((Fraction(-11, 100), Fraction(-23, 10)), (Fraction(-92, 100), Fraction(-51, 100)))
    weighted = opened("cross-entropy", log_probabilities=written, target=(0, 1), weight=(1, 3))
    assert list(weighted.frames())[1].figures["mean"] == pytest.approx((0.11 + 3 * 0.51) / 4)
    # PyTorch: binary_cross_entropy_with_logits([1, -1], [1, 0], pos_weight=3) is 0.626523.
    positives = opened("cross-entropy", logits=(1, -1), target=(1, 0), pos_weight=3)
    assert list(positives.frames())[1].figures["mean"] == pytest.approx(0.626523, abs=1e-6)
    assert "sigmoid" in positives.notes[0].en


def test_a_target_of_0_takes_the_probability_of_the_rest():
    demo = opened("cross-entropy", prediction=(Fraction(9, 10), Fraction(1, 5)), target=(1, 0))
    assert list(demo.frames())[1].figures["per_sample"] == pytest.approx((-log(0.9), -log(0.8)))


def test_a_few_hopeless_samples_of_a_thousand_count_as_many_as_they_are():
    demo = opened("cross-entropy", p=Fraction(19, 20), k=20)
    assert list(demo.frames())[1].figures["mean"] == pytest.approx(0.142371, abs=1e-6)
    assert "980·0.0513 + 20·4.61" in list(demo.frames())[1].caption.en
    assert first(opened("cross-entropy", p=Fraction(19, 20), k=0)).title.en.startswith(
        "The true class's logit"
    )


def test_a_loss_leads_back_to_its_probability():
    frames = [frame.figures for frame in opened("cross-entropy", L=2).frames() if "logit" in frame.figures]
    assert frames[-1]["loss"] == pytest.approx(2)
    assert frames[-1]["probability"] == pytest.approx(exp(-2))


def test_smoothed_targets_have_the_problems_classes_and_share():
    assert last(opened("cross-entropy", C=20, eps=Fraction(1, 10))).figures["targets"] == pytest.approx(
        (0.905, 0.005, 0.005, 0.005)
    )


def test_a_sample_of_more_classes_than_there_are_knobs_is_looked_at_all_the_same():
    demo = opened("cross-entropy", logits=(0, 0, 0, 0, 0), target=4)
    assert first(demo).figures["mean"] == pytest.approx(log(5))


@pytest.mark.parametrize(
    "givens",
    [
        {"logits": (1, 2, 3), "target": 3},
        {"logits": ((1, 2), (3, 4)), "target": (0,)},
        {"logits": (), "target": ()},
        {"p": (0, 1), "y": 0},
        {"p": 0},
        {"prediction": (0, 1), "target": (1, 0)},
        {"logits": 400, "target": 0},
    ],
)
def test_whatever_a_pack_writes_there_is_a_picture(givens):
    assert all(frame.figures for frame in opened("cross-entropy", **givens).frames())
