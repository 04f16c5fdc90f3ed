"""Learning-rate schedules: figures by hand and from papers, what is refused, and the known mistakes."""

import re
from fractions import Fraction

import pytest

from studyapp.engine.solvers.optimizers.lr_schedule import LrSchedule
from studyapp.errors import GivenError


def rates(name, steps, **own):
    return LrSchedule(name=name, steps=steps, **own).result_value()


def decimals(*numbers):
    return tuple(Fraction(str(number)) for number in numbers)


def test_resnet_divides_its_rate_by_10_at_32k_and_48k_iterations():
    """He et al. 2016, CIFAR-10: 0.1, divided by 10 at 32k and 48k, ended at 64k."""
    found = rates("multistep", 64_000, base_lr=0.1, milestones=[32_000, 48_000])
    assert [found[t] for t in (0, 31_999, 32_000, 47_999, 48_000, 63_999)] == list(
        decimals(0.1, 0.1, 0.01, 0.01, 0.001, 0.001)
    )


def test_pytorchs_own_example_of_step_lr():
    """The documentation of StepLR: 0.05 for epoch < 30, 0.005 for < 60, 0.0005 for < 90."""
    found = rates("step", 90, base_lr=0.05, step_size=30)
    assert found == decimals(*[0.05] * 30, *[0.005] * 30, *[0.0005] * 30)


def test_pytorchs_own_example_of_linear_lr():
    """The documentation of LinearLR: 0.025, 0.03125, 0.0375, 0.04375, then 0.05."""
    found = rates("linear", 6, base_lr=0.05, start_factor=0.5, total_iters=4)
    assert found == decimals(0.025, 0.03125, 0.0375, 0.04375, 0.05, 0.05)


def test_pytorchs_own_example_of_polynomial_lr():
    """The documentation of PolynomialLR: 0.05, 0.0375, 0.025, 0.0125, 0, and 0 from there on."""
    found = rates("polynomial", 6, base_lr=0.05, total_iters=4, power=1)
    assert found == (*decimals(0.05, 0.0375, 0.025, 0.0125), 0, 0)


def test_a_cosine_is_exact_at_its_thirds_and_half():
    assert rates("cosine", 7, base_lr=0.1, t_max=6)[::2] == (*decimals(0.1, 0.075, 0.025), 0)
    assert rates("cosine", 9, base_lr=1, t_max=4, eta_min=0.2)[::4] == (1, Fraction(1, 5), 1)


def test_decimals_count_as_written():
    assert rates("exponential", 3, base_lr=0.3, gamma=0.1) == decimals(0.3, 0.03, 0.003)
    assert rates("constant", 2, base_lr=0.1) == decimals(0.1, 0.1)


def test_a_long_run_ends_in_floats_not_in_endless_fractions():
    found = rates("exponential", 3000, base_lr=0.1, gamma=0.999)
    assert isinstance(found[-1], float)
    assert found[-1] == pytest.approx(0.1 * 0.999**2999, rel=1e-12)


def test_one_cycle_needs_no_base_rate_and_does_not_use_one():
    cycle = {"max_lr": 0.1, "total_steps": 10}
    assert rates("one_cycle", 10, **cycle) == rates("one_cycle", 10, base_lr=5, **cycle)
    assert rates("one_cycle", 10, **cycle)[::9] == decimals(0.004, 4e-7)


def test_a_plateau_cuts_after_more_than_patience_bad_metrics():
    """Metrics 1, 1, 1: the second and third are no better; with patience 1 the third makes the cut."""
    plateau = {"base_lr": 1, "metrics": [1, 1, 1, 1, 1], "factor": 0.5}
    half = Fraction(1, 2)
    assert rates("plateau", 6, patience=1, **plateau) == (1, 1, 1, half, half, Fraction(1, 4))
    assert rates("plateau", 6, patience=1, cooldown=2, **plateau) == (1, 1, 1, half, half, half)
    assert rates("plateau", 6, patience=1, min_lr=0.4, **plateau)[-1] == Fraction(2, 5)


def test_a_lowest_rate_above_the_base_rate_never_raises_it():
    assert rates("plateau", 3, base_lr=0.1, metrics=[1, 1], patience=0, min_lr=0.5) == decimals(0.1, 0.1, 0.1)


def test_a_plateau_takes_more_metrics_than_it_needs():
    assert rates("plateau", 1, base_lr=0.1, metrics=[1, 2, 3]) == decimals(0.1)


