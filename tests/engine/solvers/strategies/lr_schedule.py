"""A schedule takes its own parameters and no others."""

from hypothesis import strategies as st

RATES = st.sampled_from([0.001, 0.01, 0.05, 0.1, 0.5, 1])
GAMMAS = st.sampled_from([0.1, 0.2, 0.5, 0.75, 0.9, 0.95])
LOWEST = st.sampled_from([0, 0.001, 0.02])
METRICS = st.lists(st.sampled_from([0.5, 0.9, 0.95, 1, 1, 1, 1.5, 2]), min_size=23, max_size=23)


def schedule(name, own, **others):
    common = {"name": st.just(name), "steps": st.integers(8, 24), "base_lr": RATES}
    return st.fixed_dictionaries({**common, **own}, optional=others)


STEP = schedule("step", {"step_size": st.integers(2, 9)}, gamma=GAMMAS)
MULTISTEP = schedule(
    "multistep", {"milestones": st.lists(st.integers(1, 20), min_size=1, max_size=4)}, gamma=GAMMAS
)
COSINE = schedule("cosine", {"t_max": st.integers(2, 20)}, eta_min=LOWEST)
RESTARTS = schedule(
    "cosine_warm_restarts", {"t_0": st.integers(1, 6), "t_mult": st.integers(1, 3)}, eta_min=LOWEST
)
LINEAR = schedule(
    "linear",
    {},
    start_factor=st.sampled_from([0.001, 0.1, 0.5, 1]),
    end_factor=st.sampled_from([0, 0.5, 1]),
    total_iters=st.integers(1, 12),
)
POLYNOMIAL = schedule(
    "polynomial", {}, total_iters=st.integers(1, 12), power=st.sampled_from([0.5, 0.9, 1, 2, 3])
)
ONE_CYCLE = st.fixed_dictionaries(
    {
        "name": st.just("one_cycle"),
        "steps": st.integers(8, 20),
        "max_lr": RATES,
        "total_steps": st.integers(20, 30),
    },
    optional={
        "pct_start": st.sampled_from([0, 0.2, 0.25, 0.3, 0.5, 0.9, 1]),
        "anneal_strategy": st.sampled_from(["cos", "linear"]),
        "div_factor": st.sampled_from([2, 10, 25]),
        "final_div_factor": st.sampled_from([10, 100, 1e4]),
        "three_phase": st.booleans(),
    },
)
PLATEAU = schedule(
    "plateau",
    {"metrics": METRICS, "patience": st.integers(0, 4)},
    mode=st.sampled_from(["min", "max"]),
    factor=st.sampled_from([0, 0.1, 0.5, 0.9]),
    threshold=st.sampled_from([0, 1e-4, 0.1, 0.5]),
    threshold_mode=st.sampled_from(["rel", "abs"]),
    cooldown=st.integers(0, 4),
    min_lr=LOWEST,
)
OTHERS = schedule("constant", {}) | schedule("exponential", {"gamma": GAMMAS})

ALL = (
    *(STEP, STEP, MULTISTEP, COSINE, RESTARTS, RESTARTS, LINEAR, POLYNOMIAL, POLYNOMIAL),
    *(ONE_CYCLE, ONE_CYCLE, ONE_CYCLE, PLATEAU, PLATEAU, OTHERS),
)
"""The ones with mistakes of their own more often."""

STRATEGIES = {"lr_schedule": st.sampled_from(range(len(ALL))).flatmap(ALL.__getitem__)}

ONE_SCHEDULE_ONLY = {
    "stayed_down": "cosine",
    "not_restarted": "cosine_warm_restarts",
    "equal_cycles": "cosine_warm_restarts",
    "ran_on": "linear",
    "from_nothing": "linear",
    "no_warm_up": "linear",
    "power_inside": "polynomial",
    "late_top": "one_cycle",
    "end_from_top": "one_cycle",
    "peak_at_once": "one_cycle",
    "impatient": "plateau",
    "no_cooldown": "plateau",
    "down_to_nothing": "cosine or plateau with a lowest rate",
    "lifted": "cosine with a lowest rate",
}
RARELY_SEEN = {
    ("lr_schedule", mistake): f"one schedule in ten has it: {schedule}; test_lr_schedule.py shows it there"
    for mistake, schedule in ONE_SCHEDULE_ONLY.items()
}
