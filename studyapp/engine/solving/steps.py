"""What a solver is made of: steps, mistakes and requirements, each by a formula or by a method."""

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from types import CodeType
from typing import Any, Protocol, TypeAlias, overload

from studyapp.domain.text import NOTHING, Text
from studyapp.engine.expression import Expression, compile_expression
from studyapp.engine.solving.inputs import shown
from studyapp.errors import GivenError, StudyError

Functions: TypeAlias = Mapping[str, Callable[..., Any]]

UNWORKABLE = (StudyError, ArithmeticError)
"""What a rule raises when its numbers have no answer."""

NO_VALUE = r"\text{never}"
"""How None is written among the maths, unless a step has its own sign."""


class Workable(Protocol):
    """A solver, as the rules of its steps see it."""

    _values: dict[str, Any]
    """Givens, and the steps worked so far."""

    def operands(self) -> Mapping[str, Any]:
        """The values as formulas take them."""

    def worked(self, name: str) -> Any:
        """A given, or a step's value, worked when first needed."""


class Formula:
    """A rule in the expression language: value, maths and numbers put in all come from its one tree."""

    def __init__(self, source: str, functions: Functions | None = None) -> None:
        self.source = source
        self.functions = functions

    @classmethod
    def compiled(cls, expression: Expression) -> "Formula":
        """A rule by what has been compiled."""
        formula = cls(expression.source)
        formula.expression = expression
        return formula

    @cached_property
    def expression(self) -> Expression:
        """Compiled when it is first needed, so that a catalogue of hundreds is imported fast."""
        return compile_expression(self.source, functions=self.functions)

    @property
    def names(self) -> frozenset[str]:
        """The givens and steps that it needs."""
        return self.expression.names

    @property
    def reads(self) -> frozenset[str]:
        """All that its value may hang on."""
        return self.names

    def work(self, solver: Workable) -> Any:
        """The value."""
        expression = self.expression
        values = solver._values
        for name in expression.names:
            if name not in values:
                solver.worked(name)
        return expression(solver.operands())

    def latex(self, symbols: Mapping[str, str], solver: Workable | None = None) -> str:
        """The formula; with a solver, of a choice only the branch that it takes."""
        values = None if solver is None else {name: solver.worked(name) for name in self.names}
        return self.expression.latex(symbols, values)

    def numbers(self, solver: Workable, symbols: Mapping[str, str]) -> str:
        """The formula with the numbers put in; empty where that says nothing more."""
        if not self.names:
            return ""
        return self.expression.latex_numbers({name: solver.worked(name) for name in self.names}, symbols)


class Method:
    """A rule in Python, for arrays; its parameters are the steps that it needs, `self` gives the givens."""

    def __init__(self, function: Callable[..., Any], latex: str) -> None:
        self.function = function
        self.source = latex
        self.parameters = tuple(inspect.signature(function).parameters)[1:]
        self.put_in: Callable[..., str] | None = None
        self.written: Callable[..., str] | None = None

    @property
    def names(self) -> frozenset[str]:
        """The steps that it needs."""
        return frozenset(self.parameters)

    @property
    def attributes(self) -> frozenset[str]:
        """What its code reads of `self`: the givens are among these."""
        return frozenset(_names_in(self.function.__code__))

    @property
    def reads(self) -> frozenset[str]:
        """All that its value may hang on: its parameters, and whatever its code names."""
        return self.names | self.attributes

    def work(self, solver: Workable) -> Any:
        """The value."""
        return self.function(solver, *(solver.worked(name) for name in self.parameters))

    def latex(self, symbols: Mapping[str, str], solver: Workable | None = None) -> str:
        """The formula; with a solver, as its options have it, where the step says how they change it."""
        return self.source if solver is None or self.written is None else self.written(solver)

    def numbers(self, solver: Workable, symbols: Mapping[str, str]) -> str:
        """The formula with the numbers put in; empty where that says nothing more."""
        return self.put_in(solver) if self.put_in else ""