@pytest.mark.parametrize(
    ("inputs", "sentence"),
    [
        ({"name": "step", "base_lr": 1}, "step_size is missing; the schedule step needs it"),
        ({"name": "multistep", "base_lr": 1}, "milestones is missing; the schedule multistep needs it"),
        ({"name": "exponential", "base_lr": 1}, "gamma is missing; the schedule exponential needs it"),
        ({"name": "cosine", "base_lr": 1}, "t_max is missing; the schedule cosine needs it"),
        (
            {"name": "cosine_warm_restarts", "base_lr": 1},
            "t_0 is missing; the schedule cosine_warm_restarts needs it",
        ),
        ({"name": "one_cycle", "base_lr": 1, "total_steps": 9}, "max_lr is missing; the schedule one_cycle"),
        ({"name": "one_cycle", "base_lr": 1, "max_lr": 9}, "total_steps is missing; the schedule one_cycle"),
        ({"name": "plateau", "base_lr": 1}, "metrics is missing; the schedule plateau needs it"),
        ({"name": "linear"}, "base_lr is missing; the schedule linear needs it"),
        (
            {"name": "constant", "base_lr": 1, "gamma": 0.1},
            "gamma is no parameter of the schedule constant, which takes steps, base_lr",
        ),
        (
            {"name": "step", "base_lr": 1, "step_size": 3, "t_max": 10},
            "t_max is no parameter of the schedule step, which takes steps, base_lr, step_size, gamma",
        ),
        (
            {"name": "linear", "base_lr": 1, "three_phase": False},
            "three_phase is no parameter of the schedule linear",
        ),
        (
            {"name": "linear", "base_lr": 1, "start_factor": 0},
            "start_factor is 0; it must be a finite number with 0 < start_factor ≤ 1",
        ),
        (
            {"name": "one_cycle", "max_lr": 1, "total_steps": 4},
            "steps is 5; it may be at most total_steps, 4",
        ),
        (
            {"name": "one_cycle", "max_lr": 1, "total_steps": 10, "pct_start": 0.1},
            "pct_start is 0.1; of 10 steps that is one, so the rise would begin and end at step 0",
        ),
        (
            {"name": "plateau", "base_lr": 1, "metrics": [1, 2, 3]},
            "metrics has 3 numbers; 5 steps need at least 4, one after each but the last",
        ),
        (
            {"name": "plateau", "base_lr": 1, "metrics": [1] * 4, "threshold": 1},
            "threshold is 1; in mode min a share of the best metric must be below 1",
        ),
        (
            {"name": "plateau", "base_lr": 1, "metrics": [1] * 4, "factor": 1},
            "factor is 1; it must be a finite number with 0 ≤ factor < 1",
        ),
        (
            {"name": "constant", "base_lr": 1, "steps": 10**12},
            "steps is 1000000000000; it must be a whole number with 1 ≤ steps ≤ 100000",
        ),
        ({"name": "warmup", "base_lr": 1}, 'name is "warmup"; it must be one of constant, step, multistep'),
    ],
)
def test_what_does_not_fit_is_refused_by_name(inputs, sentence):
    with pytest.raises(GivenError, match=f"^{re.escape(sentence)}"):
        LrSchedule(**{"steps": 5, **inputs})


def test_a_rate_that_grows_beyond_a_double_is_refused():
    with pytest.raises(GivenError):
        rates("exponential", 5000, base_lr=1, gamma=2)


def test_the_four_mistakes_of_step_decay():
    """0.1 with step_size 30 and gamma 0.5 at epoch 70: right is 0.1·0.5² = 0.025."""
    solver = LrSchedule(name="step", base_lr=0.1, step_size=30, gamma=0.5, steps=71)
    assert solver.result_value()[70] == Fraction("0.025")
    found = {name: value[70] for name, value in solver.mistakes_of("rates").items()}
    assert float(found["progress.every_step"]) == pytest.approx(0.1 * 0.5**70)
    assert float(found["progress.not_rounded"]) == pytest.approx(0.1 * 0.5 ** (70 / 30))
    assert found["progress.only_once"] == Fraction("0.05")
    assert found["weight.times_count"] == Fraction("0.1")


