import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp.engine.demos.minibatch_loop import MinibatchLoop, training_set
from studyapp.engine.registry import find_solver


def trained(demo):
    """The moments of the training, without the scenes after it."""
    return [frame for frame in demo.frames() if "epoch" in frame.figures]


def last(demo):
    return trained(demo)[-1]


@pytest.mark.parametrize(
    ("samples", "batch_size", "epochs", "updates"),
    [
        (1200, 100, 5, 60),  # 1200 samples in batches of 100: 12 an epoch, 60 in 5 epochs
        (2000, 500, 1, 4),
        (1000, 10, 1, 100),
        (10, 3, 2, 8),  # 3 + 3 + 3 + 1
    ],
)
def test_every_update_is_counted(samples: int, batch_size: int, epochs: int, updates: int):
    figures = last(MinibatchLoop(samples=samples, batch_size=batch_size, epochs=epochs)).figures
    assert figures["updates"] == updates
    assert figures["updates_full_batch"] == epochs
    assert figures["updates_single"] == samples * epochs


@given(
    samples=st.integers(1, 60),
    batch_size=st.integers(1, 70),
    epochs=st.integers(1, 3),
    drop_last=st.booleans(),
)
@settings(max_examples=40, deadline=None)
def test_the_count_is_the_solvers(samples: int, batch_size: int, epochs: int, drop_last: bool):
    givens = {"samples": samples, "batch_size": batch_size, "epochs": epochs, "drop_last": drop_last}
    assert (
        last(MinibatchLoop(**givens)).figures["updates"]
        == find_solver("total_iterations")(**givens).result_value()
    )


def test_full_batch_descent_is_gradient_descent_worked_by_matrices():
    # w ← w − lr · 2/N · Xᵀ(Xw − y), three times from 0.
    inputs, targets = training_set(40)
    weights = np.zeros(inputs.shape[1])
    for _step in range(3):
        weights = weights - 0.1 * 2 / 40 * inputs.T @ (inputs @ weights - targets)
    expected = np.mean((inputs @ weights - targets) ** 2)
    figures = last(MinibatchLoop(samples=40, batch_size=8, epochs=3, lr=0.1)).figures
    assert figures["loss_full_batch"] == pytest.approx(expected, rel=1e-12)


def test_a_batch_as_large_as_the_set_is_full_batch_descent():
    figures = last(MinibatchLoop(samples=50, batch_size=50, epochs=4)).figures
    assert figures["loss"] == pytest.approx(figures["loss_full_batch"], rel=1e-9)


def test_smaller_batches_get_further_in_the_first_epoch():
    figures = last(MinibatchLoop(epochs=1)).figures
    assert figures["loss_single"] < figures["loss"] < figures["loss_full_batch"]


def test_no_run_gets_below_the_least_squares_fit():
    inputs, targets = training_set(200)
    best = np.linalg.lstsq(inputs, targets, rcond=None)[1][0] / 200
    figures = last(MinibatchLoop(samples=200, batch_size=20, epochs=50, lr=0.1)).figures
    for name in ("loss", "loss_full_batch", "loss_single"):
        assert figures[name] >= best * (1 - 1e-12)
    assert figures["loss_full_batch"] == pytest.approx(best, rel=0.02)


def test_a_rate_above_one_over_the_curvature_diverges_and_one_below_does_not():
    # Full-batch descent on the mean squared error is stable below 1/λ, λ the largest eigenvalue of XᵀX/N.
    inputs, _targets = training_set(300)
    limit = 1 / np.linalg.eigvalsh(inputs.T @ inputs / 300)[-1]
    below = MinibatchLoop(samples=300, batch_size=300, epochs=50, lr=round(limit * 0.95, 3))
    above = MinibatchLoop(samples=300, batch_size=300, epochs=50, lr=round(limit * 1.3, 3))
    assert last(below).figures["diverged_full_batch"] is False
    frame = last(above)
    assert frame.figures["diverged_full_batch"] is True
    assert "Diverged: full batch" in frame.caption.en
    assert "发散：全批量" in frame.caption.zh


def test_a_diverging_curve_leaves_the_picture_and_every_point_is_finite():
    (curves,) = last(MinibatchLoop(lr=2, epochs=20)).shapes
    for series in curves.series:
        assert len(series.xs) == len(series.ys)
        assert np.isfinite(series.ys).all()
        assert max(series.ys) <= curves.y_range[1] * 1.0001


def test_the_axes_stand_still_while_the_curves_grow():
    demo = MinibatchLoop(epochs=4)
    frames = trained(demo)
    assert [frame.figures["epoch"] for frame in frames] == [0, 1, 2, 3, 4]
    assert {frame.shapes[0].x_range for frame in frames} == {(0.0, 4.0)}
    assert {frame.shapes[0].y_range for frame in frames} == {frames[0].shapes[0].y_range}


def test_a_problems_own_numbers_are_taken_over():
    demo = MinibatchLoop.from_givens({"samples": 1000, "batch_size": 64, "epochs": 3, "colour": "red"})
    assert (demo.samples, demo.batch_size, demo.epochs, demo.notes) == (1000, 64, 3, ())


def test_a_larger_problem_is_shown_smaller_with_as_many_iterations_and_says_so():
    # 50,000 in batches of 128: 391 iterations, the last with 80. 2000 // 391 = 5 a batch.
    demo = MinibatchLoop.from_givens({"samples": 50_000, "batch_size": 128, "epochs": 90})
    assert -(-demo.samples // demo.batch_size) == 391
    assert demo.samples % demo.batch_size != 0
    assert demo.epochs == 50
    assert "still 391 iterations an epoch" in demo.notes[0].en
    assert "仍是 391 次迭代" in demo.notes[0].zh
    assert "90" in demo.notes[1].en


@given(samples=st.integers(2001, 10**6), batch_size=st.integers(1, 10**5))
@settings(max_examples=80, deadline=None)
def test_a_scaled_problem_keeps_its_iterations_where_that_is_possible(samples: int, batch_size: int):
    demo = MinibatchLoop.from_givens({"samples": samples, "batch_size": batch_size})
    iterations = -(-samples // batch_size)
    assert -(-demo.samples // demo.batch_size) == min(iterations, 2000)
    assert demo.notes


def test_a_batch_size_is_worked_out_where_the_problem_asks_for_it():
    demo = MinibatchLoop.from_givens({"samples": 2000, "iterations": 4})
    assert demo.batch_size == 500


def test_every_sample_has_its_turn_once_in_an_epoch_batch_by_batch():
    batches = [f for f in MinibatchLoop(samples=50, batch_size=12).frames() if "iteration" in f.figures]
    assert [frame.figures["in_batch"] for frame in batches] == [12, 12, 12, 12, 2]
    marked = [place for frame in batches for place in frame.shapes[0].marks]
    assert len(marked) == len(set(marked)) == 50
    assert (
        batches[-1].figures["iterations"]
        == find_solver("iterations_per_epoch")(samples=50, batch_size=12).result_value()
    )


def test_a_last_batch_that_is_dropped_is_told():
    demo = MinibatchLoop(samples=50, batch_size=12, drop_last=True)
    batches = [frame for frame in demo.frames() if "iteration" in frame.figures]
    assert len(batches) == 4
    assert "2 are left out" in batches[-1].caption.en


def test_four_times_the_batch_halves_the_error_of_its_gradient():
    *_before, frame = MinibatchLoop().frames()
    errors = frame.figures["errors"]
    for small, large in zip(errors, errors[2:], strict=False):
        assert small / large == pytest.approx(2, rel=0.2)
