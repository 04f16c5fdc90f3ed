"""Early stopping: runs read off by hand, ties, min_delta, and the ways to be one epoch off."""

import re

import pytest

from studyapp.engine.registry import find_solver
from studyapp.errors import GivenError


def stopped(losses, patience, min_delta=0):
    found = find_solver("early_stopping")(
        losses=losses, patience=patience, min_delta=min_delta
    ).result_value()
    return found["best_epoch"], found["best_loss"], found["stop_epoch"]


@pytest.mark.parametrize(
    ("losses", "patience", "expected"),
    [
        ([5, 4, 3, 4, 5], 2, (3, 3, 5)),
        ([5, 4, 3, 4, 5], 3, (3, 3, None)),
        ([5, 4, 3, 4, 2, 6, 7, 8], 2, (5, 2, 7)),
        ([5, 4, 3, 4, 2, 6, 7, 8], 1, (3, 3, 4)),
        ([1], 1, (1, 1, None)),
        ([1, 2], 1, (1, 1, 2)),
        ([3, 2, 1], 1, (3, 1, None)),
        ([2, 2, 2, 2], 3, (1, 2, 4)),
        ([3, 4, 5, 1], 2, (1, 3, 3)),
        ([-1, -2, -1.5, -1.9], 2, (2, -2, 4)),
    ],
)
def test_runs_read_off_by_hand(losses, patience, expected):
    assert stopped(losses, patience) == expected


def test_an_equal_loss_is_no_better_one():
    assert stopped([2, 1, 1, 1], 2) == (2, 1, 4)


def test_an_improvement_must_be_larger_than_min_delta():
    """0.9 to 0.8 is exactly 0.1, which decimals as written know: it does not count."""
    assert stopped([0.9, 0.8], 2, 0.1) == (1, pytest.approx(0.9), None)
    assert stopped([0.9, 0.8, 0.79], 2, 0.1)[0] == 3  # 0.11 below the best
    assert stopped([0.9, 0.8, 0.8], 2, 0.1) == (1, pytest.approx(0.9), 3)


def test_small_improvements_add_up_against_the_best_not_the_last():
    """Each is 0.04 below the one before; the third is 0.08 below the best."""
    assert stopped([1, 0.96, 0.92, 0.88], 2, 0.05) == (3, pytest.approx(0.92), None)


def test_a_patience_beyond_all_bounds_never_runs_out():
    assert stopped([1, 2, 3], 10**400) == (1, 1, None)


def test_the_counter_is_a_step_of_the_working():
    solver = find_solver("early_stopping")(losses=[0.9, 0.7, 0.72, 0.69, 0.5], patience=2, min_delta=0.05)
    assert solver.value("waiting") == (0, 0, 1, 2)
    lines = {line.name: line for line in solver.working()}
    assert lines["waiting"].numbers == r"0,\; 0,\; 0 + 1,\; 1 + 1"
    assert lines["bests"].numbers == (
        r"0.9,\; 0.7 < 0.9 - 0.05,\; 0.72 \ge 0.7 - 0.05,\; 0.69 \ge 0.7 - 0.05"
    )
    assert lines["stop_epoch"].numbers == "2 + 2"


def test_long_runs_are_not_written_out():
    lines = {
        line.name: line
        for line in find_solver("early_stopping")(losses=list(range(50)), patience=40).working()
    }
    assert lines["bests"].numbers == lines["waiting"].numbers == ""


def test_a_learners_counter_is_followed():
    found = find_solver("early_stopping")(losses=[5, 4, 3, 4, 5], patience=2).work(
        {"waiting": [0, 0, 1, 2, 3]}
    )
    assert (found["best_epoch"], found["best_loss"], found["stop_epoch"]) == (2, 4, 4)


def test_never_is_an_answer_of_the_stop_alone():
    steps = find_solver("early_stopping").spec.steps
    assert [name for name, step in steps.items() if step.may_be_null] == ["stop_epoch"]


def test_the_mistakes_have_their_values():
    """Best in epoch 3 of 0.9 0.8 0.5 0.6 0.49 0.7 0.4 with δ = 0.05 and patience 3: stops at 6."""
    solver = find_solver("early_stopping")(
        losses=[0.9, 0.8, 0.5, 0.6, 0.49, 0.7, 0.4], patience=3, min_delta=0.05
    )
    assert stopped([0.9, 0.8, 0.5, 0.6, 0.49, 0.7, 0.4], 3, 0.05) == (3, 0.5, 6)
    best, loss, stop = (solver.mistakes_of(name) for name in ("best_epoch", "best_loss", "stop_epoch"))
    assert best["best_from_zero"] == 2
    assert best["last_run"] == 6
    assert best["lowest_epoch"] == 7
    assert best["bests.delta_ignored"] == 7
    assert loss["last_loss"] == pytest.approx(0.7)
    assert loss["lowest_loss"] == pytest.approx(0.4)
    assert (stop["one_late"], stop["one_early"], stop["at_best"]) == (7, 5, 3)
    assert (stop["from_start"], stop["all_epochs"]) == (3, 7)
    assert stop["bests.delta_ignored"] is None
    assert stop["waiting.to_the_last"] is None  # 0.6 to 0.49 falls by more than δ


def test_ties_and_totals_are_told():
    ties = find_solver("early_stopping")(losses=[2, 1, 1, 1], patience=2)
    assert ties.mistake_value("ties_count") == (0, 0, 0, 0)
    totals = find_solver("early_stopping")(losses=[5, 6, 4, 5, 3], patience=2)
    assert totals.result_value()["stop_epoch"] is None
    assert totals.mistake_value("not_reset") == (0, 1, 1, 2)


@pytest.mark.parametrize(
    ("inputs", "sentence"),
    [
        ({"losses": [1], "patience": 0}, "patience is 0; it must be a whole number with patience ≥ 1"),
        ({"losses": [], "patience": 1}, "losses is []; it must be a list of numbers, not empty"),
        ({"losses": [1, float("nan")], "patience": 1}, "losses has NaN at place 1"),
        ({"losses": [1], "patience": 1, "min_delta": -0.1}, "min_delta is -0.1; it must be a finite number"),
    ],
)
def test_what_has_no_answer_is_refused_with_the_reason(inputs, sentence):
    with pytest.raises(GivenError, match=f"^{re.escape(sentence)}"):
        find_solver("early_stopping")(**inputs)
