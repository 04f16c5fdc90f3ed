"""An instructor's own steps and mistakes as a solver: the same objects as ours, without Python."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from studyapp.domain.text import NOTHING, Text
from studyapp.engine.expression import Expression, compile_expression
from studyapp.engine.solving.givens import MISSING, Given
from studyapp.engine.solving.inputs import Bounds, Shape
from studyapp.engine.solving.solver import Solver
from studyapp.engine.solving.spec import assembled
from studyapp.engine.solving.steps import Formula, Mistake, Step
from studyapp.errors import ExpressionError

_ANY, _OF_ANY_SHAPE = Bounds(), Shape()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedStep:
    """A step as an instructor writes it."""

    formula: str | Expression
    """Compiled by whoever has done so already, with the names that are known here."""
    say: Text = NOTHING
    symbol: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedMistake:
    """A mistake as an instructor writes it; `of` names the step that it goes wrong at."""

    of: str
    id: str
    formula: str | Expression
    say: Text = NOTHING


def solver_from_formulas(
    name: str,
    givens: Iterable[str],
    steps: Mapping[str, StatedStep | str],
    mistakes: Iterable[StatedMistake] = (),
    *,
    base: type[Solver] | None = None,
    functions: Mapping[str, Callable[..., Any]] | None = None,
) -> type[Solver]:
    """A solver made of formulas; its result is all of its steps.

    With a `base`, its name, steps and mistakes stay and these are added; the result stays the base's.
    `functions` may be called in the formulas beside the language's own. Raises ExpressionError.
    """
    base = base or Solver
    spec = base.spec
    all_givens = {**spec.givens, **{each: _given(each) for each in givens if each not in spec.givens}}
    all_steps = dict(spec.steps)
    known = {*all_givens, *all_steps, *steps}
    for id_, step in steps.items():
        if id_ in all_givens or id_ in spec.steps:
            raise _taken(id_)
        stated = step if isinstance(step, StatedStep) else StatedStep(formula=step)
        rule = _rule(stated.formula, known, functions)
        all_steps[id_] = Step(rule, symbol=stated.symbol, say=stated.say or Text.same(id_), name=id_)
    all_mistakes = dict(spec.mistakes)
    for mistake in mistakes:
        if mistake.of not in all_steps:
            raise ExpressionError("there is no step `{name}`", name=mistake.of)
        if mistake.id in all_mistakes:
            raise _taken(mistake.id)
        rule = _rule(mistake.formula, known, functions)
        all_mistakes[mistake.id] = Mistake(all_steps[mistake.of], rule, mistake.say, name=mistake.id)
    whole = assembled(
        name=name if base is Solver else spec.name,
        say=spec.say,
        about=spec.about,
        givens=all_givens,
        steps=all_steps,
        mistakes=all_mistakes,
        requirements=spec.requirements,
        result=spec.result or {id_: all_steps[id_] for id_ in steps},
    )
    return type(base.__name__, (base,), {"_compiled": whole, "__doc__": base.__doc__, "__module__": __name__})


def _given(name: str) -> Given:
    """A given of which only the name is known: any plain value will do."""
    any_value = Given(
        default=MISSING,
        symbol="",
        axes=(),
        say=Text.same(name),
        bounds=_ANY,
        choices=(),
        shape=_OF_ANY_SHAPE,
        falls_back_to=None,
    )
    any_value.name = name
    return any_value


def _taken(name: str) -> ExpressionError:
    return ExpressionError("`{name}` is already the name of something else", name=name)


def _rule(
    stated: str | Expression, known: set[str], functions: Mapping[str, Callable[..., Any]] | None
) -> Formula:
    """The formula, checked against the names it may use."""
    return Formula.compiled(
        compile_expression(stated, known, functions) if isinstance(stated, str) else stated
    )
