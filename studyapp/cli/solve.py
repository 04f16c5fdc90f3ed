"""`studyapp solve`: work one problem and show the working, or answer many as JSON lines."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import click

from studyapp import i18n
from studyapp.cli.batch import LineError, answer_lines, parse_json
from studyapp.domain.card import WorkedStep
from studyapp.domain.value import to_json
from studyapp.engine.registry import find_solver
from studyapp.engine.solving.solver import Solver
from studyapp.engine.solving.steps import UNWORKABLE
from studyapp.errors import StudyError
from studyapp.i18n import N_, _
from studyapp.text.clean import clean
from studyapp.text.maths import linear, maths_rows
from studyapp.text.numbers import is_shown_exactly, show
from studyapp.text.width import cut, pad, width
from studyapp.text.wrap import NO_BREAK, wrap

EXAMPLES = N_(
    """\b
Examples:
  studyapp solve conv_output_size size=7 kernel_size=3 stride=2 padding=1
  studyapp solve batch_norm x='[1, 2, 3, 6]' gamma=2 --json
  echo '{"solver": "stacked_kernels", "inputs": {"kernel_size": 3, "count": 2}}' | studyapp solve --batch"""
)

MATRIX = r"\begin{bmatrix}"
WIDEST = 100
"""Columns that the working may reach."""
NARROWEST = 28
"""Columns that the words beside a long given get."""
MOST_PRINTED = 1_000_000
"""Numbers of a result; whoever works with larger arrays has them in Python."""
LONGEST = 1000
"""Columns of a result before it is cut; for whoever wants more there is JSON."""
MOST_SHOWN = 60
"""Columns that a given may take before it is cut."""


@click.command("solve", epilog=EXAMPLES)
@click.argument("solver", required=False)
@click.argument("inputs", metavar="[KEY=VALUE]...", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.option("--batch", is_flag=True, help="Answer JSON lines from standard input.")
def command(solver: str | None, inputs: tuple[str, ...], *, as_json: bool, batch: bool) -> None:
    """Work one problem and show the working.

    SOLVER is one of those that `studyapp solvers` lists. A value is read as JSON, else as a string.
    """
    if batch:
        if solver is not None:
            raise click.UsageError(_("--batch takes its problems from standard input, not as arguments."))
        answer_lines(answered)
        return
    if solver is None:
        raise click.UsageError(_("Missing argument 'SOLVER'; `studyapp solvers` lists them."))
    worked = find_solver(solver)(**dict(pairs(inputs)))
    if as_json:
        click.echo(json.dumps(as_object(worked), ensure_ascii=False, allow_nan=False))
    else:
        click.echo("\n".join(lines(worked)))


def answered(request: dict[str, Any]) -> dict[str, object]:
    """The reply to one line of a batch; LineError where it does not name a solver and its inputs."""
    name = request.get("solver")
    if not isinstance(name, str):
        raise LineError("`solver` must be the name of a solver")
    inputs = request.get("inputs", {})
    if not isinstance(inputs, dict):
        raise LineError("`inputs` must be an object, such as {example}", example='{"size": 7}')
    return {"result": result_json(find_solver(name)(**inputs))}


def result_json(solver: Solver) -> object:
    """The result as JSON: a number, lists, or an object of named results."""
    refuse_endless(solver)
    try:
        return to_json(solver.result_value())
    except OverflowError as error:
        raise StudyError("the result is outside the range of a double") from error


def refuse_endless(solver: Solver) -> None:
    """Raise StudyError for arrays so large that nobody waits for them to be printed."""
    try:
        count = sum(getattr(solver.worked(step.name), "size", 0) for step in solver.spec.asked)
    except UNWORKABLE:
        return  # told where the result itself is worked
    if count > MOST_PRINTED:
        raise StudyError(
            N_("the result has {count} numbers; at most {most} are printed"), count=count, most=MOST_PRINTED
        )


def pairs(inputs: Iterable[str]) -> Iterable[tuple[str, object]]:
    """The givens as typed: each `key=value`, the value JSON or else a string."""
    seen: set[str] = set()
    for typed in inputs:
        name, sign, value = typed.partition("=")
        if not sign or not name:
            raise click.UsageError(_("'{typed}' is not KEY=VALUE.", typed=clean(typed)))
        if name in seen:
            raise click.UsageError(_("'{name}' is given twice.", name=clean(name)))
        seen.add(name)
        try:
            yield name, parse_json(value)
        except json.JSONDecodeError:
            yield name, value


def as_object(solver: Solver) -> dict[str, object]:
    """The result with its working; formulas are LaTeX."""
    language = i18n.language()
    return {
        "solver": solver.spec.name,
        "result": result_json(solver),
        "working": [
            {
                "name": step.name,
                "say": step.say.say(language),
                "formula": step.formula,
                "numbers": step.numbers,
                "value": to_json(solver.value(step.name)),
            }
            for step in solver.working()
        ],
    }


def lines(solver: Solver) -> Iterable[str]:
    """The working for a reader: what is given, each step, the result."""
    language = i18n.language()
    refuse_endless(solver)
    yield solver.spec.say.say(language)
    yield ""
    yield from _given(solver, language)
    for step in solver.working():
        yield ""
        yield f"  {step.say.say(language)}"
        yield from _worked(step, exact=is_shown_exactly(solver.value(step.name)))
    yield ""
    yield from _result(solver.result_value())


def _given(solver: Solver, language: str) -> Iterable[str]:
    """What is given: symbol, value, words; aligned at the equals sign and behind the values."""
    symbols, spec = solver.spec.symbols, solver.spec
    shown = [name for name in spec.givens if solver.in_use(name)]
    widest = max((width(linear(symbols[name])) for name in shown), default=0)
    most = min(MOST_SHOWN, WIDEST - widest - 7 - NARROWEST)
    rows = [
        (linear(symbols[name]), cut(show_given(solver.given_value(name)), most), spec.givens[name].say)
        for name in shown
    ]
    values = min(max((width(value) for _symbol, value, _say in rows), default=0), 24)
    for symbol, value, say in rows:
        row = f"  {pad(symbol, widest)} = {pad(value, values)}  "
        first, *others = wrap(say.say(language), WIDEST - width(row))
        yield f"{row}{first}".rstrip()
        yield from (" " * width(row) + line for line in others)


def show_given(value: object) -> str:
    """A given for the reader: truth values as they are typed, a dash for none, long lists cut."""
    if value is None:
        return "–"
    return json.dumps(value) if isinstance(value, bool) else cut(show(value), MOST_SHOWN)


def _worked(step: WorkedStep, *, exact: bool) -> Iterable[str]:
    """One step: formula, numbers put in and value, one under the other at the equals sign."""
    left, _sign, right = linear(step.formula).partition(" = ")
    margin = " " * (width(left) + 5)
    yield f"    {left} = {right}"
    if step.numbers:
        yield from _aligned(step.numbers, "=", margin)
    if linear(step.value) != right:
        yield from _aligned(step.value, "=" if exact else r"\approx", margin)


def _aligned(latex: str, sign: str, margin: str) -> Iterable[str]:
    """An equation's right side behind its sign: matrices laid out where they fit, else in lines of text."""
    equation = f"{sign} {latex}"
    rows = maths_rows(equation, inline_only=MATRIX not in latex)
    if width(rows[0]) + len(margin) > WIDEST:
        first, *others = broken(linear(equation), WIDEST - len(margin) - 2)
        rows = [first, *(f"  {line}" for line in others)]
    yield from (f"{margin}{row}".rstrip() for row in rows)


def broken(text: str, columns: int) -> list[str]:
    """A formula in lines of at most `columns`: ended behind commas where that does, else at any space."""
    parts = text.split(", ")
    if all(width(part) < columns for part in parts):
        text = ", ".join(part.replace(" ", NO_BREAK) for part in parts)
    return wrap(text, columns)


def _result(result: object) -> Iterable[str]:
    values = result if isinstance(result, Mapping) else {"": result}
    shown = {name: show(value) for name, value in values.items()}
    if isinstance(result, Mapping):
        yield _("Result:")
        widest = max(map(len, shown))
        yield from (f"  {name:<{widest}} = {cut(value, LONGEST)}" for name, value in shown.items())
    else:
        yield _("Result: {value}", value=cut(shown[""], LONGEST))
    if any(width(value) > LONGEST for value in shown.values()):
        yield _("`--json` prints all of it.")
