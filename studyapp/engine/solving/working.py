"""A working: each step with its formula, the numbers put in, and its value, as LaTeX for any screen."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any, Protocol

from studyapp.domain.card import WorkedStep
from studyapp.domain.value import Value
from studyapp.engine.expression import latex_value
from studyapp.engine.solving.spec import Spec
from studyapp.engine.solving.steps import Step, Workable

MOST_SHOWN = 8
"""Entries of a list that are written out; of a longer one, the first and the last few."""


class Worked(Workable, Protocol):
    """A solver whose steps' values can be asked for, as plain data."""

    def value(self, name: str) -> Value:
        """The value of one step."""


def worked_steps(solver: Worked, spec: Spec, names: Iterable[str] | None = None) -> tuple[WorkedStep, ...]:
    """The named steps (the result's, unless named) and those they need, in the order of working."""
    asked = [step.name for step in spec.asked] if names is None else [spec.step(name).name for name in names]
    needed = spec.needed(asked)
    return tuple(worked_step(solver, spec, step) for name, step in spec.steps.items() if name in needed)


def worked_step(solver: Worked, spec: Spec, step: Step) -> WorkedStep:
    """One line of a working."""
    symbols = spec.symbols
    found = solver.value(step.name)
    value = latex_of(found, step.null)
    if isinstance(found, Fraction) and value.startswith((r"\frac", r"-\frac")):
        value = rf"{value} \approx {latex_value(float(found))}"  # few see at once how much 35/144 is
    formula = step.rule.latex(symbols, solver)
    numbers = step.rule.numbers(solver, symbols)
    return WorkedStep(
        name=step.name,
        say=step.say,
        formula=f"{symbols[step.name]} = {formula}",
        numbers="" if numbers in (formula, value) else numbers,
        value=value,
    )


def latex_of(value: Any, null: str = r"\text{–}") -> str:
    """A plain value as LaTeX; long lists are cut in the middle."""
    if value is None:
        return null
    if isinstance(value, tuple):
        return (
            f"[{', '.join(_entries(value, null))}]"
            if len(value) > MOST_SHOWN or _depth(value) != 2
            else (latex_value(value))
        )
    return latex_value(value)


def _entries(values: tuple[Any, ...], null: str) -> list[str]:
    if len(values) <= MOST_SHOWN:
        return [latex_of(value, null) for value in values]
    first = [latex_of(value, null) for value in values[: MOST_SHOWN - 3]]
    return [*first, r"\ldots", *(latex_of(value, null) for value in values[-2:])]


def _depth(value: Any) -> int:
    return 1 + _depth(value[0]) if isinstance(value, tuple) and value else 0
