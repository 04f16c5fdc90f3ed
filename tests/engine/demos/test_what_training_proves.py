"""The point of each demonstration that trains, or sends gradients back through real layers."""

from itertools import pairwise

import numpy as np
import pytest

from studyapp.engine.demos import find_demo
from studyapp.engine.demos.exploding_gradient import ExplodingGradient
from studyapp.engine.demos.initialization import Initialization
from studyapp.engine.demos.playground import Playground
from studyapp.engine.registry import find_solver


def frames(name, **knobs):
    return list(find_demo(name)(**knobs).frames())


def figures(name, **knobs):
    return frames(name, **knobs)[-1].figures


# Gradients


def test_under_sigmoid_next_to_nothing_reaches_the_first_layer_and_relu_passes_it_on():
    shown = figures("vanishing-gradient")
    assert shown["layer"] == 1
    assert shown["share_sigmoid"] < 1e-6
    assert 0.1 < shown["share_relu"] < 10
    assert 0.1 < shown["share_tanh"] < 10


def test_each_sigmoid_layer_takes_its_share():
    shares = [frame.figures["share_sigmoid"] for frame in frames("vanishing-gradient", layers=20)]
    assert shares[0] == 1
    # At most 1/4 by the slope, times about 1 by the weights. (The first and the last are narrower.)
    assert all(after < before / 2 for before, after in pairwise(shares[1:-2]))


@pytest.mark.parametrize("remedy", [{"residual": True}, {"batch_norm": True}])
def test_a_way_around_and_batch_norm_let_the_gradient_through(remedy):
    assert figures("vanishing-gradient", **remedy)["share_sigmoid"] > 0.01


def test_weights_larger_than_hes_make_gradients_grow_and_hes_do_not():
    growth = {gain: frames("exploding-gradient", gain=gain)[0].figures["growth"] for gain in (1.0, 1.5, 2.0)}
    # ReLU lets half through, He's 2 makes up for it: what is left is the gain.
    for gain, grown in growth.items():
        assert grown == pytest.approx(gain, rel=0.1)


def test_without_clipping_the_loss_leaves_the_numbers_and_with_it_falls():
    shown = frames("exploding-gradient")
    first, last = shown[1].figures, shown[-1]
    assert last.figures["loss"] is None
    assert f"left the numbers at step {last.figures['left_at']}" in last.caption.en
    assert f"第 {last.figures['left_at']} 步超出" in last.caption.zh
    assert last.figures["loss_clipped"] < first["loss_clipped"] / 100


def test_no_step_of_the_clipped_run_is_longer_than_the_norm_allows():
    run = ExplodingGradient(max_norm=0.5, lr=0.01).run(clip=True)
    for _step in range(10):
        before = [parameter.data.copy() for parameter in run.network.parameters]
        run.step()
        moved = [p.data - kept for p, kept in zip(run.network.parameters, before, strict=True)]
        assert np.sqrt(sum((each**2).sum() for each in moved)) <= 0.01 * 0.5 * (1 + 1e-9)
    assert max(run.norms) > 0.5


def test_gradients_are_clipped_as_the_solver_clips_them():
    run = ExplodingGradient(max_norm=1.0).run(clip=True)
    gradients = [np.array([3.0, 4.0]), np.array([12.0])]
    expected = find_solver("clip_by_norm")(gradients=((3, 4), (12,)), max_norm=1).result_value()
    found = np.concatenate(run._clipped(gradients))
    wanted = expected["clipped"] if isinstance(expected, dict) else expected
    np.testing.assert_allclose(found, [float(g) for each in wanted for g in each], rtol=1e-5)


def test_too_small_a_start_silences_a_deep_network_and_too_large_a_one_saturates_it():
    assert figures("initialization", start="own", weight_std=0.01)["deviation"] < 1e-6
    assert figures("initialization", start="own", weight_std=1.0)["share_saturated"] > 0.7
    xavier = figures("initialization")
    assert 0.1 < xavier["deviation"] < 1
    assert xavier["share_saturated"] < 0.05


def test_he_keeps_relu_alive_and_xavier_halves_it():
    he = figures("initialization", activation="relu", start="he")["deviation"]
    xavier = figures("initialization", activation="relu", start="xavier")["deviation"]
    # √2 less at each of nine layers.
    assert he / xavier == pytest.approx(2 ** (8 / 2), rel=0.01)


def test_without_an_activation_the_spread_is_the_solvers():
    demo = Initialization(activation="identity", start="own", weight_std=0.2, layers=4)
    for frame in demo.frames():
        expected = find_solver("signal_variance")(
            fan_in=64, weight_std=0.2, input_variance=1, layers=frame.figures["layer"]
        ).result_value()
        assert frame.figures["deviation"] ** 2 == pytest.approx(float(expected), rel=0.25)


def test_all_zero_weights_let_nothing_through():
    shown = frames("initialization", start="zero")
    assert all(frame.figures["deviation"] == 0 for frame in shown)
    assert all(frame.figures["gradient_deviation"] == 0 for frame in shown)


# Normalisation


