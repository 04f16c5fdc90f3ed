"""A problem's level, compiled once: expressions, templates, and which names need which."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from studyapp.domain.text import Text
from studyapp.domain.value import Value
from studyapp.engine.answers.matching import arranged, is_finite, is_right, without_noise
from studyapp.engine.answers.tolerance import Tolerance, fitting
from studyapp.engine.expression import Expression, compile_expression
from studyapp.engine.problems.problem import Level, Part, Problem
from studyapp.engine.problems.template import Placeholder, Template, parse
from studyapp.engine.registry import SolverFunctions
from studyapp.engine.solving.solver import Solver
from studyapp.engine.solving.spec import Spec
from studyapp.errors import DrawError, ExpressionError
from studyapp.i18n import N_
from studyapp.messages import Names


@dataclass(frozen=True, slots=True)
class Condition:
    """A `where` that every variant fulfils."""

    source: str
    expression: Expression
    after_solving: bool
    """Whether it speaks of steps, so that the solver has to be made first."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A text with places, in both languages."""

    en: Template
    zh: Template

    @classmethod
    def of(cls, text: Text) -> "Prompt":
        """Cut both languages at their places."""
        return cls(parse(text.en), parse(text.zh))

    def fill(self, values: Mapping[str, Value]) -> Text:
        """The text with the values put in."""
        english = self.en.fill(values)
        return Text(english, english if self.zh is self.en else self.zh.fill(values))


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What drawing and grading need of one level."""

    problem: Problem
    number: int
    """Which level it is."""
    level: Level
    given: tuple[str, ...]
    """The names that go to the solver."""
    let: tuple[tuple[str, Expression], ...]
    where: tuple[Condition, ...]
    prompt: Prompt
    part_prompts: Mapping[str, Prompt]

    @property
    def parts(self) -> tuple[Part, ...]:
        """What is asked, in order."""
        return self.level.parts

    def asks_backwards(self, part: Part) -> bool:
        """Whether a part asks for a given, with a result told."""
        spec = self.problem.solver.spec
        return part.step in spec.givens and part.step not in spec.steps

    def told_for(self, part: Part) -> tuple[str, ...]:
        """The steps that the prompt tells and that depend on the given which a part asks for."""
        spec = self.problem.solver.spec
        names = dict.fromkeys(place.name for place in self.prompt.en.placeholders)
        steps = [spec.step(name).name for name in names if name not in spec.givens and is_step(spec, name)]
        return tuple(step for step in steps if part.step in spec.needed([step]))

    def places_of(self, steps: Collection[str]) -> tuple[Placeholder, ...]:
        """The places of the prompt where these steps are put in."""
        spec = self.problem.solver.spec
        return tuple(
            place
            for place in self.prompt.en.placeholders
            if is_step(spec, place.name) and spec.step(place.name).name in steps
        )

    def worked_for(self, part: Part) -> tuple[str, ...]:
        """The steps whose working leads to a part: its own, or those told where it is asked backwards."""
        return self.told_for(part) if self.asks_backwards(part) else (part.step,)

    def solver_for(self, givens: Mapping[str, Value]) -> Solver:
        """The solver with a variant's givens."""
        return self.problem.solver(**{name: givens[name] for name in self.given})


class Values(dict[str, Value]):
    """A variant's values by name; the solver's defaults and steps are looked up when they are needed."""

    def __init__(self, givens: Mapping[str, Value], solver: Solver) -> None:
        super().__init__(givens)
        self._solver = solver

    def __missing__(self, name: str) -> Value:
        solver = self._solver
        known = solver.given_value if name in type(solver).spec.givens else solver.value
        self[name] = found = known(name)
        return found


@lru_cache(maxsize=1024)
def plan_of(problem: Problem, level: int) -> Plan:
    """Compile a level; ExpressionError where a formula or prompt is faulty, DrawError without the level."""
    stated = problem.levels.get(level)
    if stated is None:
        raise DrawError(
            N_("{problem} has no level {level}; it has {levels}"),
            problem=problem.id,
            level=level,
            levels=Names(problem.levels),
        )
    spec = problem.solver.spec
    known = [*stated.vary, *stated.fixed]
    let = []
    for name, source in stated.let.items():
        let.append((name, problem_expression(source, {*known, *spec.givens})))
        known.append(name)
    names = {*known, *spec.givens, *spec.steps}
    where = []
    for source in stated.where:
        expression = problem_expression(source, names)
        where.append(Condition(source, expression, not expression.names <= set(known)))
    prompts = {part.name: Prompt.of(part.prompt or _words(spec, part.step)) for part in stated.parts}
    for prompt in (whole := Prompt.of(stated.prompt), *prompts.values()):
        _check_names(prompt, names)
    return Plan(
        problem=problem,
        number=level,
        level=stated,
        given=tuple(name for name in known if name in spec.givens),
        let=tuple(let),
        where=tuple(where),
        prompt=whole,
        part_prompts=prompts,
    )


def is_step(spec: Spec, name: str) -> bool:
    """Whether a name is a step's, or stands for one in the result."""
    return name in spec.steps or (isinstance(spec.result, Mapping) and name in spec.result)


def _words(spec: Spec, name: str) -> Text:
    """What a part asks for, where its author gives it no words of its own."""
    return spec.step(name).say if is_step(spec, name) else spec.givens[name].say


def problem_expression(source: str, names: Collection[str] | None = None) -> Expression:
    """An expression of the problem; the catalogue of solvers is only loaded where one may be called.

    Raises ExpressionError for a faulty one, or one with a name that is not among `names` (None: any).
    """
    try:
        return compile_expression(source, names)
    except ExpressionError:
        return compile_expression(source, names, SolverFunctions())


def _check_names(prompt: Prompt, known: set[str]) -> None:
    for template in (prompt.en, prompt.zh):
        for place in template.placeholders:
            if place.name not in known:
                raise ExpressionError(
                    N_("`{name}` is neither given nor a step of this problem"),
                    column=place.column,
                    name=place.name,
                )


def tolerance_of(part: Part, answer: Value) -> Tolerance:
    """The tolerance that the part states, or the one fitting its answer."""
    return part.tolerance or fitting(answer)


def picked(value: Value, part: Part) -> Value:
    """The value that a part asks for: the whole step, or one value of its list, free of float noise.

    Raises ExpressionError where the list is too short for the place that is asked for.
    """
    value = without_noise(value)
    for place in part.index:
        if not isinstance(value, tuple) or place >= len(value):
            raise ExpressionError(
                N_("{part} asks for value number {place} (counted from 0), which is not there"),
                part=part.name,
                place=place,
            )
        value = value[place]
    return value


def visible_mistakes(
    solver: Solver, part: Part, answer: Value, given_steps: Mapping[str, Value] | None = None
) -> dict[str, Value]:
    """The mistakes that can be told from the answer here: finite, and further from it than the tolerance."""
    tolerance = tolerance_of(part, answer)
    found: dict[str, Value] = {}
    for name, whole in solver.mistakes_of(part.step, given_steps).items():
        try:
            value = picked(whole, part)
        except ExpressionError:
            continue  # the wrong way gives a shorter list
        right = arranged(answer, value, tolerance) if part.any_order else answer
        if is_finite(value) and not is_right(value, right, tolerance):
            found[name] = value
    return found
