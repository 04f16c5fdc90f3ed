"""Questions asked backwards: the result is told and a given is asked.

Every value with which the question would read word for word the same is right, not only the one drawn.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from studyapp.domain.value import Number, Value
from studyapp.engine.answers.matching import is_number, is_right, without_noise
from studyapp.engine.answers.tolerance import Measure, Tolerance
from studyapp.engine.problems.plan import Plan, tolerance_of
from studyapp.engine.problems.problem import Choices, Part
from studyapp.engine.problems.sampling import count, option
from studyapp.engine.problems.template import Placeholder
from studyapp.engine.solving.solver import Solver
from studyapp.engine.solving.steps import UNWORKABLE

MOST_TRIED = 40
"""Values of a given that are put in to see what the other ways would give."""

TO_THE_LAST_BIT = Tolerance(Measure.EXACT)


@dataclass(frozen=True)
class Backward:
    """A part that asks for a given, with one variant's numbers."""

    plan: Plan
    givens: Mapping[str, Value]
    part: Part

    @property
    def name(self) -> str:
        """The given that is asked."""
        return self.part.step

    @cached_property
    def told(self) -> tuple[str, ...]:
        """The steps that the question tells and that depend on what is asked."""
        return self.plan.told_for(self.part)

    @cached_property
    def places(self) -> tuple[Placeholder, ...]:
        """Where the question tells them."""
        return self.plan.places_of(self.told)

    def solver_with(self, value: Value) -> Solver:
        """The solver with a value put in; raises GivenError where it may not be."""
        return self.plan.solver_for({**self.givens, self.name: value})

    @cached_property
    def solver(self) -> Solver:
        """The solver with the value that was drawn."""
        return self.solver_with(self.givens[self.name])

    @cached_property
    def shown(self) -> tuple[str, ...]:
        """What the question tells; raises one of UNWORKABLE where that cannot be worked."""
        return self._shown_by(self.solver)

    def _shown_by(self, solver: Solver) -> tuple[str, ...]:
        return tuple(place.fill(without_noise(solver.value(place.name))) for place in self.places)

    def satisfies(self, value: Value) -> bool:
        """Whether the question would read the same with a value put in that could be one of its kind."""
        try:
            return self._may_be(value) and self._reads_the_same(self.solver_with(value))
        except UNWORKABLE:
            return False

    def _may_be(self, value: Value) -> bool:
        return not (self.is_counted and is_number(value) and Fraction(value).denominator > 1)

    def _reads_the_same(self, solver: Solver) -> bool:
        try:
            return self._shown_by(solver) == self.shown
        except UNWORKABLE:
            return False

    @cached_property
    def is_counted(self) -> bool:
        """Whether only whole numbers are drawn for what is asked: half a sample is no answer."""
        how = self.plan.level.vary.get(self.name)
        drawn = (how.values if isinstance(how, Choices) else (how.start, how.step)) if how else ()
        return all(isinstance(each, int) for each in (self.givens[self.name], *drawn))

    def right_values(self) -> tuple[Value, ...]:
        """All right ones among those that could have been drawn, the one drawn among them."""
        drawn = self.givens[self.name]
        others = [
            value
            for value, solver in self.tried.items()
            if value != drawn and self._may_be(value) and self._reads_the_same(solver)
        ]
        return tuple(sorted([drawn, *others], key=_size))

    @cached_property
    def tried(self) -> Mapping[Value, Solver]:
        """The values that may be put in, each with the solver that works with it."""
        found: dict[Value, Solver] = {}
        for value in self._options():
            with suppress(*UNWORKABLE):
                found[value] = self.solver_with(value)
        return found

    def _options(self) -> Iterator[Value]:
        """Values to try: those that could be drawn, and whole numbers around the one that was."""
        how = self.plan.level.vary.get(self.name)
        options: list[Value] = []
        if how is not None and not how.shape:
            options = [option(how, place) for place in range(min(count(how), MOST_TRIED))]
        drawn = self.givens[self.name]
        if isinstance(drawn, int):
            options += range(drawn - MOST_TRIED // 2, drawn + MOST_TRIED // 2)
        elif is_number(drawn):
            options += (drawn, drawn / 2, drawn * 2, 1 - drawn)
        bounds = self.plan.problem.solver.spec.givens[self.name].bounds
        yield from (each for each in dict.fromkeys(options) if not is_number(each) or bounds.admit(each))

    def mistakes(self) -> dict[str, Value]:
        """What each known mistake at a told step would make of the given, as `step.mistake`."""
        found: dict[str, Value] = {}
        right = self.right_values()
        for step in self.told:
            told = self.solver.value(step)
            for name, points in self._ways(step).items():
                value = _solved(points, told)
                if value is not None and not any(_near(value, each, self.part) for each in right):
                    found[name if "." in name else f"{step}.{name}"] = value
        return found

    def _ways(self, step: str) -> dict[str, list[tuple[Number, Value]]]:
        """For each mistake: the values put in, with what comes out the wrong way."""
        ways: dict[str, list[tuple[Number, Value]]] = {}
        for value, solver in self.tried.items():
            if not is_number(value):
                continue
            with suppress(*UNWORKABLE):
                for name, outcome in solver.mistakes_of(step).items():
                    ways.setdefault(name, []).append((value, outcome))
        return ways


def _solved(points: list[tuple[Number, Value]], told: Value) -> Value:
    """The value with which the wrong way gives what is told: one put in, or on their line."""
    for value, outcome in points:
        if is_right(outcome, told, TO_THE_LAST_BIT):
            return value
    pairs = [(Fraction(x), Fraction(y)) for x, y in points if is_number(y)]
    if len(pairs) < 3 or not is_number(told):
        return None
    (x0, y0), (x1, y1), *rest = pairs
    slope = (y1 - y0) / (x1 - x0)
    if not slope or any(y0 + slope * (x - x0) != y for x, y in rest):
        return None
    solved = x0 + (Fraction(told) - y0) / slope
    return solved.numerator if solved.denominator == 1 else solved


def _near(value: Value, right: Value, part: Part) -> bool:
    return is_right(value, right, tolerance_of(part, right))


def _size(value: Value) -> Number:
    return value if is_number(value) else 0
