"""The rates that PyTorch's schedulers set, run step by step."""

import warnings
from collections.abc import Iterator
from itertools import product
from typing import Any

import torch
from torch.optim import lr_scheduler

from tests.pytorch.cases import REFUSED, Case

warnings.filterwarnings("ignore", message=".*lr_scheduler.step.*")

SCHEDULERS: dict[str, tuple[Any, dict[str, str]]] = {
    "step": (lr_scheduler.StepLR, {}),
    "multistep": (lr_scheduler.MultiStepLR, {}),
    "exponential": (lr_scheduler.ExponentialLR, {}),
    "cosine": (lr_scheduler.CosineAnnealingLR, {"t_max": "T_max"}),
    "cosine_warm_restarts": (
        lr_scheduler.CosineAnnealingWarmRestarts,
        {"t_0": "T_0", "t_mult": "T_mult"},
    ),
    "linear": (lr_scheduler.LinearLR, {}),
    "polynomial": (lr_scheduler.PolynomialLR, {}),
    "one_cycle": (lr_scheduler.OneCycleLR, {}),
    "plateau": (lr_scheduler.ReduceLROnPlateau, {}),
}
STEPS = 41


def rates(name: str, base_lr: float, steps: int, own: dict[str, Any]) -> Any:
    """The rate that the optimizer has at each step, or REFUSED."""
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=base_lr)
    scheduler, names = SCHEDULERS[name]
    options = {names.get(option, option): value for option, value in own.items()}
    metrics = options.pop("metrics", None)
    if name == "one_cycle":
        options["cycle_momentum"] = False
    if name == "plateau":
        options["eps"] = 0.0
    found = []
    try:
        running = scheduler(optimizer, **options)
        for at in range(steps):
            found.append(float(optimizer.param_groups[0]["lr"]))
            if at < steps - 1:
                optimizer.step()
                running.step() if metrics is None else running.step(metrics[at])
    except (ValueError, ZeroDivisionError):
        return REFUSED
    return found


def case(name: str, steps: int = STEPS, base_lr: float = 0.1, **own: Any) -> Case:
    """What PyTorch makes of one schedule."""
    inputs = {"name": name, "base_lr": base_lr, "steps": steps, **own}
    return Case("lr_schedule", inputs, rates(name, base_lr, steps, own))


def cases() -> Iterator[Case]:
    """Every schedule with its options, to step 40."""
    yield from decays()
    yield from cosines()
    yield from ramps()
    yield from one_cycles()
    yield from plateaus()


def decays() -> Iterator[Case]:
    """Step, multistep, exponential."""
    for step_size, gamma in product((1, 3, 7, 10, 40, 100), (0.1, 0.5, 0.9, 1.0, 1.1, 0.0)):
        yield case("step", step_size=step_size, gamma=gamma)
    yield case("step", step_size=30)
    yield case("step", base_lr=0.3, step_size=2, gamma=0.97)
    for milestones, gamma in product(
        ([1], [3, 6], [6, 3], [5, 5, 9], [0], [0, 4], [40], [41], [100], [2, 4, 8, 16, 32], [10, 20, 20, 20]),
        (0.1, 0.5),
    ):
        yield case("multistep", milestones=milestones, gamma=gamma)
    yield case("multistep", milestones=[30, 35])
    for gamma in (0.1, 0.5, 0.9, 0.95, 0.99, 1.0, 1.2, 0.0):
        yield case("exponential", gamma=gamma)
        yield case("exponential", gamma=gamma, base_lr=3e-4, steps=12)


def cosines() -> Iterator[Case]:
    """Half waves, beyond their end too, and restarted ones."""
    for t_max, eta_min in product((1, 2, 3, 4, 7, 10, 20, 39, 40, 41, 100), (0.0, 0.001)):
        yield case("cosine", t_max=t_max, eta_min=eta_min)
    yield case("cosine", t_max=10)
    yield case("cosine", t_max=10, eta_min=0.2)
    yield case("cosine", base_lr=3e-4, t_max=13, eta_min=1e-6)
    for t_0, t_mult, eta_min in product((1, 2, 5, 10, 50), (1, 2, 3), (0.0, 0.01)):
        yield case("cosine_warm_restarts", t_0=t_0, t_mult=t_mult, eta_min=eta_min)
    yield case("cosine_warm_restarts", t_0=6)
    yield case("cosine_warm_restarts", t_0=6, eta_min=0.3)
    yield case("cosine_warm_restarts", t_0=0)
    yield case("cosine_warm_restarts", t_0=3, t_mult=0)


