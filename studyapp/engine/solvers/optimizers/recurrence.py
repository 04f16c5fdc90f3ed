"""What all optimisers are: a run over the gradients that works every list a step at a time."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any

from studyapp.domain.text import Text
from studyapp.engine.expression import Expression
from studyapp.engine.expression.numbers import is_array
from studyapp.engine.solvers.optimizers.entries import LAST, Entry, Series, shortened
from studyapp.engine.solving.inputs import flat, shown
from studyapp.engine.solving.solver import Array, Arrays, Solver, given, plain
from studyapp.engine.solving.steps import Formula
from studyapp.errors import ExpressionError, GivenError
from studyapp.i18n import N_

MOST_EXACT_STEPS = 64


class Optimizer(Solver, shared=True):
    """A method that moves a parameter once for each gradient."""

    param: Array = given(symbol=r"\theta_0", say=Text(en="the parameter at the start", zh="参数的初始值"))
    grads: Arrays = given(
        symbol="g_t",
        say=Text(en="a gradient for each step, shaped like param", zh="每一步的梯度，形状与 param 相同"),
    )

    def check(self) -> None:
        """Every gradient is shaped like the parameter."""
        must = getattr(self.param, "shape", ())
        for at, grad in enumerate(self.grads, 1):
            if getattr(grad, "shape", ()) != must:
                raise GivenError(
                    N_(
                        "{parameter}: the gradient of step {at} has the shape {shape}; "
                        "it must have that of param, {must}"
                    ),
                    parameter="grads",
                    at=at,
                    shape=list(getattr(grad, "shape", ())),
                    must=list(must),
                )

    @cached_property
    def lists(self) -> Mapping[str, Entry]:
        """The rules of all lists, in the order in which a step works them."""
        return {name: each.rule for name, each in type(self).spec.steps.items() if isinstance(each, Series)}

    def in_use(self, name: str) -> bool:
        """Whether the method keeps this list with these givens; of a given, whether it is switched on."""
        if (declared := type(self).spec.givens.get(name)) is not None:
            return declared.required or declared.default != 0 or self._values[name] != 0
        rule = self.lists.get(name)
        return rule is None or rule.when is None or bool(rule.when.work(self))

    def in_place_of(self, name: str) -> str:
        """The list or given that formulas take for this name."""
        if name not in self.lists or self.in_use(name):
            return name
        return self.in_place_of(self.lists[name].otherwise)

    @property
    def theirs(self) -> frozenset[str]:
        """The lists that are taken as given: a run works the others from them."""
        return frozenset(self._taken)

    def run(self, wanted: str, rules: Mapping[str, Formula], taken: frozenset[str]) -> list[Any]:
        """All entries of a list; some `rules` replaced, and the lists in `taken` as they have been worked."""
        formulas = {**self.lists, **rules}
        known = {
            name: self.worked(name)
            for name in (*taken, *self.theirs)
            if name not in rules and name != wanted and self.in_use(name)
        }
        involved = self._involved(wanted, formulas, known)
        stand_ins = {name: self.lists[name].otherwise for name in involved if not self.in_use(name)}
        values = self._at_start()
        found = []
        for at, grad in enumerate(self._gradients, 1):
            values |= {"t": at, "grads": grad}
            for name in involved:
                if name in known:
                    values[name] = known[name][at - 1]
                elif name in stand_ins:
                    values[name] = values[stand_ins[name]]
                else:
                    values[name] = self._entry(name, formulas[name].expression, values)
            values |= {LAST + name: values[name] for name in involved}
            found.append(values[wanted])
        return found

    def _involved(
        self, wanted: str, formulas: Mapping[str, Formula], known: Mapping[str, Any]
    ) -> tuple[str, ...]:
        """The lists without which a list cannot be worked, in the order of a step."""
        found: set[str] = set()
        waiting = [wanted]
        while waiting:
            name = waiting.pop().removeprefix(LAST)
            if name in self.lists and name not in found:
                found.add(name)
                if not self.in_use(name):
                    waiting.append(self.lists[name].otherwise)
                elif name not in known:
                    waiting.extend(formulas[name].expression.names)
        return tuple(name for name in self.lists if name in found)

    def _entry(self, name: str, formula: Expression, values: Mapping[str, Any]) -> Any:
        """This step's entry; exact while it is a short decimal."""
        try:
            entry = shortened(formula(values))
        except (ExpressionError, ArithmeticError) as error:
            raise self._refusal(name, values["t"], error) from error
        least = self.lists[name].least
        if least is None:
            return entry
        return max(entry, least) if not is_array(entry) else entry.clip(least)

    def _refusal(self, name: str, at: int, error: Exception) -> GivenError:
        """The refusal of numbers with which a step has no answer."""
        if "eps" in self.lists[name].names and self._values["eps"] == 0 and _is_division(self, error):
            told = N_("{parameter} is 0; {step} would be a division by zero at step {at}")
            return GivenError(told, parameter="eps", at=at, step=name)
        if "lr" in self.lists[name].names:
            told = N_("{parameter} is {value}; with it {step} leaves the range of a double at step {at}")
            return GivenError(told, parameter="lr", value=shown(self.given_value("lr")), at=at, step=name)
        told = N_("{parameter} holds {value}; with it {step} leaves the range of a double at step {at}")
        grad = plain(self.grads[at - 1])
        return GivenError(told, parameter="grads", value=shown(grad), at=at, step=name)

    @cached_property
    def _gradients(self) -> Sequence[Any]:
        return [_as_worked(grad) for grad in self.grads]

    def _at_start(self) -> dict[str, Any]:
        """The givens, and for each list the entry before the first."""
        values = {name: self._values[name] for name in type(self).spec.givens}
        if len(self.grads) > MOST_EXACT_STEPS:  # fractions would be slow, and end up as floats anyway
            values = {name: _rounded(value) for name, value in values.items()}
        before = {LAST + name: self.before_first(name) for name in self.lists}
        return {**values, **before}

    def before_first(self, name: str) -> Any:
        """The entry of a list before its first."""
        start = self.lists[name].start
        return _as_worked(self._values[start]) if start else 0

    def seen_by(self, rule: Entry, at: int) -> dict[str, Any]:
        """What a rule's formula is worked from at a step."""
        return {name: self._seen(name, at) for name in rule.expression.names}

    def _seen(self, name: str, at: int) -> Any:
        if name == "t":
            return at
        if name.startswith(LAST):
            own = name.removeprefix(LAST)
            return self._seen(own, at - 1) if at > 1 else self.before_first(own)
        kept = self.in_place_of(name)
        return self.worked(kept)[at - 1] if kept in self.lists or kept == "grads" else self._values[kept]

    def in_floats(self, follow: Callable[[float, list[float]], Mapping[str, list[float]]]) -> dict[str, Any]:
        """The result of following every entry of the parameter by itself, for simulations."""
        histories = zip(*(map(float, flat(grad)) for grad in self.grads), strict=True)
        followed = [
            follow(float(start), list(history))
            for start, history in zip(flat(self.param), histories, strict=True)
        ]
        names = [step.name for step in type(self).spec.asked if self.in_use(step.name)]
        return {name: tuple(zip(*(entry[name] for entry in followed), strict=True)) for name in names}


def weighted(history: Sequence[float], kept: float) -> float:
    """Σ keptᵃ · value, a the number of steps since: what an average that forgets has of the past."""
    return sum(kept**age * value for age, value in enumerate(reversed(history)))


def _is_division(solver: Solver, error: Exception) -> bool:
    """Whether the error may be a division by zero; of arrays only what comes out tells."""
    return isinstance(error.__cause__, ZeroDivisionError) or is_array(solver._values["param"])


def _as_worked(value: Any) -> Any:
    """An array of machine integers as floats, since those would wrap round."""
    return value.astype(float) if hasattr(value, "dtype") and value.dtype.kind in "iu" else value


def _rounded(value: Any) -> Any:
    if isinstance(value, Fraction):
        return float(value)
    if isinstance(value, tuple) and all(isinstance(entry, int | Fraction | float) for entry in value):
        return tuple(map(_rounded, value))
    return value
