"""The base of all solvers: givens in, named steps out, with the mistakes that people make on the way."""

import math
import sys
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import partial
from typing import Any, ClassVar, Self, dataclass_transform

from studyapp.domain.card import WorkedStep
from studyapp.domain.text import NOTHING, Text
from studyapp.domain.value import Value
from studyapp.engine.solving import working
from studyapp.engine.solving.givens import (
    Array,
    ArrayOrArrays,
    Arrays,
    Factors,
    Numbers,
    Pair,
    Record,
    Sides,
    WholeArray,
    Wholes,
    given,
    read_all,
)
from studyapp.engine.solving.spec import Spec, compiled
from studyapp.engine.solving.steps import UNWORKABLE, Mistake, Step, mistake, require, step
from studyapp.errors import GivenError, StudyError
from studyapp.i18n import N_

__all__ = [
    "Array",
    "ArrayOrArrays",
    "Arrays",
    "Factors",
    "Numbers",
    "Pair",
    "Record",
    "Sides",
    "Solver",
    "WholeArray",
    "Wholes",
    "given",
    "mistake",
    "require",
    "step",
]


class _SpecOfClass:
    """Compiles a solver's class when its spec is first asked for."""

    def __get__(self, instance: object, owner: "type[Solver]") -> Spec:
        known = vars(owner).get("_compiled")
        if known is None:
            known = owner._compiled = compiled(owner)
        return known


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(given,))
class Solver:
    """A tested way to work one kind of problem; made from its givens, frozen, worked lazily.

    A subclass declares its givens as annotated fields, then steps, mistakes and requirements; `result` is one
    step, a tuple of steps, or a mapping where a name in the result differs from the step's.
    """

    say: ClassVar[Text] = NOTHING
    """What it works out, in a few words."""
    result: ClassVar[Any] = None
    spec: ClassVar[_SpecOfClass] = _SpecOfClass()
    """The class as data."""
    _compiled: ClassVar[Spec | None] = None
    _values: dict[str, Any]
    _taken: dict[str, Any]
    """The steps that were taken as given instead of being worked."""
    _strayed: dict[str, "Solver"]
    """Mistake to the solver that goes on from it, kept since several steps may follow."""

    shared: ClassVar[bool] = False
    """Whether it only holds what other solvers share (`class Epoch(Solver, shared=True)`)."""

    def __init_subclass__(cls, *, shared: bool = False) -> None:
        super().__init_subclass__()
        cls.shared = shared

    def __init__(self, **inputs: object) -> None:
        spec = type(self).spec
        self._begin(read_all(spec.givens, inputs, of=spec.name), {})
        for requirement in spec.requirements:
            try:
                requirement.check(self)
            except GivenError:
                raise
            except UNWORKABLE as error:
                raise out_of_range(self, requirement.condition.names, error) from error
        self.check()

    def _begin(self, values: dict[str, Any], taken: dict[str, Any]) -> None:
        vars(self).update(_values=values, _taken=taken, _strayed={})

    def check(self) -> None:
        """Refuse givens that do not fit together; for what `require` cannot say."""

    def operands(self) -> Mapping[str, Any]:
        """The values as formulas take them, shaped to meet along the axes that are meant."""
        return self._values

    def simulate(self) -> Any:
        """The result by a second, independent route; None where there is no other."""
        return None

    def in_use(self, name: str) -> bool:
        """Whether a step is there with these givens; the working and a named result leave out the others."""
        return True

    def result_value(self) -> Any:
        """The result, as `solve` prints it: a number, nested tuples, or a dict of named results."""
        result = type(self).spec.result
        if isinstance(result, Mapping):
            return {name: self.value(step.name) for name, step in result.items() if self.in_use(step.name)}
        return None if result is None else self.value(result.name)

    def value(self, name: str) -> Value:
        """The value of one step, as plain data. Raises GivenError where it has none."""
        found = type(self).spec.step(name)
        try:
            value = plain(self.worked(found.name))
        except GivenError:
            raise
        except UNWORKABLE as error:
            raise unworkable(self, found, error) from error
        if not is_finite(value):
            raise unworkable(self, found, OverflowError())
        return value

    def given_value(self, name: str) -> Value:
        """A given as it was read, as plain data."""
        return plain(self._values[name])

    def worked(self, name: str) -> Any:
        """A given, or a step's value as the later steps take it: worked once, when first needed."""
        values = self._values
        if name not in values:
            values[name] = type(self).spec.steps[name].rule.work(self)
        return values[name]

    def work(self, given_steps: Mapping[str, Value] | None = None) -> dict[str, Value]:
        """The value of every step, some of them replaced by the learner's own."""
        solver = self.following(given_steps)
        return {name: solver.value(name) for name in type(self).spec.steps}

    def following(self, given_steps: Mapping[str, Value] | None) -> Self:
        """The same solver with some steps taken as given, so that the later ones follow from them."""
        if not given_steps:
            return self
        spec = type(self).spec
        taken = self._taken | {spec.step(name).name: held(value) for name, value in given_steps.items()}
        other = object.__new__(type(self))
        kept = {name: value for name, value in self._values.items() if spec.is_apart(name, taken)}
        other._begin(kept | taken, taken)
        return other

    def mistake_value(self, name: str) -> Value:
        """What comes out the wrong way. Raises StudyError or ArithmeticError where nothing does."""
        return _wrong_way(type(self).spec.mistakes[name], self)

    def mistakes_of(self, name: str, given_steps: Mapping[str, Value] | None = None) -> dict[str, Value]:
        """What each known mistake makes of a step; those of earlier steps, carried on, as `step.mistake`.

        Mistakes without a finite value are left out; so are those of a step that is taken as given.
        """
        spec = type(self).spec
        solver = self.following(given_steps)
        asked = spec.step(name).name
        taken = {spec.step(step).name for step in given_steps or ()}
        needed = spec.needed([asked], taken)
        found: dict[str, Value] = {}
        mistakes = [each for each in spec.mistakes.values() if solver.in_use(each.of.name)]
        for each in mistakes:
            if each.of.name == asked:
                _keep(found, each.name, partial(_wrong_way, each, solver))
        for each in mistakes:
            at = each.of.name
            if at in needed and at != asked:
                _keep(found, f"{at}.{each.name}", partial(solver._carried_on, each, asked))
        return found

    def _carried_on(self, made: Mistake, asked: str) -> Value:
        """What a mistake at an earlier step makes of the step that is asked."""
        if made.name not in self._strayed:
            self._strayed[made.name] = self.following({made.of.name: self.mistake_value(made.name)})
        return self._strayed[made.name].value(asked)

    def working(
        self, names: Iterable[str] | None = None, given_steps: Mapping[str, Value] | None = None
    ) -> tuple[WorkedStep, ...]:
        """The working of some steps (the result's, unless named) and of those they need, in order."""
        return working.worked_steps(self.following(given_steps), type(self).spec, names)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a solver is frozen: make another one to change {name}")

    def __repr__(self) -> str:
        givens = ", ".join(f"{name}={self._values[name]!r}" for name in type(self).spec.givens)
        return f"{type(self).__name__}({givens})"