def ramps() -> Iterator[Case]:
    """Straight lines and powers, and what comes after them."""
    for start_factor, end_factor, total_iters in product((0.001, 0.25, 1.0), (0.0, 0.5, 1.0), (1, 4, 10)):
        yield case("linear", 14, start_factor=start_factor, end_factor=end_factor, total_iters=total_iters)
    yield case("linear")
    yield case("linear", total_iters=40)
    yield case("linear", total_iters=100, start_factor=0.1)
    for start_factor, end_factor in ((0.0, 1.0), (1.5, 1.0), (0.5, 1.5), (-0.5, 1.0), (0.5, -0.5)):
        yield case("linear", start_factor=start_factor, end_factor=end_factor)
    for total_iters, power in product((1, 2, 5, 13, 40, 60), (0.5, 0.9, 1.0, 2.0, 3.0)):
        yield case("polynomial", total_iters=total_iters, power=power)
    yield case("polynomial")
    yield case("polynomial", total_iters=8, power=0.0)


def one_cycles() -> Iterator[Case]:
    """Two and three phases, both curves, tops at the edges."""
    for pct_start, anneal, three_phase in product(
        (0.0, 0.01, 0.2, 0.25, 0.3, 0.33, 0.5, 0.75, 0.9, 1.0), ("cos", "linear"), (False, True)
    ):
        yield case(
            "one_cycle",
            max_lr=0.5,
            total_steps=41,
            pct_start=pct_start,
            anneal_strategy=anneal,
            three_phase=three_phase,
        )
    for div_factor, final_div_factor in product((1.0, 10.0), (1.0, 100.0)):
        yield case(
            "one_cycle",
            20,
            max_lr=0.01,
            total_steps=20,
            div_factor=div_factor,
            final_div_factor=final_div_factor,
        )
    for total_steps, steps in ((41, 41), (100, 41), (10, 10), (7, 3), (2, 2), (1, 1), (3, 3)):
        yield case("one_cycle", steps, max_lr=1.0, total_steps=total_steps)
    for pct_start, total_steps, three_phase in (
        (0.1, 10, False),
        (0.1, 10, True),
        (0.25, 4, False),
        (1.0, 1, True),
    ):
        yield case(
            "one_cycle",
            total_steps,
            max_lr=1.0,
            total_steps=total_steps,
            pct_start=pct_start,
            three_phase=three_phase,
        )
    yield case("one_cycle", 5, max_lr=1.0, total_steps=10, pct_start=1.5)
    yield case("one_cycle", 5, max_lr=1.0, total_steps=10, pct_start=-0.5)
    yield case("one_cycle", 5, max_lr=1.0, total_steps=10, anneal_strategy="exponential")
    yield case("one_cycle", 5, max_lr=1.0, total_steps=0)


def plateaus() -> Iterator[Case]:
    """Every option, on a curve that falls, stalls and jumps."""
    falls = [2.0, 1.5, 1.2, 1.0, 0.95, 0.94, 0.94, 0.93, 0.93, 0.93, 0.92, 0.95, 0.91, 0.91, 0.905, 0.9]
    stalls = [*falls, *([0.9] * 12), 0.4, *([0.4] * 11)]
    rises = [round(1 / metric, 6) for metric in stalls]
    below_zero = [round(-metric, 6) for metric in rises]
    for (mode, metrics), patience, cooldown in product(
        (("min", stalls), ("max", rises), ("min", below_zero)), (0, 1, 3, 10), (0, 2, 5)
    ):
        yield case("plateau", metrics=metrics, mode=mode, patience=patience, cooldown=cooldown)
    for mode, threshold_mode, threshold in product(("min", "max"), ("rel", "abs"), (0.0, 0.003, 0.05, 0.5)):
        yield case(
            "plateau",
            metrics=stalls if mode == "min" else rises,
            mode=mode,
            threshold_mode=threshold_mode,
            threshold=threshold,
            patience=2,
        )
    for factor, min_lr in product((0.0, 0.1, 0.5, 0.9), (0.0, 0.002, 0.1, 0.5)):
        yield case("plateau", metrics=stalls, patience=1, factor=factor, min_lr=min_lr)
    yield case("plateau", metrics=[1.0] * 40)
    yield case("plateau", metrics=stalls, factor=1.0)
    yield case("plateau", metrics=stalls, mode="least")
    yield case("plateau", metrics=stalls, threshold_mode="percent")