def _names_in(code: CodeType) -> Iterator[str]:
    """The names that code reads, the comprehensions and functions within it included."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names_in(constant)


class Step:
    """One named value of a working. On an instance it is its value, worked when first asked for."""

    def __init__(
        self,
        rule: Formula | Method,
        *,
        symbol: str = "",
        axes: tuple[str, ...] = (),
        say: Text = NOTHING,
        null: str = NO_VALUE,
        name: str = "",
    ) -> None:
        self.name = name
        self.axes = axes
        """The symbols of its entries, where it is a list and they have their own."""
        self.rule = rule
        self.symbol = symbol
        self.say = say
        self.null = null
        """How None is written among the maths."""

    @property
    def may_be_null(self) -> bool:
        """Whether `never` is among its answers: where its formula says None."""
        return isinstance(self.rule, Formula) and re.search(r"\bNone\b", self.rule.source) is not None

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = self.name or name  # `result = output` gives the same step another name

    @overload
    def __get__(self, instance: None, owner: type) -> "Step": ...
    @overload
    def __get__(self, instance: object, owner: type) -> Any: ...
    def __get__(self, instance: Any, owner: type) -> Any:
        """The step itself on the class; on an instance its value, kept for the next time."""
        return self if instance is None else instance.worked(self.name)

    def formula(self, function: Callable[..., str]) -> Callable[..., str]:
        """Decorate the method that writes this step's formula as the options in use have it."""
        if isinstance(self.rule, Method):
            self.rule.written = function
        return function

    def numbers(self, function: Callable[..., str]) -> Callable[..., str]:
        """Decorate the method that writes this step's formula with the numbers put in."""
        if isinstance(self.rule, Method):
            self.rule.put_in = function
        return function

    def __repr__(self) -> str:
        return f"<step {self.name} = {self.rule.source}>"


class Mistake:
    """A named wrong way to work one step."""

    def __init__(self, of: Step, rule: Formula | Method, say: Text, name: str = "") -> None:
        self.name = name
        self.of = of
        self.rule = rule
        self.say = say

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"<mistake {self.name} of {self.of.name}: {self.rule.source}>"


class Requirement:
    """A condition that the givens must fulfil together, and the sentence for when they don't."""

    def __init__(self, condition: str, blames: str, template: str, extras: Mapping[str, str]) -> None:
        self.condition = Formula(condition)
        self.blames = blames
        self.template = template
        self.extras = {name: Formula(source) for name, source in extras.items()}

    def check(self, solver: Workable) -> None:
        """Raise GivenError unless the condition holds, and one of UNWORKABLE where that cannot be told."""
        if not self.condition.work(solver):
            told = {name: shown(value) for name, value in solver._values.items()}
            told |= {name: shown(rule.work(solver)) for name, rule in self.extras.items()}
            raise GivenError(self.template, parameter=self.blames, **told)


@overload
def step(
    formula: str, /, *, symbol: str = "", axes: tuple[str, ...] = (), say: Text = NOTHING, null: str = ...
) -> Step: ...
@overload
def step(
    *, latex: str, symbol: str = "", axes: tuple[str, ...] = (), say: Text = NOTHING, null: str = ...
) -> Callable[[Callable[..., Any]], Step]: ...
def step(formula: str = "", /, *, latex: str = "", **words: Any) -> Any:
    """Declare a step by a formula, or decorate the method that works it and write its formula as LaTeX."""
    if formula:
        return Step(Formula(formula), **words)
    return lambda function: Step(Method(function, latex), **words)


@overload
def mistake(of: Step, formula: str, /, *, say: Text = NOTHING) -> Mistake: ...
@overload
def mistake(of: Step, /, *, latex: str, say: Text = NOTHING) -> Callable[[Callable[..., Any]], Mistake]: ...
def mistake(of: Step, formula: str = "", /, *, latex: str = "", say: Text = NOTHING) -> Any:
    """Declare a wrong way to work a step, by a formula or by the method that it decorates."""
    if formula:
        return Mistake(of, Formula(formula), say)
    return lambda function: Mistake(of, Method(function, latex), say)


def require(condition: str, blames: str, template: str, **extras: str) -> Requirement:
    """Declare what the givens must fulfil together; `blames` is the given that the refusal names.

    The template may name givens, steps, and the `extras`: formulas worked for the sentence.
    """
    return Requirement(condition, blames, template, extras)
