"""What a problem's givens say of an optimiser: its rule, its settings, its gradients."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from studyapp.domain.value import Value
from studyapp.engine.taking import numbers

Row: TypeAlias = tuple[float, ...]


def named(givens: Mapping[str, Value]) -> dict[str, Any]:
    """A problem's givens under our names."""
    ours = {
        "mu": "momentum",
        "eta": "lr",
        "λ": "weight_decay",
        "lambda2": "weight_decay",
        "alpha": "squares",
        "rho": "squares",
    }
    taken = {ours.get(name, name): value for name, value in givens.items()}
    taken.setdefault("param", givens.get("w"))
    if "g" in taken:
        taken.setdefault("grads", (taken["g"],))
    if "rho" in givens:
        taken.setdefault("lr", 1)
    taken.pop("gradients", None)
    return taken


def method_of(givens: Mapping[str, Value]) -> tuple[str, str]:
    """The optimiser whose hyper-parameters these are, and the one that it is compared with."""
    match givens:
        case {"λ": _, "g": _}:
            return "adam", "adamw"
        case {"betas": _, "weight_decay": _}:
            return "adamw", ""
        case {"betas": _}:
            return "adam", ""
    telling = {"rho": "adadelta", "alpha": "rmsprop", "momentum": "momentum", "eps": "adagrad"}
    return next((method for name, method in telling.items() if name in givens), "sgd"), ""


def gradients_of(grads: Any) -> tuple[Row, ...]:
    """A row of gradients for each weight; nothing where they are none."""
    if not isinstance(grads, tuple) or not grads:
        return ()
    steps = [numbers(step) for step in grads]
    if any(len(step) != len(steps[0]) or not step for step in steps):
        return ()
    return tuple(zip(*steps, strict=True))
