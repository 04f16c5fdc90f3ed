"""Drawing a variant: numbers from a hashed counter, tried until the conditions and the aim are met."""

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from studyapp.domain.value import Value
from studyapp.domain.variant import Variant
from studyapp.engine.expression.numbers import truth
from studyapp.engine.problems.inverse import Backward
from studyapp.engine.problems.plan import Plan, Values, picked, plan_of, visible_mistakes
from studyapp.engine.problems.problem import Part, Problem
from studyapp.engine.problems.sampling import sample, stream
from studyapp.engine.solving.solver import Solver, plain
from studyapp.errors import DrawError, ExpressionError, GivenError, StudyError
from studyapp.i18n import N_
from studyapp.messages import Clauses, Message

MOST_TRIES = 5000
MOST_ELEMENTS = 1_000_000
"""Drawn in all tries together: conditions on long lists are given up sooner."""
_FEWEST_TRIES = 200
_HURDLES_TOLD = 3
_WITHIN, _TIMES = "{within} ({reason})", "{hurdle} ({times}×)"  # nothing in them is of any language


@dataclass(frozen=True, slots=True)
class Hurdle:
    """Why a try cannot be used."""

    said: str | Message = field(compare=False)
    """What the author wrote, or what came of it."""
    kind: str
    """What it has in common with those of other numbers: they are one reason."""

    @classmethod
    def condition(cls, source: str) -> "Hurdle":
        """It is not met."""
        return cls(source, source)

    @classmethod
    def error(cls, error: StudyError, within: str = "") -> "Hurdle":
        """Nothing comes of the numbers."""
        said = Message(_WITHIN, within=within, reason=error.message) if within else error.message
        return cls(said, f"{within}|{getattr(error, 'parameter', '')}|{error.template}")


def draw(problem: Problem, level: int = 1, seed: int = 0) -> Variant:
    """The variant of a problem at a level with a seed: the same three give the same one for ever.

    Raises DrawError, naming the constraints that starve it, where no try meets all conditions.
    """
    plan = plan_of(problem, level)
    hurdles: Counter[Hurdle] = Counter()
    for attempt in range(_most_tries(plan)):
        givens = drawn(plan, seed, attempt)
        made = _made(plan, givens)
        if isinstance(made, Solver):
            variant = _variant(plan, seed, givens, made)
            if isinstance(variant, Variant):
                return variant
            made = variant
        hurdles[made] += 1
        if not plan.level.vary:
            break  # another try would draw the same
    raise DrawError(
        N_("{problem}, level {level}: none of {tries} tries can be used; they fail at {hurdles}"),
        problem=problem.id,
        level=level,
        tries=hurdles.total(),
        hurdles=Clauses(
            Message(_TIMES, hurdle=hurdle.said, times=times)
            for hurdle, times in hurdles.most_common(_HURDLES_TOLD)
        ),
    )


def _most_tries(plan: Plan) -> int:
    """After how many draws a variant is given up."""
    elements = sum(math.prod(how.shape) for how in plan.level.vary.values())
    return min(MOST_TRIES, max(_FEWEST_TRIES, MOST_ELEMENTS // max(1, elements)))


def refusal(plan: Plan, seed: int, givens: dict[str, Value]) -> str | Message:
    """What keeps these numbers from being a variant; empty where nothing does."""
    made = _made(plan, givens)
    found = _variant(plan, seed, givens, made) if isinstance(made, Solver) else made
    return found.said if isinstance(found, Hurdle) else ""


def drawn(plan: Plan, seed: int, attempt: int) -> dict[str, Value]:
    """The fixed and the drawn numbers of one try."""
    givens = dict(plan.level.fixed)
    for name, how in plan.level.vary.items():
        givens[name] = sample(name, how, stream(plan.problem.id, plan.number, seed, attempt, name))
    return givens


def _made(plan: Plan, givens: dict[str, Value]) -> Solver | Hurdle:
    """The solver with the numbers of one try, `let` put among them; else the hurdle at which it failed."""
    hurdle = ""
    try:
        for name, expression in plan.let:
            hurdle = f"{name}: {expression.source}"
            givens[name] = plain(expression(givens))
        for condition in plan.where:
            hurdle = condition.source
            if not condition.after_solving and not truth(condition.expression(givens)):
                return Hurdle.condition(hurdle)
    except (ExpressionError, GivenError) as error:
        return Hurdle.error(error, hurdle)
    try:
        solver = plan.solver_for(givens)
        values = Values(givens, solver)
        for condition in plan.where:
            hurdle = condition.source
            if condition.after_solving and not truth(condition.expression(values)):
                return Hurdle.condition(hurdle)
    except GivenError as error:
        return Hurdle.error(error)
    except ExpressionError as error:
        return Hurdle.error(error, hurdle)
    return solver


def _variant(plan: Plan, seed: int, givens: Mapping[str, Value], solver: Solver) -> Variant | Hurdle:
    """The variant that one try gives, else the hurdle: an answer that can't be worked, or a missed aim."""
    try:
        answers = {part.name: picked(_answer(plan, part, givens, solver), part) for part in plan.parts}
    except StudyError as error:
        return Hurdle.error(error)
    mistakes = {
        part.name: Backward(plan, givens, part).mistakes()
        if plan.asks_backwards(part)
        else visible_mistakes(solver, part, answers[part.name])
        for part in plan.parts
    }
    if plan.level.aim and not _meets_aim(plan.level.aim, mistakes):
        return Hurdle.condition("aim: " + ", ".join(plan.level.aim))
    return Variant(
        problem=plan.problem.id,
        level=plan.number,
        seed=seed,
        givens=givens,
        prompt=plan.prompt.fill(Values(givens, solver)),
        answers=answers,
        mistakes=mistakes,
    )


def _answer(plan: Plan, part: Part, givens: Mapping[str, Value], solver: Solver) -> Value:
    """The value of a part's step; asked backwards, the given that was drawn."""
    return givens[part.step] if plan.asks_backwards(part) else solver.value(part.step)


def _meets_aim(aim: tuple[str, ...], mistakes: Mapping[str, Mapping[str, Value]]) -> bool:
    """Whether at least one of the mistakes aimed at is visible, at its own step or carried on."""
    return any(
        name in aim or name.rpartition(".")[2] in aim for visible in mistakes.values() for name in visible
    )