@pytest.mark.parametrize(
    ("mistake", "inputs", "at", "value"),
    [
        ("progress.one_late", {"name": "step", "step_size": 3, "base_lr": 1}, 3, 1),
        ("progress.one_early", {"name": "step", "step_size": 3, "base_lr": 1}, 2, 0.1),
        ("progress.one_late", {"name": "multistep", "milestones": [2, 4], "base_lr": 1}, 2, 1),
        ("progress.one_early", {"name": "multistep", "milestones": [2, 4], "base_lr": 1}, 1, 0.1),
        ("progress.stayed_down", {"name": "cosine", "t_max": 3, "base_lr": 1}, 5, 0),
        ("progress.one_ahead", {"name": "cosine", "t_max": 3, "base_lr": 1}, 0, 0.75),
        ("progress.one_ahead", {"name": "linear", "start_factor": 0.5, "base_lr": 1}, 4, 1),
        ("progress.one_ahead", {"name": "polynomial", "base_lr": 1}, 0, 0.8),
        ("progress.not_restarted", {"name": "cosine_warm_restarts", "t_0": 3, "base_lr": 1}, 3, 0),
        (
            "progress.equal_cycles",
            {"name": "cosine_warm_restarts", "t_0": 2, "t_mult": 2, "base_lr": 1},
            4,
            1,
        ),
        ("progress.ran_on", {"name": "linear", "start_factor": 0.5, "total_iters": 2, "base_lr": 1}, 4, 1.5),
        ("weight.from_nothing", {"name": "linear", "start_factor": 0.5, "base_lr": 1}, 1, 0.2),
        ("weight.no_warm_up", {"name": "linear", "start_factor": 0.5, "base_lr": 1}, 0, 1),
        ("weight.power_inside", {"name": "polynomial", "power": 2, "base_lr": 1}, 1, 0.96),
        ("weight.no_half", {"name": "cosine", "t_max": 3, "base_lr": 1}, 1, 1.5),
        ("weight.from_below", {"name": "cosine", "t_max": 3, "base_lr": 1}, 1, 0.25),
        ("weight.straight", {"name": "cosine", "t_max": 4, "base_lr": 1}, 1, 0.75),
        ("down_to_nothing", {"name": "cosine", "t_max": 3, "eta_min": 0.1, "base_lr": 1}, 3, 0),
        ("lifted", {"name": "cosine", "t_max": 3, "eta_min": 0.1, "base_lr": 1}, 0, 1.1),
        ("turns.late_top", {"name": "one_cycle", "max_lr": 1, "total_steps": 10}, 3, 1),
        ("corners.end_from_top", {"name": "one_cycle", "max_lr": 1, "total_steps": 6}, 5, 1e-4),
        ("peak_at_once", {"name": "one_cycle", "max_lr": 1, "total_steps": 10}, 0, 1),
        (
            "progress.impatient",
            {"name": "plateau", "metrics": [1] * 6, "patience": 2, "base_lr": 1},
            3,
            0.1,
        ),
        (
            "progress.no_cooldown",
            {"name": "plateau", "metrics": [1] * 6, "patience": 0, "cooldown": 3, "base_lr": 1},
            3,
            0.01,
        ),
        (
            "down_to_nothing",
            {"name": "plateau", "metrics": [1] * 6, "patience": 0, "min_lr": 0.05, "base_lr": 1},
            3,
            0.01,
        ),
        ("unchanged", {"name": "cosine", "t_max": 3, "base_lr": 0.5}, 3, 0.5),
    ],
)
def test_a_mistake_gives_the_value_that_it_stands_for(mistake, inputs, at, value):
    solver = LrSchedule(steps=6, **inputs)
    found = solver.mistakes_of("rates")[mistake]
    assert float(found[at]) == pytest.approx(value)
    assert float(solver.result_value()[at]) != pytest.approx(value)


def test_mistakes_of_other_schedules_are_not_offered():
    found = LrSchedule(name="constant", base_lr=0.1, steps=3).mistakes_of("rates")
    assert found == {}
    cosine = LrSchedule(name="cosine", base_lr=0.1, steps=3, t_max=4).mistakes_of("rates")
    assert not {"progress.every_step", "weight.times_count", "peak_at_once"} & cosine.keys()


def test_the_working_follows_the_schedule_that_is_named():
    step = LrSchedule(name="step", base_lr=0.1, step_size=10, steps=25)
    assert [line.name for line in step.working()] == ["progress", "weight", "rates"]
    assert step.working()[0].formula == r"u_t = \left\lfloor \frac{t}{s} \right\rfloor"
    assert r"\lfloor 10 / 10 \rfloor\;(t = 10)" in step.working()[0].numbers
    cycle = LrSchedule(name="one_cycle", max_lr=0.1, total_steps=10, steps=10)
    assert [line.name for line in cycle.working()] == ["turns", "corners", "progress", "weight", "rates"]
    constant = LrSchedule(name="constant", base_lr=0.1, steps=2)
    assert [line.name for line in constant.working()] == ["rates"]


def test_the_last_rate_can_be_asked_for_alone():
    solver = LrSchedule(name="step", base_lr=0.1, step_size=30, gamma=0.5, steps=71)
    assert solver.value("last_rate") == Fraction("0.025")
    assert solver.mistakes_of("last_rate")["progress.only_once"] == Fraction("0.05")
    assert solver.working(["last_rate"])[-1].name == "last_rate"
    assert r"\lfloor 70 / 30 \rfloor\;(t = 70)" in solver.working(["last_rate"])[0].numbers


def test_later_steps_follow_from_a_learners_own():
    solver = LrSchedule(name="step", base_lr=0.1, step_size=2, steps=4)
    assert solver.work({"progress": (0, 1, 1, 2)})["rates"] == decimals(0.1, 0.01, 0.01, 0.001)
