"""Which parameters are a schedule's own, what they default to, and how they must fit together."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

from studyapp.engine.solving.inputs import shown
from studyapp.errors import GivenError
from studyapp.i18n import N_
from studyapp.messages import Names

NEEDED: Final = object()

TENTH = Fraction(1, 10)

OWN: dict[str, dict[str, Any]] = {
    "constant": {},
    "step": {"step_size": NEEDED, "gamma": TENTH},
    "multistep": {"milestones": NEEDED, "gamma": TENTH},
    "exponential": {"gamma": NEEDED},
    "cosine": {"t_max": NEEDED, "eta_min": 0},
    "cosine_warm_restarts": {"t_0": NEEDED, "t_mult": 1, "eta_min": 0},
    "linear": {"start_factor": Fraction(1, 3), "end_factor": 1, "total_iters": 5},
    "polynomial": {"total_iters": 5, "power": 1},
    "one_cycle": {
        "max_lr": NEEDED,
        "total_steps": NEEDED,
        "pct_start": Fraction(3, 10),
        "anneal_strategy": "cos",
        "div_factor": 25,
        "final_div_factor": 10_000,
        "three_phase": False,
    },
    "plateau": {
        "metrics": NEEDED,
        "mode": "min",
        "factor": TENTH,
        "patience": 10,
        "threshold": Fraction(1, 10_000),
        "threshold_mode": "rel",
        "cooldown": 0,
        "min_lr": 0,
    },
}
"""Each schedule's own parameters and their defaults, PyTorch's."""

COMMON = ("name", "steps", "base_lr")


def own_values(given: Mapping[str, Any]) -> dict[str, Any]:
    """The named schedule's own parameters, defaults for those left out; a stranger or a gap is refused."""
    schedule = given["name"]
    own = OWN[schedule]
    for name, value in given.items():
        if value is not None and name not in own and name not in COMMON:
            raise GivenError(
                N_("{parameter} is no parameter of the schedule {name}, which takes {names}"),
                parameter=name,
                name=schedule,
                names=Names((*COMMON[1:], *own)),
            )
    needed = [name for name, default in own.items() if default is NEEDED]
    for name in needed if schedule == "one_cycle" else ["base_lr", *needed]:
        if given[name] is None:
            raise GivenError(
                N_("{parameter} is missing; the schedule {name} needs it"), parameter=name, name=schedule
            )
    return {name: default if given[name] is None else given[name] for name, default in own.items()}


def check_one_cycle(steps: int, own: Mapping[str, Any]) -> None:
    """No more steps than the cycle has, and a rise that takes some time."""
    if steps > own["total_steps"]:
        raise GivenError(
            N_("{parameter} is {steps}; it may be at most total_steps, {total_steps}"),
            parameter="steps",
            steps=steps,
            total_steps=own["total_steps"],
        )
    if own["pct_start"] * own["total_steps"] == 1:
        raise GivenError(
            N_(
                "{parameter} is {pct_start}; of {total_steps} steps that is one, so the rise would begin and "
                "end at step 0"
            ),
            parameter="pct_start",
            pct_start=shown(own["pct_start"]),
            total_steps=own["total_steps"],
        )


def check_plateau(steps: int, own: Mapping[str, Any]) -> None:
    """A metric after each step but the last, and a threshold that can be passed."""
    if len(own["metrics"]) < steps - 1:
        raise GivenError(
            N_(
                "{parameter} has {length} numbers; {steps} steps need at least {least}, one after each "
                "but the last"
            ),
            parameter="metrics",
            length=len(own["metrics"]),
            steps=steps,
            least=steps - 1,
        )
    if (own["mode"], own["threshold_mode"]) == ("min", "rel") and own["threshold"] >= 1:
        raise GivenError(
            N_("{parameter} is {threshold}; in mode min a share of the best metric must be below 1"),
            parameter="threshold",
            threshold=shown(own["threshold"]),
        )
