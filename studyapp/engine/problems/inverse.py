"""Questions asked backwards: the result is told and a given is asked.

Every value with which the question would read word for word the same is right, not only the one drawn.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from studyapp.domain.value import Number, Value
from studyapp.engine.answers.matching import is_number, is_right, without_noise
from studyapp.engine.answers.tolerance import Measure, Tolerance
from studyapp.engine.problems.plan import Plan, tolerance_of
from studyapp.engine.problems.problem import Choices, Part
from studyapp.engine.problems.sampling import count, option
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

    @property
    def told(self) -> tuple[str, ...]:
        """The steps that the question tells and that depend on what is asked."""
        return self.plan.told_for(self.part)

    def solver_with(self, value: Value) -> Solver:
        """The solver with a value put in; raises GivenError where it may not be."""
        return self.plan.solver_for({**self.givens, self.name: value})

    def shown_with(self, value: Value) -> tuple[str, ...]:
        """What the question would tell with a value put in."""
        solver = self.solver_with(value)
        return tuple(
            place.fill(without_noise(solver.value(place.name))) for place in self.plan.places_of(self.told)
        )

    def satisfies(self, value: Value) -> bool:
        """Whether the question would read the same with a value put in that could be one of its kind."""
        if self.is_counted and is_number(value) and Fraction(value).denominator > 1:
            return False
        try:
            return self.shown_with(value) == self.shown_with(self.givens[self.name])
        except UNWORKABLE:
            return False

    @property
    def is_counted(self) -> bool:
        """Whether only whole numbers are drawn for what is asked: half a sample is no answer."""
        how = self.plan.level.vary.get(self.name)
        drawn = (how.values if isinstance(how, Choices) else (how.start, how.step)) if how else ()
        return all(isinstance(each, int) for each in (self.givens[self.name], *drawn))

    def right_values(self) -> tuple[Value, ...]:
        """All right ones among those that could have been drawn, the one drawn among them."""
        drawn = self.givens[self.name]
        others = [value for value in self.tried() if value != drawn and self.satisfies(value)]
        return tuple(sorted([drawn, *others], key=_size))

    def tried(self) -> Iterator[Value]:
        """Values to put in: those that could be drawn, and whole numbers around the one that was."""
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
            told = self.solver_with(self.givens[self.name]).value(step)
            for name, points in self._ways(step).items():
                value = _solved(points, told)
                if value is not None and not any(_near(value, each, self.part) for each in right):
                    found[name if "." in name else f"{step}.{name}"] = value
        return found

    def _ways(self, step: str) -> dict[str, list[tuple[Number, Value]]]:
        """For each mistake: the values put in, with what comes out the wrong way."""
        ways: dict[str, list[tuple[Number, Value]]] = {}
        for value in self.tried():
            try:
                wrong = self.solver_with(value).mistakes_of(step)
            except UNWORKABLE:
                continue
            for name, outcome in wrong.items():
                if is_number(value):
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
