"""Explaining a variant: hints in order, the full working, and where the learner's way leaves it."""

from dataclasses import replace

from studyapp.domain.card import WorkedStep
from studyapp.domain.grade import Grade, PartGrade, Status
from studyapp.domain.text import Text
from studyapp.domain.variant import Variant
from studyapp.engine.grading.wording import sentence
from studyapp.engine.grading.workslips import earlier_steps
from studyapp.engine.problems.plan import Plan, plan_of
from studyapp.engine.problems.problem import Problem

_ON_THE_WAY = ("slip.stopped_early", "slip.rounded_early")
"""Slips after which nobody knows at which step the way was left."""


def working(problem: Problem, variant: Variant, grade: Grade | None = None) -> tuple[WorkedStep, ...]:
    """Each step that the parts need, with formula, numbers and value.

    With a grade, the first step at which the learner's way departs is marked, where that can be told.
    """
    plan = plan_of(problem, variant.level)
    steps = plan.solver_for(variant.givens).working([part.step for part in plan.parts])
    leaves = _steps_left_at(plan, variant, grade) if grade else set()
    for place, step in enumerate(steps):
        if step.name in leaves:
            return (*steps[:place], replace(step, leaves_here=True), *steps[place + 1 :])
    return steps


def hints(problem: Problem, variant: Variant) -> tuple[Text, ...]:
    """The author's hints, then idea, formula and first step, each saying a little more."""
    worked = working(problem, variant)
    # The formula of a step that is never reached is its answer, which no hint may give away
    steps = tuple(step for step in worked if not step.formula.endswith(f"= {step.value}")) or worked
    first = steps[0]
    ways = [step.say for step in steps]
    idea = sentence(IDEA, first=ways[0], last=ways[-1]) if len(ways) > 1 else sentence(ONE_STEP, step=ways[0])
    formula = sentence(FORMULA, step=steps[-1].say, formula=steps[-1].formula)
    made = [*problem.hints, idea, formula]
    if len(steps) > 1:
        made.append(sentence(FIRST_VALUE, step=first.say, formula=first.formula, value=first.value))
    elif first.numbers:
        made.append(sentence(NUMBERS_PUT_IN, numbers=first.numbers))
    return tuple(made)


def _steps_left_at(plan: Plan, variant: Variant, grade: Grade) -> set[str]:
    """The steps at which the learner's way is seen to depart."""
    spec = plan.problem.solver.spec
    solver = plan.solver_for(variant.givens)
    right = {
        spec.step(part.step).name
        for part in plan.parts
        if (earned := grade.parts.get(part.name)) and earned.status is Status.CORRECT and not part.index
    }
    left: set[str] = set()
    for part in plan.parts:
        earned = grade.parts.get(part.name)
        if earned is None or earned.status is not Status.INCORRECT:
            continue
        own = spec.step(part.step).name
        named = _named_steps(earned, own)
        untold = [step for step in earlier_steps(solver, own) if step not in right]
        if not named and not untold:
            named = {own}
        if len(named) == 1:  # mistakes of different steps that give one number do not tell which it was
            left |= named
    return left


def _named_steps(earned: PartGrade, own: str) -> set[str]:
    """The steps that the recognised mistakes of a part are made at."""
    named = set()
    for mistake in earned.mistakes:
        if mistake in _ON_THE_WAY:
            continue
        step, _, _ = mistake.rpartition(".")
        named.add(own if step in ("", "slip") else step)
    return named


IDEA = Text(
    "Go step by step: “{first}” first; “{last}” comes last.", "一步一步来：先算“{first}”，最后才是“{last}”。"
)
ONE_STEP = Text("One formula is enough here. It gives: {step}.", "这里一个公式就够了，它给出：{step}。")
FORMULA = Text("{step}: ${formula}$", "{step}：${formula}$")
FIRST_VALUE = Text("The first step, {step}: ${formula} = {value}$", "第一步，{step}：${formula} = {value}$")
NUMBERS_PUT_IN = Text("With the numbers put in: ${numbers}$", "代入数值：${numbers}$")