def _wrong_way(made: Mistake, solver: Solver) -> Value:
    return plain(made.rule.work(solver))


def _keep(found: dict[str, Value], name: str, worked: Callable[[], Value]) -> None:
    """Note a value, if there is a finite one."""
    try:
        value = worked()
    except UNWORKABLE:
        return
    if is_finite(value):
        found[name] = value


def plain(value: Any) -> Value:
    """A value as plain data: arrays as nested tuples, whole fractions as whole numbers."""
    kind = type(value)
    if kind is int or kind is float:
        return value  # type: ignore[no-any-return]
    if isinstance(value, Record):
        return value.plain()
    if hasattr(value, "dtype"):
        from studyapp.engine.expression.arrays import plain as plain_array

        return plain_array(value)
    if isinstance(value, list | tuple):
        return tuple(plain(item) for item in value)
    return value.numerator if kind is Fraction and value.denominator == 1 else value  # type: ignore[no-any-return]


def held(value: Value) -> Any:
    """A plain value as steps hold it: nested tuples of numbers as an array, several arrays as a tuple."""
    if isinstance(value, list | tuple) and value and not any(item is None for item in value):
        from studyapp.engine.expression.arrays import exact_array, is_ragged

        return tuple(map(held, value)) if is_ragged(value) else exact_array(value)
    return value


def is_finite(value: Any) -> bool:
    """Whether all numbers in a plain value are finite; whole ones may have any size, others fit a double."""
    kind = type(value)
    if kind is int:
        return True
    if kind is float:
        return math.isfinite(value)
    if isinstance(value, tuple):
        return all(map(is_finite, value))
    if isinstance(value, Fraction):
        return value.numerator.bit_length() - value.denominator.bit_length() < sys.float_info.max_exp
    return not isinstance(value, float) or math.isfinite(value)


def unworkable(solver: Solver, of: Step, error: Exception) -> GivenError:
    """The refusal of givens with which a step has no answer, naming those that it is worked from."""
    return GivenError(
        N_("{parameter}: the {step} cannot be worked from what is given ({problem})"),
        parameter=_givens_in_use(solver, of.name),
        step=of.name,
        problem=_problem(error),
    )


def out_of_range(solver: Solver, names: Iterable[str], error: Exception) -> GivenError:
    """The refusal of givens that cannot even be checked."""
    return GivenError(
        N_("{parameter}: nothing can be worked from what is given ({problem})"),
        parameter=_givens_behind(solver, names),
        problem=_problem(error),
    )


def _givens_behind(solver: Solver, names: Iterable[str]) -> str:
    """The names of the givens from which some steps are worked; of a method's step, all that there are."""
    spec = solver.spec
    needed = spec.needed(names)
    return ", ".join(name for name in spec.givens if name in needed) or ", ".join(spec.givens) or spec.name


def _givens_in_use(solver: Solver, step: str) -> str:
    """The names of the givens behind a step: those that are in use, and the optional ones that were given."""
    needed, givens = solver.spec.needed([step]), solver.spec.givens
    behind = set(givens) & needed or set(givens)
    return ", ".join(
        name
        for name, each in givens.items()
        if solver.given_value(name) is not None
        and solver.in_use(name)
        and (name in behind or (each.default is None and not each.required))
    ) or _givens_behind(solver, [step])


def _problem(error: Exception) -> StudyError:
    return error if isinstance(error, StudyError) else StudyError(N_("the numbers get out of range"))
