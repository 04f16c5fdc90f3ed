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
"""Entries of a list or of a column that are written out; of a longer one, the first few and the last."""
MOST_ACROSS = 6
"""Entries of a matrix's row, since rows must fit beside each other on a screen."""
MOST_MATRICES = 3
"""Samples or channels of images that are written out."""


class Worked(Workable, Protocol):
    """A solver whose steps' values can be asked for, as plain data."""

    def value(self, name: str) -> Value:
        """The value of one step."""

    def in_use(self, name: str) -> bool:
        """Whether a step is there with these givens."""


def worked_steps(solver: Worked, spec: Spec, names: Iterable[str] | None = None) -> tuple[WorkedStep, ...]:
    """The named steps (the result's, unless named) and those they need, in the order of working.

    Steps that are not in use are left out, but for those that are asked for by name.
    """
    named = frozenset() if names is None else frozenset(spec.step(name).name for name in names)
    needed = spec.needed(named if names is not None else (step.name for step in spec.asked))
    return tuple(
        worked_step(solver, spec, step)
        for name, step in spec.steps.items()
        if name in named or (name in needed and solver.in_use(name))
    )


def worked_step(solver: Worked, spec: Spec, step: Step) -> WorkedStep:
    """One line of a working."""
    symbols = spec.symbols
    found = solver.value(step.name)
    exact = value = latex_of(found, step.null)
    if isinstance(found, Fraction) and value.startswith((r"\frac", r"-\frac")):
        value = rf"{value} \approx {latex_value(float(found))}"  # few see at once how much 35/144 is
    formula = step.rule.latex(symbols, solver)
    numbers = step.rule.numbers(solver, symbols)
    return WorkedStep(
        name=step.name,
        say=step.say,
        formula=f"{symbols[step.name]} = {formula}",
        numbers="" if numbers in (formula, exact) else numbers,
        value=value,
    )


def latex_of(value: Any, null: str = r"\text{–}") -> str:
    """A plain value as LaTeX: matrices laid out, images (N, C, H, W) as a matrix of them, long ones cut."""
    if value is None:
        return null
    if not isinstance(value, tuple):
        return latex_value(value)
    shape = shape_of(value)
    match len(shape):
        case 2:
            return _matrix(value, null, MOST_SHOWN, MOST_ACROSS)
        case 3:
            inside = ", ".join(_cut(value, null, MOST_MATRICES, r"\ldots"))
            return rf"\left[ {inside} \right]"
        case 4:
            return _matrix(value, null, MOST_MATRICES, MOST_MATRICES)
    return "[" + ", ".join(_cut(value, null, MOST_SHOWN, r"\ldots")) + "]"


def shape_of(value: Any) -> tuple[int, ...]:
    """The lengths of nested tuples, as deep as they are equally long."""
    if not isinstance(value, tuple) or not value:
        return ()
    inside = {shape_of(entry) for entry in value}
    return (len(value), *(inside.pop() if len(inside) == 1 else ()))


def _matrix(rows: tuple[Any, ...], null: str, down: int, across: int) -> str:
    cells = [_cut(row, null, across, r"\cdots") for row in _kept(rows, down)]
    if len(rows) > down:
        cells.insert(-1, [r"\vdots"] * len(cells[0]))
    body = r" \\ ".join(" & ".join(row) for row in cells)
    return rf"\begin{{bmatrix}} {body} \end{{bmatrix}}"


def _cut(values: tuple[Any, ...], null: str, most: int, dots: str) -> list[str]:
    """The entries as LaTeX, with dots where some are left out."""
    shown = [latex_of(value, null) for value in _kept(values, most)]
    return shown if len(values) <= most else [*shown[:-1], dots, shown[-1]]


def _kept(values: tuple[Any, ...], most: int) -> tuple[Any, ...]:
    """As many entries as are written out: of more, the first ones and the last."""
    return values if len(values) <= most else (*values[: most - 2], values[-1])
