"""What a solver's class says, compiled once: givens, steps in the order of working, mistakes, result."""

import re
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from graphlib import CycleError, TopologicalSorter
from typing import Any, TypeVar

from studyapp.domain.text import Text
from studyapp.engine.expression.latex import symbol
from studyapp.engine.solving.givens import Given, givens_of
from studyapp.engine.solving.kinds import PAIR
from studyapp.engine.solving.steps import Formula, Method, Mistake, Requirement, Step
from studyapp.errors import ExpressionError, UnknownNameError
from studyapp.i18n import N_

Part = TypeVar("Part")


@dataclass(frozen=True, kw_only=True, eq=False)
class Spec:
    """A solver as data."""

    name: str
    say: Text
    about: str
    """Its docstring: what the result is, in which unit, and the source."""
    givens: Mapping[str, Given]
    steps: Mapping[str, Step]
    """Each after those that it needs."""
    needs: Mapping[str, frozenset[str]]
    """Step to the givens and steps of its own formula."""
    mistakes: Mapping[str, Mistake]
    """Those of earlier steps first."""
    requirements: tuple[Requirement, ...]
    result: Step | Mapping[str, Step] | None
    """One step, or several by their name in the result."""

    @cached_property
    def symbols(self) -> Mapping[str, str]:
        """Given or step to the LaTeX it is written as."""
        named: dict[str, Given | Step] = {**self.givens, **self.steps}
        return {each: latex for name in named for each, latex in _symbols(name, named[name])}

    def step(self, name: str) -> Step:
        """The step of that name, or the one that stands under it in the result; else UnknownNameError."""
        if name in self.steps:
            return self.steps[name]
        if isinstance(self.result, Mapping) and name in self.result:
            return self.result[name]
        known = [*self.steps, *(self.result if isinstance(self.result, Mapping) else ())]
        raise UnknownNameError(N_("{solver} has no step {name}"), name=name, known=known, solver=self.name)

    @property
    def asked(self) -> tuple[Step, ...]:
        """The steps that make up the result."""
        if self.result is None:
            return ()
        return tuple(self.result.values()) if isinstance(self.result, Mapping) else (self.result,)

    def needed(self, names: Iterable[str], taken: Iterable[str] = ()) -> frozenset[str]:
        """The givens and steps from which these are worked, and themselves; nothing behind a `taken` step."""
        return self._closures(tuple(names), frozenset(taken))

    @cached_property
    def _closures(self) -> Callable[[tuple[str, ...], frozenset[str]], frozenset[str]]:
        """The same few are asked for with every variant."""
        return lru_cache(maxsize=256)(lambda names, taken: _closure(names, self.needs, taken))

    @cached_property
    def _behind(self) -> Mapping[str, frozenset[str]]:
        """Step to all that its value hangs on, however far back, and itself."""
        reads = {name: step.rule.reads for name, step in self.steps.items()}
        return {name: _closure([name], reads) for name in self.steps}

    def is_apart(self, name: str, taken: Collection[str]) -> bool:
        """Whether a given or a step has nothing to do with any step of `taken`, so that its value holds."""
        return name in self.givens or self._behind[name].isdisjoint(taken)


def compiled(solver: type[Any]) -> Spec:
    """Compile what a class says; raises ExpressionError for a formula with an unknown name, or a circle."""
    result = solver.result
    return assembled(
        name=snake_case(solver.__name__),
        say=solver.say,
        about=(solver.__doc__ or "").strip(),
        givens=givens_of(solver),
        steps=_parts(solver, Step),
        mistakes=_parts(solver, Mistake),
        requirements=tuple(_parts(solver, Requirement).values()),
        result={step.name: step for step in result} if isinstance(result, tuple) else result,
    )


def assembled(
    *,
    name: str,
    say: Text,
    about: str,
    givens: Mapping[str, Given],
    steps: Mapping[str, Step],
    mistakes: Mapping[str, Mistake],
    requirements: tuple[Requirement, ...],
    result: Step | Mapping[str, Step] | None,
) -> Spec:
    """A spec from its parts: every name known, the steps in the order of working.

    Raises ExpressionError for a name that is neither a given nor a step, and for steps in a circle.
    """
    rules: list[Step | Mistake] = [*steps.values(), *mistakes.values()]
    for part in rules:
        for needed in sorted(part.rule.names - givens.keys() - steps.keys()):
            raise ExpressionError(
                "{solver}: `{part}` needs `{name}`, which is neither given nor a step",
                solver=name,
                part=part.name,
                name=needed,
            )
    needs = {step: _needs(steps[step].rule, givens) for step in steps}
    places = {step: place for place, step in enumerate(_in_order(name, steps, needs))}
    return Spec(
        name=name,
        say=say,
        about=about,
        givens=givens,
        steps={step: steps[step] for step in places},
        needs=needs,
        mistakes=dict(sorted(mistakes.items(), key=lambda entry: places[entry[1].of.name])),
        requirements=requirements,
        result=result,
    )


def _needs(rule: Formula | Method, givens: Mapping[str, Given]) -> frozenset[str]:
    """The givens and steps that a step is worked from."""
    return rule.names | (rule.attributes & givens.keys()) if isinstance(rule, Method) else rule.names


def _closure(
    names: Iterable[str], edges: Mapping[str, frozenset[str]], without: Container[str] = ()
) -> frozenset[str]:
    """The names and all that can be reached from them, but for what is reached through `without` alone."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found and name not in without:
            found.add(name)
            waiting.extend(edges.get(name, ()))
    return frozenset(found)


def _symbols(name: str, part: Given | Step) -> Iterator[tuple[str, str]]:
    """The LaTeX of a name, and of its entries where they have symbols of their own."""
    yield name, part.symbol or symbol(name, {})
    axes = part.axes
    if not axes and isinstance(part, Given) and part.kind is PAIR:
        axes = (f"{part.symbol}_h", f"{part.symbol}_w")
    for at, axis in enumerate(axes):
        yield f"{name}[{at}]", axis


def _parts(solver: type, kind: type[Part]) -> dict[str, Part]:
    """The class attributes of one kind, inherited ones first; a name's later meaning rules."""
    found: dict[str, Part] = {}
    for base in reversed(solver.__mro__):
        for name, value in vars(base).items():
            if isinstance(value, kind) and name != "result":
                found[name] = value
    return found


def _in_order(solver: str, steps: Mapping[str, Step], needs: Mapping[str, frozenset[str]]) -> list[str]:
    """The steps' names as written, but for those that need a later one."""
    written = list(steps)
    if all(needs[name].isdisjoint(written[at:]) for at, name in enumerate(written)):
        return written
    sorter = TopologicalSorter({name: [other for other in steps if other in needs[name]] for name in steps})
    try:
        worked = list(sorter.static_order())
    except CycleError as error:
        circle = " → ".join(error.args[1])
        raise ExpressionError(
            "{solver}: the steps go in a circle: {circle}", solver=solver, circle=circle
        ) from error
    position = {name: at for at, name in enumerate(steps)}
    depth: dict[str, int] = {}
    for name in worked:  # a step stands where it is written, unless something it needs stands later
        depth[name] = max([position[name], *(depth[other] for other in needs[name] if other in steps)])
    return sorted(worked, key=lambda name: (depth[name], worked.index(name)))


def snake_case(name: str) -> str:
    """A class's name as a solver's: `ConvOutputSize` is `conv_output_size`, `ZScore` is `z_score`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()