def test_the_four_steps_end_with_the_spread_and_middle_that_were_set():
    mean, variance, normalized, output = (each.figures for each in frames("batch-norm")[:4])
    assert mean["mean"] == pytest.approx(10)
    assert variance["variance"] == pytest.approx(16)
    assert normalized["mean_now"] == pytest.approx(0, abs=1e-9)
    assert normalized["variance_now"] == pytest.approx(1, abs=1e-5)
    assert output["mean_now"] == pytest.approx(1)  # β
    assert output["variance_now"] == pytest.approx(4, abs=1e-4)  # γ²


def test_gamma_as_the_deviation_and_beta_as_the_mean_undo_it():
    demo = find_demo("batch-norm").preset("undone")
    assert list(demo.frames())[3].figures["furthest_from_input"] < 1e-9


def test_a_deep_sigmoid_network_learns_with_batch_norm_and_not_without():
    shown = figures("batch-norm")
    assert shown["loss"] < 0.2
    assert shown["loss_without"] > 0.65  # ln 2 = 0.693 is guessing


def test_a_batch_of_a_problem_is_taken_as_it_is():
    demo = find_demo("batch-norm").from_givens({"x": (2, 4, 6, 8), "gamma": 2, "beta": 1, "eps": 0})
    first = next(iter(demo.frames())).figures
    assert (first["mean"], first["variance"]) == (5, 5)


# Generalisation


def test_the_mean_of_thinned_networks_comes_to_the_whole_ones_output():
    shown = [f.figures for f in frames("dropout", p=0.5, passes=400) if "pass" in f.figures]
    last = shown[-1]
    error = last["deviation"] / 400**0.5
    assert abs(last["mean_output"] - last["whole_output"]) < 3 * error
    assert abs(shown[0]["output"] - last["whole_output"]) > 3 * error
    assert np.mean([each["active"] for each in shown]) == pytest.approx(last["expected_active"], rel=0.1)


def test_dropout_fits_the_noise_less_and_new_points_better():
    shown = figures("dropout")
    assert shown["train_loss"] > 10 * shown["train_loss_without"]
    assert shown["test_loss"] < 0.8 * shown["test_loss_without"]
    none = figures("dropout", p=0.0)
    assert none["test_loss"] == none["test_loss_without"]


def test_validation_turns_while_training_falls_and_the_solver_says_where_to_stop():
    shown = [frame.figures for frame in frames("early-stopping")]
    last = shown[-1]
    assert last["stop_epoch"] == last["best_epoch"] + 10
    assert last["validation_loss"] > 1.3 * last["best_loss"]
    assert last["train_loss"] < 0.8 * shown[last["best_epoch"]]["train_loss"]
    losses = [each["validation_loss"] for each in shown]
    assert last["best_loss"] == min(losses[: last["stop_epoch"]])


def test_impatience_stops_before_the_minimum():
    assert figures("early-stopping", patience=1)["best_loss"] > figures("early-stopping")["best_loss"]


def test_validation_losses_of_a_problem_are_taken_as_they_are():
    demo = find_demo("early-stopping").from_givens({"losses": (0.9, 0.7, 0.8, 0.75, 0.72), "patience": 2})
    *_before, last = demo.frames()
    assert (last.figures["best_epoch"], last.figures["stop_epoch"]) == (2, 4)


# The playground


def test_two_layers_learn_the_spirals_and_a_line_cannot():
    assert figures("playground")["test_accuracy"] > 0.95
    assert figures("playground", activation="identity")["train_accuracy"] < 0.75
    assert figures("playground", activation="identity", layers=4)["train_accuracy"] < 0.75


def test_the_boundary_of_a_network_without_activation_is_straight():
    field = frames("playground", activation="identity", layers=3, epochs=20)[-1].shapes[0]
    says = np.array(field.cells) > 0.5
    borders = [np.flatnonzero(np.diff(row.astype(int))) for row in says]
    assert all(len(each) <= 1 for each in borders)
    places = [(row, each[0]) for row, each in enumerate(borders) if len(each)]
    slopes = np.diff([column for _row, column in places])
    assert np.ptp(slopes) <= 1


def test_every_update_is_counted_in_the_playground():
    # 160 points in batches of 32: 5 updates an epoch.
    assert figures("playground", epochs=20)["updates"] == 100


def test_a_rate_beyond_reason_is_shown_as_what_it_is():
    last = list(Playground(lr=10.0, optimizer="sgd", activation="identity", layers=4).frames())[-1]
    assert last.figures["left_at"] is not None
    assert last.figures["train_loss"] is None
    assert f"left the numbers at step {last.figures['left_at']}" in last.caption.en


def test_l2_narrows_the_gap_that_noise_opens():
    noisy, tamed = (list(Playground.preset(name).frames())[-1].figures for name in ("noisy", "tamed"))
    assert noisy["train_loss"] < 0.1 < noisy["test_loss"]
    assert tamed["test_loss"] < noisy["test_loss"]


def test_too_high_a_rate_kills_relus():
    dead = list(Playground.preset("dead").frames())[-1].figures
    assert dead["share_dead"] > 0.5
    assert figures("playground")["share_dead"] < 0.2
